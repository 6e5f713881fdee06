import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { readAssets, type Asset } from './asset.js'
import { root } from './config.js'

const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string }

/** A file that other portals load; `pinned` is the part of its address that changes with what is in it. */
export type Embedded = Asset & { pinned: string }

/** The files that other portals load, by name. */
export function readEmbedded (): Map<string, Embedded> {
  return new Map([...readAssets('embed')].map(([name, asset]) => [name, { ...asset, pinned: `${version}-${asset.hash}` }]))
}
