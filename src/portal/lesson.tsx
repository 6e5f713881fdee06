import { Claims, Day, Facts, label, ProvisionLinks, Said, Sources, StateLink, Verified } from './fact.js'
import { filterOf, readChoices, RecordList } from './record-list.js'
import { date, link, read, type Page, type Shape, type View } from './view.js'
import { account as texts } from './text/case.js'
import { record } from './text/record.js'

/** National practices, by State and concept. */
export async function listLessons (view: View): Promise<Page> {
  const t = texts(view)
  const [choices, { items, page }] = await Promise.all([readChoices(view), read(view.api.GET('/v1/lessons', { params: { query: { ...filterOf(view), count: 'exact' } as never } }))])
  return {
    title: t.lessons,
    description: t.lessonsLead,
    main: (
      <RecordList view={view} path='/lessons' heading={t.lessons} lead={t.lessonsLead} holding='lessons' choices={choices} page={page}>{items.map((lesson) =>
        <li key={lesson.id}>
          <article class='hit'>
            <p class='hit-where'>{lesson.states.map((s) => <StateLink key={s.code} view={view} state={s} />)} <span>{label(view, lesson.area)}</span></p>
            <h2><a href={link(view, `/lessons/${lesson.id}`)}><Said text={lesson.title} /></a></h2>
            <Said as='p' text={lesson.practice} class='snippet' />
            <Claims view={view} claims={lesson.concepts} />
          </article>
        </li>)}
      </RecordList>
    )
  }
}

/** One lesson: what the problem was, what was done, what came of it, and when it works elsewhere. */
export async function showLesson (view: View, { id }: Record<string, string>): Promise<Page> {
  const [t, r] = [texts(view), record(view)]
  const lesson = await read(view.api.GET('/v1/lessons/{id}', { params: { path: { id: id! } } }))
  const parts: [string, Shape['Text']][] = [[t.problem, lesson.problem], [t.practice, lesson.practice], [t.result, lesson.outcome], [t.conditions, lesson.conditions]]
  const period = [lesson.periodFrom, lesson.periodTo].map((day) => day && date(view, day))
  return {
    title: lesson.title.text,
    description: lesson.practice.text.slice(0, 300),
    alternates: [{ type: 'application/json', href: lesson.href, title: r.json }],
    main: (
      <article>
        <p class='kicker'>{lesson.states.map((s) => <span key={s.code}><StateLink view={view} state={s} /> · </span>)}{label(view, lesson.area)}</p>
        <h1><Said text={lesson.title} /></h1>
        <Facts facts={[
          [t.period, (period[0] || period[1]) && `${period[0] ?? '…'} – ${period[1] ?? '…'}`], [r.concepts, lesson.concepts.length > 0 && <Claims key='concepts' view={view} claims={lesson.concepts} />]
        ]}
        />
        {parts.map(([heading, text]) => <section key={heading}><h2>{heading}</h2><Said as='div' text={text} class='prose' /></section>)}
        {lesson.provisions.length > 0 && <section><h2>{r.provisions}</h2><ProvisionLinks view={view} provisions={lesson.provisions} /></section>}
        {lesson.cases.length > 0 && <section><h2>{r.cases}</h2><ul class='plain'>{lesson.cases.map((c) => <li key={c.id}><a href={link(view, `/cases/${c.id}`)}><Said text={c.title} /></a></li>)}</ul></section>}
        <section><h2>{r.source}</h2>
          <p><Verified view={view} {...lesson.verification} /> · {r.updated} <Day view={view} day={lesson.updatedAt} /></p>
          <Sources view={view} source={lesson.source} further={lesson.furtherSources} />
        </section>
      </article>
    )
  }
}
