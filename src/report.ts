import type { z } from 'zod'
import type { Fact } from './ingest/sample.js'
import type { statsShape } from './model/stats.js'

type Stats = z.output<typeof statsShape>
type Column = { title: string, of: (row: Stats['states'][number]) => string | number }

const columns: Column[] = [
  { title: 'State', of: ({ state }) => state.code },
  { title: 'laws', of: ({ holdings }) => holdings.legislation.total },
  { title: 'provisions', of: ({ holdings }) => holdings.provisions.total },
  { title: 'seen', of: ({ holdings }) => holdings.provisions.seen },
  { title: 'recalled', of: ({ holdings }) => holdings.provisions.recalled },
  { title: 'by account', of: ({ provisions }) => provisions.fromAccounts },
  { title: 'offences', of: ({ provisions }) => provisions.offences },
  { title: 'with penalty', of: ({ provisions }) => provisions.offencesWithPenalty },
  { title: 'powers', of: ({ provisions }) => provisions.powers },
  { title: 'with safeguards', of: ({ provisions }) => provisions.powersWithSafeguards },
  { title: 'cases', of: ({ holdings }) => holdings.cases.total },
  { title: 'lessons', of: ({ holdings }) => holdings.lessons.total },
  { title: 'treaty actions', of: ({ holdings }) => holdings.treatyActions.total },
  { title: 'concepts', of: ({ conceptsWithData }) => conceptsWithData },
  { title: 'last verified', of: ({ lastVerifiedAt }) => lastVerifiedAt ?? '–' },
  { title: 'missing', of: ({ missing }) => missing.join(', ') }
]

/** What `/v1/stats` answers, as a table for a terminal: one line per State, then the totals. */
export function formatReport (stats: Stats): string {
  const cells = [columns.map((c) => c.title), ...stats.states.map((row) => columns.map((c) => String(c.of(row))))]
  const widths = columns.map((_, i) => Math.max(...cells.map((line) => line[i]!.length)))
  const lines = cells.map((line) => line.map((cell, i) => /^\d+$/.test(cell) ? cell.padStart(widths[i]!) : cell.padEnd(widths[i]!)).join('  ').trimEnd())
  const held = Object.entries(stats.holdings).map(([kind, h]) => `${kind} ${h.total} (${h.seen} seen, ${h.recalled} recalled)`)
  const { total, withLegislation, withProvisions } = stats.memberStates
  const covered = Object.entries(stats.coverage.byStatus).sort(([, a], [, b]) => b - a).map(([status, n]) => `${status} ${n}`)
  return [
    ...lines, '',
    held.join(', '),
    `Member States: ${total}; with laws ${withLegislation}, with provisions ${withProvisions}`,
    `penalties ${stats.penalties}, concepts ${stats.concepts}, instruments ${stats.instruments}, last verified ${stats.lastVerifiedAt ?? '–'}`,
    `provisions by language: ${Object.entries(stats.languages).map(([language, n]) => `${language} ${n}`).join(', ')}`,
    `coverage, ${stats.coverage.pairs} pairs of Member State and concept: ${covered.join(', ')}`
  ].join('\n')
}

/** Drawn facts as a Markdown table with a column for the outcome. */
export function formatSample (facts: Fact[]): string {
  const cell = (text: string) => text.replaceAll('|', '\\|').replace(/\s+/g, ' ')
  const rows = facts.map(({ of, says, source }, i) => `| ${i + 1} | ${cell(of)} | ${cell(says)} | <${source}> | |`)
  return ['| | of | says | source | outcome |', '|---|---|---|---|---|', ...rows].join('\n')
}
