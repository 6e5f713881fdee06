import { listNamed } from '../db/held.js'
import type { Db } from '../db/client.js'
import type { DraftType } from '../model/draft.js'
import type { CaseRecord } from '../model/case.js'
import type { LegislationRecord } from '../model/legislation.js'
import type { LessonRecord } from '../model/lesson.js'
import { Invalid } from '../model/error.js'
import { isFaulty, rowOf, unstorable } from './bulk/row.js'
import { checkDataset } from './check.js'
import type { Dataset, Fault } from './dataset.js'
import type { Fields } from './record.js'

export type CheckedRecord = LegislationRecord | CaseRecord | LessonRecord
type RecordFault = { path: string, message: string }

/** A record with everything filled in that may be left out, or what is wrong with it: its shape, and what it names that is not held. */
export async function checkRecord (db: Db, type: DraftType, fields: Fields): Promise<{ record: CheckedRecord } | { faults: RecordFault[] }> {
  const row = rowOf(1, fields, type)
  if (isFaulty(row)) return { faults: row.faults }
  const record = row.record as CheckedRecord
  const at = [{ at: '', record }] as never
  const faults = await checkBeside(db, type === 'legislation' ? { laws: at } : type === 'case' ? { cases: at } : { lessons: at })
  return faults.length > 0 ? { faults: faults.map(({ path, message }) => ({ path, message })) } : { record }
}

type Records = Partial<Pick<Dataset, 'laws' | 'cases' | 'lessons'>>

/** What no record shows by itself, and what records name that neither comes with them nor is held. `removed` is held, but goes: each `alias eId`. */
export async function checkBeside (db: Db, { laws = [], cases = [], lessons = [] }: Records, removed = new Set<string>()): Promise<Fault[]> {
  const named = await listNamed(db, {
    provisions: [
      ...laws.flatMap(({ record: { akn, versions } }) => versions.flatMap((v) => v.provisions.flatMap((p) => p.safeguards.flatMap(({ law, eId }) =>
        eId ? { law: law ?? akn ?? '', eId } : [])))),
      ...cases.flatMap(({ record }) => [...record.provisions, ...record.charges.flatMap((c) => c.provision ?? [])]),
      ...lessons.flatMap(({ record }) => record.provisions)
    ],
    cases: lessons.flatMap(({ record }) => record.cases),
    files: laws.flatMap(({ record }) => record.versions.flatMap((v) => v.file ?? []))
  })
  const held = { ...named, provisions: named.provisions.filter((ref) => !removed.has(ref)) }
  const reference = { regions: [], jurisdictions: [], concepts: [], instruments: [], mappings: [], treatyActions: [], coverage: [] }
  const files = laws.flatMap(({ at, record }) => record.versions.flatMap((v, i) =>
    v.file && !named.files.includes(v.file) ? { at, path: `versions.${i}.file`, message: `no file ${v.file} is held` } : []))
  return [...checkDataset({ ...reference, laws, cases, lessons }, undefined, held), ...files]
}

/** Throws Invalid for what could not be stored, however incomplete the record may still be. */
export function checkStorable (fields: Fields): void {
  const faults = unstorable(fields)
  if (faults.length > 0) throw new Invalid(faults.map(({ path, message }) => ({ path: `record.${path}`.replace(/\.$/, ''), message })))
}
