import { and, asc, count, eq, exists, getTableColumns, gt, inArray, sql, type SQL } from 'drizzle-orm'
import { Invalid } from '../model/error.js'
import { contentHash } from '../model/identifier.js'
import type { LessonRecord } from '../model/lesson.js'
import { conceptIn, replaceClaims } from './annotation.js'
import type { Db, Transaction } from './client.js'
import { inRegion } from './jurisdiction.js'
import { findProvisionIds, linkedProvision, type LinkedProvision } from './provision.js'
import { planSave, published, saveCurated, type Saved, type Writer } from './revision.js'
import {
  annotation, courtCase, jurisdiction, legislation, legislationAlias, lesson, lessonCase, lessonJurisdiction, lessonProvision, provision, source
} from './schema.js'

export type Lesson = typeof lesson.$inferSelect & { source: typeof source.$inferSelect }

export async function planLesson (db: Db, record: LessonRecord, writer: Writer): Promise<Saved> {
  return planSave(db, 'lesson', await findExisting(db, record), record, writer)
}

/** Creates the lesson or revises it in place, in one transaction with its links, revision, audit and outbox rows. */
export async function saveLesson (tx: Transaction, record: LessonRecord, writer: Writer): Promise<Saved> {
  const columns = {
    key: record.key,
    area: record.area,
    title: record.title,
    problem: record.problem,
    practice: record.practice,
    outcome: record.outcome,
    conditions: record.conditions,
    periodFrom: record.periodFrom,
    periodTo: record.periodTo
  }
  return saveCurated(tx, 'lesson', await findExisting(tx, record), record, writer, async ({ id, columns: curated, before }) => {
    const row = { ...columns, ...curated, ...(before && wording(before) === wording(record) ? {} : { textChangedAt: new Date() }) }
    await tx.insert(lesson).values({ id, ...row }).onConflictDoUpdate({ target: lesson.id, set: row })
    await saveLinks(tx, id, record)
    await replaceClaims(tx, 'lesson', [{ subjectId: id, claims: record.concepts }], writer)
  })
}

const wording = (r: LessonRecord) => contentHash([r.title, r.problem, r.practice, r.outcome, r.conditions])

async function findExisting (db: Db, record: LessonRecord) {
  const [row] = await db.select({ id: lesson.id, revision: lesson.revision, contentHash: lesson.contentHash, state: lesson.state })
    .from(lesson).where(record.id ? eq(lesson.id, record.id) : eq(lesson.key, record.key))
  return row
}

async function saveLinks (tx: Transaction, lessonId: string, record: LessonRecord) {
  const provisions = await findProvisionIds(tx, record.provisions)
  const cases = new Map(record.cases.length === 0
    ? []
    : (await tx.select({ id: courtCase.id, key: courtCase.key }).from(courtCase).where(inArray(courtCase.key, record.cases))).map((c) => [c.key, c.id]))
  const missing = [
    ...record.provisions.filter((r) => !provisions.has(`${r.law} ${r.eId}`)).map((r) => `provision ${r.law} ${r.eId}`),
    ...record.cases.filter((key) => !cases.has(key)).map((key) => `case ${key}`)
  ]
  if (missing.length > 0) throw new Invalid(missing.map((what) => ({ path: `lessons/${record.key}`, message: `there is no ${what}` })))
  await tx.delete(lessonJurisdiction).where(eq(lessonJurisdiction.lessonId, lessonId))
  await tx.delete(lessonProvision).where(eq(lessonProvision.lessonId, lessonId))
  await tx.delete(lessonCase).where(eq(lessonCase.lessonId, lessonId))
  if (record.jurisdictions.length > 0) {
    await tx.insert(lessonJurisdiction).values([...new Set(record.jurisdictions)].map((jurisdictionCode) => ({ lessonId, jurisdictionCode })))
  }
  if (provisions.size > 0) await tx.insert(lessonProvision).values([...new Set(provisions.values())].map((provisionId) => ({ lessonId, provisionId })))
  if (cases.size > 0) await tx.insert(lessonCase).values([...cases.values()].map((caseId) => ({ lessonId, caseId })))
}

