import type { Concept } from '../db/concept.js'
import type { Db } from '../db/client.js'
import { getProvision, listProvisions } from '../db/provision.js'
import { readLetters, readSearchDocuments } from '../db/search-document.js'
import { eId as eIdShape } from '../model/common.js'
import { Invalid, NotFound, Unavailable } from '../model/error.js'
import type { UnLanguage } from '../model/vocabulary.js'
import { askedWords, countFound, findCandidates, notAmong } from './candidate.js'
import type { Search } from './client.js'
import { highlight } from './highlight.js'
import { kinship, readTells, sharedConcepts, withLine, type Tells } from './kinship.js'
import { markClose, markOpen, toHtml } from './mark.js'
import { offerFilters } from './offer.js'
import { allCounts, facetCounts, filterOf, type Hit, type HitDocument, type Match, type SearchFilter, type SearchRequest } from './query.js'
import { apart, readCandidates } from './pool.js'
import { rank, type Candidate, type Ranked } from './rank.js'
import type { RelevanceAnswer } from './relevance.js'
import { baseOf, mostTelling, readTelling, type Telling } from './telling.js'
import { codeOf, isOwn, sureOf, topicTerm, type Topics } from './term.js'
import { languageNumber, pickLines, type VectorLine } from './term-vector.js'

type Asked = ReturnType<typeof askedWords>
/** A provision that others are compared with. */
export type Compared = { document: HitDocument, candidate: Candidate }
export type SimilarAnswer = RelevanceAnswer & { compared: Compared }
type SimilarRequest = Omit<SearchRequest, 'q'> & { language: UnLanguage }

/** What agreement in concepts is worth, the rest being agreement in words: a little more of the one outweighs much of the other. */
const conceptShare = 0.6
/** Words by which others are found: of each language, and of all. */
const wordsOfLanguage = 12
const wordsOfAll = 24
/** Concepts and words that are looked for together, and how many have both. */
const topicsPaired = 3
const wordsPaired = 12
const hitsOfPair = 60
const nearMax = 300

const named = /^(?:\S*\/v1\/legislation\/)?([\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12})(?:\/(?:provisions\/)?([^/]+))?$/i

/**
 * The provision that `given` names: by its id, by its law's id and its eId with a slash between, or by its address. Throws
 * Invalid where no published one is named so, and Unavailable while the index does not have it yet.
 */
export async function getCompared (db: Db, given: string): Promise<Compared> {
  const id = await findId(db, given)
  if (id === undefined) {
    const message = `${given} is no published provision; give its id, its law's id and its eId as {id}/{eId}, or its href`
    throw new Invalid([{ path: 'similar', message }])
  }
  const [[row], [candidate]] = await Promise.all([readSearchDocuments(db, [`provision-${id}`]), readRelatives(db, [`provision-${id}`])])
  if (!row || !candidate) throw new Unavailable('The provision is being indexed.', 5)
  return { document: row.document as HitDocument, candidate }
}

/**
 * Finds the nearest relatives of a provision in other States: those that share a concept with it, above all a rare one, or
 * else its most telling words in a language of its own. Throws Unavailable when the engine does not answer.
 */
