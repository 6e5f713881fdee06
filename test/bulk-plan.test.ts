import { randomInt } from 'node:crypto'
import { eq } from 'drizzle-orm'
import t, { type Test } from 'tap'
import { withdrawRecord } from '../src/db/draft.js'
import { findByAlias, getLegislation, listVersions } from '../src/db/legislation.js'
import { listVersionProvisions } from '../src/db/provision.js'
import { audit, caseProvision, courtCase, legislation, legislationAlias, lesson as lessons, outbox, provision as provisions, revision } from '../src/db/schema.js'
import { readBulk } from '../src/ingest/bulk/bulk.js'
import { applyBulk, planBulk, type BulkOutcome } from '../src/ingest/bulk/plan.js'
import { Invalid } from '../src/model/error.js'
import { newId } from '../src/model/identifier.js'
import { openStores } from './support/atlas.js'

const amina = { actor: 'key:amina' }
const boris = { actor: 'key:boris' }
const source = { url: 'https://gazette.example/9', publisher: 'Example Gazette' }
const akn = 'ke/act/2031/9'
const law = (given: object = {}) => ({
  type: 'law', jurisdiction: 'KEN', kind: 'act', akn, number: '9', year: 2031, title: { text: 'Harbour Data Act', language: 'en' }, status: 'in_force', source, checked: 'seen', ...given
})
const provision = (eId: string, given: object = {}) => ({
  type: 'provision', law: akn, language: 'en', validFrom: '2031-01-01', eId, kind: eId.startsWith('part') ? 'part' : 'section', number: eId.split('_')[1], source, checked: 'seen', ...given
})
const decision = (given: object = {}) => ({
  type: 'case', key: 'ken-hc-2031-harbour', kind: 'judgment', jurisdiction: 'KEN', title: { en: 'R. v. A.' }, facts: { en: 'A. entered.' }, holding: { en: 'So held.' },
  outcome: 'convicted', provisions: [{ law: akn, eId: 'sec_1' }], source, checked: 'seen', ...given
})
const lesson = (given: object = {}) => ({
  type: 'lesson', key: 'ask-the-harbour', area: 'investigation', title: { en: 'Ask' }, problem: { en: 'Gone' }, practice: { en: 'Ask early' }, outcome: { en: 'Kept' },
  conditions: { en: 'Someone answers' }, concepts: [{ code: 'OFF.CIA.ACC' }], cases: ['ken-hc-2031-harbour'], provisions: [{ law: akn, eId: 'sec_1' }], source, checked: 'seen', ...given
})
const whole = () => [law(), provision('part_1'), provision('sec_1', { parent: 'part_1', heading: 'Entering' }), provision('sec_2', { parent: 'part_1' }), decision(), lesson()]

const rowsOf = (records: object[]) => readBulk(new TextEncoder().encode(records.map((r) => JSON.stringify(r)).join('\n')), 'x.jsonl')
const actions = (outcome: BulkOutcome) => outcome.rows.map((row) => row.action)
const faults = (outcome: BulkOutcome) => outcome.rows.flatMap((row) => row.faults.map((f) => `${row.line} ${f.path}: ${f.message}`))

/** A database of its own with the founding dataset; `has` answers the eIds of the law in their order. */
async function open (t: Test) {
  const { db } = await openStores(t)
  const apply = (records: object[], options?: Parameters<typeof applyBulk>[3], by = amina) => applyBulk(db, rowsOf(records), by, options)
  const plan = (records: object[], by = amina) => planBulk(db, rowsOf(records), by)
  const versions = async (alias = akn) => listVersions(db, await findByAlias(db, alias))
  return {
    db,
    apply,
    plan,
    versions,
    planned: async (records: object[], by = amina) => faults(await plan(records, by)),
    refused: async (records: object[]) => (await apply(records).catch((error) => error) as Invalid).faults.map((f) => `${f.path}: ${f.message}`),
    has: async (n = 0) => (await listVersionProvisions(db, (await versions())[n]!.id)).map((p) => p.eId)
  }
}

