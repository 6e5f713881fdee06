import { generateKeyPair, type CryptoKey } from 'jose'
import t from 'tap'
import { createFirstKey, findKey } from '../src/db/key.js'
import { openStores } from './support/atlas.js'
import { openCuration } from './support/curation.js'
import { openIssuerServer } from './support/issuer.js'

t.test('keys are made, used, limited and revoked', async (t) => {
  const { db, pool, keyFor, send, inject } = await openCuration(t)
  const { key: admin } = await keyFor('admin')
  const make = (body: object) => send('POST', '/v1/keys', admin, { body })
  const made = await make({ kind: 'secret', name: 'Amina', role: 'curator', states: ['KEN'] })
  t.match(made, { status: 201, body: { key: /^atlas_[0-9a-z]{12}_[A-Za-z0-9]{32}$/, role: 'curator', states: ['KEN'], revokedAt: null } })
  const { key, href } = made.body
  t.equal(made.headers.location, href)
  const { rows: [row] } = await pool.query('select * from api_key where id = $1', [made.body.id])
  t.notOk(JSON.stringify(row).includes(key.split('_')[2]), 'the secret is nowhere')
  t.match(row.hash, /^[0-9a-f]{64}$/)
  const { rows: audited } = await pool.query('select * from audit where record_type = \'key\'')
  t.notOk(JSON.stringify(audited).includes(row.hash), 'nor is the hash in the audit')

  t.match(await send('GET', '/v1/me', key), { status: 200, body: { actor: `key:${made.body.id}`, role: 'curator', states: ['KEN'] } })
  t.ok((await send('GET', href, admin)).body.lastUsedAt, 'it is known when it was used')
  t.match(await send('GET', '/v1/keys', key), { status: 403, body: { code: 'forbidden', detail: /needs the role admin; the key has the role curator/ } })
  t.match(await inject({ url: '/v1/keys' }), { statusCode: 401, headers: { 'www-authenticate': /^Bearer/ } })
  for (const wrong of [`${key}x`, key.replace(/.$/, (c: string) => c === 'a' ? 'b' : 'a'), 'atlas_zzzzzzzzzzzz_00000000000000000000000000000000', 'x', 'a.b.c']) {
    t.match(await send('GET', '/v1/states/KEN', wrong), { status: 401, body: { code: 'unauthorized' } }, `${wrong} is refused, also where none is needed`)
  }
  t.match(await inject({ url: '/v1/me', headers: { authorization: `Basic ${key}` } }), { statusCode: 401 })

  t.match(await send('DELETE', href, admin), { status: 200, body: { revokedAt: String } })
  t.match(await send('GET', '/v1/me', key), { status: 401 }, 'the very next request')
  t.match(await send('DELETE', href, admin), { status: 200, body: { revokedAt: String } }, 'again is the same')

  const short = await make({ kind: 'secret', name: 'x', role: 'reader', expiresAt: new Date(Date.now() + 400).toISOString() })
  t.equal((await send('GET', '/v1/me', short.body.key)).status, 200)
  await new Promise((resolve) => setTimeout(resolve, 450))
  t.equal((await send('GET', '/v1/me', short.body.key)).status, 401, 'its time is over')

  for (const [body, path] of [
    [{ kind: 'secret', name: 'x', role: 'king' }, 'body'], [{ kind: 'secret', name: 'x', role: 'curator', states: ['XXX'] }, 'state'],
    [{ kind: 'publishable', name: 'x', origins: ['portal.example'] }, 'body'], [{ kind: 'publishable', name: 'x', origins: ['https://a.example/path'] }, 'body'],
    [{ kind: 'publishable', name: 'x', role: 'admin', origins: ['https://a.example'] }, 'body']
  ] as const) t.match((await make(body)), { status: 400 }, `${JSON.stringify(body)} ${path}`)
  t.equal((await send('GET', '/v1/keys/01a20ae4-ed9e-766c-968f-dd0354867e3a', admin)).status, 404)
  t.ok((await send('GET', '/v1/keys?count=exact', admin)).body.page.total >= 3)
  t.equal(await findKey(db, 'no key'), undefined)
})

