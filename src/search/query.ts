import type { Concept } from '../db/concept.js'
import type { searchGroups } from '../model/search.js'
import { dayNumber, type SearchDocument } from './document.js'
import type { LawGroup } from './group.js'
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

/** What a hit needs of its document; the fields that are only searched are left out. */
export type HitDocument = Pick<SearchDocument,
  'id' | 'type' | 'recordId' | 'legislationId' | 'eId' | 'heading' | 'title' | 'body' | 'bodyLanguages' | 'place' | 'placeLanguages' | 'concepts' |
  'state' | 'status' | 'checked' | 'needsVerification' | 'year' | 'display'>

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
