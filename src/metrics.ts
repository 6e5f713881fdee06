import type { FastifyInstance } from 'fastify'
import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client'
import type { Answers } from './answer-cache.js'

/** What `/metrics` shows, in Prometheus' text format; one registry per service, so that tests can have several. */
export function installMetrics (app: FastifyInstance, answers: Answers): void {
  const registry = new Registry()
  collectDefaultMetrics({ register: registry })
  const duration = new Histogram({
    name: 'atlas_http_request_duration_seconds',
    help: 'Time from the request to the last byte of the answer',
    labelNames: ['method', 'route', 'status'] as const,
    buckets: [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
    registers: [registry]
  })
  const outbox = {
    waiting: new Gauge({ name: 'atlas_outbox_rows', help: 'Changes that are not yet in the search index', registers: [registry] }),
    oldestSeconds: new Gauge({ name: 'atlas_outbox_oldest_seconds', help: 'Age of the oldest of them', registers: [registry] }),
    failing: new Gauge({ name: 'atlas_outbox_failing_rows', help: 'Those that failed at least once', registers: [registry] })
  }
  registry.registerMetric(new Counter({
    name: 'atlas_search_answers_total',
    help: 'Answers of search and suggestions: kept from before (hit), worked out (miss), shared with a like request (collapsed), or with nothing kept (bypass)',
    labelNames: ['cache'] as const,
    registers: [],
    collect () {
      this.reset()
      for (const [cache, count] of Object.entries(answers.counts)) this.inc({ cache }, count)
    }
  }))
  registry.registerMetric(new Gauge({
    name: 'atlas_search_cache_bytes', help: 'Memory that kept answers take', registers: [], collect () { this.set(answers.bytes()) }
  }))
  const embedding = {
    waiting: new Gauge({ name: 'atlas_embedding_documents', help: 'Documents that are not yet found by meaning, where there is an embedder', registers: [registry] }),
    refused: new Gauge({ name: 'atlas_embedding_refused_documents', help: 'Documents whose text the embedder refuses', registers: [registry] })
  }
  app.decorate('metrics', { registry, outbox, embedding })
  app.addHook('onResponse', async (request, reply) => {
    duration.observe(
      { method: request.method, route: request.routeOptions.url ?? 'none', status: reply.statusCode }, reply.elapsedTime / 1000
    )
  })
}

declare module 'fastify' {
  interface FastifyInstance {
    metrics: { registry: Registry, outbox: Record<'waiting' | 'oldestSeconds' | 'failing', Gauge>, embedding: Record<'waiting' | 'refused', Gauge> }
  }
}
