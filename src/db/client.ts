import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { drizzle, type NodePgDatabase } from 'drizzle-orm/node-postgres'
import { migrate } from 'drizzle-orm/node-postgres/migrator'
import { sql } from 'drizzle-orm'
import pg from 'pg'
import { root } from '../config.js'
import * as schema from './schema.js'

export type Database = NodePgDatabase<typeof schema>
export type Transaction = Parameters<Parameters<Database['transaction']>[0]>[0]
/** What a query runs on: the pool's handle, or a transaction. */
export type Db = Database | Transaction
export type Pool = pg.Pool

const tries = 5

/**
 * Runs `work` in a transaction, and again when it met another one in a way of which the database undid ours
 * (deadlock, serialisation): nothing of the first try is left then.
 */
export async function inTransaction<T> (db: Database, work: (tx: Transaction) => Promise<T>): Promise<T> {
  for (let left = tries; ; left--) {
    try {
      return await db.transaction(work)
    } catch (error) {
      const { code } = ((error as Error).cause ?? error) as { code?: string }
      if (left === 1 || !['40P01', '40001'].includes(code ?? '')) throw error
    }
  }
}

const migrationsFolder = join(root, 'migrations')
const migrationLock = 7_161_001

/** Opens a pool. An idle connection that breaks is told to `onError` and replaced; it never ends the process. */
export function openDatabase (connectionString: string, { max = 10, onError }: { max?: number, onError: (error: Error) => void }) {
  const pool = new pg.Pool({
    connectionString, max, connectionTimeoutMillis: 5_000, statement_timeout: 30_000, application_name: 'atlas', keepAlive: true
  })
  pool.on('error', onError)
  const db: Database = drizzle(pool, { schema, casing: 'snake_case' })
  return { db, pool, close: () => pool.end() }
}

/**
 * Brings the database to this version's schema; safe to call from several processes at once. Throws when the
 * database has migrations that this version does not know, or when one of ours was left out: drizzle itself
 * passes silently over a migration that is older than the last applied one.
 */
export async function migrateDatabase (connectionString: string): Promise<void> {
  const client = new pg.Client({ connectionString, application_name: 'atlas migrate' })
  client.on('error', () => {})
  await client.connect()
  try {
    await client.query('select pg_advisory_lock($1)', [migrationLock])
    const db = drizzle(client)
    await migrate(db, { migrationsFolder })
    const applied = await db.execute<{ at: string }>(sql`select created_at as at from drizzle.__drizzle_migrations order by created_at`)
    const journal = journalTimes()
    if (applied.rows.length !== journal.length || applied.rows.some((row, i) => Number(row.at) !== journal[i])) {
      throw new Error(`The database has ${applied.rows.length} migrations where this version of the Atlas has ${journal.length}, or others. Use the version that made it, or a newer one.`)
    }
  } finally {
    await client.end()
  }
}

function journalTimes (): number[] {
  const journal = JSON.parse(readFileSync(join(migrationsFolder, 'meta', '_journal.json'), 'utf8')) as { entries: { when: number }[] }
  return journal.entries.map((entry) => entry.when)
}
