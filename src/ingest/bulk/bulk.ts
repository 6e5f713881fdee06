import { Refused } from '../../model/parsed.js'
import type { RecordType } from '../../model/vocabulary.js'
import { readCsv } from './csv.js'
import { rowOf, typeOf, type BulkRow } from './row.js'

/** The lists of a JSON file and what stands in each. */
const lists: Record<string, RecordType> = { laws: 'legislation', provisions: 'provision', cases: 'case', lessons: 'lesson' }

/**
 * Reads a file of many records: JSON (a list, or `{ laws, provisions, cases, lessons }`), JSONL (one record a line) or CSV (see
 * `csv.ts`). What is wrong with a row is told in that row, by its line in the file. Throws Refused only when nothing can be
 * read: `empty`, `corrupt` or `unsupported`.
 */
export function readBulk (bytes: Uint8Array, name: string): BulkRow[] {
  const rows = readRows(bytes, name)
  if (rows.length === 0) throw new Refused('empty', 'The file holds no record.')
  return rows
}

function readRows (bytes: Uint8Array, name: string): BulkRow[] {
  const text = decode(bytes)
  const isLines = /\.(jsonl|ndjson)$/i.test(name)
  if (text === undefined) {
    if (isLines || bytes[0] === '{'.charCodeAt(0)) return readLines(bytes)
    throw new Refused('corrupt', 'The file is not UTF-8. In Excel save it as “CSV UTF-8”.')
  }
  const start = text.trimStart()[0]
  if (start === undefined) throw new Refused('empty', 'The file is empty.')
  if (start === '[' || (start === '{' && isJson(text))) return readJson(text)
  if (start === '{' || isLines) return readLines(new TextEncoder().encode(text))
  return readCsv(text)
}

/** UTF-8, or UTF-16 with its mark; without the mark. Undefined for anything else. */
function decode (bytes: Uint8Array): string | undefined {
  const [first, second] = bytes
  const encoding = first === 0xff && second === 0xfe ? 'utf-16le' : first === 0xfe && second === 0xff ? 'utf-16be' : 'utf-8'
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes)
  } catch {
    return undefined
  }
}

function isJson (text: string): boolean {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}

function readJson (text: string): BulkRow[] {
  let content: object
  try {
    content = JSON.parse(text)
  } catch (cause) {
    throw new Refused('corrupt', `The file is not JSON: ${(cause as Error).message}`, { cause })
  }
  if (Array.isArray(content)) {
    const lines = valueLines(text, 1)
    return content.map((value, i) => rowOf(lines[i]!, value))
  }
  // A case has a list of provisions too: what shows its type is one record.
  const names = Object.keys(content)
  if ('type' in content || typeOf(names, undefined) || !names.some((name) => name in lists)) return [rowOf(1, content)]
  const lines = valueLines(text, 2)
  const rows = Object.entries(content).flatMap(([name, values]): BulkRow[] => {
    const type = lists[name]
    if (!type || !Array.isArray(values)) {
      const line = (Array.isArray(values) && lines.splice(0, values.length)[0]) || 1
      return [{ line, key: null, type: null, faults: [{ path: name, message: `is none of the lists ${Object.keys(lists).join(', ')}` }] }]
    }
    const own = lines.splice(0, values.length)
    return values.map((value, i) => rowOf(own[i]!, value, type))
  })
  // What JSON.parse passes over in silence: of two lists of the same name it keeps the last.
  if (lines.length > 0) throw new Refused('corrupt', 'The file has two lists of the same name.')
  return rows
}

/** The lines, from 1, on which the members of lists begin that stand inside `depth` brackets, in the order of the text, which is JSON. */
function valueLines (text: string, depth: number): number[] {
  const found: number[] = []
  let line = 1
  let level = 0
  let inList = false
  let awaited = false
  for (let i = 0; i < text.length; i++) {
    const sign = text[i]!
    if (sign === '\n') line++
    if (/\s/.test(sign)) continue
    if (level === depth && inList && awaited && sign !== ']') found.push(line)
    awaited = false
    if (sign === '"') i = stringEnd(text, i)
    else if (sign === '[' || sign === '{') {
      level++
      if (level === depth) inList = sign === '['
      awaited = true
    } else if (sign === ']' || sign === '}') level--
    else if (sign === ',') awaited = true
  }
  return found
}

function stringEnd (text: string, start: number): number {
  let i = start + 1
  while (text[i] !== '"') i += text[i] === '\\' ? 2 : 1
  return i
}

const newline = '\n'.charCodeAt(0)

/** One record a line; what one line has wrong, bytes that are no UTF-8 too, spoils that line alone. */
function readLines (bytes: Uint8Array): BulkRow[] {
  const rows: BulkRow[] = []
  let readable = false
  for (let line = 1, start = 0; start < bytes.length; line++) {
    const end = bytes.indexOf(newline, start)
    const part = bytes.subarray(start, end < 0 ? bytes.length : end)
    start = end < 0 ? bytes.length : end + 1
    const text = decode(part)
    if (text?.trim() === '') continue
    try {
      if (text === undefined) throw new Error('it is not UTF-8')
      const value: unknown = JSON.parse(text)
      readable ||= value !== null && typeof value === 'object'
      rows.push(rowOf(line, value))
    } catch (error) {
      rows.push({ line, key: null, type: null, faults: [{ path: '', message: `is not JSON: ${(error as Error).message}` }] })
    }
  }
  if (!readable) throw new Refused('corrupt', 'The file is neither JSON nor JSON line by line: no line of it can be read.')
  return rows
}