t.test('many records come in together, once', async (t) => {
  const { db, plan, apply, has } = await open(t)
  const counts = async () => [await db.$count(legislation), await db.$count(provisions), await db.$count(audit), await db.$count(revision)]
  const before = await counts()
  const planned = await plan(whole())
  t.strictSame(actions(planned), Array(6).fill('create'))
  t.strictSame(planned.counts, { create: 6, revise: 0, unchanged: 0, rejected: 0 })
  t.strictSame(planned.rows.map((row) => [row.line, row.type, row.key]), [
    [1, 'legislation', akn], [2, 'provision', `${akn} part_1`], [3, 'provision', `${akn} sec_1`], [4, 'provision', `${akn} sec_2`],
    [5, 'case', 'ken-hc-2031-harbour'], [6, 'lesson', 'ask-the-harbour']
  ])
  t.strictSame(await counts(), before, 'a plan writes nothing')

  await db.delete(outbox)
  const steps: number[][] = []
  t.strictSame(await apply(whole(), { progress: (done, total) => steps.push([done, total]) }), planned)
  t.strictSame(steps, [[4, 6], [5, 6], [6, 6]])
  t.strictSame(await counts(), [before[0]! + 1, before[1]! + 3, before[2]! + 3, before[3]! + 3], 'one revision and one audit row for each record')
  t.strictSame((await db.select().from(outbox)).map((row) => row.kind), ['legislation', 'case', 'lesson'])
  t.strictSame(await has(), ['part_1', 'sec_1', 'sec_2'])
  t.equal((await db.select().from(revision).where(eq(revision.createdBy, 'key:amina'))).length, 3)
  t.match(await getLegislation(db, await findByAlias(db, akn)), { akn, languages: ['en'], provisionCount: 3, revision: 1, source })

  const after = await counts()
  for (const by of [amina, boris]) t.strictSame(actions(await apply(whole(), {}, by)), Array(6).fill('unchanged'), 'the same again, whoever asks')
  t.strictSame(await counts(), after)
  t.strictSame(actions(await plan(whole().reverse())), Array(6).fill('unchanged'), 'in whatever order')

  const changed = await apply([law(), provision('sec_2', { parent: 'part_1', heading: 'Leaving' }), decision({ instance: 2 }), lesson()])
  t.strictSame(actions(changed), ['unchanged', 'revise', 'revise', 'unchanged'])
})

t.test('all or nothing, unless it is asked for in part', async (t) => {
  const { db, apply, refused, plan, versions } = await open(t)
  const other = { akn: 'ke/act/2031/10', number: '10', title: { text: 'Lighthouse Act', language: 'en' } }
  const records = [
    law(), provision('sec_1'), provision('sec_2', { kind: 'verse' }), decision(), lesson(), law(other), provision('sec_1', { law: 'ke/act/2031/10' }),
    decision({ key: 'ken-hc-2031-light', provisions: [{ law: 'ke/act/2031/10', eId: 'sec_1' }] }), decision({ key: 'ken-hc-2031-x', jurisdiction: 'XXX', provisions: [] })
  ]
  t.match(await refused(records), [/^line 3 kind: Invalid option/, /^line 9 jurisdiction: XXX is not known$/])
  t.equal(await db.$count(legislation, eq(legislation.year, 2031)), 0, 'nothing is written')
  t.strictSame(actions(await plan(records)), ['create', 'create', 'rejected', 'create', 'create', 'create', 'create', 'create', 'rejected'])

  const outcome = await apply(records, { partial: true })
  t.strictSame(actions(outcome), ['rejected', 'rejected', 'rejected', 'rejected', 'rejected', 'create', 'create', 'create', 'rejected'])
  t.match(faults(outcome), [
    '1 : is left out with line 3, of the same law', '2 : is left out with line 3, of the same law', /^3 kind: /,
    `4 provisions: ${akn} sec_1 is not known`, `5 provisions: ${akn} sec_1 is not known`, /^9 jurisdiction/
  ])
  t.strictSame((await versions('ke/act/2031/10')).map((v) => v.provisionCount), [1])
  await t.rejects(findByAlias(db, akn))
  t.equal(await db.$count(courtCase, eq(courtCase.key, 'ken-hc-2031-light')), 1)
  t.strictSame(actions(await apply(records, { partial: true })).slice(5, 8), ['unchanged', 'unchanged', 'unchanged'])
})

