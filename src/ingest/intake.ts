import { createHash } from 'node:crypto'
import { createReadStream, createWriteStream } from 'node:fs'
import { mkdtemp, open, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Transform, type Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { Invalid, TooLarge } from '../model/error.js'
import type { Transaction } from '../db/client.js'
import { createDraft, type Scope } from '../db/draft.js'
import { chunkBytes, saveFile } from '../db/file.js'
import type { Writer } from '../db/revision.js'
import { createUpload } from '../db/upload.js'
import { mayBeBulk } from './bulk/kind.js'

/** A file that has arrived whole and waits, on disk, to be stored. `remove` deletes it. */
export type Arrived = { sha256: string, bytes: number, chunks: () => AsyncIterable<Buffer>, head: () => Promise<Buffer>, remove: () => Promise<void> }

/** What one file may have, in bytes. */
export const fileBytesMax = 50 * 1024 * 1024

/** Streams a file to disk, counting and hashing; throws TooLarge beyond `bytesMax`, Invalid for one without a byte. */
export async function receiveFile (stream: Readable, bytesMax = fileBytesMax): Promise<Arrived> {
  const folder = await mkdtemp(join(tmpdir(), 'atlas-upload-'))
  const path = join(folder, 'file')
  const remove = () => rm(folder, { recursive: true, force: true })
  const hash = createHash('sha256')
  let bytes = 0
  const count = new Transform({
    transform (chunk: Buffer, _encoding, done) {
      bytes += chunk.length
      hash.update(chunk)
      done(bytes > bytesMax ? new TooLarge(`A file may have ${bytesMax} bytes at most.`) : null, chunk)
    }
  })
  try {
    await pipeline(stream, count, createWriteStream(path))
    if (bytes === 0) throw new Invalid([{ path: 'file', message: 'is empty' }])
  } catch (error) {
    await remove()
    throw error
  }
  return { sha256: hash.digest('hex'), bytes, chunks: () => chunksOf(path), head: () => headOf(path), remove }
}

async function * chunksOf (path: string): AsyncGenerator<Buffer> {
  for await (const chunk of createReadStream(path, { highWaterMark: chunkBytes })) yield chunk as Buffer
}

async function headOf (path: string): Promise<Buffer> {
  const file = await open(path)
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(8192), 0, 8192, 0)
    return buffer.subarray(0, bytesRead)
  } finally {
    await file.close()
  }
}

type Handed = Omit<Parameters<typeof createUpload>[1], 'kind' | 'fileSha256'> & { arrived?: Arrived }

/**
 * Keeps a file that has arrived, or the address of one, as an upload that waits to be read, with a draft to be filled in. Whether
 * JSON is one law or many records is known when it is read: its draft comes then. Answers the id of the upload.
 */
export async function storeUpload (tx: Transaction, { arrived, ...handed }: Handed, scope: Scope, writer: Writer): Promise<string> {
  const { name, mediaType = 'application/octet-stream', options } = handed
  if (arrived) await saveFile(tx, { sha256: arrived.sha256, bytes: arrived.bytes, mediaType, name }, arrived.chunks())
  const kind = mayBeBulk(name) ? 'bulk' : 'document'
  const uploadId = await createUpload(tx, { ...handed, kind, fileSha256: arrived?.sha256 }, writer)
  if (kind === 'document' && !options.dryRun) {
    await createDraft(tx, { recordType: 'legislation', record: { jurisdiction: options.state ?? null }, state: 'processing', uploadId }, scope, writer)
  }
  return uploadId
}

/** A name as it is kept and shown: without folders, without signs that lead elsewhere or cannot be seen. */
export function safeName (name: string): string {
  const last = name.normalize('NFC').split(/[/\\]/).at(-1)!.replace(/[\p{Cc}\p{Cf}\p{Cs}]/gu, '').trim()
  return last.replace(/^\.+/, '').slice(-200) || 'file'
}
