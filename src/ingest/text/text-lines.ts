import { beginsSmall, isReference, readMark } from '../structure/numbering.js'
import { monthNames } from '../structure/printed-date.js'

const paragraphLineMin = 200
const widthMin = 30

/**
 * Joins the lines of a text that layout broke into paragraphs again. An empty line, an item, a heading and a line that
 * ends well before the others do end a paragraph; where lines are long, each is a paragraph already. `[from, to]` are
 * the places of a paragraph's lines.
 */
export function joinLines (lines: string[]): { text: string, from: number }[] {
  const width = usualWidth(lines)
  const joined = joiner(lines)
  const paragraphs: { text: string, from: number }[] = []
  let last: string | null = null
  for (const [i, line] of lines.entries()) {
    const text = line.trim()
    if (text === '') {
      last = null
      continue
    }
    if (last !== null && width !== null && goesOn(last, text, width)) paragraphs.at(-1)!.text = joined(paragraphs.at(-1)!.text, text)
    else paragraphs.push({ text, from: i })
    last = text
  }
  return paragraphs
}

/** How long the lines of running text are; null where lines are whole paragraphs. */
function usualWidth (lines: string[]): number | null {
  const lengths = lines.map((line) => line.trim().length).filter((length) => length >= widthMin).sort((a, b) => a - b)
  const width = lengths[Math.floor(lengths.length * 0.9)]
  return width === undefined || width >= paragraphLineMin ? null : width
}

/** An item of a list, a subsection, a table row, or a quotation: it begins a line of its own. */
const item = /^(?:[([（【]?[\p{L}\p{N}]{1,5}[)）\]】]|[ivxlcdm]{1,6}[.)]|\p{N}{1,2}[°º][)]?\s|[-–—•·*▪●○]\s|\||["“„«「『]|[a-zà-ÿа-яأ-ي][.)\-–]\s)/iu
const numbered = /^\p{N}{1,4}\s?[.\-–—،、](?:\s|$)/u
const day = new RegExp(`^\\p{N}{1,2}\\s?[.\\-–—]?\\s{0,3}(?:${monthNames})(?!\\p{L})`, 'iu')
const goesOnInLowerCase = /^\p{N}{1,4}\s?[.\-–—]\s{0,3}\p{Ll}/u
const endsSentence = /(?:[.:;,。：；，؛،!?؟]["”»」』)]?|(?<!\p{L})(?:and|or|und|oder|et|ou|y|o|e|и|или|و|أو|na|au))$/iu

function goesOn (last: string, text: string, width: number): boolean {
  const ended = endsSentence.test(last)
  const full = last.length + /^\S{1,40}/.exec(text)![0].length + 1 > width * 0.9
  if (item.test(text)) return false
  const mark = readMark(text)
  // `17. July` and `§ 3 of …` may begin a line in the middle of a sentence.
  if (numbered.test(text)) return full && !ended && (day.test(text) || goesOnInLowerCase.test(text))
  if (mark !== null && mark.role !== 'container') return full && !ended && isReference(mark)
  if (mark !== null && (ended || mark.rest === '' || mark.sign.trim() !== '')) return false
  if (beginsSmall(text) && !/[.:;。：；؛!?؟]$/.test(last)) return last.length > width * 0.35
  const heading = readMark(last)
  return full && (heading === null || last.length >= width * 0.6)
}

const han = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}，。、；：（）《》“”]$/u
const hanOrDigit = /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}，。、；：（）《》“”\p{Nd}]/u
const brokenWord = /(\p{L}{2,40})[-‐\u00ad]$/u
const otherHalf = /^\p{Ll}{2,40}/u
/** `Blut- und Plasma`: the hyphen stands for a word that is not said twice. */
const suspended = /^(?:und|oder|bzw|sowie|and|or|y|o|et|ou|e|en|of)(?!\p{L})/u

/**
 * How a line is put behind another: with a space, but for Chinese. A word broken by a hyphen becomes whole where the text
 * breaks words often, and does not write this one with its hyphen elsewhere.
 */
function joiner (lines: string[]): (before: string, after: string) => string {
  const hyphened = new Set(lines.flatMap((line) => line.match(/\p{L}{2,40}-\p{Ll}{2,40}/gu) ?? []))
  const breaks = lines.filter((line, i) => brokenWord.test(line) && otherHalf.test(lines[i + 1]?.trim() ?? '')).length > lines.length * 0.02
  return (before, after) => {
    if (han.test(before) && hanOrDigit.test(after)) return before + after
    const half = brokenWord.exec(before)?.[1]
    if (!half || suspended.test(after)) return `${before} ${after}`
    const rest = otherHalf.exec(after)?.[0]
    return rest && breaks && !hyphened.has(`${half}-${rest}`) ? before.slice(0, -1) + after : before.replace(/[‐\u00ad]$/, '-') + after
  }
}
