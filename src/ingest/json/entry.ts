import { dashHeading, runInHeading, type Headed } from './heading.js'
import type { Entry } from './order.js'
import { spaced, type Tail } from './tail.js'
import { isReference, readMark, type ProvisionKind } from '../structure/numbering.js'
import { readNumeral } from '../structure/numeral.js'

type Said = 'provision_ref' | 'section' | 'title' | 'chapter' | 'language'
export type RawEntry = { content: string } & { [key in Said]?: string | null }

/** The container that an entry says it stands in. */
export type Label = { kind: ProvisionKind, number: string, id: string, heading: string | null }

/** One provision of a file's list: `id` for its eId, `tails` the headings that its text ended with, `size` its characters in the file. */
export type ListedProvision = Entry & Omit<Label, 'heading'> & { heading: string | null, label: Label | null, tails: Tail[], size: number }

const kindOfRef: [RegExp, ProvisionKind][] = [
  [/^art/i, 'article'], [/^sch/i, 'schedule'], [/^reg|^s(?:ec)?[.-]?\d/i, 'section'], [/^rule/i, 'rule'], [/^cl/i, 'clause'], [/^para/i, 'paragraph']
]

/**
 * An entry with its number as printed and its heading taken out of the title or of the first line, which often says word,
 * number and heading over again; the rest of the wording stays whole. `titled`: the file's titles are headings.
 */
export function readEntry (raw: RawEntry, content: string, tails: Tail[], titled: boolean): ListedProvision {
  const section = raw.section?.trim() ?? ''
  const title = titled ? raw.title?.trim() ?? '' : ''
  const named = leadOf(title, section)
  const lead = leadOf(content, section)
  const number = lead?.number || named?.number || section
  const numeral = readNumeral(number) ?? readNumeral(section)
  const after = lead ? content.slice(lead.length) : content
  const kind = kindOfRef.find(([pattern]) => pattern.test(raw.provision_ref ?? ''))?.[1] ?? lead?.kind ?? named?.kind ?? 'section'
  return {
    section: number || section, opening: content.slice(0, 3), key: numeral?.key ?? [], id: numeral?.id ?? plain(number), kind, number, role: 'unit',
    tails, size: raw.content.length, label: raw.chapter ? labelOf(raw.chapter.trim()) : null, ...headedOf(named ? named.rest : title, after, lead !== null)
  }
}

function headedOf (title: string, after: string, led: boolean): Headed {
  if (title !== '') return { heading: title, text: after }
  if (led) return runInHeading(after)
  return /^[-–] ?\p{Script=Arabic}/u.test(after) ? dashHeading(after) : { heading: null, text: after }
}

/** Whether titles are headings; in some files they are only lines caught from the text. */
export function titlesAreHeadings (raw: RawEntry[]): boolean {
  const titles = raw.filter((entry) => entry.title?.trim())
  return titles.filter((entry) => squeezed(entry.content).includes(squeezed(entry.title!))).length < titles.length / 2
}

const squeezed = (text: string) => text.replace(/\s/g, '')
const plain = (text: string) => text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase()

type Lead = { number: string, kind: ProvisionKind, rest: string, length: number }

/** The word and number of the provision, where a text begins with them: `ARTÍCULO 269A. `, `المادة الأولى`. */
function leadOf (text: string, section: string): Lead | null {
  const line = text.split('\n', 1)[0]!.slice(0, 4000).trimEnd()
  const mark = readMark(line)
  const numeral = readNumeral(section)
  const unit = mark && /^(?:article|section|§|rule|regulation|han)$/.test(mark.style) && mark.role !== 'container' && !isReference(mark)
  if (unit && `${numeral?.id}-`.startsWith(`${mark.id}-`)) {
    const letter = mark.id === numeral!.id && /^([A-Z]) ?\. ?/.exec(mark.rest)
    const rest = letter ? mark.rest.slice(letter[0].length) : mark.rest
    // `primero transitorio` in the list is more than `Artículo primero` in the text says, `Artículo 250 A.` more than 250.
    const number = letter ? `${mark.number} ${letter[1]}` : mark.id === numeral!.id ? mark.number : section
    return { number, kind: mark.kind, rest, length: line.length - rest.length }
  }
  return numeral || section === '' ? null : wordLead(line, section)
}

/** `Artículo UNICO.- …`: a number that is none. */
function wordLead (line: string, section: string): Lead | null {
  const word = /^\p{L}{3,12}\.? /u.exec(line)?.[0]
  const kind = word && readMark(`${word.trim()} 1`)?.kind
  if (!word || !kind || !plain(line.slice(word.length)).startsWith(plain(section))) return null
  const number = line.slice(word.length, word.length + section.length)
  const sign = /^(?!\p{L})[\s.:º°–—-]{0,6}/u.exec(line.slice(word.length + section.length))?.[0]
  const length = word.length + number.length + (sign?.length ?? 0)
  return sign === undefined ? null : { number, kind, rest: line.slice(length), length }
}

/** What a container may be numbered with besides numbers: words, and letters that a Roman number was given (`Part VIC`). */
const namedContainer = /^(?<word>\p{L}+) (?<number>preliminar|final|único|unico|general|especial|[IVXLC]{1,7}[A-Z])(?!\p{L})[.:]?\s?(?<rest>.*)$/iu

/** The container that a label names, as `Part I` and `TÍTULO I DE LOS …` do; words that name none are a heading of their own, or null. */
export function labelOf (label: string): Label | null {
  const mark = readMark(spaced(label).replace(/^Párrafo(?= \d)/i, 'Subsección'))
  if (mark && mark.role !== 'unit') {
    const again = /^(?:BIS|TER|QUATER)$/i.test(mark.rest) ? mark.rest : ''
    const heading = again ? null : mark.rest || (mark.number === '' ? label : null)
    return { kind: mark.kind, number: [mark.number, again].filter(Boolean).join(' '), id: mark.id + again.toLowerCase(), heading }
  }
  const found = namedContainer.exec(label)?.groups
  const kind = found && readMark(`${found.word} 1`)
  if (found && kind) {
    const { number, rest } = found as { number: string, rest: string }
    return { kind: kind.kind, number, id: /^[IVXLC]/.test(number) ? number : plain(number), heading: rest || null }
  }
  return /^\p{Lu}/u.test(label) ? { kind: 'other', number: '', id: '', heading: label } : null
}
