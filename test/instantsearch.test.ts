import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import t, { type Test } from 'tap'
import { reindex } from '../src/search/reindex.js'
import { openAtlas } from './support/atlas.js'
import { listen, noBrowser, openBrowser } from './support/browser.js'
import { hostile, insertHostile } from './support/hostile.js'
import { cutDown } from './support/indexing.js'
import { openSite } from './support/site.js'

const instantsearch = readFileSync(createRequire(import.meta.url).resolve('instantsearch.js/dist/instantsearch.production.min.js'), 'utf8')

const pageOf = (url: string, configure = '') => `<!doctype html><html lang="en"><title>Portal</title>
<div id="box"></div><div id="stats"></div><div id="types"></div><div id="states"></div><ul id="hits"></ul><div id="pages"></div>
<script src="/instantsearch.js"></script>
<script type="module">
import { atlasSearchClient } from '${url}/embed/instantsearch.js'
const { searchBox, hits, refinementList, pagination, stats, configure } = instantsearch.widgets
const searchClient = atlasSearchClient({ lang: 'en' })
const search = instantsearch({ indexName: 'atlas', searchClient, routing: true })
const named = (attribute) => (items) => items.map((item) => ({ ...item, label: searchClient.labelOf(attribute, item.value), highlighted: searchClient.labelOf(attribute, item.value) }))
search.addWidgets([
  searchBox({ container: '#box' }), stats({ container: '#stats' }), pagination({ container: '#pages' }), configure({ hitsPerPage: 10${configure} }),
  refinementList({ container: '#types', attribute: 'type', transformItems: named('type') }),
  refinementList({ container: '#states', attribute: 'state', searchable: true, transformItems: named('state') }),
  hits({ container: '#hits', templates: {
    item: (hit, { html, components }) => html\`<a href="\${hit.url}">\${components.Highlight({ hit, attribute: 'heading' })} \${components.Highlight({ hit, attribute: 'title' })}</a>
      <p>\${components.Snippet({ hit, attribute: 'text' })}</p>\`
  } })
])
search.start()
</script></html>`

/** The real InstantSearch in a page of another origin. */
async function openInstantSearch (t: Test, url: string, path = '/', configure = '') {
  const site = await openSite(t)
  site.pages.set('/', { body: pageOf(url, configure) })
  site.pages.set('/instantsearch.js', { body: instantsearch, headers: { 'content-type': 'text/javascript; charset=utf-8' } })
  const page = await (await openBrowser(t)).page()
  await page.goto(site.origin + path)
  await page.locator('.ais-Hits-item').first().waitFor()
  const until = async (text: RegExp) => { await page.waitForFunction((source) => new RegExp(source).test(document.querySelector('.ais-Stats')!.textContent!), text.source) }
  return { page, until, origin: site.origin }
}

