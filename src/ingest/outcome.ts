import { listConcepts } from '../db/concept.js'
import { createDraft, findHeld, getDraft, reviseDraft, type Draft } from '../db/draft.js'
import { readGazetteer } from '../db/jurisdiction.js'
import { findPublished, type Writer } from '../db/revision.js'
import { finishUpload, type Upload } from '../db/upload.js'
import type { Db, Transaction } from '../db/client.js'
import type { DraftType } from '../model/draft.js'
import { NotFound } from '../model/error.js'
import type { LegislationRecord } from '../model/legislation.js'
import type { ParsedDocument } from '../model/parsed.js'
import { finishRows } from './bulk/draft.js'
import { classifierFor, type Classifier } from '../classify/classify.js'
import { findLaw, suggestConcepts } from './draft.js'
import type { Reading } from './parse.js'
import { caseFromDocument, lawFromDocument, type Fields } from './record.js'

/** Stores the outcome of a reading, in one transaction: the upload's new state, the draft, its suggestions. */
export type Finishing = (tx: Transaction) => Promise<void>

/** What becomes of a file that was read. */
export function finishReading (upload: Upload, reading: Reading): Finishing {
  return 'rows' in reading ? (tx) => finishRows(tx, upload, reading.rows) : (tx) => finishDocument(tx, upload, reading.document)
}

async function finishDocument (tx: Transaction, upload: Upload, document: ParsedDocument): Promise<void> {
  const held = await heldLaw(tx, upload, document)
  const state = upload.options.state ?? held?.record.jurisdiction ?? (await readGazetteer(tx)).codes.get(document.facts.country?.toUpperCase() ?? '') ?? null
  const unread = document.ocrPages.length > 0 && document.provisions.length === 0
  await finishUpload(tx, upload, {
    kind: 'document', state: unread ? 'needs_ocr' : 'ready', format: document.format, result: document, jurisdictionCodes: state === null ? [] : [state]
  })
  if (upload.options.dryRun) return
  const from = {
    name: upload.name, sha256: upload.fileSha256!, sourceUrl: upload.sourceUrl, options: upload.options, state,
    fetchedOn: upload.fetchedAt?.toISOString().slice(0, 10) ?? null
  }
  const isCase = document.documentType === 'judgment' && !held
  const record = isCase ? caseFromDocument(document, from) : lawFromDocument(document, from, held?.record ?? null)
  const draft = await fillDraft(tx, upload, isCase ? 'case' : 'legislation', record, held?.id)
  await suggestConcepts(tx, draft, await classifierOf(tx))
}

/** The published law of which the file is a version: the one named with the upload, else the one whose alias the file names. */
async function heldLaw (tx: Transaction, { options }: Upload, { facts }: ParsedDocument): Promise<{ id: string, record: LegislationRecord } | undefined> {
  const named = options.legislation ?? facts.akn
  if (named === null || named === undefined) return undefined
  const id = await findLaw(tx, named).catch(unknown)
  const record = id === undefined ? null : await findPublished(tx, 'legislation', id) as LegislationRecord | null
  if (!id || !record || (options.state !== undefined && record.jurisdiction !== options.state)) return undefined
  return { id, record }
}

/** The draft that waited for the reading, filled in; where none waited, or it was withdrawn meanwhile, a new one. */
async function fillDraft (tx: Transaction, upload: Upload, recordType: DraftType, record: Fields, recordId: string | undefined): Promise<Draft> {
  const writer: Writer = { actor: upload.createdBy }
  const waiting = upload.draftId === null ? undefined : await getDraft(tx, upload.draftId, null)
  if (!waiting || !['processing', 'draft'].includes(waiting.state)) return createDraft(tx, { recordType, recordId, record, uploadId: upload.id }, null, writer)
  const base = recordId === undefined ? undefined : { recordId, baseRevision: (await findHeld(tx, recordType, recordId))?.revision }
  return reviseDraft(tx, waiting, { record, recordType, ...base, state: 'draft' }, null, writer)
}

/** A file that could not be read leaves its draft to be filled in by hand, the original beside it. */
export async function giveUp (tx: Transaction, upload: Upload): Promise<void> {
  if (upload.draftId === null) return
  const draft = await getDraft(tx, upload.draftId, null)
  if (draft.state === 'processing') await reviseDraft(tx, draft, { record: draft.record, state: 'draft' }, null, { actor: upload.createdBy })
}

/** The classifier of the vocabulary as it is now. */
export const classifierOf = async (db: Db): Promise<Classifier> => classifierFor(await listConcepts(db))

function unknown (error: unknown): undefined {
  if (error instanceof NotFound) return undefined
  throw error
}
