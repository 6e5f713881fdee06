import t from 'tap'
import { nextPlace } from '../src/portal/list-place.js'
import { openAtlas } from './support/atlas.js'
import { seriousBarriers } from './support/axe.js'
import { listen, noBrowser, openBrowser, type Opened } from './support/browser.js'

const box = (page: Opened) => page.getByRole('combobox')
const option = (page: Opened, kind: string) => page.getByRole('option').filter({ has: page.locator('.kind', { hasText: new RegExp(`^${kind}$`) }) }).first()

t.test('arrows lead through the list and by way of the box, whichever side they come from', async (t) => {
  const led = (active: number, step: 1 | -1, open = true) => nextPlace({ active, count: 3, open }, step)
  t.strictSame([led(-1, 1), led(0, 1), led(2, 1)], [0, 1, -1])
  t.strictSame([led(-1, -1), led(0, -1), led(2, -1)], [2, -1, 1])
  t.strictSame([led(-1, 1, false), led(-1, -1, false)], [0, 2], 'a closed list is entered from the side that the arrow points from')
})

t.test('without scripts the box is a plain one, with its words in the language of the page', async (t) => {
  const { app } = await openAtlas(t, { index: 'founding' })
  for (const path of ['/', '/search?q=fraud', '/no-such-page']) {
    const { body } = await app.inject({ url: `${path}${path.includes('?') ? '&' : '?'}lang=fr`, headers: { accept: 'text/html' } })
    t.match(body, /data-suggest="Suggestions" data-suggested="Suggestions : \{n\}\. Choisissez/, path)
    t.notMatch(body, /role="combobox"|role="listbox"/, path)
  }
})

t.test('suggestions while one types', { skip: noBrowser }, async (t) => {
  const { app } = await openAtlas(t, { index: 'founding' })
  const url = await listen(app)
  const browser = await openBrowser(t)

  t.test('a State, a law, an article lead to their pages; a concept is one more filter', async (t) => {
    const page = await browser.page()
    const choose = async (path: string, typed: string, kind: string) => {
      await page.goto(url + path)
      await box(page).pressSequentially(typed, { delay: 5 })
      await option(page, kind).click()
      await page.waitForURL((at) => !at.href.startsWith(url + path))
      return decodeURIComponent(page.url().slice(url.length))
    }
    t.equal(await choose('/?lang=fr', 'Sénég', 'État'), '/states/SEN?lang=fr')
    t.match(await choose('/?lang=en', 'Computer Misuse and Cyb', 'Law'), /^\/legislation\/[0-9a-f-]{36}\?lang=en$/)
    t.match(await choose('/no-such-page', 's 14 ken', 'Provision'), /^\/legislation\/[0-9a-f-]{36}\/sec_14$/)
    await page.goto(`${url}/search?lang=en&state=KEN`)
    await box(page).fill('illegal acc')
    await option(page, 'Concept').click()
    await page.waitForURL(/concept=OFF\.CIA\.ACC/)
    const { searchParams } = new URL(page.url())
    t.strictSame(['state', 'concept', 'lang', 'q'].map((name) => searchParams.get(name)), ['KEN', 'OFF.CIA.ACC', 'en', null])
    t.ok(await page.locator('.hit').count() > 0)
    t.strictSame(page.faults.filter((fault) => !/404/.test(fault)), [])
  })

  t.test('by keyboard alone, as the pattern of ARIA has it', async (t) => {
    const page = await browser.page()
    await page.goto(`${url}/?lang=en`)
    t.equal(await page.evaluate(() => document.activeElement!.getAttribute('role')), 'combobox', 'the box is where one begins')
    await page.keyboard.type('keny', { delay: 15 })
    await page.getByRole('option').first().waitFor()
    const input = box(page)
    t.equal(await input.getAttribute('aria-expanded'), 'true')
    t.equal(await page.locator(`#${await input.getAttribute('aria-controls')}`).getAttribute('role'), 'listbox')
    t.match(await page.locator('.search-box [role=status]').innerText(), /^Suggestions: \d\. Use the arrow keys/)
    t.equal(await input.getAttribute('aria-activedescendant'), null, 'nothing is chosen of itself')
    await page.keyboard.press('ArrowDown')
    t.equal(await input.getAttribute('aria-activedescendant'), await page.getByRole('option', { selected: true }).getAttribute('id'))
    t.ok(await input.evaluate((element) => element === document.activeElement), 'the box keeps the keyboard')
    await page.keyboard.press('ArrowUp')
    t.equal(await page.getByRole('option', { selected: true }).count(), 0, 'the box is one of the places')
    await page.keyboard.press('ArrowUp')
    t.equal(await page.getByRole('option').last().getAttribute('aria-selected'), 'true')
    await page.keyboard.press('Home')
    t.strictSame([await input.getAttribute('aria-activedescendant'), await input.evaluate((element: HTMLInputElement) => element.selectionStart)], [null, 0])
    await page.keyboard.press('End')
    t.equal(await input.evaluate((element: HTMLInputElement) => element.selectionStart), 4)
    await page.keyboard.press('Escape')
    t.strictSame([await input.getAttribute('aria-expanded'), await input.inputValue()], ['false', 'keny'], 'what was typed stays')
    await page.keyboard.press('Alt+ArrowDown')
    t.strictSame([await input.getAttribute('aria-expanded'), await input.getAttribute('aria-activedescendant')], ['true', null])
    await page.keyboard.press('Alt+ArrowUp')
    t.equal(await input.getAttribute('aria-expanded'), 'false')
    await page.keyboard.press('ArrowDown')
    await Promise.all([page.waitForURL(/\/states\/KEN\?lang=en$/), page.keyboard.press('Enter')])
    await page.goBack()
    await box(page).fill('data')
    await page.getByRole('option').first().waitFor()
    await Promise.all([page.waitForURL(/\/search\?lang=en&q=data$/), page.keyboard.press('Enter')])
    t.equal(await page.getByRole('option').count(), 0, 'Enter without a choice searches')
  })

  t.test('beside a live search, which goes on and takes no focus', async (t) => {
    const page = await browser.page()
    await page.goto(`${url}/search?lang=en`)
    await box(page).pressSequentially('phishing', { delay: 10 })
    await page.getByRole('option').first().waitFor()
    await page.waitForURL(/q=phishing/)
    t.ok(await box(page).evaluate((element) => element === document.activeElement))
    t.equal(await box(page).getAttribute('aria-expanded'), 'true', 'results do not close the list')
    await page.locator('body > [role=status]').filter({ hasText: /^\d+ found$/ }).waitFor({ state: 'attached' })
    await page.keyboard.press('Tab')
    t.equal(await box(page).getAttribute('aria-expanded'), 'false')
  })

  t.test('while an input method composes nothing is asked and no key is taken', async (t) => {
    const page = await browser.page()
    const asked: string[] = []
    page.on('request', (request) => { if (/\/(search|v1\/suggest)\?/.test(request.url())) asked.push(request.url()) })
    await page.goto(`${url}/search?lang=zh`)
    asked.length = 0
    const cdp = await page.context().newCDPSession(page)
    await box(page).focus()
    await cdp.send('Input.imeSetComposition', { text: 'wangluo', selectionStart: 7, selectionEnd: 7 })
    await page.waitForTimeout(400)
    t.strictSame(asked, [])
    await cdp.send('Input.insertText', { text: '网络安全法' })
    await option(page, '法律').waitFor()
    t.match(await option(page, '法律').innerText(), /网络安全法/)
    await page.waitForURL((at) => at.searchParams.get('q') === '网络安全法')
  })

  t.test('what fails, comes late or was refused never disturbs', async (t) => {
    const page = await browser.page()
    await page.goto(`${url}/?lang=en`)
    let asked = 0
    await page.route('**/v1/suggest?**', async (route) => {
      asked++
      if (asked === 1) return await route.abort()
      if (asked === 2) {
        await new Promise((resolve) => setTimeout(resolve, 700))
        return await route.fulfill({ json: { partial: false, items: [{ kind: 'state', id: 'LATE', label: 'Late', language: 'en', matched: null, html: 'Late', state: null, law: null, href: '/v1/states/LATE', search: {} }] } }).catch(() => {})
      }
      return asked === 3 ? await route.fallback() : await route.fulfill({ status: 429, headers: { 'retry-after': '60' }, json: {} })
    })
    for (const typed of ['ken', 'kenya la', 'kenya']) {
      await box(page).fill(typed)
      await page.waitForTimeout(300)
    }
    await page.getByRole('option').first().waitFor()
    await page.waitForTimeout(600)
    t.notMatch(await page.getByRole('listbox').innerText(), /Late/)
    await box(page).fill('kenya a')
    await page.locator('[role=combobox][aria-expanded=false]').waitFor()
    await box(page).fill('kenya')
    await page.waitForTimeout(300)
    t.equal(asked, 4, 'after a refusal it does not ask again before it may')
    t.equal(await page.locator('#notice').innerText(), '')
    await Promise.all([page.waitForURL(/\/search\?lang=en&q=kenya$/), page.keyboard.press('Enter')])
  })

  t.test('what others wrote is text', async (t) => {
    const page = await browser.page()
    await page.goto(`${url}/?lang=en`)
    const evil = '<img src=x onerror="window.hacked=1">'
    await page.route('**/v1/suggest?**', (route) => route.fulfill({
      json: { partial: false, items: [{ kind: 'provision', id: 'x', label: evil, language: 'en', matched: { text: evil, language: null }, html: `<mark>${evil}</mark>${evil}`, state: { code: 'KEN', name: evil }, law: { text: evil, language: 'en' }, href: 'javascript:alert(1)', search: {} }] }
    }))
    await box(page).fill('x')
    t.match(await page.getByRole('option').innerText(), evil)
    t.strictSame(await page.evaluate(() => [document.querySelectorAll('.suggestions img').length, (window as { hacked?: number }).hacked]), [0, undefined])
  })

  t.test('in Arabic, on a telephone, by touch', async (t) => {
    const page = await browser.page({ viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true, bypassCSP: true })
    await page.goto(`${url}/?lang=ar`)
    await box(page).fill('كيني')
    await option(page, 'دولة').waitFor()
    t.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth))
    const [what, kind] = await Promise.all(['.what', '.kind'].map((part) => option(page, 'دولة').locator(part).boundingBox()))
    t.ok(kind!.x > 180 && kind!.y > what!.y, 'mirrored, the kind beneath')
    t.ok((await option(page, 'دولة').boundingBox())!.height >= 40)
    t.strictSame(await seriousBarriers(page), [])
    await option(page, 'دولة').tap()
    await page.waitForURL(/\/states\/KEN\?lang=ar$/)
    t.strictSame(page.faults, [])
  })
})
