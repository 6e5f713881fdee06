import { sql } from 'drizzle-orm'
import type { Db } from './client.js'
import { listCoverage } from './coverage.js'
import { caseJurisdiction, courtCase, legislation, lesson, lessonJurisdiction, provision } from './schema.js'

type Holding = { total: number, seen: number, recalled: number }
export type Holdings = { legislation: Holding, provisions: Holding, cases: Holding, lessons: Holding, lastVerifiedAt: string | null }

/** How many published records there are on a jurisdiction, and how many of them were seen in their source. */
export async function readHoldings (db: Db, code: string): Promise<Holdings> {
  const { rows } = await db.execute<{ kind: Exclude<keyof Holdings, 'lastVerifiedAt'>, total: number, seen: number, verified: string | null }>(sql`
    select kind, count(*)::int as total, count(*) filter (where checked = 'seen')::int as seen, max(verified)::text as verified from (
      select 'legislation' as kind, checked, last_verified_at as verified from ${legislation}
        where jurisdiction_code = ${code} and state = 'published'
      union all
      select 'provisions', p.checked, null from ${provision} p join ${legislation} l on l.id = p.legislation_id
        where l.jurisdiction_code = ${code} and l.state = 'published'
      union all
      select 'cases', c.checked, c.last_verified_at from ${courtCase} c join ${caseJurisdiction} j on j.case_id = c.id
        where j.jurisdiction_code = ${code} and c.state = 'published'
      union all
      select 'lessons', l.checked, l.last_verified_at from ${lesson} l join ${lessonJurisdiction} j on j.lesson_id = l.id
        where j.jurisdiction_code = ${code} and l.state = 'published'
    ) held group by kind`)
  const of = (kind: string): Holding => {
    const row = rows.find((r) => r.kind === kind)
    return { total: row?.total ?? 0, seen: row?.seen ?? 0, recalled: (row?.total ?? 0) - (row?.seen ?? 0) }
  }
  return {
    legislation: of('legislation'),
    provisions: of('provisions'),
    cases: of('cases'),
    lessons: of('lessons'),
    lastVerifiedAt: rows.map((r) => r.verified).filter((d) => d !== null).sort().at(-1) ?? null
  }
}

const everyConcept = 1000

/** How many concepts have each coverage status today. */
export async function countCoverageStatuses (db: Db, code: string): Promise<Record<string, number>> {
  const counts: Record<string, number> = {}
  for (const { status } of await listCoverage(db, { state: [code], limit: everyConcept })) counts[status] = (counts[status] ?? 0) + 1
  return counts
}
