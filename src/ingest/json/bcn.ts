import { z } from 'zod'
import { parsedFacts, type ParsedFacts, type Warning } from '../../model/parsed.js'
import { classesOf, parseTree, walk } from '../html/tree.js'
import { labelOf, readEntry } from './entry.js'
import { finishPlaced, type Placed } from './place.js'
import { oneSpaced, type LawJson } from './shape.js'
import { readMark } from '../structure/numbering.js'
import { readDate } from '../structure/printed-date.js'

const part = z.looseObject({ t: z.string(), i: z.number(), h: z.array(z.unknown()).optional() })
const name = z.looseObject({ n: z.string(), i: z.number(), h: z.array(z.unknown()).optional() })
const period = z.looseObject({ desde: z.string(), tipo_version: z.string() })
const shape = z.looseObject({
  html: z.array(z.unknown()).min(1),
  estructura: z.array(z.unknown()),
  metadatos: z.looseObject({
    titulo_norma: z.string().optional(), fecha_promulgacion: z.string().optional(), vigencias: z.array(period).optional(),
    vigencia: z.looseObject({ inicio_vigencia: z.string() }).optional(),
    tipos_numeros: z.array(z.looseObject({ numero: z.string(), descripcion: z.string() })).optional()
  })
})
type Metadata = z.infer<typeof shape>['metadatos']

/** Reads what Chile's Library of Congress serves, `{ html: [{ t, i, h }], estructura, metadatos }`; null where it is not of that shape. */
export function readBcnJson (value: unknown): LawJson | null {
  const parsed = shape.safeParse(value)
  if (!parsed.success) return null
  const parts = flat(parsed.data.html, part)
  const titles = flat(parsed.data.estructura, name)
  if (!parts || !titles) return null
  const names = new Map(titles.map(({ item }) => [item.i, item.n]))
  const placed: Placed[] = []
  const open: number[] = []
  let notes = 0
  for (const { item, depth } of parts) {
    const read = textOf(item.t)
    notes += read.notes
    open.length = depth
    const one = placedOf(names.get(item.i) ?? '', read.text, item.h !== undefined, open.at(-1) ?? null)
    if (one) placed.push(one)
    open.push(placed.length - 1)
  }
  const { provisions, warnings } = finishPlaced(placed)
  const told: Warning[] = notes > 0 ? [{ code: 'notes_left_out', at: null, count: notes, detail: null }] : []
  return { documentType: 'law', facts: factsOf(parsed.data.metadatos), declared: null, structure: 'marked', confidence: 0.95, provisions, warnings: [...told, ...warnings] }
}

/** The items of a tree in reading order, each with how deep it stands; null where one is not as it should be. Not recursive. */
function flat<T extends { h?: unknown[] | undefined }> (items: unknown[], shape: z.ZodType<T>): { item: T, depth: number }[] | null {
  const found: { item: T, depth: number }[] = []
  const stack = items.map((value) => ({ value, depth: 0 })).reverse()
  for (let top = stack.pop(); top; top = stack.pop()) {
    const parsed = shape.safeParse(top.value)
    if (!parsed.success) return null
    found.push({ item: parsed.data, depth: top.depth })
    for (const value of (parsed.data.h ?? []).toReversed()) stack.push({ value, depth: top.depth + 1 })
  }
  return found
}

/** The paragraphs of a part; the notes in its margin say which law changed it, and stand in the middle of words. */
function textOf (html: string): { text: string, notes: number } {
  let text = ''
  let notes = 0
  walk(parseTree(html), {
    enter (element) {
      if (classesOf(element).includes('n')) {
        notes++
        return false
      }
      if (element.tagName === 'br' || element.tagName === 'div') text += '\n'
      return true
    },
    leave (element) {
      if (element.tagName === 'div') text += '\n'
    },
    text (value) {
      text += value
    }
  })
  return { text: oneSpaced(text).split('\n').map((line) => line.trim()).filter(Boolean).join('\n'), notes }
}

const letters = (text: string) => text.replace(/[^\p{L}\p{N}]/gu, '').toLowerCase()

function placedOf (title: string, text: string, container: boolean, parent: number | null): Placed | null {
  const label = container ? labelOf(title) : null
  if (label) return { ...label, container: true, parent, text: letters(text) === letters(title) ? null : text || null, key: null }
  if (text === '') return null
  if (readMark(title)?.kind === 'article') {
    const entry = readEntry({ content: text, section: title.replace(/^\S+\s+/, ''), provision_ref: 'art' }, text, [], true)
    return { kind: 'article', id: entry.id, number: entry.number, heading: entry.heading, text: entry.text, key: entry.key, container: false, parent }
  }
  if (/^encabezado/i.test(title)) return { kind: 'preamble', id: '', number: '1', heading: null, text, key: null, container: false, parent }
  return { kind: /^anexo/i.test(title) ? 'schedule' : 'other', id: '', number: '', heading: title || null, text, key: null, container: true, parent }
}

function factsOf (said: Metadata): ParsedFacts {
  const [number] = said.tipos_numeros ?? []
  const enactedOn = readDate(said.fecha_promulgacion ?? '').date
  const original = said.vigencias?.find(({ tipo_version: kind }) => kind === '0')
  return parsedFacts.parse({
    title: said.titulo_norma ?? null, country: 'cl', number: number?.numero ?? null, year: enactedOn ? Number(enactedOn.slice(0, 4)) : null, enactedOn,
    kind: { ley: 'act' as const, decreto: 'decree' as const }[number?.descripcion.toLowerCase() ?? ''] ?? null,
    inForceFrom: readDate(original?.desde ?? '').date, validFrom: readDate(said.vigencia?.inicio_vigencia ?? '').date
  })
}
