import { markClose, markOpen, toHtml } from './mark.js'
import type { Match } from './query.js'

/**
 * A line of a document, in words: places in it (UTF-16), dense where a word is a letter of a script without spaces. Where only a
 * part of it was read, from `start` to `end`, there are no words elsewhere.
 */
export type Line = { text: string, words: { start: number, end: number, dense: boolean }[], language: string | null, start?: number, end?: number }
/** Words that were met (to: exclusive). */
export type Span = { from: number, to: number }

const cropWords = 40
/** Of a crop's words, those before the match. */
const leadWords = 10

export type Marked = { line: Line, spans: Span[] }

/** Of the lines of a field that which is met in its largest part: what is matched whole says best why. */
export function best (field: Match['field'], lines: Marked[], show: (line: Line, spans: Span[]) => string): Match[] {
  const share = ({ line, spans }: Marked) => spans.reduce((sum, { from, to }) => sum + line.words[to - 1]!.end - line.words[from]!.start, 0) / line.text.length
  const [first] = lines.filter(({ spans }) => spans.length > 0).sort((a, b) => share(b) - share(a))
  return first ? [{ field, highlight: show(first.line, first.spans), language: first.line.language, concept: null }] : []
}

export const whole = (line: Line, spans: Span[]) => cut(line, spans, 0, line.words.length)

/** Some forty words, or twice as many letters where a letter is a word; never less than the match they are put around, the first or that given. */
export function cropped (line: Line, spans: Span[], first: Span = spans[0] ?? { from: 0, to: 0 }): string {
  const { words } = line
  const cost = (i: number) => words[i]!.dense ? 0.5 : 1
  let [from, to, left] = [first.from, first.to, cropWords]
  for (let i = from; i < to; i++) left -= cost(i)
  for (let lead = Math.min(left, leadWords); from > 0 && lead > 0; lead -= cost(from)) left -= cost(--from)
  while (to < words.length && left > 0) left -= cost(to++)
  while (from > 0 && left > 0) left -= cost(--from)
  return cut(line, spans, from, to)
}

function cut ({ text, words, start: first = 0, end: last = text.length }: Line, spans: Span[], from: number, to: number): string {
  let at = from === 0 ? first : words[from]!.start
  const end = to === words.length ? last : words[to - 1]!.end
  let marked = at === 0 ? '' : '…'
  for (const span of spans) {
    if (span.to <= from || span.from >= to) continue
    const [start, stop] = [words[Math.max(span.from, from)]!.start, words[Math.min(span.to, to) - 1]!.end]
    marked += text.slice(at, start) + markOpen + text.slice(start, stop) + markClose
    at = stop
  }
  return toHtml(marked + text.slice(at, end) + (end === text.length ? '' : '…'))
}
