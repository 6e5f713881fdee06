/** What one ranking is worth: `reciprocal` 1 over the rank of the first hit of the best ten, `gain` nDCG of the best ten, `recall` of the best hundred. */
export type Worth = { reciprocal: number, gain: number, recall: number }

/**
 * Measures one ranking, best first. Each hit is the ids of what it stands for: itself, and what is word for word the same; it
 * counts at its rank when one of them is relevant. A relevant id counts once.
 */
export function worthOf (hits: string[][], relevant: Map<string, number>): Worth {
  const seen = new Set<string>()
  let first = 0
  let gained = 0
  hits.slice(0, 100).forEach((ids, i) => {
    const met = ids.filter((id) => relevant.has(id) && !seen.has(id))
    for (const id of met) seen.add(id)
    if (met.length === 0 || i >= 10) return
    first ||= i + 1
    gained += Math.max(...met.map((id) => relevant.get(id)!)) / Math.log2(i + 2)
  })
  const ideal = [...relevant.values()].sort((x, y) => y - x).slice(0, 10).reduce((sum, gain, i) => sum + gain / Math.log2(i + 2), 0)
  return { reciprocal: first === 0 ? 0 : 1 / first, gain: gained / ideal, recall: seen.size / relevant.size }
}

/** The mean over queries. */
export function meanWorth (all: Worth[]): Worth {
  const mean = (key: keyof Worth) => all.reduce((sum, worth) => sum + worth[key], 0) / Math.max(1, all.length)
  return { reciprocal: mean('reciprocal'), gain: mean('gain'), recall: mean('recall') }
}

/** The value below which the share `p` of the values lies; NaN of none. */
export function percentile (values: number[], p: number): number {
  const sorted = [...values].sort((x, y) => x - y)
  return sorted[Math.min(sorted.length - 1, Math.max(0, Math.ceil(p * sorted.length) - 1))] ?? NaN
}

export const median = (values: number[]) => percentile(values, 0.5)
