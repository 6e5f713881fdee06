import { Runs } from '../../portal/runs.js'
import { date, languageName, number, read } from '../../portal/view.js'
import { legislation as legislationTexts } from '../../portal/text/legislation.js'
import { desk as texts } from '../../portal/text/desk.js'
import type { Work } from './draft.js'
import { Fault } from './fault.js'
import { useLoaded } from './load.js'
import { useSession } from './session.js'

/** What publishing the draft would change: facts, and provision by provision. */
export function Changes ({ work: { draft } }: { work: Work }) {
  const { view } = useSession()
  const [t, l] = [texts(view), legislationTexts(view)]
  const { data: diff, fault, reload } = useLoaded(() => read(view.api.GET('/v1/drafts/{id}/diff', { params: { path: { id: draft.id } } })), [draft.id, draft.edition])
  if (!diff) return <Fault fault={fault} again={reload} />
  return (
    <div class='redline'>
      {diff.fields.length > 0 && (
        <div class='scroll' tabIndex={0} role='region' aria-label={t.partNames.facts}>
          <table class='desk-fields-changed'>
            <thead><tr><th scope='col'>{t.field}</th><th scope='col'>{t.before}</th><th scope='col'>{t.after}</th></tr></thead>
            <tbody>{diff.fields.map(({ path, before, after }) =>
              <tr key={path}><th scope='row'><code>{path}</code></th><td><Value value={before} /></td><td><Value value={after} /></td></tr>)}
            </tbody>
          </table>
        </div>
      )}
      {diff.versions.map(({ language, validFrom, comparedWith, counts, changes }, i) => (
        <section key={i}>
          <h2>{languageName(view, language)}{validFrom && ` · ${l.from} ${date(view, validFrom)}`}</h2>
          <p class='count'>{comparedWith ? `${t.comparedWith} ${comparedWith.validFrom ? date(view, comparedWith.validFrom) : l.undated}` : t.allNew} · {(['added', 'changed', 'removed', 'unchanged'] as const).filter((kind) => counts[kind] > 0).map((kind) => `${l.counts[kind]}: ${number(view, counts[kind])}`).join(' · ')}</p>
          {changes.map((change) => (
            <section key={change.eId} class={`provision ${change.change}`}>
              <h3><bdi>{change.number}</bdi> <span class='count'>{l.counts[change.change]}</span></h3>
              <Runs view={view} runs={change.heading} language={language} />
              <Runs view={view} runs={change.text} language={language} />
            </section>
          ))}
        </section>
      ))}
    </div>
  )
}

/** A value of a record, as plain as it is: words as words, what has parts as JSON. */
function Value ({ value }: { value: unknown }) {
  if (value === null || value === undefined) return <span class='nil'>–</span>
  return typeof value === 'object' ? <code class='desk-json'>{JSON.stringify(value, null, 1)}</code> : <bdi>{String(value)}</bdi>
}