t.test('provisions are put among those that are held', async (t) => {
  const { db, apply, plan, planned, versions, has } = await open(t)
  const sections = [provision('part_1'), provision('sec_1', { parent: 'part_1' }), provision('sec_3', { parent: 'part_1' }), provision('part_2'), provision('sec_9', { parent: 'part_2' })]
  await apply([law(), ...sections])
  const versionId = (await versions())[0]!.id
  const ids = new Map((await listVersionProvisions(db, versionId)).map((p) => [p.eId, p.id]))

  const added = [
    provision('sec_1', { parent: 'part_1', text: 'Nobody enters.' }), provision('sec_2', { parent: 'part_1' }), provision('sec_4', { parent: 'part_1', number: '4' }),
    provision('part_3'), provision('sec_12', { parent: 'part_3' }), provision('sec_10', { parent: 'part_2' })
  ]
  t.strictSame(actions(await plan(added)), ['revise', 'create', 'create', 'create', 'create', 'create'])
  await apply(added)
  t.strictSame(await has(), ['part_1', 'sec_1', 'sec_2', 'sec_4', 'sec_3', 'part_2', 'sec_9', 'sec_10', 'part_3', 'sec_12'])
  const rows = await listVersionProvisions(db, versionId)
  t.equal(rows.find((p) => p.eId === 'sec_1')!.text, 'Nobody enters.')
  t.ok([...ids].every(([eId, id]) => rows.find((p) => p.eId === eId)!.id === id), 'what was there keeps its id')
  t.strictSame(actions(await apply([...added].reverse())), Array(6).fill('unchanged'))

  const { validFrom: _validFrom, ...undated } = provision('sec_11', { parent: 'part_2' })
  t.strictSame(actions(await apply([undated])), ['create'], 'without a first day, in the only version there is')
  t.equal((await has()).indexOf('sec_11'), 8)
  t.strictSame(actions(await apply([provision('sec_13', { law: await findByAlias(db, akn) })])), ['create'], 'the law by its id')
  t.strictSame(actions(await apply([law({ shortTitle: 'HDA' })])), ['revise'])
  t.equal((await has()).length, 12, 'a law without versions leaves those that are held')

  t.strictSame(await planned([provision('sec_1', { law: 'ke/act/2031/77' })]), ['1 law: ke/act/2031/77 is neither held nor in this file'])
  t.match(await planned([law({ akn: 'ke/act/2031/77', kind: 'poem' }), provision('sec_1', { law: 'ke/act/2031/77' })]), [/^1 kind: /, '2 law: ke/act/2031/77 is rejected, at line 1'])
  t.match(await planned([law({ kind: 'poem' }), provision('sec_1', { text: 'New.' })]), [/^1 kind: /, `2 law: ${akn} is rejected, at line 1`], 'although it is held')
  t.strictSame(await planned([provision('sec_1'), provision('sec_1', { heading: 'Again' })]), ['2 eId: sec_1 is already at line 1'])
})

