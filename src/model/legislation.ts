import { z } from 'zod'
import {
  aknAlias, alpha3, checked, claimShape, conceptCode, conceptRef, eId, furtherSources, furtherSourcesShape, isoDate, languageTag, localized, provisionLink,
  recordTimes, sha256, source, sourceShape, stateRef, textShape, uuid, verificationShape
} from './common.js'
import {
  annotationMethods, annotationRelations, elementCodes, legalStatuses, legislationKinds, penaltyCombinations, penaltySubjects,
  provisionKinds, structureKinds, textKinds
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
  note: localized.nullable().default(null),
  method: z.enum(annotationMethods).optional().describe('machine_suggested: accepted from a suggestion; else it follows from who writes'),
  confidence: z.number().min(0).max(1).optional().describe('of the suggestion')
})
export type ConceptClaim = z.infer<typeof conceptClaim>

/**
 * What bounds a power: who authorises it, on what test, for how long, with what remedy. It stands in the provision
 * named, of the same law unless another is named; where none is named, in the power's own provision.
 */
export const safeguardRecord = z.strictObject({
  concept: conceptCode,
  law: aknAlias.nullable().default(null),
  eId: eId.nullable().default(null),
  note: localized.nullable().default(null)
})
export type SafeguardRecord = z.infer<typeof safeguardRecord>

export const provisionRecord = z.strictObject({
  eId,
  kind: z.enum(provisionKinds),
  number: z.string().min(1).max(60),
  heading: z.string().trim().min(1).max(1000).nullable().default(null),
  headings: localized.nullable().default(null).describe('the heading in other languages, in our own words'),
  parent: eId.nullable().default(null),
  text: z.string().min(1).nullable().default(null),
  page: z.number().int().positive().nullable().default(null).describe('of the original'),
  summary: localized.nullable().default(null),
  status: z.enum(legalStatuses).default('in_force'),
  validFrom: isoDate.nullable().default(null),
  validTo: isoDate.nullable().default(null),
  concepts: z.array(conceptClaim).default([]),
  penalties: z.array(penalty).default([]),
  safeguards: z.array(safeguardRecord).default([]),
  note: localized.nullable().default(null),
  source: source.nullable().default(null).describe('where this provision was seen, when not where its version was'),
  checked
})
export type ProvisionRecord = z.infer<typeof provisionRecord>

export const versionRecord = z.strictObject({
  language: languageTag,
  textKind: z.enum(textKinds).default('original'),
  validFrom: isoDate.nullable().default(null),
  validTo: isoDate.nullable().default(null),
  structure: z.enum(structureKinds).nullable().default(null).describe('how the text was split into provisions; null where it was done by hand'),
  file: sha256.nullable().default(null).describe('the original it was read from'),
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
  furtherSources,
  checked,
  lastVerifiedAt: isoDate.nullable().default(null),
  versions: z.array(versionRecord).default([])
})
export type LegislationRecord = z.infer<typeof legislationRecord>

/** What every published record says of itself. */
export const published = { revision: z.int(), verification: verificationShape, source: sourceShape, ...recordTimes }

export const legislationSummary = z.strictObject({
  id: z.string(),
  akn: z.string().nullable().describe('its Akoma Ntoso alias; the law answers at /v1/akn/{alias} too'),
  state: stateRef,
  kind: z.enum(legislationKinds),
  number: z.string().nullable(),
  year: z.int().nullable(),
  title: textShape,
  titles: z.array(textShape),
  shortTitle: z.string().nullable(),
  status: z.enum(legalStatuses),
  enactedOn: z.string().nullable(),
  inForceFrom: z.string().nullable(),
  repealedOn: z.string().nullable(),
  summary: textShape.nullable(),
  languages: z.array(z.string()).describe('the languages in which its provisions are held'),
  provisionCount: z.int(),
  ...published,
  href: z.string()
}).meta({ id: 'LegislationSummary' })

