import { z } from 'zod'
import { principalOf } from '../auth.js'
import type { Routes } from '../context.js'
import { getDraft, lockDraft } from '../db/draft.js'
import { countSuggestions, listSuggestions } from '../db/suggestion.js'
import { writeOnce } from '../idempotency.js'
import { decide } from '../ingest/draft.js'
import { pageShape, uuid } from '../model/common.js'
import { suggestionRequest, suggestionShape } from '../model/draft.js'
import { Conflict, Invalid } from '../model/error.js'
import { reviewStates } from '../model/vocabulary.js'
import { cutPage, pageStart } from '../page.js'
import * as parameter from '../parameter.js'
import { editionsAllowed } from '../precondition.js'
import { presentSuggestion, workView } from '../present-draft.js'

const tags = ['Curation']
const params = z.strictObject({ id: uuid.describe('the id of the draft') })
const counts = z.strictObject({ pending: z.int(), accepted: z.int(), rejected: z.int() })

/** Concepts that the classifier suggests for the provisions of a draft, and what people decide on them. */
export const suggestionRoutes: Routes = async (app, context) => {
  const { db, secret } = context
  app.get('/v1/drafts/:id/suggestions', {
    config: { access: 'curator', example: '/v1/drafts/$DRAFT_ID/suggestions' },
    schema: {
      operationId: 'listSuggestions', summary: 'Suggested concepts, in the order of the law', tags, params,
      querystring: z.strictObject({ reviewState: parameter.among(reviewStates, 'what was decided'), ...parameter.paging }),
      response: { 200: z.strictObject({ items: z.array(suggestionShape), page: pageShape }) }
    }
  }, async (request, reply) => {
    const { lang, limit, reviewState } = request.query
    const view = await workView(context, request, reply, lang)
    const draft = await getDraft(db, request.params.id, principalOf(request).states)
    const rows = await listSuggestions(db, draft.id, { reviewState, after: pageStart<string>(request, secret), limit: limit + 1 })
    const total = async () => {
      const counts = await countSuggestions(db, draft.id)
      return [...reviewState ?? reviewStates].map((state) => counts[state]).reduce((n, m) => n + m, 0)
    }
    const { items, page } = await cutPage(request, reply, secret, rows, (row) => row.id, total)
    return { items: items.map((row) => presentSuggestion(row, draft.record, view)), page }
  })

  app.post('/v1/drafts/:id/suggestions', {
    config: { access: 'curator', example: '/v1/drafts/$DRAFT_ID/suggestions', exampleArguments: '-H \'If-Match: "1"\' --json \'{ "decision": "accept", "minConfidence": 0.8 }\'' },
    schema: {
      operationId: 'decideSuggestions', summary: 'Accept or reject suggestions, those named or all that are sure enough; needs If-Match', tags, params, querystring: z.strictObject({}), body: suggestionRequest,
      response: { 200: z.strictObject({ decided: z.int(), edition: z.int(), suggestions: counts }) }
    }
  }, async (request, reply) => {
    const editions = editionsAllowed(request)
    const { states } = principalOf(request)
    const { ids, minConfidence } = request.body
    if ((ids === undefined) === (minConfidence === undefined)) throw new Invalid([{ path: 'ids', message: 'must be there, or minConfidence, but not both' }])
    return writeOnce(db, request, reply, request.body, async (tx, writer) => {
      const draft = await lockDraft(tx, request.params.id, editions, states)
      if (draft.number !== null) throw new Conflict('The draft is published.')
      const decided = await decide(tx, draft, request.body, states, writer)
      const { edition } = await getDraft(tx, draft.id, states)
      return { status: 200, body: { decided, edition, suggestions: await countSuggestions(tx, draft.id) }, headers: { etag: `"${edition}"` } }
    })
  })
}
