import type { Pool, PoolClient } from 'pg'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Database, Db } from '../db/client.js'
import { expandConcept, listDue, postpone, settle, type OutboxRow } from '../db/outbox.js'
import { groupBy } from '../model/group.js'
import { buildCase } from './case.js'
import { settled, TaskFailed, type Search } from './client.js'
import { readReference, type Reference, type SearchDocument } from './document.js'
import { buildLegislation } from './legislation.js'
import { buildLesson } from './lesson.js'

const builders = { legislation: buildLegislation, case: buildCase, lesson: buildLesson }
const batchRows = 200
const documentsPerTask = 5000
const indexerLock = 7_161_002

type Log = { info: (message: string) => void, warn: (details: object, message: string) => void }
/** A record to bring up to date, the outbox rows that asked for it, and its documents as they are now. */
type Job = { root: string, rowIds: number[], documents: SearchDocument[] }

/**
 * Brings the index up to date with one batch of the outbox; answers how many rows were dealt with. What cannot be
 * built or is refused by the engine is put off and never blocks the rest. Throws when the engine does not answer;
 * then nothing is lost: the rows are still there.
 */
export async function indexOnce (db: Database, search: Search): Promise<number> {
  const due = await listDue(db, batchRows)
  if (due.length === 0) return 0
  for (const row of due.filter((r) => r.kind === 'concept')) await expandConcept(db, row)
  const generation = Date.now()
  const jobs = await buildJobs(db, due.filter((r) => r.kind !== 'concept'), generation)
  const pushed = await push(db, search, jobs)
  await removeStale(search, pushed.map((j) => j.root), generation)
  await settle(db, pushed.flatMap((j) => j.rowIds))
  return due.length
}

async function buildJobs (db: Database, rows: OutboxRow[], generation: number): Promise<Job[]> {
  if (rows.length === 0) return []
  const reference = await readReference(db)
  const jobs: Job[] = []
  for (const [root, same] of groupBy(rows, (row) => `${row.kind}-${row.recordId}`)) {
    const rowIds = same.map((row) => row.id)
    try {
      jobs.push({ root, rowIds, documents: await buildDocuments(db, same[0]!, reference, generation) })
    } catch (error) {
      await postpone(db, rowIds, String(error))
    }
  }
  return jobs
}

export async function buildDocuments (db: Db, { kind, recordId }: Pick<OutboxRow, 'kind' | 'recordId'>, reference: Reference, generation: number) {
  if (kind === 'concept') throw new Error('a concept has no document of its own')
  return builders[kind](db, recordId, reference, generation)
}

/** Sends the documents and answers whose were taken: a refused batch is halved until the record at fault stands alone, and that one is put off. */
async function push (db: Db, search: Search, jobs: Job[]): Promise<Job[]> {
  if (jobs.length === 0) return []
  try {
    await addDocuments(search, search.uid, jobs.flatMap((j) => j.documents))
    return jobs
  } catch (error) {
    if (!(error instanceof TaskFailed)) throw error
    if (jobs.length === 1) {
      await postpone(db, jobs[0]!.rowIds, error.message)
      return []
    }
    const middle = Math.ceil(jobs.length / 2)
    return [...await push(db, search, jobs.slice(0, middle)), ...await push(db, search, jobs.slice(middle))]
  }
}

/** Adds or replaces documents and waits until the engine has taken them; throws TaskFailed when it refuses. */
export async function addDocuments (search: Search, uid: string, documents: SearchDocument[]): Promise<void> {
  const index = search.client.index<SearchDocument>(uid)
  const tasks = []
  for (let i = 0; i < documents.length; i += documentsPerTask) {
    tasks.push(await index.addDocuments(documents.slice(i, i + documentsPerTask), { primaryKey: 'id' }))
  }
  for (const task of tasks) await settled(search, Promise.resolve(task))
}

/** Removes what a record had before and has no more, after its new documents are in: it is never missing in between. */
async function removeStale (search: Search, roots: string[], generation: number): Promise<void> {
  if (roots.length === 0) return
  const filter = `root IN [${roots.map((root) => `"${root}"`).join(', ')}] AND generation < ${generation}`
  await settled(search, search.index.deleteDocuments({ filter }))
}

/** Holds the lock that only one indexer or reindexing of a database has at a time; undefined when another has it. */
export async function lockIndex (pool: Pool): Promise<{ release: () => void, held: () => boolean } | undefined> {
  const client: PoolClient = await pool.connect()
  let held = true
  client.on('error', () => { held = false })
  const { rows } = await client.query<{ locked: boolean }>('select pg_try_advisory_lock($1) as locked', [indexerLock])
  if (!rows[0]!.locked) {
    client.release()
    return undefined
  }
  return { release: () => client.release(true), held: () => held }
}

/**
 * Follows the outbox until `stop`, one indexer per database however many are started. A dead engine or database is
 * waited for; what was written meanwhile is indexed then.
 */
export function startIndexer (
  { db, pool, search, log, prepare, pollMs = 250 }:
  { db: Database, pool: Pool, search: Search, log: Log, prepare: () => Promise<void>, pollMs?: number }
): { stop: () => Promise<void> } {
  const stopping = new AbortController()
  const pause = (ms: number) => sleep(ms, undefined, { signal: stopping.signal }).catch(() => {})
  const done = (async () => {
    while (!stopping.signal.aborted) {
      const lock = await lockIndex(pool).catch(() => undefined)
      try {
        if (lock) await prepare()
        while (lock?.held() && !stopping.signal.aborted) {
          if (await indexOnce(db, search) === 0) await pause(pollMs)
        }
      } catch (error) {
        if (!stopping.signal.aborted) log.warn({ err: error }, 'indexing paused; will go on by itself')
      } finally {
        lock?.release()
      }
      await pause(1000)
    }
  })()
  return {
    async stop () {
      stopping.abort()
      await done
    }
  }
}
