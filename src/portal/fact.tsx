import type { ComponentChildren } from 'preact'
import { labels } from '../model/label.js'
import { provisionHref } from './address.js'
import { In } from './frame.js'
import { date, link, type Shape, type View } from './view.js'
import { frame } from './text/frame.js'
import { record as texts } from './text/record.js'

/** What the pages of all records share: facts, and where they come from. */

/** The name of a value of a closed list. */
export const label = ({ language }: Pick<View, 'language'>, code: string): string => labels[language][code] ?? code

/** Terms with what is known of them; what is not known is left out. */
export function Facts ({ facts, class: name }: { facts: [string, ComponentChildren][], class?: string }) {
  const known = facts.filter(([, value]) => value !== null && value !== undefined && value !== false && value !== '')
  return known.length === 0 ? null : <dl class={`facts ${name ?? ''}`}>{known.map(([term, value]) => <div key={term}><dt>{term}</dt><dd>{value}</dd></div>)}</dl>
}

/** A text of the API in its own language, and by whom it was put into words where that is not plain. */
export const Said = ({ text, as, class: name }: { text: Shape['Text'] | null, as?: 'span' | 'p' | 'div', class?: string }) =>
  text && <In language={text.language} as={as} class={name}>{text.text}</In>

export const Day = ({ view, day }: { view: View, day: string | null }) => day === null ? null : <time dateTime={day.slice(0, 10)}>{date(view, day)}</time>

/** A day whose being unknown is told. */
export const DayOrUnknown = ({ view, day }: { view: View, day: string | null }) => day === null ? <span class='nil'>{texts(view).unknown}</span> : <Day view={view} day={day} />

/** Addresses from records lead to the web, or are shown as text. */
export function Source ({ view, source }: { view: View, source: Shape['Source'] }) {
  const t = texts(view)
  const title = source.title ?? source.publisher
  return (
    <span class='source'>
      {/^https?:\/\//i.test(source.url) ? <a href={source.url} rel='noreferrer noopener' dir='auto'>{title}</a> : <bdi>{title}</bdi>}
      {source.title && <>, <bdi>{source.publisher}</bdi></>}
      {source.kind && <> · {label(view, source.kind)}</>}
      {source.retrievedAt && <> · {t.retrieved} <Day view={view} day={source.retrievedAt} /></>}
      {source.licence && <> · {t.licence}: <bdi>{source.licence}</bdi></>}
    </span>
  )
}

export function Sources ({ view, source, further = [] }: { view: View, source: Shape['Source'], further?: Shape['Source'][] }) {
  return further.length === 0
    ? <Source view={view} source={source} />
    : <ul class='plain'>{[source, ...further].map((s, i) => <li key={i}><Source view={view} source={s} /></li>)}</ul>
}

/** How far one can rely on it. */
export function Verified ({ view, checked, needsVerification, lastVerifiedAt = null }: { view: View } & Pick<Shape['Provision'], 'checked' | 'needsVerification'> & { lastVerifiedAt?: string | null }) {
  const [t, f] = [texts(view), frame(view)]
  return (
    <span class={needsVerification ? 'unverified' : 'verified'}>
      {checked === 'seen' ? f.seen : f.recalled}{needsVerification && checked === 'seen' && ` · ${f.needsVerification}`}
      {lastVerifiedAt && <> · {t.lastVerified} <Day view={view} day={lastVerifiedAt} /></>}
    </span>
  )
}

/** Concepts, each leading to what else is about it. What a machine suggested is told as such. */
export function Claims ({ view, claims }: { view: View, claims: Shape['Claim'][] }) {
  const held = claims.filter(({ reviewState }) => reviewState !== 'rejected')
  return held.length === 0
    ? null
    : (
      <ul class='tags'>{held.map(({ concept, relation, reviewState }) =>
        <li key={concept.code + relation}>
          <a class='tag' href={link(view, '/search', { concept: concept.code })}>{concept.label}</a> <small>{label(view, relation)}{reviewState === 'pending' && ` · ${texts(view).suggested}`}</small>
        </li>)}
      </ul>)
}

export const StateLink = ({ view, state }: { view: View, state: Shape['StateRef'] }) => <a href={link(view, `/states/${state.code}`)}>{state.name}</a>

/** Provisions that a record points to. */
export function ProvisionLinks ({ view, provisions }: { view: View, provisions: Shape['ProvisionLink'][] }) {
  return (
    <ul class='plain'>{provisions.map((p) =>
      <li key={p.href}>
        <a href={link(view, provisionHref(p.legislationId, p.eId))}><In language={p.law.language}>{p.number} {p.heading}</In></a>,{' '}
        <In language={p.law.language}>{p.law.text}</In> ({p.state.name})
      </li>)}
    </ul>
  )
}
