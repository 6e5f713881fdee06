import { readMark } from '../structure/numbering.js'
import { asciiDigits, romanValue } from '../structure/numeral.js'
import type { Piece } from './line.js'

/** The lines of one page in its main direction, from above. */
export type Rows = Piece[][]

/** Lines of a page that stand on one base line, from above. */
export function rowsOf (pieces: Piece[]): Rows {
  const rows: Rows = []
  for (const piece of pieces) {
    if (rows.at(-1)?.[0]!.y === piece.y) rows.at(-1)!.push(piece)
    else rows.push([piece])
  }
  return rows
}

type Candidate = { piece: Piece, page: number, text: string }

const depthMax = 3
const sameHeight = 4

/** The pieces of all pages that are running heads and feet or page numbers, and no part of the text. */
export function findFurniture (pages: Rows[]): Set<Piece> {
  const found = new Set<Piece>()
  for (const rows of pages) for (const piece of artifacts(rows)) found.add(piece)
  for (const side of ['top', 'bottom'] as const) {
    for (let depth = 0; depth < depthMax; depth++) {
      const outer = pages.map((rows) => outermost(rows, side, found))
      const edges = pages.map((rows) => side === 'top' ? rows.slice(0, depth + 1) : rows.slice(-depth - 1))
      const candidates = edges.flatMap((rows, page) => rows.flat().map((piece): Candidate => ({ piece, page, text: masked(piece.text) })))
      const reached = new Set(outer.flat())
      const before = found.size
      for (const piece of repeated(candidates, pages.length)) if (reached.has(piece)) found.add(piece)
      for (const piece of pageNumbers(outer, pages, side, found)) found.add(piece)
      for (const piece of gazetteHeads(outer, side)) found.add(piece)
      if (found.size === before) break
    }
  }
  return found
}

/** What the file marks as no content, unless it marks most of the page so. */
function artifacts (rows: Rows): Piece[] {
  const all = rows.flat()
  const marked = all.filter(({ artifact }) => artifact)
  const length = (pieces: Piece[]) => pieces.reduce((sum, { text }) => sum + text.length, 0)
  return length(marked) < length(all) * 0.3 || length(marked) < 80 ? marked : []
}

function outermost (rows: Rows, side: 'top' | 'bottom', found: Set<Piece>): Piece[] {
  const left = rows.filter((row) => row.some((piece) => !found.has(piece)))
  // What is alone on its page is the page.
  return left.length < 2 ? [] : side === 'top' ? left[0]! : left.at(-1)!
}

const masked = (text: string) => text.replace(/\p{Nd}+/gu, '#').toLowerCase()

/** What stands at the same height of several pages with the same words, whatever the numbers in it. */
function repeated (candidates: Candidate[], pages: number): Piece[] {
  const groups = new Map<string, Candidate[]>()
  for (const candidate of candidates) {
    if (!/\p{L}/u.test(candidate.text)) continue
    const group = groups.get(candidate.text)
    if (group) group.push(candidate)
    else groups.set(candidate.text, [candidate])
  }
  return [...groups.values()].flatMap((group) => {
    // One for each page: the same words in two columns of one page are text.
    const heights = [...new Map(group.map(({ page, piece }) => [page, piece.y])).values()].sort((a, b) => a - b)
    const near = (y: number) => countBetween(heights, y - sameHeight, y + sameHeight)
    const identical = new Set(group.map(({ piece }) => piece.text)).size === 1
    const least = pages <= 4 ? 2 : 3
    // `Article 5` at the head of one page and `Article 7` at that of another are text.
    if (!identical && group.some(({ piece }) => readMark(piece.text))) return []
    return group.filter(({ piece }) => near(piece.y) >= least).map(({ piece }) => piece)
  })
}

function countBetween (sorted: number[], from: number, to: number): number {
  const firstAt = (value: number) => {
    let [low, high] = [0, sorted.length]
    while (low < high) {
      const middle = (low + high) >> 1
      if (sorted[middle]! < value) low = middle + 1
      else high = middle
    }
    return low
  }
  return firstAt(to) - firstAt(from)
}

