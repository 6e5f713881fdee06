import { setTimeout as sleep } from 'node:timers/promises'
import type { Pool } from 'pg'
import type { Db } from '../db/client.js'
import { listRecordIds } from '../db/outbox.js'
import { findSetting, putSetting } from '../db/setting.js'
import { settled, type Search } from './client.js'
import { readReference } from './document.js'
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
  const count = await fill(db, search, fresh, progress)
  if (!await hasIndex(search, search.uid)) await settled(search, search.client.createIndex(search.uid, { primaryKey: 'id' }))
  await settled(search, search.client.swapIndexes([{ indexes: [search.uid, fresh], rename: false }]))
  await dropIndex(search, fresh)
  await putSetting(db, settingOf(search), fingerprint)
  return count
}

async function fill (db: Db, search: Search, uid: string, progress: (done: number, total: number) => void): Promise<number> {
  const reference = await readReference(db)
  const records = await listRecordIds(db)
  const generation = Date.now()
  let waiting: Awaited<ReturnType<typeof buildDocuments>> = []
  let count = 0
  for (const [i, record] of records.entries()) {
    waiting.push(...await buildDocuments(db, record, reference, generation))
    if (waiting.length >= documentsAtOnce || i === records.length - 1) {
      await addDocuments(search, uid, waiting)
      count += waiting.length
      waiting = []
      progress(i + 1, records.length)
    }
  }
  return count
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
