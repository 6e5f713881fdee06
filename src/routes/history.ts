import { z } from 'zod'
import type { Routes } from '../context.js'
import { findHeld, listRevisions, type Draft } from '../db/draft.js'
import { uuid } from '../model/common.js'
import { compareProvisions, countChanges, diffFields } from '../model/diff.js'
import { changeCounts } from '../model/draft.js'
import { NotFound } from '../model/error.js'
import type { LegislationRecord, VersionRecord } from '../model/legislation.js'
import { versionBefore } from '../model/merge.js'

const shape = z.strictObject({
  id: z.string(),
  state: z.enum(['published', 'withdrawn']),
  withdrawnReason: z.string().nullable(),
  items: z.array(z.strictObject({
    revision: z.int(),
    publishedAt: z.iso.datetime(),
    how: z.enum(['imported', 'reviewed']).describe('reviewed: written by one person and approved by another; imported: loaded with a dataset'),
    current: z.boolean(),
    fields: z.array(z.string()).describe('the fields of the law that changed'),
    versions: z.array(z.strictObject({
      language: z.string(), textKind: z.string(), validFrom: z.string().nullable(), counts: changeCounts
    })).describe('the versions that are new or changed, against what was published before')
  }))
}).meta({ id: 'History' })

/** What was published of a law, when, and what changed; who did it only the audit says. */
export const historyRoutes: Routes = async (app, { db }) => {
  app.get('/v1/legislation/:id/history', {
    config: { access: 'public', example: '/v1/legislation/01a20ae4-ed9e-766c-968f-dd0354867e3a/history' },
    schema: {
      operationId: 'getHistory', summary: 'The published revisions of a law, the newest first; also of one that was withdrawn', tags: ['Legislation'],
      params: z.strictObject({ id: uuid.describe('the permanent id of the law') }), querystring: z.strictObject({}), response: { 200: shape }
    }
  }, async (request) => {
    const { id } = request.params
    const held = await findHeld(db, 'legislation', id)
    if (!held) throw new NotFound(`There is no law ${id}.`)
    const revisions = await listRevisions(db, 'legislation', id)
    return {
      id,
      state: held.state as 'published' | 'withdrawn',
      withdrawnReason: held.reason,
      items: revisions.map((r, i) => present(r, revisions[i - 1], r.number === held.revision && held.state === 'published')).reverse()
    }
  })
}

function present (revision: Draft, before: Draft | undefined, current: boolean) {
  const law = revision.record as LegislationRecord
  const old = before ? before.record as LegislationRecord : null
  return {
    revision: revision.number!,
    publishedAt: revision.publishedAt!.toISOString(),
    how: revision.approvedBy === null ? 'imported' as const : 'reviewed' as const,
    current,
    fields: old ? diffFields(old, law).map((f) => f.path) : [],
    versions: law.versions.map((v) => changedIn(v, old)).filter((v) => Object.entries(v.counts).some(([kind, n]) => kind !== 'unchanged' && n > 0))
  }
}

function changedIn (version: VersionRecord, law: LegislationRecord | null) {
  const { language, textKind, validFrom } = version
  const before = law ? versionBefore(law.versions, version) : undefined
  return { language, textKind, validFrom, counts: countChanges(compareProvisions(before?.provisions ?? [], version.provisions)) }
}
