import type { z } from 'zod'
import { countCoverageStatuses } from './db/coverage.js'
import type { Database } from './db/client.js'
import { emptyStats, holdingKinds, readStats, readTotals, type HoldingKind, type StateStats } from './db/stats.js'
import type { statsShape } from './model/stats.js'
import { presentStateRef, type View } from './present.js'

/** How what is held and what is missing are shown. */

type Statuses = { code: string, status: string, n: number }[]

/** The whole repository in figures, with a row for each Member State and for whatever else anything is held on. */
export async function presentStats (db: Database, view: View): Promise<z.output<typeof statsShape>> {
  const [totals, held, statuses] = await Promise.all([readTotals(db), readStats(db), countCoverageStatuses(db)])
  const { gazetteer, concepts, instruments } = view.reference
  const members = new Set([...gazetteer.jurisdictions.values()].filter((j) => j.type === 'member_state').map((j) => j.code))
  const rows = new Map([...members].map((code) => [code, emptyStats(code)]))
  for (const row of held) rows.set(row.code, row)
  const having = (kind: HoldingKind) => held.filter((row) => members.has(row.code) && row.holdings[kind].total > 0).length
  const pairs = members.size * concepts.size
  return {
    memberStates: { total: members.size, withLegislation: having('legislation'), withProvisions: having('provisions') },
    ...totals,
    concepts: concepts.size,
    instruments: instruments.size,
    coverage: { pairs, byStatus: sumStatuses(statuses.filter((s) => members.has(s.code)), pairs) },
    states: [...rows.keys()].sort().map((code) => ({ state: presentStateRef(code, view), ...presentQuality(rows.get(code)!, statuses) }))
  }
}

export function presentQuality (row: StateStats, statuses: Statuses) {
  return {
    holdings: row.holdings,
    provisions: row.provisions,
    conceptsWithData: statuses.filter((s) => s.code === row.code && s.status !== 'no_data').reduce((sum, s) => sum + s.n, 0),
    missing: holdingKinds.filter((kind) => row.holdings[kind].total === 0),
    lastVerifiedAt: row.lastVerifiedAt
  }
}

/** How many of `total` pairs have each status; those that no statement speaks of are `no_data`. */
export function sumStatuses (statuses: Statuses, total: number): Record<string, number> {
  const counts: Record<string, number> = {}
  for (const { status, n } of statuses) counts[status] = (counts[status] ?? 0) + n
  const stated = statuses.reduce((sum, s) => sum + s.n, 0)
  return { ...counts, no_data: (counts.no_data ?? 0) + total - stated }
}
