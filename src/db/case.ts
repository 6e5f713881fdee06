import { and, asc, count, eq, exists, getTableColumns, gt, inArray, or, sql, type SQL } from 'drizzle-orm'
import type { CaseRecord } from '../model/case.js'
import { Invalid } from '../model/error.js'
import { contentHash, newId } from '../model/identifier.js'
import { conceptIn, replaceClaims } from './annotation.js'
import type { Db, Transaction } from './client.js'
import { inRegion } from './jurisdiction.js'
import { findProvisionIds, linkedProvision, type LinkedProvision } from './provision.js'
import { planSave, published, saveCurated, type Saved, type Writer } from './revision.js'
import { annotation, caseJurisdiction, caseProvision, charge, courtCase, jurisdiction, legislation, legislationAlias, provision, source } from './schema.js'

export type Case = typeof courtCase.$inferSelect & { source: typeof source.$inferSelect }
export type Charge = typeof charge.$inferSelect

export async function planCase (db: Db, record: CaseRecord, writer: Writer): Promise<Saved> {
  return planSave(db, 'case', await findExisting(db, record), record, writer)
}

/** Creates the case or revises it in place, in one transaction with its links, revision, audit and outbox rows. */
export async function saveCase (tx: Transaction, record: CaseRecord, writer: Writer): Promise<Saved> {
  const columns = {
    key: record.key,
    kind: record.kind,
    jurisdictionCode: record.jurisdiction,
    title: record.title,
    court: record.court,
    courtType: record.courtType,
    instance: record.instance,
    citation: record.citation,
    ecli: record.ecli,
    language: record.language,
    filedOn: record.filedOn,
    decidedOn: record.decidedOn,
    facts: record.facts,
    procedure: record.procedure,
    holding: record.holding,
    significance: record.significance,
    outcome: record.outcome
  }
  return saveCurated(tx, 'case', await findExisting(tx, record), record, writer, async ({ id, columns: curated, before }) => {
    const row = { ...columns, ...curated, ...(before && wording(before) === wording(record) ? {} : { textChangedAt: new Date() }) }
    await tx.insert(courtCase).values({ id, ...row }).onConflictDoUpdate({ target: courtCase.id, set: row })
    await saveLinks(tx, id, record)
    await replaceClaims(tx, 'case', [{ subjectId: id, claims: record.concepts }], writer)
  })
}

const wording = (r: CaseRecord) => contentHash([r.title, r.facts, r.procedure, r.holding, r.significance])

async function findExisting (db: Db, record: CaseRecord) {
  const [row] = await db.select({ id: courtCase.id, revision: courtCase.revision, contentHash: courtCase.contentHash, state: courtCase.state })
    .from(courtCase).where(record.id ? eq(courtCase.id, record.id) : eq(courtCase.key, record.key))
  return row
}

async function saveLinks (tx: Transaction, caseId: string, record: CaseRecord) {
  const refs = [...record.provisions, ...record.charges.flatMap((c) => c.provision ?? [])]
  const ids = await findProvisionIds(tx, refs)
  const idOf = (ref: { law: string, eId: string }) => {
    const found = ids.get(`${ref.law} ${ref.eId}`)
    if (!found) throw new Invalid([{ path: `cases/${record.key}`, message: `there is no provision ${ref.law} ${ref.eId}` }])
    return found
  }
  const applied = [...new Set(refs.map(idOf))]
  await tx.delete(caseProvision).where(eq(caseProvision.caseId, caseId))
  if (applied.length > 0) await tx.insert(caseProvision).values(applied.map((provisionId) => ({ caseId, provisionId })))
  await tx.delete(charge).where(eq(charge.caseId, caseId))
  if (record.charges.length > 0) {
    await tx.insert(charge).values(record.charges.map((c, position) => ({
      id: newId(),
      caseId,
      position,
      conceptCode: c.concept,
      provisionId: c.provision && idOf(c.provision),
      provisionText: c.provisionText,
      outcome: c.outcome,
      sentence: c.sentence
    })))
  }
  await tx.delete(caseJurisdiction).where(eq(caseJurisdiction.caseId, caseId))
  const involved = [...new Set([record.jurisdiction, ...record.jurisdictionsInvolved])]
  await tx.insert(caseJurisdiction).values(involved.map((jurisdictionCode) => ({ caseId, jurisdictionCode })))
}

export type CaseFilter = {
  state?: string[], region?: string[], concept?: string[], kind?: string[], courtType?: string[], outcome?: string[], language?: string[],
  year?: { from?: number, to?: number }, ids?: string[], after?: string, limit: number
}

