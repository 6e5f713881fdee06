import { execFile } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import t, { type Test } from 'tap'
import { readConfig, root } from '../src/config.js'
import { readContract } from '../src/contract.js'
import { suggestKinds } from '../src/model/suggest.js'
import * as lists from '../src/model/vocabulary.js'
import { facetNames } from '../src/search/settings.js'
import { openCuration } from './support/curation.js'
import { runProgram } from './support/program.js'
import { lawRecord, provisionRecord, versionRecord } from './support/record.js'

type Schema = { type?: string, format?: string, enum?: string[], minimum?: number, maximum?: number, default?: unknown, items?: Schema }
type Parameter = { name: string, in: string, required: boolean, description?: string, schema: Schema }
type Answer = { $ref?: string, description: string, content?: Record<string, { schema: { $ref?: string } }> }
type Operation = {
  path: string, method: string, operationId: string, summary: string, tags: string[], security: unknown[], parameters?: Parameter[]
  responses: Record<string, Answer>
  'x-codeSamples': { lang: string, source: string }[]
}
type Document = {
  openapi: string, tags: { name: string }[], paths: Record<string, Record<string, Operation>>
  components: { schemas: Record<string, unknown>, responses: Record<string, Answer> }
}

const run = promisify(execFile)
const committed = readFileSync(join(root, 'openapi', 'openapi.json'), 'utf8')
const contract = JSON.parse(committed) as Document
const operations = Object.entries(contract.paths)
  .flatMap(([path, methods]) => Object.entries(methods).map(([method, operation]) => ({ ...operation, path, method })))
/** All but suggestions, which are for a box and few. */
const lists100 = operations.filter((o) => o.path !== '/v1/suggest' && o.parameters?.some((p) => p.name === 'limit'))

