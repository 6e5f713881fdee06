import type { ParsedDocument, ParsedProvision, Warning, WarningCode } from '../../model/parsed.js'
import { detectLanguage, languageWarnings } from '../text/language.js'
import { inSequence, printedNumber } from '../structure/printed-number.js'
import { withoutRepeats } from './repeat.js'
import { lostSpaces } from './space.js'
import { sequenceWarnings } from '../structure/sequence.js'

/**
 * The document with what every format can suffer from looked for: text that repeats itself, lost spaces, broken
 * characters, Hijri dates, gaps in the numbering, provisions without text, another language than is said. What is certain
 * is mended and told; what is not is only told. A code that the parser itself has told is not told again.
 */
export function checkQuality (document: ParsedDocument): ParsedDocument {
  const characters = mendCharacters(document)
  const repeats = mendRepeats(characters.document)
  const dates = withoutHijri(repeats.document)
  const found = [
    ...spaceWarnings(dates.document), ...emptyWarnings(dates.document), ...numberWarnings(dates.document), ...languageOf(dates.document)
  ]
  const told = new Set(document.warnings.map(({ code }) => code))
  const mended = [...characters.warnings, ...repeats.warnings, ...dates.warnings]
  return { ...dates.document, warnings: [...document.warnings, ...mended, ...found.filter(({ code }) => !told.has(code))] }
}

type Mended = { document: ParsedDocument, warnings: Warning[] }

const warn = (code: WarningCode, at: string | null, count: number, detail: string | null): Warning =>
  ({ code, at, count, detail: detail === null ? null : shortened(detail) })

const shortened = (text: string) => [...text.replace(/\s+/g, ' ')].slice(0, 160).join('')

// eslint-disable-next-line no-control-regex -- they are what is looked for
const controls = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F-\u009F]/gu
const replaced = /[\uFFFD\p{Co}\p{Cs}]/gu
/** Letters as they are drawn, of Arabic and Latin; not the signs that are written so on purpose (﴾ ﴿ ﷺ). */
const presentation = /[\uFB00-\uFB06\uFB13-\uFB17\uFB1D-\uFB4F\uFB50-\uFD3D\uFD50-\uFDF9\uFE70-\uFEFC]/gu

function mendCharacters (document: ParsedDocument): Mended {
  const seen = { replaced: { count: 0, at: null as string | null }, drawn: { count: 0, at: null as string | null } }
  const note = (what: { count: number, at: string | null }, text: string, pattern: RegExp, at: string | null) => {
    const count = text.match(pattern)?.length ?? 0
    if (count > 0) what.at ??= at
    what.count += count
  }
  const mend = (text: string, at: string | null) => {
    note(seen.replaced, text, controls, at)
    note(seen.replaced, text, replaced, at)
    note(seen.drawn, text, presentation, at)
    return mendText(text)
  }
  const provisions = document.provisions.map((p) => ({
    ...p, number: mend(p.number, p.eId), heading: p.heading && mend(p.heading, p.eId), text: p.text && mend(p.text, p.eId)
  }))
  const { facts } = document
  const titles = { title: facts.title && mend(facts.title, null), shortTitle: facts.shortTitle && mend(facts.shortTitle, null) }
  const warnings = [
    ...(seen.replaced.count > 0 ? [warn('replaced_characters', seen.replaced.at, seen.replaced.count, null)] : []),
    ...(seen.drawn.count > 0 ? [warn('presentation_forms', seen.drawn.at, seen.drawn.count, null)] : [])
  ]
  return { document: { ...document, facts: { ...facts, ...titles }, provisions }, warnings }
}

/** A control character beside a space says nothing; between letters it stands for one that is lost. */
const mendText = (text: string) => text
  .replace(controls, (_, at: number) => /\S/.test(visible(text[at - 1])) && /\S/.test(visible(text[at + 1])) ? '\uFFFD' : '')
  .replace(/\p{Cs}/gu, '\uFFFD')
  .replace(presentation, (letter) => letter.normalize('NFKC'))

const visible = (sign: string | undefined) => (sign ?? ' ').replace(controls, ' ')

