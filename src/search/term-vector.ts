import { termHash, type TermLine } from './term.js'
import { isDense, termOf } from './token.js'

/**
 * The terms of a document in their order, as numbers: what it is ranked by, read some hundred times a query. Each line is
 * its field and length in one number, then a number for each word: of a script without spaces the character, of others a
 * hash of the term in the line's language. Two characters side by side are not written: they follow from the two.
 */
export type TermVector = Uint32Array

export const vectorFields = ['heading', 'title', 'body', 'place'] as const

/** Beyond all characters; what is below is one. */
const hashedFrom = 2 ** 30

/** The number of a word's term, as `wordsOf` gives the word or its first character. */
export const numberOf = (term: string): number => isDense(term) ? term.codePointAt(0)! : hashedFrom + termHash(term) % hashedFrom

export const isCharacter = (number: number): boolean => number < hashedFrom

/** A line begins with its field, in the lowest two bits, and the number of words. */
export const fieldOf = (head: number): number => head & 3
export const lengthOf = (head: number): number => head >>> 2

export function buildTermVector (lines: TermLine[]): TermVector {
  return Uint32Array.from(lines.flatMap(({ field, language, words }) => {
    const written = words.split(' ').filter(Boolean)
    return [vectorFields.indexOf(field) + 4 * written.length, ...written.map((word) => numberOf(isDense(word) ? word : termOf(word, language)))]
  }))
}

/** As stored: four bytes a number, the lowest first. */
export const writeTermVector = (vector: TermVector): Buffer => Buffer.from(vector.buffer, vector.byteOffset, vector.byteLength)

export function readTermVector (bytes: Buffer): TermVector {
  const aligned = bytes.byteOffset % 4 === 0 ? bytes : Buffer.from(bytes)
  return new Uint32Array(aligned.buffer, aligned.byteOffset, aligned.byteLength / 4)
}
