import { and, inArray, isNull, sql } from 'drizzle-orm'
import type { Db } from './client.js'
import { legislation, legislationAlias, legislationVersion, revision, upload } from './schema.js'

/** What is known of a law that may be held already; `titles` in any language. */
export type Candidate = {
  id?: string, jurisdiction: string, number: string | null, year: number | null, akn: string | null, titles: string[], fileSha256?: string | null
}

const reasons = ['same_file', 'same_alias', 'same_number_and_year', 'similar_title'] as const

/** A held law that may be the same, why it is thought so, and how alike the titles are, 0 to 1. */
export type Duplicate = {
  reason: (typeof reasons)[number], similarity: number, id: string, title: string, akn: string | null, withdrawn: boolean
}

/** Titles of different laws of one State stay below this; measured over the founding dataset. */
const similarityMin = 0.45
/** From here on titles outweigh a year or number that differs. */
const sameTitleMin = 0.9
const duplicatesMax = 10

/** The laws of the same State that may be the same as this one, the surest first; at most ten. */
export async function findDuplicates (db: Db, candidate: Candidate): Promise<Duplicate[]> {
  return (await openDuplicates(db, [candidate.jurisdiction]))(candidate)
}

/** Reads the laws of these States once, for a search for the duplicates of many. */
export async function openDuplicates (db: Db, jurisdictions: string[]): Promise<(candidate: Candidate) => Duplicate[]> {
  const byState = new Map<string, State>()
  for (const law of jurisdictions.length > 0 ? await listHeld(db, jurisdictions) : []) {
    const state: State = byState.get(law.jurisdiction) ?? { laws: [], lawsWith: new Map() }
    const titles = [law.title.text, ...law.titles.map((t) => t.text), law.shortTitle].filter((t) => t !== null).map(partsOf)
    state.laws.push({ ...law, parts: titles })
    for (const part of new Set(titles.flatMap((parts) => [...parts]))) state.lawsWith.set(part, (state.lawsWith.get(part) ?? 0) + 1)
    byState.set(law.jurisdiction, state)
  }
  return (candidate) => compare(candidate, byState.get(candidate.jurisdiction))
}

type HeldLaw = Awaited<ReturnType<typeof listHeld>>[number]
type State = { laws: (HeldLaw & { parts: Set<string>[] })[], lawsWith: Map<string, number> }

function listHeld (db: Db, jurisdictions: string[]) {
  const l = legislation
  // Columns by their full names: of a query over one table drizzle writes the names without it.
  const aliases = sql<string[]>`array(select a.alias from ${legislationAlias} a where a.legislation_id = legislation.id order by a.current desc, a.alias)`
  const files = sql<string[]>`array(
    select v.file_sha256 from ${legislationVersion} v where v.legislation_id = legislation.id and v.file_sha256 is not null union
    select u.file_sha256 from ${upload} u join ${revision} r on r.upload_id = u.id
    where r.record_type = 'legislation' and r.record_id = legislation.id and u.file_sha256 is not null)`
  return db.select({
    id: l.id, jurisdiction: l.jurisdictionCode, number: l.number, year: l.year, title: l.title, titles: l.titles, shortTitle: l.shortTitle,
    state: l.state, aliases, files
  }).from(l).where(and(inArray(l.jurisdictionCode, jurisdictions), isNull(l.movedTo)))
}

function compare (candidate: Candidate, state: State | undefined): Duplicate[] {
  if (!state) return []
  const titles = candidate.titles.map(partsOf)
  const found = state.laws.filter((law) => law.id !== candidate.id).flatMap((law): Duplicate[] => {
    const similarity = Math.max(0, ...titles.flatMap((a) => law.parts.map((b) => alike(a, b, state))))
    const reason = reasonFor(candidate, law, similarity)
    if (!reason) return []
    return [{ reason, similarity: Math.round(similarity * 100) / 100, id: law.id, title: law.title.text, akn: law.aliases[0] ?? null, withdrawn: law.state === 'withdrawn' }]
  })
  return found.sort((a, b) => reasons.indexOf(a.reason) - reasons.indexOf(b.reason) || b.similarity - a.similarity).slice(0, duplicatesMax)
}

function reasonFor (candidate: Candidate, law: HeldLaw, similarity: number): Duplicate['reason'] | undefined {
  if (candidate.fileSha256 && law.files.includes(candidate.fileSha256)) return 'same_file'
  if (candidate.akn && law.aliases.includes(candidate.akn)) return 'same_alias'
  const years = candidate.year !== null && law.year !== null
  const numbers = candidate.number !== null && law.number !== null
  const sameYear = years && candidate.year === law.year
  const sameNumber = numbers && numberKey(candidate.number!, candidate.year) === numberKey(law.number!, law.year)
  if (sameYear && sameNumber) return 'same_number_and_year'
  // Of another year, or of another number in the same year, it is another law unless its title is the very same.
  const differs = years && (!sameYear || (numbers && !sameNumber))
  return similarity >= (differs ? sameTitleMin : similarityMin) ? 'similar_title' : undefined
}

/**
 * What is left of a number as it is printed, without what is printed around it: `No. 5`, `٥` and `5` → `5`; `19.223` → `19223`;
 * `2014-006` and `6/2014`, of 2014 → `6`; `c. C-5` → `c5`. Without any digit, its words.
 */
function numberKey (number: string, year: number | null): string {
  const plain = westernDigits(number.normalize('NFKC').toLowerCase())
  const parts = [...plain.replace(/(?<=\d)[.,'\u0020](?=\d{3}(?!\d))/g, '').matchAll(/(?:(?<!\p{L})([a-z])-?)?(\d+)/gu)]
    .map(([, letter = '', digits]) => letter + digits!.replace(/^0+(?=\d)/, ''))
  const ofYear = [String(year), String((year ?? 0) % 100)].map((digits) => parts.indexOf(digits)).find((at) => at >= 0)
  if (year !== null && ofYear !== undefined && parts.length > 1) parts.splice(ofYear, 1)
  return parts.length > 0 ? parts.join('-') : fold(number)
}

/** The share of what two titles have in common, where what many laws of the State have in their titles counts less. */
function alike (a: Set<string>, b: Set<string>, { laws, lawsWith }: State): number {
  const weight = (part: string) => Math.log(1 + laws.length / (lawsWith.get(part) ?? 1))
  let common = 0
  let all = 0
  for (const part of a) {
    all += weight(part)
    if (b.has(part)) common += weight(part)
  }
  for (const part of b) if (!a.has(part)) all += weight(part)
  return all === 0 ? 0 : common / all
}

/** Three letters in a row of each word, with its beginning and end; of Han, which has no spaces, two signs. */
function partsOf (title: string): Set<string> {
  return new Set(fold(title).split(' ').filter((word) => word !== '').flatMap((word) => {
    const [signs, size] = /\p{Script=Han}/u.test(word) ? [[...word], 2] : [[...`  ${word} `], 3]
    return signs.length < size ? [word] : signs.slice(size - 1).map((_, i) => signs.slice(i, i + size).join(''))
  }))
}

/** Words as they are compared: small letters and western digits, without accents, vowel signs and punctuation. */
function fold (text: string): string {
  return westernDigits(text.normalize('NFKD')).replace(/[\p{M}\u0640]/gu, '').toLowerCase()
    .replaceAll('ß', 'ss').replaceAll('ة', 'ه').replaceAll('ى', 'ي').replace(/[^\p{L}\p{N}]+/gu, ' ').trim()
}

const westernDigits = (text: string) => text.replace(/[\u0660-\u0669\u06F0-\u06F9]/g, (d) => String(d.charCodeAt(0) & 0xf))
