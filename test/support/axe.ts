import { createRequire } from 'node:module'
import { readFileSync } from 'node:fs'
import type { Page } from 'playwright-core'
import type { Test } from 'tap'
import { unLanguages } from '../../src/model/vocabulary.js'
import type { openBrowser } from './browser.js'

const source = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

type Violation = { id: string, impact: string, nodes: { html: string }[] }
type Axe = { run: (context: Document, options: object) => Promise<{ violations: Violation[] }> }

/** What keeps people from using a page, each with the first place where it does; by axe, what it takes for serious or worse. */
export async function seriousBarriers (page: Page): Promise<string[]> {
  await page.evaluate(`${source};0`)
  const { violations } = await page.evaluate(() => (globalThis as unknown as { axe: Axe }).axe.run(document, { resultTypes: ['violations'] }))
  return violations.filter(({ impact }) => ['serious', 'critical'].includes(impact)).map(({ id, nodes }) => `${id}: ${nodes[0]!.html.slice(0, 200)}`)
}

/** Holds each page, in each language, on a telephone: it answers, is no wider than the screen, and has no serious barrier. */
export async function checkPages (t: Test, browser: Awaited<ReturnType<typeof openBrowser>>, url: string, paths: string[]): Promise<void> {
  // Only here: the policy of our pages would not let a foreign script run.
  const page = await browser.page({ bypassCSP: true, viewport: { width: 360, height: 740 } })
  for (const path of paths) {
    for (const language of unLanguages) {
      const address = `${path}${path.includes('?') ? '&' : '?'}lang=${language}`
      const response = await page.goto(url + address)
      t.equal(response!.status(), 200, address)
      t.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), `${address} fits`)
      t.strictSame(await seriousBarriers(page), [], `${address} has no serious barrier`)
    }
  }
  t.strictSame(page.faults, [], 'the console is silent')
}
