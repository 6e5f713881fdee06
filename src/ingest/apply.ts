import { planCase, saveCase } from '../db/case.js'
import type { Database, Transaction } from '../db/client.js'
import { saveConcepts, saveMappings } from '../db/concept.js'
import { deriveCoverage, saveCoverage } from '../db/coverage.js'
import { saveInstruments, saveTreatyActions } from '../db/instrument.js'
import { saveJurisdictions, saveRegions } from '../db/jurisdiction.js'
import { refreshLawNames } from '../db/legislation-name.js'
import { planLegislation, saveLegislation } from '../db/legislation.js'
import { planLesson, saveLesson } from '../db/lesson.js'
import type { Saved, Writer } from '../db/revision.js'
import { findSetting, putSetting, waitForTurn } from '../db/setting.js'
import { Invalid } from '../model/error.js'
import { contentHash } from '../model/identifier.js'
import { checkDataset } from './check.js'
import { readDataset, type Dataset, type Placed } from './dataset.js'

export type Outcome = Record<Saved, number> & { details: { at: string, saved: Saved }[] }
type Progress = (done: number, total: number) => void

/** What the dataset's laws, cases and lessons would do to the database; nothing is written. */
export async function planDataset (db: Database, dataset: Dataset, writer: Writer): Promise<Outcome> {
  const outcome = emptyOutcome()
  for (const { at, record } of dataset.laws) note(outcome, at, await planLegislation(db, record, writer))
  for (const { at, record } of dataset.cases) note(outcome, at, await planCase(db, record, writer))
  for (const { at, record } of dataset.lessons) note(outcome, at, await planLesson(db, record, writer))
  return outcome
}

/** Stores a checked dataset in one transaction: all of it or nothing. Applying it again changes nothing. */
export async function applyDataset (db: Database, dataset: Dataset, writer: Writer, progress?: Progress): Promise<Outcome> {
  return db.transaction((tx) => storeDataset(tx, dataset, writer, progress))
}

async function storeDataset (tx: Transaction, dataset: Dataset, writer: Writer, progress: Progress = () => {}): Promise<Outcome> {
  const outcome = emptyOutcome()
  const total = dataset.laws.length + dataset.cases.length + dataset.lessons.length
  let done = 0
  const each = async <T>(placed: Placed<T>[], save: (tx: Transaction, record: T, writer: Writer) => Promise<Saved>) => {
    for (const { at, record } of placed) {
      note(outcome, at, await save(tx, record, writer))
      progress(++done, total)
    }
  }
  await saveRegions(tx, records(dataset.regions))
  await saveJurisdictions(tx, records(dataset.jurisdictions))
  await refreshLawNames(tx)
  await saveConcepts(tx, records(dataset.concepts))
  await saveInstruments(tx, records(dataset.instruments))
  // These three are put in the place of all there are: a dataset that has none of a kind has nothing to say of it.
  if (dataset.mappings.length > 0) await saveMappings(tx, records(dataset.mappings))
  if (dataset.treatyActions.length > 0) await saveTreatyActions(tx, records(dataset.treatyActions))
  await each(dataset.laws, saveLegislation)
  await each(dataset.cases, saveCase)
  await each(dataset.lessons, saveLesson)
  if (dataset.coverage.length > 0) await saveCoverage(tx, records(dataset.coverage))
  await deriveCoverage(tx)
  return outcome
}

const loaded = 'founding-dataset'

/**
 * Loads the dataset that comes with this version, when it is not the one that was loaded last. Answers undefined
 * when there was nothing to do; throws Invalid with every fault of a dataset that cannot be loaded. Of several
 * processes that start at once one loads and the others wait for it.
 */
export async function loadFounding (db: Database, folder: string, progress?: Progress): Promise<Outcome | undefined> {
  const { dataset, faults } = await readDataset(folder)
  const hash = contentHash(dataset)
  if (faults.length === 0 && await findSetting(db, loaded) === hash) return undefined
  faults.push(...checkDataset(dataset))
  if (faults.length > 0) throw new Invalid(faults.map((f) => ({ path: `${f.at} ${f.path}`.trim(), message: f.message })))
  return db.transaction(async (tx) => {
    await waitForTurn(tx, loaded)
    if (await findSetting(tx, loaded) === hash) return undefined
    const outcome = await storeDataset(tx, dataset, { actor: 'import:founding-dataset' }, progress)
    await putSetting(tx, loaded, hash)
    return outcome
  })
}

const records = <T>(placed: Placed<T>[]): T[] => placed.map((p) => p.record)

const emptyOutcome = (): Outcome => ({ created: 0, revised: 0, unchanged: 0, kept: 0, details: [] })

function note (outcome: Outcome, at: string, saved: Saved) {
  outcome[saved]++
  outcome.details.push({ at, saved })
}
