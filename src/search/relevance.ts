import type { Db } from '../db/client.js'
import { readSearchDocuments } from '../db/search-document.js'
import { isShort, readAsked, reportOf, type Asked, type WordReport } from './ask.js'
import { askedWords, countFound, findCandidates, notAmong } from './candidate.js'
import type { Search } from './client.js'
import { labelExplainer, type LabelMatch } from './explain.js'
import { groupFacets, lawOf, listLaws, namedFirst, type Listing, type Question } from './group.js'
import { highlight } from './highlight.js'
import { toHtml } from './mark.js'
import { normalise } from './normalise.js'
import { allCounts, facetCounts, filterOf, searchTyped, type Hit, type HitDocument, type Match, type SearchAnswer, type SearchFilter, type SearchRequest } from './query.js'
import { offerRelevant, type Offer } from './offer.js'
import { apart, rankDocuments, type Distinct } from './pool.js'
import type { Ranked } from './rank.js'
import { didYouMean } from './spell.js'
import type { Topics } from './term.js'

export type RelevanceAnswer = SearchAnswer & { words: WordReport[], topics: Topics, didYouMean: string | null, offers: Offer[] }

/**
 * Finds what answers a query: the engine gives candidates by the query's telling words and concepts, and these are ranked
 * here. A query of one or two words that are not known is searched by the engine alone, which forgives typing errors and
 * completes words. What the query names by number (`direct`) comes first. Throws Unavailable when the engine does not answer.
 */
export async function searchRelevance (db: Db, engine: Search, request: SearchRequest, direct: Hit[] = []): Promise<RelevanceAnswer> {
  const q = normalise(request.q)
  const read = (text: string) => readAsked(engine, request.vocabulary, text)
  // Both at once: what is being typed is answered after one way to the engine and back.
  const typed = direct.length === 0 && isShort(q) ? searchTyped(engine, request) : undefined
  typed?.catch(() => {})
  const asked = await read(q)
  const answer = asked || !typed
    ? await searchByTerms(db, engine, request, asked ?? { weighed: [], topics: {}, counts: new Map(), corrections: new Map() }, direct)
    : { ...await typed, words: [], topics: {}, didYouMean: null }
  return { ...answer, offers: answer.total === 0 ? await offerRelevant(engine, { q, filter: request.filter, group: request.group }, read) : [] }
}

async function searchByTerms (
  db: Db, engine: Search, request: SearchRequest, query: Asked, direct: Hit[]
): Promise<Omit<RelevanceAnswer, 'offers'>> {
  const { filter, facets, offset, limit, group } = request
  const { weighed, topics } = query
  const asked = askedWords(weighed, query.counts)
  const { together, alone } = facetCounts(request)
  const count = (f: SearchFilter, names: string[]) => countFound(engine, asked, topics, filterOf(f), names)
  const begun = performance.now()
  const [ids, found, ...others] = await Promise.all([
    findCandidates(engine, asked, topics, filterOf(filter)), count(filter, group ? [...together, ...groupFacets] : together),
    ...alone.map(({ name, filter: others }) => count(others, [name]))
  ])
  const engineMs = Math.round(performance.now() - begun)
  const ranked = await rankDocuments(db, ids, weighed, topics)
  const question = { asked, weighed, topics, filter: filterOf(filter) }
  const list = group ? listLaws(db, engine, question, found.facets, direct, ranked) : listDocuments(engine, question, found.total, direct, ranked)
  const first = list.first.slice(offset, offset + limit)
  const page = list.pool.slice(Math.max(0, offset - list.first.length), Math.max(0, offset + limit - list.first.length))
  const left = limit - first.length - page.length
  const rest = left > 0 && found.total > ids.length
    ? await list.beyond({ offset: Math.max(0, offset - list.first.length - list.pool.length), limit: left })
    : []
  const entries = new Map(page.map((entry) => [entry.candidate.id, entry]))
  const documents = await readSearchDocuments(db, [...entries.keys(), ...rest]) as { id: string, document: HitDocument }[]
  const explain = labelExplainer(request.q, request.vocabulary)
  const hits = [...first, ...documents.map(({ id, document }) => toHit(document, entries.get(id), query, explain))]
  return {
    hits: group ? hits.map((hit) => ({ ...hit, law: lawOf(hit.document, found.facets) })) : hits,
    total: Math.max(list.total, direct.length),
    facets: allCounts(facets, [found, ...others].map((counted) => counted.facets)),
    engineMs,
    words: reportOf(normalise(request.q), query),
    topics,
    didYouMean: didYouMean(request.q, query.corrections)
  }
}

/** What the query names by number, the candidates, and what was found beside them; identical provisions are one. */
function listDocuments (engine: Search, { asked, topics, filter }: Question, total: number, direct: Hit[], ranked: Ranked[]): Listing<Hit> {
  const named = new Set(direct.map(({ document }) => document.id))
  const known = [...named, ...ranked.map(({ candidate }) => candidate.id)]
  const distinct = apart(namedFirst(ranked, named))
  const alike = new Map(distinct.map(({ candidate, identical }) => [candidate.id, identical.filter((id) => !named.has(id))]))
  return {
    first: direct.map((hit) => ({ ...hit, identical: alike.get(hit.document.id) ?? [] })),
    pool: distinct.filter(({ candidate }) => !named.has(candidate.id)),
    beyond: async (page) => (await countFound(engine, asked, topics, [...filter, notAmong(known)], [], page)).ids,
    total
  }
}

function toHit (document: HitDocument, entry: Distinct | undefined, { weighed, topics }: Asked, explain: ReturnType<typeof labelExplainer>): Hit {
  const { matches, snippet } = highlight(document, weighed)
  const own = entry?.candidate.topics ?? {}
  const suggested = Object.keys(own).filter((code) => topics[code] !== undefined && !document.concepts.includes(code))
  return {
    document,
    matches: [...matches, ...explain(document.concepts).map(toMatch(false)), ...explain(suggested, true).map(toMatch(true))],
    snippet,
    score: entry?.score ?? null,
    identical: entry?.identical ?? []
  }
}

const toMatch = (suggested: boolean) => ({ concept, language, marked }: LabelMatch): Match =>
  ({ field: 'concept', highlight: toHtml(marked), language, concept, suggested })
