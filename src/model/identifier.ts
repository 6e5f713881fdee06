import { createHash } from 'node:crypto'
import { v7 } from 'uuid'

/** An id within a text. */
export const idWithin = /[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/i

/** A new UUIDv7. Postgres makes them only from version 18 on, and we run on 15 too. */
export const newId = (): string => v7()

/** SHA-256, in hex, of a value's JSON with sorted keys: equal for equal content, whatever the order of its keys. */
export function contentHash (value: unknown): string {
  return createHash('sha256').update(JSON.stringify(value, (_key, v) => {
    if (v === null || typeof v !== 'object' || Array.isArray(v)) return v
    return Object.fromEntries(Object.entries(v).sort(([a], [b]) => (a < b ? -1 : 1)))
  })).digest('hex')
}
