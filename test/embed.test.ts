import t, { type Test } from 'tap'
import { readConfig } from '../src/config.js'
import { embeddingState } from '../src/db/embedding.js'
import { withdrawRecord } from '../src/db/draft.js'
import { saveLegislation } from '../src/db/legislation.js'
import { newId } from '../src/model/identifier.js'
import { hasIndex, openSearch } from '../src/search/client.js'
import { openEmbedder } from '../src/search/embedder.js'
import { startEmbedding } from '../src/search/embedding.js'
import { indexOnce } from '../src/search/indexer.js'
import { likenessOver } from '../src/search/meaning.js'
import { ensureIndex, isIndexCurrent, reindex } from '../src/search/reindex.js'
import { findModelKey, dropVectors, embedOnce, ensureVectors, learnModel, vectorsUidOf } from '../src/search/vector.js'
import { start } from '../src/server.js'
import { openAtlas } from './support/atlas.js'
import { dimensions, embed, late, shapes, startEmbedder } from './support/embedder.js'
import { eventually } from './support/eventually.js'
import { cutDown, silent } from './support/indexing.js'
import { lawRecord, provisionRecord, versionRecord, writer } from './support/record.js'

type Hit = Record<string, any>
type Options = NonNullable<Parameters<typeof startEmbedder>[1]> & { off?: boolean }

const provision = (eId: string, heading: string, text: string) => provisionRecord({ eId, number: eId.slice(-1), heading, text, concepts: [] })
const law = (jurisdiction: string, language: string, title: string, provisions: ReturnType<typeof provision>[]) => lawRecord({
  id: newId(), jurisdiction, title: { text: title, language, kind: 'original' },
  versions: [versionRecord({ language, validFrom: '2019-01-01', provisions })]
})
const english = () => law('KEN', 'en', 'Civil Aviation Order', [
  provision('sec_1', 'Flights at night', 'Whoever lets a drone hover above a runway at night shall be liable.'),
  provision('sec_2', 'Hives', 'Every beekeeper shall register each hive.')
])
const french = () => law('FRA', 'fr', "Code de l'aviation légère", [
  provision('art_1', 'Survol nocturne', 'Nul ne fait survoler un aérodrome par un dron la nuit, de quelque manière que ce soit.'),
  provision('art_2', 'Ruches', "L'apiculture est libre ; chaque ruche est déclarée."),
  provision('art_3', 'Impôt', "L'impôt est dû.")
])
/** Each asks, in its language, for drones over airfields at night. */
const queries = ['تحليق طائرة مسيّرة فوق المطار خلال ليل', '夜间在机场上空放飞无人机', 'полёты беспилотника ночью над аэродромом']
const address = (q: string, more = '') => `/v1/search?q=${encodeURIComponent(q)}&limit=100${more}`

/** An atlas with few records, two laws of aviation among them, indexed by their words. */
async function openAviation (t: Test, { off = false, ...options }: Options = {}) {
  const embedder = await startEmbedder(t, options)
  const at = { url: embedder.url, key: options.key, model: 'small' }
  const atlas = await openAtlas(t, off ? {} : { embedder: at })
  const { db, pool, search } = atlas
  await cutDown(pool)
  const publish = (record: ReturnType<typeof law>) => db.transaction((tx) => saveLegislation(tx, record, writer))
  const laws = { english: english(), french: french() }
  for (const record of Object.values(laws)) await publish(record)
  await reindex(db, search)
  const told: string[] = []
  const log = { info: () => {}, warn: (details: object, message: string) => { told.push(`${message} ${JSON.stringify(details)} ${String((details as { err?: Error }).err)}`) } }
  return {
    ...atlas,
    at,
    embedder,
    laws,
    told,
    log,
    publish,
    index: async () => { while (await indexOnce(db, search) > 0); },
    /** embeds all there is, or throws what keeps it from that */
    embedAll: async () => {
      const model = await learnModel(db, search, search.embedder!)
      await ensureVectors(db, search, model)
      while (await embedOnce(db, search, { embedder: search.embedder!, model, log }) > 0);
    },
    follow: () => {
      const { stop } = startEmbedding({ db, pool, search, log, pollMs: 20, retryMs: 20 })
      t.teardown(stop)
      return stop
    },
    waiting: async () => (await embeddingState(db)).waiting,
    find: async (q: string, more = '') => (await atlas.get(address(q, more))).body as { items: Hit[], total: number, semantic: string, facets: Record<string, Hit[]>, words: Hit[] }
  }
}

const named = (items: Hit[]) => items.map((h) => h.heading?.text ?? h.title.text)

