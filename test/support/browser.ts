import { existsSync } from 'node:fs'
import { chromium, type Browser, type Page } from 'playwright-core'
import type { FastifyInstance } from 'fastify'
import type { Test } from 'tap'

/** Where Debian puts it; another one is named by CHROMIUM_BIN. */
const executablePath = process.env.CHROMIUM_BIN || '/usr/bin/chromium'

/** What a test says where there is no browser to run it in. */
export const noBrowser: false | string = existsSync(executablePath) ? false : `no Chromium at ${executablePath}: install it, or name one by CHROMIUM_BIN`

export type Opened = Page & { /** what the console said that was no mere information */ faults: string[] }

/** A browser for a test, and pages in it, each in a context of its own. */
export async function openBrowser (t: Test) {
  // Chromium refuses its sandbox to root.
  const browser: Browser = await chromium.launch({ executablePath, args: process.getuid?.() === 0 ? ['--no-sandbox'] : [] })
  t.teardown(() => browser.close())
  return {
    async page (options: Parameters<Browser['newPage']>[0] = {}): Promise<Opened> {
      const page = Object.assign(await browser.newPage(options), { faults: [] as string[] })
      page.on('console', (message) => { if (['error', 'warning'].includes(message.type())) page.faults.push(message.text()) })
      page.on('pageerror', (error) => page.faults.push(error.message))
      return page
    }
  }
}

/** Lets browsers reach the app; the address it listens at. */
export async function listen (app: FastifyInstance): Promise<string> {
  return await app.listen({ host: '127.0.0.1', port: 0 })
}
