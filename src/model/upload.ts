import { z } from 'zod'
import { aknAlias, isoDate, languageTag, uuid } from './common.js'
import { documentTypes, fileFormats, parsedDocument, refusalCodes } from './parsed.js'
import { recordTypes, textKinds, uploadKinds, uploadStates } from './vocabulary.js'

/** What who hands a file in says of it; all of it may be left out, and goes before what the file says of itself. */
export const uploadOptions = z.strictObject({
  state: z.string().min(2).max(20).optional().describe('the State whose law it is, by ISO 3166-1 code'),
  legislation: z.union([uuid, aknAlias]).optional().describe('the law of which it is a version, by id or Akoma Ntoso alias'),
  language: languageTag.optional().describe('the language of the text, when it should not be guessed'),
  textKind: z.enum(textKinds).optional(),
  validFrom: isoDate.optional().describe('the day on which this wording begins to apply'),
  validTo: isoDate.optional(),
  title: z.string().trim().min(1).max(2000).optional(),
  sourceUrl: z.url({ protocol: /^https?$/, error: 'must be an http(s) URL' }).optional().describe('where the file was published; without a file it is fetched from there'),
  publisher: z.string().trim().min(1).max(300).optional(),
  licence: z.string().trim().min(1).max(300).optional(),
  comment: z.string().trim().min(1).max(2000).optional(),
  dryRun: z.stringbool().or(z.boolean()).optional().describe('only tell what would come of it: no draft is made')
})
export type UploadOptions = z.infer<typeof uploadOptions>

export const duplicateShape = z.strictObject({
  reason: z.enum(['same_file', 'same_alias', 'same_number_and_year', 'similar_title']),
  similarity: z.number().min(0).max(1),
  id: z.string(),
  title: z.string(),
  akn: z.string().nullable(),
  withdrawn: z.boolean(),
  href: z.string()
}).meta({ id: 'Duplicate', description: 'A law that is held and may be the same.' })

/** What becomes of one row of a bulk file. */
export const bulkRowShape = z.strictObject({
  line: z.int().describe('of the file, from 1'),
  type: z.enum(recordTypes).nullable(),
  key: z.string().nullable().describe('alias, key or id of the record'),
  action: z.enum(['create', 'revise', 'unchanged', 'rejected']),
  faults: z.array(z.strictObject({ path: z.string(), message: z.string() })),
  duplicates: z.array(duplicateShape)
}).meta({ id: 'BulkRow' })

export const warningShape = z.strictObject({
  code: z.string(), message: z.string(), at: z.string().nullable(), count: z.int(), detail: z.string().nullable()
}).meta({ id: 'Warning' })

export const uploadSummary = z.strictObject({
  id: z.string(),
  kind: z.enum(uploadKinds),
  state: z.enum(uploadStates),
  name: z.string(),
  bytes: z.int().nullable(),
  sha256: z.string().nullable(),
  mediaType: z.string().nullable(),
  sourceUrl: z.string().nullable(),
  format: z.string().nullable(),
  progress: z.number().describe('0 to 1'),
  failure: z.strictObject({ code: z.enum([...refusalCodes, 'unreachable', 'rows_rejected']), title: z.string(), detail: z.string() }).nullable(),
  draft: z.string().nullable().describe('where the draft that was made of it is'),
  createdBy: z.string(),
  createdAt: z.iso.datetime(),
  finishedAt: z.iso.datetime().nullable(),
  href: z.string()
}).meta({ id: 'UploadSummary' })

export const uploadShape = uploadSummary.extend({
  document: z.strictObject({
    ...parsedDocument.omit({ provisions: true, warnings: true }).shape,
    format: z.enum(fileFormats),
    documentType: z.enum(documentTypes),
    provisionCount: z.int(),
    firstNumber: z.string().nullable(),
    lastNumber: z.string().nullable()
  }).nullable().describe('what was read from a document'),
  warnings: z.array(warningShape),
  duplicates: z.array(duplicateShape),
  rows: z.array(bulkRowShape).nullable().describe('what becomes of each row of a bulk file'),
  counts: z.record(z.string(), z.int()).nullable()
}).meta({ id: 'Upload' })
