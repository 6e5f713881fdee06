import t from 'tap'
import { openAtlas } from './support/atlas.js'

t.test('states', async (t) => {
  const { get } = await openAtlas(t)

  t.test('there are 193 Member States', async (t) => {
    const { status, body } = await get('/v1/states?count=exact&limit=100')
    t.equal(status, 200)
    t.equal(body.page.total, 193)
    t.equal(body.items.length, 100)
    t.equal(body.items[0].code, 'AFG')
  })

  t.test('a State answers to alpha-3, alpha-2 and M49 in any case', async (t) => {
    for (const code of ['KEN', 'ke', 'Ken', '404']) {
      const { body } = await get(`/v1/states/${code}`)
      t.equal(body.code, 'KEN', code)
    }
  })
})
