import { negotiate } from '@fastify/accept-negotiator'
import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { hasZodFastifySchemaValidationErrors } from 'fastify-type-provider-zod'
import { distance } from 'fastest-levenshtein'
import { z } from 'zod'
import { ownWork } from './model/draft.js'
import { problemText, type ProblemSlug } from './problem-text.js'
import { answerLanguage } from './representation.js'
import { unLanguages } from './model/vocabulary.js'
import { idWithin } from './model/identifier.js'
import { Conflict, Forbidden, Gone, Invalid, Moved, NotFound, Stale, TooLarge, Unavailable } from './model/error.js'

/** Every problem there is: the `type` of each answer ends in its slug, and `/problems/{slug}` explains it. */
export const problems: Record<ProblemSlug, { status: number }> = {
  'invalid-request': { status: 400 },
  'invalid-cursor': { status: 400 },
  unauthorized: { status: 401 },
  forbidden: { status: 403 },
  'not-found': { status: 404 },
  'method-not-allowed': { status: 405 },
  'request-timeout': { status: 408 },
  conflict: { status: 409 },
  gone: { status: 410 },
  'precondition-failed': { status: 412 },
  'payload-too-large': { status: 413 },
  'uri-too-long': { status: 414 },
  'unsupported-media-type': { status: 415 },
  unprocessable: { status: 422 },
  'precondition-required': { status: 428 },
  'too-many-requests': { status: 429 },
  'headers-too-large': { status: 431 },
  'internal-error': { status: 500 },
  'not-implemented': { status: 501 },
  unavailable: { status: 503 },
  'insufficient-storage': { status: 507 }
}

export const problemShape = z.strictObject({
  type: z.string().describe('the URL of a page that explains this kind of problem'),
  title: z.string(),
  status: z.int(),
  detail: z.string(),
  instance: z.string(),
  code: z.enum(Object.keys(problems) as [ProblemSlug, ...ProblemSlug[]]),
  errors: z.array(z.strictObject({ path: z.string(), message: z.string() })),
  requestId: z.string(),
  reason: z.string().nullable().optional().describe('of a withdrawal'),
  since: z.iso.datetime().optional().describe('of a withdrawal')
}).meta({ id: 'Problem', description: 'RFC 9457' })

/** What is wrong with the HTTP of a request, where no domain error says it better. */
export class HttpProblem extends Error {
  constructor (readonly slug: ProblemSlug, detail: string, readonly about: { headers?: Record<string, string>, errors?: Fault[] } = {}) {
    super(detail)
  }
}

type Fault = { path: string, message: string }
type Told = { slug: ProblemSlug, detail: string, errors?: Fault[], extra?: Record<string, unknown>, headers?: Record<string, string> }

const bySchemaStatus: Record<number, ProblemSlug> = {
  400: 'invalid-request', 404: 'not-found', 413: 'payload-too-large', 414: 'uri-too-long', 415: 'unsupported-media-type', 429: 'too-many-requests'
}

/** The one table from an error to what is told about it. */
function tell (error: FastifyError | Error, request: FastifyRequest): Told {
  if (hasZodFastifySchemaValidationErrors(error)) {
    const errors = error.validation.flatMap((v) => validationFaults(v, error.validationContext, request))
    return { slug: 'invalid-request', detail: summary(errors), errors }
  }
  if (error instanceof HttpProblem) return { slug: error.slug, detail: error.message, ...error.about }
  if (error instanceof Invalid) return { slug: 'invalid-request', detail: summary(error.faults), errors: error.faults }
  if (error instanceof NotFound) return { slug: 'not-found', detail: error.message }
  if (error instanceof Gone) {
    return { slug: 'gone', detail: error.message, extra: { reason: error.reason, since: error.since.toISOString() } }
  }
  if (error instanceof Conflict) return { slug: 'conflict', detail: error.message }
  if (error instanceof Stale) return { slug: 'precondition-failed', detail: error.message, headers: { etag: `"${error.current}"` } }
  if (error instanceof Forbidden) return { slug: 'forbidden', detail: error.message }
  if (error instanceof TooLarge) return { slug: 'payload-too-large', detail: error.message }
  if (error instanceof Unavailable) {
    return { slug: 'unavailable', detail: error.message, headers: { 'retry-after': String(error.retryAfterSeconds) } }
  }
  const { code, constraint } = (error.cause ?? error) as Error & { code?: string, constraint?: string }
  if (code === '53100' || code === 'ENOSPC') return { slug: 'insufficient-storage', detail: 'There is no room left to store this. Nothing was stored.' }
  if (code === '54000') return { slug: 'invalid-request', detail: 'A text is too long to be kept: an address, a name or a key.' }
  // What the database itself refuses although we had not seen it.
  if (constraint && constraint in byConstraint) return byConstraint[constraint]!
  if (isDatabaseAway(error)) return { slug: 'unavailable', detail: 'The database does not answer.', headers: { 'retry-after': '5' } }
  const status = (error as FastifyError).statusCode ?? 500
  const slug = bySchemaStatus[status] ?? (status < 500 ? 'invalid-request' : 'internal-error')
  return { slug, detail: slug === 'internal-error' ? 'The fault was logged.' : error.message }
}

