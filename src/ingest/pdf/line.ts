import { raised } from '../text/inline.js'
import type { Glyph } from './glyph.js'
import { isPersian, readingOrder, readingScore, rtlShare, spelt, turnBrackets, wrongBrackets } from './rtl.js'

/** A stretch of one line without a wide gap: a line of a column, or a cell of a table. Points from the left and from below. */
export type Piece = {
  text: string, x0: number, x1: number, y: number, size: number, bold: boolean, artifact: boolean
  /** the font of most of its signs */
  font: string
}

export type PageLines = {
  /** one list for each direction of writing, the main one first */
  pieces: Piece[][]
  rtl: boolean
  /** signs that were drawn invisibly, of all */
  hidden: number
  signs: number
  /** how many letters came in the forms in which they are drawn */
  drawnForms: number
  /** vowel signs over or under a letter that the font does not name */
  lostMarks: number
  /** text across the page, as watermarks are */
  slanted: string
}

type Run = { signs: Sign[], x0: number, x1: number, y: number, size: number, font: string, artifact: boolean }
type Sign = { text: string, x0: number, x1: number, gap: number }
type Line = { runs: Run[], y: number, size: number }

const slantDegrees = 12

/** Puts the signs of a page together to lines, in the order in which they are read. */
export function readLines (glyphs: Glyph[], boldFonts: Set<string>): PageLines {
  const seen = { hidden: 0, signs: 0, drawnForms: 0, lostMarks: 0 }
  const byQuarter = new Map<number, Glyph[]>()
  const slanted: string[] = []
  for (const glyph of withoutRepeats(glyphs)) {
    if (glyph.text.trim() !== '') {
      seen.signs++
      if (glyph.hidden) seen.hidden++
      if (drawnForm.test(glyph.text)) seen.drawnForms++
    }
    const quarter = Math.round(glyph.angle / 90)
    const same = byQuarter.get((quarter + 4) % 4)
    if (Math.abs(glyph.angle - quarter * 90) > slantDegrees) slanted.push(glyph.text)
    else if (same) same.push(glyph)
    else byQuarter.set((quarter + 4) % 4, [glyph])
  }
  const directions = [...byQuarter.values()].sort((a, b) => b.length - a.length)
  const rtl = rtlShare(glyphs.map(({ text }) => text).join('')) >= 0.4
  const named = (all: Glyph[]) => {
    const kept = rtl ? all.filter((_, i) => !isLostMark(all, i)) : all
    seen.lostMarks += all.length - kept.length
    return kept
  }
  const pieces = directions.map((each) => piecesOf(named(upright(each)), boldFonts, rtl))
  return { ...seen, slanted: readingOrder(slanted, rtlShare(slanted.join('')) > 0.5 ? 'rtl' : 'ltr').trim(), rtl, pieces }
}

/** Letters in the form that a place in the word gives them, ligatures, and the radicals that stand for Chinese signs. */
const drawnForm = /[\uFB1D-\uFDF9\uFE70-\uFEFC]/
const composed = /[\uFB00-\uFDF9\uFE70-\uFEFC\u2F00-\u2FDF\uF900-\uFAFF]/g

/** Text that is drawn twice, a hair apart, looks bold; it is there once. */
function withoutRepeats (glyphs: Glyph[]): Glyph[] {
  const drawn = new Map<string, Set<number>>()
  return glyphs.filter(({ text, x, y, size }) => {
    if (text.trim() === '') return true
    const scale = 2 ** Math.floor(Math.log2(size))
    const key = `${text}${scale}`
    const places = drawn.get(key) ?? new Set()
    const at = Math.floor(x / (0.05 * scale)) * 2 ** 26 + Math.floor(y / (0.05 * scale))
    for (const dx of [-1, 0, 1]) for (const dy of [-1, 0, 1]) if (places.has(at + dx * 2 ** 26 + dy)) return false
    drawn.set(key, places.add(at))
    return true
  })
}

/** A private sign that stands in the place of the letter before or behind it: a vowel sign, which Arabic is written without as well. */
function isLostMark (glyphs: Glyph[], i: number): boolean {
  const { text, x, y, advance, size } = glyphs[i]!
  if (!/^\p{Co}$/u.test(text)) return false
  return [glyphs[i - 1], glyphs[i + 1]].some((other) => other && Math.abs(other.y - y) < size / 2 &&
    Math.min(x + advance, other.x + other.advance) - Math.max(x, other.x) > 0.6 * Math.min(advance, other.advance))
}

