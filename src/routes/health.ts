import { z } from 'zod'
import type { Context, Routes } from '../context.js'
import { embeddingState } from '../db/embedding.js'
import { outboxState } from '../db/outbox.js'
import { ping } from '../search/client.js'

const part = z.enum(['ok', 'down', 'not_configured'])
const readyShape = z.strictObject({
  status: z.enum(['ok', 'degraded', 'down']),
  database: part,
  search: part,
  outbox: z.strictObject({ waiting: z.int(), oldestSeconds: z.number(), failing: z.int() }).nullable()
}).meta({ id: 'Readiness' })
const querystring = z.strictObject({})
const tags = ['Service']

/** For whoever runs the service. */
export const healthRoutes: Routes = async (app, context) => {
  const { db, search } = context
  app.get('/health/live', {
    config: { access: 'public', example: '/health/live', rateLimit: false },
    schema: { operationId: 'getLiveness', summary: 'Whether the process runs', tags, querystring, response: { 200: z.strictObject({ status: z.literal('ok') }) } }
  }, async (_request, reply) => {
    reply.header('cache-control', 'no-store')
    return { status: 'ok' as const }
  })

  app.get('/health/ready', {
    config: { access: 'public', example: '/health/ready', rateLimit: false },
    schema: {
      operationId: 'getReadiness', summary: 'Whether database and search answer, and how far the index is behind', tags, querystring,
      description: '503 without the database. Without search the status is degraded: reading works, and changes wait in the outbox.',
      response: { 200: readyShape, 503: readyShape }
    }
  }, async (_request, reply) => {
    const ready = await readiness(context)
    return reply.code(ready.status === 'down' ? 503 : 200).header('cache-control', 'no-store').send(ready)
  })

  app.get('/metrics', {
    config: { access: 'public', example: '/metrics', rateLimit: false },
    schema: {
      operationId: 'getMetrics', summary: 'Figures for Prometheus', tags, querystring,
      response: { 200: { description: 'Prometheus text', content: { 'text/plain': { schema: z.string() } } } }
    }
  }, async (_request, reply) => {
    const [outbox, embedding] = await Promise.all([outboxState(db), search?.embedder ? embeddingState(db) : { waiting: 0, refused: 0 }])
    for (const [name, gauge] of Object.entries(app.metrics.outbox)) gauge.set(outbox[name as keyof typeof outbox])
    for (const [name, gauge] of Object.entries(app.metrics.embedding)) gauge.set(embedding[name as keyof typeof embedding])
    return reply.type(app.metrics.registry.contentType).header('cache-control', 'no-store')
      .serializer((body: unknown) => body as string).send(await app.metrics.registry.metrics() as never)
  })
}

async function readiness ({ db, search }: Context) {
  const [outbox, engine] = await Promise.all([
    outboxState(db).catch(() => null),
    search ? ping(search).then(() => 'ok' as const, () => 'down' as const) : 'not_configured' as const
  ])
  const status = !outbox ? 'down' as const : engine === 'ok' ? 'ok' as const : 'degraded' as const
  return { status, database: outbox ? 'ok' as const : 'down' as const, search: engine, outbox }
}
