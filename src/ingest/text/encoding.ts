import { Refused, type Warning } from '../../model/parsed.js'
import { detectLanguage } from './language.js'

/**
 * The text of a file, without byte order mark: UTF-8 where the bytes are that, UTF-16 by its mark or its zero bytes, what
 * the file declares; else the older encoding in which the words look most like words, with the warning `encoding_guessed`.
 * `language`, if a person named it, helps to guess. Throws Refused `unsupported` for what is no text.
 */
export function decodeText (bytes: Uint8Array, declared: string | null = null, language: string | null = null): { text: string, warnings: Warning[] } {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return { text: decode(bytes, 'utf-16le'), warnings: [] }
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return { text: decode(bytes, 'utf-16be'), warnings: [] }
  if (zeros(bytes.subarray(0, sampleMax)) > 0.01) return guessed(bytes, wideEncoding(bytes.subarray(0, sampleMax)))
  const text = strictly(bytes, 'utf-8') ?? (declared ? strictly(bytes, declared) : null)
  if (text !== null) return { text, warnings: [] }
  return nearly(bytes) ?? guessed(bytes, likeliest(bytes.subarray(0, sampleMax), language))
}

/** A UTF-8 text in which a few bytes were damaged; null where so many are that it never was one. */
function nearly (bytes: Uint8Array): { text: string, warnings: Warning[] } | null {
  const text = decode(bytes, 'utf-8')
  const lost = text.match(/\uFFFD/g)?.length ?? 0
  const foreign = text.match(/[^\0-\x7f\uFFFD]/g)?.length ?? 0
  if (lost > text.length * 0.002 || foreign < lost * 10) return null
  return { text, warnings: [{ code: 'replaced_characters', at: null, count: lost, detail: null }] }
}

const zeros = (sample: Uint8Array) => sample.filter((byte) => byte === 0).length / Math.max(1, sample.length)

const guessed = (bytes: Uint8Array, encoding: string): { text: string, warnings: Warning[] } =>
  ({ text: decode(bytes, encoding), warnings: [{ code: 'encoding_guessed', at: null, count: 1, detail: encoding }] })

/** The text in an encoding; null where a byte has no meaning in it, or nobody knows the encoding. */
function strictly (bytes: Uint8Array, encoding: string): string | null {
  try {
    new TextDecoder(encoding, { fatal: true }).decode(bytes)
    return decode(bytes, new TextDecoder(encoding).encoding)
  } catch {
    return null
  }
}

const sampleMax = 100_000
const windows1252 = '€\x81‚ƒ„…†‡ˆ‰Š‹Œ\x8dŽ\x8f\x90‘’“”•–—˜™š›œ\x9džŸ'

function decode (bytes: Uint8Array, encoding: string): string {
  const text = new TextDecoder(encoding).decode(bytes)
  if (encoding !== 'windows-1252') return text
  // Node 20 reads windows-1252 as Latin-1, without its dashes and quotation marks.
  return text.replace(/[\x80-\x9f]/g, (c) => windows1252[c.charCodeAt(0) - 0x80]!)
}

/** UTF-16 without its mark: read the right way round there are spaces, line ends and points, the wrong way hardly. */
function wideEncoding (sample: Uint8Array): string {
  const share = (encoding: string) => {
    const text = decode(sample, encoding)
    return (text.match(/[\s.,،。，、\d]/g)?.length ?? 0) / Math.max(1, text.length) - (text.match(/[\0\uFFFD\p{Co}]/gu)?.length ?? 0)
  }
  const [encoding, best] = ['utf-16le', 'utf-16be'].map((name) => [name, share(name)] as const).sort((a, b) => b[1] - a[1])[0]!
  if (best < 0.03) throw new Refused('unsupported', 'The file is not a text')
  return encoding
}

const older = ['windows-1252', 'windows-1251', 'koi8-r', 'iso-8859-5', 'windows-1256', 'iso-8859-6', 'gb18030', 'big5', 'shift_jis', 'euc-kr']
const usedFor: Record<string, string[]> = {
  ru: older.slice(1, 4), uk: older.slice(1, 4), ar: older.slice(4, 6), fa: older.slice(4, 5), zh: older.slice(6, 8), ja: older.slice(8, 9), ko: older.slice(9)
}

function likeliest (sample: Uint8Array, language: string | null): string {
  const candidates = usedFor[language?.slice(0, 2) ?? ''] ?? older
  const ranked = candidates.map((encoding, i) => ({ encoding, worth: likeWords(decode(sample, encoding)) - i * 0.001 })).sort((a, b) => b.worth - a.worth)
  const { encoding } = ranked[0]!
  if (encoding !== 'windows-1252') return encoding
  // The Latin encodings differ in a few letters only: which it is follows from the language.
  const written = language ?? detectLanguage(decode(sample, encoding))?.code ?? ''
  return ['pl', 'ro'].includes(written) ? 'windows-1250' : written === 'tr' ? 'windows-1254' : encoding
}

/** The share of the letters outside ASCII that stand in words as people write them, 0 to 1. */
function likeWords (text: string): number {
  let good = 0
  let all = 0
  for (const [word] of text.matchAll(/[\p{L}\p{M}\uFFFD\p{Co}\p{S}]{1,60}/gu)) {
    const foreign = word.replace(/[\0-\x7f]/g, '').length
    all += foreign
    good += foreign * worthOf(word, foreign)
  }
  return all === 0 ? 0 : good / all
}

const frequentHan = /[的一是不了人在有中大法条第国定规者为和以上用行政公安或处]/

function worthOf (word: string, foreign: number): number {
  if (foreign === 0 || /[\uFFFD\p{Co}\p{S}]|\p{Ll}\p{Lu}/u.test(word)) return 0
  if (/^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}ー]+$/u.test(word)) return frequentHan.test(word) || /\p{Script=Hiragana}/u.test(word) ? 1 : 0.5
  if (/^\p{Script=Hangul}+$/u.test(word)) return 0.9
  if (/^[\p{Script=Arabic}\p{M}]+$/u.test(word)) return /[پچژگ]/.test(word) || word.length > 14 ? 0.3 : /[الي]/.test(word) ? 1 : 0.5
  if (/^\p{Script=Cyrillic}+$/u.test(word)) return /[ЂЃѓЉЊЌЋђљњќћџѕЅј]/.test(word) ? 0 : word === word.toLowerCase() || word.length === 1 ? 1 : 0.5
  if (/^[\p{Script=Latin}ºª]+$/u.test(word)) return foreign > word.length * 0.5 && word.length > 2 ? 0 : 0.95
  return 0
}
