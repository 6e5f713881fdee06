import { stringify } from 'csv-stringify/sync'
import type { FastifyReply } from 'fastify'
import { z } from 'zod'
import { negotiate } from '@fastify/accept-negotiator'
import type { Context, Routes } from '../context.js'
import { countCoverage, listCoverage, listEvidence, type Coverage, type CoverageFilter } from '../db/coverage.js'
import { pageShape } from '../model/common.js'
import { coverageShape } from '../model/coverage.js'
import { Invalid } from '../model/error.js'
import { groupBy } from '../model/group.js'
import { coverageStatuses, unLanguages } from '../model/vocabulary.js'
import { cutPage, pageStart } from '../page.js'
import * as parameter from '../parameter.js'
import { presentConceptRef, presentProvisionLink, presentSource, presentStateRef, presentWords, type View } from '../present.js'
import { answerLanguage, vary } from '../representation.js'

const csvRowsMax = 50_000
const list = z.strictObject({
  state: parameter.state,
  region: parameter.region,
  concept: parameter.concept,
  status: parameter.among(coverageStatuses, 'coverage'),
  asOf: parameter.asOf,
  format: z.enum(['json', 'csv'], { error: 'must be json or csv' }).optional().meta({ description: 'csv gives all rows at once; else `Accept` decides' }),
  ...parameter.paging
})
const csvColumns = ['state', 'stateName', 'concept', 'conceptLabel', 'status', 'asOf', 'sourceStatus', 'checked', 'evidence', 'sourceUrl', 'sourcePublisher']

/** What the law of each State says on each concept, as far as it was read. */
export const coverageRoutes: Routes = async (app, { db, secret, reference }) => {
  app.get('/v1/coverage', {
    config: { access: 'public', example: '/v1/coverage?concept=OFF&region=002&format=csv' },
    schema: {
      operationId: 'listCoverage', summary: 'Coverage by State and concept, on a day', tags: ['Coverage'],
      description: 'The newest statement per State and concept. A pair without a row was not read: it is no_data, never "not in the law".',
      querystring: list,
      response: {
        200: {
          description: 'Coverage',
          content: {
            'application/json': { schema: z.strictObject({ items: z.array(coverageShape), page: pageShape }) },
            'text/csv': { schema: z.string() }
          }
        }
      }
    }
  }, async (request, reply) => {
    const { lang, limit, status, asOf, format, count, cursor, ...codes } = request.query
    const view = { language: answerLanguage(request, reply, unLanguages, lang), reference: await reference() }
    const filter = { ...parameter.resolveCodes(codes, view.reference), status, asOf, limit: limit + 1 }
    vary(reply, 'Accept')
    const media = format ?? (negotiate(request.headers.accept ?? '*/*', ['application/json', 'text/csv']) === 'text/csv' ? 'csv' : 'json')
    if (media === 'csv' && (count ?? cursor)) throw new Invalid([{ path: count ? 'count' : 'cursor', message: 'has no meaning for csv, which gives all rows at once' }])
    if (media === 'csv') return sendCsv(reply, await presentAll(db, { ...filter, limit: csvRowsMax }, view))
    const rows = await listCoverage(db, { ...filter, after: pageStart<[string, string]>(request, secret) })
    const { items, page } = await cutPage(
      request, reply, secret, rows, (row) => [row.jurisdictionCode, row.conceptCode], () => countCoverage(db, filter))
    return { items: await present(db, items, view), page }
  })
}

async function presentAll (db: Context['db'], filter: CoverageFilter, view: View) {
  return present(db, await listCoverage(db, filter), view)
}

async function present (db: Context['db'], rows: Coverage[], view: View) {
  const evidence = groupBy(await listEvidence(db, rows.map((row) => row.id)), (e) => e.subjectId)
  return rows.map((row) => ({
    state: presentStateRef(row.jurisdictionCode, view),
    concept: presentConceptRef(row.conceptCode, view),
    status: row.status as never,
    asOf: row.asOf,
    sourceStatus: row.sourceStatus,
    note: presentWords(row.note, view),
    evidence: (evidence.get(row.id) ?? []).map((e) => presentProvisionLink(e, view)),
    checked: row.checked as never,
    source: presentSource(row.source)
  }))
}

/** Values that a spreadsheet would take for a formula are quoted: titles come from everywhere. */
function sendCsv (reply: FastifyReply, rows: Awaited<ReturnType<typeof present>>) {
  const records = rows.map((row) => [
    row.state.code, row.state.name, row.concept.code, row.concept.label, row.status, row.asOf, row.sourceStatus, row.checked,
    row.evidence.map((e) => `${e.akn ?? e.legislationId}/${e.eId}`).join(' '), row.source.url, row.source.publisher
  ])
  const csv = stringify(records, { header: true, columns: csvColumns, bom: true, record_delimiter: 'windows', escape_formulas: true })
  return reply.type('text/csv; charset=utf-8').header('content-disposition', 'attachment; filename="coverage.csv"')
    .serializer((body: unknown) => body as string).send(csv as never)
}
