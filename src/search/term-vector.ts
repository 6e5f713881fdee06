import { termHash, type TermLine } from './term.js'
import { isDense, termOf } from './token.js'

/**
 * The terms of a document in their order, as numbers: what it is ranked by, read some hundred times a query. A line is its
 * field and language in one number, its length in another, then a number for each word: of a script without spaces the
 * character, of others a hash of the term in the line's language. Two characters side by side follow from the two.
 */
export type TermVector = Uint32Array

export const vectorFields = ['heading', 'title', 'body', 'place'] as const

/** Beyond all characters; what is below is one. */
const hashedFrom = 2 ** 30

/** The number of a word's term, as `wordsOf` gives the word or its first character. */
export const numberOf = (term: string): number => isDense(term) ? term.codePointAt(0)! : hashedFrom + termHash(term) % hashedFrom

export const isCharacter = (number: number): boolean => number < hashedFrom

export function buildTermVector (lines: TermLine[]): TermVector {
  return vectorOf(lines.map(({ field, language, words }) => ({
    field,
    language: languageNumber(language),
    words: words.split(' ').filter(Boolean).map((word) => numberOf(isDense(word) ? word : termOf(word, language)))
  })))
}

export type VectorLine = { field: (typeof vectorFields)[number], language: number, words: TermVector }

/** The lines of a document. */
export function * linesOf (vector: TermVector): Generator<VectorLine> {
  for (let at = 0; at < vector.length;) {
    const [head, length] = [vector[at]!, vector[at + 1]!]
    yield { field: vectorFields[head & 3]!, language: head >>> 2, words: vector.subarray(at + 2, at += 2 + length) }
  }
}

/** A document of these lines only. */
export const pickLines = (vector: TermVector, wanted: (line: VectorLine) => boolean): TermVector => vectorOf([...linesOf(vector)].filter(wanted))

const vectorOf = (lines: (Omit<VectorLine, 'words'> & { words: ArrayLike<number> & Iterable<number> })[]): TermVector =>
  Uint32Array.from(lines.flatMap(({ field, language, words }) => [vectorFields.indexOf(field) + 4 * language, words.length, ...words]))

/** A language without its region and script, by its two or three letters; 0: none. */
export const languageNumber = (language: string | null): number =>
  [...(language ?? '').split('-')[0]!.slice(0, 3)].reduce((n, letter) => n * 27 + letter.charCodeAt(0) - 96, 0)

/** As stored: four bytes a number, the lowest first. */
export const writeTermVector = (vector: TermVector): Buffer => Buffer.from(vector.buffer, vector.byteOffset, vector.byteLength)

export function readTermVector (bytes: Buffer): TermVector {
  const aligned = bytes.byteOffset % 4 === 0 ? bytes : Buffer.from(bytes)
  return new Uint32Array(aligned.buffer, aligned.byteOffset, aligned.byteLength / 4)
}
