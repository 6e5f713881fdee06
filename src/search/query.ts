import type { Concept } from '../db/concept.js'
import type { searchGroups } from '../model/search.js'
import { dayNumber, type SearchDocument } from './document.js'
import { labelExplainer, type LabelMatch } from './explain.js'
import { markClose, markOpen, toHtml } from './mark.js'
import type { Search } from './client.js'
import { countGroups, groupFacets, lawOf, type LawGroup } from './group.js'
import { normaliseQuery } from './normalise.js'
import { facetNames, type FacetName } from './settings.js'

export type SearchFilter = { [K in FacetName]?: string[] } & {
  yearFrom?: number, yearTo?: number, article?: string[], legislation?: string[], notState?: string[], asOf?: string
}

/** Each law is shown once, by the best of its documents. */
export type SearchGroup = (typeof searchGroups)[number]

export type SearchRequest = {
  q: string, filter: SearchFilter, facets: FacetName[], offset: number, limit: number, vocabulary: Map<string, Concept>, group?: SearchGroup
}

/** One place where a query met a document; `highlight` is escaped HTML in which only `<mark>` is markup. */
export type Match = {
  field: 'number' | 'heading' | 'title' | 'concept' | 'text' | 'place' | 'meaning'
  highlight: string
  language: string | null
  /** the concept whose label or synonym matched */
  concept: string | null
  /** whether nobody said that the document is about it: its own words suggest it */
  suggested?: boolean
}

/** What a hit needs of its document; the fields that are only searched stay in the engine. */
const retrieved = [
  'id', 'type', 'recordId', 'legislationId', 'eId', 'heading', 'title', 'body', 'bodyLanguages', 'place', 'placeLanguages', 'concepts', 'state', 'status', 'checked',
  'needsVerification', 'year', 'display'
] as const
export type HitDocument = Pick<SearchDocument, (typeof retrieved)[number]>

export type Hit = {
  document: HitDocument, matches: Match[], snippet: { html: string, language: string } | null, score: number | null
  /** documents of the same words that are not shown themselves */
  identical: string[]
  /** where hits are grouped: the law that this one stands for */
  law?: LawGroup | null
}
export type SearchAnswer = {
  hits: Hit[]
  /** exact up to the engine's bound of 10,000 */
  total: number
  facets: Partial<Record<FacetName, Record<string, number>>>
  engineMs: number
}

const cropWords = 40

type EngineHit = HitDocument & { _formatted?: Pick<SearchDocument, 'heading' | 'title' | 'body' | 'place'>, _rankingScore?: number }
type EngineAnswer = { hits: EngineHit[], estimatedTotalHits: number, facetDistribution?: Record<string, Record<string, number>>, processingTimeMs: number }

/**
 * What the engine finds by itself, in one request, for a query that is still being typed: it forgives errors and completes
 * the last word. Throws Unavailable when the engine does not answer.
 */
export async function searchTyped (engine: Search, request: SearchRequest): Promise<SearchAnswer> {
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
        attributesToRetrieve: retrieved,
        attributesToHighlight: q === '' ? [] : ['heading', 'title', 'body', 'place'],
        attributesToCrop: ['body'],
        cropLength: cropWords,
        highlightPreTag: markOpen,
        highlightPostTag: markClose
      },
      // What is found is counted apart from what is shown: where documents are distinct, the engine counts no further than it looks.
      ...(grouped ? [{ ...base, filter: filterOf(request.filter), facets: [...together, ...groupFacets], limit: 0 }] : []),
      ...alone.map(({ name, filter }) => ({ ...base, filter: filterOf(filter), facets: [name], limit: 0 }))
    ]
  })
  const [main, counted] = results
  const explain = labelExplainer(q, request.vocabulary)
  return {
    hits: main!.hits.map((hit) => ({ ...toHit(hit, explain(hit.concepts)), law: grouped ? lawOf(hit, counted!.facetDistribution) : null })),
    total: grouped ? countGroups(counted!.facetDistribution) : main!.estimatedTotalHits,
    facets: allCounts(request.facets, results.map((r) => r.facetDistribution)),
    engineMs: results.reduce((sum, r) => sum + r.processingTimeMs, 0)
  }
}

