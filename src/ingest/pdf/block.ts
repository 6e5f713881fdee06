import type { Block } from '../../model/parsed.js'
import { boldLevel } from '../text/bold.js'
import { findFurniture, isGazetteHead, rowsOf } from './furniture.js'
import { joined, joinHyphens } from './hyphen.js'
import { flowsOf, type Note } from './layout.js'
import type { Piece } from './line.js'
import type { ReadPage } from './page.js'
import { add, continues, paragraphsOf, rowsOfFlow, type Paragraph, type Row } from './paragraph.js'

export type PageBlocks = { blocks: Block[], furniture: number, tables: number }

/** The paragraphs of all pages in reading order, without running heads and page numbers; of the pages in `ocr`, those read there. */
export function blocksOf (pages: ReadPage[], ocr: Map<number, string>): PageBlocks {
  const layers = pages.filter((page) => page.state === 'text' && !ocr.has(page.number))
  const furniture = findFurniture(layers.map(({ lines }) => rowsOf(lines.pieces[0] ?? [])))
  const body = bodySize(layers)
  const all: Paragraph[] = []
  let removed = furniture.size + layers.filter(({ lines }) => lines.slanted !== '').length
  const notes: Paragraph[] = []
  for (const page of pages) {
    const text = ocr.get(page.number)
    const read = text === undefined ? pageParagraphs(page, furniture) : ocrParagraphs(text, page.number, body)
    removed += read.furniture
    const { main, below } = footnotes(read.paragraphs, body)
    for (const [i, paragraph] of main.entries()) {
      const last = all.at(-1)
      if (i === 0 && last && continues(last, paragraph)) for (const row of paragraph.rows) add(last, row)
      else all.push(...notes.splice(0), paragraph)
    }
    for (const [i, note] of below.entries()) {
      const last = notes.at(-1)
      if (i === 0 && last && continues(last, note)) for (const row of note.rows) add(last, row)
      else notes.push(note)
    }
  }
  all.push(...notes)
  setLevels(all, body)
  const texts = joinHyphens(all.map(({ text }) => text))
  const blocks = all.map(({ page, level }, i): Block => ({ text: texts[i]!.replace(leader, ''), page, ...(level ? { level } : {}) }))
  return { blocks, furniture: removed, tables: all.filter(({ table }, i) => table && !all[i - 1]?.table).length }
}

/** The dots and the page number behind an entry of a table of contents. */
const leader = /\s?(?:[.…·_]\s?){4,200}\p{Nd}{1,4}$/u

/** The size of most of the text, in points. */
function bodySize (pages: ReadPage[]): number {
  const lengths = new Map<number, number>()
  for (const { size, text } of pages.flatMap(({ lines }) => lines.pieces.flat())) {
    const rounded = Math.round(size * 2) / 2
    lengths.set(rounded, (lengths.get(rounded) ?? 0) + text.length)
  }
  return [...lengths].reduce((a, b) => b[1] > a[1] ? b : a, [0, 0])[0] || 10
}

function pageParagraphs ({ number, lines }: ReadPage, furniture: Set<Piece>): { paragraphs: Paragraph[], furniture: number } {
  const paragraphs: Paragraph[] = []
  let lineNumbers = 0
  for (const pieces of lines.pieces) {
    const layout = flowsOf(pieces.filter((piece) => !furniture.has(piece)), lines.rtl)
    lineNumbers += layout.lineNumbers.length
    for (const [i, flow] of layout.flows.entries()) {
      const [first, ...rest] = withNotes(paragraphsOf(rowsOfFlow(flow, lines.rtl), number, flow.x1 - flow.x0), flow.notes)
      const last = paragraphs.at(-1)
      if (first && i > 0 && last && continues(last, first)) for (const row of first.rows) add(last, row)
      else if (first) paragraphs.push(first)
      paragraphs.push(...rest)
    }
  }
  return { paragraphs, furniture: lineNumbers }
}

const numberFirst = /^(\p{Nd}{1,4}[A-Z]{0,2}\.?)[\s—–-]*(?=\S)/u
const noteLevel = 7

