import type { Warning } from '../../model/parsed.js'
import type { Line } from './line.js'

const marksMin = 3
/** Looking for each line in a long text takes time. */
const linesMax = 1000

/**
 * Finds a table of contents at the beginning, which names what the text then repeats, and drops its lines; what of it is
 * not found again in the text is kept. Answers the warning that tells of it.
 */
export function dropContents (lines: Line[]): Warning[] {
  const marks = lines.flatMap((line, i) => line.accepted ? [i] : [])
  const first = marks[0]!
  const again = marks.find((i) => i > first && same(lines[i]!, lines[first]!)) ?? marks.find((i) => i > marks[1]! && same(lines[i]!, lines[marks[1]!]!))
  if (again === undefined) return []
  const start = bodyStart(lines, again, first)
  const listed = marks.filter((i) => i < start)
  const later = new Set(marks.filter((i) => i >= start).map((i) => nameOf(lines[i]!)))
  const repeated = listed.filter((i) => later.has(nameOf(lines[i]!)))
  const between = lines.slice(first, listed.at(-1)! + 1).filter((line) => !line.accepted).length
  if (listed.length < marksMin || repeated.length < listed.length * 0.8 || between > listed.length * 1.5) return []
  const dropped = drop(lines, first, listed.at(-1)!, start)
  return [{ code: 'repeated_text', at: lines[first]!.at ?? null, count: Math.max(1, dropped), detail: lines[first]!.text.slice(0, 100) }]
}

const nameOf = ({ mark }: Line) => `${mark!.style} ${mark!.id} ${mark!.id === '' ? mark!.rest : ''}`
const same = (a: Line, b: Line) => nameOf(a) === nameOf(b)

/** The headings of the containers in which the first repeated unit stands belong to the text already. */
function bodyStart (lines: Line[], again: number, first: number): number {
  let start = again
  for (let i = again - 1; i > first && again - i <= 8; i--) {
    if (!lines[i]!.accepted) continue
    if (lines[i]!.mark!.role !== 'container' || !lines.slice(first, i).some((line) => line.accepted && same(line, lines[i]!))) break
    start = i
  }
  return start
}

const words = (text: string) => text.normalize('NFKC').toLowerCase().replace(/[^\p{L}\p{N}]+/gu, '')
const title = /^(?:the )?(?:arrangement of (?:sections|articles|clauses|rules)|(?:table of )?contents|sommaire|table des matières|[íi]ndice|sum[áa]rio|inhalts(?:übersicht|verzeichnis)|оглавление|содержание|目\s{0,3}录|目\s{0,3}錄|الفهرس|المحتويات|فهرس المحتويات|yaliyomo|mpangilio wa vifungu)\W{0,3}$/iu

/** What stands between the last entry and the text (a long title) is no part of the list. */
function drop (lines: Line[], first: number, last: number, start: number): number {
  const text = words(lines.slice(start).map((line) => line.text).join(' '))
  let count = 0
  for (let i = first > 0 && title.test(lines[first - 1]!.text) ? first - 1 : first; i < start; i++) {
    const line = lines[i]!
    line.accepted = false
    line.dropped = title.test(line.text) || (i <= last && count < linesMax && text.includes(words(line.text.replace(/[.\s…·]{0,200}\d{0,4}$/, ''))))
    if (line.dropped) count++
  }
  return count
}
