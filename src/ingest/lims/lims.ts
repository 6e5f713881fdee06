import { Refused, type ParsedDocument, type ParsedProvision, type Parser, type Warning } from '../../model/parsed.js'
import { makeEIds, type Numbered } from '../structure/eid.js'
import { detectLanguage } from '../text/language.js'
import { isLeftOut, limsFacts, limsLineRules, limsWarnings } from './element.js'
import type { ProvisionKind } from '../structure/numbering.js'
import { inSequence, printedNumber, type PrintedNumber } from '../structure/printed-number.js'
import { sequenceWarnings } from '../structure/sequence.js'
import { linesOf, oneLine } from '../xml/lines.js'
import { childrenOf, readXml, type XmlElement } from '../xml/xml.js'

type Draft = PrintedNumber & Numbered & { heading: string | null, nodes: XmlElement[] }
type Heading = { index: number, level: number }

/**
 * Reads an Act or a regulation of Canada in the XML of its Department of Justice, English or French. Throws Refused as
 * readXml does, `lying_type` for other XML and `empty` for a law without text.
 */
export const parseLims: Parser = async ({ bytes, language: named }) => {
  const { root, warnings } = readXml(bytes, named ?? null)
  if (root.name !== 'Statute' && root.name !== 'Regulation') throw new Refused('lying_type', `The root of the XML is ${root.name}, not Statute or Regulation`)
  const drafts = draftsOf(root)
  let tables = 0
  const { provisions, odd } = finish(drafts, () => { tables++ })
  if (!provisions.some((p) => p.text !== null)) throw new Refused('empty', 'The law holds no text')
  const declared = /^(en|fr)$/.exec(root.attributes.lang ?? '')?.[0] ?? null
  const language = named ? { code: named, confidence: 1, declared } : detectLanguage(provisions.map((p) => p.text ?? '').join('\n'), declared)
  return {
    format: 'lims', documentType: 'law', facts: limsFacts(root), language, structure: 'marked', confidence: odd.length > 0 ? 0.9 : 1,
    provisions, warnings: [...warnings, ...limsWarnings(root, tables), ...odd], ocrPages: [], pages: null
  } satisfies ParsedDocument
}

function draftsOf (root: XmlElement): Draft[] {
  const drafts: Draft[] = []
  for (const part of childrenOf(root)) {
    if (part.name === 'Introduction' || part.name === 'Order' || part.name === 'Preamble') {
      drafts.push({ ...empty('preamble'), nodes: [part] })
    } else if (part.name === 'Body') addFlow(part, null, drafts)
    else if (part.name === 'Schedule' && !isLeftOut(part)) addSchedule(part, drafts)
  }
  return drafts
}

const empty = (kind: ProvisionKind): Draft => ({ kind, number: '', id: '', key: [], container: false, parent: null, heading: null, nodes: [] })

function addSchedule (schedule: XmlElement, drafts: Draft[]) {
  const heads = childrenOf(schedule, 'ScheduleFormHeading').flatMap((head) => childrenOf(head))
  const titles = heads.filter(({ name }) => name === 'TitleText').map(line)
  const index = drafts.push({
    ...empty('schedule'), ...printedNumber(heads.filter(({ name }) => name === 'Label').map(line).join(' ')),
    heading: titles.join(' — ') || null, nodes: heads.filter(({ name }) => name !== 'Label' && name !== 'TitleText')
  }) - 1
  addFlow(schedule, index, drafts)
}

/** What only groups a part of a schedule: its headings and sections count as the schedule's own. */
const groups = new Set(['DocumentInternal', 'RegulationPiece', 'BillPiece', 'SectionPiece', 'FormGroup'])

/** Headings, sections and what stands between them; headings hold what follows up to the next of their level. */
function addFlow (flow: XmlElement, base: number | null, drafts: Draft[]) {
  const open: Heading[] = []
  const waiting = childrenOf(flow).reverse()
  for (let element = waiting.pop(); element; element = waiting.pop()) {
    const parent = open.at(-1)?.index ?? base
    if (groups.has(element.name)) for (const inner of childrenOf(element).reverse()) waiting.push(inner)
    else if (element.name === 'Heading' || element.name === 'GroupHeading') addHeading(element, base, open, drafts)
    else if (element.name === 'Section') drafts.push(sectionOf(element, parent))
    else if (element.name !== 'ScheduleFormHeading') addLoose(element, parent, drafts)
  }
}

