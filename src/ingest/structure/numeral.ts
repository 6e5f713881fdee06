import { arabicOrdinal } from '../../model/arabic-number.js'
import { chineseNumber } from '../../model/chinese-number.js'
import { numberInWords } from './numeral-word.js'

/** A number as printed, in ASCII for an eId (`285-1`, `12-bis`), and as a key by which numbers are put in order. */
export type Numeral = { printed: string, id: string, key: number[], length: number }

/**
 * The number with which a text begins: digits of any script with their suffixes (`323-1`, `269A`, `12 bis`, `٣ مكرر`,
 * `272¹`), Roman, Chinese or in words; null where it begins with none. `letters` also takes a single capital letter.
 */
export function readNumeral (text: string, letters = false): Numeral | null {
  const number = plainOrBracketed(text, letters)
  const transitory = number && /^\s{1,2}(transit[óo]ri[oa]|adicional)(?!\p{L})/iu.exec(text.slice(number.length))
  if (!transitory) return number
  const length = number.length + transitory[0].length
  return {
    printed: text.slice(0, length).trim(), id: `${number.id}-${transitory[1]!.toLowerCase().normalize('NFD').replace(/\p{M}/gu, '')}`,
    key: [transitoryRank, ...number.key], length
  }
}

/** Transitory articles are numbered by themselves, behind all others. */
const transitoryRank = 2_000_000

function plainOrBracketed (text: string, letters: boolean): Numeral | null {
  const bracket = /^[([（]\s{0,2}/.exec(text)?.[0].length ?? 0
  const inner = text.slice(bracket)
  const found = decimal(inner) ?? roman(inner) ?? inWords(inner) ?? chineseAlone(inner) ?? (letters ? letter(inner) : null)
  if (!found) return null
  if (bracket === 0) return found
  const close = /^\s{0,2}[)\]）]/.exec(inner.slice(found.length))
  if (!close) return null
  const after = text.slice(bracket + found.length + close[0].length)
  const repeat = arabicRepeat(after)
  const length = bracket + found.length + close[0].length + (repeat?.length ?? 0)
  if (!repeat) return { ...found, printed: found.printed, length }
  return { printed: text.slice(0, length).trim(), id: found.id + repeat.id, key: [...found.key, ...repeat.key], length }
}

/** The value of a number in Chinese characters, or in digits of any script; null where it is none. */
export const chineseValue = (text: string): number | null =>
  /^\p{Nd}+$/u.test(text) ? Number(asciiDigits(text)) : chineseNumber(text) ?? null

/** Digits of every script as ASCII digits, sign for sign. */
export const asciiDigits = (text: string): string => text.replace(/\p{Nd}/gu, (d) => {
  const zero = zeros.find((z) => d.charCodeAt(0) >= z && d.charCodeAt(0) <= z + 9)
  return zero === undefined ? d : String(d.charCodeAt(0) - zero)
})

/** The value of a Roman numeral, 1 to 399; null where it is none. */
export function romanValue (text: string): number | null {
  if (!/^(?=[CLXVI])C{0,3}(?:XC|XL|L?X{0,3})(?:IX|IV|V?I{0,3})$/.test(text)) return null
  const values = [...text].map((c) => ({ I: 1, V: 5, X: 10, L: 50, C: 100 })[c]!)
  return values.reduce((sum, v, i) => sum + (v < (values[i + 1] ?? 0) ? -v : v), 0)
}

/** The digit nought of scripts that laws are printed in. */
const zeros = [0x660, 0x6f0, 0x966, 0x9e6, 0xa66, 0xae6, 0xb66, 0xbe6, 0xc66, 0xce6, 0xd66, 0xe50, 0xed0, 0xf20, 0x1040, 0x17e0, 0x1810, 0xff10]

const latin = ['bis', 'ter', 'quater', 'quinquies', 'sexies', 'septies', 'octies', 'nonies', 'novies', 'decies',
  'undecies', 'duodecies', 'terdecies', 'quaterdecies', 'quindecies', 'sexdecies', 'septdecies', 'octodecies', 'novodecies', 'vicies']
const latinRank = (word: string) => latin.indexOf(word) + 2 - (latin.indexOf(word) > 7 ? 1 : 0)

const digits = /^(?<series>(?:LO|[LRDA])\.? ?\*{0,2} ?)?(?<main>\d{1,5})(?<middle>[a-z](?=-\d))?(?<steps>(?:[.\-‐‑–/]\d{1,4}(?![\d/])){0,4})/
const ending = '(?=[.:)\\-–—]|\\s*$)'
const suffix = new RegExp(String.raw`^(?<sup>[¹²³⁰⁴-⁹]{1,3})?(?<ordinal> ?\.?[º°ª](?![\p{L}\d])|(?:er|ère|re|ème|o|th|st|nd|rd)(?![\p{L}\d]))?` +
  String.raw`(?:(?<letter>-?[A-Z]{1,2}|[a-z])(?![\p{L}\d])|(?<last> [A-Z])(?=[.:]?\s*$))?` +
  String.raw`(?:(?<join>[ \-]?)(?<latin>${[...latin, ...latin.map((word) => word.toUpperCase())].join('|')})(?![\p{L}\d])(?! \d)(?:\.(?<sub>\d)|[ \-](?<more>[A-Za-z]|\d{1,2})${ending})?)?`, 'u')

