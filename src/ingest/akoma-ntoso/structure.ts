import type { ParsedProvision, Warning } from '../../model/parsed.js'
import { documents, lineRules, wrappers } from './element.js'
import { hasPlace, kindOf, lookThrough, placeOf, type Seen } from './role.js'
import { makeEIds, type Numbered } from '../structure/eid.js'
import { inSequence, printedNumber, type PrintedNumber } from '../structure/printed-number.js'
import { sequenceWarnings } from '../structure/sequence.js'
import { linesOf, oneLine } from '../xml/lines.js'
import { childrenOf, type XmlElement } from '../xml/xml.js'

type Node = XmlElement | string
/** Shared by siblings: a heading that stands between them becomes the parent of those after it. */
type Scope = { base: number | null, current: number | null }
type Task = { element: XmlElement, scope: Scope } | { loose: Node[], scope: Scope }
type Draft = PrintedNumber & Numbered & { own: string | null, heading: string | null, lines: string[] }
type Work = { seen: Seen, drafts: Draft[], tasks: Task[], units: number, tables: number }

export type Provisions = {
  provisions: ParsedProvision[]
  /** whether the file marks any unit at all */
  marked: boolean
  /** tables that became text */
  tables: number
  /** remarks that stand in the text because there was no other */
  kept: Set<XmlElement>
  warnings: Warning[]
}

/** The provisions of an Akoma Ntoso document in their order, with the eIds of the file, or made ones where it has none. */
export function provisionsOf (document: XmlElement): Provisions {
  const work: Work = { seen: lookThrough(document), drafts: [], tasks: [], units: 0, tables: 0 }
  plan(document.children, { base: null, current: null }, work)
  for (let task = work.tasks.pop(); task; task = work.tasks.pop()) {
    if ('loose' in task) placeLoose(task.loose, task.scope, work)
    else place(task.element, task.scope, work)
  }
  const { seen, drafts, units, tables } = work
  const { provisions, warnings } = finish(drafts)
  return { provisions, marked: units > 0, tables, kept: seen.kept, warnings: [...warnings, ...numberWarnings(drafts)] }
}

/** Puts the elements that have a place, and the loose text between them, on the list; loose text before the first goes to `first`. */
function plan (nodes: Node[], scope: Scope, work: Work, first?: (loose: Node[]) => void) {
  const tasks: Task[] = []
  let loose: Node[] = []
  const close = () => {
    if (first && tasks.length === 0) first(loose)
    else if (loose.length > 0) tasks.push({ loose, scope })
    loose = []
  }
  for (const node of nodes) {
    if (typeof node === 'string' || !hasPlace(node, work.seen)) loose.push(node)
    else {
      close()
      tasks.push({ element: node, scope })
    }
  }
  close()
  for (const task of tasks.reverse()) work.tasks.push(task)
}

function place (element: XmlElement, scope: Scope, work: Work) {
  const role = placeOf(element, work.seen)
  if (role === 'through') return plan(element.children, { base: scope.current, current: scope.current }, work)
  const draft = draftOf(element)
  const content = insideDocuments(element).filter((c) => typeof c === 'string' || !headings.has(c.name))
  if (role === 'unit') draft.lines = textLines(content, element, work)
  // Nothing is printed of it: a preface that only holds a table of contents.
  if (role === 'unit' && draft.lines.length === 0 && draft.number === '' && draft.heading === null) return
  if (draft.kind !== 'preamble' && element.name !== 'conclusions') work.units++
  if (role === 'lone') {
    const heading = linesOf(element.children, lineRules()).join(' — ') || null
    scope.current = work.drafts.push({ ...draft, container: true, parent: scope.base, heading }) - 1
    return
  }
  if (role === 'container' || element.name === 'level') scope.current = scope.base
  const index = work.drafts.push({ ...draft, container: role === 'container', parent: scope.current }) - 1
  if (role === 'container') plan(content, { base: index, current: index }, work, (loose) => { work.drafts[index]!.lines = textLines(loose, element, work) })
}

/** What is in an element; of an attachment, what is in the document attached. */
const insideDocuments = (element: XmlElement): Node[] => element.children.flatMap((c) => {
  if (typeof c === 'string' || !documents.has(c.name)) return [c]
  return c.children.flatMap((inner) => typeof inner !== 'string' && wrappers.has(inner.name) ? inner.children : [inner])
})

