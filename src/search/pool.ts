import type { Db } from '../db/client.js'
import { readLetters, readRankings } from '../db/search-document.js'
import { rank, type Candidate, type Ranked, type Weighed } from './rank.js'
import type { Topics } from './term.js'
import { readTermVector } from './term-vector.js'

/** A document that stands for others of the same words. */
export type Distinct = Ranked & { identical: string[] }

/** Documents with what they are ranked by; those that are not there are left out. */
export async function readCandidates (db: Db, ids: string[]): Promise<Candidate[]> {
  return (await readRankings(db, ids)).map(({ terms, ...row }) => ({ ...row, vector: readTermVector(terms) }))
}

/** Documents in the order in which they answer a query; `likeness` as in `rank`. */
export async function rankDocuments (db: Db, ids: string[], words: Weighed[], topics: Topics, likeness?: Map<string, number>): Promise<Ranked[]> {
  return await rank(await readCandidates(db, ids), words, topics, (some) => readLetters(db, some), likeness)
}

/** Identical provisions are one, shown where the best of them stands. */
export function apart (ranked: Ranked[]): Distinct[] {
  const first = new Map<string, Distinct>()
  for (const entry of ranked) {
    const key = entry.candidate.same ?? entry.candidate.id
    const known = first.get(key)
    if (known) known.identical.push(entry.candidate.id)
    else first.set(key, { ...entry, identical: [] })
  }
  return [...first.values()]
}