export async function listCases (db: Db, filter: CaseFilter): Promise<Case[]> {
  return db.select({ ...getTableColumns(courtCase), source }).from(courtCase).innerJoin(source, eq(source.id, courtCase.sourceId))
    .where(and(...caseWhere(db, filter), filter.after ? gt(courtCase.id, filter.after) : undefined))
    .orderBy(asc(courtCase.id)).limit(filter.limit)
}

export async function countCases (db: Db, filter: CaseFilter): Promise<number> {
  const [row] = await db.select({ n: count() }).from(courtCase).where(and(...caseWhere(db, filter)))
  return row!.n
}

function caseWhere (db: Db, f: CaseFilter): (SQL | undefined)[] {
  const inStates = (where: SQL) => exists(db.select({ one: sql`1` }).from(caseJurisdiction)
    .innerJoin(jurisdiction, eq(jurisdiction.code, caseJurisdiction.jurisdictionCode))
    .where(and(eq(caseJurisdiction.caseId, courtCase.id), where)))
  return [
    eq(courtCase.state, 'published'),
    f.ids && inArray(courtCase.id, f.ids),
    f.state && inStates(inArray(jurisdiction.code, f.state)),
    f.region && inStates(inRegion(f.region)),
    f.kind && inArray(courtCase.kind, f.kind),
    f.courtType && inArray(courtCase.courtType, f.courtType),
    f.outcome && inArray(courtCase.outcome, f.outcome),
    f.language && inArray(courtCase.language, f.language),
    f.year?.from ? sql`extract(year from ${courtCase.decidedOn}) >= ${f.year.from}` : undefined,
    f.year?.to ? sql`extract(year from ${courtCase.decidedOn}) <= ${f.year.to}` : undefined,
    f.concept && or(
      exists(db.select({ one: sql`1` }).from(annotation).where(and(
        eq(annotation.caseId, courtCase.id), eq(annotation.reviewState, 'accepted'), conceptIn(annotation.conceptCode, f.concept)))),
      exists(db.select({ one: sql`1` }).from(charge).where(and(eq(charge.caseId, courtCase.id), conceptIn(charge.conceptCode, f.concept))))
    )
  ]
}

/** A published case; throws NotFound, Gone or Moved. */
export async function getCase (db: Db, id: string): Promise<Case> {
  const [row] = await db.select({ ...getTableColumns(courtCase), source }).from(courtCase)
    .innerJoin(source, eq(source.id, courtCase.sourceId)).where(eq(courtCase.id, id))
  return published(row, `case ${id}`)
}

export async function listCharges (db: Db, caseIds: string[]): Promise<Charge[]> {
  if (caseIds.length === 0) return []
  return db.select().from(charge).where(inArray(charge.caseId, caseIds)).orderBy(asc(charge.caseId), asc(charge.position))
}

/** The States that have a part in each case, its own among them. */
export async function listCaseJurisdictions (db: Db, caseIds: string[]): Promise<{ subjectId: string, code: string }[]> {
  if (caseIds.length === 0) return []
  return db.select({ subjectId: caseJurisdiction.caseId, code: caseJurisdiction.jurisdictionCode }).from(caseJurisdiction)
    .where(inArray(caseJurisdiction.caseId, caseIds)).orderBy(asc(caseJurisdiction.jurisdictionCode))
}

/** The provisions that each case applied. */
export async function listCaseProvisions (db: Db, caseIds: string[]): Promise<LinkedProvision[]> {
  if (caseIds.length === 0) return []
  return db.select({ subjectId: caseProvision.caseId, ...linkedProvision }).from(caseProvision)
    .innerJoin(provision, eq(provision.id, caseProvision.provisionId))
    .innerJoin(legislation, eq(legislation.id, provision.legislationId))
    .leftJoin(legislationAlias, and(eq(legislationAlias.legislationId, legislation.id), eq(legislationAlias.current, true)))
    .where(and(inArray(caseProvision.caseId, caseIds), eq(legislation.state, 'published'))).orderBy(asc(provision.position))
}

/** The published cases that applied a provision, in whichever of its wordings: cases name it by law and eId. */
export async function listCasesOfProvision (
  db: Db, legislationId: string, eId: string
): Promise<Pick<Case, 'id' | 'title' | 'jurisdictionCode' | 'decidedOn'>[]> {
  const applied = db.select({ one: sql`1` }).from(caseProvision).innerJoin(provision, eq(provision.id, caseProvision.provisionId))
    .where(and(eq(caseProvision.caseId, courtCase.id), eq(provision.legislationId, legislationId), eq(provision.eId, eId)))
  return db.select({ id: courtCase.id, title: courtCase.title, jurisdictionCode: courtCase.jurisdictionCode, decidedOn: courtCase.decidedOn })
    .from(courtCase).where(and(exists(applied), eq(courtCase.state, 'published'))).orderBy(asc(courtCase.id))
}
