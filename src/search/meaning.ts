import { LRUCache } from 'lru-cache'
import type { Db } from '../db/client.js'
import { readFacets, sampleVectors, type DocumentFacets } from '../db/embedding.js'
import type { semanticStates } from '../model/search.js'
import type { Search } from './client.js'
import { EmbedderFault, type Embedder } from './embedder.js'
import { documentFilterOf } from './exact.js'
import { groupFacets } from './group.js'
import { facetCounts, filterOf, type SearchFilter, type SearchRequest } from './query.js'
import { dot, embedderName, findModelKey, vectorsUidOf } from './vector.js'

/** What a query found by its meaning. */
export type Meaning = {
  state: (typeof semanticStates)[number]
  /** how alike documents are to the query, above 0 to 1; those that are not more alike than documents are anyway are not among them */
  likeness: Map<string, number>
  /** those of them that have none of the query's words and concepts */
  alone: Set<string>
  /** what these count for in facets, those of a facet without that facet's own filter */
  facets: Record<string, Record<string, number>>
}

const queryMsMax = 1500
const queryKeptMs = 60_000
/** After a failure the embedder is left alone for so long: whoever searches does not wait for it each time. */
const restMs = 5000
const nearest = 100
const sampleSize = 256
const sampleMsMax = 300_000

/**
 * Finds documents that are like a query in meaning. `haveWords` tells which of some documents the query's words or concepts
 * find anyway. Never throws for the embedder's or the vectors' sake: then the state says so, and nothing is found.
 */
export async function searchMeaning (
  db: Db, engine: Search, request: Pick<SearchRequest, 'q' | 'filter' | 'facets' | 'group'>, haveWords: (ids: string[]) => Promise<string[]>
): Promise<Meaning> {
  const none = (state: Meaning['state']): Meaning => ({ state, likeness: new Map(), alone: new Set(), facets: {} })
  if (!engine.embedder) return none('off')
  try {
    const key = await findModelKey(db, engine)
    if (key === undefined) throw new Unready()
    const [vector, sample] = await Promise.all([embedQuery(engine.embedder, key, request.q), readSample(db, engine, key)])
    const { together, alone } = facetCounts(request)
    const counted = request.group ? [...together, ...groupFacets] : together
    const sets = [{ filter: request.filter, facets: counted }, ...alone.map(({ name, filter }) => ({ filter, facets: [name] }))]
    const { near, partial } = await findNear(engine, vector, sets.map(({ filter }) => filter))
    const liken = likenessOver(sample.map((other) => dot(vector, other)), near[0]![0]?.cosine ?? 0)
    const like = near.map((hits) => new Map(hits.map(({ id, cosine }) => [id, liken(cosine)] as const).filter(([, likeness]) => likeness > 0)))
    const ids = [...new Set(like.flatMap((set) => [...set.keys()]))]
    const [met, ...rows] = await Promise.all([
      ids.length > 0 ? haveWords(ids) : [], ...sets.map(({ filter }, i) => readFacets(db, [...like[i]!.keys()], documentFilterOf(filter)))
    ])
    const words = new Set(met)
    const found = rows.map((set) => set.filter(({ id }) => !words.has(id)))
    return {
      state: partial ? 'partial' : 'used',
      likeness: new Map(rows[0]!.map(({ id }) => [id, like[0]!.get(id)!])),
      alone: new Set(found[0]!.map(({ id }) => id)),
      facets: Object.fromEntries(sets.flatMap(({ facets }, i) => facets.map((name) => [name, countValues(found[i]!, name)])))
    }
  } catch (error) {
    if (error instanceof EmbedderFault || error instanceof Unready) return none('unavailable')
    throw error
  }
}

/** Adds counts up, value by value. */
export function addCounts (facets: string[], a: Meaning['facets'], b: Meaning['facets']): Meaning['facets'] {
  return Object.fromEntries(facets.map((name) => {
    const sums = { ...a[name] }
    for (const [value, n] of Object.entries(b[name] ?? {})) sums[value] = (sums[value] ?? 0) + n
    return [name, sums]
  }))
}

