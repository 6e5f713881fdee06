import { eq } from 'drizzle-orm'
import t from 'tap'
import { withdrawRecord } from '../src/db/draft.js'
import { saveLegislation } from '../src/db/legislation.js'
import { legislation } from '../src/db/schema.js'
import { openAtlas } from './support/atlas.js'
import { followLinks, readAll } from './support/links.js'
import { lawRecord, provisionRecord, versionRecord, writer } from './support/record.js'

t.test('Akoma Ntoso addresses', async (t) => {
  const { get, inject, db } = await openAtlas(t)

  t.test('a law answers at its alias, in any case, and tells its permanent address', async (t) => {
    for (const alias of ['ke/act/2018/5', 'KE/Act/2018/5', 'sa/nizam/2007/m-17', 'cn/law/2016/wangluo-anquan']) {
      const { status, headers, body } = await get(`/v1/akn/${alias}`)
      t.equal(status, 200, alias)
      t.equal(body.akn, alias.toLowerCase())
      t.equal(headers['content-location'], body.href)
      t.strictSame((await get(body.href)).body, body)
    }
  })

  t.test('every law with an alias answers at it', async (t) => {
    const laws = (await readAll(get, '/v1/legislation')).filter((l) => l.akn !== null)
    t.ok(laws.length > 100)
    for (const law of laws) {
      const { statusCode, headers } = await inject({ url: `/v1/akn/${law.akn}` })
      if (statusCode !== 200 || headers['content-location'] !== law.href) t.fail(`${law.akn} does not lead to ${law.href}`)
    }
  })

  t.test('a version by language and day holds that day\'s wording', async (t) => {
    for (const [day, from, months] of [['1995-01-01', '1994-03-01', 12], ['2005-01-01', '2004-06-22', 24], ['2016-01-01', '2015-07-27', 24], ['2023-01-26', '2023-01-26', 36]] as const) {
      const { status, body } = await get(`/v1/akn/fr/code/1992/penal/fr@${day}?lang=fr`)
      t.equal(status, 200, day)
      t.equal(body.version.validFrom, from)
      t.equal(body.provisions.length, body.version.provisionCount)
      t.equal(body.provisions.find((p: any) => p.eId === 'art_323-1').penalties[0].imprisonment.maxMonths, months)
      t.equal(body.law.title.text, 'Code pénal')
    }
  })

  t.test('without a day it is the newest version', async (t) => {
    const { body } = await get('/v1/akn/cn/law/2016/wangluo-anquan/zh?lang=zh')
    t.strictSame([body.version.validFrom, body.version.validTo], ['2026-01-01', null])
    t.equal(body.law.title.text, '中华人民共和国网络安全法')
    const before = (await get('/v1/akn/cn/law/2016/wangluo-anquan/zh@2025-12-31')).body
    t.strictSame([before.version.validFrom, before.version.validTo], ['2017-06-01', '2026-01-01'])
    t.not(before.version.sha256, body.version.sha256)
  })

  t.test('a language is known by its tag or its ISO 639-2 code, in any case', async (t) => {
    for (const [alias, languages] of [
      ['ke/act/2018/5', ['en', 'eng', 'EN']], ['fr/code/1992/penal', ['fr', 'fra', 'fre']], ['sa/nizam/2007/m-17', ['ar', 'ara']],
      ['cn/code/1979/xingfa', ['zh', 'zho', 'chi']], ['ru/code/1996/63-fz', ['ru', 'rus']], ['cl/ley/2022/21459', ['es', 'spa']]
    ] as const) {
      for (const language of languages) t.equal((await get(`/v1/akn/${alias}/${language}`)).body.version?.language, languages[0], `${alias} ${language}`)
    }
  })

  t.test('each version of a law answers at its own address', async (t) => {
    for (const alias of ['fr/code/1992/penal', 'cn/law/2016/wangluo-anquan', 'ke/act/1998/2']) {
      for (const version of (await get(`/v1/akn/${alias}`)).body.versions) t.strictSame((await get(version.href)).body.version, version)
    }
  })

  t.test('only what is dated is immutable', async (t) => {
    t.match((await get('/v1/akn/fr/code/1992/penal/fr@2005-01-01')).headers['cache-control'], /immutable/)
    for (const url of ['/v1/akn/fr/code/1992/penal/fr', '/v1/akn/fr/code/1992/penal']) t.notMatch((await get(url)).headers['cache-control'], /immutable/)
    t.notMatch((await get('/v1/akn/fr/code/1992/penal/fr@2003-01-01')).headers['cache-control'], /immutable/, 'nor is a 404')
  })

  t.test('provisions stand in the order of the law, after their parents', async (t) => {
    const { body } = await get('/v1/akn/ke/act/2018/5/en?lang=ar')
    const before = new Set<string | null>([null])
    t.ok(body.provisions.every((p: any) => before.has(p.parent) && before.add(p.eId)))
    t.equal(before.size, body.version.provisionCount + 1)
    t.equal(body.provisions[0].state.name, 'كينيا')
    t.equal(body.provisions[0].version.language, 'en', 'lang chooses labels, not the version')
  })

  t.test('every link leads somewhere', async (t) => {
    for (const url of ['/v1/akn/cn/law/2016/wangluo-anquan', '/v1/akn/fr/code/1992/penal/fr@2016-01-01', '/v1/akn/sa/nizam/2007/m-17/ar']) {
      await followLinks(t, get, (await get(url)).body)
    }
  })

  t.test('what is not known is a 404, what is no day a 400', async (t) => {
    for (const url of ['ke/act/2018/6', 'zz/act/2018/5', 'ke/act/2018/5/sw', 'ke/act/2018/5/en@2019-01-01', 'fr/code/1992/penal/fr@2003-01-01', 'sa/nizam/2007/m-17/ar@2020-01-01']) {
      const { status, body } = await get(`/v1/akn/${url}`)
      t.equal(status, 404, url)
      t.equal(body.code, 'not-found')
    }
    for (const day of ['2005-02-30', '2005', '', '01-01-2005']) {
      t.match(await get(`/v1/akn/fr/code/1992/penal/fr@${day}`), { status: 400, body: { errors: [{ path: 'expression' }] } }, day)
    }
  })

  t.test('an alias once given always leads to its law', async (t) => {
    const record = lawRecord({ akn: 'ke/act/2099/1', versions: [versionRecord({ provisions: [provisionRecord()] })] })
    await db.transaction((tx) => saveLegislation(tx, record, writer))
    const { body: first } = await get('/v1/akn/ke/act/2099/1')
    await db.transaction((tx) => saveLegislation(tx, { ...record, akn: 'ke/act/2099/1a', id: first.id }, writer))
    for (const alias of ['ke/act/2099/1', 'ke/act/2099/1a']) t.match((await get(`/v1/akn/${alias}`)).body, { id: first.id, akn: 'ke/act/2099/1a' })
    t.equal((await get('/v1/akn/ke/act/2099/1/en')).body.law.akn, 'ke/act/2099/1a')
  })

  t.test('the alias of a law that moved leads to the law it is now; of one that was withdrawn, to the reason', async (t) => {
    const idOf = async (alias: string) => (await get(`/v1/akn/${alias}`)).body.id as string
    const kept = await idOf('ke/act/2018/5')
    const [moved, through] = [lawRecord({ akn: 'ke/act/2099/2' }), lawRecord({ akn: 'ke/act/2099/3' })]
    await db.transaction(async (tx) => { for (const record of [moved, through]) await saveLegislation(tx, record, writer) })
    const [movedId, throughId] = [await idOf(moved.akn!), await idOf(through.akn!)]
    await db.update(legislation).set({ movedTo: throughId, state: 'superseded' }).where(eq(legislation.id, movedId))
    await db.update(legislation).set({ movedTo: kept, state: 'superseded' }).where(eq(legislation.id, throughId))
    const { status, headers, body } = await get(`/v1/akn/${moved.akn}`)
    t.equal(status, 200)
    t.equal(body.id, kept)
    t.equal(headers['content-location'], `/v1/legislation/${kept}`)
    t.equal((await get(`/v1/akn/${moved.akn}/en`)).body.law.id, kept)
    await db.transaction((tx) => withdrawRecord(tx, 'legislation', kept, 'entered twice', writer))
    for (const alias of ['ke/act/2018/5', moved.akn, 'ke/act/2018/5/en']) t.match(await get(`/v1/akn/${alias}`), { status: 410, body: { reason: 'entered twice' } })
  })
})
