import { z } from 'zod'
import type { Context, Routes } from '../context.js'
import { countLegislation, getLegislation, listLegislation, listVersions } from '../db/legislation.js'
import { getProvision, listVersionProvisions } from '../db/provision.js'
import { listCasesOfProvision } from '../db/case.js'
import { eId, pageShape, uuid } from '../model/common.js'
import { NotFound } from '../model/error.js'
import { legislationShape, legislationSummary, provisionDetail, tocShape, versionSummary } from '../model/legislation.js'
import { legalStatuses, legislationKinds, unLanguages } from '../model/vocabulary.js'
import { cutPage, pageStart } from '../page.js'
import * as parameter from '../parameter.js'
import { presentWords, provisionHref } from '../present.js'
import { presentHeading, presentLawRef, presentLegislation, presentLegislationSummary, presentProvision, presentVersion, provisionParts } from '../present-law.js'
import { answerLanguage } from '../representation.js'

const tags = ['Legislation']
const params = z.strictObject({ id: uuid.describe('the permanent id of the law') })
const textLanguage = z.string().regex(/^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/, 'must be a language tag such as fr').optional()
  .meta({ description: 'the language of the text wanted, where the law has it' })
const list = z.strictObject({
  state: parameter.state,
  region: parameter.region,
  concept: parameter.concept,
  kind: parameter.among(legislationKinds, 'kinds of law'),
  language: parameter.languages('languages of the law, BCP 47'),
  status: parameter.among(legalStatuses, 'legal status'),
  yearFrom: parameter.yearFrom,
  yearTo: parameter.yearTo,
  asOf: parameter.asOf,
  ...parameter.paging
})

/** Laws as works. */
export const legislationRoutes: Routes = async (app, context) => {
  const { db, secret, reference } = context
  app.get('/v1/legislation', {
    config: { access: 'public', example: '/v1/legislation?state=KEN&status=in_force' },
    schema: {
      operationId: 'listLegislation', summary: 'Laws, filtered', tags, querystring: list,
      response: { 200: z.strictObject({ items: z.array(legislationSummary), page: pageShape }) }
    }
  }, async (request, reply) => {
    const { lang, limit, yearFrom, yearTo, kind, language, status, asOf, ...codes } = request.query
    const view = { language: answerLanguage(request, reply, unLanguages, lang), reference: await reference() }
    const filter = {
      ...parameter.resolveCodes(codes, view.reference), kind, language, status, asOf, year: { from: yearFrom, to: yearTo }, limit: limit + 1
    }
    const rows = await listLegislation(db, { ...filter, after: pageStart<string>(request, secret) })
    const { items, page } = await cutPage(request, reply, secret, rows, (row) => row.id, () => countLegislation(db, filter))
    return { items: items.map((row) => presentLegislationSummary(row, view)), page }
  })

  app.get('/v1/legislation/:id', {
    config: { access: 'public', example: '/v1/legislation/01a20ae4-ed9e-766c-968f-dd0354867e3a' },
    schema: {
      operationId: 'getLegislation', summary: 'One law, with its versions', tags, params, querystring: z.strictObject({ lang: parameter.lang }),
      response: { 200: legislationShape }
    }
  }, async (request, reply) => {
    const view = { language: answerLanguage(request, reply, unLanguages, request.query.lang), reference: await reference() }
    return presentLegislation(db, await getLegislation(db, request.params.id), view)
  })

  app.get('/v1/legislation/:id/versions', {
    config: { access: 'public', example: '/v1/legislation/01a20ae4-ed9e-766c-968f-dd0354867e3a/versions' },
    schema: {
      operationId: 'listVersions', summary: 'The versions of a law: one language, one kind of text, one span of time each', tags, params,
      querystring: z.strictObject({ lang: parameter.lang }), response: { 200: z.strictObject({ items: z.array(versionSummary) }) }
    }
  }, async (request, reply) => {
    const view = { language: answerLanguage(request, reply, unLanguages, request.query.lang), reference: await reference() }
    const law = await getLegislation(db, request.params.id)
    const versions = await listVersions(db, law.id)
    return { items: versions.map((version) => presentVersion(version, law.akn, view)) }
  })

  tocRoute(app, context)
  provisionRoute(app, context)
}

function tocRoute (app: Parameters<Routes>[0], { db, reference }: Context) {
  app.get('/v1/legislation/:id/toc', {
    config: { access: 'public', example: '/v1/legislation/01a20ae4-ed9e-766c-968f-dd0354867e3a/toc' },
    schema: {
      operationId: 'getTableOfContents', summary: 'The table of contents of a law', tags, params,
      querystring: z.strictObject({ language: textLanguage, asOf: parameter.asOf, lang: parameter.lang }), response: { 200: tocShape }
    }
  }, async (request, reply) => {
    const { language, asOf, lang } = request.query
    const view = { language: answerLanguage(request, reply, unLanguages, lang), reference: await reference() }
    const law = await getLegislation(db, request.params.id)
    const versions = (await listVersions(db, law.id)).filter((v) => !asOf || (v.validFrom && v.validFrom <= asOf && (!v.validTo || v.validTo > asOf)))
    const version = versions.find((v) => v.language === language) ?? versions.find((v) => v.textKind === 'original') ?? versions[0]
    if (!version) throw new NotFound('No version of this law is held' + (asOf ? ` that is known to have been valid on ${asOf}.` : '.'))
    const provisions = await listVersionProvisions(db, version.id)
    return {
      law: presentLawRef(law, view),
      version: presentVersion(version, law.akn, view),
      items: provisions.map((p) => ({
        eId: p.eId, kind: p.kind as never, number: p.number, heading: presentHeading(p, view), parent: p.parentEId, status: p.status as never,
        href: provisionHref(law.id, p.eId)
      }))
    }
  })
}

function provisionRoute (app: Parameters<Routes>[0], { db, reference }: Context) {
  app.get('/v1/legislation/:id/provisions/:eId', {
    config: { access: 'public', example: '/v1/legislation/01a20ae4-ed9e-766c-968f-dd0354867e3a/provisions/sec_14' },
    schema: {
      operationId: 'getProvision', summary: 'One provision of a law, as it stands or as it stood', tags, params: params.extend({ eId: eId.describe('its Akoma Ntoso eId: sec_14, art_323-1') }),
      querystring: z.strictObject({ language: textLanguage, asOf: parameter.asOf, lang: parameter.lang }), response: { 200: provisionDetail }
    }
  }, async (request, reply) => {
    const { language, asOf, lang } = request.query
    const view = { language: answerLanguage(request, reply, unLanguages, lang), reference: await reference() }
    const law = await getLegislation(db, request.params.id)
    const provision = await getProvision(db, law.id, request.params.eId, { language, asOf })
    const [parts, cases] = await Promise.all([provisionParts(db, [provision]), listCasesOfProvision(db, law.id, provision.eId)])
    return {
      ...presentProvision(provision, parts, view),
      cases: cases.map((c) => ({ id: c.id, title: presentWords(c.title, view), decidedOn: c.decidedOn, href: `/v1/cases/${c.id}` })),
      links: { similar: `/v1/search?similar=${provision.id}` }
    }
  })
}
