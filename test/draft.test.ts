import t, { type Test } from 'tap'
import { indexOnce } from '../src/search/indexer.js'
import { ensureIndex } from '../src/search/reindex.js'
import { findAuditBreak } from '../src/db/audit.js'
import { saveCase } from '../src/db/case.js'
import { forgetAnswers } from '../src/db/idempotency.js'
import { caseRecord, lawRecord, lessonRecord, provisionRecord, versionRecord } from './support/record.js'
import { cutDown } from './support/indexing.js'
import { openCuration } from './support/curation.js'

const act = (access: string) => `# Cyber Harms Act

## 1. Short title

This Act may be called the Cyber Harms Act.

## 2. Unauthorised access

${access}

## 3. Interference with data

A person who without right alters or erases computer data commits an offence.
`
const first = act('A person who without right gains access to a computer system commits an offence and is liable to imprisonment for two years.')
const second = `${act('A person who without right gains access to a computer system commits an offence and is liable to imprisonment for five years.')}
## 4. Attempt

Who attempts an offence under this Act is punished as if it were completed.
`
const facts = { kind: 'act', akn: 'ke/act/2019/777', number: '777', year: 2019, status: 'in_force', enactedOn: '2019-11-02', inForceFrom: '2020-01-01' }
const provenance = { sourceUrl: 'https://gazette.example/2019/777', publisher: 'Kenya Gazette' }

type Curation = Awaited<ReturnType<typeof openCuration>>

/** Sends a draft through actions, each by the key named, and answers the last answer. */
async function walk (t: Test, { send }: Curation, at: string, steps: [action: string, key: string, body?: object][]) {
  let last = await send('GET', at, steps[0]![1])
  for (const [action, key, body] of steps) {
    last = await send('POST', `${at}/actions/${action}`, key, { headers: { 'if-match': last.headers.etag as string }, body })
    t.equal(last.status, 200, `${action}: ${JSON.stringify(last.body.errors ?? last.body.detail ?? '')}`)
  }
  return last
}

