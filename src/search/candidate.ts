import type { Search } from './client.js'
import type { Weighed } from './rank.js'
import { codeOf, topicTerm, type Topics } from './term.js'
import { isDense } from './token.js'

/** A word the engine is asked for, by each of the terms that it has. */
type AskedWord = { word: Weighed, terms: string[] }
type Query = { q: string, words: number[], limit: number }

const wordsAsked = 24
/** A word of many languages is asked for in the forms that most documents have: at most so many, none with a smaller share of those of the first. */
const termsAsked = 3
const termShareMin = 0.1
/** How many documents are looked at. Of the rarest words more; of a common one any choice is as good as another. */
type Breadth = { ofWord: number, ofCommoner: number, all: number }
const rarest = 8
/** A query of a few words has no others by which more documents could be told apart; it may be one of many that are typed one after the other. */
const fewWords = 3
const hitsOfPair = 60
const hitsOfTopic = 200

/** The more are wanted on a page, the more are looked at. */
const breadthOf = (words: number, topics: number, wanted: number): Breadth => words <= fewWords && topics === 0
  ? { ofWord: Math.max(80, 2 * wanted), ofCommoner: Math.max(80, 2 * wanted), all: Math.max(100, 2 * wanted) }
  : { ofWord: Math.max(200, 4 * wanted), ofCommoner: Math.max(50, wanted), all: Math.max(300, 6 * wanted) }

/** Which words a document must have one of to be found: those that tell most; a common one only where there is no other. */
export function askedWords (words: Weighed[], counts: Map<string, number>): AskedWord[] {
  const having = (term: string) => counts.get(term) ?? 0
  const asked = words
    .map((word) => ({ word, terms: formsOf(word.terms, having) }))
    .filter(({ terms }) => terms.length > 0)
  const uncovered = asked.filter(({ word }) => !isSingle(word) || !words.some((other) => other !== word && covers(other, word)))
  const telling = uncovered.filter(({ word }) => !word.common)
  const kept = telling.length > 0 ? telling : uncovered
  const distinct = [...new Map(kept.map((a) => [a.terms[0], a])).values()]
  const chosen = distinct.sort((a, b) => b.word.idf - a.word.idf).slice(0, wordsAsked)
  return chosen.sort((a, b) => a.word.start - b.word.start)
}

function formsOf (terms: string[], having: (term: string) => number): string[] {
  const sorted = terms.filter((t) => having(t) > 0).sort((a, b) => having(b) - having(a))
  return sorted.slice(0, termsAsked).filter((t) => having(t) >= termShareMin * having(sorted[0]!))
}

const isSingle = ({ word }: Weighed) => isDense(word) && [...word].length === 1
const covers = (a: Weighed, b: Weighed) => a.start <= b.start && b.end <= a.end

/**
 * Asks the engine, in one request, for the documents of each word alone, of each two neighbours together, and of each
 * concept; answers the ids of those that meet most of the query, some times as many as are `wanted` on a page.
 */
export async function findCandidates (engine: Search, asked: AskedWord[], topics: Topics, filter: string[], wanted: number): Promise<string[]> {
  const breadth = breadthOf(asked.length, Object.keys(topics).length, wanted)
  const queries = [
    ...wordQueries(asked, breadth), ...pairQueries(asked),
    ...Object.keys(topics).map((t) => ({ q: codeOf(topicTerm(t)), words: [], limit: hitsOfTopic }))
  ]
  if (queries.length === 0) return []
  const { results } = await engine.post<{ results: { hits: { id: string }[] }[] }>('/multi-search', {
    queries: queries.map(({ q, limit }) => ({ indexUid: engine.termsUid, q, limit, filter, matchingStrategy: 'all', attributesToRetrieve: ['id'] }))
  })
  const met = new Map<string, Set<number>>()
  const topical = new Map<string, number>()
  results.forEach(({ hits }, i) => hits.forEach(({ id }, place) => {
    met.set(id, met.get(id) ?? new Set())
    if (queries[i]!.words.length === 0) topical.set(id, 1 - place / (hits.length + 1))
    for (const word of queries[i]!.words) met.get(id)!.add(word)
  }))
  const whole = asked.reduce((sum, { word }) => sum + word.idf, 0)
  const worth = (id: string) => [...met.get(id)!].reduce((sum, i) => sum + asked[i]!.word.idf, 0) + (topical.has(id) ? whole * (0.5 + topical.get(id)! / 2) : 0)
  const best = [...met.keys()].map((id) => ({ id, worth: worth(id) })).sort((a, b) => b.worth - a.worth)
  return best.slice(0, breadth.all).map(({ id }) => id)
}

