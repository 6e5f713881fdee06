import { z } from 'zod'
import { alpha3, checked, conceptCode, conceptRef, isoDate, localized, provisionLink, provisionRef, source, sourceShape, stateRef, textShape } from './common.js'
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

/** A State and concept that no row speaks of is `no_data`: not in the repository is never "not in the law". */
export const coverageShape = z.strictObject({
  state: stateRef,
  concept: conceptRef,
  status: z.enum(coverageStatuses),
  asOf: z.string().describe('the day from which this is known to hold'),
  sourceStatus: z.string().nullable(),
  note: textShape.nullable(),
  evidence: z.array(provisionLink),
  checked,
  source: sourceShape
}).meta({ id: 'Coverage' })