t.test('the contract', async (t) => {
  const curation = await openCuration(t, { index: 'founding' })
  const { app, inject, get } = curation
  const url = await app.listen({ host: '127.0.0.1', port: 0 })

  t.test('is served as it is committed', async (t) => {
    const { statusCode, headers, body } = await inject({ url: '/openapi.json' })
    t.equal(statusCode, 200)
    t.match(headers, { 'content-type': 'application/json; charset=utf-8', 'access-control-allow-origin': '*', 'cache-control': 'public, max-age=300' })
    t.ok(body === committed, 'openapi/openapi.json is what the app serves; if not, npm run openapi writes it')
    t.match(contract.openapi, /^3\.1\./)
    t.ok(await readContract(readConfig({ PUBLIC_URL: 'https://atlas.example', RATE_LIMIT_MAX: '7' })) === committed, 'settings are no part of it')
  })

  t.test('has no fault that Redocly knows of', async (t) => {
    const env = { ...process.env, REDOCLY_TELEMETRY: 'off', REDOCLY_SUPPRESS_UPDATE_NOTICE: 'true' }
    const linted = run(process.execPath, [join(root, 'node_modules/@redocly/cli/bin/cli.js'), 'lint', 'openapi/openapi.json', '--format=json'], { cwd: root, env })
    const { stdout } = await linted.catch((error: { stdout: string }) => error)
    const { totals, problems } = JSON.parse(stdout.slice(stdout.indexOf('{')))
    t.strictSame(totals, { errors: 0, warnings: 0, ignored: 0 }, JSON.stringify(problems).slice(0, 2000))
  })

  t.test('tells of every operation what it is and how it fails', async (t) => {
    const ids = operations.map((o) => o.operationId)
    t.equal(new Set(ids).size, ids.length, 'operation ids are unique')
    const tags = contract.tags.map((tag) => tag.name)
    for (const operation of operations) {
      t.test(operation.operationId, async (t) => {
        t.match(operation.operationId, /^[a-z][A-Za-z]+$/)
        t.ok(operation.summary.length > 10, 'has a summary')
        t.ok(operation.tags.length === 1 && tags.includes(operation.tags[0]!), 'has a tag that is described')
        const open = !['Curation', 'Keys'].includes(operation.tags[0]!)
        t.strictSame(operation.security, open ? [] : [{ key: [] }], `says that ${open ? 'no' : 'a'} key is needed`)
        for (const p of operation.parameters ?? []) {
          t.ok(p.description && p.description.length > 5, `${p.name} is described`)
          t.equal(p.required, p.in === 'path', `${p.name} is ${p.in === 'path' ? 'required' : 'optional'}`)
        }
        const statuses = [
          '400', '405', '429', '500', '503', ...(operation.path.includes('{') ? ['404', '410'] : []), ...(open ? [] : ['401', '403']),
          ...(operation.method === 'get' ? [] : ['409', '412', '413', '415', '422', '428', '507'])
        ]
        for (const status of statuses) t.ok(isProblem(operation.responses[status]) || (operation.operationId === 'getReadiness' && status === '503'), status)
        t.equal(operation.method === 'get', operation.responses[304] !== undefined, 'what is read can be revalidated')
      })
    }
    t.ok(operations.length >= 25, 'all operations are there')
  })

  t.test('has examples that run', async (t) => {
    const folder = mkdtempSync(join(tmpdir(), 'atlas-examples-'))
    t.teardown(() => rmSync(folder, { recursive: true }))
    for (const { operationId, path, security, 'x-codeSamples': samples } of operations) {
      const source = samples[0]!.source
      const example = /^curl "\$\{ATLAS:-http:\/\/127\.0\.0\.1:3000\}([^"]+)"(?: .*)?$/.exec(source)?.[1]
      t.ok(example, `${operationId}: ${source} is a curl command`)
      t.match(example!.split('?')[0], new RegExp(`^${path.replace(/\{[^}]+\}/g, '[^/]+')}$`), `${operationId}: the example is one of ${path}`)
      const own = security.length > 0 || source.includes('$SHA256') ? await exampleEnvironment(curation, folder) : {}
      const { stdout } = await run('bash', ['-c', `${source} --silent --show-error --fail-with-body`], { cwd: folder, env: { ...process.env, ...own, ATLAS: url }, maxBuffer: 1 << 26 })
        .catch((error: { stdout: string }) => { throw new Error(`${operationId}: ${error.stdout.slice(0, 1000)}`) })
      t.ok(stdout.length > 10, `${operationId} answers`)
      if (stdout.startsWith('{')) t.not(JSON.parse(stdout).items?.length, 0, `${operationId} finds something`)
    }
  })

  t.test('names each component once', async (t) => {
    const sources = readdirSync(join(root, 'src'), { recursive: true, encoding: 'utf8' }).filter((f) => f.endsWith('.ts'))
    const ids = sources.flatMap((f) => [...readFileSync(join(root, 'src', f), 'utf8').matchAll(/\.meta\(\{ id: '(\w+)'/g)].map((m) => m[1]!))
    t.strictSame(ids.filter((id, i) => ids.indexOf(id) !== i), [], 'no id is given to two shapes, of which one would be lost')
    const names = Object.keys(contract.components.schemas)
    t.strictSame(names.filter((name) => !ids.includes(name)), [], 'every component is a named shape')
    t.strictSame(names.filter((name) => names.includes(`${name}Input`)), [], 'none is there a second time for input')
  })

  t.test('shows the lists and numbers that are meant', async (t) => {
    t.strictSame(lists100.map((o) => o.path).sort(), [
      '/v1/audit', '/v1/cases', '/v1/concepts', '/v1/coverage', '/v1/drafts', '/v1/drafts/{id}/suggestions', '/v1/instruments', '/v1/keys', '/v1/legislation',
      '/v1/lessons', '/v1/provisions', '/v1/review-queue', '/v1/search', '/v1/states', '/v1/uploads'
    ])
    for (const { path } of lists100) t.strictSame(schemaOf(path, 'limit'), { type: 'integer', minimum: 1, maximum: 100, default: 20 }, path)
    for (const [path, name, values] of closedLists) t.strictSame(schemaOf(path, name)?.items?.enum?.slice().sort(), [...values].sort(), `${path} ${name}`)
    for (const path of ['/v1/legislation', '/v1/provisions', '/v1/coverage', '/v1/search']) {
      t.strictSame(schemaOf(path, 'asOf'), { type: 'string', format: 'date' }, `${path} asOf`)
    }
    for (const name of ['state', 'region', 'concept', 'instrument', 'article', 'language']) {
      t.match(schemaOf('/v1/provisions', name), { type: 'array', items: { type: 'string' }, maxItems: 100 }, name)
    }
    t.strictSame(schemaOf('/v1/provisions', 'legislation')?.items, { type: 'string', format: 'uuid' })
    t.strictSame(schemaOf('/v1/legislation', 'yearFrom'), { type: 'integer', minimum: 1600, maximum: 2100 })
  })

  t.test('says of parameters what is then done', async (t) => {
    const authorization = `Bearer ${(await curation.keyFor('admin')).key}`
    for (const { path, security, parameters = [] } of operations.filter((o) => o.method === 'get' && !o.path.includes('{'))) {
      const headers: Record<string, string> = security.length > 0 ? { authorization } : {}
      for (const { name, schema } of parameters.filter((p) => p.in === 'query')) {
        const { good, bad } = samplesOf(schema)
        for (const value of good) t.equal((await inject({ url: `${path}?${name}=${value}`, headers })).statusCode, 200, `${path}?${name}=${value} is accepted`)
        for (const value of bad) {
          const { status, body } = await get(`${path}?${name}=${value}`, headers)
          t.match({ status, path: body.errors?.[0]?.path }, { status: 400, path: name }, `${path}?${name}=${value} is refused`)
        }
      }
    }
  })

  t.test('makes a client that compiles and finds what Kenya has on illegal access', async (t) => {
    const found = await runClient(t, url)
    t.match(found.items.find(({ eId }) => eId === 'sec_14'), { state: { code: 'KEN' }, law: { akn: 'ke/act/2018/5' }, status: 'in_force' })
    for (const { eId, state, concepts } of found.items) {
      t.equal(state.code, 'KEN', eId)
      t.ok(concepts.some(({ concept }) => concept.code === 'OFF.CIA.ACC'), `${eId} is about illegal access`)
    }
    t.equal(found.items.length, found.total)
    t.match(found.refusal, { status: 400, code: 'invalid-request', errors: [{ path: 'status', message: 'repaled is not known; did you mean repealed?' }] })
  })
})

