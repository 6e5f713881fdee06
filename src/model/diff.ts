import { diffArrays, diffWordsWithSpace } from 'diff'
import { isDeepStrictEqual } from 'node:util'
import type { LegislationRecord, ProvisionRecord } from './legislation.js'

/** A run of text that two wordings share, or that only the new (`insert`) or the old one (`delete`) has. */
export type Run = { op: 'equal' | 'insert' | 'delete', text: string }
export type ProvisionChange = { eId: string, number: string, change: 'added' | 'removed' | 'changed' | 'unchanged', heading: Run[], text: Run[] }

/** Above this many characters together a provision is compared line by line, not word by word. */
const wordCharactersMax = 40_000

type Worded = Pick<ProvisionRecord, 'eId' | 'number' | 'heading' | 'text'>
type Compared<P extends Worded> = Omit<ProvisionChange, 'heading' | 'text'> & { before: P | undefined, after: P | undefined }

/** What happened to each provision, by its eId, in the order of the new version; what was removed stands where it was. */
export function compareProvisions<P extends Worded> (before: P[], after: P[]): Compared<P>[] {
  const old = new Map(before.map((p) => [p.eId, p]))
  const now = new Map(after.map((p) => [p.eId, p]))
  return diffArrays(before.map((p) => p.eId), after.map((p) => p.eId)).flatMap(({ value, removed }) => value.flatMap((eId) => {
    // What only moved is there twice: it is told at its new place.
    if (removed && now.has(eId)) return []
    const [a, b] = [old.get(eId), now.get(eId)]
    const same = a && b && a.number === b.number && a.heading === b.heading && a.text === b.text
    return [{ eId, number: (b ?? a)!.number, before: a, after: b, change: !a ? 'added' as const : !b ? 'removed' as const : same ? 'unchanged' as const : 'changed' as const }]
  }))
}

/** Those that are not the same, with what differs. */
export function diffProvisions (compared: Compared<Worded>[]): ProvisionChange[] {
  return compared.filter(({ change }) => change !== 'unchanged').map(({ before, after, ...change }) => ({
    ...change, heading: diffText(before?.heading ?? '', after?.heading ?? ''), text: diffText(before?.text ?? '', after?.text ?? '')
  }))
}

/** How many provisions were added, removed, changed and left as they are. */
export function countChanges (compared: Compared<Worded>[]): Record<ProvisionChange['change'], number> {
  const counts = { added: 0, removed: 0, changed: 0, unchanged: 0 }
  for (const { change } of compared) counts[change]++
  return counts
}

/** Two wordings as runs, by words; Chinese, which has no spaces, by the words that Unicode's rules find. */
export function diffText (before: string, after: string): Run[] {
  if (before === after) return before === '' ? [] : [{ op: 'equal', text: before }]
  const parts = before.length + after.length > wordCharactersMax
    ? diffArrays(linesOf(before), linesOf(after)).map((p) => ({ ...p, value: p.value.join('') }))
    : diffWordsWithSpace(before, after, { intlSegmenter: new Intl.Segmenter('zh', { granularity: 'word' }) })
  return parts.map((p) => ({ op: p.added ? 'insert' : p.removed ? 'delete' : 'equal', text: p.value }))
}

const linesOf = (text: string) => text.match(/[^\n]*\n|[^\n]+$/g) ?? []

/** The fields of the law itself that differ. */
export function diffFields (before: LegislationRecord | Record<string, unknown> | null, after: Record<string, unknown>) {
  const names = [...new Set([...Object.keys(before ?? {}), ...Object.keys(after)])].filter((name) => !['versions', 'id'].includes(name)).sort()
  const old = (before ?? {}) as Record<string, unknown>
  return names.filter((name) => !isDeepStrictEqual(old[name] ?? null, after[name] ?? null))
    .map((path) => ({ path, before: old[path] ?? null, after: after[path] ?? null }))
}
