import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Test } from 'tap'

export type SitePage = { body: string, headers?: Record<string, string> }

/** Somebody else's website, at an origin of its own on loopback: pages by path, which may be put there later. */
export async function openSite (t: Test): Promise<{ origin: string, pages: Map<string, SitePage> }> {
  const pages = new Map<string, SitePage>()
  const server = createServer((request, response) => {
    const page = pages.get(new URL(request.url!, 'http://site').pathname)
    response.writeHead(page ? 200 : request.url === '/favicon.ico' ? 204 : 404, { 'content-type': 'text/html; charset=utf-8', ...page?.headers }).end(page?.body)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  t.teardown(() => { server.closeAllConnections(); server.close() })
  return { origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, pages }
}
