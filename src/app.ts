import { STATUS_CODES } from 'node:http'
import type { Socket } from 'node:net'
import cors from '@fastify/cors'
import helmet from '@fastify/helmet'
import rateLimit from '@fastify/rate-limit'
import fastify, { type FastifyInstance } from 'fastify'
import { validatorCompiler } from 'fastify-type-provider-zod'
import { v7 } from 'uuid'
import { installAuth } from './auth.js'
import type { Context } from './context.js'
import { installMetrics } from './metrics.js'
import { installOpenapi } from './openapi.js'
import { HttpProblem, installProblems, problems, sendProblem } from './problem.js'
import { problemText } from './problem-text.js'
import { openReference } from './reference.js'
import { installRepresentation } from './representation.js'
import { aknRoutes } from './routes/akn.js'
import { caseRoutes } from './routes/case.js'
import { conceptRoutes } from './routes/concept.js'
import { coverageRoutes } from './routes/coverage.js'
import { healthRoutes } from './routes/health.js'
import { indexRoutes } from './routes/index.js'
import { instrumentRoutes } from './routes/instrument.js'
import { legislationRoutes } from './routes/legislation.js'
import { lessonRoutes } from './routes/lesson.js'
import { problemRoutes } from './routes/problem.js'
import { provisionRoutes } from './routes/provision.js'
import { searchRoutes } from './routes/search.js'
import { stateRoutes } from './routes/state.js'

const bodyBytesMax = 1 << 20

/** The HTTP service, not yet listening. Nothing is asked of the database or the engine until a request comes. */
export async function buildApp ({ config, db, search, secret }: Omit<Context, 'reference'>) {
  const app = fastify({
    logger: config.logLevel === 'silent' ? false : { level: config.logLevel },
    genReqId: () => v7(),
    trustProxy: config.trustProxy,
    bodyLimit: bodyBytesMax,
    routerOptions: { maxParamLength: 500, ignoreTrailingSlash: true },
    forceCloseConnections: 'idle',
    frameworkErrors: (error, request, reply) => { sendProblem(error, request, reply) },
    clientErrorHandler
  })
  app.decorate('publicUrl', config.publicUrl)
  app.setValidatorCompiler(validatorCompiler)
  // Answers are put together by hand and the suite holds every one against the contract: no need to validate them again here.
  app.setSerializerCompiler(() => (data) => JSON.stringify(data))
  installProblems(app)
  installRepresentation(app)
  installMetrics(app)
  refuseNul(app)
  await app.register(helmet, { contentSecurityPolicy: false, crossOriginResourcePolicy: { policy: 'cross-origin' } })
  await app.register(cors, {
    origin: '*', methods: ['GET', 'HEAD', 'OPTIONS'], maxAge: 86_400,
    exposedHeaders: ['ETag', 'Link', 'Content-Language', 'Retry-After', 'RateLimit-Limit', 'RateLimit-Remaining', 'RateLimit-Reset']
  })
  await app.register(rateLimit, {
    max: config.rateLimitMax, timeWindow: 60_000, enableDraftSpec: true,
    errorResponseBuilder: (_request, { ttl }) =>
      new HttpProblem('too-many-requests', `The limit is ${config.rateLimitMax} requests a minute. Try again in ${Math.ceil(ttl / 1000)} seconds.`)
  })
  await installOpenapi(app)
  const methods = collectMethods(app)
  const context: Context = { config, db, search, secret, reference: openReference(db) }
  await app.register(async (routes) => {
    installAuth(routes)
    for (const plugin of [
      indexRoutes, stateRoutes, legislationRoutes, provisionRoutes, aknRoutes, caseRoutes, lessonRoutes, conceptRoutes,
      instrumentRoutes, coverageRoutes, searchRoutes, healthRoutes, problemRoutes
    ]) await routes.register(plugin, context)
  })
  answerOtherMethods(app, new Map(methods))
  return app
}

/** Postgres cannot hold NUL; no text here has a use for it. */
function refuseNul (app: FastifyInstance): void {
  app.addHook('onRequest', async (request) => {
    if (/%00|\0/.test(request.url)) throw new HttpProblem('invalid-request', 'The address contains a NUL byte.')
  })
}

const bodyMethods = ['POST', 'PUT', 'PATCH', 'DELETE'] as const

/** A known path with another method is a 405 that names the right ones, before any body is read. To be called after the routes. */
function answerOtherMethods (app: FastifyInstance, known: Map<string, Set<string>>): void {
  for (const [url, methods] of known) {
    const others = bodyMethods.filter((m) => !methods.has(m))
    const allow = [...methods, 'OPTIONS'].join(', ')
    app.route({
      method: [...others],
      url,
      schema: { hide: true },
      onRequest: async (request) => {
        throw new HttpProblem('method-not-allowed', `${request.method} is not allowed here; ${allow} are.`, { allow })
      },
      handler: async () => {}
    })
  }
}

/** The methods of each path, as routes are added. */
function collectMethods (app: FastifyInstance): Map<string, Set<string>> {
  const known = new Map<string, Set<string>>()
  app.addHook('onRoute', ({ url, method }) => {
    if (url.includes('*')) return
    for (const m of [method].flat()) known.set(url, (known.get(url) ?? new Set<string>()).add(m))
  })
  return known
}

/** What Node refuses before Fastify sees it: told in the same form as everything else. */
function clientErrorHandler (error: Error & { code?: string }, socket: Socket): void {
  if (error.code === 'ECONNRESET' || !socket.writable) {
    socket.destroy()
    return
  }
  const slug = error.code === 'HPE_HEADER_OVERFLOW' ? 'headers-too-large' : 'invalid-request'
  const { status } = problems[slug]
  const body = JSON.stringify({
    type: `/problems/${slug}`,
    title: problemText.en[slug].title,
    status,
    detail: slug === 'headers-too-large' ? 'Headers and address together are over 16 kB.' : 'This is not HTTP as RFC 9112 has it.',
    instance: '',
    code: slug,
    errors: [],
    requestId: v7()
  })
  const head = [
    `HTTP/1.1 ${status} ${STATUS_CODES[status]}`, 'Content-Type: application/problem+json; charset=utf-8',
    `Content-Length: ${Buffer.byteLength(body)}`, 'Connection: close'
  ]
  socket.end(`${head.join('\r\n')}\r\n\r\n${body}`)
}
