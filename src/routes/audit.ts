import { z } from 'zod'
import type { Routes } from '../context.js'
import { countAudit, findAuditBreak, listAudit } from '../db/audit.js'
import { pageShape } from '../model/common.js'
import { cutPage, pageStart } from '../page.js'
import * as parameter from '../parameter.js'

const tags = ['Curation']
const { limit, cursor, count } = parameter.paging
const instant = z.iso.datetime({ error: 'must be an instant such as 2027-01-31T00:00:00Z' }).optional()
const list = z.strictObject({
  actor: z.string().max(300).optional().meta({ description: 'who wrote: key:…, oidc:…, import:…' }),
  action: parameter.manyText('what was done: create, revise, draft, edit, submit, approve, publish, withdraw …'),
  recordType: parameter.manyText('kinds of record'),
  recordId: z.string().max(100).optional().meta({ description: 'the record that was changed' }),
  from: instant.meta({ description: 'not before' }),
  to: instant.meta({ description: 'not after' }),
  limit, cursor, count
})
const entry = z.strictObject({
  position: z.int(), at: z.iso.datetime(), actor: z.string(), action: z.string(), recordType: z.string(), recordId: z.string(),
  before: z.unknown().describe('the record before, whole'), after: z.unknown().describe('the record after, whole'), comment: z.string().nullable(), requestId: z.string().nullable(),
  previousHash: z.string().nullable(), hash: z.string()
}).meta({ id: 'AuditEntry', description: 'Append only; each entry\'s hash covers the one before.' })
const chain = z.strictObject({ whole: z.boolean(), brokenAt: z.int().nullable().describe('the position of the first entry that was changed, or before which one is missing') }).meta({ id: 'AuditChain' })

/** Everything that was ever written, by whom, with old and new values. */
export const auditRoutes: Routes = async (app, { db, secret }) => {
  app.get('/v1/audit', {
    config: { access: 'admin', example: '/v1/audit?limit=1' },
    schema: {
      operationId: 'listAudit', summary: 'The audit, newest first', tags, querystring: list, response: { 200: z.strictObject({ items: z.array(entry), page: pageShape }) }
    }
  }, async (request, reply) => {
    const { limit, cursor: _cursor, count: _count, from, to, ...rest } = request.query
    const filter = { ...rest, from: from === undefined ? undefined : new Date(from), to: to === undefined ? undefined : new Date(to), limit: limit + 1 }
    const rows = await listAudit(db, { ...filter, after: pageStart<number>(request, secret) })
    const { items, page } = await cutPage(request, reply, secret, rows, (row) => row.position, () => countAudit(db, filter))
    reply.header('cache-control', 'private, no-store')
    return { items: items.map(({ id: _id, at, ...row }) => ({ ...row, at: at.toISOString() })), page }
  })

  app.get('/v1/audit/chain', {
    config: { access: 'admin', example: '/v1/audit/chain' },
    schema: { operationId: 'checkAudit', summary: 'Whether the audit is whole: nothing was changed or taken out', tags, querystring: z.strictObject({}), response: { 200: chain } }
  }, async (_request, reply) => {
    reply.header('cache-control', 'private, no-store')
    const brokenAt = await findAuditBreak(db) ?? null
    return { whole: brokenAt === null, brokenAt }
  })
}