t.test('versions', async (t) => {
  const { apply, plan, planned, versions, has } = await open(t)
  await apply([law(), provision('sec_1'), provision('sec_2', { ownValidFrom: '2033-01-01', ownValidTo: '2034-01-01' })])
  const { source: _source, ...bare } = provision('sec_1', { language: 'sw' })
  t.strictSame(await planned([bare]), ['1 source: must be named: the version is new'])
  t.strictSame(actions(await apply([bare, provision('sec_2', { language: 'sw', checked: 'recalled' })])), ['create', 'create'], 'that of any of its provisions')
  t.match((await versions()).map((v) => [v.language, v.checked, v.source.url]), [['en', 'seen', source.url], ['sw', 'recalled', source.url]])

  await apply([provision('sec_1', { validFrom: '2035-01-01', text: 'Newer.' })])
  t.match((await versions()).map((v) => [v.language, v.validFrom, v.validTo]), [['en', '2035-01-01', null], ['en', '2031-01-01', '2035-01-01'], ['sw', '2031-01-01', null]],
    'a version without an end gives way to the next')
  const { validFrom: _validFrom, ...undated } = provision('sec_1')
  t.strictSame(await planned([undated]), ['1 validFrom: must say which version is meant: there are those of 2031-01-01, 2035-01-01'])
  t.strictSame(await has(1), ['sec_1', 'sec_2'])

  t.strictSame(await planned([provision('sec_1', { validFrom: '2034-01-01' })]), [], 'nor does one that ended where that began')
  t.strictSame(await planned([provision('sec_1', { validFrom: '2034-01-01', validTo: '2036-01-01' })]),
    ['1 validTo: the version that ends on 2036-01-01 overlaps the one that begins on 2035-01-01'])
  t.strictSame(await planned([provision('sec_1', { validFrom: '2036-01-01', validTo: '2035-12-31' })]), ['1 validTo: 2035-12-31 is before 2036-01-01'])
  t.strictSame(await planned([provision('sec_1', { validTo: '2034-01-01' }), provision('sec_2', { validTo: '2033-01-01' })]), ['2 validTo: of the same version, line 1 says 2034-01-01'])
  t.strictSame(await planned([provision('sec_2', { ownValidFrom: '2034-01-01', ownValidTo: '2033-01-01' })]), ['1 ownValidTo: 2033-01-01 is before 2034-01-01'])
  t.strictSame(actions(await apply([provision('sec_1', { validTo: '2034-06-01' })])), ['revise'])
  t.strictSame((await versions())[1]!.validTo, '2034-06-01')
  t.strictSame(actions(await plan([provision('sec_1', { validTo: '2034-06-01' })])), ['unchanged'])

  const version = { language: 'fr', textKind: 'official_translation', source, checked: 'seen', provisions: [] }
  t.strictSame(await planned([law({ versions: [version, { ...version, textKind: 'original' }, version] })]), ['1 versions.2: is of the same language, kind and first day as one before it'])
  t.strictSame(await planned([law({ versions: [{ ...version, validFrom: '2031-01-01', validTo: '2040-01-01' }, { ...version, validFrom: '2035-01-01' }] })]),
    ['1 versions.0.validTo: the version that ends on 2040-01-01 overlaps the one that begins on 2035-01-01'])
})

