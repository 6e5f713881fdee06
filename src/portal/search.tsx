import { In, Marked } from './frame.js'
import { hrefOf } from './address.js'
import { SearchBox } from './search-box.js'
import { date, link, number, read, type Page, type Shape, type View } from './view.js'
import { frame } from './text/frame.js'
import { examples, search as texts } from './text/search.js'

type Found = Shape['SearchResult']
type FoundHit = Found['items'][number]

const facets = ['type', 'state', 'concept', 'language', 'status'] as const
type FacetName = (typeof facets)[number]
/** The parameters of /v1/search that the page hands on, each kept in its address. */
const kept = ['q', 'mode', 'group', ...facets, 'region', 'instrument', 'article', 'legislation', 'yearFrom', 'yearTo', 'asOf', 'limit'] as const
const valuesShown = 8

/** What the address of a page asks of the API; parameters that are empty, as forms send them, are not asked. */
export function askedOf ({ query }: Pick<View, 'query'>): Record<string, string> {
  return Object.fromEntries([...kept, 'cursor'].flatMap((name): [string, string][] => {
    const value = query.getAll(name).filter((v) => v !== '').join(',')
    return value === '' ? [] : [[name, name === 'q' ? query.get('q')! : value]]
  }))
}

/** The box, and what was found with why; without a query, what there is. */
export async function showSearch (view: View): Promise<Page> {
  const t = texts(view)
  const asked = askedOf(view)
  const isHome = Object.keys(asked).length === 0 && view.path === '/'
  if (isHome) return { title: frame(view).name, description: t.lead, section: 'search', main: <Home view={view} stats={await read(view.api.GET('/v1/stats'))} /> }
  const answer = await view.api.GET('/v1/search', { params: { query: { ...asked, facets: facets.join(',') } as never } })
  const fault = answer.response.status === 400 ? answer.error as unknown as Shape['Problem'] : undefined
  const found = fault ? undefined : await read(Promise.resolve(answer))
  const title = asked.q ? `${asked.q} · ${t.title}` : t.title
  return {
    title,
    description: t.lead,
    section: 'search',
    wide: true,
    status: fault ? 400 : 200,
    alternates: [{ type: 'application/atom+xml', href: link(view, '/search.atom', asked), title }],
    main: (
      <>
        <h1 class='visually-hidden'>{title}</h1>
        <form action='/search' role='search' class='search' data-live='results'>
          {view.named && <input type='hidden' name='lang' value={view.language} />}
          <Box view={view} q={asked.q ?? ''} />
          <Modes view={view} asked={asked} />
          <div id='results'>
            {fault ? <Fault fault={fault} view={view} /> : <Results view={view} asked={asked} found={found!} />}
          </div>
        </form>
      </>
    )
  }
}

function Home ({ view, stats }: { view: View, stats: Shape['Stats'] }) {
  const t = texts(view)
  const { holdings, memberStates } = stats
  const figures: [number, string][] = [
    [memberStates.withProvisions, t.holdings.states], [holdings.provisions.total, t.holdings.provisions], [holdings.legislation.total, t.holdings.legislation],
    [holdings.cases.total, t.holdings.cases], [holdings.lessons.total, t.holdings.lessons]
  ]
  return (
    <section class='home'>
      <h1>{frame(view).motto}</h1>
      <p class='lead'>{t.lead}</p>
      <form action='/search' role='search' class='search'>
        {view.named && <input type='hidden' name='lang' value={view.language} />}
        <Box view={view} q='' />
      </form>
      <p class='examples'>{t.examples}: {examples.map(({ q, language }) =>
        <a key={q} href={link(view, '/search', { q })}><In language={language}>{q}</In></a>)}
      </p>
      <dl class='figures'>{figures.map(([n, what]) => <div key={what}><dt>{what}</dt><dd>{number(view, n)}</dd></div>)}</dl>
    </section>
  )
}

function Box ({ view, q }: { view: View, q: string }) {
  const { title, placeholder, submit } = texts(view)
  return <SearchBox view={view} q={q} label={title} placeholder={placeholder} submit={submit} autofocus={q === ''} />
}

