import t from 'tap'
import { coverage } from '../src/db/schema.js'
import { openAtlas } from './support/atlas.js'

type Row = Record<string, any>

t.test('coverage', async (t) => {
  const { get, inject, db } = await openAtlas(t)

  t.test('what was not read has no row, and the tracker\'s four values stay apart', async (t) => {
    const { items } = (await get('/v1/coverage?concept=OFF&status=no_data,none_confirmed&limit=100')).body
    const off = items.filter((i: Row) => i.concept.code === 'OFF')
    t.same([...new Set(off.map((i: Row) => `${i.status} ${i.sourceStatus}`))].sort(), ['no_data No Data', 'none_confirmed No Legislation'])
    t.same((await get('/v1/coverage?state=UGA&concept=OFF.CIA.ACC')).body.items, [])
  })

  t.test('statements rest on provisions, and hold from their day', async (t) => {
    const of = async (query: string) => (await get(`/v1/coverage?state=KEN&concept=OFF.CIA.ACC&lang=ru${query}`)).body.items
    const [now] = await of('')
    t.equal(now.status, 'specific')
    t.match(now.concept.label, /\p{Script=Cyrillic}/u)
    t.ok(now.evidence.some((e: Row) => e.eId === 'sec_14'))
    t.equal((await get(now.evidence[0].href)).status, 200)
    t.same(await of('&asOf=2010-01-01'), [], 'nothing is known of 2010')
    await db.insert(coverage).values({
      id: '01900000-0000-7000-8000-00000000000a', jurisdictionCode: 'KEN', conceptCode: 'OFF.CIA.ACC', status: 'disputed', asOf: '2026-01-01',
      checked: 'seen', sourceId: (await db.select({ id: coverage.sourceId }).from(coverage).limit(1))[0]!.id
    })
    t.equal((await of(''))[0].status, 'disputed', 'the newest counts')
    t.equal((await of('&asOf=2025-12-31'))[0].status, 'specific', 'and the earlier one before it')
  })

  t.test('CSV by parameter or by Accept', async (t) => {
    for (const request of [{ url: '/v1/coverage?concept=OFF&format=csv&lang=ar' }, { url: '/v1/coverage?concept=OFF&lang=ar', headers: { accept: 'text/csv' } }]) {
      const { statusCode, headers, body } = await inject(request)
      t.equal(statusCode, 200)
      t.match(headers['content-type'], /text\/csv/)
      t.match(headers['content-disposition'], /coverage\.csv/)
      const lines = body.trim().split('\r\n')
      t.match(lines[0], /^\uFEFF?state,stateName,concept/)
      t.ok(lines.length > 195)
      t.match(body, /\p{Script=Arabic}/u)
    }
  })
})