function wordQueries (asked: AskedWord[], { ofWord, ofCommoner }: Breadth): Query[] {
  const bound = asked.map(({ word }) => word.idf).sort((a, b) => b - a)[rarest - 1] ?? 0
  return asked.flatMap(({ word, terms }, i) => terms.map((term) => ({ q: codeOf(term), words: [i], limit: word.idf >= bound ? ofWord : ofCommoner })))
}

function pairQueries (asked: AskedWord[]): Query[] {
  return asked.slice(1).map(({ terms }, i) => ({ q: `${codeOf(asked[i]!.terms[0]!)} ${codeOf(terms[0]!)}`, words: [i, i + 1], limit: hitsOfPair }))
}

/** A filter that leaves these documents alone, and one that leaves them out. */
export const among = (ids: string[]): string => `id IN [${ids.map((id) => `"${id}"`).join(', ')}]`
export const notAmong = (ids: string[]): string => `NOT ${among(ids)}`

type Counts = { total: number, facets: Record<string, Record<string, number>> }
type Federated = { estimatedTotalHits: number, facetsByIndex: Record<string, { distribution: Record<string, Record<string, number>> }>, hits: { id: string }[] }

/** Counts the documents that have one of the words or concepts, and their facets; lists them from `offset` on in the engine's own order. */
export async function countFound (
  engine: Search, asked: AskedWord[], topics: Topics, filter: string[], facets: string[], page: { offset: number, limit: number } = { offset: 0, limit: 0 }
): Promise<Counts & { ids: string[] }> {
  const queries = [...asked.flatMap(({ terms }) => terms.map(codeOf)), ...Object.keys(topics).map((t) => codeOf(topicTerm(t)))]
  if (queries.length === 0) return { total: 0, facets: {}, ids: [] }
  if (queries.length <= 2 && page.limit === 0) return { ...await countEither(engine, queries, filter, facets), ids: [] }
  const answer = await engine.post<Federated>('/multi-search', {
    federation: { ...page, facetsByIndex: { [engine.termsUid]: facets } },
    queries: queries.map((q) => ({ indexUid: engine.termsUid, q, filter, attributesToRetrieve: ['id'] }))
  })
  return { total: answer.estimatedTotalHits, facets: answer.facetsByIndex[engine.termsUid]?.distribution ?? {}, ids: answer.hits.map(({ id }) => id) }
}

/** What has one of at most two terms, as what has the first and what has the second without what has both: half the work of the engine's own union. */
async function countEither (engine: Search, [first, second]: string[], filter: string[], facets: string[]): Promise<Counts> {
  const queries = second === undefined ? [first] : [first, second, `${first} ${second}`]
  const { results } = await engine.post<{ results: { estimatedTotalHits: number, facetDistribution?: Counts['facets'] }[] }>('/multi-search', {
    queries: queries.map((q) => ({ indexUid: engine.termsUid, q, limit: 0, filter, facets, matchingStrategy: 'all' }))
  })
  const [a, b, both] = results.map(({ estimatedTotalHits: total, facetDistribution = {} }) => ({ total, facets: facetDistribution }))
  if (!b || !both) return a!
  const either = (name: string): [string, number][] => Object.keys({ ...a!.facets[name], ...b.facets[name] }).map((value) =>
    [value, (a!.facets[name]?.[value] ?? 0) + (b.facets[name]?.[value] ?? 0) - (both.facets[name]?.[value] ?? 0)])
  return { total: a!.total + b.total - both.total, facets: Object.fromEntries(facets.map((name) => [name, Object.fromEntries(either(name))])) }
}
