import t from 'tap'
import { openAtlas } from './support/atlas.js'
import { followLinks, readAll } from './support/links.js'

t.test('the vocabulary', async (t) => {
  const { get } = await openAtlas(t)
  const list = (query = '') => readAll(get, `/v1/concepts?${query}`)
  const codes = async (query: string) => (await list(query)).map((c) => c.code)

  t.test('it has 136 concepts, walked in its own order, each once', async (t) => {
    const { body } = await get('/v1/concepts?count=exact&limit=100')
    t.equal(body.page.total, 136)
    const all = await list()
    t.equal(new Set(all.map((c) => c.code)).size, 136)
    t.equal(all[0].code, 'OFF')
    const walked: string[] = []
    for (let url: string | undefined = '/v1/concepts?limit=9'; url;) {
      const { body, headers } = await get(url)
      walked.push(...body.items.map((c: any) => c.code))
      url = /^<http:\/\/[^/]+(\/.+)>/.exec(String(headers.link ?? ''))?.[1]
    }
    t.strictSame(walked, all.map((c) => c.code), 'whatever the size of the pages')
  })

  t.test('families: their members at every depth, several OR', async (t) => {
    const cia = await codes('parent=OFF.CIA')
    t.ok(cia.includes('OFF.CIA.ACC') && !cia.includes('OFF.CIA'))
    t.ok(cia.every((code) => code.startsWith('OFF.CIA.')))
    t.strictSame(await codes('parent=off.cia'), cia)
    const offences = await codes('parent=OFF')
    t.ok(offences.includes('OFF.CIA') && cia.every((code) => offences.includes(code)))
    for (const query of ['parent=OFF.CIA,PRO', 'parent=PRO&parent=OFF.CIA']) {
      t.strictSame([...await codes(query)].sort(), [...cia, ...await codes('parent=PRO')].sort(), query)
    }
    t.strictSame(await codes('parent=OFF.CIA.ACC'), [], 'a leaf has none')
    t.equal((await get('/v1/concepts?parent=OFF.CIA&count=exact&limit=1')).body.page.total, cia.length)
  })

  t.test('parents and children are the same tree', async (t) => {
    const all = await list()
    for (const { code, parent } of all) t.ok(parent === null || code.startsWith(`${parent}.`), `${code} in ${parent}`)
    const { body } = await get('/v1/concepts/OFF.CIA')
    t.strictSame(body.children.map((c: any) => c.code), all.filter((c) => c.parent === 'OFF.CIA').map((c) => c.code))
  })

  t.test('labels and definitions come in the language asked for', async (t) => {
    for (const [lang, label, synonym] of [
      ['ar', 'الدخول غير المشروع إلى نظام حاسوبي', 'الدخول غير المشروع'], ['zh', '非法访问计算机系统', '非法侵入'], ['es', 'Acceso ilícito a un sistema informático', 'acceso ilícito'],
      ['ru', 'Незаконный доступ к компьютерной системе', 'неправомерный доступ'], ['fr', 'Accès illégal à un système informatique', 'accès frauduleux']
    ] as const) {
      const { headers, body } = await get(`/v1/concepts/OFF.CIA.ACC?lang=${lang}`)
      t.equal(body.label, label)
      t.equal(body.definition, body.definitions[lang])
      t.ok(body.synonyms[lang].includes(synonym))
      t.equal(headers['content-language'], lang)
    }
    const { body } = await get('/v1/concepts/OFF.CIA', { 'accept-language': 'pt-BR, pt;q=0.9, ru;q=0.5, en;q=0.4' })
    t.match(body.children[0].label, /[а-я]/)
  })

  t.test('every concept has its words in all six languages', async (t) => {
    for (const { code, labels, href } of await list()) {
      t.strictSame(Object.keys(labels).sort(), ['ar', 'en', 'es', 'fr', 'ru', 'zh'], code)
      t.equal(href, `/v1/concepts/${code}`)
    }
  })

  t.test('a concept and a treaty article lead to each other', async (t) => {
    const { body } = await get('/v1/concepts/off.cia.acc')
    t.match(body.articles.find((a: any) => a.instrument === 'BUD'), { article: '2', relation: 'exact', href: '/v1/instruments/BUD/articles/2' })
    t.ok(body.articles.some((a: any) => a.instrument === 'UNCC' && a.article === '7'))
    for (const { href } of body.articles) {
      t.ok((await get(href)).body.concepts.some((c: any) => c.concept.code === 'OFF.CIA.ACC'), href)
    }
  })

  t.test('every link leads somewhere', async (t) => {
    for (const code of ['OFF', 'OFF.CIA', 'PRO.PRE', 'SAF.HRS']) await followLinks(t, get, (await get(`/v1/concepts/${code}`)).body)
  })

  t.test('an unknown code is a 404 alone, and a 400 that names the parameter in a filter', async (t) => {
    t.match(await get('/v1/concepts/OFF.XXX'), { status: 404, body: { code: 'not-found' } })
    t.match(await get('/v1/concepts?parent=OFF.CIB'), { status: 400, body: { errors: [{ path: 'parent', message: /OFF\.CIB is not known; did you mean OFF\.CIA\?/ }] } })
    t.match(await get('/v1/concepts?family=OFF'), { status: 400, body: { errors: [{ path: 'family' }] } })
  })
})
