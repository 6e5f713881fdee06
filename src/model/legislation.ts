import { z } from 'zod'
import { aknAlias, alpha3, checked, conceptCode, eId, isoDate, languageTag, localized, source, uuid } from './common.js'
import {
  annotationRelations, elementCodes, legalStatuses, legislationKinds, penaltyCombinations, penaltySubjects,
  provisionKinds, textKinds
} from './vocabulary.js'

const months = z.number().nonnegative().max(1200)

/** One penalty of a provision; amounts are in the unit named, imprisonment in months. Null is unknown or not provided for. */
export const penalty = z.strictObject({
  appliesTo: z.enum(penaltySubjects).default('any'),
  paragraph: z.string().min(1).nullable().default(null),
  circumstance: localized.nullable().default(null),
  imprisonment: z.strictObject({
    minMonths: months.nullable().default(null),
    maxMonths: months.nullable().default(null),
    life: z.boolean().default(false)
  }).nullable().default(null),
  fine: z.strictObject({
    min: z.number().nonnegative().nullable().default(null),
    max: z.number().nonnegative().nullable().default(null),
    unit: z.string().min(1).describe('ISO 4217 currency, or the unit the law counts in: UTM, daily_rate, minimum_wage …')
  }).nullable().default(null),
  combination: z.enum(penaltyCombinations).nullable().default(null),
  other: localized.nullable().default(null)
})
export type Penalty = z.infer<typeof penalty>

/** The claim that a record is about a concept, as a curator or an import makes it. */
export const conceptClaim = z.strictObject({
  code: conceptCode,
  relation: z.enum(annotationRelations).default('about'),
  elements: z.array(z.enum(elementCodes)).default([]),
  note: localized.nullable().default(null)
})
export type ConceptClaim = z.infer<typeof conceptClaim>

export const provisionRecord = z.strictObject({
  eId,
  kind: z.enum(provisionKinds),
  number: z.string().min(1).max(60),
  heading: z.string().trim().min(1).max(1000).nullable().default(null),
  headings: localized.nullable().default(null).describe('the heading in other languages, in our own words'),
  parent: eId.nullable().default(null),
  text: z.string().min(1).nullable().default(null),
  summary: localized.nullable().default(null),
  status: z.enum(legalStatuses).default('in_force'),
  validFrom: isoDate.nullable().default(null),
  validTo: isoDate.nullable().default(null),
  concepts: z.array(conceptClaim).default([]),
  penalties: z.array(penalty).default([]),
  note: localized.nullable().default(null),
  checked
})
export type ProvisionRecord = z.infer<typeof provisionRecord>

export const versionRecord = z.strictObject({
  language: languageTag,
  textKind: z.enum(textKinds).default('original'),
  validFrom: isoDate.nullable().default(null),
  validTo: isoDate.nullable().default(null),
  note: localized.nullable().default(null),
  source,
  checked,
  provisions: z.array(provisionRecord).default([])
})
export type VersionRecord = z.infer<typeof versionRecord>

/** A law as a curator submits it and as it stands in `data/laws/*.json`. */
export const legislationRecord = z.strictObject({
  id: uuid.optional(),
  jurisdiction: alpha3,
  kind: z.enum(legislationKinds),
  akn: aknAlias.nullable().default(null),
  number: z.string().min(1).max(100).nullable().default(null),
  year: z.number().int().min(1600).max(2100).nullable().default(null),
  title: z.strictObject({ text: z.string().trim().min(1).max(2000), language: languageTag, kind: z.enum(textKinds).default('original') }),
  titles: z.array(z.strictObject({ text: z.string().trim().min(1).max(2000), language: languageTag, kind: z.enum([...textKinds, 'editorial']) })).default([]),
  shortTitle: z.string().trim().min(1).max(300).nullable().default(null),
  status: z.enum(legalStatuses),
  enactedOn: isoDate.nullable().default(null),
  inForceFrom: isoDate.nullable().default(null),
  repealedOn: isoDate.nullable().default(null),
  summary: localized.nullable().default(null),
  amendments: z.array(z.strictObject({
    title: z.string().min(1), akn: aknAlias.nullable().default(null), date: isoDate.nullable().default(null), note: localized.nullable().default(null), checked
  })).default([]),
  concepts: z.array(conceptClaim).default([]),
  note: localized.nullable().default(null),
  source,
  checked,
  lastVerifiedAt: isoDate.nullable().default(null),
  versions: z.array(versionRecord).default([])
})
export type LegislationRecord = z.infer<typeof legislationRecord>