function decimal (text: string): Numeral | null {
  const ascii = asciiDigits(text.slice(0, 60))
  const main = digits.exec(ascii)
  if (!main) return null
  const { series = '', main: number, middle = '', steps = '' } = main.groups!
  const rest = ascii.slice(main[0].length)
  const { 0: taken = '', groups: tail = {} } = suffix.exec(rest) ?? {}
  const repeat = arabicRepeat(rest)
  const prefix = series.replace(/[^A-Z]/g, '')
  const sup = [...tail.sup ?? ''].map((c) => '⁰¹²³⁴⁵⁶⁷⁸⁹'.indexOf(c)).join('')
  const repeated = tail.latin?.toLowerCase() ?? ''
  const letter = (tail.letter ?? '').trim()
  const before = (tail.last ?? '').trim()
  const more = tail.sub ?? tail.more?.toLowerCase() ?? ''
  const again = repeated ? (tail.join ? '-' : '') + repeated + (more && (tail.sub ? '.' : '-') + more) : ''
  const id = prefix + number + middle + steps.replace(/[‐‑–/]/g, '-') + (sup && `.${sup}`) + letter + before + again + (repeat?.id ?? '')
  const parts = [middle, ...steps.split(/\D/), sup, letter.replace('-', '')].filter(Boolean).map((part) => Number(part) || letterRank(part))
  const plain = [...(prefix ? [seriesRank(prefix)] : []), Number(number), ...parts]
  const key = [...(before ? standingBefore(plain, before) : plain), ...(repeated ? [latinRank(repeated)] : []),
    ...(more ? [Number(more) || letterRank(more)] : []), ...(repeat?.key ?? [])]
  const length = main[0].length + (repeat?.length ?? taken.length)
  return { printed: text.slice(0, length).trim(), id, key, length }
}

/** In French codes `224-1 A` was put before 224-1, in other laws `12 A` behind 12: the hyphen tells. */
const standingBefore = (key: number[], letter: string) =>
  key.length > 1 ? [...key.slice(0, -1), key.at(-1)! - 1, 9000 + letterRank(letter)] : [...key, letterRank(letter)]

const seriesRank = (prefix: string) => 1_000_000 + ['L', 'LO', 'R', 'D', 'A'].indexOf(prefix)
const letterRank = (letter: string) => [...letter.toLowerCase()].reduce((sum, c) => sum * 26 + c.charCodeAt(0) - 96, 0)

/** `مكرر`, with its letter or number. */
function arabicRepeat (text: string): { id: string, key: number[], length: number } | null {
  const found = /^\s{0,2}[([]?\s?مكرر(?:اً|ًا|ا|ة)?\s?[)\]]?(?:\s?[([]?(?<which>[أابجدهوزحط](?!\p{L})|\d{1,2})\s?[)\]]?)?(?!\p{L})/u.exec(asciiDigits(text))
  if (!found) return null
  const { which } = found.groups!
  const rank = which ? Number(which) || 'ابجدهوزحط'.indexOf(which.replace('أ', 'ا')) + 1 : 0
  return { id: rank ? `-bis-${rank}` : '-bis', key: rank ? [2, rank] : [2], length: found[0].length }
}

function roman (text: string): Numeral | null {
  const found = /^([CLXVI]{1,9}|[clxvi]{1,9})(?:er|re|ère|º|°|-?([A-Z]))?(?: (bis|ter|quater))?(?![\p{L}\p{M}\d'’])/u.exec(text)
  const value = found && romanValue(found[1]!.toUpperCase())
  if (!value) return null
  const [printed, number, letter = '', repeat = ''] = found
  return {
    printed, id: number!.toUpperCase() + letter + (repeat && `-${repeat}`), length: printed.length,
    key: [value, ...(letter ? [letterRank(letter)] : []), ...(repeat ? [latinRank(repeat)] : [])]
  }
}

function chineseAlone (text: string): Numeral | null {
  const printed = /^[〇一二三四五六七八九十百]{1,7}(?=[、.．\s)）]|$)/.exec(text)?.[0]
  const value = printed && chineseValue(printed)
  return value ? { printed, id: String(value), key: [value], length: printed.length } : null
}

const letter = (text: string): Numeral | null => {
  const printed = /^[A-Z](?![\p{L}\d'’])/u.exec(text)?.[0]
  return printed ? { printed, id: printed, key: [letterRank(printed)], length: 1 } : null
}

function inWords (text: string): Numeral | null {
  const arabic = /^\p{L}/u.test(text) ? arabicOrdinal(text) : undefined
  const found = arabic ? { ...arabic, id: String(arabic.value) } : numberInWords(text)
  return found && { printed: text.slice(0, found.length).trim(), id: found.id, key: [found.value], length: found.length }
}