/**
 * Which facets are counted with all filters, and which each by itself: counts of a facet leave that facet's own filter out,
 * so that its other values can be chosen too.
 */
export function facetCounts ({ facets, filter }: Pick<SearchRequest, 'facets' | 'filter'>): { together: FacetName[], alone: { name: FacetName, filter: SearchFilter }[] } {
  return {
    together: facets.filter((name) => filter[name] === undefined),
    alone: facets.filter((name) => filter[name] !== undefined).map((name) => ({ name, filter: { ...filter, [name]: undefined } }))
  }
}

/** The counts of several answers as one; of a facet without any, none. */
export function allCounts (facets: FacetName[], counted: (SearchAnswer['facets'] | undefined)[]): SearchAnswer['facets'] {
  const all: SearchAnswer['facets'] = Object.assign({}, ...counted)
  return Object.fromEntries(facets.map((name) => [name, all[name] ?? {}]))
}

/** Han characters without kana are Chinese here; other scripts the engine tells apart by itself. */
function localesOf (q: string): string[] | undefined {
  return /\p{Script=Han}/u.test(q) && !/[\p{Script=Hiragana}\p{Script=Katakana}]/u.test(q) ? ['cmn'] : undefined
}

/** The engine's filters are strings: this is the one place where they are put together, and values escaped. */
export function filterOf (filter: SearchFilter): string[] {
  const quote = (value: string) => `"${value.replace(/[\\"]/g, '\\$&')}"`
  const among = (name: string, values: string[]) => `${name} IN [${values.map(quote).join(', ')}]`
  const parts: string[] = []
  for (const name of [...facetNames, 'article'] as const) {
    const values = filter[name]
    if (values) parts.push(name === 'year' ? `year IN [${values.map(Number).join(', ')}]` : among(name, values))
  }
  if (filter.legislation) parts.push(among('legislationId', filter.legislation))
  if (filter.notState) parts.push(`NOT ${among('state', filter.notState)}`)
  if (filter.yearFrom !== undefined) parts.push(`year >= ${filter.yearFrom}`)
  if (filter.yearTo !== undefined) parts.push(`year <= ${filter.yearTo}`)
  if (filter.asOf) {
    const day = dayNumber(filter.asOf)
    parts.push(`validFrom <= ${day}`, `validTo > ${day}`)
  }
  return parts
}

function toHit (hit: EngineHit, labels: LabelMatch[]): Hit {
  const { _formatted: formatted, _rankingScore: score = null, ...document } = hit
  const body = formatted?.body ?? document.body
  const shown = Math.max(0, body.findIndex((text) => text.includes(markOpen)))
  const text = body[shown]
  return {
    document,
    matches: matchesOf(document, formatted, labels),
    snippet: text ? { html: toHtml(text), language: document.bodyLanguages[shown]! } : null,
    score,
    identical: []
  }
}

function matchesOf (document: HitDocument, formatted: EngineHit['_formatted'], labels: LabelMatch[]): Match[] {
  const best = (field: Match['field'], lines: string[] = [], languages: string[] = []): Match[] =>
    lines.map((text, i) => ({ field, text, language: languages[i] ?? null, share: share(text) })).filter((m) => m.share > 0)
      .sort((a, b) => b.share - a.share).slice(0, 1)
      .map(({ text, language }) => ({ field, highlight: toHtml(text), language, concept: null }))
  return [
    ...best('heading', formatted?.heading),
    ...best('title', formatted?.title),
    ...labels.map(({ concept, language, marked }) => ({ field: 'concept' as const, highlight: toHtml(marked), language, concept })),
    ...best('text', formatted?.body, document.bodyLanguages),
    ...best('place', formatted?.place)
  ]
}

/** Which part of a line the marks cover; what is matched whole says best why. */
function share (text: string): number {
  const inside = [...text.matchAll(new RegExp(`${markOpen}([^${markClose}]*)${markClose}`, 'g'))].reduce((n, m) => n + m[1]!.length, 0)
  return inside / text.replace(/[\s\uE000\uE001]/g, '').length
}