t.test('what rows name is held or in the file', async (t) => {
  const { apply, planned, has } = await open(t)
  await apply(whole())
  for (const [name, records, expected] of [
    ['State', [law({ jurisdiction: 'XXX' })], ['1 jurisdiction: XXX is not known']],
    ['concept', [provision('sec_5', { concepts: [{ code: 'OFF.XXX' }] })], ['1 concepts.0: OFF.XXX is not known']],
    ['alias of another State', [law({ akn: 'tz/act/2031/9' })], ['1 akn: tz/act/2031/9 does not begin with ke/']],
    ['provision of a case', [decision({ provisions: [{ law: akn, eId: 'sec_77' }] })], [`1 provisions: ${akn} sec_77 is not known`]],
    ['provision of a charge', [decision({ charges: [{ provision: { law: 'ke/act/1900/1', eId: 'sec_1' } }] })], ['1 charges.provision: ke/act/1900/1 sec_1 is not known']],
    ['case of a lesson', [lesson({ cases: ['none'] })], ['1 cases: none is not known']],
    ['safeguard', [provision('sec_5', { safeguards: [{ concept: 'SAF.CND', law: 'ke/act/2018/5', eId: 'sec_9999' }] })], ['1 safeguards.0: ke/act/2018/5 sec_9999 is not known']],
    ['file', [law({ versions: [{ language: 'en', file: 'ab'.repeat(32), source, checked: 'seen' }] })], [`1 versions.0.file: no file ${'ab'.repeat(32)} is held`]],
    ['parent', [provision('sec_5', { parent: 'part_7' })], ['1 parent: part_7 does not stand before sec_5']],
    ['parents in a circle', [provision('part_1', { parent: 'part_8' }), provision('part_8', { parent: 'part_1' })], ['1 parent: part_8 does not stand before part_1']],
    ['a penalty from memory', [provision('sec_5', { checked: 'recalled', penalties: [{ imprisonment: { maxMonths: 3 } }] })], ['1 penalties.0: a penalty is a fact only when it was seen']],
    ['days in disorder', [decision({ filedOn: '2031-02-02', decidedOn: '2021-01-01' })], ['1 decidedOn: 2021-01-01 is before 2031-02-02']],
    ['a parent that no row holds, told at the first', [provision('sec_5', { validFrom: '2040-01-01', parent: 'part_1' }), provision('part_1', { validFrom: '2040-01-01' })],
      ['1 parent: part_1 does not stand before sec_5']],
    ['the same case twice', [decision(), decision({ instance: 3 })], ['2 key: ken-hc-2031-harbour is already used at line 1', /^2 id: .* is already used at line 1$/]],
    ['an ECLI twice', [decision({ ecli: 'ECLI:KE:HC:2031:7' }), decision({ key: 'ken-2', ecli: 'ECLI:KE:HC:2031:7' })], ['2 ecli: ECLI:KE:HC:2031:7 is already used at line 1']],
    ['a law without an alias', [{ ...law({ id: newId(), akn: null, versions: [{ language: 'en', source, checked: 'seen', provisions: [] }] }) }], ['1 akn: a law with provisions needs an alias']]
  ] as [string, object[], (string | RegExp)[]][]) {
    const told = await planned(records)
    t.match(told, expected, name)
    t.equal(told.length, expected.length, `${name}: nothing else`)
  }
  const safeguarded = provision('sec_6', { safeguards: [{ concept: 'SAF.CND', law: 'ke/act/2018/5', eId: 'sec_14' }, { concept: 'SAF.CND', eId: 'sec_1' }] })
  t.strictSame(await planned([safeguarded, decision({ provisions: [{ law: 'ke/act/2018/5', eId: 'sec_14' }] })]), [], 'what is held may be named')

  const version = { language: 'en', validFrom: '2031-01-01', source, checked: 'seen', provisions: [{ eId: 'sec_2', kind: 'section', number: '2', checked: 'seen' }] }
  t.strictSame(await planned([law({ versions: [version] }), lesson()]), [
    '1 versions: leaves out sec_1, which the case ken-hc-2031-harbour names', '1 versions: leaves out sec_1, which the lesson ask-the-harbour names',
    `2 provisions: ${akn} sec_1 is not known`
  ], 'what the file itself takes out may not')
  await apply([decision({ provisions: [] }), lesson({ provisions: [] })])
  t.strictSame(await planned([law({ versions: [version] })]), [])
  t.equal((await has()).length, 3)
  await apply([law({ versions: [version] })])
  t.strictSame(await has(), ['sec_2'])
})

