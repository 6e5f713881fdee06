import type { QueryWord } from './question.js'
import type { TermLine, Topics } from './term.js'
import { alike, isDense, termOf } from './token.js'

/** A document that may answer a query: its words, its concepts, the law it is part of. */
export type Candidate = { id: string, legislationId: string | null, same: string | null, lines: TermLine[], topics: Topics }
export type Weighed = QueryWord & { idf: number }
export type Ranked = { candidate: Candidate, score: number }

/** BM25: how soon more of the same stops counting, and how much a long text is held against itself. */
const saturation = 0.7
const lengthShare = 0.4
/** What a word is worth in a heading, in a law's title and in the name of its State, beside one in the text. */
const fieldWeights = { heading: 1.5, title: 0.4, body: 1, place: 1 }
/** The whole name of a State, beside the words of it in a text: who names a State wants its law. */
const stateWeight = 2
/** A word that says little, beside one that says much. */
const commonWeight = 0.4
/** Two words of the query side by side, as in the query. */
const adjacency = 0.2
/** Parts of words: compounds, inflections no stemmer knows, errors of typing. */
const gramWeight = 0.33
const gramLength = 4
const gramsFor = 150
/** A concept met, beside all the words met. */
const topicWeight = 0.8
/** What a law's other provisions say of this one. */
const lawWeight = 0.3
const lawDepth = 5

/** Orders candidates by how well they answer a query, best first; the scores are comparable within one answer only. */
export function rank (candidates: Candidate[], words: Weighed[], topics: Topics): Ranked[] {
  const terms = distinct(words)
  const known = knownOf(terms)
  const reading = candidates.map((candidate) => readCandidate(candidate, terms, known))
  const averages = averageLengths(reading)
  const pairs = pairsOf(words, terms)
  const whole = terms.reduce((sum, { idf, weight }) => sum + idf * weight, 0)
  const ranked = reading.map((read, i) => ({
    candidate: candidates[i]!, read,
    score: scoreWords(read, terms, averages) + adjacency * scorePairs(read, pairs) + stateWeight * read.named +
      topicWeight * whole * scoreTopics(candidates[i]!.topics, topics)
  })).sort(byScore)
  if (terms.some(({ grams }) => grams.length > 0)) for (const entry of ranked.slice(0, gramsFor)) entry.score += gramWeight * scoreGrams(entry.read, terms)
  return withLaws(ranked.map(({ candidate, score }) => ({ candidate, score }))).sort(byScore)
}

const byScore = (a: Ranked, b: Ranked) => b.score - a.score || (a.candidate.id < b.candidate.id ? -1 : 1)

type Term = { idf: number, weight: number, terms: Set<string>, grams: string[] }

/** A word that is asked twice counts once. */
function distinct (words: Weighed[]): Term[] {
  const terms = new Map<string, Term>()
  for (const { terms: [first], terms: all, idf, common, word } of words) {
    terms.set(first!, { idf, weight: common ? commonWeight : 1, terms: new Set(all), grams: gramsOf(word) })
  }
  return [...terms.values()]
}

function gramsOf (word: string): string[] {
  const letters = alike(word)
  if (isDense(word) || letters.length <= gramLength) return []
  return [...new Set(Array.from({ length: letters.length - gramLength + 1 }, (_, i) => letters.slice(i, i + gramLength)))]
}

type Field = TermLine['field']
const fields: Field[] = ['heading', 'title', 'body', 'place']
/** How often each term stands in each field, and where in the text; how long the fields are; what the State's name is worth, if it is named. */
type Reading = { counts: Record<Field, Uint16Array>, lengths: Record<Field, number>, order: number[], text: string, named: number }

function readCandidate ({ lines }: Candidate, terms: Term[], known: Known): Reading {
  const none = () => new Uint16Array(terms.length)
  const reading: Reading = {
    counts: { heading: none(), title: none(), body: none(), place: none() },
    lengths: { heading: 0, title: 0, body: 0, place: 0 },
    order: [],
    text: '',
    named: 0
  }
  for (const { field, language, words } of lines) {
    let before = ''
    let beforeAt = -1
    let whole = words !== ''
    let worth = 0
    for (const word of words.split(' ')) {
      if (word === '') continue
      const dense = isDense(word)
      const at = known(word, dense ? null : language)
      // Of two characters side by side the query has each, if it has both together.
      const pair = dense && before !== '' ? (at >= 0 && beforeAt >= 0 ? known(before + word, null) : -1) : undefined
      whole &&= at >= 0
      if (at >= 0) worth += terms[at]!.idf * terms[at]!.weight
      count(reading, field, at)
      if (pair !== undefined) count(reading, field, pair)
      if (isOwn(field)) reading.order.push(pair ?? at)
      before = dense ? word : ''
      beforeAt = at
    }
    reading.order.push(-1)
    if (whole && field === 'place') reading.named = Math.max(reading.named, worth)
    if (isOwn(field)) reading.text += words + ' '
  }
  return reading
}

