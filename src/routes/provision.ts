import { z } from 'zod'
import type { Context, Routes } from '../context.js'
import { conceptsOfArticle } from '../db/instrument.js'
import { countProvisions, countUndated, listProvisions } from '../db/provision.js'
import { pageShape, uuid } from '../model/common.js'
import { provisionShape } from '../model/legislation.js'
import { legalStatuses, unLanguages } from '../model/vocabulary.js'
import { cutPage, pageStart } from '../page.js'
import * as parameter from '../parameter.js'
import { presentProvision, provisionParts } from '../present-law.js'
import { answerLanguage } from '../representation.js'

const list = z.strictObject({
  state: parameter.state,
  region: parameter.region,
  concept: parameter.concept,
  instrument: parameter.instrument,
  article: parameter.article,
  legislation: parameter.many(uuid, 'laws by id'),
  language: parameter.languages('languages of the version, BCP 47'),
  status: parameter.among(legalStatuses, 'legal status'),
  asOf: parameter.asOf,
  ...parameter.paging
})
const answer = z.strictObject({
  items: z.array(provisionShape),
  page: pageShape,
  undated: z.int().optional().describe('with asOf and count=exact: how many match otherwise but have no date, so that nothing is known of that day')
})

/** Provisions across laws. */
export const provisionRoutes: Routes = async (app, { db, secret, reference }) => {
  app.get('/v1/provisions', {
    config: { access: 'public', example: '/v1/provisions?state=KEN&concept=OFF.CIA.ACC' },
    schema: {
      operationId: 'listProvisions', summary: 'Provisions of all laws by State, concept, treaty article and day', tags: ['Legislation'],
      querystring: list, response: { 200: answer }
    }
  }, async (request, reply) => {
    const { lang, limit, article, legislation, language, status, asOf, count, cursor: _cursor, ...codes } = request.query
    const view = { language: answerLanguage(request, reply, unLanguages, lang), reference: await reference() }
    const { instrument, concept, ...places } = parameter.resolveCodes(codes, view.reference)
    const filter = {
      ...places, legislation, language, status, asOf, concept: await conceptsAsked(db, concept, instrument, article), limit: limit + 1
    }
    const rows = await listProvisions(db, { ...filter, after: pageStart<string>(request, secret) })
    const { items, page } = await cutPage(request, reply, secret, rows, (row) => row.id, () => countProvisions(db, filter))
    const parts = await provisionParts(db, items)
    const undated = asOf && count ? { undated: await countUndated(db, filter) } : {}
    return { items: items.map((row) => presentProvision(row, parts, view)), page, ...undated }
  })
}

/**
 * The concepts that both filters leave: those asked for by code, and those that answer to the articles asked for.
 * Filters of different names combine with AND, so a code that answers to no such article drops out.
 */
async function conceptsAsked (db: Context['db'], concepts: string[] | undefined, instruments: string[] | undefined, articles: string[] | undefined) {
  await parameter.checkArticles(db, articles, instruments)
  if (!instruments) return concepts
  const mapped = await conceptsOfArticle(db, instruments, articles)
  if (!concepts) return mapped
  return mapped.filter((code) => concepts.some((asked) => code === asked || code.startsWith(`${asked}.`)))
}
