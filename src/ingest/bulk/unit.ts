import { isDeepStrictEqual } from 'node:util'
import type { Db } from '../../db/client.js'
import { listEcliOwners, listHeld, listUnnamedLaws, readPublished, type Held } from '../../db/held.js'
import type { CaseRecord } from '../../model/case.js'
import type { DraftType } from '../../model/draft.js'
import type { LegislationRecord } from '../../model/legislation.js'
import type { LessonRecord } from '../../model/lesson.js'
import { spotOf } from '../../model/merge.js'
import { titleKey } from '../check.js'
import { changeLaw, type LawChange, type Origin, type PlacedFault } from './law.js'
import { isFaulty, rowShapes, type BulkRow, type GivenProvision, type GoodRow, type LawRow } from './row.js'

export type CuratedRecord = LegislationRecord | CaseRecord | LessonRecord
export type RowChange = 'create' | 'revise' | 'unchanged'

/** A record that a file speaks of: a law with the rows of its provisions, a case, a lesson. It is saved as a whole. */
export type Unit = {
  type: DraftType
  rows: BulkRow[]
  held: Held | undefined
  /** the record as it is held, and as it would be saved */
  before: CuratedRecord | null
  record: CuratedRecord
  isChanged: boolean
  changes: Map<BulkRow, RowChange>
  /** from a place in the record to the row that it came from */
  locate: (path: string) => Origin
}

/** The records that these rows speak of, beside what is held of them; rows that belong to none are told in `faults`. */
export async function buildUnits (db: Db, rows: BulkRow[]): Promise<{ units: Unit[], faults: PlacedFault[] }> {
  const faults: PlacedFault[] = []
  const laws = await buildLaws(db, rows, faults)
  const cases = await buildSingles(db, 'case', rows, faults)
  const lessons = await buildSingles(db, 'lesson', rows, faults)
  return { units: [...laws, ...cases, ...lessons], faults }
}

/** The rows of one law before they are put together. */
type Seed = { row: LawRow | undefined, given: GivenProvision[], faulty: BulkRow[], held: Held | undefined }

async function buildLaws (db: Db, rows: BulkRow[], faults: PlacedFault[]): Promise<Unit[]> {
  const held = await heldLaws(db, rows)
  const seeds: Seed[] = []
  const named = new Map<string, Seed>()
  const plant = (seed: Seed, names: (string | null | undefined)[]) => {
    seeds.push(seed)
    for (const name of [...names, seed.held?.id, ...seed.held?.keys ?? []]) if (name && !named.has(name)) named.set(name, seed)
    return seed
  }
  for (const row of rows.filter(isLaw)) {
    const { id, akn } = row.record
    const own = id ? held.get(id) : held.get(akn ?? titleKey(row.record))
    const owner = akn ? held.get(akn) : undefined
    if (owner && owner.id !== (own?.id ?? id)) faults.push({ row, path: 'akn', message: `${akn} belongs to another law, ${owner.id}` })
    plant({ row, given: [], faulty: [], held: own }, [id, akn])
  }
  const spoilt = new Map(rows.filter(isFaulty).filter((row) => row.type === 'legislation').map((row) => [row.key, row.line]))
  for (const row of rows.filter(isProvision)) {
    const { law } = row.record
    const line = named.has(law) ? undefined : spoilt.get(law)
    const own = line === undefined ? held.get(law) : undefined
    const seed = named.get(law) ?? (own && plant({ row: undefined, given: [], faulty: [], held: own }, []))
    if (seed) seed.given.push(row)
    else faults.push({ row, path: 'law', message: line === undefined ? `${law} is neither held nor in this file` : `${law} is rejected, at line ${line}` })
  }
  for (const row of rows.filter(isFaulty)) if (row.type === 'provision') named.get(row.key?.split(' ')[0] ?? '')?.faulty.push(row)
  return finishLaws(db, seeds, faults)
}

/** The laws that are held of those these rows name, by id, alias, or title and year where they have no other name. */
async function heldLaws (db: Db, rows: BulkRow[]): Promise<Map<string, Held>> {
  const laws = rows.filter(isLaw).map((row) => row.record)
  const names = rows.filter(isProvision).map((row) => row.record.law)
  const nameless = laws.filter((law) => !law.id && !law.akn)
  const alike = await listUnnamedLaws(db, [...new Set(nameless.map((law) => law.jurisdiction))])
  const ids = new Map(alike.map((law) => [law.id, titleKey(law)]))
  const wanted = [...laws.flatMap((law) => law.id ?? []), ...names.filter((name) => !name.includes('/')), ...ids.keys()]
  const aliases = [...laws.flatMap((law) => law.akn ?? []), ...names.filter((name) => name.includes('/'))]
  const held = await listHeld(db, 'legislation', wanted, aliases)
  return new Map(held.flatMap((law) => [law.id, ids.get(law.id) ?? law.id, ...law.keys].map((name) => [name, law] as const)))
}

async function finishLaws (db: Db, seeds: Seed[], faults: PlacedFault[]): Promise<Unit[]> {
  const before = await readBefore<LegislationRecord>(db, 'legislation', seeds)
  return seeds.flatMap(({ row, given, faulty, held }) => {
    const rows = [...(row ? [row] : []), ...given]
    if (held && tellGone(held, rows, faults)) return []
    const old = before.get(held?.id ?? '') ?? null
    const change = changeLaw(old, row, given)
    faults.push(...change.faults)
    const isSame = (record: LegislationRecord) => old !== null && isDeepStrictEqual(comparable(old), comparable(record))
    const changes = provisionChanges(old, change)
    if (row) changes.set(row, old === null ? 'create' : isSame(changeLaw(old, row, []).record) ? 'unchanged' : 'revise')
    return [{
      type: 'legislation' as const,
      rows: [...rows, ...faulty],
      held,
      before: old,
      record: { ...change.record, ...(held ? { id: held.id } : {}) },
      isChanged: !isSame(change.record),
      changes,
      locate: (path: string) => locateInLaw(path, change, rows[0]!)
    }]
  })
}

