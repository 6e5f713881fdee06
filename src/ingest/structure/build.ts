import type { ParsedProvision, Warning } from '../../model/parsed.js'
import { makeEIds } from './eid.js'
import type { Mark, ProvisionKind } from './numbering.js'
import type { InSequence } from './sequence.js'
import { containerHeading, headingHabit, isLineAbove, unitHeading, type Habit } from './heading.js'
import type { Line } from './line.js'
import { createNest, type Nested } from './nest.js'

type Draft = Nested & {
  kind: ProvisionKind, number: string, id: string, key: number[], through?: number[] | undefined, parent: number | null
  heading: string | null, texts: string[], page: number | null
}
type Built = { provisions: ParsedProvision[], units: InSequence[], warnings: Warning[] }

/** Makes provisions of the lines, in their order: containers, basic units of a style, and what stands before them as preamble. */
export function buildProvisions (lines: Line[], style: string): Built {
  const drafts: Draft[] = []
  const habit = headingHabit(lines)
  const startsAt = (i: number) => lines[i]!.accepted || (habit.lineAbove && lines[i + 1]?.accepted === true && headedAbove(lines, i + 1))
  const first = lines.findIndex((_, i) => startsAt(i))
  const preamble = lines.slice(0, first)
  if (first > 0) {
    drafts.push({
      kind: 'preamble', style: 'preamble', number: '1', level: undefined, id: '1', key: [], container: false, parent: null, heading: null,
      texts: preamble.map((line) => line.text), page: preamble[0]!.page ?? null
    })
  }
  const place = createNest(drafts)
  for (let i = first; i < lines.length;) {
    const headed = lines[i]!.accepted ? null : lines[i++]!.text
    let end = i + 1
    while (end < lines.length && !startsAt(end)) end++
    const draft = draftOf(lines.slice(i, end), habit, headed)
    drafts.push(placed({ ...draft, parent: place(draft) }, drafts))
    i = end
  }
  return finish(drafts, style)
}

/**
 * What has only a number is a section in the body of an act, and a paragraph in its schedules; the Arabic qism is a part
 * that holds chapters, or a section in a chapter.
 */
function placed (draft: Draft, drafts: Draft[]): Draft {
  if ((draft.style === 'bare' || draft.style === 'plain') && scheduleOf(drafts, draft) !== null) return { ...draft, kind: 'paragraph' }
  const inChapter = draft.parent !== null && drafts[draft.parent]!.kind === 'chapter'
  return draft.style === 'qism' && inChapter ? { ...draft, kind: 'section' } : draft
}

const scheduleOf = (drafts: Draft[], draft: Draft) => above(drafts, draft, ({ kind }) => kind === 'schedule')

/** Numbers begin anew in each schedule, and in parts without a number that begin with a 1 (transitory articles). */
const scopeOf = (drafts: Draft[], draft: Draft) => above(drafts, draft, (container, i) => {
  const first = container.id === '' ? drafts.slice(i, i + 20).find(({ container }) => !container) : undefined
  return container.kind === 'schedule' || first?.key[0] === 1
})

/** The nearest container around a provision that passes a test. */
function above (drafts: Draft[], draft: Draft, test: (container: Draft, i: number) => boolean): number | null {
  let at = draft.parent
  while (at !== null && !test(drafts[at]!, at)) at = drafts[at]!.parent
  return at
}

const headedAbove = (lines: Line[], i: number) => lines[i]!.mark!.role !== 'container' && isLineAbove(lines, i)

function draftOf (lines: Line[], habit: Habit, headed: string | null): Draft {
  const [line, ...rest] = lines as [Line, ...Line[]]
  const mark = line.mark!
  const body = rest.map(({ text }) => text)
  const container = mark.role === 'container'
  const { heading, texts } = container ? containerHeading(mark, body) : headed !== null ? textBelow(mark, body, headed) : unitHeading(line, body, habit)
  const name = nameOf(line.text)
  return {
    kind: mark.kind, style: mark.style, level: line.level, number: mark.number || name, id: mark.id, key: mark.key, through: mark.through,
    heading: mark.number === '' && line.text.length > nameMax ? line.text : heading, texts, page: line.page ?? null,
    container, parent: null
  }
}

/** What stands for the number of a container that has none: its words, where they are few; else the first of them. */
const nameOf = (text: string) => text.length <= nameMax ? text.replace(/\s[-–—]$/, '') : text.slice(0, text.lastIndexOf(' ', nameMax) + 1 || nameMax).trim()

const nameMax = 60

const textBelow = ({ rest }: Mark, body: string[], heading: string) => ({ heading, texts: rest === '' ? body : [rest, ...body] })

function finish (drafts: Draft[], style: string): Built {
  const eIds = makeEIds(drafts)
  const provisions = drafts.map((draft, i): ParsedProvision => ({
    eId: eIds[i]!, kind: draft.kind, number: draft.number, heading: draft.heading, parent: draft.parent === null ? null : eIds[draft.parent]!,
    text: draft.texts.join('\n') || null, page: draft.page
  }))
  const units = drafts.filter((draft) => draft.style === style)
    .map((draft) => ({ key: draft.key, through: draft.through, id: draft.id, scope: String(scopeOf(drafts, draft)) }))
  const empty = provisions.filter(({ text }, i) => text === null && !drafts[i]!.container)
  const warnings: Warning[] = empty.length === 0
    ? []
    : [{ code: 'empty_provision', at: empty[0]!.eId, count: empty.length, detail: empty.map(({ eId }) => eId).join(', ').slice(0, 400) }]
  return { provisions, units, warnings }
}
