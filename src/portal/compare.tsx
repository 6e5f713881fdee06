import { CompareTable } from './compare-table.js'
import { nameOf, readComparison, statesMax, type Comparison } from './comparison.js'
import { Penalties } from './penalty-chart.js'
import { compare as texts } from './text/compare.js'
import { date, link, number, today, type Page, type View } from './view.js'

/** Provisions of several States on the same things, side by side. */
export async function showCompare (view: View): Promise<Page> {
  const t = texts(view)
  const compared = await readComparison(view)
  const { states } = compared
  const what = nameOf(compared)
  const title = states.length === 0 ? t.title : [`${states.map(({ name }) => name).join(', ')} · ${what}`, compared.asOf && date(view, compared.asOf)].filter(Boolean).join(' · ')
  return {
    title,
    description: t.lead,
    section: 'compare',
    wide: true,
    scripts: ['compare'],
    main: (
      <>
        <h1>{t.title}</h1>
        <p class='lead'>{t.lead}</p>
        <form action='/compare' class='compare' data-live='comparison'>
          {view.named && <input type='hidden' name='lang' value={view.language} />}
          <Choices view={view} compared={compared} />
          <div id='comparison'><Compared view={view} compared={compared} what={what} /></div>
        </form>
      </>
    )
  }
}

/** The parameters of an address that leads to the same comparison. */
const askedOf = ({ asked, by, instrument, concept, asOf }: Comparison) => ({ state: asked, by, ...by === 'instrument' ? { instrument } : { concept }, asOf })

function Choices ({ view, compared }: { view: View, compared: Comparison }) {
  const t = texts(view)
  const { asked, by, choices } = compared
  const collator = new Intl.Collator(view.language)
  const isFamily = (code: string) => choices.concepts.some(({ parent }) => parent === code)
  return (
    <div class='compare-choices'>
      <details class='compare-states' open={asked.length === 0 || asked.length > statesMax}>
        <summary>{t.states} <span class='count'>{t.chosen(number(view, asked.length))}</span></summary>
        <input type='text' class='by-script' data-filter='compare-list' aria-label={t.filter} placeholder={t.filter} autocomplete='off' />
        <ul id='compare-list'>{[...choices.states].sort((a, b) => collator.compare(a.name, b.name)).map(({ code, name }) =>
          <li key={code}><label><input type='checkbox' name='state' value={code} checked={asked.includes(code)} /> {name}</label></li>)}
        </ul>
      </details>
      <fieldset>
        <legend>{t.by}</legend>
        <div>
          <label><input type='radio' name='by' value='concept' checked={by === 'concept'} /> {t.concept}</label>
          <select name='concept' aria-label={t.concept}>{choices.concepts.filter(({ code }) => isFamily(code)).map(({ code, label, depth }) =>
            <option key={code} value={code} selected={code === compared.concept}>{'\u2003'.repeat(depth)}{label}</option>)}
          </select>
        </div>
        <div>
          <label><input type='radio' name='by' value='instrument' checked={by === 'instrument'} /> {t.instrument}</label>
          <select name='instrument' aria-label={t.instrument}>{choices.instruments.filter(({ kind }) => kind !== 'classification').map(({ code, name }) =>
            <option key={code} value={code} selected={code === compared.instrument}>{name}</option>)}
          </select>
        </div>
        <label class='compare-day'>{t.asOf} <input type='date' name='asOf' value={compared.asOf ?? ''} max={today()} /></label>
      </fieldset>
      <button class='without-script'>{t.submit}</button>
    </div>
  )
}

function Compared ({ view, compared, what }: { view: View, compared: Comparison, what: string }) {
  const t = texts(view)
  const { asked, states, subjects, choices } = compared
  const unknown = asked.filter((code) => !choices.states.some((state) => state.code === code))
  return (
    <>
      {asked.length - unknown.length > statesMax && <p class='fault' role='alert'>{t.tooMany(number(view, asked.length - unknown.length), number(view, statesMax))}</p>}
      {unknown.length > 0 && <p class='fault'>{t.unknown}: {unknown.join(', ')}</p>}
      {states.length === 0
        ? <p class='compare-empty'>{t.choose}</p>
        : (
          <>
            <header class='compare-head'>
              <h2>{what} <small>{compared.asOf ? date(view, compared.asOf) : t.today}</small></h2>
              <p class='forms'><a href={link(view, '/compare.csv', askedOf(compared))} download>{t.csv}</a> <a href={link(view, '/compare.docx', askedOf(compared))} download>{t.docx}</a></p>
            </header>
            {subjects.length === 0 && <p>{t.none}</p>}
            {compared.undated > 0 && <p class='count'>{t.undated(number(view, compared.undated))}</p>}
            <CompareTable view={view} compared={compared} what={what} />
            <Penalties view={view} compared={compared} />
          </>
          )}
    </>
  )
}
