import { z } from 'zod'
import { alpha3, checked, claimShape, furtherSources, furtherSourcesShape, isoDate, localized, provisionLink, provisionRef, source, stateRef, textShape, uuid } from './common.js'
import { lessonAreas } from './vocabulary.js'
import { conceptClaim, published } from './legislation.js'

/** A lesson learned as a curator submits it and as it stands in `data/lessons/*.json`. */
export const lessonRecord = z.strictObject({
  id: uuid.optional(),
  key: z.string().max(200).regex(/^[a-z0-9-]+$/),
  area: z.enum(lessonAreas),
  title: localized,
  problem: localized,
  practice: localized,
  outcome: localized,
  conditions: localized,
  periodFrom: isoDate.nullable().default(null),
  periodTo: isoDate.nullable().default(null),
  jurisdictions: z.array(alpha3).default([]),
  concepts: z.array(conceptClaim).min(1),
  provisions: z.array(provisionRef).default([]),
  cases: z.array(z.string().regex(/^[a-z0-9-]+$/)).default([]),
  source,
  furtherSources,
  checked,
  lastVerifiedAt: isoDate.nullable().default(null)
})
export type LessonRecord = z.infer<typeof lessonRecord>

export const lessonSummary = z.strictObject({
  id: z.string(),
  area: z.enum(lessonAreas),
  title: textShape,
  practice: textShape,
  states: z.array(stateRef),
  periodFrom: z.string().nullable(),
  periodTo: z.string().nullable(),
  concepts: z.array(claimShape),
  ...published,
  href: z.string()
}).meta({ id: 'LessonSummary' })

export const lessonShape = lessonSummary.extend({
  problem: textShape,
  outcome: textShape,
  conditions: textShape.describe('what has to hold for the practice to work elsewhere'),
  furtherSources: furtherSourcesShape,
  provisions: z.array(provisionLink),
  cases: z.array(z.strictObject({ id: z.string(), title: textShape, href: z.string() }))
}).meta({ id: 'Lesson' })
