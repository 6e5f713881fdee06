import { z } from 'zod'
import { principalOf } from '../auth.js'
import type { Context, Routes } from '../context.js'
import { inTransaction, type Db } from '../db/client.js'
import { countDrafts, createDraft, findHeld, getDraft, listDrafts, lockDraft, reviseDraft, type Draft } from '../db/draft.js'
import { findDuplicates, type Candidate } from '../db/duplicate.js'
import { findPublished } from '../db/revision.js'
import { countSuggestions } from '../db/suggestion.js'
import { getUpload } from '../db/upload.js'
import { writeOnce } from '../idempotency.js'
import { actOnDraft, checkDraft, suggestConcepts } from '../ingest/draft.js'
import { classifierOf } from '../ingest/outcome.js'
import { checkStorable } from '../ingest/record-fault.js'
import { pageShape, uuid } from '../model/common.js'
import { compareProvisions, countChanges, diffFields, diffProvisions } from '../model/diff.js'
import { actionRequest, diffShape, draftPatch, draftRequest, draftShape, draftSummary, draftTypes, transitions } from '../model/draft.js'
import { Conflict, Forbidden, Invalid } from '../model/error.js'
import type { LegislationRecord, VersionRecord } from '../model/legislation.js'
import { versionBefore } from '../model/merge.js'
import type { ParsedDocument } from '../model/parsed.js'
import { mergePatch } from '../model/patch.js'
import { draftActions, recordStates } from '../model/vocabulary.js'
import { cutPage, pageStart } from '../page.js'
import * as parameter from '../parameter.js'
import { editionsAllowed, tagEdition } from '../precondition.js'
import { actionsFor, presentDraftSummary, presentDuplicate, presentWarning, roleFor, workView } from '../present-draft.js'
import { recordHref, type View } from '../present.js'
import { hasRole, type Principal } from '../principal.js'

const tags = ['Curation']
const params = z.strictObject({ id: uuid.describe('the id of the draft') })
const lang = z.strictObject({ lang: parameter.lang })
/** A code with all its articles. */
const bodyBytesMax = 16 << 20
const list = z.strictObject({
  state: parameter.state,
  recordState: parameter.among(recordStates, 'where they are; without it all that are neither published nor withdrawn'),
  type: parameter.among(draftTypes, 'kinds of record'),
  ...parameter.paging
})

/** Drafts: records on their way to publication, and what was published of them. */
export const draftRoutes: Routes = async (app, context) => {
  const { db, secret } = context
  app.get('/v1/drafts', {
    config: { access: 'curator', example: '/v1/drafts?state=KEN' },
    schema: {
      operationId: 'listDrafts', summary: 'Drafts, newest first', tags, querystring: list,
      response: { 200: z.strictObject({ items: z.array(draftSummary), page: pageShape }) }
    }
  }, async (request, reply) => {
    const { lang, limit, recordState, type, state } = request.query
    const view = await workView(context, request, reply, lang)
    const { states } = principalOf(request)
    const filter = { ...parameter.resolveCodes({ state }, view.reference), recordState, type, limit: limit + 1 }
    const rows = await listDrafts(db, { ...filter, after: pageStart<string>(request, secret) }, states)
    const { items, page } = await cutPage(request, reply, secret, rows, (row) => row.id, () => countDrafts(db, filter, states))
    return { items: items.map(presentDraftSummary), page }
  })

  app.post('/v1/drafts', {
    config: { access: 'curator', example: '/v1/drafts', exampleArguments: '--json \'{ "type": "legislation", "record": { "jurisdiction": "KEN", "title": { "text": "Cyber Act", "language": "en" } } }\'' },
    schema: { operationId: 'createDraft', summary: 'Begin a draft by hand; with the id of a published record, one that changes it', tags, querystring: lang, body: draftRequest, response: { 201: draftShape } },
    bodyLimit: bodyBytesMax
  }, async (request, reply) => {
    const view = await workView(context, request, reply, request.query.lang)
    const { type, record, comment } = request.body
    checkStorable(record)
    const principal = principalOf(request)
    return writeOnce(db, request, reply, request.body, async (tx, writer) => {
      const recordId = typeof record.id === 'string' && uuid.safeParse(record.id).success ? record.id : undefined
      const draft = await createDraft(tx, { recordType: type, recordId, record }, principal.states, { ...writer, comment })
      await suggestConcepts(tx, draft, await classifierOf(tx))
      return { status: 201, body: await present(tx, draft, principal, view), headers: { location: `/v1/drafts/${draft.id}`, etag: `"${draft.edition}"` } }
    })
  })

  app.get('/v1/drafts/:id', {
    config: { access: 'curator', example: '/v1/drafts/$DRAFT_ID' },
    schema: { operationId: 'getDraft', summary: 'A draft, what is wrong with it, and what the caller may do with it', tags, params, querystring: lang, response: { 200: draftShape } }
  }, async (request, reply) => {
    const view = await workView(context, request, reply, request.query.lang)
    const principal = principalOf(request)
    const draft = await getDraft(db, request.params.id, principal.states)
    tagEdition(reply, draft.edition, view.language)
    return present(db, draft, principal, view)
  })

  app.patch('/v1/drafts/:id', {
    config: { access: 'curator', example: '/v1/drafts/$DRAFT_ID', exampleArguments: '-X PATCH -H \'If-Match: "1"\' --json \'{ "record": { "shortTitle": "CA" } }\'' },
    schema: { operationId: 'editDraft', summary: 'Change a draft; needs If-Match', tags, params, querystring: lang, body: draftPatch, response: { 200: draftShape } },
    bodyLimit: bodyBytesMax
  }, async (request, reply) => {
    const view = await workView(context, request, reply, request.query.lang)
    const principal = principalOf(request)
    const editions = editionsAllowed(request)
    checkStorable(request.body.record ?? {})
    return writeOnce(db, request, reply, request.body, async (tx, writer) => {
      const draft = await lockDraft(tx, request.params.id, editions, principal.states)
      const record = mergePatch(draft.record, request.body.record ?? {})
      const { baseRevision, comment } = request.body
      const revised = await reviseDraft(tx, draft, { record, baseRevision }, principal.states, { ...writer, comment })
      return { status: 200, body: await present(tx, revised, principal, view), headers: { etag: `"${revised.edition}"` } }
    })
  })

  actionRoutes(app, context)
  diffRoute(app, context)
}

