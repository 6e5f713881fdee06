import { isDeepStrictEqual } from 'node:util'
import { groupBy } from '../../model/group.js'
import { versionRecord, type LegislationRecord, type ProvisionRecord, type VersionRecord } from '../../model/legislation.js'
import { mergeLaw, spotOf } from '../../model/merge.js'
import type { BulkRow, GivenProvision, LawRow } from './row.js'

/** What is wrong with a row, beyond its own shape. */
export type PlacedFault = { row: BulkRow, path: string, message: string }

export type Origin = { row: BulkRow, path: string }
export type LawChange = {
  /** the law as its rows would make it of what is held */
  record: LegislationRecord
  faults: PlacedFault[]
  /** the row that a provision came from, and where in that row it stands; none of what was held before */
  provisions: Map<ProvisionRecord, Origin>
  /** the same of a version, by `spotOf` */
  versions: Map<string, Origin>
}

/**
 * What the rows of one law make of it. Versions and provisions that no row names stay as they are: a version is named by language,
 * kind and first day, a provision by its eId in its version. One of `before` and `row` is there.
 */
export function changeLaw (before: LegislationRecord | null, row: LawRow | undefined, given: GivenProvision[]): LawChange {
  const change: Omit<LawChange, 'record'> = { faults: [], provisions: new Map(), versions: new Map() }
  const fresh = new Map<string, VersionRecord>()
  row?.record.versions.forEach((v, i) => {
    if (fresh.has(spotOf(v))) change.faults.push({ row, path: `versions.${i}`, message: 'is of the same language, kind and first day as one before it' })
    fresh.set(spotOf(v), v)
    change.versions.set(spotOf(v), { row, path: `versions.${i}` })
    v.provisions.forEach((p, n) => change.provisions.set(p, { row, path: `versions.${i}.provisions.${n}` }))
  })
  const held = new Map(before?.versions.map((v) => [spotOf(v), v]))
  for (const [spot, rows] of bySpot(given, [...new Map([...held, ...fresh]).values()], change.faults)) {
    const version = fresh.get(spot) ?? held.get(spot) ?? newVersion(rows, change.faults)
    if (!version) continue
    fresh.set(spot, withProvisions(version, rows, change))
    if (!change.versions.has(spot)) change.versions.set(spot, { row: rows[0]!, path: '' })
  }
  const record = mergeLaw(before, { ...(row?.record ?? before!), versions: [...fresh.values()] })
  for (const v of record.versions) {
    // A version without an end gives way to the next one, and so does one that ended where another began; an end of its own does not.
    const end = (fresh.get(spotOf(v)) ?? held.get(spotOf(v)))!.validTo
    if (end === null || v.validTo === end || held.has(spotOf({ ...v, validFrom: end }))) continue
    const { row, path } = (change.versions.get(spotOf(v)) ?? change.versions.get(spotOf({ ...v, validFrom: v.validTo })))!
    change.faults.push({ row, path: `${path}.validTo`.replace(/^\./, ''), message: `the version that ends on ${end} overlaps the one that begins on ${v.validTo}` })
  }
  return { ...change, record }
}

/** The provisions by the version they belong to; without a first day, the only one there is of their language and kind. */
function bySpot (given: GivenProvision[], versions: VersionRecord[], faults: PlacedFault[]): Map<string, GivenProvision[]> {
  const alike = groupBy(versions, (v) => `${v.language} ${v.textKind}`)
  const placed = given.flatMap((row) => {
    const { language, textKind, validFrom } = row.record
    const those = validFrom === undefined ? alike.get(`${language} ${textKind}`) ?? [] : []
    if (those.length <= 1) return [{ row, spot: spotOf(those[0] ?? row.record) }]
    faults.push({ row, path: 'validFrom', message: `must say which version is meant: there are those of ${those.map((v) => v.validFrom).join(', ')}` })
    return []
  })
  return new Map([...groupBy(placed, (p) => p.spot)].map(([spot, rows]) => [spot, rows.map((p) => p.row)]))
}

/** A version that only its provisions speak of: its source is the first that one of them names. */
function newVersion (rows: GivenProvision[], faults: PlacedFault[]): VersionRecord | undefined {
  const [{ record: { language, textKind, validFrom } }] = rows as [GivenProvision]
  const source = rows.find((row) => row.record.source)?.record.source
  if (!source) {
    faults.push({ row: rows[0]!, path: 'source', message: 'must be named: the version is new' })
    return undefined
  }
  const checked = rows.every((row) => row.record.checked === 'seen') ? 'seen' : 'recalled'
  return versionRecord.parse({ language, textKind, validFrom, source, checked })
}

function withProvisions (version: VersionRecord, rows: GivenProvision[], { faults, provisions: origins }: Omit<LawChange, 'record'>): VersionRecord {
  const ending = rows.find((row) => row.record.validTo !== undefined)
  const first = new Map<string, GivenProvision>()
  const provisions: ProvisionRecord[] = []
  for (const row of rows) {
    const { law: _law, language: _language, textKind: _kind, validFrom: _from, validTo, ownValidFrom, ownValidTo, source, ...rest } = row.record
    const earlier = first.get(rest.eId)
    if (earlier) faults.push({ row, path: 'eId', message: `${rest.eId} is already at line ${earlier.line}` })
    if (validTo !== undefined && validTo !== ending!.record.validTo) {
      faults.push({ row, path: 'validTo', message: `of the same version, line ${ending!.line} says ${ending!.record.validTo ?? 'that it has no end'}` })
    }
    if (earlier) continue
    first.set(rest.eId, row)
    const provision = { ...rest, validFrom: ownValidFrom, validTo: ownValidTo, source: isDeepStrictEqual(source, version.source) ? null : source }
    provisions.push(provision)
    origins.set(provision, { row, path: '' })
  }
  return { ...version, validTo: ending ? ending.record.validTo! : version.validTo, provisions: place(version.provisions, provisions) }
}

/**
 * Puts provisions among those that are held: in the place of one with the same eId; a new one behind the one before it in the file,
 * if that stands in the same part, else at the end of its part.
 */
function place (held: ProvisionRecord[], given: ProvisionRecord[]): ProvisionRecord[] {
  if (held.length === 0) return given
  const all = new Map(held.map((p) => [p.eId, p]))
  const order = held.map((p) => p.eId)
  let previous: ProvisionRecord | undefined
  for (const p of given) {
    const isNew = !all.has(p.eId)
    all.set(p.eId, p)
    if (isNew) order.splice(endOf(previous && previous.parent === p.parent ? previous.eId : p.parent, order, all), 0, p.eId)
    previous = p
  }
  return order.map((eId) => all.get(eId)!)
}

/** Where what stands in a part ends; of no part, the end of all. */
function endOf (part: string | null, order: string[], all: Map<string, ProvisionRecord>): number {
  const at = part === null ? -1 : order.lastIndexOf(part)
  if (at < 0) return order.length
  let end = at + 1
  while (end < order.length && standsIn(all.get(order[end]!)!, part!, all)) end++
  return end
}

const depthMax = 50

function standsIn (provision: ProvisionRecord, part: string, all: Map<string, ProvisionRecord>): boolean {
  let { parent } = provision
  for (let depth = 0; parent && depth < depthMax; depth++) {
    if (parent === part) return true
    parent = all.get(parent)?.parent ?? null
  }
  return false
}
