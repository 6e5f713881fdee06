import { and, asc, eq } from 'drizzle-orm'
import { NotFound } from '../model/error.js'
import type { Db, Transaction } from './client.js'
import { file, fileChunk, legislation, legislationVersion } from './schema.js'

export type StoredFile = typeof file.$inferSelect

/** One chunk of an original, in bytes: what a process holds of it at a time. */
export const chunkBytes = 1 << 20

/**
 * Keeps an original by the SHA-256 of its bytes; one that is kept already is not stored again. `chunks` gives its bytes in
 * pieces of `chunkBytes`.
 */
export async function saveFile (
  tx: Transaction, given: { sha256: string, bytes: number, mediaType: string, name: string }, chunks: AsyncIterable<Buffer>
): Promise<void> {
  const [row] = await tx.insert(file).values(given).onConflictDoNothing().returning({ sha256: file.sha256 })
  if (!row) return
  let position = 0
  for await (const bytes of chunks) await tx.insert(fileChunk).values({ sha256: given.sha256, position: position++, bytes })
}

/** Throws NotFound. */
export async function getFile (db: Db, sha256: string): Promise<StoredFile> {
  const [row] = await db.select().from(file).where(eq(file.sha256, sha256))
  if (!row) throw new NotFound(`There is no file ${sha256}.`)
  return row
}

/** Whether it is the original of a text that is published. */
export async function isFilePublic (db: Db, sha256: string): Promise<boolean> {
  const [row] = await db.select({ id: legislationVersion.id }).from(legislationVersion)
    .innerJoin(legislation, eq(legislation.id, legislationVersion.legislationId))
    .where(and(eq(legislationVersion.fileSha256, sha256), eq(legislation.state, 'published'))).limit(1)
  return row !== undefined
}

/** The bytes of an original, chunk by chunk. */
export async function * readFileChunks (db: Db, sha256: string): AsyncGenerator<Buffer> {
  const positions = await db.select({ position: fileChunk.position }).from(fileChunk).where(eq(fileChunk.sha256, sha256)).orderBy(asc(fileChunk.position))
  for (const { position } of positions) {
    const [row] = await db.select({ bytes: fileChunk.bytes }).from(fileChunk).where(and(eq(fileChunk.sha256, sha256), eq(fileChunk.position, position)))
    yield row!.bytes
  }
}

/** The whole of an original. */
export async function readFile (db: Db, sha256: string): Promise<Buffer> {
  const chunks: Buffer[] = []
  for await (const chunk of readFileChunks(db, sha256)) chunks.push(chunk)
  return Buffer.concat(chunks)
}
