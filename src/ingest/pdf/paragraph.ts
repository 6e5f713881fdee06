import { isReference, readMark } from '../structure/numbering.js'
import { joined } from './hyphen.js'
import type { Flow } from './layout.js'
import type { Piece } from './line.js'

/** A line of a flow. `indent` and `slack`: how far it begins and ends inside the flow's edges, in points, in the direction of reading. */
export type Row = {
  text: string, y: number, size: number, bold: boolean, indent: number, slack: number, width: number
  /** how many cells of a table it holds; 0 outside of tables */
  cells: number
  /** whether it begins with a number, a sign or a word with a colon, and a gap behind it */
  labelled: boolean
}
/** Rows that make one paragraph. `table`: a line of a table. */
export type Paragraph = { rows: Row[], text: string, page: number, flowWidth: number, table: boolean, level?: number }

/** What stands before a gap without being a cell: a number, a sign, `Heard:`. */
const label = /^[([]?(\p{Nd}{1,4}|\p{L}{1,4})[.)\]]{1,2}$|^[-–—•▪*·]$|[:：]$/u
/** Signs at the start of a line that may begin an item: `(a)`, `1.`, `iv)`, `–`. */
const item = /^(?:[([（]?(?:\p{Nd}{1,4}|\p{L}{1,2}|[ivxlIVXL]{1,6}|[一二三四五六七八九十]{1,3})(?:[.)\]](?=\s|[("“«])|[）、])|[\p{Nd}\p{Script=Arabic}]{1,3}\s?[-–—ـ](?=\s|\p{L})|[-–—•▪▫◦➢✓*·]\s)/u
const sentenceEnd = /[.;:!?。；：！？؛؟][\s"'”’»)\]）」]*$|[—–-]$/
const clauseEnd = /(?:[,،，、]|(?:^|\s)(?:and|or|et|ou|y|o|и|или|und|oder|e|na|au|أو|و))[\s"'”’»)]*$/iu

/** The lines of a flow, from above. Cells of a table are parted by ` | `, other gaps by a space; lines that are only drawn are left out. */
export function rowsOfFlow (flow: Flow, rtl: boolean): Row[] {
  const pieces = flow.pieces.filter(({ text }) => !/^[_=—–\s-]{4,}$/.test(text))
  const lines: Piece[][] = []
  for (const piece of pieces) {
    if (lines.at(-1)?.[0]!.y === piece.y) lines.at(-1)!.push(piece)
    else lines.push([piece])
  }
  for (const line of lines) line.sort((a, b) => rtl ? b.x1 - a.x1 : a.x0 - b.x0)
  const x0 = usualEdge(lines.map((line) => Math.min(...line.map((p) => p.x0)))) ?? flow.x0
  const x1 = usualEdge(lines.map((line) => Math.max(...line.map((p) => p.x1)))) ?? flow.x1
  const cells = lines.map((line) => line.length > 1 && !label.test(line[0]!.text) ? line.length : 0)
  // Rows of two cells make a table only next to each other; of wider ones some may be parted by the second lines of cells.
  const inTable = (i: number, n: number) => Math.min(cells[i]!, cells[n] ?? 0) >= (Math.abs(i - n) === 1 ? 2 : 3) && aligned(lines[i]!, lines[n]!)
  return lines.map((line, i) => {
    const [left, right] = [Math.min(...line.map((p) => p.x0)), Math.max(...line.map((p) => p.x1))]
    const isTable = [-4, -3, -2, -1, 1, 2, 3, 4].some((step) => inTable(i, i + step))
    const longest = line.reduce((a, b) => b.text.length > a.text.length ? b : a)
    return {
      text: line.map(({ text }) => text).join(isTable ? ' | ' : ' '), y: longest.y, size: longest.size, bold: line.every(({ bold }) => bold),
      indent: rtl ? x1 - right : left - x0, slack: rtl ? left - x0 : x1 - right, width: right - left, cells: isTable ? line.length : 0,
      labelled: line.length > 1 && label.test(line[0]!.text)
    }
  })
}

/** Where many lines begin, or end; undefined where they do it everywhere. */
function usualEdge (edges: number[]): number | undefined {
  const times = new Map<number, number>()
  for (const edge of edges) times.set(Math.round(edge / 2), (times.get(Math.round(edge / 2)) ?? 0) + 1)
  const count = (at: number) => (times.get(at - 1) ?? 0) + (times.get(at) ?? 0) + (times.get(at + 1) ?? 0)
  const best = [...times.keys()].reduce((a, b) => count(b) > count(a) ? b : a, Math.round((edges[0] ?? 0) / 2))
  return count(best) >= Math.max(3, edges.length * 0.3) ? best * 2 : undefined
}

/** Whether two lines have two cells that stand below each other. */
function aligned (a: Piece[], b: Piece[]): boolean {
  const near = (p: Piece, q: Piece) => Math.abs(p.x0 - q.x0) < 3 || Math.abs(p.x1 - q.x1) < 3 || Math.abs(p.x0 + p.x1 - q.x0 - q.x1) < 6
  return a.filter((p) => b.some((q) => near(p, q))).length >= 2
}

/** Puts the lines of a flow together to paragraphs. */
export function paragraphsOf (rows: Row[], page: number, flowWidth: number): Paragraph[] {
  const pitches = usualPitches(rows)
  const paragraphs: Paragraph[] = []
  for (const [i, row] of rows.entries()) {
    const open = paragraphs.at(-1)
    if (open && !begins(row, rows[i - 1]!, open, pitches.get(Math.round(row.size)) ?? row.size * 1.25)) add(open, row)
    else paragraphs.push({ rows: [row], text: row.text, page, flowWidth, table: row.cells > 0 })
  }
  return paragraphs
}

function begins (row: Row, before: Row, open: Paragraph, pitch: number): boolean {
  if (row.cells > 0 || before.cells > 0 || row.labelled) return true
  if (before.y - row.y > 1.35 * pitch || before.y < row.y) return true
  if (Math.abs(row.size - before.size) > 0.08 * before.size) return true
  if (/\p{L}[-‐]$/u.test(before.text) && /^\p{Ll}/u.test(row.text)) return false
  const short = isShort(before, row) && !isFull(before, row, open)
  if (row.bold !== before.bold && (short || row.width < open.flowWidth * 0.6)) return true
  const ended = sentenceEnd.test(before.text)
  if (centred(row, open.flowWidth) && centred(before, open.flowWidth)) return !goesOn(before, row)
  const mark = readMark(row.text)
  if (mark && !isReference(mark) && (ended || short)) return true
  if (begun(row.text, before.text) || (short && item.test(row.text))) return true
  if (short) return true
  const first = open.rows.length === 1
  if (row.indent > before.indent + 0.8 * row.size) return !first || ended
  if (first && ended && row.indent > 0.8 * row.size && Math.abs(row.indent - before.indent) < 0.3 * row.size) return true
  return row.indent < before.indent - 0.8 * row.size && !first
}

/** Whether a line ends so early that the first word of the next would have found room on it. */
function isShort (row: Row, next: Row): boolean {
  const word = /^\S+/.exec(next.text)?.[0] ?? ''
  const asian = /^\p{Script=Han}/u.test(word)
  const signs = asian ? 2 : word.length + 1
  return row.slack - 1 > next.width / Math.max(next.text.length, 1) * signs + (asian ? row.size : 0)
}

/** Whether a line ends where the others of its paragraph do, or the next: the paragraph may be narrower than its flow. */
const isFull = (row: Row, next: Row, { rows, flowWidth }: Paragraph) => (Math.abs(row.slack - next.slack) < 1.5 && row.slack < flowWidth * 0.15) ||
  (rows.length > 1 && row.slack < Math.min(...rows.map(({ slack }) => slack)) + 2)

const centred = (row: Row, width: number) => row.indent > width * 0.05 && Math.abs(row.indent - row.slack) < width * 0.03 + row.size / 2

/** Whether a centred line is the rest of the one above it. */
const goesOn = (before: Row, row: Row) => /^\p{Ll}/u.test(row.text) ||
  /(?:^|\s)(?:of|the|and|for|to|in|v\.|de|du|des|la|le|les|del|y|et|do|da|и|о|об|der|die|das|und|zur|في|من|على|بشأن)$/iu.test(before.text)

/** How far lines of each size stand below each other: where every paragraph is one line, the gaps between them are no measure. */
function usualPitches (rows: Row[]): Map<number, number> {
  const steps = new Map<number, number[]>()
  for (const [i, row] of rows.slice(1).entries()) {
    const step = rows[i]!.y - row.y
    if (step < 1 || step > row.size * 2.6 || Math.abs(rows[i]!.size - row.size) > 0.5) continue
    const known = steps.get(Math.round(row.size))
    if (known) known.push(step)
    else steps.set(Math.round(row.size), [step])
  }
  return new Map([...steps].map(([size, all]) => [size, all.sort((a, b) => a - b)[Math.floor(all.length / 3)]!]))
}

/** Adds a line to a paragraph. A hyphen at the end of a line is told apart when all is read: see joinHyphens. */
export function add (paragraph: Paragraph, row: Row): void {
  paragraph.text = joined(paragraph.text, row.text)
  paragraph.rows.push(row)
}

/** Whether a paragraph goes on in the first line of the next column or page. */
export function continues (last: Paragraph, next: Paragraph): boolean {
  const [before, row] = [last.rows.at(-1)!, next.rows[0]!]
  if (last.table || next.table || next.level || row.labelled) return false
  if (Math.abs(row.size - before.size) > 0.08 * before.size || row.bold !== before.bold) return false
  if (sentenceEnd.test(before.text) && !/[\p{L}][-‐]$/u.test(before.text)) return false
  if (centred(row, next.flowWidth) || readMark(row.text) || item.test(row.text)) return false
  return /^\p{Ll}/u.test(row.text) || !isShort(before, row)
}

/** Whether a line begins an item of a list, after what stands before it. */
const begun = (line: string, before: string): boolean => item.test(line) && (sentenceEnd.test(before) || clauseEnd.test(before))
