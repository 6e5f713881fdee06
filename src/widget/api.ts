import type { components } from '../../clients/typescript/src/schema.js'

/** The shapes of the public API, by name. */
export type Shape = components['schemas']
export type Found = Shape['SearchResult']
export type Hit = Found['items'][number]
export type Suggestion = Shape['SuggestResult']['items'][number]
export type Provision = Shape['ProvisionDetail']

/** Why there is no answer, by what the reader can do about it. */
export type TroubleKind = 'offline' | 'unreachable' | 'busy' | 'key' | 'origin' | 'query' | 'missing' | 'withdrawn' | 'failed'
export type Trouble = { kind: TroubleKind, status: number, detail: string, /** when it may be asked again */ retrySeconds?: number }

/** The answer is none. */
export class NoAnswer extends Error {
  constructor (readonly trouble: Trouble) {
    super(trouble.detail)
  }
}

export type Parameters = Record<string, string | undefined>
/** Asks the public API; rejects with NoAnswer, or with an AbortError. */
export type Ask = <T>(path: string, parameters: Parameters, signal?: AbortSignal) => Promise<T>

const kinds: Record<number, TroubleKind> = { 400: 'query', 401: 'key', 403: 'origin', 404: 'missing', 410: 'withdrawn', 429: 'busy' }

/** The API at an address, with a publishable key or none. Nothing is kept: no cookies are sent and no storage is used. */
export const openApi = ({ url, key }: { url: string, key: string | null }): Ask => async <T>(path: string, parameters: Parameters, signal?: AbortSignal) => {
  const response = await reach(address(url, path, parameters), {
    signal, credentials: 'omit', referrerPolicy: 'no-referrer', headers: { accept: 'application/json', ...(key ? { authorization: `Bearer ${key}` } : {}) }
  })
  const body = await response.json().catch((error: unknown) => { if (signal?.aborted) throw error })
  if (response.ok && body !== undefined) return body as T
  throw new NoAnswer({
    kind: kinds[response.status] ?? 'failed', status: response.status, detail: body?.detail ?? '', retrySeconds: secondsOf(response.headers.get('retry-after'))
  })
}

/** An address of the API; parameters that are undefined or empty are left out. */
export function address (url: string, path: string, parameters: Parameters): string {
  const query = new URLSearchParams(Object.entries(parameters).filter((entry): entry is [string, string] => !!entry[1]))
  return `${url.replace(/\/+$/, '')}${path}${query.size > 0 ? `?${query}` : ''}`
}

async function reach (url: string, init: RequestInit): Promise<Response> {
  try {
    return await fetch(url, init)
  } catch (error) {
    if (init.signal?.aborted) throw error
    throw new NoAnswer({ kind: navigator.onLine ? 'unreachable' : 'offline', status: 0, detail: String(error) })
  }
}

const secondsOf = (header: string | null) => header !== null && /^\d+$/.test(header) ? Math.max(1, Number(header)) : undefined
