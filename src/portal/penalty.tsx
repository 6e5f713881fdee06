import { Said } from './fact.js'
import { number, type Shape, type View } from './view.js'
import { legislation as texts } from './text/legislation.js'

type Penalty = Shape['Penalty']

/** Penalties as a list that one can read; what was not read is not told. */
export function Penalties ({ view, penalties }: { view: View, penalties: Penalty[] }) {
  return (
    <ul class='plain'>{penalties.map((p, i) =>
      <li key={i}>
        {p.paragraph && <bdi>{p.paragraph} </bdi>}{penaltyText(view, p)}
        {p.circumstance && <small> (<Said text={p.circumstance} />)</small>}{p.other && <> · <Said text={p.other} /></>}
      </li>)}
    </ul>
  )
}

/** Whom a penalty is for, and what it is: imprisonment and fine, and how they go together. */
export function penaltyText (view: View, penalty: Penalty): string {
  const t = texts(view)
  const parts = [imprisonmentText(view, penalty.imprisonment), fineText(view, penalty.fine)].filter((part) => part !== null)
  // With the fine as the rule, imprisonment is what may be added.
  if (penalty.combination === 'optional_imprisonment') parts.reverse()
  const word = t.combination[penalty.combination ?? 'and']
  const whom = t.subjects[penalty.appliesTo]
  return `${whom && `${whom}: `}${parts.join(penalty.combination === null ? '; ' : /^[,،，]/.test(word) ? `${word} ` : ` ${word} `)}`
}

export function imprisonmentText (view: View, imprisonment: Penalty['imprisonment']): string | null {
  if (!imprisonment) return null
  const t = texts(view)
  const { minMonths, maxMonths, life } = imprisonment
  if (life) return minMonths === null ? t.life : `${monthsText(view, minMonths)} – ${t.life}`
  return `${range(view, minMonths, maxMonths, (n, isBound) => monthsText(view, n, isBound))} ${t.years}`
}

export function fineText (view: View, fine: Penalty['fine']): string | null {
  if (!fine) return null
  const t = texts(view)
  if (fine.min === null && fine.max === null) return t.fine
  const { units } = t
  const amount = (n: number) => /^[A-Z]{3}$/.test(fine.unit) && !(fine.unit in units) ? `${number(view, n)} ${fine.unit}` : `${number(view, n)} ${units[fine.unit as keyof typeof units] ?? fine.unit}`
  return `${range(view, fine.min, fine.max, amount)} ${t.fine}`
}

function range (view: View, min: number | null, max: number | null, told: (n: number, isBound: boolean) => string): string {
  const t = texts(view)
  if (min !== null && max !== null) return min === max ? told(max, false) : `${told(min, false)} – ${told(max, false)}`
  return max !== null ? t.upTo(told(max, true)) : min !== null ? t.atLeast(told(min, true)) : ''
}

const genitives = { day: ['дня', 'дней'], month: ['месяца', 'месяцев'], year: ['года', 'лет'] }

/** Whole years as years; the platform knows the words and their plurals, but not their case after a word such as the Russian for “up to”. */
function monthsText ({ language }: View, months: number, isBound = false): string {
  const [n, unit] = months % 12 === 0 && months > 0
    ? [months / 12, 'year'] as const
    : months < 1 ? [Math.round(months * 30.4), 'day'] as const : [months, 'month'] as const
  if (isBound && language === 'ru') return `${n} ${genitives[unit][n % 10 === 1 && n % 100 !== 11 ? 0 : 1]}`
  return new Intl.NumberFormat(language, { style: 'unit', unit, unitDisplay: 'long' }).format(n)
}
