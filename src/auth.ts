import type { FastifyInstance } from 'fastify'

/** Who may call a route. A route that does not say so stops the boot: nothing is open by oversight. */
export type Access = 'public'

declare module 'fastify' {
  interface FastifyContextConfig {
    access?: Access
    /** A path with which the operation can be tried; shown in the reference and run by the tests. */
    example?: string
  }
}

export function installAuth (app: FastifyInstance): void {
  app.addHook('onRoute', (route) => {
    if (!route.config?.access) throw new Error(`${route.method} ${route.url} does not declare config.access.`)
    if (route.schema) route.schema.security = []
  })
}
