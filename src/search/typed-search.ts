import type { Db } from '../db/client.js'
import { readSearchDocuments } from '../db/search-document.js'
import type { Search } from './client.js'
import { labelExplainer, labelMatch } from './explain.js'
import { countGroups, groupFacets, lawOf } from './group.js'
import { normaliseQuery } from './normalise.js'
import { allCounts, facetCounts, filterOf, type HitDocument, type SearchAnswer, type SearchRequest } from './query.js'
import { typedMarker } from './typed-highlight.js'

type EngineAnswer = {
  hits: { id: string, _rankingScore?: number }[]
  estimatedTotalHits: number
  facetDistribution?: Record<string, Record<string, number>>
  processingTimeMs: number
}
/** What the engine found by itself: ids, best first, and counts. */
export type TypedFound = Pick<SearchAnswer, 'total' | 'facets' | 'engineMs'> & { scores: Map<string, number | null>, laws: SearchAnswer['facets'] | undefined }

/**
 * What the engine finds by itself, in one request, for a query that is still being typed: it forgives errors and completes
 * the last word. Documents and marks are not asked of it, which would be half of what the request takes. Throws Unavailable
 * when the engine does not answer.
 */
export async function findTyped (engine: Search, request: SearchRequest): Promise<TypedFound> {
  const { together, alone } = facetCounts(request)
  const q = normaliseQuery(request.q)
  const base = { indexUid: engine.uid, q, matchingStrategy: 'frequency', locales: localesOf(q) }
  const grouped = request.group !== undefined
  const { results } = await engine.post<{ results: EngineAnswer[] }>('/multi-search', {
    queries: [
      {
        ...base,
        filter: filterOf(request.filter),
        ...(grouped ? { distinct: 'legislationId' } : { facets: together }),
        offset: request.offset,
        limit: request.limit,
        showRankingScore: true,
        attributesToRetrieve: ['id']
      },
      // What is found is counted apart from what is shown: where documents are distinct, the engine counts no further than it looks.
      ...(grouped ? [{ ...base, filter: filterOf(request.filter), facets: [...together, ...groupFacets], limit: 0 }] : []),
      ...alone.map(({ name, filter }) => ({ ...base, filter: filterOf(filter), facets: [name], limit: 0 }))
    ]
  })
  const [main, counted] = results
  return {
    scores: new Map(main!.hits.map(({ id, _rankingScore: score = null }) => [id, score])),
    laws: grouped ? counted!.facetDistribution : undefined,
    total: grouped ? countGroups(counted!.facetDistribution) : main!.estimatedTotalHits,
    facets: allCounts(request.facets, results.map((r) => r.facetDistribution)),
    engineMs: results.reduce((sum, r) => sum + r.processingTimeMs, 0)
  }
}

/** What was found, as it is shown. */
export async function showTyped (db: Db, { q, vocabulary }: SearchRequest, { scores, laws, ...counts }: TypedFound): Promise<SearchAnswer> {
  const documents = await readSearchDocuments(db, [...scores.keys()]) as { id: string, document: HitDocument }[]
  const explain = labelExplainer(normaliseQuery(q), vocabulary)
  const mark = typedMarker(q)
  return {
    ...counts,
    hits: documents.map(({ id, document }) => {
      const { matches, snippet } = mark(document)
      return {
        document,
        matches: [...matches, ...explain(document.concepts).map(labelMatch(false))],
        snippet,
        score: scores.get(id)!,
        identical: [],
        law: laws ? lawOf(document, laws) : null
      }
    })
  }
}

/** Finds and shows; see `findTyped`. */
export const searchTyped = async (db: Db, engine: Search, request: SearchRequest): Promise<SearchAnswer> =>
  await showTyped(db, request, await findTyped(engine, request))

/** Han characters without kana are Chinese here; other scripts the engine tells apart by itself. */
function localesOf (q: string): string[] | undefined {
  return /\p{Script=Han}/u.test(q) && !/[\p{Script=Hiragana}\p{Script=Katakana}]/u.test(q) ? ['cmn'] : undefined
}