for (const shape of Object.keys(shapes) as (keyof typeof shapes)[]) {
  t.test(`an embedder that answers as ${shape} does finds what shares the meaning and no word`, async (t) => {
    const { embedAll, find, embedder } = await openAviation(t, { shape, key: 'secret' })
    for (const q of queries) {
      const before = await find(q)
      t.equal(before.semantic, 'unavailable', 'before there is a vector')
      t.notOk(named(before.items).includes('Flights at night'), `${q} shares no word with it`)
    }
    await embedAll()
    t.same([...embedder.models], ['small'])
    for (const q of queries) {
      const { items, semantic, total } = await find(q)
      t.equal(semantic, 'used')
      t.same(named(items).slice(0, 2).sort(), ['Flights at night', 'Survol nocturne'], q)
      for (const { matched } of items.slice(0, 2)) t.match(matched, [{ field: 'meaning', concept: null, suggested: false }], 'it is marked')
      t.match(items.find((h) => h.language === 'en')!.matched, [{ html: 'Flights at night', language: 'en' }])
      t.notOk(named(items).some((name) => ['Hives', 'Impôt'].includes(name)), 'what is unlike is not found')
      t.equal(total, items.length + items.reduce((n, h) => n + h.identical.length, 0), 'all are counted')
    }
  })
}

t.test('facets and filters hold for what is found by meaning', async (t) => {
  const { get, embedAll, find } = await openAviation(t)
  await embedAll()
  const [q] = queries as [string]
  const count = ({ facets }: Awaited<ReturnType<typeof find>>, name: string): Record<string, number> =>
    Object.fromEntries(facets[name]!.map((f) => [f.value, f.count]))
  const all = await find(q, '&facets=state,language,type')
  t.match(count(all, 'state'), { KEN: 1, FRA: 1 })
  t.equal((Object.values(count(all, 'type')) as number[]).reduce((a, b) => a + b, 0), all.total)
  const kenya = await find(q, '&state=KEN&facets=state,language')
  t.same(named(kenya.items), ['Flights at night'])
  t.equal(kenya.total, 1)
  t.match(count(kenya, 'state'), { KEN: 1, FRA: 1 }, 'another State can still be chosen')
  t.same(count(kenya, 'language'), { en: 1 })
  t.same((await find(q, '&state=KEN,FRA&asOf=2018-01-01')).items, [])
  t.same(named((await find(q, '&asOf=2020-01-01&language=fr&type=provision')).items), ['Survol nocturne'])
  const one = `/v1/search?q=${encodeURIComponent(q)}&state=KEN,FRA&limit=1`
  const first = (await get(one)).body
  const second = (await get(`${one}&cursor=${encodeURIComponent(first.page.next)}`)).body
  t.same(named([...first.items, ...second.items]).sort(), ['Flights at night', 'Survol nocturne'])
  t.same([first.total, second.page.next], [2, null])
  t.same((await find(q, '&mode=exact')).semantic, 'off')
  t.same((await find('')).semantic, 'off')
})

t.test('words still count: what has them and the meaning comes first, and a reference before all', async (t) => {
  const { embedAll, find } = await openAviation(t)
  await embedAll()
  const { items } = await find('a drone above a runway during the night')
  t.same(named(items).slice(0, 1), ['Flights at night'])
  t.ok(items[0]!.matched.some((m: Hit) => m.field === 'text') && items[0]!.matched.some((m: Hit) => m.field === 'meaning'))
  const short = await find('беспилотник ночью')
  t.same([short.semantic, named(short.items).includes('Flights at night')], ['used', true], 'two words that the engine finds nothing for')
  t.equal((await find('drone runway')).items[0]!.heading.text, 'Flights at night')
})

t.test('without EMBEDDER_URL nothing is asked, kept or changed', async (t) => {
  const { db, search, embedder, find, follow, get } = await openAviation(t, { off: true })
  const stop = follow()
  for (const q of queries) t.equal((await find(q)).semantic, 'off')
  await stop()
  t.equal(embedder.requests, 0)
  t.notOk(await hasIndex(search, vectorsUidOf(search.uid)))
  const { rows } = await db.execute('select (select count(*)::int from search_vector) + (select count(*)::int from search_embedding) as n')
  t.same(rows, [{ n: 0 }])
  const { body } = await get(address('a drone above a runway'))
  t.ok(body.items.every((h: Hit) => h.matched.every((m: Hit) => m.field !== 'meaning')))
})

