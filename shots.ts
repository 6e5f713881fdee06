import { once } from 'node:events'
import { mkdirSync, readFileSync, rmSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { chromium, type Browser, type BrowserContextOptions, type Page } from 'playwright-core'
import { buildInto } from './build.js'
import { readConfig } from './src/config.js'
import { createKey } from './src/db/key.js'
import { start } from './src/server.js'

/**
 * `npm run shots`: opens every kind of page of the service with the founding dataset, in each form, and writes what is to be seen to shots/.
 * A page that is wider than the screen, says something on the console, or shows its first content late, fails. Names that begin with an
 * argument are looked at alone: `npm run shots -- search map`. A new page is one line in `pages`.
 */
const folder = 'shots'
const firstContentMsMax = 1000
/** A page that was late is opened again: a machine that does something else meanwhile makes every page late. */
const againMax = 2
/** More of a page than this many screens is not taken: nobody would look at it. */
const screensMax = 4
const forms: Record<string, BrowserContextOptions & { language: string, print?: boolean }> = {
  desktop: { language: 'en', viewport: { width: 1280, height: 900 } },
  360: { language: 'en', viewport: { width: 360, height: 740 }, isMobile: true, hasTouch: true, deviceScaleFactor: 2 },
  arabic: { language: 'ar', viewport: { width: 1280, height: 900 } },
  chinese: { language: 'zh', viewport: { width: 1280, height: 900 } },
  dark: { language: 'fr', viewport: { width: 1280, height: 900 }, colorScheme: 'dark' },
  print: { language: 'en', viewport: { width: 794, height: 1123 }, print: true }
}

type Ids = Record<'kenya' | 'china' | 'case' | 'lesson' | 'key' | 'draft', string>
type Shot = {
  name: string, path: string, status?: number
  /** with which somebody is signed in at the desk */
  key?: string
  /** what is done before one looks */
  act?: (page: Page) => Promise<unknown>
}

const pages = ({ kenya, china, case: case_, lesson, key, draft }: Ids): Shot[] => [
  { name: 'home', path: '/' },
  { name: 'home-suggest', path: '/', act: async (page) => { await page.getByRole('combobox').fill('data'); await page.getByRole('option').first().waitFor() } },
  { name: 'search', path: '/search?q=ransomware&state=KEN,FRA,USA' },
  { name: 'search-exact', path: '/search?q=%22computer+data%22&mode=exact&group=law' },
  { name: 'search-none', path: '/search?q=phishing&state=KEN&language=zh' },
  { name: 'search-fault', path: '/search?mode=exact&q=%28fraud', status: 400 },
  { name: 'states', path: '/states' },
  { name: 'state', path: '/states/KEN' },
  { name: 'state-little', path: '/states/AND' },
  { name: 'law', path: `/legislation/${kenya}` },
  { name: 'law-redline', path: `/legislation/${china}?compare=zh@2017-06-01..zh@2026-01-01` },
  { name: 'provision', path: `/legislation/${kenya}/sec_14` },
  { name: 'cases', path: '/cases' },
  { name: 'case', path: `/cases/${case_}` },
  { name: 'lessons', path: '/lessons' },
  { name: 'lesson', path: `/lessons/${lesson}` },
  { name: 'map', path: '/map?concept=OFF.CIA.ACC' },
  { name: 'compare', path: '/compare?state=KEN&state=DEU&state=NGA&by=instrument&instrument=BUD' },
  { name: 'compare-empty', path: '/compare' },
  { name: 'embed', path: '/embed' },
  { name: 'desk-sign-in', path: '/desk', act: (page) => page.locator('#key').waitFor() },
  { name: 'desk', path: '/desk', key, act: (page) => page.locator('.desk-list a').first().waitFor() },
  { name: 'desk-text', path: `${draft}/text`, key, act: (page) => page.locator('.desk-parsed h3').first().waitFor() },
  { name: 'desk-facts', path: `${draft}/facts`, key, act: (page) => page.locator('[name=kind]').waitFor() },
  { name: 'desk-suggestions', path: `${draft}/suggestions`, key, act: (page) => page.locator('.desk-about').waitFor() },
  { name: 'desk-changes', path: `${draft}/changes`, key, act: (page) => page.locator('.redline').waitFor() },
  { name: 'problem', path: '/no-such-page', status: 404 }
]

const wrong = await main(process.argv.slice(2))
process.exitCode = wrong.length === 0 ? 0 : 1

/** Takes all shots; what is wrong with them. */
async function main (wanted: string[]): Promise<string[]> {
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(folder)
  await buildInto('dist')
  const env = { PORT: '0', LOG_LEVEL: 'silent', RATE_LIMIT_MAX: '1000000', ATLAS_HOME: process.env.ATLAS_HOME || join(tmpdir(), 'atlas-shots') }
  const service = await start(readConfig(env))
  const ids = { ...await idsOf(service.url), ...await openDraft(service) }
  const site = await openSite(service.url, ids.kenya)
  const browser = await chromium.launch({ executablePath: process.env.CHROMIUM_BIN || '/usr/bin/chromium', args: process.getuid?.() === 0 ? ['--no-sandbox'] : [] })
  const faults: string[] = []
  try {
    const shots = [...pages(ids).map((shot) => ({ ...shot, path: service.url + shot.path })), { name: 'embedded', path: site.url }]
    for (const shot of shots.filter(({ name }) => wanted.length === 0 || wanted.some((begin) => name.startsWith(begin)))) {
      for (const form of Object.keys(forms)) faults.push(...await take(browser, shot, form))
    }
  } finally {
    await browser.close()
    site.close()
    await service.close()
  }
  console.log(faults.length === 0 ? 'Nothing is wrong with them.' : `\n${faults.join('\n')}`)
  return faults
}

/** One page in one form. The whole of it is taken, but for very long ones; what is wrong with it is answered. */
async function take (browser: Browser, { name, path, status = 200, key, act }: Shot, form: string): Promise<string[]> {
  const { language, print, ...options } = forms[form]!
  const context = await browser.newContext(options)
  if (key) await context.addInitScript((given) => sessionStorage.setItem('cyberlaw-atlas-key', given), key)
  const page = await context.newPage()
  const file = `${name}.${form}`
  const faults: string[] = []
  // That a page of problems was not found is no news.
  page.on('console', (message) => { if (['error', 'warning'].includes(message.type()) && !(status >= 400 && /status of/.test(message.text()))) faults.push(message.text()) })
  page.on('pageerror', ({ message }) => faults.push(message))
  const address = `${path}${path.includes('?') ? '&' : '?'}lang=${language}`
  let response = await page.goto(address, { waitUntil: 'networkidle' })
  if (response?.status() !== status) faults.push(`answers with ${response?.status()}`)
  let firstContentMs = await firstContent(page)
  for (let again = 0; again < againMax && firstContentMs > firstContentMsMax; again++) {
    response = await page.goto(address, { waitUntil: 'networkidle' })
    firstContentMs = Math.min(firstContentMs, await firstContent(page))
  }
  if (firstContentMs > firstContentMsMax) faults.push(`first content after ${firstContentMs} ms`)
  await act?.(page)
  if (print) await page.emulateMedia({ media: 'print' })
  const { width, height } = await page.evaluate(() => {
    const { scrollWidth, scrollHeight } = document.documentElement
    return { width: scrollWidth - innerWidth, height: scrollHeight }
  })
  if (width > 0) faults.push(`is ${width} px wider than the screen`)
  const screen = options.viewport!
  await page.screenshot({ path: join(folder, `${file}.png`), fullPage: true, clip: { x: 0, y: 0, width: screen.width, height: Math.min(height, screen.height * screensMax) } })
  await context.close()
  console.log(`${folder}/${file}.png  ${Math.round(firstContentMs)} ms${faults.length > 0 ? '  !' : ''}`)
  return faults.map((fault) => `${file}: ${fault}`)
}

async function firstContent (page: Page): Promise<number> {
  return await page.evaluate(() => performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? Infinity)
}

/** Records of the founding dataset in which there is something to see. */
async function idsOf (url: string): Promise<Omit<Ids, 'key' | 'draft'>> {
  const get = async (path: string) => await (await fetch(`${url}/v1${path}`)).json()
  // At the first start the index is still being built.
  while (!((await get('/search?type=legislation&state=CHN')).items?.length > 0)) await new Promise((resolve) => setTimeout(resolve, 500))
  const [kenya, china, case_, lesson] = await Promise.all([
    get('/akn/ke/act/2018/5'),
    get('/search?q=%E7%BD%91%E7%BB%9C%E5%AE%89%E5%85%A8%E6%B3%95&type=legislation&state=CHN'),
    get('/cases?state=KEN&limit=1'), get('/lessons?state=KEN&limit=1')
  ])
  return { kenya: kenya.id, china: china.items[0].id, case: case_.items[0].id, lesson: lesson.items[0].id }
}

/** A key for an hour, and a draft that was read from a file: the one that is there, else a new one. */
async function openDraft ({ db, url }: Awaited<ReturnType<typeof start>>): Promise<Pick<Ids, 'key' | 'draft'>> {
  const wanted = { kind: 'secret' as const, name: 'shots', role: 'curator' as const, states: ['KEN'], requestsPerMinute: null, expiresAt: new Date(Date.now() + 3_600_000).toISOString() }
  const { key } = await db.transaction((tx) => createKey(tx, wanted, { actor: 'shots' }))
  const ask = async (path: string, init = {}) => await (await fetch(url + path, { ...init, headers: { authorization: `Bearer ${key}` } })).json()
  const draftOf = ({ href }: { href: string }) => ({ key, draft: href.replace('/v1', '/desk') })
  const { items: [there] } = await ask('/v1/drafts?recordState=draft')
  if (there) return draftOf(there)
  const form = new FormData()
  form.append('validFrom', '2020-01-01')
  form.append('file', new Blob([readFileSync('test/support/act.md')]), 'act.md')
  const { items: [{ href }] } = await ask('/v1/uploads', { method: 'POST', body: form })
  for (;;) {
    const { state, draft } = await ask(href)
    if (state === 'ready') return draftOf({ href: draft })
    if (state === 'failed') throw new Error('The draft could not be read.')
    await new Promise((resolve) => setTimeout(resolve, 500))
  }
}

/** Somebody else's page, in which both elements stand in five lines. */
async function openSite (api: string, law: string) {
  const body = `<!doctype html><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>A portal</title>
<script type="module" src="${api}/embed/cyberlaw-search.js"></script>
<cyberlaw-search state="KEN"></cyberlaw-search>
<cyberlaw-provision id="${law}/sec_14"></cyberlaw-provision>`
  const server = createServer((request, response) => {
    const language = new URL(request.url!, 'http://site').searchParams.get('lang') ?? 'en'
    response.writeHead(request.url === '/favicon.ico' ? 204 : 200, { 'content-type': 'text/html; charset=utf-8' })
      .end(body.replace('<meta', `<html lang="${language}" dir="${language === 'ar' ? 'rtl' : 'ltr'}"><meta`))
  })
  await once(server.listen(0, '127.0.0.1'), 'listening')
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`, close: () => { server.closeAllConnections(); server.close() } }
}
