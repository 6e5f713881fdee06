import { chmodSync, existsSync, mkdirSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { readConfig, root } from '../src/config.js'
import { migrateDatabase, openDatabase, type Database } from '../src/db/client.js'
import { saveLegislation } from '../src/db/legislation.js'
import { startLocalPostgres } from '../src/db/local.js'
import { lockIndex } from '../src/db/outbox.js'
import { loadFounding } from '../src/ingest/apply.js'
import { newId } from '../src/model/identifier.js'
import { legislationRecord, type LegislationRecord } from '../src/model/legislation.js'
import { openSearch, type Search } from '../src/search/client.js'
import { startLocalMeili } from '../src/search/local.js'
import { reindex } from '../src/search/reindex.js'
import { createDatabase } from '../test/support/services.js'

const writer = { actor: 'bench' }
const lawsAtOnce = 50
const empty = 'bench_empty'
/** What the dataset says of the world, without the laws, cases and lessons in it: what is measured stands alone in its index. */
const referenceParts = ['regions.json', 'jurisdictions.json', 'concepts', 'instruments', 'mappings.json', 'treaty-actions.json']

export type Stores = Awaited<ReturnType<typeof openBenchStores>>

/** A real Postgres and a real engine in `folder` (or a passing one), and a database that holds States, concepts and treaties to make others from. */
export async function openBenchStores (folder?: string) {
  const home = folder ?? mkdtempSync(join(tmpdir(), 'atlas-bench-'))
  mkdirSync(home, { recursive: true })
  chmodSync(home, 0o755)
  const started = await Promise.allSettled([
    startLocalPostgres({ folder: join(home, 'postgres'), durable: false }),
    startLocalMeili({ folder: join(home, 'meilisearch'), bin: process.env.MEILI_BIN || undefined })
  ])
  const stop = async () => {
    await Promise.all(started.map((s) => s.status === 'fulfilled' ? s.value?.stop() : undefined))
    if (!folder) rmSync(home, { recursive: true, force: true })
  }
  try {
    const [postgres, meili] = started
    if (postgres.status === 'rejected') throw postgres.reason
    if (meili.status === 'rejected') throw meili.reason
    if (!meili.value) throw new Error('The bench needs Meilisearch: install the optional dependency, or set MEILI_BIN.')
    return { home, dataFolder: referenceFolder(home), postgresUrl: postgres.value.url, meili: meili.value, stop }
  } catch (error) {
    await stop()
    throw error
  }
}

function referenceFolder (home: string): string {
  const folder = join(home, 'reference')
  mkdirSync(folder, { recursive: true })
  for (const part of referenceParts) if (!existsSync(join(folder, part))) symlinkSync(join(root, 'data', part), join(folder, part))
  return folder
}

/** Makes a database without records of its own and answers its URL. */
export async function createEmptyDatabase ({ postgresUrl, dataFolder }: Stores, name: string): Promise<string> {
  await createDatabase(postgresUrl, empty).then(async (url) => {
    await migrateDatabase(url)
    const { db, close } = openDatabase(url, { onError: () => {} })
    await loadFounding(db, dataFolder).finally(close)
  }, (error) => {
    if (error.code !== '42P04') throw error // there is one already
  })
  return createDatabase(postgresUrl, name, empty)
}

/** The environment of a service over a database and an index, with nothing that would slow or refuse it. */
export const serviceEnvironment = ({ home, dataFolder, meili }: Stores, databaseUrl: string, uid: string) => ({
  ATLAS_HOME: home, ATLAS_DATA: dataFolder, DATABASE_URL: databaseUrl, MEILI_URL: meili.url, MEILI_KEY: meili.key, MEILI_INDEX: uid,
  HOST: '127.0.0.1', PORT: '0', LOG_LEVEL: 'silent', RATE_LIMIT_MAX: '1000000000', JOBS: 'off', INDEXER: 'off'
})
export const serviceConfig = (stores: Stores, databaseUrl: string, uid: string) => readConfig(serviceEnvironment(stores, databaseUrl, uid))

export const openEngine = ({ meili }: Stores, uid: string): Search => openSearch({ url: meili.url, key: meili.key, uid })

/** A law to be stored; texts that the database does not take (no text, too long a heading) are stored without. */
export type GivenLaw = { title: string, language: string, state: string, provisions: { number: string, heading: string, text: string }[] }

/** The record of a law, under a new id; its provisions are `sec_1`, `sec_2` … in the order given. */
export function lawRecord ({ title, language, state, provisions }: GivenLaw): LegislationRecord {
  const source = { url: 'https://gazette.example/bench', publisher: 'Bench' }
  return legislationRecord.parse({
    id: newId(),
    jurisdiction: state,
    kind: 'act',
    // Not a word: a text without a name or number is to be found by its words alone.
    title: { text: clean(title).slice(0, 2000).trim() || '—', language },
    status: 'in_force',
    source,
    checked: 'seen',
    versions: [{
      language, source, checked: 'seen',
      provisions: provisions.map(({ number, heading, text }, i) => ({
        eId: `sec_${i + 1}`, kind: 'section', number: clean(number).slice(0, 60).trim() || '—', heading: clean(heading).slice(0, 1000).trim() || null, text: clean(text) || null,
        checked: 'seen'
      }))
    }]
  })
}

const clean = (text: string) => text.replaceAll('\0', '').trim()

/** Stores laws as any other writer does. */
export async function saveLaws (db: Database, laws: LegislationRecord[]): Promise<void> {
  for (let i = 0; i < laws.length; i += lawsAtOnce) {
    await db.transaction(async (tx) => {
      for (const law of laws.slice(i, i + lawsAtOnce)) await saveLegislation(tx, law, writer)
    })
  }
}

/** Builds the index of a database as the product does; answers the number of documents. */
export async function buildIndex (databaseUrl: string, search: Search, progress?: (done: number, total: number) => void): Promise<number> {
  const { db, pool, close } = openDatabase(databaseUrl, { onError: () => {} })
  try {
    const lock = await lockIndex(pool)
    if (!lock) throw new Error('Another process holds the index of this database.')
    return await reindex(db, search, { progress }).finally(lock.release)
  } finally {
    await close()
  }
}