function Modes ({ view, asked }: { view: View, asked: Record<string, string> }) {
  const t = texts(view)
  return (
    <fieldset class='modes'>
      <legend class='visually-hidden'>{t.mode}</legend>
      <label><input type='radio' name='mode' value='' checked={asked.mode !== 'exact'} /> {t.relevance}</label>
      <label title={t.exactHelp}><input type='radio' name='mode' value='exact' checked={asked.mode === 'exact'} /> {t.exact}</label>
      <label><input type='checkbox' name='group' value='law' checked={asked.group === 'law'} /> {t.group}</label>
      <label>{t.asOf} <input type='date' name='asOf' value={asked.asOf ?? ''} /></label>
      <noscript><button>{t.apply}</button></noscript>
    </fieldset>
  )
}

function Fault ({ fault, view }: { fault: Shape['Problem'], view: View }) {
  return (
    <div class='fault' role='alert'>
      <h2>{texts(view).syntax}</h2>
      <p>{fault.detail}</p>
      {fault.errors.length > 1 && <ul>{fault.errors.map(({ path, message }) => <li key={path + message}><code>{path}</code> {message}</li>)}</ul>}
    </div>
  )
}

function Results ({ view, asked, found }: { view: View, asked: Record<string, string>, found: Found }) {
  const t = texts(view)
  const { cursor, ...without } = asked
  return (
    <div class='results'>
      <Facets view={view} asked={asked} facets={found.facets} />
      <section class='found' aria-label={t.title}>
        <header>
          <p class='total' data-said><strong>{found.total === 0 ? t.none : t.total(number(view, found.total))}</strong></p>
          <p class='forms'>
            {found.total > 0 && <a href={link(view, '/search.csv', asked)} download>{t.csv}</a>} <a href={link(view, '/search.atom', without)}>{t.feed}</a>
          </p>
        </header>
        <Understood view={view} found={found} />
        {found.total === 0 && <Offers view={view} asked={without} found={found} />}
        <ol class='hits'>{found.items.map((hit) => <li key={hit.href}><Hit view={view} hit={hit} asked={without} /></li>)}</ol>
        <nav class='paging'>
          {cursor && <a href={link(view, '/search', without)}>{t.previous}</a>}
          {found.page.next && <a rel='next' href={link(view, '/search', { ...without, cursor: found.page.next })}>{t.next}</a>}
        </nav>
      </section>
    </div>
  )
}

/** What the query was taken for, where that is more than its words. */
function Understood ({ view, found }: { view: View, found: Found }) {
  const t = texts(view)
  const notFound = found.words.filter(({ status }) => status === 'not_found')
  if (!found.didYouMean && found.concepts.length === 0 && notFound.length === 0) return null
  return (
    <p class='understood'>
      {found.didYouMean && <span>{t.didYouMean}: <strong dir='auto'>{found.didYouMean}</strong> </span>}
      {found.concepts.length > 0 && <span>{t.about}: </span>}
      {found.concepts.map(({ code, label }) => <a key={code} class='tag' href={link(view, '/search', { concept: code })}>{label}</a>)}
      {notFound.length > 0 && <span>{t.notFound}: {notFound.map(({ word }) => <s key={word} dir='auto'>{word}</s>)}</span>}
    </p>
  )
}

function Offers ({ view, asked, found }: { view: View, asked: Record<string, string>, found: Found }) {
  const t = texts(view)
  if (found.offers.length === 0) return null
  return (
    <section class='offers'>
      <h2>{t.offers}</h2>
      <ul>{found.offers.map((offer, i) =>
        <li key={i}>
          <a href={link(view, '/search', dropped(asked, offer.drop))}>{t.without} {offer.drop.map(({ value }) => <q key={value} dir='auto'>{value}</q>)}</a> {t.total(number(view, offer.total))}
        </li>)}
      </ul>
    </section>
  )
}

/** The search without a filter's value, or without words of its query. */
function dropped (asked: Record<string, string>, drop: Found['offers'][number]['drop']): Record<string, string | undefined> {
  const left: Record<string, string | undefined> = { ...asked }
  for (const { kind, name, value } of drop) {
    left[name] = kind === 'word' ? left[name]?.replace(value, ' ').replace(/\s+/g, ' ').trim() : left[name]?.split(',').filter((v) => v !== value).join(',')
  }
  return left
}

