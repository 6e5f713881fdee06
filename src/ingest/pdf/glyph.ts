import type { PDFPageProxy } from 'pdfjs-dist'
import { loadLibrary } from './open.js'

/**
 * One drawn sign: its text, where it begins (points), how far and in which direction it leads (degrees), and how tall it
 * is. `gap`: spacing that the file adds behind each sign, as in spaced-out headings.
 */
export type Glyph = {
  text: string, x: number, y: number, advance: number, gap: number, angle: number, size: number, font: string
  /** drawn invisibly, as the text behind a scan is */
  hidden: boolean
  /** marked as no part of the content: running heads, page numbers */
  artifact: boolean
}

export type PageGlyphs = {
  glyphs: Glyph[]
  boldFonts: Set<string>
  /** how much of the page pictures cover, 0 to 1, and how many are no mere ornament */
  pictured: number
  pictures: number
  /** whether anything at all is on the page */
  blank: boolean
  /** whether the page holds more signs than are read */
  truncated: boolean
}

export const glyphsMax = 100_000

type Matrix = [number, number, number, number, number, number]
type PdfFont = { name?: string, fontMatrix?: number[], vertical?: boolean, defaultVMetrics?: number[] }
type PdfGlyph = { unicode: string, width: number, isSpace: boolean, vmetric?: number[] }

type TextState = {
  ctm: Matrix, matrix: Matrix, x: number, y: number, lineX: number, lineY: number, font: PdfFont, fontId: string, size: number, flipped: boolean
  charSpacing: number, wordSpacing: number, scale: number, leading: number, rise: number, mode: number
}
type State = TextState & { saved: TextState[], artifacts: boolean[], masks: number, placed: number, page: PageGlyphs, area: number }

const identity: Matrix = [1, 0, 0, 1, 0, 0]
const fontMatrix = [0.001, 0, 0, 0.001, 0, 0]

/**
 * Reads the signs that a page draws, in the order of drawing. The library's own text extraction is not used: it turns
 * ligatures of right-to-left scripts round, which makes `shall not` (لا) the article (ال).
 */
export async function readGlyphs (page: PDFPageProxy): Promise<PageGlyphs> {
  const { OPS } = await loadLibrary()
  const { fnArray, argsArray } = await page.getOperatorList({ annotationMode: 0 })
  const [x0, y0, x1, y1] = page.view as [number, number, number, number]
  const read: PageGlyphs = { glyphs: [], boldFonts: new Set(), pictured: 0, pictures: 0, blank: true, truncated: false }
  const state: State = {
    ctm: identity, matrix: identity, x: 0, y: 0, lineX: 0, lineY: 0, font: {}, fontId: '', size: 0, flipped: false,
    charSpacing: 0, wordSpacing: 0, scale: 1, leading: 0, rise: 0, mode: 0,
    saved: [], artifacts: [], masks: 0, placed: 0, page: read, area: Math.abs((x1 - x0) * (y1 - y0)) || 1
  }
  const names = new Map(Object.entries(OPS).map(([name, code]) => [code as number, name]))
  const fontOf = (id: string): PdfFont => page.commonObjs.has(id) ? page.commonObjs.get(id) as PdfFont : {}
  for (let i = 0; i < fnArray.length && !read.truncated; i++) {
    const name = names.get(fnArray[i]!)!
    if (paints.test(name)) painted(state)
    operators[name]?.(state, argsArray[i] ?? [], fontOf)
  }
  return read
}

const ornamentMax = 0.02
const paints = /^(constructPath|rawFillPath|shadingFill|showText|paint(?!FormXObject).*)$/

/** Something is drawn: what was placed before was no picture that the library left out. */
function painted (state: State) {
  state.page.blank = false
  state.placed = 0
}

/** What remains placed, and nothing drawn, is the place of a picture that was left out undecoded. */
function picture (state: State) {
  if (state.placed === 0) return
  state.page.blank = false
  const share = state.placed / state.area
  state.page.pictured = Math.min(1, state.page.pictured + share)
  if (share > ornamentMax) state.page.pictures++
  state.placed = 0
}

type Operator = (state: State, args: unknown[], fontOf: (id: string) => PdfFont) => void
const setting = (name: 'charSpacing' | 'wordSpacing' | 'rise' | 'mode'): Operator => (state, [value]) => { state[name] = Number(value) || 0 }

