import { gunzipSync } from 'node:zlib'
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js'
import formats from 'ajv-formats'
import type { FastifyInstance, InjectOptions, LightMyRequestResponse } from 'fastify'

type Json = Record<string, unknown>
type Operation = { operationId: string, responses: Record<string, { content?: Record<string, { schema: Json }> }> }
type Contract = { paths: Record<string, Record<string, Operation>>, components: Json }

const contracts = new WeakMap<FastifyInstance, { contract: Contract, validators: Map<string, ValidateFunction> }>()

/**
 * Throws unless a JSON answer is one that the app's own OpenAPI document allows for this operation: its status, its
 * media type and its body, in which nothing may be that the document does not name.
 */
export function checkResponse (app: FastifyInstance, request: InjectOptions, response: LightMyRequestResponse): void {
  const method = (request.method ?? 'GET').toLowerCase()
  const media = String(response.headers['content-type'] ?? '').split(';')[0]!
  if (response.statusCode === 304 || response.body === '') return
  if (media === 'application/problem+json') return validate(app, '#/components/schemas/Problem', response, `${method} ${String(request.url)}`)
  const { contract } = contractOf(app)
  const path = findPath(contract, new URL(String(request.url), 'http://x').pathname)
  const operation = path && contract.paths[path]![method]
  if (!operation && response.statusCode < 400) return
  if (!operation) throw new Error(`${method} ${String(request.url)} answered ${response.statusCode} ${media}, which is no problem document`)
  const content = operation.responses[response.statusCode]?.content?.[media]
  if (!content) throw new Error(`${operation.operationId} answered ${response.statusCode} ${media}, which the contract does not have`)
  if (media.includes('json')) {
    validate(app, `#/paths/${escape(path)}/${method}/responses/${response.statusCode}/content/${escape(media)}/schema`, response, operation.operationId)
  }
}

function validate (app: FastifyInstance, pointer: string, response: LightMyRequestResponse, what: string): void {
  const { contract, validators } = contractOf(app)
  let validator = validators.get(pointer)
  if (!validator) {
    const ajv = new Ajv2020({ strict: false, allErrors: true })
    formats.default(ajv)
    ajv.addSchema(contract, 'contract')
    validator = ajv.compile({ $ref: `contract${pointer}` })
    validators.set(pointer, validator)
  }
  const body = response.headers['content-encoding'] === 'gzip' ? gunzipSync(response.rawPayload).toString() : response.body
  if (!validator(JSON.parse(body))) {
    throw new Error(`${what}: ${response.statusCode} is not as the contract has it: ${JSON.stringify(validator.errors?.slice(0, 5))}`)
  }
}

function contractOf (app: FastifyInstance) {
  let known = contracts.get(app)
  if (!known) {
    known = { contract: app.swagger() as unknown as Contract, validators: new Map() }
    contracts.set(app, known)
  }
  return known
}

/** The path of the contract that an address belongs to; the one with the fewest parameters where several fit. */
function findPath (contract: Contract, pathname: string): string | undefined {
  return Object.keys(contract.paths)
    .filter((path) => new RegExp(`^${path.replace(/\{[^}]+\}/g, '[^/]+')}$`).test(pathname))
    .sort((a, b) => a.split('{').length - b.split('{').length)[0]
}

const escape = (part: string) => encodeURIComponent(part.replaceAll('~', '~0').replaceAll('/', '~1'))
