import type { Locator, Page } from 'playwright-core'

type File = { name: string, mimeType: string, buffer: Buffer }

/** How somebody uses a page: what can be done by clicks has to be possible by keyboard alone. */
export type Hand = {
  press: (target: Locator) => Promise<void>
  write: (target: Locator, text: string) => Promise<void>
  choose: (target: Locator, value: string) => Promise<void>
  /** YYYY-MM-DD */
  date: (target: Locator, day: string) => Promise<void>
  hand: (target: Locator, file: File) => Promise<void>
}

export const byClicks = (): Hand => ({
  press: (target) => target.click(),
  write: (target, text) => target.fill(text),
  choose: async (target, value) => { await target.selectOption(value) },
  date: (target, day) => target.fill(day),
  hand: (target, file) => target.setInputFiles(file)
})

const tabsMax = 250

/** Nothing but keys: a target is reached by Tab, as often as it takes. */
export function byKeyboard (page: Page): Hand {
  const { keyboard } = page
  // Somebody has to listen before a chooser opens, else it opens on the screen.
  page.on('filechooser', () => {})
  const reach = async (target: Locator) => {
    await target.waitFor()
    for (let i = 0; i < tabsMax; i++) {
      if (await target.evaluate((element) => element === document.activeElement)) return
      await keyboard.press('Tab')
    }
    throw new Error(`The keyboard does not reach ${target}.`)
  }
  return {
    async press (target) {
      await reach(target)
      await keyboard.press('Enter')
    },
    async write (target, text) {
      await reach(target)
      await keyboard.press('Control+A')
      await keyboard.type(text)
    },
    async choose (target, value) {
      await reach(target)
      await keyboard.press('Home')
      for (let i = 0; i < tabsMax && await target.inputValue() !== value; i++) await keyboard.press('ArrowDown')
      if (await target.inputValue() !== value) throw new Error(`The keyboard does not reach ${value} of ${target}.`)
    },
    async date (target, day) {
      await reach(target)
      const [year, month, of] = day.split('-')
      await keyboard.type(`${month}${of}${year}`)
    },
    async hand (target, file) {
      await reach(target)
      const [chooser] = await Promise.all([page.waitForEvent('filechooser'), keyboard.press('Space')])
      await chooser.setFiles(file)
    }
  }
}
