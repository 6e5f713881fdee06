import { oneForm } from './letter.js'
import { markClose, markOpen, toHtml } from './mark.js'
import { normalise } from './normalise.js'
import { simplify } from './token.js'
import { errorsToBeginnings } from './typing-error.js'

/** What somebody types, held against what things are called. */

/** One way in which a thing is called; `from` is where the name begins behind a number, `own` tells a label from a synonym. */
export type Wording = { text: string, language: string | null, from: number, own: boolean }
/**
 * A word as it is compared: folded, without the Arabic article and what is written together with it, without doubled
 * letters, and its letters as bits.
 */
export type Form = { full: string, bare: string, single: string, letters: number }
export type Word = Form & { start: number, end: number }
/** What is to be marked: so many folded letters of a word, from `offset` on. */
export type Mark = { start: number, end: number, offset: number, length: number }
type Met = Mark & { errors: number, whole: boolean }

/** The lower, the better; compared from the front. */
export type Fit = readonly number[]

/** How well a wording was met, the first number of its fit: as a whole, at its beginning, inside, with typing errors. */
export const [whole, beginning, inside, mistyped] = [0, 1, 2, 3] as const

/**
 * Letters as they are compared: without accents and other signs, without case, and those that are written in several
 * ways as one. The one place where this is said for suggestions, and for the labels that tell why something was found.
 */
export function fold (text: string): string {
  if (folded.test(text)) return text
  const plain = normalise(text)
  const simple = isHan(plain) ? simplify(plain) : plain
  return oneForm((simple.length === plain.length ? simple : plain).normalize('NFD').replace(/\p{M}/gu, '').toLowerCase())
}

/** In these letters a word is compared as it is: й and ё are taken apart. */
const folded = /^[0-9a-zа-ик-я]+$/

/** The article with what stands before it in the same word: and, so; by, like; to. */
const article = /^[وف]?(?:[بك]?ال|لل)(?=\p{L}{3})/u
/** A run of letters and digits, signs inside included; Chinese has no spaces, so a run of it is met at any place. */
const run = /\p{Script=Han}+|(?:(?!\p{Script=Han})[\p{L}\p{N}\p{M}\u0640\u00AD\u200B-\u200F\u2060])+/gu
const isHan = (text: string) => /^\p{Script=Han}/u.test(text)

const forms = new Map<string, Form>()
const formsMax = 50_000

/** A word as it is compared. Folding is most of the work, and the same words come again and again: each is read once. */
export function formOf (word: string): Form {
  let form = forms.get(word)
  if (!form) {
    if (forms.size >= formsMax) forms.clear()
    const full = fold(word)
    const bare = full.replace(article, '')
    forms.set(word, form = { full, bare, single: singleOf(bare), letters: lettersOf(full) })
  }
  return form
}

const split = new Map<string, Word[]>()
const splitMax = 20_000

/** The words of a text, where they stand in it and how they are compared. */
export function wordsOf (text: string): Word[] {
  let words = split.get(text)
  if (!words) {
    if (split.size >= splitMax) split.clear()
    words = [...text.matchAll(run)].map((m) => ({ ...formOf(m[0]), start: m.index, end: m.index + m[0].length })).filter((w) => w.full !== '')
    split.set(text, words)
  }
  return words
}

export const errorsAllowed = (asked: string) => /^\d/.test(asked) ? 0 : asked.length >= 8 ? 2 : asked.length >= 4 ? 1 : 0

const singleOf = (word: string) => word.replace(/(.)\1+/g, '$1')

/** A cheap way to see that two words are too far apart. */
function lettersOf (word: string): number {
  let letters = 0
  for (let i = 0; i < word.length; i++) letters |= 1 << (word.charCodeAt(i) & 31)
  return letters
}

/** Whether more was typed, or more letters that a word does not have, than there can be errors. */
function apart (asked: Form, found: Form, errorsMax: number): boolean {
  if (asked.bare.length > found.full.length + errorsMax) return true
  let count = 0
  for (let rest = asked.letters & ~found.letters; rest !== 0; rest &= rest - 1) count++
  return count > errorsMax + (asked.full.length - asked.bare.length)
}