/** A law without its id, which not every file names, and with its versions in one order. */
const comparable = ({ id: _id, ...law }: LegislationRecord) => ({ ...law, versions: law.versions.toSorted((a, b) => spotOf(a) < spotOf(b) ? -1 : 1) })

function provisionChanges (before: LegislationRecord | null, { record, provisions: origins }: LawChange): Map<BulkRow, RowChange> {
  const changes = new Map<BulkRow, RowChange>()
  for (const version of record.versions) {
    const old = before?.versions.find((v) => spotOf(v) === spotOf(version))
    const byEId = new Map(old?.provisions.map((p) => [p.eId, p]))
    for (const provision of version.provisions) {
      const row = origins.get(provision)?.row
      if (row?.type !== 'provision' || isFaulty(row)) continue
      const earlier = byEId.get(provision.eId)
      const isSame = isDeepStrictEqual(earlier, provision) && (row.record.validTo === undefined || old?.validTo === version.validTo)
      changes.set(row, !earlier ? 'create' : isSame ? 'unchanged' : 'revise')
    }
  }
  return changes
}

/** `versions.1.provisions.7.parent` → the row of that provision and `parent`; what no row says is told at the first one. */
function locateInLaw (path: string, { record, provisions, versions }: LawChange, first: BulkRow): Origin {
  const [, v, p, rest] = /^versions\.(\d+)(?:\.provisions\.(\d+))?\.?(.*)$/.exec(path) ?? []
  if (v === undefined) return { row: first, path: first.type === 'provision' ? 'law' : path }
  const version = record.versions[Number(v)]!
  const origin = (p === undefined ? undefined : provisions.get(version.provisions[Number(p)]!)) ?? versions.get(spotOf(version))
  if (!origin) return { row: first, path }
  const own = p !== undefined && origin.row.type === 'provision' ? rest!.replace(/^valid/, 'ownValid') : rest!
  return { row: origin.row, path: [origin.path, own].filter((part) => part !== '').join('.') }
}

async function buildSingles (db: Db, type: 'case' | 'lesson', rows: BulkRow[], faults: PlacedFault[]): Promise<Unit[]> {
  const given = rows.filter((row): row is Extract<GoodRow, { type: typeof type }> => row.type === type && !isFaulty(row))
  const held = await listHeld(db, type, given.flatMap((row) => row.record.id ?? []), given.map((row) => row.record.key))
  const named = new Map(held.flatMap((h) => [h.id, ...h.keys].map((name) => [name, h] as const)))
  const placed = given.map((row) => ({ row, held: named.get(row.record.id ?? row.record.key), owner: named.get(row.record.key) }))
  const before = await readBefore<CaseRecord | LessonRecord>(db, type, placed)
  const units = placed.flatMap(({ row, held, owner }): Unit[] => {
    if (held && tellGone(held, [row], faults)) return []
    if (owner && owner.id !== (held?.id ?? row.record.id)) faults.push({ row, path: 'key', message: `${row.record.key} belongs to another ${type}, ${owner.id}` })
    const old = before.get(held?.id ?? '') ?? null
    const record = { ...row.record, ...(held ? { id: held.id } : {}) }
    const isChanged = old === null || !isDeepStrictEqual({ ...old, id: record.id }, record)
    const change = old === null ? 'create' : isChanged ? 'revise' : 'unchanged'
    return [{ type, rows: [row], held, before: old, record, isChanged, changes: new Map([[row, change]]), locate: (path) => ({ row, path }) }]
  })
  if (type === 'case') faults.push(...await ecliFaults(db, units))
  return units
}

async function ecliFaults (db: Db, units: Unit[]): Promise<PlacedFault[]> {
  const owners = new Map((await listEcliOwners(db, units.flatMap((unit) => (unit.record as CaseRecord).ecli ?? []))).map((owner) => [owner.ecli, owner]))
  return units.flatMap(({ rows, record, held }) => {
    const owner = owners.get((record as CaseRecord).ecli ?? '')
    return !owner || owner.id === (held?.id ?? record.id) ? [] : [{ row: rows[0]!, path: 'ecli', message: `${owner.ecli} belongs to the case ${owner.key}` }]
  })
}

async function readBefore<T> (db: Db, type: DraftType, placed: { held: Held | undefined }[]): Promise<Map<string, T>> {
  const records = await readPublished(db, type, placed.flatMap(({ held }) => held?.id ?? []))
  return new Map([...records].map(([id, record]) => [id, rowShapes[type].parse(record) as T]))
}

/** A record that was taken out does not come back by oversight. True when it was told. */
function tellGone ({ state, movedTo, withdrawnReason, updatedAt }: Held, rows: BulkRow[], faults: PlacedFault[]): boolean {
  const day = updatedAt.toISOString().slice(0, 10)
  const message = movedTo ? `was put together with ${movedTo}` : `was withdrawn on ${day}: ${withdrawnReason ?? 'no reason was given'}`
  if (!movedTo && state !== 'withdrawn') return false
  for (const row of rows) faults.push({ row, path: row.type === 'provision' ? 'law' : '', message })
  return true
}

const isLaw = (row: BulkRow): row is LawRow => row.type === 'legislation' && !isFaulty(row)
const isProvision = (row: BulkRow): row is GivenProvision => row.type === 'provision' && !isFaulty(row)
