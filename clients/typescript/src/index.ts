import createClient, { type Client } from 'openapi-fetch'
import type { components, paths } from './schema.js'

export type { components, operations, paths } from './schema.js'
/** The shapes of the API, by name: `Shape['Provision']`. */
export type Shape = components['schemas']
export type Atlas = Client<paths>

export type Options = {
  /** where the service is: `https://atlas.example` */
  url: string
  /** a key, `atlas_…`, or in a page a publishable one, `pk_…` */
  key?: string
  /** the language of labels: ar, en, es, fr, ru or zh */
  lang?: string
  /** instead of the platform's own */
  fetch?: (request: Request) => Promise<Response>
}

/** A client of the API at an address, which knows its paths, parameters and answers. */
export function openAtlas ({ url, key, lang, fetch }: Options): Atlas {
  const headers = { ...(key ? { authorization: `Bearer ${key}` } : {}), ...(lang ? { 'accept-language': lang } : {}) }
  return createClient<paths>({ baseUrl: url.replace(/\/+$/, ''), headers, ...(fetch ? { fetch } : {}) })
}

/** What the API answered instead: RFC 9457, told in the language asked for. */
export class AtlasProblem extends Error {
  constructor (readonly problem: Shape['Problem'], readonly status: number, /** when a 429 or 503 may be asked again */ readonly retrySeconds?: number) {
    super(problem.detail)
    this.name = 'AtlasProblem'
  }
}

type Answer<T> = { data?: T, error?: unknown, response: Response }

/** The body of an answer; throws AtlasProblem where it is a problem. */
export async function read<T> (answer: Promise<Answer<T>>): Promise<T> {
  const { data, error, response } = await answer
  if (data !== undefined) return data
  const seconds = Number(response.headers.get('retry-after') ?? NaN)
  throw new AtlasProblem(error as Shape['Problem'], response.status, Number.isNaN(seconds) ? undefined : seconds)
}

type Page<T> = { items: T[], page: { next: string | null } }

/**
 * Everything that a list has, page after page: `get` asks for one page by its cursor. Throws AtlasProblem.
 *
 *     for await (const law of walk((cursor) => atlas.GET('/v1/legislation', { params: { query: { state: ['KEN'], cursor } } }))) …
 */
export async function * walk<T> (get: (cursor: string | undefined) => Promise<Answer<Page<T>>>): AsyncGenerator<T, void, undefined> {
  let cursor: string | undefined
  do {
    const { items, page } = await read(get(cursor))
    yield * items
    cursor = page.next ?? undefined
  } while (cursor !== undefined)
}
