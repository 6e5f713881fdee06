import { buildApp } from './app.js'
import type { Config } from './config.js'
import { openDatabase } from './db/client.js'
import { serialiseContract } from './openapi.js'

/** The OpenAPI document as the routes say it; nothing is connected to. */
export async function readContract (config: Config): Promise<string> {
  const { db, close } = openDatabase('postgres://nobody@127.0.0.1:1/none', { onError: () => {} })
  const app = await buildApp({ config: { ...config, logLevel: 'silent' }, db, search: undefined, secret: '' })
  try {
    await app.ready()
    return serialiseContract(app)
  } finally {
    await app.close()
    await close()
  }
}
