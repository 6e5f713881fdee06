import { z } from 'zod'
import type { Routes } from '../context.js'

const shape = z.strictObject({
  name: z.string(), version: z.string(), links: z.record(z.string(), z.string())
}).meta({ id: 'Index' })

/** Where everything is. */
export const indexRoutes: Routes = async (app) => {
  app.get('/v1', {
    config: { access: 'public', example: '/v1' },
    schema: {
      operationId: 'getIndex', summary: 'What the service offers', tags: ['Service'], querystring: z.strictObject({}), response: { 200: shape }
    }
  }, async () => ({
    name: 'Cyberlaw Atlas',
    version: '1',
    links: {
      states: '/v1/states',
      legislation: '/v1/legislation',
      provisions: '/v1/provisions',
      cases: '/v1/cases',
      lessons: '/v1/lessons',
      concepts: '/v1/concepts',
      instruments: '/v1/instruments',
      coverage: '/v1/coverage',
      stats: '/v1/stats',
      search: '/v1/search?q={words}',
      akn: '/v1/akn/{alpha2}/{subtype}/{year}/{number}',
      uploads: '/v1/uploads',
      drafts: '/v1/drafts',
      reviewQueue: '/v1/review-queue',
      audit: '/v1/audit',
      keys: '/v1/keys',
      me: '/v1/me',
      openapi: '/openapi.json',
      docs: '/docs',
      problems: '/problems',
      ready: '/health/ready'
    }
  }))
}