t.test('the life of a law, from a file to a tombstone', async (t) => {
  const curation = await openCuration(t)
  const { db, pool, search, get, keyFor, send, upload, readAll } = curation
  await cutDown(pool)
  await ensureIndex(db, search)
  const index = async () => { while (await indexOnce(db, search) > 0); }
  const { key: amina } = await keyFor('curator', ['KEN'])
  const { key: rosa } = await keyFor('reviewer', ['KEN'])

  const handed = await upload(amina, [{ name: 'act.md', content: first }], { ...provenance, validFrom: '2020-01-01' })
  t.match(handed, { status: 202, body: { items: [{ state: 'queued', name: 'act.md' }] } })
  await readAll()
  const { body: read } = await send('GET', handed.headers.location as string, amina)
  t.match(read, { state: 'ready', progress: 1, document: { format: 'markdown', provisionCount: 3, firstNumber: '1', lastNumber: '3', language: { code: 'en' } } })

  const at = read.draft
  const draft = await send('GET', at, amina)
  t.match(draft.body, { state: 'draft', states: ['KEN'], faults: [{ path: 'kind' }], actions: ['submit', 'withdraw'] })
  const early = await send('POST', `${at}/actions/submit`, amina, { headers: { 'if-match': draft.headers.etag as string } })
  t.match(early, { status: 400, body: { errors: [{ path: 'record.kind' }] } }, 'what has faults is not submitted')
  const patched = await send('PATCH', at, amina, { headers: { 'if-match': draft.headers.etag as string }, body: { record: facts } })
  t.match(patched, { status: 200, body: { faults: [], state: 'draft' } })

  const { body: { items: suggestions } } = await send('GET', `${at}/suggestions`, amina)
  const access = suggestions.find((s: { concept: { code: string } }) => s.concept.code === 'OFF.CIA.ACC')
  t.match(access, { eId: 'sec_2', method: 'machine_suggested', reviewState: 'pending', number: '2' })
  t.ok(access.words.length > 0 && access.confidence > 0, 'it says how sure it is, and why')
  const accepted = await send('POST', `${at}/suggestions`, amina, {
    headers: { 'if-match': patched.headers.etag as string }, body: { decision: 'accept', ids: [access.id] }
  })
  t.match(accepted, { status: 200, body: { decided: 1, suggestions: { accepted: 1 } } })
  const rejected = await send('POST', `${at}/suggestions`, amina, { headers: { 'if-match': accepted.headers.etag as string }, body: { decision: 'reject', minConfidence: 0 } })
  t.match(rejected.body.suggestions, { pending: 0, accepted: 1 })

  await walk(t, curation, at, [['submit', amina]])
  t.match((await send('GET', '/v1/review-queue?state=KEN&reason=awaiting_review', rosa)).body.items, [{ reason: 'awaiting_review', title: 'Cyber Harms Act', mine: false, href: at }])
  const published = await walk(t, curation, at, [['request-changes', rosa, { comment: 'Is it in force?' }], ['submit', amina, { comment: 'It is.' }], ['approve', rosa], ['publish', rosa]])
  t.match(published.body, { state: 'published', revision: 1, approvedBy: /^key:/ })
  const id = published.body.recordId
  t.match(await get('/v1/akn/ke/act/2019/777/en@2020-06-01'), { status: 200, body: { version: { validFrom: '2020-01-01', validTo: null, sha256: /./ } } })
  t.match(await get(`/v1/legislation/${id}/provisions/sec_2`), {
    status: 200, body: { text: { text: /two years/, language: 'en' }, concepts: [{ concept: { code: 'OFF.CIA.ACC' }, method: 'machine_suggested', reviewState: 'accepted' }] }
  })
  t.match(await get('/v1/coverage?state=KEN&concept=OFF.CIA.ACC&asOf=2020-06-01'), { body: { items: [{ concept: { code: 'OFF.CIA.ACC' } }] } })
  await index()
  for (const q of ['acceso ilícito', 'النفاذ غير المشروع', 'неправомерный доступ', '非法访问']) {
    const { body } = await get(`/v1/search?q=${encodeURIComponent(q)}&state=KEN&type=provision`)
    t.ok(body.items.some((hit: { legislationId: string, eId: string }) => hit.legislationId === id && hit.eId === 'sec_2'), q)
  }
  const original = await send('GET', `/v1/files/${read.sha256}`, amina)
  t.equal(original.raw.toString(), first, 'the original is served byte for byte')
  t.match(original.headers, { 'content-disposition': /^attachment/, 'content-security-policy': /sandbox/, 'cache-control': /immutable/ })

  await t.test('a second file of it is a new version', async (t) => {
    const handed = await upload(amina, [{ name: 'act-amended.md', content: second }], { ...provenance, legislation: 'ke/act/2019/777', validFrom: '2021-07-01' })
    await readAll()
    const { body: read } = await send('GET', handed.headers.location as string, amina)
    const undated = await upload(amina, [{ name: 'undated.md', content: second }], { ...provenance, legislation: 'ke/act/2019/777' })
    await readAll()
    const { body: asked } = await send('GET', (await send('GET', undated.headers.location as string, amina)).body.draft, amina)
    t.match(asked.faults, [{ path: 'versions.0.validFrom', message: /there are versions from 2020-01-01/ }], 'beside dated versions a new one needs its day')
    await walk(t, curation, asked.href, [['withdraw', amina]])
    const { body: diff } = await send('GET', `${read.draft}/diff`, rosa)
    t.match(diff.versions, [{
      comparedWith: { validFrom: '2020-01-01' }, counts: { added: 1, changed: 1, removed: 0, unchanged: 2 },
      changes: [{ eId: 'sec_2', change: 'changed' }, { eId: 'sec_4', change: 'added' }]
    }])
    t.match(diff.versions[0].changes[0].text.filter((run: { op: string }) => run.op !== 'equal'), [{ op: 'delete', text: 'two' }, { op: 'insert', text: 'five' }])
    const { body: { items } } = await send('GET', `${read.draft}/suggestions?reviewState=pending`, amina)
    t.ok(items.some((s: { eId: string, concept: { code: string } }) => s.eId === 'sec_2' && s.concept.code === 'OFF.CIA.ACC'), 'what was known of the old wording is suggested for the new')
    t.notOk(items.some((s: { eId: string, concept: { code: string } }) => s.eId === 'sec_3' && s.concept.code === 'OFF.CIA.DAT'), 'what was rejected before is not suggested again')
    const draft = await send('GET', read.draft, amina)
    await send('POST', `${read.draft}/suggestions`, amina, { headers: { 'if-match': draft.headers.etag as string }, body: { decision: 'accept', minConfidence: 0 } })
    await walk(t, curation, read.draft, [['submit', amina], ['approve', rosa], ['publish', rosa]])
    t.match((await get(`/v1/legislation/${id}/provisions/sec_2?asOf=2020-12-31`)).body, { text: { text: /two years/ }, validTo: '2021-07-01' })
    t.match((await get(`/v1/legislation/${id}/provisions/sec_2?asOf=2021-07-01`)).body, { text: { text: /five years/ }, validTo: null })
    t.equal((await get(`/v1/legislation/${id}/provisions/sec_4?asOf=2020-12-31`)).status, 404)
    await index()
    const found = await get('/v1/search?q=computer%20system&state=KEN&type=provision&asOf=2020-12-31')
    t.ok(found.body.items.some((hit: { snippet: { html: string }, legislationId: string }) => hit.legislationId === id && /two years/.test(hit.snippet.html)))
    t.match((await get(`/v1/legislation/${id}/history`)).body, {
      state: 'published', items: [{ revision: 2, how: 'reviewed', current: true, versions: [{ validFrom: '2021-07-01', counts: { added: 1, changed: 1 } }] }, { revision: 1, current: false }]
    })
  })

  await t.test('withdrawn, it answers 410 with the reason, and does not come back by oversight', async (t) => {
    const { body: { items: [newest] } } = await send('GET', '/v1/drafts?recordState=published&state=KEN', rosa)
    const last = await send('GET', newest.href, rosa)
    const match = { 'if-match': last.headers.etag as string }
    t.match(await send('POST', `${newest.href}/actions/withdraw`, amina, { headers: match, body: { comment: 'x' } }), { status: 403 }, 'a curator does not withdraw what is published')
    t.match(await send('POST', `${newest.href}/actions/withdraw`, rosa, { headers: match }), { status: 400, body: { errors: [{ path: 'comment' }] } })
    t.match(await send('POST', `${newest.href}/actions/withdraw`, rosa, { headers: match, body: { comment: 'It is a test.' } }), { status: 200, body: { state: 'withdrawn' } })
    t.match(await get(`/v1/legislation/${id}`), { status: 410, body: { code: 'gone', reason: 'It is a test.' } })
    t.match((await get(`/v1/legislation/${id}/history`)).body, { state: 'withdrawn', withdrawnReason: 'It is a test.' })
    await index()
    t.notOk((await get('/v1/search?q=cyber%20harms&state=KEN')).body.items.some((hit: { legislationId: string }) => hit.legislationId === id))
    t.equal((await curation.inject({ url: `/v1/files/${read.sha256}` })).statusCode, 404, 'the original goes with it')

    const again = await upload(amina, [{ name: 'act.md', content: first }], { ...provenance, validFrom: '2020-01-01' })
    await readAll()
    const { body: upl } = await send('GET', again.headers.location as string, amina)
    t.match(upl.duplicates, [{ reason: 'same_file', withdrawn: true }])
    const fresh = await send('GET', upl.draft, amina)
    await send('PATCH', upl.draft, amina, { headers: { 'if-match': fresh.headers.etag as string }, body: { record: { ...facts, id } } })
    const walked = await walk(t, curation, upl.draft, [['submit', amina], ['approve', rosa]])
    t.match(await send('POST', `${upl.draft}/actions/publish`, rosa, { headers: { 'if-match': walked.headers.etag as string } }), { status: 409, body: { detail: /belongs to another law|withdrawn/ } })
  })
  t.equal(await findAuditBreak(db), undefined, 'the audit is whole')
})

