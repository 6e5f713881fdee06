import { METHODS, STATUS_CODES } from 'node:http'
import type { Socket } from 'node:net'
import type { FastifyInstance, HTTPMethods } from 'fastify'
import { v7 } from 'uuid'
import { HttpProblem, problems, unknownPath } from './problem.js'
import { problemText, type ProblemSlug } from './problem-text.js'

/** What is refused before a handler runs: bytes that are not HTTP, addresses that are not text, unknown paths, other methods. */

/**
 * The address as the router wants it. curl sends what was typed, so a search for `acesso ilícito` comes as raw UTF-8:
 * it is read as if it had been percent-encoded, and not as Latin-1, which Node takes it for. A client that believes in
 * a proxy sends a whole URL (RFC 9112, 3.2.2).
 */
export function readAddress (given: string): string {
  if (given === '*') return given
  const path = given.replace(/^https?:\/\/[^/?]*/i, '').replace(/^(?!\/)/, '/')
  return path.replace(/[^\x21-\x7e]+/g, (run) => [...Buffer.from(run, 'latin1')].map((byte) => `%${byte.toString(16).padStart(2, '0')}`).join(''))
}

declare module 'fastify' {
  interface FastifyContextConfig {
    /** The methods of a path, where the request's own is not among them. */
    allow?: string
  }
}

/**
 * Installs the refusals that need a request. They happen after CORS headers and the rate limit, so that a browser may
 * read them and guessing is not free, and before a body is read.
 */
export function installRefusals (app: FastifyInstance): void {
  const countUnknown = app.rateLimit()
  app.addHook('preParsing', async (request, reply) => {
    const allow = request.routeOptions.config?.allow
    if (request.is404) await countUnknown.call(app, request, reply)
    if (request.headers.host === undefined && request.raw.httpVersion === '1.1') throw new HttpProblem('invalid-request', 'The Host header is missing.')
    // Postgres cannot hold NUL, and no text here has a use for it.
    if (/%00/.test(request.url)) throw new HttpProblem('invalid-request', 'The address contains a NUL byte.')
    if (!isText(request.url)) throw new HttpProblem('invalid-request', 'The address is not percent-encoded UTF-8.')
    if (request.is404) throw unknownPath(request)
    if (allow !== undefined) throw new HttpProblem('method-not-allowed', `${request.method} is not allowed here; ${allow} are.`, { headers: { allow } })
  })
  // An expectation that cannot be met may be passed over (RFC 9110, 10.1.1); Node by itself answers with an empty 417.
  app.server.on('checkExpectation', (request, response) => app.server.emit('request', request, response))
}

function isText (url: string): boolean {
  try {
    decodeURIComponent(url)
    return true
  } catch {
    return false
  }
}

/** Collects the methods of each path as routes are added, and returns what adds a 405 for all others; to be called after the routes. */
export function refuseOtherMethods (app: FastifyInstance): () => void {
  const known = new Map<string, Set<string>>()
  // CONNECT never comes as a request.
  const methods = METHODS.filter((method) => method !== 'CONNECT')
  for (const method of methods) if (!app.supportedMethods.includes(method)) app.addHttpMethod(method)
  app.addHook('onRoute', ({ url, method }) => {
    if (url.includes('*')) return
    for (const m of [method].flat()) known.set(url, (known.get(url) ?? new Set<string>()).add(m))
  })
  return () => {
    for (const [url, own] of [...known]) {
      const allow = [...own, 'OPTIONS'].join(', ')
      const others = methods.filter((m) => !own.has(m) && m !== 'OPTIONS') as HTTPMethods[]
      app.route({ method: others, url, config: { allow }, schema: { hide: true }, handler: async () => {} })
      // The CORS plugin answers it, preflight or not.
      app.route({
        method: 'OPTIONS', url, schema: { hide: true }, handler: async () => {}, onSend: async (_request, reply) => { reply.header('allow', allow) }
      })
    }
  }
}

const ofParser: Record<string, { slug: ProblemSlug, detail: string }> = {
  HPE_HEADER_OVERFLOW: { slug: 'headers-too-large', detail: 'Headers and address together are over 16 kB.' },
  ERR_HTTP_REQUEST_TIMEOUT: { slug: 'request-timeout', detail: 'The request did not arrive in time.' }
}

/** What Node refuses before Fastify sees it: told in the same form as everything else. */
export function refuseBytes (error: Error & { code?: string }, socket: Socket): void {
  if (error.code === 'ECONNRESET' || !socket.writable) {
    socket.destroy()
    return
  }
  const { slug, detail } = ofParser[error.code ?? ''] ?? { slug: 'invalid-request', detail: 'This is not HTTP as RFC 9112 has it.' }
  const { status } = problems[slug]
  const body = JSON.stringify({
    type: `/problems/${slug}`, title: problemText.en[slug].title, status, detail, instance: '', code: slug, errors: [], requestId: v7()
  })
  const head = [
    `HTTP/1.1 ${status} ${STATUS_CODES[status]}`, 'Content-Type: application/problem+json; charset=utf-8', 'Content-Language: en',
    `Content-Length: ${Buffer.byteLength(body)}`, 'Cache-Control: no-store', 'Access-Control-Allow-Origin: *', 'Connection: close'
  ]
  socket.end(`${head.join('\r\n')}\r\n\r\n${body}`)
}
