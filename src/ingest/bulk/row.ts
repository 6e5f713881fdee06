import { z } from 'zod'
import { caseRecord, type CaseRecord } from '../../model/case.js'
import { aknAlias, isoDate, languageTag, uuid } from '../../model/common.js'
import { legislationRecord, provisionRecord, type LegislationRecord } from '../../model/legislation.js'
import { lessonRecord, type LessonRecord } from '../../model/lesson.js'
import { textKinds, type RecordType } from '../../model/vocabulary.js'

/**
 * A provision in a bulk file: the version it belongs to, then the fields of a provision. Without `validFrom` it belongs to the
 * only version of that language and kind; `validTo` is the version's end and may be left out.
 */
export const provisionRow = provisionRecord.omit({ validFrom: true, validTo: true }).extend({
  law: z.union([aknAlias, uuid], { error: 'must be an Akoma Ntoso alias such as ke/act/2018/5, or the id of a law' }),
  language: languageTag,
  textKind: z.enum(textKinds).default('original'),
  validFrom: isoDate.nullable().optional(),
  validTo: isoDate.nullable().optional(),
  ownValidFrom: isoDate.nullable().default(null).describe('of the provision, where it is not its version\'s'),
  ownValidTo: isoDate.nullable().default(null)
})
export type ProvisionRow = z.infer<typeof provisionRow>

/** The shape of a row of each kind. */
export const rowShapes = { legislation: legislationRecord, provision: provisionRow, case: caseRecord, lesson: lessonRecord } as const

export type RowFault = { path: string, message: string }
export type RowOf<T extends RecordType, R> = { line: number, key: string | null, type: T, record: R }
/** The versions of a law are put beside those that are held, and in the place of one of the same language, kind and first day. */
export type LawRow = RowOf<'legislation', LegislationRecord>
export type GivenProvision = RowOf<'provision', ProvisionRow>
export type GoodRow = LawRow | GivenProvision | RowOf<'case', CaseRecord> | RowOf<'lesson', LessonRecord>
export type FaultyRow = { line: number, key: string | null, type: RecordType | null, faults: RowFault[] }
/** A record of a bulk file with the line on which it begins, or what is wrong with it; `key` is its alias, key or id. */
export type BulkRow = GoodRow | FaultyRow

export const isFaulty = (row: BulkRow): row is FaultyRow => 'faults' in row

const typeNames: Record<string, RecordType> = { law: 'legislation', legislation: 'legislation', provision: 'provision', case: 'case', lesson: 'lesson' }
/** A field by which a row shows what it is, in the order in which they are looked for. */
const tells: [string, RecordType][] = [
  ['eId', 'provision'], ['practice', 'lesson'], ['area', 'lesson'], ['holding', 'case'], ['facts', 'case'], ['akn', 'legislation'], ['status', 'legislation']
]

/** What kind of record a row with these fields is; undefined when neither its `type` nor its shape says. */
export function typeOf (names: string[], named: unknown): RecordType | undefined {
  if (named !== undefined) return typeof named === 'string' ? typeNames[named.trim().toLowerCase()] : undefined
  return tells.find(([name]) => names.includes(name))?.[1]
}

export const unknownType: RowFault = { path: 'type', message: 'must say what the row is: law, provision, case or lesson' }

/** A row as it was read, held against the shape of its kind; `expected` is the kind that its place in the file gives it. */
export function rowOf (line: number, value: unknown, expected?: RecordType): BulkRow {
  if (value === null || typeof value !== 'object' || Array.isArray(value)) {
    return { line, key: null, type: expected ?? null, faults: [{ path: '', message: 'is no record' }] }
  }
  const { type: named, ...fields } = value as Record<string, unknown>
  const type = named === undefined && expected ? expected : typeOf(Object.keys(fields), named)
  const key = keyOf(fields)
  if (!type) return { line, key, type: null, faults: [unknownType] }
  if (expected && type !== expected) return { line, key, type, faults: [{ path: 'type', message: `is ${type} among rows of type ${expected}` }] }
  const result = rowShapes[type].safeParse(fields)
  const faults = result.success ? unstorable(fields) : result.error.issues.map((i) => ({ path: i.path.join('.'), message: i.message }))
  if (faults.length > 0) return { line, key, type, faults }
  return { line, key, type, record: result.data } as GoodRow
}

function keyOf (fields: Record<string, unknown>): string | null {
  if (typeof fields.law === 'string' && typeof fields.eId === 'string') return `${fields.law} ${fields.eId}`
  return [fields.akn, fields.key, fields.id].find((key): key is string => typeof key === 'string') ?? null
}

const levelsMax = 50

/** What JSON can write and no column could hold, in names and values: NUL, halves of a character, endless nesting. */
export function unstorable (fields: Record<string, unknown>): RowFault[] {
  const faults: RowFault[] = []
  const waiting: { path: string, value: unknown, level: number }[] = [{ path: '', value: fields, level: 0 }]
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    const { path, value, level } = next
    if (level > levelsMax) return [{ path: path.split('.')[0]!, message: `is nested more than ${levelsMax} levels deep` }]
    if (typeof value === 'string' && hasBrokenSign(value)) faults.push({ path, message: 'has a sign that no text may hold (NUL, or half of a character)' })
    if (value === null || typeof value !== 'object') continue
    for (const [name, inner] of Object.entries(value)) {
      if (hasBrokenSign(name)) faults.push({ path, message: 'has a name with a sign that no text may hold (NUL, or half of a character)' })
      waiting.push({ path: path === '' ? name : `${path}.${name}`, value: inner, level: level + 1 })
    }
  }
  return faults
}

const hasBrokenSign = (text: string) => /[\0\p{Cs}]/u.test(text)
