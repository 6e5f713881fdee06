import type { Database } from './db/client.js'
import { listConcepts, type Concept } from './db/concept.js'
import { listInstruments, type Instrument } from './db/instrument.js'
import { readGazetteer, type Gazetteer } from './db/jurisdiction.js'
import { contentHash } from './model/identifier.js'

/** The tables that give codes their labels: a few hundred rows which change only when a dataset is loaded. */
export type Reference = { gazetteer: Gazetteer, concepts: Map<string, Concept>, instruments: Map<string, Instrument> }

const keptMs = 5_000

/**
 * A reader that keeps what it read for a few seconds; a failed read is not kept. As long as nothing changed it answers the
 * same objects, so that what is made of them, such as the words of all names, is kept too.
 */
export function openReference (db: Database): () => Promise<Reference> {
  let kept: Promise<Reference> | undefined
  let readAt = 0
  let last: { hash: string, reference: Reference } | undefined
  const readAgain = async () => {
    const reference = await read(db)
    const hash = contentHash(JSON.stringify(reference, (_, value) => value instanceof Map ? [...value] : value))
    if (last?.hash !== hash) last = { hash, reference }
    return last.reference
  }
  return () => {
    if (!kept || Date.now() - readAt > keptMs) {
      readAt = Date.now()
      kept = readAgain()
      kept.catch(() => { kept = undefined })
    }
    return kept
  }
}

async function read (db: Database): Promise<Reference> {
  const [gazetteer, concepts, instruments] = await Promise.all([readGazetteer(db), listConcepts(db), listInstruments(db)])
  return {
    gazetteer,
    concepts: new Map(concepts.map((c) => [c.code, c])),
    instruments: new Map(instruments.map((i) => [i.code, i]))
  }
}
