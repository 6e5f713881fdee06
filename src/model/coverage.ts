import { z } from 'zod'
import { alpha3, checked, conceptCode, isoDate, localized, provisionRef, source } from './common.js'
import { coverageStatuses } from './vocabulary.js'

/** What the law of a State says on a concept, as known on `asOf`; `data/coverage/*.json`. */
export const coverageRecord = z.strictObject({
  jurisdiction: alpha3,
  concept: conceptCode,
  status: z.enum(coverageStatuses),
  asOf: isoDate,
  sourceStatus: z.string().min(1).nullable().default(null).describe('the word the source itself uses'),
  note: localized.nullable().default(null),
  evidence: z.array(provisionRef).default([]),
  source,
  checked
})
export type CoverageRecord = z.infer<typeof coverageRecord>
