import { and, asc, count, desc, eq, inArray, lte, sql, type SQL } from 'drizzle-orm'
import type { CoverageRecord } from '../model/coverage.js'
import { newId } from '../model/identifier.js'
import { conceptIn } from './annotation.js'
import type { Db, Transaction } from './client.js'
import { inRegion } from './jurisdiction.js'
import { findProvisionIds, linkedProvision, type LinkedProvision } from './provision.js'
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
 * Derives coverage from the provisions that were read. A concept is covered by a specific rule, by general law or by
 * both where provisions on it are in force; `partial` where they are so only in part, `disputed` where they are suspended,
 * `draft_only` where they stand in a bill. Of an offence only the provisions that create it count. It is known from the
 * day its first such provision is valid or, where that is unknown, was last seen to be law. What was not read gets no row.
 */
export async function deriveCoverage (tx: Transaction): Promise<void> {
  const rows = await readClaimed(tx)
  const derived = rows.map(({ standing, general, specific, evidence, ...row }) => {
    const inForce = general && specific ? 'both' : general ? 'general_law' : 'specific'
    return { row: { id: newId(), ...row, status: standing === 'in_force' ? inForce : standing }, evidence }
  })
  for (let i = 0; i < derived.length; i += 1000) {
    const chunk = derived.slice(i, i + 1000)
    const inserted = await tx.insert(coverage).values(chunk.map((d) => d.row)).onConflictDoNothing().returning({ id: coverage.id })
    const ids = new Set(inserted.map((r) => r.id))
    const links = chunk.flatMap(({ row, evidence }) => ids.has(row.id) ? evidence.map((provisionId) => ({ coverageId: row.id, provisionId })) : [])
    for (let n = 0; n < links.length; n += 5000) await tx.insert(coverageEvidence).values(links.slice(n, n + 5000))
  }
}

type Claimed = {
  jurisdictionCode: string, conceptCode: string, standing: 'in_force' | 'partial' | 'disputed' | 'draft_only', general: boolean, specific: boolean,
  asOf: string, sourceId: string, checked: string, evidence: string[]
}

/** Per State and concept the provisions of the best standing there is, summed up. */
async function readClaimed (tx: Transaction): Promise<Claimed[]> {
  const { rows } = await tx.execute<Claimed>(sql`
    with claimed as (
      select l.jurisdiction_code, a.concept_code, a.relation, p.id, p.position, p.checked, coalesce(p.source_id, v.source_id) as source_id,
        coalesce(p.valid_from, s.retrieved_at, l.last_verified_at, l.created_at::date) as since,
        case
          when l.status = 'draft' or p.status = 'draft' then 4
          when l.status not in ('in_force', 'partially_in_force', 'suspended') then null
          when l.status = 'suspended' or p.status = 'suspended' then 3
          when p.status = 'partially_in_force' then 2
          when p.status = 'in_force' then 1
        end as standing
      from ${annotation} a
      join ${provision} p on p.id = a.provision_id
      join ${legislationVersion} v on v.id = p.version_id
      join ${legislation} l on l.id = p.legislation_id
      join ${source} s on s.id = coalesce(p.source_id, v.source_id)
      where l.state = 'published' and a.review_state = 'accepted' and (p.valid_to is null or p.valid_to > current_date)
        and (a.concept_code not like 'OFF%' or a.relation in ('specific_offence', 'general_offence'))
    ), ranked as (
      select *, min(standing) over (partition by jurisdiction_code, concept_code) as best from claimed where standing is not null
    )
    select jurisdiction_code as "jurisdictionCode", concept_code as "conceptCode",
      (array['in_force', 'partial', 'disputed', 'draft_only'])[best] as standing,
      bool_or(relation = 'general_offence') as general, bool_or(relation <> 'general_offence') as specific,
      min(since)::text as "asOf", (array_agg(source_id order by since, position))[1] as "sourceId",
      case when bool_and(checked = 'seen') then 'seen' else 'recalled' end as checked,
      array_agg(distinct id) as evidence
    from ranked where standing = best group by jurisdiction_code, concept_code, best`)
  return rows
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

/** How many concepts have each status today, per jurisdiction or of one; a concept without a statement is not counted. */
export async function countCoverageStatuses (db: Db, state?: string): Promise<{ code: string, status: string, n: number }[]> {
  const newest = newestStatements(db, { limit: 0, state: state === undefined ? undefined : [state] })
  return db.select({ code: coverage.jurisdictionCode, status: coverage.status, n: count() }).from(coverage)
    .innerJoin(newest, eq(newest.id, coverage.id)).groupBy(coverage.jurisdictionCode, coverage.status)
    .orderBy(asc(coverage.jurisdictionCode), asc(coverage.status))
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