/** What the examples of curation name: a key, and a draft, an upload, a file, another key, made for one of them. */
async function exampleEnvironment ({ keyFor, send, upload, readAll }: Awaited<ReturnType<typeof openCuration>>, folder: string) {
  const { key } = await keyFor('admin')
  const { row } = await keyFor('reader')
  const content = '# Cyber Act\n\n## 1. Access\n\nWho accesses a computer system without right commits an offence.\n'
  writeFileSync(join(folder, 'act.md'), content)
  const { body: { items: [handed] } } = await upload(key, [{ name: 'act.md', content }], { state: 'KEN' })
  await readAll()
  const record = lawRecord({ versions: [versionRecord({ provisions: [provisionRecord({ concepts: [], heading: 'Unauthorised access', text: 'Who accesses a computer system without right commits an offence.' })] })] })
  const { body: draft } = await send('POST', '/v1/drafts', key, { body: { type: 'legislation', record } })
  return { ATLAS_KEY: key, KEY_ID: row.id, UPLOAD_ID: handed.id, SHA256: handed.sha256, DRAFT_ID: draft.id }
}

const closedLists: [string, string, readonly string[]][] = [
  ['/v1/states', 'type', lists.jurisdictionTypes], ['/v1/legislation', 'kind', lists.legislationKinds], ['/v1/legislation', 'status', lists.legalStatuses],
  ['/v1/provisions', 'status', lists.legalStatuses], ['/v1/cases', 'kind', lists.caseKinds], ['/v1/cases', 'courtType', lists.courtTypes],
  ['/v1/cases', 'outcome', lists.caseOutcomes], ['/v1/lessons', 'area', lists.lessonAreas], ['/v1/coverage', 'status', lists.coverageStatuses],
  ['/v1/search', 'type', lists.recordTypes], ['/v1/search', 'facets', facetNames], ['/v1/suggest', 'kind', suggestKinds],
  ['/v1/search', 'status', [...new Set([...lists.legalStatuses, ...lists.caseOutcomes, ...lists.lessonAreas])]]
]

const schemaOf = (path: string, name: string) => contract.paths[path]!.get!.parameters!.find((p) => p.name === name)?.schema

function isProblem (answer: Answer | undefined): boolean {
  const { content } = answer?.$ref ? contract.components.responses[answer.$ref.split('/').at(-1)!]! : answer ?? {}
  return content?.['application/problem+json']?.schema.$ref === '#/components/schemas/Problem'
}

/** Values at the borders of what a schema allows, on both sides. */
function samplesOf (schema: Schema): { good: (string | number)[], bad: (string | number)[] } {
  const one = schema.items ?? schema
  if (one.enum) return { good: schema.items ? [...one.enum, one.enum.join(',')] : one.enum, bad: ['zzzzz', ''] }
  if (one.type === 'integer') return { good: [one.minimum!, one.maximum!], bad: [one.minimum! - 1, one.maximum! + 1, 'x', ''] }
  if (one.format === 'date') return { good: ['2019-01-01', '2024-02-29'], bad: ['2019-02-30', '2019-1-1', '2023-02-29', '20190101', ''] }
  if (one.format === 'uuid') return { good: ['01a20ae4-ed9e-766c-968f-dd0354867e3a'], bad: ['01a20ae4', '01a20ae4-ed9e-766c-968f-dd0354867e3g', ''] }
  return { good: [], bad: [] }
}

const client = `
import createClient from 'openapi-fetch'
import type { components, paths } from './src/schema.js'

const atlas = createClient<paths>({ baseUrl: process.argv[2]! })
const { data, error } = await atlas.GET('/v1/provisions', {
  params: { query: { state: ['KEN'], concept: ['OFF.CIA.ACC'], status: ['in_force', 'suspended'], limit: 100, count: 'exact' } }
})
if (error) throw new Error(error.detail)
const items: components['schemas']['Provision'][] = data.items
// @ts-expect-error the list of statuses is closed
const refused = await atlas.GET('/v1/provisions', { params: { query: { status: ['repaled'] } } })
// @ts-expect-error a law is asked for by its id
await atlas.GET('/v1/legislation/{id}', { params: { path: {} } }).catch(() => {})
console.log(JSON.stringify({ total: data.page.total, items, refusal: refused.error }))
`

/** Compiles a program that uses the types of the client, with `tsc --strict`, and runs it. */
async function runClient (t: Test, url: string) {
  type Found = { eId: string, state: { code: string }, concepts: { concept: { code: string } }[] }
  return JSON.parse(await runProgram(t, client, [url])) as { total: number, items: Found[], refusal: unknown }
}
