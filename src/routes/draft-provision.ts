import { z } from 'zod'
import { principalOf } from '../auth.js'
import type { Routes } from '../context.js'
import type { Transaction } from '../db/client.js'
import { lockDraft, reviseDraft, type Draft } from '../db/draft.js'
import type { Writer } from '../db/revision.js'
import { writeOnce } from '../idempotency.js'
import { checkStorable } from '../ingest/record-fault.js'
import { eId, languageTag, uuid } from '../model/common.js'
import { Invalid, NotFound } from '../model/error.js'
import type { ProvisionRecord, VersionRecord } from '../model/legislation.js'
import { spotOf } from '../model/merge.js'
import { mergePatch } from '../model/patch.js'
import { editionsAllowed } from '../precondition.js'

const tags = ['Curation']
const params = z.strictObject({ id: uuid.describe('the id of the draft'), eId: eId.describe('of the provision in the draft') })
const querystring = z.strictObject({ language: languageTag.optional().meta({ description: 'of the version, where the draft has several' }) })
const fields = z.record(z.string(), z.unknown()).describe('fields of the provision; null removes')
const answer = z.strictObject({ edition: z.int(), provision: fields.nullable() }).meta({ id: 'DraftProvision' })
const bodyBytesMax = 4 << 20

/** Single provisions of the draft of a law, so that two words can be put right without sending the whole. */
export const draftProvisionRoutes: Routes = async (app, { db }) => {
  app.patch('/v1/drafts/:id/provisions/:eId', {
    config: { access: 'curator', example: '/v1/drafts/$DRAFT_ID/provisions/sec_1', exampleArguments: '-X PATCH -H \'If-Match: "1"\' --json \'{ "heading": "Short title" }\'' },
    bodyLimit: bodyBytesMax,
    schema: { operationId: 'editDraftProvision', summary: 'Change a provision of a draft (a merge patch, RFC 7396); needs If-Match', tags, params, querystring, body: fields, response: { 200: answer } }
  }, async (request, reply) => {
    const editions = editionsAllowed(request)
    checkStorable(request.body)
    const { states } = principalOf(request)
    return writeOnce(db, request, reply, request.body, async (tx, writer) => {
      const draft = await lockDraft(tx, request.params.id, editions, states)
      const { version, index } = find(draft, request.params.eId, request.query.language)
      const provision = mergePatch(version.provisions[index] as never, request.body) as ProvisionRecord
      return save(tx, draft, version, version.provisions.with(index, provision), provision, states, writer)
    })
  })

  app.post('/v1/drafts/:id/provisions', {
    config: { access: 'curator', example: '/v1/drafts/$DRAFT_ID/provisions', exampleArguments: '-H \'If-Match: "1"\' --json \'{ "provision": { "eId": "sec_9", "kind": "section", "number": "9", "checked": "seen" } }\'' },
    bodyLimit: bodyBytesMax,
    schema: {
      operationId: 'addDraftProvision', summary: 'Add a provision to a draft, behind the one named or at the end; needs If-Match', tags, params: params.pick({ id: true }), querystring,
      body: z.strictObject({ provision: fields, after: eId.nullable().optional().describe('the eId behind which it stands; null: at the beginning') }).meta({ id: 'NewDraftProvision' }),
      response: { 201: answer }
    }
  }, async (request, reply) => {
    const editions = editionsAllowed(request)
    const { provision, after } = request.body
    checkStorable(provision)
    const { states } = principalOf(request)
    return writeOnce(db, request, reply, request.body, async (tx, writer) => {
      const draft = await lockDraft(tx, request.params.id, editions, states)
      const version = versionOf(draft, request.query.language)
      const at = after === undefined ? version.provisions.length : after === null ? 0 : find(draft, after, request.query.language).index + 1
      return { ...await save(tx, draft, version, version.provisions.toSpliced(at, 0, provision as never), provision, states, writer), status: 201 }
    })
  })

  app.delete('/v1/drafts/:id/provisions/:eId', {
    config: { access: 'curator', example: '/v1/drafts/$DRAFT_ID/provisions/sec_1', exampleArguments: '-X DELETE -H \'If-Match: "1"\'' },
    schema: { operationId: 'removeDraftProvision', summary: 'Take a provision out of a draft; what stands in it moves up; needs If-Match', tags, params, querystring, response: { 200: answer } }
  }, async (request, reply) => {
    const editions = editionsAllowed(request)
    const { states } = principalOf(request)
    return writeOnce(db, request, reply, null, async (tx, writer) => {
      const draft = await lockDraft(tx, request.params.id, editions, states)
      const { version, index } = find(draft, request.params.eId, request.query.language)
      const { parent = null } = version.provisions[index]!
      const rest = version.provisions.toSpliced(index, 1).map((p) => p.parent === request.params.eId ? { ...p, parent } : p)
      return save(tx, draft, version, rest, null, states, writer)
    })
  })
}

function versionOf (draft: Draft, language: string | undefined): VersionRecord {
  const versions = (draft.record.versions ?? []) as VersionRecord[]
  const fitting = versions.filter((v) => language === undefined || v.language === language)
  if (fitting.length > 1) throw new Invalid([{ path: 'language', message: `must say which version is meant: ${fitting.map((v) => v.language).join(', ')}` }])
  if (!fitting[0]) throw new NotFound('The draft has no such version.')
  return { ...fitting[0], provisions: fitting[0].provisions ?? [] }
}

function find (draft: Draft, eId: string, language: string | undefined) {
  const version = versionOf(draft, language)
  const index = version.provisions.findIndex((p) => p.eId === eId)
  if (index < 0) throw new NotFound(`The draft has no provision ${eId}.`)
  return { version, index }
}

async function save (
  tx: Transaction, draft: Draft, version: VersionRecord, provisions: ProvisionRecord[], provision: object | null, states: string[] | null, writer: Writer
) {
  const versions = (draft.record.versions as VersionRecord[]).map((v) => spotOf(v) === spotOf(version) ? { ...v, provisions } : v)
  const { edition } = await reviseDraft(tx, draft, { record: { ...draft.record, versions } }, states, writer)
  return { status: 200, body: { edition, provision }, headers: { etag: `"${edition}"` } }
}
