import t from 'tap'
import { openAtlas } from './support/atlas.js'
import { checkPages } from './support/axe.js'
import { listen, noBrowser, openBrowser } from './support/browser.js'

t.test('States as pages', async (t) => {
  const { app } = await openAtlas(t)
  const read = async (url: string) => await app.inject({ url, headers: { accept: 'text/html' } })

  t.test('all Member States stand by region, others apart, with what is held', async (t) => {
    const { statusCode, body } = await read('/states?lang=fr')
    t.equal(statusCode, 200)
    t.match(body, /<h2>Afrique <span class="count">54<\/span><\/h2>/)
    t.match(body, /<h2>États observateurs/)
    t.match(body, /href="\/states\/KEN\?lang=fr">Kenya<\/a>/)
    t.match(body, /href="\/search\?state=KEN&amp;type=provision&amp;lang=fr">116</)
    t.notMatch(body, /undefined|\[object|NaN/)
  })

  t.test('the filter knows all names, codes and no accents', async (t) => {
    const named = async (q: string) => [...(await read(`/states?lang=en&q=${encodeURIComponent(q)}`)).body.matchAll(/href="\/states\/(\w+)\?/g)].map((m) => m[1])
    for (const q of ['кения', 'KEN', 'ke', '404', '肯尼亚', 'kenya']) t.strictSame(await named(q), ['KEN'], q)
    t.strictSame(await named('cote d’ivoire'), ['CIV'])
    t.match((await read('/states?lang=es&q=Atlantis')).body, /Ningún Estado tiene ese nombre o código/)
  })

  t.test('a State: names, coverage with words for each square, laws, treaties, and how much was verified', async (t) => {
    const { body } = await read('/states/fra?lang=ru')
    t.match(body, /<h1>Франция<\/h1>/)
    t.match(body, /lang="zh" dir="ltr">法国/)
    t.match(body, /class="cell both" href="\/search\?state=FRA&amp;concept=OFF.CIA.ACC&amp;lang=ru"[^>]*title="[^"]+: [^"]+"/)
    t.match(body, /<span class="visually-hidden">[^<]+: Нет данных/)
    t.match(body, /Ратификация/)
    t.match(body, /lang="fr" dir="ltr">Code pénal/)
    t.match(body, /Сколько проверено/)
    t.notMatch(body, /undefined|\[object|NaN/)
  })

  t.test('a day changes what was known; a day that is none, and a State that is none, are told', async (t) => {
    const cells = async (query: string) => (await read(`/states/KEN?lang=en${query}`)).body.match(/class="cell no_data" href/g)?.length ?? 0
    t.ok(await cells('&asOf=2000-01-01') > await cells(''))
    t.equal((await read('/states/KEN?asOf=yesterday')).statusCode, 400)
    const none = await read('/states/XXX?lang=en')
    t.equal(none.statusCode, 404)
    t.match(none.body, /There is nothing at this address/)
  })
})

t.test('States in a browser', { skip: noBrowser }, async (t) => {
  const { app } = await openAtlas(t)
  const url = await listen(app)
  const browser = await openBrowser(t)

  t.test('the list is filtered while one types, and a square is reached by the keyboard', async (t) => {
    const page = await browser.page()
    await page.goto(`${url}/states?lang=en`)
    await page.getByRole('searchbox').pressSequentially('chi')
    await page.waitForURL(/q=chi/)
    t.ok(await page.locator('#states tbody tr').count() < 10)
    await page.goto(`${url}/states/CHL?lang=en`)
    await page.locator('.matrix a').first().focus()
    await page.keyboard.press('Tab')
    t.match(await page.evaluate(() => document.activeElement!.textContent), /: /)
    await page.keyboard.press('Enter')
    await page.waitForURL(/\/search\?state=CHL&concept=/)
  })

  t.test('no barrier in any language', async (t) => { await checkPages(t, browser, url, ['/states?q=an', '/states/KEN']) })
})
