import { gunzipSync } from 'node:zlib'
import t from 'tap'
import { openAtlas } from './support/atlas.js'

t.test('representations', async (t) => {
  const { app, inject, get } = await openAtlas(t, { index: 'founding' })
  type Read = { security: unknown[], 'x-codeSamples'?: { source: string }[] }
  const operations = Object.values(app.swagger().paths!).map((path) => path!.get as unknown as Read | undefined)
    .filter((read) => read?.security.length === 0).flatMap((read) => read!['x-codeSamples']!).filter(({ source }) => !source.includes('$SHA256'))
  const examples = operations.map(({ source }) => /3000\}([^"]+)"/.exec(source)![1]!)
  // What these say changes by itself from one request to the next.
  const steady = examples.filter((url) => !/^\/(metrics|health\/ready|v1\/search)/.test(url))
  t.ok(steady.length > 20, 'there are examples')

  t.test('every GET has a strong ETag that revalidates', async (t) => {
    for (const url of examples) {
      const { statusCode, headers } = await inject({ url })
      t.equal(statusCode, 200, url)
      t.match(headers.etag, /^"[\w-]{27}"$/, `${url} has a strong tag`)
      t.ok(headers['cache-control'], `${url} says how long it may be kept`)
    }
    for (const url of steady) {
      const first = await inject({ url })
      const again = await inject({ url, headers: { 'if-none-match': first.headers.etag as string } })
      t.match({ status: again.statusCode, body: again.body, etag: again.headers.etag }, { status: 304, body: '', etag: first.headers.etag }, url)
      for (const name of ['cache-control', 'vary', 'content-language', 'access-control-allow-origin', 'content-location']) {
        t.equal(again.headers[name], first.headers[name], `${url}: 304 has the same ${name}`)
      }
      t.notOk(again.headers['content-length'] ?? again.headers['content-encoding'], `${url}: 304 has no body to speak of`)
    }
  })

  t.test('If-None-Match is a list, a star or a weak twin', async (t) => {
    const url = '/v1/states/KEN'
    const { etag } = (await get(url)).headers
    for (const given of [`${etag}`, `W/${etag}`, '*', `"a", ${etag}`, `"a",W/${etag} , "b"`]) t.equal((await get(url, { 'if-none-match': given })).status, 304, given)
    for (const given of ['"a"', '', 'W/"a", "b"', `${etag}x`, String(etag).slice(1, -1), '"*"']) {
      t.equal((await get(url, { 'if-none-match': given })).status, 200, `${given} is another`)
    }
    t.not((await get('/v1/states/UGA')).headers.etag, etag, 'another record has another tag')
    t.not((await get(url, { 'accept-language': 'ar' })).headers.etag, etag, 'so has another language')
  })

  t.test('gzip and identity have tags of their own', async (t) => {
    const url = '/v1/states?limit=50'
    const plain = await inject({ url })
    const zipped = await inject({ url, headers: { 'accept-encoding': 'gzip' } })
    t.equal(plain.headers['content-encoding'], undefined)
    t.equal(zipped.headers['content-encoding'], 'gzip')
    t.ok(zipped.rawPayload.length < plain.rawPayload.length / 4, 'it is smaller')
    t.equal(gunzipSync(zipped.rawPayload).toString(), plain.body, 'and says the same')
    t.equal(Number(zipped.headers['content-length']), zipped.rawPayload.length)
    t.not(plain.headers.etag, zipped.headers.etag)
    for (const { headers } of [plain, zipped]) t.match(headers.vary, /(^|, )Accept-Encoding(,|$)/)
    const revalidate = (etag: unknown, encoding: string) => inject({ url, headers: { 'if-none-match': String(etag), 'accept-encoding': encoding } })
    t.equal((await revalidate(plain.headers.etag, 'identity')).statusCode, 304)
    t.equal((await revalidate(zipped.headers.etag, 'gzip')).statusCode, 304)
    t.equal((await revalidate(zipped.headers.etag, 'identity')).statusCode, 200, 'who holds zipped bytes does not hold these')
    for (const [given, expected] of [['gzip;q=0', undefined], ['br', undefined], ['', undefined], ['*', 'gzip'], ['br, gzip;q=0.5', 'gzip'], ['deflate;;;,\u00e9', undefined]]) {
      t.equal((await inject({ url, headers: { 'accept-encoding': given! } })).headers['content-encoding'], expected, `Accept-Encoding: ${given}`)
    }
    t.equal((await inject({ url: '/health/live', headers: { 'accept-encoding': 'gzip' } })).headers['content-encoding'], undefined, 'little is not worth it')
  })

  t.test('Vary names what the answer depends on', async (t) => {
    t.match(await varyOf('/v1/states'), ['accept-language', 'accept-encoding'])
    t.match(await varyOf('/v1/coverage?limit=1'), ['accept-language', 'accept'], 'coverage is JSON or CSV')
    t.match(await varyOf('/v1/states?limit=x'), ['accept-language'], 'a problem has a language too')
    const csv = await inject({ url: '/v1/coverage?state=KEN', headers: { accept: 'text/csv' } })
    t.match(csv.headers, { 'content-type': 'text/csv; charset=utf-8', 'content-disposition': 'attachment; filename="coverage.csv"' })
    t.match(csv.body, /^\uFEFFstate,stateName,concept,/)
  })

  async function varyOf (url: string) {
    const names = String((await inject({ url })).headers.vary).toLowerCase().split(', ')
    t.equal(new Set(names).size, names.length, 'each once')
    return names.sort((a, b) => b.length - a.length)
  }

  t.test('Cache-Control is set on purpose', async (t) => {
    const control = async (url: string, status = 200) => {
      const { statusCode, headers } = await inject({ url })
      t.equal(statusCode, status, url)
      return headers['cache-control']
    }
    t.equal(await control('/v1/states/KEN'), 'public, max-age=60')
    t.equal(await control('/v1/search?q=access'), 'public, no-cache', 'a cache that nobody tells of changes asks each time')
    t.equal(await control('/v1/akn/ke/act/2018/5'), 'public, max-age=60')
    t.equal(await control('/v1/akn/ke/act/2018/5/en'), 'public, max-age=60', 'a version without a day is the latest')
    const { body } = await get('/v1/akn/ke/act/2018/5')
    const { href, validFrom } = body.versions.find((v: { validFrom: string | null, language: string }) => v.validFrom && v.language === 'en')
    t.equal(href, `/v1/akn/ke/act/2018/5/en@${validFrom}`)
    t.equal(await control(href), 'public, max-age=31536000, immutable', 'a dated version stays as it is')
    t.equal(await control('/v1/akn/ke/act/2018/5/en@2090-01-01'), 'public, max-age=60', 'what will be the law is not settled')
    for (const url of ['/health/live', '/health/ready', '/metrics']) t.equal(await control(url), 'no-store')
    t.equal(await control('/v1/states/XXX', 404), 'no-store')
    t.equal(await control('/v1/states?limit=0', 400), 'no-store')
    t.equal(await control('/v1/akn/ke/act/2018/5/en@1900-01-01', 404), 'no-store', 'nothing found is not found for ever')
    t.equal(await control('/nothing', 404), 'no-store')
  })

  t.test('HEAD is GET without a body', async (t) => {
    const own = ({ headers }: { headers: Record<string, unknown> }) => {
      const { date: _date, 'ratelimit-remaining': _remaining, 'ratelimit-reset': _reset, ...rest } = headers
      return rest
    }
    for (const url of [...steady, '/v1/states/XXX', '/v1/states?limit=x', '/nothing']) {
      for (const encoding of ['identity', 'gzip']) {
        const request = { url, headers: { 'accept-encoding': encoding } }
        const [gotten, headed] = [await inject(request), await inject({ ...request, method: 'HEAD' })]
        t.equal(headed.statusCode, gotten.statusCode, url)
        t.equal(headed.body, '', `HEAD ${url} has no body`)
        const { 'content-length': length, ...headers } = own(gotten)
        const { 'content-length': lengthOfHead, ...headersOfHead } = own(headed)
        t.strictSame(headersOfHead, headers, `HEAD ${url} ${encoding} has the headers of GET`)
        // The request id is in the body of a problem, the length of which stays the same.
        t.equal(lengthOfHead, length, `HEAD ${url} ${encoding} tells the length`)
      }
    }
    const { etag } = (await get('/v1/states/KEN')).headers
    t.equal((await inject({ method: 'HEAD', url: '/v1/states/KEN', headers: { 'if-none-match': String(etag) } })).statusCode, 304)
  })

  t.test('any site may read', async (t) => {
    const origin = 'https://portal.example'
    for (const url of ['/v1/states', '/openapi.json', '/v1/states/XXX', '/v1/states?limit=x', '/nothing', '/v1/states/%E0%A4%A', '/v1/states?q=%00']) {
      const { headers } = await inject({ url, headers: { origin } })
      t.equal(headers['access-control-allow-origin'], '*', url)
      t.notOk(headers['access-control-allow-credentials'], url)
    }
    const exposed = String((await inject({ url: '/v1/states', headers: { origin } })).headers['access-control-expose-headers']).toLowerCase().split(', ')
    for (const name of ['etag', 'link', 'content-language', 'retry-after', 'ratelimit-limit', 'ratelimit-remaining', 'ratelimit-reset']) t.ok(exposed.includes(name), name)
    const preflight = await inject({
      method: 'OPTIONS', url: '/v1/states', headers: { origin, 'access-control-request-method': 'GET', 'access-control-request-headers': 'if-none-match' }
    })
    t.equal(preflight.statusCode, 204)
    t.match(preflight.headers, {
      'access-control-allow-origin': '*', 'access-control-allow-methods': 'GET, HEAD, OPTIONS', 'access-control-allow-headers': 'if-none-match',
      'access-control-max-age': '86400', 'content-length': '0'
    })
  })

  t.test('answers carry the headers that keep browsers out of trouble', async (t) => {
    for (const url of ['/v1/states', '/v1/states/XXX', '/openapi.json', '/docs/static/index.html']) {
      t.match((await app.inject({ url })).headers, {
        'x-content-type-options': 'nosniff', 'referrer-policy': 'no-referrer', 'strict-transport-security': /max-age=31536000/,
        'cross-origin-resource-policy': 'cross-origin', 'x-powered-by': undefined, server: undefined
      }, url)
    }
  })

  t.test('Content-Language tells the language chosen', async (t) => {
    const chosen = async (query: string, acceptLanguage: string) => {
      const { headers, body } = await get(`/v1/states/CHN${query}`, { 'accept-language': acceptLanguage })
      return `${headers['content-language']} ${body.name}`
    }
    t.equal(await chosen('', ''), 'en China')
    t.equal(await chosen('', 'zh'), 'zh 中国')
    t.equal(await chosen('', 'de, fr;q=0.8, es;q=0.9'), 'es China')
    t.equal(await chosen('', 'zh-Hant-TW'), 'zh 中国')
    t.equal(await chosen('', 'FR-ca;q=0.1, ru;q=0'), 'fr Chine')
    t.equal(await chosen('', 'de, *;q=0.5'), 'en China')
    t.equal(await chosen('', 'x;q=;;,,;q=9, \u00e9'), 'en China', 'nonsense is no fault')
    t.equal(await chosen('?lang=ar', 'zh'), 'ar الصين', 'lang goes before')
  })
})

t.test('the rate limit', async (t) => {
  const { get, inject } = await openAtlas(t, { env: { RATE_LIMIT_MAX: '3' } })
  const from = (remoteAddress: string, url: string, method: 'GET' | 'POST' = 'GET') => inject({ url, method, remoteAddress, headers: { 'accept-language': 'fr' } })
  for (const left of ['2', '1', '0']) {
    t.match((await get('/v1/states/KEN')).headers, { 'ratelimit-limit': '3', 'ratelimit-remaining': left, 'ratelimit-reset': /^\d+$/ })
  }
  const { status, headers, body } = await get('/v1/states/KEN', { 'accept-language': 'es' })
  t.equal(status, 429)
  t.match(body, { code: 'too-many-requests', status: 429, title: 'Demasiadas solicitudes', detail: /The limit is 3 requests a minute/ })
  t.match(headers, {
    'content-type': 'application/problem+json; charset=utf-8', 'cache-control': 'no-store', 'ratelimit-limit': '3', 'ratelimit-remaining': '0',
    'access-control-allow-origin': '*'
  })
  t.ok(Number(headers['retry-after']) > 0 && Number(headers['retry-after']) <= 60, 'Retry-After is in seconds')
  for (const url of ['/health/live', '/health/ready', '/metrics']) t.not((await from('127.0.0.1', url)).statusCode, 429, `${url} is exempt`)
  t.equal((await from('192.0.2.1', '/v1/states/KEN')).statusCode, 200, 'another address has its own')

  t.test('what is not there counts too', async (t) => {
    for (const n of [1, 2, 3]) t.equal((await from('192.0.2.2', `/nothing/${n}`)).statusCode, 404)
    t.equal((await from('192.0.2.2', '/nothing/4')).statusCode, 429)
    for (const n of [1, 2, 3]) t.equal((await from('192.0.2.3', '/v1/states', 'POST')).statusCode, 405, `${n}`)
    t.equal((await from('192.0.2.3', '/v1/states', 'POST')).statusCode, 429)
  })
})