function mendRepeats (document: ParsedDocument): Mended {
  const results = withoutRepeats(document.provisions.map((p) => p.text ?? ''))
  const removed = results.reduce((sum, r) => sum + r.removed, 0)
  const most = results.reduce((a, b, i) => b.removed > results[a]!.removed ? i : a, 0)
  const provisions = document.provisions.map((p, i) => p.text === null ? p : { ...p, text: results[i]!.text })
  const warnings = [
    ...(removed > 0 ? [warn('repeated_text', provisions[most]!.eId, removed, 'removed')] : []),
    ...results.flatMap(({ kept }, i) => kept.length > 0 ? [warn('repeated_text', provisions[i]!.eId, kept.length, kept[0]!)] : [])
  ]
  return { document: { ...document, provisions }, warnings }
}

/** Years that only the Islamic calendar has now: a date taken for a Gregorian one is worse than none. */
function withoutHijri (document: ParsedDocument): Mended {
  const facts = { ...document.facts }
  const met: string[] = []
  for (const name of ['enactedOn', 'inForceFrom', 'validFrom', 'validTo', 'decidedOn'] as const) {
    const date = facts[name]
    if (date === null || !/^1[34]\d\d-/.test(date)) continue
    met.push(date)
    facts[name] = null
  }
  if (facts.year !== null && facts.year >= 1300 && facts.year < 1500) {
    met.push(String(facts.year))
    facts.year = null
  }
  return { document: { ...document, facts }, warnings: met.length > 0 ? [warn('hijri_date', null, met.length, met.join(', '))] : [] }
}

const lostMin = 3
const wordsPerLost = 1000

function spaceWarnings ({ provisions }: ParsedDocument): Warning[] {
  const measured = provisions.map((p) => ({ eId: p.eId, ...lostSpaces([p.heading, p.text].filter(Boolean).join('\n')) }))
  const count = measured.reduce((sum, m) => sum + m.count, 0)
  const words = measured.reduce((sum, m) => sum + m.words, 0)
  if (count < lostMin || count < words / wordsPerLost) return []
  const share = (m: { count: number, words: number }) => m.count / (m.words + 20)
  const worst = measured.reduce((a, b) => share(b) > share(a) ? b : a)
  return [warn('lost_spaces', worst.eId, count, worst.worst)]
}

/** Where a law has articles, its sections only hold them. */
function emptyWarnings ({ provisions }: ParsedDocument): Warning[] {
  const articles = provisions.some((p) => p.kind === 'article' && p.text)
  const parents = new Set(provisions.map((p) => p.parent))
  const empty = provisions.filter((p) => (numbered.has(p.kind) || p.kind === 'clause') && !(articles && p.kind === 'section') && !p.text?.trim() && !parents.has(p.eId))
  return empty.length > 0 ? [warn('empty_provision', empty[0]!.eId, empty.length, empty.map((p) => p.number).join(', '))] : []
}

/**
 * Numbers of laws only, and only where the parser told nothing of them: it knows more. What comes behind a whole number
 * (37.21, 12 bis) is put in order in a different way by each State, and is left to it.
 */
function numberWarnings ({ documentType, provisions, warnings }: ParsedDocument): Warning[] {
  const lawful = documentType === 'law' || documentType === 'bill'
  if (!lawful || warnings.some(({ code }) => code.startsWith('numbering') || code === 'no_structure')) return []
  const byId = new Map(provisions.map((p) => [p.eId, p]))
  const holders = new Set(provisions.filter((p) => numbered.has(p.kind)).map((p) => p.parent))
  // Articles that stand in another are quoted there.
  const units = provisions.filter((p) => numbered.has(p.kind) && (p.text || !holders.has(p.eId)) && !byId.get(p.parent ?? '')?.text)
  const numbers = units.flatMap((p) => inSequence(printedNumber(p.number), scopeOf(p, byId))).filter(({ key }) => key.length > 0)
  return sequenceWarnings(numbers.map(({ key, id, scope }) => ({ key: key.slice(0, 1), id, scope })))
}

const numbered = new Set<ParsedProvision['kind']>(['section', 'article', 'rule'])

/** Schedules and transitory provisions are numbered anew. */
function scopeOf ({ parent, kind }: ParsedProvision, byId: Map<string, ParsedProvision>): string {
  for (let at = byId.get(parent ?? ''); at; at = byId.get(at.parent ?? '')) {
    if (at.kind === 'schedule' || /transit/i.test(`${at.number} ${at.heading}`)) return `${kind} ${at.eId}`
  }
  return kind
}

function languageOf ({ language, provisions }: ParsedDocument): Warning[] {
  const text = provisions.map((p) => p.text ?? '').join('\n')
  return text === '' ? [] : languageWarnings(language ?? detectLanguage(text))
}
