import { and, asc, desc, eq, getTableColumns, gt, inArray, isNull, lt, ne, sql, type SQL, type SQLWrapper } from 'drizzle-orm'
import { Conflict, Forbidden, NotFound, Stale } from '../model/error.js'
import { contentHash, newId } from '../model/identifier.js'
import { editableStates, ownWork, transitions, type DraftType, type RecordState } from '../model/draft.js'
import type { DraftAction } from '../model/vocabulary.js'
import type { Db, Transaction } from './client.js'
import { enqueue } from './outbox.js'
import { jurisdictionsOf, recordAudit, type Writer } from './revision.js'
import { courtCase, legislation, lesson, revision, revisionContributor } from './schema.js'

type Fields = Record<string, unknown>
export type Draft = Omit<typeof revision.$inferSelect, 'record' | 'recordType' | 'state'> & {
  record: Fields, recordType: DraftType, state: RecordState, contributors: string[]
}
/** The States a caller may work on; null: all. */
export type Scope = string[] | null

const tables = { legislation, case: courtCase, lesson }

/** Begins a draft; `recordId` names the published record that it changes, or the one that it will be. */
export async function createDraft (
  tx: Transaction, given: { recordType: DraftType, recordId?: string, record: Fields, state?: 'draft' | 'processing', uploadId?: string }, scope: Scope, writer: Writer
): Promise<Draft> {
  const { recordType, recordId = newId(), record, state = 'draft', uploadId } = given
  const held = await findHeld(tx, recordType, recordId)
  const jurisdictionCodes = jurisdictionsOf(record)
  checkScope(scope, jurisdictionCodes, held?.codes)
  const [row] = await tx.insert(revision).values({
    id: newId(), recordType, recordId, state, record, contentHash: contentHash(record), jurisdictionCodes, uploadId,
    baseRevision: held?.revision ?? 0, comment: writer.comment, createdBy: writer.actor, updatedBy: writer.actor
  }).returning()
  await tx.insert(revisionContributor).values({ revisionId: row!.id, actor: writer.actor })
  await recordAudit(tx, 'draft', recordType, recordId, null, { draft: row!.id, record }, writer)
  return { ...row!, contributors: [writer.actor] } as Draft
}

/** A draft, or a revision that was published; throws NotFound, also to those in whose States it is not. */
export async function getDraft (db: Db, id: string, scope: Scope): Promise<Draft> {
  const [row] = await withContributors(db).where(and(eq(revision.id, id), inScope(scope)))
  if (!row) throw new NotFound(`There is no draft ${id}.`)
  return row as Draft
}

/** The draft, which nobody else changes until the transaction ends; throws NotFound, and Stale unless it is at one of these editions. */
export async function lockDraft (tx: Transaction, id: string, editions: number[] | '*', scope: Scope): Promise<Draft> {
  await tx.execute(sql`select 1 from ${revision} where id = ${id} for update`)
  const draft = await getDraft(tx, id, scope)
  if (editions !== '*' && !editions.includes(draft.edition)) {
    throw new Stale(draft.edition, `The draft is at edition ${draft.edition}, changed by ${draft.updatedBy} on ${draft.updatedAt.toISOString()}. Read it again; your change was not made.`)
  }
  return draft
}

/** Puts a new state of the record in the place of the draft's; throws Conflict when it can no longer be edited. */
export async function reviseDraft (
  tx: Transaction, draft: Draft,
  change: { record: Fields, baseRevision?: number, recordType?: DraftType, recordId?: string, state?: 'draft' },
  scope: Scope, writer: Writer
): Promise<Draft> {
  if (!editableStates.includes(draft.state) && change.state === undefined) throw new Conflict(`The draft is ${draft.state} and can no longer be edited.`)
  const { record } = change
  const jurisdictionCodes = jurisdictionsOf(record)
  checkScope(scope, jurisdictionCodes)
  await contribute(tx, draft.id, writer)
  const [row] = await tx.update(revision).set({
    record,
    contentHash: contentHash(record),
    jurisdictionCodes,
    state: draft.state === 'changes_requested' ? draft.state : 'draft',
    approvedBy: null,
    edition: draft.edition + 1,
    baseRevision: change.baseRevision ?? draft.baseRevision,
    recordType: change.recordType ?? draft.recordType,
    recordId: change.recordId ?? draft.recordId,
    updatedBy: writer.actor,
    updatedAt: new Date(),
    comment: writer.comment ?? draft.comment
  }).where(eq(revision.id, draft.id)).returning()
  await recordAudit(tx, 'edit', row!.recordType, row!.recordId, { draft: draft.id, record: draft.record }, { draft: draft.id, record }, writer)
  return { ...row!, contributors: [...new Set([...draft.contributors, writer.actor])] } as Draft
}

