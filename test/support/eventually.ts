import { setTimeout as sleep } from 'node:timers/promises'

/** Asks until the answer is truthy and gives it back; throws, saying what was waited for, after `ms`. */
export async function eventually<T> (what: string, ask: () => T | Promise<T>, ms = 20_000): Promise<NonNullable<T>> {
  const deadline = Date.now() + ms
  for (;;) {
    const answer = await ask()
    if (answer) return answer
    if (Date.now() > deadline) throw new Error(`waited ${ms} ms in vain: ${what}`)
    await sleep(25)
  }
}
