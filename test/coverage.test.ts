import { and, eq, sql } from 'drizzle-orm'
import t from 'tap'
import { deriveCoverage, listCoverage, listEvidence } from '../src/db/coverage.js'
import { saveLegislation } from '../src/db/legislation.js'
import { coverage } from '../src/db/schema.js'
import type { LegislationRecord, ProvisionRecord } from '../src/model/legislation.js'
import { openAtlas } from './support/atlas.js'
import { lawRecord, provisionRecord, versionRecord, writer } from './support/record.js'

type Row = Record<string, any>

const claims = (code: string, relation: ProvisionRecord['concepts'][number]['relation']) => [{ code, relation, elements: [], note: null }]

t.test('coverage', async (t) => {
  const { get, inject, db } = await openAtlas(t)

  t.test('what was not read has no row, and the tracker\'s four values stay apart', async (t) => {
    const { items } = (await get('/v1/coverage?concept=OFF&status=no_data,none_confirmed&limit=100')).body
    const off = items.filter((i: Row) => i.concept.code === 'OFF')
    t.same([...new Set(off.map((i: Row) => `${i.status} ${i.sourceStatus}`))].sort(), ['no_data No Data', 'none_confirmed No Legislation'])
    t.same((await get('/v1/coverage?state=TON&concept=OFF.CIA.ACC')).body.items, [])
  })

  t.test('statements rest on provisions, and hold from their day', async (t) => {
    const of = async (query: string) => (await get(`/v1/coverage?state=KEN&concept=OFF.CIA.ACC&lang=ru${query}`)).body.items
    const [now] = await of('')
    t.equal(now.status, 'specific')
    t.match(now.concept.label, /\p{Script=Cyrillic}/u)
    t.ok(now.evidence.some((e: Row) => e.eId === 'sec_14'))
    t.equal((await get(now.evidence[0].href)).status, 200)
    t.same(await of('&asOf=2010-01-01'), [], 'nothing is known of 2010')
    const today = new Date().toISOString().slice(0, 10)
    await db.delete(coverage).where(and(eq(coverage.jurisdictionCode, 'KEN'), eq(coverage.asOf, today)))
    await db.insert(coverage).values({
      id: '01900000-0000-7000-8000-00000000000a', jurisdictionCode: 'KEN', conceptCode: 'OFF.CIA.ACC', status: 'disputed', asOf: today,
      checked: 'seen', sourceId: (await db.select({ id: coverage.sourceId }).from(coverage).limit(1))[0]!.id
    })
    t.equal((await of(''))[0].status, 'disputed', 'the newest counts')
    t.equal((await of('&asOf=2025-12-31'))[0].status, 'specific', 'and an earlier one before it')
  })

  t.test('what a provision is worth as coverage follows its standing', async (t) => {
    const { db } = await openAtlas(t)
    const standing: [string, Partial<LegislationRecord>, Partial<ProvisionRecord>][] = [
      ['specific', {}, {}],
      ['general_law', {}, { concepts: claims('OFF.CIA.SYS', 'general_offence') }],
      ['partial', {}, { status: 'partially_in_force' }],
      ['disputed', {}, { status: 'suspended' }],
      ['disputed', { status: 'suspended' }, {}],
      ['draft_only', { status: 'draft', kind: 'bill' }, {}],
      ['', {}, { status: 'struck_down' }],
      ['', {}, { status: 'repealed' }],
      ['', { status: 'repealed' }, {}],
      ['no_data', {}, { validTo: '2020-01-01' }],
      ['no_data', { status: 'repealed', repealedOn: '2020-01-01' }, {}],
      ['', { status: 'not_yet_in_force' }, {}],
      ['', {}, { status: 'unknown' }],
      ['', {}, { concepts: claims('OFF.CIA.SYS', 'about') }]
    ]
    for (const [expected, law, provision] of standing) {
      const told = await db.transaction(async (tx) => {
        await saveLegislation(tx, lawRecord({
          jurisdiction: 'TON', akn: 'to/act/2003/14', ...law,
          versions: [versionRecord({ provisions: [provisionRecord({ validFrom: '2003-12-09', concepts: claims('OFF.CIA.SYS', 'specific_offence'), ...provision })] })]
        }), writer)
        await deriveCoverage(tx)
        const rows = await listCoverage(tx, { state: ['TON'], concept: ['OFF.CIA.SYS'], limit: 10 })
        await tx.execute(sql`delete from coverage_evidence`)
        await tx.execute(sql`delete from coverage where jurisdiction_code = 'TON'`)
        return rows
      })
      t.strictSame(told.map((row) => row.status), expected === '' ? [] : [expected], JSON.stringify({ ...law, ...provision }))
      if (expected !== '') t.equal(told[0]!.asOf, expected === 'no_data' ? '2020-01-01' : '2003-12-09')
    }
  })

  t.test('coverage is told for each day on which it changed', async (t) => {
    const { get, db } = await openAtlas(t)
    const wording = (from: string, to: string | null, given: Partial<ProvisionRecord> = {}) => versionRecord({
      validFrom: from, validTo: to, provisions: [provisionRecord({ concepts: claims('OFF.CIA.SYS', 'specific_offence'), ...given })]
    })
    await db.transaction(async (tx) => {
      await saveLegislation(tx, lawRecord({
        jurisdiction: 'TON', akn: 'to/act/2003/14', versions: [
          wording('2003-12-09', '2008-01-01', { concepts: claims('OFF.CIA.SYS', 'general_offence') }),
          wording('2008-01-01', '2012-01-01'),
          wording('2015-01-01', null, { status: 'suspended' })
        ]
      }), writer)
      await deriveCoverage(tx)
    })
    const on = async (day: string) => (await get(`/v1/coverage?state=TON&concept=OFF.CIA.SYS&asOf=${day}`)).body.items.map((i: Row) => `${i.status} ${i.asOf} ${i.evidence.length}`)
    t.strictSame(await on('2003-12-08'), [])
    t.strictSame(await on('2007-12-31'), ['general_law 2003-12-09 1'])
    t.strictSame(await on('2008-01-01'), ['specific 2008-01-01 1'])
    t.strictSame(await on('2013-01-01'), ['no_data 2012-01-01 0'], 'what came after was not read')
    t.strictSame(await on('2026-01-01'), ['disputed 2015-01-01 1'])
    const french = (day: string) => get(`/v1/coverage?state=FRA&concept=OFF.CIA.ACC&asOf=${day}`)
    t.match((await french('2016-01-01')).body.items, [{ evidence: [{ eId: 'art_323-1' }] }], 'the French code of 2016 is held')
    t.match((await french('2003-01-01')).body.items, [{ status: 'no_data' }], 'that of 2003 is not')
  })

  t.test('the best there is counts, and an undated provision counts from the day it was verified', async (t) => {
    const { db } = await openAtlas(t)
    const [row] = await db.transaction(async (tx) => {
      await saveLegislation(tx, lawRecord({
        jurisdiction: 'TON', akn: 'to/act/2003/14', lastVerifiedAt: '2024-05-06',
        versions: [versionRecord({
          provisions: [
            provisionRecord({ eId: 'sec_1', status: 'suspended', concepts: claims('OFF.CIA.SYS', 'specific_offence') }),
            provisionRecord({ eId: 'sec_2', number: '2', concepts: claims('OFF.CIA.SYS', 'general_offence') }),
            provisionRecord({ eId: 'sec_3', number: '3', checked: 'recalled', concepts: claims('OFF.CIA.SYS', 'specific_offence') })
          ]
        })]
      }), writer)
      await deriveCoverage(tx)
      return listCoverage(tx, { state: ['TON'], concept: ['OFF.CIA.SYS'], limit: 10 })
    })
    t.match(row, { status: 'both', asOf: '2024-05-06', checked: 'recalled' })
    t.strictSame((await listEvidence(db, [row!.id])).map((e) => e.eId), ['sec_2', 'sec_3'])
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