/** Turned so that the lines run from left to right, and set straight where a scanner left them oblique. */
function upright (glyphs: Glyph[]): Glyph[] {
  const angles = glyphs.map(({ angle }) => angle).sort((a, b) => a - b)
  const radians = -angles[Math.floor(angles.length / 2)]! * Math.PI / 180
  const [cos, sin] = [Math.cos(radians), Math.sin(radians)]
  return glyphs.map((glyph) => ({ ...glyph, x: glyph.x * cos - glyph.y * sin, y: glyph.x * sin + glyph.y * cos }))
}

function piecesOf (glyphs: Glyph[], boldFonts: Set<string>, rtl: boolean): Piece[] {
  const runs = runsOf(glyphs)
  const put = (from: Run[]) => linesOf(from).flatMap((line) => split(line).map((part) => pieceOf(part, line, boldFonts, rtl)))
  const all = (pieces: Piece[]) => pieces.map(({ text }) => text).join(' ')
  let pieces = put(runs)
  if (rtlShare(all(pieces)) === 0) return pieces
  // Text behind a scan may be stored in the order of reading, with places that do not fit the signs.
  if (readingScore(all(pieces)) < 0) {
    const turned = put(runs.map(mirrored))
    if (readingScore(all(turned)) > 0) pieces = turned
  }
  const persian = isPersian(all(pieces))
  const turned = wrongBrackets(pieces.map(({ text }) => text)) > 0
  return pieces.map((piece) => {
    const text = spelt(piece.text, persian)
    return { ...piece, text: turned && (rtl || rtlShare(text) > 0) ? turnBrackets(text) : text }
  })
}

/** Signs that were drawn one after the other on one line. */
function runsOf (glyphs: Glyph[]): Run[] {
  const runs: Run[] = []
  let run: Run | undefined
  for (const glyph of glyphs) {
    const [x0, x1] = glyph.advance < 0 ? [glyph.x + glyph.advance, glyph.x] : [glyph.x, glyph.x + glyph.advance]
    const sign = { text: textOf(glyph.text), x0, x1, gap: glyph.gap }
    const last = run?.signs.at(-1)
    const goesOn = run && last && glyph.font === run.font && Math.abs(glyph.size - run.size) < 0.05 * run.size &&
      Math.abs(glyph.y - run.y) < 0.05 * run.size && x0 > last.x1 - 0.3 * run.size && x0 < last.x1 + last.gap + run.size
    if (run && goesOn) {
      run.signs.push(sign)
      run.x1 = Math.max(run.x1, x1)
    } else {
      run = { signs: [sign], x0, x1, y: glyph.y, size: glyph.size, font: glyph.font, artifact: glyph.artifact }
      runs.push(run)
    }
  }
  return runs
}

/** Punctuation of lines that run down, as it is in lines that run across: full-width. */
const upended = /[\uFE10-\uFE19\uFE30-\uFE44]/g
const wide = (sign: string) => sign.normalize('NFKC').replace(/[!-~]/g, (ascii) => String.fromCharCode(ascii.charCodeAt(0) + 0xfee0))

/** What a sign stands for. A vowel sign drawn alone would else bring a space with it. */
function textOf (text: string): string {
  if (/^[\uFE70-\uFE7F]$/.test(text)) return text.normalize('NFKC').trim()
  return text.replace('\u00AD', '-').replace(composed, (sign) => sign.normalize('NFKC')).replace(upended, wide)
}

const mirrored = (run: Run): Run => rtlShare(run.signs.map(({ text }) => text).join('')) === 0
  ? run
  : { ...run, signs: run.signs.map((sign) => ({ ...sign, x0: run.x0 + run.x1 - sign.x1, x1: run.x0 + run.x1 - sign.x0 })).reverse() }

/** Runs on one base line. Smaller ones that stand raised or lowered beside it belong to it. */
function linesOf (runs: Run[]): Line[] {
  const bucket = (y: number) => Math.floor(y / 4)
  const lines = new Map<number, Line[]>()
  for (const run of runs.filter((r) => r.signs.some(({ text }) => text.trim() !== '')).sort((a, b) => b.size - a.size)) {
    const reach = Math.ceil(Math.min(run.size * 2, 200) / 4)
    let best: Line | undefined
    for (let at = bucket(run.y) - reach; at <= bucket(run.y) + reach; at++) {
      for (const line of lines.get(at) ?? []) {
        if (onLine(run, line) && (!best || Math.abs(run.y - line.y) < Math.abs(run.y - best.y))) best = line
      }
    }
    if (best) best.runs.push(run)
    else lines.set(bucket(run.y), [...(lines.get(bucket(run.y)) ?? []), { runs: [run], y: run.y, size: run.size }])
  }
  return [...lines.values()].flat().sort((a, b) => b.y - a.y)
}

