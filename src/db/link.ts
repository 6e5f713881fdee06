import { and, eq, inArray, sql } from 'drizzle-orm'
import { Conflict } from '../model/error.js'
import type { Db, Transaction } from './client.js'
import type { Writer } from './revision.js'
import { caseProvision, charge, courtCase, lesson, lessonProvision, provision } from './schema.js'

/** What cases and lessons say of the provisions of a law, each named by its eId: rows of provisions come and go. */
export type Links = { kind: 'case' | 'charge' | 'lesson', subjectId: string, name: string, provisionId: string, eId: string }[]

export async function readLinks (db: Db, legislationId: string): Promise<Links> {
  const ofLaw = eq(provision.legislationId, legislationId)
  const columns = { provisionId: provision.id, eId: provision.eId }
  const cases = await db.select({ kind: sql<'case'>`'case'`, subjectId: courtCase.id, name: courtCase.key, ...columns }).from(caseProvision)
    .innerJoin(provision, eq(provision.id, caseProvision.provisionId)).innerJoin(courtCase, eq(courtCase.id, caseProvision.caseId)).where(ofLaw)
  const charges = await db.select({ kind: sql<'charge'>`'charge'`, subjectId: charge.id, name: courtCase.key, ...columns }).from(charge)
    .innerJoin(provision, eq(provision.id, charge.provisionId)).innerJoin(courtCase, eq(courtCase.id, charge.caseId)).where(ofLaw)
  const lessons = await db.select({ kind: sql<'lesson'>`'lesson'`, subjectId: lesson.id, name: lesson.key, ...columns }).from(lessonProvision)
    .innerJoin(provision, eq(provision.id, lessonProvision.provisionId)).innerJoin(lesson, eq(lesson.id, lessonProvision.lessonId)).where(ofLaw)
  return [...cases, ...charges, ...lessons]
}

/**
 * Leads links whose provision is gone to the newest provision of the same eId. Throws Conflict when the law no longer has
 * one, for a case would lose what it applied; not for an import, which brings the cases after the laws.
 */
export async function restoreLinks (tx: Transaction, legislationId: string, links: Links, { actor }: Writer): Promise<void> {
  if (links.length === 0) return
  const rows = await tx.select({ id: provision.id, eId: provision.eId }).from(provision)
    .where(and(eq(provision.legislationId, legislationId), inArray(provision.eId, [...new Set(links.map((l) => l.eId))])))
    .orderBy(sql`${provision.validFrom} asc nulls first`)
  const held = new Set(rows.map((row) => row.id))
  const newest = new Map(rows.map((row) => [row.eId, row.id]))
  for (const { kind, subjectId, name, eId } of links.filter((link) => !held.has(link.provisionId))) {
    const id = newest.get(eId)
    if (!id && actor.startsWith('import:')) continue
    if (!id) throw new Conflict(`The ${kind === 'lesson' ? 'lesson' : 'case'} ${name} names ${eId}, which the law would no longer have. Change it first, or keep ${eId}.`)
    if (kind === 'case') await tx.insert(caseProvision).values({ caseId: subjectId, provisionId: id }).onConflictDoNothing()
    if (kind === 'lesson') await tx.insert(lessonProvision).values({ lessonId: subjectId, provisionId: id }).onConflictDoNothing()
    if (kind === 'charge') await tx.update(charge).set({ provisionId: id }).where(eq(charge.id, subjectId))
  }
}
