import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { root } from '../../src/config.js'
import { migrateDatabase, openDatabase } from '../../src/db/client.js'
import { startLocalPostgres } from '../../src/db/local.js'
import { loadFounding } from '../../src/ingest/apply.js'
import { openSearch } from '../../src/search/client.js'
import { startLocalMeili } from '../../src/search/local.js'
import { ensureIndex } from '../../src/search/reindex.js'

/**
 * A real Postgres (the one TEST_DATABASE_URL names, or the embedded one without fsync) with two template databases,
 * `empty` (migrated) and `founding` (the founding dataset loaded), and a real Meilisearch with `founding` indexed.
 */
export async function startServices () {
  const folder = mkdtempSync(join(tmpdir(), 'atlas-test-'))
  const run = `atlas_test_${randomBytes(4).toString('hex')}`
  const given = process.env.TEST_DATABASE_URL
  const [postgres, meili] = await Promise.all([
    given ? { url: given, stop: async () => {} } : startLocalPostgres({ folder: join(folder, 'postgres'), durable: false }),
    startLocalMeili({ folder: join(folder, 'meilisearch'), bin: process.env.MEILI_BIN || undefined })
  ])
  if (!meili) throw new Error('The suite needs Meilisearch: install the optional dependency, or set MEILI_BIN.')
  const empty = await createDatabase(postgres.url, `${run}_empty`)
  await migrateDatabase(empty)
  const founding = await createDatabase(postgres.url, `${run}_founding`, `${run}_empty`)
  const { db, close } = openDatabase(founding, { onError: (error) => { throw error } })
  await loadFounding(db, join(root, 'data'))
  const search = openSearch({ url: meili.url, key: meili.key, uid: 'founding' })
  await ensureIndex(db, search)
  await search.close()
  await close()
  return {
    env: {
      ATLAS_TEST_POSTGRES: postgres.url, ATLAS_TEST_RUN: run, ATLAS_TEST_MEILI_URL: meili.url, ATLAS_TEST_MEILI_KEY: meili.key
    },
    async stop () {
      if (given) await dropDatabases(given, run)
      await Promise.all([postgres.stop(), meili.stop()])
      rmSync(folder, { recursive: true, force: true })
    }
  }
}

/** Makes a database, as a copy of another where one is named, and answers its URL. */
export async function createDatabase (server: string, name: string, template = 'template0'): Promise<string> {
  await administer(server, `create database "${name}" template "${template}" encoding 'UTF8' lc_collate 'C' lc_ctype 'C.UTF-8'`)
  const url = new URL(server)
  url.pathname = `/${name}`
  return url.href
}

async function dropDatabases (server: string, run: string) {
  const { rows } = await administer(server, `select datname from pg_database where datname like '${run}%'`)
  for (const { datname } of rows) await administer(server, `drop database "${datname}" with (force)`)
}

async function administer (server: string, statement: string) {
  const client = new pg.Client({ connectionString: server })
  await client.connect()
  try {
    return await client.query(statement)
  } finally {
    await client.end()
  }
}
