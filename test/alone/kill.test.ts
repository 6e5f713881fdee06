import { execFileSync, spawn, type ChildProcess } from 'node:child_process'
import { createHash, randomInt } from 'node:crypto'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import t, { type Test } from 'tap'
import { root } from '../../src/config.js'
import { findAuditBreak } from '../../src/db/audit.js'
import { readFile } from '../../src/db/file.js'
import { createKey } from '../../src/db/key.js'
import { outboxState } from '../../src/db/outbox.js'
import type { LegislationRecord } from '../../src/model/legislation.js'
import { openStores } from '../support/atlas.js'
import { formData } from '../support/curation.js'
import { eventually } from '../support/eventually.js'
import { comparison } from '../support/indexing.js'
import { smallDataset, writeDataset } from '../support/small.js'

/** `.ci/run` does 200 in its two suites together. */
const kills = Number(process.env.ATLAS_KILLS ?? 40)
const workers = 3
const curators = 4
const timeoutMs = 900_000

t.setTimeout(timeoutMs)
t.test(`${kills} times kill -9 in the middle of uploads, readings and publications`, { timeout: timeoutMs }, async (t) => {
  execFileSync(process.execPath, ['--import=tsx', 'build.ts'], { cwd: root })
  const stores = await openStores(t, { from: 'empty' })
  const { db, pool, search } = stores
  const service = await openService(t, stores)
  const key = async (role: 'curator' | 'reviewer') =>
    (await db.transaction((tx) => createKey(tx, { kind: 'secret', name: role, role, states: null, requestsPerMinute: 1_000_000, expiresAt: null }, { actor: 'test' }))).key
  const keys = { curator: await key('curator'), reviewer: await key('reviewer') }

  const { acknowledged, published }: Work = { acknowledged: [], published: [] }
  let begun = 0
  const ending = new AbortController()
  const over = ending.signal
  const lives = Array.from({ length: curators }, async () => {
    while (!over.aborted) await life(service.insist, keys, ++begun, { acknowledged, published })
  })
  // A failure elsewhere ends them in the middle; it is the one that counts.
  for (const one of lives) one.catch(() => {})
  for (let n = 0; n < kills; n++) {
    // Who is killed while starting was not in the middle of anything.
    await eventually('most are up', () => service.up() >= workers - 1, 60_000)
    await sleep(randomInt(50, 700))
    await service.killOne()
  }
  ending.abort()
  await Promise.all(lives)
  await eventually('the index has caught up', async () => (await outboxState(db)).waiting === 0, 60_000)
  await service.stop()

  t.comment(`${begun} laws begun, ${acknowledged.length} uploads acknowledged, ${published.length} laws published`)
  t.ok(published.length > kills / 20, 'work was done all the while')
  const { rows: uploads } = await pool.query('select id, state, file_sha256 as sha256 from upload')
  t.same(uploads.map((u) => u.id).sort(), acknowledged.map((u) => u.id).sort(), 'no acknowledged upload is missing, and none is there twice')
  t.same(uploads.filter((u) => u.state !== 'ready'), [], 'each was read to its end')
  for (const { sha256 } of acknowledged) {
    if (createHash('sha256').update(await readFile(db, sha256)).digest('hex') !== sha256) t.fail(`the bytes of ${sha256} are others`)
  }
  const { rows: drafts } = await pool.query('select upload_id, count(*)::int as n from revision where upload_id is not null group by upload_id having count(*) <> 1')
  t.same(drafts, [], 'each has one draft')
  await checkLaws(t, stores, published)
  t.equal(await findAuditBreak(db), undefined, 'the audit is whole')
  const { found, wanted } = await comparison(db, search)
  t.same(found, wanted, 'the index equals the database')
})

/** No law is half published: rows, revision and audit say the same of each. */
async function checkLaws (t: Test, { pool }: Awaited<ReturnType<typeof openStores>>, published: string[]) {
  const { rows } = await pool.query(`
    select l.id, l.revision, r.record, (select count(*)::int from provision p where p.legislation_id = l.id) as provisions,
      (select count(*)::int from legislation_version v where v.legislation_id = l.id) as versions,
      (select count(*)::int from audit a where a.record_id = l.id::text and a.action = 'publish') as audited,
      (select count(*)::int from annotation a where a.draft_id = r.id) as left_over
    from legislation l join revision r on r.record_id = l.id and r.number = l.revision where r.upload_id is not null and l.state = 'published'`)
  t.same(rows.map((r) => r.id).sort(), [...published].sort(), 'what was acknowledged as published is published, and nothing else')
  for (const { record, ...row } of rows) {
    const law = record as LegislationRecord
    t.match(row, { revision: 1, versions: law.versions.length, provisions: law.versions.flatMap((v) => v.provisions).length, audited: 1, left_over: 0 })
    t.equal(row.provisions, 3)
  }
  const { rows: half } = await pool.query('select id from revision where state = \'processing\' or (state = \'published\' and record_id not in (select id from legislation union select id from court_case union select id from lesson))')
  t.same(half, [])
}

/** What was answered for, as it is done. */
type Work = { acknowledged: { id: string, sha256: string }[], published: string[] }
type Insist = (method: string, path: string, key: string, once: string, body?: object) => Promise<{ status: number, body: any }>

