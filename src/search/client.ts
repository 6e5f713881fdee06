import { Meilisearch, MeilisearchApiError, type EnqueuedTask, type EnqueuedTaskPromise, type Index } from 'meilisearch'
import { Pool } from 'undici'
import { Unavailable } from '../model/error.js'
import type { SearchDocument } from './document.js'
import { openEmbedder, type Embedder } from './embedder.js'

export type Search = {
  /** for settings, documents and tasks */
  client: Meilisearch
  /** the name of the index of documents, and of that of their terms */
  uid: string
  termsUid: string
  index: Index<SearchDocument>
  /** for search by meaning; undefined where the operator has none */
  embedder: Embedder | undefined
  /** the hot path: one request to the engine, its answer parsed; throws Unavailable when it does not answer */
  post: <T>(path: string, body: unknown) => Promise<T>
  close: () => Promise<void>
}

const answerMsMax = 10_000
const taskMsMax = 600_000
/** Well below the engine's own limit of 100 MB, over which it does not always answer. */
const requestCharactersMax = 16_000_000

/** Opens the way to an engine; nothing is asked of it yet. */
export function openSearch (
  { url, key, uid, embedder: embedderAt }: { url: string, key?: string, uid: string, embedder?: Parameters<typeof openEmbedder>[0] }
): Search {
  const { origin, pathname } = new URL(url)
  const prefix = pathname.replace(/\/+$/, '')
  const pool = new Pool(origin, { connections: 32, headersTimeout: answerMsMax, bodyTimeout: answerMsMax })
  // Compressing its answers costs the engine more than ten times what the search itself does.
  const headers = { 'content-type': 'application/json', 'accept-encoding': 'identity', ...(key ? { authorization: `Bearer ${key}` } : {}) }
  const client = new Meilisearch({ host: url, apiKey: key, timeout: 30_000, requestInit: { headers: { 'accept-encoding': 'identity' } } })
  const embedder = embedderAt && openEmbedder(embedderAt)
  return {
    client,
    uid,
    termsUid: termsUidOf(uid),
    index: client.index<SearchDocument>(uid),
    embedder,
    async post<T> (path: string, body: unknown): Promise<T> {
      let status: number
      let text: string
      try {
        const answer = await pool.request({ method: 'POST', path: prefix + path, headers, body: JSON.stringify(body) })
        status = answer.statusCode
        text = await answer.body.text()
      } catch (cause) {
        throw new Unavailable('The search engine does not answer.', 5, { cause })
      }
      // A search for several things at once is told 400, all others 404.
      if (status < 500 && text.includes('"code":"index_not_found"')) throw new Unavailable('The search index is being built.', 5)
      if (status >= 500 || status === 429 || status === 401 || status === 403) {
        throw new Unavailable('The search engine cannot serve this now.', 5, { cause: new Error(`${status} ${text.slice(0, 500)}`) })
      }
      if (status >= 400) throw new Error(`The search engine refused a query: ${text.slice(0, 500)}`)
      return JSON.parse(text) as T
    },
    async close () {
      await embedder?.close()
      await pool.close()
    }
  }
}

/** The index of terms that belongs to an index of documents. */
export const termsUidOf = (uid: string): string => `${uid}_terms`

/** Waits for a task and throws when it failed: the client itself resolves for failed tasks too. */
export async function settled (search: Search, enqueued: EnqueuedTaskPromise | Promise<{ taskUid: number }>): Promise<void> {
  const { taskUid } = await enqueued
  const task = await search.client.tasks.waitForTask(taskUid, { timeout: taskMsMax, interval: 25 })
  if (task.status !== 'succeeded') throw new TaskFailed(`${task.error?.code ?? task.status}: ${task.error?.message ?? ''}`)
}

/** The engine got a request and could not do it: something is wrong with what it was given. */
export class TaskFailed extends Error {}

/** Adds or replaces documents and waits until the engine has taken them; throws TaskFailed when it refuses. */
export async function addDocuments (search: Search, uid: string, documents: { id: string }[]): Promise<void> {
  const tasks: EnqueuedTask[] = []
  for (const part of inRequests(documents)) {
    try {
      tasks.push(await search.client.index(uid).addDocuments(part, { primaryKey: 'id' }))
    } catch (error) {
      if (error instanceof MeilisearchApiError && [400, 413].includes(error.response.status)) throw new TaskFailed(error.message)
      throw error
    }
  }
  for (const task of tasks) await settled(search, Promise.resolve(task))
}

function inRequests (documents: { id: string }[]): { id: string }[][] {
  const parts: { id: string }[][] = []
  let room = 0
  for (const document of documents) {
    const size = JSON.stringify(document).length
    if (size > requestCharactersMax) throw new TaskFailed(`The document ${document.id} is too large: ${size} characters.`)
    if (size > room || parts.at(-1)!.length >= 5000) {
      parts.push([])
      room = requestCharactersMax
    }
    parts.at(-1)!.push(document)
    room -= size
  }
  return parts
}

/** When the index was made, as the engine says it; undefined when there is none. Swaps carry it along. */
export async function findIndexBirth (search: Search, uid: string): Promise<string | undefined> {
  try {
    return String((await search.client.getRawIndex(uid)).createdAt)
  } catch (error) {
    if (error instanceof MeilisearchApiError && error.cause?.code === 'index_not_found') return undefined
    throw error
  }
}

export async function hasIndex (search: Search, uid: string): Promise<boolean> {
  return await findIndexBirth(search, uid) !== undefined
}

/** Resolves when the engine answers that it is well. */
export async function ping (search: Search): Promise<void> {
  await search.client.health()
}
