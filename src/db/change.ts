import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { newId } from '../model/identifier.js'

/** What tells of changes to what a search may answer, whichever process makes them. */
export type Changes = {
  /**
   * A number that is another one after each change; undefined as long as changes might not be heard of. What was worked out
   * holds as long as this is the number that it was before the work began.
   */
  version: () => number | undefined
  close: () => Promise<void>
}

type Watch = {
  /** called after each change, and when some may have been missed */
  onChange?: () => void
  /** told once when there is no connection that hears of changes, until there is one again */
  onError?: (error: Error) => void
}

/** On it the triggers of migration 0009 tell of changes. */
const channel = 'search_changed'
const beatMs = 1_000
/** How long a connection is believed in after it was asked for a sign of life and gave it. */
const believedMs = 5_000
const answerMsMax = 3_000
const closeMsMax = 1_000
const pauseMsMin = 250
const pauseMsMax = 30_000

/**
 * Listens for changes on a connection of its own until `close`, and goes on trying while there is none. That it would hear
 * of them is proved and not supposed: first a notification that another connection sends has to arrive, which it does not
 * through a pooler that shares connections between transactions; then the connection has to say each second that it listens.
 */
export function watchChanges (connectionString: string, { onChange = () => {}, onError = () => {} }: Watch = {}): Changes {
  const closing = new AbortController()
  let version = 0
  let provedAt = -Infinity
  let pauseMs = pauseMsMin
  let told = false
  const changed = () => {
    version++
    onChange()
  }
  const proved = (at: number) => {
    provedAt = at
    pauseMs = pauseMsMin
    told = false
  }
  const done = (async () => {
    while (!closing.signal.aborted) {
      const cause: unknown = await listen(connectionString, closing.signal, changed, proved).catch((error) => error)
      provedAt = -Infinity
      changed()
      if (closing.signal.aborted) return
      if (!told) onError(new Error('Changes are not heard of; until they are, no answers are kept.', { cause }))
      told = true
      await sleep(pauseMs, undefined, { signal: closing.signal }).catch(() => {})
      pauseMs = Math.min(2 * pauseMs, pauseMsMax)
    }
  })()
  return {
    version: () => performance.now() - provedAt < believedMs ? version : undefined,
    async close () {
      closing.abort()
      await done
    }
  }
}

/** The life of one connection. Calls `changed` after each change, `proved` with each moment up to which all were heard of; throws at its end. */
async function listen (connectionString: string, closing: AbortSignal, changed: () => void, proved: (at: number) => void): Promise<never> {
  const over = new AbortController()
  const client = connectTo(connectionString, 'atlas listen')
  const ended = new Promise<never>((_resolve, reject) => {
    client.on('error', reject)
    client.on('end', () => reject(new Error('The connection was closed.')))
    closing.addEventListener('abort', () => reject(new Error('Closed.')), { signal: over.signal })
  })
  const token = newId()
  const arrived = new Promise<void>((resolve) => {
    client.on('notification', ({ payload }) => {
      if (payload === '') changed()
      if (payload === token) resolve()
    })
  })
  try {
    await Promise.race([client.connect(), ended])
    await client.query(`listen ${channel}`)
    const from = performance.now()
    await Promise.race([notifyFromElsewhere(connectionString, token), ended])
    await Promise.race([arrived, ended, missing(over.signal)])
    for (let at = from; ; at = await ask(client)) {
      proved(at)
      await Promise.race([sleep(beatMs, undefined, { signal: over.signal }), ended])
    }
  } finally {
    over.abort()
    await close(client)
  }
}

/** Lets the connection say that it listens; answers when it was asked. */
async function ask (client: pg.Client): Promise<number> {
  const at = performance.now()
  const { rows } = await client.query<{ name: string }>('select pg_listening_channels() as name')
  if (!rows.some(({ name }) => name === channel)) throw new Error('The connection does not listen any more.')
  return at
}

async function missing (over: AbortSignal): Promise<never> {
  await sleep(answerMsMax, undefined, { signal: over })
  throw new Error('A notification was sent and did not arrive. A pooler that shares connections between transactions lets none through.')
}

async function notifyFromElsewhere (connectionString: string, token: string): Promise<void> {
  const client = connectTo(connectionString, 'atlas listen, trying')
  client.on('error', () => {})
  try {
    await client.connect()
    await client.query('select pg_notify($1, $2)', [channel, token])
  } finally {
    await close(client)
  }
}

const connectTo = (connectionString: string, name: string) => new pg.Client({
  connectionString, application_name: name, keepAlive: true, connectionTimeoutMillis: answerMsMax, query_timeout: answerMsMax
})

/** Closes in good order where the other end is there to take part in it. */
async function close (client: pg.Client): Promise<void> {
  await Promise.race([client.end().catch(() => {}), sleep(closeMsMax, undefined, { ref: false })])
}
