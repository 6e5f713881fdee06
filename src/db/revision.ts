import { and, desc, eq, isNotNull } from 'drizzle-orm'
import type { Source } from '../model/common.js'
import { Gone, Moved, NotFound } from '../model/error.js'
import { contentHash, newId } from '../model/identifier.js'
import type { DraftType } from '../model/draft.js'
import type { RecordType } from '../model/vocabulary.js'
import type { Db, Transaction } from './client.js'
import { enqueue } from './outbox.js'
import { audit, revision } from './schema.js'
import { saveSource } from './source.js'

/** Who writes, for the audit: `import:founding-dataset`, `key:…`; `draftId` is the approved draft that is being published. */
export type Writer = { actor: string, requestId?: string, comment?: string, draftId?: string }

/** `kept`: the record was changed by somebody else since this writer last wrote it, so it was left as it is. */
export type Saved = 'created' | 'revised' | 'unchanged' | 'kept'

type Existing = { id: string, revision: number, contentHash: string, state: string } | undefined

/** What saving `record` would do to what is there. */
export async function planSave (
  db: Db, recordType: RecordType, existing: Existing, record: unknown, { actor, draftId }: Writer
): Promise<Saved> {
  if (!existing) return 'created'
  if (draftId) return 'revised'
  if (existing.state === 'withdrawn') return 'kept'
  if (existing.contentHash === contentHash(record)) return 'unchanged'
  const [last] = await db.select({ createdBy: revision.createdBy }).from(revision)
    .where(and(eq(revision.recordType, recordType), eq(revision.recordId, existing.id), isNotNull(revision.number)))
    .orderBy(desc(revision.number)).limit(1)
  return last && last.createdBy !== actor ? 'kept' : 'revised'
}

/** The columns that every curated record shares, as a save writes them. */
async function curatedColumns (tx: Transaction, record: Curated, number: number) {
  return {
    state: 'published',
    withdrawnReason: null,
    revision: number,
    contentHash: contentHash(record),
    checked: record.checked,
    sourceId: await saveSource(tx, record.source),
    furtherSources: record.furtherSources,
    lastVerifiedAt: record.lastVerifiedAt,
    updatedAt: new Date()
  }
}

type Curated = { id?: string, source: Source, furtherSources: Source[], checked: string, lastVerifiedAt: string | null }
type Place<T> = { id: string, columns: Awaited<ReturnType<typeof curatedColumns>>, before: T | null }

/**
 * Saves a record unless it is unchanged or another writer's: `write` stores its rows under `id`; the revision, the
 * audit row and the outbox row follow in the same transaction.
 */
export async function saveCurated<T extends Curated> (
  tx: Transaction, recordType: DraftType, existing: Existing, record: T, writer: Writer, write: (place: Place<T>) => Promise<void>
): Promise<Saved> {
  const plan = await planSave(tx, recordType, existing, record, writer)
  if (plan === 'unchanged' || plan === 'kept') return plan
  const id = existing?.id ?? record.id ?? newId()
  const number = (existing?.revision ?? 0) + 1
  const before = existing ? await findPublished(tx, recordType, id) as T : null
  await write({ id, columns: await curatedColumns(tx, record, number), before })
  await recordChange(tx, recordType, id, number, record, writer, before)
  return plan
}

/** Answers the row when it is published; throws NotFound, Gone or Moved otherwise. `what` names it: `law 0190…`. */
export function published<R extends { state: string, movedTo: string | null, withdrawnReason: string | null, updatedAt: Date }> (
  row: R | undefined, what: string
): R {
  if (row?.movedTo) throw new Moved(row.movedTo)
  if (row?.state === 'withdrawn') throw new Gone(row.withdrawnReason, row.updatedAt)
  if (!row || row.state !== 'published') throw new NotFound(`There is no ${what}.`)
  return row
}

/** Keeps the revision, the audit row and the outbox row of a published change, in the caller's transaction. */
async function recordChange (
  db: Db, recordType: DraftType, recordId: string, number: number, record: Record<string, unknown>, writer: Writer, before: unknown = null
): Promise<void> {
  const published = { number, state: 'published', record, contentHash: contentHash(record), jurisdictionCodes: jurisdictionsOf(record), publishedAt: new Date() }
  await db.update(revision).set({ state: 'superseded' })
    .where(and(eq(revision.recordType, recordType), eq(revision.recordId, recordId), eq(revision.state, 'published')))
  if (writer.draftId) await db.update(revision).set(published).where(eq(revision.id, writer.draftId))
  else await db.insert(revision).values({ id: newId(), recordType, recordId, ...published, createdBy: writer.actor })
  await recordAudit(db, writer.draftId ? 'publish' : number === 1 ? 'create' : 'revise', recordType, recordId, before, record, writer)
  await enqueue(db, recordType, [recordId])
}

/** The States whose record it is, which decides who may work on it. */
export function jurisdictionsOf (record: Record<string, unknown>): string[] {
  const codes = record.jurisdictions ?? record.jurisdiction ?? []
  return [...new Set([codes].flat().filter((code) => typeof code === 'string'))]
}

export async function recordAudit (
  db: Db, action: string, recordType: string, recordId: string, before: unknown, after: unknown, writer: Writer
): Promise<void> {
  await db.insert(audit).values({
    actor: writer.actor, action, recordType, recordId, before, after, comment: writer.comment, requestId: writer.requestId
  })
}

/** The record as its last published revision holds it, also when it has been withdrawn since. */
export async function findPublished (db: Db, recordType: RecordType, recordId: string): Promise<unknown> {
  const [row] = await db.select({ record: revision.record }).from(revision)
    .where(and(eq(revision.recordType, recordType), eq(revision.recordId, recordId), isNotNull(revision.number)))
    .orderBy(desc(revision.number)).limit(1)
  return row?.record ?? null
}
