import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import swagger from '@fastify/swagger'
import swaggerUi from '@fastify/swagger-ui'
import type { FastifyInstance, RouteOptions } from 'fastify'
import { createJsonSchemaTransform, createJsonSchemaTransformObject } from 'fastify-type-provider-zod'
import { root } from './config.js'
import { problemText, type ProblemSlug } from './problem-text.js'
import { problemShape, problems } from './problem.js'

type Json = Record<string, unknown>
type Document = { paths: Record<string, Record<string, Json>>, components: { schemas: Record<string, Json> } }

const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string }

const tags = [
  { name: 'States', description: 'Member States, observers, territories and regional organisations, and what is held on each.' },
  { name: 'Legislation', description: 'Laws as works, their dated versions and their provisions.' },
  { name: 'Cases', description: 'Judgments and law-enforcement operations; persons are pseudonymous.' },
  { name: 'Lessons learned', description: 'National practices and strategies: problem, practice, outcome, conditions for transfer.' },
  { name: 'Vocabulary', description: 'Concepts in six languages and how they stand to treaty articles.' },
  { name: 'Instruments', description: 'Treaties and model laws, their articles, and what States did about them.' },
  { name: 'Coverage', description: 'What the law of a State says on a concept. Not in the repository is never "not in the law".' },
  { name: 'Search', description: 'One ranked list over provisions, laws, cases and lessons, across languages.' },
  { name: 'Service', description: 'The service itself.' }
]

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
      tags
    },
    transform: createJsonSchemaTransform({ zodToJsonConfig: { override: describeInput } }) as never,
    transformObject: (input) => prune(createJsonSchemaTransformObject({})(input as never) as never) as never
  })
  await app.register(swaggerUi, {
    routePrefix: '/docs',
    staticCSP: true,
    transformStaticCSP: (header) => header.replace('upgrade-insecure-requests', ''),
    uiConfig: { docExpansion: 'list', tryItOutEnabled: true, displayRequestDuration: true },
    theme: { title: 'Cyberlaw Atlas API' }
  })
}

/** What every operation has: the problems it can answer with, and an example that can be run as it stands. */
function completeOperation (route: RouteOptions): void {
  const schema = route.schema as Json & { response?: Json, params?: unknown, hide?: boolean } | undefined
  if (!schema || schema.hide) return
  const slugs: ProblemSlug[] = ['invalid-request', 'method-not-allowed', 'too-many-requests', 'internal-error', 'unavailable']
  if (schema.params) slugs.push('not-found', 'gone')
  for (const slug of slugs) {
    const { status } = problems[slug]
    schema.response![status] ??= { description: problemText.en[slug].title, content: { 'application/problem+json': { schema: problemShape } } }
  }
  const example = route.config?.example
  if (example) schema['x-codeSamples'] = [{ lang: 'Shell', label: 'curl', source: `curl '{server}${example}'` }]
}

/** Parameters are text that is then read: their schema says what the text must be, from what `.meta()` holds. */
function describeInput ({ zodSchema, jsonSchema }: { zodSchema: { _zod: { def: { type: string } } }, jsonSchema: Json }): void {
  const meta = jsonSchema as Json & { anyOf?: Json[], param?: unknown }
  if (meta.param) {
    const items = meta.anyOf?.find((s) => s.type === 'string') ?? { type: 'string' }
    delete meta.anyOf
    delete meta.param
    Object.assign(meta, { type: 'array', items })
  }
  if (meta.type === 'integer' && zodSchema._zod.def.type !== 'number') delete meta.pattern
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
  visit(document.paths)
  document.components.schemas = Object.fromEntries([...used].sort().map((name) => [name, schemas[name]!]))
  return document
}

/** The contract as it is committed. The document of a running app differs from it in nothing. */
export const serialiseContract = (app: FastifyInstance): string => `${JSON.stringify(app.swagger(), null, 2)}\n`
