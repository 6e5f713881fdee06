import { readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { z } from 'zod'

/** The folder of the package: `data/`, `migrations/` and `openapi/` stand in it. */
export const root = fileURLToPath(new URL('..', import.meta.url))
export const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string }

const flag = (fallback: 'on' | 'off') => z.enum(['on', 'off']).default(fallback).transform((v) => v === 'on')
const httpUrl = z.url({ protocol: /^https?$/, error: 'must be an http(s) URL' })

/** The environment, all of it. Each name stands in `.env.example` too (a test holds the two together). */
const environment = z.object({
  HOST: z.string().default('127.0.0.1'),
  PORT: z.coerce.number().int().min(0).max(65535).default(3000),
  PUBLIC_URL: httpUrl.optional(),
  ATLAS_HOME: z.string().default('./.atlas').transform((path) => resolve(path)),
  ATLAS_DATA: z.string().default(resolve(root, 'data')).transform((path) => resolve(path)),
  DATABASE_URL: z.string().regex(/^postgres(ql)?:\/\//, 'must be a postgres:// URL').optional(),
  DATABASE_POOL_MAX: z.coerce.number().int().min(1).max(200).default(10),
  MEILI_URL: httpUrl.optional(),
  MEILI_KEY: z.string().optional(),
  MEILI_BIN: z.string().optional(),
  MEILI_INDEX: z.string().regex(/^[A-Za-z0-9_-]{1,64}$/).default('atlas'),
  SEARCH_CACHE_MB: z.coerce.number().int().min(0).max(4096).default(32),
  EMBEDDER_URL: httpUrl.optional(),
  EMBEDDER_KEY: z.string().optional(),
  EMBEDDER_MODEL: z.string().optional(),
  INDEXER: flag('on'),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info'),
  JOBS: flag('on'),
  OCR_COMMAND: z.string().optional(),
  FETCH_PRIVATE: flag('off'),
  OIDC_ISSUER: httpUrl.optional(),
  OIDC_AUDIENCE: z.string().optional(),
  OIDC_CLIENT_ID: z.string().optional(),
  OIDC_SCOPE: z.string().default('openid'),
  OIDC_ROLE_CLAIM: z.string().default('atlas_role'),
  OIDC_STATES_CLAIM: z.string().default('atlas_states'),
  RATE_LIMIT_MAX: z.coerce.number().int().min(1).default(600),
  TRUST_PROXY: flag('off')
}).refine((e) => !e.OIDC_ISSUER === !e.OIDC_AUDIENCE, { path: ['OIDC_AUDIENCE'], message: 'must be set together with OIDC_ISSUER' })
export const environmentNames = Object.keys(environment.shape)

export type Config = ReturnType<typeof readConfig>

/** Reads the environment; throws one error that tells every fault. An empty variable counts as unset. */
export function readConfig (env: NodeJS.ProcessEnv = process.env) {
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ''))
  const result = environment.safeParse(given)
  if (!result.success) {
    const faults = result.error.issues.map((i) => `  ${i.path.join('.')}: ${i.message}`)
    throw new Error(`The environment is not usable:\n${faults.join('\n')}`)
  }
  const e = result.data
  return {
    host: e.HOST,
    port: e.PORT,
    publicUrl: e.PUBLIC_URL?.replace(/\/+$/, ''),
    home: e.ATLAS_HOME,
    dataFolder: e.ATLAS_DATA,
    databaseUrl: e.DATABASE_URL,
    databasePoolMax: e.DATABASE_POOL_MAX,
    meiliUrl: e.MEILI_URL,
    meiliKey: e.MEILI_KEY,
    meiliBin: e.MEILI_BIN,
    meiliIndex: e.MEILI_INDEX,
    searchCacheBytes: e.SEARCH_CACHE_MB * 2 ** 20,
    embedder: e.EMBEDDER_URL ? { url: e.EMBEDDER_URL, key: e.EMBEDDER_KEY, model: e.EMBEDDER_MODEL } : undefined,
    indexer: e.INDEXER,
    jobs: e.JOBS,
    ocrCommand: e.OCR_COMMAND,
    fetchPrivate: e.FETCH_PRIVATE,
    oidc: e.OIDC_ISSUER && e.OIDC_AUDIENCE
      ? {
          issuer: e.OIDC_ISSUER, audience: e.OIDC_AUDIENCE, clientId: e.OIDC_CLIENT_ID, scope: e.OIDC_SCOPE,
          roleClaim: e.OIDC_ROLE_CLAIM, statesClaim: e.OIDC_STATES_CLAIM
        }
      : undefined,
    logLevel: e.LOG_LEVEL,
    rateLimitMax: e.RATE_LIMIT_MAX,
    trustProxy: e.TRUST_PROXY
  }
}

/** What a process may know that handles what strangers sent: where programs are, and nothing of ours. */
export const bareEnvironment = (): NodeJS.ProcessEnv => {
  const { PATH, LANG, TMPDIR, TESSDATA_PREFIX } = process.env
  return { PATH, LANG, TMPDIR, TESSDATA_PREFIX }
}
