import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import t from 'tap'
import { legislation } from '../src/db/schema.js'
import { openStores } from './support/atlas.js'
import { smallDataset, writeDataset } from './support/small.js'

t.test('the command line', async (t) => {
  const { db, databaseUrl, meiliUrl, meiliKey, search } = await openStores(t, { from: 'empty' })
  const home = mkdtempSync(join(tmpdir(), 'atlas-cli-'))
  t.teardown(() => rmSync(home, { recursive: true }))
  Object.assign(process.env, { DATABASE_URL: databaseUrl, MEILI_URL: meiliUrl, MEILI_KEY: meiliKey, MEILI_INDEX: search.uid, ATLAS_HOME: home })
  const folder = await writeDataset(t, smallDataset())
  const told: string[] = []
  t.intercept(console, 'log', { value: (line: string) => told.push(line) })
  t.intercept(console, 'error', { value: (line: string) => told.push(line) })
  process.argv = ['node', 'atlas', 'check', folder]
  const { program } = await import('../src/cli.js')
  const run = async (...args: string[]) => {
    told.length = 0
    await program.parseAsync(['node', 'atlas', ...args])
    return told.join('\n')
  }

  t.match(await run('migrate'), /up to date/)
  t.match(await run('identify', folder), /0 ids given|ids given/)
  t.match(await run('ingest', folder), /created .*laws[\s\S]*--apply does it/)
  t.equal(await db.$count(legislation), 0, 'a dry run writes nothing')
  t.match(await run('ingest', folder, '--apply'), /created[\s\S]*\(done\)/)
  t.ok(await db.$count(legislation) > 0)
  t.match(await run('reindex'), /documents indexed/)
  t.equal(await run('openapi', '--check'), '')
  t.equal((await run('sample', folder, '--seed', 'a', '--count', '2')).split('\n').length, 4)
  const broken = await writeDataset(t, { ...smallDataset(), 'laws/tza.json': '[{}]' })
  await t.rejects(run('sample', broken, '--seed', 'a'), /faults, so facts would be left out/)
  t.match(await run('report'), /^State +laws[\s\S]*\nKEN +1 [\s\S]*Member States: 2; with laws 2, with provisions 1/)

  const files = smallDataset()
  files['laws/ken.json']![0]!.kind = 'decre'
  t.match(await run('check', await writeDataset(t, files)), /laws\/ken\.json#0 kind[\s\S]*faults/)
  t.equal(process.exitCode, 1)
  process.exitCode = 0
})
