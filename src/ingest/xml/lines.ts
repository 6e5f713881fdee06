import { cleaned, raised } from '../text/inline.js'
import { tableBlocks, type Rows } from '../text/table.js'
import type { XmlElement } from './xml.js'

/**
 * What an element is to the text: a line of its own (`block`); the number of the element it stands in, which goes before that
 * element's first line (`label`); part of a table; nothing (`skip`); the rest runs on within its line (`inline`).
 */
export type Role = 'block' | 'inline' | 'label' | 'table' | 'row' | 'cell' | 'raised' | 'break' | 'skip'

export type LineRules = {
  role: (element: XmlElement, parent: XmlElement | undefined) => Role
  /** a label as it goes before the line */
  label?: (text: string, owner: XmlElement | undefined) => string
  /** the quotation marks that an element is printed in */
  quotes?: (element: XmlElement) => { start?: string | undefined, end?: string | undefined }
  onTable?: () => void
}

type Sink = { lines: string[], labels: { text: string, owner: XmlElement | undefined }[], buffer: string, glue: string }
type Step = { enter: XmlElement, parent: XmlElement | undefined } | { leave: XmlElement, role: Role } | string

/** The text of some nodes of a file, line by line: one for each paragraph, item and row of a table, with its number before it. */
export function linesOf (nodes: (XmlElement | string)[], rules: LineRules, owner?: XmlElement): string[] {
  const sinks: Sink[] = [newSink()]
  const tables: Rows[] = []
  const steps: Step[] = nodes.map((n) => typeof n === 'string' ? n : { enter: n, parent: owner }).reverse()
  for (let step = steps.pop(); step !== undefined; step = steps.pop()) {
    const sink = sinks.at(-1)!
    if (typeof step === 'string') add(sink, step)
    else if ('leave' in step) leave(step.leave, step.role, sinks, tables, rules)
    else {
      const { enter, parent } = step
      const role = rules.role(enter, parent)
      if (role === 'skip') continue
      if (role === 'label') {
        flush(sink)
        addLabel(sink, oneLine(enter.children, unlabelled(rules)), parent, rules)
        continue
      }
      open(enter, role, sinks, tables, rules)
      steps.push({ leave: enter, role })
      for (let i = enter.children.length - 1; i >= 0; i--) {
        const child = enter.children[i]!
        if (typeof child !== 'string') steps.push({ enter: child, parent: enter })
        else steps.push(role === 'raised' && /^\s*\d{1,4}\s*$/.test(child) ? raised(child.trim()) : child)
      }
    }
  }
  const [sink] = sinks
  flush(sink!)
  standAlone(sink!)
  return sink!.lines
}

/** The text of some nodes on one line; labels and paragraphs in them are separated by a space. */
export const oneLine = (nodes: (XmlElement | string)[], rules: LineRules): string => linesOf(nodes, rules).join(' ')

/** A label inside a label is a part of its text. */
const unlabelled = (rules: LineRules): LineRules => ({
  ...rules,
  role: (element, parent) => {
    const role = rules.role(element, parent)
    return role === 'label' ? 'block' : role
  }
})

function addLabel (sink: Sink, text: string, owner: XmlElement | undefined, rules: LineRules) {
  if (text === '') return
  sink.labels.push({ text: sink.glue + (rules.label?.(text, owner) ?? text), owner })
  sink.glue = ''
}

const newSink = (): Sink => ({ lines: [], labels: [], buffer: '', glue: '' })

function add (sink: Sink, text: string) {
  // What was left out before a comma leaves the space that was before it.
  if (/\s$/.test(sink.buffer) && /^[,.;:)\]]/.test(text)) sink.buffer = sink.buffer.trimEnd()
  sink.buffer += text
}

function flush (sink: Sink) {
  const text = cleaned(sink.buffer.replace(/\s+/g, ' '))
  sink.buffer = ''
  if (text !== '') emit(sink, text)
}

function emit (sink: Sink, text: string) {
  sink.lines.push([...sink.labels.map((l) => l.text), sink.glue + text].join(' '))
  sink.labels = []
  sink.glue = ''
}

/** A number without text is a line of its own, or it would go before the next one's. */
function standAlone (sink: Sink) {
  if (sink.labels.length > 0) sink.lines.push(sink.labels.map((l) => l.text).join(' '))
  sink.labels = []
}

function open (element: XmlElement, role: Role, sinks: Sink[], tables: Rows[], rules: LineRules) {
  const sink = sinks.at(-1)!
  if (role === 'break') add(sink, ' ')
  if (role === 'inline' || role === 'raised' || role === 'break') {
    sink.buffer += rules.quotes?.(element).start ?? ''
    return
  }
  flush(sink)
  sink.glue += rules.quotes?.(element).start ?? ''
  if (role === 'table') tables.push([])
  if (role === 'row') tables.at(-1)?.push([])
  if (role === 'cell') sinks.push(newSink())
}

function leave (element: XmlElement, role: Role, sinks: Sink[], tables: Rows[], rules: LineRules) {
  const sink = sinks.at(-1)!
  const end = rules.quotes?.(element).end ?? ''
  if (role === 'inline' || role === 'raised' || role === 'break') {
    sink.buffer += end
    return
  }
  flush(sink)
  if (sink.labels.some((l) => l.owner === element)) standAlone(sink)
  if (end && sink.lines.length > 0) sink.lines.push(sink.lines.pop() + end)
  if (role === 'cell') {
    standAlone(sink)
    sinks.pop()
    const row = tables.at(-1)?.at(-1)
    if (row) row.push(sink.lines.map((text) => ({ text })))
    else for (const text of sink.lines) emit(sinks.at(-1)!, text)
  }
  if (role === 'table') {
    const { blocks, isTable } = tableBlocks(tables.pop()!)
    if (isTable) rules.onTable?.()
    for (const { text } of blocks) emit(sink, text)
  }
}
