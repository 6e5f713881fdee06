import { cellOf, type Comparison, type Subject } from './comparison.js'
import { In } from './frame.js'
import { penaltyLine, rangeOf, type Range } from './penalty-range.js'
import { compare as texts } from './text/compare.js'
import { number, type View } from './view.js'

const barWidth = 240
const yearsMin = 10

/** What the provisions threaten, per subject and State: drawn, and in words. */
export function Penalties ({ view, compared }: { view: View, compared: Comparison }) {
  const t = texts(view)
  const shown = compared.subjects.filter((subject) => compared.states.some((state) => penaltiesOf(compared, subject, state).length > 0))
  if (shown.length === 0) return null
  const ranges = shown.flatMap((subject) => compared.states.flatMap((state) => rangeOf(cellOf(compared, subject, state).provisions) ?? []))
  const years = Math.max(yearsMin, Math.ceil(Math.max(0, ...ranges.map(({ max, grave }) => Math.max(max, grave))) / 60) * 5)
  return (
    <section class='penalties'>
      <h2>{t.penalties}</h2>
      <p>{t.penaltiesLead} {t.noPenaltyLead}</p>
      <p class='penalty-legend'><Key name='plain' /> {t.plain} <Key name='grave' /> {t.grave}</p>
      <div class='scroll' tabIndex={0} role='region' aria-label={t.penalties}>
        <table>
          <thead>
            <tr><th scope='col'>{t.state}</th><th scope='col'>{t.imprisonment} ({t.years}) <Axis years={years} view={view} /></th><th scope='col'>{t.penalty}</th></tr>
          </thead>
          {shown.map((subject) => (
            <tbody key={subject.code}>
              <tr><th colSpan={3} scope='rowgroup'>{compared.by === 'instrument' && `${subject.code} `}<In language={subject.language}>{subject.label}</In></th></tr>
              {compared.states.map((state) => <Line key={state.code} {...{ view, compared, subject, state, years }} />)}
            </tbody>
          ))}
        </table>
      </div>
    </section>
  )
}

const penaltiesOf = (compared: Comparison, subject: Subject, state: { code: string }) =>
  cellOf(compared, subject, state).provisions.flatMap((provision) => provision.penalties.map((penalty) => ({ provision, penalty })))

type LineOf = { view: View, compared: Comparison, subject: Subject, state: { code: string, name: string }, years: number }

function Line ({ view, compared, subject, state, years }: LineOf) {
  const t = texts(view)
  const { provisions } = cellOf(compared, subject, state)
  const penalties = penaltiesOf(compared, subject, state)
  const range = rangeOf(provisions)
  return (
    <tr data-penalty={`${subject.code} ${state.code}`}>
      <th scope='row'>{state.name}</th>
      <td>{range && <Bar range={range} years={years} />}</td>
      <td>
        {penalties.length === 0
          ? <span class='count'>{provisions.length === 0 ? t.noProvision : t.noPenalty}</span>
          : (
            <details data-key={`penalty ${subject.code} ${state.code}`}>
              <summary>{penaltyLine(view, penalties[0]!.penalty)}{penalties.length > 1 && ` (+${number(view, penalties.length - 1)})`}</summary>
              <ul>{penalties.map(({ provision, penalty }, i) => <li key={i}><In language={provision.version.language} class='number'>{provision.number}</In> {penaltyLine(view, penalty)}</li>)}</ul>
            </details>
            )}
      </td>
    </tr>
  )
}

/** From the least to the most that is threatened; an arrow where it is for life. The words beside it say the same. */
function Bar ({ range: { min, max, grave, life }, years }: { range: Range, years: number }) {
  const at = (months: number) => Math.round(months / 12 / years * barWidth)
  const top = Math.max(max, grave)
  return (
    <svg class='bar' viewBox={`0 0 ${barWidth + 14} 16`} width={barWidth + 14} height='16' aria-hidden='true'>
      <path class='track' d={`M0 8h${barWidth}`} />
      {grave > max && <rect class='grave' x={at(max > 0 ? max : min)} y='3' width={Math.max(2, at(grave) - at(max > 0 ? max : min))} height='10' />}
      {max > 0 && <rect class='plain' x={at(min)} y='3' width={Math.max(3, at(max) - at(min))} height='10' />}
      {life && <path class='life' d={`M${at(top)} 8H${barWidth}m0-5l10 5-10 5z`} />}
    </svg>
  )
}

const Axis = ({ view, years }: { view: View, years: number }) => (
  <svg class='bar axis' viewBox={`0 0 ${barWidth + 14} 18`} width={barWidth + 14} height='18' aria-hidden='true'>
    {[0, years / 2, years].map((n) => <text key={n} x={n / years * barWidth} y='14' text-anchor={n === 0 ? 'start' : n === years ? 'end' : 'middle'}>{number(view, n)}</text>)}
  </svg>
)

const Key = ({ name }: { name: string }) => <svg class='bar' width='24' height='12' aria-hidden='true'><rect class={name} width='24' height='12' /></svg>
