import type { Db } from '../db/client.js'
import { getLesson, listLessonJurisdictions } from '../db/lesson.js'
import { needsVerification } from '../model/common.js'
import { annotationsOf, bodyFields, conceptFields, dayMax, dayNumber, linesOf, placeFields, type Reference, type SearchDocument } from './document.js'
import { published } from './legislation.js'
import { normalise } from './normalise.js'

/** The document of a lesson learned; none when it is not (or no longer) published. */
export async function buildLesson (db: Db, id: string, reference: Reference, generation: number): Promise<SearchDocument[]> {
  const found = await published(getLesson(db, id))
  if (!found) return []
  const [annotations, jurisdictions] = await Promise.all([annotationsOf(db, 'lesson', [id]), listLessonJurisdictions(db, [id])])
  return [{
    id: `lesson-${id}`,
    type: 'lesson',
    root: `lesson-${id}`,
    generation,
    recordId: id,
    legislationId: null,
    eId: null,
    heading: Object.values(found.title).map(normalise),
    title: [],
    ...bodyFields([found.practice, found.problem, found.outcome, found.conditions].flatMap(linesOf)),
    ...conceptFields((annotations.get(id) ?? []).map((a) => a.conceptCode), reference),
    ...placeFields(jurisdictions.map((j) => j.code), reference),
    language: Object.keys(found.title).sort(),
    status: found.area,
    checked: found.checked,
    needsVerification: needsVerification(found),
    year: found.periodFrom ? Number(found.periodFrom.slice(0, 4)) : null,
    validFrom: found.periodFrom ? dayNumber(found.periodFrom) : null,
    validTo: dayMax,
    display: {
      title: linesOf(found.title),
      heading: [],
      number: null,
      akn: null,
      language: null,
      textKind: 'editorial',
      date: found.periodFrom,
      updatedAt: found.updatedAt.toISOString()
    }
  }]
}
