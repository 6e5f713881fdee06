import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { root } from '../src/config.js'

/** From below to above: a file imports from its own layer and from those below it, never from above. */
const layers = [['model'], ['portal', 'db'], ['classify'], ['search', 'ingest', 'cooperation'], ['http'], ['routes'], ['app'], ['contract'], ['server'], ['cli']]
/** What everything may import: they import nothing of ours but each other. */
const ground = ['config', 'child']
/** Folders whose files, or which, do not know each other: what two of them need stands a layer below. */
const apart = ['routes', 'search ingest cooperation', 'portal db']
/** A package and who may import it. */
const owners: [RegExp, RegExp][] = [
  [/^(drizzle-orm|pg)(\/|$)/, /^db\//],
  [/^meilisearch$/, /^search\//],
  [/^preact/, /^portal\//],
  [/^undici$/, /^(search\/|ingest\/fetch$)/],
  [/^(@?fastify(-|\/|$))/, /^(routes\/[^/]+|[^/]+)$/],
  [/^(commander|cli-progress)$/, /^cli$/]
]
/** `process.env` is read in one place; elsewhere it is only handed on, whole, to a child process. */
const environment = /process\.env(?!,|\s*\})/
const linesMax: Record<string, number> = { 'db/schema': 500, 'model/label': 1000 }

const src = join(root, 'src')
const files = readdirSync(src, { recursive: true, encoding: 'utf8' }).filter((f) => /\.tsx?$/.test(f) && !/^(browser|widget)\//.test(f)).sort()
  .map((path) => ({ name: path.replace(/\.tsx?$/, ''), text: readFileSync(join(src, path), 'utf8') }))

const folderOf = (name: string) => name.includes('/') ? name.split('/')[0]! : layers.flat().includes(name) || ground.includes(name) ? name : 'http'
const heightOf = (name: string) => layers.findIndex((layer) => layer.includes(folderOf(name)))

const imports = files.flatMap(({ name, text }) =>
  [...text.matchAll(/(?:^import\s[^'\n]*|^export\s[^'\n]*from |^\} from |import\()'([^']+)'/gm)].map(([, specifier]) => ({ name, specifier: specifier! })))
const own = imports.filter(({ specifier }) => specifier.startsWith('.'))
  .map(({ name, specifier }) => ({ from: name, to: join(name, '..', specifier).replace(/\.js$/, '') }))
const foreign = imports.filter(({ specifier }) => !/^(\.|node:)/.test(specifier))

t.test('every file is in a layer, and the test sees its imports', async (t) => {
  t.same(files.filter(({ name }) => heightOf(name) < 0 && !ground.includes(name)).map(({ name }) => name), [])
  t.same(own.filter(({ to }) => !files.some(({ name }) => name === to) && !to.startsWith('../clients/')), [])
  t.ok(own.length > files.length && foreign.length > files.length / 2, `${own.length} of our own, ${foreign.length} of others`)
})

t.test('imports flow one way', async (t) => {
  const upward = own.filter(({ from, to }) => ground.includes(from) ? !ground.includes(to) : !ground.includes(to) && heightOf(to) > heightOf(from))
  t.same(upward.map(({ from, to }) => `${from} imports ${to}`), [])
})

t.test('no file imports itself by way of others', async (t) => {
  const below = new Map(files.map(({ name }) => [name, own.filter(({ from }) => from === name).map(({ to }) => to)]))
  const reaches = (from: string, seen: Set<string>): Set<string> => {
    for (const to of below.get(from) ?? []) if (!seen.has(to)) reaches(to, seen.add(to))
    return seen
  }
  t.same(files.filter(({ name }) => reaches(name, new Set()).has(name)).map(({ name }) => name), [])
})

t.test('neighbours do not know each other', async (t) => {
  const sideways = own.filter(({ from, to }) => {
    const [a, b] = [folderOf(from), folderOf(to)]
    return apart.includes(a) ? a === b : a !== b && apart.some((group) => group.split(' ').includes(a) && group.split(' ').includes(b))
  })
  t.same(sideways.map(({ from, to }) => `${from} imports ${to}`), [])
})

t.test('each package stays where it is known', async (t) => {
  const astray = foreign.filter(({ name, specifier }) => owners.some(([what, who]) => what.test(specifier) && !who.test(name)))
  t.same(astray.map(({ name, specifier }) => `${name} imports ${specifier}`), [])
})

t.test('only config.ts reads the environment', async (t) => {
  t.same(files.filter(({ name, text }) => name !== 'config' && environment.test(text)).map(({ name }) => name), [])
})

t.test('a file fits into a head', async (t) => {
  const long = files.map(({ name, text }) => ({ name, lines: text.split('\n').length - 1 })).filter(({ name, lines }) => lines > (linesMax[name] ?? 300))
  t.same(long, [])
})
