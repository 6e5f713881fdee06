import { once } from 'node:events'
import { connect, createServer, type AddressInfo, type Socket } from 'node:net'
import type { Test } from 'tap'
import pg from 'pg'

/**
 * A way to Postgres that can be made worse: without notifications, as through a pooler that shares connections between
 * transactions, or silent, as when a machine between is gone and nobody says so.
 */
export async function openRelay (t: Test, databaseUrl: string) {
  const { host, port, database, user, password } = new pg.Client({ connectionString: databaseUrl })
  const way = { notifications: true, silent: false }
  const sockets = new Set<Socket>()
  const server = createServer((near) => {
    const far = host.startsWith('/') ? connect(`${host}/.s.PGSQL.${port}`) : connect(port, host)
    for (const [socket, other] of [[near, far], [far, near]] as const) {
      sockets.add(socket)
      socket.on('error', () => {})
      socket.on('close', () => { if (!way.silent) other.destroy() })
    }
    near.on('data', (bytes) => { if (!way.silent) far.write(bytes) })
    let rest = Buffer.alloc(0)
    far.on('data', (bytes) => {
      const { whole, left } = withoutNotifications(Buffer.concat([rest, bytes]), way.notifications)
      rest = left
      if (!way.silent && whole.length > 0) near.write(whole)
    })
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  t.teardown(() => {
    for (const socket of sockets) socket.destroy()
    server.close()
  })
  const url = new URL(`postgres://127.0.0.1:${(server.address() as AddressInfo).port}/${database}`)
  url.username = user ?? ''
  url.password = typeof password === 'string' ? password : ''
  return { url: url.href, way }
}

/** The whole messages of what a server sent, without those that are notifications unless they are `wanted`. */
function withoutNotifications (bytes: Buffer, wanted: boolean): { whole: Buffer, left: Buffer<ArrayBuffer> } {
  const messages: Buffer[] = []
  let at = 0
  while (bytes.length - at >= 5 && bytes.length - at > bytes.readInt32BE(at + 1)) {
    const end = at + 1 + bytes.readInt32BE(at + 1)
    if (wanted || bytes[at] !== 'A'.charCodeAt(0)) messages.push(bytes.subarray(at, end))
    at = end
  }
  return { whole: Buffer.concat(messages), left: Buffer.from(bytes.subarray(at)) }
}