export async function searchSimilar (db: Db, engine: Search, compared: Compared, request: SimilarRequest): Promise<SimilarAnswer> {
  const { document, candidate: { topics } } = compared
  const { filter, facets, offset, limit, vocabulary } = request
  const [{ spoken, counts }, tells] = await Promise.all([readTelling(engine, document), readTells(engine, vocabulary)])
  const most = Math.min(wordsOfLanguage, Math.floor(wordsOfAll / Math.max(1, spoken.length)))
  const asked = spoken.flatMap(({ words }) => askedWords(mostTelling(words, most), counts))
  const line = withLine(topics, vocabulary)
  const elsewhere = filterOf({ type: ['provision'], notState: document.state })
  const within = (f: SearchFilter) => [...filterOf(f), ...elsewhere]
  const count = (f: SearchFilter, names: string[]) => countFound(engine, asked, line, within(f), names)
  const { together, alone } = facetCounts(request)
  const begun = performance.now()
  const [near, wide, found, ...others] = await Promise.all([
    findNear(engine, asked, byTelling(topics, tells), within(filter)), findCandidates(engine, asked, line, within(filter), limit),
    count(filter, together), ...alone.map(({ name, filter: others }) => count(others, [name]))
  ])
  const engineMs = Math.round(performance.now() - begun)
  const ids = [...new Set([...near, ...wide])]
  const pool = apart(await order(db, await readRelatives(db, ids), compared, spoken, tells))
  const page = pool.slice(offset, offset + limit)
  const left = limit - page.length
  const rest = left > 0 && found.total > ids.length
    ? await countFound(engine, asked, line, [...within(filter), notAmong(ids)], [], { offset: Math.max(0, offset - pool.length), limit: left })
    : undefined
  const unranked = (await readRelatives(db, rest?.ids ?? [])).map((candidate) => ({ candidate, score: null, identical: [] }))
  return {
    compared,
    hits: await readHits(db, [...page, ...unranked], compared, spoken, tells, request),
    total: found.total,
    facets: allCounts(facets, [found, ...others].map((counted) => counted.facets)),
    engineMs,
    words: [],
    topics,
    semantic: 'off',
    didYouMean: null,
    offers: found.total > 0 ? [] : await offerFilters(filter, async (f) => (await count(f, [])).total)
  }
}

/** Documents, each with the concepts that it is shown with. */
const readRelatives = async (db: Db, ids: string[]): Promise<Candidate[]> =>
  (await readCandidates(db, ids)).map((candidate) => ({ ...candidate, topics: sureOf(candidate.topics) }))

async function findId (db: Db, given: string): Promise<string | undefined> {
  const [, id, place] = named.exec(given.trim()) ?? []
  if (id === undefined) return undefined
  if (place === undefined) return (await listProvisions(db, { ids: [id], limit: 1 }))[0]?.id
  // An eId has no letter that an address writes otherwise.
  if (!eIdShape.safeParse(place).success) return undefined
  try {
    return (await getProvision(db, id, place)).id
  } catch (error) {
    if (error instanceof NotFound) return undefined
    throw error
  }
}

const byTelling = (topics: Topics, tells: Tells) => Object.keys(topics).sort((a, b) => tells(b) * topics[b]! - tells(a) * topics[a]!)

/**
 * The documents that have a concept together with a telling word or with another concept, those first that have most of them:
 * of a concept that thousands are about, these are the nearest.
 */
async function findNear (engine: Search, asked: Asked, topics: string[], filter: string[]): Promise<string[]> {
  const chosen = topics.slice(0, topicsPaired)
  const words = [...asked].sort((a, b) => b.word.idf - a.word.idf).slice(0, wordsPaired)
  const whole = words.reduce((sum, { word }) => sum + word.idf, 0)
  const pairs = chosen.flatMap((topic, i) => [
    ...chosen.slice(i + 1).map((other) => ({ terms: [topicTerm(topic), topicTerm(other)], worth: whole })),
    ...words.map(({ word, terms }) => ({ terms: [topicTerm(topic), terms[0]!], worth: word.idf }))
  ])
  if (pairs.length === 0) return []
  const { results } = await engine.post<{ results: { hits: { id: string }[] }[] }>('/multi-search', {
    queries: pairs.map(({ terms }) => ({
      indexUid: engine.termsUid, q: terms.map(codeOf).join(' '), limit: hitsOfPair, filter, matchingStrategy: 'all', attributesToRetrieve: ['id']
    }))
  })
  const worth = new Map<string, number>()
  results.forEach(({ hits }, i) => hits.forEach(({ id }) => worth.set(id, (worth.get(id) ?? 0) + pairs[i]!.worth)))
  return [...worth].sort((a, b) => b[1] - a[1]).slice(0, nearMax).map(([id]) => id)
}