/** A law from its file to publication; each step is asked for until it is answered, under an idempotency key. */
async function life (insist: Insist, keys: Record<'curator' | 'reviewer', string>, n: number, { acknowledged, published }: Work) {
  const content = `# Act ${n}\n\n## 1. Title\n\nThis is Act ${n}.\n\n## 2. Access\n\nWho accesses a computer system without right commits an offence.\n\n## 3. Data\n\nWho alters data without right commits offence ${n}.\n`
  const form = formData([{ name: `act-${n}.md`, content }], { state: 'KEN', sourceUrl: `https://gazette.example/${n}`, publisher: 'Gazette', validFrom: '2001-01-01' })
  const { body: { items: [upload] } } = await insist('POST', '/v1/uploads', keys.curator, `upload-${n}`, form)
  acknowledged.push(upload)
  for (let state = ''; state !== 'ready'; await sleep(100)) state = (await insist('GET', upload.href, keys.curator, '')).body.state
  const { draft } = (await insist('GET', upload.href, keys.curator, '')).body
  const facts = { kind: 'act', akn: `ke/act/2001/${n}`, number: String(n), year: 2001, status: 'in_force', inForceFrom: '2001-01-01' }
  await insist('PATCH', draft, keys.curator, `patch-${n}`, { record: facts })
  await insist('POST', `${draft}/suggestions`, keys.curator, `accept-${n}`, { decision: 'accept', minConfidence: 0 })
  await insist('POST', `${draft}/actions/submit`, keys.curator, `submit-${n}`, {})
  await insist('POST', `${draft}/actions/approve`, keys.reviewer, `approve-${n}`, {})
  const { body } = await insist('POST', `${draft}/actions/publish`, keys.reviewer, `publish-${n}`, {})
  published.push(body.recordId)
}

/** Several processes that serve, read and index over the same stores; one after the other is killed and started again. */
async function openService (t: Test, { databaseUrl, meiliUrl, meiliKey, search }: Awaited<ReturnType<typeof openStores>>) {
  const home = mkdtempSync(join(tmpdir(), 'atlas-kill-'))
  const data = await writeDataset(t, smallDataset())
  const { NODE_OPTIONS: _options, NODE_V8_COVERAGE: _coverage, ...rest } = process.env
  const env = {
    ...rest, DATABASE_URL: databaseUrl, MEILI_URL: meiliUrl, MEILI_KEY: meiliKey, MEILI_INDEX: search.uid, ATLAS_DATA: data, ATLAS_HOME: home, PORT: '0', LOG_LEVEL: 'silent',
    DATABASE_POOL_MAX: '5', RATE_LIMIT_MAX: '1000000'
  }
  const running = new Map<ChildProcess, string>()
  const start = async () => {
    const child = spawn(process.execPath, ['dist/cli.js', 'serve'], { cwd: root, env, stdio: ['ignore', 'pipe', 'pipe'] })
    let output = ''
    let complaint = ''
    child.stderr.on('data', (chunk) => { complaint += chunk })
    child.once('exit', () => running.delete(child))
    child.stdout.on('data', (chunk) => {
      output += chunk
      const url = /(http:\/\/[^/\s]+)\/docs/.exec(output)?.[1]
      if (url && child.exitCode === null && !child.killed) running.set(child, url)
    })
    await eventually('a process is up', () => running.has(child) || child.exitCode !== null || child.signalCode !== null, 60_000)
    if (child.exitCode) t.fail(`a process could not start: ${complaint}`)
  }
  await start()
  await Promise.all(Array.from({ length: workers - 1 }, start))
  const starting = new Set<Promise<void>>()
  let closed = false
  t.teardown(() => {
    closed = true
    for (const child of running.keys()) child.kill('SIGKILL')
    rmSync(home, { recursive: true, force: true })
  })
  const insist: Insist = async (method, path, key, once, body = {}) => {
    for (;;) {
      if (closed) throw new Error('the test is over')
      const url = [...running.values()][randomInt(Math.max(1, running.size))]
      const answer = url && await ask(`${url}${path}`, method, key, once, body).catch(() => undefined)
      if (answer && answer.status < 400) return answer
      if (answer && answer.status < 500) throw new Error(`${method} ${path} answered ${answer.status}: ${JSON.stringify(answer.body)}`)
      await sleep(50)
    }
  }
  return {
    insist,
    up: () => running.size,
    async killOne () {
      const [child] = [...running.keys()].slice(randomInt(Math.max(1, running.size)))
      if (!child) return
      running.delete(child)
      child.kill('SIGKILL')
      const again = start().finally(() => starting.delete(again))
      starting.add(again)
    },
    async stop () {
      await Promise.all(starting)
      await Promise.all([...running.keys()].map(async (child) => {
        child.kill('SIGTERM')
        await once(child, 'exit')
      }))
    }
  }
}

async function ask (url: string, method: string, key: string, once: string, body: object) {
  const form = 'payload' in body ? body as { payload: Buffer, contentType: string } : undefined
  const write: Record<string, string> = method === 'GET' ? {} : { 'idempotency-key': once, 'if-match': '*', 'content-type': form?.contentType ?? 'application/json' }
  const response = await fetch(url, {
    method, headers: { authorization: `Bearer ${key}`, ...write }, signal: AbortSignal.timeout(30_000),
    ...(method === 'GET' ? {} : { body: form ? new Uint8Array(form.payload) : JSON.stringify(body) })
  })
  return { status: response.status, body: await response.json() as any }
}