t.test('what is published while the embedder is down is found by its words, and by its meaning when it is back', async (t) => {
  const { embedder, follow, index, find, publish, told, waiting, inject } = await openAviation(t)
  await embedder.down()
  follow()
  const tax = law('KEN', 'en', 'Levies on imports from abroad', [provision('sec_1', 'Import levy', 'A levy is due on kumquats.'), provision('sec_2', 'End', 'It ends.')])
  await publish(tax)
  await index()
  const words = await find('levy on kumquats and other fruit')
  t.equal(words.semantic, 'unavailable')
  t.equal(words.items[0]!.heading.text, 'Import levy')
  await eventually('it is told', () => told.some((line) => /embedding paused/.test(line) && /does not answer/.test(line)))
  t.match((await inject({ url: '/metrics' })).body, /atlas_embedding_documents [1-9]/)
  await embedder.up()
  await eventually('all are embedded', async () => await waiting() === 0)
  t.match((await inject({ url: '/metrics' })).body, /atlas_embedding_documents 0/)
  const found = await eventually('the embedder is asked again', async () => {
    const answer = await find('какой налог надо платить')
    return answer.semantic === 'used' ? answer : undefined
  })
  t.ok(named(found.items).includes('Import levy'))
  t.ok(named(found.items).includes('Impôt'))
})

t.test('an embedder that is slow when asked is not waited for', async (t) => {
  const { embedAll, embedder, find } = await openAviation(t)
  await embedAll()
  embedder.trouble = late(60_000)
  const [first, second] = [await find('levy of some kind on anything'), await find('levy of some other kind on anything')]
  t.same([first.semantic, second.semantic], ['unavailable', 'unavailable'])
  t.equal(embedder.requests, (await find('levy of a third kind on anything'), embedder.requests), 'it is left alone for a while')
})

t.test('wrong answers are told and lose nothing', async (t) => {
  const { pool, embedder, embedAll, find, waiting, follow } = await openAviation(t)
  const documents = await waiting()
  const vector = (...numbers: unknown[]) => ({ body: JSON.stringify({ embeddings: [numbers] }) })
  const wrong: [string, { status?: number, body: string }, RegExp][] = [
    ['HTML', { body: '<!DOCTYPE html><title>proxy</title>' }, /no JSON: <!DOCTYPE/],
    ['500', { status: 500, body: 'out of memory' }, /answered 500: out of memory/],
    ['401', { status: 401, body: 'who are you' }, /answered 401/],
    ['a redirection', { status: 302, body: '' }, /answered 302/],
    ['something huge', { body: JSON.stringify('x'.repeat(400_000)) }, /more than 300000 bytes/],
    ['not a number', vector(0.1, 'NaN'), /no vector of numbers/],
    ['NaN as Python writes it', { body: '{"embeddings": [[NaN, 1]]}' }, /no JSON/],
    ['null', vector(null), /no vector of numbers/],
    ['nothing', vector(), /no vector of numbers/],
    ['zeros', vector(0, 0), /without direction/],
    ['too large', vector(1e308, 1e308, 1e308, 1e308), /without direction/],
    ['too few', { body: '{"data": []}' }, /0 vectors for 1 texts/],
    ['two of the same place', { body: '{"data": [{"embedding": [1], "index": 1}]}' }, /no vector of numbers/],
    ['another form', { body: '{"vectors": [[1]]}' }, /neither/],
    ['null alone', { body: 'null' }, /neither/]
  ]
  for (const [name, reply, expected] of wrong) {
    embedder.trouble = () => reply
    await t.rejects(embedAll(), expected, name)
  }
  embedder.trouble = () => ({ body: '{"embeddings": [[1, 2], [1, 2, 3]]}' })
  const client = openEmbedder({ url: embedder.url })
  await t.rejects(client.embed(['a', 'b']), /of 2 and of 3 numbers/)
  await client.close()
  t.equal(await waiting(), documents)
  t.equal((await find('a drone above a runway at night')).items[0]!.heading.text, 'Flights at night', 'words find it all the while')

  embedder.trouble = undefined
  await embedAll()
  embedder.trouble = (texts) => ({ body: JSON.stringify(shapes.openai.answer(texts.map((text) => embed(text, dimensions / 2)))) })
  t.match(await find('полёты дронов или пчеловодство'), { semantic: 'unavailable' }, 'vectors of another length are compared with none')
  await pool.query('delete from search_vector where text in (select text from search_embedding limit 3); update search_embedding set generation = 0')
  const stop = follow()
  await eventually('all is embedded anew, in vectors of the other length', async () => await waiting() === 0)
  await stop()
  const used = (q: string) => eventually('the embedder is asked again', async () => {
    const answer = await find(q)
    return answer.semantic === 'used' ? answer : undefined
  })
  t.match(await used(queries[1]!), { items: [{ matched: [{ field: 'meaning' }] }] })
  embedder.trouble = undefined
  await embedAll()
  t.match(await used(queries[1]!), { items: [{ matched: [{ field: 'meaning' }] }] }, 'a query is embedded for the vectors there are')
})

