import { saveCase } from '../../db/case.js'
import type { Database, Db, Transaction } from '../../db/client.js'
import { openDuplicates, type Duplicate } from '../../db/duplicate.js'
import { saveLegislation } from '../../db/legislation.js'
import { readLinks } from '../../db/link.js'
import { saveLesson } from '../../db/lesson.js'
import type { Saved, Writer } from '../../db/revision.js'
import { waitForTurn } from '../../db/setting.js'
import type { CaseRecord } from '../../model/case.js'
import { Conflict, Invalid } from '../../model/error.js'
import { groupBy } from '../../model/group.js'
import type { LegislationRecord } from '../../model/legislation.js'
import type { LessonRecord } from '../../model/lesson.js'
import type { RecordType } from '../../model/vocabulary.js'
import type { PlacedFault } from './law.js'
import { isFaulty, type BulkRow, type RowFault } from './row.js'
import { buildUnits, type RowChange, type Unit } from './unit.js'
import { checkBeside } from '../record-fault.js'

export type BulkAction = RowChange | 'rejected'
export type RowOutcome = {
  line: number, type: RecordType | null, key: string | null, action: BulkAction, faults: RowFault[]
  /** of a law that would be new: those that are held and may be the same */
  duplicates: Duplicate[]
}
export type BulkOutcome = { counts: Record<BulkAction, number>, rows: RowOutcome[] }

/** The records that rows come to, and everything that is wrong with them. */
export type BulkPlan = { units: Unit[], faults: PlacedFault[] }

/** What each row of a bulk file would do; nothing is written. */
export async function planBulk (db: Db, rows: BulkRow[], writer: Writer): Promise<BulkOutcome> {
  return tellBulk(db, rows, await prepareBulk(db, rows, writer))
}

type Options = {
  /** leaves out what is rejected, and all rows of a law of which one is rejected, where otherwise nothing is written */
  partial?: boolean
  /** is told how many rows are done */
  progress?: (done: number, total: number) => void
}

/**
 * Writes the rows in one transaction; applied again, all of them are unchanged. When one is rejected nothing is written, and Invalid is thrown
 * with every fault, its path beginning with the line: `line 12 source.url`.
 */
export async function applyBulk (db: Database, rows: BulkRow[], writer: Writer, { partial = false, progress = () => {} }: Options = {}): Promise<BulkOutcome> {
  return db.transaction(async (tx) => {
    await waitForTurn(tx, 'bulk')
    let left = rows
    let plan = await prepareBulk(tx, left, writer)
    const faults = [...plan.faults]
    while (plan.faults.length > 0) {
      if (!partial) throw invalid(faults)
      // What is left out may be what other rows build on: these are rejected next.
      faults.push(...siblingFaults(plan))
      const rejected = new Set(faults.map((fault) => fault.row))
      left = left.filter((row) => !rejected.has(row))
      plan = await prepareBulk(tx, left, writer)
      faults.push(...plan.faults)
    }
    // Looked for before anything is written: a law is no duplicate of itself.
    const duplicates = await findAllDuplicates(tx, plan.units)
    let done = rows.length - left.length
    for (const unit of plan.units) {
      const refused = unit.isChanged ? await save(tx, unit, writer, partial) : []
      if (refused.length > 0 && !partial) throw invalid(refused)
      faults.push(...refused)
      progress(done += unit.rows.length, rows.length)
    }
    return outcomeOf(rows, { units: plan.units, faults }, duplicates)
  })
}

/** Puts rows together to records, beside what is held. With a `writer`, what somebody else changed since they wrote it is a fault. */
export async function prepareBulk (db: Db, rows: BulkRow[], writer?: Writer): Promise<BulkPlan> {
  const { units, faults } = await buildUnits(db, rows)
  const ofShape = rows.filter(isFaulty).flatMap((row) => row.faults.map((fault) => ({ row, ...fault })))
  const kept = writer ? units.flatMap((unit) => keptFaults(unit, writer)) : []
  return { units, faults: [...ofShape, ...faults, ...kept, ...await linkFaults(db, units), ...await lossFaults(db, units)] }
}

/** What becomes of each row, in the order of the file. */
export async function tellBulk (db: Db, rows: BulkRow[], plan: BulkPlan): Promise<BulkOutcome> {
  return outcomeOf(rows, plan, await findAllDuplicates(db, plan.units))
}

function outcomeOf (rows: BulkRow[], { units, faults }: BulkPlan, duplicates: Map<BulkRow, Duplicate[]>): BulkOutcome {
  const changes = new Map(units.flatMap((unit) => [...unit.changes]))
  const told = groupBy(faults, (fault) => fault.row)
  const counts = { create: 0, revise: 0, unchanged: 0, rejected: 0 }
  const outcomes = rows.map((row): RowOutcome => {
    const own = told.get(row) ?? []
    const action = own.length > 0 ? 'rejected' : changes.get(row)!
    counts[action]++
    const { line, type, key } = row
    return { line, type, key, action, faults: own.map(({ path, message }) => ({ path, message })), duplicates: duplicates.get(row) ?? [] }
  })
  return { counts, rows: outcomes }
}

/** What somebody else changed since this writer wrote it is left as it is. */
function keptFaults ({ held, isChanged, changes }: Unit, { actor }: Writer): PlacedFault[] {
  if (!isChanged || !held?.changedBy || held.changedBy === actor) return []
  const message = `was last changed by ${held.changedBy}, on ${held.updatedAt.toISOString().slice(0, 10)}, and not by ${actor}: it is left as it is`
  return [...changes].filter(([, change]) => change !== 'unchanged').map(([row]) => ({ row, path: row.type === 'provision' ? 'law' : '', message }))
}

