import { execFile } from 'node:child_process'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { promisify } from 'node:util'
import t from 'tap'
import { root } from '../src/config.js'
import { unLanguages } from '../src/model/vocabulary.js'
import { openAtlas } from './support/atlas.js'
import { seriousBarriers } from './support/axe.js'
import { listen, noBrowser, openBrowser } from './support/browser.js'
import { openSite } from './support/site.js'

const resolve = createRequire(import.meta.url).resolve
const kenyaAccess = '01a20ae4-ed9e-766c-968f-dd0354867e3a'

t.test('every snippet of the guide runs, in a page of another origin', { skip: noBrowser }, async (t) => {
  const { app, databaseUrl, meiliUrl, meiliKey } = await openAtlas(t, { index: 'founding' })
  const url = await listen(app)
  const site = await openSite(t)
  const page = await (await openBrowser(t)).page()
  await page.route('https://cdn.jsdelivr.net/npm/instantsearch.js@4/dist/instantsearch.production.min.js', (route) =>
    route.fulfill({ path: resolve('instantsearch.js/dist/instantsearch.production.min.js') }))
  await page.goto(`${url}/embed?lang=en`)
  const source = async (id: string) => await page.locator(`section[aria-labelledby=${id}] pre`).innerText()
  const ids = ['search', 'provision', 'instantsearch', 'form', 'classic', 'key', 'pinned'] as const
  const guide = Object.fromEntries(await Promise.all(ids.map(async (id) => [id, await source(id)] as const))) as Record<(typeof ids)[number], string>
  const [policy, style, events] = await Promise.all(['pre.http', 'pre.css', 'section > pre.html:not([aria-labelledby] > *)'].map((css) => page.locator(css).innerText()))
  t.equal(await page.locator('pre').count(), ids.length + 3, 'none is left out')

  // The command of the guide, with the origin of this portal: its key is what the other snippets are run with.
  const command = guide.key.replace('npx atlas', `${process.execPath} ${join(root, 'dist/cli.js')}`).replace(/--origins \S+/, `--origins ${site.origin}`)
  const env = { PATH: process.env.PATH, DATABASE_URL: databaseUrl, MEILI_URL: meiliUrl, MEILI_KEY: meiliKey }
  const { stdout } = await promisify(execFile)('bash', ['-c', command], { env })
  const key = stdout.trim()
  t.match(key, /^pk_/)
  const open = async (body: string, headers: Record<string, string> = {}) => {
    site.pages.set('/', { body: body.replaceAll('pk_YOUR_KEY', key), headers })
    page.faults.length = 0
    await page.goto(`${site.origin}/`)
  }
  const found = async () => await page.locator('cyberlaw-search .hit').first().waitFor()

  t.test('five lines', async (t) => {
    t.equal(guide.search.split('\n').length, 5)
    await open(guide.search)
    await found()
    await page.getByRole('combobox').fill('ransomware')
    await page.locator('.hit mark').first().waitFor()
    t.strictSame(page.faults, [])
  })
  t.test('a provision', async (t) => {
    await open(`<!doctype html>${guide.provision}`)
    await page.locator('cyberlaw-provision h3').waitFor()
    t.match(await page.locator('cyberlaw-provision h3').innerText(), /14 Unauthorised access/)
  })
  t.test('InstantSearch', async (t) => {
    await open(`<!doctype html>${guide.instantsearch}`)
    await page.locator('.ais-SearchBox-input').first().fill('fraud')
    await page.locator('.ais-Highlight-highlighted').first().waitFor()
    t.match(await page.locator('#states .ais-RefinementList-labelText').first().innerText(), /^[A-Z][a-z]+/, 'States by name')
    t.strictSame(page.faults, [])
  })
  t.test('a form, without JavaScript', async (t) => {
    await open(`<!doctype html>${guide.form}`)
    await page.getByRole('searchbox').fill('phishing')
    await page.getByRole('button').click()
    await page.waitForURL(`${url}/search?lang=en&q=phishing`)
    t.ok(await page.locator('.hit').count() > 0)
  })
  t.test('a classic script', async () => {
    await open(`<!doctype html>${guide.classic}`)
    await found()
  })
  t.test('pinned, with integrity, under the policy', async (t) => {
    const [name, value] = policy!.split(': ') as [string, string]
    await open(`<!doctype html>${guide.pinned}`, { [name.toLowerCase()]: value })
    await found()
    t.match(guide.pinned, /\/embed\/[\d.]+-[0-9a-f]{12}\/cyberlaw-search\.js" integrity="sha384-/)
    t.strictSame(page.faults.filter((fault) => !/favicon/.test(fault)), [])
    await open(`<!doctype html>${guide.pinned.replace(/sha384-..../, 'sha384-AAAA')}`)
    await page.waitForTimeout(300)
    t.equal(await page.locator('.hit').count(), 0, 'anything else is not run')
  })
  t.test('look and events', async (t) => {
    await open(`${guide.search}<style>${style}</style>${events}`)
    await found()
    const link = page.locator('.hit h3 a').first()
    t.equal(await link.evaluate((a) => getComputedStyle(a).color), 'rgb(122, 31, 61)')
    t.match(await link.evaluate((a) => getComputedStyle(a.parentElement!).fontFamily), /^Georgia/)
    await link.click()
    await page.waitForFunction(() => document.title !== 'Portal')
    t.equal(page.url(), `${site.origin}/`)
  })
})

