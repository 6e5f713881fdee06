import { escapeMarkup } from '../model/markup.js'
import { marked } from '../portal/view.js'
import { openApi, type Ask, type Found, type Hit, type Parameters } from './api.js'
import { linkOf } from './link.js'
import { facetNames } from './search.js'

/** What InstantSearch asks with; what else it knows has no counterpart here. */
type Request = {
  indexName?: string
  params?: {
    query?: string, page?: number, hitsPerPage?: number
    facets?: string | readonly string[], facetFilters?: string | readonly (string | readonly string[])[], numericFilters?: unknown, filters?: string
    facetName?: string, facetQuery?: string, maxFacetHits?: number
    highlightPreTag?: string, highlightPostTag?: string
  }
}
type Params = NonNullable<Request['params']>

const perPage = 20
const perRequestMax = 100
/** As far as the API pages. */
const hitsMax = 10_000

/** Where the pages of a query begin that were met: the API goes from page to page, InstantSearch to any. */
type Cursors = Map<number, string | undefined>
const queriesKept = 100

/**
 * An InstantSearch `searchClient` over the public API. Attributes of facets are `type`, `state`, `region`, `concept`, `instrument`, `language`,
 * `status` and `year`, with codes for values; `labelOf` names them, in the language asked for.
 */
export function atlasSearchClient ({ url = new URL(import.meta.url).origin, key = null, lang = 'en' }: { url?: string, key?: string | null, lang?: string } = {}) {
  const ask = openApi({ url, key })
  const labels = new Map<string, string>()
  const met = new Map<string, Cursors>()
  const remember = (found: Found) => {
    for (const [name, values] of Object.entries(found.facets)) for (const { value, label } of values) labels.set(`${name}:${value}`, label)
    return found
  }
  const find = async (params: Params): Promise<Found> => {
    const asked = parametersOf(params, lang)
    const { page = 0, hitsPerPage = perPage } = params
    return remember(await findPage(ask, asked, { page, size: Math.min(Math.max(hitsPerPage, 1), perRequestMax), cursors: cursorsOf(met, asked) }))
  }
  return {
    async search (requests: readonly Request[]) {
      const asked = new Map<string, Promise<Found>>()
      const results = requests.map(async ({ indexName = 'atlas', params = {} }) => {
        // The counts of a disjunctive facet leave its own filter out already: the request that is sent for them alone is answered by the first.
        const source = ofCounts(params) ? requests.find((other) => sameButFor(other.params ?? {}, params, lang))?.params ?? params : params
        const name = JSON.stringify([parametersOf(source, lang), source.page, source.hitsPerPage])
        if (!asked.has(name)) asked.set(name, find(source))
        return present(await asked.get(name)!, { indexName, params, url, lang })
      })
      return { results: await Promise.all(results) }
    },
    async searchForFacetValues (requests: readonly Request[]) {
      return await Promise.all(requests.map(async ({ params = {} }) => {
        const { facetName = 'type', facetQuery = '', maxFacetHits = 10 } = params
        const found = remember(await ask<Found>('/v1/search', { ...parametersOf({ ...params, facets: [facetName] }, lang), limit: '1' }))
        const wanted = fold(facetQuery)
        const values = (found.facets[facetName] ?? []).filter(({ value, label }) => fold(label).includes(wanted) || fold(value) === wanted)
        const facetHits = values.slice(0, maxFacetHits)
          .map(({ value, label, count }) => ({ value, highlighted: written(markIn(label, wanted), params), count }))
        return { facetHits, exhaustiveFacetsCount: true, processingTimeMS: found.tookMs }
      }))
    },
    /** What a value of a facet is called, once it was met: `labelOf('state', 'KEN')` is `Kenya`. */
    labelOf: (attribute: string, value: string): string => labels.get(`${attribute}:${value}`) ?? value
  }
}

/** A page of any number: begins where a page was met before, and walks from there by as much as the API gives at a time. */
async function findPage (ask: Ask, asked: Parameters, { page, size, cursors }: { page: number, size: number, cursors: Cursors }): Promise<Found> {
  const wanted = page * size
  let at = Math.max(...[...cursors.keys()].filter((begin) => begin <= wanted))
  let last: Found | undefined
  while (at < wanted) {
    const step = Math.min(perRequestMax, wanted - at)
    last = await ask<Found>('/v1/search', { ...asked, limit: String(step), cursor: cursors.get(at) })
    if (!last.page.next) return { ...last, items: [] }
    cursors.set(at += step, last.page.next)
  }
  const found = await ask<Found>('/v1/search', { ...asked, limit: String(size), cursor: cursors.get(at) })
  if (found.page.next) cursors.set(at + size, found.page.next)
  return found
}

function cursorsOf (met: Map<string, Cursors>, { facets, ...asked }: Parameters): Cursors {
  const name = JSON.stringify(asked)
  const cursors = met.get(name) ?? new Map([[0, undefined]])
  met.delete(name)
  met.set(name, cursors)
  if (met.size > queriesKept) met.delete(met.keys().next().value!)
  return cursors
}

