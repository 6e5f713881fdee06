import t from 'tap'
import { withdrawRecord } from '../src/db/draft.js'
import { saveLegislation } from '../src/db/legislation.js'
import { newId } from '../src/model/identifier.js'
import { indexOnce } from '../src/search/indexer.js'
import { kinship, sharedConcepts, withLine } from '../src/search/kinship.js'
import { reindex } from '../src/search/reindex.js'
import { openAtlas } from './support/atlas.js'
import { openCuration } from './support/curation.js'
import { cutDown } from './support/indexing.js'
import { readAll } from './support/links.js'
import { lawRecord, provisionRecord, versionRecord, writer } from './support/record.js'

type Json = Record<string, any>
const stateOf = (item: Json): string => item.states[0].code
const marked = (html: string) => [...html.matchAll(/<mark>(.*?)<\/mark>/g)].map(([, inside]) => inside!.toLowerCase())

t.test('provisions of the founding dataset and their relatives', async (t) => {
  const { get } = await openAtlas(t, { index: 'founding' })
  const lawOf = async (akn: string): Promise<string> => (await get(`/v1/akn/${akn}`)).body.id
  const ask = async (akn: string, eId: string, more = '') => {
    const { status, body } = await get(`/v1/search?similar=${await lawOf(akn)}/${eId}${more}`)
    t.equal(status, 200, `${akn} ${eId}`)
    return body as Json
  }

  t.test('are of other States and share the concept, whatever the language', async (t) => {
    const asked: [language: string, akn: string, eId: string, concept: string][] = [
      ['en', 'ke/act/2018/5', 'sec_14', 'OFF.CIA.ACC'], ['fr', 'fr/code/1992/penal', 'art_323-3', 'OFF.CIA.DAT'],
      ['es', 'co/ley/2000/599', 'art_269A', 'OFF.CIA.ACC'], ['ru', 'ru/code/1996/63-fz', 'art_242.1', 'OFF.CON.CSA'],
      ['ar', 'eg/law/2018/175', 'art_16', 'OFF.CIA.INT'], ['zh', 'cn/code/1979/xingfa', 'art_286', 'OFF.CIA.DAT'],
      ['pt', 'pt/lei/2009/109', 'art_14', 'PRO.ORD.CON'], ['en', 'gh/act/2020/1038', 'sec_69', 'PRO.ORD.SUB']
    ]
    for (const [language, akn, eId, concept] of asked) {
      const { similarTo, items, concepts, words, didYouMean, mode } = await ask(akn, eId, `&lang=${language === 'pt' ? 'en' : language}`)
      t.match(similarTo, { eId, language, suggested: false })
      t.same(similarTo.concepts, concepts)
      t.same({ words, didYouMean, mode }, { words: [], didYouMean: null, mode: 'relevance' })
      t.ok(concepts.some((c: Json) => c.code === concept))
      t.equal(items.length, 20)
      t.notOk(items.some((h: Json) => stateOf(h) === stateOf(similarTo)), `${akn}: never its own State`)
      t.ok(items.every((h: Json) => h.type === 'provision' && h.matched.length > 0 && h.matched.every((m: Json) => m.html.includes('<mark>'))))
      const own = new Set(concepts.map((c: Json) => c.code))
      for (const hit of items.slice(0, 8)) t.ok(hit.concepts.some((c: Json) => own.has(c.code)), `${akn} ${eId} → ${hit.akn} ${hit.eId}`)
      t.ok(items.some((h: Json) => h.matched.some((m: Json) => m.field === 'concept' && m.concept.code === concept && !m.suggested)))
      t.ok(new Set(items.map((h: Json) => h.language)).size > 1, `${akn}: across languages`)
    }
  })

  t.test('say why: the concept in the language of the answer, right to left too, and the words of the same language', async (t) => {
    const { items } = await ask('eg/law/2018/175', 'art_16', '&lang=ar&language=ar')
    t.match(items[0].matched[0], { field: 'concept', language: 'ar', concept: { code: 'OFF.CIA.INT' }, suggested: false })
    t.equal(items[0].matched[0].html, `<mark>${items[0].matched[0].concept.label}</mark>`)
    t.ok(items.some((h: Json) => h.matched.some((m: Json) => m.language === 'ar' && marked(m.html).some((word) => /اعتر/.test(word)))), 'the Arabic words met are marked')
    const russian = await ask('ru/code/1996/63-fz', 'art_272', '&lang=ru&language=ru')
    t.ok(russian.items.some((h: Json) => h.matched.some((m: Json) => m.language === 'ru' && marked(m.html).some((word) => /^(доступ|информаци)/.test(word)))))
    const chinese = await ask('fr/code/1992/penal', 'art_323-1', '&lang=fr&language=zh')
    t.match(chinese.items[0], { states: [{ code: 'CHN' }], matched: [{ field: 'concept', language: 'fr' }] })
    t.notOk(chinese.items.some((h: Json) => h.matched.some((m: Json) => m.language === 'zh')), 'French words are not looked for in Chinese ones')
  })

  t.test('are filtered, counted and paged as all that is found', async (t) => {
    const law = await lawOf('ke/act/2018/5')
    const all = await readAll(get, `/v1/search?similar=${law}/sec_14`) as Json[]
    t.equal(new Set(all.map((h) => h.id)).size, all.length, 'nothing comes twice')
    const { total, facets } = await ask('ke/act/2018/5', 'sec_14', '&facets=state,type,language,concept')
    t.equal(all.reduce((sum, h) => sum + 1 + h.identical.length, 0), total, `all ${total} are told, identical ones once`)
    t.notOk(all.some((h) => stateOf(h) === 'KEN'))
    t.same(all.filter((h) => h.matched.length === 0).map((h) => `${h.akn} ${h.eId}`), [], 'each says why')
    const states = new Map<string, number>()
    for (const hit of all) states.set(stateOf(hit), (states.get(stateOf(hit)) ?? 0) + 1 + hit.identical.length)
    t.same(Object.fromEntries(facets.state.map((f: Json) => [f.value, f.count])), Object.fromEntries(states), 'the other States exactly')
    t.same(facets.type.map((f: Json) => [f.value, f.count]), [['provision', total]])
    const scores = all.map((h) => h.score).filter((score) => score !== null)
    t.same(scores, [...scores].sort((a, b) => b - a))

    const chosen = await ask('ke/act/2018/5', 'sec_14', '&state=UGA,FRA&facets=state,language')
    t.same(chosen.facets.state, facets.state, 'other States can still be chosen')
    t.equal(chosen.total, states.get('UGA')! + states.get('FRA')!)
    t.ok(chosen.items.every((h: Json) => ['UGA', 'FRA'].includes(stateOf(h))))
    t.ok((await ask('ke/act/2018/5', 'sec_14', '&region=019')).items.every((h: Json) => !['FRA', 'UGA', 'CHN'].includes(stateOf(h))))
    t.ok((await ask('ke/act/2018/5', 'sec_14', '&language=ru')).items.every((h: Json) => h.language === 'ru'))
    t.ok((await ask('ke/act/2018/5', 'sec_14', '&asOf=2005-01-01')).items.every((h: Json) => h.date <= '2005-01-01'))
    t.ok((await ask('ke/act/2018/5', 'sec_14', '&instrument=BUD&article=2')).items.every((h: Json) => h.concepts.some((c: Json) => c.code.startsWith('OFF.CIA'))))
    t.match(await ask('ke/act/2018/5', 'sec_14', '&state=KEN'), { total: 0, items: [], offers: [{ drop: [{ kind: 'filter', name: 'state', value: 'KEN' }], total }] })
    t.match(await ask('ke/act/2018/5', 'sec_14', '&type=case'), { total: 0, items: [], similarTo: { eId: 'sec_14' } })
    t.match(await ask('ke/act/2018/5', 'sec_14', '&type=provision,case&limit=1'), { total })
  })

  t.test('are asked for by whatever names the provision, and its own answer says how', async (t) => {
    const law = await lawOf('ke/act/2018/5')
    const { body: provision } = await get(`/v1/legislation/${law}/provisions/sec_14`)
    t.same(provision.links, { similar: `/v1/search?similar=${provision.id}` })
    const { status, body } = await get(provision.links.similar)
    t.equal(status, 200)
    t.match(body.similarTo, { id: provision.id, legislationId: law, eId: 'sec_14', href: provision.href, states: [{ code: 'KEN' }], heading: { text: 'Unauthorised access' } })
    for (const name of [`${law}/sec_14`, provision.href, `https://atlas.example/law${provision.href}`, provision.id.toUpperCase(), ` ${provision.id}`]) {
      const { body: same } = await get(`/v1/search?similar=${encodeURIComponent(name)}`)
      t.same(same.items, body.items, name)
    }
    t.equal((await get('/v1/search?q=access&limit=1')).body.similarTo, null)
  })

  t.test('faults name the parameter', async (t) => {
    const law = await lawOf('ke/act/2018/5')
    const fault = async (query: string, message: RegExp) =>
      t.match(await get(`/v1/search?similar=${query}`), { status: 400, body: { code: 'invalid-request', errors: [{ path: 'similar', message }] } }, query)
    const unknown = '01900000-0000-7000-8000-00000000dead'
    for (const name of [unknown, law, `${law}/sec_9999`, `${unknown}/sec_14`, `${law}/sec%2514`, 'sec_14', `/v1/legislation/${law}`]) await fault(name, /no published provision/)
    await fault(`${law}/sec_14&q=access`, /combined with q/)
    await fault(`${law}/sec_14&mode=exact`, /mode=exact/)
    await fault('', /empty/)
    await fault(`${law}/sec_14&similar=${law}/sec_16`, /once/)
    t.match(await get(`/v1/search?similar=${law}/sec_14&q=%20`), { status: 200 })
  })
})

