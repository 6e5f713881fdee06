import { and, asc, count, eq, exists, getTableColumns, gt, inArray, isNull, lte, notInArray, or, sql, type SQL } from 'drizzle-orm'
import { Conflict, NotFound } from '../model/error.js'
import { contentHash, newId } from '../model/identifier.js'
import type { LegislationRecord, ProvisionRecord, VersionRecord } from '../model/legislation.js'
import { isSameText, spotOf } from '../model/merge.js'
import { conceptIn, replaceClaims } from './annotation.js'
import type { Db, Transaction } from './client.js'
import { inRegion } from './jurisdiction.js'
import { saveLawNames } from './legislation-name.js'
import { readLinks, restoreLinks } from './link.js'
import { saveProvisions } from './provision.js'
import { planSave, published, saveCurated, type Saved, type Writer } from './revision.js'
import { annotation, jurisdiction, legislation, legislationAlias, legislationVersion, provision, source } from './schema.js'
import { saveSource } from './source.js'

type Source = typeof source.$inferSelect
export type Legislation = typeof legislation.$inferSelect & {
  source: Source, akn: string | null, languages: string[], provisionCount: number
}
export type Version = typeof legislationVersion.$inferSelect & { source: Source, provisionCount: number }

/** What saving would do, without doing it. */
export async function planLegislation (db: Db, record: LegislationRecord, writer: Writer): Promise<Saved> {
  return planSave(db, 'legislation', await findExisting(db, record), record, writer)
}

/**
 * Creates the law or revises it in place: ids of the law, of its versions and of provisions with the same eId stay.
 * Everything happens in `tx`: rows, revision, audit and outbox. The record has been checked; the database refuses the rest.
 */
export async function saveLegislation (tx: Transaction, record: LegislationRecord, writer: Writer): Promise<Saved> {
  const columns = {
    jurisdictionCode: record.jurisdiction,
    kind: record.kind,
    number: record.number,
    year: record.year,
    title: record.title,
    titles: record.titles,
    shortTitle: record.shortTitle,
    status: record.status,
    enactedOn: record.enactedOn,
    inForceFrom: record.inForceFrom,
    repealedOn: record.repealedOn,
    summary: record.summary,
    amendments: record.amendments,
    note: record.note
  }
  return saveCurated(tx, 'legislation', await findExisting(tx, record), record, writer, async ({ id, columns: curated, before }) => {
    const sameText = before && contentHash(before.versions) === contentHash(record.versions)
    const row = { ...columns, ...curated, ...(sameText ? {} : { textChangedAt: new Date() }) }
    await tx.insert(legislation).values({ id, ...row }).onConflictDoUpdate({ target: legislation.id, set: row })
    await saveAlias(tx, id, record.akn)
    await saveLawNames(tx, id)
    // Nothing names the provisions of a law that is new.
    const links = before ? await readLinks(tx, id) : []
    await saveVersions(tx, id, record, writer)
    await restoreLinks(tx, id, links, writer)
    await replaceClaims(tx, 'legislation', [{ subjectId: id, claims: record.concepts }], writer)
  })
}

async function findExisting (db: Db, record: LegislationRecord) {
  const columns = { id: legislation.id, revision: legislation.revision, contentHash: legislation.contentHash, state: legislation.state }
  const [row] = record.id
    ? await db.select(columns).from(legislation).where(eq(legislation.id, record.id))
    : await db.select(columns).from(legislation).innerJoin(legislationAlias, eq(legislationAlias.legislationId, legislation.id))
      .where(eq(legislationAlias.alias, record.akn ?? ''))
  return row
}

async function saveAlias (tx: Transaction, legislationId: string, alias: string | null) {
  await tx.update(legislationAlias).set({ current: false }).where(eq(legislationAlias.legislationId, legislationId))
  if (!alias) return
  const ours = await tx.insert(legislationAlias).values({ alias, legislationId })
    .onConflictDoUpdate({ target: legislationAlias.alias, set: { current: true }, setWhere: eq(legislationAlias.legislationId, legislationId) })
    .returning({ alias: legislationAlias.alias })
  if (ours.length === 0) throw new Conflict(`The alias ${alias} belongs to another law.`)
}

