import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { extname, join } from 'node:path'
import type { FastifyReply } from 'fastify'
import { root } from './config.js'

/** `hash` is of what is in it and short, for addresses; `integrity` is for the attribute of that name. */
export type Asset = { name: string, body: Buffer, media: string, hash: string, integrity: string }

const media: Record<string, string> = {
  '.js': 'text/javascript; charset=utf-8', '.css': 'text/css; charset=utf-8', '.svg': 'image/svg+xml', '.json': 'application/json'
}

/** The files that browsers load, as `npm run build` puts them into a folder of dist/public, by name; none where it has not run. */
export function readAssets (folder: string): Map<string, Asset> {
  const path = join(root, 'dist/public', folder)
  if (!existsSync(path)) return new Map()
  return new Map(readdirSync(path).filter((name) => media[extname(name)]).map((name) => {
    const body = readFileSync(join(path, name))
    const integrity = `sha384-${createHash('sha384').update(body).digest('base64')}`
    return [name, { name, body, media: media[extname(name)]!, hash: createHash('sha256').update(body).digest('hex').slice(0, 12), integrity }]
  }))
}

/** Sends a file; under an address that changes with what is in it, it may be kept for ever. */
export const sendAsset = (reply: FastifyReply, { media, body }: Asset, isPinned: boolean) =>
  reply.type(media).header('cache-control', isPinned ? 'public, max-age=31536000, immutable' : 'public, no-cache').send(body)
