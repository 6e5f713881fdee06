import { and, desc, eq, gte, inArray, lt, lte, sql, type SQL } from 'drizzle-orm'
import type { Db } from './client.js'
import { audit } from './schema.js'

export type AuditRow = typeof audit.$inferSelect
export type AuditFilter = {
  actor?: string, action?: string[], recordType?: string[], recordId?: string, from?: Date, to?: Date, after?: number, limit: number
}

/** The audit, newest first. */
export async function listAudit (db: Db, f: AuditFilter): Promise<AuditRow[]> {
  return db.select().from(audit).where(and(...auditWhere(f), f.after === undefined ? undefined : lt(audit.position, f.after)))
    .orderBy(desc(audit.position)).limit(f.limit)
}

export const countAudit = (db: Db, f: AuditFilter): Promise<number> => db.$count(audit, and(...auditWhere(f)))

function auditWhere (f: AuditFilter): (SQL | undefined)[] {
  return [
    f.actor ? eq(audit.actor, f.actor) : undefined,
    f.action && inArray(audit.action, f.action),
    f.recordType && inArray(audit.recordType, f.recordType),
    f.recordId ? eq(audit.recordId, f.recordId) : undefined,
    f.from && gte(audit.at, f.from),
    f.to && lte(audit.at, f.to)
  ]
}

/** Whether every row is as it was written and none is missing: the position of the first that is not, else undefined. */
export async function findAuditBreak (db: Db): Promise<number | undefined> {
  const { rows: [row] } = await db.execute<{ position: string }>(sql`
    select position from (
      select position, previous_hash, hash, audit_hash(a) as fresh, lag(hash) over (order by position) as before, row_number() over (order by position) as place
      from ${audit} a
    ) chain where hash <> fresh or previous_hash is distinct from before or position <> place order by position limit 1`)
  return row && Number(row.position)
}
