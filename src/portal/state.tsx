import { unLanguages } from '../model/vocabulary.js'
import { readAll } from './all.js'
import { readConcepts, readCoverage } from './coverage.js'
import { CoverageMatrix } from './coverage-matrix.js'
import { Day, Facts, label, Said, Source, StateLink, Verified } from './fact.js'
import { In } from './frame.js'
import { link, number, read, type Page, type Shape, type View } from './view.js'
import { languageNames } from './text/frame.js'
import { record } from './text/record.js'
import { state as texts } from './text/state.js'

type State = Shape['State']
const recordsShown = 20

/** One State: what is held of its law, how far it covers the vocabulary, and how much of that was verified. */
export async function showState (view: View, { code }: Record<string, string>): Promise<Page> {
  const t = texts(view)
  const { api } = view
  const asOf = view.query.get('asOf') || undefined
  const state = await read(api.GET('/v1/states/{code}', { params: { path: { code: code! } } }))
  const ofState = { state: state.code } as never
  const [concepts, coverage, laws, cases, lessons] = await Promise.all([
    readConcepts(view),
    readCoverage(api, { state: [state.code], asOf }),
    readAll((paging) => read(api.GET('/v1/legislation', { params: { query: { state: state.code, ...paging } as never } }))),
    read(api.GET('/v1/cases', { params: { query: ofState } })),
    read(api.GET('/v1/lessons', { params: { query: ofState } }))
  ])
  return {
    title: state.name,
    description: `${state.name}: ${t.laws} ${state.holdings.legislation.total}, ${t.provisions} ${state.holdings.provisions.total}, ${t.cases} ${state.holdings.cases.total}`,
    section: 'states',
    wide: true,
    canonical: `/states/${state.code}`,
    linkedData: { '@context': 'https://schema.org', '@type': state.type === 'regional_organization' ? 'Organization' : 'Country', name: state.name, alternateName: Object.values(state.names), identifier: state.code },
    alternates: [{ type: 'application/atom+xml', href: link(view, '/search.atom', { state: state.code }), title: state.name }],
    main: (
      <article class='state'>
        <p class='kicker'>{label(view, state.type)}{state.region && ` · ${[state.region, state.subregion, state.intermediateRegion].filter(Boolean).map((r) => r!.name).join(' › ')}`}</p>
        <h1>{state.name}</h1>
        <Names view={view} state={state} />
        <Held view={view} state={state} />
        <section class='coverage' aria-labelledby='coverage-of'>
          <h2 id='coverage-of'>{t.coverage}</h2>
          <p>{t.coverageLead}</p>
          <form action={`/states/${state.code}`} data-live='coverage' class='inline-form'>
            {view.named && <input type='hidden' name='lang' value={view.language} />}
            <label>{t.asOf} <input type='date' name='asOf' value={asOf ?? ''} /></label> <button class='quiet'>{t.show}</button>
            <div id='coverage'><CoverageMatrix view={view} state={state.code} concepts={concepts} coverage={coverage} /></div>
          </form>
        </section>
        <Treaties view={view} actions={state.treatyActions} />
        <Laws view={view} state={state} laws={laws} />
        <Records view={view} heading={t.cases} all={link(view, '/cases', { state: state.code })} more={cases.page.next !== null}>
          {cases.items.slice(0, recordsShown).map((c) =>
            <li key={c.id}><a href={link(view, `/cases/${c.id}`)}><Said text={c.title} /></a> <small>{label(view, c.outcome)} <Day view={view} day={c.decidedOn} /></small></li>)}
        </Records>
        <Records view={view} heading={t.lessons} all={link(view, '/lessons', { state: state.code })} more={lessons.page.next !== null}>
          {lessons.items.slice(0, recordsShown).map((l) => <li key={l.id}><a href={link(view, `/lessons/${l.id}`)}><Said text={l.title} /></a> <small>{label(view, l.area)}</small></li>)}
        </Records>
        <Quality view={view} state={state} />
      </article>
    )
  }
}

function Names ({ view, state }: { view: View, state: State }) {
  const t = texts(view)
  return (
    <>
      {state.formalNames?.[view.language] && <p class='lead'>{state.formalNames[view.language]}</p>}
      <details class='names'>
        <summary>{t.names}</summary>
        <Facts facts={unLanguages.map((language) => [languageNames[language], state.names[language] &&
          <In language={language}>{state.names[language]}{state.formalNames?.[language] && ` — ${state.formalNames[language]}`}</In>])}
        />
      </details>
      <Facts facts={[
        [t.belongs, state.organizations.length > 0 && state.organizations.map((o, i) => <span key={o.code}>{i > 0 && ' · '}<StateLink view={view} state={o} /></span>)],
        [t.members, state.members.length > 0 && state.members.map((m, i) => <span key={m.code}>{i > 0 && ' · '}<StateLink view={view} state={m} /></span>)]
      ]}
      />
    </>
  )
}

