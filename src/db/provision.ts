import { and, asc, count, desc, eq, exists, getTableColumns, gt, inArray, or, sql, type SQL } from 'drizzle-orm'
import { alias } from 'drizzle-orm/pg-core'
import { NotFound } from '../model/error.js'
import { newId } from '../model/identifier.js'
import type { Penalty, ProvisionRecord } from '../model/legislation.js'
import { conceptIn, replaceClaims } from './annotation.js'
import type { Db, Transaction } from './client.js'
import { inRegion } from './jurisdiction.js'
import type { Writer } from './revision.js'
import { annotation, jurisdiction, legislation, legislationAlias, legislationVersion, penalty, provision, source } from './schema.js'
import { saveSource } from './source.js'

export type Provision = typeof provision.$inferSelect & {
  parentEId: string | null
  /** where it was seen: its own source, else its version's */
  source: typeof source.$inferSelect
  version: Pick<typeof legislationVersion.$inferSelect, 'id' | 'language' | 'textKind' | 'validFrom' | 'validTo' | 'textChangedAt'>
  law: Pick<typeof legislation.$inferSelect, 'id' | 'jurisdictionCode' | 'title' | 'titles' | 'shortTitle' | 'kind' | 'number' | 'year' | 'status'> & { akn: string | null }
}
export type PenaltyRow = typeof penalty.$inferSelect
export type LinkedProvision = {
  subjectId: string, provisionId: string, eId: string, number: string, heading: string | null, legislationId: string,
  akn: string | null, jurisdictionCode: string, law: typeof legislation.$inferSelect['title']
}

type Place = { legislationId: string, versionId: string, validFrom: string | null, validTo: string | null }

/**
 * Puts these provisions in the place of the version's old ones; those with the same eId keep their id.
 * A provision without dates of its own is valid as long as its version.
 */
export async function saveProvisions (tx: Transaction, place: Place, records: ProvisionRecord[], writer: Writer): Promise<void> {
  const old = new Map((await tx.select({ id: provision.id, eId: provision.eId }).from(provision)
    .where(eq(provision.versionId, place.versionId))).map((p) => [p.eId, p.id]))
  const ids = new Map(records.map((r) => [r.eId, old.get(r.eId) ?? newId()]))
  const gone = [...old].filter(([eId]) => !ids.has(eId)).map(([, id]) => id)
  const sources = new Map<ProvisionRecord, string>()
  for (const r of records) if (r.source) sources.set(r, await saveSource(tx, r.source))
  const rows = records.map((r, position) => ({
    id: ids.get(r.eId)!,
    legislationId: place.legislationId,
    versionId: place.versionId,
    eId: r.eId,
    kind: r.kind,
    number: r.number,
    heading: r.heading,
    headings: r.headings,
    parentId: r.parent ? ids.get(r.parent)! : null,
    position,
    text: r.text,
    page: r.page,
    summary: r.summary,
    status: r.status,
    validFrom: r.validFrom ?? place.validFrom,
    validTo: r.validTo ?? place.validTo,
    safeguards: r.safeguards,
    note: r.note,
    checked: r.checked,
    sourceId: sources.get(r) ?? null
  }))
  for (let i = 0; i < rows.length; i += 500) await putRows(tx, rows.slice(i, i + 500))
  // Only now: what stood in a part that is gone stands elsewhere, and does not go with it.
  if (gone.length > 0) await tx.delete(provision).where(inArray(provision.id, gone))
  await savePenalties(tx, records.map((r) => ({ provisionId: ids.get(r.eId)!, penalties: r.penalties })), new Set(old.values()))
  await replaceClaims(tx, 'provision', records.map((r) => ({ subjectId: ids.get(r.eId)!, claims: r.concepts })), writer)
}

/** Stores rows as JSON, which takes half the time of as many parameters; a parent comes first, so that the trigger sees it. */
async function putRows (tx: Transaction, rows: Record<string, unknown>[]) {
  const snakeCase = (key: string) => key.replace(/[A-Z]/g, (c) => `_${c.toLowerCase()}`)
  const names = Object.keys(rows[0]!).map(snakeCase)
  const columns = sql.join(names.map((name) => sql.identifier(name)), sql`, `)
  const changes = sql.join(names.filter((name) => name !== 'id').map((name) => sql`${sql.identifier(name)} = excluded.${sql.identifier(name)}`), sql`, `)
  const json = JSON.stringify(rows.map((row) => Object.fromEntries(Object.entries(row).map(([key, value]) => [snakeCase(key), value]))))
  await tx.execute(sql`insert into ${provision} (${columns}) select ${columns} from json_populate_recordset(null::${provision}, ${json}::json)
    order by position on conflict (id) do update set ${changes}`)
}

