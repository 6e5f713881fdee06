import { spawn, spawnSync, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import t from 'tap'
import { readConfig } from '../../src/config.js'
import { startLocalPostgres } from '../../src/db/local.js'
import { startLocalMeili } from '../../src/search/local.js'
import { openStores, quiet, start } from '../../src/server.js'
import { openAtlas } from '../support/atlas.js'
import { eventually } from '../support/eventually.js'

const fresh = (t: { teardown: (f: () => void) => void }) => {
  const home = mkdtempSync(join(tmpdir(), 'atlas-home-'))
  t.teardown(() => rmSync(home, { recursive: true, force: true }))
  return home
}
const configFor = (home: string, more: Record<string, string> = {}) => readConfig({ ATLAS_HOME: home, PORT: '0', LOG_LEVEL: 'silent', ...more })
const running = (home: string) => spawnSync('pgrep', ['-f', home], { encoding: 'utf8' }).stdout.trim().split('\n').filter(Boolean)

/** A child of its own, outside coverage: tsx maps its lines to the sources otherwise than tap does, and mixing the two falsifies the figures. */
function run (args: string[], env: Record<string, string>): ChildProcess & { output: () => string } {
  const { NODE_OPTIONS: _options, NODE_V8_COVERAGE: _coverage, ...rest } = process.env
  const child = spawn(process.execPath, ['--import=tsx', ...args], { env: { ...rest, _TAPJS_PROCESSINFO_COVERAGE_: '0', DATABASE_URL: '', MEILI_URL: '', ...env }, stdio: ['ignore', 'pipe', 'pipe'] })
  let output = ''
  child.stdout.on('data', (chunk) => { output += chunk })
  child.stderr.on('data', (chunk) => { output += chunk })
  return Object.assign(child, { output: () => output })
}

async function until (what: string, ask: () => boolean, ms = 60_000) {
  const end = Date.now() + ms
  while (!ask()) {
    if (Date.now() > end) throw new Error(`waited in vain for: ${what}`)
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
}

t.test('the whole service comes up on embedded stores, answers, and closes', async (t) => {
  const home = fresh(t)
  const told: string[] = []
  const service = await start(configFor(home), { step: (what) => { told.push(what) }, bar: (what) => { told.push(what) } })
  t.ok(told.includes('loading the founding dataset'))
  const query = `${service.url}/v1/search?q=${encodeURIComponent('неправомерный доступ')}&type=provision`
  // On a busy machine the first index may still be in the making; search says so, and when to ask again.
  const hits = await eventually('search answers', async () => {
    const answer = await fetch(query)
    if (answer.status === 200) return answer.json() as Promise<{ items: { language: string }[] }>
    t.same([answer.status, Number(answer.headers.get('retry-after')) > 0], [503, true])
  }, 60_000)
  t.ok(hits.items.length > 0)
  await t.rejects(start(configFor(home)), /Another Atlas/, 'a second one on the same folder is refused')
  await service.close()
  t.same(running(home), [])

  const again = await start(configFor(home))
  t.equal(again.loaded, undefined, 'the dataset is loaded once')
  t.equal((await fetch(`${again.url}/health/ready`)).status, 200)
  await again.close()
})

t.test('SIGTERM ends it cleanly; kill -9 leaves nothing behind and loses nothing that was acknowledged', async (t) => {
  const home = fresh(t)
  const served = run(['src/cli.ts', 'serve'], { ATLAS_HOME: home, PORT: '0', LOG_LEVEL: 'warn' })
  await until('ready', () => served.output().includes('is ready'))
  t.match(served.output(), /administrator's key, shown this once:\s+atlas_[0-9a-z]{12}_[A-Za-z0-9]{32}\n/)
  served.kill('SIGTERM')
  const [code] = await once(served, 'exit')
  t.equal(code, 0, served.output())
  t.same(running(home), [])

  for (let round = 0; round < 3; round++) {
    const writing = run(['test/support/insert.ts'], { ATLAS_HOME: home })
    await until('rows', () => writing.output().split('\n').length > 40 + round * 17)
    writing.kill('SIGKILL')
    await once(writing, 'close')
    const acknowledged = writing.output().split('\n').slice(0, -1)
    const stores = await openStores(configFor(home), quiet)
    const { rows } = await stores.db.execute<{ key: string }>('select key from setting')
    const found = new Set(rows.map((row) => row.key))
    t.same(acknowledged.filter((key) => !found.has(key)), [], `round ${round}`)
    await stores.close()
    await until('no process left', () => running(home).length === 0)
  }
})

t.test('an initdb that was cut off leaves nothing that hinders the next start', async (t) => {
  const folder = join(fresh(t), 'postgres')
  mkdirSync(join(folder, 'data.new', 'base'), { recursive: true })
  const postgres = await startLocalPostgres({ folder, durable: false })
  t.match(postgres.url, /^postgres:/)
  await postgres.stop()
})

t.test('Meilisearch: our copy is compared before it is run, an operator\'s binary is run as it is, a dead engine comes back', async (t) => {
  const folder = join(fresh(t), 'meilisearch')
  mkdirSync(folder)
  writeFileSync(join(folder, 'meilisearch-1.21.0'), '#!/bin/sh\ntouch "$(dirname "$0")/was-run"\n', { mode: 0o755 })
  let restarts = 0
  const engine = (await startLocalMeili({ folder, onRestart: () => { restarts++ } }))!
  t.equal(spawnSync('ls', [join(folder, 'was-run')]).status, 2, 'what stood in its place was replaced, not run')
  spawnSync('pkill', ['-KILL', '-f', join(folder, 'meilisearch-1.21.0')])
  await until('a restart', () => restarts === 1)
  await until('an answer', () => spawnSync('curl', ['-sf', `${engine.url}/health`]).status === 0)
  await engine.stop()
  const bin = join(folder, 'own')
  copyFileSync(join(folder, 'meilisearch-1.21.0'), bin)
  const own = (await startLocalMeili({ folder: join(folder, 'second'), bin }))!
  t.equal((await fetch(`${own.url}/health`)).status, 200)
  await own.stop()
  await t.rejects(startLocalMeili({ folder: join(folder, 'third'), bin: '/bin/false' }), /\/bin\/false\) did not start/)
})

t.test('without an engine everything but search works, and search says how to get one', async (t) => {
  const { get } = await openAtlas(t, { noSearch: true })
  const { status, headers, body } = await get('/v1/search?q=x')
  t.equal(status, 503)
  t.match(body.detail, /MEILI_URL.*MEILI_BIN/)
  t.ok(headers['retry-after'])
  t.equal((await get('/v1/states/KEN')).status, 200)
  t.match((await get('/health/ready')).body, { status: 'degraded', search: 'not_configured' })
})

t.test('faults of the operator are told in words', async (t) => {
  t.throws(() => readConfig({ PORT: 'x', MEILI_URL: 'ftp://x', LOG_LEVEL: 'loud' }), /PORT[\s\S]*MEILI_URL[\s\S]*LOG_LEVEL/)
  t.equal(readConfig({ PORT: '', DATABASE_URL: '' }).port, 3000)
  const taken = createServer().listen(0, '127.0.0.1')
  await once(taken, 'listening')
  t.teardown(() => taken.close())
  await t.rejects(start(configFor(fresh(t), { PORT: String((taken.address() as AddressInfo).port) })), /EADDRINUSE/)
  await t.rejects(openStores(configFor(fresh(t), { DATABASE_URL: 'postgres://x@127.0.0.1:1/x' }), quiet), /ECONNREFUSED/)
})