/** Puts notes from the margin where they belong: they are the headings of the sections beside which they stand. */
function withNotes (paragraphs: Paragraph[], notes: Note[]): Paragraph[] {
  const placed = [...paragraphs]
  for (const { lines, y } of notes) {
    const text = lines.reduce(joined)
    const at = placed.findIndex(({ rows }) => rows[0]!.y <= y + 0.6 * rows[0]!.size)
    const beside = placed[at]
    const row: Row = { ...(beside ?? placed.at(-1)!).rows[0]!, text, y, cells: 0, labelled: false }
    const note: Paragraph = { rows: [row], text, page: placed[0]!.page, flowWidth: placed[0]!.flowWidth, table: false, level: noteLevel }
    const number = beside && Math.abs(beside.rows[0]!.y - y) < beside.rows[0]!.size ? numberFirst.exec(beside.text) : null
    if (beside && number) {
      placed.splice(at, 1, { ...note, text: `${number[1]} ${text}` }, { ...beside, text: beside.text.slice(number[0].length) })
    } else placed.splice(at < 0 ? placed.length : at, 0, note)
  }
  return placed
}

const noteSize = 0.88
const noteSign = /^(?:[⁰¹²³⁴-⁹]{1,3}|\p{Nd}{1,3}[.)]?\s|[*†‡])/u

/** Footnotes: what ends a page in smaller type and begins with its sign. They follow the paragraph that goes on overleaf. */
function footnotes (paragraphs: Paragraph[], body: number): { main: Paragraph[], below: Paragraph[] } {
  const from = paragraphs.findLastIndex(({ rows }) => rows[0]!.size > body * noteSize) + 1
  const first = paragraphs.findIndex(({ text }, i) => i >= from && noteSign.test(text))
  return from === 0 || first < 0 ? { main: paragraphs, below: [] } : { main: paragraphs.slice(0, from), below: paragraphs.slice(from) }
}

const largerBy = 1.12
const headingMax = 300
const levelMax = 6

/** Headings: what is in larger type, the largest the highest, and what boldLevel takes for one, unless most of the text is bold. */
function setLevels (paragraphs: Paragraph[], body: number) {
  const size = ({ rows }: Paragraph) => Math.round(rows[0]!.size * 2) / 2
  const isBold = ({ rows }: Paragraph) => rows.every(({ bold }) => bold)
  const length = (some: Paragraph[]) => some.reduce((sum, { text }) => sum + text.length, 0)
  const candidates = paragraphs.filter(({ text, table, level }) => !table && level === undefined && text.length <= headingMax && /\p{L}/u.test(text))
  const sizes = [...new Set(candidates.filter((p) => size(p) > body * largerBy).map(size))].sort((a, b) => b - a)
  const boldMeans = length(paragraphs.filter(isBold)) < length(paragraphs) * 0.4
  for (const paragraph of candidates) {
    const rank = sizes.indexOf(size(paragraph))
    const level = rank >= 0 ? Math.min(rank + 1, levelMax) : boldMeans && isBold(paragraph) ? boldLevel(paragraph.text) : undefined
    if (level) paragraph.level = level
  }
}

/**
 * Text that was read by OCR: an empty line parts paragraphs, and so does all that parts them elsewhere, measured in signs.
 * The head line of a gazette is left out.
 */
function ocrParagraphs (text: string, page: number, size: number): { paragraphs: Paragraph[], furniture: number } {
  const all = text.split(/\r?\n|\f/).map((line) => line.trim())
  const first = all.findIndex((line) => line !== '')
  const isHead = first >= 0 && isGazetteHead(all[first]!)
  const lines = isHead ? all.slice(first + 1) : all
  const widest = Math.max(0, ...lines.map((line) => line.length))
  const rows = lines.map((line, i): Row => (
    { text: line, y: -i * size, size, bold: false, indent: 0, slack: widest - line.length, width: line.length, cells: 0, labelled: false }
  )).filter((row) => row.text !== '')
  return { paragraphs: paragraphsOf(rows, page, widest), furniture: isHead ? 1 : 0 }
}
