import {
  basicUnits, debateSections, documents, fronts, groups, hierarchy, isEditorial, lineRules, quotations, speeches, wrappers
} from './element.js'
import type { ProvisionKind } from '../structure/numbering.js'
import { linesOf, oneLine } from '../xml/lines.js'
import { childrenOf, descendants, type XmlElement } from '../xml/xml.js'

/** What can only be known of an element when the whole document was seen. */
export type Seen = {
  judgment: boolean
  /** elements that hold basic units of another name than their own */
  holders: Set<XmlElement>
  /** in judgments, lists whose items are the numbered paragraphs, and these items */
  numbered: Set<XmlElement>
  /** remarks of editors in elements that say nothing else: [repealed] */
  kept: Set<XmlElement>
}

/**
 * `through`: only what is in it counts; `lone`: a heading between those that it is the heading of; `container`; `unit`: a
 * provision with all that is in it as its text.
 */
export type Place = 'through' | 'lone' | 'container' | 'unit'

/** Looks through a document for what its elements are. */
export function lookThrough (document: XmlElement): Seen {
  const judgment = document.name === 'judgment'
  const numbered = new Set<XmlElement>()
  for (const part of judgment ? descendants(document, quotations) : []) {
    if (!wrappers.has(part.name)) continue
    const lists = childrenOf(part, 'blockList').filter((list) => childrenOf(list, 'item').some(beginsWithDigit))
    for (const element of lists.flatMap((list) => [list, ...childrenOf(list, 'item')])) numbered.add(element)
  }
  const isUnit = (element: XmlElement) => judgment ? element.name === 'paragraph' && beginsWithDigit(element) : basicUnits.has(element.name)
  return { judgment, numbered, kept: loneRemarks(document), holders: holdersOf(document, isUnit) }
}

/** Whether an element has a place of its own among the provisions; else it is text. */
export const hasPlace = (element: XmlElement, { numbered }: Seen): boolean => (placed.has(element.name) && !isEditorial(element)) || numbered.has(element)

const placed = new Set([
  ...[hierarchy, wrappers, fronts, documents, debateSections, speeches].flatMap((names) => [...names]), 'attachment', 'component', 'conclusions', 'crossHeading'
])

/** What an element with a place is there. */
export function placeOf (element: XmlElement, seen: Seen): Place {
  const { name } = element
  if (wrappers.has(name) || documents.has(name) || name === 'blockList') return 'through'
  if (name === 'crossHeading') return 'lone'
  const bare = childrenOf(element, 'num', 'heading').length === 0
  if (bare && name === 'level' && seen.judgment && isShortText(element)) return 'lone'
  if (!holdsPlaces(element, seen)) return 'unit'
  return bare && name !== 'attachment' && name !== 'component' ? 'through' : 'container'
}

function holdsPlaces (element: XmlElement, { holders }: Seen): boolean {
  const { name, attributes } = element
  if (holders.has(element)) return true
  if (debateSections.has(name)) return childrenOf(element).some((c) => debateSections.has(c.name) || speeches.has(c.name))
  if (name === 'attachment' || name === 'component') return throughDocuments(element).some((c) => hierarchy.has(c.name))
  const isGroup = groups.has(name) || (name === 'hcontainer' && (groupNames.test(attributes.name ?? '') || childrenOf(element, 'num').length === 0))
  return isGroup && childrenOf(element).some((c) => hierarchy.has(c.name))
}

const groupNames = /crosshead|schedule|annex|appendix/i

const throughDocuments = (element: XmlElement): XmlElement[] =>
  childrenOf(element, ...documents).flatMap((d) => childrenOf(d, ...wrappers)).flatMap((b) => childrenOf(b))

/** One heading, or two that follow each other: the unnumbered paragraphs of judgments are longer. */
function isShortText (element: XmlElement): boolean {
  if (childrenOf(element).some((c) => hierarchy.has(c.name))) return false
  const lines = linesOf(element.children, lineRules())
  return lines.length > 0 && lines.length < 3 && lines.every((line) => line.length <= 200)
}

const beginsWithDigit = (element: XmlElement) => /^[[(]?\d/.test(oneLine(childrenOf(element, 'num').flatMap((n) => n.children), lineRules()))

function holdersOf (document: XmlElement, isUnit: (element: XmlElement) => boolean): Set<XmlElement> {
  const holders = new Set<XmlElement>()
  const open: { element: XmlElement, names: Set<string> }[] = []
  const waiting: (XmlElement | null)[] = [document]
  while (waiting.length > 0) {
    const next = waiting.pop()
    if (next) {
      open.push({ element: next, names: new Set() })
      waiting.push(null)
      for (const child of childrenOf(next).reverse()) if (!quotations.has(child.name)) waiting.push(child)
      continue
    }
    const { element, names } = open.pop()!
    if (hierarchy.has(element.name) && [...names].some((name) => name !== element.name)) holders.add(element)
    if (isUnit(element)) names.add(element.name)
    for (const name of names) open.at(-1)?.names.add(name)
  }
  return holders
}

function loneRemarks (document: XmlElement): Set<XmlElement> {
  const lone = new Set<XmlElement>()
  for (const element of descendants(document, quotations)) {
    if (!hierarchy.has(element.name) || childrenOf(element).some((c) => hierarchy.has(c.name))) continue
    const content = childrenOf(element).filter((c) => !['num', 'heading', 'subheading'].includes(c.name))
    const remarks = content.flatMap((c) => [...descendants(c, quotations)]).filter((c) => c.name === 'remark')
    if (remarks.length > 0 && linesOf(content, lineRules()).length === 0) for (const remark of remarks) lone.add(remark)
  }
  return lone
}

const kinds: Record<string, ProvisionKind> = {
  book: 'book', tome: 'book', part: 'part', subpart: 'part', title: 'title', subtitle: 'title', chapter: 'chapter', subchapter: 'chapter',
  division: 'division', subdivision: 'division', section: 'section', article: 'article', rule: 'rule', clause: 'clause', paragraph: 'paragraph',
  attachment: 'schedule', component: 'schedule', coverPage: 'preamble', preface: 'preamble', preamble: 'preamble', header: 'preamble', item: 'paragraph'
}

/** What kind of provision an element is. */
export const kindOf = ({ name, attributes }: XmlElement): ProvisionKind =>
  name === 'hcontainer' && /schedule|annex|appendix/i.test(attributes.name ?? '') ? 'schedule' : kinds[name] ?? 'other'
