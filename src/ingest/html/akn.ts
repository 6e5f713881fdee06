import type { DefaultTreeAdapterTypes as Tree } from 'parse5'
import { eId as eIdShape } from '../../model/common.js'
import type { Block, ParsedDocument, ParsedProvision } from '../../model/parsed.js'
import { readPage, type PageOptions } from './block.js'
import type { Look } from './style.js'
import { attribute, classesOf, walk, type Element } from './tree.js'
import { readMark, type ProvisionKind } from '../structure/numbering.js'
import { sequenceWarnings, type InSequence } from '../structure/sequence.js'

type Marked = Pick<ParsedDocument, 'documentType' | 'structure' | 'confidence' | 'provisions' | 'warnings'> & { facts: { title: string | null } }
type Found = { element: Element, kind: ProvisionKind, eId: string, parent: string | null }

const containers = new Map<string, ProvisionKind>(Object.entries({
  book: 'book', part: 'part', subpart: 'part', title: 'title', subtitle: 'title', chapter: 'chapter', subchapter: 'chapter', division: 'division',
  subdivision: 'division', attachment: 'schedule', schedule: 'schedule', preamble: 'preamble'
}))
const units = new Set<ProvisionKind>(['section', 'article', 'rule', 'clause', 'paragraph'])
const looks: [string, Look][] = [['.akn-p', { block: true }], ['.akn-heading', { block: true, level: 6 }], ['.akn-subheading', { block: true }]]

/**
 * Provisions of a page that shows an Akoma Ntoso document (`class="akn-section" id="sec_3"`), with the document's own
 * eIds and hierarchy; null where it shows none.
 */
export function readAknPage (root: Tree.ParentNode, options: PageOptions): Marked | null {
  const found = provisionsIn(root)
  if (!found.some(({ kind }) => units.has(kind))) return null
  const elements = new Set(found.map(({ element }) => element))
  const all = {
    ...options, looks: new Map([...options.looks, ...looks]),
    isNumber: (element: Element) => classesOf(element).includes('akn-num')
  }
  const whole = documentIn(root)
  const before = readPage(whole, { ...all, skip: (element) => elements.has(element) })
  const inSequence: InSequence[] = []
  const provisions = found.map(({ element, kind, eId, parent }): ParsedProvision => {
    const page = readPage(element, { ...all, skip: (inner) => inner !== element && elements.has(inner) })
    const { number, heading, text } = splitHeading(page.blocks)
    const mark = readMark(page.blocks[0]?.text.split('\n')[0] ?? '')
    if (units.has(kind) && mark) inSequence.push({ key: mark.key, id: mark.id, scope: scopeOf(eId) })
    return { eId, kind, number, heading, parent, text, page: null }
  })
  const title = before.blocks.find(({ level }) => level === 1)?.text.replaceAll('\n', ' ') ?? null
  const rest = before.blocks.filter(({ text }) => text.replaceAll('\n', ' ') !== title).map(({ text }) => text).join('\n')
  if (rest !== '') provisions.unshift({ eId: freeId('preface_1', found), kind: 'preamble', number: '1', heading: null, parent: null, text: rest, page: null })
  return { documentType: 'law', structure: 'marked', confidence: 0.98, provisions, warnings: sequenceWarnings(inSequence), facts: { title } }
}

/** The numbers of a schedule begin anew. */
const scopeOf = (eId: string) => /^(att|sched|schedule)_[^_]+/.exec(eId)?.[0] ?? ''

const freeId = (eId: string, found: Found[]) => found.some((f) => f.eId === eId) ? `${eId}_text` : eId

/** Containers, and the basic units that stand in no other; the first of two with one eId. */
function provisionsIn (root: Tree.ParentNode): Found[] {
  const found: Found[] = []
  const open: { eId: string, unit: boolean }[] = []
  const closers: (() => void)[] = []
  const seen = new Set<string>()
  walk(root, {
    enter (element) {
      const one = open.at(-1)?.unit ? null : provisionAt(element)
      const isNew = one !== null && !seen.has(one.eId)
      closers.push(() => { if (isNew) open.pop() })
      if (!isNew) return true
      seen.add(one.eId)
      found.push({ ...one, element, parent: open.at(-1)?.eId ?? null })
      open.push({ eId: one.eId, unit: units.has(one.kind) })
      return true
    },
    leave: () => closers.pop()!()
  })
  return found
}

function provisionAt (element: Element): { kind: ProvisionKind, eId: string } | null {
  for (const name of classesOf(element)) {
    if (!name.startsWith('akn-')) continue
    const kind = containers.get(name.slice(4)) ?? [...units].find((unit) => unit === name.slice(4))
    const eId = attribute(element, 'data-eid') || attribute(element, 'id')
    if (kind && eIdShape.safeParse(eId).success) return { kind, eId }
  }
  return null
}

/** The element that holds the document, without the page around it. */
function documentIn (root: Tree.ParentNode): Tree.ParentNode {
  let document: Element | null = null
  walk(root, {
    enter (element) {
      if (/^akn-(akomaNtoso|act|bill|doc|judgment|debate)$/i.test(classesOf(element)[0] ?? '') || element.tagName === 'la-akoma-ntoso') document ??= element
      return document === null
    }
  })
  return document ?? root
}

/** The first lines are headings: the number with or without its word, and the words, on one line or two. */
function splitHeading (blocks: Block[]): { number: string, heading: string | null, text: string | null } {
  const headed = blocks[0]?.level !== undefined
  const lines = headed ? blocks[0]!.text.split('\n') : [blocks[0]?.text ?? '']
  const rest = blocks.slice(1).map(({ text }) => text)
  const mark = readMark(lines[0]!)
  const textOf = (more: string[]) => more.filter((line) => line !== '').join('\n') || null
  if (!headed) return mark ? { number: mark.number, heading: null, text: textOf([mark.rest, ...rest]) } : { number: '', heading: null, text: textOf([...lines, ...rest]) }
  const heading = [mark ? mark.rest : lines[0]!, ...lines.slice(1)].filter((line) => line !== '').join(' ')
  return { number: mark ? mark.number || lines[0]!.slice(0, 60) : '', heading: heading || null, text: textOf(rest) }
}
