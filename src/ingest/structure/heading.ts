import { beginsSmall, type Mark } from './numbering.js'
import type { Line } from './line.js'

/** Where a document puts the headings of its basic units, which all or none of them have; `firstSentence` may differ by container. */
export type Habit = { lineAbove: boolean, onNextLine: boolean, firstSentence: Set<Line> }
type Split = { heading: string | null, texts: string[] }

const headingMax = 200
/** Scripts without capitals say in fewer letters what a heading says, and in as few what a sentence says. */
const caselessMax = 80
const ends = /[.:;,。：；，،؛؟?!»”]$/
const unitsMin = 3

/** Looks at all basic units together: one short line could be anything, in most of them it is the heading. */
export function headingHabit (lines: Line[]): Habit {
  const units = lines.flatMap((line, i) => line.accepted && line.mark!.role !== 'container' ? [i] : [])
  const most = (some: number[], test: (i: number) => boolean) => some.length > 0 && some.filter(test).length > some.length * 0.6
  const alone = units.filter((i) => lines[i]!.mark!.rest === '')
  return {
    lineAbove: units.length >= unitsMin && most(units, (i) => isLineAbove(lines, i) && !isHeading(lines[i]!.mark!.rest)),
    onNextLine: alone.length > 1 && most(alone, (i) => isHeading(lines[i + 1]?.text ?? '') && !lines[i + 1]!.accepted && lines[i + 2]?.accepted === false),
    firstSentence: new Set(byContainer(lines).filter((some) => some.length >= unitsMin).flatMap((some) => {
      const headed = some.filter((line) => firstSentence(line.mark!.rest) !== null)
      return headed.length > some.length * 0.6 ? headed : []
    }))
  }
}

/** The basic units with words on their line, those of one container together. */
function byContainer (lines: Line[]): Line[][] {
  const groups: Line[][] = [[]]
  for (const line of lines) {
    if (!line.accepted) continue
    if (line.mark!.role === 'container') groups.push([])
    else if (line.mark!.rest !== '') groups.at(-1)!.push(line)
  }
  return groups
}

const aboveMax = 120

/** Whether the line before a basic unit can be its heading: marked as one, or a short one in capitals and the unit's text behind the number. */
export function isLineAbove (lines: Line[], i: number): boolean {
  const above = lines[i - 1]
  if (!above || above.accepted) return false
  if (above.level !== undefined) return isHeading(above.text.replace(/\.$/, ''))
  return isHeading(above.text) && above.text.length <= aboveMax && /^\p{Lu}/u.test(above.text) && lines[i]!.mark!.rest !== ''
}

/** The heading and the text of a container: its own line, or the next ones where it holds only the number. */
export function containerHeading (mark: Mark, body: string[]): Split {
  if (mark.rest !== '') return { heading: mark.rest, texts: body }
  const whole = body.length <= 3 && body.every(isHeading) && body.join(' ').length <= headingMax
  if (body.length > 0 && whole && mark.id !== '') return { heading: body.join(' '), texts: [] }
  if (body[0] !== undefined && isHeading(body[0]) && mark.id !== '') return { heading: body[0], texts: body.slice(1) }
  return { heading: null, texts: body }
}

/** The heading and the text of a basic unit. */
export function unitHeading (line: Line, body: string[], habit: Habit): Split {
  const { rest, style } = line.mark!
  if (rest === '') {
    return habit.onNextLine && body.length > 1 && isHeading(body[0]!) ? { heading: body[0]!, texts: body.slice(1) } : { heading: null, texts: body }
  }
  const bracket = /^[【（(](?<heading>[^】）)]{1,60})[】）)]\s{0,3}(?<text>.*)$/su.exec(rest)?.groups
  if (bracket && (style === 'han' || bracket.text === '') && (bracket.text || body.length > 0)) {
    return { heading: bracket.heading!, texts: [...(bracket.text ? [bracket.text] : []), ...body] }
  }
  const sentence = habit.firstSentence.has(line) ? firstSentence(rest) : capitals(rest)
  if (sentence) return { heading: sentence.heading, texts: [sentence.text, ...body] }
  const sentenceGoesOn = line.level === undefined && body[0] !== undefined && beginsSmall(body[0])
  if (body.length > 0 && !sentenceGoesOn && (line.level !== undefined ? rest.length <= 300 : style !== 'han' && isHeading(rest))) return { heading: rest, texts: body }
  return { heading: null, texts: [rest, ...body] }
}

/** A short line that is no sentence and no item of a list. */
const isHeading = (text: string): boolean => text !== '' && text.length <= (/\p{Lu}/u.test(text) ? headingMax : caselessMax) && !ends.test(text) && !beginsSmall(text) && !/^[\p{Nd}(（–—•-]/u.test(text)

/** `Object. This law …`, `Short title.— This Act …`: a heading before a sentence on the same line. */
function firstSentence (rest: string): { heading: string, text: string } | null {
  const found = /^(?<heading>\p{Lu}[^.:;\d]{2,90}?)(?:\.\s?[-–—]+|\.|:)\s?(?<text>["“«(]?[\p{Lu}\d(].*)$/su.exec(rest)?.groups
  return found && found.heading!.split(/\s+/).length <= 14 ? { heading: found.heading!, text: found.text! } : null
}

/** `ACCESS WITHOUT RIGHT. Whoever …` */
function capitals (rest: string): { heading: string, text: string } | null {
  const found = /^(?<heading>[\p{Lu}\d][\p{Lu}\d\s,;()'’“”"«»/-]{5,200}?)[.:][-–—\s]*(?<text>["“«(]?\p{Lu}.*)$/su.exec(rest)?.groups
  return found && /\p{Lu}{3}/u.test(found.heading!) ? { heading: found.heading!.trim(), text: found.text! } : null
}