const around = '[\\s\\-–—.•·|()\\[\\]/~]{0,4}'
const pageWord = '(?:page|pages|p\\.|pg\\.?|página|pág\\.?|seite|s\\.|страница|стр\\.?|с\\.|第|صفحة|ص|halaman|ukurasa|pagina|blz\\.?)?'
const ofPages = '(?:\\s?(?:of|/|sur|de|von|из|من|共|van|\\|)\\s?\\p{Nd}{1,4}(?:\\s?页)?)?'
const pageNumber = new RegExp(`^${around}${pageWord}\\s?(\\p{Nd}{1,4}|[ivxlc]{1,7})\\s?(?:页|頁|쪽)?${ofPages}${around}$`, 'iu')

function pageValue (text: string): number | null {
  const found = pageNumber.exec(text)?.[1]
  return found ? Number(asciiDigits(found)) || romanValue(found.toUpperCase()) : null
}

/**
 * Numbers at an edge that rise with the pages, with what else is a running head on their line: all of it where most pages
 * have theirs at that height. In a file of one page, a number that stands well apart.
 */
function pageNumbers (outer: Piece[][], pages: Rows[], side: 'top' | 'bottom', found: Set<Piece>): Piece[] {
  const edges = pages.map((rows) => (side === 'top' ? rows[0] : rows.at(-1)) ?? [])
  const numbers = outer.flatMap((outermost, page) => [...new Set([outermost, edges[page]!])].flatMap((row) => row.flatMap((piece) => {
    const value = pageValue(piece.text)
    return value === null ? [] : [{ piece, row, page, offset: value - page }]
  })))
  const pagesOf = (offset: number) => new Set(numbers.filter((n) => n.offset === offset).map(({ page }) => page)).size
  const times = new Map([...new Set(numbers.map(({ offset }) => offset))].map((offset) => [offset, pagesOf(offset)]))
  const alone = (page: number, piece: Piece) => outer.length === 1 && /\p{Nd}/u.test(piece.text) && apart(pages[page]!, piece, side, found)
  const rising = numbers.filter(({ page, piece, offset }) => times.get(offset)! >= 2 || alone(page, piece))
  const single = rising.filter(({ row }) => row.every((piece) => found.has(piece) || pageValue(piece.text) !== null))
  const running = new Set([...found, ...single.map(({ piece }) => piece)])
  const heights = edges.flatMap((edge) => edge.some((piece) => running.has(piece)) ? [edge[0]!.y] : []).sort((a, b) => a - b)
  const most = heights.length >= 3 && heights.length > pages.length * 0.6
  const usual = (y: number) => most && countBetween(heights, y - sameHeight, y + sameHeight) > heights.length / 2
  return [...single.map(({ piece }) => piece), ...rising.flatMap(({ row }) => usual(row[0]!.y) ? row : [])]
}

function apart (rows: Rows, piece: Piece, side: 'top' | 'bottom', found: Set<Piece>): boolean {
  const others = rows.flat().filter((other) => other.y !== piece.y && !found.has(other))
  const next = side === 'top' ? Math.max(...others.map(({ y }) => y)) : Math.min(...others.map(({ y }) => y))
  return Math.abs(piece.y - next) > 1.8 * piece.size
}

const gazette = /الجريدة\s+الرسمية|الوقائع|الرائد\s+الرسمي|official gazette|government gazette|gazette supplement|journal officiel|diario oficial|bolet[íi]n oficial|diário oficial|bundesgesetzblatt|gaceta oficial|gazzetta ufficiale|staatsblad|official journal/iu

/** A line with the name of a gazette and a number, of an issue or a day. */
export const isGazetteHead = (text: string): boolean => text.length < 150 && gazette.test(text) && /\p{Nd}/u.test(text)

/** The head line of a gazette: its name and the number of the page. */
function gazetteHeads (outer: Piece[][], side: 'top' | 'bottom'): Piece[] {
  if (side === 'bottom') return []
  const heads = outer.filter((row) => row.length > 1 && row.some(({ text }) => text.length < 150 && gazette.test(text)))
  return heads.flatMap((row) => row.some(({ text }) => pageValue(text) !== null) ? row : [])
}