t.test('a part that goes does not take with it what stands elsewhere from now on', async (t) => {
  const { db, apply, has } = await open(t)
  await apply(whole())
  const linked = async () => (await db.select().from(caseProvision).innerJoin(courtCase, eq(courtCase.id, caseProvision.caseId))
    .where(eq(courtCase.key, 'ken-hc-2031-harbour'))).map((row) => row.case_provision.provisionId)
  const [id] = await linked()
  const section = { eId: 'sec_1', kind: 'section', number: '1', heading: 'Entering', checked: 'seen' }
  await apply([law({ versions: [{ language: 'en', validFrom: '2031-01-01', source, checked: 'seen', provisions: [section] }] })])
  t.strictSame(await has(), ['sec_1'])
  t.strictSame(await linked(), [id])
})

t.test('names that belong to another record', async (t) => {
  const { db, apply, planned } = await open(t)
  await apply([law(), provision('sec_1'), decision({ ecli: 'ECLI:KE:HC:2031:7' }), lesson()])
  const [held] = await db.select().from(legislation).where(eq(legislation.year, 2031))
  const [heldCase] = await db.select().from(courtCase).where(eq(courtCase.key, 'ken-hc-2031-harbour'))
  const id = newId()
  t.strictSame(await planned([law({ id, versions: [] })]), [`1 akn: ${akn} belongs to another law, ${held!.id}`])
  t.strictSame(await planned([decision({ id, ecli: null })]), [`1 key: ken-hc-2031-harbour belongs to another case, ${heldCase!.id}`])
  t.strictSame(await planned([decision({ key: 'ken-2', ecli: 'ECLI:KE:HC:2031:7' })]), ['1 ecli: ECLI:KE:HC:2031:7 belongs to the case ken-hc-2031-harbour'])
  t.match(await planned([lesson({ id })]), [/^1 key: ask-the-harbour belongs to another lesson, /])
  t.strictSame(await planned([decision({ id: heldCase!.id, key: 'ken-renamed', ecli: 'ECLI:KE:HC:2031:7' })]), [], 'a record found by its id may take another key')

  await apply([law({ id: held!.id, akn: 'ke/act/2031/99' })])
  t.strictSame((await db.select().from(legislationAlias).where(eq(legislationAlias.legislationId, held!.id))).map((a) => [a.alias, a.current]).sort(), [[akn, false], ['ke/act/2031/99', true]])
  const past = await planned([law({ id, title: { text: 'Another Act', language: 'en' } })])
  t.strictSame(past, [`1 akn: ${akn} belongs to another law, ${held!.id}`], 'a past alias is not given away')
})

t.test('withdrawn, moved, or changed by somebody else', async (t) => {
  const { db, apply, plan, planned } = await open(t)
  await apply(whole())
  const today = new Date().toISOString().slice(0, 10)
  t.strictSame(await planned([law({ shortTitle: 'HDA' }), provision('sec_1', { parent: 'part_1', heading: 'Entering' }), decision()], boris),
    [`1 : was last changed by key:amina, on ${today}, and not by key:boris: it is left as it is`])
  t.strictSame(await planned([provision('sec_8')], boris), [`1 law: was last changed by key:amina, on ${today}, and not by key:boris: it is left as it is`])
  t.strictSame(await planned([law({ shortTitle: 'HDA' })]), [])

  const idOf = async (table: typeof courtCase | typeof lessons, key: string) => (await db.select({ id: table.id }).from(table).where(eq(table.key, key)))[0]!.id
  await db.transaction(async (tx) => {
    await withdrawRecord(tx, 'legislation', await findByAlias(tx, akn), 'Entered twice.', amina)
    await withdrawRecord(tx, 'case', await idOf(courtCase, 'ken-hc-2031-harbour'), 'Names a person.', amina)
    await withdrawRecord(tx, 'lesson', await idOf(lessons, 'ask-the-harbour'), 'Wrong.', amina)
  })
  const outcome = await plan(whole())
  t.strictSame(actions(outcome), Array(6).fill('rejected'))
  t.strictSame(faults(outcome), [
    `1 : was withdrawn on ${today}: Entered twice.`, ...[2, 3, 4].map((n) => `${n} law: was withdrawn on ${today}: Entered twice.`),
    `5 : was withdrawn on ${today}: Names a person.`, `6 : was withdrawn on ${today}: Wrong.`
  ])
  const to = newId()
  await db.update(legislation).set({ movedTo: to }).where(eq(legislation.year, 2031))
  t.strictSame(await planned([law()]), [`1 : was put together with ${to}`])
})

