import t from 'tap'
import { openAtlas } from './support/atlas.js'
import { followLinks, linksOf, readAll } from './support/links.js'

t.test('instruments', async (t) => {
  const { get } = await openAtlas(t)

  t.test('the list, whatever the size of the pages', async (t) => {
    const all = (await readAll(get, '/v1/instruments')).map((i) => i.code)
    for (const code of ['ARB', 'BUD', 'MAL', 'UNCC', 'UNTOC']) t.ok(all.includes(code), code)
    t.strictSame(all, [...all].sort())
    const first = (await get('/v1/instruments?limit=4&count=exact')).body
    t.equal(first.page.total, all.length)
    const second = (await get(`/v1/instruments?limit=4&cursor=${first.page.next}`)).body
    t.strictSame([...first.items, ...second.items].map((i) => i.code), all.slice(0, 8))
  })

  t.test('an instrument answers to its code in any case, in the language asked for', async (t) => {
    for (const [lang, name] of [
      ['ar', 'الاتفاقية المتعلقة بالجريمة الإلكترونية'], ['zh', '网络犯罪公约'], ['ru', 'Конвенция о киберпреступности'], ['fr', 'Convention sur la cybercriminalité']
    ]) t.match((await get(`/v1/instruments/bud?lang=${lang}`)).body, { code: 'BUD', name, reference: 'CETS No. 185' })
    const { body } = await get('/v1/instruments/BUD', { 'accept-language': 'zh' })
    t.match(body.articles[1], { number: '2', title: { text: '非法访问', language: 'zh', kind: 'editorial' } })
    t.equal(body.articles.length, body.articleCount)
    const { concepts } = (await get('/v1/instruments/BUD/articles/2', { 'accept-language': 'zh' })).body
    t.ok(concepts.length > 0)
    t.strictSame(body.articles[1].concepts, concepts, 'which concepts answer to an article is told of all articles at once')
  })

  t.test('entry into force is known or it is not', async (t) => {
    t.match((await get('/v1/instruments/BUD')).body, { openedOn: '2001-11-23', inForceFrom: '2004-07-01', verification: { needsVerification: false } })
    t.equal((await get('/v1/instruments/UNCC')).body.inForceFrom, null)
    const all = await readAll(get, '/v1/instruments')
    t.ok(all.every((i) => i.verification.needsVerification === (i.verification.checked !== 'seen' || i.source.kind === 'account')))
    t.ok(all.some((i) => i.verification.needsVerification) && all.some((i) => !i.verification.needsVerification), 'there are both')
  })

  t.test('a State\'s actions on it are told on both pages', async (t) => {
    const { body } = await get('/v1/instruments/BUD')
    const here = body.treatyActions.filter((a: any) => a.state.code === 'FRA')
    t.equal(here.length, 2)
    t.strictSame((await get('/v1/states/FRA')).body.treatyActions.filter((a: any) => a.instrument.code === 'BUD'), here)
    t.ok(body.treatyActions.every((a: any) => a.instrument.code === 'BUD' && a.source.url.startsWith('http')))
    t.ok(body.treatyActions.every((a: any) => a.kind !== 'signature' || a.effectiveFrom === null), 'a signature brings nothing into force')
  })

  t.test('an article lists the provisions that answer to it, per State', async (t) => {
    const { body } = await get('/v1/instruments/BUD/articles/2?lang=ru')
    t.match(body, { number: '2', instrument: { code: 'BUD' }, title: { language: 'ru' } })
    const states = body.states.map((s: any) => s.state.code)
    t.strictSame(states, [...new Set(states)].sort(), 'each State once, in order')
    for (const code of ['CHL', 'CHN', 'FRA', 'KEN', 'RUS', 'SAU']) t.ok(states.includes(code), code)
    t.equal(body.states.find((s: any) => s.state.code === 'SAU').state.name, 'Саудовская Аравия')
    const found = await readAll(get, '/v1/provisions?instrument=BUD&article=2')
    for (const { state, provisions } of body.states) {
      t.ok(provisions.every((p: any) => p.state.code === state.code))
      const links = provisions.map((p: any) => p.href)
      t.equal(new Set(links).size, links.length, `each provision of ${state.code} once, however many wordings it had`)
      t.strictSame([...links].sort(), [...new Set(found.filter((p) => p.state.code === state.code).map((p) => p.href))].sort())
    }
    t.match(body.states.find((s: any) => s.state.code === 'RUS').provisions, [{ eId: 'art_272', law: { text: 'Уголовный кодекс Российской Федерации' } }])
  })

  t.test('an article to which no concept answers lists no State', async (t) => {
    t.match((await get('/v1/instruments/BUD/articles/48')).body, { concepts: [], states: [] })
  })

  t.test('every link leads somewhere', async (t) => {
    await followLinks(t, get, (await get('/v1/instruments')).body)
    await followLinks(t, get, (await get('/v1/instruments/BUD/articles/2')).body)
    for (const code of ['ICCS', 'MAL']) await followLinks(t, get, (await get(`/v1/instruments/${code}`)).body)
    const articles = linksOf((await readAll(get, '/v1/concepts')).slice(0, 1).concat((await get('/v1/concepts/OFF.CIA.ACC')).body)).filter((l) => l.includes('/articles/'))
    t.ok(articles.length >= 5)
    for (const href of articles) t.equal((await get(href)).status, 200, href)
  })

  t.test('what is not there is a 404', async (t) => {
    for (const path of ['XYZ', 'BUD/articles/99', 'XYZ/articles/1']) t.match(await get(`/v1/instruments/${path}`), { status: 404, body: { code: 'not-found' } }, path)
    t.match(await get('/v1/instruments?kind=treaty'), { status: 400, body: { errors: [{ path: 'kind' }] } })
  })
})
