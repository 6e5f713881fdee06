import { createHash, randomBytes, timingSafeEqual } from 'node:crypto'
import { and, asc, eq, gt, isNull, or, sql } from 'drizzle-orm'
import { NotFound } from '../model/error.js'
import { newId } from '../model/identifier.js'
import type { KeyRequest } from '../model/key.js'
import type { KeyRole } from '../model/vocabulary.js'
import type { Database, Db, Transaction } from './client.js'
import { recordAudit, type Writer } from './revision.js'
import { apiKey } from './schema.js'
import { findSetting, putSetting, waitForTurn } from './setting.js'

export type Key = typeof apiKey.$inferSelect

/** `atlas_<id>_<secret>` for a secret key, `pk_<id>_<secret>` for one that a web page may show. */
const form = /^(atlas|pk)_([0-9a-z]{12})_([A-Za-z0-9]{32})$/
const prefixes = { secret: 'atlas', publishable: 'pk' } as const
const usedMsMin = 60_000

/** Makes a key; `key` is the whole of it, of which only a SHA-256 is kept. */
export async function createKey (tx: Transaction, request: KeyRequest, writer: Writer): Promise<{ key: string, row: Key }> {
  const prefix = letters(12, 36)
  const key = `${prefixes[request.kind]}_${prefix}_${letters(32, 62)}`
  const [row] = await tx.insert(apiKey).values({
    id: newId(),
    prefix,
    hash: sha256(key),
    kind: request.kind,
    role: request.kind === 'secret' ? request.role : 'reader',
    name: request.name,
    jurisdictionCodes: request.kind === 'secret' ? request.states : null,
    origins: request.kind === 'publishable' ? request.origins : null,
    requestsPerMinute: request.requestsPerMinute,
    createdBy: writer.actor,
    expiresAt: request.expiresAt === null ? null : new Date(request.expiresAt)
  }).returning()
  await recordAudit(tx, 'create', 'key', row!.id, null, told(row!), writer)
  return { key, row: row! }
}

/** The key as it is known now, if it is one, neither revoked nor expired. Asks the database each time: a revocation counts at once. */
export async function findKey (db: Db, key: string): Promise<Key | undefined> {
  const prefix = form.exec(key)?.[2]
  if (!prefix) return undefined
  const [row] = await db.select().from(apiKey).where(and(
    eq(apiKey.prefix, prefix), isNull(apiKey.revokedAt), or(isNull(apiKey.expiresAt), gt(apiKey.expiresAt, sql`now()`))
  ))
  return row && timingSafeEqual(Buffer.from(row.hash), Buffer.from(sha256(key))) ? row : undefined
}

/** Notes that a key was used, at most once a minute. */
export async function touchKey (db: Db, { id, lastUsedAt }: Key): Promise<void> {
  if (lastUsedAt && Date.now() - lastUsedAt.getTime() < usedMsMin) return
  await db.update(apiKey).set({ lastUsedAt: sql`now()` }).where(eq(apiKey.id, id))
}

/** Ends a key for good; answers it. Throws NotFound. A key that is revoked already stays as it is. */
export async function revokeKey (tx: Transaction, id: string, writer: Writer): Promise<Key> {
  const [row] = await tx.update(apiKey).set({ revokedAt: sql`now()` }).where(and(eq(apiKey.id, id), isNull(apiKey.revokedAt))).returning()
  if (!row) return getKey(tx, id)
  await recordAudit(tx, 'revoke', 'key', id, null, told(row), writer)
  return row
}

/** Throws NotFound. */
export async function getKey (db: Db, id: string): Promise<Key> {
  const [row] = await db.select().from(apiKey).where(eq(apiKey.id, id))
  if (!row) throw new NotFound(`There is no key ${id}.`)
  return row
}

export async function listKeys (db: Db, { after, limit }: { after?: string, limit: number }): Promise<Key[]> {
  return db.select().from(apiKey).where(after ? gt(apiKey.id, after) : undefined).orderBy(asc(apiKey.id)).limit(limit)
}

export const countKeys = (db: Db): Promise<number> => db.$count(apiKey)

const firstKey = 'first-admin-key'

/** An admin key for a deployment that never had one; undefined ever after. Of several processes that start at once one gets it. */
export async function createFirstKey (db: Database): Promise<string | undefined> {
  return db.transaction(async (tx) => {
    await waitForTurn(tx, firstKey)
    if (await findSetting(tx, firstKey)) return undefined
    const request = { kind: 'secret' as const, name: 'first administrator', role: 'admin' as KeyRole, states: null, requestsPerMinute: null, expiresAt: null }
    const { key, row } = await createKey(tx, request, { actor: 'system:start' })
    await putSetting(tx, firstKey, row.id)
    return key
  })
}

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex')

/** What the audit says of a key: all but its hash. */
const told = ({ hash: _hash, ...row }: Key) => row

const alphabet = '0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ'

/** Random characters, each of the first `base` of the alphabet equally likely. */
function letters (length: number, base: number): string {
  let text = ''
  while (text.length < length) for (const byte of randomBytes(length)) if (byte < 256 - 256 % base) text += alphabet[byte % base]
  return text.slice(0, length)
}
