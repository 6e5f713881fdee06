import t from 'tap'
import { openAtlas } from './support/atlas.js'
import { checkPages } from './support/axe.js'
import { listen, noBrowser, openBrowser } from './support/browser.js'

t.test('cases, lessons and forms of a search', async (t) => {
  const { app } = await openAtlas(t, { index: 'founding' })
  const read = async (url: string) => await app.inject({ url, headers: { accept: 'text/html' } })
  const first = async (path: string) => (await app.inject(`${path}&limit=1&lang=en`)).json().items[0]

  t.test('lists are filtered by State and concept, and go on page by page', async (t) => {
    const { body } = await read('/cases?lang=fr')
    t.match(body, /<p class="count"[^>]*>\d+ au total<\/p>/)
    const next = /rel="next" href="([^"]+)"|href="([^"]+)" rel="next"/.exec(body)!
    const more = (await read((next[1] ?? next[2])!.replaceAll('&amp;', '&'))).body
    t.match(more, /Depuis le début/)
    t.match((await read('/cases?state=KEN&lang=en')).body, /<p class="count"[^>]*>3 in all<\/p>/)
    t.match((await read('/lessons?state=KEN&lang=zh')).body, /共 5 项/)
    t.equal((await read('/cases?state=NOWHERE')).statusCode, 400)
  })

  t.test('one case and one lesson, with where they come from', async (t) => {
    const found = await first('/v1/cases?state=KEN')
    const one = (await read(`/cases/${found.id}?lang=es`)).body
    t.match(one, /<h2>Hechos<\/h2>/)
    t.match(one, /<h2>Fuente<\/h2>/)
    const lesson = (await read(`/lessons/${(await first('/v1/lessons?state=KEN')).id}?lang=ar`)).body
    t.match(lesson, /<h2>الشروط<\/h2>/)
    for (const body of [one, lesson]) t.notMatch(body, /undefined|\[object|NaN/)
  })

  t.test('CSV of what is shown', async (t) => {
    const { headers, body } = await read('/search.csv?q=phishing&limit=3&utm_source=x')
    t.match(headers, { 'content-type': 'text/csv; charset=utf-8', 'content-disposition': /search\.csv/ })
    t.ok(body.startsWith('\ufefftype,state,'))
    t.match(body, /\/legislation\/[0-9a-f-]{36}\//)
    t.notMatch(body, /<mark>/)
  })

  t.test('a feed by RFC 4287, the same for the same search', async (t) => {
    const { headers, body } = await read('/search.atom?q=fraud%20%26%20%22theft%22&lang=en&limit=5')
    t.match(headers['content-type'], /^application\/atom\+xml/)
    for (const part of [/<id>http[^<]+<\/id>/, /<updated>\d{4}-\d\d-\d\dT[\d:.]+Z<\/updated>/, /<author><name>/, /rel="self"/, /<title>fraud &amp; &quot;theft&quot;/]) t.match(body, part)
    t.equal(body.match(/<entry>/g)?.length, 5)
    t.equal(new Set(body.match(/<id>urn:uuid:[0-9a-f-]{36}<\/id>/g)).size, 5)
    t.equal((await read('/search.atom?q=fraud%20%26%20%22theft%22&lang=en&limit=5')).body, body)
    t.match((await read('/search.atom?q=zzzzqqqq&lang=en')).body, /<feed[^]*<updated>[^]*<\/feed>/)
  })

  t.test('no barrier in any language', { skip: noBrowser }, async (t) => {
    const url = await listen(app)
    const [found, lesson] = [await first('/v1/cases?state=KEN'), await first('/v1/lessons?state=KEN')]
    await checkPages(t, await openBrowser(t), url, ['/cases?state=KEN', `/cases/${found.id}`, '/lessons?state=KEN', `/lessons/${lesson.id}`])
  })
})