/** By concept, then by text; best first. */
async function order (db: Db, candidates: Candidate[], { candidate: own }: Compared, spoken: Telling[], tells: Tells): Promise<Ranked[]> {
  const likeness = await likenesses(db, candidates, own, spoken)
  const score = ({ id, topics }: Candidate) => {
    const words = likeness.get(id) ?? 0
    return Object.keys(own.topics).length === 0 ? words : conceptShare * kinship(own.topics, topics, tells) + (1 - conceptShare) * words
  }
  return candidates.map((candidate) => ({ candidate, score: score(candidate) })).sort((a, b) => b.score - a.score || (a.candidate.id < b.candidate.id ? -1 : 1))
}

/**
 * How far each says the same in the same words, 0 to 1, in whichever language of both says so most: ranked as if the provision
 * were a query, which it answers best itself.
 */
async function likenesses (db: Db, candidates: Candidate[], own: Candidate, spoken: Telling[]): Promise<Map<string, number>> {
  const likeness = new Map<string, number>()
  for (const { language, words } of spoken) {
    const inLanguage = (line: VectorLine) => isOwn(line) && line.language === languageNumber(language)
    // What a law's other provisions say would count too.
    const said = [own, ...candidates].map((c) => ({ ...c, legislationId: null, vector: pickLines(c.vector, inLanguage) }))
    const ranked = await rank(said.filter(({ vector }) => vector.length > 0), words, {}, (some) => readLetters(db, some))
    const whole = ranked.find(({ candidate }) => candidate.id === own.id)?.score ?? 0
    if (whole === 0) continue
    for (const { candidate: { id }, score } of ranked) likeness.set(id, Math.max(likeness.get(id) ?? 0, Math.min(1, score / whole)))
  }
  return likeness
}

type Entry = { candidate: Candidate, score: number | null, identical: string[] }

async function readHits (
  db: Db, entries: Entry[], compared: Compared, spoken: Telling[], tells: Tells, { vocabulary, language }: SimilarRequest
): Promise<Hit[]> {
  const documents = await readSearchDocuments(db, entries.map(({ candidate }) => candidate.id)) as { id: string, document: HitDocument }[]
  const byId = new Map(entries.map((entry) => [entry.candidate.id, entry]))
  return documents.map(({ id, document }) => {
    const { candidate, score, identical } = byId.get(id)!
    const shared = sharedConcepts(compared.candidate.topics, candidate.topics, tells, vocabulary)
    const said = highlightSaid(document, spoken)
    const why = [...shared.map((code) => toMatch(code, document, vocabulary, language)), ...said.matches]
    // The engine does not tell languages apart: some are found by a word that two languages write alike.
    const { matches, snippet } = why.length > 0 ? { ...said, matches: why } : highlight(document, shown(spoken))
    return { document, matches, snippet, score, identical }
  })
}

/** What both say in the same words of the same language, those by which others are found. */
function highlightSaid (document: HitDocument, spoken: Telling[]): Pick<Hit, 'matches' | 'snippet'> {
  const languages = new Set([...[...document.display.heading, ...document.display.title].map((line) => line.language), ...document.bodyLanguages].map(baseOf))
  const common = spoken.filter(({ language }) => languages.has(language))
  const { matches, snippet } = highlight(document, shown(common))
  return { matches: matches.filter((match) => common.some(({ language }) => language === baseOf(match.language))), snippet }
}

const shown = (spoken: Telling[]) => spoken.flatMap(({ words }) => mostTelling(words, wordsOfLanguage))

function toMatch (code: string, { concepts }: HitDocument, vocabulary: Map<string, Concept>, language: UnLanguage): Match {
  const label = vocabulary.get(code)?.labels[language] ?? code
  const isSaid = concepts.some((own) => own === code || own.startsWith(`${code}.`))
  return { field: 'concept', highlight: toHtml(markOpen + label + markClose), language, concept: code, suggested: !isSaid }
}
