import { LRUCache } from 'lru-cache'
import type { FastifyReply } from 'fastify'
import type { Changes } from './db/change.js'
import type { Reference } from './reference.js'
import { packBody } from './representation.js'

/** An answer as text, and whether it is so for a moment only: then it is not kept, here or elsewhere. */
type Body = { body: string, passing: boolean }
type Fate = 'hit' | 'miss' | 'collapsed' | 'bypass'
export type Found = { body: string | Buffer, passing: boolean, fate: Fate }

/** Answers that were given before, as long as nothing has changed. */
export type Answers = {
  /**
   * The answer to what `asked` says in full, kept from before or worked out by `compute`; like requests under way share one.
   * Throws what `compute` throws.
   */
  find: (asked: unknown[], reference: Reference, compute: () => Promise<{ answer: unknown, passing?: boolean }>) => Promise<Found>
  counts: Record<Fate, number>
  bytes: () => number
}

/** What an entry takes beside its bytes and its key. */
const entryBytes = 400

/**
 * Keeps answers, packed, in at most `bytesMax` of memory, those longest unused going first. They all go when `changes` tell of
 * a change or the labels are others; while nobody tells of changes, nothing is kept and none is given twice.
 */
export function openAnswers (changes: Changes | undefined, bytesMax: number): Answers {
  const kept = new LRUCache<string, Buffer>({
    maxSize: Math.max(1, bytesMax), sizeCalculation: (packed, key) => packed.length + 2 * key.length + entryBytes
  })
  const underWay = new Map<string, Promise<Body>>()
  const counts = { hit: 0, miss: 0, collapsed: 0, bypass: 0 }
  let era: { version: number, reference: Reference } | undefined
  /** From when to when answers stay the same. */
  const eraOf = (reference: Reference) => {
    const version = bytesMax > 0 ? changes?.version() : undefined
    if (version === undefined) return undefined
    if (era?.version !== version || era.reference !== reference) {
      era = { version, reference }
      kept.clear()
      underWay.clear()
    }
    return era
  }
  const keep = async (key: string, working: Promise<Body>, begun: typeof era) => {
    const lasts = () => era === begun && changes?.version() === begun?.version
    const { body, passing } = await working
    if (passing || !lasts()) return
    const packed = await packBody(body)
    if (lasts()) kept.set(key, packed)
  }
  const look = async (key: string, reference: Reference, work: () => Promise<Body>): Promise<Found> => {
    const begun = eraOf(reference)
    if (!begun) return { ...await work(), fate: 'bypass' }
    const packed = kept.get(key)
    if (packed) return { body: packed, passing: false, fate: 'hit' }
    const shared = underWay.get(key)
    if (shared) return { ...await shared, fate: 'collapsed' }
    const working = work()
    underWay.set(key, working)
    keep(key, working, begun).catch(() => {}).finally(() => { if (underWay.get(key) === working) underWay.delete(key) })
    return { ...await working, fate: 'miss' }
  }
  return {
    counts,
    bytes: () => kept.calculatedSize,
    async find (asked, reference, compute) {
      const found = await look(keyOf(asked), reference, async () => {
        const { answer, passing = false } = await compute()
        return { body: JSON.stringify(answer), passing }
      })
      counts[found.fate]++
      return found
    }
  }
}

/** Which version of a law is meant by its number depends on the day. */
const keyOf = (asked: unknown[]) => JSON.stringify([new Date().toISOString().slice(0, 10), ...asked])

const told: Record<Fate, string> = { hit: 'hit', miss: 'fwd=miss', collapsed: 'fwd=miss; collapsed', bypass: 'fwd=bypass' }

/**
 * Sends it, saying where it came from (RFC 9211). Others may keep it too but have to ask each time whether it still holds, which
 * is cheap: what was withdrawn is not to be shown by a cache that nobody tells of it.
 */
export function sendFound (reply: FastifyReply, { body, passing, fate }: Found) {
  return reply.headers({ 'cache-status': `atlas; ${told[fate]}`, 'cache-control': passing ? 'no-store' : 'public, no-cache' })
    .type('application/json; charset=utf-8').send(body)
}
