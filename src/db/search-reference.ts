import { and, eq, sql } from 'drizzle-orm'
import { groupBy } from '../model/group.js'
import { fitLaw, nameKey, nameWords, readLawNames, type LawFit } from '../model/law-name.js'
import { readLookup } from '../model/law-name-key.js'
import { readStoredNumber, type ProvisionNumber } from '../model/provision-number.js'
import type { Db } from './client.js'
import { namedLaws } from './legislation-name.js'
import { annotation, jurisdiction, legislation, legislationVersion, provision } from './schema.js'
import { lawAbbreviations, stateWordsOf } from './short-name.js'

/**
 * What a query says about a provision: its numbers, the other words, the State named; `explicit` with a word or sign for
 * provisions. `kin` are those of the words that may be taken from some State's name (`français`).
 */
export type ProvisionReference = { numbers: ProvisionNumber[], words: string[], kin: string[], state: string | undefined, explicit: boolean }

/** The provisions meant, best first, each in one version; `unmatched` are the words that neither name the law nor the State. */
export type Referenced = { provisionIds: string[], unmatched: string[] }

type Wanted = { states?: string[], asOf?: string, language?: string, limit?: number }

const lawsMax = 200
const stateLawsMax = 50
const fittingMax = 20
const foundMax = 10
/** How near to the best one a law must fit. */
const nearBest = 0.8
/** How well a bare number's law must fit. */
const bareMin = 0.85

/**
 * Finds the published provisions a reference means, at most `limit` (10), those of the laws that its words name best
 * first. What is meant within a provision is found where it is held by itself, else the provision. `states` narrows (a
 * filter of the request), `asOf` takes the version of that day, else the one of today or the newest; `language` the
 * text wanted where there are several. Without a law or State nothing is meant. Two statements at most.
 */
export async function findReferenced (
  db: Db, reference: ProvisionReference, { states, asOf, language, limit = foundMax }: Wanted = {}
): Promise<Referenced> {
  const nothing = { provisionIds: [], unmatched: reference.words }
  const within = reference.state === undefined ? states : states === undefined || states.includes(reference.state) ? [reference.state] : []
  if (within?.length === 0 || (reference.words.length === 0 && (!within || !reference.explicit))) return nothing
  const laws = await listCandidates(db, reference, within)
  const fitting = reference.words.length === 0 ? laws.map((law) => ({ law, score: 1, unmatched: [] as string[] })) : fit(reference, laws)
  if (fitting.length === 0) return nothing
  const rows = await listNumbered(db, fitting.map(({ law }) => law.id), reference.numbers, asOf)
  const ofLaw = groupBy(rows, (row) => row.legislationId)
  const found = reference.numbers.flatMap((number) => fitting.flatMap(({ law, unmatched }) =>
    pick(ofLaw.get(law.id) ?? [], number, language).map((id) => ({ id, unmatched }))))
  if (found.length === 0) return nothing
  return { provisionIds: [...new Set(found.map(({ id }) => id))].slice(0, limit), unmatched: found[0]!.unmatched }
}

type Candidate = {
  id: string, jurisdictionCode: string, title: { text: string }, titles: { text: string }[], shortTitle: string | null, number: string | null,
  year: number | null, names: Record<string, string>, status: string
}

/** The laws that the words may name, the nearest first; without words the laws of the States, those with most concepts first. */
async function listCandidates (db: Db, { words, kin }: ProvisionReference, states: string[] | undefined): Promise<Candidate[]> {
  const lookups = readings(words).map((reading) => readLookup(reading, kin))
  if (words.length > 0 && lookups.length === 0) return []
  const best = words.length === 0 ? lawsOfStates(states!) : namedLaws(lookups, states, lawsMax)
  const { rows } = await db.execute<Candidate>(sql`
    select l.id, l.jurisdiction_code as "jurisdictionCode", l.title, l.titles, l.short_title as "shortTitle", l.number, l.year, l.status, j.names
    from (${best}) best join ${legislation} l on l.id = best.id join ${jurisdiction} j on j.code = l.jurisdiction_code order by best.score desc, l.id`)
  return rows
}

const lawsOfStates = (states: string[]) => sql`
  select l.id, coalesce(carried.n, 0) as score from ${legislation} l left join (
    select p.legislation_id, count(distinct a.concept_code) as n from ${legislation} l join ${provision} p on p.legislation_id = l.id
    join ${annotation} a on a.provision_id = p.id and a.review_state = 'accepted' where l.jurisdiction_code = any(${sql.param(states)}) group by 1
  ) carried on carried.legislation_id = l.id
  where l.state = 'published' and l.jurisdiction_code = any(${sql.param(states)}) order by score desc, l.id limit ${stateLawsMax}`

/** The words, and with what each abbreviation among them stands for in its place. */
const readings = (words: string[]): string[][] =>
  [nameWords(words.join(' ')), ...expansionsOf(words).flatMap(({ rest, names }) => names.map((name) => [...name, ...rest]))].filter((reading) => reading.length > 0)

