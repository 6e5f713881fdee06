import { and, eq, inArray, like, or, type SQL } from 'drizzle-orm'
import type { PgColumn } from 'drizzle-orm/pg-core'
import { newId } from '../model/identifier.js'
import type { ConceptClaim } from '../model/legislation.js'
import type { Db } from './client.js'
import type { Writer } from './revision.js'
import { annotation } from './schema.js'

const columns = {
  legislation: annotation.legislationId,
  provision: annotation.provisionId,
  case: annotation.caseId,
  lesson: annotation.lessonId
} as const
const keys = { legislation: 'legislationId', provision: 'provisionId', case: 'caseId', lesson: 'lessonId' } as const

export type AnnotationSubject = keyof typeof columns
export type Annotation = { subjectId: string } & Pick<typeof annotation.$inferSelect, 'conceptCode' | 'relation' | 'elements' | 'note' | 'method' | 'confidence' | 'reviewState'>

/**
 * Puts the claims of a record in the place of those it had. Who imports is told from who curates by the name; a claim that was
 * accepted from a suggestion says so itself.
 */
export async function replaceClaims (
  db: Db, kind: AnnotationSubject, claims: { subjectId: string, claims: ConceptClaim[] }[], { actor }: Writer
): Promise<void> {
  const ids = claims.map((c) => c.subjectId)
  for (let i = 0; i < ids.length; i += 5000) {
    await db.delete(annotation).where(and(inArray(columns[kind], ids.slice(i, i + 5000)), eq(annotation.reviewState, 'accepted')))
  }
  const method = actor.startsWith('import:') ? 'imported' : 'curator'
  const rows = claims.flatMap(({ subjectId, claims }) => claims.map((c) => ({
    id: newId(),
    [keys[kind]]: subjectId,
    conceptCode: c.code,
    relation: c.relation,
    elements: c.elements,
    note: c.note,
    method: c.method ?? method,
    confidence: c.confidence,
    actor,
    reviewState: 'accepted'
  })))
  for (let i = 0; i < rows.length; i += 1000) await db.insert(annotation).values(rows.slice(i, i + 1000)).onConflictDoNothing()
}

/** The accepted claims about these records. */
export async function listAnnotations (db: Db, kind: AnnotationSubject, ids: string[]): Promise<Annotation[]> {
  if (ids.length === 0) return []
  const column = columns[kind]
  const rows = await db.select().from(annotation)
    .where(and(inArray(column, ids), eq(annotation.reviewState, 'accepted'))).orderBy(annotation.conceptCode, annotation.relation)
  return rows.map((row) => ({ ...row, subjectId: row[keys[kind]]! }))
}

/** True of a row whose concept is one of these or stands below one of them. */
export function conceptIn (column: PgColumn, codes: string[]): SQL {
  return or(inArray(column, codes), ...codes.map((code) => like(column, `${code}.%`)))!
}