/** A hit; where it leads to, where it comes from, and why it is here. */
function Hit ({ view, hit, asked }: { view: View, hit: FoundHit, asked: Record<string, string> }) {
  const t = texts(view)
  const concepts = hit.matched.filter(({ field, concept }) => field === 'concept' && concept)
  const reasons = [...new Set(hit.matched.map(({ field }) => t.fields[field]))]
  return (
    <article class={`hit ${hit.type}`}>
      <p class='hit-where'>
        <span class='kind'>{t.types[hit.type]}</span>
        {hit.states.map((state) => <a key={state.code} href={link(view, `/states/${state.code}`)}>{state.name}</a>)}
        {hit.date && <time dateTime={hit.date}>{date(view, hit.date)}</time>}
        {hit.needsVerification && <span class='unverified'>{t.needsVerification}</span>}
      </p>
      <h2>
        <a href={link(view, hrefOf(hit), asked.asOf ? { asOf: asked.asOf } : {})}>
          {hit.number && <In language={hit.language} class='number'>{hit.number}</In>}{' '}
          <Title hit={hit} />
        </a>
      </h2>
      {hit.type === 'provision' && <p class='hit-law'><In language={hit.title.language}>{hit.title.text}</In></p>}
      {hit.snippet && <In as='p' class='snippet' language={hit.snippet.language}><Marked html={hit.snippet.html} /></In>}
      <p class='why'>
        {reasons.length > 0 && <span>{t.why}: {reasons.join(', ')}</span>}
        {concepts.map(({ concept, suggested }) => <span key={concept!.code} class='tag' title={suggested ? t.suggested : undefined}>{concept!.label}{suggested && ' ?'}</span>)}
        {hit.identical.length > 0 && <span>{t.identical(number(view, hit.identical.length))}</span>}
        {hit.law && <a href={link(view, '/search', { ...asked, group: undefined, legislation: hit.law.id })}>{t.foundInLaw(number(view, hit.law.found))}</a>}
      </p>
    </article>
  )
}

/** The heading or title as it was met, else in the language of the page. */
function Title ({ hit: { type, matched, heading, title } }: { hit: FoundHit }) {
  const met = matched.find(({ field }) => field === 'heading') ?? matched.find(({ field }) => field === 'title' && type !== 'provision')
  const { language, text } = heading ?? title
  return <In language={met ? met.language : language}>{met ? <Marked html={met.html} /> : text}</In>
}

function Facets ({ view, asked, facets: counted }: { view: View, asked: Record<string, string>, facets: Found['facets'] }) {
  const t = texts(view)
  const filtered = facets.some((name) => asked[name])
  return (
    <aside class='facets' aria-label={t.filters}>
      <details open>
        <summary>{t.filters}</summary>
        {filtered && <p><a href={link(view, '/search', Object.fromEntries(Object.entries(asked).filter(([name]) => !facets.includes(name as FacetName))))}>{t.clear}</a></p>}
        {facets.map((name) => <Facet key={name} view={view} name={name} chosen={asked[name]?.split(',') ?? []} values={counted[name] ?? []} />)}
        <noscript><button>{t.apply}</button></noscript>
      </details>
    </aside>
  )
}

function Facet ({ view, name, chosen, values }: { view: View, name: FacetName, chosen: string[], values: Found['facets'][string] }) {
  const t = texts(view)
  if (values.length === 0) return null
  const sorted = [...values].sort((a, b) => Number(chosen.includes(b.value)) - Number(chosen.includes(a.value)) || b.count - a.count)
  const choices = sorted.map(({ value, label, count }) => (
    <li key={value}>
      <label><input type='checkbox' name={name} value={value} checked={chosen.includes(value)} /> <span>{label}</span> <span class='count'>{number(view, count)}</span></label>
    </li>
  ))
  const shown = Math.max(valuesShown, chosen.length)
  return (
    <fieldset>
      <legend>{t.facets[name]}</legend>
      <ul>{choices.slice(0, shown)}</ul>
      {choices.length > shown && <details><summary>{t.more(number(view, choices.length - shown))}</summary><ul>{choices.slice(shown)}</ul></details>}
    </fieldset>
  )
}
