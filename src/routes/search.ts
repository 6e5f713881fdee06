import { z } from 'zod'
import type { Context, Routes } from '../context.js'
import { writeCursor, readCursor, cursorScope } from '../cursor.js'
import { Unavailable } from '../model/error.js'
import { searchShape } from '../model/search.js'
import { labels } from '../model/label.js'
import { caseOutcomes, legalStatuses, lessonAreas, recordTypes, unLanguages } from '../model/vocabulary.js'
import * as parameter from '../parameter.js'
import { presentBest, presentConceptRef, presentStateRef, provisionHref, recordHref, type View } from '../present.js'
import { answerLanguage } from '../representation.js'
import { search as find, type Hit } from '../search/query.js'
import { facetNames, type FacetName } from '../search/settings.js'

const engineOffsetMax = 10_000
const knownStatuses = [...new Set<string>([...legalStatuses, ...caseOutcomes, ...lessonAreas])]
const list = z.strictObject({
  q: z.string().max(500, 'must be at most 500 characters').default('')
    .meta({ description: 'what to look for, in any language; empty finds everything, so that one can look around by facets' }),
  type: parameter.among(recordTypes, 'kinds of record'),
  state: parameter.state,
  region: parameter.region,
  concept: parameter.concept,
  instrument: parameter.instrument,
  article: parameter.article,
  language: parameter.languages('languages of the law or record, BCP 47'),
  status: parameter.among(knownStatuses, 'legal status of a law or provision, outcome of a case, or area of a lesson'),
  year: parameter.many(z.string().regex(/^\d{4}$/, 'must be a year such as 2018'), 'the years wanted, each by itself'),
  yearFrom: parameter.yearFrom,
  yearTo: parameter.yearTo,
  asOf: parameter.asOf,
  facets: parameter.among(facetNames, 'facets to count, without it type, state and concept'),
  limit: parameter.limit,
  cursor: parameter.cursor,
  lang: parameter.lang
})
type Query = z.output<typeof list>

/** Search across records and languages. */
export const searchRoutes: Routes = async (app, { db, search: engine, secret, reference }) => {
  app.get('/v1/search', {
    config: { access: 'public', example: '/v1/search?q=acceso%20il%C3%ADcito&type=provision&limit=5' },
    schema: {
      operationId: 'search', summary: 'One ranked list over provisions, laws, cases and lessons, across languages', tags: ['Search'],
      querystring: list, response: { 200: searchShape }
    }
  }, async (request, reply) => {
    const query = request.query
    const view = { language: answerLanguage(request, reply, unLanguages, query.lang), reference: await reference() }
    if (!engine) throw new Unavailable(noEngine, 3600)
    const scope = cursorScope('/v1/search', query)
    const offset = query.cursor === undefined ? 0 : readCursor<number>(secret, scope, query.cursor)
    const facets = query.facets ?? ['type', 'state', 'concept']
    const answer = await find(engine, {
      q: query.q, filter: await readFilter(db, query, view), facets, offset, limit: query.limit, vocabulary: view.reference.concepts
    })
    const end = offset + answer.hits.length
    const next = answer.hits.length === query.limit && end < Math.min(answer.total, engineOffsetMax) ? writeCursor(secret, scope, end) : null
    reply.header('cache-control', 'public, max-age=15')
    return {
      items: answer.hits.map((hit) => presentHit(hit, view)),
      page: { next, limit: query.limit },
      mode: 'relevance' as const,
      total: answer.total,
      facets: Object.fromEntries(facets.map((name) => [name, presentFacet(name, answer.facets[name] ?? {}, view)])),
      tookMs: answer.engineMs
    }
  })
}

const noEngine = 'Search is not set up: no Meilisearch is configured and none is installed for this machine. ' +
  'Set MEILI_URL and MEILI_KEY to a server, or MEILI_BIN to a binary of version 1.21. Everything else works.'

async function readFilter (db: Context['db'], query: Query, view: View) {
  const codes = parameter.resolveCodes(query, view.reference)
  await parameter.checkArticles(db, query.article, codes.instrument)
  return {
    type: query.type,
    ...codes,
    article: query.article?.map((number) => `${codes.instrument![0]}:${number}`),
    language: query.language,
    status: query.status,
    year: query.year,
    yearFrom: query.yearFrom,
    yearTo: query.yearTo,
    asOf: query.asOf
  }
}

function presentHit ({ document: d, matches, snippet, score }: Hit, view: View) {
  const heading = d.display.heading.length === 0
    ? null
    : presentBest(d.display.heading.map((line) => ({ ...line, kind: line.language === d.display.language ? d.display.textKind as never : 'editorial' })), view)
  return {
    type: d.type,
    id: d.recordId,
    legislationId: d.legislationId,
    eId: d.eId,
    akn: d.display.akn,
    href: hrefOf(d),
    title: presentBest(d.display.title.map((line) => ({ ...line, kind: line.language === d.display.language ? d.display.textKind as never : 'editorial' })), view),
    number: d.display.number,
    heading,
    states: d.state.map((code) => presentStateRef(code, view)),
    language: d.display.language,
    status: d.status,
    year: d.year,
    date: d.display.date,
    concepts: d.concepts.map((code) => presentConceptRef(code, view)),
    snippet,
    matched: matches.map(({ field, highlight, language, concept }) =>
      ({ field, html: highlight, language, concept: concept === null ? null : presentConceptRef(concept, view) })),
    checked: d.checked as never,
    needsVerification: d.needsVerification,
    score,
    updatedAt: d.display.updatedAt
  }
}

function hrefOf ({ type, recordId, legislationId, eId }: Hit['document']): string {
  if (type === 'provision') return provisionHref(legislationId!, eId!)
  return recordHref(type, recordId)
}

function presentFacet (name: FacetName, counts: Record<string, number>, view: View) {
  return Object.entries(counts).map(([value, count]) => ({ value, label: labelOf(name, value, view), count }))
    .sort((a, b) => b.count - a.count || (a.value < b.value ? -1 : 1))
}

function labelOf (name: FacetName, value: string, { language, reference }: View): string {
  if (name === 'state') return reference.gazetteer.jurisdictions.get(value)?.names[language] ?? value
  if (name === 'region') return reference.gazetteer.regions.get(value)?.names[language] ?? value
  if (name === 'concept') return reference.concepts.get(value)?.labels[language] ?? value
  if (name === 'instrument') return reference.instruments.get(value)?.shortName[language] ?? value
  if (name === 'language') return new Intl.DisplayNames([language], { type: 'language' }).of(value) ?? value
  return labels[language][value] ?? value
}
