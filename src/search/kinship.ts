import type { Concept } from '../db/concept.js'
import type { Search } from './client.js'
import { countTerms, knowIndex, worthOf } from './frequency.js'
import { topicTerm, type Topics } from './term.js'

/** How much it tells that something is about a concept or a family of them: the rarer in the index, the more; 0 of all there is. */
export type Tells = (code: string) => number

/** A relative among the concepts, however near, beside the concept itself. */
const relativeWeight = 0.5

/** What the concepts of the vocabulary tell, as the index is now. Throws Unavailable when the engine does not answer. */
export async function readTells (engine: Search, vocabulary: Map<string, Concept>): Promise<Tells> {
  const index = await knowIndex(engine)
  const codes = [...vocabulary.keys()]
  await countTerms(engine, index, codes.map(topicTerm))
  const having = new Map<string, number>()
  for (const code of codes) {
    for (const family of ['', ...lineage(code)]) having.set(family, (having.get(family) ?? 0) + index.counts.get(topicTerm(code))!)
  }
  const all = having.get('') ?? 0
  return (code) => worthOf(all, having.get(code) ?? 0)
}

/**
 * How far two provisions are about the same, 0 to 1. Each concept of either counts by what it tells and how sure it is, and is
 * held against the nearest one of the other: a provision that is about much else as well is less of a relative.
 */
export function kinship (a: Topics, b: Topics, tells: Tells): number {
  const [ours, theirs] = [heldAgainst(a, b, tells), heldAgainst(b, a, tells)]
  return ours.whole + theirs.whole === 0 ? 0 : (ours.met + theirs.met) / (ours.whole + theirs.whole)
}

/** The concepts that two provisions share, the most telling first; where there is none, the nearest family that concepts of theirs share. */
export function sharedConcepts (a: Topics, b: Topics, tells: Tells, vocabulary: Map<string, Concept>): string[] {
  const byTelling = (codes: string[]) => codes.sort((x, y) => tells(y) - tells(x) || (x < y ? -1 : 1))
  const same = Object.keys(a).filter((code) => b[code] !== undefined)
  if (same.length > 0) return byTelling(same)
  const families = new Set(Object.keys(b).flatMap(lineage))
  return byTelling(Object.keys(a).flatMap(lineage).filter((code) => families.has(code) && isNarrow(code) && vocabulary.has(code))).slice(0, 1)
}

/** The concepts of a provision, and those of the vocabulary that stand straight above or below one of them. */
export function withLine (topics: Topics, vocabulary: Map<string, Concept>): Topics {
  const codes = Object.keys(topics)
  const isInLine = (a: string, b: string) => isNarrow(a) && isNarrow(b) && (a.startsWith(`${b}.`) || b.startsWith(`${a}.`))
  const line = [...vocabulary.keys()].filter((code) => codes.some((own) => isInLine(code, own)))
  return { ...Object.fromEntries(line.map((code) => [code, relativeWeight])), ...topics }
}

/** `OFF` is every offence: whoever shares no more than that is not related. */
const isNarrow = (code: string) => code.includes('.')

/** `OFF.CIA.ACC` → `OFF`, `OFF.CIA`, itself. */
function lineage (code: string): string[] {
  const parts = code.split('.')
  return parts.map((_, i) => parts.slice(0, i + 1).join('.'))
}

function heldAgainst (own: Topics, others: Topics, tells: Tells): { met: number, whole: number } {
  let [met, whole] = [0, 0]
  for (const [code, sure] of Object.entries(own)) {
    const worth = tells(code) * sure
    whole += worth
    met += worth * Math.max(0, ...Object.entries(others).map(([other, otherSure]) => otherSure * nearness(code, other, tells)))
  }
  return { met, whole }
}

/** Lin's similarity: how much the nearest family of both tells, beside what they tell themselves. */
function nearness (a: string, b: string, tells: Tells): number {
  if (a === b) return 1
  const families = new Set(lineage(b))
  const nearest = lineage(a).filter((code) => families.has(code)).at(-1)
  if (nearest === undefined) return 0
  const both = tells(a) + tells(b)
  return both === 0 ? 0 : relativeWeight * 2 * tells(nearest) / both
}