t.test('two curators at one draft: one is told, and loses nothing', async (t) => {
  const { keyFor, send } = await openCuration(t)
  const [{ key: amina }, { key: chen }] = [await keyFor('curator'), await keyFor('curator')]
  const made = await send('POST', '/v1/drafts', amina, { body: { type: 'legislation', record: lawRecord({ title: { text: '测试法', language: 'zh', kind: 'original' } }) } })
  t.equal(made.status, 201)
  const at = made.body.href
  const tags = [(await send('GET', at, amina)).headers.etag as string, (await send('GET', `${at}?lang=ar`, chen)).headers.etag as string]
  t.match(await send('PATCH', at, amina, { body: { record: { shortTitle: 'A' } } }), { status: 428, body: { code: 'precondition-required' } })
  t.match(await send('PATCH', at, amina, { headers: { 'if-match': tags[0]! }, body: { record: { shortTitle: 'Amina' } } }), { status: 200, headers: { etag: '"2"' } })
  t.match(await send('PATCH', at, chen, { headers: { 'if-match': tags[1]! }, body: { record: { number: '8' } } }), { status: 412, headers: { etag: '"2"' }, body: { code: 'precondition-failed', detail: /changed by key:/ } })
  t.match((await send('GET', at, chen)).body, { edition: 2, record: { shortTitle: 'Amina', number: '1' } })
  t.match(await send('PATCH', at, chen, { headers: { 'if-match': '"2"' }, body: { record: { number: '8' } } }), { status: 200, body: { record: { shortTitle: 'Amina', number: '8' } } })
  const both = await Promise.all([amina, chen].map((key) => send('PATCH', at, key, { headers: { 'if-match': '"3"' }, body: { record: { number: key.slice(-5) } } })))
  t.same(both.map((r) => r.status).sort(), [200, 412], 'also at the same moment')
})

