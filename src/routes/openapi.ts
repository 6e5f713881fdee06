import { z } from 'zod'
import type { Routes } from '../context.js'
import { serialiseContract } from '../openapi.js'

/** The contract itself, where tools look for it. */
export const openapiRoutes: Routes = async (app) => {
  let contract: string | undefined
  app.get('/openapi.json', {
    config: { access: 'public', example: '/openapi.json' },
    schema: {
      operationId: 'getOpenapi', summary: 'This contract, as OpenAPI 3.1', tags: ['Service'], querystring: z.strictObject({}),
      response: { 200: z.record(z.string(), z.unknown()) }
    }
  }, async (_request, reply) => {
    contract ??= serialiseContract(app)
    return reply.header('cache-control', 'public, max-age=300').type('application/json; charset=utf-8').serializer((body: unknown) => body as string)
      .send(contract as never)
  })
}
