import type { DefaultTreeAdapterTypes as Tree } from 'parse5'
import type { Block } from '../../model/parsed.js'
import { written } from '../docx/list-number.js'
import { reasonToDrop, type Reason } from './drop.js'
import { lookOf, type Look } from './style.js'
import { attribute, classesOf, textBelow, walk, type Element } from './tree.js'
import { cleaned, raised } from '../text/inline.js'
import { boldLevel } from '../text/bold.js'
import { readMark } from '../structure/numbering.js'
import { tableBlocks, type Rows } from '../text/table.js'

/** How often something was left out, or tables were made lines. */
type PageCounts = Record<Exclude<Reason, 'silent'> | 'tables', number>
export type Page = { blocks: Block[], counts: PageCounts }

export type PageOptions = {
  looks: Map<string, Look>
  /** false: menus, banners and the like are read as text too */
  dropFurniture: boolean
  /** elements that the caller reads by themselves */
  skip?: (element: Element) => boolean
  /** elements that only hold the number of what follows */
  isNumber?: (element: Element) => boolean
}

const blockElements = new Set([
  'address', 'article', 'aside', 'blockquote', 'body', 'caption', 'center', 'dd', 'details', 'dialog', 'dir', 'div', 'dl', 'dt', 'fieldset', 'figcaption',
  'figure', 'footer', 'form', 'h1', 'h2', 'h3', 'h4', 'h5', 'h6', 'header', 'hgroup', 'hr', 'legend', 'li', 'main', 'menu', 'nav', 'ol', 'p', 'pre', 'search',
  'section', 'summary', 'table', 'tbody', 'td', 'tfoot', 'th', 'thead', 'tr', 'ul'
])
const mainParts = new Set(['main', 'article'])
/** A class that calls a paragraph a heading; one by which all of it is bold does so too. */
const headingName = /(^|[-_])(title|titre|titulo|titolo|titel|heading|rubric|rubrica|ti-art|sti-art)([-_]?\d)?$/i
/** A class of an element that holds a number, which the publisher's own style sheet sets apart from what follows. */
const numberName = /(^|[-_])(num|nr|no|number|enbez)$|number$|p\dno$/i
const headingMax = 1000
const headingLevel = 7

type List = { ordered: boolean, format: string, next: number }
type Table = { rows: Rows, outer: Block[] }
type State = {
  page: Page
  sink: Block[]
  text: string
  level: number | undefined
  raisedIn: number
  bold: boolean
  /** whether the paragraph is bold by its class */
  boldBlock: boolean
  /** whether a letter of the paragraph is not bold */
  plain: boolean
  preIn: number
  mainIn: number
  lists: List[]
  /** the number of a list's item, until its first paragraph is there */
  marker: string
  tables: Table[]
  /** what to undo when the element is left */
  undo: (() => void)[]
}

/** The paragraphs of a page in order: text and structure only, with the numbers that lists print and tables as lines. */
export function readPage (root: Tree.ParentNode, options: PageOptions): Page {
  const page: Page = { blocks: [], counts: { hidden: 0, deleted: 0, furniture: 0, note: 0, noteText: 0, image: 0, tables: 0 } }
  const state: State = {
    page, sink: page.blocks, text: '', level: undefined, raisedIn: 0, bold: false, boldBlock: false, plain: false, preIn: 0, mainIn: 0, lists: [], marker: '', tables: [], undo: []
  }
  walk(root, {
    enter: (element) => enter(state, element, options),
    leave: () => state.undo.pop()!(),
    text: (text) => {
      state.text += lettersOf(state, text)
      if (!state.bold && state.raisedIn === 0 && /[\p{L}\p{N}]/u.test(text)) state.plain = true
    }
  })
  flush(state)
  return page
}

function lettersOf ({ raisedIn, preIn }: State, text: string): string {
  const flat = preIn > 0 ? text : text.replace(/[\n\r\f]+/g, ' ')
  return raisedIn > 0 ? raised(flat) : flat
}

function enter (state: State, element: Element, options: PageOptions): boolean {
  if (options.skip?.(element)) {
    flush(state)
    return false
  }
  if (options.isNumber?.(element)) {
    state.marker = `${state.marker} ${textBelow(element)}`
    return false
  }
  const look = lookFor(element, options.looks)
  const reason = reasonToDrop(element, look, state.mainIn === 0)
  if (reason && (reason !== 'furniture' || options.dropFurniture)) {
    if (reason !== 'silent') state.page.counts[reason]++
    return false
  }
  const name = element.tagName
  if (name === 'br') state.text += '\n'
  const isBlock = blockElements.has(name) || look.block === true
  if (isBlock) flush(state)
  const undo = [...openings(state, element, look)]
  const isNumber = !isBlock && classesOf(element).some((c) => numberName.test(c))
  state.undo.push(() => {
    if (isNumber) state.text += ' '
    if (isBlock) flush(state)
    for (const one of undo) one()
  })
  return true
}

