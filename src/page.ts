import type { FastifyReply, FastifyRequest } from 'fastify'
import { cursorScope, readCursor, writeCursor } from './cursor.js'
import { baseUrl } from './problem.js'

type Paged = { limit: number, cursor?: string, count?: 'exact' }

/** The key after which the page begins; undefined on the first one. */
export function pageStart<K> (request: FastifyRequest, secret: string): K | undefined {
  const query = request.query as Paged
  return query.cursor === undefined ? undefined : readCursor<K>(secret, scopeOf(request), query.cursor)
}

/**
 * Cuts the page from the rows read, which are one more than asked for where there is a next page, and tells the next
 * page's address in `Link` too. `keyOf` gives what the list is sorted by.
 */
export async function cutPage<T> (
  request: FastifyRequest, reply: FastifyReply, secret: string, rows: T[], keyOf: (row: T) => unknown, total: () => Promise<number>
) {
  const { limit, count } = request.query as Paged
  const items = rows.slice(0, limit)
  const next = rows.length > limit ? writeCursor(secret, scopeOf(request), keyOf(items.at(-1)!)) : null
  if (next) reply.header('link', `<${nextUrl(request, next)}>; rel="next"`)
  return { items, page: { next, limit, ...(count === 'exact' ? { total: await total() } : {}) } }
}

const scopeOf = (request: FastifyRequest) => cursorScope(request.routeOptions.url ?? '', request.query as Record<string, unknown>)

function nextUrl (request: FastifyRequest, next: string): string {
  const [path = '', query] = request.url.split('?', 2)
  const parameters = new URLSearchParams(query)
  parameters.set('cursor', next)
  return `${baseUrl(request)}${path}?${parameters}`
}
