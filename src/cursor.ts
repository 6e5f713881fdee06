import { createHash, createHmac, timingSafeEqual } from 'node:crypto'
import { HttpProblem } from './problem.js'

/**
 * A cursor holds the key of the last item of a page and is tied to the request it came from: signed, so that nobody
 * can make one up, and bound to the path and the filters, so that it cannot be used with others.
 */
export function writeCursor (secret: string, scope: string, key: unknown): string {
  const body = Buffer.from(JSON.stringify(key)).toString('base64url')
  return `${body}.${sign(secret, scope, body)}`
}

/** The key inside a cursor; throws `invalid-cursor` for one that was changed, invented or made for another request. */
export function readCursor<T> (secret: string, scope: string, cursor: string): T {
  const [body = '', signature = '', ...more] = cursor.split('.')
  const given = Buffer.from(signature)
  const expected = Buffer.from(sign(secret, scope, body))
  if (more.length > 0 || given.length !== expected.length || !timingSafeEqual(given, expected)) {
    const message = 'is not one that this request gave; start again without it'
    throw new HttpProblem('invalid-cursor', `cursor: ${message}`, { errors: [{ path: 'cursor', message }] })
  }
  return JSON.parse(Buffer.from(body, 'base64url').toString()) as T
}

const presenting = ['cursor', 'limit', 'count', 'lang', 'facets', 'format']

/** What a cursor is bound to: the path and every parameter but those that only page or present. */
export function cursorScope (path: string, query: Record<string, unknown>): string {
  const filters = Object.entries(query)
    .filter(([name, value]) => value !== undefined && !presenting.includes(name))
    .map(([name, value]) => [name, Array.isArray(value) ? [...value].sort() : value])
    .sort(([a], [b]) => (a! < b! ? -1 : 1))
  return createHash('sha256').update(JSON.stringify([path, filters])).digest('base64url')
}

function sign (secret: string, scope: string, body: string): string {
  return createHmac('sha256', secret).update(`${scope}.${body}`).digest('base64url').slice(0, 22)
}
