import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import openapiTS, { astToString, COMMENT_HEADER } from 'openapi-typescript'
import t from 'tap'
import { AtlasProblem, openAtlas as openClient, read, walk } from '../clients/typescript/src/index.js'
import { root } from '../src/config.js'
import { openAtlas } from './support/atlas.js'
import { runProgram } from './support/program.js'

const file = (path: string) => readFileSync(join(root, path), 'utf8')

t.test('the types are those of the contract', async (t) => {
  const generated = COMMENT_HEADER + astToString(await openapiTS(file('openapi/openapi.json')))
  t.ok(generated === file('clients/typescript/src/schema.ts'), 'clients/typescript/src/schema.ts is what the contract says; if not, npm run openapi writes it')
})

t.test('the client', async (t) => {
  const { app } = await openAtlas(t, { index: 'founding' })
  const url = await app.listen({ host: '127.0.0.1', port: 0 })

  t.test('has an example that compiles and runs, and stands in its README', async (t) => {
    const example = file('clients/typescript/example.ts')
    t.ok(file('clients/typescript/README.md').includes(example))
    const stdout = await runProgram(t, example, [url])
    t.match(stdout, /^Computer Misuse and Cybercrimes Act, 14: 36 months at most \(National Council for Law Reporting \(Kenya Law\)\)$/m)
    t.match(stdout, /^\d+ provisions of all States, .+ first$/m)
  })

  t.test('walks all pages, speaks the language asked for, and throws problems', async (t) => {
    const asked: Request[] = []
    const atlas = openClient({ url: `${url}/`, lang: 'fr', key: 'atlas_none', fetch: async (request) => { asked.push(request.clone()); return await fetch(request) } })
    await t.rejects(read(atlas.GET('/v1/states/{code}', { params: { path: { code: 'KEN' } } })), { name: 'AtlasProblem', status: 401, problem: { code: 'unauthorized' } })
    t.equal(asked[0]!.headers.get('authorization'), 'Bearer atlas_none')
    const open = openClient({ url, lang: 'fr' })
    const names = []
    for await (const state of walk((cursor) => open.GET('/v1/states', { params: { query: { limit: 25, cursor } } }))) names.push(state.name)
    const { page } = await read(open.GET('/v1/states', { params: { query: { count: 'exact' } } }))
    t.equal(names.length, page.total, 'each once')
    t.ok(names.length > 100 && names.includes('Allemagne'))
    await t.rejects(walk((cursor) => open.GET('/v1/states', { params: { query: { limit: 1000, cursor } } })).next(), { status: 400, message: /limit/ })
    await t.rejects(read(Promise.resolve({ error: { detail: 'busy' }, response: new Response(null, { status: 429, headers: { 'retry-after': '7' } }) })), new AtlasProblem({ detail: 'busy' } as never, 429, 7))
  })
})
