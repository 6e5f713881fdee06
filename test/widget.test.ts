import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import t, { type Test } from 'tap'
import { root } from '../src/config.js'
import { createKey, revokeKey } from '../src/db/key.js'
import { unLanguages } from '../src/model/vocabulary.js'
import { indexOnce } from '../src/search/indexer.js'
import { reindex } from '../src/search/reindex.js'
import { message } from '../src/widget/message.js'
import { openAtlas } from './support/atlas.js'
import { seriousBarriers } from './support/axe.js'
import { listen, noBrowser, openBrowser, type Opened } from './support/browser.js'
import { hostile, insertHostile } from './support/hostile.js'
import { cutDown } from './support/indexing.js'
import { openSite } from './support/site.js'

const kenyaAccess = '01a20ae4-ed9e-766c-968f-dd0354867e3a/sec_14'

t.test('the modules are small, and served for other portals', async (t) => {
  const { app } = await openAtlas(t, { index: 'founding' })
  for (const name of ['cyberlaw-search.js', 'cyberlaw-search.classic.js', 'instantsearch.js']) {
    const { statusCode, headers, rawPayload } = await app.inject({ url: `/embed/${name}`, headers: { 'accept-encoding': 'identity', origin: 'https://portal.example' } })
    t.equal(statusCode, 200)
    t.match(headers, {
      'content-type': /^text\/javascript/, 'access-control-allow-origin': '*', 'cross-origin-resource-policy': 'cross-origin', 'cache-control': 'public, no-cache', 'x-content-type-options': 'nosniff'
    })
    t.ok(gzipSync(rawPayload).length <= 40 * 1024, `${name} has ${gzipSync(rawPayload).length} bytes`)
    t.notMatch(rawPayload.toString(), /document\.cookie|localStorage|sessionStorage|\beval\(/)
    const guide = await app.inject({ url: '/embed/0.0.0-000000000000/' + name })
    t.equal(guide.statusCode, 404)
    const pinned = /but as ([\w.-]+);/.exec(guide.json().detail)![1]
    t.match(await app.inject({ url: `/embed/${pinned}/${name}` }), { statusCode: 200, headers: { 'cache-control': 'public, max-age=31536000, immutable' } })
  }
  t.equal((await app.inject({ url: '/embed/none.js' })).statusCode, 404)
  const sources = ['view.tsx', 'box.tsx', 'part.tsx', 'search-element.tsx', 'provision-element.tsx', 'element.ts', 'instantsearch.ts']
  for (const name of sources) t.notMatch(readFileSync(join(root, 'src/widget', name), 'utf8'), /innerHTML|insertAdjacent|document\.write/i, name)
})

/** The service, somebody else's website, and a key that was given to it. */
async function openPortal (t: Test, { requestsPerMinute = null, ...options }: Parameters<typeof openAtlas>[1] & { requestsPerMinute?: number | null } = {}) {
  const atlas = await openAtlas(t, { index: 'founding', ...options })
  const url = await listen(atlas.app)
  const site = await openSite(t)
  const keyOf = async (origins: string[]) => await atlas.db.transaction(async (tx) =>
    await createKey(tx, { kind: 'publishable', name: 'portal', origins, requestsPerMinute, expiresAt: null }, { actor: 'test' }))
  const { key, row } = await keyOf([site.origin])
  const put = (body: string, headers: Record<string, string> = {}) => {
    site.pages.set('/', { body, headers })
    return `${site.origin}/`
  }
  const five = (attributes = '', lang = 'en') => put(`<!doctype html>
<html lang="${lang}"><title>Portal</title><meta name="viewport" content="width=device-width">
<script type="module" src="${url}/embed/cyberlaw-search.js"></script>
<main><h1>Portal</h1><cyberlaw-search key="${key}" ${attributes}></cyberlaw-search></main>
</html>`)
  return { ...atlas, url, site, key, row, keyOf, put, five }
}

const total = (page: Opened) => page.locator('cyberlaw-search [part=total]').innerText()
const box = (page: Opened) => page.getByRole('combobox')
const idle = (page: Opened) => page.locator('cyberlaw-search [aria-busy=false]').waitFor()

t.test('in a page of somebody else', { skip: noBrowser }, async (t) => {
  const { url, site, key, db, row, keyOf, put, five } = await openPortal(t)
  const browser = await openBrowser(t)

  t.test('five lines show results, as one types, with facets and more', async (t) => {
    const page = await browser.page()
    await page.goto(five('url-state'))
    await page.locator('.hit').first().waitFor()
    t.ok(await page.locator('.hit').count() > 10, 'there is something to look around in')
    const events = page.evaluate(() => new Promise((resolve) => addEventListener('cyberlaw:search', (event) => {
      const { detail } = event as CustomEvent
      if (detail.q === 'ransomware') resolve({ q: detail.q, total: detail.total, from: (event.target as Element).localName })
    })))
    await box(page).pressSequentially('ransomware', { delay: 15 })
    t.match(await events, { q: 'ransomware', total: Number, from: 'cyberlaw-search' })
    await page.waitForURL(/\?atlas-q=ransomware$/)
    t.ok(await page.locator('.hit mark').count() > 0)
    await box(page).press('Escape')
    const before = await total(page)
    await page.getByRole('checkbox', { name: 'Lesson learned' }).check()
    await page.waitForURL(/atlas-type=lesson/)
    await idle(page)
    t.not(await total(page), before)
    t.equal(await page.locator('.hit .kind').first().innerText(), 'Lesson learned')
    await page.goBack()
    await page.waitForFunction((text) => document.querySelector('cyberlaw-search')!.shadowRoot!.querySelector('[part=total]')!.textContent === text, before)
    await page.getByRole('button', { name: 'More results' }).click()
    await page.waitForFunction(() => document.querySelector('cyberlaw-search')!.shadowRoot!.querySelectorAll('.hit').length > 20)
    t.match(await page.locator('.hit h3 a').first().getAttribute('href'), new RegExp(`^${url}/legislation/[0-9a-f-]{36}.*lang=en$|^${url}/(cases|lessons)/`))
    t.strictSame(await page.evaluate(() => [document.cookie, localStorage.length, sessionStorage.length]), ['', 0, 0])
    t.strictSame(page.faults, [])
  })

  t.test('a host that wants neither touches its address nor shows more than it fixes; links are its own', async (t) => {
    const page = await browser.page()
    const href = five('state="KEN,UGA" type="provision" facets="type,state" link-template="/law?ref={href}&amp;id={id}&amp;t={type}"')
    await page.goto(href)
    await page.locator('.hit').first().waitFor()
    t.strictSame(await page.locator('input[name=state]').evaluateAll((inputs) => inputs.map((input) => (input as HTMLInputElement).value).sort()), ['KEN', 'UGA'])
    t.equal(await page.locator('input[name=type]').count(), 0, 'what is fixed is no choice')
    await box(page).fill('access')
    await page.locator('.hit mark').first().waitFor()
    t.ok((await page.locator('.where > span:nth-child(2)').allInnerTexts()).every((state) => ['Kenya', 'Uganda'].includes(state)))
    t.equal(page.url(), href)
    t.match(await page.locator('.hit h3 a').first().getAttribute('href'), new RegExp(`^${site.origin}/law\\?ref=${encodeURIComponent(`${url}/v1/legislation/`)}.*&id=[0-9a-f-]{36}&t=provision$`))
    for (const template of ['javascript:alert(1)//{id}', 'data:text/html,{id}', ' java\nscript:alert(1)']) {
      await page.locator('cyberlaw-search').evaluate((element, value) => element.setAttribute('link-template', value), template)
      await idle(page)
      await page.waitForFunction(() => !document.querySelector('cyberlaw-search')!.shadowRoot!.querySelector('.hit a'))
      t.ok(await page.locator('.hit h3').count() > 0, `${template} is no link, and the hit is still there`)
    }
  })

  t.test('by keyboard alone: suggestions, results, the host hears what was chosen', async (t) => {
    const page = await browser.page()
    await page.goto(five())
    await page.locator('.hit').first().waitFor()
    await page.keyboard.press('Tab')
    await page.keyboard.type('keny', { delay: 20 })
    await page.getByRole('option').first().waitFor()
    t.equal(await box(page).getAttribute('aria-expanded'), 'true')
    t.match(await page.getByRole('status').innerText(), /Suggestions: \d/)
    await page.keyboard.press('ArrowDown')
    t.equal(await box(page).getAttribute('aria-activedescendant'), 'option-0')
    t.equal(await page.getByRole('option', { selected: true }).count(), 1)
    await page.keyboard.press('ArrowUp')
    t.equal(await box(page).getAttribute('aria-activedescendant'), null, 'the box is one of the places')
    await page.keyboard.press('Escape')
    t.equal(await box(page).getAttribute('aria-expanded'), 'false')
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('Enter')
    await page.getByRole('button', { name: 'Remove the filter Kenya' }).waitFor()
    await idle(page)
    t.match(await page.getByRole('status').innerText(), /\d+ found/)
    t.equal(await box(page).inputValue(), '')
    const selected = page.evaluate(() => new Promise((resolve) => addEventListener('cyberlaw:select', (event) => {
      event.preventDefault()
      resolve((event as CustomEvent).detail.hit.states[0].code)
    })))
    const inLink = () => page.evaluate(() => document.querySelector('cyberlaw-search')!.shadowRoot!.activeElement?.closest('h3') != null)
    for (let i = 0; i < 80 && !await inLink(); i++) await page.keyboard.press('Tab')
    await page.keyboard.press('Enter')
    t.equal(await selected, 'KEN')
    t.equal(new URL(page.url()).origin, site.origin, 'a host that prevents it stays where it is')
  })

  t.test('axe finds nothing serious in any language, Arabic runs from right to left', async (t) => {
    for (const lang of unLanguages) {
      const page = await browser.page({ viewport: { width: 360, height: 800 } })
      await page.goto(five('query="phishing"', lang))
      await page.locator('.hit').first().waitFor()
      await page.evaluate(({ id, key }) => {
        const provision = document.createElement('cyberlaw-provision')
        provision.id = id
        provision.setAttribute('key', key)
        document.querySelector('main')!.append(provision)
      }, { id: kenyaAccess, key })
      await page.locator('cyberlaw-provision h3').waitFor()
      await box(page).fill('phish')
      await page.getByRole('option').first().waitFor()
      // What is being replaced is pale.
      await idle(page)
      t.strictSame(await seriousBarriers(page), [], lang)
      t.equal(await page.locator('cyberlaw-search .frame').getAttribute('dir'), lang === 'ar' ? 'rtl' : 'ltr')
      t.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), `${lang} fits into 360 px`)
      await page.close()
    }
  })

  t.test('one provision, with its date, language and source, by either of its names', async (t) => {
    const page = await browser.page()
    const { id } = await (await fetch(`${url}/v1/legislation/${kenyaAccess.replace('/', '/provisions/')}`)).json()
    for (const name of [kenyaAccess, id]) {
      await page.goto(put(`<!doctype html><script src="${url}/embed/cyberlaw-search.classic.js"></script><cyberlaw-provision key="${key}" lang="fr" id="${name}"></cyberlaw-provision>`))
      await page.locator('cyberlaw-provision h3').waitFor()
      const text = await page.locator('cyberlaw-provision article').innerText()
      t.match(text, /Kenya[\s\S]*Computer Misuse and Cybercrimes Act[\s\S]*14[\s\S]*En vigueur[\s\S]*Version du 4 novembre 2025[\s\S]*anglais/)
      t.match(await page.getByRole('link', { name: /Kenya Law/ }).getAttribute('href'), /^https:\/\/new\.kenyalaw\.org\//)
      t.equal(await page.getByRole('link', { name: 'La lire dans sa loi' }).getAttribute('href'), `${url}/legislation/${kenyaAccess}?lang=fr`)
    }
    await page.goto(put(`<!doctype html><script type="module" src="${url}/embed/cyberlaw-search.js"></script><cyberlaw-provision lang="en" id="${kenyaAccess}0"></cyberlaw-provision>`))
    t.match(await page.locator('cyberlaw-provision').getByRole('alert').innerText(), /There is no such provision/)
  })

  t.test('under a strict policy, which allows no styles at all', async (t) => {
    const page = await browser.page()
    await page.goto(put(`<!doctype html><script type="module" src="${url}/embed/cyberlaw-search.js"></script><cyberlaw-search key="${key}"></cyberlaw-search>`,
      { 'content-security-policy': `default-src 'none'; script-src ${url}; connect-src ${url}; require-trusted-types-for 'script'` }))
    await page.locator('.hit').first().waitFor()
    t.match(await page.locator('.hit h3 a').first().evaluate((a) => getComputedStyle(a).textDecorationLine), 'none', 'the look is there')
    t.strictSame(page.faults.filter((fault) => !/favicon/.test(fault)), [])
  })

  t.test('a foreign origin, and a key that was revoked, are refused politely and with a way out', async (t) => {
    const { key: foreign } = await keyOf(['https://other.example'])
    const page = await browser.page()
    await page.goto(put(`<!doctype html><script type="module" src="${url}/embed/cyberlaw-search.js"></script><cyberlaw-search lang="en" key="${foreign}"></cyberlaw-search>`))
    t.match(await page.getByRole('alert').innerText(), /may not be used on this page: its key was given to another website/)
    t.equal(await page.getByRole('link', { name: 'Search at Cyberlaw Atlas' }).getAttribute('href'), `${url}/search?lang=en`)
    await page.goto(five('', 'es'))
    await page.locator('.hit').first().waitFor()
    await db.transaction((tx) => revokeKey(tx, row.id, { actor: 'test' }))
    const told = page.evaluate(() => new Promise((resolve) => addEventListener('cyberlaw:error', (event) => resolve((event as CustomEvent).detail))))
    await box(page).fill('fraude')
    t.match(await told, { status: 401, kind: 'key' }, 'at once')
    t.match(await page.getByRole('alert').innerText(), /La clave de esta página para la búsqueda ya no es válida/)
    t.ok(await page.locator('.hit').count() > 0, 'what was found stays')
  })

  t.test('the same in each language, in elements that were open when the key was revoked', async (t) => {
    const [{ key: foreign }, { key: revoked, row }] = [await keyOf(['https://other.example']), await keyOf([site.origin])]
    const page = await browser.page()
    const elements = (name: string) => unLanguages.map((language) => `<cyberlaw-search lang="${language}" key="${name}"></cyberlaw-search>`).join('')
    const shown = async (name: string) => {
      await page.goto(put(`<!doctype html><script type="module" src="${url}/embed/cyberlaw-search.js"></script>${elements(name)}`))
      return unLanguages.map((language) => ({ t: message({ language }), element: page.locator(`cyberlaw-search[lang=${language}]`) }))
    }
    for (const { t: { troubles }, element } of await shown(foreign)) t.match(await element.getByRole('alert').innerText(), troubles.origin)
    const open = await shown(revoked)
    for (const { element } of open) await element.locator('.hit').first().waitFor()
    await db.transaction((tx) => revokeKey(tx, row.id, { actor: 'test' }))
    for (const { t: { troubles, elsewhere }, element } of open) {
      await element.getByRole('combobox').fill('data')
      t.match(await element.getByRole('alert').innerText(), troubles.key)
      t.equal(await element.getByRole('link', { name: elsewhere }).count(), 1)
    }
  })
})