/** What a document says itself; the law's title and the State's names are the same for all of a law. */
const isOwn = (field: Field) => field === 'heading' || field === 'body'

function count (reading: Reading, field: Field, at: number): void {
  reading.lengths[field]++
  if (at >= 0) reading.counts[field][at]!++
}

/** Of a word in a language, which of the query's terms it is; -1: none. */
type Known = (word: string, language: string | null) => number

/** Each word is looked at once for all candidates of a query. */
function knownOf (terms: Term[]): Known {
  const index = new Map(terms.flatMap((term, i) => [...term.terms].map((t) => [t, i] as const)))
  const byLanguage = new Map<string | null, Map<string, number>>()
  return (word, language) => {
    let words = byLanguage.get(language)
    if (!words) byLanguage.set(language, words = new Map())
    let at = words.get(word)
    if (at === undefined) words.set(word, at = index.get(isDense(word) ? word : termOf(word, language)) ?? -1)
    return at
  }
}

function averageLengths (readings: Reading[]): Record<Field, number> {
  const average = (field: Field) => Math.max(1, readings.reduce((sum, { lengths }) => sum + lengths[field], 0) / Math.max(1, readings.length))
  return { heading: average('heading'), title: average('title'), body: average('body'), place: average('place') }
}

/** BM25 over weighted fields. */
function scoreWords ({ counts, lengths }: Reading, terms: Term[], averages: Record<Field, number>): number {
  const norms = fields.map((field) => fieldWeights[field] / (1 - lengthShare + lengthShare * lengths[field] / averages[field]))
  return terms.reduce((sum, { idf, weight }, i) => {
    const met = fields.reduce((n, field, f) => n + counts[field][i]! * norms[f]!, 0)
    return met === 0 ? sum : sum + idf * weight * met * (saturation + 1) / (met + saturation)
  }, 0)
}

type Pairs = Map<number, number>
const pairKey = (a: number, b: number) => a * 4096 + b

/** The query's words that follow each other, by the places of their terms, and what meeting both so is worth. */
function pairsOf (words: Weighed[], terms: Term[]): Pairs {
  const at = (word: Weighed) => terms.findIndex((term) => term.terms.has(word.terms[0]!))
  const steps = words.filter(({ word, end }, i) => !isDense(word) || [...word].length > 1 || !(words[i + 1]?.start! < end))
  return new Map(steps.slice(1).map((word, i) => [pairKey(at(steps[i]!), at(word)), Math.min(steps[i]!.idf, word.idf)]))
}

function scorePairs ({ order }: Reading, pairs: Pairs): number {
  const met = new Map<number, number>()
  for (let i = 0; i + 1 < order.length; i++) {
    const [a, b] = [order[i]!, order[i + 1]!]
    if (a < 0 || b < 0) continue
    const key = pairKey(a, b)
    if (pairs.has(key)) met.set(key, (met.get(key) ?? 0) + 1)
  }
  return [...met].reduce((sum, [key, n]) => sum + pairs.get(key)! * n / (n + 1), 0)
}

function scoreGrams ({ text }: Reading, terms: Term[]): number {
  const letters = alike(text)
  const share = (grams: string[]) => grams.filter((gram) => letters.includes(gram)).length / grams.length
  return terms.reduce((sum, { idf, weight, grams }) => grams.length === 0 ? sum : sum + idf * weight * share(grams), 0)
}

/** How surely a document is about what a query is about, 0 to 1. */
function scoreTopics (own: Topics, asked: Topics): number {
  return Math.max(0, ...Object.entries(asked).map(([concept, sure]) => sure * (own[concept] ?? 0)))
}

/** Adds to each what the best provisions of its law reach on average: a law that speaks of nothing else says more. */
function withLaws (ranked: Ranked[]): Ranked[] {
  const best = new Map<string, Map<string, number>>()
  for (const { candidate: { legislationId, same, id }, score } of ranked) {
    if (legislationId === null) continue
    const law = best.get(legislationId) ?? new Map<string, number>()
    if (law.size < lawDepth && !law.has(same ?? id)) law.set(same ?? id, score)
    best.set(legislationId, law)
  }
  return ranked.map(({ candidate, score }) => {
    const law = candidate.legislationId === null ? undefined : best.get(candidate.legislationId)
    return { candidate, score: score + (law ? lawWeight * [...law.values()].reduce((a, b) => a + b, 0) / lawDepth : 0) }
  })
}
