import { join } from 'node:path'
import t from 'tap'
import { lockIndex } from '../src/db/outbox.js'
import { audit, lesson, outbox, revision } from '../src/db/schema.js'
import { applyDataset, loadFounding, planDataset } from '../src/ingest/apply.js'
import { readDataset } from '../src/ingest/dataset.js'
import { identifyRecords } from '../src/ingest/identify.js'
import { ensureIndex, reindexNow } from '../src/search/reindex.js'
import { openStores } from './support/atlas.js'
import { smallDataset, writeDataset } from './support/small.js'

const writer = { actor: 'test:import' }
const read = async (folder: string) => (await readDataset(folder)).dataset

t.test('a plan writes nothing; applying is whole, once, and repeatable', async (t) => {
  const { db } = await openStores(t, { from: 'empty' })
  const files = smallDataset()
  const dataset = await read(await writeDataset(t, files))
  t.match(await planDataset(db, dataset, writer), { unchanged: 0, revised: 0 })
  t.equal(await db.$count(revision), 0)
  let told = 0
  const { created } = await applyDataset(db, dataset, writer, (done, total) => { told = done / total })
  t.equal(told, 1)
  const rows = await Promise.all([db.$count(revision), db.$count(audit), db.$count(outbox)])
  t.same(rows, [created, created, created])
  t.match(await applyDataset(db, dataset, writer), { created: 0, revised: 0, unchanged: created })
  t.same(await Promise.all([db.$count(revision), db.$count(audit)]), rows.slice(0, 2))

  files['laws/ken.json']![0]!.shortTitle = 'CA'
  t.match(await applyDataset(db, await read(await writeDataset(t, files)), writer), { revised: 1, unchanged: created - 1 })
  files['laws/ken.json']![0]!.shortTitle = 'Somebody\'s'
  t.match(await applyDataset(db, await read(await writeDataset(t, files)), { actor: 'test:other' }), { kept: 1 })
})

t.test('what fails at the last record leaves nothing', async (t) => {
  const { db } = await openStores(t, { from: 'empty' })
  const files = smallDataset()
  files['lessons/investigation.json']!.at(-1)!.cases = ['no-such-case']
  await t.rejects(applyDataset(db, await read(await writeDataset(t, files)), writer), /there is no case no-such-case/)
  t.same(await Promise.all([db.$count(revision), db.$count(lesson), db.$count(outbox)]), [0, 0, 0])
})

t.test('of two processes that start at once one loads', async (t) => {
  const { db } = await openStores(t, { from: 'empty' })
  const folder = await writeDataset(t, smallDataset())
  const loaded = await Promise.all([loadFounding(db, folder), loadFounding(db, folder)])
  t.equal(loaded.filter(Boolean).length, 1)
  t.equal(await loadFounding(db, folder), undefined)
  await t.rejects(loadFounding(db, join(folder, 'nowhere')), /cannot be read/)
})

t.test('ids are given once', async (t) => {
  const files = smallDataset()
  const law = files['laws/ken.json']![0]!
  const { id } = law
  delete files['cases/ken.json']![0]!.id
  const folder = await writeDataset(t, files)
  await identifyRecords(folder)
  const { laws, cases } = await read(folder)
  t.equal(laws.find((l) => l.record.akn === law.akn)!.record.id, id)
  t.match(cases[0]!.record.id, /^[0-9a-f]{8}-[0-9a-f]{4}-7/)
  t.equal(await identifyRecords(folder), 0)
})

t.test('the index is built where there is none, and on demand, by one at a time', async (t) => {
  const { db, pool, search } = await openStores(t, { from: 'empty' })
  await applyDataset(db, await read(await writeDataset(t, smallDataset())), writer)
  await ensureIndex(db, search)
  const { numberOfDocuments } = await search.index.getStats()
  t.ok(numberOfDocuments > 0)
  t.equal(await db.$count(outbox), 0, 'what waited is in it')
  t.equal(await reindexNow(db, pool, search), numberOfDocuments)
  const lock = await lockIndex(pool)
  await t.rejects(reindexNow(db, pool, search, 300), /indexer holds the index/)
  await lock!.release()
})
