import type { Warning, WarningCode } from '../../model/parsed.js'

/** Counts what is met in a file, by warning and by name; `warnings` tells it, each code once with the names. */
export function createTally (): { tell: (code: WarningCode, name: string) => void, warnings: () => Warning[] } {
  const met = new Map<WarningCode, { count: number, names: Set<string> }>()
  return {
    tell (code, name) {
      const before = met.get(code) ?? { count: 0, names: new Set() }
      met.set(code, { count: before.count + 1, names: before.names.add(name) })
    },
    warnings: () => [...met].map(([code, { count, names }]) => ({ code, at: null, count, detail: [...names].join(', ').slice(0, 400) }))
  }
}