t.test('a text that the embedder refuses is told, and stops no other', async (t) => {
  const { embedder, embedAll, waiting, told, find, inject, follow } = await openAviation(t)
  embedder.trouble = (texts) => texts.some((text) => /each hive/.test(text)) ? { status: 413, body: 'too long' } : undefined
  await embedAll()
  t.equal(await waiting(), 0)
  t.match(told, [/a text is not embedded: the embedder refuses it.*provision-.*413/])
  t.match((await inject({ url: '/metrics' })).body, /atlas_embedding_refused_documents 1/)
  const answer = await find(queries[0]!)
  t.same([answer.semantic, named(answer.items).includes('Flights at night')], ['partial', true], 'one is not compared, and that is said')
  embedder.trouble = undefined
  follow()
  await eventually('it is tried again after a start', async () => (await find(queries[0]!)).semantic === 'used')
})

t.test('a text that is too long for a model is cut until it fits', async (t) => {
  const { embedder, publish, index, embedAll, told, find } = await openAviation(t)
  await publish(law('KEN', 'en', 'Long', [provision('sec_1', 'Hangars', `A drone stays off the runway at night. ${'It has wings. '.repeat(200)}`)]))
  await index()
  embedder.trouble = (texts) => texts.some((text) => text.length > 600) ? { status: 413, body: 'at most 600 characters' } : undefined
  await embedAll()
  t.same(told, [])
  t.ok(named((await find(queries[2]!)).items).includes('Hangars'))
  t.ok(embedder.embedded.every((text) => text.length <= 600))
})

t.test('rebuilding and restarting embed nothing again; what changes is embedded alone', async (t) => {
  const { db, search, pool, embedder, embedAll, index, publish, laws, find, waiting, at, meiliUrl, meiliKey, log } = await openAviation(t)
  await embedAll()
  const probes = embedder.embedded.filter((text) => /^Unauthorised/.test(text)).length
  t.equal(new Set(embedder.embedded).size, embedder.embedded.length - probes + 1, 'each text once')
  const texts = () => embedder.embedded.filter((text) => !/^Unauthorised/.test(text) && !queries.includes(text)).length
  const first = texts()
  await reindex(db, search)
  t.ok(await waiting() > 0)
  await embedAll()
  t.equal(texts(), first, 'nothing is embedded for a rebuilt index')
  await search.client.index(vectorsUidOf(search.uid)).delete().waitTask()
  await embedAll()
  t.equal(texts(), first, 'nor for an index that was lost')
  const again = openSearch({ url: meiliUrl, key: meiliKey, uid: search.uid, embedder: at })
  t.teardown(again.close)
  await reindex(db, search)
  const { stop } = startEmbedding({ db, pool, search: again, log, pollMs: 20 })
  await eventually('the restarted one has caught up', async () => await waiting() === 0)
  await stop()
  t.equal(texts(), first, 'nor after a restart')
  t.equal((await find(queries[0]!)).semantic, 'used')

  const changed = structuredClone(laws.english)
  changed.versions[0]!.provisions[0]!.text = 'Whoever keeps bees in a hive above a runway shall be liable.'
  await publish(changed)
  await db.transaction((tx) => withdrawRecord(tx, 'legislation', laws.french.id!, 'published in error', writer))
  await index()
  t.same(named((await find(queries[0]!)).items).filter((name) => name === 'Survol nocturne'), [], 'what is withdrawn is not found, before its vector is gone')
  await embedAll()
  t.equal(texts(), first + 1)
  t.match(embedder.embedded.at(-1), /keeps bees/)
  t.notOk(named((await find(queries[1]!)).items).includes('Survol nocturne'))
  const { rows } = await db.execute<{ n: number }>('select count(*)::int as n from search_vector v where not exists (select from search_embedding e where e.text = v.text)')
  t.same(rows, [{ n: 1 }], 'no vector is kept that no document has, but for that of the text to try with')
})

