import { randomUUID } from 'node:crypto'
import cors from '@fastify/cors'
import helmet from '@fastify/helmet'
import rateLimit from '@fastify/rate-limit'
import fastify from 'fastify'
import { validatorCompiler } from 'fastify-type-provider-zod'
import { openAnswers } from './answer-cache.js'
import { installAuth, installIdentity } from './auth.js'
import type { Context } from './context.js'
import type { Changes } from './db/change.js'
import { isInside } from './inside.js'
import { installMetrics } from './metrics.js'
import { openIssuer } from './oidc.js'
import { installOpenapi } from './openapi.js'
import { HttpProblem, installProblems, sendProblem } from './problem.js'
import { openReference } from './reference.js'
import { installRefusals, readAddress, refuseBytes, refuseOtherMethods } from './refusal.js'
import { installRepresentation } from './representation.js'
import { aknRoutes } from './routes/akn.js'
import { auditRoutes } from './routes/audit.js'
import { caseRoutes } from './routes/case.js'
import { conceptRoutes } from './routes/concept.js'
import { coverageRoutes } from './routes/coverage.js'
import { draftProvisionRoutes } from './routes/draft-provision.js'
import { draftRoutes } from './routes/draft.js'
import { embedRoutes } from './routes/embed.js'
import { fileRoutes } from './routes/file.js'
import { healthRoutes } from './routes/health.js'
import { historyRoutes } from './routes/history.js'
import { indexRoutes } from './routes/index.js'
import { instrumentRoutes } from './routes/instrument.js'
import { keyRoutes } from './routes/key.js'
import { legislationRoutes } from './routes/legislation.js'
import { lessonRoutes } from './routes/lesson.js'
import { oembedRoutes } from './routes/oembed.js'
import { openapiRoutes } from './routes/openapi.js'
import { portalRoutes } from './routes/portal.js'
import { problemRoutes } from './routes/problem.js'
import { provisionRoutes } from './routes/provision.js'
import { reviewQueueRoutes } from './routes/review-queue.js'
import { searchRoutes } from './routes/search.js'
import { stateRoutes } from './routes/state.js'
import { statsRoutes } from './routes/stats.js'
import { suggestRoutes } from './routes/suggest.js'
import { suggestionRoutes } from './routes/suggestion.js'
import { uploadRoutes } from './routes/upload.js'

const bodyBytesMax = 1 << 20
const requestMsMax = 30_000

/**
 * The HTTP service, not yet listening. Nothing is asked of the database or the engine until a request comes. Without `changes`,
 * which tell when answers have become old, none are kept.
 */
export async function buildApp ({ config, db, search, secret, changes }: Omit<Context, 'reference' | 'answers'> & { changes?: Changes }) {
  const app = fastify({
    logger: config.logLevel === 'silent' ? false : { level: config.logLevel },
    // Node has these in stock; to ask the system for each is a good part of what an answer from memory takes.
    genReqId: () => randomUUID(),
    trustProxy: config.trustProxy,
    bodyLimit: bodyBytesMax,
    routerOptions: { maxParamLength: 500, ignoreTrailingSlash: true },
    forceCloseConnections: 'idle',
    requestTimeout: requestMsMax,
    rewriteUrl: ({ url = '/' }) => readAddress(url),
    // Node's own refusal of a request without Host has no body.
    http: { requireHostHeader: false },
    // Here no hook has run, not even that for CORS.
    frameworkErrors: (error, request, reply) => { sendProblem(error, request, reply.header('access-control-allow-origin', '*')) },
    clientErrorHandler: refuseBytes
  })
  app.decorate('publicUrl', config.publicUrl)
  app.setValidatorCompiler(validatorCompiler)
  // Answers are put together by hand and the suite holds every one against the contract: no need to validate them again here.
  app.setSerializerCompiler(() => (data) => JSON.stringify(data))
  installProblems(app)
  installRepresentation(app)
  const answers = openAnswers(changes, config.searchCacheBytes)
  installMetrics(app, answers)
  await app.register(helmet, { contentSecurityPolicy: false, crossOriginResourcePolicy: { policy: 'cross-origin' } })
  await app.register(cors, {
    // Keys come in a header that a page has to set itself, never in a cookie: a foreign page has nothing to misuse.
    origin: '*', methods: ['GET', 'HEAD', 'OPTIONS', 'POST', 'PATCH', 'DELETE'], maxAge: 86_400, strictPreflight: false,
    exposedHeaders: [
      'ETag', 'Link', 'Allow', 'Location', 'WWW-Authenticate', 'Idempotency-Replayed', 'Content-Disposition', 'Content-Language', 'Content-Location', 'Retry-After', 'Cache-Status',
      'RateLimit-Limit', 'RateLimit-Remaining', 'RateLimit-Reset'
    ]
  })
  installIdentity(app, db, config.oidc && openIssuer(config.oidc))
  await app.register(rateLimit, {
    // Each key has a bucket of its own; who has none shares that of an address.
    keyGenerator: ({ principal, ip }) => principal?.actor ?? ip,
    max: ({ principal }) => principal?.requestsPerMinute ?? config.rateLimitMax,
    timeWindow: 60_000,
    allowList: isInside,
    enableDraftSpec: true,
    errorResponseBuilder: (_request, { max, ttl }) =>
      new HttpProblem('too-many-requests', `The limit is ${max} requests a minute. Try again in ${Math.ceil(ttl / 1000)} seconds.`)
  })
  installRefusals(app)
  const refuseOthers = refuseOtherMethods(app)
  await installOpenapi(app)
  const context: Context = { config, db, search, secret, answers, reference: openReference(db) }
  await app.register(async (routes) => {
    installAuth(routes)
    for (const plugin of [
      indexRoutes, stateRoutes, legislationRoutes, provisionRoutes, aknRoutes, caseRoutes, lessonRoutes, conceptRoutes,
      instrumentRoutes, coverageRoutes, statsRoutes, searchRoutes, suggestRoutes, historyRoutes, fileRoutes, uploadRoutes, draftRoutes, draftProvisionRoutes,
      suggestionRoutes, reviewQueueRoutes, auditRoutes, keyRoutes, healthRoutes, openapiRoutes, problemRoutes, portalRoutes, embedRoutes, oembedRoutes
    ]) await routes.register(plugin, context)
  })
  refuseOthers()
  return app
}
