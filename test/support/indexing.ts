import type { Test } from 'tap'
import type { Database, Pool } from '../../src/db/client.js'
import { listRecordIds } from '../../src/db/outbox.js'
import type { Search } from '../../src/search/client.js'
import { readReference, type SearchDocument } from '../../src/search/document.js'
import { buildDocuments } from '../../src/search/indexer.js'
import { openStores } from './atlas.js'

export const writer = { actor: 'import:founding-dataset' }
export const silent = { info: () => {}, warn: () => {} }

/** A founding dataset cut down to what is indexed in a blink, with nothing waiting for the index, which is empty. */
export async function openSmallStores (t: Test) {
  const stores = await openStores(t)
  await cutDown(stores.pool)
  return stores
}

/** Leaves a handful of records of each kind. */
export const cutDown = (pool: Pool) => pool.query(`
    delete from legislation where id not in (
      select l.id from legislation l join provision p on p.legislation_id = l.id group by l.id having count(*) between 3 and 20 order by l.id limit 10);
    delete from court_case where id not in (select id from court_case order by id limit 5);
    delete from lesson where id not in (select id from lesson order by id limit 5);
    truncate outbox`)

/** Everything in the index, by id; with `root` only the documents of one record. */
export async function indexed (search: Search, root?: string): Promise<Map<string, SearchDocument>> {
  const { results } = await search.index.getDocuments({ limit: 10_000, ...(root ? { filter: `root = "${root}"` } : {}) })
  return new Map(results.map((document) => [document.id, document]))
}

/** What the index has to hold, as the rows are now. */
export async function wanted (db: Database): Promise<Map<string, SearchDocument>> {
  const reference = await readReference(db)
  const documents = []
  for (const record of await listRecordIds(db)) documents.push(...(await buildDocuments(db, record, reference, 0)).map(({ ranking, ...document }) => document))
  return new Map(documents.map((document) => [document.id, document]))
}

/** Index and rows in a form in which they are the same when the index has converged. */
export async function comparison (db: Database, search: Search) {
  const form = (documents: Map<string, SearchDocument>) =>
    [...documents.values()].map((document) => ({ ...document, generation: 0 })).sort((a, b) => a.id < b.id ? -1 : 1)
  const [found, expected] = await Promise.all([indexed(search), wanted(db)])
  return { found: form(found), wanted: form(expected) }
}
