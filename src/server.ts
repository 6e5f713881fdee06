import { join } from 'node:path'
import { buildApp } from './app.js'
import type { Config } from './config.js'
import { watchChanges } from './db/change.js'
import { migrateDatabase, openDatabase, type Database } from './db/client.js'
import { startLocalPostgres } from './db/local.js'
import { createFirstKey } from './db/key.js'
import { refreshLawNames } from './db/legislation-name.js'
import { cursorSecret } from './db/setting.js'
import { loadFounding } from './ingest/apply.js'
import { startRunner } from './ingest/runner.js'
import { openSearch, type Search } from './search/client.js'
import { startEmbedding } from './search/embedding.js'
import { forgetFrequencies } from './search/frequency.js'
import { startIndexer } from './search/indexer.js'
import { startLocalMeili } from './search/local.js'
import { ensureIndex, isIndexCurrent } from './search/reindex.js'

/** What is told while the service comes up. */
export type Progress = {
  step: (what: string) => void
  bar: (what: string, done: number, total: number) => void
}
export const quiet: Progress = { step: () => {}, bar: () => {} }

type Closing = { name: string, close: () => Promise<unknown> }

/** Closes in reverse order of opening; a part that fails to close does not keep the others open. */
async function closeAll (opened: Closing[]): Promise<void> {
  const errors: unknown[] = []
  for (const { close } of [...opened].reverse()) await close().catch((error) => errors.push(error))
  if (errors.length > 0) throw new AggregateError(errors, 'Not everything closed cleanly.')
}

/**
 * Opens the database and the engine: those that the two URLs name, or embedded ones under `config.home`. The schema
 * is brought up to date. Search is undefined where there is no engine.
 */
export async function openStores (config: Config, { step }: Progress, onError: (error: Error) => void = () => {}) {
  const opened: Closing[] = []
  try {
    step('starting Postgres and Meilisearch')
    const restarted = (name: string) => (code: number | null) => onError(new Error(`${name} ended (${code}) and is started again`))
    const [postgres, engine] = await Promise.allSettled([
      config.databaseUrl
        ? { url: config.databaseUrl, stop: async () => {} }
        : startLocalPostgres({ folder: join(config.home, 'postgres'), onRestart: restarted('Postgres') }),
      config.meiliUrl
        ? { url: config.meiliUrl, key: config.meiliKey, stop: async () => {} }
        : startLocalMeili({ folder: join(config.home, 'meilisearch'), bin: config.meiliBin, onRestart: restarted('Meilisearch') })
    ])
    if (postgres.status === 'fulfilled') opened.push({ name: 'postgres', close: postgres.value.stop })
    if (engine.status === 'fulfilled' && engine.value) opened.push({ name: 'meilisearch', close: engine.value.stop })
    if (postgres.status === 'rejected') throw postgres.reason
    if (engine.status === 'rejected') throw engine.reason
    step('bringing the schema up to date')
    await migrateDatabase(postgres.value.url)
    const { db, pool, close } = openDatabase(postgres.value.url, { max: config.databasePoolMax, onError })
    opened.push({ name: 'pool', close })
    await refreshLawNames(db)
    let search: Search | undefined
    if (engine.value) {
      search = openSearch({ url: engine.value.url, key: engine.value.key, uid: config.meiliIndex, embedder: config.embedder })
      opened.push({ name: 'search', close: search.close })
    }
    return { db, pool, search, databaseUrl: postgres.value.url, close: () => closeAll(opened) }
  } catch (error) {
    await closeAll(opened).catch(() => {})
    throw error
  }
}

/**
 * The whole service: stores, founding dataset, index, indexer, HTTP. It resolves when requests are answered. What was
 * opened is closed again when a later part does not come up.
 */
export async function start (config: Config, progress: Progress = quiet) {
  const log: { warn: (details: object, message: string) => void } = { warn: () => {} }
  const stores = await openStores(config, progress, (error) => log.warn({ err: error }, 'a store failed'))
  const opened: Closing[] = [{ name: 'stores', close: stores.close }]
  const { db, pool, search, databaseUrl } = stores
  try {
    const loaded = await loadFounding(db, config.dataFolder, (done, total) => progress.bar('loading the founding dataset', done, total))
    const changes = watchChanges(databaseUrl, {
      onChange: () => { if (search) forgetFrequencies(search) }, onError: (error) => log.warn({ err: error }, 'answers are not kept')
    })
    opened.push({ name: 'changes', close: changes.close })
    const app = await buildApp({ config, db, search, secret: await cursorSecret(db), changes })
    log.warn = (details, message) => app.log.warn(details, message)
    opened.push({ name: 'app', close: () => app.close() })
    if (config.jobs) opened.push(openRunner(config, db, app.log))
    if (search && config.indexer) {
      const ready = indexReady(progress)
      const indexer = startIndexer({
        db, pool, search, log: app.log,
        prepare: (stopping) => ensureIndex(db, search, { stopping, progress: (done, total) => progress.bar('indexing', done, total) })
          .finally(ready.resolve) // without the engine, too: reading works, and the indexer goes on trying
      })
      opened.push({ name: 'indexer', close: indexer.stop })
      // Another process may hold the indexer's lock, and the index be there.
      isIndexCurrent(db, search).then((current) => { if (current) ready.resolve() }, () => {})
      await ready.promise
      opened.push({ name: 'embedding', close: startEmbedding({ db, pool, search, log: app.log }).stop })
    }
    const url = await app.listen({ host: config.host, port: config.port })
    const firstKey = await createFirstKey(db)
    return { app, url, loaded, firstKey, db, pool, search, close: () => closeAll(opened) }
  } catch (error) {
    await closeAll(opened).catch(() => {})
    throw error
  }
}

const firstIndexMsMax = 20_000

/** Waits for the first index, so that who opens the printed address finds something; not for ever, since reading works without. */
function indexReady ({ step }: Progress) {
  let resolve = () => {}
  const promise = new Promise<void>((_resolve) => { resolve = _resolve })
  const timer = setTimeout(() => {
    step('the index is still being built; search will answer when it is')
    resolve()
  }, firstIndexMsMax)
  return { promise: promise.finally(() => clearTimeout(timer)), resolve }
}

const openRunner = (config: Config, db: Database, log: Parameters<typeof startRunner>[1]): Closing =>
  ({ name: 'runner', close: startRunner(db, log, { ocrCommand: config.ocrCommand, allowPrivate: config.fetchPrivate }).stop })

/** What goes on behind, for deployments in which several processes serve: one indexes and, where `config.jobs` is on, reads uploads. */
export async function startIndexing (config: Config, progress: Progress, log: { info: (m: string) => void, warn: (d: object, m: string) => void }) {
  const stores = await openStores(config, progress, (error) => log.warn({ err: error }, 'a store failed'))
  const { db, pool, search } = stores
  if (!search) {
    await stores.close()
    throw new Error('There is no search engine to index into: set MEILI_URL, or MEILI_BIN.')
  }
  const indexer = startIndexer({ db, pool, search, log, prepare: (stopping) => ensureIndex(db, search, { stopping }) })
  const embedding = startEmbedding({ db, pool, search, log })
  const opened = [{ name: 'stores', close: stores.close }, { name: 'indexer', close: indexer.stop }, { name: 'embedding', close: embedding.stop }, ...(config.jobs ? [openRunner(config, db, log)] : [])]
  return { close: () => closeAll(opened) }
}
