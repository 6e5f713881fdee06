import type { QueryWord } from './question.js'
import { isOwn, type Topics } from './term.js'
import { isCharacter, linesOf, numberOf, vectorFields, type TermVector } from './term-vector.js'
import { alike, isDense } from './token.js'

/** A document that may answer a query: its words, its concepts, the law it is part of, and how many other records name that law. */
export type Candidate = { id: string, legislationId: string | null, namedBy: number, same: string | null, vector: TermVector, topics: Topics }
export type Weighed = QueryWord & { idf: number }
export type Ranked = { candidate: Candidate, score: number }
type Read = Ranked & { reading: Reading }

/** BM25: how soon more of the same stops counting, and how much a long text is held against itself. */
const saturation = 0.7
const lengthShare = 0.4
/** What a word is worth in a heading, in a law's title and in the name of its State, beside one in the text. */
const fieldWeights = { heading: 1.5, title: 0.4, body: 1, place: 1 }
/** The whole name of a State, beside the words of it in a text: who names a State wants its law. */
const stateWeight = 2
/** A word that says little, beside one that says much. */
const commonWeight = 0.4
/** Two characters of different words, beside two of one. */
const acrossWeight = 0.3
/** Two words of the query side by side, as in the query. */
const adjacency = 0.2
/** Parts of words: compounds, inflections no stemmer knows, errors of typing. */
const gramWeight = 0.33
const gramLength = 4
const gramsFor = 60
/** A concept met, beside all the words met. */
const topicWeight = 0.8
/** A meaning like that of the query, beside all the words met. */
const meaningWeight = 0.8
/** What a law's other provisions say of this one. */
const lawWeight = 0.3
const lawDepth = 5
/** That others name the law: what many build on says more than what stands alone. Each doubling adds the same. */
const authorityWeight = 0.1

/**
 * Orders candidates by how well they answer a query, best first; the scores are comparable within one answer only. `readLetters`
 * gives the words of documents as they are written (`lettersOf`), for those in which parts of words are to be looked for;
 * `likeness` is how alike candidates are to it in meaning, 0 to 1, where that is known.
 */
export async function rank (
  candidates: Candidate[], words: Weighed[], topics: Topics, readLetters: (ids: string[]) => Promise<Map<string, string>>,
  likeness = new Map<string, number>()
): Promise<Ranked[]> {
  const terms = distinct(words)
  const ranked = rankByWords(candidates, words, terms, topics, likeness)
  const parted = ranked.slice(0, gramsFor).filter(({ reading }) => terms.some((term, i) => isParted(term, i, reading)))
  const letters = parted.length > 0 ? await readLetters(parted.map(({ candidate }) => candidate.id)) : new Map<string, string>()
  for (const entry of ranked.slice(0, gramsFor)) entry.score += gramWeight * scoreGrams(letters.get(entry.candidate.id) ?? '', entry.reading, terms)
  return withLaws(ranked.map(({ candidate, score }) => ({ candidate, score })).sort(byScore)).map(withAuthority).sort(byScore)
}

function rankByWords (candidates: Candidate[], words: Weighed[], terms: Term[], topics: Topics, likeness: Map<string, number>): Read[] {
  const known = knownOf(terms)
  const readings = candidates.map((candidate) => readCandidate(candidate, terms, known))
  const averages = averageLengths(readings)
  const pairs = pairsOf(words, terms)
  const whole = terms.reduce((sum, { idf, weight }) => sum + idf * weight, 0)
  return readings.map((reading, i) => ({
    candidate: candidates[i]!, reading,
    score: scoreWords(reading, terms, averages) + adjacency * scorePairs(reading, pairs) + stateWeight * reading.named +
      topicWeight * whole * scoreTopics(candidates[i]!.topics, topics) + meaningWeight * (whole || 1) * (likeness.get(candidates[i]!.id) ?? 0)
  })).sort(byScore)
}

const byScore = (a: Ranked, b: Ranked) => b.score - a.score || (a.candidate.id < b.candidate.id ? -1 : 1)

type Term = { idf: number, weight: number, terms: Set<string>, grams: string[] }

/** A word that is asked twice counts once. */
function distinct (words: Weighed[]): Term[] {
  const terms = new Map<string, Term>()
  for (const { terms: [first], terms: all, idf, common, across, word } of words) {
    terms.set(first!, { idf, weight: common ? commonWeight : across ? acrossWeight : 1, terms: new Set(all), grams: gramsOf(word) })
  }
  return [...terms.values()]
}

function gramsOf (word: string): string[] {
  const letters = alike(word)
  if (isDense(word) || letters.length <= gramLength) return []
  return [...new Set(Array.from({ length: letters.length - gramLength + 1 }, (_, i) => letters.slice(i, i + gramLength)))]
}

