import { readPart } from './xml.js'
import { isOn, type Style } from './style.js'
import { written } from './list-number.js'

/** One level of a list: how its number is written, and when it starts again. */
type Level = { start: number, format: string, text: string, legal: boolean, gap: string, restartAfter?: number, styleId?: string }
type Abstract = { levels: Map<number, Level>, styleLink?: string }
type Num = { abstractId: string, starts: Map<number, number>, levels: Map<number, Level> }
type Lists = { abstracts: Map<string, Abstract>, nums: Map<string, Num> }

/** What a paragraph says of its own number; its style says the rest. */
type NumberedParagraph = { styleId?: string, style: Style, numId?: string, numberLevel?: number }

export type Numberer = {
  /** The number that Word prints before the paragraph, with what follows it; empty where it prints none. To be asked in the order of the text. */
  next: (paragraph: NumberedParagraph) => string
  /** ways of writing numbers that are not known here: they were written in digits */
  unknownFormats: Set<string>
}

/** Word knows no more levels, and no longer numbers. */
const levelsMax = 9
const labelMax = 255

/** Counts as Word does: the numbers of automatic lists are nowhere in the text. */
export function createNumberer (bytes: Buffer | undefined, styleOf: (id: string) => Style): Numberer {
  const lists = bytes ? readLists(bytes) : { abstracts: new Map(), nums: new Map() }
  const counters = new Map<string, number[]>()
  const begun = new Set<string>()
  const unknownFormats = new Set<string>()
  return {
    unknownFormats,
    next (paragraph) {
      const numId = paragraph.numId ?? paragraph.style.numId ?? ''
      const num = lists.nums.get(numId)
      if (!num) return ''
      const abstractId = linked(lists, num.abstractId, styleOf)
      const abstract = lists.abstracts.get(abstractId)
      const at = paragraph.numberLevel ?? levelOfStyle(abstract, paragraph.styleId) ?? paragraph.style.numberLevel ?? 0
      const levelAt = (i: number) => num.levels.get(i) ?? abstract?.levels.get(i)
      if (!(at >= 0 && at < levelsMax) || !levelAt(at)) return ''
      if (!counters.has(abstractId)) counters.set(abstractId, [])
      const counts = counters.get(abstractId)!
      if (!begun.has(numId)) for (const [i, start] of num.starts) counts[i] = start - (i === at ? 1 : 0)
      begun.add(numId)
      count(counts, at, levelAt)
      return label(counts, at, levelAt, unknownFormats)
    }
  }
}

/** One more on this level; the levels below begin again. */
function count (counts: number[], at: number, levelAt: (i: number) => Level | undefined) {
  for (let i = 0; i <= at; i++) counts[i] ??= (levelAt(i)?.start ?? 1) - (i === at ? 1 : 0)
  counts[at]!++
  for (let i = at + 1; i < counts.length; i++) {
    const restartAfter = levelAt(i)?.restartAfter
    if (restartAfter === undefined || at < restartAfter) delete counts[i]
  }
}

function label (counts: number[], at: number, levelAt: (i: number) => Level | undefined, unknown: Set<string>): string {
  const { text, legal, gap, format } = levelAt(at)!
  if (format === 'bullet') return `•${gap}`
  const printed = text.replace(/%([1-9])/g, (_, digit) => {
    const level = levelAt(Number(digit) - 1)
    if (!level) return ''
    const value = counts[Number(digit) - 1] ?? level.start
    const number = written(value, legal ? 'decimal' : level.format)
    if (number === null) unknown.add(level.format)
    return number ?? String(value)
  })
  return printed.trim() === '' ? '' : printed + gap
}

/** A list may stand for the one that a numbering style names. */
function linked (lists: Lists, abstractId: string, styleOf: (id: string) => Style): string {
  const link = lists.abstracts.get(abstractId)?.styleLink
  const numId = link === undefined ? undefined : styleOf(link).numId
  return lists.nums.get(numId ?? '')?.abstractId ?? abstractId
}

function levelOfStyle (abstract: Abstract | undefined, styleId: string | undefined): number | undefined {
  if (!abstract || styleId === undefined) return undefined
  return [...abstract.levels].find(([, level]) => level.styleId === styleId)?.[0]
}

function readLists (bytes: Buffer): Lists {
  const lists: Lists = { abstracts: new Map(), nums: new Map() }
  let abstract: Abstract | undefined
  let num: Num | undefined
  let level: Level | undefined
  let overridden = 0
  readPart(bytes, {
    open (name, attribute) {
      const value = attribute('val') ?? ''
      if (name === 'w:abstractNum') lists.abstracts.set(attribute('abstractNumId') ?? '', abstract = { levels: new Map() })
      else if (name === 'w:num') lists.nums.set(attribute('numId') ?? '', num = { abstractId: '', starts: new Map(), levels: new Map() })
      else if (name === 'w:abstractNumId' && num) num.abstractId = value
      else if (name === 'w:lvlOverride') overridden = Number(attribute('ilvl'))
      else if (name === 'w:startOverride' && overridden < levelsMax) num?.starts.set(overridden, startOf(value))
      else if (name === 'w:numStyleLink' && abstract) abstract.styleLink = value
      else if (name === 'w:lvl') {
        level = { start: 1, format: 'decimal', text: '', legal: false, gap: ' ' };
        (num ?? abstract)?.levels.set(Number(attribute('ilvl')), level)
      } else if (level) readLevel(level, name, attribute)
    },
    close (name) {
      if (name === 'w:abstractNum') abstract = undefined
      if (name === 'w:num') num = undefined
      if (name === 'w:lvl') level = undefined
    }
  })
  return lists
}

function readLevel (level: Level, name: string, attribute: (local: string) => string | undefined) {
  const value = attribute('val') ?? ''
  if (name === 'w:start') level.start = startOf(value)
  else if (name === 'w:numFmt') level.format = value
  else if (name === 'w:lvlText') level.text = value.slice(0, labelMax)
  else if (name === 'w:isLgl') level.legal = isOn(value)
  else if (name === 'w:suff') level.gap = value === 'nothing' ? '' : ' '
  else if (name === 'w:lvlRestart') level.restartAfter = Number(value)
  else if (name === 'w:pStyle') level.styleId = value
}

const startOf = (value: string): number => /^\d{1,6}$/.test(value) ? Number(value) : 1