function onLine (run: Run, line: Line): boolean {
  const above = run.y - line.y
  if (Math.abs(above) <= 0.2 * Math.min(run.size, line.size)) return true
  if (above > 0.7 * line.size || above < -0.35 * line.size || run.size > 0.85 * line.size) return false
  return line.runs.some((other) => run.x0 - other.x1 < 0.4 * line.size && other.x0 - run.x1 < 0.4 * line.size && run.x0 > other.x0 - line.size)
}

const gapWide = 1.2

type Part = { runs: Run[], x0: number, x1: number }

/** A line where it has wide gaps: wider than a space in it ever is. */
function split (line: Line): Part[] {
  const runs = line.runs.sort((a, b) => a.x0 - b.x0).flatMap(atGaps)
  const parts: Part[] = []
  for (const run of runs) {
    const [x0, x1] = inked(run)
    const part = parts.at(-1)
    if (part && x0 - part.x1 < gapWide * line.size) {
      part.runs.push(run)
      part.x1 = Math.max(part.x1, x1)
    } else parts.push({ runs: [run], x0, x1 })
  }
  return parts
}

/** A run parted where several spaces bridge a wide gap. */
function atGaps (run: Run): Run[] {
  const parts: Run[] = []
  let from = 0
  let spaceFrom = -1
  for (let i = 0; i <= run.signs.length; i++) {
    const sign = run.signs[i]
    if (sign && sign.text.trim() === '') {
      if (spaceFrom < 0) spaceFrom = i
      continue
    }
    const wide = spaceFrom >= 0 && sign && sign.x0 - run.signs[spaceFrom]!.x0 > gapWide * run.size
    if (sign && !wide) {
      spaceFrom = -1
      continue
    }
    const signs = run.signs.slice(from, spaceFrom >= 0 ? spaceFrom : i)
    if (signs.length > 0) parts.push({ ...run, signs, x0: signs[0]!.x0, x1: signs.at(-1)!.x1 })
    from = i
    spaceFrom = -1
  }
  return parts
}

const inked = ({ signs, x0, x1 }: Run): [number, number] => {
  const seen = signs.filter(({ text }) => text.trim() !== '')
  return seen.length === 0 ? [x0, x1] : [Math.min(...seen.map((s) => s.x0)), Math.max(...seen.map((s) => s.x1))]
}

function pieceOf (part: Part, line: Line, boldFonts: Set<string>, rtl: boolean): Piece {
  const weight = (chosen: (run: Run) => boolean) => part.runs.filter(chosen).reduce((sum, run) => sum + run.signs.length, 0)
  const all = weight(() => true)
  const most = (of: (run: Run) => string | number) => part.runs.reduce((a, b) => weight((r) => of(r) === of(b)) > weight((r) => of(r) === of(a)) ? b : a)
  const seen = signsOf(part.runs, line)
  const share = rtlShare(seen.join(''))
  return {
    text: readingOrder(seen, rtl ? (share > 0 || !/\p{L}/u.test(seen.join('')) ? 'rtl' : 'ltr') : share > 0.5 ? 'rtl' : 'ltr').replace(/\s+/g, ' ').trim(),
    x0: part.x0, x1: part.x1, y: line.y, size: most(({ size }) => size).size, font: most(({ font }) => font).font,
    bold: weight((run) => boldFonts.has(run.font)) > all * 0.6, artifact: weight((run) => run.artifact) > all / 2
  }
}

/** The signs from left to right, with a space wherever a gap is as wide as one. */
function signsOf (runs: Run[], line: Line): string[] {
  const seen: string[] = []
  let before: { x1: number, gap: number, text: string } | undefined
  for (const run of runs) {
    const high = run.size < 0.8 * line.size && run.y > line.y + 0.15 * line.size
    const usual = usualGap(run)
    for (const sign of run.signs) {
      const text = high ? raised(sign.text) : sign.text
      const gap = before ? sign.x0 - before.x1 - before.gap : 0
      const asian = before && han.test(before.text) && han.test(text)
      if (before && gap > Math.max(run.size * (asian ? 0.6 : 0.17), usual * 1.7)) seen.push(' ')
      seen.push(text)
      before = { x1: sign.x1, gap: sign.gap, text }
    }
  }
  return seen
}

const han = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\u3000-\u303F\uFF00-\uFFEF]/u

/** The gap that a spaced-out word has between its letters. */
function usualGap ({ signs }: Run): number {
  if (signs.length < 4) return 0
  const gaps = signs.slice(1).map((sign, i) => sign.x0 - signs[i]!.x1).sort((a, b) => a - b)
  return Math.max(0, gaps[Math.floor(gaps.length / 2)]!)
}
