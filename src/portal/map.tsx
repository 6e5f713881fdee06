import { readAll } from './all.js'
import { readConcepts, readCoverage, standingOf, strongest, type CoverageStatus } from './coverage.js'
import { provisionHref } from './address.js'
import { In } from './frame.js'
import { coverageWords } from './text/coverage.js'
import { map as texts } from './text/map.js'
import { date, link, number, read, today, type File, type Page, type View } from './view.js'
import { countStatuses, isState, Patterns, renderMap, Sample, statusOf, WorldMap, type Shown, type State } from './world-map.js'
import { world } from './world.js'

const conceptDefault = 'OFF.CIA.ACC'
const stateTypes = ['member_state', 'observer', 'non_member_state', 'territory', 'regional_organization'] as const
const evidenceShown = 2

type Concepts = Awaited<ReturnType<typeof readConcepts>>

async function readShown (view: View): Promise<Shown & { concepts: Concepts }> {
  const asOf = view.query.get('asOf') || undefined
  const code = (view.query.get('concept') || conceptDefault).toUpperCase()
  const [concepts, states, coverage] = await Promise.all([
    readConcepts(view), readAll((paging) => read(view.api.GET('/v1/states', { params: { query: { type: [...stateTypes], ...paging } } }))), readCoverage(view.api, { concept: [code], asOf })
  ])
  const concept = concepts.find((c) => c.code === code)!
  return { concept, concepts, asOf, states, standings: standingOf(coverage, code), isFamily: concepts.some((c) => c.parent === code) }
}

/** What the law of every State says on a concept, on a day: drawn, and told in a table. */
export async function showMap (view: View): Promise<Page> {
  const t = texts(view)
  const shown = await readShown(view)
  const asked = { concept: shown.concept.code, asOf: shown.asOf }
  const status = strongest.find((s) => s === view.query.get('status'))
  return {
    title: `${shown.concept.label} · ${t.title}`,
    description: t.lead,
    section: 'map',
    wide: true,
    scripts: ['map'],
    main: (
      <>
        <h1>{t.title}</h1>
        <p class='lead'>{t.lead}</p>
        <form action='/map' class='map' data-live='map'>
          {view.named && <input type='hidden' name='lang' value={view.language} />}
          <Choices view={view} shown={shown} status={status} />
          <div id='map'>
            <h2 aria-live='polite'>{t.heading(shown.concept.label)} <small>{shown.asOf ? date(view, shown.asOf) : t.today}</small></h2>
            <div class='map-beside'>
              <div>
                <Drawing view={view} shown={shown} />
                <Legend view={view} shown={shown} />
                <p class='forms'>
                  <a href={link(view, '/map.svg', asked)} download data-map>{t.svg}</a>
                  <button type='button' class='quiet by-script' data-png={`${shown.concept.code}${shown.asOf ? `-${shown.asOf}` : ''}.png`}>{t.png}</button>
                  <a href={link({ ...view, named: true }, '/v1/coverage', { ...asked, format: 'csv' })} download>{t.csv}</a>
                </p>
              </div>
              <Listing view={view} shown={shown} status={status} />
            </div>
            <div class='map-notes'>
              <p>{t.noData} {shown.isFamily && t.family} {t.dates}</p>
              <p>{t.neutral} {t.unstatedNote} {t.source}</p>
            </div>
          </div>
        </form>
      </>
    )
  }
}

/** The map as a file of its own. */
export async function mapFile (view: View): Promise<File> {
  const shown = await readShown(view)
  return { media: 'image/svg+xml', name: `map-${shown.concept.code}-${shown.asOf ?? today()}.svg`, body: renderMap(view, shown), download: true }
}

function Choices ({ view, shown, status }: { view: View, shown: Shown & { concepts: Concepts }, status: CoverageStatus | undefined }) {
  const t = texts(view)
  const families = shown.concepts.filter(({ depth }) => depth === 0)
  return (
    <div class='choices'>
      <label class='grow'>{t.concept}
        <select name='concept'>{families.map((family) =>
          <optgroup key={family.code} label={family.label}>{shown.concepts.filter(({ code }) => code === family.code || code.startsWith(`${family.code}.`)).map(({ code, depth, label }) =>
            <option key={code} value={code} selected={code === shown.concept.code}>{'\u2003'.repeat(Math.max(0, depth - 1))}{label}</option>)}
          </optgroup>)}
        </select>
      </label>
      <label>{t.asOf} <input type='date' name='asOf' value={shown.asOf ?? ''} max={today()} /></label>
      <label>{t.inTable}
        <select name='status'>
          <option value=''>{t.all}</option>
          {strongest.map((s) => <option key={s} value={s} selected={s === status}>{coverageWords(view)[s]}</option>)}
        </select>
      </label>
      <button class='without-script'>{t.show}</button>
    </div>
  )
}

