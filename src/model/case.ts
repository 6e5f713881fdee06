import { z } from 'zod'
import {
  alpha3, checked, claimShape, conceptCode, conceptRef, furtherSources, furtherSourcesShape, isoDate, languageTag, localized, provisionLink,
  provisionRef, source, stateRef, textShape, uuid
} from './common.js'
import { caseKinds, caseOutcomes, chargeOutcomes, courtTypes } from './vocabulary.js'
import { conceptClaim, published } from './legislation.js'

/** A sentence passed; durations in months, the fine in the currency named. */
export const sentence = z.strictObject({
  imprisonmentMonths: z.number().nonnegative().nullable().default(null),
  suspendedMonths: z.number().nonnegative().nullable().default(null),
  life: z.boolean().default(false),
  fine: z.strictObject({ amount: z.number().nonnegative(), currency: z.string().regex(/^[A-Z]{3}$/) }).nullable().default(null),
  other: localized.nullable().default(null)
})

export const chargeRecord = z.strictObject({
  concept: conceptCode.nullable().default(null),
  provision: provisionRef.nullable().default(null),
  provisionText: z.string().min(1).nullable().default(null),
  outcome: z.enum(chargeOutcomes).default('unknown'),
  sentence: sentence.nullable().default(null)
})
export type ChargeRecord = z.infer<typeof chargeRecord>

/** A judgment or operation as a curator submits it and as it stands in `data/cases/*.json`. Persons are pseudonymous. */
export const caseRecord = z.strictObject({
  id: uuid.optional(),
  key: z.string().max(200).regex(/^[a-z0-9-]+$/),
  kind: z.enum(caseKinds),
  jurisdiction: alpha3,
  title: localized,
  court: localized.nullable().default(null),
  courtType: z.enum(courtTypes).nullable().default(null),
  instance: z.number().int().min(1).max(5).nullable().default(null),
  citation: z.string().min(1).nullable().default(null),
  ecli: z.string().max(100).regex(/^ECLI:[A-Z]{2,3}:[A-Z0-9]+:\d{4}:[A-Za-z0-9.]+$/).nullable().default(null),
  language: languageTag.nullable().default(null),
  filedOn: isoDate.nullable().default(null),
  decidedOn: isoDate.nullable().default(null),
  facts: localized,
  procedure: localized.nullable().default(null),
  holding: localized,
  significance: localized.nullable().default(null),
  outcome: z.enum(caseOutcomes),
  charges: z.array(chargeRecord).default([]),
  concepts: z.array(conceptClaim).default([]),
  provisions: z.array(provisionRef).default([]),
  jurisdictionsInvolved: z.array(alpha3).default([]),
  source,
  furtherSources,
  checked,
  lastVerifiedAt: isoDate.nullable().default(null)
})
export type CaseRecord = z.infer<typeof caseRecord>

export const caseSummary = z.strictObject({
  id: z.string(),
  kind: z.enum(caseKinds),
  state: stateRef,
  title: textShape.describe('persons are pseudonymous'),
  court: textShape.nullable(),
  courtType: z.enum(courtTypes).nullable(),
  instance: z.int().nullable(),
  citation: z.string().nullable(),
  ecli: z.string().nullable(),
  language: z.string().nullable().describe('of the decision itself'),
  filedOn: z.string().nullable(),
  decidedOn: z.string().nullable(),
  outcome: z.enum(caseOutcomes),
  holding: textShape,
  concepts: z.array(claimShape),
  ...published,
  href: z.string()
}).meta({ id: 'CaseSummary' })

export const caseShape = caseSummary.extend({
  facts: textShape,
  procedure: textShape.nullable(),
  significance: textShape.nullable(),
  furtherSources: furtherSourcesShape,
  statesInvolved: z.array(stateRef),
  charges: z.array(z.strictObject({
    concept: conceptRef.nullable(),
    provision: provisionLink.nullable(),
    provisionText: z.string().nullable(),
    outcome: z.enum(chargeOutcomes),
    sentence: z.strictObject({
      imprisonmentMonths: z.number().nullable(), suspendedMonths: z.number().nullable(), life: z.boolean(),
      fine: z.strictObject({ amount: z.number(), currency: z.string() }).nullable(), other: textShape.nullable()
    }).nullable()
  })),
  provisions: z.array(provisionLink)
}).meta({ id: 'Case' })
