import t from 'tap'
import { openAtlas } from './support/atlas.js'

t.test('search', async (t) => {
  const { get } = await openAtlas(t, { index: 'founding' })
  for (const q of ['acceso ilícito', 'неправомерный доступ', '非法侵入', 'accès illégal', 'الدخول غير المشروع']) {
    t.test(`${q} finds the law of States in other languages`, async (t) => {
      const { status, body } = await get(`/v1/search?q=${encodeURIComponent(q)}&type=provision&limit=100`)
      t.equal(status, 200)
      const languages = new Set(body.items.map((hit: { language: string }) => hit.language))
      for (const language of ['ar', 'zh', 'ru', 'fr', 'en']) t.ok(languages.has(language), language)
      t.ok(body.items.every((hit: { matched: unknown[] }) => hit.matched.length > 0), 'each hit says why it matched')
    })
  }
})

t.test('while there is no index yet, search says when to ask again', async (t) => {
  const { get } = await openAtlas(t)
  t.match(await get('/v1/search?q=access&type=provision&state=KEN'), { status: 503, headers: { 'retry-after': '5' }, body: { code: 'unavailable', detail: /being built/ } })
})
