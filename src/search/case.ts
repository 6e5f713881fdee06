import { getCase, listCaseJurisdictions, listCharges } from '../db/case.js'
import type { Db } from '../db/client.js'
import { needsVerification } from '../model/common.js'
import { annotationsOf, bodyFields, conceptFields, dayMax, dayNumber, linesOf, placeFields, type Reference, type SearchDocument } from './document.js'
import { published } from './legislation.js'
import { normalise } from './normalise.js'

/** The document of a case; none when it is not (or no longer) published. */
export async function buildCase (db: Db, id: string, reference: Reference, generation: number): Promise<SearchDocument[]> {
  const found = await published(getCase(db, id))
  if (!found) return []
  const [annotations, charges, jurisdictions] = await Promise.all([
    annotationsOf(db, 'case', [id]), listCharges(db, [id]), listCaseJurisdictions(db, [id])
  ])
  const codes = [...(annotations.get(id) ?? []), ...charges].flatMap((a) => a.conceptCode ?? [])
  return [{
    id: `case-${id}`,
    type: 'case',
    root: `case-${id}`,
    generation,
    recordId: id,
    legislationId: null,
    eId: null,
    heading: [...Object.values(found.title), found.citation, found.ecli].filter((t) => t !== null).map(normalise),
    title: Object.values(found.court ?? {}).map(normalise),
    ...bodyFields([found.holding, found.facts, found.significance, found.procedure].flatMap(linesOf)),
    ...conceptFields(codes, reference),
    ...placeFields(jurisdictions.map((j) => j.code), reference),
    language: found.language ? [found.language] : [],
    status: found.outcome,
    checked: found.checked,
    needsVerification: needsVerification(found),
    year: found.decidedOn ? Number(found.decidedOn.slice(0, 4)) : null,
    validFrom: found.decidedOn ? dayNumber(found.decidedOn) : null,
    validTo: dayMax,
    display: {
      title: linesOf(found.title),
      heading: [],
      number: found.citation,
      akn: null,
      language: found.language,
      textKind: 'editorial',
      date: found.decidedOn,
      updatedAt: found.updatedAt.toISOString()
    }
  }]
}