t.test('an idempotency key has one effect', async (t) => {
  const { db, pool, keyFor, send } = await openCuration(t)
  const { key } = await keyFor('curator')
  const record = lessonRecord()
  const create = (body: object, idempotencyKey: string) => send('POST', '/v1/drafts', key, { body, headers: { 'idempotency-key': idempotencyKey } })
  const [one, two] = await Promise.all([create({ type: 'lesson', record }, 'k-1'), create({ type: 'lesson', record }, 'k-1')])
  t.same([one.status, two.status], [201, 201])
  t.same(one.body, two.body, 'the same answer')
  t.equal(one.headers.location, two.headers.location)
  t.equal([one, two].filter((r) => r.headers['idempotency-replayed'] === 'true').length, 1)
  t.match(await create({ type: 'lesson', record: { ...record, area: 'strategy' } }, 'k-1'), { status: 422, body: { code: 'unprocessable' } })
  t.match(await create({ type: 'lesson', record }, ' '), { status: 400 })
  t.equal((await send('GET', '/v1/drafts?type=lesson&count=exact', key)).body.page.total, 1)
  const bad = await create({ type: 'lesson', record: { ...record, title: 'a\0' } }, 'k-2')
  t.match(bad, { status: 400, body: { errors: [{ path: 'record' }] } })
  t.equal((await create({ type: 'lesson', record: { ...record, key: 'another' } }, 'k-2')).status, 201, 'what failed took no key')
  await pool.query('update idempotency_key set expires_at = now() - interval \'1 second\' where key = \'k-1\'')
  t.equal(await forgetAnswers(db), 1, 'after its time it is forgotten')
  t.equal((await create({ type: 'lesson', record: { ...record, key: 'third' } }, 'k-1')).status, 201)
  t.equal(await findAuditBreak(db), undefined)
})

