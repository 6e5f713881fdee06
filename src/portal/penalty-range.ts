import { penaltyText } from './penalty.js'
import type { Shape, View } from './view.js'

type Penalty = Shape['Penalty']

/** Imprisonment as it is drawn: in months; the upper end where something makes the offence graver, if that is known, is `grave`. */
export type Range = { min: number, max: number, grave: number, life: boolean }

/** The widest range that provisions threaten; undefined where no imprisonment was seen, which is not to say that there is none. */
export function rangeOf (provisions: { penalties: Penalty[] }[]): Range | undefined {
  const all = provisions.flatMap(({ penalties }) => penalties).filter(({ imprisonment }) => imprisonment !== null)
  if (all.length === 0) return undefined
  const [plain, grave] = [all.filter(({ circumstance }) => circumstance === null), all.filter(({ circumstance }) => circumstance !== null)]
  const upper = (of: Penalty[]) => Math.max(0, ...of.map(({ imprisonment }) => imprisonment!.maxMonths ?? imprisonment!.minMonths ?? 0))
  return {
    min: Math.min(...(plain.length > 0 ? plain : grave).map(({ imprisonment }) => imprisonment!.minMonths ?? 0)),
    max: upper(plain),
    grave: upper(grave),
    life: all.some(({ imprisonment }) => imprisonment!.life)
  }
}

/** A penalty in one line, as the law states it: amounts are never converted. */
export function penaltyLine (view: View, penalty: Penalty): string {
  const { paragraph, circumstance, other } = penalty
  const parts = [penaltyText(view, penalty), other?.text].filter((part) => part)
  return `${paragraph ? `${paragraph}: ` : ''}${parts.join(' · ').replace(/: +· /, ': ')}${circumstance ? ` (${circumstance.text})` : ''}`
}