t.test('the widgets of InstantSearch just work', { skip: noBrowser }, async (t) => {
  const { app } = await openAtlas(t, { index: 'founding' })
  const url = await listen(app)
  const api = async (query: string) => await (await fetch(`${url}/v1/search?facets=type,state&lang=en&${query}`)).json()
  const grouped = (n: number) => n.toLocaleString('en')
  const { page, until } = await openInstantSearch(t, url)

  t.test('searchBox, hits, stats and routing', async (t) => {
    await page.locator('#box .ais-SearchBox-input').fill('ransomware')
    const { total, items } = await api('q=ransomware&limit=10')
    await until(new RegExp(`^${grouped(total)} results?`))
    await page.waitForURL(/atlas(%5B|\[)query(%5D|\])=ransomware/)
    t.equal(await page.locator('.ais-Hits-item').count(), 10)
    t.ok(await page.locator('.ais-Highlight-highlighted').count() > 0)
    t.ok(await page.locator('.ais-Snippet-highlighted').count() > 0)
    const [hit] = items
    t.match(await page.locator('.ais-Hits-item a').first().getAttribute('href'), hit.type === 'provision' ? `${url}/legislation/${hit.legislationId}/` : hit.id)
  })

  t.test('refinementList counts as the API does, its values are alternatives, and it is searched by names', async (t) => {
    await page.locator('#types input[value=provision]').check()
    const one = await api('q=ransomware&type=provision')
    await until(new RegExp(`^${grouped(one.total)} results?`))
    await page.locator('#types input[value=case]').check()
    const { total, facets } = await api('q=ransomware&type=provision,case')
    await until(new RegExp(`^${grouped(total)} results?`))
    const lesson = facets.type.find(({ value }: { value: string }) => value === 'lesson')
    t.equal(await page.locator('#types label').filter({ hasText: 'Lesson learned' }).locator('.ais-RefinementList-count').innerText(), String(lesson.count), 'its own filter is left out')
    await page.locator('#states .ais-SearchBox-input').fill('fran')
    await page.locator('#states .ais-RefinementList-item').first().filter({ hasText: 'France' }).waitFor()
    t.ok(await page.locator('#states label').count() < 5)
  })

  t.test('pagination goes to any page, and a route leads back to it', async (t) => {
    const { page, until, origin } = await openInstantSearch(t, url, '/?atlas[query]=fraud&atlas[page]=4')
    const { total, page: { next } } = await api('q=fraud&limit=30')
    await until(new RegExp(`^${grouped(total)} results?`))
    const fourth = await api(`q=fraud&limit=10&cursor=${next}`)
    const ids = async () => await page.locator('.ais-Hits-item a').evaluateAll((links) => links.map((link) => (link as HTMLAnchorElement).pathname))
    const hrefs = (items: { type: string, id: string, legislationId: string, eId: string }[]) => items.map((hit) =>
      hit.type === 'provision' ? `/legislation/${hit.legislationId}/${hit.eId}` : `/${hit.type === 'legislation' ? 'legislation' : `${hit.type}s`}/${hit.id}`)
    t.strictSame(await ids(), hrefs(fourth.items))
    await page.locator('.ais-Pagination-link', { hasText: /^2$/ }).click()
    await page.waitForURL(/page(%5D|\])=2/)
    const second = await api(`q=fraud&limit=10&cursor=${(await api('q=fraud&limit=10')).page.next}`)
    await page.waitForFunction((href) => document.querySelector<HTMLAnchorElement>('.ais-Hits-item a')!.pathname === href, hrefs(second.items)[0])
    t.strictSame(await ids(), hrefs(second.items))
    await page.goBack()
    await page.waitForFunction((href) => document.querySelector<HTMLAnchorElement>('.ais-Hits-item a')!.pathname === href, hrefs(fourth.items)[0])
    t.equal(new URL(page.url()).origin, origin)
    t.strictSame(page.faults, [])
  })

  t.test('what the API has no counterpart for is told once', async (t) => {
    const { page } = await openInstantSearch(t, url, '/', ", numericFilters: ['year>2000']")
    await page.locator('#box .ais-SearchBox-input').fill('fraud')
    await page.locator('.ais-Highlight-highlighted').first().waitFor()
    t.match(page.faults, [/numericFilters are not applied/])
    t.equal(page.faults.length, 1)
  })
  t.strictSame(page.faults, [])
})

t.test('what others wrote is text there too', { skip: noBrowser }, async (t) => {
  const { app, db, pool, search } = await openAtlas(t)
  await cutDown(pool)
  await insertHostile(db)
  await reindex(db, search)
  const { page } = await openInstantSearch(t, await listen(app), '/?atlas[query]=zebra', ' * 10')
  await page.locator('.ais-Highlight-highlighted').first().waitFor()
  const shown = await page.locator('#hits').innerText()
  // What InstantSearch itself takes for the tags of a highlight cannot be told from them: it marks, and no more.
  for (const text of hostile.filter((text) => !text.includes('__ais') && !text.includes('<mark>'))) t.ok(shown.includes(text), text)
  t.equal(await page.locator('#hits :is(img, script, iframe, svg, [onerror], a:not([href^="http"]))').count(), 0)
  t.equal(await page.evaluate(() => (window as unknown as { hacked?: number }).hacked), undefined)
})
