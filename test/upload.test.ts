import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import t from 'tap'
import { setTimeout as sleep } from 'node:timers/promises'
import { claimUpload, renewUpload } from '../src/db/upload.js'
import { fetchFile, isPrivate } from '../src/ingest/fetch.js'
import { receiveFile, safeName } from '../src/ingest/intake.js'
import { runOnce, startRunner } from '../src/ingest/runner.js'
import { parseInSandbox, parseLimits } from '../src/ingest/sandbox.js'
import { Readable } from 'node:stream'
import { eventually } from './support/eventually.js'
import { openCuration } from './support/curation.js'
import { lawRecord } from './support/record.js'

const text = 'Article 1\nOf access\n\nWho enters a computer system without right commits an offence.\n\nArticle 2\n\nThe court may order forfeiture.\n'

t.test('files are taken in by themselves, whatever one of them holds', async (t) => {
  const { keyFor, send, upload, readAll } = await openCuration(t)
  const { key } = await keyFor('curator', ['TUN'])
  const handed = await upload(key, [
    { name: 'one.txt', content: text }, { name: 'two.pdf', content: '<html><body><script>alert(1)</script></body></html>', type: 'application/pdf' },
    { name: '../../etc/passwd\u202e.txt', content: text }, { name: 'three.docx', content: Buffer.from('PK\x03\x04 nothing of the kind') },
    { name: 'قانون.txt', content: 'المادة الأولى\nيعاقب بالحبس كل من دخل إلى نظام معلوماتي دون حق.\n\nالمادة الثانية\nتسري أحكام هذا القانون على كل شخص.\n' }
  ])
  t.equal(handed.status, 202)
  t.same(handed.body.items.map((u: { name: string }) => u.name), ['one.txt', 'two.pdf', 'passwd.txt', 'three.docx', 'قانون.txt'], 'names lead nowhere')
  await readAll()
  const read = []
  for (const { href } of handed.body.items) read.push((await send('GET', `${href}?lang=ar`, key)).body)
  t.same(read.map((u) => u.state), ['ready', 'failed', 'ready', 'failed', 'ready'])
  t.match(read[1].failure, { code: 'lying_type', title: /[\u0600-\u06ff]/, detail: /named \.pdf but holds html/ })
  t.match(read[3].failure, { code: 'corrupt' })
  t.match(read[4].document, { provisionCount: 2, language: { code: 'ar' }, firstNumber: 'الأولى' })
  t.match((await send('GET', `${handed.body.items[4].href}/document`, key)).body.provisions[0], { eId: 'art_1', text: /نظام معلوماتي/ })
  t.match(await send('GET', `${handed.body.items[1].href}/document`, key), { status: 404 })
  const failed = await send('GET', read[1].draft, key)
  t.match(failed.body, { state: 'draft', states: ['TUN'] }, 'what could not be read is left to be typed, the original beside it')
  t.match(await send('GET', failed.body.links.original, key), { status: 200 })
  t.match((await send('GET', '/v1/uploads?uploadState=failed&count=exact', key)).body.page, { total: 2 })

  const { key: other } = await keyFor('curator', ['UGA'])
  t.equal((await send('GET', handed.body.items[0].href, other)).status, 404, 'who works on another State does not see it')
  t.equal((await send('GET', '/v1/uploads', other)).body.items.length, 0)
  t.equal((await send('GET', '/v1/uploads', (await keyFor('reader')).key)).status, 403)
})

t.test('what a request lacks is told', async (t) => {
  const { keyFor, send, upload } = await openCuration(t)
  const { key } = await keyFor('curator')
  const { key: two } = await keyFor('curator', ['KEN', 'UGA'])
  const file = [{ name: 'a.txt', content: text }]
  for (const [given, path] of [
    [await upload(key, []), 'file'], [await upload(key, file, { state: 'XXX' }), 'state'], [await upload(key, file, { validFrom: '2020-02-30' }), 'validFrom'],
    [await upload(key, file, { colour: 'red' }), 'body'], [await upload(key, [{ name: 'a.txt', content: '' }]), 'file'], [await upload(two, file), 'state'],
    [await send('POST', '/v1/uploads', key, { body: { sourceUrl: 'ftp://x.example/a' } }), 'sourceUrl'], [await send('POST', '/v1/uploads', key, { body: {} }), 'sourceUrl']
  ] as const) t.match(given, { status: 400, body: { errors: [{ path }] } }, `${path}: ${given.body.detail}`)
  t.match(await upload(two, file, { state: 'TZA' }), { status: 403 })
  t.match(await upload(key, file, { legislation: 'ke/act/1800/1' }), { status: 404 })
  t.match(await upload(key, file, { legislation: 'ke/act/2018/5', state: 'UGA' }), { status: 400, body: { errors: [{ path: 'legislation' }] } })
  t.match(await send('POST', '/v1/uploads', key, { body: 'x', headers: { 'content-type': 'multipart/form-data; boundary=x' } }), { status: 400 })
  t.match(await send('POST', '/v1/uploads', key, { body: '<a/>', headers: { 'content-type': 'application/xml' } }), { status: 415 })
  const large = await upload(key, [{ name: 'a.txt', content: Buffer.alloc(51 * 1024 * 1024, 65) }])
  t.match(large, { status: 413, body: { code: 'payload-too-large' } })
  t.match(await upload(key, file, {}, { 'idempotency-key': 'u' }), { status: 202 })
  t.match(await upload(key, file, {}, { 'idempotency-key': 'u' }), { status: 202, headers: { 'idempotency-replayed': 'true' } })
  t.match(await upload(key, [{ name: 'a.txt', content: `${text} ` }], {}, { 'idempotency-key': 'u' }), { status: 422 })
  t.equal((await send('GET', '/v1/uploads?count=exact', key)).body.page.total, 1)
})

