import { chineseNumber } from '../model/chinese-number.js'
import { normalise } from './normalise.js'
import { fold, wordsOf, type Word } from './typed.js'

/** A provision as it is cited: `art. 323-1 code pénal`, `§ 202a StGB`, `刑法第285条`, `s 14 KEN`, `УК 272`. */
export type Citation = {
  /** letters and digits of the number alone, folded */
  number: string
  /** whether a word or sign for article or section stood there; else it may be any number */
  named: boolean
  /** how the `eId` of such a provision begins, where the word says it */
  kind: 'art' | 'sec' | null
  /** all that was typed but the word for article or section, in its order */
  plain: string
  /** what was typed beside the number */
  rest: Word[]
}

const figures = '〇零一二两三四五六七八九十百千'
const digits = String.raw`\d[\p{L}\d]*(?:[-–.:/](?=[\p{L}\d])[\p{L}\d]+)*(?:\s(?:bis|ter|quater|quinquies|sexies|septies|octies)(?!\p{L}))?`
const articleWords = 'art[ií]culos?|artigos?|articles?|articol(?:o|ul)|artikel|arts?|стать[яиеюё]й?|ст|(?:ال)?ماد[ةه]|đi[eề]u|pasal|조'
const sectionWords = 'sections?|secci[oó]n|secs?|ss?|§{1,2}'
const cited: [RegExp, Citation['kind']][] = [
  [new RegExp(String.raw`(?:第\s*([${figures}]+|\d+)\s*[条條]?|([${figures}]+|\d+)\s*[条條])(?:\s*[之の]\s*([${figures}]+|\d+))?`, 'u'), 'art'],
  [new RegExp(String.raw`(?<!\p{L})(?:${articleWords})\.?\s*(?:n[.o°º]*\s*)?(${digits})`, 'iu'), 'art'],
  [new RegExp(String.raw`(?<!\p{L})(?:${sectionWords})\.?\s*(${digits})`, 'iu'), 'sec']
]
const bare = new RegExp(String.raw`(?<!\S)(${digits})(?!\S)`, 'iu')

/** Reads what was typed as a citation; undefined when there is no number in it. */
export function findCitation (q: string): Citation | undefined {
  const text = normalise(q)
  for (const [pattern, kind] of [...cited, [bare, null]] as const) {
    const met = pattern.exec(text)
    if (!met) continue
    const numbers = met.slice(1).filter((n) => n !== undefined).map((n) => String(chineseNumber(n) ?? n))
    const around = [text.slice(0, met.index), text.slice(met.index + met[0].length)]
    return {
      number: plainNumber(numbers.join('-')),
      named: pattern !== bare,
      kind,
      plain: [around[0], numbers.join('-'), around[1]].join(' ').replace(/\s+/g, ' ').trim(),
      rest: wordsOf(around.join(' '))
    }
  }
  return undefined
}

/** `2.º` → `2`, `154-A` → `154a`: what of a number everybody writes alike. */
export function plainNumber (number: string): string {
  return fold(number.replace(/[ºª°]/g, '')).replace(/[^\p{L}\p{N}]/gu, '')
}
