import { compareProvisions, diffText } from '../model/diff.js'
import { provisionHref } from './address.js'
import { Name } from './legislation-text.js'
import { Runs } from './runs.js'
import { versionLabel, type LawVersion, type Provision } from './version.js'
import { link, number, type View } from './view.js'
import { legislation as texts } from './text/legislation.js'

export type Side = { version: LawVersion, provisions: Provision[] }

/** What differs between two versions, provision by provision and word by word. */
export function Redline ({ view, lawId, older, newer }: { view: View, lawId: string, older: Side, newer: Side }) {
  const t = texts(view)
  // Of what was entered by hand often only some provisions are held: that one is missing says nothing.
  const whole = older.version.structure !== null && newer.version.structure !== null
  const compared = compareProvisions(older.provisions.map(worded), newer.provisions.map(worded))
  const changed = compared.filter(({ change }) => change !== 'unchanged')
  const ofSummaries = compared.every(({ before, after }) => !before?.own.text && !after?.own.text)
  const fate = { added: whole ? t.added : t.onlyNewer, removed: whole ? t.removed : t.onlyOlder, changed: '', unchanged: '' }
  return (
    <div class='redline'>
      <h2>{t.redline}</h2>
      <p class='kicker'>{versionLabel(view, older.version)} → {versionLabel(view, newer.version)}</p>
      {ofSummaries && compared.length > 0 && <p class='summary-only'>{t.summaries}</p>}
      {changed.length === 0 ? <p>{t.noChange}</p> : <p class='count'>{t.same(number(view, compared.length - changed.length))}</p>}
      {changed.map(({ eId, change, before, after }) => {
        const now = (after ?? before)!.own
        const asOf = (after ? newer : older).version.validFrom ?? undefined
        return (
          <section key={eId} id={eId} class={`provision ${change}`}>
            <h3><a href={link(view, provisionHref(lawId, eId), { asOf })}><Name view={view} provision={now} /></a></h3>
            {fate[change] && <p class='fate'>{fate[change]}</p>}
            {change === 'changed' && <Runs view={view} runs={diffText(before!.heading ?? '', after!.heading ?? '')} language={now.heading?.language ?? null} unlessEqual />}
            <Runs
              view={view} language={(now.text ?? now.summary)?.language ?? null}
              runs={change === 'changed' ? diffText(before!.text ?? '', after!.text ?? '') : [{ op: whole ? (change === 'added' ? 'insert' : 'delete') : 'equal', text: (after ?? before)!.text ?? '' }]}
            />
          </section>
        )
      })}
    </div>
  )
}

/** By its words, else by our summary of them. */
const worded = (own: Provision) =>
  ({ eId: own.eId, number: own.number, heading: own.heading?.text ?? null, text: (own.text ?? own.summary)?.text ?? null, own })
