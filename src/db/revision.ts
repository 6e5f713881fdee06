import { and, desc, eq } from 'drizzle-orm'
import { contentHash, newId } from '../model/identifier.js'
import type { RecordType } from '../model/vocabulary.js'
import type { Db } from './client.js'
import { enqueue, type OutboxKind } from './outbox.js'
import { audit, revision } from './schema.js'

/** Who writes, for the audit: `import:founding-dataset`, `key:…`. */
export type Writer = { actor: string, requestId?: string }

/** `kept`: the record was changed by somebody else since this writer last wrote it, so it was left as it is. */
export type Saved = 'created' | 'revised' | 'unchanged' | 'kept'

type Existing = { id: string, revision: number, contentHash: string, state: string } | undefined

/** What saving `record` would do to what is there. */
export async function planSave (
  db: Db, recordType: RecordType, existing: Existing, record: unknown, { actor }: Writer
): Promise<Saved> {
  if (!existing) return 'created'
  if (existing.contentHash === contentHash(record)) return 'unchanged'
  if (existing.state === 'withdrawn') return 'kept'
  const [last] = await db.select({ createdBy: revision.createdBy }).from(revision)
    .where(and(eq(revision.recordType, recordType), eq(revision.recordId, existing.id)))
    .orderBy(desc(revision.number)).limit(1)
  return last && last.createdBy !== actor ? 'kept' : 'revised'
}

/** Keeps the revision, the audit row and the outbox row of a published change, in the caller's transaction. */
export async function recordChange (
  db: Db, recordType: Exclude<RecordType, 'provision'>, recordId: string, number: number, record: unknown, writer: Writer, before: unknown = null
): Promise<void> {
  const now = new Date()
  await db.insert(revision).values({
    id: newId(), recordType, recordId, number, state: 'published', record, contentHash: contentHash(record), createdBy: writer.actor, publishedAt: now
  })
  await recordAudit(db, number === 1 ? 'create' : 'revise', recordType, recordId, before, record, writer)
  await enqueue(db, recordType as OutboxKind, [recordId])
}

export async function recordAudit (
  db: Db, action: string, recordType: string, recordId: string, before: unknown, after: unknown, writer: Writer
): Promise<void> {
  await db.insert(audit).values({ actor: writer.actor, action, recordType, recordId, before, after, requestId: writer.requestId })
}

/** The record as its last published revision holds it. */
export async function findPublished (db: Db, recordType: RecordType, recordId: string): Promise<unknown> {
  const [row] = await db.select({ record: revision.record }).from(revision)
    .where(and(eq(revision.recordType, recordType), eq(revision.recordId, recordId), eq(revision.state, 'published')))
    .orderBy(desc(revision.number)).limit(1)
  return row?.record ?? null
}
