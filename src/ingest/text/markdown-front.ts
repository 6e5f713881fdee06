import { parse } from 'yaml'
import { languageTag } from '../../model/common.js'
import type { ParsedFacts, Warning } from '../../model/parsed.js'
import type { legislationKinds } from '../../model/vocabulary.js'
import { readDate } from '../structure/printed-date.js'

type Front = { facts: Partial<ParsedFacts>, language: string | null, body: string, firstLine: number, warnings: Warning[] }
type Kind = (typeof legislationKinds)[number]

/** Splits a Markdown text into what its front matter says of the law, and its body; `firstLine` is the body's, from 1. */
export function readFrontMatter (text: string): Front {
  const whole = text.replace(/\r\n?/g, '\n')
  const found = /^\s{0,20}---[ \t]*\n([\s\S]{0,100000}?)\n(?:---|\.\.\.)[ \t]*(?:\n|$)/.exec(whole)
  if (!found) return { facts: {}, language: null, body: whole, firstLine: 1, warnings: [] }
  const warnings: Warning[] = []
  const values = valuesOf(found[1]!)
  const language = values.language ?? values.lang ?? null
  return {
    facts: factsOf(values, warnings), warnings, language: language && languageTag.safeParse(language).success ? language : null,
    body: whole.slice(found[0].length), firstLine: found[0].split('\n').length
  }
}

/** The texts of the front matter by their names in small letters; where it is no YAML, what its lines show. */
function valuesOf (text: string): Record<string, string> {
  const entries = yamlEntries(text) ?? text.split('\n').flatMap((line): [string, unknown][] => {
    const pair = /^([A-Za-z_-]{1,40}):\s{0,5}["']?(.{1,2000}?)["']?\s*$/.exec(line)
    return pair ? [[pair[1]!, pair[2]]] : []
  })
  return Object.fromEntries(entries.map(([name, value]) => [name.toLowerCase().replace(/-/g, '_'), plain(value)] as const)
    .filter((entry): entry is [string, string] => entry[1] !== null))
}

function yamlEntries (text: string): [string, unknown][] | null {
  try {
    const value: unknown = parse(text, { schema: 'failsafe', maxAliasCount: 20 })
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? Object.entries(value) : null
  } catch {
    return null
  }
}

const plain = (value: unknown): string | null => typeof value === 'string' && value.trim() !== '' ? value.trim() : null

/** A fact, and the names under which it is given. */
const names = {
  title: ['title', 'name'],
  shortTitle: ['short_title', 'shorttitle', 'jurabk', 'abbreviation'],
  number: ['number', 'law_number'],
  publisher: ['publisher'],
  licence: ['licence', 'license']
} as const
const dates = {
  enactedOn: ['enacted_on', 'enactment_date', 'enacted', 'issued_date', 'approval_date', 'approval_date_hijri', 'date_signed', 'adopted'],
  inForceFrom: ['in_force_from', 'effective_date', 'commencement_date', 'entry_into_force', 'commencement'],
  validFrom: ['valid_from', 'last_updated', 'version_date'],
  validTo: ['valid_to']
} as const
/** Dates that are no fact of the law here, but may be told as what they are not. */
const otherDates = ['publish_date', 'publication_date']

function factsOf (values: Record<string, string>, warnings: Warning[]): Partial<ParsedFacts> {
  const first = (keys: readonly string[]) => keys.map((key) => values[key]).find((value) => value !== undefined) ?? null
  const facts: Partial<ParsedFacts> = {}
  for (const [fact, keys] of Object.entries(names)) facts[fact as keyof typeof names] = first(keys)
  for (const [fact, keys] of Object.entries(dates)) facts[fact as keyof typeof dates] = dateOf(first(keys), warnings)
  for (const key of otherDates) dateOf(values[key] ?? null, warnings)
  const url = [values.source_url, values.url, values.source].find((value) => value !== undefined && /^https?:\/\/\S+$/.test(value) && URL.canParse(value))
  const country = values.country?.toLowerCase()
  return {
    ...facts, sourceUrl: url ? new URL(url).href : null, country: country && /^[a-z]{2}$/.test(country) ? country : null,
    kind: kindOf(values.rank ?? values.kind ?? values.doc_type ?? values.type ?? ''), year: facts.enactedOn ? Number(facts.enactedOn.slice(0, 4)) : null
  }
}

function dateOf (value: string | null, warnings: Warning[]): string | null {
  if (value === null) return null
  const { date, fault } = readDate(value)
  if (fault) warnings.push({ code: fault, at: null, count: 1, detail: value.slice(0, 100) })
  return date
}

/** What a law is called, by its first word. */
const kinds: [RegExp, Kind][] = [
  [/^constitu|^конституц|^دستور|^宪法/i, 'constitution'], [/^(code|c[óo]digo|кодекс)/i, 'code'], [/^(act|law|loi|ley|lei|gesetz|закон|sheria|نظام$|قانون)/i, 'act'],
  [/^(decree|d[ée]cret|dekret|указ|مرسوم|أمر)/i, 'decree'], [/^(ordinance|ordonnance|ordenanza)/i, 'ordinance'],
  [/^(regulation|r[èe]glement|reglamento|verordnung|لائحة|条例|办法)/i, 'regulation'], [/^(resolution|r[ée]solution|resoluci[óo]n|قرار)/i, 'resolution'],
  [/^(bill|projet|proyecto|مشروع)/i, 'bill'], [/^(policy|standard|سياسة|معايير|ضوابط)/i, 'policy'], [/^(other|أخرى)/i, 'other']
]
const kindOf = (word: string): Kind | null => kinds.find(([pattern]) => pattern.test(word.trim()))?.[1] ?? null
