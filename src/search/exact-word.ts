import { createHash } from 'node:crypto'
import type { StoredWords } from '../db/search-document.js'
import { cut } from '../model/cut.js'
import { oneForm } from './letter.js'

/** A word as it is compared, and where it stands (UTF-16 units of the text as given). */
export type Word = { word: string, start: number, end: number }

/** Scripts that are written without spaces: each letter, with its signs, is a word. Their digits are digits like others. */
const dense = String.raw`[[\p{sc=Han}\p{sc=Hiragana}\p{scx=Katakana}\p{sc=Thai}\p{sc=Lao}\p{sc=Khmer}\p{sc=Myanmar}]&&[\p{L}\p{Nl}\p{No}]]`
/** Signs that shape the letters around them and do not part a word. */
const shaping = String.raw`\u0640\u00AD\u200B-\u200F\u2060-\u2064\uFEFF`
const piece = new RegExp(String.raw`${dense}\p{M}*|[[\p{L}\p{N}\p{M}${shaping}]--${dense}]+`, 'gv')
const single = new RegExp(`^${dense}`, 'v')

/** Past this a word is cut and told from others by a hash: Postgres takes no lexeme of more than 2,046 bytes. */
const wordUnitsMax = 180

/** The words of a text, in order. A text of no words, such as one of signs alone, has none. */
export function wordsOf (text: string): Word[] {
  const words: Word[] = []
  for (const { 0: found, index } of text.matchAll(piece)) {
    const word = foldOnce(found)
    if (word !== '') words.push({ word, start: index, end: index + found.length })
  }
  return words
}

/** The words alone, of each line. */
export function spell (lines: string[]): string[][] {
  return lines.map((line) => wordsOf(line).map(({ word }) => word))
}

/** How a word that is only the beginning of others is compared with them. */
export function beginningOf (word: string): string {
  return word.length > wordUnitsMax ? word.slice(0, wordUnitsMax) : word
}

/** Whether a word is a letter of a script that has no spaces. */
export function isDense (word: string): boolean {
  return single.test(word)
}

/** Most words come again and again, and folding is most of the work of reading a text: each is folded once. */
const folded = new Map<string, string>()
const foldedMax = 50_000

function foldOnce (word: string): string {
  if (/^[a-z0-9]{1,100}$/.test(word)) return word
  let found = folded.get(word)
  if (found === undefined) {
    if (folded.size >= foldedMax) folded.clear()
    folded.set(word, found = bounded(fold(word)))
  }
  return found
}

function bounded (word: string): string {
  if (word.length <= wordUnitsMax) return word
  return cut(word, wordUnitsMax) + createHash('sha256').update(word).digest('hex').slice(0, 16)
}

/** Signs on Latin, Greek, Cyrillic, Arabic and Hebrew letters. Elsewhere (Devanagari, kana, Thai) signs are letters of their own. */
const signs = /(?=\p{M})(?![\u3099\u309A])[\p{sc=Inherited}\p{sc=Arabic}\p{sc=Hebrew}]/gu
const invisible = new RegExp(`[${shaping}]`, 'gv')
/** Where each set of digits has its zero. */
const zeros = [0x660, 0x6f0, 0x966, 0x9e6, 0xe50, 0xed0, 0x1040, 0x17e0]
const digit = /[\u0660-\u0669\u06F0-\u06F9\u0966-\u096F\u09E6-\u09EF\u0E50-\u0E59\u0ED0-\u0ED9\u1040-\u1049\u17E0-\u17E9]/g

/** One width, one case, no accents, one shape of each letter and digit. As in Postgres' unaccent ё is е, and й stays й. */
function fold (word: string): string {
  const plain = word.normalize('NFKC').toLowerCase().normalize('NFD').replaceAll('и\u0306', 'й').replace(signs, '').replace(invisible, '')
    .replace(digit, (d) => String(d.charCodeAt(0) - zeros.findLast((zero) => zero <= d.charCodeAt(0))!))
  return oneForm(plain).normalize('NFC')
}

const positionMax = 16_382
const positionsMax = 255
const textBytesMax = 1_000_000
const weights = ['A', 'B', '']

/**
 * The tsvector of a document's spelt fields, as Postgres reads it. Lines are set a step apart, so that no phrase runs from
 * one into the next. `fits` says what of it can be trusted: Postgres keeps no position past 16,383, no more than 256
 * of a word, and no more than a megabyte.
 */
export function storedWords (fields: [heading: string[][], title: string[][], body: string[][]]): StoredWords {
  const positions = new Map<string, number[]>()
  let position = 0
  let head = 0
  fields.forEach((lines, weight) => {
    if (weight === 2) head = position
    for (const line of lines) {
      for (const word of line) {
        position++
        const held = positions.get(word)
        if (held) held.push(position * 3 + weight)
        else positions.set(word, [position * 3 + weight])
      }
      position++
    }
  })
  const lists = [...positions.values()]
  const fits = position <= positionMax && lists.every((list) => list.length <= positionsMax) ? 2 : head <= positionsMax - 1 ? 1 : 0
  const words = fits === 0 ? '' : [...positions].map(([word, list]) => `'${word}':${(fits === 2 ? list : thinned(list)).map(written).join(',')}`).join(' ')
  return Buffer.byteLength(words) > textBytesMax ? { words: '', fits: 0 } : { words, fits }
}

const written = (coded: number) => `${Math.min(Math.floor(coded / 3), positionMax)}${weights[coded % 3]}`

/** As many positions as Postgres keeps, and the last among them, so that every field the word is in is told. */
const thinned = (list: number[]) => list.length <= positionsMax ? list : [...list.slice(0, positionsMax - 1), list.at(-1)!]
