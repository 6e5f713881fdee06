import type { Piece } from './line.js'

/** Pieces of a page that are read from above to below, between two edges; `notes` stand beside them in the margin. */
export type Flow = { pieces: Piece[], x0: number, x1: number, notes: Note[] }
/** A note in the margin, and the height of its first line. */
export type Note = { lines: string[], y: number }

const piecesMax = 4000
const gutterWidth = 0.8
const columnRows = 4

/** Parts a page into flows in reading order: columns where the text stands in columns, the margin's notes apart. */
export function flowsOf (pieces: Piece[], rtl: boolean): { flows: Flow[], lineNumbers: Piece[] } {
  const { body, notes, lineNumbers } = margins(pieces)
  const placed = body.length > piecesMax
    ? [flowOf(body)]
    : captions(body).flatMap((part) => part.edge === undefined ? columns(part.pieces, rtl, 0).map((flow) => flowOf(flow)) : [flowOf(part.pieces, part.edge)])
  for (const note of notes) placed.find(({ pieces }) => pieces.some((p) => p.y <= note.y + p.size))?.notes.push(note)
  const unplaced = notes.filter((note) => !placed.some((flow) => flow.notes.includes(note)))
  placed.at(-1)?.notes.push(...unplaced)
  return { flows: placed, lineNumbers }
}

const flowOf = (pieces: Piece[], edge = -Infinity): Flow =>
  ({ pieces, x0: Math.min(...pieces.map((p) => p.x0)), x1: Math.max(edge, ...pieces.map((p) => p.x1)), notes: [] })

const divider = /^[)|§:*](?:\s|$)/u
const dividersMin = 3

/** The head of a judgment is parted by a column of `)` or `§` into parties and case: each side is read by itself, up to its `edge`. */
function captions (pieces: Piece[]): { pieces: Piece[], edge?: number }[] {
  const below = (p: Piece) => pieces.filter((q) => q.text[0] === p.text[0] && divider.test(q.text) && Math.abs(q.x0 - p.x0) < 3)
  const first = pieces.find((p) => divider.test(p.text) && below(p).length >= dividersMin)
  if (!first) return pieces.length > 0 ? [{ pieces }] : []
  const column = below(first)
  const [top, bottom] = [column[0]!.y + 2, column.at(-1)!.y - 2]
  const inside = pieces.filter((p) => p.y <= top && p.y >= bottom)
    .map((p) => column.includes(p) ? { ...p, text: p.text.slice(1).trim() } : p).filter(({ text }) => text !== '')
  const sides = [
    { pieces: inside.filter((p) => p.x0 < first.x0 - 3), edge: first.x0 },
    { pieces: inside.filter((p) => p.x0 >= first.x0 - 3), edge: Math.max(...pieces.map((p) => p.x1)) }
  ]
  return [{ pieces: pieces.filter((p) => p.y > top) }, ...sides, ...captions(pieces.filter((p) => p.y < bottom))].filter((part) => part.pieces.length > 0)
}

/** What stands left or right of all long lines: short notes in smaller type, and numbers that count the lines. */
function margins (pieces: Piece[]): { body: Piece[], notes: Note[], lineNumbers: Piece[] } {
  const widest = Math.max(0, ...pieces.map((p) => p.x1 - p.x0))
  const long = pieces.filter((p) => p.x1 - p.x0 > widest * 0.6)
  const left = Math.min(...long.map((p) => p.x0))
  const right = Math.max(...long.map((p) => p.x1))
  const size = long.map((p) => p.size).sort((a, b) => a - b)[Math.floor(long.length / 2)] ?? 0
  const outside = long.length < 5 ? [] : pieces.filter((p) => p.x1 < left - 2 || p.x0 > right + 2)
  const numbers = outside.filter(({ text }) => /^\p{Nd}{1,4}$/u.test(text))
  const lineNumbers = counts(numbers.map(({ text }) => Number(text))) ? numbers : []
  const beside = outside.filter((p) => p.size <= size * 0.95 && /\p{L}{2}/u.test(p.text))
  const apart = new Set([...lineNumbers, ...beside])
  return { body: pieces.filter((p) => !apart.has(p)), notes: notesOf(beside, left), lineNumbers }
}

/** 1, 2, 3 … or 5, 10, 15 … */
const counts = (values: number[]): boolean => values.length >= 5 &&
  values.slice(1).every((value, i) => value - values[i]! === values[1]! - values[0]!) && [1, 5, 10].includes(values[1]! - values[0]!)

