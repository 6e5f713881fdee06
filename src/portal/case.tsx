import { Claims, Day, Facts, label, ProvisionLinks, Said, Sources, StateLink, Verified } from './fact.js'
import { In } from './frame.js'
import { fineText, imprisonmentText } from './penalty.js'
import { filterOf, readChoices, RecordList } from './record-list.js'
import { languageName, link, read, type Page, type Shape, type View } from './view.js'
import { account as texts } from './text/case.js'
import { record } from './text/record.js'

type Case = Shape['Case']
type Sentence = NonNullable<Case['charges'][number]['sentence']>

/** Judgments and operations, by State and concept. */
export async function listCases (view: View): Promise<Page> {
  const t = texts(view)
  const [choices, { items, page }] = await Promise.all([readChoices(view), read(view.api.GET('/v1/cases', { params: { query: { ...filterOf(view), count: 'exact' } as never } }))])
  return {
    title: t.cases,
    description: t.casesLead,
    main: (
      <RecordList view={view} path='/cases' heading={t.cases} lead={t.casesLead} holding='cases' choices={choices} page={page}>{items.map((c) =>
        <li key={c.id}>
          <article class='hit'>
            <p class='hit-where'><StateLink view={view} state={c.state} /> <Day view={view} day={c.decidedOn} /> <span>{label(view, c.outcome)}</span></p>
            <h2><a href={link(view, `/cases/${c.id}`)}><Said text={c.title} /></a></h2>
            <Said as='p' text={c.holding} class='snippet' />
            <Claims view={view} claims={c.concepts} />
          </article>
        </li>)}
      </RecordList>
    )
  }
}

/** One case, with its charges and the provisions it applied. */
export async function showCase (view: View, { id }: Record<string, string>): Promise<Page> {
  const [t, r] = [texts(view), record(view)]
  const c = await read(view.api.GET('/v1/cases/{id}', { params: { path: { id: id! } } }))
  const parts: [string, Shape['Text'] | null][] = [[t.facts, c.facts], [t.procedure, c.procedure], [t.holding, c.holding], [t.significance, c.significance]]
  return {
    title: c.title.text,
    description: c.holding.text.slice(0, 300),
    alternates: [{ type: 'application/json', href: c.href, title: r.json }],
    main: (
      <article>
        <p class='kicker'><StateLink view={view} state={c.state} /> · {label(view, c.kind)} · <strong>{label(view, c.outcome)}</strong></p>
        <h1><Said text={c.title} /></h1>
        <Facts facts={[
          [t.court, c.court && <span key='court'><Said text={c.court} />{c.courtType && <small> {label(view, c.courtType)}</small>}</span>], [t.instance, c.instance],
          [t.citation, c.citation && <bdi key='citation'>{c.citation}</bdi>], ['ECLI', c.ecli && <bdi key='ecli'>{c.ecli}</bdi>],
          [t.filed, c.filedOn && <Day key='filed' view={view} day={c.filedOn} />], [t.decided, c.decidedOn ? <Day key='decided' view={view} day={c.decidedOn} /> : r.unknown],
          [r.language, c.language && languageName(view, c.language)],
          [t.involved, c.statesInvolved.length > 0 && c.statesInvolved.map((s, i) => <span key={s.code}>{i > 0 && ' · '}<StateLink view={view} state={s} /></span>)],
          [r.concepts, c.concepts.length > 0 && <Claims key='concepts' view={view} claims={c.concepts} />]
        ]}
        />
        {parts.map(([heading, text]) => text && <section key={heading}><h2>{heading}</h2><Said as='div' text={text} class='prose' /></section>)}
        {c.charges.length > 0 && <section><h2>{t.charges}</h2><Charges view={view} charges={c.charges} /></section>}
        {c.provisions.length > 0 && <section><h2>{t.applied}</h2><ProvisionLinks view={view} provisions={c.provisions} /></section>}
        <section><h2>{r.source}</h2>
          <p><Verified view={view} {...c.verification} /></p>
          <Sources view={view} source={c.source} further={c.furtherSources} />
        </section>
      </article>
    )
  }
}

function Charges ({ view, charges }: { view: View, charges: Case['charges'] }) {
  const t = texts(view)
  return (
    <ul class='records'>{charges.map(({ concept, provision, provisionText, outcome, sentence }, i) =>
      <li key={i}>
        {concept && <a href={link(view, '/search', { concept: concept.code })}>{concept.label}</a>}{' '}
        {provision ? <ProvisionLinks view={view} provisions={[provision]} /> : provisionText && <bdi>{provisionText}</bdi>}
        <div><strong>{t.charged[outcome]}</strong>{sentence && <> · {t.sentence}: <SentenceText view={view} sentence={sentence} /></>}</div>
      </li>)}
    </ul>
  )
}

function SentenceText ({ view, sentence: { imprisonmentMonths: months, suspendedMonths, life, fine, other } }: { view: View, sentence: Sentence }) {
  const told = [
    (months !== null || life) && imprisonmentText(view, { minMonths: months, maxMonths: months, life }),
    suspendedMonths !== null && `${imprisonmentText(view, { minMonths: suspendedMonths, maxMonths: suspendedMonths, life: false })} (${texts(view).suspended})`,
    fine && fineText(view, { min: fine.amount, max: fine.amount, unit: fine.currency })
  ].filter(Boolean).join('; ')
  return <>{told}{told && other && '; '}{other && <In language={other.language}>{other.text}</In>}</>
}
