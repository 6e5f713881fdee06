import multipart, { type Multipart, type MultipartFile } from '@fastify/multipart'
import { z } from 'zod'
import type { FastifyRequest } from 'fastify'
import { principalOf } from '../auth.js'
import type { Context, Routes } from '../context.js'
import type { Db, Transaction } from '../db/client.js'
import { checkScope, getDraft, moveDraft } from '../db/draft.js'
import { findDuplicates, type Duplicate } from '../db/duplicate.js'
import { getLegislation } from '../db/legislation.js'
import { cancelUpload, countUploads, getUpload, listUploads, requeueUpload, type Upload } from '../db/upload.js'
import type { Writer } from '../db/revision.js'
import { writeOnce } from '../idempotency.js'
import { mayBeBulk } from '../ingest/bulk/kind.js'
import { findLaw } from '../ingest/draft.js'
import { fileBytesMax, receiveFile, safeName, storeUpload, type Arrived } from '../ingest/intake.js'
import { pageShape, uuid } from '../model/common.js'
import { Invalid, TooLarge } from '../model/error.js'
import { parsedDocument, type ParsedDocument } from '../model/parsed.js'
import { uploadOptions, uploadShape, uploadSummary, type UploadOptions } from '../model/upload.js'
import { uploadStates } from '../model/vocabulary.js'
import { cutPage, pageStart } from '../page.js'
import * as parameter from '../parameter.js'
import { presentDocument, presentDuplicate, presentUploadSummary, presentWarning, workView } from '../present-draft.js'
import type { View } from '../present.js'
import type { Principal } from '../principal.js'
import { HttpProblem } from '../problem.js'

const tags = ['Curation']
const params = z.strictObject({ id: uuid.describe('the id of the upload') })
const filesMax = 100
const none = z.strictObject({ lang: parameter.lang })
const accepted = z.strictObject({ items: z.array(uploadSummary) }).meta({ id: 'AcceptedUploads' })
const form = uploadOptions.extend({ file: z.unknown().meta({ type: 'string', format: 'binary', description: 'a part with a file name; may be repeated' }) }).meta({ id: 'UploadForm' })
const byAddress = uploadOptions.extend({ sourceUrl: uploadOptions.shape.sourceUrl.unwrap() }).meta({ id: 'UploadByAddress' })
/** A form is streamed and read part by part, so Fastify is not told of its shape. */
const bodies = { 'multipart/form-data': form, 'application/json': byAddress }

/** Files that are handed in, and what comes of them. */
export const uploadRoutes: Routes = async (app, context) => {
  await app.register(multipart, { limits: { fileSize: fileBytesMax + 1, files: filesMax, fields: 30, fieldSize: 10_000, fieldNameSize: 100 } })
  createRoute(app, context)
  listRoute(app, context)
  readRoutes(app, context)
  actionRoute(app, context)
}

type App = Parameters<Routes>[0]

function createRoute (app: App, context: Context) {
  app.post('/v1/uploads', {
    config: { access: 'curator', example: '/v1/uploads', exampleArguments: '-F state=KEN -F file=@act.md', bodies },
    schema: {
      operationId: 'createUpload', summary: 'Hand in files (multipart/form-data) or the address of one (JSON); they are read in the background', tags,
      description: `In multipart/form-data each part with a file name is a file, at most ${filesMax} of 50 MB each; the fields beside them are those of UploadByAddress.`,
      querystring: z.strictObject({ dryRun: z.stringbool().optional().describe('only tell what would come of it'), lang: parameter.lang }), response: { 202: accepted }
    }
  }, async (request, reply) => {
    const view = await workView(context, request, reply, request.query.lang)
    const { dryRun } = request.query
    const given = request.isMultipart() ? await receiveParts(request) : { options: readOptions(request.body, byAddress), files: [] }
    try {
      const bulk = given.files.length > 0 && given.files.every((f) => mayBeBulk(f.name))
      const options = await settleOptions(context.db, view, principalOf(request), { ...given.options, ...(dryRun === undefined ? {} : { dryRun }) }, bulk)
      const content = [options, given.files.map((f) => [f.name, f.arrived.sha256])]
      return await writeOnce(context.db, request, reply, content, async (tx, writer) => {
        const ids = await storeUploads(tx, options, given.files, principalOf(request), writer)
        const items = []
        for (const id of ids) items.push(presentUploadSummary(await getUpload(tx, id, null, writer.actor), view))
        return { status: 202, body: { items }, headers: items.length === 1 ? { location: items[0]!.href } : undefined }
      })
    } finally {
      for (const { arrived } of given.files) await arrived.remove()
    }
  })
}

