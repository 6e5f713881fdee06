import { readAll } from './all.js'
import { hrefOf, provisionHref } from './address.js'
import { Cite } from './cite.js'
import { Day, DayOrUnknown, Facts, label, Said, Source, StateLink, Verified } from './fact.js'
import { In } from './frame.js'
import { linkedLaw } from './legislation.js'
import { kindOf, Meaning, Name, Wording } from './legislation-text.js'
import { datesOf, type Law } from './version.js'
import { date, languageName, link, read, type Page, type Shape, type View } from './view.js'
import { record } from './text/record.js'
import { legislation as texts } from './text/legislation.js'

type Detail = Shape['ProvisionDetail']
type TocItem = Shape['TableOfContents']['items'][number]
const languagesMax = 6
const similarShown = 6

/** One provision: its text in its languages, where it stands, what it means, and its relatives in other States. */
export async function showProvision (view: View, { id, eId }: Record<string, string>): Promise<Page> {
  const { api } = view
  const asOf = view.query.get('asOf') || undefined
  const path = { id: id!, eId: eId! }
  const [provision, law] = await Promise.all([
    read(api.GET('/v1/legislation/{id}/provisions/{eId}', { params: { path, query: { asOf } } })), read(api.GET('/v1/legislation/{id}', { params: { path: { id: id! } } }))
  ])
  const [others, toc, articles, similar] = await Promise.all([
    readTranslations(view, law, provision, asOf), readContents(view, provision), readArticles(view, provision), readSimilar(view, provision)
  ])
  const name = [provision.number, provision.heading?.text].filter(Boolean).join(' ')
  return {
    title: `${name} · ${law.shortTitle ?? law.title.text}`,
    description: (provision.summary ?? provision.text ?? law.title).text.slice(0, 300),
    canonical: provisionHref(law.id, provision.eId),
    linkedData: linkedProvision(view, law, provision, name),
    alternates: [{ type: 'application/json', href: provision.href, title: record(view).json }],
    main: (
      <article class='provision-page'>
        <Path view={view} law={law} toc={toc} eId={provision.eId} asOf={asOf} />
        <h1><Name view={view} provision={provision} /></h1>
        <div class='texts'>{[provision, ...others].map((p) =>
          <div key={p.version.language}>
            <p class='kicker'>{[languageName(view, (p.text ?? p.summary)?.language ?? p.version.language), kindOf(view, p.version.textKind, [p])].filter(Boolean).join(' · ')}</p>
            {p !== provision && p.heading && <p><strong><Said text={p.heading} /></strong></p>}
            <Wording view={view} provision={p} />
          </div>)}
        </div>
        <Meaning view={view} provision={provision} />
        <About view={view} law={law} provision={provision} articles={articles} asOf={asOf} />
        <Steps view={view} law={law} toc={toc} eId={provision.eId} asOf={asOf} />
        <Similar view={view} similar={similar} />
        <Cite view={view} law={law} provision={provision} asOf={asOf} />
      </article>
    )
  }
}

async function readTranslations ({ api }: View, law: Law, { eId, version }: Detail, asOf: string | undefined): Promise<Detail[]> {
  const languages = law.languages.filter((language) => language !== version.language).slice(0, languagesMax - 1)
  const answers = await Promise.all(languages.map(async (language) =>
    (await api.GET('/v1/legislation/{id}/provisions/{eId}', { params: { path: { id: law.id, eId }, query: { language, asOf } } })).data))
  // Where a language is not held on that day, the API gives another.
  return answers.filter((p, i) => p?.version.language === languages[i]).map((p) => p!)
}

async function readContents ({ api }: View, { law, version }: Detail): Promise<TocItem[]> {
  const query = { language: version.language, asOf: version.validFrom ?? undefined }
  return (await api.GET('/v1/legislation/{id}/toc', { params: { path: { id: law.id }, query } })).data?.items ?? []
}

type Articles = { instrument: string, name: string, article: string, relation: 'exact' | 'narrower' | 'broader' | 'related' }[]

/** The treaty articles that answer to its concepts. */
async function readArticles ({ api }: View, { concepts }: Detail): Promise<Articles> {
  const codes = [...new Set(concepts.filter(({ reviewState }) => reviewState === 'accepted').map(({ concept }) => concept.code))]
  if (codes.length === 0) return []
  const [instruments, ...answers] = await Promise.all([
    readAll((paging) => read(api.GET('/v1/instruments', { params: { query: paging } }))),
    ...codes.map((code) => read(api.GET('/v1/concepts/{code}', { params: { path: { code } } })))
  ])
  const names = new Map(instruments.map((i) => [i.code, i.shortName ?? i.name ?? i.code]))
  const all = answers.flatMap(({ articles }) => articles.map(({ instrument, article, relation }) =>
    ({ instrument, name: names.get(instrument) ?? instrument, article, relation })))
  return all.filter((a, i) => all.findIndex((b) => a.instrument === b.instrument && a.article === b.article) === i)
}