t.test('when it cannot answer', { skip: noBrowser }, async (t) => {
  const { five } = await openPortal(t, { requestsPerMinute: 4 })
  const page = await (await openBrowser(t)).page()
  await page.goto(five())
  await page.locator('.hit').first().waitFor()

  t.test('offline it says so, and goes on when the network is back', async (t) => {
    await page.context().setOffline(true)
    await box(page).fill('phishing')
    await page.getByRole('alert').waitFor()
    t.match(await page.getByRole('alert').innerText(), /You are offline/)
    await page.context().setOffline(false)
    await page.locator('.hit mark').first().waitFor()
    t.equal(await page.getByRole('alert').count(), 0)
  })

  t.test('too many requests are waited for as long as the service says', async (t) => {
    let asked = 0
    await page.route('**/v1/search?**', (route) => asked++ === 0
      ? route.fulfill({ status: 429, headers: { 'retry-after': '1', 'access-control-allow-origin': '*', 'access-control-expose-headers': 'Retry-After' }, json: { detail: 'slow' } })
      : route.fallback())
    await page.getByRole('button', { name: 'Search', exact: true }).click()
    await page.getByRole('alert').waitFor()
    t.match(await page.getByRole('alert').innerText(), /Too many searches came from here\. Trying again in 1 s\./)
    await page.getByRole('alert').waitFor({ state: 'detached' })
    await page.unroute('**/v1/search?**')
    for (let i = 0; i < 5; i++) {
      await page.getByRole('button', { name: 'Search', exact: true }).click()
      await page.waitForTimeout(60)
    }
    await page.getByRole('alert').waitFor()
    t.match(await page.getByRole('alert').innerText(), /Trying again in [1-9]\d* s\./, 'the real limit of a key')
  })
})

