import { z } from 'zod'
import { sendFound } from '../answer-cache.js'
import type { Context, Routes } from '../context.js'
import { writeCursor, readCursor, cursorScope } from '../cursor.js'
import { Invalid, Unavailable } from '../model/error.js'
import { searchGroups, searchModes, searchShape } from '../model/search.js'
import { uuid } from '../model/common.js'
import { labels } from '../model/label.js'
import { caseOutcomes, legalStatuses, lessonAreas, recordTypes, unLanguages } from '../model/vocabulary.js'
import * as parameter from '../parameter.js'
import { presentBest, presentConceptRef, presentStateRef, provisionHref, recordHref, type View } from '../present.js'
import { answerLanguage } from '../representation.js'
import { findDirect } from '../search/direct.js'
import { searchExact } from '../search/exact.js'
import { offerExact } from '../search/offer.js'
import type { Hit, SearchRequest } from '../search/query.js'
import { searchRelevance, type RelevanceAnswer } from '../search/relevance.js'
import { getCompared, searchSimilar, type Compared } from '../search/similar.js'
import { facetNames, type FacetName } from '../search/settings.js'
import { searchTyped } from '../search/typed-search.js'

const engineOffsetMax = 10_000
const knownStatuses = [...new Set<string>([...legalStatuses, ...caseOutcomes, ...lessonAreas])]
const list = z.strictObject({
  q: z.string().max(500, 'must be at most 500 characters').default('')
    .meta({ description: 'what to look for, in any language; empty finds everything, so that one can look around by facets' }),
  similar: z.string('must be given once').min(1, 'must not be empty').max(500, 'must be at most 500 characters').optional()
    .meta({ description: 'a provision, by its id, its law\'s id and its eId as {id}/{eId}, or its href: finds its nearest relatives in other States, by concept and then by text; instead of q' }),
  mode: z.enum(searchModes).default('relevance')
    .meta({ description: 'relevance: what answers the question, in any language and inflection; exact: words and phrases as they are written, with AND, OR, NOT, parentheses, "phrases", beginning*, heading: title: text:' }),
  group: z.enum(searchGroups, { error: 'can only be law' }).optional()
    .meta({ description: 'law: each law once, by the best of its provisions, with how many of them were found; cases and lessons stand for themselves' }),
  type: parameter.among(recordTypes, 'kinds of record'),
  state: parameter.state,
  region: parameter.region,
  concept: parameter.concept,
  instrument: parameter.instrument,
  article: parameter.article,
  legislation: parameter.many(uuid, 'laws by id, each with its provisions'),
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
/** All that an answer depends on but its language. */
type Asked = Omit<Query, 'lang'>

/** Search across records and languages. */
export const searchRoutes: Routes = async (app, context) => {
  app.get('/v1/search', {
    config: { access: 'public', example: '/v1/search?q=acceso%20il%C3%ADcito&type=provision&limit=5' },
    schema: {
      operationId: 'search', summary: 'One ranked list over provisions, laws, cases and lessons, across languages', tags: ['Search'],
      querystring: list, response: { 200: searchShape }
    }
  }, async (request, reply) => {
    const { lang, ...query } = request.query
    const view = { language: answerLanguage(request, reply, unLanguages, lang), reference: await context.reference() }
    const found = await context.answers.find(['search', view.language, query], view.reference, async () => {
      const given = await answer(context, query, view)
      return { answer: given, passing: given.semantic === 'unavailable' }
    })
    return sendFound(reply, found)
  })
}

async function answer ({ db, search: engine, secret }: Context, query: Asked, view: View): Promise<z.input<typeof searchShape>> {
  const scope = cursorScope('/v1/search', query)
  const offset = query.cursor === undefined ? 0 : readCursor<number>(secret, scope, query.cursor)
  const facets = query.facets ?? ['type', 'state', 'concept']
  const filter = await readFilter(db, query, view)
  const answer = await find({ db, engine }, query, view, {
    q: query.q, group: query.group, filter, facets, offset, limit: query.limit, vocabulary: view.reference.concepts
  })
  const end = offset + query.limit
  const next = answer.hits.length > 0 && end < Math.min(answer.total, engineOffsetMax) ? writeCursor(secret, scope, end) : null
  return {
    items: answer.hits.map((hit) => presentHit(hit, view, query)),
    page: { next, limit: query.limit },
    mode: query.mode,
    words: answer.words,
    concepts: Object.keys(answer.topics).map((code) => presentConceptRef(code, view)),
    semantic: answer.semantic,
    similarTo: answer.compared ? presentCompared(answer.compared, view, query) : null,
    didYouMean: answer.didYouMean,
    total: answer.total,
    offers: answer.offers,
    facets: Object.fromEntries(facets.map((name) => [name, presentFacet(name, answer.facets[name] ?? {}, view)])),
    tookMs: answer.engineMs
  }
}

/** Exact searches need no engine; without words there is nothing to rank; provisions that a query names come first. */
async function find ({ db, engine }: Pick<Context, 'db'> & { engine: Context['search'] }, { mode, similar }: Asked, view: View, request: SearchRequest): Promise<RelevanceAnswer & { compared?: Compared }> {
  if (similar !== undefined) {
    checkSimilar(mode, request)
    if (!engine) throw new Unavailable(noEngine, 3600)
    return await searchSimilar(db, engine, await getCompared(db, similar), { ...request, language: view.language })
  }
  const unread = { words: [], topics: {}, semantic: 'off' as const, didYouMean: null, offers: [] }
  if (mode === 'exact') {
    const begun = performance.now()
    const answer = await searchExact(db, request)
    return { ...answer, engineMs: Math.round(performance.now() - begun), ...unread, offers: answer.total === 0 ? await offerExact(db, request) : [] }
  }
  if (!engine) throw new Unavailable(noEngine, 3600)
  if (request.q.trim() === '') return { ...await searchTyped(db, engine, request), ...unread }
  const direct = await findDirect(db, request.q, request.filter, { gazetteer: view.reference.gazetteer, language: view.language })
  return await searchRelevance(db, engine, request, direct)
}

function checkSimilar (mode: Query['mode'], { q, group }: SearchRequest): void {
  const faults = []
  if (q.trim() !== '') faults.push({ path: 'similar', message: 'cannot be combined with q: what is looked for is the provision itself' })
  if (mode === 'exact') faults.push({ path: 'similar', message: 'cannot be combined with mode=exact: relatives are never exact' })
  if (group !== undefined) faults.push({ path: 'similar', message: 'cannot be combined with group: what is looked for are provisions' })
  if (faults.length > 0) throw new Invalid(faults)
}

const noEngine = 'Search is not set up: no Meilisearch is configured and none is installed for this machine. ' +
  'Set MEILI_URL and MEILI_KEY to a server, or MEILI_BIN to a binary of version 1.21. Everything else works.'

async function readFilter (db: Context['db'], query: Asked, view: View) {
  const codes = parameter.resolveCodes(query, view.reference)
  await parameter.checkArticles(db, query.article, codes.instrument)
  return {
    type: query.type,
    ...codes,
    legislation: query.legislation,
    article: query.article?.map((number) => `${codes.instrument![0]}:${number}`),
    language: query.language,
    status: query.status,
    year: query.year,
    yearFrom: query.yearFrom,
    yearTo: query.yearTo,
    asOf: query.asOf
  }
}

function presentHit ({ document: d, matches, snippet, score, identical, law = null }: Hit, view: View, query: Asked) {
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
    matched: matches.map(({ field, highlight, language, concept, suggested = false }) =>
      ({ field, html: highlight, language, concept: concept === null ? null : presentConceptRef(concept, view), suggested })),
    checked: d.checked as never,
    needsVerification: d.needsVerification,
    score,
    identical: identical.map((id) => id.replace(/^provision-/, '')),
    law: law && { ...law, foundHref: withinLaw(query, view, law.id) },
    updatedAt: d.display.updatedAt
  }
}

/** This search, of one law: all that is found of it. */
function withinLaw ({ group, cursor, ...query }: Asked, { language }: View, id: string): string {
  const asked = Object.entries({ ...query, legislation: id, lang: language }).filter(([, value]) => value !== undefined)
  return `/v1/search?${new URLSearchParams(asked.map(([name, value]): [string, string] => [name, String(value)]))}`
}

function presentCompared ({ document, candidate: { topics } }: Compared, view: View, query: Asked) {
  const { id, legislationId, eId, href, title, number, heading, states, language } =
    presentHit({ document, matches: [], snippet: null, score: null, identical: [] }, view, query)
  return {
    id, legislationId, eId, href, title, number, heading, states, language,
    concepts: Object.keys(topics).map((code) => presentConceptRef(code, view)),
    suggested: document.concepts.length === 0 && Object.keys(topics).length > 0
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