async function saveVersions (tx: Transaction, legislationId: string, record: LegislationRecord, writer: Writer) {
  const old = new Map((await tx.select().from(legislationVersion).where(eq(legislationVersion.legislationId, legislationId)))
    .map((v) => [spotOf(v), v]))
  const versions = record.versions.map((v) => ({ id: old.get(spotOf(v))?.id ?? newId(), record: v }))
  const kept = versions.map((v) => v.id)
  await tx.delete(legislationVersion).where(and(
    eq(legislationVersion.legislationId, legislationId), kept.length > 0 ? notInArray(legislationVersion.id, kept) : undefined
  ))
  for (const { id, record: v } of versions) {
    const sha256 = contentHash(v.provisions)
    const row = {
      legislationId,
      language: v.language,
      textKind: v.textKind,
      validFrom: v.validFrom,
      validTo: v.validTo,
      sha256,
      fileSha256: v.file,
      structure: v.structure,
      note: v.note,
      checked: v.checked,
      sourceId: await saveSource(tx, v.source),
      ...(old.get(spotOf(v))?.sha256 === sha256 ? {} : { textChangedAt: new Date() })
    }
    await tx.insert(legislationVersion).values({ id, ...row }).onConflictDoUpdate({ target: legislationVersion.id, set: row })
    await saveProvisions(tx, { legislationId, versionId: id, validFrom: v.validFrom, validTo: v.validTo }, datedIn(v, record.versions), writer)
  }
}

/**
 * The provisions of a version with their own dates held within it, so that on any day there is one wording of each: it
 * ends with its version at the latest, and begins before its version only where no earlier version has it.
 */
function datedIn (version: VersionRecord, all: VersionRecord[]): ProvisionRecord[] {
  const { validFrom, validTo } = version
  const before = all.filter((v) => v !== version && isSameText(v, version) && validFrom && (v.validFrom ?? '') < validFrom)
  const known = new Set(before.flatMap((v) => v.provisions.map((p) => p.eId)))
  return version.provisions.map((p) => ({
    ...p,
    validFrom: p.validFrom && validFrom && p.validFrom < validFrom && known.has(p.eId) ? validFrom : p.validFrom,
    validTo: p.validTo && validTo && p.validTo < validTo ? p.validTo : validTo ?? p.validTo
  }))
}

export type LegislationFilter = {
  state?: string[], region?: string[], concept?: string[], kind?: string[], language?: string[], status?: string[],
  year?: { from?: number, to?: number }, asOf?: string, ids?: string[], after?: string, limit: number
}

export async function listLegislation (db: Db, filter: LegislationFilter): Promise<Legislation[]> {
  const rows = await withDetails(db)
    .where(and(...legislationWhere(db, filter), filter.after ? gt(legislation.id, filter.after) : undefined))
    .orderBy(asc(legislation.id)).limit(filter.limit)
  return rows
}

export async function countLegislation (db: Db, filter: LegislationFilter): Promise<number> {
  const [row] = await db.select({ n: count() }).from(legislation)
    .innerJoin(jurisdiction, eq(jurisdiction.code, legislation.jurisdictionCode)).where(and(...legislationWhere(db, filter)))
  return row!.n
}

