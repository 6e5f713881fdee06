import type { Gazetteer } from '../db/jurisdiction.js'
import type { Db } from '../db/client.js'
import { readSearchDocuments } from '../db/search-document.js'
import { findReferenced } from '../db/search-reference.js'
import { highlight } from './highlight.js'
import { toHtml, markClose, markOpen } from './mark.js'
import type { Hit, HitDocument, SearchFilter } from './query.js'
import { readReference } from './reference.js'

/** Filters by which the provisions that a reference names can be chosen. */
const chosenBy = new Set(['type', 'state', 'asOf', 'legislation'])

/**
 * The provisions that a query names by number and law or State (`art. 323-1 code pénal`, `刑法第285条`), best first; none
 * where it names none, has words left that are of no law's name, or is filtered by what a reference does not say.
 */
export async function findDirect (
  db: Db, q: string, filter: SearchFilter, { gazetteer, language }: { gazetteer: Gazetteer, language: string }
): Promise<Hit[]> {
  const used = Object.entries(filter).filter(([, value]) => value !== undefined).map(([name]) => name)
  if (used.some((name) => !chosenBy.has(name)) || (filter.type && !filter.type.includes('provision'))) return []
  const reference = readReference(q, gazetteer)
  if (!reference) return []
  const { provisionIds, unmatched } = await findReferenced(db, reference, { states: filter.state, asOf: filter.asOf, language })
  if (unmatched.length > 0) return []
  const documents = await readSearchDocuments(db, provisionIds.map((id) => `provision-${id}`)) as { document: HitDocument }[]
  const { legislation } = filter
  return documents.filter(({ document }) => !legislation || legislation.includes(document.legislationId!)).map(({ document }) => ({
    document,
    matches: [{ field: 'number', highlight: toHtml(markOpen + (document.display.number ?? document.eId) + markClose), language: null, concept: null }],
    snippet: highlight(document, []).snippet,
    score: null,
    identical: []
  }))
}
