import { z } from 'zod'
import { principalOf } from '../auth.js'
import type { Routes } from '../context.js'
import { listWaiting, type Draft } from '../db/draft.js'
import { listStale, type StaleRecord } from '../db/review.js'
import { pageShape } from '../model/common.js'
import { draftTypes } from '../model/draft.js'
import { cutPage, pageStart } from '../page.js'
import * as parameter from '../parameter.js'
import { presentDraftSummary, titleOf } from '../present-draft.js'
import { recordHref } from '../present.js'

const { limit, cursor } = parameter.paging
const dayMs = 86_400_000
const staleDaysDefault = 365
const days = (description: string) => z.string().regex(/^\d{1,5}$/, 'must be a whole number of days').transform(Number).optional()
  .meta({ description, number: { type: 'integer', minimum: 0, maximum: 99999 } })
const list = z.strictObject({
  state: parameter.state,
  reason: parameter.among(['awaiting_review', 'awaiting_publication', 'not_verified'] as const, 'why it is in the queue'),
  olderThanDays: days('drafts that have waited at least so long'),
  staleDays: days(`published records that nobody has verified for so long; without it ${staleDaysDefault}`),
  limit, cursor
})
const item = z.strictObject({
  reason: z.enum(['awaiting_review', 'awaiting_publication', 'not_verified']).describe('not_verified: published, but nobody has looked at it for long, or ever'),
  type: z.enum(draftTypes),
  id: z.string().describe('of the draft, or of the published record'),
  title: z.string().nullable(),
  states: z.array(z.string()),
  since: z.string().nullable().describe('submitted, or last verified; null: never'),
  ageDays: z.int().nullable(),
  mine: z.boolean().describe('the caller worked on it and cannot approve it'),
  href: z.string()
}).meta({ id: 'ReviewItem' })

/** What waits for a reviewer: drafts first, the longest waiting first; then what was published and has not been looked at for long. */
export const reviewQueueRoutes: Routes = async (app, { db, secret, reference }) => {
  app.get('/v1/review-queue', {
    config: { access: 'reviewer', example: '/v1/review-queue?state=KEN' },
    schema: {
      operationId: 'listReviewQueue', summary: 'What waits for a reviewer, by State, age and staleness', tags: ['Curation'], querystring: list,
      response: { 200: z.strictObject({ items: z.array(item), page: pageShape }) }
    }
  }, async (request, reply) => {
    const { state: given, reason, olderThanDays = 0, staleDays = staleDaysDefault, limit } = request.query
    const { states, actor } = principalOf(request)
    const { state } = parameter.resolveCodes({ state: given }, await reference())
    const after = pageStart<Key>(request, secret)
    const rows: Row[] = []
    const recordStates = waiting.filter((w) => !reason || reason.includes(w.reason)).map((w) => w.recordState)
    if (after?.part !== 'record' && recordStates.length > 0) {
      const before = new Date(Date.now() - olderThanDays * dayMs)
      for (const draft of await listWaiting(db, { state, recordStates, before, after: after?.at, limit: limit + 1 }, states)) rows.push(ofDraft(draft, actor))
    }
    if (rows.length <= limit && (!reason || reason.includes('not_verified'))) {
      const before = new Date(Date.now() - staleDays * dayMs).toISOString().slice(0, 10)
      const stale = await listStale(db, { state, before, after: after?.part === 'record' ? after.at : undefined, limit: limit + 1 - rows.length }, states)
      rows.push(...stale.map(ofRecord))
    }
    const { items, page } = await cutPage(request, reply, secret, rows, (row) => row.key, async () => 0)
    reply.header('cache-control', 'private, no-store')
    return { items: items.map((row) => row.item), page }
  })
}

const waiting = [{ reason: 'awaiting_review', recordState: 'needs_review' }, { reason: 'awaiting_publication', recordState: 'approved' }] as const

type Key = { part: 'draft' | 'record', at: [string, string] }
type Row = { key: Key, item: z.output<typeof item> }

function ofDraft (draft: Draft, actor: string): Row {
  const { type, id, title, states, submittedAt, href } = presentDraftSummary(draft)
  const reason = draft.state === 'approved' ? 'awaiting_publication' as const : 'awaiting_review' as const
  return {
    key: { part: 'draft', at: [submittedAt!, id] },
    item: { reason, type, id, title, states, since: submittedAt, ageDays: ageDays(submittedAt), mine: draft.contributors.includes(actor), href }
  }
}

function ofRecord (record: StaleRecord): Row {
  const { type, id, states, lastVerifiedAt } = record
  return {
    key: { part: 'record', at: [lastVerifiedAt ?? '', id] },
    item: {
      reason: 'not_verified', type, id, title: titleOf(record), states, since: lastVerifiedAt, ageDays: ageDays(lastVerifiedAt), mine: false,
      href: recordHref(type, id)
    }
  }
}

const ageDays = (since: string | null) => since === null ? null : Math.max(0, Math.floor((Date.now() - Date.parse(since)) / dayMs))
