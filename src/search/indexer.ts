import { setTimeout as sleep } from 'node:timers/promises'
import { classifierFor } from '../classify/classify.js'
import { inTransaction, type Database, type Db, type Pool } from '../db/client.js'
import { expandConcept, listDue, lockIndex, nextGeneration, postpone, settle, type OutboxRow } from '../db/outbox.js'
import { replaceSearchDocuments } from '../db/search-document.js'
import { groupBy } from '../model/group.js'
import { buildCase } from './case.js'
import { addDocuments, hasIndex, settled, TaskFailed, termsUidOf, type Search } from './client.js'
import { readReference, type Reference } from './document.js'
import { buildSearchRows } from './exact.js'
import { forgetFrequencies } from './frequency.js'
import { buildLegislation } from './legislation.js'
import { buildLesson } from './lesson.js'
import { openMentions } from './mention.js'
import { buildTermDocument, withRanking, type RankedDocument } from './term.js'

const builders = { legislation: buildLegislation, case: buildCase, lesson: buildLesson }
const batchRows = 200
const prepareMs = 10_000

type Log = { info: (message: string) => void, warn: (details: object, message: string) => void }
/** A record to bring up to date, and its documents as they are now. */
export type Job<R> = { record: R, documents: RankedDocument[] }
type Indexable = Pick<OutboxRow, 'kind' | 'recordId'>
/** What becomes of a record that cannot be indexed. */
export type Refuse<R> = (record: R, error: string) => Promise<unknown>

/**
 * Brings the index up to date with one batch of the outbox; answers how many rows were dealt with. What cannot be
 * built or is refused by the engine is put off and never blocks the rest. Throws when the engine does not answer, or
 * has no index; then nothing is lost: the rows are still there.
 */
export async function indexOnce (db: Database, search: Search): Promise<number> {
  const due = await listDue(db, batchRows)
  if (due.length === 0) return 0
  // The engine would make an index without settings out of the first documents it is sent.
  for (const uid of [search.uid, search.termsUid]) if (!await hasIndex(search, uid)) throw new Error(`The engine has no index ${uid}.`)
  for (const row of due.filter((r) => r.kind === 'concept')) await expandConcept(db, row)
  const records = [...groupBy(due.filter((r) => r.kind !== 'concept'), rootOf).values()]
    .map((rows) => ({ ...rows[0]!, rowIds: rows.map((r) => r.id) }))
  const refuse: Refuse<{ rowIds: number[] }> = ({ rowIds }, error) => postpone(db, rowIds, error)
  const generation = await nextGeneration(db)
  const jobs = await buildJobs(db, records, await readReference(db), generation, refuse)
  const taken = await push(search, search.uid, jobs, refuse)
  const roots = taken.map((job) => rootOf(job.record))
  await removeStale(search, roots, generation)
  const documents = taken.flatMap((job) => job.documents)
  const mentions = await openMentions(db)(documents)
  await inTransaction(db, async (tx) => {
    await replaceSearchDocuments(tx, roots, buildSearchRows(documents), mentions)
    await settle(tx, taken.flatMap((job) => job.record.rowIds))
  })
  forgetFrequencies(search)
  return due.length
}

const rootOf = ({ kind, recordId }: Indexable) => `${kind}-${recordId}`

/** The documents of each record; what cannot be built is refused. */
export async function buildJobs<R extends Indexable> (
  db: Db, records: R[], reference: Reference, generation: number, refuse: Refuse<R>
): Promise<Job<R>[]> {
  const jobs: Job<R>[] = []
  for (const record of records) {
    try {
      jobs.push({ record, documents: await buildDocuments(db, record, reference, generation) })
    } catch (error) {
      await refuse(record, String(error))
    }
  }
  return jobs
}

export async function buildDocuments (db: Db, { kind, recordId }: Indexable, reference: Reference, generation: number) {
  if (kind === 'concept') throw new Error('a concept has no document of its own')
  const classify = classifierFor(reference.concepts.values())
  return (await builders[kind](db, recordId, reference, generation)).map((document) => withRanking(document, classify))
}

/** Sends the documents and their terms, and answers whose were taken: a refused batch is halved until the record at fault stands alone. */
export async function push<R> (search: Search, uid: string, jobs: Job<R>[], refuse: Refuse<R>): Promise<Job<R>[]> {
  if (jobs.length === 0) return []
  try {
    const documents = jobs.flatMap((j) => j.documents)
    await addDocuments(search, uid, documents.map(({ ranking, ...document }) => document))
    await addDocuments(search, termsUidOf(uid), documents.map(buildTermDocument))
    return jobs
  } catch (error) {
    if (!(error instanceof TaskFailed)) throw error
    if (jobs.length === 1) {
      await refuse(jobs[0]!.record, error.message)
      return []
    }
    const middle = Math.ceil(jobs.length / 2)
    return [...await push(search, uid, jobs.slice(0, middle), refuse), ...await push(search, uid, jobs.slice(middle), refuse)]
  }
}

/** Removes what a record had before and has no more, after its new documents are in: it is never missing in between. */
async function removeStale (search: Search, roots: string[], generation: number): Promise<void> {
  if (roots.length === 0) return
  const filter = `root IN [${roots.map((root) => `"${root}"`).join(', ')}] AND generation < ${generation}`
  for (const uid of [search.uid, search.termsUid]) await settled(search, search.client.index(uid).deleteDocuments({ filter }))
}

/**
 * Follows the outbox until `stop`, one indexer per database however many are started. A dead engine or database is
 * waited for; what was written meanwhile is indexed then. `prepare` sees to it that there is an index: it is called
 * first and again every ten seconds, since an engine can come back with an empty disk.
 */
export function startIndexer (
  { db, pool, search, log, prepare, pollMs = 250 }:
  { db: Database, pool: Pool, search: Search, log: Log, prepare: (stopping: AbortSignal) => Promise<void>, pollMs?: number }
): { stop: () => Promise<void> } {
  const stopping = new AbortController()
  const pause = (ms: number) => sleep(ms, undefined, { signal: stopping.signal }).catch(() => {})
  const done = (async () => {
    while (!stopping.signal.aborted) {
      const lock = await lockIndex(pool).catch(() => undefined)
      try {
        let prepared = 0
        while (lock?.held() && !stopping.signal.aborted) {
          if (Date.now() - prepared > prepareMs) {
            await prepare(stopping.signal)
            prepared = Date.now()
          }
          if (await indexOnce(db, search) === 0) await pause(pollMs)
        }
      } catch (error) {
        if (!stopping.signal.aborted) log.warn({ err: error }, 'indexing paused; will go on by itself')
      } finally {
        await lock?.release()
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
