import { Converter } from 'opencc-js/t2cn'
import { chineseNumber } from '../model/chinese-number.js'
import { stemOf } from './stem.js'

/** A piece of a text that can be met: its term, and where it stands (UTF-16 units of the text as given). */
export type Token = { term: string, start: number, end: number }

/** Scripts that are written without spaces: a piece is a character, or two side by side. Their digits are digits as elsewhere. */
const dense = String.raw`[[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}ーｰ]--\p{Nd}]`
/** Signs that nobody sees, which stand inside words and do not part them. */
const unseen = String.raw`\u00AD\u0640\u200B-\u200F\u202A-\u202E\u2060-\u2069\uFEFF`
/** ʼ is an apostrophe, which parts words as ’ does. */
const letter = String.raw`[[\p{L}\p{N}\p{M}${unseen}]--[${dense}ʼ]]`
const pieces = String.raw`${dense}[${dense}\p{M}ﾞﾟ${unseen}]*|${letter}+`
const piece = new RegExp(pieces, 'gv')
const pieceHere = new RegExp(pieces, 'vy')
const denseStart = new RegExp(`^${dense}`, 'v')
/** A character with the signs that belong to it. */
const character = new RegExp(String.raw`${dense}[[\p{M}ﾞﾟ${unseen}]--${dense}]*`, 'gv')
const onlyLetters = new RegExp(`^${letter}+$`, 'v')
/** Of these characters `lettersOf` changes none but to simplify it. */
const plainCharacters = /^[\u0E34-\u0E3A\u0E01-\u0E32\u0E40-\u0E4E\u3005\u3007\u3041-\u3096\u30A1-\u30FA\u30FC\u4E00-\u9FFF\uAC00-\uD7A3]+$/
/** Of words of these letters `written` changes nothing but the case. */
const plainLetter = /^[0-9A-Za-zА-Яа-яЁё]$/
const oneLetter = new RegExp(`^${letter}$`, 'v')
/** What a UTF-16 unit can be in a piece: no part of one; a letter, plain or not; another sign, which the pattern tells. */
const [none, plain, lettered, other] = [0, 1, 2, 3] as const
let signs: Uint8Array | undefined
/** The number of an article in Chinese figures is met by digits too. */
const articleNumber = /(?<=第)([〇零一二两兩三四五六七八九十百千]{1,12})(?=[条條章节節款项項])/

/**
 * What a text can be met by, in its order: of each word its stem in `language`; of scripts without spaces each character and
 * each two side by side. Letters are folded: width, case, accents, Arabic and Chinese variants, digits.
 */
export function tokensOf (text: string, language: string | null): Token[] {
  return wordsOf(text).map(({ word, start, end }) => ({ term: isDense(word) ? word : termOf(word, language), start, end }))
}

/** A word as it is written in any text: one width, one case, digits 0–9, without accents; not yet stemmed. */
export type Word = { word: string, start: number, end: number }

/** The words of a text; in scripts without spaces each character and each two side by side. */
export function wordsOf (text: string): Word[] {
  signs ??= tellSigns()
  const words: Word[] = []
  for (let start = 0; start < text.length;) {
    const first = signs[text.charCodeAt(start)]!
    if (first === none) {
      start++
      continue
    }
    // Most words are told letter by letter, which is faster than the pattern.
    let [end, sign, isPlain] = [start, first, true]
    for (; sign === plain || sign === lettered; sign = end < text.length ? signs[text.charCodeAt(end)]! : none) {
      if (sign === lettered) isPlain = false
      end++
    }
    start = sign === other ? addPiece(words, text, start) : addWord(words, text.slice(start, end), start, isPlain)
  }
  return words
}

/** Adds the piece that begins here, where one does; answers where to look on. */
function addPiece (words: Word[], text: string, start: number): number {
  pieceHere.lastIndex = start
  const [found] = pieceHere.exec(text) ?? []
  if (found === undefined) return start + String.fromCodePoint(text.codePointAt(start)!).length
  if (!isDense(found)) return addWord(words, found, start, false)
  addDense(words, found, start)
  return start + found.length
}

function addWord (words: Word[], found: string, start: number, isPlain: boolean): number {
  const end = start + found.length
  if (isPlain) words.push({ word: found.toLowerCase(), start, end })
  else for (const word of formsOf(found)) words.push({ word, start, end })
  return end
}

/** Of each UTF-16 unit what it can be in a piece; halves of a character can be anything. */
function tellSigns (): Uint8Array {
  return Uint8Array.from({ length: 0x10000 }, (_, code) => {
    const sign = String.fromCharCode(code)
    if (plainLetter.test(sign)) return plain
    if (oneLetter.test(sign)) return lettered
    return (code >= 0xD800 && code <= 0xDFFF) || denseStart.test(sign) ? other : none
  })
}

/** Whether a word is of a script that is written without spaces. */
export function isDense (word: string): boolean {
  const code = word.charCodeAt(0)
  // Asked of every word, so the most common are told without the pattern; NaN is no letter.
  return code >= 0x4E00 && code <= 0x9FFF ? true : code >= 0xE00 && denseStart.test(word)
}

/** Words whose form or term is kept: the common ones come back all the time; what is longer than this is no word. */
const keptMax = 20_000
const keptLengthMax = 40
const terms = new Map<string, Map<string, string>>()
const forms = new Map<string, string[]>()

/** The term of a word, as `wordsOf` gives it, in a language. */
export function termOf (word: string, language: string | null): string {
  if (language === null) return alike(word)
  if (word.length > keptLengthMax) return alike(stemOf(word, language))
  let known = terms.get(language)
  if (!known || known.size >= keptMax) terms.set(language, known = new Map())
  let term = known.get(word)
  if (term === undefined) known.set(word, term = alike(stemOf(word, language)))
  return term
}

