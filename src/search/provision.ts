import type { Db } from '../db/client.js'
import { listLegislationProvisions, type Provision } from '../db/provision.js'
import { needsVerification } from '../model/common.js'
import {
  annotationsOf, bodyFields, conceptFields, dayMax, dayNumber, linesOf, placeFields, type Line, type Reference, type SearchDocument
} from './document.js'
import { normalise } from './normalise.js'

/** The documents of all provisions of a law, in every version. */
export async function buildProvisions (db: Db, legislationId: string, reference: Reference, generation: number): Promise<SearchDocument[]> {
  const provisions = await listLegislationProvisions(db, legislationId)
  const annotations = await annotationsOf(db, 'provision', provisions.map((p) => p.id))
  return provisions.map((p) => {
    const heading = headingLines(p)
    const titles: Line[] = [p.law.title, ...p.law.titles]
    return {
      id: `provision-${p.id}`,
      type: 'provision' as const,
      root: `legislation-${legislationId}`,
      generation,
      recordId: p.id,
      legislationId,
      eId: p.eId,
      heading: [p.number, ...heading.map((h) => h.text)].map(normalise),
      title: [...titles.map((t) => t.text), p.law.shortTitle, p.law.number].filter((t) => t !== null).map(normalise),
      ...bodyFields([...(p.text ? [{ text: p.text, language: p.version.language }] : []), ...linesOf(p.summary)]),
      ...conceptFields((annotations.get(p.id) ?? []).map((a) => a.conceptCode), reference),
      ...placeFields([p.law.jurisdictionCode], reference),
      language: [p.version.language],
      status: p.status,
      checked: p.checked,
      needsVerification: needsVerification(p),
      year: p.law.year,
      validFrom: p.validFrom ? dayNumber(p.validFrom) : null,
      validTo: p.validTo ? dayNumber(p.validTo) : dayMax,
      display: {
        title: titles,
        heading,
        number: p.number,
        akn: p.law.akn,
        language: p.version.language,
        textKind: p.version.textKind,
        date: p.validFrom,
        updatedAt: p.version.textChangedAt.toISOString()
      }
    }
  })
}

function headingLines (p: Provision): Line[] {
  const own = p.heading ? [{ text: p.heading, language: p.version.language }] : []
  return [...own, ...linesOf(p.headings).filter((h) => h.language !== p.version.language || own.length === 0)]
}
