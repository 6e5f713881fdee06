import * as lists from 'stopword'
import { alike, isDense, simplify, wordsOf } from './token.js'

/** The lists' names (ISO 639-3) by language (BCP 47). */
const names: Record<string, keyof typeof lists> = {
  ar: 'ara', bg: 'bul', bn: 'ben', ca: 'cat', cs: 'ces', da: 'dan', de: 'deu', el: 'ell', en: 'eng', es: 'spa', et: 'est', eu: 'eus', fa: 'fas', fi: 'fin',
  fr: 'fra', ga: 'gle', gu: 'guj', ha: 'hau', he: 'heb', hi: 'hin', hr: 'hrv', hu: 'hun', hy: 'hye', id: 'ind', it: 'ita', ja: 'jpn', ko: 'kor', ku: 'kur',
  lt: 'lit', lv: 'lav', mr: 'mar', ms: 'msa', my: 'mya', nb: 'nob', nl: 'nld', nn: 'nob', no: 'nob', pl: 'pol', pt: 'por', ro: 'ron', ru: 'rus', sk: 'slk',
  sl: 'slv', so: 'som', sv: 'swe', sw: 'swa', th: 'tha', tl: 'tgl', tr: 'tur', uk: 'ukr', ur: 'urd', vi: 'vie', yo: 'yor', zh: 'zho', zu: 'zul'
}

/** Small words that the lists lack: mostly what questions begin with. */
const more: Record<string, string> = {
  ar: 'لماذا أي أية ليس ليست التي الذي كيف متى أين',
  en: 'against can cannot does doing during not no nor shall so such than these upon whether when whose whom why s t',
  es: 'al cómo cuáles cuál cuándo cuánto cuántos dónde es son ser está están este esta estos estas esos esas fue ha han le les lo si qué quién quiénes',
  fr: 'comment combien pourquoi quand dont donc lequel laquelle lesquels est-ce tout tous toute toutes aucun aucune chaque si',
  ru: 'что каков какие какое какому каких каким какого какую кого кому который которая которое которые которых сколько почему зачем либо также является',
  zh: '什么 怎么 怎样 如何 哪些 是否 为什么 多少 以及 或者 关于 对于 其 所 被 由 能 让 把 从 但'
}

/** What the lists hold, but laws are about. */
const telling: Record<string, string> = { ar: 'زيارة عام عامة قوة شخصا شرع علق لقاء وكالة لوكالة سنة سنوات', zh: '年 月 日 时 分 秒 小 第 看 说' }

type Stopwords = { words: Set<string>, runs: RegExp | null }
const read = new Map<string, Stopwords>()

/** The words of a language that say little of what a text is about: articles, pronouns, what questions begin with. */
function stopwordsOf (language: string): Stopwords {
  const known = read.get(language)
  if (known) return known
  const name = names[language] ?? names[language.split('-')[0]!]
  const left = new Set((telling[language] ?? '').split(' '))
  const list = [...(name ? lists[name] : []) as string[], ...(more[language] ?? '').split(' ')].filter((word) => word !== '' && !left.has(word))
  const dense = list.filter(isDense).map((text): string => simplify(text)).sort((a, b) => b.length - a.length)
  const words = list.flatMap((text) => wordsOf(text)).filter(({ word }) => !isDense(word)).map(({ word }) => keyOf(word))
  const stopwords = {
    words: new Set(language === 'ar' ? words.flatMap(withAnd) : words),
    runs: dense.length > 0 ? new RegExp(`(?:${dense.join('|')})+`, 'gu') : null
  }
  read.set(language, stopwords)
  return stopwords
}

/** Arabic writes its `and` together with what follows. */
const withAnd = (word: string) => word.length > 1 ? [word, `و${word}`] : [word]

/** Of two words that only a long alef tells apart, إلى (to) and آلي (automatic), one says much. */
const keyOf = (word: string) => alike(word.replaceAll('آ', 'ءا'))

/** Tells which places of a text are stop words of one of these languages; of a dense script, what nothing but such words stands in. */
export function stopwordTest (text: string, languages: string[]): (place: { word: string, start: number, end: number }) => boolean {
  const all = languages.map(stopwordsOf)
  const ends = runEnds(text, all.flatMap(({ runs }) => runs ?? []))
  return ({ word, start, end }) => isDense(word) ? ends !== undefined && ends[start]! >= end : all.some(({ words }) => words.has(keyOf(word)))
}

/** Of each place where the run of stop words that it is in ends. */
function runEnds (text: string, patterns: RegExp[]): Uint32Array | undefined {
  if (patterns.length === 0) return undefined
  const simple = simplify(text)
  const ends = new Uint32Array(text.length)
  for (const pattern of patterns) {
    for (const { 0: run, index } of (simple.length === text.length ? simple : text).matchAll(pattern)) {
      const end = index + run.length
      for (let i = index; i < end; i++) ends[i] = Math.max(ends[i]!, end)
    }
  }
  return ends
}
