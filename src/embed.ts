import { readAssets, type Asset } from './asset.js'
import { version } from './config.js'

/** A file that other portals load; `pinned` is the part of its address that changes with what is in it. */
export type Embedded = Asset & { pinned: string }

let embedded: Map<string, Embedded> | undefined

/** The files that other portals load, by name; they are read once. */
export function readEmbedded (): Map<string, Embedded> {
  embedded ??= new Map([...readAssets('embed')].map(([name, asset]) => [name, { ...asset, pinned: `${version}-${asset.hash}` }]))
  return embedded
}
