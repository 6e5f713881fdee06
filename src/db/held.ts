import { and, desc, eq, exists, inArray, isNotNull, isNull, sql } from 'drizzle-orm'
import type { DraftType } from '../model/draft.js'
import type { Db } from './client.js'
import { findProvisionIds } from './provision.js'
import { concept, courtCase, file, jurisdiction, legislation, legislationAlias, lesson, revision } from './schema.js'

/** A record as a save would meet it, and who changed it last. */
export type Held = {
  id: string
  /** the aliases of a law, past ones too; the key of a case or lesson */
  keys: string[]
  contentHash: string
  state: string
  movedTo: string | null
  withdrawnReason: string | null
  updatedAt: Date
  changedBy: string | null
}

const atOnce = 5000

/** The records that have one of these ids, or one of these keys. */
export async function listHeld (db: Db, type: DraftType, ids: string[], keys: string[]): Promise<Held[]> {
  const found = new Map<string, Omit<Held, 'changedBy'>>()
  for (const part of parts(ids)) for (const row of await select(db, type, 'id', part)) found.set(row.id, row)
  for (const part of parts(keys)) for (const row of await select(db, type, 'key', part)) found.set(row.id, row)
  const writers = await listLastWriters(db, type, [...found.keys()])
  return [...found.values()].map((row) => ({ ...row, changedBy: writers.get(row.id) ?? null }))
}

function select (db: Db, type: DraftType, by: 'id' | 'key', values: string[]) {
  const table = { legislation, case: courtCase, lesson }[type]
  const { id, contentHash, state, movedTo, withdrawnReason, updatedAt } = table
  const columns = { id, contentHash, state, movedTo, withdrawnReason, updatedAt }
  if (table === legislation) {
    const aliases = sql<string[]>`array(select a.alias from ${legislationAlias} a where a.legislation_id = legislation.id)`
    const named = exists(db.select({ one: sql`1` }).from(legislationAlias)
      .where(and(eq(legislationAlias.legislationId, legislation.id), inArray(legislationAlias.alias, values))))
    return db.select({ ...columns, keys: aliases }).from(legislation).where(by === 'id' ? inArray(legislation.id, values) : named)
  }
  const { key } = table as typeof courtCase | typeof lesson
  return db.select({ ...columns, keys: sql<string[]>`array[${key}]` }).from(table).where(inArray(by === 'id' ? id : key, values))
}

/** Who wrote the last numbered revision of each record. */
async function listLastWriters (db: Db, type: DraftType, ids: string[]): Promise<Map<string, string>> {
  const writers = new Map<string, string>()
  for (const part of parts(ids)) {
    const rows = await db.selectDistinctOn([revision.recordId], { id: revision.recordId, actor: revision.createdBy }).from(revision)
      .where(and(eq(revision.recordType, type), inArray(revision.recordId, part), isNotNull(revision.number)))
      .orderBy(revision.recordId, desc(revision.number))
    for (const { id, actor } of rows) writers.set(id, actor)
  }
  return writers
}

/** The records as they were published last, by id. */
export async function readPublished (db: Db, type: DraftType, ids: string[]): Promise<Map<string, unknown>> {
  const records = new Map<string, unknown>()
  for (const part of parts(ids, 100)) {
    const rows = await db.selectDistinctOn([revision.recordId], { id: revision.recordId, record: revision.record }).from(revision)
      .where(and(eq(revision.recordType, type), inArray(revision.recordId, part), eq(revision.state, 'published')))
      .orderBy(revision.recordId, desc(revision.number))
    for (const { id, record } of rows) records.set(id, record)
  }
  return records
}

/** The laws of these States that have no alias: only title and year tell which is which. */
export async function listUnnamedLaws (db: Db, jurisdictions: string[]) {
  if (jurisdictions.length === 0) return []
  const l = legislation
  return db.select({ id: l.id, jurisdiction: l.jurisdictionCode, title: l.title, year: l.year }).from(l)
    .leftJoin(legislationAlias, and(eq(legislationAlias.legislationId, l.id), eq(legislationAlias.current, true)))
    .where(and(inArray(l.jurisdictionCode, jurisdictions), isNull(legislationAlias.alias), isNull(l.movedTo)))
}

/** The cases that have these European Case Law Identifiers. */
export async function listEcliOwners (db: Db, eclis: string[]): Promise<{ ecli: string, id: string, key: string }[]> {
  const owners = []
  for (const part of parts(eclis)) {
    owners.push(...await db.select({ ecli: courtCase.ecli, id: courtCase.id, key: courtCase.key }).from(courtCase).where(inArray(courtCase.ecli, part)))
  }
  return owners.map((owner) => ({ ...owner, ecli: owner.ecli! }))
}

/** Of what records name, what is held: every State and concept, and these provisions, cases and files. */
export async function listNamed (db: Db, named: { provisions: { law: string, eId: string }[], cases: string[], files: string[] }) {
  const [provisions, cases, files]: [string[], string[], string[]] = [[], [], []]
  for (const part of parts(named.provisions)) provisions.push(...(await findProvisionIds(db, part)).keys())
  for (const part of parts(named.cases)) {
    cases.push(...(await db.select({ key: courtCase.key }).from(courtCase).where(inArray(courtCase.key, part))).map((row) => row.key))
  }
  for (const part of parts(named.files)) {
    files.push(...(await db.select({ sha256: file.sha256 }).from(file).where(inArray(file.sha256, part))).map((row) => row.sha256))
  }
  return {
    jurisdictions: await db.select({ code: jurisdiction.code, alpha2: jurisdiction.alpha2 }).from(jurisdiction),
    concepts: (await db.select({ code: concept.code }).from(concept)).map((row) => row.code),
    provisions,
    cases,
    files
  }
}

function parts<T> (values: T[], size = atOnce): T[][] {
  const unique = [...new Set(values)]
  return Array.from({ length: Math.ceil(unique.length / size) }, (_, i) => unique.slice(i * size, (i + 1) * size))
}
