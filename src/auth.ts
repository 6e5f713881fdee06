import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { z } from 'zod'
import type { Database } from './db/client.js'
import { findKey, touchKey } from './db/key.js'
import type { KeyRole } from './model/vocabulary.js'
import type { Issuer } from './oidc.js'
import { hasRole, type Principal } from './principal.js'
import { HttpProblem } from './problem.js'

/** Who may call a route: everyone, or who has at least this role. A route that does not say so stops the boot: nothing is open by oversight. */
export type Access = 'public' | KeyRole

declare module 'fastify' {
  interface FastifyContextConfig {
    access?: Access
    /** A path with which the operation can be tried, and what curl needs beside it; shown in the reference and run by the tests. */
    example?: string
    exampleArguments?: string
    /** The shapes, each with an id, of a body that the route reads by itself, by media type. */
    bodies?: Record<string, z.ZodType>
  }
  interface FastifyRequest {
    principal: Principal | null
    /** why the credentials that came were not believed */
    distrust: HttpProblem | null
  }
}

const challenge = { headers: { 'www-authenticate': 'Bearer realm="atlas"' } }

/**
 * Finds out who calls, before the rate limit counts: each key has a bucket of its own. Credentials that are not believed
 * are refused only after it (`installAuth`), so that guessing is not free.
 */
export function installIdentity (app: FastifyInstance, db: Database, issuer: Issuer | undefined): void {
  app.decorateRequest('principal', null)
  app.decorateRequest('distrust', null)
  app.addHook('onRequest', async (request) => {
    const { authorization } = request.headers
    if (authorization === undefined) return
    const credentials = /^Bearer +(\S+)$/i.exec(authorization)?.[1] ?? ''
    const known = /^(atlas|pk)_/.test(credentials) ? await identifyKey(db, credentials, request) : await issuer?.identify(credentials)
    if (known instanceof HttpProblem) request.distrust = known
    else if (known) request.principal = known
    else request.distrust = new HttpProblem('unauthorized', 'The key or token is not valid: it is unknown, has expired or was revoked.', challenge)
  })
}

async function identifyKey (db: Database, credentials: string, request: FastifyRequest): Promise<Principal | HttpProblem | undefined> {
  const key = await findKey(db, credentials)
  if (!key) return undefined
  const { origin } = request.headers
  if (key.origins && !key.origins.includes(origin ?? '')) {
    return new HttpProblem('forbidden', `This key may be used by the pages of ${key.origins.join(', ')} only, not ${origin ? `by those of ${origin}` : 'without an Origin'}.`)
  }
  await touchKey(db, key)
  return { actor: `key:${key.id}`, role: key.role as KeyRole, states: key.jurisdictionCodes, requestsPerMinute: key.requestsPerMinute }
}

/** Holds every route to its `config.access`, and says the same in the contract. */
export function installAuth (app: FastifyInstance): void {
  app.addHook('onRoute', (route) => {
    const access = route.config?.access
    if (!access) throw new Error(`${route.method} ${route.url} does not declare config.access.`)
    if (route.schema) route.schema.security = access === 'public' ? [] : [{ key: [] }]
  })
  app.addHook('preParsing', async (request) => {
    if (request.distrust) throw request.distrust
    const { access } = request.routeOptions.config
    if (!access || access === 'public') return
    if (!request.principal) throw new HttpProblem('unauthorized', 'This needs a key: send it as `Authorization: Bearer atlas_…`.', challenge)
    if (!hasRole(request.principal, access)) throw new HttpProblem('forbidden', `This needs the role ${access}; the key has the role ${request.principal.role}.`)
  })
}

/** The caller of a route that is not public. */
export function principalOf (request: FastifyRequest): Principal {
  if (!request.principal) throw new Error(`${request.routeOptions.url} asks for its caller but is public.`)
  return request.principal
}
