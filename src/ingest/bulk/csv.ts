import { parse, CsvError } from 'csv-parse/sync'
import { z } from 'zod'
import { languageTag, provisionRef } from '../../model/common.js'
import { conceptClaim } from '../../model/legislation.js'
import { Refused } from '../../model/parsed.js'
import type { RecordType } from '../../model/vocabulary.js'
import { rowOf, rowShapes, typeOf, unknownType, type BulkRow, type RowFault } from './row.js'

/*
 * A CSV file holds records of one kind, one a row. Its first line names the fields: `status`, `source.url`, `summary.fr`,
 * `penalties.0.imprisonment.maxMonths` (lists of larger things are counted from 0). The title of a law may stand in `title.en`, by
 * its language. Columns are separated by commas, semicolons or tabs; an empty cell says nothing. In a cell, lists are separated by
 * `|` or `;`; a concept is `OFF.CIA.ACC` or `OFF.CIA.ACC:specific_offence`, a provision `ke/act/2018/5#sec_14`. Dates are
 * 2018-05-30, numbers 1234.5, and yes or no is true or false. A column `type` says what the rows are where the names of the
 * columns do not.
 */

type Cells = { record: string[], line: number }
/** What a cell says; undefined where it is not written as it must be. */
type Read = (cell: string) => unknown
type Column = { path: string[], read: Read, must: string }

/** The rows of a CSV file. Throws Refused when it is none. */
export function readCsv (text: string): BulkRow[] {
  const { lines, fault } = readCells(text)
  const [header, ...rows] = lines
  if (!header) throw new Refused('corrupt', fault ? fault.message : 'The file has no line that names its columns.')
  const names = header.record.map((name) => name.trim())
  const typeAt = names.indexOf('type')
  const type = typeOf(names.map((name) => name.split('.')[0]!), typeAt < 0 ? undefined : rows[0]?.record[typeAt])
  if (!type) {
    if (typeAt >= 0) return [{ line: rows[0]?.line ?? 1, key: null, type: null, faults: [unknownType] }]
    throw new Refused('unsupported', 'The file is neither JSON nor CSV whose first line names the fields of laws, provisions, cases or lessons.')
  }
  const columns = names.map((name) => columnOf(name, type))
  const faults = columnFaults(names, columns, type)
  // A name that was mistyped would leave its fact out of every record: nothing is read then.
  if (faults.length > 0) return [{ line: header.line, key: null, type: null, faults }]
  const read = rows.map((row) => readRow(row, names, columns, type))
  return fault ? [...read, { line: fault.line, key: null, type, faults: [{ path: '', message: fault.message }] }] : read
}

/** The lines that hold something, up to the first that cannot be told apart from the next, which is the fault. */
function readCells (text: string): { lines: Cells[], fault?: { line: number, message: string } } {
  const [separator] = /^sep=[,;\t]\r?\n/i.exec(text) ?? []
  const body = separator ? text.slice(separator.length) : text
  const lines: Cells[] = []
  let ended = separator ? 1 : 0
  let empty = 0
  try {
    parse(body, {
      delimiter: separator?.[4] ?? delimiterOf(body),
      relax_column_count: true,
      skip_empty_lines: true,
      on_record (record: string[], info) {
        const line = ended + info.empty_lines - empty + 1
        // Counted here: the parser takes a line break within quotes for two where it is CR LF.
        ended = line + record.reduce((n, cell) => n + (cell.match(/\r\n?|\n/g)?.length ?? 0), 0)
        empty = info.empty_lines
        if (record.some((cell) => cell.trim() !== '')) lines.push({ record, line })
        return null
      }
    })
  } catch (error) {
    if (!(error instanceof CsvError)) throw error
    return { lines, fault: { line: ended + 1, message: `the quotes of this line do not match, so nothing from here on was read (${error.message})` } }
  }
  return { lines }
}

/** What separates the columns: a comma, a semicolon (Excel, where the comma is in numbers) or a tab. */
function delimiterOf (text: string): string {
  const line = /^[^\r\n]*/.exec(text.replace(/^[\r\n]+/, ''))![0].replace(/"[^"]*"/g, '')
  const [best] = [',', ';', '\t'].map((sign) => ({ sign, n: line.split(sign).length })).sort((a, b) => b.n - a.n)
  return best!.sign
}

function columnFaults (names: string[], columns: (Column | undefined)[], type: RecordType): RowFault[] {
  return names.flatMap((path, i) => {
    if (path === '' || path === 'type') return []
    if (names.indexOf(path) < i) return [{ path, message: 'names a column twice' }]
    return columns[i] ? [] : [{ path, message: `is no field of a ${type === 'legislation' ? 'law' : type} that one cell can hold` }]
  })
}