const operators: Record<string, Operator> = {
  save,
  restore,
  transform: (state, args) => {
    state.ctm = times(args as Matrix, state.ctm)
    state.placed = Math.abs(state.ctm[0] * state.ctm[3] - state.ctm[1] * state.ctm[2])
    // A change of scale for what follows is no picture.
    if (state.placed < state.area * 0.001) state.placed = 0
  },
  paintFormXObjectBegin: (state, [matrix]) => {
    save(state)
    if (matrix) state.ctm = times(matrix as Matrix, state.ctm)
  },
  paintFormXObjectEnd: restore,
  beginGroup: (state, [group]) => { if (state.masks > 0 || (group as { smask?: unknown }).smask) state.masks++ },
  endGroup: (state) => { if (state.masks > 0) state.masks-- },
  beginText: (state) => Object.assign(state, { matrix: identity, x: 0, y: 0, lineX: 0, lineY: 0 }),
  setFont: (state, [id, size], fontOf) => {
    const font = fontOf(String(id))
    Object.assign(state, { font, fontId: String(id), size: Math.abs(Number(size)), flipped: Number(size) < 0 })
    if (bold.test(font.name ?? '')) state.page.boldFonts.add(String(id))
  },
  setTextMatrix: (state, args) => {
    const matrix = Array.from((args.length === 6 ? args : args[0]) as ArrayLike<number>) as Matrix
    Object.assign(state, { matrix, x: 0, y: 0, lineX: 0, lineY: 0 })
  },
  moveText: (state, [x, y]) => moveText(state, Number(x), Number(y)),
  setLeadingMoveText: (state, [x, y]) => {
    state.leading = Number(y)
    moveText(state, Number(x), Number(y))
  },
  nextLine: (state) => moveText(state, 0, state.leading),
  setLeading: (state, [leading]) => { state.leading = -Number(leading) },
  setHScale: (state, [scale]) => { state.scale = Number(scale) / 100 },
  setCharSpacing: setting('charSpacing'),
  setWordSpacing: setting('wordSpacing'),
  setTextRise: setting('rise'),
  setTextRenderingMode: setting('mode'),
  beginMarkedContent: (state, [tag]) => { state.artifacts.push(tag === 'Artifact') },
  beginMarkedContentProps: (state, [tag]) => { state.artifacts.push(tag === 'Artifact') },
  endMarkedContent: (state) => { state.artifacts.pop() },
  showText: (state, [glyphs]) => { if (state.masks === 0) showText(state, glyphs as (PdfGlyph | number | null)[]) }
}

const bold = /bold|black|heavy|semibold|demi(?!nish)|-bd\b/i
const savedMax = 5000

function save (state: State) {
  const { saved, artifacts, masks, placed, page, area, ...kept } = state
  if (saved.length < savedMax) saved.push(kept)
}

function restore (state: State) {
  picture(state)
  const kept = state.saved.pop()
  if (kept) Object.assign(state, kept)
}

function moveText (state: State, x: number, y: number) {
  state.x = state.lineX += x
  state.y = state.lineY += y
}

/** Moves along a text as the library does when it draws it, and notes each sign. */
function showText (state: State, glyphs: (PdfGlyph | number | null)[]) {
  const { font, size, page } = state
  const vertical = font.vertical ?? false
  const unit = size * (font.fontMatrix ?? fontMatrix)[0]!
  const scale = state.scale * (state.flipped ? -1 : 1)
  const place = times(state.matrix, state.ctm)
  const direction = directionOf(place, scale, vertical)
  let at = 0
  for (const glyph of glyphs) {
    if (glyph === null) continue
    if (typeof glyph === 'number') {
      at += (vertical ? 1 : -1) * glyph * size / 1000
      continue
    }
    const spacing = (glyph.isSpace ? state.wordSpacing : 0) + state.charSpacing
    const width = (vertical ? -(glyph.vmetric ?? font.defaultVMetrics ?? [-1000])[0]! : glyph.width) * unit
    const x = state.x + (vertical ? 0 : at * scale)
    const y = state.y + state.rise + (vertical ? -at : 0)
    at += width + (vertical ? -1 : 1) * spacing * (state.flipped ? -1 : 1)
    if (page.glyphs.length >= glyphsMax) page.truncated = true
    else note(state, glyph.unicode, [x, y], place, direction, { width: vertical ? width : width * scale, gap: Math.max(0, spacing) })
  }
  if (vertical) state.y -= at
  else state.x += at * scale
}

type Direction = { angle: number, stretch: number, height: number, sign: number }

function note (state: State, text: string, [x, y]: [number, number], place: Matrix, direction: Direction, { width, gap }: { width: number, gap: number }) {
  const { angle, stretch, height, sign } = direction
  const size = state.size * height
  if (!(size > 0.5) || !Number.isFinite(size)) return
  state.page.glyphs.push({
    text, x: place[0] * x + place[2] * y + place[4], y: place[1] * x + place[3] * y + place[5], advance: Math.abs(width) * stretch * sign, gap: gap * stretch,
    angle, size, font: state.fontId, hidden: state.mode === 3 || state.mode === 7, artifact: state.artifacts.includes(true)
  })
}

/** Where a line of text leads: along its signs, or down where they stand below each other. Mirrored text leads against it. */
function directionOf ([a, b, c, d]: Matrix, scale: number, vertical: boolean): Direction {
  const [ax, ay] = scale < 0 ? [-a, -b] : [a, b]
  const degrees = (x: number, y: number) => Math.atan2(y, x) * 180 / Math.PI
  if (vertical) return { angle: degrees(-c, -d), stretch: Math.hypot(c, d), height: Math.hypot(a, b), sign: 1 }
  const mirrored = ax * d - ay * c < 0 && ax < 0
  return { angle: mirrored ? degrees(d, -c) : degrees(ax, ay), stretch: Math.hypot(a, b), height: Math.hypot(c, d), sign: mirrored ? -1 : 1 }
}

const times = (m: Matrix, n: Matrix): Matrix => [
  m[0] * n[0] + m[1] * n[2], m[0] * n[1] + m[1] * n[3], m[2] * n[0] + m[3] * n[2], m[2] * n[1] + m[3] * n[3],
  m[4] * n[0] + m[5] * n[2] + n[4], m[4] * n[1] + m[5] * n[3] + n[5]
]
