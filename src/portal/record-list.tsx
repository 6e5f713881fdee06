import type { ComponentChildren } from 'preact'
import { readConcepts } from './coverage.js'
import { link, number, read, type Shape, type View } from './view.js'
import { record as texts } from './text/record.js'

/** What a list of records is asked with. */
export const filterOf = ({ query }: View): Record<'state' | 'concept' | 'cursor', string | undefined> =>
  ({ state: query.get('state') || undefined, concept: query.get('concept') || undefined, cursor: query.get('cursor') || undefined })

/** The States and concepts that one may choose from. */
export async function readChoices ({ api }: View) {
  const [stats, concepts] = await Promise.all([
    read(api.GET('/v1/stats')), readConcepts({ api })
  ])
  return { stats, concepts }
}

type Choices = Awaited<ReturnType<typeof readChoices>>
type Listed = { view: View, path: string, heading: string, lead: string, holding: 'cases' | 'lessons', choices: Choices, page: Shape['Page'], children: ComponentChildren[] }

/** Records by State and concept, page by page. */
export function RecordList ({ view, path, heading, lead, holding, choices: { stats, concepts }, page, children }: Listed) {
  const t = texts(view)
  const { cursor, ...filter } = filterOf(view)
  const { compare } = new Intl.Collator(view.language)
  const states = stats.states.filter(({ holdings, state }) => holdings[holding].total > 0 || state.code === filter.state)
    .sort((a, b) => compare(a.state.name, b.state.name))
  return (
    <>
      <h1>{heading}</h1>
      <p class='lead'>{lead}</p>
      <form action={path} data-live='records'>
        {view.named && <input type='hidden' name='lang' value={view.language} />}
        <div class='filters'>
          <label>{t.state}
            <select name='state'><option value=''>{t.any}</option>{states.map(({ state: { code, name }, holdings }) =>
              <option key={code} value={code} selected={code === filter.state}>{name} ({number(view, holdings[holding].total)})</option>)}
            </select>
          </label>
          <label>{t.concept}
            <select name='concept'><option value=''>{t.any}</option>{concepts.map(({ code, label }) =>
              <option key={code} value={code} selected={code === filter.concept}>{label}</option>)}
            </select>
          </label>
          <button class='quiet'>{t.apply}</button>
        </div>
        <div id='records'>
          <p class='count' data-said>{children.length === 0 ? t.nothing : page.total !== undefined && t.total(number(view, page.total))}</p>
          <ol class='hits'>{children}</ol>
          <nav class='paging' aria-label={heading}>
            {cursor && <a href={link(view, path, filter)}>{t.first}</a>}
            {page.next && <a rel='next' href={link(view, path, { ...filter, cursor: page.next })}>{t.next}</a>}
          </nav>
        </div>
      </form>
    </>
  )
}