function readRow ({ record, line }: Cells, names: string[], columns: (Column | undefined)[], type: RecordType): BulkRow {
  const fields: Record<string, unknown> = {}
  const faults: RowFault[] = []
  record.forEach((given, i) => {
    const cell = given.trim()
    const path = names[i] || `column ${i + 1}`
    const column = columns[i]
    if (cell === '') return
    if (path === 'type') {
      fields.type = cell
      return
    }
    const value = column?.read(cell)
    if (!column) faults.push({ path, message: 'stands below no name' })
    else if (value === undefined) faults.push({ path, message: column.must })
    else if (!put(fields, column.path, value)) faults.push({ path, message: 'is there twice: another column says it too' })
  })
  const row = rowOf(line, listed(fields), type)
  return faults.length > 0 ? { line, key: row.key, type: row.type, faults } : row
}

/** Puts a value where its path leads; false when there is one already. */
function put (fields: Record<string, unknown>, path: string[], value: unknown): boolean {
  let place = fields
  for (const step of path.slice(0, -1)) place = (place[step] ??= {}) as Record<string, unknown>
  const last = path.at(-1)!
  if (last in place) return false
  place[last] = value
  return true
}

/** Makes lists of what was counted: `{ 0: a, 1: b }` → `[a, b]`. */
function listed (value: unknown): unknown {
  if (value === null || typeof value !== 'object' || Array.isArray(value)) return value
  const entries = Object.entries(value)
  if (entries.length > 0 && entries.every(([name]) => /^\d+$/.test(name))) return entries.map(([, inner]) => listed(inner))
  return Object.fromEntries(entries.map(([name, inner]) => [name, listed(inner)]))
}

/** Where the cells of a column go and how they are read; undefined where a record of the kind has no such field. */
function columnOf (name: string, type: RecordType): Column | undefined {
  const path = name.split('.')
  const language = path[1]
  if (type === 'legislation' && path.length === 2 && path[0] === 'title' && languageTag.safeParse(language).success) {
    return { path: ['title'], read: (text) => ({ text, language }), must: '' }
  }
  let shape: z.ZodType | undefined = rowShapes[type]
  for (const step of path) shape = shape && stepInto(shape, step)
  const read = shape && readerOf(bare(shape))
  return read && { path, read, must: shape && bare(shape) instanceof z.ZodNumber ? 'must be a number such as 1234.5' : 'must be true or false' }
}

function stepInto (given: z.ZodType, step: string): z.ZodType | undefined {
  const shape = bare(given)
  if (shape instanceof z.ZodObject) return Object.hasOwn(shape.shape, step) ? shape.shape[step] : undefined
  if (shape instanceof z.ZodArray) return /^\d{1,3}$/.test(step) ? shape.element as z.ZodType : undefined
  return shape instanceof z.ZodRecord && languageTag.safeParse(step).success ? shape.valueType as z.ZodType : undefined
}

/** A shape without what only says that it may be left out. */
function bare (shape: z.ZodType): z.ZodType {
  let inner = shape
  while (inner instanceof z.ZodNullable || inner instanceof z.ZodOptional || inner instanceof z.ZodDefault) inner = inner.unwrap() as z.ZodType
  return inner
}

function readerOf (shape: z.ZodType): Read | undefined {
  if (shape === provisionRef) return (cell) => split(cell, '#', ['law', 'eId'])
  if (shape === conceptClaim) return (cell) => split(cell, ':', ['code', 'relation'])
  if (shape instanceof z.ZodArray) {
    const each = readerOf(bare(shape.element as z.ZodType))
    return each && ((cell) => cell.split(/[|;]/).map((item) => item.trim()).filter((item) => item !== '').map(each))
  }
  if (shape instanceof z.ZodNumber) return (cell) => /^-?\d+(\.\d+)?$/.test(cell) ? Number(cell) : undefined
  if (shape instanceof z.ZodBoolean) return (cell) => ({ true: true, false: false })[cell.toLowerCase()]
  return shape instanceof z.ZodObject || shape instanceof z.ZodRecord ? undefined : (cell) => cell
}

/** `OFF.CIA.ACC:power` → `{ code, relation }` */
function split (cell: string, sign: string, [first, second]: [string, string]) {
  const at = cell.indexOf(sign)
  return at < 0 ? { [first]: cell } : { [first]: cell.slice(0, at).trim(), [second]: cell.slice(at + 1).trim() }
}