function placeLoose (nodes: Node[], scope: Scope, work: Work) {
  const lines = textLines(nodes, undefined, work)
  if (lines.length === 0) return
  const elements = nodes.filter((n) => typeof n !== 'string')
  const own = elements.length === 1 ? eIdOf(elements[0]!) : null
  work.drafts.push({ kind: 'other', own, number: '', id: '', key: [], container: false, parent: scope.current, heading: null, lines })
}

const headings = new Set(['num', 'heading', 'subheading'])

function draftOf (element: XmlElement): Draft {
  const printed = (name: string) => oneLine(childrenOf(element, name).flatMap((e) => e.children), lineRules())
  const [num, heading, subheading] = [printed('num'), printed('heading'), printed('subheading')]
  const kind = kindOf(element)
  const base = { kind, own: eIdOf(element), container: false, parent: null, lines: [] }
  // Schedules are often numbered in their heading only.
  const inHeading = num === '' && kind === 'schedule' ? printedNumber(heading) : null
  if (inHeading?.id && /^\S{1,20}$/.test(inHeading.number)) return { ...base, ...inHeading, heading: subheading || null }
  const { number, id, key } = printedNumber(num)
  return { ...base, number, id, key, heading: [heading, subheading].filter(Boolean).join(' — ') || null }
}

/** As the file has it: `id` in old drafts. */
const eIdOf = ({ attributes: { eId, id, wId } }: XmlElement): string | null => eId || id || wId || null

const textLines = (nodes: Node[], owner: XmlElement | undefined, work: Work): string[] =>
  linesOf(nodes, lineRules({ kept: work.seen.kept, onTable: () => { work.tables++ } }), owner)

function finish (drafts: Draft[]): { provisions: ParsedProvision[], warnings: Warning[] } {
  const made = makeEIds(drafts)
  const used = new Set<string>()
  const repeats = new Map<string, number>()
  const eIds: string[] = []
  const changed: string[] = []
  for (const [i, { own, parent }] of drafts.entries()) {
    const wanted = own ?? made[i]!
    const base = used.has(wanted) && parent !== null ? `${eIds[parent]}__${wanted}` : wanted
    let eId = base
    for (let n = repeats.get(base) ?? 2; used.has(eId); n++) {
      eId = `${base}_${n}`
      repeats.set(base, n + 1)
    }
    if (own && eId !== own) changed.push(own)
    used.add(eId)
    eIds.push(eId)
  }
  const provisions = drafts.map(({ kind, number, heading, parent, lines }, i): ParsedProvision =>
    ({ eId: eIds[i]!, kind, number, heading, parent: parent === null ? null : eIds[parent]!, text: lines.join('\n') || null, page: null }))
  const detail = `eIds that are used twice: ${changed.join(', ')}`.slice(0, 300)
  return { provisions, warnings: changed.length > 0 ? [{ code: 'schema_fault', at: changed[0]!.slice(0, 200), count: changed.length, detail }] : [] }
}

/** What is odd in the numbers of the commonest kind of unit, counted anew in each schedule or, where that is less odd, in each container. */
function numberWarnings (drafts: Draft[]): Warning[] {
  const units = drafts.filter((d) => !d.container && d.key.length > 0)
  const counts = new Map<string, number>()
  for (const { kind } of units) counts.set(kind, (counts.get(kind) ?? 0) + 1)
  const commonest = [...counts].sort((a, b) => b[1] - a[1])[0]?.[0]
  const told = [scheduleOf, (parent: number | null) => parent].map((scopeOf) => sequenceWarnings(
    units.filter(({ kind }) => kind === commonest).flatMap((unit) => inSequence(unit, String(scopeOf(unit.parent, drafts))))))
  return told.sort((a, b) => odd(a) - odd(b))[0]!
}

const odd = (warnings: Warning[]) => warnings.reduce((sum, { count }) => sum + count, 0)

function scheduleOf (parent: number | null, drafts: Draft[]): number | null {
  let at = parent
  while (at !== null && drafts[at]!.kind !== 'schedule') at = drafts[at]!.parent
  return at
}
