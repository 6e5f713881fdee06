import { beginsSmall, isReference } from './numbering.js'
import { compareKeys, follows } from './sequence.js'
import { isMarked, mostly, type Line } from './line.js'

/** The lines that may begin a basic unit whose number stands behind a word: `Article 12`, `§ 3`, `第十二条`. */
export function wordChain (lines: Line[], style: string): Line[] {
  const marked = lines.filter((line) => line.mark?.style === style)
  const open = marked.filter((line) => !line.quoted)
  if (mostly(open.filter((line) => !isReference(line.mark!)), isMarked)) return markedChain(open)
  const chain: Line[] = []
  let nextOpen = 0
  for (const line of marked) {
    const mark = line.mark!
    const last = chain.at(-1)?.mark!.key
    const rises = last ? follows(last, mark.key) : mark.key[0] === 1
    if (!line.quoted) nextOpen++
    if (line.quoted && !(rises && closesGap(line, open[nextOpen]))) continue
    if (repeatsHeading(chain.at(-1), line)) continue
    // Where the space behind 第十二条 was lost, only the order of numbers tells a heading from a reference.
    const spaceLost = style === 'han' && mark.sign === '' && !/^[第规規的之、，和所]/.test(mark.rest)
    if (line.level !== undefined || !isReference(mark) || (spaceLost && rises)) {
      line.quoted = false
      chain.push(line)
    }
  }
  return chain
}

/** Marked headings, and among them unmarked ones whose number is missed there. */
function markedChain (lines: Line[]): Line[] {
  const chain: Line[] = []
  for (const [i, line] of lines.entries()) {
    const last = chain.at(-1)?.mark!.key
    const next = lines.slice(i + 1).find(isMarked)
    const missed = last && next && !isReference(line.mark!) && follows(last, line.mark!.key) && !follows(last, next.mark!.key) &&
      follows(line.mark!.key, next.mark!.key)
    if (isMarked(line) || missed) chain.push(line)
  }
  return chain
}

/** The number that a marked heading gave already, printed once more at the beginning of its text. */
const repeatsHeading = (last: Line | undefined, line: Line) =>
  last?.level !== undefined && line.level === undefined && last.mark!.id === line.mark!.id

/** A quotation that was never closed swallows articles: this one is missed outside, and the next outside goes on from it. */
const closesGap = (line: Line, next: Line | undefined) =>
  !/^[“„«「『"]/.test(line.text) && next !== undefined && follows(line.mark!.key, next.mark!.key)

const startsMax = 20
const headingsMin = 3

/**
 * The lines that may begin a basic unit which has only a number: `14. Heading`. They must rise by one; of the chains that
 * begin at a 1 the longest is taken, and of equal ones (a table of contents and the text) that with most text. None where
 * lists begin anew so often that the numbers are those of items.
 */
export function bareChain (lines: Line[], style: string): Line[] {
  const all = lines.flatMap((line, at) => line.mark?.style === style && !line.quoted ? [{ line, at }] : [])
  const headings = all.filter(({ line }) => isMarked(line))
  const marked = headings.length >= headingsMin && isFirst(headings[0]!.line) ? headings : all
  const schedules = lines.flatMap((line, at) => line.mark?.kind === 'schedule' && !line.quoted && !isReference(line.mark) ? [at] : [])
  const starts = marked.flatMap(({ line }, i) => isFirst(line) ? [i] : []).slice(0, startsMax)
  let best: Line[] = []
  let most = 0
  for (const start of starts) {
    const chain = chainFrom(marked.slice(start), schedules)
    const worth = chain.length + chain.filter(({ at }) => !lines[at + 1]?.mark).length
    if (worth <= most) continue
    best = chain.map(({ line }) => line)
    most = worth
  }
  const lists = starts.filter((start) => !best.includes(marked[start]!.line)).length
  return lists >= listsMin && lists > best.length / 3 ? [] : best
}

const listsMin = 3
const gapMax = 5
const headedGapMax = 50

type Marked = { line: Line, at: number }

const isFirst = (line: Line) => line.mark!.key.length === 1 && line.mark!.key[0] === 1

/** Follows the numbers from the first on, past lists that begin anew within. */
function chainFrom (marked: Marked[], schedules: number[]): Marked[] {
  const chain: Marked[] = []
  let last: number[] | null = null
  let nested: number[] | null = null
  for (const [i, { line, at }] of marked.entries()) {
    const { key } = line.mark!
    if (chain.length > 0 && schedules.some((schedule) => schedule > chain.at(-1)!.at && schedule < at)) last = last && isFirst(line) ? null : last
    const goesOn: boolean = last ? follows(last, key) : isFirst(line)
    const inList = nested !== null && follows(nested, key)
    if ((goesOn && !(inList && looksLikeItem(line))) || (last !== null && !inList && resumes(marked, i, chain))) {
      chain.push(marked[i]!)
      last = key
      nested = null
    } else if (isFirst(line) || inList) nested = key
  }
  return chain
}

/**
 * After numbers that were repealed or not read: the next ones go on from here, and what is missed does not come later.
 * Headings show better than sentences that a number is no item of a list.
 */
function resumes (marked: Marked[], i: number, chain: Marked[]): boolean {
  const last = chain.at(-1)!.line.mark!.key
  const { line } = marked[i]!
  const { key } = line.mark!
  const headed = [...chain.slice(-2), marked[i]!].every((mark) => looksLikeHeading(mark.line))
  if (compareKeys(last, key) >= 0 || key[0]! - last[0]! > (headed ? headedGapMax : gapMax)) return false
  const later = marked.slice(i + 1, i + 30).map((mark) => mark.line.mark!.key)
  return (headed || later.length === 0 || later.some((next) => follows(key, next))) &&
    !later.some((next) => follows(last, next) && compareKeys(next, key) < 0)
}

/** Whether a number's words look like a heading rather than a sentence or an item. */
export const looksLikeHeading = ({ level, mark }: Line): boolean =>
  level !== undefined || (mark!.rest.length > 2 && mark!.rest.length <= 120 && !/[.:;,。；，،؛]$/.test(mark!.rest) && !beginsSmall(mark!.rest))

const looksLikeItem = ({ text, mark, level }: Line) => level === undefined && (/[;,；،؛]$/.test(text) || beginsSmall(mark!.rest))

const islandMax = 60

/**
 * Articles of another law that an amending law inserts without quotation marks: behind a colon the numbers leap, and
 * later go on where they were left.
 */
export function insertedElsewhere (lines: Line[], chain: Line[]): Set<Line> {
  const inserted = new Set<Line>()
  const before = new Map<Line, string>()
  let previous = ''
  for (const line of lines) {
    before.set(line, previous)
    previous = line.text
  }
  for (let i = 1; i < chain.length; i++) {
    const last = chain[i - 1]!.mark!.key
    const { key } = chain[i]!.mark!
    if (follows(last, key) || key[0] === 1 || !/[:：]$/.test(before.get(chain[i]!)!)) continue
    const end = chain.slice(i, i + islandMax).findIndex((line) => follows(last, line.mark!.key))
    if (end === -1) continue
    for (const line of chain.slice(i, i + end)) inserted.add(line)
    i += end
  }
  return inserted
}
