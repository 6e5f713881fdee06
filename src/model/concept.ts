import { z } from 'zod'
import { checked, conceptCode, conceptRef, inSixLanguages, instrumentCode, listInSixLanguages } from './common.js'
import { mappingRelations } from './vocabulary.js'

/** A code of the controlled vocabulary, as it stands in `data/concepts/*.json`. */
export const conceptRecord = z.strictObject({
  code: conceptCode,
  parent: conceptCode.nullable(),
  study2013: z.string().min(1).nullable().default(null).describe('code of the act or power in the UNODC Comprehensive Study on Cybercrime, 2013'),
  labels: inSixLanguages,
  synonyms: listInSixLanguages,
  definition: inSixLanguages,
  note: z.string().min(1).nullable().default(null)
})
export type ConceptRecord = z.infer<typeof conceptRecord>

/** One line of the crosswalk between the vocabulary and an instrument's articles, `data/mappings.json`. */
export const mappingRecord = z.strictObject({
  concept: conceptCode,
  instrument: instrumentCode,
  article: z.string().min(1),
  paragraph: z.string().min(1).nullable().default(null),
  relation: z.enum(mappingRelations),
  checked,
  note: z.string().min(1).nullable().default(null)
})
export type MappingRecord = z.infer<typeof mappingRecord>

export const conceptSummary = z.strictObject({
  code: z.string(),
  parent: z.string().nullable(),
  label: z.string().describe('in the language of the answer'),
  labels: z.record(z.string(), z.string()),
  definition: z.string(),
  study2013: z.string().nullable(),
  href: z.string()
}).meta({ id: 'ConceptSummary' })

export const conceptShape = conceptSummary.extend({
  definitions: z.record(z.string(), z.string()),
  synonyms: z.record(z.string(), z.array(z.string())),
  children: z.array(conceptRef),
  articles: z.array(z.strictObject({
    instrument: z.string(), article: z.string(), paragraph: z.string().nullable(), relation: z.enum(mappingRelations), checked,
    note: z.string().nullable(), href: z.string()
  })),
  note: z.string().nullable(),
  links: z.record(z.string(), z.string())
}).meta({ id: 'Concept' })
