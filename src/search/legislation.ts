import type { Db } from '../db/client.js'
import { getLegislation } from '../db/legislation.js'
import { needsVerification } from '../model/common.js'
import { Gone, Moved, NotFound } from '../model/error.js'
import { annotationsOf, bodyFields, conceptFields, dayMax, dayNumber, linesOf, placeFields, type Reference, type SearchDocument } from './document.js'
import { normalise } from './normalise.js'
import { buildProvisions } from './provision.js'

/** The documents of a law and its provisions; none when it is not (or no longer) published. */
export async function buildLegislation (db: Db, id: string, reference: Reference, generation: number): Promise<SearchDocument[]> {
  const law = await published(getLegislation(db, id))
  if (!law) return []
  const annotations = (await annotationsOf(db, 'legislation', [id])).get(id) ?? []
  const titles = [law.title, ...law.titles]
  const document: SearchDocument = {
    id: `legislation-${id}`,
    type: 'legislation',
    root: `legislation-${id}`,
    generation,
    recordId: id,
    legislationId: id,
    eId: null,
    heading: [...titles.map((t) => t.text), law.shortTitle, law.number].filter((t) => t !== null).map(normalise),
    title: [],
    ...bodyFields(linesOf(law.summary)),
    ...conceptFields(annotations.map((a) => a.conceptCode), reference),
    ...placeFields([law.jurisdictionCode], reference),
    language: [...new Set([law.title.language, ...law.languages])],
    status: law.status,
    checked: law.checked,
    needsVerification: needsVerification(law),
    year: law.year,
    validFrom: law.inForceFrom ? dayNumber(law.inForceFrom) : null,
    validTo: law.repealedOn ? dayNumber(law.repealedOn) : dayMax,
    display: {
      title: titles,
      heading: [],
      number: law.number,
      akn: law.akn,
      language: law.title.language,
      textKind: law.title.kind,
      date: law.inForceFrom ?? law.enactedOn,
      updatedAt: law.updatedAt.toISOString()
    }
  }
  return [document, ...await buildProvisions(db, id, reference, generation)]
}

/** What a `get` answers, or undefined when there is nothing published to answer with. */
export async function published<T> (got: Promise<T>): Promise<T | undefined> {
  return got.catch((error: unknown) => {
    if (error instanceof NotFound || error instanceof Gone || error instanceof Moved) return undefined
    throw error
  })
}
