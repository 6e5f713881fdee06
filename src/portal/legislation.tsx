import { Cite } from './cite.js'
import { Claims, Day, DayOrUnknown, Facts, label, Said, Sources, StateLink, Verified } from './fact.js'
import { In } from './frame.js'
import { LawText, type Column } from './legislation-text.js'
import { Redline, type Side } from './redline.js'
import { datesOf, findVersion, keyOf, readProvisions, versionLabel, versionOn, type Law } from './version.js'
import { date, languageName, link, number, read, type Page, type Shape, type View } from './view.js'
import { record } from './text/record.js'
import { legislation as texts } from './text/legislation.js'

const languagesMax = 3

/** How the text is to be shown: on which day, in which languages, or as what changed between two versions. */
type Shown = { asOf: string | undefined, languages: string[], compare: { older: Side, newer: Side } | undefined }

/** One law: what it is, and its text in its languages, on any day, or what changed. */
export async function showLegislation (view: View, { id }: Record<string, string>): Promise<Page> {
  const { api } = view
  const law = await read(api.GET('/v1/legislation/{id}', { params: { path: { id: id! } } }))
  const shown = await readShown(view, law)
  const [columns, history] = await Promise.all([
    shown.compare ? [] : readColumns(view, law, shown), read(api.GET('/v1/legislation/{id}/history', { params: { path: { id: law.id } } }))
  ])
  const t = texts(view)
  return {
    title: law.title.text,
    description: law.summary?.text ?? `${label(view, law.kind)} · ${law.state.name}`,
    wide: true,
    linkedData: linkedLaw(view, law),
    alternates: [
      { type: 'application/json', href: law.href, title: record(view).json }, { type: 'application/atom+xml', href: link(view, '/search.atom', { legislation: law.id }), title: law.title.text }
    ],
    scripts: ['law'],
    main: (
      <article class='law-page'>
        <Head view={view} law={law} />
        <form action={`/legislation/${law.id}`} data-live='law' class='law-form'>
          {view.named && <input type='hidden' name='lang' value={view.language} />}
          {law.versions.length > 0 && <h2>{t.text}</h2>}
          <Controls view={view} law={law} shown={shown} />
          <div id='law'>
            {shown.compare
              ? <Redline view={view} lawId={law.id} {...shown.compare} />
              : <LawText view={view} lawId={law.id} columns={columns} asOf={shown.asOf} />}
            <Cite view={view} law={law} asOf={shown.asOf} />
          </div>
        </form>
        <Provenance view={view} law={law} history={history} />
      </article>
    )
  }
}

async function readShown (view: View, law: Law): Promise<Shown> {
  const { query } = view
  const step = query.get('step')
  const dates = datesOf(law)
  // The slider by itself can only say which one.
  const stepped = step && Number(step) < dates.length - 1 ? dates[Number(step)] : undefined
  const asked = [...new Set(query.getAll('languages').flatMap((l) => l.split(',')))].filter((l) => law.languages.includes(l)).slice(0, languagesMax)
  const own = law.languages.includes(view.language) ? view.language : versionOn(law, law.title.language, undefined)?.language ?? law.versions[0]?.language
  const [from = query.get('from') ?? '', to = query.get('to') ?? ''] = query.get('compare')?.split('..') ?? []
  const [older, newer] = [findVersion(law, from), findVersion(law, to)]
  const side = async (version: typeof older): Promise<Side> => ({ version: version!, provisions: await readProvisions(view, law, version!) })
  return {
    asOf: query.get('asOf') || stepped,
    languages: asked.length > 0 ? asked : own ? [own] : [],
    compare: older && newer && older !== newer ? { older: await side(older), newer: await side(newer) } : undefined
  }
}

async function readColumns (view: View, law: Law, { languages, asOf }: Shown): Promise<Column[]> {
  return await Promise.all(languages.map(async (language) => {
    const version = versionOn(law, language, asOf)
    return { language, version, provisions: version ? await readProvisions(view, law, version) : [] }
  }))
}

function Head ({ view, law }: { view: View, law: Law }) {
  const [t, r] = [texts(view), record(view)]
  const others = law.titles.filter(({ text }) => text !== law.title.text)
  return (
    <header>
      <p class='kicker'><StateLink view={view} state={law.state} /> · {label(view, law.kind)} {[law.number, law.year].filter(Boolean).join(' / ')} · <strong>{label(view, law.status)}</strong></p>
      <h1><Said text={law.title} /></h1>
      {law.shortTitle && <p class='lead'><bdi>{law.shortTitle}</bdi></p>}
      <Said as='p' text={law.summary} class='lead' />
      <Facts facts={[
        [t.titles, others.length > 0 && (
          <ul key='titles' class='plain'>{others.map((title) => <li key={title.language + title.text}><Said text={title} /> <small>{label(view, title.kind)}</small></li>)}</ul>)],
        [t.enacted, <DayOrUnknown key='enacted' view={view} day={law.enactedOn} />], [t.inForce, <DayOrUnknown key='force' view={view} day={law.inForceFrom} />],
        [t.repealed, law.repealedOn && <Day key='repealed' view={view} day={law.repealedOn} />],
        [r.verification, <Verified key='verified' view={view} {...law.verification} />], [r.source, <Sources key='source' view={view} source={law.source} further={law.furtherSources} />],
        [r.concepts, law.concepts.length > 0 && <Claims key='concepts' view={view} claims={law.concepts} />], [r.note, law.note && <Said key='note' text={law.note} />]
      ]}
      />
    </header>
  )
}

