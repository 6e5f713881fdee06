import { setTimeout as sleep } from 'node:timers/promises'
import type { Pool } from 'pg'
import type { Db } from '../db/client.js'
import { enqueue, listRecordIds, listWaitingIds, settle } from '../db/outbox.js'
import { findSetting, putSetting } from '../db/setting.js'
import { settled, TaskFailed, type Search } from './client.js'
import { readReference, type SearchDocument } from './document.js'
import { addDocuments, buildDocuments, lockIndex } from './indexer.js'
import { fingerprint, settings } from './settings.js'

const documentsAtOnce = 2000
const settingOf = (search: Search) => `search-index:${search.uid}`

/**
 * Builds the index anew beside the one in use and swaps the two: searches never see half of it. The caller holds the
 * index lock, so changes made meanwhile wait in the outbox and are indexed after the swap.
 */
export async function reindex (db: Db, search: Search, progress: (done: number, total: number) => void = () => {}): Promise<number> {
  const fresh = `${search.uid}_new`
  await dropIndex(search, fresh)
  await settled(search, search.client.createIndex(fresh, { primaryKey: 'id' }))
  await settled(search, search.client.index(fresh).updateSettings(settings))
  // What waits now will be in the new index; what comes later is indexed after the swap.
  const waiting = await listWaitingIds(db)
  const { count, refused } = await fill(db, search, fresh, progress)
  if (!await hasIndex(search, search.uid)) await settled(search, search.client.createIndex(search.uid, { primaryKey: 'id' }))
  await settled(search, search.client.swapIndexes([{ indexes: [search.uid, fresh], rename: false }]))
  await dropIndex(search, fresh)
  for (const { kind, recordId } of refused) await enqueue(db, kind, [recordId])
  await settle(db, waiting)
  await putSetting(db, settingOf(search), fingerprint)
  return count
}

type Record = Awaited<ReturnType<typeof listRecordIds>>[number]

/** Fills an index with every published record; those that cannot be built or are refused are told, and stop nobody else. */
async function fill (db: Db, search: Search, uid: string, progress: (done: number, total: number) => void) {
  const reference = await readReference(db)
  const records = await listRecordIds(db)
  const generation = Date.now()
  const refused: Record[] = []
  let batch: { record: Record, documents: SearchDocument[] }[] = []
  let count = 0
  for (const [i, record] of records.entries()) {
    try {
      batch.push({ record, documents: await buildDocuments(db, record, reference, generation) })
    } catch {
      refused.push(record) // the indexer will meet the same error, and keeps it beside its row
    }
    if (i < records.length - 1 && batch.reduce((sum, b) => sum + b.documents.length, 0) < documentsAtOnce) continue
    const taken = await addBatch(search, uid, batch.map((b) => b.documents))
    if (taken) count += batch.reduce((sum, b) => sum + b.documents.length, 0)
    else refused.push(...batch.map((b) => b.record))
    batch = []
    progress(i + 1, records.length)
  }
  return { count, refused }
}

async function addBatch (search: Search, uid: string, documents: SearchDocument[][]): Promise<boolean> {
  try {
    await addDocuments(search, uid, documents.flat())
    return true
  } catch (error) {
    if (error instanceof TaskFailed) return false
    throw error
  }
}

/** Builds the index when the engine has none, or one of another version. The caller holds the index lock. */
export async function ensureIndex (db: Db, search: Search, progress?: (done: number, total: number) => void): Promise<void> {
  if (await findSetting(db, settingOf(search)) === fingerprint && await hasIndex(search, search.uid)) return
  await reindex(db, search, progress)
}

/** Reindexes on demand, waiting for the running indexer's lock to come free for at most `lockMsMax`. */
export async function reindexNow (db: Db, pool: Pool, search: Search, lockMsMax = 30_000): Promise<number> {
  const deadline = Date.now() + lockMsMax
  for (;;) {
    const lock = await lockIndex(pool)
    if (lock) {
      try {
        return await reindex(db, search)
      } finally {
        lock.release()
      }
    }
    if (Date.now() > deadline) throw new Error('An indexer holds the index. Stop it first (INDEXER=off, or the index process).')
    await sleep(250)
  }
}

async function hasIndex (search: Search, uid: string): Promise<boolean> {
  try {
    await search.client.getRawIndex(uid)
    return true
  } catch (error) {
    if ((error as { cause?: { code?: string } }).cause?.code === 'index_not_found') return false
    throw error
  }
}

async function dropIndex (search: Search, uid: string): Promise<void> {
  if (await hasIndex(search, uid)) await settled(search, search.client.deleteIndex(uid))
}
