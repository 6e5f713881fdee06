import t from 'tap'
import { withdrawRecord } from '../src/db/draft.js'
import { openAtlas } from './support/atlas.js'
import { followLinks, readAll } from './support/links.js'

t.test('legislation', async (t) => {
  const { get } = await openAtlas(t)
  const list = (query: string) => readAll(get, `/v1/legislation?${query}`)
  const ids = async (query: string) => (await list(query)).map((l) => l.id)
  const aliases = async (query: string) => (await list(query)).map((l) => l.akn)
  const byAlias = async (alias: string, query = '') => (await get(`/v1/akn/${alias}${query}`)).body

  t.test('State takes every spelling, and several are OR, by comma or repeated', async (t) => {
    const [kenya, france] = await Promise.all([ids('state=KEN'), ids('state=FRA')])
    t.ok(kenya.length > 1 && france.length > 1)
    for (const spelling of ['ke', 'Ken', '404']) t.strictSame(await ids(`state=${spelling}`), kenya)
    const both = [...kenya, ...france].sort()
    for (const query of ['state=KEN,FRA', 'state=KEN&state=FRA', 'state=fr,%20404', 'state=KEN,FRA,KEN']) t.strictSame(await ids(query), both, query)
  })

  t.test('filters of different names are AND', async (t) => {
    const acts = await list('state=KEN,CHN&kind=act')
    t.ok(acts.length > 5)
    t.ok(acts.every((l) => l.kind === 'act' && ['KEN', 'CHN'].includes(l.state.code)))
    t.strictSame(await aliases('state=FRA&kind=code&status=in_force'), ['fr/code/1992/penal'])
    t.strictSame(await ids('state=FRA&region=002'), [])
    t.strictSame(await ids('state=FRA,KEN&region=002'), await ids('state=KEN'))
    t.strictSame(await aliases('state=CHL&status=repealed'), ['cl/ley/1993/19223'])
  })

  t.test('a concept finds the laws whose provisions are about it; a family stands for its members', async (t) => {
    const access = await ids('concept=OFF.CIA.ACC')
    const family = await ids('concept=off.cia')
    t.ok(access.length > 5)
    t.ok(access.every((id) => family.includes(id)))
    t.ok(family.length > access.length)
    t.strictSame(await aliases('concept=OFF.CIA.ACC&state=RUS'), ['ru/code/1996/63-fz'])
    const { body } = await get('/v1/provisions?concept=OFF.CIA.ACC&state=RUS')
    t.ok(body.items.every((p: any) => p.concepts.some((c: any) => c.concept.code === 'OFF.CIA.ACC')))
  })

  t.test('language and year', async (t) => {
    const arabic = await list('language=ar&state=SAU&lang=ar')
    t.ok(arabic.length > 5)
    t.ok(arabic.some((l) => l.title.text === 'نظام مكافحة جرائم المعلوماتية'))
    t.strictSame(await ids('language=zh&state=SAU'), [])
    t.strictSame(await aliases('state=KEN&yearFrom=2018&yearTo=2018'), ['ke/act/2018/5'])
    const years = (await list('state=CHN&yearFrom=2016&yearTo=2021')).map((l) => l.year)
    t.equal(Math.min(...years), 2016)
    t.equal(Math.max(...years), 2021)
  })

  t.test('asOf keeps the laws known to have been in force that day: from the first day, to the day before repeal', async (t) => {
    const held = async (day: string) => (await aliases(`state=BWA&asOf=${day}`)).includes('bw/act/2007/22')
    t.strictSame(await Promise.all(['2007-12-27', '2007-12-28', '2018-07-03', '2018-07-04'].map(held)), [false, true, true, false])
    const undated = (await list('state=SYC')).filter((l) => l.inForceFrom === null).map((l) => l.id)
    t.ok(undated.length > 0)
    const dated = await ids('state=SYC&asOf=2026-01-01')
    t.notOk(undated.some((id) => dated.includes(id)), 'what has no date is left out')
  })

  t.test('titles come in the language asked for where the law has one, else as enacted', async (t) => {
    for (const [alias, lang, title, language, kind] of [
      ['ru/code/1996/63-fz', 'ru', 'Уголовный кодекс Российской Федерации', 'ru', 'original'],
      ['ru/code/1996/63-fz', 'en', 'Criminal Code of the Russian Federation', 'en', 'editorial'],
      ['cn/code/1979/xingfa', 'zh', '中华人民共和国刑法', 'zh', 'original'],
      ['cn/code/1979/xingfa', 'ar', '中华人民共和国刑法', 'zh', 'original'],
      ['sa/nizam/2007/m-17', 'ar', 'نظام مكافحة جرائم المعلوماتية', 'ar', 'original'],
      ['fr/code/1992/penal', 'fr', 'Code pénal', 'fr', 'original']
    ] as const) {
      const { body, headers } = await get(`/v1/akn/${alias}?lang=${lang}`)
      t.strictSame([body.title.text, body.title.language, body.title.kind], [title, language, kind])
      t.equal(headers['content-language'], lang)
      t.ok(body.titles.some((line: any) => line.kind === 'original'), 'the title as enacted is always there')
    }
    t.equal((await byAlias('sa/nizam/2007/m-17', '?lang=ru')).state.name, 'Саудовская Аравия')
  })

  t.test('each law says whether its facts were seen', async (t) => {
    const laws = await list('')
    t.ok(laws.every((l) => l.verification.needsVerification === (l.verification.checked !== 'seen' || l.source.kind === 'account')))
    const recalled = laws.filter((l) => l.verification.needsVerification)
    t.ok(recalled.length > 0 && recalled.length < laws.length, 'there are both')
    t.strictSame((await get(recalled[0].href)).body.verification, recalled[0].verification)
  })

  t.test('a list walked page by page holds each law once', async (t) => {
    const all = await ids('')
    const { body } = await get('/v1/legislation?count=exact&limit=1')
    t.equal(body.page.total, all.length)
    t.equal(new Set(all).size, all.length)
    t.notOk('total' in (await get('/v1/legislation?limit=1')).body.page, 'only on request')
  })

  t.test('a law with its versions, the newest first', async (t) => {
    const law = await byAlias('fr/code/1992/penal')
    t.equal(law.versions.length, 5)
    const starts = law.versions.map((v: any) => v.validFrom)
    t.strictSame(starts, [...starts].sort().reverse())
    t.strictSame((await get(law.links.versions)).body.items, law.versions)
    t.strictSame(law.languages, ['fr'])
    const wordings = await readAll(get, law.links.provisions)
    t.equal(law.provisionCount, new Set(wordings.map((p) => p.eId)).size, 'a provision with several wordings counts once')
    t.equal(law.versions.reduce((sum: number, v: any) => sum + v.provisionCount, 0), wordings.length)
    t.equal(law.source.publisher.length > 0 && law.source.url.startsWith('http'), true)
  })

  t.test('the table of contents stands in the order of the law, parents first', async (t) => {
    const law = await byAlias('ke/act/2018/5')
    const { body } = await get(law.links.toc)
    const before = new Set<string>()
    for (const item of body.items) {
      t.ok(item.parent === null || before.has(item.parent), item.eId)
      before.add(item.eId)
    }
    t.equal(before.size, law.provisionCount)
    t.match(body.items.find((i: any) => i.eId === 'sec_14'), { parent: 'part_III', heading: { text: 'Unauthorised access', language: 'en', kind: 'original' } })
  })

  t.test('the table of contents is that of the day and language asked for', async (t) => {
    const law = await byAlias('fr/code/1992/penal')
    for (const [day, from] of [['1995-01-01', '1994-03-01'], ['2005-01-01', '2004-06-22'], ['2016-01-01', '2015-07-27'], ['2023-01-26', '2023-01-26']]) {
      const { body } = await get(`${law.links.toc}?asOf=${day}`)
      t.equal(body.version.validFrom, from, String(day))
      t.equal(body.items.length, body.version.provisionCount)
    }
    t.equal((await get(`${law.links.toc}?language=fr`)).body.version.language, 'fr')
    for (const day of ['1993-01-01', '2003-01-01']) {
      const { status, body } = await get(`${law.links.toc}?asOf=${day}`)
      t.equal(status, 404)
      t.ok(body.detail.includes(day))
    }
  })

  t.test('every link leads somewhere', async (t) => {
    const laws = await Promise.all(['ke/act/2018/5', 'sa/nizam/2007/m-17'].map((alias) => byAlias(alias)))
    const without = (await list('')).find((l) => l.akn === null)
    t.ok(without, 'there are laws without an alias')
    for (const law of [...laws, (await get(without.href)).body]) {
      await followLinks(t, get, law)
      await followLinks(t, get, (await get(law.links.provisions)).body.items.slice(0, 3).concat(law))
    }
    await followLinks(t, get, (await get(laws[1].links.toc)).body)
  })

  t.test('what is not there is a 404, what is no id a 400', async (t) => {
    for (const path of ['', '/versions', '/toc', '/provisions/art_1']) {
      const { status, body } = await get(`/v1/legislation/01900000-0000-7000-8000-000000000000${path}`)
      t.equal(status, 404, path)
      t.equal(body.code, 'not-found')
    }
    t.match(await get('/v1/legislation/KEN'), { status: 400, body: { errors: [{ path: 'id', message: 'must be a UUID' }] } })
  })

  t.test('unknown or impossible filters are named', async (t) => {
    for (const [query, path, hint] of [
      ['states=KEN', 'states', 'did you mean state?'], ['state=KEM', 'state', 'did you mean KEN?'], ['kind=code,akt', 'kind', ''], ['status=inforce', 'status', 'in_force'],
      ['concept=OFF.CIA.AAC', 'concept', 'did you mean OFF.CIA.ACC?'], ['asOf=2023-02-29', 'asOf', 'a date that exists'], ['yearFrom=20', 'yearFrom', 'year'],
      ['state=', 'state', 'must not be empty'], ['state=KEN,', 'state', 'must not be empty'], ['asOf=2020-01-01&asOf=2021-01-01', 'asOf', '']
    ] as const) {
      const { status, body } = await get(`/v1/legislation?${query}`)
      t.equal(status, 400, query)
      t.equal(body.errors[0].path, path)
      t.ok(body.errors[0].message.includes(hint), body.errors[0].message)
    }
  })
})

t.test('a list that changes while it is walked', async (t) => {
  const { get, db } = await openAtlas(t)
  const before = (await readAll(get, '/v1/legislation?region=002')).map((l) => l.id)
  const walked: string[] = []
  const gone = [before[3]!, before[4]!, before[12]!]
  let url = '/v1/legislation?region=002&limit=5'
  for (let cursor: string | null = ''; cursor !== null;) {
    const { body } = await get(cursor ? `${url}&cursor=${encodeURIComponent(cursor)}` : url)
    walked.push(...body.items.map((l: any) => l.id))
    if (cursor === '') await db.transaction(async (tx) => { for (const id of gone) await withdrawRecord(tx, 'legislation', id, 'double', { actor: 'test' }) })
    cursor = body.page.next
    url = '/v1/legislation?limit=7&region=002'
  }
  t.equal(new Set(walked).size, walked.length, 'nothing comes twice')
  t.strictSame(walked, before.filter((id) => id !== gone[2]), 'what stayed is there, and what went before its page came is not')
})
