import { and, asc, count, desc, eq, gt, inArray, isNotNull, lte, or, sql, type SQL } from 'drizzle-orm'
import type { CoverageRecord } from '../model/coverage.js'
import { newId } from '../model/identifier.js'
import { conceptIn } from './annotation.js'
import { linkedProvision, type LinkedProvision } from './case.js'
import type { Db, Transaction } from './client.js'
import { inRegion } from './jurisdiction.js'
import { findProvisionIds } from './provision.js'
import { annotation, coverage, coverageEvidence, jurisdiction, legislation, legislationAlias, legislationVersion, provision, source } from './schema.js'
import { saveSource } from './source.js'

export type Coverage = typeof coverage.$inferSelect & { source: typeof source.$inferSelect }

/** Puts a dataset's statements on coverage in the place of all there are. */
export async function saveCoverage (tx: Transaction, records: CoverageRecord[]): Promise<void> {
  await tx.delete(coverage)
  const provisions = await findProvisionIds(tx, records.flatMap((r) => r.evidence))
  for (const r of records) {
    const id = newId()
    await tx.insert(coverage).values({
      id,
      jurisdictionCode: r.jurisdiction,
      conceptCode: r.concept,
      status: r.status,
      asOf: r.asOf,
      sourceStatus: r.sourceStatus,
      note: r.note,
      checked: r.checked,
      sourceId: await saveSource(tx, r.source)
    })
    const evidence = r.evidence.map((e) => provisions.get(`${e.law} ${e.eId}`)!)
    if (evidence.length > 0) await tx.insert(coverageEvidence).values(evidence.map((provisionId) => ({ coverageId: id, provisionId })))
  }
}

/**
 * Derives coverage from the provisions that were read: a concept is covered, from the day its first provision in
 * force is known to be valid, by a specific offence or power, by general law, or by both. What was not read gets no row.
 */
export async function deriveCoverage (tx: Transaction): Promise<void> {
  const rows = await tx.select({
    jurisdictionCode: legislation.jurisdictionCode,
    conceptCode: annotation.conceptCode,
    general: sql<boolean>`bool_or(${annotation.relation} = 'general_offence')`,
    specific: sql<boolean>`bool_or(${annotation.relation} <> 'general_offence')`,
    asOf: sql<string>`min(${provision.validFrom})::text`,
    sourceId: sql<string>`(array_agg(${legislationVersion.sourceId} order by ${provision.validFrom}, ${provision.position}))[1]`,
    checked: sql<string>`case when bool_and(${provision.checked} = 'seen') then 'seen' else 'recalled' end`,
    evidence: sql<string[]>`array_agg(distinct ${provision.id})`
  }).from(annotation)
    .innerJoin(provision, eq(provision.id, annotation.provisionId))
    .innerJoin(legislationVersion, eq(legislationVersion.id, provision.versionId))
    .innerJoin(legislation, eq(legislation.id, provision.legislationId))
    .where(and(
      eq(legislation.state, 'published'), eq(annotation.reviewState, 'accepted'), isNotNull(provision.validFrom),
      inArray(provision.status, ['in_force', 'partially_in_force']), inArray(legislation.status, ['in_force', 'partially_in_force']),
      or(sql`${provision.validTo} is null`, gt(provision.validTo, sql`current_date`))
    ))
    .groupBy(legislation.jurisdictionCode, annotation.conceptCode)
  for (const { general, specific, evidence, ...row } of rows) {
    const id = newId()
    const status = general && specific ? 'both' : general ? 'general_law' : 'specific'
    const inserted = await tx.insert(coverage).values({ id, ...row, status }).onConflictDoNothing().returning({ id: coverage.id })
    if (inserted.length > 0) await tx.insert(coverageEvidence).values(evidence.map((provisionId) => ({ coverageId: id, provisionId })))
  }
}

export type CoverageFilter = {
  state?: string[], region?: string[], concept?: string[], status?: string[], asOf?: string, after?: [string, string], limit: number
}

/** The newest statement per State and concept up to `asOf`; ordered by State, then concept. */
export async function listCoverage (db: Db, filter: CoverageFilter): Promise<Coverage[]> {
  const newest = newestStatements(db, filter)
  const after = filter.after && sql`(${newest.jurisdictionCode}, ${newest.conceptCode}) > (${filter.after[0]}, ${filter.after[1]})`
  const rows = await db.select().from(coverage)
    .innerJoin(newest, eq(newest.id, coverage.id))
    .innerJoin(source, eq(source.id, coverage.sourceId))
    .where(and(after, filter.status && inArray(coverage.status, filter.status)))
    .orderBy(asc(coverage.jurisdictionCode), asc(coverage.conceptCode)).limit(filter.limit)
  return rows.map((row) => ({ ...row.coverage, source: row.source }))
}

export async function countCoverage (db: Db, filter: CoverageFilter): Promise<number> {
  const newest = newestStatements(db, filter)
  const [row] = await db.select({ n: count() }).from(coverage).innerJoin(newest, eq(newest.id, coverage.id))
    .where(filter.status && inArray(coverage.status, filter.status))
  return row!.n
}

function newestStatements (db: Db, f: CoverageFilter) {
  const where: (SQL | undefined)[] = [
    f.state && inArray(coverage.jurisdictionCode, f.state),
    f.region && inRegion(f.region),
    f.concept && conceptIn(coverage.conceptCode, f.concept),
    f.asOf ? lte(coverage.asOf, f.asOf) : undefined
  ]
  return db.selectDistinctOn([coverage.jurisdictionCode, coverage.conceptCode], {
    id: coverage.id, jurisdictionCode: coverage.jurisdictionCode, conceptCode: coverage.conceptCode
  }).from(coverage).innerJoin(jurisdiction, eq(jurisdiction.code, coverage.jurisdictionCode)).where(and(...where))
    .orderBy(asc(coverage.jurisdictionCode), asc(coverage.conceptCode), desc(coverage.asOf), desc(coverage.id)).as('newest')
}

/** The provisions a statement rests on. */
export async function listEvidence (db: Db, coverageIds: string[]): Promise<LinkedProvision[]> {
  if (coverageIds.length === 0) return []
  return db.select({ subjectId: coverageEvidence.coverageId, ...linkedProvision }).from(coverageEvidence)
    .innerJoin(provision, eq(provision.id, coverageEvidence.provisionId))
    .innerJoin(legislation, eq(legislation.id, provision.legislationId))
    .leftJoin(legislationAlias, and(eq(legislationAlias.legislationId, legislation.id), eq(legislationAlias.current, true)))
    .where(and(inArray(coverageEvidence.coverageId, coverageIds), eq(legislation.state, 'published'))).orderBy(asc(provision.position))
}
