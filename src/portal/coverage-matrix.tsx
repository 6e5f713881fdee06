import { coverageStatuses } from '../model/vocabulary.js'
import { signs } from './coverage.js'
import { Day, label, ProvisionLinks } from './fact.js'
import { link, number, type Shape, type View } from './view.js'
import { state as texts } from './text/state.js'

type Status = Shape['Coverage']['status']
type Concept = Shape['ConceptSummary']

type Cell = { concept: Concept, status: Status, coverage: Shape['Coverage'] | undefined }

/** What the law of a State says on each concept of the vocabulary, as a field of squares by family, and as a list. */
export function CoverageMatrix ({ view, state, concepts, coverage }: { view: View, state: string, concepts: Concept[], coverage: Shape['Coverage'][] }) {
  const t = texts(view)
  const known = new Map(coverage.map((c) => [c.concept.code, c]))
  const cells = concepts.map((concept): Cell => ({ concept, coverage: known.get(concept.code), status: known.get(concept.code)?.status ?? 'no_data' }))
  const used = coverageStatuses.filter((status) => ['specific', 'general_law', 'draft_only', 'none_confirmed', 'no_data'].includes(status) || cells.some((cell) => cell.status === status))
  return (
    <>
      <p>{t.withData(number(view, cells.filter(({ status }) => status !== 'no_data').length), number(view, cells.length))}</p>
      <ul class='legend'>{used.map((status) =>
        <li key={status}><span class={`cell ${status}`} aria-hidden='true'>{signs[status]}</span> {label(view, status)} <span class='count'>{number(view, cells.filter((cell) => cell.status === status).length)}</span></li>)}
      </ul>
      <table class='matrix'>
        <thead class='visually-hidden'><tr><th scope='col'>{t.family}</th><th scope='col'>{t.concepts}</th></tr></thead>
        <tbody>{familiesOf(concepts).map((family) =>
          <tr key={family.code}>
            <th scope='row'>{family.label}</th>
            <td>
              <ul class='cells'>{cells.filter(({ concept }) => familyOf(concept, concepts) === family.code).map((cell) => <li key={cell.concept.code}><Square view={view} state={state} cell={cell} /></li>)}</ul>
            </td>
          </tr>)}
        </tbody>
      </table>
      <details><summary>{t.asList}</summary><List view={view} state={state} cells={cells} /></details>
    </>
  )
}

function Square ({ view, state, cell: { concept, status } }: { view: View, state: string, cell: Cell }) {
  const told = `${concept.label}: ${label(view, status)}`
  return (
    <a class={`cell ${status}`} href={link(view, '/search', { state, concept: concept.code })} title={told}>
      <span aria-hidden='true'>{signs[status]}</span><span class='visually-hidden'>{told}</span>
    </a>
  )
}

function List ({ view, state, cells }: { view: View, state: string, cells: Cell[] }) {
  const t = texts(view)
  return (
    <div class='scroll' role='region' aria-label={t.coverage} tabIndex={0}>
      <table>
        <thead><tr>{[t.concepts, t.status, t.since, t.evidence].map((name) => <th key={name} scope='col'>{name}</th>)}</tr></thead>
        <tbody>{cells.map(({ concept, status, coverage }) =>
          <tr key={concept.code}>
            <th scope='row'><a href={link(view, '/search', { state, concept: concept.code })}>{concept.label}</a></th>
            <td>{label(view, status)}</td>
            <td>{coverage && <Day view={view} day={coverage.asOf} />}</td>
            <td>{coverage && coverage.evidence.length > 0 && <ProvisionLinks view={view} provisions={coverage.evidence} />}</td>
          </tr>)}
        </tbody>
      </table>
    </div>
  )
}

/** Concepts that have members are families; the members of a family within a family stand in the inner one. */
const familiesOf = (concepts: Concept[]) => concepts.filter(({ code }) => concepts.some((c) => familyOf(c, concepts) === code))

const familyOf = ({ code, parent }: Concept, concepts: Concept[]): string => parent === null || concepts.some((c) => c.parent === code) ? code : parent