type Field = (typeof vectorFields)[number]
/** How often each term stands in each field, and where in the text; how long the fields are; what the State's name is worth, if it is named. */
type Reading = { counts: Record<Field, Uint16Array>, lengths: Record<Field, number>, order: number[], named: number }

/** Reads a document's lines; what is not of the query is passed over at one look in a table. */
function readCandidate ({ vector }: Candidate, terms: Term[], known: Known): Reading {
  const none = () => new Uint16Array(terms.length)
  const reading: Reading = {
    counts: { heading: none(), title: none(), body: none(), place: none() }, lengths: { heading: 0, title: 0, body: 0, place: 0 }, order: [], named: 0
  }
  for (const { field, words } of linesOf(vector)) {
    const whole = readLine(words, field, terms, known, reading)
    if (field === 'place') reading.named = Math.max(reading.named, whole)
  }
  return reading
}

/** Counts a line into `reading`; answers what its words are worth when the query has all of them, else 0. */
function readLine (line: TermVector, field: Field, terms: Term[], known: Known, { counts: { [field]: counts }, lengths, order }: Reading): number {
  const own = isOwn({ field })
  let worth = line.length === 0 ? 0 : Infinity
  let sum = 0
  let before = nothing
  for (const number of line) {
    const at = known.find(number)
    const character = isCharacter(number)
    // Of two characters side by side the query has each, if it has both together.
    const pair = character && before !== nothing ? known.pair(before, at) : undefined
    if (at < 0) worth = 0
    else sum += terms[at]!.idf * terms[at]!.weight
    if (at >= 0) counts[at]!++
    if (pair !== undefined && pair >= 0) counts[pair]!++
    lengths[field] += pair === undefined ? 1 : 2
    if (own) order.push(pair ?? at)
    before = character ? at : nothing
  }
  order.push(-1)
  return Math.min(worth, sum)
}

/** No character stands before. */
const nothing = -2

/** Of a number, and of two characters, which of the query's terms it is; -1: none. */
type Known = { find: (number: number) => number, pair: (a: number, b: number) => number }

function knownOf (terms: Term[]): Known {
  const places = new Map<number, number>()
  const pairs = new Map<number, number>()
  // Nearly all words of a document are none of the query's: most are told by their lowest bits.
  const perhaps = new Uint8Array(1 << 16)
  terms.forEach((term, at) => term.terms.forEach((t) => {
    if (isPair(t)) return
    const number = numberOf(t)
    places.set(number, at)
    perhaps[number & 0xffff] = 1
  }))
  const find = (number: number) => perhaps[number & 0xffff] === 0 ? -1 : places.get(number) ?? -1
  terms.forEach((term, at) => term.terms.forEach((t) => {
    if (isPair(t)) pairs.set(pairKey(...[...t].map((c) => find(numberOf(c))) as [number, number]), at)
  }))
  return { find, pair: (a, b) => a < 0 || b < 0 ? -1 : pairs.get(pairKey(a, b)) ?? -1 }
}

const isPair = (term: string) => isDense(term) && [...term].length > 1

function averageLengths (readings: Reading[]): Record<Field, number> {
  const average = (field: Field) => Math.max(1, readings.reduce((sum, { lengths }) => sum + lengths[field], 0) / Math.max(1, readings.length))
  return { heading: average('heading'), title: average('title'), body: average('body'), place: average('place') }
}

/** BM25 over weighted fields. */
function scoreWords ({ counts, lengths }: Reading, terms: Term[], averages: Record<Field, number>): number {
  const norms = vectorFields.map((field) => fieldWeights[field] / (1 - lengthShare + lengthShare * lengths[field] / averages[field]))
  return terms.reduce((sum, { idf, weight }, i) => {
    const met = vectorFields.reduce((n, field, f) => n + counts[field][i]! * norms[f]!, 0)
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

/** Whether parts of a word are to be looked for in a document: it has the word itself in no inflection that is known. */
const isParted = ({ grams }: Term, i: number, { counts }: Reading) => grams.length > 0 && counts.heading[i] === 0 && counts.body[i] === 0

function scoreGrams (letters: string, reading: Reading, terms: Term[]): number {
  const share = (grams: string[]) => grams.filter((gram) => letters.includes(gram)).length / grams.length
  return terms.reduce((sum, term, i) => {
    if (term.grams.length === 0) return sum
    return sum + term.idf * term.weight * (isParted(term, i, reading) ? share(term.grams) : 1)
  }, 0)
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

const withAuthority = ({ candidate, score }: Ranked): Ranked => ({ candidate, score: score * (1 + authorityWeight * Math.log1p(candidate.namedBy)) })
