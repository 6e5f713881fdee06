import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { newId } from '../model/identifier.js'
import { recordFiles } from './dataset.js'

/**
 * Gives each law, case and lesson of a dataset that has none its permanent id, written into its file, so that the
 * record has the same address wherever the dataset is loaded. Answers how many were given.
 */
export async function identifyRecords (folder: string): Promise<number> {
  let given = 0
  for (const kind of ['laws', 'cases', 'lessons'] as const) {
    for (const file of await recordFiles(folder, kind)) {
      const content = JSON.parse(await readFile(join(folder, file), 'utf8')) as Identified | Identified[]
      const fresh = [content].flat().filter((r) => !r.id).length
      if (fresh === 0) continue
      const identified = Array.isArray(content) ? content.map(withId) : withId(content)
      await writeFile(join(folder, file), `${JSON.stringify(identified, null, 2)}\n`)
      given += fresh
    }
  }
  return given
}

type Identified = { id?: string }

const withId = ({ id, ...rest }: Identified) => ({ id: id || newId(), ...rest })
