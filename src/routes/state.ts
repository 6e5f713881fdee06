import { z } from 'zod'
import type { Routes } from '../context.js'
import { countCoverageStatuses } from '../db/coverage.js'
import { listTreatyActions } from '../db/instrument.js'
import { countJurisdictions, getJurisdiction, listJurisdictions, listMemberships, type Jurisdiction } from '../db/jurisdiction.js'
import { stateShape, stateSummary } from '../model/jurisdiction.js'
import { jurisdictionTypes, unLanguages } from '../model/vocabulary.js'
import { emptyStats, readStats } from '../db/stats.js'
import { pageShape } from '../model/common.js'
import { cutPage, pageStart } from '../page.js'
import * as parameter from '../parameter.js'
import { presentSource, presentStateRef, presentTreatyAction, presentVerification, type View } from '../present.js'
import { presentQuality, sumStatuses } from '../present-stats.js'
import { answerLanguage } from '../representation.js'

const tags = ['States']
const list = z.strictObject({
  type: parameter.among(jurisdictionTypes, 'kinds of jurisdiction, without it the Member States'),
  region: parameter.region,
  ...parameter.paging
})

/** States, territories and organisations. */
export const stateRoutes: Routes = async (app, { db, secret, reference }) => {
  app.get('/v1/states', {
    config: { access: 'public', example: '/v1/states?region=002&limit=5' },
    schema: {
      operationId: 'listStates', summary: 'The 193 Member States; other jurisdictions by `type`', tags, querystring: list,
      response: { 200: z.strictObject({ items: z.array(stateSummary), page: pageShape }) }
    }
  }, async (request, reply) => {
    const view = { language: answerLanguage(request, reply, unLanguages, request.query.lang), reference: await reference() }
    const { region } = parameter.resolveCodes({ region: request.query.region }, view.reference)
    const filter = { type: request.query.type ?? ['member_state'], region, limit: request.query.limit + 1 }
    const rows = await listJurisdictions(db, { ...filter, after: pageStart<string>(request, secret) })
    const { items, page } = await cutPage(request, reply, secret, rows, (row) => row.code, () => countJurisdictions(db, filter))
    return { items: items.map((row) => presentState(row, view)), page }
  })

  app.get('/v1/states/:code', {
    config: { access: 'public', example: '/v1/states/KEN' },
    schema: {
      operationId: 'getState', summary: 'One State: what is held, how far it was verified, its treaty actions', tags,
      params: z.strictObject({ code: z.string().max(20).describe('alpha-3, alpha-2 or UN M49, in any case') }),
      querystring: z.strictObject({ lang: parameter.lang }), response: { 200: stateShape }
    }
  }, async (request, reply) => {
    const view = { language: answerLanguage(request, reply, unLanguages, request.query.lang), reference: await reference() }
    const row = await getJurisdiction(db, request.params.code)
    const [memberships, [stats], statuses, actions] = await Promise.all([
      listMemberships(db, row.code), readStats(db, row.code), countCoverageStatuses(db, row.code), listTreatyActions(db, { jurisdiction: row.code })
    ])
    const conceptsTotal = view.reference.concepts.size
    const { conceptsWithData, ...quality } = presentQuality(stats ?? emptyStats(row.code), statuses)
    return {
      ...presentState(row, view),
      organizations: memberships.organizations.map((code) => presentStateRef(code, view)),
      members: memberships.members.map((code) => presentStateRef(code, view)),
      ...quality,
      coverage: {
        conceptsTotal,
        conceptsWithData,
        byStatus: sumStatuses(statuses, conceptsTotal),
        href: `/v1/coverage?state=${row.code}`
      },
      treatyActions: actions.map((action) => presentTreatyAction(action, view)),
      links: {
        legislation: `/v1/legislation?state=${row.code}`,
        provisions: `/v1/provisions?state=${row.code}`,
        cases: `/v1/cases?state=${row.code}`,
        lessons: `/v1/lessons?state=${row.code}`,
        coverage: `/v1/coverage?state=${row.code}`,
        search: `/v1/search?state=${row.code}&q={words}`
      }
    }
  })
}

function presentState (row: Jurisdiction, view: View) {
  const place = (code: string | null) => {
    const region = code === null ? undefined : view.reference.gazetteer.regions.get(code)
    return region ? { code: region.code, name: region.names[view.language]! } : null
  }
  return {
    code: row.code,
    alpha2: row.alpha2,
    m49: row.m49,
    type: row.type as never,
    name: row.names[view.language]!,
    names: row.names,
    formalNames: row.formalNames,
    region: place(row.regionCode),
    subregion: place(row.subregionCode),
    intermediateRegion: place(row.intermediateRegionCode),
    leastDeveloped: row.leastDeveloped,
    landlockedDeveloping: row.landlockedDeveloping,
    smallIslandDeveloping: row.smallIslandDeveloping,
    verification: presentVerification(row),
    source: presentSource(row.source),
    href: `/v1/states/${row.code}`
  }
}
