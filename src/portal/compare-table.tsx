import { provisionHref } from './address.js'
import { cellOf, type Comparison, type Subject } from './comparison.js'
import { signs } from './coverage.js'
import { In } from './frame.js'
import { compare as texts } from './text/compare.js'
import { coverageWords } from './text/coverage.js'
import { link, type Shape, type View } from './view.js'

type Provision = Shape['Provision']
/** Letters of a text that are shown in a cell; who wants to read on is led to the whole. */
const lettersMax = 1500

/** A row for each subject, a column for each State: what its law says, unfolded in the cell, so that one can read across. */
export function CompareTable ({ view, compared, what }: { view: View, compared: Comparison, what: string }) {
  const t = texts(view)
  const { states, subjects, by } = compared
  return (
    <>
      {subjects.length > 0 && <p class='by-script'><button type='button' class='quiet' data-unfold='table'>{t.unfoldAll}</button></p>}
      <div class='scroll' tabIndex={0} role='region' aria-label={what}>
        <table class='compare-table'>
          <thead>
            <tr>
              <th scope='col'>{by === 'instrument' ? t.article : t.subject}</th>
              {states.map(({ code, name }) => <th key={code} scope='col'><a href={link(view, `/states/${code}`)}>{name}</a></th>)}
            </tr>
          </thead>
          <tbody>{subjects.map((subject) => <Row key={subject.code} view={view} compared={compared} subject={subject} />)}</tbody>
        </table>
      </div>
    </>
  )
}

function Row ({ view, compared, subject }: { view: View, compared: Comparison, subject: Subject }) {
  const t = texts(view)
  const cells = compared.states.map((state) => ({ state, ...cellOf(compared, subject, state) }))
  const isRead = cells.some(({ provisions }) => provisions.length > 0)
  return (
    <tr>
      <th scope='row'>
        {compared.by === 'instrument' && <span class='number'>{subject.code} </span>}<In language={subject.language}>{subject.label}</In>
        {isRead && <> <button type='button' class='quiet by-script' data-unfold='tr' aria-label={`${t.unfold}: ${subject.label}`} title={t.unfold}>⇕</button></>}
      </th>
      {cells.map(({ state, status, provisions }) =>
        <td key={state.code} data-cell={`${subject.code} ${state.code}`} class={status}>
          <p class='compare-status'><span aria-hidden='true'>{signs[status]}</span> {coverageWords(view)[status]}</p>
          {provisions.length > 0 && <ul>{provisions.map((p) => <Item key={p.id} {...{ view, compared, subject }} provision={p} />)}</ul>}
        </td>)}
    </tr>
  )
}

function Item ({ view, compared: { asOf }, subject, provision: p }: { view: View, compared: Comparison, subject: Subject, provision: Provision }) {
  const href = link(view, provisionHref(p.law.id, p.eId), { asOf })
  return (
    <li>
      <a href={href} title={p.law.title.text}>
        <In language={p.version.language} class='number'>{p.number}</In>{p.heading && <> <In language={p.heading.language}>{p.heading.text}</In></>}
      </a>
      <Unfolded view={view} provision={p} href={href} name={`${subject.code} ${p.id.slice(-12)}`} />
    </li>
  )
}

/** The wording, else what our editors say of it, which is told before anybody reads it. */
function Unfolded ({ view, provision: { law, text, summary }, href, name }: { view: View, provision: Provision, href: string, name: string }) {
  const t = texts(view)
  const said = text ?? summary
  if (!said) return <p class='nil'>{t.nothing}</p>
  const cut = said.text.length > lettersMax
  return (
    <details data-key={name}>
      <summary>{text ? t.wording : t.summary}</summary>
      <In as='p' language={said.language} class={text ? 'wording' : 'compare-summary'}>{cut ? `${said.text.slice(0, lettersMax).replace(/\s+\S*$/, '')} …` : said.text}</In>
      <p class='count'><In language={law.title.language}>{law.title.text}</In></p>
      {cut && <p><a href={href}>{t.whole}</a></p>}
    </details>
  )
}
