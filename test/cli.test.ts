import { copyFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
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
  const key = await run('key', 'create', '--name', 'Amina', '--role', 'curator', '--states', 'KEN,TZA')
  t.match(key, /^atlas_/)
  const listed = await run('key', 'list')
  t.match(listed, /secret {2}curator {2}KEN,TZA {2}valid {2}Amina/)
  t.notOk(listed.includes(key.split('_')[2]!))
  t.match(await run('key', 'revoke', listed.split(' ')[0]!), /is revoked/)
  t.match(await run('key', 'list'), /revoked {2}Amina/)
  t.match(await run('key', 'create', '--name', 'portal', '--origins', 'https://portal.example', '--expires', '2099-01-01T00:00:00Z'), /^pk_/)
  await t.rejects(run('key', 'create', '--name', 'x', '--states', 'Kenya'), /alpha-3/)
  t.match(await run('audit'), /is whole: \d+ entries/)

  const act = join(folder, 'act.md')
  copyFileSync('test/support/act.md', act)
  t.match(await run('ingest', '--dry-run', act, join(folder, 'laws', 'ken.json')), /act\.md\n {2}markdown, law, en .*\n {2}structure headings .* 3 provisions from 1 to 3[\s\S]*ken\.json[\s\S]*unchanged/)
  writeFileSync(join(folder, 'broken.docx'), 'PK\x03\x04')
  t.match(await run('ingest', '--dry-run', join(folder, 'broken.docx'), act), /refused \(corrupt\)[\s\S]*3 provisions/, 'one that is refused does not stop the rest')
  t.equal(process.exitCode, 1)
  process.exitCode = 0
  t.match(await run('ingest', '--apply', '--state', 'KEN', '--publisher', 'Gazette', act), /ready; draft [0-9a-f-]{36}/)
  t.match(await run('report'), /^State +laws[\s\S]*\nKEN +1 [\s\S]*Member States: 2; with laws 2, with provisions 1/)

  const files = smallDataset()
  files['laws/ken.json']![0]!.kind = 'decre'
  t.match(await run('check', await writeDataset(t, files)), /laws\/ken\.json#0 kind[\s\S]*faults/)
  t.equal(process.exitCode, 1)
  process.exitCode = 0
})
