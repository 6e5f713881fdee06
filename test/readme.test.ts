import { execFile } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'
import t from 'tap'
import { environmentNames } from '../src/config.js'
import { readDataset } from '../src/ingest/dataset.js'
import { legislationRecord } from '../src/model/legislation.js'
import { openAtlas } from './support/atlas.js'
import { openCuration } from './support/curation.js'

const pages = ['README.md', 'CONTRIBUTING.md', 'data/README.md']
const readme = readFileSync('README.md', 'utf8')

t.test('the environment is told whole', async (t) => {
  const compose = ['POSTGRES_PASSWORD', 'MEILI_MASTER_KEY']
  const told = [...readFileSync('.env.example', 'utf8').matchAll(/^([A-Z_]+)=/gm)].map((m) => m[1])
  t.same(told.sort(), [...environmentNames, ...compose].sort())
})

t.test('links, scripts and commands in prose are there', async (t) => {
  const { scripts } = JSON.parse(readFileSync('package.json', 'utf8')) as { scripts: Record<string, string> }
  const commands = [...readFileSync('src/cli.ts', 'utf8').matchAll(/program\.command\('(\w+)'\)/g)].map((m) => m[1]!)
  for (const page of pages) {
    const text = readFileSync(page, 'utf8')
    for (const [, link] of text.matchAll(/\]\((?!https?:)([^)#]+)\)/g)) t.ok(existsSync(join(dirname(page), link!)), `${page}: ${link}`)
    for (const [, script] of text.matchAll(/npm run ([\w:]+)/g)) t.ok(scripts[script!], `${page}: npm run ${script}`)
    for (const [, command] of text.matchAll(/npx atlas (\w+)/g)) t.ok(commands.includes(command!), `${page}: atlas ${command}`)
  }
})

t.test('the first five requests answer as the README shows', async (t) => {
  const { get } = await openAtlas(t, { index: 'founding' })
  const shown = [...readme.matchAll(/curl 'http:\/\/127\.0\.0\.1:3000([^']+)'\s+```\s+```json\s+([\s\S]*?)```/g)]
  t.equal(shown.length, 5)
  for (const [, url = '', json = ''] of shown) {
    const { status, body } = await get(url)
    t.equal(status, 200, url)
    t.ok(holds(body, JSON.parse(json)), `${url} holds what is shown: ${json}`)
  }
})

t.test('the way from a file to a published law goes as the README shows', async (t) => {
  const { app, keyFor, readAll } = await openCuration(t, { index: 'founding' })
  const env: Record<string, string> = {
    ATLAS: await app.listen({ host: '127.0.0.1', port: 0 }), CURATOR: (await keyFor('curator', ['KEN'])).key, REVIEWER: (await keyFor('reviewer')).key
  }
  const block = /```sh\n(curl "\$ATLAS[\s\S]*?)```/.exec(readme)![1]!
  const commands = block.split(/\n(?=curl)/)
  t.equal(commands.length, 10)
  for (const command of commands) {
    const { stdout } = await promisify(execFile)('bash', ['-c', `${command.trim()} --silent --show-error --fail-with-body`], { env: { ...process.env, ...env }, maxBuffer: 1 << 24 })
    const body = JSON.parse(stdout)
    t.notOk(body.errors, command)
    env.DRAFT ??= body.items[0].draft
    await readAll()
    if (command.includes('/en@')) t.match(body, { provisions: [{ eId: 'sec_1' }, { eId: 'sec_2', concepts: [{ concept: { code: 'OFF.CIA.ACC' } }] }, { eId: 'sec_3' }] })
  }
})

t.test('the figures of the dataset are those it has', async (t) => {
  const { dataset } = await readDataset('data')
  const laws = dataset.laws.map((l) => l.record)
  const members = new Set(dataset.jurisdictions.flatMap(({ record: j }) => j.type === 'member_state' ? j.code : []))
  const provisions = laws.flatMap((l) => l.versions.flatMap((v) => v.provisions))
  const counts = [
    laws.length, new Set(laws.map((l) => l.jurisdiction).filter((code) => members.has(code))).size,
    new Set(laws.filter((l) => l.versions.some((v) => v.provisions.length > 0) && members.has(l.jurisdiction)).map((l) => l.jurisdiction)).size,
    provisions.length, provisions.flatMap((p) => p.penalties).length, dataset.cases.length, dataset.lessons.length
  ].map((n) => n.toLocaleString('en'))
  const [laid, of, read, parts, penalties, cases, lessons] = counts
  const flat = readme.replace(/\s+/g, ' ')
  t.ok(flat.includes(`holds ${laid} laws of ${of} Member States, ${read} of them down to the provision (${parts} provisions with ${penalties} penalties), ${cases} cases, ${lessons} lessons learned`), counts.join(', '))
})

t.test('the worked example is what the dataset holds', async (t) => {
  const [law, version] = [...readFileSync('data/README.md', 'utf8').matchAll(/```json\s+([\s\S]*?)```/g)].map(([, json]) => JSON.parse(json!))
  t.ok(version, 'a law and a version are shown')
  const record = { ...law, versions: [{ ...version, source: law.source }] }
  t.strictSame(legislationRecord.safeParse(record).error?.issues, undefined, 'the validator takes it')
  const { dataset } = await readDataset('data')
  t.ok(holds(dataset.laws.find((l) => l.record.akn === law.akn)?.record, { ...law, versions: [version] }))
})

/** Whether every value that is shown is in the answer; of a list, each item shown is held by one that is there. */
function holds (real: any, shown: any): boolean {
  if (Array.isArray(shown)) return shown.every((item) => (real as unknown[]).some((r) => holds(r, item)))
  if (shown === null || typeof shown !== 'object') return real === shown
  return real != null && Object.entries(shown).every(([key, value]) => holds(real[key], value))
}
