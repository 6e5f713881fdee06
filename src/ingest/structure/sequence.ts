import type { Warning } from '../../model/parsed.js'

/** −1, 0 or 1 as number `a` comes before, with or after `b`; a number comes before what is inserted behind it. */
export function compareKeys (a: number[], b: number[]): number {
  for (let i = 0; i < Math.max(a.length, b.length); i++) {
    const difference = (a[i] ?? -1) - (b[i] ?? -1)
    if (difference !== 0) return Math.sign(difference)
  }
  return 0
}

/** Whether `b` is the number that follows `a`: 12 → 13, 12 → 12 bis, 12 → 12-1, 12-4 → 13, 113-9 → 121-1. */
export function follows (a: number[], b: number[]): boolean {
  const i = a.findIndex((part, at) => part !== b[at])
  if (i === -1) return b.length > a.length && b.slice(a.length).every((part) => part <= 2)
  if (i < a.length - 1 && i < b.length - 1 && b[i]! > a[i]!) return b.slice(i + 1).every((part) => part <= 1)
  return b[i] === a[i]! + 1 && b.slice(i + 1).every((part) => part <= 1)
}

/** The number of a basic unit; numbers begin anew in each scope (a schedule). */
export type InSequence = { key: number[], through?: number[] | undefined, id: string, scope: string }

/** What is odd in the numbers of the basic units: left out, met twice in one scope, or not rising. */
export function sequenceWarnings (units: InSequence[]): Warning[] {
  const all = new Set(units.map(({ id }) => id))
  const missing: string[] = []
  const repeated: string[] = []
  const disordered: string[] = []
  const seen = new Set<string>()
  const last = new Map<string, InSequence>()
  for (const unit of units) {
    const before = last.get(unit.scope)
    if (seen.has(nameOf(unit))) repeated.push(unit.id)
    else if (before && compareKeys(before.key, unit.key) > 0) disordered.push(unit.id)
    else if (before) missing.push(...leftOut(before, unit).filter((id) => !all.has(id)))
    seen.add(nameOf(unit))
    last.set(unit.scope, unit)
  }
  return [told('numbering_gap', missing), told('numbering_repeated', repeated), told('numbering_out_of_order', disordered)].flat()
}

const nameOf = ({ scope, id }: InSequence) => `${scope} ${id}`
const gapMax = 500

/**
 * The numbers left out between two units: 12, 15 → 13, 14 and 12-1, 12-3 → 12-2. Between 113-9 and 121-1 none is: there
 * the first part names a title or chapter.
 */
function leftOut (before: InSequence, { key, id }: InSequence): string[] {
  const last = before.through ?? before.key
  const i = last.findIndex((part, at) => part !== key[at])
  const nested = i < last.length - 1 && i < key.length - 1
  const count = key[i]! - last[i]! - 1
  const numbers = [...id.matchAll(/\d+/g)]
  const at = numbers.findIndex((match) => Number(match[0]) === key[i])
  if (i === -1 || nested || at === -1 || count < 1 || count > gapMax) return []
  return Array.from({ length: count }, (_, n) => `${id.slice(0, numbers[at]!.index)}${last[i]! + n + 1}`)
}

function told (code: Warning['code'], ids: string[]): Warning[] {
  if (ids.length === 0) return []
  const text = ids.join(', ')
  return [{ code, at: null, count: ids.length, detail: text.length > 480 ? `${text.slice(0, text.lastIndexOf(', ', 480))} …` : text }]
}
