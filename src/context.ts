import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import type { Answers } from './answer-cache.js'
import type { Config } from './config.js'
import type { Database } from './db/client.js'
import type { Reference } from './reference.js'
import type { Search } from './search/client.js'

/** What routes work with; passed to each of them by name. */
export type Context = {
  config: Config
  db: Database
  /** undefined where no engine is configured: everything but search works */
  search: Search | undefined
  /** signs cursors */
  secret: string
  reference: () => Promise<Reference>
  answers: Answers
}

/** A route file: one resource, one plugin. */
export type Routes = FastifyPluginAsyncZod<Context>

declare module 'fastify' {
  interface FastifyInstance { publicUrl: string | undefined }
}