t.test('a publishable key reads, from its own pages only, in its own bucket', async (t) => {
  const { keyFor, send, inject } = await openCuration(t, { env: { RATE_LIMIT_MAX: '1000' } })
  const { key: admin } = await keyFor('admin')
  const { body: { key, href } } = await send('POST', '/v1/keys', admin, { body: { kind: 'publishable', name: 'portal', origins: ['https://portal.example'], requestsPerMinute: 3 } })
  t.match(key, /^pk_/)
  const ask = (origin?: string, url = '/v1/states/KEN') => inject({ url, headers: { authorization: `Bearer ${key}`, ...(origin ? { origin } : {}) } })
  t.match(await ask('https://portal.example'), { statusCode: 200, headers: { 'ratelimit-limit': '3' } })
  t.match(await ask('https://evil.example'), { statusCode: 403, headers: { 'access-control-allow-origin': '*' } })
  t.match(await ask(), { statusCode: 403 })
  t.match(await ask('https://portal.example', '/v1/drafts'), { statusCode: 403 }, 'it reads only what is public')
  t.equal((await ask('https://portal.example')).statusCode, 200)
  const refused = await ask('https://portal.example')
  t.match(refused, { statusCode: 429, headers: { 'retry-after': /\d/ } })
  t.match(refused.json().detail, /The limit is 3 requests a minute/)
  t.equal((await inject({ url: '/v1/states/KEN' })).statusCode, 200, 'others have theirs')
  const preflight = await inject({ method: 'OPTIONS', url: '/v1/states/KEN', headers: { origin: 'https://portal.example', 'access-control-request-method': 'GET', 'access-control-request-headers': 'authorization' } })
  t.match(preflight.headers['access-control-allow-headers'], /authorization/)
  await send('DELETE', href, admin)
  t.equal((await ask('https://portal.example')).statusCode, 401)
})

t.test('the first start makes one admin key, once', async (t) => {
  const { db } = await openStores(t)
  const keys = await Promise.all([createFirstKey(db), createFirstKey(db), createFirstKey(db)])
  const [key] = keys.filter((k) => k !== undefined)
  t.equal(keys.filter((k) => k !== undefined).length, 1)
  t.match(await findKey(db, key!), { role: 'admin', jurisdictionCodes: null })
  t.equal(await createFirstKey(db), undefined)
})

t.test('tokens of an OpenID Connect issuer are believed, if they are its own', async (t) => {
  const { issuer, sign, setUp } = await openIssuerServer(t)
  const { send } = await openCuration(t, { env: { OIDC_ISSUER: issuer, OIDC_AUDIENCE: 'atlas' } })
  const me = async (token: string) => send('GET', '/v1/me', token)
  setUp(false)
  t.match(await me(await sign({})), { status: 503, headers: { 'retry-after': /\d/ } }, 'an issuer that is away is waited for')
  setUp(true)
  t.match(await me(await sign({ atlas_role: 'reviewer', atlas_states: ['KEN', 'UGA'] })), { status: 200, body: { actor: 'oidc:amina', role: 'reviewer', states: ['KEN', 'UGA'] } })
  t.match(await me(await sign({ atlas_role: ['reader', 'curator'], atlas_states: 'KEN UGA' })), { body: { role: 'curator', states: ['KEN', 'UGA'] } })
  t.match(await me(await sign({ atlas_role: 'emperor' })), { body: { role: 'reader', states: null } })
  t.equal((await me(await sign({ atlas_role: 'admin', atlas_states: ['Kenya'] }))).status, 401, 'States that are none')
  const { privateKey: foreign } = await generateKeyPair('RS256')
  for (const [what, token] of Object.entries({
    'another key': await sign({ atlas_role: 'admin' }, { key: foreign as CryptoKey }),
    'another audience': await sign({ atlas_role: 'admin' }, { aud: 'other' }),
    'another issuer': await sign({ atlas_role: 'admin' }, { iss: 'https://evil.example' }),
    expired: await sign({ atlas_role: 'admin' }, { exp: '-1m' }),
    unsigned: `${Buffer.from('{"alg":"none"}').toString('base64url')}.${Buffer.from(JSON.stringify({ iss: issuer, aud: 'atlas', sub: 'x', atlas_role: 'admin' })).toString('base64url')}.`
  })) t.equal((await me(token)).status, 401, what)
  const { send: closed } = await openCuration(t)
  t.equal((await closed('GET', '/v1/me', await sign({ atlas_role: 'admin' }))).status, 401, 'without a configured issuer no token is believed')
})
