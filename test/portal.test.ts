import t from 'tap'
import { unLanguages } from '../src/model/vocabulary.js'
import { openAtlas } from './support/atlas.js'
import { listen, noBrowser, openBrowser } from './support/browser.js'

t.test('the pages without scripts', async (t) => {
  const { app } = await openAtlas(t, { index: 'founding' })
  const get = async (url: string, headers = {}) => await app.inject({ url, headers: { accept: 'text/html', ...headers } })

  t.test('the first page tells what there is, in each language', async (t) => {
    for (const language of unLanguages) {
      const { statusCode, headers, body } = await get(`/?lang=${language}`)
      t.equal(statusCode, 200)
      t.match(headers['content-type'], /^text\/html/)
      t.equal(headers['content-language'], language)
      t.match(body, `<html lang="${language}" dir="${language === 'ar' ? 'rtl' : 'ltr'}">`)
      t.notMatch(body, /undefined|\[object/)
    }
    t.match((await get('/', { 'accept-language': 'ru-RU,ru;q=0.9' })).body, /<html lang="ru"/)
  })

  t.test('what is found is in the page, with why and where it leads to', async (t) => {
    const { body } = await get('/search?q=acceso%20il%C3%ADcito&lang=es')
    t.match(body, /<mark>/)
    t.match(body, /Por qué aparece/)
    t.match(body, /href="\/legislation\/[0-9a-f-]{36}\/[^"]+lang=es"/)
    t.match(body, /name="state" value="[A-Z]{3}"/)
  })

  t.test('what a query holds is text and never markup', async (t) => {
    const { body, headers } = await get(`/search?q=${encodeURIComponent('"><script>alert(1)</script><img src=x onerror=alert(1)>')}`)
    t.notMatch(body, /<script>alert|<img src=x/)
    t.match(headers['content-security-policy'], /script-src 'self'/)
  })

  t.test('a query that cannot be read is told with its place, and an empty answer offers what would be found', async (t) => {
    const wrong = await get('/search?mode=exact&q=%28fraud')
    t.equal(wrong.statusCode, 400)
    t.match(wrong.body, /class="fault"/)
    const nothing = await get('/search?q=phishing&state=KEN&language=zh')
    t.equal(nothing.statusCode, 200)
    t.match(nothing.body, /class="offers"/)
  })

  t.test('parameters that others append are passed over; pages do not count twice against the limit', async (t) => {
    t.equal((await get('/search?q=fraud&utm_source=letter')).statusCode, 200)
    const { app } = await openAtlas(t, { index: 'founding', env: { RATE_LIMIT_MAX: '3' } })
    const statuses = []
    for (let i = 0; i < 4; i++) statuses.push((await app.inject({ url: '/search?q=fraud' })).statusCode)
    t.strictSame(statuses, [200, 200, 200, 429])
    t.equal((await app.inject({ url: '/v1', headers: { 'x-inside': 'guessed' } })).statusCode, 429, 'nobody else is let through')
  })

  t.test('without an engine the page says so', async (t) => {
    const { app } = await openAtlas(t, { noSearch: true })
    const { statusCode, body, headers } = await app.inject({ url: '/search?q=fraud&lang=fr' })
    t.equal(statusCode, 503)
    t.match(headers['content-type'], /^text\/html/)
    t.match(body, /Une partie du service ne répond pas/)
  })

  t.test('files are kept for ever under the hash of what is in them', async (t) => {
    const { body } = await get('/')
    const address = /href="(\/assets\/[0-9a-f]{12}\/portal\.css)"/.exec(body)![1]!
    t.match((await get(address)).headers, { 'content-type': /^text\/css/, 'cache-control': /immutable/ })
    t.match((await get('/assets/000000000000/portal.css')).headers, { 'cache-control': 'public, no-cache' })
    t.equal((await get('/assets/none.js')).statusCode, 404)
  })
})

t.test('searching in a browser', { skip: noBrowser }, async (t) => {
  const { app } = await openAtlas(t, { index: 'founding' })
  const url = await listen(app)
  const page = await (await openBrowser(t)).page({ viewport: { width: 360, height: 740 } })

  t.test('results come while one types, the address follows, and going back goes back', async (t) => {
    await page.goto(`${url}/search?lang=en`)
    await page.getByRole('combobox').fill('фишинг')
    await page.waitForURL(/q=%D1%84%D0%B8/)
    t.ok(await page.locator('.hit mark').count() > 0)
    const before = await page.locator('.total').innerText()
    await page.locator('.facets summary').first().click()
    await page.locator('input[name=type][value=case]').check()
    await page.waitForURL(/type=case/)
    t.not(await page.locator('.total').innerText(), before)
    await page.goBack()
    await page.waitForURL((at) => !at.search.includes('type='))
    await page.waitForLoadState()
    t.equal(await page.locator('.total').innerText(), before)
  })

  t.test('offline, and when too much was asked for, it says so, keeps what it shows, and goes on by itself', async (t) => {
    const page = await (await openBrowser(t)).page()
    await page.goto(`${url}/search?lang=fr&q=fraude`)
    const before = await page.locator('.total').innerText()
    await page.context().setOffline(true)
    await page.getByRole('combobox').fill('phishing')
    await page.locator('#notice:not(:empty)').waitFor()
    t.match(await page.locator('#notice').innerText(), /Vous êtes hors ligne/)
    t.equal(await page.locator('.total').innerText(), before)
    await page.context().setOffline(false)
    await page.waitForURL(/q=phishing/)
    t.equal(await page.locator('#notice').innerText(), '')
    let asked = 0
    await page.route('**/search?**', (route) => asked++ === 0 ? route.fulfill({ status: 429, headers: { 'retry-after': '1' }, body: '' }) : route.fallback())
    await page.getByRole('button', { name: 'Rechercher' }).click()
    await page.locator('#notice:not(:empty)').waitFor()
    t.match(await page.locator('#notice').innerText(), /Trop de requêtes pour l’instant. Nouvel essai dans 1 s/)
    await page.locator('#notice:empty').waitFor({ state: 'attached' })
    t.equal(asked, 2)
  })

  t.test('no page is wider than a telephone, and the console is silent', async (t) => {
    for (const path of ['/', '/search?q=ransomware', '/search?q=الدخول&lang=ar', '/none']) {
      await page.goto(url + path)
      t.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), path)
    }
    t.strictSame(page.faults.filter((fault) => !/404/.test(fault)), [])
  })
})
