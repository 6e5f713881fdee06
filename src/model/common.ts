import { z } from 'zod'
import { annotationMethods, annotationRelations, checkedLevels, presentedTextKinds, reviewStates, sourceKinds, unLanguages } from './vocabulary.js'

/** Shapes that every slice shares. */

export const uuid = z.uuid({ error: 'must be a UUID' })

/** A calendar day, `YYYY-MM-DD`, that exists. */
export const isoDate = z.iso.date({ error: 'must be a date that exists, written YYYY-MM-DD' })

/** BCP 47: a primary subtag and, where the script or country matters, further ones. */
export const languageTag = z.string().regex(/^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/, 'must be a BCP 47 language tag')

/** The name of an original: SHA-256 of its bytes, in hex. */
export const sha256 = z.string().regex(/^[0-9a-f]{64}$/, 'must be a SHA-256 in hex')

export const alpha3 = z.string().regex(/^[A-Z]{3}$/, 'must be an ISO 3166-1 alpha-3 code in capitals')
export const conceptCode = z.string().regex(/^[A-Z]{3}(\.[A-Z0-9]{2,4}){0,2}$/, 'must be a concept code such as OFF.CIA.ACC')
export const instrumentCode = z.string().regex(/^[A-Z][A-Z0-9]{1,7}$/, 'must be an instrument code such as BUD')

/** The Akoma Ntoso alias of a work: `ke/act/2018/5`. */
export const aknAlias = z.string().max(200).regex(
  /^[a-z]{2}\/[a-z][a-z-]*\/\d{4}\/[a-z0-9][a-z0-9-]*$/,
  'must be alpha2/subtype/year/number in lower case, such as ke/act/2018/5'
)

/** An Akoma Ntoso element identifier: `sec_14`, `art_323-1`, `part_3__sec_14`; a file's own are kept as they are. */
export const eId = z.string().max(200).regex(/^[A-Za-z][A-Za-z0-9_.-]*$/, 'must be an Akoma Ntoso eId such as sec_14 or art_323-1')

/** Words by language; at least one language is there. */
export const localized = z.record(languageTag, z.string().trim().min(1))
  .refine((words) => Object.keys(words).length > 0, 'must have at least one language')
export type Localized = z.infer<typeof localized>

const inAllSix = <T extends z.ZodType> (value: T) =>
  z.strictObject(Object.fromEntries(unLanguages.map((l) => [l, value])) as Record<(typeof unLanguages)[number], T>)

/** The same words in all six UN languages. */
export const inSixLanguages = inAllSix(z.string().trim().min(1))
export const listInSixLanguages = inAllSix(z.array(z.string().trim().min(1)))

/** Where a record's facts come from. */
export const source = z.strictObject({
  url: z.url({ protocol: /^https?$/, error: 'must be an http(s) URL' }).max(1500, 'must be at most 1500 characters'),
  publisher: z.string().min(1).max(300),
  kind: z.enum(sourceKinds).nullable().default(null),
  title: z.string().min(1).max(500).nullable().default(null),
  retrievedAt: isoDate.nullable().default(null),
  licence: z.string().min(1).max(300).nullable().default(null)
})
export type Source = z.infer<typeof source>

/** Where facts of a record were seen that its first source does not give. */
export const furtherSources = z.array(source).default([])

export const checked = z.enum(checkedLevels)

/** A provision named by its law's alias and its eId. */
export const provisionRef = z.strictObject({ law: aknAlias, eId })

// What answers are made of.

/** One text in one language, and what it is: part of the law as enacted, a translation of it, or our editors' words. */
export const textShape = z.strictObject({
  text: z.string(),
  language: z.string().describe('BCP 47'),
  kind: z.enum(presentedTextKinds)
}).meta({ id: 'Text' })
export type Text = z.infer<typeof textShape>

export const sourceShape = z.strictObject({
  url: z.string(),
  publisher: z.string(),
  kind: z.enum(sourceKinds).nullable().describe('official: published by the body whose act it is; reproduction: its text, by somebody else; account: told in other words'),
  title: z.string().nullable(),
  retrievedAt: z.string().nullable(),
  licence: z.string().nullable()
}).meta({ id: 'Source', description: 'Where the facts of a record come from.' })

export const furtherSourcesShape = z.array(sourceShape).describe('where facts were seen that the first source does not give')

/** How far a record's facts can be relied on. */
export const verificationShape = z.strictObject({
  checked: z.enum(checkedLevels).describe('seen: read in the source named; recalled: from memory, to be confirmed'),
  needsVerification: z.boolean().describe('recalled, or seen only in an account of it'),
  lastVerifiedAt: z.string().nullable()
}).meta({ id: 'Verification' })

/** Whether somebody still has to look the record up in the text itself. */
export const needsVerification = ({ checked, source }: { checked: string, source: { kind: string | null } }): boolean =>
  checked !== 'seen' || source.kind === 'account'

/** The four moments of record time; legal dates stand apart. */
export const recordTimes = {
  createdAt: z.iso.datetime(),
  updatedAt: z.iso.datetime(),
  textChangedAt: z.iso.datetime()
}

export const stateRef = z.strictObject({
  code: z.string().describe('ISO 3166-1 alpha-3'), name: z.string(), href: z.string()
}).meta({ id: 'StateRef' })

export const conceptRef = z.strictObject({
  code: z.string(), label: z.string(), href: z.string()
}).meta({ id: 'ConceptRef' })

/** The claim that a record is about a concept. */
export const claimShape = z.strictObject({
  concept: conceptRef,
  relation: z.enum(annotationRelations),
  elements: z.array(z.string()),
  note: textShape.nullable(),
  method: z.enum(annotationMethods),
  confidence: z.number().nullable(),
  reviewState: z.enum(reviewStates)
}).meta({ id: 'Claim' })

export const provisionLink = z.strictObject({
  href: z.string(), legislationId: z.string(), akn: z.string().nullable(), eId: z.string(), number: z.string(),
  heading: z.string().nullable(), state: stateRef, law: textShape
}).meta({ id: 'ProvisionLink' })

export const pageShape = z.strictObject({
  next: z.string().nullable().describe('the cursor of the next page; null on the last one'),
  limit: z.int(),
  total: z.int().optional().describe('how many there are in all; only with count=exact')
}).meta({ id: 'Page' })
