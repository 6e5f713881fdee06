import { listNamed } from '../db/held.js'
import type { Db } from '../db/client.js'
import type { DraftType } from '../model/draft.js'
import type { CaseRecord } from '../model/case.js'
import type { LegislationRecord } from '../model/legislation.js'
import type { LessonRecord } from '../model/lesson.js'
import { Invalid } from '../model/error.js'
import { isFaulty, rowOf } from './bulk/row.js'
import { checkDataset } from './check.js'
import type { Dataset } from './dataset.js'
import type { Fields } from './record.js'

export type CheckedRecord = LegislationRecord | CaseRecord | LessonRecord
type RecordFault = { path: string, message: string }

/** A record with everything filled in that may be left out, or what is wrong with it: its shape, and what it names that is not held. */
export async function checkRecord (db: Db, type: DraftType, fields: Fields): Promise<{ record: CheckedRecord } | { faults: RecordFault[] }> {
  const row = rowOf(1, fields, type)
  if (isFaulty(row)) return { faults: row.faults }
  const record = row.record as CheckedRecord
  const held = await listNamed(db, namedIn(type, record))
  const at = [{ at: '', record }]
  const none: Dataset = {
    regions: [], jurisdictions: [], concepts: [], instruments: [], mappings: [], treatyActions: [], laws: [], cases: [], lessons: [], coverage: []
  }
  const dataset = { ...none, ...(type === 'legislation' ? { laws: at } : type === 'case' ? { cases: at } : { lessons: at }) } as Dataset
  const faults = checkDataset(dataset, undefined, held).map(({ path, message }) => ({ path, message }))
  return faults.length > 0 ? { faults } : { record }
}

function namedIn (type: DraftType, record: CheckedRecord) {
  if (type === 'legislation') {
    const { akn, versions } = record as LegislationRecord
    const provisions = versions.flatMap((v) => v.provisions.flatMap((p) => p.safeguards.flatMap(({ law, eId }) => eId ? { law: law ?? akn ?? '', eId } : [])))
    return { provisions, cases: [], files: [] }
  }
  if (type === 'lesson') return { provisions: (record as LessonRecord).provisions, cases: (record as LessonRecord).cases, files: [] }
  const { provisions, charges } = record as CaseRecord
  return { provisions: [...provisions, ...charges.flatMap((c) => c.provision ?? [])], cases: [], files: [] }
}

const levelsMax = 50

/** Throws Invalid for what could not be stored, however incomplete the record may still be: NUL, halves of characters, endless nesting. */
export function checkStorable (fields: Fields): void {
  const waiting: { value: unknown, level: number }[] = [{ value: fields, level: 0 }]
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    const { value, level } = next
    if (level > levelsMax) throw new Invalid([{ path: 'record', message: `is nested more than ${levelsMax} levels deep` }])
    if (typeof value === 'string' && /[\0\p{Cs}]/u.test(value)) throw new Invalid([{ path: 'record', message: `has a sign that no text may hold (NUL, or half of a character) in ${JSON.stringify(value.slice(0, 40))}` }])
    if (value !== null && typeof value === 'object') for (const [name, inner] of Object.entries(value)) waiting.push({ value: inner, level: level + 1 }, { value: name, level })
  }
}
