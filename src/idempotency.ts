import { createHash } from 'node:crypto'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { principalOf } from './auth.js'
import { inTransaction, type Database, type Transaction } from './db/client.js'
import { claimIdempotencyKey, keepAnswer } from './db/idempotency.js'
import type { Writer } from './db/revision.js'
import { HttpProblem } from './problem.js'

/** What a write answers with. */
export type Answer = { status: number, body: unknown, headers?: Record<string, string> }

const keyForm = /^[\x21-\x7e]{1,255}$/

/**
 * Runs a write in one transaction. With an `Idempotency-Key` its answer is kept in the same transaction, and given again,
 * without the write, to whoever sends the same request with the same key; another request with that key is refused.
 * `content` is what makes the request: its body, or what names it.
 */
export async function writeOnce (
  db: Database, request: FastifyRequest, reply: FastifyReply, content: unknown, work: (tx: Transaction, writer: Writer) => Promise<Answer>
) {
  const { actor } = principalOf(request)
  const key = request.headers['idempotency-key']
  if (key !== undefined && (typeof key !== 'string' || !keyForm.test(key))) {
    throw new HttpProblem('invalid-request', 'Idempotency-Key: must be 1 to 255 visible ASCII signs.', { errors: [{ path: 'Idempotency-Key', message: 'must be 1 to 255 visible ASCII signs' }] })
  }
  const requestHash = createHash('sha256').update(JSON.stringify([request.method, request.url, request.headers['if-match'], content])).digest('hex')
  const { status, body, headers } = await inTransaction(db, async (tx) => {
    if (key !== undefined) {
      const earlier = await claimIdempotencyKey(tx, { actor, key, requestHash })
      if (earlier && earlier.requestHash !== requestHash) {
        throw new HttpProblem('unprocessable', `The Idempotency-Key ${key} was used before with another request.`)
      }
      if (earlier) return { status: earlier.status, body: earlier.body, headers: { ...earlier.headers, 'idempotency-replayed': 'true' } }
    }
    const answer = await work(tx, { actor, requestId: request.id })
    const kept = { status: answer.status, headers: answer.headers ?? {}, body: answer.body === undefined ? '' : JSON.stringify(answer.body) }
    if (key !== undefined) await keepAnswer(tx, { actor, key }, kept)
    return kept
  })
  reply.code(status).headers({ 'cache-control': 'no-store', ...headers })
  return body === '' ? reply.send() : reply.type('application/json; charset=utf-8').serializer((text: unknown) => text as string).send(body as never)
}
