import { arabicOrdinal } from './arabic-number.js'
import { chineseNumber } from './chinese-number.js'

/** One provision meant by its number, as a key that does not depend on how it is printed, and what is meant within it: `14(1)(b)` is 14 with 1, b. */
export type ProvisionNumber = { key: string, subs: string[] }

/**
 * The same letters for the same word: NFKC, digits of any script in ASCII, no vowel signs or accents, one form of alif,
 * ya and ta marbuta, superscripts as `^1`, no ordinal or invisible signs. Case stays.
 */
export function foldLetters (text: string): string {
  // Most titles and queries are of letters that stay as they are.
  if (/^[\x20-\x7E]*$/.test(text)) return text
  return text
    .replace(/[⁰¹²³⁴-⁹]+/g, (sup) => `^${sup.normalize('NFKC')}`)
    .replace(/(\p{Nd})\.?[º°ª]/gu, '$1')
    .normalize('NFKC').normalize('NFD').replace(marks, '').normalize('NFC')
    .replace(/[أإآٱ]/g, 'ا').replace(/[ىی]/g, 'ي').replace(/ة/g, 'ه').replace(/ک/g, 'ك')
    .replace(/[\u00AD\u0640\u200B-\u200F\u202A-\u202E\u2060-\u2069\uFEFF]/g, '')
    .replace(/(?![0-9])\p{Nd}/gu, digitValue)
}

/** Accents of Latin, Greek and Cyrillic, vowel signs of Arabic and Hebrew; those of other scripts are letters. */
const marks = /[\u0300-\u036F\u0591-\u05BD\u064B-\u065F\u0670\u06D6-\u06ED]/g

/** Digits of a script stand in tens, so that a digit's value is how many stand before it. */
function digitValue (digit: string): string {
  const at = digit.codePointAt(0)!
  let value = 0
  while (value < 9 && /\p{Nd}/u.test(String.fromCodePoint(at - value - 1))) value++
  return String(value)
}

const latin = 'bis|ter|quater|quinquies|sexies|septies|octies|nonies|novies|decies|undecies|duodecies|terdecies|quaterdecies|quindecies|sexdecies|septdecies|octodecies|novodecies|vicies'
const number = new RegExp(String.raw`(?<series>(?:lo|[lrda])\.? ?)?\*{0,2}(?<main>\d{1,5})(?<middle>[a-z]{1,3}(?=[.\-]\d))?` +
  String.raw`(?<steps>(?:[.\-‐‑–:^]\d{1,4}(?!\d))*)(?<ordinal>(?:er|ere|re|eme|th|st|nd|rd|ª|º)(?![\p{L}\d]))?(?<letters>[\-‐‑]?(?!(?:bis|ter)(?!\p{L}))[a-z]{1,4}(?![\p{L}\d]))?` +
  String.raw`(?:[ \-‐‑]?(?<latin>${latin})(?![\p{L}\d])(?! \d{2,})(?:[ .\-](?<more>\d{1,2}|[a-z])(?![\p{L}\d]|\.\p{L}))?)?` +
  String.raw`(?:\s{0,2}\(?(?<repeat>مكرر)(?:ا|ه)?\)?(?: ?\(?(?<which>\d{1,2}|[ابجدهوزحط])(?!\p{L})\)?)?)?` +
  String.raw`(?<subs>(?: ?\( ?[\da-z]{1,4} ?\))*)(?![\p{L}\d%]|[ ]%|[/:]\d)`, 'iuy')

/** The number that stands at `from` in folded text, and where it ends; undefined where none does. */
export function readNumberAt (text: string, from: number): ProvisionNumber & { end: number } | undefined {
  number.lastIndex = from
  const found = number.exec(text)
  if (!found) return undefined
  const { series = '', main, middle = '', steps = '', letters = '', latin = '', more = '', repeat, which = '', subs = '' } = found.groups!
  const tail = letters.replace(/[^a-z]/gi, '') + latin + more + (repeat ? 'bis' : '') + (repeat && which ? Number(which) || 'ابجدهوزحط'.indexOf(which) + 1 : '')
  const stepped = steps.replace(/[^\d]/g, '-')
  const key = series.replace(/[^a-z]/gi, '') + Number(main) + (middle ? middle + stepped.slice(1) : stepped) + tail
  return { key: key.toLowerCase(), subs: [...subs.toLowerCase().matchAll(/[\da-z]+/g)].map(([sub]) => sub), end: number.lastIndex }
}

/** A number as it is stored with a provision (`323-1`, `3.º-A`, `Section 14`, `第二百八十五条`, `المادة الثالثة`); undefined where it has none. */
export function readStoredNumber (printed: string): ProvisionNumber | undefined {
  const text = unfoldEastAsian(foldLetters(printed)).replace(/^[^\p{L}\p{N}]+|\.$/gu, '').replace(/(\d) (?=[a-z]$)/i, '$1').trim()
  const ordinal = /^\p{Script=Arabic}/u.test(text) && !/\d/.test(text) ? arabicOrdinal(text.replace(/^(?:ال)?(?:ماده|فصل)\s+/, '')) : undefined
  if (ordinal) return { key: String(ordinal.value), subs: [] }
  const from = /(?<!\p{L})(?:(?:lo|[lrda])\.? ?)?\d/iu.exec(text)
  const found = from ? readNumberAt(text, from.index) : undefined
  return found && found.end === text.length ? { key: found.key, subs: found.subs } : undefined
}

const han = '[\\d〇零一二三四五六七八九十百千万两]+'
const article = new RegExp(`第? ?(${han}(?:-\\d+)?) ?[条條](?: ?[之のノ] ?(${han}))?`, 'gu')
const within = new RegExp(`第? ?(${han}) ?[款项項]`, 'gu')

/** Chinese, Japanese and Korean articles (`第285条之一`, `제44조의7`, `第一款`) written as `§ 285-1`, `§ 44-7`, `(1)`. */
export function unfoldEastAsian (text: string): string {
  return text
    .replace(article, (_, main: string, more?: string) => ` § ${chineseValue(main)}${more ? `-${chineseValue(more)}` : ''} `)
    .replace(within, (_, sub: string) => `(${chineseValue(sub)})`)
    .replace(/제? ?(\d+) ?조(?:의 ?(\d+))?/gu, (_, main: string, more?: string) => ` § ${main}${more ? `-${more}` : ''} `)
    .replace(/제? ?(\d+) ?[항호]/gu, '($1)')
    .replace(/(\d)\s+(?=\(\d+\))/g, '$1')
}

/** Figures that are digits already stay as they are. */
const chineseValue = (text: string): string => /\d/.test(text) ? text : String(chineseNumber(text))