t.test('a dry run makes no draft; a file can be read again, and cancelled', async (t) => {
  const { db, keyFor, send, upload, readAll } = await openCuration(t)
  const { key } = await keyFor('curator')
  const dry = await upload(key, [{ name: 'a.txt', content: text }], { state: 'FRA', dryRun: 'true' })
  const wet = await upload(key, [{ name: 'b.txt', content: text }], { state: 'FRA' })
  const gone = await upload(key, [{ name: 'c.txt', content: text }], { state: 'FRA' })
  t.match(await send('POST', `${gone.headers.location}/actions/cancel`, key), { status: 200, body: { state: 'cancelled' } })
  await readAll()
  t.match((await send('GET', dry.headers.location as string, key)).body, { state: 'ready', draft: null, document: { provisionCount: 2, language: { code: 'en' } } })
  t.match((await send('GET', gone.headers.location as string, key)).body, { state: 'cancelled' })
  t.match((await send('GET', (await send('GET', gone.headers.location as string, key)).body.draft, key)).body, { state: 'withdrawn' })
  const at = wet.headers.location as string
  t.match(await send('POST', `${at}/actions/cancel`, key), { status: 409 })
  t.match(await send('POST', `${at}/actions/reparse`, key, { body: { language: 'fr', title: 'Loi' } }), { status: 200, body: { state: 'queued' } })
  await readAll()
  const { body } = await send('GET', (await send('GET', at, key)).body.draft, key)
  t.match(body.record, { title: { text: 'Loi', language: 'fr' }, versions: [{ language: 'fr' }] })

  await t.test('what its reader lost is read by another', async () => {
    await send('POST', `${at}/actions/reparse`, key)
    const lost = (await claimUpload(db, 1))!
    await sleep(5)
    const taken = (await claimUpload(db, 10_000))!
    t.equal(taken.id, lost.id)
    t.equal(await renewUpload(db, lost, 0.5, 1000), false)
    t.equal(await renewUpload(db, taken, 0.5, 1), true)
    await sleep(5)
    t.equal(await runOnce(db, { allowPrivate: true }), true)
    t.match((await send('GET', at, key)).body, { state: 'ready' })
  })

  await t.test('cancelling stops a reading', async (t) => {
    const slow = await upload(key, [{ name: 'slow.txt', content: text.repeat(2000) }])
    const runner = startRunner(db, { info: () => {}, warn: () => {} }, { allowPrivate: true, pollMs: 10, leaseMs: 300 })
    await eventually('it is being read', async () => (await send('GET', slow.headers.location as string, key)).body.state === 'parsing')
    const cancelled = await send('POST', `${slow.headers.location}/actions/cancel`, key)
    t.equal(cancelled.status, 200)
    await runner.stop()
    t.match((await send('GET', slow.headers.location as string, key)).body, { state: 'cancelled' })
  })
})