export const versionSummary = z.strictObject({
  id: z.string(),
  language: z.string(),
  textKind: z.enum(textKinds),
  validFrom: z.string().nullable(),
  validTo: z.string().nullable().describe('the first day on which it is valid no more'),
  sha256: z.string().describe('of the provisions as they are held'),
  structure: z.enum(structureKinds).nullable().describe('how the text was split into provisions: none: it was not; null: by hand'),
  original: z.strictObject({ sha256: z.string(), href: z.string() }).nullable().describe('the file it was read from'),
  note: textShape.nullable(),
  provisionCount: z.int(),
  checked,
  source: sourceShape,
  textChangedAt: z.iso.datetime(),
  href: z.string().nullable()
}).meta({ id: 'VersionSummary' })

export const legislationShape = legislationSummary.extend({
  amendments: z.array(z.strictObject({
    title: z.string(), akn: z.string().nullable(), date: z.string().nullable(), note: textShape.nullable(), checked
  })),
  concepts: z.array(claimShape),
  note: textShape.nullable(),
  furtherSources: furtherSourcesShape,
  versions: z.array(versionSummary),
  links: z.record(z.string(), z.string())
}).meta({ id: 'Legislation' })

const lawRef = z.strictObject({
  id: z.string(), akn: z.string().nullable(), title: textShape, shortTitle: z.string().nullable(), kind: z.enum(legislationKinds),
  number: z.string().nullable(), year: z.int().nullable(), href: z.string()
}).meta({ id: 'LegislationRef' })

export const penaltyShape = z.strictObject({
  appliesTo: z.enum(penaltySubjects),
  paragraph: z.string().nullable(),
  circumstance: textShape.nullable(),
  imprisonment: z.strictObject({
    minMonths: z.number().nullable(), maxMonths: z.number().nullable(), life: z.boolean()
  }).nullable(),
  fine: z.strictObject({ min: z.number().nullable(), max: z.number().nullable(), unit: z.string() }).nullable(),
  combination: z.enum(penaltyCombinations).nullable().describe('optional_fine: imprisonment, to which the fine may be added; optional_imprisonment: the fine, with imprisonment or alone'),
  other: textShape.nullable()
}).meta({ id: 'Penalty' })

export const safeguardShape = z.strictObject({
  concept: conceptRef,
  provision: provisionLink.nullable().describe('where it stands; null: in the provision itself, or in one that is not held'),
  note: textShape.nullable()
}).meta({ id: 'Safeguard', description: 'What bounds a power: who authorises it, on what test, for how long, with what remedy.' })

export const provisionShape = z.strictObject({
  id: z.string(),
  eId: z.string(),
  state: stateRef,
  law: lawRef,
  kind: z.enum(provisionKinds),
  number: z.string(),
  heading: textShape.nullable(),
  parent: z.string().nullable().describe('the eId of the part or chapter it stands in'),
  page: z.int().nullable().describe('of the original on which it begins'),
  text: textShape.nullable().describe('null: the repository holds the facts of this provision, not its wording'),
  summary: textShape.nullable(),
  status: z.enum(legalStatuses),
  validFrom: z.string().nullable(),
  validTo: z.string().nullable(),
  version: z.strictObject({ language: z.string(), textKind: z.enum(textKinds), validFrom: z.string().nullable(), validTo: z.string().nullable() }),
  concepts: z.array(claimShape),
  penalties: z.array(penaltyShape),
  safeguards: z.array(safeguardShape).describe('of a power, as far as they were read; an empty list says nothing of the law'),
  note: textShape.nullable(),
  checked,
  needsVerification: z.boolean().describe('recalled, or seen only in an account of it'),
  source: sourceShape,
  textChangedAt: z.iso.datetime(),
  href: z.string()
}).meta({ id: 'Provision' })

export const provisionDetail = provisionShape.extend({
  cases: z.array(z.strictObject({ id: z.string(), title: textShape, decidedOn: z.string().nullable(), href: z.string() })),
  links: z.record(z.string(), z.string()).describe('similar: its nearest relatives in other States')
}).meta({ id: 'ProvisionDetail' })

export const tocShape = z.strictObject({
  law: lawRef,
  version: versionSummary,
  items: z.array(z.strictObject({
    eId: z.string(), kind: z.enum(provisionKinds), number: z.string(), heading: textShape.nullable(), parent: z.string().nullable(),
    status: z.enum(legalStatuses), href: z.string()
  }))
}).meta({ id: 'TableOfContents' })

export const versionShape = z.strictObject({
  law: lawRef, version: versionSummary, provisions: z.array(provisionShape)
}).meta({ id: 'Version' })