function actionRoutes (app: Parameters<Routes>[0], context: Context) {
  const { db } = context
  app.post('/v1/drafts/:id/actions/:action', {
    config: { access: 'curator', example: '/v1/drafts/$DRAFT_ID/actions/submit', exampleArguments: '-H \'If-Match: "1"\' --json \'{ "comment": "Ready." }\'' },
    schema: {
      operationId: 'actOnDraft', summary: 'Submit, request changes, approve, publish or withdraw; needs If-Match', tags,
      params: params.extend({ action: z.enum(draftActions).describe('what to do') }), querystring: lang, body: actionRequest.nullish(), response: { 200: draftShape }
    }
  }, async (request, reply) => {
    const view = await workView(context, request, reply, request.query.lang)
    const principal = principalOf(request)
    const { id, action } = request.params
    const { comment, reinstate } = request.body ?? {}
    const editions = editionsAllowed(request)
    return writeOnce(db, request, reply, request.body, async (tx, writer) => {
      const draft = await lockDraft(tx, id, editions, principal.states)
      checkMay(draft, action, principal, comment)
      await actOnDraft(tx, draft, action, { reinstate }, { ...writer, comment })
      const moved = await getDraft(tx, id, principal.states)
      return { status: 200, body: await present(tx, moved, principal, view), headers: { etag: `"${moved.edition}"` } }
    })
  })

  app.post('/v1/draft-actions/:action', {
    config: { access: 'curator', example: '/v1/draft-actions/submit', exampleArguments: '--json \'{ "ids": ["\'$DRAFT_ID\'"] }\'' },
    schema: {
      operationId: 'actOnDrafts', summary: 'The same for many drafts: each by itself, so that one that cannot be moved does not hold up the rest', tags,
      params: z.strictObject({ action: z.enum(draftActions).describe('what to do') }), querystring: lang,
      body: actionRequest.extend({ ids: z.array(uuid).min(1).max(500) }).meta({ id: 'ActionOnMany' }),
      response: { 200: z.strictObject({ items: z.array(z.strictObject({ id: z.string(), done: z.boolean(), detail: z.string().nullable() })) }) }
    }
  }, async (request, reply) => {
    await workView(context, request, reply, request.query.lang)
    const principal = principalOf(request)
    const { ids, comment, reinstate } = request.body
    const items = []
    for (const id of [...new Set(ids)]) {
      items.push(await inTransaction(db, async (tx) => {
        const draft = await lockDraft(tx, id, '*', principal.states)
        checkMay(draft, request.params.action, principal, comment)
        await actOnDraft(tx, draft, request.params.action, { reinstate }, { actor: principal.actor, requestId: request.id, comment })
        return { id, done: true, detail: null }
      }).catch((error: Error) => ({ id, done: false, detail: error.cause ? 'The database refused it.' : error.message })))
    }
    return { items }
  })
}

