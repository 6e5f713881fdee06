import { randomBytes } from 'node:crypto'
import type { InjectOptions } from 'fastify'
import type { Test } from 'tap'
import { buildApp } from '../../src/app.js'
import { readConfig } from '../../src/config.js'
import { watchChanges } from '../../src/db/change.js'
import { openDatabase } from '../../src/db/client.js'
import { cursorSecret } from '../../src/db/setting.js'
import { openSearch } from '../../src/search/client.js'
import { forgetFrequencies } from '../../src/search/frequency.js'
import { checkResponse } from './contract.js'
import { eventually } from './eventually.js'
import { createDatabase, startServices } from './services.js'

type Given = Record<'ATLAS_TEST_POSTGRES' | 'ATLAS_TEST_RUN' | 'ATLAS_TEST_MEILI_URL' | 'ATLAS_TEST_MEILI_KEY', string>

/** The services of the run; a file that is run by itself starts its own. */
async function services (t: Test): Promise<Given> {
  if (process.env.ATLAS_TEST_POSTGRES) return process.env as unknown as Given
  const own = await startServices()
  t.teardown(own.stop)
  return own.env
}

/**
 * A database of its own, a copy of `from`, with a way to the engine. `index: 'founding'` searches the index of the
 * founding dataset, which every file shares and none writes; otherwise the index is its own and empty.
 */
export async function openStores (
  t: Test, { from = 'founding', index, embedder }: { from?: 'founding' | 'empty', index?: 'founding', embedder?: Parameters<typeof openSearch>[0]['embedder'] } = {}
) {
  const given = await services(t)
  const name = `${given.ATLAS_TEST_RUN}_${randomBytes(4).toString('hex')}`
  const databaseUrl = await createDatabase(given.ATLAS_TEST_POSTGRES, name, `${given.ATLAS_TEST_RUN}_${from}`)
  const { db, pool, close } = openDatabase(databaseUrl, { onError: () => {} })
  const search = openSearch({ url: given.ATLAS_TEST_MEILI_URL, key: given.ATLAS_TEST_MEILI_KEY, uid: index ?? name, embedder })
  t.teardown(async () => {
    await search.close()
    await close()
  })
  return { db, pool, search, databaseUrl, meiliUrl: given.ATLAS_TEST_MEILI_URL, meiliKey: given.ATLAS_TEST_MEILI_KEY }
}

type AtlasOptions = Parameters<typeof openStores>[1] & {
  env?: Record<string, string>
  noSearch?: boolean
  /** whether answers are kept, as the service does */
  cache?: boolean
}

/** The service over such stores; `get` and `inject` hold every answer against the OpenAPI document of the app. */
export async function openAtlas (t: Test, { env = {}, noSearch = false, cache = false, ...options }: AtlasOptions = {}) {
  const stores = await openStores(t, options)
  const changes = cache ? await openChanges(t, stores) : undefined
  const config = readConfig({ LOG_LEVEL: 'silent', RATE_LIMIT_MAX: '1000000', ...env })
  const app = await buildApp({ config, db: stores.db, search: noSearch ? undefined : stores.search, secret: await cursorSecret(stores.db), changes })
  await app.ready()
  t.teardown(() => app.close())
  const inject = async (request: InjectOptions) => {
    const response = await app.inject(request)
    checkResponse(app, request, response)
    return response
  }
  return {
    ...stores,
    changes,
    app,
    inject,
    /** GET, with the body read as JSON */
    async get (url: string, headers: Record<string, string> = {}) {
      const response = await inject({ url, headers })
      return { ...response, status: response.statusCode, headers: response.headers, body: response.body === '' ? undefined : JSON.parse(response.body) }
    }
  }
}

/** Hears of changes as the service does. */
export async function openChanges (t: Test, { databaseUrl, search }: Pick<Awaited<ReturnType<typeof openStores>>, 'databaseUrl' | 'search'>) {
  const changes = watchChanges(databaseUrl, { onChange: () => forgetFrequencies(search) })
  t.teardown(changes.close)
  await eventually('changes are heard of', () => changes.version() !== undefined)
  return changes
}