t.test('a key for Kenya sees no Ugandan draft', async (t) => {
  const { keyFor, send } = await openCuration(t)
  const { key: all } = await keyFor('admin')
  const { key: kenya } = await keyFor('reviewer', ['KEN'])
  const uganda = await send('POST', '/v1/drafts', all, { body: { type: 'legislation', record: lawRecord({ jurisdiction: 'UGA', akn: 'ug/act/2099/1' }) } })
  const at = uganda.body.href
  for (const [method, url, body] of [
    ['GET', at], ['GET', `${at}/diff`], ['GET', `${at}/suggestions`], ['PATCH', at, { record: {} }], ['POST', `${at}/actions/submit`, {}],
    ['PATCH', `${at}/provisions/sec_1`, {}], ['POST', `${at}/suggestions`, { decision: 'accept', minConfidence: 0 }]
  ] as const) {
    t.match(await send(method, url, kenya, { body, headers: { 'if-match': '*' } }), { status: 404, body: { code: 'not-found' } }, `${method} ${url}`)
  }
  t.same((await send('GET', '/v1/drafts', kenya)).body.items, [])
  const own = await send('POST', '/v1/drafts', kenya, { body: { type: 'legislation', record: lawRecord() } })
  t.equal(own.status, 201)
  t.match(await send('POST', '/v1/drafts', kenya, { body: { type: 'legislation', record: lawRecord({ jurisdiction: 'UGA' }) } }), { status: 403, body: { detail: /KEN only, not on UGA/ } })
  t.match(await send('PATCH', own.body.href, kenya, { headers: { 'if-match': '*' }, body: { record: { jurisdiction: 'UGA' } } }), { status: 403 })
  t.match(await send('POST', '/v1/drafts', kenya, { body: { type: 'lesson', record: lessonRecord() } }), { status: 403 }, 'what belongs to no State is for those who work on all')
  t.match(await send('POST', `${own.body.href}/actions/submit`, kenya, { headers: { 'if-match': '*' } }), { status: 200 })
  t.match(await send('POST', `${own.body.href}/actions/approve`, kenya, { headers: { 'if-match': '*' } }), { status: 403, body: { detail: /a second person/ } })
  t.match(await send('POST', '/v1/draft-actions/withdraw', kenya, { body: { ids: [uganda.body.id, own.body.id], comment: 'no more' } }), {
    status: 200, body: { items: [{ done: false, detail: /There is no draft/ }, { done: true }] }
  })
})

t.test('the database itself refuses', async (t) => {
  const { pool, keyFor, send } = await openCuration(t)
  const { key, row } = await keyFor('curator')
  const { body: draft } = await send('POST', '/v1/drafts', key, { body: { type: 'legislation', record: lawRecord() } })
  const set = (what: string) => pool.query(`update revision set ${what} where id = $1`, [draft.id])
  await t.rejects(set('state = \'published\', number = 1'), /does not go from draft to published/)
  await set('state = \'needs_review\'')
  await t.rejects(set('state = \'approved\''), /nobody approved/)
  await t.rejects(set(`state = 'approved', approved_by = 'key:${row.id}'`), /contributed/)
  await set('state = \'approved\', approved_by = \'key:other\'')
  await t.rejects(pool.query('insert into revision_contributor values ($1, \'key:other\')', [draft.id]), /contributed/)
  await t.rejects(pool.query('delete from audit'), /append only/)
  await pool.query('alter table audit disable trigger audit_is_append_only')
  await pool.query('update audit set actor = \'somebody\' where position = (select max(position) - 1 from audit)')
  t.match((await send('GET', '/v1/audit/chain', (await keyFor('admin')).key)).body, { whole: false, brokenAt: Number }, 'what was changed all the same is seen')
})

