import { asciiDigits } from '../structure/numeral.js'

/** Right-to-left text: PDFs place its signs as they are seen; here they are put in the order in which they are read. */

const rtl = /[\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}]/u
const rtlAll = new RegExp(rtl, 'gu')
const digit = /\p{Nd}/u

type Kind = 'rtl' | 'ltr' | 'number' | 'between' | 'other'
type Token = { text: string, kind: Kind }

/** The share of right-to-left letters among the letters of a text, 0 to 1. */
export function rtlShare (text: string): number {
  const letters = text.match(/\p{L}/gu)?.length ?? 0
  return letters === 0 ? 0 : (text.match(rtlAll)?.filter((sign) => /\p{L}/u.test(sign)).length ?? 0) / letters
}

/** Signs from left to right (each a letter, a ligature's letters, or a space) as they are read. `base`: how the page is read. */
export function readingOrder (seen: string[], base: 'rtl' | 'ltr'): string {
  const tokens = tokensOf(seen)
  if (!tokens.some(({ kind }) => kind === 'rtl') && (base === 'ltr' || tokens.some(({ kind }) => kind === 'ltr'))) return seen.join('')
  const spans = spansOf(tokens, base)
  const ordered = base === 'rtl' ? spans.reverse() : spans
  return ordered.map(({ tokens, turned }) => (turned ? tokens.reverse() : tokens).map(({ text }) => text).join('')).join('')
}

function kindOf (text: string): Kind {
  if (digit.test(text)) return 'number'
  if (rtl.test(text) && !/^[\p{P}\p{S}]/u.test(text)) return 'rtl'
  if (/\p{L}/u.test(text)) return 'ltr'
  return /^[.,:/٫٬،%٪]$/.test(text) ? 'between' : 'other'
}

/** Numbers become one token, with the points, commas and strokes in them. */
function tokensOf (seen: string[]): Token[] {
  const single = seen.map((text) => ({ text, kind: kindOf(text) }))
  const tokens: Token[] = []
  for (let i = 0; i < single.length; i++) {
    if (single[i]!.kind !== 'number') {
      tokens.push(single[i]!)
      continue
    }
    let end = i
    for (;;) {
      if (single[end + 1]?.kind === 'number') end++
      else if (single[end + 1]?.kind === 'between' && single[end + 2]?.kind === 'number') end += 2
      else break
    }
    tokens.push({ kind: 'number', text: numberOf(single.slice(i, end + 1).map(({ text }) => text).join('')) })
    i = end
  }
  return tokens
}

/**
 * Numbers are written from left to right, but whether `2020/65` is a stroke between two of them that Arabic reads from the
 * right depends on the program that made the file: the year comes last, and of two years the later one.
 */
function numberOf (text: string): string {
  const parts = text.split('/')
  if (parts.length < 2) return text
  const values = parts.map((part) => Number(asciiDigits(part)))
  const isYear = (value: number) => value >= 1300 && value < 2200
  const [first, last] = [values[0]!, values.at(-1)!]
  const turned = isYear(first) && (!isYear(last) || first > last)
  return turned ? parts.reverse().join('/') : text
}

/** Stretches that are read in one direction. `turned`: against the one in which the signs stand. */
function spansOf (tokens: Token[], base: 'rtl' | 'ltr'): { tokens: Token[], turned: boolean }[] {
  const [from, inside]: [Kind, Kind[]] = base === 'rtl' ? ['ltr', ['ltr', 'number']] : ['rtl', ['rtl', 'number']]
  const spans: { tokens: Token[], turned: boolean }[] = []
  const turned = base === 'ltr'
  for (let i = 0; i < tokens.length; i++) {
    let end = i
    if (tokens[i]!.kind === from) {
      const against: Kind = base === 'rtl' ? 'rtl' : 'ltr'
      for (let at = i + 1; at < tokens.length && tokens[at]!.kind !== against; at++) if (inside.includes(tokens[at]!.kind)) end = at
    }
    spans.push({ tokens: tokens.slice(i, end + 1), turned: turned && tokens[i]!.kind === from })
    i = end
  }
  return spans
}

const pairs: Record<string, string> = { '(': ')', ')': '(', '[': ']', ']': '[', '{': '}', '}': '{', '«': '»', '»': '«', '﴾': '﴿', '﴿': '﴾' }

/** How many brackets of lines close before they open, less those that are in order: above 0 they are drawn as seen, and must be turned. */
export function wrongBrackets (lines: string[]): number {
  let wrong = 0
  for (const line of lines) {
    let open = ''
    for (const sign of line.match(/[()[\]«»]/g) ?? []) {
      if (open === pairs[sign]) {
        wrong += '([«'.includes(open) ? -1 : 1
        open = ''
      } else open = sign
    }
  }
  return wrong
}

/**
 * Arabic as it is spelt: without the strokes that stretch words, and without the letters of Persian that fonts show for
 * Arabic ones that look the same. `persian`: the page is in a language that has those letters.
 */
export const spelt = (text: string, persian: boolean): string => {
  const short = text.replace(/(?<=[\p{L}\p{M}])\u0640+(?=[\p{L}\p{M}])/gu, '')
  return persian ? short : short.replace(/\u06CC(?=[\p{L}\p{M}])/gu, 'ي').replaceAll('\u06CC', 'ى').replaceAll('\u06A9', 'ك').replaceAll('\u06BE', 'ه')
}

/** Whether a text has letters that Arabic does not. */
export const isPersian = (text: string): boolean => /[پچژگٹڈڑے]/.test(text)

/** A text with every bracket the other way round. */
export const turnBrackets = (text: string): string => text.replace(/[()[\]{}«»﴾﴿]/g, (sign) => pairs[sign]!)

const common = new Set([...'في من على إلى أن المادة مادة قانون القانون رقم لسنة هذا التي أو لا كل و از به در که این است של את על לא או כל סעיף'.split(' ')])
const commonTurned = new Set([...common].map((word) => [...word].reverse().join('')))

/**
 * Whether a text in Arabic or Hebrew script reads backwards: above 0 its words look right, below 0 they look right when
 * turned round (the article at their ends, common words spelt from behind).
 */
export function readingScore (text: string): number {
  let score = 0
  for (const word of text.match(/[\p{L}\p{M}]+/gu) ?? []) {
    if (!rtl.test(word)) continue
    if (word.length > 1 && common.has(word)) score++
    if (word.length > 1 && commonTurned.has(word)) score--
    if (word.length >= 5 && word.startsWith('ال')) score++
    if (word.length >= 5 && word.endsWith('لا')) score--
  }
  return score
}
