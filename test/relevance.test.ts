import t from 'tap'
import { withdrawRecord } from '../src/db/draft.js'
import { saveLegislation } from '../src/db/legislation.js'
import { readFrequencies } from '../src/search/frequency.js'
import { indexOnce } from '../src/search/indexer.js'
import { reindex } from '../src/search/reindex.js'
import { openAtlas } from './support/atlas.js'
import { cutDown } from './support/indexing.js'
import { readAll } from './support/links.js'
import { lawRecord, provisionRecord, versionRecord, writer } from './support/record.js'

type Hit = Record<string, any>
const place = ({ akn, eId }: Hit) => `${akn} ${eId}`

t.test('what is asked for', async (t) => {
  const { get } = await openAtlas(t, { index: 'founding' })
  const search = async (q: string, more = '') => {
    const { status, body } = await get(`/v1/search?q=${encodeURIComponent(q)}${more}`)
    t.equal(status, 200, q)
    return body as { items: Hit[], words: Hit[], concepts: Hit[], total: number, facets: Record<string, Hit[]>, page: { next: string | null } }
  }

  t.test('a word is found in whatever inflection, in its own language', async (t) => {
    const pairs: [string, string, RegExp][] = [
      ['ru', 'неправомерного доступа', /<mark>Неправомерный<\/mark> <mark>доступ<\/mark>/i],
      ['es', 'accesos ilícitos', /<mark>Acceso<\/mark> <mark>ilícito<\/mark>/i],
      ['es', 'interceptacion de datos', /<mark>[Ii]nterceptación<\/mark>/],
      ['fr', 'entraver les systèmes', /<mark>système<\/mark>/i],
      ['ar', 'بالدخول', /<mark>(و?ال)?دخول<\/mark>/],
      ['zh', '網絡詐騙', /<mark>网络诈骗<\/mark>/],
      ['en', 'hindered', /<mark>[Hh]inder(s|ing)?<\/mark>/],
      ['de', 'Datenveränderungen', /<mark>Datenveränderung<\/mark>/]
    ]
    for (const [language, q, expected] of pairs) {
      const { items } = await search(q, `&type=provision&language=${language}&limit=50`)
      t.ok(items.some((h) => h.matched.some((m: Hit) => expected.test(m.html))), `${q} finds ${expected}`)
    }
  })

  t.test('questions are answered, and say what became of each word', async (t) => {
    const { items, words, concepts } = await search('Who may order the preservation of stored data?', '&type=provision')
    t.match(items[0]!.heading.text, /preservation/i)
    t.match(words, [{ word: 'Who', status: 'common' }, { word: 'may' }, { word: 'order', status: 'matched' }])
    t.ok(words.every((w) => w.status !== 'not_found'))
    t.ok(concepts.some((c) => c.code.startsWith('PRO.')), JSON.stringify(concepts))
    const misspelt = await search('preservation of compuetr data')
    t.match(misspelt.words.find((w) => w.word === 'compuetr'), { status: 'corrected', as: 'computer' })
    t.equal((misspelt as Hit).didYouMean, 'preservation of computer data')
    const none = await get('/v1/search?q=phishing&type=provision&state=VAT')
    t.match(none.body, { total: 0, offers: [{ drop: [{ kind: 'filter', name: 'state', value: 'VAT' }] }] })
    const unknown = await search('preservation of zzyzxqj data in storage')
    t.match(unknown.words.find((w) => w.word === 'zzyzxqj'), { status: 'not_found' })
    t.ok(unknown.items.length > 0)
  })

  t.test('a concept is found across languages, by words of any of them', async (t) => {
    for (const q of ['computer-related fraud', 'fraude informático', 'escroquerie informatique', 'الاحتيال الإلكتروني', 'мошенничество в сфере компьютерной информации', '利用计算机实施诈骗']) {
      const { items, concepts } = await search(q, '&type=provision&limit=100')
      t.ok(concepts.some((c) => c.code === 'OFF.REL.FRA'), q)
      const languages = new Set(items.map((h) => h.language))
      for (const language of ['ar', 'en', 'es', 'fr', 'ru', 'zh']) t.ok(languages.has(language), `${q} → ${language}`)
    }
  })

  t.test('a reference leads straight to the provision', async (t) => {
    const named: [string, string][] = [
      ['art. 323-1 code pénal', 'fr/code/1992/penal art_323-1'], ['§ 202a StGB', 'de/code/1871/stgb para_202a'], ['刑法第285条', 'cn/code/1979/xingfa art_285'],
      ['刑法第二百八十五條', 'cn/code/1979/xingfa art_285'], ['s 14 KEN', 'ke/act/2018/5 sec_14'], ['УК 272', 'ru/code/1996/63-fz art_272']
    ]
    for (const [q, expected] of named) {
      const { items, page } = await search(q, '&limit=3')
      t.equal(place(items[0]!), expected, q)
      t.match(items[0]!.matched, [{ field: 'number', html: /^<mark>/ }])
      if (!page.next) continue
      const rest = await get(`/v1/search?q=${encodeURIComponent(q)}&limit=3&cursor=${encodeURIComponent(page.next)}`)
      t.notOk(rest.body.items.some((h: Hit) => h.id === items[0]!.id), 'it is not told twice')
    }
    t.notMatch((await search('art. 323-1 code pénal', '&state=KEN')).items[0], { eId: 'art_323-1' }, 'filters hold')
  })

  t.test('a State that is named comes first', async (t) => {
    const named: [string, string][] = [['illegal access Kenya', 'KEN'], ['fraude informático Chile', 'CHL'], ['мошенничество Казахстан', 'KAZ'], ['الدخول غير المشروع السعودية', 'SAU']]
    for (const [q, state] of named) t.equal((await search(q, '&type=provision')).items[0]!.states[0].code, state, q)
  })

  t.test('pages are pieces of one list, and counts are those of all of it', async (t) => {
    for (const q of ['illegal access', 'кто отвечает за неправомерный доступ', '计算机信息系统']) {
      const items = await readAll(get, `/v1/search?q=${encodeURIComponent(q)}`)
      t.equal(new Set(items.map((h) => h.type + h.id)).size, items.length, 'nothing comes twice')
      const { total, facets } = await search(q, '&facets=state,language,type')
      t.equal(items.reduce((sum, h) => sum + 1 + h.identical.length, 0), total, `${q}: ${total}`)
      const types = new Map<string, number>()
      for (const { type, identical } of items) types.set(type, (types.get(type) ?? 0) + 1 + identical.length)
      t.same(Object.fromEntries(facets.type!.map((f) => [f.value, f.count]).sort()), Object.fromEntries([...types].sort()))
      const chosen = await search(q, '&facets=state&state=KEN,FRA')
      t.same(chosen.facets.state, facets.state, 'the counts of a facet leave its own filter out')
      t.equal(chosen.total, facets.state!.filter((f) => ['KEN', 'FRA'].includes(f.value)).reduce((sum, f) => sum + f.count, 0))
    }
  })

  t.test('exact mode finds what is written, and says so', async (t) => {
    const { body } = await get(`/v1/search?mode=exact&q=${encodeURIComponent('"illegal access" -heading:systems')}`)
    t.match(body, { mode: 'exact', words: [], concepts: [] })
    t.ok(body.items.length > 0 && body.items.every((h: Hit) => h.matched.some((m: Hit) => /<mark>illegal access<\/mark>/i.test(m.html))))
    t.match(await get(`/v1/search?mode=exact&q=${encodeURIComponent('fraud AND (')}`), { status: 400, body: { errors: [{ path: 'q', message: /character/ }] } })
  })
})