t.test('what is nearer comes first', async (t) => {
  const { db, pool, search, get, keyFor, send } = await openCuration(t)
  await cutDown(pool)
  await reindex(db, search)
  const follow = async () => { while (await indexOnce(db, search) > 0); }
  const publish = async (jurisdiction: string, provisions: Parameters<typeof provisionRecord>[0][], language = 'en') => {
    const id = newId()
    const law = lawRecord({
      id, jurisdiction, akn: null, title: { text: 'Law', language, kind: 'original' },
      versions: [versionRecord({ language, validFrom: '2019-01-01', provisions: provisions.map((p, i) => provisionRecord({ eId: `sec_${i + 1}`, number: String(i + 1), ...p })) })]
    })
    await db.transaction((tx) => saveLegislation(tx, law, writer))
    return id
  }
  const of = (...codes: string[]) => codes.map((code) => ({ code, relation: 'specific_offence' as const, elements: [], note: null }))
  const ask = async (law: string, eId = 'sec_1', more = '') => (await get(`/v1/search?similar=${law}/${eId}&limit=100${more}`)).body as Json
  const ids = ({ items }: Json) => items.map((h: Json) => `${stateOf(h)} ${h.eId}`)

  const text = 'Whoever fraudulently obtains the frobnication key of a signalling apparatus is punished.'
  const own = await publish('KEN', [{ heading: 'Frobnication', text, concepts: of('OFF.CIA.DEV') }, { heading: 'Frobnication', text, concepts: of('OFF.CIA.DEV') }])
  await publish('UGA', [
    { heading: 'Tools', text: 'Nobody shall sell devices made for attacks.', concepts: of('OFF.CIA.DEV') },
    { heading: 'Frobnication', text: 'Nobody shall obtain a frobnication key of signalling apparatus.', concepts: of('OFF.CIA.DEV') },
    { heading: 'Frobnication and much else', text: 'Frobnication keys of a signalling apparatus.', concepts: of('OFF.CIA.DEV', 'OFF.REL.FRA', 'OFF.CON.CSA', 'JUR.TER') },
    { heading: 'Frobnication', text: 'The frobnication key of a signalling apparatus is kept by the registrar.', concepts: of('INS.REG') }
  ])
  await publish('TZA', [{ heading: 'Vifaa', text: 'Hakuna mtu atakayeuza vifaa.', concepts: of('OFF.CIA.DEV') }], 'sw')
  await publish('RWA', [{ heading: 'Lessons', text: 'Schools teach.', concepts: of('PRV.AWA') }])
  for (const number of [1, 2]) await publish('NGA', [{ heading: 'Frobnication', number: String(number), text, concepts: of('OFF.CIA.DEV') }])
  await follow()

  t.test('the same concept before another, and of the same those that say it in the same words', async (t) => {
    const answer = await ask(own)
    const found = ids(answer)
    t.same(found.slice(0, 2), ['NGA sec_1', 'UGA sec_2'], 'the same words, then nearly the same')
    const at = (id: string) => found.indexOf(id)
    t.ok(at('UGA sec_1') > at('UGA sec_2') && at('TZA sec_1') > at('UGA sec_2'), 'the same concept in other words or another language')
    t.ok(at('UGA sec_4') > at('UGA sec_1') && at('UGA sec_4') > at('TZA sec_1'), 'another concept in the same words')
    t.ok(at('UGA sec_3') > at('UGA sec_2'), 'what is about much else as well is less of a relative')
    t.equal(at('RWA sec_1'), -1)
    t.notOk(found.some((id: string) => id.startsWith('KEN')), 'its double in its own State neither')
    t.equal(answer.items[0].identical.length, 1, 'of two alike one is shown')
    t.equal(answer.total, answer.items.length + 1)
    t.ok(answer.items[0].matched.some((m: Json) => m.field === 'text' && marked(m.html).includes('frobnication')))
    t.same(answer.items.find((h: Json) => stateOf(h) === 'TZA').matched.map((m: Json) => m.field), ['concept'])
  })

  t.test('without a concept the words alone tell', async (t) => {
    const law = await publish('GHA', [{ heading: 'Zorblatts', text: 'A zorblatt keeper quagmires in the wumpus season.', concepts: [] }])
    await publish('BEN', [
      { heading: 'Seasons', text: 'The wumpus season begins in spring.', concepts: [] },
      { heading: 'Zorblatt', text: 'Keepers of a zorblatt shall quagmire in no wumpus season.', concepts: [] }
    ])
    await follow()
    const answer = await ask(law)
    t.match(answer.similarTo, { concepts: [], suggested: false })
    t.same(ids(answer), ['BEN sec_2', 'BEN sec_1'])
    t.ok(answer.items.every((h: Json) => h.matched.every((m: Json) => m.field !== 'concept')))
    const alone = await publish('GHA', [{ heading: 'Xyzzyology', text: 'Plugh.', concepts: [] }])
    await follow()
    t.match(await ask(alone), { total: 0, items: [], offers: [], page: { next: null } })
  })

  t.test('a concept that people named tells more than one that the text suggests', async (t) => {
    const wording = 'A person who without authorisation intercepts non-public transmissions of computer data commits an offence.'
    const law = await publish('MLI', [{ heading: 'Illegal interception', text: wording, concepts: of('OFF.CIA.INT') }])
    await publish('SEN', [{ heading: 'Illegal interception', text: wording, concepts: [] }])
    await publish('CPV', [{ heading: 'Illegal interception', text: wording, concepts: of('OFF.CIA.INT') }])
    await follow()
    const answer = await ask(law)
    t.same(ids(answer).slice(0, 2), ['CPV sec_1', 'SEN sec_1'])
    const why = answer.items.slice(0, 2).map((h: Json) => h.matched.find((m: Json) => m.field === 'concept'))
    t.match(why, [{ concept: { code: 'OFF.CIA.INT' }, suggested: false }, { concept: { code: 'OFF.CIA.INT' }, suggested: true }])
  })

  t.test('a long text is compared as well', async (t) => {
    const filler = Array.from({ length: 30_000 }, (_, i) => `w${String.fromCharCode(97 + i % 26)}${String.fromCharCode(97 + i % 23)}ord`).join(' ')
    const law = await publish('TGO', [{ heading: 'Blorptime', text: `Blorptime snarkles. ${filler}`, concepts: [] }])
    await publish('BFA', [{ heading: 'Blorptime', text: 'Of blorptime.', concepts: [] }])
    await follow()
    t.equal(ids(await ask(law))[0], 'BFA sec_1')
  })

  t.test('drafts and what was withdrawn cannot be compared with', async (t) => {
    const { key } = await keyFor('curator', ['KEN'])
    const draft = await send('POST', '/v1/drafts', key, { body: { type: 'legislation', record: lawRecord({ versions: [versionRecord({ provisions: [provisionRecord()] })] }) } })
    t.equal(draft.status, 201)
    for (const name of [draft.body.id, `${draft.body.id}/sec_1`, `${draft.body.recordId}/sec_1`]) {
      t.match(await get(`/v1/search?similar=${name}`), { status: 400, body: { errors: [{ path: 'similar', message: /no published provision/ }] } })
    }
    const { body: { id } } = await get(`/v1/legislation/${own}/provisions/sec_1`)
    await db.transaction((tx) => withdrawRecord(tx, 'legislation', own, 'published in error', writer))
    t.match(await get(`/v1/search?similar=${id}`), { status: 400, body: { errors: [{ path: 'similar' }] } }, 'at once')
    await follow()
    t.match(await get(`/v1/search?similar=${own}/sec_1`), { status: 400, body: { errors: [{ path: 'similar' }] } })
  })

  t.test('what was just published is compared as soon as it is indexed', async (t) => {
    const law = await publish('MOZ', [{ text, concepts: of('OFF.CIA.DEV') }])
    t.match(await get(`/v1/search?similar=${law}/sec_1`), { status: 503, headers: { 'retry-after': '5' } })
    await follow()
    t.match(await ask(law), { items: [{ states: [{ code: 'NGA' }] }] })
  })
})

