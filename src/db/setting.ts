import { randomBytes } from 'node:crypto'
import { eq, sql } from 'drizzle-orm'
import type { Db, Transaction } from './client.js'
import { setting } from './schema.js'

export async function findSetting (db: Db, key: string): Promise<string | undefined> {
  const [row] = await db.select().from(setting).where(eq(setting.key, key))
  return row?.value
}

export async function putSetting (db: Db, key: string, value: string): Promise<void> {
  await db.insert(setting).values({ key, value }).onConflictDoUpdate({ target: setting.key, set: { value } })
}

export async function deleteSetting (db: Db, key: string): Promise<void> {
  await db.delete(setting).where(eq(setting.key, key))
}

/** Waits, as long as it takes, until no other transaction has its turn at `key`, and has it until this one ends. */
export async function waitForTurn (tx: Transaction, key: string): Promise<void> {
  await tx.execute(sql`set local statement_timeout = 0`)
  await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${key}, 0))`)
  await tx.execute(sql`set local statement_timeout to default`)
}

/** The secret that signs cursors: made once, and the same for every process of the deployment. */
export async function cursorSecret (db: Db): Promise<string> {
  await db.insert(setting).values({ key: 'cursor-secret', value: randomBytes(32).toString('base64url') }).onConflictDoNothing()
  return (await findSetting(db, 'cursor-secret'))!
}
