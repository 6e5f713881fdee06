import { z } from 'zod'
import { isoDate, languageTag } from './common.js'
import { legislationKinds, provisionKinds, structureKinds, textKinds } from './vocabulary.js'

/** What reading a file gives: the same for every format. Nothing of it is law yet: a curator decides what is kept. */

export const fileFormats = ['akoma_ntoso', 'lims', 'html', 'docx', 'pdf', 'markdown', 'text', 'law_json'] as const
export type FileFormat = (typeof fileFormats)[number]

export const documentTypes = ['law', 'bill', 'judgment', 'debate', 'other'] as const

/**
 * What a reader of the result should know before trusting it; `at` says where (an eId, `page 3`, `line 12`), `count` how
 * often. What each means is told in six languages by `warning-text.ts`.
 */
export const warningCodes = [
  'schema_fault', 'old_namespace', 'no_structure', 'numbering_gap', 'numbering_repeated', 'numbering_out_of_order', 'empty_provision',
  'repeated_text', 'lost_spaces', 'flattened_numbers', 'presentation_forms', 'replaced_characters', 'broken_fonts', 'no_text_layer', 'ocr_used',
  'page_furniture_removed', 'table_as_text', 'image_left_out', 'active_content_removed', 'hidden_text_removed',
  'changes_accepted', 'language_uncertain', 'language_mismatch',
  'hijri_date', 'date_unread', 'several_documents', 'notes_left_out', 'encoding_guessed', 'text_truncated', 'quoted_provisions'
] as const
export type WarningCode = (typeof warningCodes)[number]

export const warning = z.strictObject({
  code: z.enum(warningCodes),
  at: z.string().max(200).nullable().default(null),
  count: z.int().positive().default(1),
  /** what was met, as it stands in the file: `12, 14`, `fr` */
  detail: z.string().max(500).nullable().default(null)
}).meta({ id: 'ParseWarning' })
export type Warning = z.infer<typeof warning>

export const parsedProvision = z.strictObject({
  eId: z.string().describe('the file\'s own eId where it has one, else made in the Akoma Ntoso way'),
  kind: z.enum(provisionKinds),
  number: z.string().describe('as printed, without the word before it: 14, 323-1, 第二百八十五条之一'),
  heading: z.string().nullable(),
  parent: z.string().nullable().describe('the eId of what it stands in, which comes before it'),
  text: z.string().nullable().describe('paragraphs separated by a newline; null for what only holds others'),
  page: z.int().positive().nullable()
}).meta({ id: 'ParsedProvision' })
export type ParsedProvision = z.infer<typeof parsedProvision>

/** What the file itself says about the law or judgment it holds; null where it says nothing. */
export const parsedFacts = z.strictObject({
  title: z.string().nullable().default(null),
  /** a title in another language than the text */
  otherTitles: z.array(z.strictObject({ text: z.string(), language: languageTag })).default([]),
  shortTitle: z.string().nullable().default(null),
  country: z.string().nullable().default(null).describe('alpha-2 in lower case, or an organisation\'s code'),
  kind: z.enum(legislationKinds).nullable().default(null),
  number: z.string().nullable().default(null),
  year: z.int().nullable().default(null),
  akn: z.string().nullable().default(null),
  textKind: z.enum(textKinds).nullable().default(null),
  enactedOn: isoDate.nullable().default(null),
  inForceFrom: isoDate.nullable().default(null),
  /** the day on which this wording begins to apply */
  validFrom: isoDate.nullable().default(null),
  validTo: isoDate.nullable().default(null),
  decidedOn: isoDate.nullable().default(null).describe('of a judgment'),
  court: z.string().nullable().default(null),
  citation: z.string().nullable().default(null),
  sourceUrl: z.url().nullable().default(null),
  publisher: z.string().nullable().default(null),
  licence: z.string().nullable().default(null)
}).meta({ id: 'ParsedFacts' })
export type ParsedFacts = z.infer<typeof parsedFacts>

export const parsedDocument = z.strictObject({
  format: z.enum(fileFormats),
  documentType: z.enum(documentTypes),
  facts: parsedFacts,
  language: z.strictObject({
    code: languageTag,
    confidence: z.number().min(0).max(1),
    declared: languageTag.nullable().describe('what the file says of itself')
  }).nullable(),
  structure: z.enum(structureKinds),
  confidence: z.number().min(0).max(1).describe('how far the split into provisions can be relied on'),
  provisions: z.array(parsedProvision),
  warnings: z.array(warning),
  ocrPages: z.array(z.int().positive()).describe('pages without a usable text layer: they need OCR'),
  pages: z.int().positive().nullable()
}).meta({ id: 'ParsedDocument' })
export type ParsedDocument = z.infer<typeof parsedDocument>

/** One paragraph of a file, in reading order: what the structure is found in. */
export type Block = {
  text: string
  /** 1 (highest) to 9, where the format marks headings */
  level?: number
  page?: number
  /** where in the file, for warnings: `line 12` */
  at?: string
}

/** Why a file is not read at all; told in six languages by `warning-text.ts`. */
export const refusalCodes = [
  'unsupported', 'lying_type', 'corrupt', 'encrypted', 'macros', 'expands_too_much', 'too_deep', 'too_large', 'too_slow', 'too_much_memory', 'empty', 'crashed'
] as const
export type RefusalCode = (typeof refusalCodes)[number]

/** The file is not read, and why; the original is kept all the same. */
export class Refused extends Error {
  constructor (readonly code: RefusalCode, message: string, options?: ErrorOptions) {
    super(message, options)
  }
}

/** What a parser is given: the bytes, the name they came under (only a hint), and the language if a person named it. */
export type ParseInput = { bytes: Uint8Array, name: string, language?: string, ocrCommand?: string }

/** One file per format exports one of these. It throws Refused for what must not or cannot be read, and keeps no state. */
export type Parser = (input: ParseInput) => Promise<ParsedDocument>
