import { connect, type AddressInfo } from 'node:net'
import t from 'tap'
import { openAtlas } from './support/atlas.js'

const lists = ['states', 'legislation', 'provisions', 'cases', 'lessons', 'concepts', 'instruments', 'coverage', 'search'].map((name) => `/v1/${name}`)

t.test('bad input is answered, never ignored', async (t) => {
  const { get, inject, app } = await openAtlas(t, { index: 'founding' })
  const refused = async (url: string, path: RegExp | string, message: RegExp = /./) => {
    const { status, headers, body } = await get(url)
    t.equal(status, 400, url)
    t.match(headers['content-type'], /^application\/problem\+json/, url)
    const named = body.errors.map((e: { path: string, message: string }) => `${e.path} ${e.message}`).join('; ') || body.detail
    t.match(named, path, url)
    t.match(named, message, url)
    return body
  }

  t.test('on every list', async (t) => {
    for (const url of lists) {
      await refused(`${url}?limt=5`, /limt/, /limit/)
      for (const limit of ['0', '101', '-1', '1e9', 'abc', '1.5', '', '99999999999']) await refused(`${url}?limit=${limit}`, /limit/)
      for (const cursor of ['x', 'e30.AAAA', '%F0%9F%92%A9', 'a.b.c']) await refused(`${url}?cursor=${cursor}`, /cursor/)
      await refused(`${url}?lang=xx`, /lang/)
      await refused(`${url}?__proto__=1`, /__proto__/)
      await refused(`${url}?constructor=1&toString=2`, /constructor/)
      await refused(`${url}?limit=1&limit=2`, /limit/)
      t.equal((await get(`${url}?q=%00`)).status, 400, 'NUL')
      t.equal((await get(`${url}?x=%E0%A4%A`)).status, 400, 'not percent-encoding')
    }
  })

  t.test('codes and dates name the fault and the nearest', async () => {
    await refused('/v1/provisions?state=KENN', /state/, /KEN/)
    await refused('/v1/provisions?concept=OFF.CIA.ACX', /concept/, /OFF\.CIA\.AC[CQ]/)
    await refused('/v1/provisions?instrument=BUDD', /instrument/, /BUD/)
    await refused('/v1/provisions?region=003x', /region/)
    await refused('/v1/provisions?article=2', /article/, /instrument/)
    for (const date of ['2019-02-30', '2019-13-01', '01.01.2019', '2019', 'today']) await refused(`/v1/provisions?asOf=${date}`, /asOf/)
    await refused('/v1/legislation?status=in_forse', /status/, /in_force/)
    await refused('/v1/search?q=x&type=provisions', /type/, /provision/)
    await refused('/v1/search?q=x&facets=colour', /facets/)
    await refused(`/v1/search?q=${'a'.repeat(10_000)}`, /q/, /at most/)
    await refused('/v1/legislation/abc', /id/)
  })

  t.test('a cursor serves only the request it came from', async (t) => {
    const { next } = (await get('/v1/legislation?state=KEN,FRA&limit=1')).body.page
    const use = async (url: string) => (await get(`${url}&cursor=${encodeURIComponent(next)}`))
    t.equal((await use('/v1/legislation?state=FRA,KEN&limit=2&lang=fr')).status, 200, 'page size and language may change')
    for (const url of ['/v1/legislation?state=KEN&limit=1', '/v1/legislation?limit=1', '/v1/cases?state=KEN,FRA&limit=1']) {
      const { status, body } = await use(url)
      t.match({ status, code: body.code }, { status: 400, code: 'invalid-cursor' }, url)
    }
    const [body, signature] = next.split('.')
    t.equal((await get(`/v1/legislation?state=KEN,FRA&limit=1&cursor=${body}A.${signature}`)).status, 400, 'changed')
  })

  t.test('methods and bodies', async (t) => {
    for (const url of [...lists, '/v1/states/KEN', '/health/live', '/openapi.json']) {
      for (const method of ['POST', 'PUT', 'PATCH', 'DELETE'] as const) {
        const response = await inject({ url, method, payload: '{"broken', headers: { 'content-type': 'application/json' } })
        t.equal(response.statusCode, 405, `${method} ${url}`)
        t.match(response.headers.allow, /GET/)
      }
      t.equal((await inject({ url, method: 'POST', payload: 'x', headers: { 'content-type': 'text/x-unknown' } })).statusCode, 405)
      t.equal((await inject({ url, method: 'HEAD' })).statusCode, 200, `HEAD ${url}`)
    }
    t.equal((await get('/nowhere')).status, 404)
    t.equal((await get('/v1/legislation/01900000-0000-7000-8000-000000000000')).status, 404)
  })

  t.test('strange queries find something or nothing, and never break', async (t) => {
    for (const q of ['" OR 1=1', 'status = "x"', '\\', '🦄🦄', '\u202eabc', 'x'.repeat(500), 'ا'.repeat(300), '<script>', '((((', '非'.repeat(200), '  ', '-', '“']) {
      t.equal((await get(`/v1/search?q=${encodeURIComponent(q)}&limit=5`)).status, 200, q.slice(0, 20))
    }
    await refused(`/v1/search?state=${encodeURIComponent('KEN" OR type = "case')}`, /state/)
    await refused(`/v1/search?language=${encodeURIComponent('en" OR language = "fr')}`, /language/)
  })

  t.test('a seeded storm of requests: never a 5xx', async (t) => {
    let seed = 20180530
    const random = (n: number) => (seed = (seed * 48271) % 2147483647) % n
    const pick = <T>(values: T[]) => values[random(values.length)]!
    const names = ['q', 'state', 'region', 'concept', 'instrument', 'article', 'asOf', 'limit', 'cursor', 'lang', 'count', 'format', 'type', 'status', 'year', 'yearFrom', 'nix']
    const values = ['KEN', 'ke', '404', 'OFF.CIA', 'BUD', '2', '2019-01-01', '-1', '100', 'exact', 'csv', 'fr', '', '%20', '%27', '%25', 'null', '[]', 'в', '%D8%A7', '0', 'a,b', ',']
    for (let i = 0; i < 400; i++) {
      const url = `${pick([...lists, '/v1/states/KEN', '/v1/akn/ke/act/2018/5', '/v1/instruments/BUD/articles/2'])}?${
        Array.from({ length: random(4) }, () => `${pick(names)}=${pick(values)}`).join('&')}`
      const { statusCode } = await inject({ url: encodeURI(decodeURI(url)) })
      if (statusCode >= 500 || statusCode === 0) t.fail(`${statusCode} ${url}`)
    }
    t.pass('400 requests')
  })

  t.test('problems explain themselves, in six languages', async (t) => {
    for (const [language, letters] of [['ar', /\p{Script=Arabic}/u], ['en', /valid/], ['es', /[a-z]/], ['fr', /[a-z]/], ['ru', /\p{Script=Cyrillic}/u], ['zh', /\p{Script=Han}/u]] as const) {
      const { body, headers } = await get('/v1/states?limit=0', { 'accept-language': language })
      t.match(body.title, letters)
      t.equal(headers['content-language'], language)
      t.equal((await get(new URL(body.type).pathname)).status, 200, 'the type resolves')
    }
  })

  t.test('what is not HTTP, and headers that are too large', async (t) => {
    await app.listen({ host: '127.0.0.1', port: 0 })
    const { port } = app.server.address() as AddressInfo
    const raw = (bytes: string) => new Promise<string>((resolve, reject) => {
      let answer = ''
      const socket = connect(port, '127.0.0.1', () => socket.write(bytes))
      socket.on('data', (chunk) => { answer += chunk }).on('close', () => resolve(answer)).on('error', reject)
    })
    t.match(await raw('BROKEN\r\n\r\n'), /^HTTP\/1\.1 400 [\s\S]*application\/problem\+json/)
    t.match(await raw(`GET /v1 HTTP/1.1\r\nHost: x\r\nX: ${'a'.repeat(20_000)}\r\n\r\n`), /^HTTP\/1\.1 431 [\s\S]*headers-too-large/)
  })
})
