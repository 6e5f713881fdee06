import t from 'tap'
import { saveLegislation } from '../src/db/legislation.js'
import { penalty } from '../src/model/legislation.js'
import { openAtlas } from './support/atlas.js'
import { followLinks, readAll } from './support/links.js'
import { lawRecord, provisionRecord, versionRecord, writer } from './support/record.js'

t.test('provisions', async (t) => {
  const { get } = await openAtlas(t, { index: 'founding' })
  const list = (query: string) => readAll(get, `/v1/provisions?${query}`)
  const eIds = async (query: string) => (await list(query)).map((p) => p.eId)
  const lawId = async (alias: string) => (await get(`/v1/akn/${alias}`)).body.id as string
  const at = async (alias: string, eId: string, query = '') => get(`/v1/legislation/${await lawId(alias)}/provisions/${eId}${query}`)
  const penal = 'fr/code/1992/penal'

  t.test('a provision reads as it stood on the day asked for', async (t) => {
    for (const [day, from, to, months, fine, unit] of [
      ['1994-03-01', '1994-03-01', '2002-01-01', 12, 100_000, 'FRF'],
      ['1995-01-01', '1994-03-01', '2002-01-01', 12, 100_000, 'FRF'],
      ['2001-12-31', '1994-03-01', '2002-01-01', 12, 100_000, 'FRF'],
      ['2005-01-01', '2004-06-22', '2012-03-29', 24, 30_000, 'EUR'],
      ['2016-01-01', '2015-07-27', '2023-01-26', 24, 60_000, 'EUR'],
      ['2023-01-25', '2015-07-27', '2023-01-26', 24, 60_000, 'EUR'],
      ['2023-01-26', '2023-01-26', '2026-04-02', 36, 100_000, 'EUR'],
      ['2026-04-02', '2026-04-02', null, 36, 100_000, 'EUR']
    ] as const) {
      const { status, body } = await at(penal, 'art_323-1', `?asOf=${day}`)
      t.equal(status, 200, day)
      t.strictSame([body.validFrom, body.validTo], [from, to], day)
      t.match(body.penalties[0], { imprisonment: { maxMonths: months, life: false }, fine: { max: fine, unit } }, day)
    }
  })

  t.test('today, and without a day, it reads as it stands', async (t) => {
    const today = new Date().toISOString().slice(0, 10)
    const now = (await at(penal, 'art_323-1', `?asOf=${today}`)).body
    t.ok(now.validFrom <= today && (now.validTo === null || now.validTo > today))
    t.equal(now.penalties[0].imprisonment.maxMonths, 36)
    const last = (await at(penal, 'art_323-1')).body
    t.equal(last.validTo, null)
  })

  t.test('a day on which nothing is known is a 404 that says so, not another day\'s law', async (t) => {
    for (const day of ['1993-12-31', '2002-01-01', '2003-01-01', '2012-03-29', '2013-01-01']) {
      const { status, body } = await at(penal, 'art_323-1', `?asOf=${day}`)
      t.equal(status, 404, day)
      t.ok(body.detail.includes(`known to have been in force on ${day}`))
    }
    t.equal((await at('sa/nizam/2007/m-17', 'art_3', '?asOf=2020-01-01')).status, 404, 'it has no date')
    t.equal((await at('sa/nizam/2007/m-17', 'art_3')).status, 200)
  })

  t.test('on any day there is one wording of each provision', async (t) => {
    for (const day of ['1995-01-01', '2005-01-01', '2016-01-01', '2019-01-01', '2025-12-31', '2026-01-01', '2026-04-02']) {
      const held = await list(`asOf=${day}`)
      t.ok(held.length > 0)
      t.ok(held.every((p) => p.validFrom <= day && (p.validTo === null || p.validTo > day)), day)
      const names = held.map((p) => `${p.law.id} ${p.eId} ${p.version.language} ${p.version.textKind}`)
      t.equal(new Set(names).size, names.length, day)
    }
  })

  t.test('asOf in a list: what held that day, and how many have no date', async (t) => {
    const query = `/v1/provisions?legislation=${await lawId(penal)}`
    const then = (await get(`${query}&asOf=2005-01-01`)).body
    t.strictSame(then.items.map((p: any) => p.eId), ['art_323-1', 'art_323-2', 'art_323-3', 'art_323-3-1'])
    t.notOk('undated' in then)
    const kenya = await list('state=KEN')
    const { body } = await get('/v1/provisions?state=KEN&asOf=2019-01-01&count=exact&limit=1')
    t.equal(body.undated, kenya.filter((p) => p.validFrom === null).length)
    t.ok(body.undated > 0)
    t.equal(body.page.total, (await list('state=KEN&asOf=2019-01-01')).length)
    t.notOk('undated' in (await get('/v1/provisions?state=KEN&count=exact')).body)
  })

  t.test('a treaty article stands for the concepts that answer to it', async (t) => {
    const { body } = await get('/v1/instruments/BUD/articles/2')
    const concepts = body.concepts.map((c: any) => c.concept.code)
    t.strictSame(concepts, ['OFF.CIA.ACC', 'OFF.CIA.ACQ', 'OFF.CIA.REM'])
    const found = await list('instrument=bud&article=2')
    t.strictSame(found.map((p) => p.id), (await list(`concept=${concepts}`)).map((p) => p.id))
    t.ok(found.every((p) => p.concepts.some((c: any) => concepts.includes(c.concept.code))))
    t.ok((await eIds('instrument=BUD&article=2,4&state=RUS')).length > (await eIds('instrument=BUD&article=2&state=RUS')).length, 'OR within')
  })

  t.test('concept and article together are AND', async (t) => {
    t.strictSame(await eIds('instrument=BUD&article=2&concept=OFF.CIA.SYS'), [])
    t.strictSame(await eIds('instrument=BUD&article=2&concept=OFF.CIA.ACC'), await eIds('concept=OFF.CIA.ACC'))
    t.strictSame(await eIds('instrument=BUD&article=2&concept=OFF.CIA'), await eIds('instrument=BUD&article=2'), 'a family stands for its members')
    t.strictSame(await eIds('instrument=BUD&article=48'), [], 'an article to which nothing answers')
    t.match(await get('/v1/provisions?instrument=BUD&article=2,999'), { status: 400, body: { errors: [{ path: 'article', message: /^999 / }] } })
  })

  t.test('an article needs its instrument', async (t) => {
    for (const query of ['article=2', 'article=2&instrument=BUD,UNCC']) {
      const { status, body } = await get(`/v1/provisions?${query}`)
      t.equal(status, 400)
      t.equal(body.errors[0].path, 'article')
    }
    t.match(await get('/v1/provisions?instrument=BUDA'), { status: 400, body: { errors: [{ path: 'instrument', message: /did you mean BUD\?/ }] } })
  })

  t.test('State, region, status and language', async (t) => {
    const struck = await list('state=KEN&status=struck_down')
    t.ok(struck.some((p) => p.eId === 'sec_22' && p.law.akn === 'ke/act/2018/5'))
    t.ok(struck.every((p) => p.status === 'struck_down'))
    const two = await list('state=KEN&status=struck_down,partially_in_force')
    t.ok(two.length > struck.length)
    t.ok(two.every((p) => ['struck_down', 'partially_in_force'].includes(p.status)))
    const africa = (await readAll(get, '/v1/states?region=002')).map((s) => s.code)
    const african = await list('region=002&concept=OFF.CIA.ACC')
    t.ok(african.some((p) => p.state.code === 'KEN') && african.every((p) => africa.includes(p.state.code)))
    t.ok((await list('region=002,150&concept=OFF.CIA.ACC')).some((p) => p.state.code === 'FRA'))
    const arabic = await list('language=ar')
    t.ok(arabic.some((p) => p.state.code === 'SAU') && arabic.every((p) => p.version.language === 'ar'))
    t.strictSame(await eIds('language=ar&state=KEN'), [])
    const codes = new Set((await list('language=ar&language=ru')).map((p) => p.state.code))
    t.ok(codes.has('RUS') && codes.has('SAU') && !codes.has('KEN'))
  })

  t.test('headings come as enacted, or in our words in the language asked for', async (t) => {
    for (const [alias, eId, lang, language, kind, heading] of [
      ['ru/code/1996/63-fz', 'art_272', 'ru', 'ru', 'original', 'Неправомерный доступ к компьютерной информации'],
      ['ru/code/1996/63-fz', 'art_272', 'en', 'en', 'editorial', 'Illegal access to computer information'],
      ['ru/code/1996/63-fz', 'art_272', 'ar', 'ru', 'original', 'Неправомерный доступ к компьютерной информации'],
      ['ke/act/2018/5', 'sec_14', 'en', 'en', 'original', 'Unauthorised access'],
      ['fr/code/1992/penal', 'art_323-1', 'fr', 'fr', 'editorial', 'Accès']
    ] as const) {
      const { body } = await at(alias, eId, `?lang=${lang}`)
      t.strictSame([body.heading.language, body.heading.kind], [language, kind], `${eId} ${lang}`)
      t.ok(body.heading.text.startsWith(heading), body.heading.text)
    }
    const arabic = (await at('sa/nizam/2007/m-17', 'art_3', '?lang=ar')).body
    t.match(arabic, { heading: { language: 'ar', text: /التنصت/ }, summary: { language: 'ar' }, state: { name: 'المملكة العربية السعودية' } })
    const chinese = (await at('cn/code/1979/xingfa', 'art_285', '?lang=zh')).body
    t.match(chinese, { heading: { language: 'zh', text: /非法侵入计算机信息系统/ }, law: { title: { text: '中华人民共和国刑法' } } })
    t.ok(chinese.concepts.some((c: any) => c.concept.label === '非法访问计算机系统'))
  })

  t.test('each provision says whether its facts were seen', async (t) => {
    const all = await list('')
    t.ok(all.every((p) => p.needsVerification === (p.checked !== 'seen' || p.source.kind === 'account')))
    t.ok(all.some((p) => p.needsVerification) && all.some((p) => !p.needsVerification), 'there are both')
    t.match((await at('cl/ley/2022/21459', 'art_9')).body, { status: 'repealed', checked: 'recalled', needsVerification: true })
    t.match((await at('ke/act/2018/5', 'sec_14')).body, { status: 'in_force', checked: 'seen', needsVerification: false })
    t.ok(all.filter((p) => p.penalties.length > 0).every((p) => p.checked === 'seen'), 'a penalty is a fact only when it was seen')
  })

  t.test('one provision: claims with who made them, place, penalties, source', async (t) => {
    const { body } = await at('ke/act/2018/5', 'sec_14')
    t.match(body, {
      kind: 'section', number: '14', parent: 'part_III', text: null, version: { language: 'en', textKind: 'original' },
      penalties: [{ imprisonment: { maxMonths: 36 }, fine: { max: 5_000_000, unit: 'KES' }, combination: 'and_or' }], source: { url: /^https:/ }
    })
    t.match(body.concepts, [{ concept: { code: 'OFF.CIA.ACC' }, relation: 'specific_offence', method: 'imported', reviewState: 'accepted' }])
    t.ok(body.concepts[0].elements.includes('without_right'))
  })

  t.test('the cases that applied it are told on whatever day it is read', async (t) => {
    const now = (await at(penal, 'art_323-1')).body.cases
    t.ok(now.length > 0)
    for (const day of ['1995-01-01', '2016-01-01']) t.strictSame((await at(penal, 'art_323-1', `?asOf=${day}`)).body.cases, now)
    const [link] = (await get(now[0].href)).body.provisions
    t.equal((await get(link.href)).body.eId, 'art_323-1')
  })

  t.test('a power tells the safeguards that go with it, and where they stand', async (t) => {
    const { get, db } = await openAtlas(t)
    const safeguard = (given: object) => ({ concept: 'SAF.CND', law: null, eId: null, note: null, ...given })
    const other = lawRecord({ versions: [versionRecord({ provisions: [provisionRecord({ eId: 'sec_9', number: '9', concepts: [] })] })] })
    const own = { url: 'https://gazette.example/2099/2', publisher: 'Uganda Gazette', kind: 'official' as const, title: null, retrievedAt: '2026-01-02', licence: null }
    const law = lawRecord({
      furtherSources: [own],
      versions: [versionRecord({
        provisions: [
          provisionRecord({
            source: own, concepts: [{ code: 'PRO.SEA', relation: 'power', elements: ['judicial_authorization'], note: null }],
            safeguards: [safeguard({ note: { en: 'A warrant' } }), safeguard({ law: other.akn, eId: 'sec_9' }), safeguard({ eId: 'sec_9' }), safeguard({ eId: 'sec_2' })]
          }),
          provisionRecord({ eId: 'sec_2', number: '2', concepts: [{ code: 'SAF.CND', relation: 'safeguard', elements: [], note: null }] }),
          provisionRecord({ eId: 'sec_9', number: '9', concepts: [] })
        ]
      })]
    })
    for (const record of [other, law]) await db.transaction((tx) => saveLegislation(tx, record, writer))
    const { body: held } = await get(`/v1/akn/${law.akn}`)
    t.strictSame(held.furtherSources, [own])
    const { body } = await get(`/v1/legislation/${held.id}/provisions/sec_1?lang=fr`)
    t.strictSame(body.source, own, 'where it was seen')
    t.match(body.safeguards, [
      { concept: { code: 'SAF.CND', label: /garanties|Conditions/i }, provision: null, note: { text: 'A warrant', language: 'en', kind: 'editorial' } },
      { provision: { eId: 'sec_9', akn: other.akn } }, { provision: { eId: 'sec_9', akn: law.akn } }, { provision: { eId: 'sec_2', akn: law.akn } }
    ])
    await followLinks(t, get, { href: body.href, safeguards: body.safeguards })
    t.equal((await get(`/v1/legislation/${held.id}/provisions/sec_2`)).body.source.publisher, 'Kenya Gazette', 'its version\'s source where it has none of its own')
  })

  t.test('what only an account tells still needs verification, and is counted', async (t) => {
    const { get, db } = await openAtlas(t)
    const account = { url: 'https://press.example/1', publisher: 'Press', kind: 'account' as const, title: null, retrievedAt: null, licence: null }
    const law = lawRecord({
      jurisdiction: 'TON', akn: 'to/act/2003/14',
      versions: [versionRecord({ provisions: [provisionRecord({ source: account }), provisionRecord({ eId: 'sec_2', number: '2' })] })]
    })
    await db.transaction((tx) => saveLegislation(tx, law, writer))
    const { items } = (await get('/v1/provisions?state=TON')).body
    t.strictSame(items.map((p: any) => [p.eId, p.checked, p.source.kind, p.needsVerification]), [['sec_1', 'seen', 'account', true], ['sec_2', 'seen', null, false]])
    t.equal((await get('/v1/states/TON')).body.provisions.fromAccounts, 1)
  })

  t.test('an amount need not be whole: laws count in parts of a wage', async (t) => {
    const { get, db } = await openAtlas(t)
    const fine = { min: 13.33, max: 9_007_199_254_740_991, unit: 'minimum_wage' }
    const provision = provisionRecord({ penalties: [penalty.parse({ imprisonment: { minMonths: 0.5 }, fine, combination: 'optional_fine' })] })
    const law = lawRecord({ versions: [versionRecord({ provisions: [provision] })] })
    await db.transaction((tx) => saveLegislation(tx, law, writer))
    const { id } = (await get(`/v1/akn/${law.akn}`)).body
    t.match((await get(`/v1/legislation/${id}/provisions/sec_1`)).body.penalties, [{ imprisonment: { minMonths: 0.5 }, fine, combination: 'optional_fine' }])
  })

  t.test('every link leads somewhere', async (t) => {
    for (const [alias, eId] of [[penal, 'art_323-1'], ['ke/act/2018/5', 'sec_23'], ['sa/nizam/2007/m-17', 'art_3']] as const) {
      await followLinks(t, get, (await at(alias, eId)).body)
    }
    await followLinks(t, get, (await get('/v1/provisions?region=142&limit=15')).body)
  })

  t.test('what is not there is a 404, what is no eId a 400', async (t) => {
    t.match(await at(penal, 'art_9999'), { status: 404, body: { code: 'not-found' } })
    for (const eId of ['323-1', 'art 323', "art_1'--", '_1', encodeURIComponent('art_٣')]) {
      t.match(await at(penal, encodeURI(eId)), { status: 400, body: { errors: [{ path: 'eId' }] } }, eId)
    }
    t.match(await at(penal, 'art_323-1', '?language=french!'), { status: 400, body: { errors: [{ path: 'language' }] } })
    t.match(await at(penal, 'art_323-1', '?asof=2020-01-01'), { status: 400, body: { errors: [{ path: 'asof', message: /did you mean asOf\?/ }] } })
  })
})
