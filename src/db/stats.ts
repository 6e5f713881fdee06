import { sql, type SQL } from 'drizzle-orm'
import type { Db } from './client.js'
import {
  annotation, caseJurisdiction, courtCase, legislation, legislationVersion, lesson, lessonJurisdiction, penalty, provision, source, treatyAction
} from './schema.js'

/** How many records there are, and how many of them were seen in their source. */
export type Holding = { total: number, seen: number, recalled: number }
export const holdingKinds = ['legislation', 'provisions', 'cases', 'lessons', 'treatyActions'] as const
export type HoldingKind = (typeof holdingKinds)[number]
export type StateStats = {
  code: string
  holdings: Record<HoldingKind, Holding>
  /** Counts within the provisions; `undated`: nothing is known of when they began to be valid. */
  provisions: { offences: number, offencesWithPenalty: number, powers: number, powersWithSafeguards: number, fromAccounts: number, undated: number }
  lastVerifiedAt: string | null
}

/** What is held on each jurisdiction that anything is held on, or on one; published records only. */
export async function readStats (db: Db, code?: string): Promise<StateStats[]> {
  const only = (column: string): SQL => code === undefined ? sql`` : sql` and ${sql.raw(column)} = ${code}`
  const [{ rows: held }, { rows: details }] = await Promise.all([
    db.execute<{ code: string, kind: HoldingKind, total: number, seen: number, verified: string | null }>(sql`
      select code, kind, count(*)::int as total, count(*) filter (where checked = 'seen')::int as seen, max(verified)::text as verified from (
        select jurisdiction_code as code, 'legislation' as kind, checked, last_verified_at as verified from ${legislation}
          where state = 'published'${only('jurisdiction_code')}
        union all
        select l.jurisdiction_code, 'provisions', p.checked, null from ${provision} p join ${legislation} l on l.id = p.legislation_id
          where l.state = 'published'${only('l.jurisdiction_code')}
        union all
        select j.jurisdiction_code, 'cases', c.checked, c.last_verified_at from ${courtCase} c join ${caseJurisdiction} j on j.case_id = c.id
          where c.state = 'published'${only('j.jurisdiction_code')}
        union all
        select j.jurisdiction_code, 'lessons', l.checked, l.last_verified_at from ${lesson} l join ${lessonJurisdiction} j on j.lesson_id = l.id
          where l.state = 'published'${only('j.jurisdiction_code')}
        union all
        select jurisdiction_code, 'treatyActions', checked, null from ${treatyAction} where true${only('jurisdiction_code')}
      ) held group by code, kind`),
    db.execute<{ code: string } & StateStats['provisions']>(sql`
      select l.jurisdiction_code as code,
        count(*) filter (where a.offence)::int as offences,
        count(*) filter (where a.offence and exists (select 1 from ${penalty} n where n.provision_id = p.id))::int as "offencesWithPenalty",
        count(*) filter (where a.power)::int as powers,
        count(*) filter (where a.power and (a.safeguard or p.safeguards <> '[]'))::int as "powersWithSafeguards",
        count(*) filter (where p.checked = 'seen' and s.kind = 'account')::int as "fromAccounts",
        count(*) filter (where p.valid_from is null)::int as undated
      from ${provision} p
      join ${legislationVersion} v on v.id = p.version_id
      join ${source} s on s.id = coalesce(p.source_id, v.source_id)
      join ${legislation} l on l.id = p.legislation_id
      cross join lateral (
        select coalesce(bool_or(relation in ('specific_offence', 'general_offence')), false) as offence,
          coalesce(bool_or(relation = 'power'), false) as power, coalesce(bool_or(relation = 'safeguard'), false) as safeguard
        from ${annotation} where provision_id = p.id and review_state = 'accepted'
      ) a
      where l.state = 'published'${only('l.jurisdiction_code')} group by l.jurisdiction_code`)
  ])
  const codes = [...new Set(held.map((h) => h.code))].sort()
  return codes.map((code) => {
    const mine = held.filter((h) => h.code === code)
    const { code: _code, ...provisions } = details.find((d) => d.code === code) ?? { code, ...noProvisions }
    return { code, holdings: holdingsOf(mine), provisions, lastVerifiedAt: latest(mine.map((h) => h.verified)) }
  })
}

const noProvisions = { offences: 0, offencesWithPenalty: 0, powers: 0, powersWithSafeguards: 0, fromAccounts: 0, undated: 0 }

/** The row of a jurisdiction on which nothing is held. */
export const emptyStats = (code: string): StateStats => ({ code, holdings: holdingsOf([]), provisions: noProvisions, lastVerifiedAt: null })

const holdingsOf = (rows: { kind: HoldingKind, total: number, seen: number }[]) => Object.fromEntries(holdingKinds.map((kind) => {
  const { total = 0, seen = 0 } = rows.find((r) => r.kind === kind) ?? {}
  return [kind, { total, seen, recalled: total - seen }]
})) as Record<HoldingKind, Holding>

const latest = (days: (string | null)[]) => days.filter((d) => d !== null).sort().at(-1) ?? null

export type Totals = {
  holdings: Record<HoldingKind, Holding>
  penalties: number
  /** provisions by the language of their version */
  languages: Record<string, number>
  lastVerifiedAt: string | null
}

/** The whole repository in figures. A case or lesson of several States is one. */
export async function readTotals (db: Db): Promise<Totals> {
  const published = sql`(select * from ${legislation} where state = 'published')`
  const counts = (table: SQL) => sql`(select json_build_object('total', count(*), 'seen', count(*) filter (where checked = 'seen')) from ${table} t)`
  const live = sql`(select p.* from ${provision} p join ${legislation} l on l.id = p.legislation_id where l.state = 'published')`
  const { rows: [row] } = await db.execute<Omit<Totals, 'holdings'> & Record<HoldingKind, { total: number, seen: number }>>(sql`
    select
      ${counts(published)} as legislation, ${counts(live)} as provisions,
      ${counts(sql`(select * from ${courtCase} where state = 'published')`)} as cases,
      ${counts(sql`(select * from ${lesson} where state = 'published')`)} as lessons,
      ${counts(sql`${treatyAction}`)} as "treatyActions",
      (select count(*)::int from ${penalty} n join ${live} p on p.id = n.provision_id) as penalties,
      (select coalesce(json_object_agg(language, n), '{}') from (
        select v.language, count(*)::int as n from ${live} p join ${legislationVersion} v on v.id = p.version_id group by v.language order by n desc, v.language
      ) by_language) as languages,
      (select max(day)::text from (
        select last_verified_at as day from ${published} l union all select last_verified_at from ${courtCase} where state = 'published'
        union all select last_verified_at from ${lesson} where state = 'published'
      ) days) as "lastVerifiedAt"`)
  const { legislation: l, provisions: p, cases: c, lessons: s, treatyActions: a, ...rest } = row!
  const held = { legislation: l, provisions: p, cases: c, lessons: s, treatyActions: a }
  return { ...rest, holdings: holdingsOf(holdingKinds.map((kind) => ({ kind, ...held[kind] }))) }
}