t.test('a file is fetched from where it was published, but not from inside', async (t) => {
  const { keyFor, send, readAll } = await openCuration(t)
  const { key } = await keyFor('curator')
  const server = createServer((request, response) => {
    if (request.url === '/moved') return response.writeHead(302, { location: '/act.txt' }).end()
    if (request.url === '/round') return response.writeHead(302, { location: '/round' }).end()
    if (request.url === '/act.txt') return response.writeHead(200, { 'content-type': 'text/plain' }).end(text)
    response.writeHead(404).end()
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  t.teardown(() => server.close())
  const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const [good, bad] = [await send('POST', '/v1/uploads', key, { body: { sourceUrl: `${base}/moved`, state: 'FRA' } }), await send('POST', '/v1/uploads', key, { body: { sourceUrl: `${base}/none` } })]
  await readAll()
  const { body } = await send('GET', good.headers.location as string, key)
  t.match(body, { state: 'ready', name: 'act.txt', sha256: /./, document: { provisionCount: 2 } })
  t.match((await send('GET', body.draft, key)).body.record.versions[0].source, { url: `${base}/moved`, retrievedAt: new Date().toISOString().slice(0, 10) })
  t.match((await send('GET', bad.headers.location as string, key)).body, { state: 'failed', failure: { code: 'unreachable', detail: /answered 404/ } })

  await t.rejects(fetchFile(`${base}/act.txt`, { allowPrivate: false }), /private network/)
  await t.rejects(fetchFile(`http://localhost:${(server.address() as AddressInfo).port}/`, { allowPrivate: false }), /private network/)
  await t.rejects(fetchFile('http://[::1]/', { allowPrivate: false }), /private network/)
  await t.rejects(fetchFile(`${base}/round`, { allowPrivate: true }), /more than 5 times/)
  await t.rejects(fetchFile('http://127.0.0.1:1/', { allowPrivate: true }), { message: /ECONNREFUSED|refused/i })
  for (const address of ['10.1.2.3', '169.254.169.254', '192.168.0.1', '::1', 'fe80::1', '::ffff:127.0.0.1', '100.64.0.1']) t.ok(isPrivate(address), address)
  for (const address of ['8.8.8.8', '2606:4700::1111']) t.notOk(isPrivate(address), address)
})

t.test('many records in one file become drafts, all or none', async (t) => {
  const { keyFor, send, upload, readAll } = await openCuration(t)
  const { key } = await keyFor('curator', ['KEN'])
  const rows = [1, 2].map((n) => JSON.stringify(lawRecord({ akn: `ke/act/2011/90${n}`, number: `90${n}`, year: 2011, title: { text: `Sheria ya ${n} ya Majaribio`, language: 'sw', kind: 'original' } })))
  const dry = await upload(key, [{ name: 'laws.jsonl', content: [...rows, '{"jurisdiction":"KEN"', JSON.stringify(lawRecord({ jurisdiction: 'UGA', akn: 'ug/act/2011/1' }))].join('\n') }], { dryRun: 'true' })
  await readAll()
  const told = (await send('GET', dry.headers.location as string, key)).body
  t.match(told, {
    kind: 'bulk', state: 'ready', counts: { create: 2, rejected: 2 }, rows: [
      { line: 1, action: 'create', faults: [] }, { line: 2, action: 'create' }, { line: 3, action: 'rejected', faults: [{ message: /is not JSON/ }] },
      { line: 4, action: 'rejected', faults: [{ path: 'jurisdiction', message: /KEN/ }] }
    ]
  })
  const refused = await upload(key, [{ name: 'laws.jsonl', content: [...rows, '{}'].join('\n') }])
  await readAll()
  t.match((await send('GET', refused.headers.location as string, key)).body, { state: 'failed', failure: { code: 'rows_rejected' } })
  t.equal((await send('GET', '/v1/drafts', key)).body.items.length, 0)
  for (let round = 0; round < 2; round++) {
    await upload(key, [{ name: 'laws.jsonl', content: rows.join('\n') }])
    await readAll()
    const { body } = await send('GET', '/v1/drafts', key)
    t.same(body.items.map((d: { state: string }) => d.state), ['needs_review', 'needs_review'], 'handed in again, there are still two')
  }
  const { key: reviewer } = await keyFor('reviewer', ['KEN'])
  const { body: { items } } = await send('GET', '/v1/drafts', reviewer)
  const ids = items.map((d: { id: string }) => d.id)
  for (const action of ['approve', 'publish']) {
    t.same((await send('POST', `/v1/draft-actions/${action}`, reviewer, { body: { ids } })).body.items.map((i: { done: boolean }) => i.done), [true, true], action)
  }
  t.equal((await send('GET', '/v1/akn/ke/act/2011/902', reviewer)).status, 200)
})

t.test('an untrusted file is held in bounds', async (t) => {
  const read = (content: string | Buffer, name: string, limits = parseLimits) =>
    parseInSandbox({ bytes: typeof content === 'string' ? Buffer.from(content, 'latin1') : content, name }, { limits })
  await t.rejects(read(text.repeat(20_000), 'long.txt', { ...parseLimits, ms: 50 }), { code: 'too_slow' })
  await t.rejects(read(text.repeat(100_000), 'large.txt', { ...parseLimits, heapMegabytes: 40 }), { code: 'too_much_memory' })
  await t.rejects(read(text, 'a.txt', { ...parseLimits, residentBytes: 1000 }), { code: 'too_much_memory' })
  for (const [content, name, code] of [
    ['', 'a.txt', 'empty'], ['\x89PNG\r\n', 'a.png', 'unsupported'], ['\0\x01\x02', 'a.bin', 'unsupported'], ['<svg/>', 'a.xml', 'unsupported'], ['{\\rtf1', 'a.rtf', 'unsupported'],
    ['%PDF-1.7 not at all', 'a.pdf', 'corrupt'], ['{"a": 1}', 'a.json', 'unsupported']
  ] as const) await t.rejects(read(content, name), { code }, `${name}: ${code}`)
  const stopped = new AbortController()
  const reading = parseInSandbox({ bytes: Buffer.from(text.repeat(20_000)), name: 'a.txt' }, { signal: stopped.signal })
  stopped.abort(new Error('enough'))
  await t.rejects(reading, { message: 'enough' })
  t.equal(safeName('C:\\x\\..\\.htaccess\0'), 'htaccess')
  t.equal(safeName('..'), 'file')
  await t.rejects(receiveFile(Readable.from([Buffer.alloc(11)]), 10), { message: /at most/ })
})
