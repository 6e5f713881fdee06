import fastify from 'fastify'
import t from 'tap'
import { installAuth } from '../src/auth.js'
import { openAtlas } from './support/atlas.js'

t.test('a route that does not say who may call it stops the boot', async (t) => {
  const handler = async () => ({})
  const boot = async (add: (app: ReturnType<typeof fastify>) => void) => {
    const app = fastify()
    t.teardown(() => app.close())
    await app.register(async (routes) => {
      installAuth(routes)
      await routes.register(async (own) => add(own as typeof app))
    })
    return app.ready()
  }
  await t.rejects(boot((app) => app.get('/open', handler)), { message: /GET \/open does not declare config\.access/ })
  await t.rejects(boot((app) => app.get('/open', { config: {} }, handler)), { message: /config\.access/ })
  await t.rejects(boot((app) => app.post('/open', { schema: {} }, handler)), { message: /POST \/open/ })
  await t.resolves(boot((app) => app.get('/open', { config: { access: 'public' } }, handler)))
})

t.test('what a route declares is what the contract says of it', async (t) => {
  const app = fastify()
  t.teardown(() => app.close())
  const schemas: unknown[] = []
  installAuth(app)
  app.addHook('onRoute', (route) => { schemas.push(route.schema) })
  app.get('/open', { config: { access: 'public' }, schema: { summary: 'open' } }, async () => ({}))
  t.strictSame(schemas[0], { summary: 'open', security: [] })
  app.get('/closed', { config: { access: 'curator' }, schema: { summary: 'closed' } }, async () => ({}))
  t.strictSame(schemas.at(-1), { summary: 'closed', security: [{ key: [] }] })
})

t.test('what is public needs no key; one that is sent has to be good', async (t) => {
  const { get } = await openAtlas(t)
  for (const headers of [{}, { cookie: 'session=1' }]) t.match(await get('/v1/states/KEN', headers as Record<string, string>), { status: 200 })
  for (const authorization of ['Bearer atlas_x_y', 'Basic YTpi', 'Bearer', '']) {
    t.match(await get('/v1/states/KEN', { authorization }), { status: 401, body: { code: 'unauthorized' } }, authorization)
  }
})