t.test('the guide itself, and the element at work in it', { skip: noBrowser }, async (t) => {
  const { app } = await openAtlas(t, { index: 'founding' })
  const url = await listen(app)
  const page = await (await openBrowser(t)).page({ viewport: { width: 360, height: 800 } })
  for (const lang of unLanguages) {
    await page.goto(`${url}/embed?lang=${lang}`)
    await page.locator('cyberlaw-search .hit').first().waitFor()
    t.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), `${lang} fits into 360 px`)
    t.equal(await page.locator('cyberlaw-search .frame').getAttribute('lang'), lang)
    t.strictSame(await seriousBarriers(page), [], lang)
  }
  t.strictSame(page.faults, [])
})

t.test('oEmbed tells how pages of ours are embedded', async (t) => {
  const { app } = await openAtlas(t, { index: 'founding', env: { PUBLIC_URL: 'https://atlas.example' } })
  const ask = async (url: string, more = '') => await app.inject({ url: `/oembed?url=${encodeURIComponent(url)}${more}` })
  const provision = (await ask(`https://atlas.example/legislation/${kenyaAccess}/sec_14?lang=fr`, '&maxwidth=400')).json()
  t.match(provision, { version: '1.0', type: 'rich', provider_name: 'Cyberlaw Atlas', width: 400, height: 480, title: /^14 .+ · Computer Misuse and Cybercrimes Act$/ })
  t.match(provision.html, new RegExp(`^<cyberlaw-provision lang="fr" id="${kenyaAccess}/sec_14"><a href="https://atlas.example/legislation/.+</a></cyberlaw-provision>\n<script type="module" src="https://atlas.example/embed/[\\w.-]+/cyberlaw-search.js" integrity="sha384-[^"]+" crossorigin="anonymous"></script>$`))
  t.match((await ask(`https://atlas.example/legislation/${kenyaAccess}`)).json(), { type: 'link', title: 'Computer Misuse and Cybercrimes Act' })
  const search = (await ask('https://atlas.example/search?q="><script>alert(1)</script>&state=KEN')).json()
  t.match(search.html, /^<cyberlaw-search lang="en" query="&quot;&gt;&lt;script&gt;alert\(1\)&lt;\/script&gt;" state="KEN"><a href="https:\/\/atlas.example\/search/)
  for (const url of ['https://elsewhere.example/search', 'https://atlas.example/states/KEN', `https://atlas.example/legislation/${kenyaAccess}/sec_0`, `https://atlas.example/legislation/${kenyaAccess.replace('3a', '3b')}`]) {
    t.equal((await ask(url)).statusCode, 404, url)
  }
  t.match(await ask('https://atlas.example/search', '&format=xml'), { statusCode: 501 })
  t.equal((await ask('nowhere')).statusCode, 400)
  t.equal((await app.inject({ url: '/oembed' })).statusCode, 400)
})
