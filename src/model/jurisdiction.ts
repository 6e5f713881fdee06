import { z } from 'zod'
import { alpha3, checked, inSixLanguages, localized, source, sourceShape, stateRef, verificationShape } from './common.js'
import { treatyActionShape } from './instrument.js'
import { quality } from './stats.js'
import { jurisdictionTypes } from './vocabulary.js'

/** A region of the UN's M49 standard, as it stands in `data/regions.json`. */
export const regionRecord = z.strictObject({
  code: z.string().regex(/^\d{3}$/),
  parent: z.string().regex(/^\d{3}$/).nullable(),
  names: inSixLanguages
})
export type RegionRecord = z.infer<typeof regionRecord>

/** A State, territory or regional organisation, as it stands in `data/jurisdictions.json`. */
export const jurisdictionRecord = z.strictObject({
  code: alpha3,
  alpha2: z.string().regex(/^[A-Z]{2}$/).nullable(),
  m49: z.string().regex(/^\d{3}$/).nullable(),
  type: z.enum(jurisdictionTypes),
  names: inSixLanguages,
  formalNames: localized.nullable().default(null),
  region: z.string().regex(/^\d{3}$/).nullable(),
  subregion: z.string().regex(/^\d{3}$/).nullable(),
  intermediateRegion: z.string().regex(/^\d{3}$/).nullable().default(null),
  leastDeveloped: z.boolean().default(false),
  landlockedDeveloping: z.boolean().default(false),
  smallIslandDeveloping: z.boolean().default(false),
  members: z.array(alpha3).default([]),
  source,
  checked
})
export type JurisdictionRecord = z.infer<typeof jurisdictionRecord>

const place = z.strictObject({ code: z.string().describe('UN M49'), name: z.string() }).meta({ id: 'Region' })

export const stateSummary = z.strictObject({
  code: z.string().describe('ISO 3166-1 alpha-3'),
  alpha2: z.string().nullable(),
  m49: z.string().nullable(),
  type: z.enum(jurisdictionTypes),
  name: z.string().describe('in the language of the answer'),
  names: z.record(z.string(), z.string()),
  formalNames: z.record(z.string(), z.string()).nullable(),
  region: place.nullable(),
  subregion: place.nullable(),
  intermediateRegion: place.nullable(),
  leastDeveloped: z.boolean(),
  landlockedDeveloping: z.boolean(),
  smallIslandDeveloping: z.boolean(),
  verification: verificationShape,
  source: sourceShape,
  href: z.string()
}).meta({ id: 'StateSummary' })

export const stateShape = stateSummary.extend({
  ...quality.omit({ conceptsWithData: true }).shape,
  organizations: z.array(stateRef),
  members: z.array(stateRef),
  coverage: z.strictObject({
    conceptsTotal: z.int(),
    conceptsWithData: z.int(),
    byStatus: z.record(z.string(), z.int()).describe('all concepts by status; no_data: not read yet, which says nothing of the law'),
    href: z.string()
  }),
  treatyActions: z.array(treatyActionShape),
  links: z.record(z.string(), z.string())
}).meta({ id: 'State' })
