import type { Warning } from '../../model/parsed.js'
import { dropContents } from './contents.js'
import { isReference } from './numbering.js'
import { compareKeys } from './sequence.js'
import { bareChain, insertedElsewhere, looksLikeHeading, wordChain } from './chain.js'
import { acceptContainers } from './container.js'
import { mostly, type Line } from './line.js'

export type Selected = { style: string, warnings: Warning[] }

type Chain = { style: string, chain: Line[] }

/** Decides which lines begin a provision, and in which style the basic units are numbered; null where none are. */
export function selectMarks (lines: Line[], language: string | null): Selected | null {
  settleSections(lines, language)
  const styles = [...new Set(lines.filter(({ mark, quoted }) => mark?.role === 'unit' && !quoted).map(({ mark }) => mark!.style))]
  const chains = styles.map((style) => ({ style, chain: isBare(style) ? bareChain(lines, style) : wordChain(lines, style) }))
    .filter((candidate) => plausible(lines, candidate)).sort((a, b) => b.chain.length - a.chain.length)
  const best = choose(lines, chains.find(({ style }) => !isBare(style)), chains.find(({ style }) => isBare(style)))
  if (!best) return null
  const inserted = insertedElsewhere(lines, best.chain)
  for (const line of best.chain) if (!inserted.has(line)) line.accepted = true
  acceptContainers(lines)
  for (const { style, chain } of chains) if (style !== best.style && !isBare(style)) acceptInSchedules(lines, best.chain, chain)
  return { style: best.style, warnings: [...dropContents(lines), ...quotedWarning(lines, best.style, inserted)] }
}

const isBare = (style: string) => style === 'bare' || style === 'plain' || style === 'clause' || style === 'han-item'

/**
 * Of articles and bare numbers the ones that begin first are the law's own; bare numbers that do stand before articles are
 * an act whose schedule holds a treaty, or recitals.
 */
function choose (lines: Line[], worded: Chain | undefined, bare: Chain | undefined): Chain | undefined {
  if (!worded || !bare) return worded ?? bare
  const places = new Map(lines.map((line, i) => [line, i]))
  const at = (line: Line | undefined) => places.get(line!) ?? 0
  const [firstWorded, firstBare] = [at(worded.chain[0]), at(bare.chain[0])]
  if (firstWorded < firstBare || mostly(worded.chain, ({ level }) => level !== undefined)) return worded
  const before = bare.chain.filter((line) => at(line) < firstWorded)
  const schedule = lines.slice(at(before.at(-1)), firstWorded).some(({ mark }) => mark?.kind === 'schedule' && !isReference(mark))
  if (schedule) return bare
  return before.length === bare.chain.length ? longer(lines, firstBare, firstWorded, bare, worded) : bare.chain.length > worded.chain.length ? bare : worded
}

const longer = (lines: Line[], first: number, second: number, a: Chain, b: Chain) =>
  letters(lines.slice(first, second)) > letters(lines.slice(second)) ? a : b

const letters = (lines: Line[]) => lines.reduce((sum, { text }) => sum + text.length, 0)

/** "Section" is a basic unit, but a container in French and where articles stand in it. */
function settleSections (lines: Line[], language: string | null) {
  const count = (style: string) => lines.filter(({ mark, quoted }) => mark?.style === style && !quoted && !isReference(mark)).length
  const holds = language === 'fr' || count('article') > count('section')
  for (const { mark } of lines) if (mark?.role === 'either') mark.role = holds ? 'container' : 'unit'
}

/** Whether lines that begin with numbers are the text's own: they rise, begin at 1 or are many, and most of the text is theirs. */
function plausible (lines: Line[], { style, chain }: Chain): boolean {
  const [first] = chain
  if (!first) return false
  const levelled = chain.filter((line) => line.level !== undefined).length * 2 > chain.length
  const falling = chain.filter((line, i) => i > 0 && line.mark!.key[0] !== 1 && compareKeys(chain[i - 1]!.mark!.key, line.mark!.key) >= 0).length
  const fromOne = first.mark!.key[0] === 1
  const share = (some: Line[]) => letters(some) / letters(lines)
  const before = share(lines.slice(0, lines.indexOf(first)))
  if (falling > chain.length * 0.4) return false
  if (style === 'plain') return chain.length >= 5 && before < 0.5 && mostly(chain, (line) => looksLikeHeading(line) || /[^.]\.$/.test(line.text))
  const last = lastUnit(lines, chain)
  if (style === 'bare' && !levelled && chain.length < 6 && (share(last) > 0.6 || share(lines.slice(lines.indexOf(first), lines.indexOf(last.at(-1)!))) < 0.3)) return false
  const contained = lines.some(({ mark, level }) => mark?.role === 'container' && level !== undefined)
  if (chain.length < 3) return (levelled || (fromOne && (style !== 'bare' || contained))) && before < 0.6
  return levelled || fromOne || (chain.length >= 5 && before < 0.5)
}

/** The lines of the last unit of a chain, as far as they may be its own. */
function lastUnit (lines: Line[], chain: Line[]): Line[] {
  const from = lines.indexOf(chain.at(-1)!)
  const schedule = lines.findIndex((line, i) => i > from && line.mark?.kind === 'schedule' && !isReference(line.mark))
  return lines.slice(from, schedule === -1 ? undefined : schedule)
}

/** Articles in a schedule to an act of sections are a treaty, or a model: provisions too. */
function acceptInSchedules (lines: Line[], main: Line[], chain: Line[]) {
  const last = lines.indexOf(main.at(-1)!)
  const schedule = lines.findIndex((line, i) => i > last && line.accepted && line.mark!.kind === 'schedule')
  if (schedule === -1 || lines.indexOf(chain[0]!) < schedule || chain.length < 3) return
  for (const line of chain) line.accepted = true
}

function quotedWarning (lines: Line[], style: string, inserted: Set<Line>): Warning[] {
  const quoted = lines.filter((line) => inserted.has(line) || (line.quoted && line.mark?.style === style && !isReference(line.mark)))
  return quoted.length === 0
    ? []
    : [{ code: 'quoted_provisions', at: quoted[0]!.at ?? null, count: quoted.length, detail: quoted.map((l) => l.mark!.number).join(', ').slice(0, 400) }]
}
