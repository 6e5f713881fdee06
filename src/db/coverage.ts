import { and, asc, count, desc, eq, inArray, lte, sql, type SQL } from 'drizzle-orm'
import type { CoverageRecord } from '../model/coverage.js'
import { groupBy } from '../model/group.js'
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
 * Derives coverage from the provisions that were read, for each day on which it changed. A concept is covered by a
 * specific rule, by general law or by both where provisions on it are in force; `partial` where they are so only in part,
 * `disputed` where they are suspended, `draft_only` where they stand in a bill. Of an offence only the provisions that
 * create it count. A provision counts from the day it is valid or, where that is unknown, was last seen to be law, up to
 * the day it ended; where none is left the concept is `no_data` again, for what came after was not read. What was derived
 * before, of all States or of those named, goes.
 */
export async function deriveCoverage (tx: Transaction, states?: string[]): Promise<void> {
  await tx.delete(coverage).where(and(eq(coverage.derived, true), states && inArray(coverage.jurisdictionCode, states)))
  const pairs = groupBy(await readClaims(tx, states), (c) => `${c.jurisdictionCode} ${c.conceptCode}`)
  const derived = [...pairs.values()].flatMap(statementsOf)
  for (let i = 0; i < derived.length; i += 1000) {
    const chunk = derived.slice(i, i + 1000)
    const inserted = await tx.insert(coverage).values(chunk.map((d) => d.row)).onConflictDoNothing().returning({ id: coverage.id })
    const ids = new Set(inserted.map((r) => r.id))
    const links = chunk.flatMap(({ row, evidence }) => ids.has(row.id) ? evidence.map((provisionId) => ({ coverageId: row.id, provisionId })) : [])
    for (let n = 0; n < links.length; n += 5000) await tx.insert(coverageEvidence).values(links.slice(n, n + 5000))
  }
}

const standings = ['in_force', 'partial', 'disputed', 'draft_only'] as const

/** The claim of a provision about a concept, and its place among `standings` from `since` until before `until`. */
type Claim = {
  jurisdictionCode: string, conceptCode: string, relation: string, provisionId: string, checked: string, sourceId: string,
  since: string, until: string | null, standing: number
}

/** What is to be said of one State and concept, day by day; the claims come in the order of the law. */
function statementsOf (claims: Claim[]) {
  const today = new Date().toISOString().slice(0, 10)
  const days = [...new Set(claims.flatMap((c) => [c.since, c.until ?? c.since]))].filter((day) => day <= today).sort()
  const statements: { row: typeof coverage.$inferInsert & { id: string }, evidence: string[] }[] = []
  let last = ''
  for (const day of days) {
    const live = claims.filter((c) => c.since <= day && (c.until === null || c.until > day))
    const best = Math.min(...live.map((c) => c.standing))
    const counted = live.filter((c) => c.standing === best)
    const evidence = [...new Set(counted.map((c) => c.provisionId))]
    const status = counted.length === 0 ? 'no_data' : statusOf(counted)
    if (`${status} ${evidence.join()}` === last) continue
    last = `${status} ${evidence.join()}`
    const { jurisdictionCode, conceptCode, sourceId } = counted[0] ?? claims.findLast((c) => c.until !== null && c.until <= day)!
    const checked = counted.every((c) => c.checked === 'seen') ? 'seen' : 'recalled'
    statements.push({ row: { id: newId(), jurisdictionCode, conceptCode, status, asOf: day, derived: true, sourceId, checked }, evidence })
  }
  return statements
}

function statusOf (claims: Claim[]): string {
  const standing = standings[claims[0]!.standing]!
  if (standing !== 'in_force') return standing
  const general = claims.some((c) => c.relation === 'general_offence')
  return !general ? 'specific' : claims.some((c) => c.relation !== 'general_offence') ? 'both' : 'general_law'
}

async function readClaims (tx: Transaction, states: string[] | undefined): Promise<Claim[]> {
  const { rows } = await tx.execute<Claim>(sql`
    select * from (
      select l.jurisdiction_code as "jurisdictionCode", a.concept_code as "conceptCode", a.relation, p.id as "provisionId", p.checked,
        s.id as "sourceId", coalesce(p.valid_from, s.retrieved_at, l.last_verified_at, l.created_at::date)::text as since,
        least(p.valid_to, l.repealed_on)::text as until,
        case
          when 'draft' in (l.status, p.status) then 3
          when 'not_yet_in_force' in (l.status, p.status) or 'unknown' in (l.status, p.status) then null
          when l.status in ('repealed', 'struck_down') or p.status in ('repealed', 'struck_down') then
            case when least(p.valid_to, l.repealed_on) is not null then 0 end
          when 'suspended' in (l.status, p.status) then 2
          when p.status = 'partially_in_force' then 1
          else 0
        end as standing, p.position
      from ${annotation} a
      join ${provision} p on p.id = a.provision_id
      join ${legislationVersion} v on v.id = p.version_id
      join ${legislation} l on l.id = p.legislation_id
      join ${source} s on s.id = coalesce(p.source_id, v.source_id)
      where l.state = 'published' and a.review_state = 'accepted' and (${states === undefined} or l.jurisdiction_code = any(${sql.param(states ?? [])}::text[]))
        and (a.concept_code not like 'OFF%' or a.relation in ('specific_offence', 'general_offence'))
    ) claimed where standing is not null and (until is null or since < until)
    order by since, position`)
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