t.test('how near concepts are', async (t) => {
  const worths: Record<string, number> = { OFF: 0.5, 'OFF.CIA': 1, 'OFF.CIA.ACC': 3, 'OFF.CIA.INT': 3, 'OFF.REL': 1, 'OFF.REL.FRA': 3, 'PRO.SEA': 6 }
  const tells = (code: string) => worths[code] ?? 0
  const near = (a: Json, b: Json) => kinship(a, b, tells)
  t.equal(near({ 'OFF.CIA.ACC': 1 }, { 'OFF.CIA.ACC': 1 }), 1)
  t.equal(near({ 'OFF.CIA.ACC': 1 }, { 'PRO.SEA': 1 }), 0)
  t.equal(near({ 'OFF.CIA.ACC': 1 }, {}), 0)
  t.equal(near({}, {}), 0)
  t.ok(near({ 'OFF.CIA.ACC': 1 }, { 'OFF.CIA.INT': 1 }) > near({ 'OFF.CIA.ACC': 1 }, { 'OFF.REL.FRA': 1 }), 'of one family')
  t.ok(near({ 'OFF.CIA.ACC': 1 }, { 'OFF.CIA': 1 }) > near({ 'OFF.CIA.ACC': 1 }, { 'OFF.CIA.INT': 1 }), 'the family itself is nearer than a member')
  t.ok(near({ 'OFF.CIA.ACC': 1, 'PRO.SEA': 1 }, { 'PRO.SEA': 1 }) > near({ 'OFF.CIA.ACC': 1, 'PRO.SEA': 1 }, { 'OFF.CIA.ACC': 1 }), 'the rare one tells more')
  t.ok(near({ 'OFF.CIA.ACC': 1 }, { 'OFF.CIA.ACC': 0.6 }) < 1, 'a suggestion tells less')
  t.equal(near({ 'OFF.CIA.ACC': 1 }, { 'PRO.SEA': 1, 'OFF.CIA.ACC': 1 }), near({ 'PRO.SEA': 1, 'OFF.CIA.ACC': 1 }, { 'OFF.CIA.ACC': 1 }), 'either way')
  const vocabulary = new Map(['OFF', 'OFF.CIA', 'OFF.CIA.ACC', 'OFF.CIA.INT', 'OFF.REL', 'OFF.REL.FRA', 'PRO.SEA'].map((code) => [code, {} as never]))
  const shared = (a: Json, b: Json) => sharedConcepts(a, b, tells, vocabulary)
  t.same(shared({ 'OFF.CIA.ACC': 1, 'PRO.SEA': 1 }, { 'PRO.SEA': 1, 'OFF.CIA.ACC': 0.6 }), ['PRO.SEA', 'OFF.CIA.ACC'])
  t.same(shared({ 'OFF.CIA.ACC': 1 }, { 'OFF.CIA.INT': 1 }), ['OFF.CIA'], 'the family they share')
  t.same(shared({ 'OFF.CIA.ACC': 1 }, { 'OFF.REL.FRA': 1 }), [], 'to be an offence is not enough')
  t.same(Object.keys(withLine({ 'OFF.CIA.ACC': 1 }, vocabulary)).sort(), ['OFF.CIA', 'OFF.CIA.ACC'])
  t.same(Object.keys(withLine({ 'OFF.CIA': 1 }, vocabulary)).sort(), ['OFF.CIA', 'OFF.CIA.ACC', 'OFF.CIA.INT'])
})
