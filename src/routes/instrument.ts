import { z } from 'zod'
import type { Context, Routes } from '../context.js'
import { listMappings, type ConceptMapping } from '../db/concept.js'
import { getArticle, getInstrument, listArticles, listTreatyActions, type Article, type Instrument } from '../db/instrument.js'
import { listProvisions, type Provision } from '../db/provision.js'
import { pageShape } from '../model/common.js'
import { groupBy } from '../model/group.js'
import { articleShape, instrumentShape, instrumentSummary } from '../model/instrument.js'
import { unLanguages } from '../model/vocabulary.js'
import { cutPage, pageStart } from '../page.js'
import * as parameter from '../parameter.js'
import {
  presentConceptRef, presentInstrumentRef, presentProvisionLink, presentSource, presentStateRef, presentTreatyAction, presentVerification,
  presentWords, type View
} from '../present.js'
import { answerLanguage } from '../representation.js'

const tags = ['Instruments']
const provisionsMax = 5000
const code = z.string().max(10).describe('such as BUD, UNCC, MAL; in any case')
const querystring = z.strictObject({ lang: parameter.lang })

/** Treaties, model laws and classifications. */
export const instrumentRoutes: Routes = async (app, { db, secret, reference }) => {
  app.get('/v1/instruments', {
    config: { access: 'public', example: '/v1/instruments' },
    schema: {
      operationId: 'listInstruments', summary: 'The instruments', tags, querystring: z.strictObject(parameter.paging),
      response: { 200: z.strictObject({ items: z.array(instrumentSummary), page: pageShape }) }
    }
  }, async (request, reply) => {
    const view = { language: answerLanguage(request, reply, unLanguages, request.query.lang), reference: await reference() }
    const start = pageStart<string>(request, secret)
    const all = [...view.reference.instruments.values()].filter((i) => !start || i.code > start)
    const { items, page } = await cutPage(
      request, reply, secret, all.slice(0, request.query.limit + 1), (i) => i.code, async () => view.reference.instruments.size)
    return { items: items.map((i) => presentSummary(i, view)), page }
  })

  app.get('/v1/instruments/:code', {
    config: { access: 'public', example: '/v1/instruments/BUD' },
    schema: {
      operationId: 'getInstrument', summary: 'One instrument: articles and treaty actions', tags, params: z.strictObject({ code }), querystring,
      response: { 200: instrumentShape }
    }
  }, async (request, reply) => {
    const view = { language: answerLanguage(request, reply, unLanguages, request.query.lang), reference: await reference() }
    const found = await getInstrument(db, request.params.code)
    const [articles, actions] = await Promise.all([listArticles(db, found.code), listTreatyActions(db, { instrument: found.code })])
    const mappings = groupBy(await listMappings(db, { articleIds: articles.map(({ id }) => id) }), (m) => m.articleId)
    return {
      ...presentSummary(found, view),
      articles: articles.map((a) => presentArticle(a, mappings.get(a.id) ?? [], view)),
      treatyActions: actions.map((action) => presentTreatyAction(action, view))
    }
  })

  app.get('/v1/instruments/:code/articles/:number', {
    config: { access: 'public', example: '/v1/instruments/BUD/articles/2' },
    schema: {
      operationId: 'getArticle', summary: 'One article, with the provisions of each State that answer to it', tags,
      params: z.strictObject({ code, number: z.string().max(20).describe('of the article, as the instrument writes it: 2, 6bis') }), querystring, response: { 200: articleShape }
    }
  }, async (request, reply) => {
    const view = { language: answerLanguage(request, reply, unLanguages, request.query.lang), reference: await reference() }
    return presentArticleDetail(db, await getArticle(db, request.params.code, request.params.number), view)
  })
}

async function presentArticleDetail (db: Context['db'], article: Article, view: View) {
  const mappings = await listMappings(db, { articleIds: [article.id] })
  // Without a concept there is nothing by which a provision could answer to the article.
  const wordings = mappings.length === 0 ? [] : await listProvisions(db, { concept: mappings.map((m) => m.conceptCode), limit: provisionsMax })
  const provisions = [...groupBy(wordings, (p) => `${p.legislationId} ${p.eId}`).values()].map(latest)
  return {
    ...presentArticle(article, mappings, view),
    instrument: presentInstrumentRef(article.instrumentCode, view),
    states: [...groupBy(provisions.sort(byState), (p) => p.law.jurisdictionCode)].map(([state, own]) => ({
      state: presentStateRef(state, view),
      provisions: own.map((p) => presentProvisionLink({
        subjectId: article.id, provisionId: p.id, eId: p.eId, number: p.number, heading: p.heading, legislationId: p.legislationId,
        akn: p.law.akn, jurisdictionCode: state, law: p.law.title
      }, view))
    }))
  }
}

/** Of the wordings that a provision had one after the other, the last. */
const latest = (wordings: Provision[]) => wordings.reduce((a, b) => ((b.validFrom ?? '') > (a.validFrom ?? '') ? b : a))

const byState = (a: Provision, b: Provision) => (a.law.jurisdictionCode < b.law.jurisdictionCode ? -1 : a.law.jurisdictionCode > b.law.jurisdictionCode ? 1 : 0)

function presentSummary (row: Instrument, view: View) {
  return {
    code: row.code,
    kind: row.kind as never,
    name: row.names[view.language]!,
    names: row.names,
    shortName: row.shortName[view.language]!,
    reference: row.reference,
    parent: row.parentCode,
    adoptedOn: row.adoptedOn,
    openedOn: row.openedOn,
    inForceFrom: row.inForceFrom,
    depositary: row.depositary,
    authenticLanguages: row.authenticLanguages,
    articleCount: row.articleCount,
    verification: presentVerification(row),
    source: presentSource(row.source),
    href: `/v1/instruments/${row.code}`
  }
}

function presentArticle (row: Article, mappings: ConceptMapping[], view: View) {
  return {
    number: row.number,
    title: presentWords(row.title, view),
    chapter: presentWords(row.chapter, view),
    checked: row.checked as never,
    concepts: mappings.map((m) => ({
      concept: presentConceptRef(m.conceptCode, view), relation: m.relation as never, paragraph: m.paragraph, checked: m.checked as never, note: m.note
    })),
    href: `/v1/instruments/${row.instrumentCode}/articles/${row.number}`
  }
}
