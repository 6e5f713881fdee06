import { z } from 'zod'
import type { ParsedProvision, Warning } from '../../model/parsed.js'
import { factsOf } from './facts.js'
import { readEntry, titlesAreHeadings, type ListedProvision, type RawEntry } from './entry.js'
import { arrange, withDashes } from './order.js'
import { placeEntries } from './place.js'
import { oneSpaced, type LawJson } from './shape.js'
import { cutFooter, cutSchedules, cutTails, spaced } from './tail.js'
import { splitText } from '../structure/split.js'

const optional = z.union([z.string(), z.number().transform(String)]).nullish()
const shape = z.looseObject({
  provisions: z.array(z.looseObject({
    content: z.string(), provision_ref: optional, section: optional, title: optional, chapter: optional, language: optional
  })).min(1)
})

/** Reads `{ title, url, provisions: [{ section, title, chapter, content }] }`; null where the value is not of that shape. */
export function readProvisionsJson (value: unknown): LawJson | null {
  const parsed = shape.safeParse(value)
  if (!parsed.success) return null
  const { provisions: raw, ...said } = parsed.data
  const { facts, language, warnings } = factsOf(said)
  const declared = language ?? raw.find((p) => p.language)?.language ?? null
  const documentType = facts.kind === 'bill' ? 'bill' : 'law'
  if (areLines(raw)) {
    const split = splitText(raw.map((p) => ({ text: p.content.split('\n').map(spaced).join('\n') })), declared, facts.title)
    return { ...split, documentType, declared, facts, warnings: [...warnings, ...split.warnings] }
  }
  const built = build(raw)
  return { documentType, facts, declared, structure: 'marked', confidence: built.confidence, provisions: built.provisions, warnings: [...warnings, ...built.warnings] }
}

/** Some files only number the lines of the page: then each title says nearly all of its own text. */
const areLines = (raw: RawEntry[]) => raw.length > 4 &&
  raw.filter(({ title, content }) => title && content.startsWith(title) && title.length > content.length / 2).length > raw.length * 0.8

function build (raw: RawEntry[]): { provisions: ParsedProvision[], warnings: Warning[], confidence: number } {
  const last = raw.length - 1
  const footer = cutFooter(raw[last]!.content)
  const schedules = cutSchedules(footer.text)
  const titled = titlesAreHeadings(raw)
  const entries = raw.map((entry, i) => {
    if (i === last) return readEntry(entry, lines(schedules.text), schedules.tails, titled)
    const cut = cutTails(lines(entry.content), entry.chapter !== raw[i + 1]!.chapter)
    return readEntry(entry, cut.text, cut.tails, titled)
  })
  const arranged = arrange(entries)
  const placed = placeEntries(arranged.entries)
  const eIdOf = (number: string | null) => placed.provisions.find((p) => p.number === number)?.eId ?? null
  const warnings = [...arranged.warnings.map((w) => ({ ...w, at: eIdOf(w.at) })), ...placed.warnings, ...truncated(arranged.entries)]
  const faults = warnings.reduce((sum, w) => sum + (w.code === 'quoted_provisions' ? 0 : w.count), 0)
  if (footer.removed > 0) warnings.push({ code: 'page_furniture_removed', at: placed.lastUnit, count: 1, detail: null })
  return { provisions: placed.provisions, warnings, confidence: Math.round(95 * (0.3 + 0.7 * Math.max(0, 1 - faults / entries.length))) / 100 }
}

/** Paragraphs on lines of their own; in texts made in one run, subsections and items too. */
const lines = (text: string) => oneSpaced(text)
  .replace(/(?<=[.;:—–]|; and|; or)\s(?=\((?:\d{1,2}[A-Z]?|[a-z]{1,2}|[ivx]{1,5})\)\s)/g, '\n')

const endsOpen = (text: string) => /[\p{L}\p{M},]$/u.test(text)
/** Where the last line is short, it is a heading or a signature. */
const lastLineLong = (text: string) => text.length - text.lastIndexOf('\n') > 80 || !text.includes('\n')

/** Texts without an end: cut at a round number of characters, by a reference to an article, or alone in their file without a full stop. */
function truncated (entries: ListedProvision[]): Warning[] {
  const open = new Set(entries.filter(({ text }, i) => endsOpen(text) && lastLineLong(text) && i < entries.length - 1 && entries[i + 1]!.role !== 'quoted'))
  const few = open.size <= Math.max(2, entries.length / 10) || withDashes(entries)
  const cut = entries.filter((entry) => (few && open.has(entry)) || (entry.size % 1000 === 0 && endsOpen(entry.text)))
  return cut.length > 0 ? [{ code: 'text_truncated', at: null, count: cut.length, detail: cut.map((e) => e.section).join(', ').slice(0, 400) }] : []
}
