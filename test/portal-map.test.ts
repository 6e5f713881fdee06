import { readFileSync } from 'node:fs'
import { SaxesParser } from 'saxes'
import t from 'tap'
import { unLanguages } from '../src/model/vocabulary.js'
import { signs } from '../src/portal/coverage.js'
import { coverageWords } from '../src/portal/text/coverage.js'
import { world } from '../src/portal/world.js'
import { openAtlas } from './support/atlas.js'
import { seriousBarriers } from './support/axe.js'
import { listen, noBrowser, openBrowser } from './support/browser.js'

/** Throws where the text is no well-formed XML; the names of its elements. */
function elementsOf (xml: string): string[] {
  const names: string[] = []
  const parser = new SaxesParser({ xmlns: true })
  parser.on('error', (error) => { throw error })
  parser.on('opentag', ({ name }) => names.push(name))
  parser.write(xml).close()
  return names
}

const statusesOnMap = (body: string) => new Map([...body.matchAll(/data-state="([A-Z]{3})" data-status="(\w+)"/g)].map(([, code, status]) => [code!, status!]))
const legend = (body: string) => [...body.matchAll(/data-count="(\d+)"/g)].map(([, n]) => Number(n))

t.test('the map of the world', async (t) => {
  const { app, get } = await openAtlas(t, { index: 'founding' })
  const page = async (query = '') => (await app.inject({ url: `/map${query}` })).body

  t.test('every Member State and observer is on it, and is coloured by what the API says', async (t) => {
    const body = await page('?concept=OFF.CIA.ACC')
    const shown = statusesOnMap(body)
    const codes = []
    for (let url = '/v1/states?limit=100&type=member_state,observer'; url;) {
      const { body: { items, page } } = await get(url)
      codes.push(...items.map(({ code }: { code: string }) => code))
      url = page.next ? `/v1/states?limit=100&type=member_state,observer&cursor=${page.next}` : ''
    }
    t.equal(codes.length, 195)
    t.same(codes.filter((code) => !shown.has(code)), [])
    const { body: { items } } = await get('/v1/coverage?concept=OFF.CIA.ACC&limit=100')
    for (const { state, status } of items) if (state.code !== 'EUE') t.equal(shown.get(state.code), status, state.code)
    t.equal(shown.get('KEN'), 'specific')
    t.equal(shown.get('AND'), 'no_data', 'what was not read is not said to be missing')
    t.equal(legend(body).reduce((a, b) => a + b), 193)
  })

  t.test('the table beside it says the same, with the provisions', async (t) => {
    const body = await page('?concept=OFF.CIA.ACC')
    const row = /<tr data-state="KEN">.*?<\/tr>/s.exec(body)![0]
    t.match(row, /href="\/states\/KEN"/)
    t.match(row, /specific rule/)
    t.match(row, /href="\/legislation\/[0-9a-f-]{36}\/sec_14"/)
    t.match(/<tr data-state="AND">.*?<\/tr>/s.exec(body)![0], /no data/)
    t.match(/<tr data-state="EUE">.*?<\/tr>/s.exec(body)![0], /specific rule/, 'an organization is in the table, though not on the map')
    const filtered = await page('?concept=OFF.CIA.ACC&status=both')
    t.same([...filtered.matchAll(/<tr data-state="([A-Z]{3})"/g)].map(([, code]) => code), ['FRA'])
    t.equal(statusesOnMap(filtered).get('KEN'), 'specific', 'the filter is of the table alone')
  })

  t.test('before there was a law its State has another colour', async (t) => {
    t.equal(statusesOnMap(await page('?concept=OFF.CIA.ACC&asOf=1994-02-28')).get('FRA'), 'no_data')
    const later = await page('?concept=OFF.CIA.ACC&asOf=1994-03-01')
    t.equal(statusesOnMap(later).get('FRA'), 'specific')
    t.match(later, /323-1/)
    t.equal(legend(later).reduce((a, b) => a + b), 193)
  })

  t.test('of a family the strongest counts; that there is none only where that is said of the family', async (t) => {
    const body = await page('?concept=OFF')
    t.equal(statusesOnMap(body).get('BOL'), 'none_confirmed')
    t.equal(statusesOnMap(body).get('KEN'), 'both')
    t.match(body, /strongest status/)
    t.equal(legend(body).reduce((a, b) => a + b), 193)
  })

  t.test('no area is coloured as the State that administers it', async (t) => {
    const shown = statusesOnMap(await page('?concept=OFF'))
    for (const code of ['GRL', 'GUF', 'REU', 'SJM', 'BES']) t.notOk(shown.has(code), code)
    t.match(await page(), /do not imply any opinion/)
  })

  t.test('of areas whose status is in dispute nothing is stated, and the map says so', async (t) => {
    const inDispute = world().areas.filter(({ isDisputed }) => isDisputed)
    t.same(inDispute.map(({ name }) => name).sort(), ['Br. Indian Ocean Ter.', 'Crimea', 'Falkland Is.', 'Kosovo', 'N. Cyprus', 'S. Geo. and the Is.', 'Siachen Glacier', 'Somaliland', 'Taiwan', 'W. Sahara'])
    t.same(world().areas.filter(({ m49, isDisputed }) => m49 === null && !isDisputed), [], 'there is no other land that is no area of the United Nations')
    const body = await page('?concept=OFF.CIA.ACC&lang=en')
    const { body: svg } = await app.inject({ url: '/map.svg?concept=OFF.CIA.ACC&lang=en' })
    for (const { name, path } of inDispute.filter(({ path }) => path)) {
      const drawn = `<path class="land unstated" d="${path}" fill="url(#pattern-unstated)"><title>no statement</title></path>`
      for (const map of [body, svg]) t.ok(map.includes(drawn) && map.split(path!).length === 2, name)
    }
    t.match(body, /<li><svg class="sample".*?pattern-unstated.*?no statement<\/li>/)
    for (const map of [body, svg]) t.match(map, /implies no opinion on their status/)
    t.notMatch(body, /Crimea|Kosovo|Somaliland|Siachen/, 'nor are they named after what the data calls them')
  })

  t.test('statuses have one sign each, here and on the pages of States', async (t) => {
    const body = await page('?lang=en')
    const state = (await app.inject({ url: '/states/CHN?lang=en' })).body
    for (const [status, sign] of Object.entries(signs)) {
      t.match(body, new RegExp(`<span class="sign" aria-hidden="true">${sign}</span> ${coverageWords({ language: 'en' })[status as 'both']}`), status)
      for (const [, given] of state.matchAll(new RegExp(`class="cell ${status}"[^>]*>(?:<span aria-hidden="true">)?([^<])`, 'g'))) t.equal(given, sign, status)
    }
    t.equal(new Set(Object.values(signs)).size, Object.keys(signs).length)
  })

  t.test('it is small, in every language, and without a style in its elements', async (t) => {
    for (const language of unLanguages) {
      const { body, headers } = await app.inject({ url: `/map?lang=${language}` })
      t.match(body, `<html lang="${language}" dir="${language === 'ar' ? 'rtl' : 'ltr'}">`)
      t.notMatch(body, /undefined|\[object|NaN| style=/)
      t.ok(Buffer.byteLength(body) < 330_000, `${Buffer.byteLength(body)} bytes`)
      t.match(headers['content-security-policy'], /style-src 'self'/)
    }
    t.ok(Buffer.byteLength(await page()) < 260_000, `${Buffer.byteLength(await page())} bytes`)
    t.match(await page('?lang=ru'), /не выражают какого-либо мнения/)
  })

  t.test('what is asked wrongly is answered with a page that says so', async (t) => {
    for (const query of ['?concept=NONE', '?asOf=yesterday', '?concept=%3Cscript%3Ealert(1)%3C/script%3E']) {
      const { statusCode, body } = await app.inject({ url: `/map${query}` })
      t.equal(statusCode, 400, query)
      t.notMatch(body, '<script>alert')
    }
  })

  t.test('it can be kept as an SVG with all that is needed to read it', async (t) => {
    for (const language of unLanguages) {
      const { statusCode, headers, body } = await app.inject({ url: `/map.svg?concept=OFF&asOf=2026-10-01&lang=${language}` })
      t.equal(statusCode, 200)
      t.equal(headers['content-type'], 'image/svg+xml')
      t.equal(headers['content-disposition'], 'attachment; filename="map-OFF-2026-10-01.svg"')
      const elements = elementsOf(body)
      t.ok(elements.filter((name) => name === 'path').length > 180)
      t.same(elements.filter((name) => ['a', 'script', 'foreignObject'].includes(name)), [])
      t.match(body, /<style>/)
    }
    const { body } = await app.inject({ url: '/map.svg?concept=OFF&lang=en' })
    t.match(body, /confirmed: no rule · 13/)
    t.match(body, /do not imply any opinion/)
  })
})

t.test('the map in a browser', { skip: noBrowser }, async (t) => {
  const { app } = await openAtlas(t, { index: 'founding' })
  const url = await listen(app)
  const browser = await openBrowser(t)
  const page = await browser.page({ viewport: { width: 360, height: 740 }, acceptDownloads: true })

  t.test('another subject and day are shown without leaving the page', async (t) => {
    await page.goto(`${url}/map?lang=en`)
    const of = (code: string) => page.locator(`#map a[data-state=${code}]`).getAttribute('data-status')
    t.equal(await of('FRA'), 'both')
    await page.locator('input[name=asOf]').fill('1994-02-01')
    await page.waitForURL(/asOf=1994-02-01/)
    t.equal(await of('FRA'), 'no_data')
    await page.locator('select[name=concept]').selectOption('OFF')
    await page.waitForURL(/concept=OFF&/)
    t.match(await page.locator('#map h2').innerText(), /Offences/)
  })

  t.test('it is kept as a picture, enlarged, and reached by the keyboard', async (t) => {
    const [download] = await Promise.all([page.waitForEvent('download'), page.locator('button[data-png]').click()])
    t.equal(download.suggestedFilename(), 'OFF-1994-02-01.png')
    const png = readFileSync(await download.path())
    t.same([...png.subarray(1, 4)], [...Buffer.from('PNG')])
    t.ok(png.readUInt32BE(16) >= 2000 && png.length > 100_000, `${png.readUInt32BE(16)} wide, ${png.length} bytes`)
    await page.locator('[data-zoom=in]').click()
    t.ok(await page.locator('.map-scroll').evaluate((box) => box.scrollWidth > box.clientWidth * 1.9))
    await page.locator('select[name=status]').focus()
    await page.keyboard.press('Tab')
    t.equal(await page.evaluate(() => document.activeElement!.getAttribute('href')), '#table', 'the way past two hundred links comes first')
    await Promise.all([page.waitForURL(/#table$/), page.keyboard.press('Enter')])
    await page.keyboard.press('Tab')
    t.match(await page.evaluate(() => document.activeElement!.getAttribute('href')), /^\/states\//, 'what follows is the table')
    await page.locator('#map svg a[data-state=KEN]').focus()
    await Promise.all([page.waitForURL(/\/states\/KEN/), page.keyboard.press('Enter')])
    t.same(page.faults, [])
  })

  t.test('it is accessible, no wider than a telephone, and silent', async (t) => {
    const page = await browser.page({ viewport: { width: 360, height: 740 } })
    for (const query of ['?lang=en', '?lang=ar&concept=OFF', '?lang=zh&status=specific']) {
      await page.goto(`${url}/map${query}`)
      t.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), query)
      const wide = await browser.page()
      await wide.goto(`${url}/map${query}`)
      t.same(await seriousBarriers(wide), [], query)
      await wide.close()
    }
    t.same(page.faults, [])
  })
})
