import { setTimeout as sleep } from 'node:timers/promises'
import { inTransaction, type Database } from '../db/client.js'
import { saveFile, readFile } from '../db/file.js'
import { forgetAnswers } from '../db/idempotency.js'
import { attachFile, claimUpload, finishUpload, isExhausted, renewUpload, type Upload } from '../db/upload.js'
import { Conflict, TooLarge } from '../model/error.js'
import { Refused } from '../model/parsed.js'
import { fetchFile, Unreachable } from './fetch.js'
import { finishReading, giveUp, type Finishing } from './outcome.js'
import { parseInSandbox } from './sandbox.js'

type Log = { info: (message: string) => void, warn: (details: object, message: string) => void }
export type RunnerSettings = { ocrCommand?: string, allowPrivate: boolean, pollMs?: number, leaseMs?: number }

const pollMsDefault = 300
/** How often answers are forgotten that no longer have to be given again. */
const sweepMs = 3_600_000
/** A reader that has not been heard of for so long is taken for dead, and its file for one that waits. */
const leaseMsDefault = 8_000

/**
 * Reads uploaded files, one at a time, until `stop`: each in a process of its own. What was being read when this process
 * dies is read again by whichever process comes next; a bad file never stops the others.
 */
export function startRunner (db: Database, log: Log, settings: RunnerSettings): { stop: () => Promise<void> } {
  const stopping = new AbortController()
  const pause = (ms: number) => sleep(ms, undefined, { signal: stopping.signal }).catch(() => {})
  const done = (async () => {
    let swept = 0
    while (!stopping.signal.aborted) {
      try {
        if (Date.now() - swept > sweepMs) {
          await forgetAnswers(db)
          swept = Date.now()
        }
        if (!await runOnce(db, settings, stopping.signal)) await pause(settings.pollMs ?? pollMsDefault)
      } catch (error) {
        if (stopping.signal.aborted) break
        log.warn({ err: error }, 'reading uploads paused; will go on by itself')
        await pause(1000)
      }
    }
  })()
  return {
    async stop () {
      stopping.abort(new Error('The service is stopping.'))
      await done
    }
  }
}

/** Reads the upload that has waited longest; false when none waits. */
export async function runOnce (db: Database, settings: RunnerSettings, stopping?: AbortSignal): Promise<boolean> {
  const leaseMs = settings.leaseMs ?? leaseMsDefault
  const upload = await claimUpload(db, leaseMs)
  if (!upload) return false
  const lost = new AbortController()
  const signal = AbortSignal.any([lost.signal, ...(stopping ? [stopping] : [])])
  let progress = 0
  const renewal = setInterval(() => {
    renewUpload(db, upload, progress, leaseMs).then((ours) => { if (!ours) lost.abort(new Lost()) }, () => {})
  }, Math.min(leaseMs / 3, 1000))
  try {
    const work = await read(db, upload, settings, signal, (part) => { progress = part })
    await inTransaction(db, work)
  } catch (error) {
    // Cancelled, or taken over by another process after a long pause of this one: what was read here is of no use.
    if (!(error instanceof Lost || error instanceof Conflict)) await fail(db, upload, error, stopping)
  } finally {
    clearInterval(renewal)
  }
  return true
}

class Lost extends Error {}

/** Reads a file outside any transaction; what it answers stores the outcome in one. */
async function read (db: Database, upload: Upload, settings: RunnerSettings, signal: AbortSignal, tell: (progress: number) => void): Promise<Finishing> {
  if (isExhausted(upload)) throw new Refused('crashed', 'The service ended several times while it read this file.')
  const at = upload.fileSha256 ? upload : await fetched(db, upload, settings)
  const input = { bytes: await readFile(db, at.fileSha256!), name: at.name, language: upload.options.language, ocrCommand: settings.ocrCommand }
  tell(0.2)
  const reading = await parseInSandbox(input, { signal })
  tell(0.8)
  return finishReading(at, reading)
}

async function fetched (db: Database, upload: Upload, { allowPrivate }: RunnerSettings): Promise<Upload> {
  const { arrived, mediaType, name } = await fetchFile(upload.sourceUrl!, { allowPrivate })
  try {
    const given = { fileSha256: arrived.sha256, mediaType, name, fetchedAt: new Date() }
    await inTransaction(db, async (tx) => {
      await saveFile(tx, { sha256: arrived.sha256, bytes: arrived.bytes, mediaType, name }, arrived.chunks())
      await attachFile(tx, upload.id, given)
    })
    return { ...upload, ...given }
  } finally {
    await arrived.remove()
  }
}

async function fail (db: Database, upload: Upload, error: unknown, stopping: AbortSignal | undefined): Promise<void> {
  if (stopping?.aborted) throw error
  const failure = error instanceof Refused
    ? { code: error.code, detail: error.message }
    : error instanceof Unreachable
      ? { code: 'unreachable', detail: error.message }
      : error instanceof TooLarge ? { code: 'too_large', detail: error.message } : undefined
  // The database or the disk, not the file: it is tried again when the lease ends.
  if (!failure) throw error
  await inTransaction(db, async (tx) => {
    await finishUpload(tx, upload, { state: 'failed', failure })
    await giveUp(tx, upload)
  }).catch((e: unknown) => { if (!(e instanceof Conflict)) throw e })
}