function withDetails (db: Db) {
  const versions = db.select({
    legislationId: legislationVersion.legislationId,
    languages: sql<string[]>`array_agg(distinct ${legislationVersion.language} order by ${legislationVersion.language})`.as('languages')
  }).from(legislationVersion).groupBy(legislationVersion.legislationId).as('versions')
  const provisions = db.select({ legislationId: provision.legislationId, n: sql<number>`count(distinct ${provision.eId})::int`.as('n') })
    .from(provision).groupBy(provision.legislationId).as('provisions')
  return db.select({
    ...getTableColumns(legislation),
    source,
    akn: legislationAlias.alias,
    languages: sql<string[]>`coalesce(${versions.languages}, '{}')`,
    provisionCount: sql<number>`coalesce(${provisions.n}, 0)`
  }).from(legislation)
    .innerJoin(source, eq(source.id, legislation.sourceId))
    .innerJoin(jurisdiction, eq(jurisdiction.code, legislation.jurisdictionCode))
    .leftJoin(legislationAlias, and(eq(legislationAlias.legislationId, legislation.id), eq(legislationAlias.current, true)))
    .leftJoin(versions, eq(versions.legislationId, legislation.id))
    .leftJoin(provisions, eq(provisions.legislationId, legislation.id))
}

function legislationWhere (db: Db, f: LegislationFilter): (SQL | undefined)[] {
  const about = (codes: string[]) => exists(db.select({ one: sql`1` }).from(annotation)
    .leftJoin(provision, eq(provision.id, annotation.provisionId))
    .where(and(
      or(eq(annotation.legislationId, legislation.id), eq(provision.legislationId, legislation.id)),
      eq(annotation.reviewState, 'accepted'), conceptIn(annotation.conceptCode, codes)
    )))
  return [
    eq(legislation.state, 'published'),
    f.ids && inArray(legislation.id, f.ids),
    f.state && inArray(legislation.jurisdictionCode, f.state),
    f.region && inRegion(f.region),
    f.kind && inArray(legislation.kind, f.kind),
    f.status && inArray(legislation.status, f.status),
    f.language && or(
      inArray(sql`${legislation.title}->>'language'`, f.language),
      exists(db.select({ one: sql`1` }).from(legislationVersion)
        .where(and(eq(legislationVersion.legislationId, legislation.id), inArray(legislationVersion.language, f.language))))
    ),
    f.year?.from ? sql`${legislation.year} >= ${f.year.from}` : undefined,
    f.year?.to ? sql`${legislation.year} <= ${f.year.to}` : undefined,
    f.asOf ? and(lte(legislation.inForceFrom, f.asOf), or(isNull(legislation.repealedOn), gt(legislation.repealedOn, f.asOf))) : undefined,
    f.concept && about(f.concept)
  ]
}

/** A published law; throws NotFound, Gone or Moved. */
export async function getLegislation (db: Db, id: string): Promise<Legislation> {
  const [row] = await withDetails(db).where(eq(legislation.id, id))
  return published(row, `law ${id}`)
}

/** The law that has, or once had, this alias, or the one it moved to; throws NotFound. */
export async function findByAlias (db: Db, alias: string): Promise<string> {
  const { rows: [row] } = await db.execute<{ id: string }>(sql`
    with recursive held as (
      select l.id, l.moved_to from ${legislationAlias} a join ${legislation} l on l.id = a.legislation_id where a.alias = ${alias}
      union
      select l.id, l.moved_to from held join ${legislation} l on l.id = held.moved_to
    ) select id from held where moved_to is null`)
  if (!row) throw new NotFound(`No law has the alias ${alias}.`)
  return row.id
}

export async function listVersions (db: Db, legislationId: string): Promise<Version[]> {
  const counts = db.select({ versionId: provision.versionId, n: count().as('n') }).from(provision)
    .where(eq(provision.legislationId, legislationId)).groupBy(provision.versionId).as('counts')
  return db.select({ ...getTableColumns(legislationVersion), source, provisionCount: sql<number>`coalesce(${counts.n}, 0)::int` })
    .from(legislationVersion)
    .innerJoin(source, eq(source.id, legislationVersion.sourceId))
    .leftJoin(counts, eq(counts.versionId, legislationVersion.id))
    .where(and(eq(legislationVersion.legislationId, legislationId), eq(legislationVersion.status, 'published')))
    .orderBy(asc(legislationVersion.language), asc(legislationVersion.textKind), sql`${legislationVersion.validFrom} desc nulls last`)
}