async function savePenalties (tx: Transaction, given: { provisionId: string, penalties: Penalty[] }[], held: Set<string>) {
  const ids = given.map((g) => g.provisionId).filter((id) => held.has(id))
  for (let i = 0; i < ids.length; i += 5000) await tx.delete(penalty).where(inArray(penalty.provisionId, ids.slice(i, i + 5000)))
  const rows = given.flatMap(({ provisionId, penalties }) => penalties.map((p, position) => ({
    id: newId(),
    provisionId,
    position,
    appliesTo: p.appliesTo,
    paragraph: p.paragraph,
    circumstance: p.circumstance,
    imprisonmentMonthsMin: p.imprisonment?.minMonths,
    imprisonmentMonthsMax: p.imprisonment?.maxMonths,
    life: p.imprisonment?.life ?? false,
    fineMin: p.fine?.min,
    fineMax: p.fine?.max,
    fineUnit: p.fine?.unit,
    combination: p.combination,
    other: p.other
  })))
  for (let i = 0; i < rows.length; i += 1000) await tx.insert(penalty).values(rows.slice(i, i + 1000))
}

export type ProvisionFilter = {
  state?: string[], region?: string[], concept?: string[], language?: string[], status?: string[], legislation?: string[],
  asOf?: string, ids?: string[], after?: string, limit: number
}

export async function listProvisions (db: Db, filter: ProvisionFilter): Promise<Provision[]> {
  return withLaw(db).where(and(...provisionWhere(db, filter), filter.after ? gt(provision.id, filter.after) : undefined))
    .orderBy(asc(provision.id)).limit(filter.limit)
}

export async function countProvisions (db: Db, filter: ProvisionFilter): Promise<number> {
  const [row] = await db.select({ n: count() }).from(provision)
    .innerJoin(legislationVersion, eq(legislationVersion.id, provision.versionId))
    .innerJoin(legislation, eq(legislation.id, provision.legislationId))
    .innerJoin(jurisdiction, eq(jurisdiction.code, legislation.jurisdictionCode))
    .where(and(...provisionWhere(db, filter)))
  return row!.n
}

/** All provisions of one version, in the order of the law. */
export async function listVersionProvisions (db: Db, versionId: string): Promise<Provision[]> {
  return withLaw(db).where(eq(provision.versionId, versionId)).orderBy(asc(provision.position))
}

/** All provisions of a law, in whichever version. */
export async function listLegislationProvisions (db: Db, legislationId: string): Promise<Provision[]> {
  return withLaw(db).where(eq(provision.legislationId, legislationId)).orderBy(asc(provision.versionId), asc(provision.position))
}

const parent = alias(provision, 'parent')

function withLaw (db: Db) {
  const v = legislationVersion
  const l = legislation
  return db.select({
    ...getTableColumns(provision),
    parentEId: parent.eId,
    source,
    version: { id: v.id, language: v.language, textKind: v.textKind, validFrom: v.validFrom, validTo: v.validTo, textChangedAt: v.textChangedAt },
    law: {
      id: l.id, jurisdictionCode: l.jurisdictionCode, title: l.title, titles: l.titles, shortTitle: l.shortTitle, kind: l.kind,
      number: l.number, year: l.year, status: l.status, akn: legislationAlias.alias
    }
  }).from(provision)
    .innerJoin(v, eq(v.id, provision.versionId))
    .innerJoin(l, eq(l.id, provision.legislationId))
    .innerJoin(jurisdiction, eq(jurisdiction.code, l.jurisdictionCode))
    .leftJoin(parent, eq(parent.id, provision.parentId))
    .innerJoin(source, eq(source.id, sql`coalesce(${provision.sourceId}, ${v.sourceId})`))
    .leftJoin(legislationAlias, and(eq(legislationAlias.legislationId, l.id), eq(legislationAlias.current, true)))
}

function provisionWhere (db: Db, f: ProvisionFilter): (SQL | undefined)[] {
  return [
    eq(legislation.state, 'published'),
    eq(legislationVersion.status, 'published'),
    f.ids && inArray(provision.id, f.ids),
    f.legislation && inArray(provision.legislationId, f.legislation),
    f.state && inArray(legislation.jurisdictionCode, f.state),
    f.region && inRegion(f.region),
    f.status && inArray(provision.status, f.status),
    f.language && inArray(legislationVersion.language, f.language),
    f.asOf ? sql`${provision.validFrom} is not null and ${provision.validity} @> ${f.asOf}::date` : undefined,
    f.concept && exists(db.select({ one: sql`1` }).from(annotation).where(and(
      eq(annotation.provisionId, provision.id), eq(annotation.reviewState, 'accepted'), conceptIn(annotation.conceptCode, f.concept)
    )))
  ]
}

