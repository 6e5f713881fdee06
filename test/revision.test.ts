import { eq } from 'drizzle-orm'
import t from 'tap'
import { withdrawRecord } from '../src/db/draft.js'
import { saveLegislation } from '../src/db/legislation.js'
import { legislation, legislationVersion, outbox, provision } from '../src/db/schema.js'
import { newId } from '../src/model/identifier.js'
import { legislationRecord } from '../src/model/legislation.js'
import { openAtlas } from './support/atlas.js'

const writer = { actor: 'test:curator' }
const source = { url: 'https://example.org/act', publisher: 'Example' }
const id = newId()
const record = (change: object = {}, provisions: object[] = [{}]) => legislationRecord.parse({
  id, jurisdiction: 'TZA', kind: 'act', akn: 'tz/act/2030/1', title: { text: 'Test Act', language: 'en' }, status: 'in_force', source, checked: 'seen',
  versions: [{
    language: 'en', validFrom: '2020-01-01', source, checked: 'seen',
    provisions: provisions.map((p, n) => ({ eId: `sec_${n + 1}`, kind: 'section', number: String(n + 1), heading: 'Entering', checked: 'seen', concepts: [{ code: 'OFF.CIA.ACC' }], ...p }))
  }],
  ...change
})

t.test('the life of a law in the database', async (t) => {
  const { db, pool, get } = await openAtlas(t)
  const save = (r: ReturnType<typeof record>, by = writer) => db.transaction((tx) => saveLegislation(tx, r, by))
  const provisions = () => db.select({ id: provision.id, eId: provision.eId }).from(provision).where(eq(provision.legislationId, id)).orderBy(provision.eId)
  await db.delete(outbox)

  t.test('created, unchanged, revised: ids stay', async (t) => {
    t.equal(await save(record()), 'created')
    const [first] = await provisions()
    t.equal(await save(record()), 'unchanged')
    t.equal(await save(record({ shortTitle: 'TA' }, [{ heading: 'Entry' }, {}])), 'revised')
    t.same((await provisions()).map((p) => p.eId), ['sec_1', 'sec_2'])
    t.equal((await provisions())[0]!.id, first!.id)
    t.same((await db.select().from(outbox)).map((row) => [row.kind, row.recordId]), [['legislation', id], ['legislation', id]])
    t.equal((await get('/v1/akn/tz/act/2030/1')).body.revision, 2)
  })

  t.test('another actor\'s law is kept; another law\'s alias is refused, and nothing of it stays', async (t) => {
    t.equal(await save(record({ shortTitle: 'X' }), { actor: 'import:other' }), 'kept')
    const waiting = await db.$count(outbox)
    const thief = record({ id: newId(), akn: 'ke/act/2018/5' })
    await t.rejects(save(thief), /belongs to another law/)
    t.equal(await db.$count(legislation, eq(legislation.id, thief.id!)), 0)
    t.equal(await db.$count(outbox), waiting)
  })

  t.test('what the database itself refuses', async (t) => {
    const [version] = await db.select().from(legislationVersion).where(eq(legislationVersion.legislationId, id))
    const overlap = { ...version!, id: newId(), validFrom: '2021-01-01', validity: undefined }
    await t.rejects(db.insert(legislationVersion).values(overlap as never), { cause: { message: /legislation_version_no_overlap/ } } as never)
    await t.rejects(pool.query('update legislation set status = \'valid\' where id = $1', [id]), /legislation_status_known/)
    await t.rejects(pool.query('update legislation set repealed_on = \'1990-01-01\', enacted_on = \'1995-01-01\' where id = $1', [id]), /legislation_order/)
    const [foreign] = (await pool.query('select id from provision where legislation_id <> $1 limit 1', [id])).rows
    await t.rejects(pool.query('update provision set parent_id = $1 where legislation_id = $2', [foreign.id, id]), /not in the same version/)
    for (const statement of ['update audit set actor = \'x\'', 'delete from audit', 'truncate audit']) await t.rejects(pool.query(statement), /append only/, statement)
  })

  t.test('nobody approves what they worked on, whichever row comes first', async (t) => {
    const [own] = (await pool.query('select id, created_by from revision where record_id = $1 limit 1', [id])).rows
    await t.rejects(pool.query('update revision set approved_by = created_by where id = $1', [own.id]), /contributed/)
    await pool.query('insert into revision_contributor values ($1, \'key:b\')', [own.id])
    await t.rejects(pool.query('update revision set approved_by = \'key:b\' where id = $1', [own.id]), /contributed/)
    await pool.query('update revision set approved_by = \'key:c\' where id = $1', [own.id])
    await t.rejects(pool.query('insert into revision_contributor values ($1, \'key:c\')', [own.id]), /contributed/)
  })

  t.test('withdrawn: 410 with the reason; moved: 301', async (t) => {
    await db.transaction((tx) => withdrawRecord(tx, 'legislation', id, 'Entered twice.', writer))
    for (const url of [`/v1/legislation/${id}`, '/v1/akn/tz/act/2030/1', `/v1/legislation/${id}/toc`]) {
      const { status, body } = await get(url)
      t.match({ status, reason: body.reason, code: body.code }, { status: 410, reason: 'Entered twice.', code: 'gone' }, url)
    }
    t.equal(await save(record({ shortTitle: 'again' })), 'kept', 'a tombstone blocks a silent return')
    const to = newId()
    await db.update(legislation).set({ movedTo: to }).where(eq(legislation.id, id))
    const { status, headers } = await get(`/v1/legislation/${id}`)
    t.equal(status, 301)
    t.ok(String(headers.location).endsWith(`/v1/legislation/${to}`))
  })
})
