import { z } from 'zod'
import { claimShape } from './common.js'
import { duplicateShape, warningShape } from './upload.js'
import { annotationRelations, draftActions, recordStates, type DraftAction, type KeyRole } from './vocabulary.js'

export type RecordState = (typeof recordStates)[number]

/** The records that are curated by themselves; a provision is part of its law. */
export const draftTypes = ['legislation', 'case', 'lesson'] as const
export type DraftType = (typeof draftTypes)[number]

/** From which states an action leads where, and who may do it. The database holds the same table (a trigger). */
export const transitions: Record<DraftAction, { from: RecordState[], to: RecordState, role: KeyRole }> = {
  submit: { from: ['draft', 'changes_requested'], to: 'needs_review', role: 'curator' },
  'request-changes': { from: ['needs_review', 'approved'], to: 'changes_requested', role: 'reviewer' },
  approve: { from: ['needs_review'], to: 'approved', role: 'reviewer' },
  publish: { from: ['approved'], to: 'published', role: 'reviewer' },
  withdraw: { from: ['draft', 'processing', 'needs_review', 'changes_requested', 'approved', 'published'], to: 'withdrawn', role: 'curator' }
}

/** What a contributor is told who would approve. */
export const ownWork = 'Who worked on a draft does not approve it: a second person has to.'

/** In these a draft may be edited; what was handed in for review or approved becomes a draft again by it. */
export const editableStates: RecordState[] = ['draft', 'needs_review', 'changes_requested', 'approved']

const record = z.record(z.string(), z.unknown()).describe('the record, shaped as in the dataset; a law\'s versions are those that are new or changed')

export const draftRequest = z.strictObject({
  type: z.enum(draftTypes),
  record,
  comment: z.string().trim().min(1).max(2000).optional()
}).meta({ id: 'DraftRequest' })

export const draftPatch = z.strictObject({
  record: record.optional().describe('a merge patch (RFC 7396): null removes, lists are put in the place of lists'),
  baseRevision: z.int().min(0).optional().describe('the published revision that was read and is taken into account'),
  comment: z.string().trim().min(1).max(2000).optional()
}).meta({ id: 'DraftPatch' })

export const actionRequest = z.strictObject({
  comment: z.string().trim().min(1).max(2000).optional(),
  reinstate: z.boolean().optional().describe('publish although the record was withdrawn')
}).meta({ id: 'ActionRequest' })

export const suggestionRequest = z.strictObject({
  decision: z.enum(['accept', 'reject']),
  ids: z.array(z.uuid()).max(5000).optional().describe('the suggestions meant'),
  minConfidence: z.number().min(0).max(1).optional().describe('all that are pending and at least this sure; without ids'),
  eId: z.string().optional().describe('only those of this provision')
}).meta({ id: 'SuggestionRequest' })

const fault = z.strictObject({ path: z.string(), message: z.string() })

export const draftSummary = z.strictObject({
  id: z.string(),
  type: z.enum(draftTypes),
  recordId: z.string(),
  state: z.enum(recordStates),
  title: z.string().nullable(),
  states: z.array(z.string()).describe('ISO 3166-1 alpha-3'),
  edition: z.int(),
  revision: z.int().nullable().describe('once published'),
  baseRevision: z.int().nullable(),
  upload: z.string().nullable(),
  comment: z.string().nullable(),
  createdBy: z.string(),
  contributors: z.array(z.string()),
  approvedBy: z.string().nullable(),
  createdAt: z.iso.datetime(),
  updatedAt: z.iso.datetime(),
  submittedAt: z.iso.datetime().nullable(),
  publishedAt: z.iso.datetime().nullable(),
  href: z.string()
}).meta({ id: 'DraftSummary' })

export const draftShape = draftSummary.extend({
  record,
  faults: z.array(fault).describe('what has to be put right before it can be submitted'),
  warnings: z.array(warningShape),
  duplicates: z.array(duplicateShape),
  outdated: z.boolean().describe('the record has been published anew since this draft was begun'),
  actions: z.array(z.enum(draftActions)).describe('what the caller may do with it now'),
  suggestions: z.strictObject({ pending: z.int(), accepted: z.int(), rejected: z.int() }),
  links: z.record(z.string(), z.string())
}).meta({ id: 'Draft' })

export const suggestionShape = claimShape.extend({
  id: z.string(), eId: z.string().nullable(), number: z.string().nullable(), heading: z.string().nullable(),
  relation: z.enum(annotationRelations), words: z.array(z.string()).describe('the words that led to it, as they stand in the text')
}).meta({ id: 'Suggestion' })

export const changeKinds = ['added', 'removed', 'changed', 'unchanged'] as const

export const changeCounts = z.strictObject({ added: z.int(), removed: z.int(), changed: z.int(), unchanged: z.int() })

export const diffShape = z.strictObject({
  versions: z.array(z.strictObject({
    language: z.string(),
    textKind: z.string(),
    validFrom: z.string().nullable(),
    comparedWith: z.strictObject({ validFrom: z.string().nullable(), validTo: z.string().nullable() }).nullable().describe('the published version before it; null: there is none'),
    counts: changeCounts,
    changes: z.array(z.strictObject({
      eId: z.string(), number: z.string(), change: z.enum(changeKinds),
      heading: z.array(z.strictObject({ op: z.enum(['equal', 'insert', 'delete']), text: z.string() })),
      text: z.array(z.strictObject({ op: z.enum(['equal', 'insert', 'delete']), text: z.string() }))
    }))
  })),
  fields: z.array(z.strictObject({ path: z.string(), before: z.unknown(), after: z.unknown() })).describe('of the record itself, versions left out')
}).meta({ id: 'Diff' })