/**
 * One provision of a law by its eId: in the language asked for where the law has it, on the day asked for or as it
 * stands last. Throws NotFound.
 */
export async function getProvision (
  db: Db, legislationId: string, eId: string, { language, asOf }: { language?: string, asOf?: string } = {}
): Promise<Provision> {
  const [row] = await withLaw(db)
    .where(and(...provisionWhere(db, { legislation: [legislationId], asOf, limit: 1 }), eq(provision.eId, eId)))
    .orderBy(
      desc(sql`${legislationVersion.language} = ${language ?? ''}`), desc(sql`${legislationVersion.textKind} = 'original'`),
      sql`${provision.validFrom} desc nulls last`
    ).limit(1)
  if (!row) throw new NotFound(`The law has no provision ${eId}${asOf ? ` known to have been in force on ${asOf}` : ''}.`)
  return row
}

/** The provisions that are named by a law's alias and an eId → their id; the newest version of each. */
export async function findProvisionIds (db: Db, refs: { law: string, eId: string }[]): Promise<Map<string, string>> {
  if (refs.length === 0) return new Map()
  const rows = await db.select({ law: legislationAlias.alias, eId: provision.eId, id: provision.id }).from(provision)
    .innerJoin(legislationAlias, eq(legislationAlias.legislationId, provision.legislationId))
    .where(and(inArray(legislationAlias.alias, [...new Set(refs.map((r) => r.law))]), inArray(provision.eId, [...new Set(refs.map((r) => r.eId))])))
    .orderBy(sql`${provision.validFrom} asc nulls first`)
  return new Map(rows.map((row) => [`${row.law} ${row.eId}`, row.id]))
}

/** What a link to a provision shows of it. */
export const linkedProvision = {
  provisionId: provision.id,
  eId: provision.eId,
  number: provision.number,
  heading: provision.heading,
  legislationId: provision.legislationId,
  akn: legislationAlias.alias,
  jurisdictionCode: legislation.jurisdictionCode,
  law: legislation.title
}

/**
 * Where the safeguards of these provisions stand, each as a link in its newest wording; `subjectId` is the provision
 * they bound. A safeguard that names no eId stands in the provision itself and is not listed.
 */
export async function listSafeguardPlaces (
  db: Db, provisions: Pick<Provision, 'id' | 'legislationId' | 'safeguards'>[]
): Promise<LinkedProvision[]> {
  const wanted = provisions.flatMap((p) => p.safeguards.flatMap(({ law, eId }) =>
    eId === null ? [] : [{ subjectId: p.id, legislationId: p.legislationId, law, eId }]))
  if (wanted.length === 0) return []
  const laws = wanted.flatMap((w) => w.law ?? [])
  const rows = await db.select(linkedProvision).from(provision)
    .innerJoin(legislation, eq(legislation.id, provision.legislationId))
    .leftJoin(legislationAlias, and(eq(legislationAlias.legislationId, legislation.id), eq(legislationAlias.current, true)))
    .where(and(
      eq(legislation.state, 'published'), inArray(provision.eId, wanted.map((w) => w.eId)),
      or(inArray(provision.legislationId, wanted.map((w) => w.legislationId)), laws.length > 0 ? inArray(legislationAlias.alias, laws) : undefined)
    ))
    .orderBy(sql`${provision.validFrom} asc nulls first`)
  const newest = new Map(rows.flatMap((row) => [[`${row.legislationId} ${row.eId}`, row], [`${row.akn} ${row.eId}`, row]] as const))
  return wanted.flatMap(({ subjectId, legislationId, law, eId }) => {
    const place = newest.get(`${law ?? legislationId} ${eId}`)
    return place ? [{ ...place, subjectId }] : []
  })
}

export async function listPenalties (db: Db, provisionIds: string[]): Promise<PenaltyRow[]> {
  if (provisionIds.length === 0) return []
  return db.select().from(penalty).where(inArray(penalty.provisionId, provisionIds)).orderBy(asc(penalty.provisionId), asc(penalty.position))
}

/** How many provisions match apart from their dates, but have no date at all: for them `asOf` cannot be answered. */
export async function countUndated (db: Db, filter: ProvisionFilter): Promise<number> {
  const { asOf: _asOf, ...rest } = filter
  const [row] = await db.select({ n: count() }).from(provision)
    .innerJoin(legislationVersion, eq(legislationVersion.id, provision.versionId))
    .innerJoin(legislation, eq(legislation.id, provision.legislationId))
    .innerJoin(jurisdiction, eq(jurisdiction.code, legislation.jurisdictionCode))
    .where(and(...provisionWhere(db, rest), sql`${provision.validFrom} is null`))
  return row!.n
}