/** Undefined while the engine does not answer. */
async function readSimilar ({ api }: View, { id }: Detail): Promise<Shape['Hit'][] | undefined> {
  return (await api.GET('/v1/search', { params: { query: { similar: id, limit: similarShown } as never } })).data?.items
}

/** From the State down to the part in which it stands. */
function Path ({ view, law, toc, eId, asOf }: { view: View, law: Law, toc: TocItem[], eId: string, asOf: string | undefined }) {
  const above: TocItem[] = []
  let parent = toc.find((item) => item.eId === eId)?.parent
  while (parent) {
    const item = toc.find((i) => i.eId === parent)
    if (!item || above.includes(item)) break
    above.unshift(item)
    parent = item.parent
  }
  return (
    <nav class='path' aria-label={texts(view).place}>
      <ol>
        <li><StateLink view={view} state={law.state} /></li>
        <li><a href={link(view, `/legislation/${law.id}`, { asOf })}><Said text={law.title} /></a></li>
        {above.map((item) => <li key={item.eId}><a href={link(view, provisionHref(law.id, item.eId), { asOf })}><Name view={view} provision={item} /></a></li>)}
      </ol>
    </nav>
  )
}

function Steps ({ view, law, toc, eId, asOf }: { view: View, law: Law, toc: TocItem[], eId: string, asOf: string | undefined }) {
  const t = texts(view)
  const at = toc.findIndex((item) => item.eId === eId)
  const to = (item: TocItem | undefined, rel: 'prev' | 'next', told: string) => item &&
    <a rel={rel} href={link(view, provisionHref(law.id, item.eId), { asOf })}><small>{told}</small> <Name view={view} provision={item} /></a>
  return (
    <nav class='steps' aria-label={t.place}>
      {at > 0 && to(toc[at - 1], 'prev', t.previous)}
      <a href={`${link(view, `/legislation/${law.id}`, { asOf })}#${eId}`}>{t.whole}</a>
      {at >= 0 && to(toc[at + 1], 'next', t.next)}
    </nav>
  )
}

function About ({ view, law, provision: p, articles, asOf }: { view: View, law: Law, provision: Detail, articles: Articles, asOf: string | undefined }) {
  const [t, r] = [texts(view), record(view)]
  const days = datesOf(law)
  return (
    <Facts facts={[
      [r.status, label(view, p.status)],
      [t.valid, (
        <span key='valid'>
          {t.from} <DayOrUnknown view={view} day={p.validFrom} />{p.validTo && <> {t.until} <Day view={view} day={p.validTo} /></>}{asOf && ` · ${t.slider} ${date(view, asOf)}`}
        </span>)],
      [t.articles, articles.length > 0 && (
        <ul key='articles' class='plain'>{articles.map((a) =>
          <li key={a.instrument + a.article}><a href={link(view, '/search', { instrument: a.instrument, article: a.article })}>{a.name}, {a.article}</a> <small>{t.relation[a.relation]}</small></li>)}
        </ul>)],
      [t.applied, p.cases.length > 0 && <ul key='cases' class='plain'>{p.cases.map((c) => <li key={c.id}><a href={link(view, `/cases/${c.id}`)}><Said text={c.title} /></a> <Day view={view} day={c.decidedOn} /></li>)}</ul>],
      [t.other, days.length > 1 && days.map((day, i) =>
        <span key={day}>{i > 0 && ' · '}<a href={link(view, provisionHref(law.id, p.eId), { asOf: day })}>{date(view, day)}</a></span>)],
      [t.page, p.page],
      [r.verification, <Verified key='verified' view={view} checked={p.checked} needsVerification={p.needsVerification} lastVerifiedAt={law.verification.lastVerifiedAt} />],
      [r.source, <Source key='source' view={view} source={p.source} />]
    ]}
    />
  )
}

function Similar ({ view, similar }: { view: View, similar: Shape['Hit'][] | undefined }) {
  const t = texts(view)
  return (
    <section>
      <h2>{t.similar}</h2>
      {!similar ? <p>{t.similarAway}</p> : similar.length === 0 ? <p>{t.noSimilar}</p> : null}
      <ul class='records'>{similar?.map((hit) =>
        <li key={hit.id}>
          {hit.states.map((s) => <strong key={s.code}>{s.name}: </strong>)}
          <a href={link(view, hrefOf(hit))}><In language={hit.language}>{hit.number}</In> {hit.heading && <Said text={hit.heading} />}</a>{' '}
          <small><Said text={hit.title} /></small>
        </li>)}
      </ul>
    </section>
  )
}

const linkedProvision = (view: View, law: Law, p: Detail, name: string) => ({
  ...linkedLaw(view, law),
  name,
  alternateName: undefined,
  legislationIdentifier: law.akn ? `${law.akn}#${p.eId}` : undefined,
  legislationDateVersion: p.validFrom ?? undefined,
  inLanguage: p.version.language,
  abstract: p.summary?.text,
  text: p.text?.text,
  url: view.origin + provisionHref(law.id, p.eId),
  isPartOf: { '@type': 'Legislation', name: law.title.text, legislationIdentifier: law.akn ?? undefined, url: `${view.origin}/legislation/${law.id}` }
})
