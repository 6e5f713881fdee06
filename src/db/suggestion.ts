import { and, asc, eq, gte, inArray, isNotNull, sql } from 'drizzle-orm'
import { newId } from '../model/identifier.js'
import type { Db, Transaction } from './client.js'
import { annotation, provision } from './schema.js'

/** A suggested claim about a provision of a draft. */
export type Suggestion = typeof annotation.$inferSelect
type Suggested = { eId: string, concept: string, relation: string, confidence: number, words: string[] }

const rowsMax = 2000

/** Puts the suggestions in the place of those of the draft that nobody has decided on. */
export async function saveSuggestions (tx: Transaction, draftId: string, suggested: Suggested[]): Promise<void> {
  await tx.delete(annotation).where(and(eq(annotation.draftId, draftId), eq(annotation.reviewState, 'pending')))
  const rows = suggested.map(({ eId, concept, relation, confidence, words }) => ({
    id: newId(), draftId, eId, conceptCode: concept, relation, elements: [], words, confidence,
    method: 'machine_suggested', actor: 'system:classifier', reviewState: 'pending'
  }))
  for (let i = 0; i < rows.length; i += rowsMax) await tx.insert(annotation).values(rows.slice(i, i + rowsMax)).onConflictDoNothing()
}

/** The suggestions of a draft, in the order in which they were made: that of the law. */
export async function listSuggestions (
  db: Db, draftId: string, { reviewState, after, limit }: { reviewState?: string[], after?: string, limit: number }
): Promise<Suggestion[]> {
  return db.select().from(annotation).where(and(
    eq(annotation.draftId, draftId), reviewState && inArray(annotation.reviewState, reviewState), after ? sql`${annotation.id} > ${after}` : undefined
  )).orderBy(asc(annotation.id)).limit(limit)
}

/** How many suggestions of a draft are pending, accepted and rejected. */
export async function countSuggestions (db: Db, draftId: string): Promise<{ pending: number, accepted: number, rejected: number }> {
  const rows = await db.select({ state: annotation.reviewState, n: sql<number>`count(*)::int` }).from(annotation)
    .where(eq(annotation.draftId, draftId)).groupBy(annotation.reviewState)
  return { pending: 0, accepted: 0, rejected: 0, ...Object.fromEntries(rows.map((r) => [r.state, r.n])) }
}

/** Decides on the pending suggestions that are meant; answers them. */
export async function decideSuggestions (
  tx: Transaction, draftId: string, which: { ids?: string[], minConfidence?: number, eId?: string }, decision: 'accepted' | 'rejected', actor: string
): Promise<Suggestion[]> {
  return tx.update(annotation).set({ reviewState: decision, actor }).where(and(
    eq(annotation.draftId, draftId), eq(annotation.reviewState, 'pending'),
    which.ids && inArray(annotation.id, which.ids),
    which.minConfidence === undefined ? undefined : gte(annotation.confidence, which.minConfidence),
    which.eId === undefined ? undefined : eq(annotation.eId, which.eId)
  )).returning()
}

/** What was rejected before about provisions of this law: it is not suggested again. As `eId concept relation`. */
export async function listRejected (db: Db, legislationId: string): Promise<Set<string>> {
  const rows = await db.select({ eId: provision.eId, code: annotation.conceptCode, relation: annotation.relation }).from(annotation)
    .innerJoin(provision, eq(provision.id, annotation.provisionId))
    .where(and(eq(provision.legislationId, legislationId), eq(annotation.reviewState, 'rejected')))
  return new Set(rows.map((r) => `${r.eId} ${r.code} ${r.relation}`))
}

/**
 * Gives the suggestions of a draft that was published to the provisions they are about; those that were accepted are in
 * the record already, and go.
 */
export async function settleSuggestions (tx: Transaction, draftId: string, legislationId: string): Promise<void> {
  await tx.delete(annotation).where(and(eq(annotation.draftId, draftId), eq(annotation.reviewState, 'accepted')))
  await tx.execute(sql`
    update ${annotation} a set draft_id = null, provision_id = p.id
    from (select distinct on (e_id) e_id, id from ${provision} where legislation_id = ${legislationId} order by e_id, valid_from desc nulls last) p
    where a.draft_id = ${draftId} and a.e_id = p.e_id and not exists (
      select 1 from ${annotation} b where b.provision_id = p.id and b.concept_code = a.concept_code and b.relation = a.relation
    )`)
  await tx.delete(annotation).where(and(eq(annotation.draftId, draftId), isNotNull(annotation.eId)))
}