function addHeading (element: XmlElement, base: number | null, open: Heading[], drafts: Draft[]) {
  const level = Number(/\d/.exec(element.attributes.level ?? element.attributes['format-ref'] ?? '')?.[0] ?? 1)
  while (open.length > 0 && open.at(-1)!.level >= level) open.pop()
  const label = childrenOf(element, 'Label').map(line).join(' ')
  const titles = childrenOf(element, 'TitleText').map(line).join(' — ')
  const kind = containerKinds.find(([word]) => word.test(label))?.[1] ?? 'other'
  const parent = open.at(-1)?.index ?? base
  if (base !== null) drafts[base]!.container = true
  const draft = { ...empty(kind), ...(kind === 'other' ? {} : printedNumber(label)), container: true, parent }
  const index = drafts.push({ ...draft, heading: (kind === 'other' ? [label, titles].filter(Boolean).join(' ') : titles) || null }) - 1
  open.push({ index, level })
}

/** What English laws call a division is a section in French, and its sections are articles: they are named alike here. */
const containerKinds: [RegExp, ProvisionKind][] = [
  [/^part/i, 'part'], [/^(division|section)\b/i, 'division'], [/^(chapter|chapitre)/i, 'chapter'], [/^(title|titre)/i, 'title'],
  [/^(book|livre)/i, 'book'], [/^(schedule|annexe)/i, 'schedule']
]

const sectionOf = (element: XmlElement, parent: number | null): Draft => ({
  ...empty('section'), ...decimal(printedNumber(childrenOf(element, 'Label').map(line).join(' '))), parent,
  heading: childrenOf(element, 'MarginalNote').map(line).join(' — ') || null,
  nodes: childrenOf(element).filter(({ name }) => name !== 'Label' && name !== 'MarginalNote')
})

/** Sections put in later are numbered as fractions are: 38.1, 38.11, 38.2. */
function decimal (printed: PrintedNumber): PrintedNumber {
  const [, whole, fraction] = /^(\d+)(\.\d+)$/.exec(printed.id) ?? []
  return fraction ? { ...printed, key: [Number(whole), Number(`0${fraction}`)] } : printed
}

/** Text outside sections belongs to the heading or schedule above it, unless a section came between. */
function addLoose (element: XmlElement, parent: number | null, drafts: Draft[]) {
  const last = drafts.length - 1
  if (parent === last || (last >= 0 && drafts[last]!.kind === 'other' && drafts[last]!.parent === parent)) drafts[last]!.nodes.push(element)
  else if (linesOf([element], limsLineRules()).length > 0) drafts.push({ ...empty('other'), parent, nodes: [element] })
}

const line = (element: XmlElement): string => oneLine(element.children, limsLineRules())

function finish (drafts: Draft[], onTable: () => void): { provisions: ParsedProvision[], odd: Warning[] } {
  const eIds = makeEIds(drafts)
  const provisions = drafts.map(({ kind, number, heading, parent, nodes }, i): ParsedProvision => ({
    eId: eIds[i]!, kind, number, heading, parent: parent === null ? null : eIds[parent]!, text: linesOf(nodes, limsLineRules(onTable)).join('\n') || null, page: null
  }))
  const sections = drafts.filter((d) => d.kind === 'section' && d.key.length > 0)
  return { provisions, odd: sequenceWarnings(sections.flatMap((d) => inSequence(d, scopeOf(d, drafts)))) }
}

/** Numbers begin anew in each schedule. */
function scopeOf (draft: Draft, drafts: Draft[]): string {
  let at = draft.parent
  while (at !== null && drafts[at]!.kind !== 'schedule') at = drafts[at]!.parent
  return String(at)
}