/** Throws Forbidden when the caller's role is too low, Invalid when a comment is missing. */
function checkMay (draft: Draft, action: keyof typeof transitions, principal: Principal, comment: string | undefined): void {
  if (transitions[action].from.includes(draft.state) && !hasRole(principal, roleFor(draft, action))) {
    throw new Forbidden(`${action} needs a higher role than ${principal.role}.`)
  }
  if (action === 'request-changes' && !comment) throw new Invalid([{ path: 'comment', message: 'must say what should be changed' }])
}

function diffRoute (app: Parameters<Routes>[0], { db }: Context) {
  app.get('/v1/drafts/:id/diff', {
    config: { access: 'curator', example: '/v1/drafts/$DRAFT_ID/diff' },
    schema: { operationId: 'getDraftDiff', summary: 'What a draft of a law changes: its fields, and provision by provision', tags, params, querystring: z.strictObject({}), response: { 200: diffShape } }
  }, async (request, reply) => {
    reply.header('cache-control', 'private, no-store')
    const draft = await getDraft(db, request.params.id, principalOf(request).states)
    if (draft.number !== null) throw new Conflict('The draft is published: the versions of the law show what it changed.')
    const before = await findPublished(db, draft.recordType, draft.recordId) as LegislationRecord | null
    const versions = (draft.record.versions ?? []) as VersionRecord[]
    return { versions: versions.map((v) => diffVersion(v, before)), fields: diffFields(before, draft.record) }
  })
}

function diffVersion (version: VersionRecord, law: LegislationRecord | null) {
  const before = law ? versionBefore(law.versions, version) : undefined
  const compared = compareProvisions(before?.provisions ?? [], version.provisions ?? [])
  return {
    language: version.language,
    textKind: version.textKind ?? 'original',
    validFrom: version.validFrom ?? null,
    comparedWith: before ? { validFrom: before.validFrom, validTo: before.validTo } : null,
    counts: countChanges(compared),
    changes: diffProvisions(compared)
  }
}

async function present (db: Db, draft: Draft, principal: Principal, view: View) {
  const open = draft.number === null && draft.state !== 'withdrawn'
  // One after the other: in a transaction there is one connection.
  const checked = open ? await checkDraft(db, draft) : undefined
  const held = await findHeld(db, draft.recordType, draft.recordId)
  const suggestions = await countSuggestions(db, draft.id)
  const upload = draft.uploadId === null ? undefined : await getUpload(db, draft.uploadId, null, principal.actor)
  const document = upload?.kind === 'document' ? upload.result as ParsedDocument | null : null
  return {
    ...presentDraftSummary(draft),
    record: draft.record,
    faults: checked && 'faults' in checked ? checked.faults : [],
    warnings: (document?.warnings ?? []).map((w) => presentWarning(w, view)),
    duplicates: open && draft.recordType === 'legislation' ? (await findDuplicates(db, candidateOf(draft, upload?.fileSha256))).map(presentDuplicate) : [],
    outdated: open && (held?.revision ?? 0) !== draft.baseRevision,
    actions: actionsFor(draft, principal),
    suggestions,
    links: {
      suggestions: `/v1/drafts/${draft.id}/suggestions`,
      ...(draft.recordType === 'legislation' && open ? { diff: `/v1/drafts/${draft.id}/diff` } : {}),
      ...(upload ? { upload: `/v1/uploads/${upload.id}` } : {}),
      ...(upload?.fileSha256 ? { original: `/v1/files/${upload.fileSha256}` } : {}),
      ...(held?.state === 'published' ? { published: recordHref(draft.recordType, draft.recordId) } : {})
    }
  }
}

function candidateOf ({ record, recordId, jurisdictionCodes }: Draft, fileSha256: string | null | undefined): Candidate {
  const law = record as Partial<LegislationRecord>
  const titles = [law.title?.text, law.shortTitle, ...(law.titles ?? []).map((t) => t.text)].filter((t) => typeof t === 'string')
  return { id: recordId, jurisdiction: jurisdictionCodes[0] ?? '', number: law.number ?? null, year: law.year ?? null, akn: law.akn ?? null, titles, fileSha256 }
}