const contribute = (tx: Transaction, revisionId: string, { actor }: Writer) =>
  tx.insert(revisionContributor).values({ revisionId, actor }).onConflictDoNothing()

/**
 * Moves a draft as the state machine has it, all but publication and what follows from a withdrawal. Throws Conflict when
 * the action is not possible from where the draft is, Forbidden when a contributor would approve.
 */
export async function moveDraft (tx: Transaction, draft: Draft, action: DraftAction, writer: Writer): Promise<void> {
  const { to } = checkAction(draft, action)
  const approval = action === 'approve' ? { approvedBy: writer.actor } : action === 'request-changes' ? { approvedBy: null } : {}
  if (action === 'approve' && draft.contributors.includes(writer.actor)) {
    throw new Forbidden(ownWork)
  }
  await tx.update(revision).set({
    state: to, ...approval, ...(action === 'submit' ? { submittedAt: new Date() } : {}), edition: draft.edition + 1,
    updatedBy: writer.actor, updatedAt: new Date(), comment: writer.comment ?? draft.comment
  }).where(eq(revision.id, draft.id))
  await recordAudit(tx, action, draft.recordType, draft.recordId, { draft: draft.id, state: draft.state }, { draft: draft.id, state: to }, writer)
}

/** Throws Conflict when the action is not possible from where the draft is. */
export function checkAction (draft: Draft, action: DraftAction) {
  const { from, to } = transitions[action]
  if (!from.includes(draft.state)) throw new Conflict(`The draft is ${draft.state}; ${action} is possible when it is ${from.join(' or ')}.`)
  return { to }
}

/**
 * Takes a published record out of reading, for a public reason: its rows stay, its address answers 410 from now on, and it is
 * not imported again by oversight. Throws NotFound when it is not published.
 */
export async function withdrawRecord (tx: Transaction, recordType: DraftType, id: string, reason: string, writer: Writer): Promise<void> {
  const table = tables[recordType]
  const [row] = await tx.update(table).set({ state: 'withdrawn', withdrawnReason: reason, updatedAt: new Date() })
    .where(and(eq(table.id, id), eq(table.state, 'published'))).returning({ id: table.id })
  if (!row) throw new NotFound(`There is no published ${recordType} ${id}.`)
  await tx.update(revision).set({ state: 'withdrawn', edition: sql`${revision.edition} + 1`, updatedBy: writer.actor, updatedAt: new Date() })
    .where(and(eq(revision.recordType, recordType), eq(revision.recordId, id), eq(revision.state, 'published')))
  await recordAudit(tx, 'withdraw', recordType, id, { state: 'published' }, { state: 'withdrawn', reason }, writer)
  await enqueue(tx, recordType, [id])
}

/** The record as it is held now: its published revision's number, whether it was withdrawn, its States. */
export async function findHeld (db: Db, recordType: DraftType, id: string) {
  const table = tables[recordType]
  const [row] = await db.select({ revision: table.revision, state: table.state, reason: table.withdrawnReason, since: table.updatedAt })
    .from(table).where(eq(table.id, id))
  if (!row) return undefined
  const [last] = await db.select({ codes: revision.jurisdictionCodes }).from(revision)
    .where(and(eq(revision.recordType, recordType), eq(revision.recordId, id), eq(revision.number, row.revision)))
  return { ...row, codes: last?.codes ?? [] }
}