t.test('what others wrote is text and never markup', { skip: noBrowser }, async (t) => {
  const atlas = await openAtlas(t)
  await cutDown(atlas.pool)
  await insertHostile(atlas.db)
  await reindex(atlas.db, atlas.search)
  while (await indexOnce(atlas.db, atlas.search) > 0);
  const url = await listen(atlas.app)
  const site = await openSite(t)
  const page = await (await openBrowser(t)).page()
  const { items } = await (await fetch(`${url}/v1/search?q=zebra&limit=100`)).json() as { items: { type: string, title: { text: string }, legislationId: string, eId: string }[] }
  t.ok(hostile.every((text) => ['legislation', 'case', 'lesson'].every((type) => items.some((hit) => hit.type === type && hit.title.text.includes(text)))), 'all of it is found')
  const safe = async (selector: string) => {
    t.equal(await page.evaluate(() => (window as unknown as { hacked?: number }).hacked), undefined, 'nothing ran')
    t.strictSame(await page.evaluate((s) => {
      const root = document.querySelector(s)!.shadowRoot ?? document.querySelector(s)!
      return [...root.querySelectorAll('img, script, iframe, svg[onload], [onerror], [onload], a:not([href^="http"])')].map((e) => e.outerHTML)
    }, selector), [])
  }

  t.test('in the search', async (t) => {
    site.pages.set('/', { body: `<!doctype html><script type="module" src="${url}/embed/cyberlaw-search.js"></script><cyberlaw-search lang="en" query="zebra"></cyberlaw-search>` })
    await page.goto(`${site.origin}/`)
    await page.locator('.hit').first().waitFor()
    for (let more = page.getByRole('button', { name: 'More results' }); await more.count() > 0; await idle(page)) await more.click()
    const shown = await page.locator('cyberlaw-search').evaluate((element) => element.shadowRoot!.textContent)
    for (const text of hostile) t.ok(shown!.includes(text), `${text} is shown as it was written`)
    await box(page).fill('zebra <img')
    await page.getByRole('option').first().waitFor()
    await safe('cyberlaw-search')
  })

  t.test('in a provision', async () => {
    for (const { legislationId, eId } of items.filter(({ type }) => type === 'provision')) {
      site.pages.set('/', { body: `<!doctype html><script type="module" src="${url}/embed/cyberlaw-search.js"></script><cyberlaw-provision lang="en" id="${legislationId}/${eId}"></cyberlaw-provision>` })
      await page.goto(`${site.origin}/`)
      await page.locator('cyberlaw-provision h3').waitFor()
      await safe('cyberlaw-provision')
    }
  })
  t.strictSame(page.faults.filter((fault) => !/favicon/.test(fault)), [])
})