function listRoute (app: App, context: Context) {
  const { db, secret } = context
  app.get('/v1/uploads', {
    config: { access: 'curator', example: '/v1/uploads?state=KEN' },
    schema: {
      operationId: 'listUploads', summary: 'Uploads, newest first', tags,
      querystring: z.strictObject({ state: parameter.state, uploadState: parameter.among(uploadStates, 'how far they are'), ...parameter.paging }),
      response: { 200: z.strictObject({ items: z.array(uploadSummary), page: pageShape }) }
    }
  }, async (request, reply) => {
    const { lang, limit, uploadState, state } = request.query
    const view = await workView(context, request, reply, lang)
    const { actor, states } = principalOf(request)
    const filter = { ...parameter.resolveCodes({ state }, view.reference), uploadState, limit: limit + 1 }
    const rows = await listUploads(db, { ...filter, after: pageStart<string>(request, secret) }, states, actor)
    const { items, page } = await cutPage(request, reply, secret, rows, (row) => row.id, () => countUploads(db, filter, states, actor))
    return { items: items.map((row) => presentUploadSummary(row, view)), page }
  })
}

function readRoutes (app: App, context: Context) {
  const { db } = context
  app.get('/v1/uploads/:id', {
    config: { access: 'curator', example: '/v1/uploads/$UPLOAD_ID' },
    schema: { operationId: 'getUpload', summary: 'How far an upload is, and what came of it', tags, params, querystring: none, response: { 200: uploadShape } }
  }, async (request, reply) => {
    const view = await workView(context, request, reply, request.query.lang)
    const { actor, states } = principalOf(request)
    const upload = await getUpload(db, request.params.id, states, actor)
    return presentUpload(upload, await duplicatesOf(context, upload), view)
  })

  app.get('/v1/uploads/:id/document', {
    config: { access: 'curator', example: '/v1/uploads/$UPLOAD_ID/document' },
    schema: { operationId: 'getUploadDocument', summary: 'What was read from a document, with its text', tags, params, querystring: none, response: { 200: parsedDocument } }
  }, async (request, reply) => {
    await workView(context, request, reply, request.query.lang)
    const { actor, states } = principalOf(request)
    const upload = await getUpload(db, request.params.id, states, actor)
    if (upload.kind !== 'document' || !upload.result) throw new HttpProblem('not-found', `The upload is ${upload.state}; there is no document.`)
    return upload.result as ParsedDocument
  })
}

function actionRoute (app: App, context: Context) {
  app.post('/v1/uploads/:id/actions/:action', {
    config: { access: 'curator', example: '/v1/uploads/$UPLOAD_ID/actions/reparse', exampleArguments: '--json \'{ "language": "en" }\'' },
    schema: {
      operationId: 'actOnUpload', summary: 'Cancel an upload, or have it read again with other options', tags,
      params: params.extend({ action: z.enum(['cancel', 'reparse']).describe('cancel, or reparse') }), querystring: none,
      body: uploadOptions.nullish(), response: { 200: uploadSummary }
    }
  }, async (request, reply) => {
    const view = await workView(context, request, reply, request.query.lang)
    const { actor, states } = principalOf(request)
    const { id, action } = request.params
    return writeOnce(context.db, request, reply, request.body, async (tx, writer) => {
      const upload = await getUpload(tx, id, states, actor)
      if (action === 'cancel') await cancel(tx, upload, writer)
      else await requeueUpload(tx, id, await settleOptions(tx, view, principalOf(request), { ...upload.options, ...request.body }), writer)
      return { status: 200, body: presentUploadSummary(await getUpload(tx, id, states, actor), view) }
    })
  })
}

type Given = { name: string, mediaType: string, arrived: Arrived }

/** Streams the files of a form to disk; what is wrong with one part leaves nothing behind. */
async function receiveParts (request: FastifyRequest): Promise<{ options: UploadOptions, files: Given[] }> {
  const fields: Record<string, string> = {}
  const files: Given[] = []
  try {
    for await (const part of request.parts() as AsyncIterableIterator<Multipart>) {
      if (part.type === 'file') files.push(await receivePart(part))
      else fields[part.fieldname] = String(part.value)
    }
    const options = readOptions(fields, uploadOptions)
    if (files.length === 0 && !options.sourceUrl) throw new Invalid([{ path: 'file', message: 'must be there: a part with a file name, or a sourceUrl to fetch' }])
    return { options, files }
  } catch (error) {
    for (const { arrived } of files) await arrived.remove()
    throw isMalformed(error) ? new HttpProblem('invalid-request', `The form cannot be read: ${error.message}.`) : error
  }
}

