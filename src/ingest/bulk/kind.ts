import { extname } from 'node:path'

const manyRecords = new Set(['.csv', '.jsonl', '.ndjson'])
const lists = ['laws', 'cases', 'lessons']

/** Whether a file of this name may hold many records; of JSON only its content tells. */
export const mayBeBulk = (name: string): boolean => manyRecords.has(extname(name).toLowerCase()) || /\.json$/i.test(name)

/** Whether a file holds records in the shapes of the Atlas, and not one law in the shape of somebody else. */
export function isBulk (bytes: Uint8Array, name: string): boolean {
  const extension = extname(name).toLowerCase()
  if (manyRecords.has(extension)) return true
  if (extension !== '.json') return false
  try {
    const content: unknown = JSON.parse(new TextDecoder().decode(bytes))
    return Array.isArray(content) || isRecords(content as object)
  } catch {
    // What is no JSON is told so by whoever reads it as records.
    return true
  }
}

function isRecords (content: object): boolean {
  return lists.some((name) => name in content) || ('source' in content && 'checked' in content)
}
