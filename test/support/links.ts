import type { Test } from 'tap'

type Get = (url: string) => Promise<{ status: number, body: unknown }>

/** Every address in an answer, each once: the values of `href`, and those inside `links`. */
export function linksOf (body: unknown): string[] {
  const found = new Set<string>()
  const walk = (value: unknown, key: string) => {
    if (typeof value === 'string' && key === 'href') found.add(value)
    else if (value !== null && typeof value === 'object') for (const [k, v] of Object.entries(value)) walk(v, key === 'links' ? 'href' : k)
  }
  walk(body, '')
  return [...found]
}

/** Follows every address in an answer; each must answer 200 and be as the contract has it. */
export async function followLinks (t: Test, get: Get, body: unknown): Promise<void> {
  const links = linksOf(body)
  t.ok(links.length > 0, 'there are links')
  for (const link of links) t.equal((await get(link.replace('{words}', 'access'))).status, 200, link)
}

type Page = { items: { id: string }[], page: { next: string | null } }

/** The items of all pages of a list. */
export async function readAll<T = any> (get: (url: string) => Promise<{ status: number, body: any }>, url: string): Promise<T[]> {
  const items: unknown[] = []
  for (let cursor: string | null = ''; cursor !== null;) {
    const more: string = cursor && `&cursor=${encodeURIComponent(cursor)}`
    const { status, body } = await get(`${url}${url.includes('?') ? '&' : '?'}limit=100${more}`)
    if (status !== 200) throw new Error(`${url} answered ${status}: ${body.detail}`)
    items.push(...(body as Page).items)
    cursor = body.page.next
  }
  return items as T[]
}
