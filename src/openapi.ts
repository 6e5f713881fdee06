import swagger from '@fastify/swagger'
import swaggerUi from '@fastify/swagger-ui'
import type { FastifyInstance, RouteOptions } from 'fastify'
import { createJsonSchemaTransform, createJsonSchemaTransformObject } from 'fastify-type-provider-zod'
import { version } from './config.js'
import { problemText, type ProblemSlug } from './problem-text.js'
import { problemShape, problems } from './problem.js'

type Json = Record<string, unknown>
type Answer = { description?: string, headers?: Json, content?: Json, $ref?: string }
type Operation = {
  summary: string, parameters?: { name: string }[], requestBody?: Json, responses: Record<string, Answer>, 'x-bodies'?: Record<string, string>
}
type Document = { paths: Record<string, Record<string, Operation>>, components: { schemas: Record<string, Json>, responses: Record<string, Answer> } }

const problemMedia = 'application/problem+json'

const tags = [
  { name: 'States', description: 'Member States, observers, territories and regional organisations, and what is held on each.' },
  { name: 'Legislation', description: 'Laws as works, their dated versions and their provisions.' },
  { name: 'Cases', description: 'Judgments and law-enforcement operations; persons are pseudonymous.' },
  { name: 'Lessons learned', description: 'National practices and strategies: problem, practice, outcome, conditions for transfer.' },
  { name: 'Vocabulary', description: 'Concepts in six languages and how they stand to treaty articles.' },
  { name: 'Instruments', description: 'Treaties and model laws, their articles, and what States did about them.' },
  { name: 'Coverage', description: 'What the law of a State says on a concept. Not in the repository is never "not in the law".' },
  { name: 'Search', description: 'One ranked list over provisions, laws, cases and lessons, across languages.' },
  { name: 'Curation', description: 'From a file to a reviewed, published, versioned law: uploads, drafts, suggestions, review, audit. Needs a key.' },
  { name: 'Keys', description: 'Keys and their holders.' },
  { name: 'Service', description: 'The service itself.' }
]

const text = { type: 'string' }
const headers = {
  ETag: { description: 'a strong tag of exactly these bytes, for `If-None-Match`', schema: text },
  'Content-Language': { description: 'the language of the labels', schema: text },
  Link: { description: 'the address of the next page, as `rel="next"`, where there is one (RFC 8288)', schema: text },
  Allow: { description: 'the methods of this path', schema: text },
  'WWW-Authenticate': { description: 'Bearer', schema: text },
  'Retry-After': { description: 'seconds', schema: { type: 'integer' } },
  'RateLimit-Limit': { description: 'requests a minute', schema: { type: 'integer' } },
  'RateLimit-Remaining': { description: 'how many of them are left', schema: { type: 'integer' } },
  'RateLimit-Reset': { description: 'seconds until all are there again', schema: { type: 'integer' } }
}
const headersOfProblem: Partial<Record<ProblemSlug, (keyof typeof headers)[]>> = {
  'method-not-allowed': ['Allow'],
  'too-many-requests': ['Retry-After', 'RateLimit-Limit', 'RateLimit-Remaining', 'RateLimit-Reset'],
  unavailable: ['Retry-After'],
  unauthorized: ['WWW-Authenticate']
}
const zodToJsonConfig = { override: describeShape }

/** Collects the contract from the routes. Registered before them; `app.swagger()` gives the document. */
export async function installOpenapi (app: FastifyInstance): Promise<void> {
  app.addHook('onRoute', completeOperation)
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: 'Cyberlaw Atlas',
        version,
        description: 'The open repository of the world\'s cybercrime law: laws, case law and lessons learned of the UN Member States.',
        license: { name: 'MIT', identifier: 'MIT' },
        contact: { name: 'Cyberlaw Atlas' }
      },
      servers: [{ url: '/', description: 'this service' }],
      components: { securitySchemes: { key: { type: 'http', scheme: 'bearer', description: 'a key, `atlas_…` or `pk_…`, or a token of the configured OpenID Connect issuer' } } },
      tags
    },
    transform: createJsonSchemaTransform({ zodToJsonConfig }) as never,
    transformObject: (input) => prune(shareAnswers(createJsonSchemaTransformObject({ zodToJsonConfig })(input as never) as never)) as never
  })
  await app.register(swaggerUi, {
    routePrefix: '/docs',
    staticCSP: true,
    transformStaticCSP: (header) => header.replace('upgrade-insecure-requests', ''),
    uiConfig: { docExpansion: 'list', tryItOutEnabled: true, displayRequestDuration: true },
    theme: { title: 'Cyberlaw Atlas API', css: [{ filename: 'atlas.css', content: '.swagger-ui .topbar { display: none }' }] }
  })
}

