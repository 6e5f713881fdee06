import { z } from 'zod'
import { principalOf } from '../auth.js'
import type { Routes } from '../context.js'
import { countKeys, createKey, getKey, listKeys, revokeKey, type Key } from '../db/key.js'
import { inTransaction } from '../db/client.js'
import { pageShape, uuid } from '../model/common.js'
import { keyRequest, keyShape, newKeyShape } from '../model/key.js'
import { keyRoles } from '../model/vocabulary.js'
import { cutPage, pageStart } from '../page.js'
import * as parameter from '../parameter.js'

const tags = ['Keys']
const params = z.strictObject({ id: uuid.describe('the id of the key') })
const { limit, cursor, count } = parameter.paging
const none = z.strictObject({})
const meShape = z.strictObject({ actor: z.string(), role: z.enum(keyRoles), states: z.array(z.string()).nullable().describe('null: all') }).meta({ id: 'Caller' })

/** Keys, for administrators; and who a key is, for its holder. */
export const keyRoutes: Routes = async (app, { db, secret, reference }) => {
  app.get('/v1/me', {
    config: { access: 'reader', example: '/v1/me' },
    schema: { operationId: 'getCaller', summary: 'Who the key or token that was sent stands for', tags, querystring: none, response: { 200: meShape } }
  }, async (request, reply) => {
    const { actor, role, states } = principalOf(request)
    reply.header('cache-control', 'no-store')
    return { actor, role, states }
  })

  app.get('/v1/keys', {
    config: { access: 'admin', example: '/v1/keys' },
    schema: {
      operationId: 'listKeys', summary: 'All keys, without their secrets', tags, querystring: z.strictObject({ limit, cursor, count }),
      response: { 200: z.strictObject({ items: z.array(keyShape), page: pageShape }) }
    }
  }, async (request, reply) => {
    const rows = await listKeys(db, { after: pageStart<string>(request, secret), limit: request.query.limit + 1 })
    const { items, page } = await cutPage(request, reply, secret, rows, (row) => row.id, () => countKeys(db))
    reply.header('cache-control', 'no-store')
    return { items: items.map(present), page }
  })

  app.post('/v1/keys', {
    config: { access: 'admin', example: '/v1/keys', exampleArguments: '--json \'{ "kind": "secret", "name": "Amina", "role": "curator", "states": ["KEN"] }\'' },
    schema: { operationId: 'createKey', summary: 'Make a key; its secret is in this answer and nowhere else', tags, querystring: none, body: keyRequest, response: { 201: newKeyShape } }
  }, async (request, reply) => {
    const wanted = request.body
    if (wanted.kind === 'secret' && wanted.states) parameter.resolveCodes({ state: wanted.states }, await reference())
    // The secret is not kept, so an Idempotency-Key could not give it again.
    const { key, row } = await inTransaction(db, (tx) => createKey(tx, wanted, { actor: principalOf(request).actor, requestId: request.id }))
    return reply.code(201).headers({ location: `/v1/keys/${row.id}`, 'cache-control': 'no-store' }).send({ key, ...present(row) })
  })

  app.get('/v1/keys/:id', {
    config: { access: 'admin', example: '/v1/keys/$KEY_ID' },
    schema: { operationId: 'getKey', summary: 'One key, without its secret', tags, params, querystring: none, response: { 200: keyShape } }
  }, async (request, reply) => {
    reply.header('cache-control', 'no-store')
    return present(await getKey(db, request.params.id))
  })

  app.delete('/v1/keys/:id', {
    config: { access: 'admin', example: '/v1/keys/$KEY_ID', exampleArguments: '-X DELETE' },
    schema: { operationId: 'revokeKey', summary: 'Revoke a key: the next request with it is refused', tags, params, querystring: none, response: { 200: keyShape } }
  }, async (request) => present(await inTransaction(db, (tx) =>
    revokeKey(tx, request.params.id, { actor: principalOf(request).actor, requestId: request.id }))))
}

function present (row: Key) {
  return {
    id: row.id,
    kind: row.kind as never,
    name: row.name,
    role: row.role as never,
    states: row.jurisdictionCodes,
    origins: row.origins,
    requestsPerMinute: row.requestsPerMinute,
    createdBy: row.createdBy,
    createdAt: row.createdAt.toISOString(),
    expiresAt: row.expiresAt?.toISOString() ?? null,
    revokedAt: row.revokedAt?.toISOString() ?? null,
    lastUsedAt: row.lastUsedAt?.toISOString() ?? null,
    href: `/v1/keys/${row.id}`
  }
}
