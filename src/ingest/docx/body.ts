import type { Block } from '../../model/parsed.js'
import { boldLevel } from '../text/bold.js'
import type { Numberer } from './number.js'
import { isOn, levelOf, type Style } from './style.js'
import { readPart } from './xml.js'
import { cleaned, raised } from '../text/inline.js'
import { tableBlocks, type Rows } from '../text/table.js'

/** What a document's body holds besides its paragraphs: how often. */
type BodyCounts = { notes: number, images: number, tables: number, contents: number, imported: number, hidden: number, changes: number }
export type Body = { blocks: Block[], counts: BodyCounts, title: string | null }

type Paragraph = { text: string, styleId?: string, level?: number, numId?: string, numberLevel?: number, joinsNext: boolean, plain: boolean }
type Table = { rows: Rows, outer: Block[], rowDeleted: boolean }
type Attribute = (local: string) => string | undefined

/** What the reader knows at one place of the body. Nothing grows with the depth but the lists of what is open. */
type State = {
  body: Body
  styleOf: (id: string | undefined) => Style
  numberer: Numberer
  sink: Block[]
  tables: Table[]
  /** more than one is open where a text box stands inside the paragraph that it is anchored to */
  paragraphs: Paragraph[]
  /** the text of a paragraph whose mark was deleted: it goes on in the next one */
  carried: string
  /** how many elements are open that are left out with all they hold */
  skipping: number
  properties: 'paragraph' | 'row' | null
  run: { hidden: boolean, raised: boolean, bold: boolean | null }
  inText: boolean
  /** for each open field, whether its instruction is being read, not its result */
  fields: boolean[]
}

/** Deleted or moved away, an older form of the same, or said twice: no part of the text as it stands. */
const skipped = new Set([
  'w:del', 'w:moveFrom', 'mc:Fallback', 'w:rt', 'w:pPrChange', 'w:rPrChange', 'w:tblPrChange', 'w:trPrChange', 'w:tcPrChange', 'w:sectPrChange', 'w:numberingChange'
])

/** Changes that somebody has still to accept. */
const changes = new Set(['w:ins', 'w:del', 'w:moveFrom', 'w:moveTo'])

/** The paragraphs of a document's main part in order, with the numbers and the tables that Word would show. */
export function readBody (bytes: Buffer, styleOf: (id: string | undefined) => Style, numberer: Numberer): Body {
  const body: Body = { blocks: [], counts: { notes: 0, images: 0, tables: 0, contents: 0, imported: 0, hidden: 0, changes: 0 }, title: null }
  const state: State = {
    body, styleOf, numberer, sink: body.blocks, tables: [], paragraphs: [], carried: '', skipping: 0, properties: null,
    run: { hidden: false, raised: false, bold: null }, inText: false, fields: []
  }
  readPart(bytes, {
    open (name, attribute) {
      if (changes.has(name) && state.skipping === 0) body.counts.changes++
      if (name === 'w:del' && state.skipping === 0) markDeleted(state)
      if (state.skipping > 0 || skipped.has(name)) state.skipping++
      else opened.get(name)?.(state, attribute)
    },
    text (text) {
      if (state.inText && state.skipping === 0) add(state, text)
    },
    close (name) {
      if (state.skipping > 0) state.skipping--
      else closed.get(name)?.(state)
    }
  })
  return body
}

/** The mark of a deleted paragraph or row is written with the same word as deleted text. */
function markDeleted ({ properties, paragraphs, tables }: State) {
  if (properties === 'paragraph' && paragraphs.length > 0) paragraphs.at(-1)!.joinsNext = true
  if (properties === 'row' && tables.length > 0) tables.at(-1)!.rowDeleted = true
}

function add ({ body, paragraphs, run, fields, styleOf }: State, text: string) {
  const paragraph = paragraphs.at(-1)
  const worded = /[\p{L}\p{N}]/u.test(text)
  if (run.hidden && worded) body.counts.hidden++
  if (!paragraph || run.hidden || fields.includes(true)) return
  paragraph.text += run.raised ? raised(text) : text
  if (!worded) return
  if (!(run.bold ?? styleOf(paragraph.styleId).bold)) paragraph.plain = true
}