const variants: Record<string, string> = {
  ٱ: 'ا', أ: 'ا', إ: 'ا', آ: 'ا', ى: 'ي', ی: 'ي', ک: 'ك', ة: 'ه', ؤ: 'و', ئو: 'وو', ئ: 'ي', ё: 'е', ß: 'ss', œ: 'oe', æ: 'ae', ø: 'o', ı: 'i'
}
const variant = new RegExp(Object.keys(variants).join('|'), 'g')

/** Letters that are written for each other, as one: what a stemmer still needs apart. */
export const alike = (word: string): string => word.replace(variant, (found) => variants[found]!)

/** What a piece that is not of a dense script is written as: one word, or the several that one sign stands for (ﷺ). */
function formsOf (found: string): string[] {
  const known = forms.get(found)
  if (known) return known
  const word = written(found)
  const words = word === '' ? [] : onlyLetters.test(word) ? [word] : [...word.matchAll(piece)].flatMap(([part]) => isDense(part) ? lettersOf(part).letters : [part])
  if (found.length > keptLengthMax) return words
  if (forms.size >= keptMax) forms.clear()
  forms.set(found, words)
  return words
}

function addDense (words: Word[], run: string, at: number): void {
  if (!run.includes('第')) return addCharacters(words, run, at)
  let start = at
  run.split(articleNumber).forEach((part, i) => {
    if (i % 2 === 1) words.push({ word: String(chineseNumber(part)), start, end: start + part.length })
    else addCharacters(words, part, start)
    start += part.length
  })
}

function addCharacters (words: Word[], run: string, at: number): void {
  const simple = plainCharacters.test(run) ? simplified(run) : ''
  if (simple.length === run.length) return addPlain(words, simple, at)
  const { letters, starts, ends } = lettersOf(run)
  letters.forEach((letter, i) => {
    const start = at + starts[i]!
    words.push({ word: letter, start, end: at + ends[i]! })
    if (i + 1 < letters.length) words.push({ word: letter + letters[i + 1]!, start, end: at + ends[i + 1]! })
  })
}

/** Of a run whose characters are one unit each. */
function addPlain (words: Word[], run: string, at: number): void {
  for (let i = 0; i < run.length; i++) {
    words.push({ word: run[i]!, start: at + i, end: at + i + 1 })
    if (i + 1 < run.length) words.push({ word: run.slice(i, i + 2), start: at + i, end: at + i + 2 })
  }
}

type Letters = { letters: string[], starts: number[], ends: number[] }

/** The characters of a run, of one width and simplified, and where each stands; signs that belong to none are left out. */
function lettersOf (run: string): Letters {
  const letters: string[] = []
  const starts: number[] = []
  const ends: number[] = []
  const isComposed = run.normalize('NFKC') === run
  for (const { 0: found, index } of run.matchAll(character)) {
    for (const c of isComposed ? found : found.normalize('NFKC')) {
      if (!isDense(c)) continue
      letters.push(c)
      starts.push(index)
      ends.push(index + found.length)
    }
  }
  const simple = [...simplified(letters.join(''))]
  return { letters: simple.length === letters.length ? simple : letters.map(simplify), starts, ends }
}

/** Chinese characters in their simplified form. */
export const simplify = Converter({ from: 'tw', to: 'cn' })

/** Characters that have another form only beside certain others (反覆 → 反复, but 覆盖). */
const changingBeside = '坏瞭藉俱覆沈彷甦哩衹'
let changing: RegExp | undefined

/** `simplify`, which is slow, for texts that mostly have nothing for it. */
function simplified (run: string): string {
  changing ??= changingCharacters()
  return changing.test(run) ? simplify(run) : run
}

/** What `simplify` may change something at; beyond the basic characters it is always asked. */
function changingCharacters (): RegExp {
  const all = Array.from({ length: 0xA000 - 0x3400 }, (_, i) => String.fromCharCode(0x3400 + i))
  const simple = simplify(all.join('\n')).split('\n')
  return new RegExp(`[${all.filter((c, i) => simple[i] !== c).join('')}${changingBeside}\\u{F900}-\\u{FAFF}\\u{20000}-\\u{3FFFF}]`, 'u')
}

/** Where signs are letters of their own, as in Devanagari, or make another letter, as in Russian, they stay. */
function written (word: string): string {
  return word.normalize('NFKC').toLowerCase()
    .replace(/(?![0-9])\p{Nd}/gu, digit)
    .replace(/[\u00AD\u0640\u200B-\u200F\u202A-\u202E\u2060-\u2069\uFEFF]|[\u0591-\u05C7\u064B-\u065F\u0670\u093C\uFE00-\uFE0F]/g, '')
    .replace(nasal, '\u0902')
    .normalize('NFD').replace(/([\p{Script=Latin}\p{Script=Greek}])\p{Mn}+/gu, '$1').normalize('NFC')
    .replace(/(\p{Script=Cyrillic})[\u0300\u0301]+/gu, '$1')
}

/** Hindi writes a nasal before its own class of consonants either way: कम्प्यूटर, कंप्यूटर. */
const nasal = /\u0901|\u0919\u094D(?=[क-घ])|\u091E\u094D(?=[च-झ])|\u0923\u094D(?=[ट-ढ])|\u0928\u094D(?=[त-ध])|\u092E\u094D(?=[प-भ])/g

/** The digits of a script begin at a multiple of 16, or at six more. */
function digit (d: string): string {
  const code = d.codePointAt(0)!
  const row = code - code % 16
  return String(code - row - (/\p{Nd}/u.test(String.fromCodePoint(row)) ? 0 : 6))
}
