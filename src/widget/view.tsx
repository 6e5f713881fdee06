import { date, direction, languageName, number } from '../portal/view.js'
import type { UnLanguage } from '../model/vocabulary.js'
import type { Found, Hit } from './api.js'
import { Box } from './box.js'
import { message, type Message } from './message.js'
import { In, Marked, Notice } from './part.js'
import { allows, type FacetName, type Scope, type Search } from './search.js'

const valuesShown = 6

export type Shown = {
  search: Search
  scope: Scope
  language: UnLanguage
  api: string
  /** whether there is room for filters beside the results */
  broad: boolean
  linkOf: (hit: Hit) => string | undefined
  selected: (hit: Hit, event: Event) => void
}

/** The whole element, as it is to be seen now. */
export function View (shown: Shown) {
  const { search, language, api } = shown
  const t = message({ language })
  const { state } = search
  return (
    <div class='frame' part='frame' lang={language} dir={direction(language)}>
      <Box search={search} t={t} />
      <p class='hidden' role='status'>{said(shown, t)}</p>
      {state.trouble && <Notice trouble={state.trouble} t={t} api={api} language={language} q={state.q} again={() => search.run()} />}
      {state.found
        ? <Body shown={shown} found={state.found} t={t} />
        : state.busy && <p class='empty said' part='loading'>{t.loading}</p>}
      <p class='credit' part='credit'><a href={`${api}/?lang=${language}`}>Cyberlaw Atlas</a></p>
    </div>
  )
}

/** What a screen reader tells of its own accord. */
function said ({ search: { state }, language }: Shown, t: Message): string {
  if (state.busy && !state.found) return t.loading
  if (state.busy || state.trouble || !state.found) return ''
  const total = state.found.total === 0 ? t.none : t.total(number({ language }, state.found.total))
  return state.open ? `${total}. ${t.suggested(number({ language }, state.suggestions.length))}` : total
}

function Body ({ shown, found, t }: { shown: Shown, found: Found, t: Message }) {
  const { search, scope, language } = shown
  const { busy, found: { page } = found } = search.state as { busy: boolean, found: Found }
  const facets = scope.facets.filter((name) => scope.filters[name]?.length !== 1)
  return (
    <div class={facets.length > 0 ? 'body faceted' : 'body'} part='body' aria-busy={busy}>
      {facets.length > 0 && (
        <details class='facets' part='facets' open={shown.broad}>
          <summary>{t.filters}</summary>
          {facets.map((name) => <Facet key={name} name={name} shown={shown} found={found} t={t} />)}
        </details>
      )}
      <div role='region' aria-label={t.results} part='results'>
        <div class='head'>
          <p class='total' part='total'>{found.total === 0 ? t.none : t.total(number({ language }, found.total))}</p>
          {found.didYouMean && <p class='understood'>{t.read}: <strong dir='auto'>{found.didYouMean}</strong></p>}
          <Chips search={search} t={t} />
        </div>
        {found.total === 0 && <Offers shown={shown} found={found} t={t} />}
        <ol part='hits'>{found.items.map((hit) => <li key={hit.href}><HitView hit={hit} shown={shown} t={t} /></li>)}</ol>
        {page.next && <button type='button' class='more quiet' part='button more' disabled={busy} onClick={() => search.more()}>{t.more}</button>}
      </div>
    </div>
  )
}

/** What was chosen, each to be taken back. */
function Chips ({ search, t }: { search: Search, t: Message }) {
  const { filters, labels } = search.state
  const chosen = Object.entries(filters).flatMap(([name, values]) => (values ?? []).map((value) => ({ name: name as FacetName, value })))
  if (chosen.length === 0) return null
  return (
    <p class='chips' part='chips'>
      {chosen.map(({ name, value }) => {
        const label = labels[`${name}:${value}`] ?? value
        return <button key={name + value} type='button' part='chip' aria-label={t.remove(label)} onClick={() => search.toggle(name, value)}>{label} <span aria-hidden='true'>×</span></button>
      })}
      {chosen.length > 1 && <button type='button' part='chip' onClick={() => search.drop()}>{t.clear}</button>}
    </p>
  )
}