t.test('identical provisions are shown once, and rarity follows what is published', async (t) => {
  const { db, pool, search, get } = await openAtlas(t)
  await cutDown(pool)
  await reindex(db, search)
  const follow = async () => { while (await indexOnce(db, search) > 0); }
  const counted = async () => {
    const { counts } = await readFrequencies(search, () => ['zorblatt', 'quagmir'])
    return [counts.get('zorblatt'), counts.get('quagmir')]
  }
  t.same(await counted(), [0, 0])
  const laws = ['9001', '9002'].map((number) => lawRecord({
    number,
    versions: [versionRecord({
      validFrom: '2019-01-01',
      provisions: [
        provisionRecord({ eId: 'sec_1', number: '1', text: 'Whoever quagmires a zorblatt shall be liable.' }),
        provisionRecord({ eId: 'sec_2', number: number.slice(-1), text: `Of keepers of a zorblatt, ${number}.` })
      ]
    })]
  }))
  for (const law of laws) await db.transaction((tx) => saveLegislation(tx, law, writer))
  await follow()
  t.same(await counted(), [4, 2])
  const { body } = await get('/v1/search?q=quagmired%20zorblatts&type=provision')
  t.equal(body.total, 4)
  t.same(body.items.map((h: Hit) => h.identical.length), [1, 0, 0], 'of two alike one is shown')
  const { rows: [again] } = await pool.query('select text, e_id, legislation_id from provision where id = $1', [body.items[0].identical[0]])
  t.match(again, { text: 'Whoever quagmires a zorblatt shall be liable.', e_id: 'sec_1' }, 'and the other is told')
  await db.transaction((tx) => withdrawRecord(tx, 'legislation', again.legislation_id, 'published in error', writer))
  await follow()
  t.same(await counted(), [2, 1])
  t.same((await get('/v1/search?q=quagmired%20zorblatts')).body.items.map((h: Hit) => h.identical.length), [0, 0])
})
