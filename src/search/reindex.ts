import { setTimeout as sleep } from 'node:timers/promises'
import type { Settings } from 'meilisearch'
import type { Db, Pool } from '../db/client.js'
import { enqueueFailed, listRecordIds, listWaitingIds, lockIndex, nextGeneration, settle } from '../db/outbox.js'
import { finishSearchDocuments, putMentions, putSearchDocuments } from '../db/search-document.js'
import { findSetting, putSetting } from '../db/setting.js'
import { findIndexBirth, hasIndex, settled, termsUidOf, type Search } from './client.js'
import { readReference } from './document.js'
import { buildSearchRows } from './exact.js'
import { forgetFrequencies } from './frequency.js'
import { buildJobs, push, type Job } from './indexer.js'
import { openMentions } from './mention.js'
import { fingerprint, settings, termSettings } from './settings.js'

const recordsAtOnce = 50
const documentsAtOnce = 2000
const settingOf = (search: Search) => `search-index:${search.uid}`

type Watch = { progress?: (done: number, total: number) => void, stopping?: AbortSignal }

/**
 * Builds the index anew beside the one in use and swaps the two: searches never see half of it. The caller holds the
 * index lock, so changes made meanwhile wait in the outbox and are indexed after the swap. Answers the number of documents.
 */
export async function reindex (db: Db, search: Search, watch: Watch = {}): Promise<number> {
  const fresh = `${search.uid}_new`
  await createIndex(search, fresh, settings)
  await createIndex(search, termsUidOf(fresh), termSettings)
  // What waits now will be in the new index; what comes later is indexed after the swap.
  const waiting = await listWaitingIds(db)
  const { count, refused, generation } = await fill(db, search, fresh, watch)
  await swapIn(search, fresh)
  await finishSearchDocuments(db, generation)
  forgetFrequencies(search)
  for (const { record, error } of refused) await enqueueFailed(db, record, error)
  await settle(db, waiting)
  await putSetting(db, settingOf(search), await stateOf(search))
  return count
}

async function createIndex (search: Search, uid: string, settings: Settings): Promise<void> {
  await dropIndex(search, uid)
  await settled(search, search.client.createIndex(uid, { primaryKey: 'id' }))
  await settled(search, search.client.index(uid).updateSettings(settings))
}

/** Puts the new indexes in the place of those in use, both in one step. */
async function swapIn (search: Search, fresh: string): Promise<void> {
  const swaps: { indexes: [string, string], rename: boolean }[] = []
  for (const [uid, made] of [[search.uid, fresh], [search.termsUid, termsUidOf(fresh)]] as const) {
    const rename = !await hasIndex(search, uid)
    swaps.push({ indexes: rename ? [made, uid] : [uid, made], rename })
  }
  await settled(search, search.client.swapIndexes(swaps))
  for (const uid of [fresh, termsUidOf(fresh)]) await dropIndex(search, uid)
}

type Record = Awaited<ReturnType<typeof listRecordIds>>[number]

/** Fills an index with every published record; those that cannot be built or are refused are told, and stop nobody else. */
async function fill (db: Db, search: Search, uid: string, { progress = () => {}, stopping }: Watch) {
  const reference = await readReference(db)
  const records = await listRecordIds(db)
  const generation = await nextGeneration(db)
  const readMentions = openMentions(db)
  const refused: { record: Record, error: string }[] = []
  const refuse = async (record: Record, error: string) => refused.push({ record, error })
  let jobs: Job<Record>[] = []
  let count = 0
  for (let i = 0; i < records.length; i += recordsAtOnce) {
    stopping?.throwIfAborted()
    const done = Math.min(i + recordsAtOnce, records.length)
    jobs.push(...await buildJobs(db, records.slice(i, done), reference, generation, refuse))
    if (done < records.length && countDocuments(jobs) < documentsAtOnce) continue
    const taken = await push(search, uid, jobs, refuse)
    const documents = taken.flatMap((job) => job.documents)
    await putSearchDocuments(db, buildSearchRows(documents))
    await putMentions(db, [...new Set(documents.map(({ root }) => root))], await readMentions(documents))
    count += countDocuments(taken)
    jobs = []
    progress(done, records.length)
  }
  return { count, refused, generation }
}

const countDocuments = (jobs: Job<unknown>[]) => jobs.reduce((sum, job) => sum + job.documents.length, 0)

/** What the indexes in use are: of this version, and those very indexes, not one that came up in the place of a lost one. */
const stateOf = async (search: Search) => `${fingerprint} ${await findIndexBirth(search, search.uid)} ${await findIndexBirth(search, search.termsUid)}`

/** Whether the engine has the index that was built last, and this version built it. */
export async function isIndexCurrent (db: Db, search: Search): Promise<boolean> {
  return await findSetting(db, settingOf(search)) === await stateOf(search)
}

/** Builds the index unless it is current. The caller holds the index lock. */
export async function ensureIndex (db: Db, search: Search, watch?: Watch): Promise<void> {
  if (!await isIndexCurrent(db, search)) await reindex(db, search, watch)
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
        await lock.release()
      }
    }
    if (Date.now() > deadline) throw new Error('An indexer holds the index. Stop it first (INDEXER=off, or the index process).')
    await sleep(250)
  }
}

async function dropIndex (search: Search, uid: string): Promise<void> {
  if (await hasIndex(search, uid)) await settled(search, search.client.deleteIndex(uid))
}
