import type { FastifyReply, FastifyRequest } from 'fastify'
import { HttpProblem } from './problem.js'

/** The tag of a draft: its edition, and the language that its labels are in. */
export function tagEdition (reply: FastifyReply, edition: number, language: string): void {
  reply.header('etag', `"${edition}-${language}"`)
}

/**
 * The editions that `If-Match` allows a write to meet; `*` allows any. Throws `precondition-required` without it: who has not
 * read a draft would overwrite what others did.
 */
export function editionsAllowed (request: FastifyRequest): number[] | '*' {
  const given = request.headers['if-match']
  if (given === undefined) throw new HttpProblem('precondition-required', 'If-Match: send the ETag of the draft as you read it.')
  if (given.trim() === '*') return '*'
  return [...given.matchAll(/(?:^|,)\s*"(\d{1,9})(?:-[a-z]{2})?"/g)].map((m) => Number(m[1]))
}
