import { z } from 'zod'
import { alpha3, checked, inSixLanguages, instrumentCode, isoDate, languageTag, localized, source } from './common.js'
import { instrumentKinds, treatyActionKinds } from './vocabulary.js'

export const articleRecord = z.strictObject({
  number: z.string().min(1).max(20),
  title: localized.nullable().default(null),
  chapter: localized.nullable().default(null),
  checked
})
export type ArticleRecord = z.infer<typeof articleRecord>

/** A treaty, model law or classification, as it stands in `data/instruments/*.json`. */
export const instrumentRecord = z.strictObject({
  code: instrumentCode,
  kind: z.enum(instrumentKinds),
  names: inSixLanguages,
  shortName: inSixLanguages,
  reference: z.string().min(1).nullable().default(null).describe('the depositary\'s own number, such as CETS No. 185'),
  parent: instrumentCode.nullable().default(null),
  adoptedOn: isoDate.nullable().default(null),
  openedOn: isoDate.nullable().default(null),
  inForceFrom: isoDate.nullable().default(null),
  depositary: z.string().min(1).nullable().default(null),
  authenticLanguages: z.array(languageTag).default([]),
  source,
  checked,
  articles: z.array(articleRecord).default([])
})
export type InstrumentRecord = z.infer<typeof instrumentRecord>

/** What a State did about an instrument, from a depositary source, `data/treaty-actions.json`. */
export const treatyActionRecord = z.strictObject({
  instrument: instrumentCode,
  jurisdiction: alpha3,
  kind: z.enum(treatyActionKinds),
  date: isoDate.nullable().default(null),
  effectiveFrom: isoDate.nullable().default(null),
  articles: z.array(z.string()).default([]),
  note: localized.nullable().default(null),
  source,
  checked
})
export type TreatyActionRecord = z.infer<typeof treatyActionRecord>
