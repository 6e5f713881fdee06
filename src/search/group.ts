import type { Db } from '../db/client.js'
import { countFound, notAmong, type askedWords } from './candidate.js'
import type { Search } from './client.js'
import { rankDocuments, type Distinct } from './pool.js'
import type { Candidate, Ranked, Weighed } from './rank.js'
import { codeOf, topicTerm, type Topics } from './term.js'

/** The law that a hit stands for, and how many of its documents were found: its provisions, and its own record. */
export type LawGroup = { id: string, found: number }
/** How many documents have each value of each facet. */
type Counts = Record<string, Record<string, number>>
/** A query by terms and its filters. */
export type Question = { asked: ReturnType<typeof askedWords>, weighed: Weighed[], topics: Topics, filter: string[] }
/** A ranked list: what a query names itself, the best of the candidates, the ids of what was found beside them. */
export type Listing<T> = { first: T[], pool: Distinct[], beyond: (page: { offset: number, limit: number }) => Promise<string[]> }

/** What the engine counts, with all filters, where each law is one: every law, and by the types all documents. */
export const groupFacets = ['legislationId', 'type']

/** How many there are to be shown where each law is one; cases and lessons are of no law. */
export const countGroups = (counts: Counts = {}): number => Object.keys(counts.legislationId ?? {}).length + countApart(counts)

const countApart = ({ type = {}, legislationId = {} }: Counts) => sum(type) - sum(legislationId)
const sum = (counts: Record<string, number>) => Object.values(counts).reduce((a, b) => a + b, 0)

/** The law that a document stands for; null where it is of none. */
export const lawOf = ({ legislationId }: { legislationId: string | null }, counts: Counts = {}): LawGroup | null =>
  legislationId === null ? null : { id: legislationId, found: counts.legislationId?.[legislationId] ?? 1 }

/**
 * Lists what was found with each law once, by the best of its documents. Behind the laws that have candidates come the
 * others, those of which most was found first, and then what is of no law, in the engine's own order.
 */
export function listLaws<T extends { document: Member, identical: string[] }> (
  db: Db, engine: Search, question: Question, counts: Counts, direct: T[], ranked: Ranked[]
): Listing<T> {
  const named = new Map(firstOfEach(direct, ({ document }) => document.legislationId).map((hit) => [hit.document.id, hit]))
  const best = bestOfEach(namedFirst(ranked, named))
  const alike = new Map(best.map(({ candidate, identical }) => [candidate.id, identical]))
  const first = [...named.values()].map((hit) => ({ ...hit, identical: alike.get(hit.document.id) ?? [] }))
  const laws = new Set(first.map(({ document }) => document.legislationId))
  const pool = best.filter(({ candidate }) => candidate.legislationId === null || !laws.has(candidate.legislationId))
  const shown = [...first.map(({ document }) => document), ...pool.map(({ candidate }) => candidate)]
  return { first, pool, beyond: (page) => listBeyond(db, engine, question, counts, shown, page) }
}

/** What the query names comes first, so that what has the same words, or is of the same law, is shown by it. */
export const namedFirst = (ranked: Ranked[], named: { has: (id: string) => boolean }): Ranked[] =>
  [...ranked.filter(({ candidate }) => named.has(candidate.id)), ...ranked.filter(({ candidate }) => !named.has(candidate.id))]

/** A document and the law it is of, if any. */
type Member = { id: string, legislationId: string | null }

/** The first of each law, and all that are of none. */
function firstOfEach<T> (items: T[], lawIdOf: (item: T) => string | null): T[] {
  const seen = new Set<string>()
  return items.filter((item) => {
    const id = lawIdOf(item)
    return id === null || (!seen.has(id) && seen.add(id))
  })
}

/** The best of each law, with those of the same words that its law has too, and all that are of no law. */
function bestOfEach (ranked: Ranked[]): Distinct[] {
  const alike = (a: Candidate, b: Candidate) => a !== b && a.same !== null && a.same === b.same && a.legislationId === b.legislationId
  return firstOfEach(ranked, ({ candidate }) => candidate.legislationId).map((entry) =>
    ({ ...entry, identical: ranked.filter(({ candidate }) => alike(candidate, entry.candidate)).map(({ candidate }) => candidate.id) }))
}

async function listBeyond (
  db: Db, engine: Search, question: Question, counts: Counts, shown: Member[], { offset, limit }: { offset: number, limit: number }
): Promise<string[]> {
  const { asked, topics, filter } = question
  const known = new Set(shown.map((d) => d.legislationId))
  const laws = Object.entries(counts.legislationId ?? {}).filter(([id]) => !known.has(id)).sort(([a, n], [b, m]) => m - n || (a < b ? -1 : 1)).map(([id]) => id)
  const page = laws.slice(offset, offset + limit)
  const best = page.length > 0 ? await findBest(db, engine, question, page) : []
  const apart = shown.filter((d) => d.legislationId === null).map(({ id }) => id)
  if (page.length === limit || countApart(counts) <= apart.length) return best
  const others = await countFound(engine, asked, topics, [...filter, 'legislationId IS NULL', notAmong(apart)], [], {
    offset: Math.max(0, offset - laws.length), limit: limit - page.length
  })
  return [...best, ...others.ids]
}

/**
 * The best document of each of these laws, in their order. For each word and concept the engine tells the one of each law
 * that it fits best, so that no law is left without; these are ranked.
 */
async function findBest (db: Db, engine: Search, { asked, weighed, topics, filter }: Question, laws: string[]): Promise<string[]> {
  const words = [...asked.flatMap(({ terms }) => terms), ...Object.keys(topics).map(topicTerm)]
  const ofLaws = `legislationId IN [${laws.map((id) => `"${id}"`).join(', ')}]`
  const { results } = await engine.post<{ results: { hits: { id: string }[] }[] }>('/multi-search', {
    queries: words.map((word) => ({
      indexUid: engine.termsUid, q: codeOf(word), filter: [...filter, ofLaws], distinct: 'legislationId', limit: laws.length, attributesToRetrieve: ['id']
    }))
  })
  const ids = [...new Set(results.flatMap(({ hits }) => hits.map(({ id }) => id)))]
  const best = new Map(bestOfEach(await rankDocuments(db, ids, weighed, topics)).map(({ candidate }) => [candidate.legislationId, candidate.id]))
  return laws.flatMap((id) => best.get(id) ?? [])
}