export type LessonFilter = {
  state?: string[], region?: string[], concept?: string[], area?: string[], ids?: string[], after?: string, limit: number
}

export async function listLessons (db: Db, filter: LessonFilter): Promise<Lesson[]> {
  return db.select({ ...getTableColumns(lesson), source }).from(lesson).innerJoin(source, eq(source.id, lesson.sourceId))
    .where(and(...lessonWhere(db, filter), filter.after ? gt(lesson.id, filter.after) : undefined))
    .orderBy(asc(lesson.id)).limit(filter.limit)
}

export async function countLessons (db: Db, filter: LessonFilter): Promise<number> {
  const [row] = await db.select({ n: count() }).from(lesson).where(and(...lessonWhere(db, filter)))
  return row!.n
}

function lessonWhere (db: Db, f: LessonFilter): (SQL | undefined)[] {
  const inStates = (where: SQL) => exists(db.select({ one: sql`1` }).from(lessonJurisdiction)
    .innerJoin(jurisdiction, eq(jurisdiction.code, lessonJurisdiction.jurisdictionCode))
    .where(and(eq(lessonJurisdiction.lessonId, lesson.id), where)))
  return [
    eq(lesson.state, 'published'),
    f.ids && inArray(lesson.id, f.ids),
    f.area && inArray(lesson.area, f.area),
    f.state && inStates(inArray(jurisdiction.code, f.state)),
    f.region && inStates(inRegion(f.region)),
    f.concept && exists(db.select({ one: sql`1` }).from(annotation).where(and(
      eq(annotation.lessonId, lesson.id), eq(annotation.reviewState, 'accepted'), conceptIn(annotation.conceptCode, f.concept))))
  ]
}

/** A published lesson; throws NotFound, Gone or Moved. */
export async function getLesson (db: Db, id: string): Promise<Lesson> {
  const [row] = await db.select({ ...getTableColumns(lesson), source }).from(lesson)
    .innerJoin(source, eq(source.id, lesson.sourceId)).where(eq(lesson.id, id))
  return published(row, `lesson ${id}`)
}

export async function listLessonJurisdictions (db: Db, lessonIds: string[]): Promise<{ subjectId: string, code: string }[]> {
  if (lessonIds.length === 0) return []
  return db.select({ subjectId: lessonJurisdiction.lessonId, code: lessonJurisdiction.jurisdictionCode }).from(lessonJurisdiction)
    .where(inArray(lessonJurisdiction.lessonId, lessonIds)).orderBy(asc(lessonJurisdiction.jurisdictionCode))
}

export async function listLessonProvisions (db: Db, lessonIds: string[]): Promise<LinkedProvision[]> {
  if (lessonIds.length === 0) return []
  return db.select({ subjectId: lessonProvision.lessonId, ...linkedProvision }).from(lessonProvision)
    .innerJoin(provision, eq(provision.id, lessonProvision.provisionId))
    .innerJoin(legislation, eq(legislation.id, provision.legislationId))
    .leftJoin(legislationAlias, and(eq(legislationAlias.legislationId, legislation.id), eq(legislationAlias.current, true)))
    .where(and(inArray(lessonProvision.lessonId, lessonIds), eq(legislation.state, 'published'))).orderBy(asc(provision.position))
}

export async function listLessonCases (db: Db, lessonIds: string[]): Promise<{ subjectId: string, id: string, title: Record<string, string> }[]> {
  if (lessonIds.length === 0) return []
  return db.select({ subjectId: lessonCase.lessonId, id: courtCase.id, title: courtCase.title }).from(lessonCase)
    .innerJoin(courtCase, eq(courtCase.id, lessonCase.caseId))
    .where(and(inArray(lessonCase.lessonId, lessonIds), eq(courtCase.state, 'published'))).orderBy(asc(courtCase.id))
}
