import { readStoredNumber } from '../../model/provision-number.js'
import type { ProvisionKind } from './numbering.js'

const abbreviations: Record<ProvisionKind, string> = {
  preamble: 'preamble', book: 'book', part: 'part', title: 'title', chapter: 'chp', division: 'dvs', section: 'sec', article: 'art',
  rule: 'rule', clause: 'cl', paragraph: 'para', schedule: 'sched', other: 'other'
}

/** What an eId is made from: `id` is the number in ASCII, empty where there is none. */
export type Numbered = { kind: ProvisionKind, id: string, container: boolean, parent: number | null }

/**
 * Makes the eIds of a document's provisions in their order, each once. Containers whose number repeats are prefixed by
 * what they stand in; a basic unit only where its number was met before; `_2`, `_3` … follow where that repeats too.
 */
export function makeEIds (provisions: Numbered[]): string[] {
  const clean = (id: string) => id.normalize('NFKD').replace(/[^A-Za-z0-9.-]+/g, '').replace(/^[.-]+|[.-]+$/g, '')
  const numbered = new Set(provisions.map(({ kind, id }) => `${abbreviations[kind]}_${clean(id)}`))
  const counts = new Map<ProvisionKind, number>()
  const own = provisions.map(({ kind, id }) => {
    if (clean(id) !== '') return `${abbreviations[kind]}_${clean(id)}`.slice(0, 60)
    let count = (counts.get(kind) ?? 0) + 1
    while (numbered.has(`${abbreviations[kind]}_${count}`)) count++
    counts.set(kind, count)
    return `${abbreviations[kind]}_${count}`
  })
  const total = new Map<string, number>()
  for (const eId of own) total.set(eId, (total.get(eId) ?? 0) + 1)
  const used = new Set<string>()
  const next = new Map<string, number>()
  const made: string[] = []
  for (const [i, { container, parent }] of provisions.entries()) {
    const repeated = container ? total.get(own[i]!)! > 1 : used.has(own[i]!)
    const wanted = repeated && parent !== null ? `${made[parent]}__${own[i]}` : own[i]!
    const base = wanted.length > 190 ? own[i]! : wanted
    let eId = base
    for (let n = next.get(base) ?? 2; used.has(eId); n++) {
      eId = `${base}_${n}`
      next.set(base, n + 1)
    }
    used.add(eId)
    made.push(eId)
  }
  return made
}

/** The eId of a provision that is added by hand; of those that are taken, the next is made. */
export function eIdFor (kind: ProvisionKind, number: string, taken: string[]): string {
  const id = readStoredNumber(number)?.key ?? number
  const [base] = makeEIds([{ kind, id, container: false, parent: null }])
  let eId = base!
  for (let n = 2; taken.includes(eId); n++) eId = `${base}_${n}`
  return eId
}
