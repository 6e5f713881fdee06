import { z } from 'zod'
import { alpha3 } from './common.js'
import { keyKinds, keyRoles } from './vocabulary.js'

const origin = z.string().regex(/^https?:\/\/[^/?#\s]+$/, 'must be an origin such as https://portal.example')
const expiresAt = z.iso.datetime({ error: 'must be an instant such as 2027-01-31T00:00:00Z' }).nullable().default(null)

/** What is asked for when a key is made. */
export const keyRequest = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('secret'),
    name: z.string().trim().min(1).max(100).describe('who or what will use it'),
    role: z.enum(keyRoles).describe('each role may do what those before it may: reader, curator, reviewer, admin'),
    states: z.array(alpha3).min(1).max(250).nullable().default(null).describe('the States whose records it may work on; null: all'),
    requestsPerMinute: z.int().min(1).max(100_000).nullable().default(null).describe('its own limit; null: that of an address'),
    expiresAt
  }),
  z.strictObject({
    kind: z.literal('publishable').describe('reads only, and may be shown in a web page'),
    name: z.string().trim().min(1).max(100),
    origins: z.array(origin).min(1).max(50).describe('the pages that may use it'),
    requestsPerMinute: z.int().min(1).max(100_000).nullable().default(null),
    expiresAt
  })
]).meta({ id: 'KeyRequest' })
export type KeyRequest = z.infer<typeof keyRequest>

export const keyShape = z.strictObject({
  id: z.string(),
  kind: z.enum(keyKinds),
  name: z.string(),
  role: z.enum(keyRoles),
  states: z.array(z.string()).nullable(),
  origins: z.array(z.string()).nullable(),
  requestsPerMinute: z.int().nullable(),
  createdBy: z.string().nullable(),
  createdAt: z.iso.datetime(),
  expiresAt: z.iso.datetime().nullable(),
  revokedAt: z.iso.datetime().nullable(),
  lastUsedAt: z.iso.datetime().nullable().describe('to within a minute'),
  href: z.string()
}).meta({ id: 'Key', description: 'A key without its secret, which nobody can read again.' })

export const newKeyShape = z.strictObject({ key: z.string().describe('shown this once'), ...keyShape.shape }).meta({ id: 'NewKey' })