/** Languages, the day, and which versions to compare; sent as a form, and live with scripts. */
function Controls ({ view, law, shown }: { view: View, law: Law, shown: Shown }) {
  const t = texts(view)
  const dates = datesOf(law)
  if (law.versions.length === 0 || (law.languages.length < 2 && law.versions.length < 2)) return null
  const current = dates.findLastIndex((day) => !shown.asOf || day <= shown.asOf)
  return (
    <div class='law-controls'>
      {law.languages.length > 1 && (
        <fieldset><legend>{t.languages}</legend>{law.languages.map((language) =>
          <label key={language}><input type='checkbox' name='languages' value={language} checked={shown.languages.includes(language)} /> {languageName(view, language)}</label>)}
        </fieldset>)}
      {dates.length > 1 && (
        <div class='slider'>
          <label>{t.slider} <output>{date(view, shown.asOf ?? dates.at(-1)!)}</output>
            <input
              type='range' name='step' min={0} max={dates.length - 1} value={Math.max(0, current)} aria-valuetext={date(view, shown.asOf ?? dates.at(-1)!)}
              data-days={dates.join(' ')} data-labels={dates.map((day) => date(view, day)).join('|')} data-chosen={shown.asOf ?? ''}
            />
          </label>
        </div>)}
      {law.versions.length > 1 && (
        <fieldset class='versions'><legend>{t.compare}</legend>
          {(['from', 'to'] as const).map((name) =>
            <label key={name}>{name === 'from' ? t.older : t.newer}{' '}
              <select name={name}>
                <option value=''>{t.noComparison}</option>
                {law.versions.map((v) => <option key={v.id} value={keyOf(law, v)} selected={shown.compare?.[name === 'from' ? 'older' : 'newer'].version.id === v.id}>{versionLabel(view, v)}</option>)}
              </select>
            </label>)}
        </fieldset>)}
      <button class='quiet unscripted'>{t.show}</button>
    </div>
  )
}

function Provenance ({ view, law, history }: { view: View, law: Law, history: Shape['History'] }) {
  const t = texts(view)
  return (
    <>
      {law.versions.length > 0 && (
        <section><h2>{t.versions}</h2>
          <ul class='records'>{law.versions.map((v) =>
            <li key={v.id}>
              <a href={link(view, `/legislation/${law.id}`, { languages: v.language, asOf: v.validTo ? v.validFrom ?? undefined : undefined })}>{versionLabel(view, v)}</a> <small>{label(view, v.textKind)} · {record(view).provisions}: {number(view, v.provisionCount)}</small>
              {v.original && <> · <a href={v.original.href} download>{t.original}</a></>}
              <Said as='p' text={v.note} class='note' />
            </li>)}
          </ul>
        </section>)}
      {law.amendments.length > 0 && (
        <section><h2>{t.amendments}</h2>
          <ul class='records'>{law.amendments.map((a, i) => <li key={i}><In language={law.versions[0]?.language ?? null}>{a.title}</In> <Day view={view} day={a.date} /> {a.note && <small><Said text={a.note} /></small>}</li>)}</ul>
        </section>)}
      <section><h2>{t.history}</h2>
        <ul class='records'>{history.items.map((item) =>
          <li key={item.revision}>
            {t.revision(number(view, item.revision))}, <Day view={view} day={item.publishedAt} />{' '}
            <small>
              {item.how === 'imported' ? t.imported : t.reviewed}
              {item.fields.length > 0 && <> · {t.changedFields}: <bdi>{item.fields.join(', ')}</bdi></>}
              {item.versions.map((v, i) => <span key={i}> · {languageName(view, v.language)}{v.validFrom && ` ${date(view, v.validFrom)}`}: {counted(view, v.counts)}</span>)}
            </small>
          </li>)}
        </ul>
      </section>
    </>
  )
}

const counted = (view: View, counts: Shape['History']['items'][number]['versions'][number]['counts']) =>
  (['added', 'changed', 'removed'] as const).filter((kind) => counts[kind] > 0).map((kind) => `${number(view, counts[kind])} ${texts(view).counts[kind]}`).join(', ')

const forces: Record<string, string> = { in_force: 'InForce', partially_in_force: 'PartiallyInForce', not_yet_in_force: 'NotInForce', suspended: 'NotInForce', struck_down: 'NotInForce', repealed: 'NotInForce' }

/** schema.org Legislation; what is not known is left out. */
export function linkedLaw (view: View, law: Law): object {
  const known = {
    name: law.title.text,
    alternateName: law.shortTitle,
    legislationIdentifier: law.akn,
    legislationDate: law.enactedOn,
    legislationDateVersion: versionOn(law, law.versions[0]?.language ?? '', undefined)?.validFrom,
    legislationJurisdiction: law.state.name,
    legislationType: law.kind,
    legislationLegalForce: forces[law.status] && `https://schema.org/${forces[law.status]}`,
    inLanguage: law.languages.length > 0 ? law.languages : null,
    abstract: law.summary?.text,
    dateModified: law.updatedAt,
    url: `${view.origin}/legislation/${law.id}`,
    isBasedOn: law.source.url
  }
  return { '@context': 'https://schema.org', '@type': 'Legislation', ...Object.fromEntries(Object.entries(known).filter(([, value]) => value !== null && value !== undefined)) }
}