function countValues (documents: DocumentFacets[], name: string): Record<string, number> {
  const counts: Record<string, number> = {}
  for (const value of documents.flatMap((d) => d[name as keyof DocumentFacets] ?? [])) counts[value] = (counts[value] ?? 0) + 1
  return counts
}

/** The vectors cannot be searched now: there are none, or they are another model's. */
class Unready extends Error {}

type Queries = { vectors: LRUCache<string, Promise<Float32Array>>, restUntil: number }
const queries = new WeakMap<Embedder, Queries>()

/** The vector of a query, kept for the next page of its answer; `key` is that of the vectors it is for. */
async function embedQuery (embedder: Embedder, key: string, q: string): Promise<Float32Array> {
  let known = queries.get(embedder)
  if (!known) queries.set(embedder, known = { vectors: new LRUCache({ max: 1000, ttl: queryKeptMs }), restUntil: 0 })
  const { vectors } = known
  const place = `${key} ${q}`
  const before = vectors.get(place)
  if (before) return await before
  if (Date.now() < known.restUntil) throw new EmbedderFault('The embedder failed a moment ago.')
  const made = embedder.embed([q], { msMax: queryMsMax }).then(([vector]) => vector!)
  vectors.set(place, made)
  try {
    return await made
  } catch (error) {
    vectors.delete(place)
    known.restUntil = Date.now() + restMs
    throw error
  }
}

type Sample = { until: number, key: string, vectors: Float32Array[] }
const samples = new WeakMap<Search, Sample>()

/** Some of the vectors that are searched, by chance. */
async function readSample (db: Db, engine: Search, key: string): Promise<Float32Array[]> {
  const before = samples.get(engine)
  if (before && before.key === key && Date.now() < before.until) return before.vectors
  const vectors = await sampleVectors(db, key, sampleSize)
  // While there are few of them yet, they are soon others.
  samples.set(engine, { key, vectors, until: Date.now() + (vectors.length < sampleSize ? 1000 : sampleMsMax) })
  return vectors
}

type Answer = { results: { hits: { id: string, _rankingScore: number }[], estimatedTotalHits: number }[] }

/** The nearest documents under each of the filters, in one request; `partial`: not all documents have a vector. */
async function findNear (engine: Search, vector: Float32Array, filters: SearchFilter[]) {
  const indexUid = vectorsUidOf(engine.uid)
  const near = filters.map((filter) => ({
    indexUid, vector: Array.from(vector), hybrid: { embedder: embedderName, semanticRatio: 1 }, filter: filterOf(filter), limit: nearest,
    showRankingScore: true, attributesToRetrieve: ['id']
  }))
  const counts = [indexUid, engine.termsUid].map((uid) => ({ indexUid: uid, q: '', limit: 0 }))
  const { results } = await engine.post<Answer>('/multi-search', { queries: [...near, ...counts] }).catch((cause: unknown) => { throw new Unready('', { cause }) })
  const [held, all] = results.slice(near.length).map((r) => r.estimatedTotalHits)
  return {
    // The engine tells likeness from 0 to 1, where 0.5 is none.
    near: results.slice(0, near.length).map(({ hits }) => hits.map(({ id, _rankingScore: score }) => ({ id, cosine: 2 * score - 1 }))),
    partial: held! < all!
  }
}

/** In steps of how far likenesses usually are from the middle one: from where on a document is alike, and how far the most alike should be. */
const alikeFrom = 3
const alikeTo = 6
const stepMin = 0.02

/**
 * What a model calls alike differs from one to the next: with some, any two texts are at 0.8. So how alike a document is to a
 * query is told by how far it stands out from `others`, documents taken by chance, and beside `best`, the most alike of
 * all: 0 where it does not, 1 at most.
 */
export function likenessOver (others: number[], best: number): (cosine: number) => number {
  const sorted = [...others].sort((a, b) => a - b)
  const at = (share: number) => sorted[Math.round(share * (sorted.length - 1))] ?? 0
  const step = Math.max(stepMin, (at(0.84) - at(0.16)) / 2)
  const from = at(0.5) + alikeFrom * step
  const to = Math.max(best, at(0.5) + alikeTo * step)
  return (cosine) => Math.min(1, Math.max(0, (cosine - from) / (to - from)))
}