t.test('cases and lessons go the same way', async (t) => {
  const curation = await openCuration(t)
  const { get, keyFor, send } = curation
  const [{ key: amina }, { key: rosa }] = [await keyFor('curator'), await keyFor('reviewer')]
  for (const [type, record, path] of [['lesson', lessonRecord(), 'lessons'], ['case', caseRecord(), 'cases']] as const) {
    const { body: made } = await send('POST', '/v1/drafts', amina, { body: { type, record } })
    const first = await walk(t, curation, made.href, [['submit', amina], ['approve', rosa], ['publish', rosa]])
    t.match(first.body, { state: 'published', revision: 1, links: { published: `/v1/${path}/${made.recordId}` } })
    const { body: again } = await send('POST', '/v1/drafts', amina, { body: { type, record: { ...record, id: made.recordId, title: { en: 'Another title', ru: 'Другое название' } } } })
    t.match(again, { baseRevision: 1, recordId: made.recordId, outdated: false })
    const rival = await send('POST', '/v1/drafts', amina, { body: { type, record: { ...record, id: made.recordId } } })
    const second = await walk(t, curation, again.href, [['submit', amina], ['approve', rosa], ['publish', rosa]])
    t.match((await get(`/v1/${path}/${made.recordId}?lang=ru`)).body, { revision: 2, title: { text: 'Другое название', language: 'ru' } })
    const late = await walk(t, curation, rival.body.href, [['submit', amina], ['approve', rosa]])
    t.match(late.body, { outdated: true })
    t.match(await send('POST', `${rival.body.href}/actions/publish`, rosa, { headers: { 'if-match': '*' } }), { status: 409, body: { detail: /Revision 2 has been published since/ } })
    await send('PATCH', rival.body.href, amina, { headers: { 'if-match': '*' }, body: { baseRevision: 2 } })
    await walk(t, curation, rival.body.href, [['submit', amina], ['approve', rosa], ['publish', rosa]])
    t.match((await send('GET', second.body.href, rosa)).body, { state: 'superseded', actions: [] })
    await walk(t, curation, rival.body.href, [['withdraw', rosa, { comment: 'Entered twice.' }]])
    t.match(await get(`/v1/${path}/${made.recordId}`), { status: 410, body: { reason: 'Entered twice.' } })
  }
})

t.test('what was not looked at for long is in the queue, and everything is in the audit', async (t) => {
  const { pool, keyFor, send } = await openCuration(t)
  const { key: admin, row } = await keyFor('admin')
  const { key: kenya } = await keyFor('reviewer', ['KEN'])
  await pool.query('update legislation set last_verified_at = \'2001-01-01\' where jurisdiction_code = \'KEN\'')
  const { body } = await send('GET', '/v1/review-queue?reason=not_verified&staleDays=3650&limit=2', kenya)
  t.match(body.items, [{ reason: 'not_verified', states: ['KEN'], mine: false }, { states: ['KEN'] }])
  const seen = new Set(body.items.map((i: { id: string }) => i.id))
  for (let { next } = body.page; next !== null;) {
    const { body: more } = await send('GET', `/v1/review-queue?reason=not_verified&staleDays=3650&limit=2&cursor=${encodeURIComponent(next)}`, kenya)
    for (const { id, states } of more.items) {
      t.notOk(seen.has(id) || states.some((s: string) => s !== 'KEN'), id)
      seen.add(id)
    }
    next = more.page.next
  }
  const { rows: laws } = await pool.query('select id from legislation where jurisdiction_code = \'KEN\'')
  t.ok(laws.length > 2 && laws.every((law) => seen.has(law.id)), 'each law is in it, once')
  t.match(await send('GET', '/v1/review-queue?staleDays=x', kenya), { status: 400 })
  t.match(await send('GET', '/v1/review-queue', (await keyFor('curator')).key), { status: 403 })

  const record = lessonRecord()
  const { body: draft } = await send('POST', '/v1/drafts', admin, { body: { type: 'lesson', record, comment: 'From the workshop.' } })
  await send('PATCH', draft.href, admin, { headers: { 'if-match': '*' }, body: { record: { area: 'strategy' } } })
  const { body: audited } = await send('GET', `/v1/audit?actor=key:${row.id}&recordId=${draft.recordId}&count=exact`, admin)
  t.match(audited, {
    page: { total: 2 }, items: [
      { action: 'edit', before: { record: { area: 'investigation' } }, after: { record: { area: 'strategy' } }, hash: /^[0-9a-f]{64}$/ },
      { action: 'draft', before: null, comment: 'From the workshop.', requestId: String }
    ]
  })
  t.equal(audited.items[0].previousHash, audited.items[1].hash)
  t.equal((await send('GET', '/v1/audit?action=edit&from=2020-01-01T00:00:00Z&to=2020-01-02T00:00:00Z', admin)).body.items.length, 0)
  t.match(await send('GET', '/v1/audit?from=yesterday', admin), { status: 400, body: { errors: [{ path: 'from' }] } })
  t.match(await send('GET', '/v1/audit', kenya), { status: 403 })
})

