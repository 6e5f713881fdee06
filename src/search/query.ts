import { dayNumber, type SearchDocument } from './document.js'
import type { Search } from './client.js'
import { normalise } from './normalise.js'
import { facetNames, type FacetName } from './settings.js'

export type SearchFilter = { [K in FacetName]?: string[] } & {
  yearFrom?: number, yearTo?: number, article?: string[], legislation?: string[], asOf?: string
}

export type SearchRequest = { q: string, filter: SearchFilter, facets: FacetName[], offset: number, limit: number }

/** One place where a query met a document; `highlight` is escaped HTML in which only `<mark>` is markup. */
export type Match = {
  field: 'heading' | 'title' | 'concept' | 'text' | 'place'
  highlight: string
  language: string | null
  /** the concept whose label or synonym matched */
  concept: string | null
}

export type Hit = { document: SearchDocument, matches: Match[], snippet: { html: string, language: string } | null, score: number | null }
export type SearchAnswer = {
  hits: Hit[]
  /** exact up to the engine's bound of 10,000 */
  total: number
  facets: Partial<Record<FacetName, Record<string, number>>>
  engineMs: number
}

const markOpen = '\uE000'
const markClose = '\uE001'
const cropWords = 40

type EngineHit = SearchDocument & { _formatted: Pick<SearchDocument, 'heading' | 'title' | 'labels' | 'body' | 'place'>, _rankingScore?: number }
type EngineAnswer = { hits: EngineHit[], estimatedTotalHits: number, facetDistribution?: Record<string, Record<string, number>>, processingTimeMs: number }

/**
 * One ranked list over provisions, laws, cases and lessons. Counts of a facet leave that facet's own filter out, so
 * that its other values can be chosen too. Throws Unavailable when the engine does not answer.
 */
export async function search (engine: Search, request: SearchRequest): Promise<SearchAnswer> {
  const alone = request.facets.filter((name) => request.filter[name] !== undefined)
  const together = request.facets.filter((name) => request.filter[name] === undefined)
  const q = normalise(request.q)
  const base = { indexUid: engine.uid, q, matchingStrategy: 'frequency', locales: localesOf(q) }
  const { results } = await engine.post<{ results: EngineAnswer[] }>('/multi-search', {
    queries: [
      {
        ...base,
        filter: filterOf(request.filter),
        facets: together,
        offset: request.offset,
        limit: request.limit,
        showRankingScore: true,
        attributesToHighlight: q === '' ? [] : ['heading', 'title', 'labels', 'body', 'place'],
        attributesToCrop: ['body'],
        cropLength: cropWords,
        highlightPreTag: markOpen,
        highlightPostTag: markClose
      },
      ...alone.map((name) => ({ ...base, filter: filterOf({ ...request.filter, [name]: undefined }), facets: [name], limit: 0 }))
    ]
  })
  const [main, ...others] = results
  const counted = Object.assign({}, main!.facetDistribution, ...others.map((r) => r.facetDistribution)) as SearchAnswer['facets']
  return {
    hits: main!.hits.map((hit) => toHit(hit, q)),
    total: main!.estimatedTotalHits,
    facets: Object.fromEntries(request.facets.map((name) => [name, counted[name] ?? {}])),
    engineMs: results.reduce((sum, r) => sum + r.processingTimeMs, 0)
  }
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
  if (filter.yearFrom !== undefined) parts.push(`year >= ${filter.yearFrom}`)
  if (filter.yearTo !== undefined) parts.push(`year <= ${filter.yearTo}`)
  if (filter.asOf) {
    const day = dayNumber(filter.asOf)
    parts.push(`validFrom <= ${day}`, `validTo > ${day}`)
  }
  return parts
}

function toHit (hit: EngineHit, q: string): Hit {
  const { _formatted: formatted, _rankingScore: score = null, ...document } = hit
  const matches = q === '' ? [] : matchesOf(document, formatted)
  const body = formatted?.body ?? document.body
  const shown = Math.max(0, body.findIndex((text) => text.includes(markOpen)))
  const text = body[shown]
  return { document, matches, snippet: text ? { html: toHtml(text), language: document.bodyLanguages[shown]! } : null, score }
}

function matchesOf (document: SearchDocument, formatted: EngineHit['_formatted']): Match[] {
  const marked = (lines: string[]) => lines.map((text, i) => ({ text, i })).filter(({ text }) => text.includes(markOpen))
  const plain = (field: Match['field'], lines: string[]) =>
    marked(lines).sort((a, b) => share(b.text) - share(a.text)).slice(0, 1)
      .map(({ text }) => ({ field, highlight: toHtml(text), language: null, concept: null }))
  return [
    ...plain('heading', formatted.heading),
    ...plain('title', formatted.title),
    ...bestLabels(document.labelRefs, marked(formatted.labels)),
    ...marked(formatted.body).slice(0, 1).map(({ text, i }) =>
      ({ field: 'text' as const, highlight: toHtml(text), language: document.bodyLanguages[i]!, concept: null })),
    ...plain('place', formatted.place)
  ]
}

const conceptsShown = 3

/** Of each concept the label or synonym that was met best; a half-met one is told only where none was met whole. */
function bestLabels (refs: string[], labels: { text: string, i: number }[]): Match[] {
  const found = new Map<string, Match & { share: number }>()
  for (const { text, i } of labels) {
    const [concept = '', language = ''] = refs[i]!.split(' ')
    const before = found.get(concept)
    if (before && before.share >= share(text)) continue
    found.set(concept, { field: 'concept', highlight: toHtml(text), language, concept, share: share(text) })
  }
  const ranked = [...found.values()].sort((a, b) => b.share - a.share)
  const whole = ranked.filter((m) => m.share > 0.8)
  return (whole.length > 0 ? whole : ranked).slice(0, conceptsShown).map(({ share: _share, ...match }) => match)
}

/** Which part of a line the marks cover: the label that is matched whole says best why. */
function share (text: string): number {
  const inside = [...text.matchAll(new RegExp(`${markOpen}([^${markClose}]*)${markClose}`, 'g'))].reduce((n, m) => n + m[1]!.length, 0)
  return inside / text.replace(/[\s\uE000\uE001]/g, '').length
}

const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }

/** Escapes everything and only then turns our own marks into markup. */
function toHtml (text: string): string {
  return text.replace(/[&<>"']/g, (c) => entities[c]!).replaceAll(markOpen, '<mark>').replaceAll(markClose, '</mark>')
}
