import { lookup } from 'node:dns'
import { BlockList, isIP, type LookupFunction } from 'node:net'
import { Readable } from 'node:stream'
import { Agent, request } from 'undici'
import { receiveFile, safeName, type Arrived } from './intake.js'

/** The address does not answer with a file. */
export class Unreachable extends Error {}

const redirectsMax = 5
const answerMsMax = 30_000
const bodyMsMax = 60_000

/** What no server on the network of the service may be reached through: loopback, private, link-local, shared, multicast. */
const closed = new BlockList()
for (const [net, prefix] of [
  ['0.0.0.0', 8], ['10.0.0.0', 8], ['100.64.0.0', 10], ['127.0.0.0', 8], ['169.254.0.0', 16], ['172.16.0.0', 12], ['192.0.0.0', 24], ['192.168.0.0', 16],
  ['198.18.0.0', 15], ['224.0.0.0', 3]
] as const) closed.addSubnet(net, prefix, 'ipv4')
for (const [net, prefix] of [['::', 127], ['64:ff9b::', 96], ['fc00::', 7], ['fe80::', 10], ['ff00::', 8]] as const) closed.addSubnet(net, prefix, 'ipv6')

export const isPrivate = (address: string): boolean => closed.check(address, isIP(address) === 6 ? 'ipv6' : 'ipv4')

/**
 * Fetches a file from where it was published. Throws Unreachable, saying why: no answer, no file, an address of a private
 * network (unless `allowPrivate`; redirects are held to the same), TooLarge beyond the bound for files.
 */
export async function fetchFile (url: string, { allowPrivate }: { allowPrivate: boolean }): Promise<{ arrived: Arrived, mediaType: string, name: string }> {
  const agent = new Agent({ connect: { lookup: allowPrivate ? undefined : publicLookup, timeout: answerMsMax } })
  try {
    let at = new URL(url)
    for (let left = redirectsMax; left >= 0; left--) {
      if (!/^https?:$/.test(at.protocol)) throw new Unreachable(`${at.protocol} is not fetched.`)
      // A bare address is not looked up, so it is held to the rule here.
      if (!allowPrivate && isIP(bare(at)) && isPrivate(bare(at))) throw new Unreachable(`${at.hostname} is an address of a private network.`)
      const { statusCode, headers, body } = await request(at, {
        dispatcher: agent, headersTimeout: answerMsMax, bodyTimeout: bodyMsMax, headers: { 'user-agent': 'CyberlawAtlas/1', accept: '*/*' }
      })
      if (statusCode >= 300 && statusCode < 400 && headers.location) {
        await body.dump()
        at = new URL(String(headers.location), at)
        continue
      }
      if (statusCode !== 200) {
        await body.dump()
        throw new Unreachable(`${at.host} answered ${statusCode}.`)
      }
      return { arrived: await receiveFile(Readable.from(body)), mediaType: String(headers['content-type'] ?? '').split(';')[0]!.trim(), name: nameOf(at) }
    }
    throw new Unreachable(`The address leads on more than ${redirectsMax} times.`)
  } catch (error) {
    const { code = '' } = error as { code?: string }
    if (/^(UND_ERR|E[A-Z]+|ERR_INVALID_URL|CERT|DEPTH_|SELF_|UNABLE_)/.test(code) && code !== 'ENOSPC') throw new Unreachable((error as Error).message || code, { cause: error })
    throw error
  } finally {
    agent.destroy().catch(() => {})
  }
}

const bare = ({ hostname }: URL) => hostname.replace(/^\[|\]$/g, '')

/** Looks a name up and refuses private addresses: the same answer is then connected to, so it cannot change in between. */
const publicLookup: LookupFunction = (hostname, options, callback) => lookup(hostname, { ...options, all: true }, (error, addresses) => {
  if (error) return callback(error, '')
  const found = addresses.find(({ address }) => isPrivate(address))
  if (found) return callback(Object.assign(new Error(`${hostname} is an address of a private network.`), { code: 'EPRIVATE' }), '')
  if (options.all) return callback(null, addresses)
  callback(null, addresses[0]!.address, addresses[0]!.family)
})

/** The last part of a path, as people wrote it. */
function nameOf ({ pathname, hostname }: URL): string {
  const last = pathname.split('/').filter(Boolean).at(-1) ?? hostname
  try {
    return safeName(decodeURIComponent(last))
  } catch {
    return safeName(last)
  }
}
