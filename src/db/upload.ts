import { and, desc, eq, getTableColumns, inArray, lt, or, sql, type SQL } from 'drizzle-orm'
import { Conflict, NotFound } from '../model/error.js'
import { newId } from '../model/identifier.js'
import type { UploadOptions } from '../model/upload.js'
import type { uploadKinds, uploadStates } from '../model/vocabulary.js'
import type { Database, Db, Transaction } from './client.js'
import { isWithin, type Scope } from './draft.js'
import { recordAudit, type Writer } from './revision.js'
import { file, revision, upload } from './schema.js'

export type UploadState = (typeof uploadStates)[number]
export type Upload = Omit<typeof upload.$inferSelect, 'kind' | 'state'> & {
  kind: (typeof uploadKinds)[number], state: UploadState, bytes: number | null, draftId: string | null
}

const attemptsMax = 20

/** Notes a file, or an address from which it is to be fetched, as one that waits to be read. */
export async function createUpload (
  tx: Transaction,
  given: { kind: Upload['kind'], name: string, mediaType?: string, fileSha256?: string, sourceUrl?: string, options: UploadOptions, jurisdictionCodes: string[] },
  writer: Writer
): Promise<string> {
  const id = newId()
  await tx.insert(upload).values({ id, state: 'queued', ...given, createdBy: writer.actor })
  await recordAudit(tx, 'upload', 'upload', id, null, { name: given.name, sha256: given.fileSha256, sourceUrl: given.sourceUrl, options: given.options }, writer)
  return id
}

/** Throws NotFound, also to those in whose States it is not, unless they handed it in. */
export async function getUpload (db: Db, id: string, scope: Scope, actor: string): Promise<Upload> {
  const [row] = await withFile(db).where(and(eq(upload.id, id), mayRead(scope, actor)))
  if (!row) throw new NotFound(`There is no upload ${id}.`)
  return row as Upload
}

export type UploadFilter = { state?: string[], uploadState?: string[], after?: string, limit: number }

/** Uploads, newest first. */
export async function listUploads (db: Db, f: UploadFilter, scope: Scope, actor: string): Promise<Upload[]> {
  return await withFile(db).where(and(...uploadWhere(f, scope, actor), f.after ? lt(upload.id, f.after) : undefined))
    .orderBy(desc(upload.id)).limit(f.limit) as Upload[]
}

export const countUploads = (db: Db, f: UploadFilter, scope: Scope, actor: string): Promise<number> =>
  db.$count(upload, and(...uploadWhere(f, scope, actor)))

function uploadWhere (f: UploadFilter, scope: Scope, actor: string): (SQL | undefined)[] {
  return [
    f.uploadState && inArray(upload.state, f.uploadState),
    f.state && sql`${upload.jurisdictionCodes} && ${sql.param(f.state)}::text[]`,
    mayRead(scope, actor)
  ]
}

function withFile (db: Db) {
  const draftId = sql<string | null>`(select r.id from ${revision} r where r.upload_id = ${upload.id} order by r.id limit 1)`
  return db.select({ ...getTableColumns(upload), bytes: file.bytes, draftId }).from(upload).leftJoin(file, eq(file.sha256, upload.fileSha256))
}

function mayRead (scope: Scope, actor: string): SQL | undefined {
  return scope === null ? undefined : or(eq(upload.createdBy, actor), isWithin(upload.jurisdictionCodes, scope))
}

/** Leases the oldest upload that waits, or whose reader has not renewed its lease: it died. Undefined when there is none. */
export async function claimUpload (db: Database, leaseMs: number): Promise<Upload | undefined> {
  const { rows: [claimed] } = await db.execute<{ id: string }>(sql`
    update ${upload} set state = 'parsing', attempts = attempts + 1, progress = 0, updated_at = now(), leased_until = now() + ${leaseMs} * interval '1 millisecond'
    where id = (
      select id from ${upload} where state = 'queued' or (state = 'parsing' and leased_until < now())
      order by created_at limit 1 for update skip locked
    ) returning id`)
  if (!claimed) return undefined
  const [row] = await withFile(db).where(eq(upload.id, claimed.id))
  return row as Upload
}

/** Whether a file has ended its reader so often that it is not tried again. */
export const isExhausted = ({ attempts }: Upload): boolean => attempts > attemptsMax

/** Renews the lease and tells how far the reading is; false when the upload was cancelled, or is somebody else's by now. */
export async function renewUpload (db: Db, { id, attempts }: Upload, progress: number, leaseMs: number): Promise<boolean> {
  const rows = await db.update(upload)
    .set({ progress, updatedAt: sql`now()`, leasedUntil: sql`now() + ${leaseMs} * interval '1 millisecond'` })
    .where(and(eq(upload.id, id), eq(upload.state, 'parsing'), eq(upload.attempts, attempts))).returning({ id: upload.id })
  return rows.length > 0
}

/** Notes the outcome of a reading; throws Conflict when the upload was cancelled, or is somebody else's by now. */
export async function finishUpload (
  tx: Transaction, { id, attempts }: Upload, outcome: Pick<Partial<Upload>, 'kind' | 'state' | 'format' | 'result' | 'failure' | 'jurisdictionCodes'>
): Promise<void> {
  const rows = await tx.update(upload).set({ ...outcome, progress: 1, leasedUntil: null, updatedAt: new Date(), finishedAt: new Date() })
    .where(and(eq(upload.id, id), eq(upload.state, 'parsing'), eq(upload.attempts, attempts))).returning({ id: upload.id })
  if (rows.length === 0) throw new Conflict(`The upload ${id} is no longer ours to finish.`)
}

/** Notes the file that was fetched for an upload. */
export async function attachFile (tx: Transaction, id: string, given: { fileSha256: string, mediaType: string, name: string, fetchedAt: Date }): Promise<void> {
  await tx.update(upload).set(given).where(eq(upload.id, id))
}

/** Stops an upload that has not been read to its end; throws Conflict when it has. */
export async function cancelUpload (tx: Transaction, id: string, writer: Writer): Promise<void> {
  const rows = await tx.update(upload).set({ state: 'cancelled', leasedUntil: null, updatedAt: new Date(), finishedAt: new Date() })
    .where(and(eq(upload.id, id), inArray(upload.state, ['queued', 'parsing']))).returning({ id: upload.id })
  if (rows.length === 0) throw new Conflict('The upload has been read already; what came of it can be withdrawn as a draft.')
  await recordAudit(tx, 'cancel', 'upload', id, null, null, writer)
}

/** Puts an upload back to wait, with other options: a language was named, OCR is there now. Throws Conflict while it is being read. */
export async function requeueUpload (tx: Transaction, id: string, options: UploadOptions, writer: Writer): Promise<void> {
  const rows = await tx.update(upload).set({ state: 'queued', options, attempts: 0, progress: 0, result: null, failure: null, finishedAt: null, updatedAt: new Date() })
    .where(and(eq(upload.id, id), inArray(upload.state, ['ready', 'needs_ocr', 'failed', 'cancelled']))).returning({ id: upload.id })
  if (rows.length === 0) throw new Conflict('The upload is being read.')
  await recordAudit(tx, 'reparse', 'upload', id, null, { options }, writer)
}
