import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import t from 'tap'
import { environmentNames } from '../src/config.js'
import { openAtlas } from './support/atlas.js'

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

/** Whether every value that is shown is in the answer; of a list, each item shown is held by one that is there. */
function holds (real: any, shown: any): boolean {
  if (Array.isArray(shown)) return shown.every((item) => (real as unknown[]).some((r) => holds(r, item)))
  if (shown === null || typeof shown !== 'object') return real === shown
  return real !== null && Object.entries(shown).every(([key, value]) => holds(real[key], value))
}
