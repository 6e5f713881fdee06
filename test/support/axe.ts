import { createRequire } from 'node:module'
import { readFileSync } from 'node:fs'
import type { Test } from 'tap'
import { unLanguages } from '../../src/model/vocabulary.js'
import type { openBrowser } from './browser.js'

const source = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

type Violation = { id: string, impact: string, nodes: { html: string }[] }
type Axe = { run: (context: Document, options: object) => Promise<{ violations: Violation[] }> }

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
      await page.evaluate(source)
      const { violations } = await page.evaluate(() => (globalThis as unknown as { axe: Axe }).axe.run(document, { resultTypes: ['violations'] }))
      const grave = violations.filter(({ impact }) => ['serious', 'critical'].includes(impact))
      t.strictSame(grave.map(({ id, nodes }) => `${id}: ${nodes[0]!.html.slice(0, 160)}`), [], `${address} has no serious barrier`)
    }
  }
  t.strictSame(page.faults, [], 'the console is silent')
}