t.test('a process that is killed between any two steps has lost nothing', async (t) => {
  const { db, search, embedder, embedAll, waiting, find, log } = await openAviation(t)
  const model = await learnModel(db, search, search.embedder!)
  await ensureVectors(db, search, model)
  let left = 1
  embedder.trouble = async () => left-- > 0 ? undefined : { status: 503, body: 'going down' }
  await t.rejects(embedOnce(db, search, { embedder: search.embedder!, model, log }), /503/)
  embedder.trouble = undefined
  const before = embedder.embedded.length
  await embedAll()
  t.equal(await waiting(), 0)
  t.equal(new Set(embedder.embedded.slice(0, before).filter((text) => embedder.embedded.indexOf(text, before) >= 0 && !/^Unauthorised/.test(text))).size, 0, 'what was embedded was kept')
  await db.execute('truncate search_embedding')
  const texts = embedder.embedded.length
  await embedAll()
  t.equal(embedder.embedded.length, texts + 1, 'what the engine was told and nobody noted is told again')
  t.equal((await find(queries[0]!)).semantic, 'used')
})

t.test('another model behind the same name, another name, and no embedder any more', async (t) => {
  const { db, pool, search, embedder, embedAll, find, waiting, at, meiliUrl, meiliKey, log } = await openAviation(t)
  await embedAll()
  const documents = embedder.embedded.length
  const mirrored = (text: string) => embed(text).reverse()
  embedder.trouble = (texts) => {
    embedder.embedded.push(...texts)
    return { body: JSON.stringify(shapes.openai.answer(texts.map(mirrored))) }
  }
  await embedAll()
  t.ok(embedder.embedded.length >= 2 * documents - 1, 'all is embedded again')
  t.match(await find(queries[1]!), { semantic: 'used', items: [{ matched: [{ field: 'meaning' }] }] })
  embedder.trouble = undefined
  const other = openSearch({ url: meiliUrl, key: meiliKey, uid: search.uid, embedder: { ...at, model: 'other' } })
  t.teardown(other.close)
  const before = await findModelKey(db, search)
  const first = startEmbedding({ db, pool, search: other, log, pollMs: 20 })
  // Nothing waits, too, before the old vectors are dropped, and between that and the first turn of the other model.
  const models = async () => (await db.execute<{ n: number }>('select count(distinct model)::int as n from search_vector v where text in (select text from search_embedding)')).rows[0]!.n
  const replaced = async () => ![before, undefined].includes(await findModelKey(db, search))
  await eventually('the other has all', async () => await replaced() && await waiting() === 0 && await models() > 0)
  t.ok(embedder.models.has('other'))
  await first.stop()
  t.equal(await models(), 1, 'the vectors of the one before are gone when they are replaced')
  t.ok(await isIndexCurrent(db, search), 'the index of documents is untouched by all this')

  const none = openSearch({ url: meiliUrl, key: meiliKey, uid: search.uid })
  t.teardown(none.close)
  await ensureIndex(db, none)
  const last = startEmbedding({ db, pool, search: none, log: silent, pollMs: 20 })
  await eventually('the index of vectors is gone', async () => !await hasIndex(none, vectorsUidOf(search.uid)))
  await last.stop()
  t.equal((await find(queries[2]!)).semantic, 'unavailable', 'a process that was not told so says it')
  await dropVectors(db, none)
})

t.test('the settings alone turn it on', async (t) => {
  const { search, databaseUrl, meiliUrl, meiliKey, embedder } = await openAviation(t, { off: true, key: 'secret' })
  const { url, close } = await start(readConfig({
    DATABASE_URL: databaseUrl, MEILI_URL: meiliUrl, MEILI_KEY: meiliKey, MEILI_INDEX: search.uid, PORT: '0', JOBS: 'off', LOG_LEVEL: 'silent',
    EMBEDDER_URL: embedder.url, EMBEDDER_KEY: 'secret', EMBEDDER_MODEL: 'small'
  }))
  t.teardown(close)
  const found = await eventually('the service finds by meaning', async () => {
    const answer = await (await fetch(url + address(queries[2]!))).json() as { semantic: string, items: Hit[] }
    return answer.semantic === 'used' ? answer.items : undefined
  }, 60_000)
  t.same(named(found).slice(0, 2).sort(), ['Flights at night', 'Survol nocturne'])
  t.same([...embedder.models], ['small'])
})

t.test('how alike is told by how alike others are', async (t) => {
  const near = Array.from({ length: 100 }, (_, i) => 0.8 + i / 1000)
  const liken = likenessOver(near, 1)
  t.same([0.8, 0.9, 1].map((cosine) => liken(cosine) > 0), [false, false, true], 'where all are alike, none is')
  const nothing = likenessOver(near, 0.93)
  t.equal(nothing(0.93), 0, 'nor is the best')
  const wide = likenessOver(near.map((n) => n - 0.8), 0.9)
  t.same([wide(0.9) > wide(0.6), wide(0.6) > 0], [true, true])
  t.equal(likenessOver([], 0.5)(0.5), 1, 'where nothing is known, all is')
})
