import t, { type Test } from 'tap'
import { saveConcepts } from '../../src/db/concept.js'
import { openDatabase, type Database } from '../../src/db/client.js'
import { withdrawRecord } from '../../src/db/draft.js'
import { saveLegislation } from '../../src/db/legislation.js'
import { saveLesson } from '../../src/db/lesson.js'
import { enqueue, listDue, listRecordIds, nextGeneration, outboxState, postpone } from '../../src/db/outbox.js'
import type { LegislationRecord } from '../../src/model/legislation.js'
import type { LessonRecord } from '../../src/model/lesson.js'
import { addDocuments, type Search } from '../../src/search/client.js'
import { readReference } from '../../src/search/document.js'
import { buildDocuments, indexOnce, startIndexer } from '../../src/search/indexer.js'
import { ensureIndex } from '../../src/search/reindex.js'
import { eventually } from '../support/eventually.js'
import { comparison, indexed, openSmallStores, silent, writer } from '../support/indexing.js'

/** Small stores with a full index and an indexer that follows. */
async function openIndexed (t: Test, { running = true } = {}) {
  const stores = await openSmallStores(t)
  await ensureIndex(stores.db, stores.search)
  if (running) {
    const indexer = startIndexer({ ...stores, log: silent, prepare: () => ensureIndex(stores.db, stores.search), pollMs: 25 })
    t.teardown(indexer.stop)
  }
  return stores
}

/** A record as it was last published. */
async function publishedRecord<T> (db: Database, type: 'legislation' | 'lesson', id: string): Promise<T> {
  const { rows } = await db.execute<{ record: T }>(
    `select record || jsonb_build_object('id', record_id) as record from revision where record_type = '${type}' and record_id = '${id}' order by number desc limit 1`)
  return rows[0]!.record
}

const idsOf = async (db: Database, kind: string) => (await listRecordIds(db)).filter((r) => r.kind === kind).map((r) => r.recordId)
const drained = (db: Database) => eventually('the outbox is empty', async () => (await outboxState(db)).waiting === 0)
const hitsOf = async (search: Search, q: string) => (await search.index.search(q, { limit: 1000 })).hits

t.test('what is written is found, and what it said before is not', async (t) => {
  const { db, search } = await openIndexed(t)
  const [id] = await idsOf(db, 'lesson')
  const record = await publishedRecord<LessonRecord>(db, 'lesson', id!)
  const say = (word: string) => db.transaction((tx) => saveLesson(tx, { ...record, title: { en: `On ${word}` } }, writer))
  t.equal(await say('quizzaciously'), 'revised')
  await drained(db)
  t.same((await hitsOf(search, 'quizzaciously')).map((d) => d.recordId), [id])
  await say('zenzizenzizenzic')
  await drained(db)
  t.same((await hitsOf(search, 'zenzizenzizenzic')).map((d) => d.recordId), [id])
  t.same(await hitsOf(search, 'quizzaciously'), [])
})

t.test('a withdrawn law and a removed provision are found no more; what stays keeps its id', async (t) => {
  const { db, search } = await openIndexed(t)
  const [gone, cut] = await idsOf(db, 'legislation')
  const before = await indexed(search, `legislation-${cut}`)
  t.ok((await indexed(search, `legislation-${gone}`)).size > 3)
  const record = await publishedRecord<LegislationRecord>(db, 'legislation', cut!)
  const version = record.versions[0]!
  const removed = version.provisions.findLast((p) => !version.provisions.some((child) => child.parent === p.eId))!
  const kept = version.provisions.filter((p) => p !== removed)
  await db.transaction(async (tx) => {
    await withdrawRecord(tx, 'legislation', gone!, 'published in error', writer)
    await saveLegislation(tx, { ...record, versions: [{ ...version, provisions: kept }, ...record.versions.slice(1)] }, writer)
  })
  await drained(db)
  t.equal((await indexed(search, `legislation-${gone}`)).size, 0)
  const after = await indexed(search, `legislation-${cut}`)
  const lost = [...before.keys()].filter((id) => !after.has(id))
  t.same(lost.map((id) => before.get(id)!.eId), [removed.eId])
  t.equal(after.size, before.size - 1, 'and nothing is there under a new id')
  const { found, wanted } = await comparison(db, search)
  t.same(found, wanted)
})

t.test('a new label of a concept reaches every record that is about it, and no other', async (t) => {
  const { db, search } = await openIndexed(t)
  const before = await indexed(search)
  const { concepts } = await readReference(db)
  const about = (code: string) => [...before.values()].filter((d) => d.concepts.includes(code)).map((d) => d.id)
  const concept = [...concepts.values()].sort((a, b) => about(b.code).length - about(a.code).length)[0]!
  t.ok(about(concept.code).length > 3 && about(concept.code).length < before.size, `${concept.code}: ${about(concept.code).length} of ${before.size}`)
  const { parentCode, ...rest } = concept
  await db.transaction((tx) => saveConcepts(tx, [{ ...rest, parent: parentCode, labels: { ...concept.labels, fr: 'Anticonstitutionnellement' } } as never]))
  await drained(db)
  t.same((await hitsOf(search, 'anticonstitutionnellement')).map((d) => d.id).sort(), about(concept.code).sort())
})

