import { setTimeout as sleep } from 'node:timers/promises'
import type { Database, Pool } from '../db/client.js'
import { forgetFaults } from '../db/embedding.js'
import { lockIndex } from '../db/outbox.js'
import type { Search } from './client.js'
import { dropVectors, embedOnce, ensureVectors, findModelKey, learnModel } from './vector.js'

type Log = { warn: (details: object, message: string) => void }

/** Looking for what is due reads all documents: it takes at most a fiftieth of the time. */
const restShare = 49
const retryMsMax = 60_000

/**
 * Embeds what the indexer has indexed, until `stop`, one process per database however many are started. It is no part of
 * indexing: a law is published and found by its words whatever becomes of the embedder, which is waited for. Without an
 * embedder it removes what there was of vectors in the engine, and ends.
 */
export function startEmbedding (
  { db, pool, search, log, pollMs = 1000, retryMs = 1000 }:
  { db: Database, pool: Pool, search: Search, log: Log, pollMs?: number, retryMs?: number }
): { stop: () => Promise<void> } {
  const stopping = new AbortController()
  const pause = (ms: number) => sleep(ms, undefined, { signal: stopping.signal }).catch(() => {})
  let failures = 0
  const turn = async (held: () => boolean) => {
    if (!search.embedder) return await dropVectors(db, search)
    const { name, embed, close } = search.embedder
    const embedder = { name, close, embed: (texts: string[]) => embed(texts, { signal: stopping.signal }) }
    const model = await learnModel(db, search, embedder)
    await forgetFaults(db)
    while (held() && !stopping.signal.aborted) {
      const begun = performance.now()
      await ensureVectors(db, search, model)
      const dealt = await embedOnce(db, search, { embedder, model, log })
      failures = 0
      if (dealt === 0) await pause(Math.max(pollMs, restShare * (performance.now() - begun)))
    }
  }
  const done = (async () => {
    while (!stopping.signal.aborted) {
      let lock: Awaited<ReturnType<typeof lockIndex>>
      try {
        if (!search.embedder && await findModelKey(db, search) === undefined) return
        lock = await lockIndex(pool, 'vectors')
        if (lock) await turn(lock.held)
      } catch (error) {
        failures++
        if (!stopping.signal.aborted) log.warn({ err: error }, 'embedding paused; will go on by itself')
      } finally {
        await lock?.release()
      }
      await pause(Math.min(retryMs * 2 ** failures, retryMsMax))
    }
  })()
  return {
    async stop () {
      stopping.abort()
      await done
    }
  }
}
