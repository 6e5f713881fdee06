import type { Block, ParsedDocument, ParsedProvision, Warning } from '../../model/parsed.js'
import { readMark, readPlainMark } from './numbering.js'
import { quotedLines } from './quotation.js'
import { follows, sequenceWarnings, type InSequence } from './sequence.js'
import { buildProvisions } from './build.js'
import { headingHabit } from './heading.js'
import { chunks, underHeadings } from './none.js'
import { mostly, type Line } from './line.js'
import { selectMarks } from './select.js'

type Structured = Pick<ParsedDocument, 'structure' | 'confidence'> & { provisions: ParsedProvision[], warnings: Warning[], title: string | null }

/**
 * Splits paragraphs in reading order into provisions by headings and numbers. Every word of the blocks is in the title,
 * a number, a heading or a text, once; where no numbering is found the text is cut into pieces and `no_structure` told.
 */
export function structureBlocks (blocks: Block[], options: { language: string | null }): Structured {
  const lines = linesOf(blocks)
  const selected = selectMarks(lines, options.language)
  const title = titleOf(lines)
  const body = lines.slice(title === null ? 0 : 1)
  if (!selected) return { ...withoutNumbers(body), title }
  const kept = body.filter((line) => !line.dropped)
  const { provisions, units, warnings } = buildProvisions(kept, selected.style)
  const headings = mostly(kept.filter(({ accepted, mark }) => accepted && mark!.style === selected.style), ({ level }) => level !== undefined)
  return {
    provisions, title, structure: headings ? 'headings' : 'numbering', confidence: confidenceOf(units, headings),
    warnings: [...selected.warnings, ...sequenceWarnings(units), ...warnings]
  }
}

function withoutNumbers (lines: Line[]): Omit<Structured, 'title'> {
  const headed = underHeadings(lines)
  return headed
    ? { provisions: headed, structure: 'headings', confidence: 0.5, warnings: [] }
    : { ...chunks(lines), structure: 'none', confidence: 0.1 }
}

function linesOf (blocks: Block[]): Line[] {
  const lines: Line[] = []
  for (const block of blocks) {
    for (const part of block.text.split('\n')) {
      const text = part.trim()
      if (text !== '') lines.push({ ...block, text, mark: readMark(text) ?? readPlainMark(text), quoted: false, accepted: false, dropped: false })
    }
  }
  for (const i of quotedLines(lines.map((line) => line.text))) {
    const line = lines[i]!
    line.quoted = true
    line.mark ??= readMark(line.text.replace(/^[“„«「『"]\s?/, ''))
  }
  return lines
}

const titleMax = 400

/** The title is a heading at the very beginning, or a short first line that is no sentence, no number and not the heading of the first article. */
function titleOf (lines: Line[]): string | null {
  const [line] = lines
  if (!line || line.mark || line.dropped || line.text.length > titleMax) return null
  if (line.level !== undefined) return line.text
  return /[.;:,。；：，،؛]$/.test(line.text) || line.text.length > 250 || headingHabit(lines).lineAbove ? null : line.text
}

/** The share of units that follow the one before in number, most of all. */
function confidenceOf (units: InSequence[], headings: boolean): number {
  const sound = units.filter((unit, i) => i === 0 || unit.scope !== units[i - 1]!.scope || follows(units[i - 1]!.key, unit.key)).length / units.length
  return Math.round((headings ? 0.95 : 0.9) * (0.2 + 0.8 * sound) * Math.min(1, 0.6 + units.length / 10) * 100) / 100
}
