import type { Db } from '../db/client.js'
import { askedWords, countFound } from './candidate.js'
import type { Search } from './client.js'
import { searchExact } from './exact.js'
import { countGroups, groupFacets } from './group.js'
import { filterOf, type SearchFilter, type SearchGroup } from './query.js'
import type { Weighed } from './rank.js'
import type { Topics } from './term.js'
import { isDense, wordsOf } from './token.js'
import { findTyped } from './typed-search.js'

/** A parameter to leave out, or a word of the query, `q`. */
export type Drop = { kind: 'filter' | 'word', name: string, value: string }
/** How many would be found without these; mostly it is one. */
export type Offer = { drop: Drop[], total: number }

/** How relevance mode reads a query; null for one that is still being typed, which the engine searches by itself. */
export type ReadQuery = (q: string) => Promise<{ weighed: Weighed[], topics: Topics, counts: Map<string, number> } | null>
type Question = { q: string, filter: SearchFilter, group?: SearchGroup }
type Attempt = Question & { drop: Drop[] }

const offersMax = 5

/**
 * What would be found where relevance mode finds nothing: without a filter, or without a word. Where no single one is in the
 * way, without all filters but one, without any, or without any and a word. Best first, at most five; each `total` is that
 * of the search it offers. Words are left out only of queries still being typed: of others each telling word finds by
 * itself, so that leaving one out adds nothing. Throws Unavailable when the engine does not answer.
 */
export async function offerRelevant (engine: Search, { q, filter, group }: Question, read: ReadQuery): Promise<Offer[]> {
  const readings = new Map<string, ReturnType<ReadQuery>>()
  const readOnce = (text: string) => {
    if (!readings.has(text)) readings.set(text, text.trim() === '' ? Promise.resolve(null) : read(text))
    return readings.get(text)!
  }
  const count = async (attempt: Question): Promise<number> => {
    const reading = await readOnce(attempt.q)
    if (!reading) return (await findTyped(engine, { ...attempt, facets: [], offset: 0, limit: 0, vocabulary: new Map() })).total
    const found = await countFound(engine, askedWords(reading.weighed, reading.counts), reading.topics, filterOf(attempt.filter), group ? groupFacets : [])
    return group ? countGroups(found.facets) : found.total
  }
  return await firstOffers({ q, filter, group }, await readOnce(q) ? [] : droppedWords(q), count)
}

/** What would be found where exact mode finds nothing, by its filters alone: its words are all meant. Counts are exact; throws as `searchExact` does. */
export async function offerExact (db: Db, question: Question): Promise<Offer[]> {
  return await firstOffers(question, [], async (attempt) => (await searchExact(db, { ...attempt, facets: [], offset: 0, limit: 0 })).total)
}

/** What would be found without filters where nothing is, as `count` counts it. */
export async function offerFilters (filter: SearchFilter, count: (filter: SearchFilter) => Promise<number>): Promise<Offer[]> {
  return await firstOffers({ q: '', filter }, [], (attempt) => count(attempt.filter))
}

type Dropped = { drop: Drop[], q: string }

/** Leaves out as little as will do: what leaves out more is asked for only when less finds nothing. */
async function firstOffers ({ q, filter, group }: Question, words: Dropped[], count: (attempt: Question) => Promise<number>): Promise<Offer[]> {
  const names = (Object.keys(filter) as (keyof SearchFilter)[]).filter((name) => filter[name] !== undefined)
  const without = (dropped: (keyof SearchFilter)[], { drop, q: left }: Dropped = { drop: [], q }): Attempt => {
    const kept = Object.fromEntries(Object.entries(filter).filter(([name]) => !dropped.includes(name as never))) as SearchFilter
    return { q: left, filter: kept, group, drop: [...dropped.map((name): Drop => ({ kind: 'filter', name, value: valueOf(filter, name) })), ...drop] }
  }
  // The articles are those of the instrument: without it they name nothing.
  const groups = names.map((name) => name === 'instrument' && names.includes('article') ? [name, 'article' as const] : [name])
  const steps: Attempt[][] = [
    [...groups.map((group) => without(group)), ...words.map((word) => without([], word))],
    groups.length < 3 ? [] : groups.map(([kept]) => without(names.filter((name) => name !== kept && !(kept === 'article' && name === 'instrument')))),
    groups.length < 2 ? [] : [without(names)],
    groups.length === 0 ? [] : words.map((word) => without(names, word))
  ]
  for (const attempts of steps) {
    const totals = await Promise.all(attempts.map(({ drop, ...attempt }) => count(attempt)))
    const found = attempts.map(({ drop }, i) => ({ drop, total: totals[i]! })).filter(({ total }) => total > 0)
    if (found.length > 0) return found.sort((a, b) => a.drop.length - b.drop.length || b.total - a.total).slice(0, offersMax)
  }
  return []
}

/** The value as it stands in the parameter. */
function valueOf (filter: SearchFilter, name: keyof SearchFilter): string {
  const value = filter[name]!
  if (!Array.isArray(value)) return String(value)
  return value.map((v) => name === 'article' ? v.slice(v.indexOf(':') + 1) : v).join(',')
}

/** A query without each of its words; what is written without spaces is one. */
function droppedWords (q: string): Dropped[] {
  const words: { start: number, end: number, dense: boolean }[] = []
  for (const { word, start, end } of wordsOf(q)) {
    const last = words.at(-1)
    if (last?.dense && isDense(word) && start <= last.end) last.end = Math.max(last.end, end)
    else words.push({ start, end, dense: isDense(word) })
  }
  if (words.length < 2) return []
  return words.map(({ start, end }) =>
    ({ drop: [{ kind: 'word', name: 'q', value: q.slice(start, end) }], q: `${q.slice(0, start)}${q.slice(end)}`.replace(/\s+/g, ' ').trim() }))
}
