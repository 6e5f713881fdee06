import type { Db } from '../db/client.js'
import { readSearchDocuments } from '../db/search-document.js'
import { isShort, readAsked, reportOf, type Asked, type WordReport } from './ask.js'
import { among, askedWords, countFound, findCandidates, notAmong } from './candidate.js'
import type { Search } from './client.js'
import { labelExplainer, labelMatch } from './explain.js'
import { countGroups, groupFacets, lawOf, listLaws, namedFirst, type Listing, type Question } from './group.js'
import { highlight } from './highlight.js'
import { toHtml } from './mark.js'
import { addCounts, searchMeaning, type Meaning } from './meaning.js'
import { normalise } from './normalise.js'
import { allCounts, facetCounts, filterOf, type Hit, type HitDocument, type Match, type SearchAnswer, type SearchFilter, type SearchRequest } from './query.js'
import { offerRelevant, type Offer } from './offer.js'
import { apart, rankDocuments, type Distinct } from './pool.js'
import type { Ranked } from './rank.js'
import { didYouMean } from './spell.js'
import { sureOf, type Topics } from './term.js'
import { findTyped, showTyped } from './typed-search.js'

export type RelevanceAnswer = SearchAnswer & { words: WordReport[], topics: Topics, semantic: Meaning['state'], didYouMean: string | null, offers: Offer[] }

/**
 * Finds what answers a query: the engine gives candidates by the query's telling words and concepts, and these are ranked
 * here. A query of one or two words that are not known is searched by the engine alone, which forgives typing errors and
 * completes words. What the query names by number (`direct`) comes first. Throws Unavailable when the engine does not answer.
 */
export async function searchRelevance (db: Db, engine: Search, request: SearchRequest, direct: Hit[] = []): Promise<RelevanceAnswer> {
  const q = normalise(request.q)
  const read = (text: string) => readAsked(engine, request.vocabulary, text)
  const short = direct.length === 0 && isShort(q)
  const asked = await read(q)
  const typed = short && !asked ? await findTyped(engine, request) : undefined
  // What the engine finds nothing for may still mean something.
  const answer = typed && !(engine.embedder && typed.total === 0)
    ? { ...await showTyped(db, request, typed), words: [], topics: {}, semantic: 'off' as const, didYouMean: null }
    : await searchByTerms(db, engine, request, asked ?? { weighed: [], topics: {}, counts: new Map(), corrections: new Map() }, direct)
  return { ...answer, offers: answer.total === 0 ? await offerRelevant(engine, { q, filter: request.filter, group: request.group }, read) : [] }
}

async function searchByTerms (
  db: Db, engine: Search, request: SearchRequest, query: Asked, direct: Hit[]
): Promise<Omit<RelevanceAnswer, 'offers'>> {
  const { filter, facets, offset, limit, group } = request
  const { weighed, topics } = query
  const asked = askedWords(weighed, query.counts)
  const { together, alone } = facetCounts(request)
  const count = (f: SearchFilter, names: string[]) => countFound(engine, asked, topics, filterOf(f), names)
  const begun = performance.now()
  // Nothing is found by the counts: the engine makes them while what it found is read and ranked.
  const counting = Promise.all([
    count(filter, group ? [...together, ...groupFacets] : together), ...alone.map(({ name, filter: others }) => count(others, [name]))
  ])
  counting.catch(() => {})
  const haveWords = async (ids: string[]) => (await countFound(engine, asked, topics, [among(ids)], [], { offset: 0, limit: ids.length })).ids
  const [ofWords, meaning] = await Promise.all([
    findCandidates(engine, asked, topics, filterOf(filter), limit), searchMeaning(db, engine, request, haveWords)
  ])
  const engineMs = Math.round(performance.now() - begun)
  const ids = [...new Set([...ofWords, ...meaning.likeness.keys()])]
  const ranked = await rankDocuments(db, ids, weighed, topics, meaning.likeness)
  const question = { asked, weighed, topics, filter: filterOf(filter) }
  const found = group ? (await counting)[0].facets : undefined
  const counts = found && addCounts(Object.keys(found), found, meaning.facets)
  const list = counts ? listLaws(db, engine, question, counts, direct, ranked) : listDocuments(engine, question, direct, ranked)
  const first = list.first.slice(offset, offset + limit)
  const page = list.pool.slice(Math.max(0, offset - list.first.length), Math.max(0, offset + limit - list.first.length))
  const left = limit - first.length - page.length
  const rest = left > 0 && (await counting)[0].total > ids.length - meaning.alone.size
    ? await list.beyond({ offset: Math.max(0, offset - list.first.length - list.pool.length), limit: left })
    : []
  const entries = new Map(page.map((entry) => [entry.candidate.id, entry]))
  const documents = await readSearchDocuments(db, [...entries.keys(), ...rest]) as { id: string, document: HitDocument }[]
  const explain = labelExplainer(request.q, request.vocabulary)
  const hits = [...first, ...documents.map(({ id, document }) => toHit(document, entries.get(id), query, explain, meaning.likeness.has(id)))]
  const counted = await counting
  const total = counts ? countGroups(counts) : counted[0].total + meaning.alone.size
  return {
    hits: counts ? hits.map((hit) => ({ ...hit, law: lawOf(hit.document, counts) })) : hits,
    total: Math.max(total, direct.length),
    facets: addCounts(facets, allCounts(facets, counted.map((c) => c.facets)), meaning.facets),
    engineMs,
    words: reportOf(normalise(request.q), query),
    topics,
    semantic: meaning.state,
    didYouMean: didYouMean(request.q, query.corrections)
  }
}

/** What the query names by number, the candidates, and what was found beside them; identical provisions are one. */
function listDocuments (engine: Search, { asked, topics, filter }: Question, direct: Hit[], ranked: Ranked[]): Listing<Hit> {
  const named = new Set(direct.map(({ document }) => document.id))
  const known = [...named, ...ranked.map(({ candidate }) => candidate.id)]
  const distinct = apart(namedFirst(ranked, named))
  const alike = new Map(distinct.map(({ candidate, identical }) => [candidate.id, identical.filter((id) => !named.has(id))]))
  return {
    first: direct.map((hit) => ({ ...hit, identical: alike.get(hit.document.id) ?? [] })),
    pool: distinct.filter(({ candidate }) => !named.has(candidate.id)),
    beyond: async (page) => (await countFound(engine, asked, topics, [...filter, notAmong(known)], [], page)).ids
  }
}

function toHit (
  document: HitDocument, entry: Distinct | undefined, { weighed, topics }: Asked, explain: ReturnType<typeof labelExplainer>, alike: boolean
): Hit {
  const { matches, snippet } = highlight(document, weighed)
  const own = sureOf(entry?.candidate.topics ?? {})
  const suggested = Object.keys(own).filter((code) => topics[code] !== undefined && !document.concepts.includes(code))
  return {
    document,
    matches: [
      ...matches, ...explain(document.concepts).map(labelMatch(false)), ...explain(suggested, true).map(labelMatch(true)), ...alike ? [meaningOf(document)] : []
    ],
    snippet,
    score: entry?.score ?? null,
    identical: entry?.identical ?? []
  }
}

/** What it is that is like the query: its heading, or the title of what has none. */
function meaningOf ({ display: { heading, title, language } }: HitDocument): Match {
  const lines = heading.length > 0 ? heading : title
  const line = lines.find((l) => l.language === language) ?? lines[0]
  return { field: 'meaning', highlight: toHtml(line?.text ?? ''), language: line?.language ?? null, concept: null }
}
