import { classifierFor } from '../classify/classify.js'
import type { Concept } from '../db/concept.js'
import type { wordStatuses } from '../model/search.js'
import type { Search } from './client.js'
import { countTerms, knowIndex, worthOf } from './frequency.js'
import { readQuery, type QueryWord } from './question.js'
import type { Weighed } from './rank.js'
import { correctWords } from './spell.js'
import type { Topics } from './term.js'
import { isDense, wordsOf } from './token.js'

/** A query as it was understood; `counts` is how many documents each term is in. */
export type Asked = { weighed: Weighed[], topics: Topics, counts: Map<string, number>, corrections: Map<string, string> }
/** What became of a word of the query; `as` is what it was taken for. */
export type WordReport = { word: string, status: (typeof wordStatuses)[number], as: string | null }

/** What a query must be about at least, to find by the concept alone. */
const topicFrom = 0.5
/** A query of so few words may be one that is still being typed. */
const typedWordsMax = 2

/** Whether a query may be one that is still being typed; two characters of a script without spaces count as one word. */
export const isShort = (q: string): boolean =>
  wordsOf(q).reduce((sum, { word }) => sum + (!isDense(word) ? 1 : [...word].length === 1 ? 0.5 : 0), 0) <= typedWordsMax

/**
 * Reads a query: what its words are worth, what it is about, and what its misspelt words were meant to be. Null for a short
 * one with an unknown word: the engine, which completes words, searches that better by itself.
 */
export async function readAsked (engine: Search, vocabulary: Map<string, Concept>, q: string): Promise<Asked | null> {
  const index = await knowIndex(engine)
  const { counts, documents } = index
  const { words, languages } = readQuery(q, index.languages)
  const counting = countTerms(engine, index, termsOf(words))
  counting.catch(() => {})
  // Worked out while the engine counts.
  const topics = topicsOf(q, languages, vocabulary)
  await counting
  if (isShort(q) && (words.length === 0 || (Object.keys(topics).length === 0 && hasUnknown(words, counts)))) return null
  const unknown = words.filter((word) => !word.common && !isDense(word.word) && !isKnown(word, counts)).map(({ word }) => word)
  const corrections = unknown.length > 0 ? await correctWords(engine, unknown, vocabulary) : new Map<string, string>()
  const meant = words.map((word) => {
    const correction = corrections.get(word.word)
    return correction === undefined ? word : { ...word, terms: termsOf(readQuery(correction, languages).words) }
  })
  await countTerms(engine, index, termsOf(meant))
  const weighed = meant.map((word): Weighed => {
    const having = Math.min(documents, word.terms.reduce((sum, term) => sum + (counts.get(term) ?? 0), 0))
    return { ...word, idf: worthOf(documents, having) }
  })
  return { weighed, topics, counts, corrections }
}

const termsOf = (words: QueryWord[]) => words.flatMap(({ terms }) => terms)

const isKnown = ({ terms }: QueryWord, counts: Map<string, number>) => terms.some((term) => (counts.get(term) ?? 0) > 0)

/** Whether no document has one of the words; in scripts without spaces, where any two characters may meet, none of them. */
function hasUnknown (words: QueryWord[], counts: Map<string, number>): boolean {
  const dense = words.filter(({ word }) => isDense(word))
  return words.some((word) => !isDense(word.word) && !isKnown(word, counts)) || (dense.length > 0 && !dense.some((word) => isKnown(word, counts)))
}

/** The concepts that a query is about, in any of the languages it may be in. */
function topicsOf (q: string, languages: string[], vocabulary: Map<string, Concept>): Topics {
  const classify = classifierFor(vocabulary.values())
  const topics: Topics = {}
  for (const language of languages) {
    for (const { concept, confidence } of classify({ heading: q, text: null, language })) {
      if (confidence >= topicFrom) topics[concept] = Math.max(topics[concept] ?? 0, confidence)
    }
  }
  return topics
}

/** Each word once, as it was written; in scripts without spaces what is known and what is not, run by run. */
export function reportOf (q: string, { weighed, counts, corrections }: Asked): WordReport[] {
  const places: (WordReport & { end: number })[] = []
  for (const word of weighed) {
    const { start, end } = word
    const before = places.at(-1)
    if (isDense(word.word) && [...word.word].length === 1 && before && before.end >= end) continue
    const as = corrections.get(word.word) ?? null
    const status = as !== null ? 'corrected' : !isKnown(word, counts) ? 'not_found' : word.common ? 'common' : 'matched'
    if (before && isDense(word.word) && before.status === status && before.end >= start) {
      before.word += q.slice(before.end, end)
      before.end = end
    } else places.push({ word: q.slice(start, end), status, as, end })
  }
  return [...new Map(places.map(({ end, ...report }) => [report.word, report])).values()]
}
