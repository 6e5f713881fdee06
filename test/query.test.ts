import t from 'tap'
import { filterOf } from '../src/search/query.js'
import { toHtml } from '../src/search/mark.js'
import { normalise, normaliseQuery } from '../src/search/normalise.js'
import { openAtlas } from './support/atlas.js'
import { readAll } from './support/links.js'

type Hit = Record<string, any>

t.test('texts and queries are folded alike', async (t) => {
  t.equal(normalise('ﻧﻈﺎﻡ ١٧٥ مـــحـتـوى مُحَمَّد'), 'نظام 175 محتوى محمد')
  t.equal(normalise('ＦＵＬＬ　ｗｉｄｔｈ１２'), 'FULL width12')
  t.equal(normalise('so\u00adft\u200b'), 'soft')
  t.equal(normaliseQuery('الدخول غير المشروع'), 'دخول غير مشروع')
  t.equal(normaliseQuery('ال alto'), 'ال alto')
})

t.test('filters and highlights cannot be broken out of', async (t) => {
  t.same(filterOf({ state: ['a" OR b = "c\\'] }), ['state IN ["a\\" OR b = \\"c\\\\"]'])
  t.same(filterOf({ year: ['2018'], yearFrom: 2000, asOf: '2019-01-01' }), ['year IN [2018]', 'year >= 2000', 'validFrom <= 20190101', 'validTo > 20190101'])
  t.equal(toHtml('<img onerror="x"> & \uE000cyber\uE001'), '&lt;img onerror=&quot;x&quot;&gt; &amp; <mark>cyber</mark>')
})

t.test('search', async (t) => {
  const { get } = await openAtlas(t, { index: 'founding' })
  const all = async (query: string) => {
    const items: Hit[] = []
    for (let next: string | null = '', page = 0; next !== null && page < 20; page++) {
      const { body } = await get(`/v1/search?${query}&limit=100${next ? `&cursor=${encodeURIComponent(next)}` : ''}`)
      items.push(...body.items)
      next = body.page.next
    }
    t.equal(new Set(items.map((i) => i.type + i.id)).size, items.length, 'pages do not repeat')
    return items
  }

  t.test('facets are disjunctive and right', async (t) => {
    const { body } = await get('/v1/search?q=&type=provision&state=KEN,FRA&facets=state,type,status&limit=1&lang=fr')
    const everywhere = await all('q=&type=provision')
    const count = (items: Hit[], of: (i: Hit) => string) =>
      Object.fromEntries([...new Set(items.map(of))].sort().map((v) => [v, items.filter((i) => of(i) === v).length]))
    const told = (name: string) => Object.fromEntries(body.facets[name].map((f: Hit) => [f.value, f.count]).sort())
    t.same(told('state'), count(everywhere, (i) => i.states[0].code), 'other States can still be chosen')
    const chosen = everywhere.filter((i) => ['KEN', 'FRA'].includes(i.states[0].code))
    t.same(told('status'), count(chosen, (i) => i.status))
    t.equal(body.total, chosen.length)
    t.equal(body.facets.state.find((f: Hit) => f.value === 'CHN').label, 'Chine')
  })

  t.test('filters', async (t) => {
    const hits = await all('q=&instrument=BUD&article=2&region=002&type=provision')
    t.ok(hits.some((h) => h.states[0].code === 'KEN'))
    const africa = (await readAll(get, '/v1/states?region=002')).map((s) => s.code)
    t.strictSame(hits.filter((h) => !africa.includes(h.states[0].code)), [])
    const then = await all('q=&state=FRA&type=provision&asOf=2005-01-01')
    t.ok(then.length > 0 && then.every((h) => h.date <= '2005-01-01'))
    t.ok((await all('q=&type=case&year=2008')).every((h) => h.year === 2008))
    t.ok((await all('q=&type=lesson&status=prevention')).length >= 2)
  })

  t.test('why it matched: the concept, in the language of the query', async (t) => {
    const asked: [string, string][] = [
      ['ar', 'الدخول غير المشروع'], ['en', 'illegal access'], ['es', 'acceso ilícito'], ['fr', 'accès illégal'], ['ru', 'неправомерный доступ'], ['zh', '非法侵入']
    ]
    for (const [language, q] of asked) {
      const { items } = (await get(`/v1/search?q=${encodeURIComponent(q)}&concept=OFF.CIA.ACC&type=provision&limit=30`)).body
      t.ok(items.some((h: Hit) => h.matched.some((m: Hit) => m.field === 'concept' && m.language === language && m.concept.code === 'OFF.CIA.ACC')), q)
      t.ok(items.every((h: Hit) => h.matched.every((m: Hit) => /<mark>/.test(m.html))), q)
    }
    t.ok((await all('q=cybrecrime')).length > 20, 'typing errors are forgiven')
    const { items } = (await get('/v1/search?q=phishing&type=lesson,case&limit=5&lang=zh')).body
    t.ok(items.length > 0)
    for (const { href } of items) t.equal((await get(href)).status, 200, href)
  })
})
