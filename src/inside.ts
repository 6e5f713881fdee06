import { randomUUID } from 'node:crypto'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import createClient from 'openapi-fetch'
import type { paths } from '../clients/typescript/src/schema.js'
import { Moved } from './model/error.js'
import { idWithin } from './model/identifier.js'
import type { Api } from './portal/view.js'

const token = randomUUID()

/** Whether a request is one that a page asks within the process: the page itself was counted by the rate limit already. */
export const isInside = (request: FastifyRequest): boolean => request.headers['x-inside'] === token

/** The public API as our own pages ask it: the same contract as for everybody, without the way over the network. */
export function openInside (app: FastifyInstance, language: string): Api {
  return createClient<paths>({
    baseUrl: 'http://inside',
    headers: { 'x-inside': token, 'accept-language': language },
    async fetch ({ url, headers }: Request) {
      const { pathname, search } = new URL(url)
      const { statusCode, rawPayload, headers: given } = await app.inject({ url: pathname + search, headers: Object.fromEntries(headers) })
      const [moved] = idWithin.exec(String(given.location ?? '')) ?? []
      if (statusCode === 301 && moved) throw new Moved(moved)
      return new Response(new Uint8Array(rawPayload), { status: statusCode, headers: { 'content-type': String(given['content-type'] ?? '') } })
    }
  })
}