const inRun = (set: (run: State['run'], attribute: Attribute) => void) => (state: State, attribute: Attribute) => {
  if (state.properties === null) set(state.run, attribute)
}
const inParagraph = (set: (paragraph: Paragraph, value: string) => void) => (state: State, attribute: Attribute) => {
  if (state.properties === 'paragraph' && state.paragraphs.length > 0) set(state.paragraphs.at(-1)!, attribute('val') ?? '')
}
const counted = (what: keyof BodyCounts) => (state: State) => { state.body.counts[what]++ }
const sign = (text: string) => (state: State) => { if (state.properties === null) add(state, text) }
const startText = (state: State) => { state.inText = true }
const endText = (state: State) => { state.inText = false }
const endProperties = (state: State) => { state.properties = null }

const opened = new Map<string, (state: State, attribute: Attribute) => void>(Object.entries({
  'w:p': (state) => { state.paragraphs.push({ text: '', joinsNext: false, plain: false }) },
  'w:pPr': (state) => { state.properties = 'paragraph' },
  'w:pStyle': inParagraph((paragraph, value) => { paragraph.styleId = value }),
  'w:outlineLvl': inParagraph((paragraph, value) => { paragraph.level = levelOf(value) ?? 0 }),
  'w:numId': inParagraph((paragraph, value) => { paragraph.numId = value }),
  'w:ilvl': inParagraph((paragraph, value) => { paragraph.numberLevel = Number(value) }),
  'w:r': (state) => { state.run = { hidden: false, raised: false, bold: null } },
  'w:vanish': inRun((run, attribute) => { run.hidden = isOn(attribute('val') ?? '') }),
  'w:b': inRun((run, attribute) => { run.bold = isOn(attribute('val') ?? '') }),
  'w:vertAlign': inRun((run, attribute) => { run.raised = attribute('val') === 'superscript' }),
  'w:t': startText,
  'm:t': startText,
  'w:tab': sign(' '),
  'w:ptab': sign(' '),
  'w:cr': sign('\n'),
  'w:br': (state, attribute) => { add(state, attribute('type') ? ' ' : '\n') },
  'w:noBreakHyphen': sign('-'),
  'w:sym': (state, attribute) => { add(state, String.fromCharCode(parseInt(attribute('char') ?? 'fffd', 16))) },
  'w:fldChar': (state, attribute) => {
    const type = attribute('fldCharType')
    if (type === 'begin') state.fields.push(true)
    else if (type === 'separate') state.fields.splice(-1, 1, false)
    else state.fields.pop()
  },
  'w:footnoteReference': counted('notes'),
  'w:endnoteReference': counted('notes'),
  'w:altChunk': counted('imported'),
  'w:subDoc': counted('imported'),
  blip: counted('images'),
  imagedata: counted('images'),
  'w:tbl': (state) => {
    state.tables.push({ rows: [], outer: state.sink, rowDeleted: false })
  },
  'w:tr': (state) => { state.tables.at(-1)?.rows.push([]) },
  'w:trPr': (state) => { state.properties = 'row' },
  'w:tc': (state) => {
    state.sink = []
    state.tables.at(-1)?.rows.at(-1)?.push(state.sink)
  }
}))

const closed = new Map<string, (state: State) => void>(Object.entries({
  'w:p': endParagraph,
  'w:pPr': endProperties,
  'w:t': endText,
  'm:t': endText,
  'w:trPr': endProperties,
  'w:tr' (state) {
    const table = state.tables.at(-1)
    if (table?.rowDeleted) table.rows.pop()
    if (table) table.rowDeleted = false
  },
  'w:tbl' (state) {
    const { rows, outer } = state.tables.pop()!
    const { blocks, isTable } = tableBlocks(rows)
    if (isTable) state.body.counts.tables++
    state.sink = outer
    for (const block of blocks) outer.push(block)
  }
}))

function endParagraph (state: State) {
  const { styleId, numId, numberLevel, joinsNext, plain, ...paragraph } = state.paragraphs.pop()!
  if (joinsNext) {
    state.carried += paragraph.text
    return
  }
  const style = state.styleOf(styleId)
  const text = cleaned(state.carried + paragraph.text)
  state.carried = ''
  if (style.role === 'contents') {
    state.body.counts.contents++
    return
  }
  const number = state.numberer.next({ styleId, style, numId, numberLevel })
  if (text === '' && (number === '' || number.startsWith('•'))) return
  if (style.role === 'title') state.body.title ??= text
  const whole = cleaned(number + text)
  const level = paragraph.level ?? style.level ?? (plain ? undefined : boldLevel(whole))
  state.sink.push({ text: whole, ...(level ? { level } : {}) })
}