export type DraftFilter = {
  state?: string[], recordState?: string[], type?: string[], after?: string, limit: number
}

/** Drafts that were not published, newest first. */
export async function listDrafts (db: Db, filter: DraftFilter, scope: Scope): Promise<Draft[]> {
  const rows = await withContributors(db).where(and(...draftWhere(filter), inScope(scope), filter.after ? sql`${revision.id} < ${filter.after}` : undefined))
    .orderBy(desc(revision.id)).limit(filter.limit)
  return rows as Draft[]
}

export async function countDrafts (db: Db, filter: DraftFilter, scope: Scope): Promise<number> {
  return db.$count(revision, and(...draftWhere(filter), inScope(scope)))
}

function draftWhere (f: DraftFilter): (SQL | undefined)[] {
  return [
    f.recordState ? inArray(revision.state, f.recordState) : and(isNull(revision.number), sql`${revision.state} <> 'withdrawn'`),
    f.type && inArray(revision.recordType, f.type),
    f.state && sql`${revision.jurisdictionCodes} && ${sql.param(f.state)}::text[]`
  ]
}

/** Which of these contents a draft has that is still open. */
export async function listOpenHashes (db: Db, hashes: string[]): Promise<Set<string>> {
  const found = new Set<string>()
  for (let i = 0; i < hashes.length; i += 5000) {
    const rows = await db.select({ hash: revision.contentHash }).from(revision)
      .where(and(inArray(revision.contentHash, hashes.slice(i, i + 5000)), isNull(revision.number), ne(revision.state, 'withdrawn')))
    for (const { hash } of rows) found.add(hash)
  }
  return found
}

/** Drafts that wait for a reviewer, the longest first. */
export async function listWaiting (
  db: Db,
  { state, recordStates, before, after, limit }: { state?: string[], recordStates: RecordState[], before?: Date, after?: [string, string], limit: number },
  scope: Scope
): Promise<Draft[]> {
  return await withContributors(db).where(and(
    inArray(revision.state, recordStates), state && sql`${revision.jurisdictionCodes} && ${sql.param(state)}::text[]`, inScope(scope),
    before && lt(revision.submittedAt, before),
    after && sql`(${revision.submittedAt}, ${revision.id}) > (${after[0]}::timestamptz, ${after[1]}::uuid)`
  )).orderBy(asc(revision.submittedAt), asc(revision.id)).limit(limit) as Draft[]
}

/** Every revision of a record that was published, the oldest first. */
export async function listRevisions (db: Db, recordType: DraftType, recordId: string): Promise<Draft[]> {
  return await withContributors(db).where(and(eq(revision.recordType, recordType), eq(revision.recordId, recordId), gt(revision.number, 0)))
    .orderBy(asc(revision.number)) as Draft[]
}

function withContributors (db: Db) {
  const contributors = sql<string[]>`coalesce((select array_agg(c.actor order by c.actor) from ${revisionContributor} c where c.revision_id = ${revision.id}), '{}')`
  return db.select({ ...getTableColumns(revision), contributors }).from(revision)
}

/** True of the rows whose States are all among the caller's; what belongs to no State is for those who may work on all. */
export function isWithin (codes: SQLWrapper, scope: Scope): SQL | undefined {
  return scope === null ? undefined : sql`cardinality(${codes}) > 0 and ${codes} <@ ${sql.param(scope)}::text[]`
}

const inScope = (scope: Scope) => isWithin(revision.jurisdictionCodes, scope)

/** Throws Forbidden unless a record's States, and those of what it takes the place of, are all among the caller's. */
export function checkScope (scope: Scope, own: string[], former: string[] = []): void {
  if (scope === null) return
  const outside = [...own, ...former].filter((code) => !scope.includes(code))
  if (outside.length > 0 || own.length === 0) {
    throw new Forbidden(`This key works on ${scope.join(', ')} only, not on ${outside.join(', ') || 'what belongs to no State'}.`)
  }
}
