import { eq } from 'drizzle-orm'
import t from 'tap'
import { saveCase } from '../src/db/case.js'
import { courtCase } from '../src/db/schema.js'
import { openAtlas } from './support/atlas.js'
import { followLinks, readAll } from './support/links.js'
import { caseRecord, writer } from './support/record.js'

const operationId = '01a20ae4-edb8-762b-961c-c401f597e732'
const appealId = '01a20ae4-edb4-73c4-881d-40f6ffbb08ed'
const mailId = '01a20ae4-edb7-771c-ab24-dff21bf55d6f'

t.test('cases', async (t) => {
  const { get, db } = await openAtlas(t)
  const list = (query: string) => readAll(get, `/v1/cases?${query}`)
  const ids = async (query: string) => (await list(query)).map((c) => c.id)
  const one = async (id: string, query: string) => {
    const found = (await list(query)).find((record) => record.id === id)
    t.ok(found, `${query} finds ${id}`)
    return found
  }

  t.test('a State finds the cases in which it has a part', async (t) => {
    const operation = await one(operationId, 'state=UKR&kind=law_enforcement_operation')
    t.equal(operation.state.code, 'UKR')
    for (const state of ['NOR', 'fr', '840']) t.ok((await ids(`state=${state}`)).includes(operation.id), state)
    const { body } = await get(operation.href)
    t.strictSame(body.statesInvolved.map((s: any) => s.code), ['CHE', 'DEU', 'FRA', 'GBR', 'NLD', 'NOR', 'UKR', 'USA'])
    const both = await ids('state=NOR,KEN')
    t.strictSame(both, [...await ids('state=NOR'), ...await ids('state=KEN')].sort())
    t.strictSame(await ids('state=NOR&state=KEN'), both)
  })

  t.test('so does a region', async (t) => {
    for (const region of ['019', '021', '150', '151', '154']) t.ok((await ids(`region=${region}`)).includes(operationId), region)
    t.notOk((await ids('region=002')).includes(operationId))
    t.ok((await ids('state=USA&region=019')).includes(operationId))
    const { body } = await get('/v1/cases?region=019&count=exact')
    t.equal(body.page.total, (await ids('region=019')).length)
  })

  t.test('filters of different names are AND, values of one are OR', async (t) => {
    const struck = await list('outcome=provision_struck_down')
    const upheld = await list('outcome=provision_upheld')
    t.ok(struck.length > 1 && upheld.length > 1)
    t.strictSame(await ids('outcome=provision_struck_down,provision_upheld'), [...struck, ...upheld].map((c) => c.id).sort())
    t.match(await one(appealId, 'state=KEN&outcome=provision_struck_down'), { courtType: 'appellate', decidedOn: '2026-03-06' })
    t.strictSame(await ids('state=KEN&outcome=provision_struck_down&courtType=supreme'), [])
    t.ok((await list('courtType=supreme,constitutional&language=ru')).every((c) => c.language === 'ru' && c.state.code === 'RUS'))
    t.ok((await ids('courtType=supreme,constitutional&language=ru')).includes(mailId))
  })

  t.test('years are those of the decision; what has no date has no year', async (t) => {
    const years = (await list('yearFrom=2009&yearTo=2015')).map((c) => c.decidedOn.slice(0, 4))
    t.ok(years.includes('2009') && years.includes('2015'))
    t.ok(years.every((y) => y >= '2009' && y <= '2015'))
    t.ok((await list('')).some((c) => c.decidedOn === null))
    t.ok((await list('yearFrom=1900')).every((c) => c.decidedOn !== null))
  })

  t.test('a concept finds a case by its subject or by a charge', async (t) => {
    const byCharge = (await list('concept=OFF.REL.HAR&state=CHN'))[0]
    t.ok(byCharge)
    t.notOk(byCharge.concepts.some((c: any) => c.concept.code === 'OFF.REL.HAR'))
    t.ok((await get(byCharge.href)).body.charges.some((c: any) => c.concept?.code === 'OFF.REL.HAR'))
    const family = await ids('concept=OFF.CIA')
    for (const id of await ids('concept=OFF.CIA.SYS')) t.ok(family.includes(id))
    t.ok((await ids('concept=OFF.CIA,PRO')).length > family.length)
  })

  t.test('words come in the language asked for where we have them, and say which they are', async (t) => {
    const [chinese] = await ids('concept=OFF.REL.HAR&state=CHN')
    const { body } = await get(`/v1/cases/${chinese}?lang=zh`)
    for (const field of ['title', 'facts', 'holding', 'procedure', 'significance']) {
      t.match(body[field], { language: 'zh', kind: 'editorial', text: /\p{Script=Han}/u }, field)
    }
    t.match(body.charges[0], { outcome: 'convicted', provisionText: '刑法第237条（猥亵儿童罪）', sentence: { imprisonmentMonths: 18, life: false, fine: null } })
    t.ok(body.charges.some((c: any) => c.provision?.law.text === '中华人民共和国刑法' && c.sentence.fine.currency === 'CNY'))
    const [egyptian] = await ids('state=EGY')
    t.match((await get(`/v1/cases/${egyptian}`, { 'accept-language': 'fr;q=0.2, ar-EG' })).body, {
      title: { language: 'ar', text: /\p{Script=Arabic}/u }, state: { name: 'مصر' }
    })
    t.match((await get(`/v1/cases/${egyptian}?lang=ru`)).body, { title: { language: 'en' }, state: { name: 'Египет' } }, 'else in English')
    t.match(await one(mailId, 'state=RUS&courtType=constitutional&lang=ru'), { title: { language: 'ru', text: /[а-я]/ } })
  })

  t.test('each case says whether its facts were seen', async (t) => {
    const all = await list('')
    t.ok(all.every((c) => c.verification.needsVerification === (c.verification.checked !== 'seen' || c.source.kind === 'account')))
    t.ok(all.some((c) => c.verification.needsVerification) && all.some((c) => !c.verification.needsVerification), 'there are both')
  })

  t.test('a case and the provisions it applied lead to each other', async (t) => {
    const { body } = await get((await one(appealId, 'state=KEN&courtType=appellate')).href)
    t.strictSame(body.provisions.map((p: any) => `${p.akn} ${p.eId}`), ['ke/act/2018/5 sec_22', 'ke/act/2018/5 sec_23'])
    for (const { href } of body.provisions) t.ok((await get(href)).body.cases.some((c: any) => c.id === body.id), href)
  })

  t.test('every link leads somewhere', async (t) => {
    for (const { href } of [...(await list('state=CHN')), ...(await list('state=FIN')), await one(appealId, 'state=KEN&courtType=appellate')]) {
      await followLinks(t, get, (await get(href)).body)
    }
  })

  t.test('a case that nobody made is a 404, one withdrawn a 410 with the reason, one moved a 301', async (t) => {
    const [kept, moved] = [caseRecord(), caseRecord()]
    await db.transaction(async (tx) => { for (const record of [kept, moved]) await saveCase(tx, record, writer) })
    const idOf = async (key: string) => (await db.select().from(courtCase).where(eq(courtCase.key, key)))[0]!.id
    const [keptId, movedId] = [await idOf(kept.key), await idOf(moved.key)]
    t.match(await get('/v1/cases/01900000-0000-7000-8000-000000000000'), { status: 404, body: { code: 'not-found' } })
    await db.update(courtCase).set({ movedTo: keptId, state: 'superseded' }).where(eq(courtCase.id, movedId))
    const answer = await get(`/v1/cases/${movedId}?lang=ar`)
    t.equal(answer.status, 301)
    t.equal(new URL(String(answer.headers.location)).pathname, `/v1/cases/${keptId}`)
    t.equal(new URL(String(answer.headers.location)).search, '?lang=ar')
    await db.update(courtCase).set({ state: 'withdrawn', withdrawnReason: 'رُفعت بأمر المحكمة' }).where(eq(courtCase.id, keptId))
    const gone = await get(`/v1/cases/${keptId}`)
    t.match(gone, { status: 410, body: { code: 'gone', reason: 'رُفعت بأمر المحكمة' } })
    t.ok(Date.parse(gone.body.since) > 0)
    const listed = await ids('state=KEN')
    t.notOk(listed.includes(keptId) || listed.includes(movedId))
    await db.update(courtCase).set({ state: 'draft' }).where(eq(courtCase.id, keptId))
    t.equal((await get(`/v1/cases/${keptId}`)).status, 404, 'a draft is not there')
  })

  t.test('unknown or impossible filters are named', async (t) => {
    for (const [query, path, hint] of [
      ['outcome=convict', 'outcome', 'convicted'], ['court=supreme', 'court', 'is not a parameter here'], ['courtType=suprem', 'courtType', 'supreme'],
      ['state=UKR,XX', 'state', 'XX is not known'], ['yearTo=99', 'yearTo', 'year']
    ] as const) {
      const { status, body } = await get(`/v1/cases?${query}`)
      t.equal(status, 400, query)
      t.equal(body.errors[0].path, path)
      t.ok(body.errors[0].message.includes(hint), body.errors[0].message)
    }
  })
})