/** Of many files the one that is too large has to be named. */
async function receivePart ({ filename, mimetype, file }: MultipartFile): Promise<Given> {
  const name = safeName(filename ?? '')
  const arrived = await receiveFile(file).catch((error: unknown) => {
    throw error instanceof TooLarge ? new TooLarge(`${name}: ${error.message}`) : error instanceof Invalid ? new Invalid([{ path: 'file', message: `${name} is empty` }]) : error
  })
  return { name, mediaType: mimetype, arrived }
}

/** The parser of forms throws plain errors, without a code. */
const isMalformed = (error: unknown): error is Error => error instanceof Error && error.constructor === Error && !('code' in error)

function readOptions (given: unknown, shape: z.ZodType<UploadOptions>): UploadOptions {
  const result = shape.safeParse(given)
  if (!result.success) throw new Invalid(result.error.issues.map((i) => ({ path: i.path.join('.') || 'body', message: i.message })))
  return result.data
}

/** The options with codes as they are kept: a key for one State need not name it, one for several must. */
async function settleOptions (db: Db, { reference }: View, { states }: Principal, given: UploadOptions, bulk = false): Promise<UploadOptions> {
  const options = { ...given }
  if (options.state !== undefined) options.state = parameter.resolveCodes({ state: [options.state] }, reference).state![0]!
  if (options.legislation !== undefined) {
    const law = await getLegislation(db, await findLaw(db, options.legislation))
    options.legislation = law.id
    if (options.state !== undefined && options.state !== law.jurisdictionCode) throw new Invalid([{ path: 'legislation', message: `is a law of ${law.jurisdictionCode}, not of ${options.state}` }])
    options.state = law.jurisdictionCode
  }
  if (options.state === undefined && states?.length === 1) options.state = states[0]!
  // Each record of a bulk file names its State itself.
  if (bulk && options.state === undefined) return options
  if (states && options.state === undefined) throw new Invalid([{ path: 'state', message: `must say which State's law it is: ${states.join(', ')}` }])
  checkScope(states, options.state === undefined ? [] : [options.state])
  return options
}

async function storeUploads (tx: Transaction, options: UploadOptions, files: Given[], { states }: Principal, writer: Writer): Promise<string[]> {
  const { sourceUrl } = options
  const jurisdictionCodes = options.state === undefined ? states ?? [] : [options.state]
  const handed: (Partial<Given> & { name: string })[] = files.length > 0 ? files : [{ name: safeName(new URL(sourceUrl!).pathname) }]
  const ids: string[] = []
  for (const file of handed) ids.push(await storeUpload(tx, { ...file, sourceUrl, options, jurisdictionCodes }, states, writer))
  return ids
}

async function cancel (tx: Transaction, upload: Upload, writer: Writer): Promise<void> {
  await cancelUpload(tx, upload.id, writer)
  const draft = upload.draftId === null ? undefined : await getDraft(tx, upload.draftId, null)
  if (draft?.state === 'processing') await moveDraft(tx, draft, 'withdraw', writer)
}

async function duplicatesOf ({ db }: Context, upload: Upload): Promise<Duplicate[]> {
  const [jurisdiction] = upload.jurisdictionCodes
  if (upload.kind !== 'document' || !upload.result || !jurisdiction) return []
  const { facts } = upload.result as ParsedDocument
  const titles = [upload.options.title ?? facts.title, facts.shortTitle, ...facts.otherTitles.map((t) => t.text)].filter((t) => t !== null)
  return findDuplicates(db, { jurisdiction, number: facts.number, year: facts.year, akn: facts.akn, titles, fileSha256: upload.fileSha256 })
}

function presentUpload (upload: Upload, duplicates: Duplicate[], view: View) {
  const document = upload.kind === 'document' ? upload.result as ParsedDocument | null : null
  const bulk = upload.kind === 'bulk' ? upload.result as { rows: never[], counts: Record<string, number> } | null : null
  return {
    ...presentUploadSummary(upload, view),
    document: document && presentDocument(document),
    warnings: (document?.warnings ?? []).map((w) => presentWarning(w, view)),
    duplicates: duplicates.map(presentDuplicate),
    rows: bulk?.rows ?? null,
    counts: bulk?.counts ?? null
  }
}