function Drawing ({ view, shown }: { view: View, shown: Shown }) {
  const t = texts(view)
  const { width, height } = world()
  return (
    <figure class='map-figure'>
      <a class='skip-map' href='#table'>{t.skip}</a>
      <div class='map-scroll' dir='ltr'>
        <svg viewBox={`0 0 ${width} ${height}`} role='group' aria-label={t.heading(shown.concept.label)} lang={view.language}>
          <Patterns />
          <WorldMap view={view} shown={shown} linked />
        </svg>
      </div>
      <p class='map-zoom by-script'>
        <button type='button' class='quiet' data-zoom='in' aria-label={t.zoomIn} title={t.zoomIn}>+</button>
        <button type='button' class='quiet' data-zoom='out' aria-label={t.zoomOut} title={t.zoomOut}>−</button>
      </p>
    </figure>
  )
}

function Legend ({ view, shown }: { view: View, shown: Shown }) {
  const counts = countStatuses(shown)
  return (
    <section class='legend'>
      <h3>{texts(view).legend(number(view, counts.reduce((sum, [, n]) => sum + n, 0)))}</h3>
      <ul>{counts.map(([status, n]) =>
        <li key={status} data-count={n} class={n === 0 ? 'zero' : undefined}>
          <Sample status={status} /> {coverageWords(view)[status]} <span class='count'>{number(view, n)}</span>
        </li>)}
        <li><Sample status='unstated' /> {texts(view).unstated}</li>
      </ul>
    </section>
  )
}

function Listing ({ view, shown, status }: { view: View, shown: Shown, status: CoverageStatus | undefined }) {
  const t = texts(view)
  const compare = new Intl.Collator(view.language).compare
  const listed = [...shown.states].filter((state) => status === undefined || statusOf(shown, state) === status).sort((a, b) => compare(a.name, b.name))
  const members = listed.filter(({ type }) => type === 'member_state')
  const others = listed.filter((state) => state.type !== 'member_state' && (isState(state) || shown.standings.has(state.code)))
  return (
    <section class='map-table' id='table' aria-label={t.table} tabIndex={0}>
      <table>
        <caption>{t.table}</caption>
        <thead><tr><th scope='col'>{t.state}</th><th scope='col'>{t.status}</th><th scope='col'>{t.law}</th></tr></thead>
        <tbody>
          {members.length === 0 && <tr><td colSpan={3}>{t.none}</td></tr>}
          {members.map((state) => <Row key={state.code} view={view} shown={shown} state={state} />)}
        </tbody>
        {others.length > 0 && (
          <tbody>
            <tr><th colSpan={3} scope='colgroup'>{t.others}</th></tr>
            {others.map((state) => <Row key={state.code} view={view} shown={shown} state={state} />)}
          </tbody>
        )}
      </table>
    </section>
  )
}

function Row ({ view, shown, state }: { view: View, shown: Shown, state: State }) {
  const status = statusOf(shown, state)
  const evidence = shown.standings.get(state.code)?.evidence ?? []
  return (
    <tr data-state={state.code}>
      <th scope='row'><a href={link(view, `/states/${state.code}`)}>{state.name}</a></th>
      <td><span class='map-status'><Sample status={status} /> <span>{coverageWords(view)[status]}</span></span></td>
      <td>
        {evidence.slice(0, evidenceShown).map((provision) => (
          <a key={provision.href} href={link(view, provisionHref(provision.legislationId, provision.eId), { asOf: shown.asOf })} title={provision.law.text}>
            <In language={provision.law.language}>{provision.number}</In>
          </a>
        ))}
        {evidence.length > evidenceShown && <span class='count'>{texts(view).more(number(view, evidence.length - evidenceShown))}</span>}
      </td>
    </tr>
  )
}