t.test('a record that cannot be built, and one that the engine refuses, hold up nobody', async (t) => {
  const { db, pool, search } = await openIndexed(t, { running: false })
  const [unbuildable, refused, healthy] = await idsOf(db, 'legislation')
  const [titles] = (await pool.query('select titles from legislation where id = $1', [refused])).rows
  await pool.query('update legislation set title = \'{"language": "en"}\' where id = $1', [unbuildable])
  // A document may not have more than 65,535 fields.
  await pool.query(`update legislation set titles = (select jsonb_build_array(jsonb_object_agg('k' || n, 1) || '{"text": "x", "language": "en"}')
    from generate_series(1, 70000) n) where id = $1`, [refused])
  await pool.query('update legislation set short_title = \'Floccinaucinihilipilification Act\' where id = $1', [healthy])
  await enqueue(db, 'legislation', [unbuildable!, refused!, healthy!])
  await indexOnce(db, search)
  t.ok((await hitsOf(search, 'floccinaucinihilipilification')).some((d) => d.recordId === healthy))
  const failing = async () => (await pool.query<{ record_id: string, attempts: number, wait: number, last_error: string }>(`
    select record_id, attempts, extract(epoch from next_attempt_at - now())::float8 as wait, last_error from outbox order by record_id`)).rows
  const first = await failing()
  t.match(await outboxState(db), { waiting: 2, failing: 2 })
  t.same(first.map((r) => [r.record_id, r.attempts]), [unbuildable, refused].sort().map((id) => [id, 1]))
  t.match(first.find((r) => r.record_id === refused)!.last_error, /max_fields_limit_exceeded/)
  t.ok(first.every((r) => r.wait <= 5), 'soon again at first')
  t.same(await listDue(db, 10), [], 'and not at once')
  for (let i = 0; i < 5; i++) {
    await pool.query('update outbox set next_attempt_at = now() - interval \'1 second\'')
    await indexOnce(db, search)
  }
  const later = await failing()
  t.ok(later.every((r) => r.attempts === 6 && r.wait > 120 && r.wait <= 160), `then ever later: ${later.map((r) => r.wait)}`)

  await pool.query('update legislation set title = \'{"language": "en", "text": "Healed Act", "kind": "original"}\' where id = $1', [unbuildable])
  await pool.query('update legislation set titles = $2 where id = $1', [refused, JSON.stringify(titles.titles)])
  await pool.query('update outbox set next_attempt_at = now() - interval \'1 second\'')
  await indexOnce(db, search)
  t.match(await outboxState(db), { waiting: 0, failing: 0 })
  const { found, wanted } = await comparison(db, search)
  t.same(found, wanted)
})

t.test('what is too large for one request goes in several, and a document too large for any is put off alone', async (t) => {
  const { db, pool, search } = await openIndexed(t, { running: false })
  const laws = await idsOf(db, 'legislation')
  const huge = laws.pop()!
  await pool.query('update provision set text = repeat(\'padding \', 800000) where id in (select min(id::text)::uuid from provision group by legislation_id)')
  await pool.query('update legislation set summary = jsonb_build_object(\'en\', repeat(\'padding \', 2500000)) where id = $1', [huge])
  await enqueue(db, 'legislation', [...laws, huge])
  await indexOnce(db, search)
  const { rows } = await pool.query('select record_id, last_error from outbox')
  t.same(rows.map((r) => r.record_id), [huge])
  t.match(rows[0].last_error, /too large/)
  const long = [...(await indexed(search)).values()].filter((d) => d.body[0]?.startsWith('padding'))
  t.same(long.map((d) => d.legislationId).sort(), laws.sort())
})

t.test('a row that failed for years is still put off', async (t) => {
  const { db, pool } = await openSmallStores(t)
  const [id] = await idsOf(db, 'lesson')
  await enqueue(db, 'lesson', [id!])
  await pool.query('update outbox set attempts = 1000000')
  await postpone(db, (await listDue(db, 10)).map((r) => r.id), 'again')
  const { rows } = await pool.query('select attempts, extract(epoch from next_attempt_at - now())::float8 as wait from outbox')
  t.equal(rows[0].attempts, 1_000_001)
  t.ok(rows[0].wait > 290 && rows[0].wait <= 300, `${rows[0].wait} seconds`)
})

t.test('documents that were pushed by a process that died before it settled are pushed again', async (t) => {
  const { db, search } = await openIndexed(t, { running: false })
  const [id] = await idsOf(db, 'legislation')
  await enqueue(db, 'legislation', [id!])
  const generation = await nextGeneration(db)
  const documents = await buildDocuments(db, { kind: 'legislation', recordId: id! }, await readReference(db), generation)
  await addDocuments(search, search.uid, documents.map(({ ranking, ...document }) => document))
  t.equal((await outboxState(db)).waiting, 1)
  await indexOnce(db, search)
  t.equal((await outboxState(db)).waiting, 0)
  t.ok([...(await indexed(search, `legislation-${id}`)).values()].every((d) => d.generation > generation))
  const { found, wanted } = await comparison(db, search)
  t.same(found, wanted)
})

t.test('of two indexers one works; the other takes over when it ends', async (t) => {
  const { db, search, databaseUrl } = await openIndexed(t, { running: false })
  const begun: string[] = []
  const begin = (name: string) => {
    const own = openDatabase(databaseUrl, { onError: () => {} })
    const indexer = startIndexer({ ...own, search, log: silent, prepare: async () => { begun.push(name) }, pollMs: 25 })
    const end = async () => {
      await indexer.stop()
      await own.close()
    }
    return end
  }
  const endFirst = begin('first')
  await eventually('the first has begun', () => begun.length === 1)
  const endSecond = begin('second')
  const [id] = await idsOf(db, 'lesson')
  for (let i = 0; i < 20; i++) {
    await enqueue(db, 'lesson', [id!])
    await drained(db)
  }
  t.same([...new Set(begun)], ['first'])
  await endFirst()
  await eventually('the second has begun', () => begun.includes('second'))
  await enqueue(db, 'lesson', [id!])
  await drained(db)
  await endSecond()
})
