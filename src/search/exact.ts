import { createHash } from 'node:crypto'
import type { Db } from '../db/client.js'
import {
  findSearchDocuments, hasSearchDocuments, listLargeDocuments, readSearchDocuments, type DocumentFilter, type SearchDocumentRow, type WordQuery
} from '../db/search-document.js'
import { Unavailable } from '../model/error.js'
import { dayNumber, type SearchDocument } from './document.js'
import { fulfils, showMatches } from './exact-match.js'
import { parseExact } from './exact-syntax.js'
import { spell, storedWords } from './exact-word.js'
import type { Hit, HitDocument, SearchFilter, SearchGroup } from './query.js'
import type { FacetName } from './settings.js'
import { lettersOf, type RankedDocument } from './term.js'
import { buildTermVector, writeTermVector } from './term-vector.js'

export type ExactRequest = { q: string, filter: SearchFilter, facets: FacetName[], offset: number, limit: number, group?: SearchGroup }
export type ExactAnswer = { hits: Hit[], total: number, facets: Partial<Record<FacetName, Record<string, number>>> }

const largeAtOnce = 20

/**
 * Searches for exactly what is asked for, in the language of `parseExact`, over headings, titles and texts; asks the
 * database alone. Counts are exact; those of a facet leave that facet's own filter out. Throws Invalid for a fault in
 * the query and Unavailable as long as nothing was ever indexed.
 */
export async function searchExact (db: Db, { q, filter, facets, offset, limit, group }: ExactRequest): Promise<ExactAnswer> {
  const query = parseExact(q)
  if (!await hasSearchDocuments(db)) throw new Unavailable('The search index is being built.', 5)
  const wanted = documentFilterOf(filter)
  const confirmed = query ? await confirmLarge(db, query, wanted) : []
  const { hits, total, facets: counts } = await findSearchDocuments(db, { query, confirmed, filter: wanted, facets, offset, limit, byLaw: group !== undefined })
  return {
    hits: hits.map(({ document, score, law }) =>
      ({ document: document as HitDocument, ...showMatches(query, document as HitDocument), score, identical: [], law })),
    total,
    facets: counts
  }
}

/** A filter as the database takes it. */
export const documentFilterOf = ({ asOf, ...rest }: SearchFilter): DocumentFilter => ({ ...rest, ...(asOf === undefined ? {} : { day: dayNumber(asOf) }) })

/** The ids of the documents too large for the index that fulfil a query; a few are read at a time. */
async function confirmLarge (db: Db, query: WordQuery, filter: DocumentFilter): Promise<string[]> {
  const ids = (await listLargeDocuments(db, query, filter)).map((d) => d.id)
  const confirmed: string[] = []
  for (let i = 0; i < ids.length; i += largeAtOnce) {
    const documents = await readSearchDocuments(db, ids.slice(i, i + largeAtOnce))
    confirmed.push(...documents.filter(({ document }) => fulfils(query, document as HitDocument)).map(({ id }) => id))
  }
  return confirmed
}

/** The rows in which the documents of the engine are searched exactly, and by which they are ranked. */
export const buildSearchRows = (documents: RankedDocument[]): SearchDocumentRow[] => documents.map(rowOf)

function rowOf (d: RankedDocument): SearchDocumentRow {
  const [heading, body] = [spell(d.heading), spell(d.body)]
  return {
    id: d.id,
    root: d.root,
    generation: d.generation,
    type: d.type,
    recordId: d.recordId,
    legislationId: d.legislationId,
    eId: d.eId,
    state: unique(d.state),
    region: unique(d.region),
    concept: unique(d.concept),
    instrument: unique(d.instrument),
    article: unique(d.article),
    language: unique(d.language),
    status: d.status,
    year: d.year,
    validFrom: d.validFrom,
    validTo: d.validTo,
    same: d.type === 'provision' && body.some((words) => words.length > 0) ? wordHash(d, heading.slice(1), body) : null,
    document: shownOf(d),
    terms: writeTermVector(buildTermVector(d.ranking.lines)),
    topics: d.ranking.topics,
    letters: lettersOf(d.ranking.lines),
    ...storedWords([heading, spell(d.title), body])
  }
}

const unique = (values: string[]) => [...new Set(values)]

/** Provisions of a State of the same words share it, whatever their numbers: case, accents and punctuation make no difference, languages do. */
function wordHash ({ bodyLanguages, language, state }: SearchDocument, heading: string[][], body: string[][]): string {
  const lines = (spelt: string[][]) => spelt.map((words) => words.join(' '))
  return createHash('sha256').update(JSON.stringify([lines(heading), lines(body), bodyLanguages, language, state])).digest('base64url').slice(0, 22)
}

const shownOf = (d: SearchDocument): HitDocument => ({
  id: d.id,
  type: d.type,
  recordId: d.recordId,
  legislationId: d.legislationId,
  eId: d.eId,
  heading: d.heading,
  title: d.title,
  body: d.body,
  bodyLanguages: d.bodyLanguages,
  place: d.place,
  placeLanguages: d.placeLanguages,
  concepts: d.concepts,
  state: d.state,
  status: d.status,
  checked: d.checked,
  needsVerification: d.needsVerification,
  year: d.year,
  display: d.display
})