function Held ({ view, state }: { view: View, state: State }) {
  const t = texts(view)
  const rows = [['provisions', 'provision', t.provisions], ['legislation', 'legislation', t.laws], ['cases', 'case', t.cases], ['lessons', 'lesson', t.lessons]] as const
  return (
    <dl class='figures start' aria-label={t.holdings}>{rows.map(([name, type, what]) => {
      const { total } = state.holdings[name]
      return <div key={name}><dt>{what}</dt><dd>{total === 0 ? <span class='nil'>0</span> : <a href={link(view, '/search', { state: state.code, type })}>{number(view, total)}</a>}</dd></div>
    })}
    </dl>
  )
}

function Treaties ({ view, actions }: { view: View, actions: Shape['TreatyAction'][] }) {
  const t = texts(view)
  return (
    <section>
      <h2>{t.treaties}</h2>
      {actions.length === 0
        ? <p>{t.noTreaties}</p>
        : (
          <div class='scroll' role='region' aria-label={t.treaties} tabIndex={0}>
            <table>
              <thead><tr>{[t.instrument, t.action, t.date, t.effective, record(view).source].map((name) => <th key={name} scope='col'>{name}</th>)}</tr></thead>
              <tbody>{actions.map((a, i) =>
                <tr key={i}>
                  <th scope='row'>{a.instrument.name}</th>
                  <td>{label(view, a.kind)}{a.articles.length > 0 && ` (${t.article} ${a.articles.join(', ')})`}<Said text={a.note} as='p' /></td>
                  <td>{a.date ? <Day view={view} day={a.date} /> : <span class='nil'>{t.noDate}</span>}</td>
                  <td><Day view={view} day={a.effectiveFrom} /></td>
                  <td><Source view={view} source={a.source} /></td>
                </tr>)}
              </tbody>
            </table>
          </div>)}
    </section>
  )
}

function Laws ({ view, state, laws }: { view: View, state: State, laws: Shape['LegislationSummary'][] }) {
  return (
    <Records view={view} heading={texts(view).laws} all={link(view, '/search', { state: state.code, type: 'legislation' })} more={laws.length > 0}>
      {[...laws].sort((a, b) => b.provisionCount - a.provisionCount || (b.year ?? 0) - (a.year ?? 0)).map((law) =>
        <li key={law.id}>
          <a href={link(view, `/legislation/${law.id}`)}><Said text={law.title} /></a>{' '}
          <small>{[label(view, law.kind), law.number, law.year].filter(Boolean).join(' ')} · {label(view, law.status)} · {texts(view).provisions}: {number(view, law.provisionCount)}</small>
        </li>)}
    </Records>
  )
}

function Records ({ view, heading, all, more, children }: { view: View, heading: string, all: string, more: boolean, children: preact.ComponentChildren[] }) {
  const t = texts(view)
  return (
    <section>
      <h2>{heading}</h2>
      {children.length === 0 ? <p class='nil'>{t.none}</p> : <ul class='records'>{children}</ul>}
      {more && <p><a href={all}>{t.more}</a></p>}
    </section>
  )
}

/** How old the data is, and how much of it was seen in a source. */
function Quality ({ view, state }: { view: View, state: State }) {
  const t = texts(view)
  const n = (value: number) => number(view, value)
  const seen = ({ total, seen }: Shape['Holding']) => total > 0 && t.seenOf(n(seen), n(total))
  const { holdings, provisions } = state
  return (
    <section>
      <h2>{t.quality}</h2>
      <Facts facts={[
        [t.verified, state.lastVerifiedAt ? <Day view={view} day={state.lastVerifiedAt} /> : t.never],
        [t.provisions, seen(holdings.provisions)], [t.laws, seen(holdings.legislation)], [t.cases, seen(holdings.cases)], [t.lessons, seen(holdings.lessons)],
        [t.offences, provisions.offences > 0 && t.of(n(provisions.offencesWithPenalty), n(provisions.offences))],
        [t.powers, provisions.powers > 0 && t.of(n(provisions.powersWithSafeguards), n(provisions.powers))],
        [t.accounts, provisions.fromAccounts > 0 && n(provisions.fromAccounts)], [t.undated, provisions.undated > 0 && n(provisions.undated)],
        [`${t.names}: ${record(view).source}`, <span key='source'><Source view={view} source={state.source} /> · <Verified view={view} {...state.verification} /></span>]
      ]}
      />
    </section>
  )
}
