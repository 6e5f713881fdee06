import { isReference } from './numbering.js'
import { isMarked, mostly, type Line } from './line.js'

const headingMax = 250

/**
 * Accepts the headings of containers: where the format marks headings, only marked lines; else short lines that go on as
 * no reference does. The basic units are accepted before.
 */
export function acceptContainers (lines: Line[]) {
  const units = lines.filter(({ accepted }) => accepted)
  const containers = lines.filter(({ mark, quoted }) => mark?.role === 'container' && !quoted)
  const levelled = mostly(units, isMarked) || mostly(containers, ({ level }) => level !== undefined)
  for (const line of containers) {
    if (line === containers[0] && isLawNumber(lines, line)) continue
    const heading = line.text.length <= headingMax && !isReference(line.mark!) && !/[;,；，؛،]$/.test(line.text)
    line.accepted = line.level !== undefined || (heading && (!levelled || line.mark!.kind === 'schedule' || line.mark!.id === ''))
  }
  for (const line of unnumbered(lines, units, containers)) acceptUnnumbered(line)
}

/** Marked headings without a number: those as high as containers, and those right above a unit that is no lower. */
function unnumbered (lines: Line[], units: Line[], containers: Line[]): Line[] {
  const levels = (some: Line[]) => some.flatMap(({ accepted, level }) => accepted && level !== undefined ? [level] : [])
  const deepest = Math.min(Math.max(0, ...levels(containers)), ...levels(units).map((level) => level - 1))
  const free = (line: Line) => !line.mark && !line.quoted && line.level !== undefined && line.text.length <= headingMax
  const unitBelow = (i: number) => lines[i + 1]?.accepted === true && lines[i + 1]!.mark!.role === 'unit' ? lines[i + 1]! : null
  const above = lines.filter((line, i) => free(line) && unitBelow(i))
  return lines.filter((line, i) => {
    if (i === 0 || !free(line) || headsContainer(lines[i - 1]!)) return false
    // Where most units have a marked line above them, these are the headings of units.
    if (unitBelow(i) && above.length > units.length * 0.6) return false
    return line.level! <= deepest || line.level! <= (unitBelow(i)?.level ?? 0)
  })
}

const headsContainer = ({ accepted, mark }: Line) => accepted && mark!.role === 'container' && mark!.rest === '' && mark!.id !== ''

/** Revised editions number whole laws as chapters: `CHAPTER 16`, `THE LAMPS ACT`. Other chapters are none then. */
function isLawNumber (lines: Line[], line: Line): boolean {
  const next = lines[lines.indexOf(line) + 1]
  const law = /(?:^|\s)(?:ACT|ORDINANCE|CODE|DECREE)\W{0,3}$/.test(next?.text ?? '') && !next!.mark
  return law && line.mark!.kind === 'chapter' && line.mark!.rest === '' && lines.filter(({ mark }) => mark?.kind === 'chapter' && !isReference(mark)).length === 1
}

const partNames = /(?:^|\s)(?:partie|teil|parte|часть|part)(?:$|\s)/i

/** A marked heading without a number that stands above the articles: `Allgemeiner Teil`, `附则`. */
function acceptUnnumbered (line: Line) {
  const part = partNames.test(line.text)
  line.mark = { kind: part ? 'part' : 'other', role: 'container', style: part ? 'part' : 'other', number: '', id: '', key: [], sign: '', rest: '' }
  line.accepted = true
}