const byConstraint: Record<string, Told> = {
  revision_approver_is_no_contributor: { slug: 'forbidden', detail: ownWork },
  revision_moves: { slug: 'conflict', detail: 'The draft has moved on meanwhile. Read it again.' },
  revision_approved: { slug: 'conflict', detail: 'Nobody has approved this draft.' },
  revision_number: { slug: 'conflict', detail: 'The record has been published anew meanwhile. Read it again.' },
  legislation_version_no_overlap: { slug: 'conflict', detail: 'On one day there would be two wordings of the law in the same language. Give the versions other days.' }
}

/** Connection failures, shutdowns and exhausted pools, by SQLSTATE class or system code. */
function isDatabaseAway (error: Error): boolean {
  const { code, message } = (error.cause ?? error) as Error & { code?: string }
  return /^(08|57P|53)/.test(code ?? '') || ['ECONNREFUSED', 'ECONNRESET', 'ENOENT', 'EPIPE'].includes(code ?? '') ||
    /timeout exceeded when trying to connect|Connection terminated/.test(message ?? '')
}

const summary = (errors: Fault[]) =>
  errors.length === 1 ? `${errors[0]!.path}: ${errors[0]!.message}` : `${errors.length} parts of the request are not valid.`

type ZodFault = { instancePath: string, message?: string, keyword: string, params: Record<string, unknown> }

function validationFaults (fault: unknown, context: string | undefined, request: FastifyRequest) {
  const { instancePath, message = 'is not valid', keyword, params } = fault as ZodFault
  const path = instancePath.split('/').filter(Boolean)[0] ?? context ?? 'request'
  if (keyword === 'unrecognized_keys') {
    const known = parameterNames(request, context)
    return (params.keys as string[]).map((key) => ({ path: key, message: `is not a parameter here${nearest(key, known)}` }))
  }
  return [{ path, message }]
}

function parameterNames (request: FastifyRequest, context = 'querystring'): string[] {
  const schema = (request.routeOptions.schema as Record<string, { shape?: object }> | undefined)?.[context]
  return Object.keys(schema?.shape ?? {})
}

/** `; did you mean x?`, or the whole list where nothing is near. */
export function nearest (given: string, known: string[]): string {
  const [best] = known.map((name) => ({ name, far: distance(given.toLowerCase(), name.toLowerCase()) })).sort((a, b) => a.far - b.far)
  if (!best) return '; there are none'
  if (best.far <= Math.max(2, given.length / 2)) return `; did you mean ${best.name}?`
  return known.length <= 20 ? `; there are ${known.join(', ')}` : ''
}

/** The address the service is reached at, without a slash at its end; empty, which makes relative links, where the client names no usable host. */
export function baseUrl (request: FastifyRequest): string {
  if (request.server.publicUrl) return request.server.publicUrl
  const given = `${request.protocol}://${request.host}`
  return URL.canParse(given) ? new URL(given).origin : ''
}

declare module 'fastify' {
  interface FastifyInstance {
    /** How browsers are shown that an address leads to nothing, where there is a portal. */
    unknownPage: { show?: (error: Error, request: FastifyRequest, reply: FastifyReply) => FastifyReply }
  }
}

/** Installs the only error handler and the answer to unknown paths. */
export function installProblems (app: FastifyInstance): void {
  app.decorate('unknownPage', {})
  app.setErrorHandler((error: FastifyError, request, reply) => {
    if (error instanceof Moved) return reply.code(301).header('location', movedUrl(request, error.to)).send()
    if (request.is404 && app.unknownPage.show && wantsPage(request)) return app.unknownPage.show(error, request, reply)
    return sendProblem(error, request, reply)
  })
  app.setNotFoundHandler((request) => { throw unknownPath(request) })
}

/** Whether it is a person who follows a link: programs ask for /v1, or for anything. */
function wantsPage ({ method, url, headers }: FastifyRequest): boolean {
  if (!['GET', 'HEAD'].includes(method) || /^\/v1\b/.test(url)) return false
  return negotiate(headers.accept ?? '*/*', ['application/problem+json', 'application/json', 'text/html']) === 'text/html'
}

export const unknownPath = (request: FastifyRequest) => new HttpProblem('not-found', `There is nothing at ${request.url.split('?')[0]}.`)

/** The address of a record under its other id. */
export const movedUrl = (request: FastifyRequest, to: string) =>
  baseUrl(request) + request.url.replace(idWithin, to)

export function sendProblem (error: Error, request: FastifyRequest, reply: FastifyReply) {
  const problem = describeProblem(error, request, reply)
  return reply.code(problem.status).type('application/problem+json; charset=utf-8').serializer((body: unknown) => JSON.stringify(body)).send(problem)
}

/** What is told of an error, in the language of the request. Logs what is our fault, and sets the headers that go with it. */
export function describeProblem (error: Error, request: FastifyRequest, reply: FastifyReply) {
  const { slug, detail, errors = [], extra = {}, headers = {} } = tell(error, request)
  const { status } = problems[slug]
  const { title } = problemText[answerLanguage(request, reply, unLanguages, languageAsked(request))][slug]
  if (status >= 500 && slug !== 'unavailable') request.log.error({ err: error }, 'request failed')
  else if (slug === 'unavailable') request.log.warn({ err: error }, 'part of the service is away')
  reply.headers({ 'cache-control': 'no-store', ...headers })
  return { type: `${baseUrl(request)}/problems/${slug}`, title, status, detail, instance: request.url, code: slug, errors, requestId: request.id, ...extra }
}

/** `lang`, where it is one: the other parameters may be at fault. Before the query is read there is none. */
function languageAsked (request: FastifyRequest) {
  const { lang } = (request.query ?? {}) as { lang?: unknown }
  return unLanguages.find((language) => language === lang)
}
