import { and, asc, count, eq, inArray, isNotNull, lte, min, sql } from 'drizzle-orm'
import type { Database, Db, Pool } from './client.js'
import { annotation, charge, courtCase, legislation, lesson, outbox, provision } from './schema.js'

export type OutboxKind = 'legislation' | 'case' | 'lesson' | 'concept'
export type OutboxRow = { id: number, kind: OutboxKind, recordId: string }

const retrySecondsMin = 5
const retrySecondsMax = 300
const locks = { documents: 7_161_002, vectors: 7_161_004 }

/** Leaves a note, in the caller's transaction, that the index no longer shows this record as it is. */
export async function enqueue (db: Db, kind: OutboxKind, recordIds: string[]): Promise<void> {
  for (let i = 0; i < recordIds.length; i += 5000) {
    await db.insert(outbox).values(recordIds.slice(i, i + 5000).map((recordId) => ({ kind, recordId })))
  }
}

/** Every published record that has documents of its own, for an index that is built from nothing. */
export async function listRecordIds (db: Db): Promise<Pick<OutboxRow, 'kind' | 'recordId'>[]> {
  const { rows } = await db.execute<{ kind: OutboxKind, recordId: string }>(sql`
    select 'legislation' as kind, id::text as "recordId" from ${legislation} where state = 'published' union all
    select 'case', id::text from ${courtCase} where state = 'published' union all
    select 'lesson', id::text from ${lesson} where state = 'published' order by 1, 2`)
  return rows
}

/** The rows that are due, oldest first. */
export async function listDue (db: Db, limit: number): Promise<OutboxRow[]> {
  const rows = await db.select({ id: outbox.id, kind: outbox.kind, recordId: outbox.recordId }).from(outbox)
    .where(lte(outbox.nextAttemptAt, sql`now()`)).orderBy(asc(outbox.id)).limit(limit)
  return rows as OutboxRow[]
}

/** Every row there is, due or put off. */
export async function listWaitingIds (db: Db): Promise<number[]> {
  return (await db.select({ id: outbox.id }).from(outbox)).map((row) => row.id)
}

/** Deletes exactly these rows: what was written while they were worked on stays. */
export async function settle (db: Db, ids: number[]): Promise<void> {
  for (let i = 0; i < ids.length; i += 5000) await db.delete(outbox).where(inArray(outbox.id, ids.slice(i, i + 5000)))
}

/** Puts rows off, twice as long at each failure and at most five minutes, so that they never block the others. */
export async function postpone (db: Db, ids: number[], error: string): Promise<void> {
  await db.update(outbox).set({
    attempts: sql`${outbox.attempts} + 1`,
    // An error may quote what was given, and Postgres holds no NUL.
    lastError: error.slice(0, 2000).replaceAll('\0', ''),
    nextAttemptAt: sql`now() + least(${retrySecondsMin} * power(2, least(${outbox.attempts}, 30)), ${retrySecondsMax}) * interval '1 second'`
  }).where(inArray(outbox.id, ids))
}

/** Notes a record that could not be indexed, and why; it is due again in five seconds. */
export async function enqueueFailed (db: Db, { kind, recordId }: Pick<OutboxRow, 'kind' | 'recordId'>, error: string): Promise<void> {
  const [row] = await db.insert(outbox).values({ kind, recordId }).returning({ id: outbox.id })
  await postpone(db, [row!.id], error)
}

/** A number larger than any before it. The database counts, because the clocks of two machines need not agree. */
export async function nextGeneration (db: Db): Promise<number> {
  const { rows } = await db.execute<{ n: string }>(sql`select nextval(pg_get_serial_sequence('outbox', 'id')) as n`)
  return Number(rows[0]!.n)
}

/**
 * Takes the lock that only one indexer or reindexing of a database has at a time, or that of what embeds its documents;
 * undefined when another has it. It is held by a connection of its own and lost with it: then `held` answers false. Once
 * `release` has resolved, another can take it.
 */
export async function lockIndex (pool: Pool, of: keyof typeof locks = 'documents'): Promise<{ release: () => Promise<void>, held: () => boolean } | undefined> {
  const client = await pool.connect()
  let held = true
  const lost = () => { held = false }
  client.on('error', lost)
  const release = (drop: boolean) => {
    client.release(drop)
    if (!drop) client.off('error', lost)
  }
  // The connection's end frees the lock too, but some time after it was closed here.
  const unlock = () => client.query<{ unlocked: boolean }>('select pg_advisory_unlock($1) as unlocked', [locks[of]]).then(({ rows }) => rows[0]!.unlocked, () => false)
  try {
    const { rows } = await client.query<{ locked: boolean }>('select pg_try_advisory_lock($1) as locked', [locks[of]])
    if (rows[0]!.locked) return { release: async () => release(!await unlock()), held: () => held }
  } catch (error) {
    release(true)
    throw error
  }
  release(false)
  return undefined
}

/** How far the index is behind: rows waiting, the age of the oldest in seconds, rows that failed at least once. */
export async function outboxState (db: Db): Promise<{ waiting: number, oldestSeconds: number, failing: number }> {
  const [row] = await db.select({
    waiting: count(),
    oldest: sql<number | null>`extract(epoch from now() - ${min(outbox.createdAt)})::float8`,
    failing: count(outbox.lastError)
  }).from(outbox)
  return { waiting: row!.waiting, oldestSeconds: Math.max(0, row!.oldest ?? 0), failing: row!.failing }
}

/** Puts in the place of a changed concept's row one row for each record whose documents carry its labels. */
export async function expandConcept (db: Database, row: OutboxRow): Promise<void> {
  await db.transaction(async (tx) => {
    const about = (column: typeof annotation.caseId | typeof annotation.lessonId | typeof annotation.legislationId) =>
      tx.selectDistinct({ id: column }).from(annotation).where(and(eq(annotation.conceptCode, row.recordId), isNotNull(column)))
    const laws = await about(annotation.legislationId)
    const viaProvisions = await tx.selectDistinct({ id: provision.legislationId }).from(annotation)
      .innerJoin(provision, eq(provision.id, annotation.provisionId)).where(eq(annotation.conceptCode, row.recordId))
    const charges = await tx.selectDistinct({ id: charge.caseId }).from(charge).where(eq(charge.conceptCode, row.recordId))
    const idsOf = (found: { id: string | null }[]) => [...new Set(found.map((f) => f.id!))]
    await enqueue(tx, 'legislation', idsOf([...laws, ...viaProvisions]))
    await enqueue(tx, 'case', idsOf([...await about(annotation.caseId), ...charges]))
    await enqueue(tx, 'lesson', idsOf(await about(annotation.lessonId)))
    await settle(tx, [row.id])
  })
}
