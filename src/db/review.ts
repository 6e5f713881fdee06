import { sql, type SQL } from 'drizzle-orm'
import type { Db } from './client.js'
import { isWithin, type Scope } from './draft.js'
import { courtCase, legislation, lesson, lessonJurisdiction, source } from './schema.js'

/** A published record that somebody should look at again, and why. */
export type StaleRecord = {
  type: 'legislation' | 'case' | 'lesson', id: string, title: unknown, states: string[], checked: string, sourceKind: string | null,
  lastVerifiedAt: string | null, updatedAt: Date
}
export type StaleFilter = { state?: string[], before: string, limit: number, after?: [string, string] }

/** Published records that nobody has verified since a day, those never verified first; then by their last day and id. */
export async function listStale (db: Db, f: StaleFilter, scope: Scope): Promise<StaleRecord[]> {
  const parts = sql.join([
    of(legislation, 'legislation', sql`array[${legislation.jurisdictionCode}]`),
    of(courtCase, 'case', sql`array[${courtCase.jurisdictionCode}]`),
    of(lesson, 'lesson', sql`array(select lj.jurisdiction_code from ${lessonJurisdiction} lj where lj.lesson_id = ${lesson.id} order by 1)`)
  ], sql` union all `)
  const conditions: SQL[] = [sql`(verified is null or verified < ${f.before})`]
  if (f.state) conditions.push(sql`states && ${sql.param(f.state)}::text[]`)
  const within = isWithin(sql`states`, scope)
  if (within) conditions.push(within)
  if (f.after) conditions.push(sql`(coalesce(verified::text, ''), id::text) > (${f.after[0]}, ${f.after[1]})`)
  const { rows } = await db.execute<Omit<StaleRecord, 'lastVerifiedAt' | 'updatedAt'> & { verified: string | null, updated: string }>(sql`
    select type, id, title, states, checked, "sourceKind", verified::text as verified, updated from (${parts}) held
    where ${sql.join(conditions, sql` and `)} order by coalesce(verified::text, ''), id::text limit ${f.limit}`)
  return rows.map(({ verified, updated, ...row }) => ({ ...row, lastVerifiedAt: verified, updatedAt: new Date(updated) }))
}

function of (table: typeof legislation | typeof courtCase | typeof lesson, type: StaleRecord['type'], states: SQL): SQL {
  return sql`select ${sql.raw(`'${type}'`)} as type, ${table.id} as id, ${table.title} as title, ${states} as states, ${table.checked} as checked,
    ${source.kind} as "sourceKind", ${table.lastVerifiedAt} as verified, ${table.updatedAt} as updated
    from ${table} join ${source} on ${source.id} = ${table.sourceId} where ${table.state} = 'published'`
}
