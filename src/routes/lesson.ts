import { z } from 'zod'
import type { Context, Routes } from '../context.js'
import { listAnnotations, type Annotation } from '../db/annotation.js'
import { countLessons, getLesson, listLessonCases, listLessonJurisdictions, listLessonProvisions, listLessons, type Lesson } from '../db/lesson.js'
import { pageShape, uuid } from '../model/common.js'
import { groupBy } from '../model/group.js'
import { lessonShape, lessonSummary } from '../model/lesson.js'
import { lessonAreas, unLanguages } from '../model/vocabulary.js'
import { cutPage, pageStart } from '../page.js'
import * as parameter from '../parameter.js'
import { presentClaim, presentProvisionLink, presentSource, presentStateRef, presentTimes, presentVerification, presentWords, type View } from '../present.js'
import { answerLanguage } from '../representation.js'

const tags = ['Lessons learned']
const list = z.strictObject({
  state: parameter.state,
  region: parameter.region,
  concept: parameter.concept,
  area: parameter.among(lessonAreas, 'areas'),
  ...parameter.paging
})

/** National practices and strategies. */
export const lessonRoutes: Routes = async (app, { db, secret, reference }) => {
  app.get('/v1/lessons', {
    config: { access: 'public', example: '/v1/lessons?area=international_cooperation' },
    schema: {
      operationId: 'listLessons', summary: 'Lessons learned, filtered', tags, querystring: list,
      response: { 200: z.strictObject({ items: z.array(lessonSummary), page: pageShape }) }
    }
  }, async (request, reply) => {
    const { lang, limit, area, ...codes } = request.query
    const view = { language: answerLanguage(request, reply, unLanguages, lang), reference: await reference() }
    const filter = { ...parameter.resolveCodes(codes, view.reference), area, limit: limit + 1 }
    const rows = await listLessons(db, { ...filter, after: pageStart<string>(request, secret) })
    const { items, page } = await cutPage(request, reply, secret, rows, (row) => row.id, () => countLessons(db, filter))
    return { items: await presentSummaries(db, items, view), page }
  })

  app.get('/v1/lessons/:id', {
    config: { access: 'public', example: '/v1/lessons/01a20ae4-edba-7159-9c95-08375bc246fd' },
    schema: {
      operationId: 'getLesson', summary: 'One lesson learned, with the provisions and cases behind it', tags, params: z.strictObject({ id: uuid.describe('the permanent id of the lesson') }),
      querystring: z.strictObject({ lang: parameter.lang }), response: { 200: lessonShape }
    }
  }, async (request, reply) => {
    const view = { language: answerLanguage(request, reply, unLanguages, request.query.lang), reference: await reference() }
    const row = await getLesson(db, request.params.id)
    const [[summary], provisions, cases] = await Promise.all([
      presentSummaries(db, [row], view), listLessonProvisions(db, [row.id]), listLessonCases(db, [row.id])
    ])
    return {
      ...summary!,
      problem: presentWords(row.problem, view),
      outcome: presentWords(row.outcome, view),
      conditions: presentWords(row.conditions, view),
      furtherSources: row.furtherSources.map(presentSource),
      provisions: provisions.map((p) => presentProvisionLink(p, view)),
      cases: cases.map((c) => ({ id: c.id, title: presentWords(c.title, view), href: `/v1/cases/${c.id}` }))
    }
  })
}

async function presentSummaries (db: Context['db'], rows: Lesson[], view: View) {
  const ids = rows.map((row) => row.id)
  const [claims, states] = await Promise.all([listAnnotations(db, 'lesson', ids), listLessonJurisdictions(db, ids)])
  const claimsOf = groupBy(claims, (c) => c.subjectId)
  const statesOf = groupBy(states, (s) => s.subjectId)
  return rows.map((row) => presentSummary(row, claimsOf.get(row.id) ?? [], (statesOf.get(row.id) ?? []).map((s) => s.code), view))
}

function presentSummary (row: Lesson, claims: Annotation[], states: string[], view: View) {
  return {
    id: row.id,
    area: row.area as never,
    title: presentWords(row.title, view),
    practice: presentWords(row.practice, view),
    states: states.map((code) => presentStateRef(code, view)),
    periodFrom: row.periodFrom,
    periodTo: row.periodTo,
    concepts: claims.map((claim) => presentClaim(claim, view)),
    revision: row.revision,
    verification: presentVerification(row),
    source: presentSource(row.source),
    ...presentTimes(row),
    href: `/v1/lessons/${row.id}`
  }
}
