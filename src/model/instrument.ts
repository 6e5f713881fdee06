import { z } from 'zod'
import {
  alpha3, checked, conceptRef, inSixLanguages, instrumentCode, isoDate, languageTag, localized, provisionLink, source, sourceShape, stateRef,
  textShape, verificationShape
} from './common.js'
import { instrumentKinds, mappingRelations, treatyActionKinds } from './vocabulary.js'

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

export const instrumentSummary = z.strictObject({
  code: z.string(),
  kind: z.enum(instrumentKinds),
  name: z.string().describe('in the language of the answer'),
  names: z.record(z.string(), z.string()),
  shortName: z.string(),
  reference: z.string().nullable(),
  parent: z.string().nullable(),
  adoptedOn: z.string().nullable(),
  openedOn: z.string().nullable(),
  inForceFrom: z.string().nullable(),
  depositary: z.string().nullable(),
  authenticLanguages: z.array(z.string()),
  articleCount: z.int(),
  verification: verificationShape,
  source: sourceShape,
  href: z.string()
}).meta({ id: 'InstrumentSummary' })

export const articleSummary = z.strictObject({
  number: z.string(),
  title: textShape.nullable(),
  chapter: textShape.nullable(),
  checked,
  concepts: z.array(z.strictObject({
    concept: conceptRef, relation: z.enum(mappingRelations), paragraph: z.string().nullable(), checked, note: z.string().nullable()
  })).describe('of the vocabulary, which answer to it'),
  href: z.string()
}).meta({ id: 'ArticleSummary' })

/** What a State did about an instrument. Signature is not ratification; ratification is not entry into force. */
export const treatyActionShape = z.strictObject({
  instrument: z.strictObject({ code: z.string(), name: z.string(), href: z.string() }),
  state: stateRef,
  kind: z.enum(treatyActionKinds),
  date: z.string().nullable(),
  effectiveFrom: z.string().nullable(),
  articles: z.array(z.string()),
  note: textShape.nullable(),
  checked,
  source: sourceShape
}).meta({ id: 'TreatyAction' })

export const instrumentShape = instrumentSummary.extend({
  articles: z.array(articleSummary), treatyActions: z.array(treatyActionShape)
}).meta({ id: 'Instrument' })

export const articleShape = articleSummary.extend({
  instrument: z.strictObject({ code: z.string(), name: z.string(), href: z.string() }),
  states: z.array(z.strictObject({ state: stateRef, provisions: z.array(provisionLink) }))
    .describe('the provisions in the repository that answer to this article, per State; a State that is not listed was not read')
}).meta({ id: 'Article' })