function notesOf (pieces: Piece[], left: number): Note[] {
  const notes: (Note & { last: Piece })[] = []
  for (const piece of pieces) {
    const open = notes.findLast(({ last }) => (last.x0 < left) === (piece.x0 < left))
    if (open && open.last.y - piece.y < 1.6 * piece.size) {
      open.lines.push(piece.text)
      open.last = piece
    } else notes.push({ lines: [piece.text], y: piece.y, last: piece })
  }
  return notes.map(({ lines, y }) => ({ lines, y }))
}

/** The pieces of a page, or of a column of it, parted at the gutter between columns, and each side again. */
function columns (pieces: Piece[], rtl: boolean, depth: number): Piece[][] {
  if (depth === 3 || pieces.length < columnRows * 2) return [pieces]
  for (const gutter of gutters(pieces)) {
    const zones = zonesOf(pieces, gutter)
    if (!zones.some((zone) => zone.columns)) continue
    return zones.flatMap((zone) => {
      if (!zone.columns) return [zone.pieces]
      const [left, right] = sides(zone.pieces, gutter)
      return (rtl ? [right, left] : [left, right]).flatMap((side) => columns(side, rtl, depth + 1))
    })
  }
  return [pieces]
}

/** Where gaps between neighbours on a line lie one above the other; the likeliest first. */
function gutters (pieces: Piece[]): number[] {
  const times = new Map<number, number>()
  for (const [i, piece] of pieces.entries()) {
    const next = nextRight(pieces, i)
    if (!next || next.x0 - piece.x1 < gutterWidth * piece.size) continue
    for (let at = Math.ceil(piece.x1 / 2); at <= Math.floor(next.x0 / 2) && at < piece.x1 / 2 + 300; at++) times.set(at, (times.get(at) ?? 0) + 1)
  }
  const likely = [...times].filter(([, count]) => count >= columnRows).sort((a, b) => b[1] - a[1])
  const chosen: number[] = []
  for (const [at] of likely) if (chosen.length < 4 && chosen.every((other) => Math.abs(other - at * 2) > 20)) chosen.push(at * 2)
  return chosen
}

function nextRight (pieces: Piece[], i: number): Piece | undefined {
  const piece = pieces[i]!
  let next: Piece | undefined
  const look = (other: Piece) => { if (other.x0 >= piece.x1 && (!next || other.x0 < next.x0)) next = other }
  for (let j = i - 1; j >= 0 && pieces[j]!.y - piece.y < 0.6 * piece.size; j--) look(pieces[j]!)
  for (let j = i + 1; j < pieces.length && piece.y - pieces[j]!.y < 0.6 * piece.size; j++) look(pieces[j]!)
  return next
}

const sides = (pieces: Piece[], gutter: number): [Piece[], Piece[]] => [pieces.filter((p) => p.x1 <= gutter + 1), pieces.filter((p) => p.x1 > gutter + 1)]

/** Stretches of the page that the gutter parts into columns, and those that it does not. */
function zonesOf (pieces: Piece[], gutter: number): { pieces: Piece[], columns: boolean }[] {
  const zones: { pieces: Piece[], columns: boolean }[] = []
  let open: Piece[] = []
  const close = () => {
    if (open.length === 0) return
    const columns = sides(open, gutter).every(isColumn)
    if (!columns && zones.at(-1)?.columns === false) zones.at(-1)!.pieces.push(...open)
    else zones.push({ pieces: open, columns })
    open = []
  }
  const crosses = (p: Piece) => p.x0 < gutter - 1 && p.x1 > gutter + 1
  for (const piece of pieces) {
    if (crosses(piece)) {
      close()
      if (zones.at(-1)?.columns === false) zones.at(-1)!.pieces.push(piece)
      else zones.push({ pieces: [piece], columns: false })
    } else open.push(piece)
  }
  close()
  return zones
}

/** Whether pieces are lines of running text, which fill their column, and not cells of a table. */
function isColumn (pieces: Piece[]): boolean {
  const rows = new Map<number, { x0: number, x1: number, length: number }>()
  for (const { y, x0, x1, text } of pieces) {
    const row = rows.get(y) ?? { x0, x1, length: 0 }
    rows.set(y, { x0: Math.min(row.x0, x0), x1: Math.max(row.x1, x1), length: row.length + text.length + (text.match(/\p{Script=Han}/gu)?.length ?? 0) })
  }
  if (rows.size < columnRows) return false
  const all = [...rows.values()]
  const width = Math.max(...all.map((r) => r.x1)) - Math.min(...all.map((r) => r.x0))
  return median(all.map((r) => r.length)) >= 16 && median(all.map((r) => (r.x1 - r.x0) / width)) >= 0.6
}

const median = (values: number[]) => values.sort((a, b) => a - b)[Math.floor(values.length / 2)]!