/** Where and how a word begins with what was typed; undefined when it does not, typing errors allowed for. */
export function meet (asked: Form, found: Form, errorsMax: number): Omit<Met, 'start' | 'end'> | undefined {
  if (apart(asked, found, errorsMax)) return undefined
  const offset = isHan(found.full) ? found.full.indexOf(asked.full) : found.full.startsWith(asked.full) ? 0 : -1
  if (offset >= 0) return { offset, length: asked.full.length, errors: 0, whole: offset === 0 && found.full.length === asked.full.length }
  const behind = found.full.length - found.bare.length
  if (found.bare.startsWith(asked.bare)) return { offset: 0, length: behind + asked.bare.length, errors: 0, whole: found.bare === asked.bare }
  if (errorsMax === 0) return undefined
  // To double letters or not, here and there, is one error: acesso, acceso, access.
  if (asked.single.length > 3 && found.single.startsWith(asked.single)) {
    let length = 1
    while (singleOf(found.bare.slice(0, length)).length < asked.single.length) length++
    return { offset: 0, length: behind + length, errors: 1, whole: false }
  }
  const places = isHan(found.full) ? found.full.length : 1
  for (let at = 0; at < places; at++) {
    const { errors, length } = prefixDistance(asked.bare, found.bare.slice(at))
    if (errors <= errorsMax) return { offset: at, length: behind + length, errors, whole: false }
  }
  return undefined
}

/** The fewest errors with which some beginning of a word was typed, and how long that is. A wrong first letter counts twice: it is rarely mistyped. */
function prefixDistance (typed: string, word: string): { errors: number, length: number } {
  const all = errorsToBeginnings(typed, word.slice(0, typed.length + 2))
  const errors = Math.min(...all)
  return { errors: errors + Number(errors > 0 && typed[0] !== word[0]), length: all.lastIndexOf(errors) }
}

/** How a wording was met by all that was typed; words that are `beside` it (its State, its law) need not stand in it. */
function fitWording (words: Word[], wording: Wording, language: string, beside?: () => string[]): { fit: Fit, marks: Met[] } | undefined {
  const own = wordsOf(wording.text).filter((w) => w.start >= wording.from)
  const marks: Met[] = []
  let others: Form[] | undefined
  for (const asked of words) {
    const met = own.flatMap((word) => {
      const how = meet(asked, word, errorsAllowed(asked.full))
      return how ? { start: word.start, end: word.end, ...how } : []
    }).sort((a, b) => a.errors - b.errors || Number(b.whole) - Number(a.whole))[0]
    if (met) marks.push(met)
    else if (!(others ??= (beside?.() ?? []).flatMap(wordsOf)).some((o) => meet(asked, o, 0))) return undefined
  }
  // Beside others a letter or two say nothing: they begin a word of nearly every title.
  if (marks.length === 0 || (marks.length < words.length && marks.every((m) => m.length < 3 && !m.whole))) return undefined
  const errors = marks.reduce((sum, m) => sum + m.errors, 0)
  const placeOf = ({ start }: Mark) => own.findIndex((word) => word.start === start)
  const inOrder = marks.length === words.length && marks.every((m, i) => m.start === own[i]!.start && m.offset === 0 && (m.whole || i === marks.length - 1))
  const rank = errors > 0 ? mistyped : !inOrder ? inside : marks.length === own.length && marks.at(-1)!.whole ? whole : beginning
  const jumps = marks.filter((m, i) => i > 0 && placeOf(m) !== placeOf(marks[i - 1]!) + 1).length
  const wholes = marks.filter((m) => m.whole).length
  const fit = [rank, errors, words.length - marks.length, jumps, -wholes, Number(!wording.own), Number(wording.language !== language), wording.text.length]
  return { fit, marks }
}

export function compare (a: Fit, b: Fit): number {
  const i = a.findIndex((value, i) => value !== b[i])
  return i < 0 ? 0 : a[i]! - (b[i] ?? 0)
}

/** The best of several wordings and how it is shown. */
export function bestOf (words: Word[], wordings: Wording[], language: string, beside?: () => string[]) {
  const [best] = wordings.flatMap((wording) => {
    const met = fitWording(words, wording, language, beside)
    return met ? { wording, ...met } : []
  }).sort((a, b) => compare(a.fit, b.fit))
  return best && { fit: best.fit, matched: { text: best.wording.text, language: best.wording.language }, html: markUp(best.wording.text, best.marks) }
}

export function markUp (text: string, marks: Mark[]): string {
  let html = ''
  let at = 0
  for (const { start: from, end: wordEnd, offset, length } of [...marks].sort((a, b) => a.start - b.start || a.offset - b.offset)) {
    const start = from + offset
    if (start < at) continue
    // Folding changes lengths (œ, accents apart): the mark ends with the first letter that brings as much as was typed.
    let end = start + 1
    while (end < wordEnd && fold(text.slice(start, end)).length < length) end++
    while (end < wordEnd && /\p{M}/u.test(text[end]!)) end++
    html += text.slice(at, start) + markOpen + text.slice(start, end) + markClose
    at = end
  }
  return toHtml(html + text.slice(at))
}
