import t from 'tap'
import { openAtlas } from './support/atlas.js'
import { followLinks, readAll } from './support/links.js'

t.test('states', async (t) => {
  const { get } = await openAtlas(t, { index: 'founding' })
  const codes = async (query: string) => (await readAll(get, `/v1/states${query}`)).map((s) => s.code)

  t.test('there are 193 Member States', async (t) => {
    const { status, body } = await get('/v1/states?count=exact&limit=100')
    t.equal(status, 200)
    t.equal(body.page.total, 193)
    t.equal(body.items.length, 100)
    t.equal(body.items[0].code, 'AFG')
  })

  t.test('walking the pages gives each State once, in order, and ends', async (t) => {
    const all = await codes('')
    t.equal(new Set(all).size, 193)
    t.strictSame(all, [...all].sort())
    t.equal(all.at(-1), 'ZWE')
  })

  t.test('the next page is told in Link too', async (t) => {
    const { headers, body } = await get('/v1/states?limit=3&region=002')
    const link = /^<http:\/\/[^/]+(\/.+)>; rel="next"$/.exec(String(headers.link))?.[1]
    t.ok(link)
    const next = await get(link!)
    t.equal(next.body.items.length, 3)
    t.ok(next.body.items[0].code > body.items[2].code)
    t.notOk((await get('/v1/states?type=observer')).headers.link, 'not on the last page')
  })

  t.test('a State answers to alpha-3, alpha-2 and M49 in any case', async (t) => {
    for (const code of ['KEN', 'ke', 'Ken', '404']) {
      const { body } = await get(`/v1/states/${code}`)
      t.equal(body.code, 'KEN', code)
    }
  })

  t.test('other kinds of jurisdiction come by type', async (t) => {
    t.strictSame(await codes('?type=observer'), ['PSE', 'VAT'])
    t.strictSame(await codes('?type=non_member_state'), ['COK', 'NIU'])
    t.strictSame(await codes('?type=observer,non_member_state'), ['COK', 'NIU', 'PSE', 'VAT'], 'OR within, by comma')
    t.strictSame(await codes('?type=observer&type=non_member_state'), ['COK', 'NIU', 'PSE', 'VAT'], 'OR within, repeated')
    t.strictSame(await codes('?type=observer&region=150'), ['VAT'], 'AND between')
  })

  t.test('a region is a continent, a part of it or a part of that', async (t) => {
    const [eastern, sub, africa] = await Promise.all([codes('?region=014'), codes('?region=202'), codes('?region=002')])
    t.ok(eastern.includes('KEN') && sub.includes('KEN') && africa.includes('KEN'))
    t.equal(africa.length, 54)
    t.ok(eastern.length < sub.length && sub.length < africa.length)
    t.notOk(sub.includes('EGY'))
    t.ok(africa.includes('EGY'))
    const both = await codes('?region=014,151')
    t.strictSame(both, [...eastern, ...await codes('?region=151')].sort())
  })

  t.test('an unknown or invalid parameter is named, with what is near', async (t) => {
    for (const [query, path, hint] of [
      ['regoin=002', 'regoin', 'region'], ['type=memberstate', 'type', 'member_state'], ['region=999', 'region', ''], ['limit=101', 'limit', '100'],
      ['limit=0', 'limit', '1'], ['count=yes', 'count', 'exact'], ['lang=de', 'lang', 'ar, en, es, fr, ru, zh'], ['type=', 'type', '']
    ] as const) {
      const { status, body } = await get(`/v1/states?${query}`)
      t.equal(status, 400, query)
      t.equal(body.code, 'invalid-request')
      t.equal(body.errors[0].path, path)
      t.ok(body.errors[0].message.includes(hint), body.errors[0].message)
    }
  })

  t.test('names come in the six languages', async (t) => {
    for (const [lang, name, africa] of [
      ['ar', 'كينيا', 'أفريقيا'], ['zh', '肯尼亚', '非洲'], ['ru', 'Кения', 'Африка'], ['es', 'Kenya', 'África'], ['fr', 'Kenya', 'Afrique'], ['en', 'Kenya', 'Africa']
    ]) {
      const { headers, body } = await get(`/v1/states/KEN?lang=${lang}`)
      t.equal(body.name, name)
      t.equal(body.region.name, africa)
      t.equal(body.names[lang!], name)
      t.equal(headers['content-language'], lang)
    }
  })

  t.test('Accept-Language chooses where lang does not', async (t) => {
    for (const [accept, language] of [
      ['ar', 'ar'], ['de, ru;q=0.7, ar;q=0.9', 'ar'], ['de;q=1, ru;q=0.2', 'ru'], ['zh-Hant-TW', 'zh'], ['FR-ca;Q=0.3', 'fr'], ['fr;q=0, es;q=0.1', 'es'],
      ['fr; q=0.5, es;q=0.4', 'fr'], ['de, sw', 'en'], ['*', 'en'], ['', 'en'], ['ru;q=high', 'en'], ['es, fr', 'es']
    ] as const) {
      const { headers, body } = await get('/v1/states/RUS', { 'accept-language': accept })
      t.equal(headers['content-language'], language, accept)
      t.equal(body.name, body.names[language])
      t.match(headers.vary, /Accept-Language/i)
    }
    const { body } = await get('/v1/states/RUS?lang=zh', { 'accept-language': 'ar' })
    t.equal(body.name, '俄罗斯联邦', 'lang comes first')
  })

  t.test('holdings are what the lists hold', async (t) => {
    const { body } = await get('/v1/states/KEN')
    for (const kind of ['legislation', 'provisions', 'cases', 'lessons']) {
      const all = await readAll(get, `/v1/${kind}?state=KEN`)
      const seen = all.filter((r) => (r.checked ?? r.verification.checked) === 'seen').length
      t.ok(all.length > 0)
      t.strictSame(body.holdings[kind], { total: all.length, seen, recalled: all.length - seen }, kind)
    }
  })

  t.test('coverage counts the concepts of which something is known', async (t) => {
    const { body } = await get('/v1/states/KEN')
    const rows = await readAll(get, '/v1/coverage?state=KEN')
    t.equal(body.coverage.conceptsTotal, 136)
    t.equal(body.coverage.conceptsWithData, rows.filter((r) => r.status !== 'no_data').length)
    t.equal(body.coverage.byStatus.specific, rows.filter((r) => r.status === 'specific').length)
  })

  t.test('signature is not ratification, and ratification is not entry into force', async (t) => {
    const { body } = await get('/v1/states/FRA')
    const budapest = body.treatyActions.filter((a: any) => a.instrument.code === 'BUD')
    t.match(budapest, [
      { kind: 'signature', date: '2001-11-23', effectiveFrom: null }, { kind: 'ratification', date: '2006-01-10', effectiveFrom: '2006-05-01' }
    ])
  })

  t.test('membership reads the same from both ends', async (t) => {
    const { body: france } = await get('/v1/states/FRA')
    t.ok(france.organizations.some((o: any) => o.code === 'EUE'))
    const { body: union } = await get('/v1/states/EUE')
    t.equal(union.type, 'regional_organization')
    t.equal(union.members.length, 27)
    t.ok(union.members.some((m: any) => m.code === 'FRA'))
    t.strictSame(france.members, [])
  })

  t.test('every link leads somewhere', async (t) => {
    for (const code of ['KEN', 'FRA', 'EUE', 'VAT']) await followLinks(t, get, (await get(`/v1/states/${code}`)).body)
  })

  t.test('an unknown code is a 404', async (t) => {
    for (const code of ['XXX', 'zz', '000', 'كينيا', "KEN'--"]) {
      const { status, body } = await get(`/v1/states/${encodeURIComponent(code)}`)
      t.equal(status, 404, code)
      t.equal(body.code, 'not-found')
      t.ok(body.detail.includes(code))
    }
  })
})
