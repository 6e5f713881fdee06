import { z } from 'zod'
import type { Routes } from '../context.js'
import { statsShape } from '../model/stats.js'
import { unLanguages } from '../model/vocabulary.js'
import * as parameter from '../parameter.js'
import { presentStats } from '../present-stats.js'
import { answerLanguage } from '../representation.js'

/** The state of the repository itself. */
export const statsRoutes: Routes = async (app, { db, reference }) => {
  app.get('/v1/stats', {
    config: { access: 'public', example: '/v1/stats' },
    schema: {
      operationId: 'getStats', summary: 'What is held, how much of it was seen in its source, what is missing, per State', tags: ['Service'],
      querystring: z.strictObject({ lang: parameter.lang }), response: { 200: statsShape }
    }
  }, async (request, reply) => presentStats(db, { language: answerLanguage(request, reply, unLanguages, request.query.lang), reference: await reference() }))
}
