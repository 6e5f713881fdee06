import { markDocument, type ReadWords } from './highlight.js'
import { normaliseQuery } from './normalise.js'
import type { Span } from './passage.js'
import type { Hit, HitDocument } from './query.js'
import { typoLengths } from './settings.js'
import { isDense, wordsOf, type Word } from './token.js'
import { formOf, meet, type Form } from './typed.js'

/** A word of the query, with as many errors as the engine forgives; the last one may be unfinished. */
type Asked = Form & { errorsMax: number, unfinished: boolean }
/** Marks in documents what a query that is still being typed has met. */
export type Marker = (document: HitDocument) => Pick<Hit, 'matches' | 'snippet'>

/** As the engine has it, which found the documents. */
const errorsMax = (word: string) => /\d/.test(word) ? 0 : word.length >= typoLengths.twoTypos ? 2 : word.length >= typoLengths.oneTypo ? 1 : 0

/**
 * Marks what a query that is being typed has met: words as they stand, those that the last one begins, and of those with
 * typing errors the ones with the fewest in the line; in scripts without spaces any two letters side by side.
 */
export function typedMarker (q: string): Marker {
  const text = normaliseQuery(q)
  const all = wordsOf(text)
  const asked = all.filter(({ word }) => !isDense(word))
    .map(({ word, end }): Asked => ({ ...formOf(word), errorsMax: errorsMax(word), unfinished: end === text.length }))
  const dense = all.filter(({ word }) => isDense(word)).map(({ word }) => word)
  const pairs = dense.filter((word) => [...word].length > 1)
  const letters = new Set(pairs.length > 0 ? pairs : dense)
  // The same words come again and again: each is compared once.
  const compared = new Map<string, number[]>()
  const errorsIn = (word: string) => {
    let errors = compared.get(word)
    if (!errors) compared.set(word, errors = isDense(word) ? [letters.has(word) ? 0 : Infinity] : asked.map((a) => errorsOf(a, word)))
    return errors
  }
  return (document) => markDocument(document, asked.length + letters.size, (words) => readWords(words, errorsIn))
}

/** Infinity where a word was not met. */
function errorsOf (asked: Asked, word: string): number {
  const found = formOf(word)
  const met = meet(asked, found, asked.errorsMax)
  if (!met || met.offset > 0) return Infinity
  const isWhole = met.whole || (met.errors > 0 && Math.abs(found.bare.length - asked.bare.length) <= met.errors)
  return asked.unfinished || isWhole ? met.errors : Infinity
}

function readWords (words: Word[], errorsIn: (word: string) => number[]): ReturnType<ReadWords> {
  const line: ReturnType<ReadWords> = { words: [], spans: [], worths: [] }
  const met: (Span & { errors: number[] })[] = []
  for (const { word, start, end } of words) {
    const dense = isDense(word)
    const pair = dense && [...word].length > 1
    if (!pair) line.words.push({ start, end, dense })
    const errors = errorsIn(word)
    // Two characters side by side are told after the first of them.
    const from = line.words.length - 1
    if (errors.some((n) => n < Infinity)) met.push({ from, to: from + (pair ? 2 : 1), errors })
  }
  const least = met.reduce<number[]>((all, { errors }) => errors.map((n, i) => Math.min(n, all[i] ?? Infinity)), [])
  for (const { from, to, errors } of met) {
    if (!errors.some((n, i) => n < Infinity && n === least[i])) continue
    const last = line.spans.at(-1)
    if (last && last.to > from) last.to = to
    else {
      line.spans.push({ from, to })
      line.worths.push(1)
    }
  }
  return line
}
