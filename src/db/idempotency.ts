import { and, eq, lt, sql } from 'drizzle-orm'
import type { Db, Transaction } from './client.js'
import { idempotencyKey } from './schema.js'

const keptHours = 48

export type KeptAnswer = { requestHash: string, status: number, headers: Record<string, string>, body: string }

/**
 * Takes an idempotency key for this transaction; answers what was kept under it before, and undefined when it is new. Who
 * comes with the same key meanwhile waits until this transaction ends.
 */
export async function claimIdempotencyKey (tx: Transaction, given: { actor: string, key: string, requestHash: string }): Promise<KeptAnswer | undefined> {
  const at = and(eq(idempotencyKey.actor, given.actor), eq(idempotencyKey.key, given.key))
  await tx.delete(idempotencyKey).where(and(at, lt(idempotencyKey.expiresAt, sql`now()`)))
  const taken = await tx.insert(idempotencyKey)
    .values({ ...given, status: 0, headers: {}, body: '', expiresAt: sql`now() + ${keptHours} * interval '1 hour'` })
    .onConflictDoNothing().returning({ key: idempotencyKey.key })
  if (taken.length > 0) return undefined
  const [row] = await tx.select().from(idempotencyKey).where(at)
  return row as KeptAnswer | undefined
}

/** Keeps the answer that the key's request was given. */
export async function keepAnswer (tx: Transaction, { actor, key }: { actor: string, key: string }, answer: Omit<KeptAnswer, 'requestHash'>): Promise<void> {
  await tx.update(idempotencyKey).set(answer).where(and(eq(idempotencyKey.actor, actor), eq(idempotencyKey.key, key)))
}

/** Forgets the answers whose time is over; answers how many. */
export async function forgetAnswers (db: Db): Promise<number> {
  return (await db.delete(idempotencyKey).where(lt(idempotencyKey.expiresAt, sql`now()`)).returning({ key: idempotencyKey.key })).length
}
