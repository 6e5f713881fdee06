import { z } from 'zod'
import { alpha3, checked, inSixLanguages, localized, source } from './common.js'
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