t.test('laws that have no alias are known by title and year', async (t) => {
  const { db, apply, plan } = await open(t)
  const nameless = law({ akn: null, number: null })
  await apply([nameless])
  t.strictSame(actions(await apply([nameless])), ['unchanged'])
  t.strictSame(actions(await apply([law({ akn: null, number: null, title: { text: 'HARBOUR DATA ACT', language: 'en' } })])), ['revise'])
  t.equal(await db.$count(legislation, eq(legislation.year, 2031)), 1)
  t.strictSame(actions(await plan([law({ akn: null, year: 2032 })])), ['create'])
})

t.test('likely duplicates of new laws are shown', async (t) => {
  const { apply, plan } = await open(t)
  await apply([law()])
  const { rows } = await plan([law(), law({ akn: 'ke/act/2031/9a' }), law({ akn: 'ke/act/2033/1', number: '1', year: 2033, title: { text: 'Quite Another Thing', language: 'en' } })])
  t.match(rows.map((row) => row.duplicates.map((d) => [d.reason, d.akn])), [[], [['same_number_and_year', akn]], []])
  const applied = await apply([law({ akn: 'ke/act/2031/9a' })]).catch((error) => error)
  t.match(applied.rows[0].duplicates, [{ akn }], 'and do not stop anything')
})

t.test('what the database refuses is told with its row', async (t) => {
  const { db, apply, refused } = await open(t)
  // Random, or it would be pressed together: no index takes an entry of more than 2.7 kB.
  const title = Array.from({ length: 500 }, () => String.fromCodePoint(0x4e00 + randomInt(20_000))).join('')
  const publisher = [...title].reverse().slice(0, 300).join('')
  const records = [decision({ provisions: [] }), decision({ key: 'ken-2', provisions: [], source: { url: 'https://gazette.example/1', publisher, licence: publisher, title } }), decision({ key: 'ken-3', provisions: [] })]
  t.match(await refused(records), [/^line 2: the database refuses it: index row size/])
  t.equal(await db.$count(courtCase, eq(courtCase.key, 'ken-hc-2031-harbour')), 0, 'what came before it is not there')
  t.strictSame(actions(await apply(records, { partial: true })), ['create', 'rejected', 'create'])
  t.equal(await db.$count(courtCase, eq(courtCase.key, 'ken-3')), 1, 'what came after it is there')
})

t.test('two at a time do not meet', async (t) => {
  const { db, apply } = await open(t)
  const outcomes = await Promise.all([apply(whole()), apply(whole())])
  t.strictSame(outcomes.map((o) => o.counts.create).sort(), [0, 6])
  t.equal(await db.$count(legislation, eq(legislation.year, 2031)), 1)
})

t.test('ten thousand provisions in one file', async (t) => {
  const { apply, has, versions } = await open(t)
  const text = 'Whoever enters the harbour without leave pays what the harbour asks. '.repeat(5)
  const records = [law(), ...Array.from({ length: 10_000 }, (_, n) => provision(`sec_${n + 1}`, { text, concepts: n % 20 === 0 ? [{ code: 'OFF.CIA.ACC' }] : [] }))]
  const start = Date.now()
  t.equal((await apply(records)).counts.create, 10_001)
  t.ok(Date.now() - start < 60_000, `${Date.now() - start} ms`)
  t.equal((await versions())[0]!.provisionCount, 10_000)
  t.equal((await has())[9_999], 'sec_10000')
  t.strictSame((await apply([...records, provision('sec_10001')])).counts, { create: 1, revise: 0, unchanged: 10_001, rejected: 0 })
})
