import { z } from 'zod'
import type { Context, Routes } from '../context.js'
import { listAnnotations, type Annotation } from '../db/annotation.js'
import { countCases, getCase, listCaseJurisdictions, listCaseProvisions, listCases, listCharges, type Case, type Charge } from '../db/case.js'
import type { LinkedProvision } from '../db/provision.js'
import { caseShape, caseSummary, type ChargeRecord } from '../model/case.js'
import { pageShape, uuid } from '../model/common.js'
import { groupBy } from '../model/group.js'
import { caseKinds, caseOutcomes, courtTypes, unLanguages } from '../model/vocabulary.js'
import { cutPage, pageStart } from '../page.js'
import * as parameter from '../parameter.js'
import {
  presentClaim, presentConceptRef, presentProvisionLink, presentSource, presentStateRef, presentTimes, presentVerification, presentWords, type View
} from '../present.js'
import { answerLanguage } from '../representation.js'

const tags = ['Cases']
const list = z.strictObject({
  state: parameter.state,
  region: parameter.region,
  concept: parameter.concept,
  kind: parameter.among(caseKinds, 'kinds'),
  courtType: parameter.among(courtTypes, 'kinds of court'),
  outcome: parameter.among(caseOutcomes, 'outcomes'),
  language: parameter.languages('languages of the decision, BCP 47'),
  yearFrom: parameter.yearFrom,
  yearTo: parameter.yearTo,
  ...parameter.paging
})

/** Judgments and law-enforcement operations. */
export const caseRoutes: Routes = async (app, { db, secret, reference }) => {
  app.get('/v1/cases', {
    config: { access: 'public', example: '/v1/cases?concept=OFF.CIA&limit=5' },
    schema: {
      operationId: 'listCases', summary: 'Cases, filtered', tags, querystring: list,
      response: { 200: z.strictObject({ items: z.array(caseSummary), page: pageShape }) }
    }
  }, async (request, reply) => {
    const { lang, limit, yearFrom, yearTo, kind, courtType, outcome, language, ...codes } = request.query
    const view = { language: answerLanguage(request, reply, unLanguages, lang), reference: await reference() }
    const filter = {
      ...parameter.resolveCodes(codes, view.reference), kind, courtType, outcome, language, year: { from: yearFrom, to: yearTo }, limit: limit + 1
    }
    const rows = await listCases(db, { ...filter, after: pageStart<string>(request, secret) })
    const { items, page } = await cutPage(request, reply, secret, rows, (row) => row.id, () => countCases(db, filter))
    const claims = groupBy(await listAnnotations(db, 'case', items.map((row) => row.id)), (c) => c.subjectId)
    return { items: items.map((row) => presentSummary(row, claims.get(row.id) ?? [], view)), page }
  })

  app.get('/v1/cases/:id', {
    config: { access: 'public', example: '/v1/cases/01a20ae4-edb4-73c4-881d-3eb74bb45327' },
    schema: {
      operationId: 'getCase', summary: 'One case, with its charges and the provisions it applied', tags, params: z.strictObject({ id: uuid.describe('the permanent id of the case') }), querystring: z.strictObject({ lang: parameter.lang }),
      response: { 200: caseShape }
    }
  }, async (request, reply) => {
    const view = { language: answerLanguage(request, reply, unLanguages, request.query.lang), reference: await reference() }
    return presentCase(db, await getCase(db, request.params.id), view)
  })
}

function presentSummary (row: Case, claims: Annotation[], view: View) {
  return {
    id: row.id,
    kind: row.kind as never,
    state: presentStateRef(row.jurisdictionCode, view),
    title: presentWords(row.title, view),
    court: presentWords(row.court, view),
    courtType: row.courtType as never,
    instance: row.instance,
    citation: row.citation,
    ecli: row.ecli,
    language: row.language,
    filedOn: row.filedOn,
    decidedOn: row.decidedOn,
    outcome: row.outcome as never,
    holding: presentWords(row.holding, view),
    concepts: claims.map((claim) => presentClaim(claim, view)),
    revision: row.revision,
    verification: presentVerification(row),
    source: presentSource(row.source),
    ...presentTimes(row),
    href: `/v1/cases/${row.id}`
  }
}

async function presentCase (db: Context['db'], row: Case, view: View) {
  const [claims, charges, provisions, jurisdictions] = await Promise.all([
    listAnnotations(db, 'case', [row.id]), listCharges(db, [row.id]), listCaseProvisions(db, [row.id]), listCaseJurisdictions(db, [row.id])
  ])
  return {
    ...presentSummary(row, claims, view),
    facts: presentWords(row.facts, view),
    procedure: presentWords(row.procedure, view),
    significance: presentWords(row.significance, view),
    furtherSources: row.furtherSources.map(presentSource),
    statesInvolved: jurisdictions.map((j) => presentStateRef(j.code, view)),
    charges: charges.map((charge) => presentCharge(charge, provisions, view)),
    provisions: provisions.map((p) => presentProvisionLink(p, view))
  }
}

function presentCharge (row: Charge, provisions: LinkedProvision[], view: View) {
  const provision = provisions.find((p) => p.provisionId === row.provisionId)
  const sentence = row.sentence as ChargeRecord['sentence']
  return {
    concept: row.conceptCode ? presentConceptRef(row.conceptCode, view) : null,
    provision: provision ? presentProvisionLink(provision, view) : null,
    provisionText: row.provisionText,
    outcome: row.outcome as never,
    sentence: sentence && { ...sentence, other: presentWords(sentence.other, view) }
  }
}
