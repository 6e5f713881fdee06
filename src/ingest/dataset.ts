import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { caseRecord } from '../model/case.js'
import { conceptRecord, mappingRecord } from '../model/concept.js'
import { coverageRecord } from '../model/coverage.js'
import { instrumentRecord, treatyActionRecord } from '../model/instrument.js'
import { jurisdictionRecord, regionRecord } from '../model/jurisdiction.js'
import { legislationRecord } from '../model/legislation.js'
import { lessonRecord } from '../model/lesson.js'

/** Where each kind of record stands in a dataset folder: one JSON file, or every JSON file of a folder. */
const layout = {
  regions: { path: 'regions.json', shape: regionRecord },
  jurisdictions: { path: 'jurisdictions.json', shape: jurisdictionRecord },
  concepts: { path: 'concepts', shape: conceptRecord },
  instruments: { path: 'instruments', shape: instrumentRecord },
  mappings: { path: 'mappings.json', shape: mappingRecord },
  treatyActions: { path: 'treaty-actions.json', shape: treatyActionRecord },
  laws: { path: 'laws', shape: legislationRecord },
  cases: { path: 'cases', shape: caseRecord },
  lessons: { path: 'lessons', shape: lessonRecord },
  coverage: { path: 'coverage', shape: coverageRecord }
} as const

export type Dataset = { [K in keyof typeof layout]: Placed<z.output<(typeof layout)[K]['shape']>>[] }

/** A record and where it was read: `laws/ken.json#0`. */
export type Placed<T> = { at: string, record: T }

export type Fault = { at: string, path: string, message: string }

/**
 * Reads a dataset folder. Faulty records are left out of `dataset` and told in `faults`; a missing file is an empty
 * list, but a folder without any of them is a fault. Throws when there is no such folder.
 */
export async function readDataset (folder: string): Promise<{ dataset: Dataset, faults: Fault[] }> {
  const faults: Fault[] = []
  const names = await readdir(folder).catch((cause) => { throw new Error(`The dataset folder ${folder} cannot be read.`, { cause }) })
  const known = Object.values(layout).map(({ path }) => path as string)
  if (!names.some((name) => known.includes(name))) faults.push({ at: folder, path: '', message: `has none of ${known.join(', ')}` })
  const entries = await Promise.all(Object.entries(layout).map(async ([name, { path, shape }]) =>
    [name, await readRecords(folder, path, shape, faults)]))
  return { dataset: Object.fromEntries(entries) as Dataset, faults }
}

async function readRecords (folder: string, path: string, shape: z.ZodType, faults: Fault[]) {
  const placed: Placed<unknown>[] = []
  for (const file of await filesAt(folder, path)) {
    let content: unknown
    try {
      content = JSON.parse(await readFile(join(folder, file), 'utf8'))
    } catch (cause) {
      faults.push({ at: file, path: '', message: `is not JSON: ${(cause as Error).message}` })
      continue
    }
    for (const [index, value] of (Array.isArray(content) ? content : [content]).entries()) {
      const at = `${file}#${index}`
      const result = shape.safeParse(value)
      if (result.success) placed.push({ at, record: result.data })
      else faults.push(...result.error.issues.map((i) => ({ at, path: i.path.join('.'), message: i.message })))
    }
  }
  return placed
}

/** The files that hold a kind of record, in the order in which they are read. */
export const recordFiles = (folder: string, kind: keyof typeof layout): Promise<string[]> => filesAt(folder, layout[kind].path)

async function filesAt (folder: string, path: string): Promise<string[]> {
  if (path.endsWith('.json')) return (await readdir(folder)).includes(path) ? [path] : []
  const names = await readdir(join(folder, path)).catch(() => [] as string[])
  return names.filter((n) => n.endsWith('.json')).sort().map((n) => `${path}/${n}`)
}