function parametersOf ({ query = '', facets = [], facetFilters, numericFilters, filters }: Params, lang: string): Parameters {
  if (numericFilters && (numericFilters as unknown[]).length > 0) warn('numericFilters are not applied: the API filters by values of its facets')
  if (filters) warn('filters are not applied: use facetFilters, or configure facets')
  const wanted = facets === '*' || [facets].flat().includes('*') ? [...facetNames] : [facets].flat().filter(isFacet)
  return { q: query.slice(0, 500), ...refinements(facetFilters), facets: wanted.join(','), lang }
}

/** Values of one facet are alternatives to the API, and facets are conditions. */
function refinements (given: Params['facetFilters']): Record<string, string> {
  const values = new Map<string, string[]>()
  for (const filter of [given ?? []].flat(2) as string[]) {
    const [, name = '', value = ''] = /^([^:]+):(.*)$/s.exec(filter) ?? []
    if (!isFacet(name) || value.startsWith('-')) warn(`the filter ${filter} is not applied: there is no facet of that name, or it excludes`)
    else values.set(name, [...new Set([...values.get(name) ?? [], value])])
  }
  return Object.fromEntries([...values].sort().map(([name, list]) => [name, list.sort().join(',')]))
}

const isFacet = (name: string): boolean => (facetNames as readonly string[]).includes(name)

/** Whether only the counts of one facet are asked for, as the helper of InstantSearch does for each that is refined. */
const ofCounts = ({ hitsPerPage, facets }: Params): boolean => hitsPerPage === 0 && [facets ?? []].flat().length === 1

function sameButFor (params: Params, counts: Params, lang: string): boolean {
  const name = [counts.facets!].flat()[0]!
  const { facets, [name]: own, ...asked } = parametersOf(params, lang)
  const { facets: counted, ...other } = parametersOf(counts, lang)
  return !ofCounts(params) && (facets ?? '').split(',').includes(name) && JSON.stringify(asked) === JSON.stringify(other)
}

type Given = { indexName: string, params: Params, url: string, lang: string }

function present (found: Found, { indexName, params, url, lang }: Given) {
  const { query = '', page = 0, hitsPerPage = perPage } = params
  const facets = Object.fromEntries(Object.entries(found.facets).map(([name, values]) =>
    [name, Object.fromEntries(values.map(({ value, count }) => [value, count]))]))
  return {
    index: indexName, query, page, hitsPerPage,
    hits: hitsPerPage === 0 ? [] : found.items.slice(0, hitsPerPage).map((hit) => presentHit(hit, params, { url, lang })),
    nbHits: found.total,
    nbPages: hitsPerPage === 0 ? 0 : Math.ceil(Math.min(found.total, hitsMax) / Math.min(hitsPerPage, perRequestMax)),
    facets, exhaustiveFacetsCount: true, exhaustiveNbHits: found.total < hitsMax, processingTimeMS: found.tookMs, params: ''
  }
}

/** A hit flat, as templates like it; `record` is the hit as the API has it. */
function presentHit (hit: Hit, params: Params, { url, lang }: { url: string, lang: string }) {
  const met = (field: 'heading' | 'title') => hit.matched.find((match) => match.field === field)?.html
  const lines = { title: met('title') ?? escapeMarkup(hit.title.text), heading: met('heading') ?? escapeMarkup(hit.heading?.text ?? '') }
  const text = hit.snippet?.html ?? ''
  const highlight = (html: string) =>
    ({ value: written(marked(html), params), matchLevel: html.includes('<mark>') ? 'full' : 'none', matchedWords: wordsOf(html) })
  return {
    objectID: hit.id, type: hit.type, title: hit.title.text, heading: hit.heading?.text ?? null, number: hit.number, text: plain(text),
    states: hit.states.map(({ name }) => name),
    concepts: hit.concepts.map(({ label }) => label), date: hit.date, language: hit.language, status: hit.status,
    url: linkOf(hit, { template: null, api: url, language: lang }), record: hit,
    _highlightResult: { title: highlight(lines.title), heading: highlight(lines.heading), text: highlight(text) },
    _snippetResult: { text: highlight(text) }
  }
}

type Part = { text: string, mark: boolean }

/** Between the tags that were asked for. InstantSearch asks for some that are no markup and escapes the rest itself; between others it is escaped here. */
function written (parts: Part[], { highlightPreTag = '<em>', highlightPostTag = '</em>' }: Params): string {
  const keep = highlightPreTag.includes('<') ? escapeMarkup : (text: string) => text
  return parts.map(({ text, mark }) => mark ? highlightPreTag + keep(text) + highlightPostTag : keep(text)).join('')
}

const plain = (html: string): string => marked(html).map(({ text }) => text).join('')
const wordsOf = (html: string): string[] => [...new Set(marked(html).filter(({ mark }) => mark).map(({ text }) => text.toLowerCase()))]
const fold = (text: string): string => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase()

function markIn (label: string, wanted: string): Part[] {
  const at = wanted === '' ? -1 : label.toLowerCase().indexOf(wanted)
  if (at < 0) return [{ text: label, mark: false }]
  const end = at + wanted.length
  return [{ text: label.slice(0, at), mark: false }, { text: label.slice(at, end), mark: true }, { text: label.slice(end), mark: false }]
}

const warned = new Set<string>()
function warn (what: string): void {
  if (!warned.has(what)) console.warn(`atlasSearchClient: ${what}.`)
  warned.add(what)
}
