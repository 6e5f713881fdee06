import { z } from 'zod'
import type { Routes } from '../context.js'
import { getConcept, listMappings, type Concept } from '../db/concept.js'
import { pageShape } from '../model/common.js'
import { conceptShape, conceptSummary } from '../model/concept.js'
import { unLanguages } from '../model/vocabulary.js'
import { cutPage, pageStart } from '../page.js'
import * as parameter from '../parameter.js'
import { presentConceptRef, type View } from '../present.js'
import { answerLanguage } from '../representation.js'

const tags = ['Vocabulary']
const list = z.strictObject({ parent: parameter.manyText('only the members of these families'), ...parameter.paging })

/** The controlled vocabulary. */
export const conceptRoutes: Routes = async (app, { db, secret, reference }) => {
  app.get('/v1/concepts', {
    config: { access: 'public', example: '/v1/concepts?parent=OFF.CIA&lang=fr' },
    schema: {
      operationId: 'listConcepts', summary: 'The vocabulary, in its order', tags, querystring: list,
      response: { 200: z.strictObject({ items: z.array(conceptSummary), page: pageShape }) }
    }
  }, async (request, reply) => {
    const view = { language: answerLanguage(request, reply, unLanguages, request.query.lang), reference: await reference() }
    const { parent: families } = parameter.resolveCodes({ parent: request.query.parent }, view.reference)
    const start = pageStart<[number, string]>(request, secret)
    const all = [...view.reference.concepts.values()]
      .filter((c) => !families || families.some((family) => c.code.startsWith(`${family}.`)))
    const after = start ? all.filter((c) => c.position > start[0] || (c.position === start[0] && c.code > start[1])) : all
    const rows = after.slice(0, request.query.limit + 1)
    const { items, page } = await cutPage(request, reply, secret, rows, (c) => [c.position, c.code], async () => all.length)
    return { items: items.map((c) => presentSummary(c, view)), page }
  })

  app.get('/v1/concepts/:code', {
    config: { access: 'public', example: '/v1/concepts/OFF.CIA.ACC' },
    schema: {
      operationId: 'getConcept', summary: 'One concept, with the treaty articles it answers to', tags,
      params: z.strictObject({ code: z.string().max(20).describe('such as OFF.CIA.ACC, in any case') }), querystring: z.strictObject({ lang: parameter.lang }), response: { 200: conceptShape }
    }
  }, async (request, reply) => {
    const view = { language: answerLanguage(request, reply, unLanguages, request.query.lang), reference: await reference() }
    const found = await getConcept(db, request.params.code)
    const mappings = await listMappings(db, { concepts: [found.code] })
    return {
      ...presentSummary(found, view),
      definitions: found.definition,
      synonyms: found.synonyms,
      children: [...view.reference.concepts.values()].filter((c) => c.parentCode === found.code).map((c) => presentConceptRef(c.code, view)),
      articles: mappings.map((m) => ({
        instrument: m.article.instrumentCode,
        article: m.article.number,
        paragraph: m.paragraph,
        relation: m.relation as never,
        checked: m.checked as never,
        note: m.note,
        href: `/v1/instruments/${m.article.instrumentCode}/articles/${m.article.number}`
      })),
      note: found.note,
      links: {
        provisions: `/v1/provisions?concept=${found.code}`,
        cases: `/v1/cases?concept=${found.code}`,
        lessons: `/v1/lessons?concept=${found.code}`,
        coverage: `/v1/coverage?concept=${found.code}`
      }
    }
  })
}

function presentSummary (row: Concept, { language }: View) {
  return {
    code: row.code,
    parent: row.parentCode,
    label: row.labels[language],
    labels: row.labels,
    definition: row.definition[language],
    study2013: row.study2013,
    href: `/v1/concepts/${row.code}`
  }
}