function Offers ({ shown: { search, language }, found, t }: { shown: Shown, found: Found, t: Message }) {
  const offers = found.offers.filter(({ drop }) => drop.every(({ kind, name, value }) => kind === 'word' || search.state.filters[name as FacetName]?.includes(value)))
  if (offers.length === 0) return null
  return (
    <p class='offers' part='offers'>
      {offers.map(({ drop, total }, i) => (
        <button key={i} type='button' class='quiet' part='button' onClick={() => search.without(drop)}>
          {t.without} <bdi>{drop.map(({ name, value }) => search.state.labels[`${name}:${value}`] ?? value).join(', ')}</bdi> ({number({ language }, total)})
        </button>
      ))}
    </p>
  )
}

function Facet ({ name, shown: { search, scope, language }, found, t }: { name: FacetName, shown: Shown, found: Found, t: Message }) {
  const chosen = search.state.filters[name] ?? []
  const values = (found.facets[name] ?? []).filter(({ value }) => allows(scope.filters[name], value))
  if (values.length === 0) return null
  const sorted = [...values].sort((a, b) => Number(chosen.includes(b.value)) - Number(chosen.includes(a.value)))
  const choices = sorted.map(({ value, label, count }) => (
    <li key={value}>
      <label>
        <input type='checkbox' name={name} value={value} checked={chosen.includes(value)} onChange={() => search.toggle(name, value)} />
        <span>{label}</span> <span class='count'>{number({ language }, count)}</span>
      </label>
    </li>
  ))
  const kept = Math.max(valuesShown, chosen.length)
  return (
    <fieldset class='facet' part='facet'>
      <legend>{t.facets[name]}</legend>
      <ul>{choices.slice(0, kept)}</ul>
      {choices.length > kept && <details><summary>{t.moreValues(number({ language }, choices.length - kept))}</summary><ul>{choices.slice(kept)}</ul></details>}
    </fieldset>
  )
}

function HitView ({ hit, shown, t }: { hit: Hit, shown: Shown, t: Message }) {
  const { language, linkOf, selected } = shown
  const href = linkOf(hit)
  const name = <>{hit.number && <><In language={hit.language} class='number'>{hit.number}</In> </>}<Name hit={hit} /></>
  return (
    <article class='hit' part={`hit hit-${hit.type}`}>
      <p class='where' part='hit-meta'>
        <span class='kind'>{t.types[hit.type]}</span>
        {hit.states.map((state) => <span key={state.code}>{state.name}</span>)}
        {hit.date && <time dateTime={hit.date}>{date({ language }, hit.date)}</time>}
        {hit.language && hit.language !== language && <span>{languageName({ language }, hit.language)}</span>}
        {hit.needsVerification && <span class='unverified'>{t.unverified}</span>}
      </p>
      <h3 part='hit-title'>{href ? <a part='link' href={href} onClick={(event) => selected(hit, event)}>{name}</a> : name}</h3>
      {hit.heading && <p class='where'><In language={hit.title.language}>{hit.title.text}</In></p>}
      {hit.snippet && <p class='snippet' part='snippet'><In language={hit.snippet.language}><Marked html={hit.snippet.html} /></In></p>}
    </article>
  )
}

/** The heading or title as it was met, else in the language of the element. */
function Name ({ hit: { type, matched, heading, title } }: { hit: Hit }) {
  const met = matched.find(({ field }) => field === 'heading') ?? matched.find(({ field }) => field === 'title' && type !== 'provision')
  const { language, text } = heading ?? title
  return <In language={met ? met.language : language}>{met ? <Marked html={met.html} /> : text}</In>
}
