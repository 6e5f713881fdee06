import { jurisdictionTypes } from '../model/vocabulary.js'
import { readAll } from './all.js'
import { label } from './fact.js'
import { date, link, number, read, type Page, type Shape, type View } from './view.js'
import { state as texts } from './text/state.js'

type Summary = Shape['StateSummary']
type Counted = Shape['Stats']['states'][number]

/** All jurisdictions with what is held of each: the Member States by region, the others apart. */
export async function listStates (view: View): Promise<Page> {
  const t = texts(view)
  const asked = view.query.get('q')?.trim() ?? ''
  const [states, { states: counted }] = await Promise.all([
    readAll((paging) => read(view.api.GET('/v1/states', { params: { query: { type: jurisdictionTypes.join(','), ...paging } as never } }))), read(view.api.GET('/v1/stats'))
  ])
  const coded = states.filter((state) => hasCode(state, asked))
  const found = coded.length > 0 ? coded : states.filter((state) => isNamed(state, asked))
  const counts = new Map(counted.map((c) => [c.state.code, c]))
  return {
    title: t.list,
    description: t.listLead,
    section: 'states',
    wide: true,
    main: (
      <>
        <h1>{t.list}</h1>
        <p class='lead'>{t.listLead}</p>
        <form action='/states' class='states-form' data-live='states' role='search'>
          {view.named && <input type='hidden' name='lang' value={view.language} />}
          <div class='search-box'><input type='search' name='q' value={asked} aria-label={t.filter} placeholder={t.filter} maxLength={100} dir='auto' autocomplete='off' spellcheck={false} /><button>{t.apply}</button></div>
        </form>
        <div id='states'>
          <p class='count' data-said>{found.length === 0 ? t.noMatch : t.shown(number(view, found.length))}</p>
          {groupsOf(view, found).map(([heading, members]) => <Group key={heading} view={view} heading={heading} states={members} counts={counts} />)}
        </div>
      </>
    )
  }
}

const hasCode = ({ code, alpha2, m49 }: Summary, asked: string) => [code, alpha2, m49].includes(asked.toUpperCase())

/** By any of its names in any language, whatever the case and accents. */
const isNamed = ({ names, formalNames }: Summary, asked: string) =>
  [...Object.values(names), ...Object.values(formalNames ?? {})].some((name) => fold(name).includes(fold(asked)))

const fold = (text: string) => text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase()

function groupsOf (view: View, states: Summary[]): [string, Summary[]][] {
  const t = texts(view)
  const groups = new Map<string, Summary[]>()
  const { compare } = new Intl.Collator(view.language)
  for (const type of jurisdictionTypes) {
    const ofType = states.filter((s) => s.type === type).sort((a, b) => compare(a.region?.name ?? '', b.region?.name ?? '') || compare(a.name, b.name))
    for (const state of ofType) {
      const heading = type === 'member_state' ? state.region?.name ?? t.elsewhere : t.groups[type]
      groups.set(heading, [...groups.get(heading) ?? [], state])
    }
  }
  return [...groups]
}

function Group ({ view, heading, states, counts }: { view: View, heading: string, states: Summary[], counts: Map<string, Counted> }) {
  const t = texts(view)
  return (
    <section>
      <h2>{heading} <span class='count'>{number(view, states.length)}</span></h2>
      <div class='scroll' role='region' aria-label={heading} tabIndex={0}>
        <table class='states'>
          <thead><tr>{[t.name, t.provisions, t.laws, t.cases, t.lessons, t.verified].map((name, i) => <th key={name} scope='col' class={i > 0 ? 'figure' : undefined}>{name}</th>)}</tr></thead>
          <tbody>{states.map((state) => <Row key={state.code} view={view} state={state} counted={counts.get(state.code)} />)}</tbody>
        </table>
      </div>
    </section>
  )
}

function Row ({ view, state, counted }: { view: View, state: Summary, counted: Counted | undefined }) {
  const { holdings, lastVerifiedAt } = counted ?? {}
  return (
    <tr>
      <th scope='row'>
        <a href={link(view, `/states/${state.code}`)}>{state.name}</a> <abbr title={label(view, state.type)}>{state.code}</abbr>
      </th>
      {([['provisions', 'provision'], ['legislation', 'legislation'], ['cases', 'case'], ['lessons', 'lesson']] as const).map(([name, type]) => {
        const n = holdings?.[name].total ?? 0
        return <td key={name} class='figure'>{n === 0 ? <span class='nil'>0</span> : <a href={link(view, '/search', { state: state.code, type })}>{number(view, n)}</a>}</td>
      })}
      <td class='figure'>{lastVerifiedAt ? <time dateTime={lastVerifiedAt}>{date(view, lastVerifiedAt)}</time> : <span class='nil'>{texts(view).never}</span>}</td>
    </tr>
  )
}