/** What no single row shows, and what a row names that is neither held nor in the file. */
async function linkFaults (db: Db, units: Unit[]): Promise<PlacedFault[]> {
  const records = {
    laws: recordsOf<LegislationRecord>(units, 'legislation'), cases: recordsOf<CaseRecord>(units, 'case'), lessons: recordsOf<LessonRecord>(units, 'lesson')
  }
  const lineOf = (_: string, at: string) => `already used at line ${units[Number(at)]!.rows[0]!.line}`
  return (await checkBeside(db, records, removedProvisions(units))).map(({ at, path, message }) =>
    ({ ...units[Number(at)]!.locate(path), message: message.replace(/already used at (\d+)$/, lineOf) }))
}

const recordsOf = <T>(units: Unit[], type: Unit['type']) =>
  units.flatMap((unit, i) => unit.type === type ? [{ at: String(i), record: unit.record as T }] : [])

/** Provisions that are held and that the file takes out of their law, by every alias of it. */
function removedProvisions (units: Unit[]): Set<string> {
  return new Set(units.flatMap((unit) => removedFrom(unit).flatMap((eId) => unit.held!.keys.map((alias) => `${alias} ${eId}`))))
}

function removedFrom ({ type, before, record }: Unit): string[] {
  if (type !== 'legislation' || !before) return []
  const kept = new Set(eIdsOf(record as LegislationRecord))
  return eIdsOf(before as LegislationRecord).filter((eId) => !kept.has(eId))
}

/** What a held case or lesson names is not taken out of its law. */
async function lossFaults (db: Db, units: Unit[]): Promise<PlacedFault[]> {
  const faults: PlacedFault[] = []
  for (const unit of units) {
    const removed = new Set(removedFrom(unit))
    if (removed.size === 0) continue
    const links = (await readLinks(db, unit.held!.id)).filter((link) => removed.has(link.eId))
    const told = new Set(links.map(({ kind, name, eId }) => `leaves out ${eId}, which the ${kind === 'lesson' ? 'lesson' : 'case'} ${name} names`))
    faults.push(...[...told].map((message) => ({ row: unit.rows[0]!, path: 'versions', message })))
  }
  return faults
}

const eIdsOf = (law: LegislationRecord) => law.versions.flatMap((v) => v.provisions.map((p) => p.eId))

/** A law is saved with all of its rows or with none. */
function siblingFaults ({ units, faults }: BulkPlan): PlacedFault[] {
  const rejected = new Set(faults.map((fault) => fault.row))
  return units.flatMap(({ rows }) => {
    const first = rows.find((row) => rejected.has(row))
    return first ? rows.filter((row) => !rejected.has(row)).map((row) => ({ row, path: '', message: `is left out with line ${first.line}, of the same law` })) : []
  })
}

/** Saves a record; what the database refuses is told of its row. In part: without spoiling what was saved before. */
async function save (tx: Transaction, unit: Unit, writer: Writer, partial: boolean): Promise<PlacedFault[]> {
  const tell = (fault: RowFault) => (partial ? unit.rows : unit.rows.slice(0, 1)).map((row) => ({ row, ...fault }))
  try {
    const saved = await (partial ? tx.transaction((part) => saveRecord(part, unit, writer)) : saveRecord(tx, unit, writer))
    return saved === 'kept' ? tell({ path: '', message: 'was changed by somebody else just now: it is left as it is' }) : []
  } catch (error) {
    const fault = refusalOf(error)
    if (!fault) throw error
    return tell(fault)
  }
}

function saveRecord (tx: Transaction, { type, record }: Unit, writer: Writer): Promise<Saved> {
  if (type === 'legislation') return saveLegislation(tx, record as LegislationRecord, writer)
  return type === 'case' ? saveCase(tx, record as CaseRecord, writer) : saveLesson(tx, record as LessonRecord, writer)
}

/** What a domain error says, or Postgres when it is the value that it refuses (SQLSTATE 22, 23 and 54). */
function refusalOf (error: unknown): RowFault | undefined {
  if (error instanceof Conflict) return { path: '', message: error.message }
  if (error instanceof Invalid) return { path: '', message: error.faults.map((fault) => fault.message).join('; ') }
  const { code, column, detail = '', message } = ((error as Error).cause ?? error) as { code?: string, column?: string, detail?: string, message: string }
  if (!/^(22|23|54)/.test(code ?? '')) return undefined
  const [, named] = /^Key \(([a-z_]+)\)/.exec(detail) ?? []
  return { path: column ?? named ?? '', message: `the database refuses it: ${named ? detail : message}` }
}

async function findAllDuplicates (db: Db, units: Unit[]): Promise<Map<BulkRow, Duplicate[]>> {
  const fresh = units.filter((unit) => unit.type === 'legislation' && !unit.held).map((unit) => ({ row: unit.rows[0]!, law: unit.record as LegislationRecord }))
  const find = await openDuplicates(db, [...new Set(fresh.map(({ law }) => law.jurisdiction))])
  return new Map(fresh.map(({ row, law }) => {
    const titles = [law.title.text, ...law.titles.map((t) => t.text), law.shortTitle].filter((t) => t !== null)
    return [row, find({ ...law, titles, fileSha256: law.versions.find((v) => v.file)?.file })]
  }))
}

const invalid = (faults: PlacedFault[]) =>
  new Invalid([...faults].sort((a, b) => a.row.line - b.row.line).map(({ row, path, message }) => ({ path: `line ${row.line} ${path}`.trim(), message })))
