import { randomBytes } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { gunzipSync } from 'node:zlib'
import t, { type Test } from 'tap'
import { openAnswers } from '../src/answer-cache.js'
import { watchChanges } from '../src/db/change.js'
import { openDatabase } from '../src/db/client.js'
import { withdrawRecord } from '../src/db/draft.js'
import { saveLegislation } from '../src/db/legislation.js'
import { enqueue } from '../src/db/outbox.js'
import { newId } from '../src/model/identifier.js'
import type { LegislationRecord } from '../src/model/legislation.js'
import { openReference } from '../src/reference.js'
import { openSearch } from '../src/search/client.js'
import { knowIndex } from '../src/search/frequency.js'
import { indexOnce } from '../src/search/indexer.js'
import { reindex } from '../src/search/reindex.js'
import { openAtlas, openChanges, openStores } from './support/atlas.js'
import { eventually } from './support/eventually.js'
import { cutDown } from './support/indexing.js'
import { lawRecord, provisionRecord, versionRecord, writer } from './support/record.js'
import { openRelay } from './support/relay.js'

type Stores = Awaited<ReturnType<typeof openStores>>
type Atlas = Awaited<ReturnType<typeof openAtlas>>
type Hit = Record<string, any>

/** What another process has: connections of its own to the database and to the engine. */
function openOther (t: Test, { databaseUrl, meiliUrl, meiliKey, search }: Stores) {
  const { db, pool, close } = openDatabase(databaseUrl, { onError: () => {} })
  const engine = openSearch({ url: meiliUrl, key: meiliKey, uid: search.uid })
  t.teardown(async () => {
    await engine.close()
    await close()
  })
  return { db, pool, engine }
}

/** The service, which keeps answers, over few records, and another process that has indexed them. */
async function openKeeping (t: Test) {
  const atlas = await openAtlas(t, { cache: true })
  const other = openOther(t, atlas)
  await cutDown(other.pool)
  const told = tellingOf(atlas)
  await told(() => reindex(other.db, other.engine))
  await quiet(atlas)
  return { ...atlas, other, told, ask: askerOf(atlas) }
}

/** Does something elsewhere and waits until the service was told of it; from then on the next answer has to be right. */
const tellingOf = ({ changes }: Pick<Atlas, 'changes'>) => async (work: () => Promise<unknown>) => {
  const before = changes!.version()
  await work()
  await eventually('a notification', () => changes!.version() !== before)
}

/** Waits until the last of several notifications has come. */
async function quiet ({ changes }: Pick<Atlas, 'changes'>) {
  for (let last; last !== changes!.version(); await sleep(200)) last = changes!.version()
}

/** Asks once, and then until the answer is one that was kept, which has to be the same. */
const askerOf = ({ get }: Atlas) => async (t: Test, url: string): Promise<Hit> => {
  const first = await get(url)
  t.not(first.headers['cache-status'], 'atlas; hit', `${url} is worked out anew`)
  const kept = await eventually('an answer that was kept', async () => {
    const next = await get(url)
    return next.headers['cache-status'] === 'atlas; hit' ? next : undefined
  })
  t.same([kept.status, kept.body, kept.headers.etag], [200, first.body, first.headers.etag], 'what was kept is what was said first')
  return kept.body
}

const searchFor = (q: string, more = '') => `/v1/search?q=${encodeURIComponent(q)}${more}`