/** What every operation has: the problems it can answer with, and an example that can be run as it stands. */
function completeOperation (route: RouteOptions): void {
  const schema = route.schema as Json & { response?: Json, params?: unknown, hide?: boolean } | undefined
  if (!schema || schema.hide) return
  const { access, example, exampleArguments = '', bodies } = route.config ?? {}
  if (bodies) schema['x-bodies'] = Object.fromEntries(Object.entries(bodies).map(([media, shape]) => [media, shape.meta()!.id]))
  const secured = access !== 'public'
  const slugs: ProblemSlug[] = ['invalid-request', 'method-not-allowed', 'too-many-requests', 'internal-error', 'unavailable']
  if (schema.params) slugs.push('not-found', 'gone')
  if (secured) slugs.push('unauthorized', 'forbidden')
  if (secured && route.method !== 'GET') slugs.push(...ofWrites)
  for (const slug of slugs) schema.response![problems[slug].status] ??= { description: slug, content: { [problemMedia]: { schema: problemShape } } }
  const source = [`curl "\${ATLAS:-http://127.0.0.1:3000}${example}"`, secured ? '-H "Authorization: Bearer $ATLAS_KEY"' : '', exampleArguments].filter(Boolean).join(' ')
  if (example) schema['x-codeSamples'] = [{ lang: 'Shell', label: 'curl', source }]
}

const ofWrites: ProblemSlug[] = [
  'conflict', 'precondition-failed', 'payload-too-large', 'unsupported-media-type', 'unprocessable', 'precondition-required', 'insufficient-storage'
]

/**
 * Parameters are text that is then read, so zod would describe the text: `list` and `number` of their `.meta()` say what
 * is meant. A format says all that the pattern beside it does.
 */
function describeShape ({ jsonSchema }: { jsonSchema: Json }): void {
  const { list, number } = jsonSchema as { list?: Json, number?: Json }
  for (const key of list ? ['anyOf', 'list'] : number ? ['pattern', 'number'] : []) delete jsonSchema[key]
  Object.assign(jsonSchema, list, number)
  if (jsonSchema.format) delete jsonSchema.pattern
}

/** Says once what all answers share: the headers of a good one, the 304, and each problem. */
function shareAnswers (document: Document): Document {
  const answers: Record<string, Answer> = { NotModified: { description: 'The client has it already: `If-None-Match` named its ETag.' } }
  for (const [method, operation] of Object.values(document.paths).flatMap((path) => Object.entries(path))) {
    for (const [status, answer] of Object.entries(operation.responses)) {
      if (status.startsWith('2')) Object.assign(answer, { description: operation.summary, headers: headersOf(operation, answer, method) })
      if (!answer.content?.[problemMedia]) continue
      const slug = answer.description as ProblemSlug
      const name = slug.replace(/(^|-)[a-z]/g, (part) => part.at(-1)!.toUpperCase())
      const headers = Object.fromEntries((headersOfProblem[slug] ?? []).map((header) => [header, { $ref: `#/components/headers/${header}` }]))
      answers[name] = { description: problemText.en[slug].title, ...(headersOfProblem[slug] ? { headers } : {}), content: answer.content }
      operation.responses[status] = { $ref: `#/components/responses/${name}` }
    }
    nameBodies(operation)
    if (method === 'get') operation.responses['304'] = { $ref: '#/components/responses/NotModified' }
  }
  Object.assign(document.components, { responses: sorted(answers), headers })
  return document
}

/** The body of an operation that reads it by itself: named shapes, by media type. */
function nameBodies (operation: Operation): void {
  const { 'x-bodies': bodies } = operation
  if (!bodies) return
  const content = Object.entries(bodies).map(([media, name]) => [media, { schema: { $ref: `#/components/schemas/${name}Input` } }])
  operation.requestBody = { required: true, content: Object.fromEntries(content) }
  delete operation['x-bodies']
}

function headersOf ({ parameters = [] }: Operation, { content }: Answer, method: string) {
  const names = method === 'get' ? ['ETag'] : []
  if (parameters.some(({ name }) => name === 'lang')) names.push('Content-Language')
  if (JSON.stringify(content).includes('#/components/schemas/Page"') && parameters.some(({ name }) => name === 'count')) names.push('Link')
  return Object.fromEntries(names.map((name) => [name, { $ref: `#/components/headers/${name}` }]))
}

/** Leaves out components that nothing refers to (each shape is emitted for input and for output) and sorts the rest. */
function prune (document: Document): Document {
  const { schemas } = document.components
  const used = new Set<string>()
  const visit = (value: unknown) => {
    for (const [, name] of JSON.stringify(value).matchAll(/"#\/components\/schemas\/([^"]+)"/g)) {
      if (used.has(name!)) continue
      used.add(name!)
      visit(schemas[name!])
    }
  }
  visit([document.paths, document.components.responses])
  // What is only ever sent has one form, and needs no second name for it.
  const renamed = new Map([...used].filter((name) => name.endsWith('Input') && !used.has(name.slice(0, -5))).map((name) => [name, name.slice(0, -5)]))
  document.components.schemas = sorted(Object.fromEntries([...used].map((name) => [renamed.get(name) ?? name, schemas[name]!])))
  return JSON.parse(JSON.stringify(document).replace(/(?<="#\/components\/schemas\/)[^"]+/g, (name) => renamed.get(name) ?? name)) as Document
}

const sorted = <T>(named: Record<string, T>): Record<string, T> => Object.fromEntries(Object.entries(named).sort(([a], [b]) => (a < b ? -1 : 1)))

/** The contract as it is committed. The document of a running app differs from it in nothing. */
export const serialiseContract = (app: FastifyInstance): string => `${JSON.stringify(app.swagger(), null, 2)}\n`