/** The abbreviations that stand among the words, what they stand for, and the other words. */
const expansionsOf = (words: string[]) => abbreviations.filter(({ parts }) => parts.every((part) => words.includes(part)))
  .map((a) => ({ ...a, rest: nameWords(words.filter((word) => !a.parts.includes(word)).join(' ')) }))

const abbreviations = lawAbbreviations.map(({ abbreviation, names, jurisdictions }) =>
  ({ parts: nameKey(abbreviation).split(' '), names: names.map(nameWords), jurisdictions }))

type Fitting = LawFit & { law: Candidate }

/** The laws that the words name, best first; without a word for provisions only those whose whole name they are. */
function fit ({ words, explicit }: ProvisionReference, laws: Candidate[]): Fitting[] {
  const wanted = nameWords(words.join(' '))
  const expansions = expansionsOf(words)
  const fitting = laws.flatMap((law) => {
    const named = readLawNames({ ...law, titles: [law.title, ...law.titles].map((t) => t.text), state: stateWordsOf(law.jurisdictionCode, law.names) })
    const expanded = expansions.filter(({ jurisdictions }) => !jurisdictions || jurisdictions.includes(law.jurisdictionCode))
      .flatMap(({ names, rest }) => names.map((name) => fitLaw([...name, ...rest], named)))
    const best = [fitLaw(wanted, named), ...expanded].filter((fit) => fit !== undefined).sort((a, b) => b.score - a.score)[0]
    return !best || (!explicit && (best.unmatched.length > 0 || best.score < bareMin)) ? [] : [{ law, ...best }]
  })
  const bestScore = Math.max(0, ...fitting.map(({ score }) => score))
  const past = ({ status }: Candidate) => Number(status === 'repealed' || status === 'draft')
  return fitting.filter(({ score }) => score >= bestScore * nearBest)
    .sort((a, b) => past(a.law) - past(b.law) || b.score - a.score).slice(0, fittingMax)
}

type Row = { id: string, legislationId: string, eId: string, number: string, language: string, textKind: string, current: boolean, validFrom: string | null }

/** The provisions of these laws in whose number or eId one of the numbers stands, of the day asked for. */
async function listNumbered (db: Db, laws: string[], numbers: ProvisionNumber[], asOf: string | undefined): Promise<Row[]> {
  const digits = [...new Set(numbers.map(({ key }) => /\d+/.exec(key)![0]))].join('|')
  const pattern = `(^|[^0-9])(${digits})([^0-9]|$)`
  return db.select({
    id: provision.id, legislationId: provision.legislationId, eId: provision.eId, number: provision.number,
    language: legislationVersion.language, textKind: legislationVersion.textKind, validFrom: provision.validFrom,
    current: sql<boolean>`${provision.validity} @> ${asOf ?? new Date().toISOString().slice(0, 10)}::date`
  }).from(provision).innerJoin(legislationVersion, eq(legislationVersion.id, provision.versionId)).where(and(
    sql`${provision.legislationId} = any(${sql.param(laws)}::uuid[])`, eq(legislationVersion.status, 'published'),
    sql`(${provision.number} ~ ${pattern} or ${provision.eId} ~ ${pattern})`,
    sql`${provision.kind} not in ('preamble', 'book', 'part', 'title', 'chapter', 'division')`,
    asOf ? sql`${provision.validFrom} is not null and ${provision.validity} @> ${asOf}::date` : undefined
  ))
}

/** Of one law's provisions those with this number, in one version each: what is meant within it, else the whole. */
function pick (rows: Row[], { key, subs }: ProvisionNumber, language: string | undefined): string[] {
  const met = rows.map((row) => ({ row, at: placeOf(row) })).filter(({ at }) => at.key === key)
  const inside = met.filter(({ at }) => subs.length > 0 && at.subs === subs.join(''))
  const chosen = inside.length > 0 ? inside : met.filter(({ at }) => at.subs === '')
  const best = new Map<string, Row>()
  for (const { row } of chosen.sort((a, b) => rankOf(b.row, language).localeCompare(rankOf(a.row, language)))) if (!best.has(row.eId)) best.set(row.eId, row)
  return [...best.values()].map((row) => row.id)
}

/** In force on the day first, then in the language wanted, then the original, then the newest. */
const rankOf = (row: Row, language: string | undefined) =>
  `${Number(row.current)}${Number(row.language === language)}${Number(row.textKind === 'original')}${row.validFrom ?? ''}`

/** The number of a provision as printed, or as its eId has it where it stands within another or has none that can be read (`art_unico`). */
function placeOf ({ number, eId }: Row): { key: string, subs: string } {
  const printed = readStoredNumber(number)
  const [first, ...rest] = eId.split('__').filter((part) => !/^(?:chap|chp|part|title|dvs|book|sched|annex)_/.test(part))
  if (printed && (rest.length === 0 || printed.subs.length > 0)) return { key: printed.key, subs: printed.subs.join('') }
  const own = /^(?:art|sec|para|cl|rule|reg)_(.+?)(?:_\d+)?$/.exec(first ?? '')?.[1] ?? ''
  const subs = rest.map((part) => part.replace(/^[a-z]+_/, '').replace(/[^a-z0-9]/gi, '').toLowerCase())
  return { key: readStoredNumber(own)?.key ?? own, subs: subs.join('') }
}