/** What an element begins, each with how to end it. */
function * openings (state: State, element: Element, look: Look): Generator<() => void> {
  const name = element.tagName
  const level = levelOf(element, look)
  if (level !== undefined) yield replaced(state, 'level', level)
  const bold = name === 'b' || name === 'strong' ? true : look.bold
  if (bold !== undefined) yield replaced(state, 'bold', bold)
  if (name === 'p' || name === 'div') yield replaced(state, 'boldBlock', bold === true)
  if (name === 'sup' || look.raised) yield within(state, 'raisedIn')
  if (name === 'pre') yield within(state, 'preIn')
  if (mainParts.has(name) || attribute(element, 'role') === 'main') yield within(state, 'mainIn')
  if (name === 'ol' || name === 'ul') yield openList(state, element, look)
  if (name === 'li') yield openItem(state, element)
  if (name === 'table') yield openTable(state)
  if (name === 'tr') state.tables.at(-1)?.rows.push([])
  if ((name === 'td' || name === 'th') && state.tables.length > 0) {
    state.sink = []
    state.tables.at(-1)!.rows.at(-1)?.push(state.sink)
  }
}

function within (state: State, what: 'raisedIn' | 'preIn' | 'mainIn'): () => void {
  state[what]++
  return () => { state[what]-- }
}

function replaced<K extends 'level' | 'bold' | 'boldBlock'> (state: State, what: K, value: State[K]): () => void {
  const before = state[what]
  state[what] = value
  return () => { state[what] = before }
}

function levelOf (element: Element, look: Look): number | undefined {
  if (/^h[1-6]$/.test(element.tagName)) return Number(element.tagName[1])
  if (attribute(element, 'role') === 'heading') return Number(/^[1-9]$/.exec(attribute(element, 'aria-level'))?.[0] ?? 2)
  if (look.level !== undefined) return look.level
  if (element.tagName !== 'p' && element.tagName !== 'div') return undefined
  return classesOf(element).some((c) => headingName.test(c)) ? headingLevel : undefined
}

const listFormats = new Map(Object.entries({ a: 'lowerLetter', A: 'upperLetter', i: 'lowerRoman', I: 'upperRoman' }))

function openList (state: State, element: Element, look: Look): () => void {
  const start = /^-?\d{1,5}$/.exec(attribute(element, 'start'))
  const ordered = element.tagName === 'ol' && !look.unmarked && !element.attrs.some((a) => a.name === 'reversed')
  state.lists.push({ ordered, format: listFormats.get(attribute(element, 'type')) ?? 'decimal', next: start ? Number(start[0]) : 1 })
  return () => { state.lists.pop() }
}

function openItem (state: State, element: Element): () => void {
  const list = state.lists.at(-1)
  if (list?.ordered) {
    const value = /^\d{1,5}$/.exec(attribute(element, 'value'))
    if (value) list.next = Number(value[0])
    state.marker = `${state.marker} ${written(list.next++, list.format)}.`
  }
  return () => { state.marker = '' }
}

function openTable (state: State): () => void {
  const table: Table = { rows: [], outer: state.sink }
  state.tables.push(table)
  return () => {
    state.tables.pop()
    const { blocks, isTable } = tableBlocks(table.rows)
    if (isTable) state.page.counts.tables++
    state.sink = table.outer
    for (const block of blocks) state.sink.push(block)
  }
}

/** Ends the paragraph that is being read. */
function flush (state: State) {
  const text = cleaned(state.text)
  const marked = state.marker === '' || ownNumber.test(text) || readMark(text) ? text : cleaned(`${state.marker} ${text}`)
  const level = state.level ?? (state.plain ? undefined : state.boldBlock ? headingLevel : boldLevel(marked))
  state.text = ''
  state.plain = false
  if (text === '') return
  state.marker = ''
  state.sink.push({ text: marked, ...(level === undefined || (level === headingLevel && text.length > headingMax) ? {} : { level }) })
}

/** An item that begins with its own number is not given another. */
const ownNumber = /^[([（]?(\p{Nd}{1,4}|\p{L}|[ivxlc]{1,6})[.)\]）、]/u

function lookFor (element: Element, looks: Map<string, Look>): Look {
  const look: Look = {}
  if (looks.size > 0) {
    const id = attribute(element, 'id')
    for (const key of [...classesOf(element).map((c) => `.${c}`), ...(id ? [`#${id}`] : [])]) Object.assign(look, looks.get(key), looks.get(element.tagName + key))
  }
  const style = attribute(element, 'style')
  return style === '' ? look : Object.assign(look, lookOf(style))
}
