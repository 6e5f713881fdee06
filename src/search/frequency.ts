import type { Search } from './client.js'
import { codeOf } from './term.js'

/** What the engine tells of its index as a whole, and in how many documents each term is. */
type Known = { at: number, documents: number, languages: string[], counts: Map<string, number> }

const knownMsMax = 30_000
const countsMax = 100_000
const known = new WeakMap<Search, Promise<Known>>()

type Counted = { results: { estimatedTotalHits: number, facetDistribution?: Record<string, Record<string, number>> }[] }

/**
 * How many documents there are, in which languages, and how many have each of these terms. The index itself is asked, so
 * that what is published or withdrawn counts from then on, after a restart too; answers are kept until `forgetFrequencies`,
 * and for half a minute at most.
 */
export async function readFrequencies (engine: Search, terms: (languages: string[]) => string[]): Promise<Known> {
  const index = await knowIndex(engine)
  await countTerms(engine, index, terms(index.languages))
  return index
}

/** The index as a whole; its counts grow by `countTerms`. */
export async function knowIndex (engine: Search): Promise<Known> {
  const index = await known.get(engine)
  if (index && Date.now() - index.at <= knownMsMax && index.counts.size <= countsMax) return index
  const reading = readIndex(engine)
  known.set(engine, reading)
  reading.catch(() => known.delete(engine))
  return await reading
}

/** Sees to it that the index's counts have these terms. */
export async function countTerms (engine: Search, { counts }: Known, terms: string[]): Promise<void> {
  const missing = [...new Set(terms)].filter((term) => !counts.has(term))
  if (missing.length === 0) return
  const { results } = await engine.post<Counted>('/multi-search', { queries: missing.map((term) => ({ indexUid: engine.termsUid, q: codeOf(term), limit: 0 })) })
  missing.forEach((term, i) => counts.set(term, results[i]!.estimatedTotalHits))
}

/** What was read is asked for again: the index has changed. */
export function forgetFrequencies (engine: Search): void {
  known.delete(engine)
}

async function readIndex (engine: Search): Promise<Known> {
  const { results: [all] } = await engine.post<Counted>('/multi-search', { queries: [{ indexUid: engine.termsUid, q: '', limit: 0, facets: ['language'] }] })
  return {
    at: Date.now(),
    documents: all!.estimatedTotalHits,
    languages: Object.keys(all!.facetDistribution?.language ?? {}).sort(),
    counts: new Map()
  }
}

/** What meeting a term is worth: the rarer, the more. */
export function worthOf (documents: number, having: number): number {
  return Math.log(1 + (documents - having + 0.5) / (having + 0.5))
}