t.test('an answer that was given before is given again, as each client takes it', async (t) => {
  const { get, inject, ask } = await openKeeping(t)
  const url = searchFor('access')
  await ask(t, `${url}&lang=en`)
  const english = await get(`${url}&lang=en`)
  t.match(english.headers, { 'cache-status': 'atlas; hit', 'cache-control': 'public, no-cache', 'content-type': 'application/json; charset=utf-8', 'content-language': 'en' })
  t.equal((await get(url, { 'accept-language': 'en-GB' })).headers['cache-status'], 'atlas; hit', 'the language counts, not how it was asked for')
  t.equal((await get('/v1/search?limit=20&lang=en&q=access')).headers['cache-status'], 'atlas; hit', 'nor does the order of parameters')

  const zipped = await inject({ url: `${url}&lang=en`, headers: { 'accept-encoding': 'gzip' } })
  t.match(zipped.headers, { 'content-encoding': 'gzip', 'cache-status': 'atlas; hit', vary: /Accept-Encoding/ })
  t.same(JSON.parse(gunzipSync(zipped.rawPayload).toString()), english.body)
  t.equal(zipped.headers.etag, String(english.headers.etag).replace(/"$/, '-gzip"'))
  for (const { headers } of [english, zipped]) {
    t.equal((await get(`${url}&lang=en`, { 'if-none-match': String(headers.etag), 'accept-encoding': String(headers['content-encoding'] ?? 'identity') })).status, 304)
  }
  const head = await inject({ method: 'HEAD', url: `${url}&lang=en` })
  t.same([head.headers['content-length'], head.headers.etag, head.body], [english.headers['content-length'], english.headers.etag, ''])

  const arabic = await ask(t, `${url}&lang=ar`)
  const russian = await ask(t, `${url}&lang=ru`)
  const state = (body: Hit) => body.items[0].states[0]
  t.match([english.body, arabic, russian].map((body) => state(body).code), Array(3).fill(state(arabic).code))
  t.match(state(arabic).name, /\p{Script=Arabic}/u, 'languages do not mix')
  t.match(state(russian).name, /\p{Script=Cyrillic}/u)

  const suggested = '/v1/suggest?q=кения&lang=ru'
  t.match((await ask(t, suggested)).items, [{ id: 'KEN' }])
  const { body: metrics } = await inject({ url: '/metrics' })
  t.match(metrics, /atlas_search_answers_total\{cache="hit"\} [1-9]/)
  t.match(metrics, /atlas_search_cache_bytes [1-9]/)
})

/** A law in a language, its words, and those that take their place when it is revised. */
const laws = [
  { language: 'ru', state: 'RUS', title: 'Закон о квазитрофных устройствах', word: 'квазитрофный', text: 'Сбыт квазитрофных устройств', later: 'Хранение мегалофонных устройств', laterWord: 'мегалофонный' },
  { language: 'ar', state: 'EGY', title: 'قانون الزغطاطات', word: 'الزغطاطات', text: 'يعاقب كل من حاز الزغطاطات الرقمية', later: 'يعاقب كل من باع الشبرقيات الرقمية', laterWord: 'الشبرقيات' },
  { language: 'zh', state: 'CHN', title: '鑨麤器管理法', word: '鑨麤器', text: '非法持有鑨麤器的', later: '非法出售龘靐仪的', laterWord: '龘靐仪' }
]

for (const { language, state, title, word, text, later, laterWord } of laws) {
  t.test(`what another process publishes, revises and withdraws shows in the next answer: ${word}`, async (t) => {
    const { other, told, ask } = await openKeeping(t)
    const id = newId()
    const law = (words: string): LegislationRecord => lawRecord({
      id,
      jurisdiction: state,
      title: { text: title, language, kind: 'original' },
      versions: [versionRecord({ language, provisions: [provisionRecord({ number: '7', heading: null, text: words, concepts: [] })] })]
    })
    const save = async (words: string) => {
      await told(() => other.db.transaction((tx) => saveLegislation(tx, law(words), writer)))
      await told(() => indexOnce(other.db, other.engine))
    }
    const counts = async () => {
      const found: number[] = []
      for (const q of [word, laterWord]) {
        for (const mode of ['relevance', 'exact']) {
          const { items } = await ask(t, searchFor(mode === 'exact' && language === 'ru' ? `${q.slice(0, -2)}*` : q, `&mode=${mode}&type=provision`))
          found.push(items.filter((hit: Hit) => hit.legislationId === id).length)
        }
      }
      return found
    }
    t.same(await counts(), [0, 0, 0, 0])
    await save(text)
    t.same(await counts(), [1, 1, 0, 0], 'published')
    await save(later)
    const revised = await counts()
    t.same(revised.slice(2), [1, 1], 'revised')
    t.equal(revised[1], 1, 'the title still has the old word')
    await told(() => other.db.transaction((tx) => withdrawRecord(tx, 'legislation', id, 'Published in error.', writer)))
    await told(() => indexOnce(other.db, other.engine))
    t.same(await counts(), [0, 0, 0, 0], 'withdrawn')
  })
}

t.test('a provision named by its number is not named any more once its law is withdrawn, before the index knows of it', async (t) => {
  const { other, told, ask } = await openKeeping(t)
  const law = lawRecord({ id: newId(), title: { text: 'Quizzacious Devices Act', language: 'en', kind: 'original' }, versions: [versionRecord({ provisions: [provisionRecord({ number: '7', eId: 'sec_7' })] })] })
  await told(() => other.db.transaction((tx) => saveLegislation(tx, law, writer)))
  await told(() => indexOnce(other.db, other.engine))
  const named = async () => (await ask(t, searchFor('section 7 Quizzacious Devices Act'))).items.filter((hit: Hit) => hit.matched.some((m: Hit) => m.field === 'number')).length
  t.equal(await named(), 1)
  await told(() => other.db.transaction((tx) => withdrawRecord(tx, 'legislation', law.id!, 'Published in error.', writer)))
  t.equal(await named(), 0)
})

t.test('document frequencies follow what another process indexes', async (t) => {
  const { search, other, told } = await openKeeping(t)
  const before = await knowIndex(search)
  t.equal(await knowIndex(search), before, 'they are kept')
  await told(() => other.db.transaction((tx) => saveLegislation(tx, lawRecord(), writer)))
  await told(() => indexOnce(other.db, other.engine))
  t.ok((await knowIndex(search)).documents > before.documents)
})

t.test('a fault is not kept', async (t) => {
  const atlas = await openAtlas(t, { cache: true })
  const other = openOther(t, atlas)
  await cutDown(other.pool)
  const url = searchFor('非法侵入')
  for (let n = 0; n < 2; n++) t.match(await atlas.get(url), { status: 503, headers: { 'cache-control': 'no-store', 'cache-status': undefined } })
  t.equal((await atlas.get(`${url}&state=KENYA`)).status, 400)
  await tellingOf(atlas)(() => reindex(other.db, other.engine))
  t.equal((await atlas.get(url)).status, 200)
  const partial = await openAtlas(t, { cache: true, noSearch: true })
  for (let n = 0; n < 2; n++) t.match((await partial.get('/v1/suggest?q=access')).headers, { 'cache-control': 'no-store', 'cache-status': /fwd=/ }, 'nor what is incomplete')
})

/** Answers by themselves, each of which is worked out when the test says so. */
async function openBare (t: Test, bytesMax = 2 ** 20) {
  const stores = await openStores(t)
  const changes = await openChanges(t, stores)
  const reference = await openReference(stores.db)()
  const answers = openAnswers(changes, bytesMax)
  const find = (q: string, answer: unknown | Promise<unknown>, labels = reference) => answers.find([q], labels, async () => ({ answer: await answer }))
  const fateOf = async (q: string, answer: unknown) => (await find(q, answer)).fate
  const untilKept = (q: string, answer: unknown) => eventually('kept', async () => await fateOf(q, answer) === 'hit')
  return { ...stores, changes, reference, answers, find, fateOf, untilKept, told: tellingOf({ changes }) }
}

t.test('an answer during whose making something changed is given to who asked for it, and not kept', async (t) => {
  const { db, find, told, reference } = await openBare(t)
  let finish = (_answer: unknown) => {}
  const slow = new Promise((resolve) => { finish = resolve })
  const [first, second] = [find('доступ', slow), find('доступ', 'never worked out')]
  await told(() => enqueue(db, 'case', [newId()]))
  const late = await find('доступ', 'new')
  finish('old')
  t.same([await first, await second].map(({ body, fate }) => [body, fate]), [['"old"', 'miss'], ['"old"', 'collapsed']], 'like requests share one answer')
  t.same([late.body, late.fate], ['"new"', 'miss'], 'who asks after the change does not share what was begun before it')
  const next = await eventually('kept', async () => {
    const answer = await find('доступ', 'newer')
    return answer.fate === 'hit' ? answer : undefined
  })
  t.equal(next.body.toString(), '"new"')
  t.equal((await find('доступ', 'relabelled', { ...reference })).fate, 'miss', 'other labels, other answers')
})

t.test('every step that changes what is found tells of it, and one that is undone does not', async (t) => {
  const { db, pool, search, changes, told } = await openBare(t)
  await cutDown(pool)
  await told(() => reindex(db, search))
  await quiet({ changes })
  await told(() => enqueue(db, 'case', [newId()]))
  await told(() => indexOnce(db, search))
  await told(() => pool.query("update search_document set words = words where id = 'none'"))
  await told(() => pool.query("delete from instrument_article where number = 'none'"))
  const before = changes.version()
  await db.transaction(async (tx) => {
    await enqueue(tx, 'case', [newId()])
    tx.rollback()
  }).catch(() => {})
  await pool.query('insert into setting values (\'x\', \'"x"\')')
  await told(() => enqueue(db, 'case', [newId()]))
  t.equal(changes.version(), before! + 1)
})

t.test('what is kept stays within its bound, and what was longest unused goes first', async (t) => {
  const { answers, fateOf, untilKept } = await openBare(t, 60_000)
  const text = randomBytes(3000).toString('hex')
  for (let n = 0; n < 40; n++) {
    await untilKept(`条 ${n}`, text)
    t.ok(answers.bytes() <= 60_000)
  }
  t.ok(answers.bytes() > 30_000)
  t.equal(await fateOf('条 39', text), 'hit')
  t.equal(await fateOf('条 0', text), 'miss')
  t.equal(await fateOf('all at once', randomBytes(200_000).toString('hex')), 'miss')
  const none = openAnswers(await openChanges(t, await openStores(t)), 0)
  for (let n = 0; n < 2; n++) t.equal((await none.find(['x'], {} as never, async () => ({ answer: n }))).fate, 'bypass', 'with no room nothing is kept')
})

t.test('when the connection that listens is lost nothing is given from before, and it comes back by itself', async (t) => {
  const { pool, changes, fateOf, untilKept } = await openBare(t)
  await untilKept('доступ', 'old')
  const kill = () => pool.query("select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'atlas listen' and datname = current_database()")
  for (let n = 0; n < 2; n++) {
    await kill()
    await eventually('the loss is seen', () => changes.version() === undefined)
    t.equal(await fateOf('доступ', 'new'), 'bypass')
    await eventually('it listens again', () => changes.version() !== undefined)
    t.equal(await fateOf('доступ', 'new'), 'miss', 'what was kept before is forgotten')
    await untilKept('доступ', 'new')
  }
})

t.test('a connection that died in silence is not believed in', async (t) => {
  const stores = await openStores(t)
  const { url, way } = await openRelay(t, stores.databaseUrl)
  const errors: Error[] = []
  const changes = watchChanges(url, { onError: (error) => errors.push(error) })
  t.teardown(changes.close)
  await eventually('changes are heard of', () => changes.version() !== undefined)
  const before = changes.version()
  way.silent = true
  await enqueue(stores.db, 'case', [newId()])
  t.equal(changes.version(), before, 'nobody can know yet')
  await eventually('silence is noticed', () => changes.version() === undefined)
  await eventually('it is told', () => errors.length > 0)
  way.silent = false
  await eventually('changes are heard of again', () => changes.version() !== undefined)
  t.not(changes.version(), before)
  t.equal(errors.length, 1, 'once')
})

t.test('through a pooler that lets no notifications through nothing is kept, and the operator is told why', async (t) => {
  const stores = await openStores(t)
  const { url, way } = await openRelay(t, stores.databaseUrl)
  way.notifications = false
  const errors: Error[] = []
  const changes = watchChanges(url, { onError: (error) => errors.push(error) })
  t.teardown(changes.close)
  await eventually('it is told', () => errors.length > 0)
  t.match(errors[0], { cause: { message: /pooler/ } })
  t.equal(changes.version(), undefined)
  const answers = openAnswers(changes, 2 ** 20)
  for (let n = 0; n < 2; n++) t.equal((await answers.find(['x'], {} as never, async () => ({ answer: n }))).body, String(n))
})
