import { eq } from 'drizzle-orm'
import t from 'tap'
import { saveLesson } from '../src/db/lesson.js'
import { courtCase, lesson } from '../src/db/schema.js'
import { openAtlas } from './support/atlas.js'
import { followLinks, readAll } from './support/links.js'
import { lessonRecord, writer } from './support/record.js'

const teamId = '01a20ae4-edbd-71dd-97cd-890f62fec9b2'
const draftingId = '01a20ae4-edbf-7122-b2b4-3edecd287558'

t.test('lessons learned', async (t) => {
  const { get, db } = await openAtlas(t)
  const list = (query: string) => readAll(get, `/v1/lessons?${query}`)
  const ids = async (query: string) => (await list(query)).map((l) => l.id)
  const one = async (id: string, query: string) => {
    const found = (await list(query)).find((record) => record.id === id)
    t.ok(found, `${query} finds ${id}`)
    return found
  }

  t.test('State, region, area and concept: AND between, OR within', async (t) => {
    const team = await one(teamId, 'concept=ICO.JIT')
    t.strictSame(team.states.map((s: any) => s.code), ['DEU', 'FRA', 'GBR', 'NOR', 'UKR', 'USA'])
    for (const query of ['state=NOR', 'state=us', 'region=150', 'region=021', 'concept=OFF.CIA', 'state=NOR&region=021', 'area=international_cooperation']) {
      t.ok((await ids(query)).includes(team.id), query)
    }
    t.notOk((await ids('region=002')).includes(team.id))
    t.notOk((await ids('concept=ICO.JIT&state=KEN')).includes(teamId))
    const [strategy, victims] = [await list('area=strategy'), await list('area=victim_support')]
    t.ok(strategy.length > 0 && victims.length > 1)
    const both = [...strategy, ...victims].map((l) => l.id).sort()
    for (const query of ['area=strategy,victim_support', 'area=victim_support&area=strategy']) t.strictSame(await ids(query), both, query)
    t.ok((await list('state=KEN&area=legislation')).every((l) => l.area === 'legislation' && l.states.some((s: any) => s.code === 'KEN')))
  })

  t.test('a lesson without a State is found where no State is asked for', async (t) => {
    const all = await list('')
    const nobodys = all.filter((l) => l.states.length === 0)
    t.ok(nobodys.length > 0)
    const world = new Set(await ids('region=002,019,142,150,009'))
    t.notOk(nobodys.some((l) => world.has(l.id)))
    t.equal((await get('/v1/lessons?count=exact&limit=1')).body.page.total, all.length)
  })

  t.test('every lesson is there in the six languages', async (t) => {
    const scripts = { ar: /\p{Script=Arabic}/u, ru: /\p{Script=Cyrillic}/u, zh: /\p{Script=Han}/u, en: /[a-z]/, es: /[a-z]/, fr: /[a-z]/ }
    for (const [lang, script] of Object.entries(scripts)) {
      for (const l of await list(`lang=${lang}`)) {
        t.strictSame([l.title.language, l.practice.language], [lang, lang], l.id)
        t.match(l.title.text, script)
      }
    }
  })

  t.test('one lesson: problem, practice, outcome, conditions', async (t) => {
    const { href } = await one(draftingId, 'state=KEN&area=legislation')
    const { body } = await get(`${href}?lang=ar`)
    t.equal(body.title.text, 'إبطال جرائم فضفاضة للأخبار الكاذبة في الرقابة الدستورية')
    for (const field of ['problem', 'practice', 'outcome', 'conditions']) t.match(body[field], { language: 'ar', kind: 'editorial', text: /\p{Script=Arabic}/u }, field)
    t.strictSame(body.provisions.map((p: any) => p.eId), ['sec_22', 'sec_23'])
    t.equal(body.cases.length, 2)
    t.strictSame(body.concepts.map((c: any) => [c.concept.code, c.relation]), [['OFF.CON.MIS', 'about'], ['SAF.CND', 'safeguard'], ['SAF.HRS', 'safeguard']])
    const chinese = (await get(href, { 'accept-language': 'sw, zh-Hans-CN;q=0.8, en;q=0.3' })).body
    t.match(chinese, { title: { language: 'zh' }, states: [{ name: '肯尼亚' }] })
  })

  t.test('each lesson says whether its facts were seen', async (t) => {
    const all = await list('')
    t.ok(all.every((l) => l.verification.needsVerification === (l.verification.checked !== 'seen' || l.source.kind === 'account')))
    t.ok(all.some((l) => l.verification.needsVerification) && all.some((l) => !l.verification.needsVerification), 'there are both')
  })

  t.test('every link leads somewhere', async (t) => {
    for (const { href } of await list('state=KEN,CHN')) await followLinks(t, get, (await get(href)).body)
  })

  t.test('a withdrawn case is not linked any more', async (t) => {
    const { href } = await one(draftingId, 'state=KEN&area=legislation')
    const before = (await get(href)).body.cases
    await db.update(courtCase).set({ state: 'withdrawn' }).where(eq(courtCase.id, before[0].id))
    t.strictSame((await get(href)).body.cases, before.slice(1))
  })

  t.test('a lesson that nobody made is a 404, one withdrawn a 410 with the reason, one moved a 301', async (t) => {
    const [kept, moved] = [lessonRecord(), lessonRecord()]
    await db.transaction(async (tx) => { for (const record of [kept, moved]) await saveLesson(tx, record, writer) })
    const idOf = async (key: string) => (await db.select().from(lesson).where(eq(lesson.key, key)))[0]!.id
    const [keptId, movedId] = [await idOf(kept.key), await idOf(moved.key)]
    t.match((await get(`/v1/lessons/${keptId}`)).body, { revision: 1, verification: { checked: 'recalled', needsVerification: true } })
    t.match(await get('/v1/lessons/01900000-0000-7000-8000-000000000000'), { status: 404, body: { code: 'not-found' } })
    t.match(await get('/v1/lessons/1'), { status: 400, body: { errors: [{ path: 'id' }] } })
    await db.update(lesson).set({ movedTo: keptId, state: 'superseded' }).where(eq(lesson.id, movedId))
    const { status, headers } = await get(`/v1/lessons/${movedId}`)
    t.equal(status, 301)
    t.equal(new URL(String(headers.location)).pathname, `/v1/lessons/${keptId}`)
    await db.update(lesson).set({ state: 'withdrawn', withdrawnReason: 'source retracted' }).where(eq(lesson.id, keptId))
    t.match(await get(`/v1/lessons/${keptId}`), { status: 410, body: { code: 'gone', reason: 'source retracted' } })
    t.notOk((await ids('area=investigation')).includes(keptId))
  })

  t.test('unknown or impossible filters are named', async (t) => {
    for (const [query, path] of [['area=law', 'area'], ['asOf=2020-01-01', 'asOf'], ['concept=XXX.YYY', 'concept'], ['region=Africa', 'region']] as const) {
      t.match(await get(`/v1/lessons?${query}`), { status: 400, body: { errors: [{ path }] } }, query)
    }
  })
})