t.test('a law does not lose the provision that a case applied', async (t) => {
  const curation = await openCuration(t)
  const { db, get, keyFor, send } = curation
  const [{ key: amina }, { key: rosa }] = [await keyFor('curator'), await keyFor('reviewer')]
  const law = lawRecord({ versions: [versionRecord({ validFrom: '2001-01-01', provisions: [provisionRecord({ text: 'One.' }), provisionRecord({ eId: 'sec_2', number: '2' })] })] })
  const { body: made } = await send('POST', '/v1/drafts', amina, { body: { type: 'legislation', record: law } })
  await walk(t, curation, made.href, [['submit', amina], ['approve', rosa], ['publish', rosa]])
  await db.transaction((tx) => saveCase(tx, caseRecord({ provisions: [{ law: law.akn!, eId: 'sec_2' }] }), { actor: 'key:chen' }))
  const without = { ...law, id: made.recordId, versions: [versionRecord({ validFrom: '2001-01-01', provisions: [provisionRecord({ text: 'One.' })] })] }
  const { body: draft } = await send('POST', '/v1/drafts', amina, { body: { type: 'legislation', record: without } })
  await walk(t, curation, draft.href, [['submit', amina], ['approve', rosa]])
  t.match(await send('POST', `${draft.href}/actions/publish`, rosa, { headers: { 'if-match': '*' } }), { status: 409, body: { detail: /names sec_2, which the law would no longer have/ } })
  t.equal((await get(`/v1/legislation/${made.recordId}/provisions/sec_2`)).body.cases.length, 1)
})

t.test('provisions of a draft are put right one by one', async (t) => {
  const { keyFor, send } = await openCuration(t)
  const { key } = await keyFor('curator')
  const provisions = [provisionRecord({ eId: 'part_I', kind: 'part', number: 'I' }), provisionRecord({ eId: 'sec_1', parent: 'part_I' })]
  const { body: draft } = await send('POST', '/v1/drafts', key, { body: { type: 'legislation', record: lawRecord({ versions: [versionRecord({ provisions })] }) } })
  const at = `${draft.href}/provisions`
  t.match(await send('PATCH', `${at}/sec_1`, key, { body: { heading: 'x' } }), { status: 428 })
  t.match(await send('PATCH', `${at}/sec_1`, key, { headers: { 'if-match': '"1"' }, body: { heading: 'عنوان جديد', concepts: null } }), { status: 200, body: { edition: 2, provision: { heading: 'عنوان جديد' } } })
  t.match(await send('POST', at, key, { headers: { 'if-match': '"2"' }, body: { provision: provisionRecord({ eId: 'sec_2', number: '2' }), after: 'sec_1' } }), { status: 201, body: { edition: 3 } })
  t.match(await send('DELETE', `${at}/part_I`, key, { headers: { 'if-match': '"3"' } }), { status: 200, body: { edition: 4, provision: null } })
  t.match(await send('DELETE', `${at}/sec_9`, key, { headers: { 'if-match': '*' } }), { status: 404 })
  const { body } = await send('GET', draft.href, key)
  t.match(body, { faults: [], record: { versions: [{ provisions: [{ eId: 'sec_1', parent: null, heading: 'عنوان جديد' }, { eId: 'sec_2' }] }] } })
  t.match(await send('PATCH', `${at}/sec_1`, key, { headers: { 'if-match': '*' }, body: { heading: '\ud800' } }), { status: 400 }, 'half a character')
})
