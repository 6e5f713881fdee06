import { checkedLevels, legalStatuses, legislationKinds, sourceKinds, textKinds } from '../../model/vocabulary.js'
import { label } from '../../portal/fact.js'
import { languageName, read, type View } from '../../portal/view.js'
import { frame } from '../../portal/text/frame.js'
import { legislation as legislationTexts } from '../../portal/text/legislation.js'
import { record as recordTexts } from '../../portal/text/record.js'
import { desk as texts } from '../../portal/text/desk.js'
import { under, type Draft, type Work } from './draft.js'
import { Fault } from './fault.js'
import { useStates } from './hand-in.js'
import { useDoing } from './load.js'
import { versionsOf } from './record.js'
import { useSession } from './session.js'

type Fields = Record<string, unknown>
type Input = { path: string, name: string, type?: 'text' | 'date' | 'number' | 'url', choices?: readonly (readonly [string, string])[], ltr?: boolean }

/** What is known of a law as a whole, and of each of its wordings. What is left empty is unknown, never "no". */
export function FactsForm ({ work: { draft, reload } }: { work: Work }) {
  const { view } = useSession()
  const t = texts(view)
  const { doing, fault, run } = useDoing()
  const groups = useGroups(draft)
  const inputs = groups.flatMap(({ inputs }) => inputs)
  const isOpen = draft.revision === null
  const save = (form: HTMLFormElement) => run(async () => {
    const given = new FormData(form)
    const record = patchOf(draft, inputs.map(({ path, type }) => [path, valueOf(String(given.get(path) ?? ''), type)]))
    await read(view.api.PATCH('/v1/drafts/{id}', { params: { path: { id: draft.id } }, headers: under(draft), body: { record } }))
    await reload()
  })
  return (
    <form class='desk-facts' onSubmit={(event) => { event.preventDefault(); save(event.currentTarget) }}>
      <p class='hint'>{t.factsLead}</p>
      {groups.map(({ title, inputs }) => (
        <fieldset key={title} disabled={!isOpen}>
          <legend>{title}</legend>
          <div class='desk-fields'>{inputs.map((input) => <Field key={input.path} input={input} draft={draft} />)}</div>
        </fieldset>
      ))}
      <Fault fault={fault} />
      {isOpen && <p><button disabled={doing}>{t.save}</button></p>}
    </form>
  )
}

function Field ({ input: { path, name, type = 'text', choices, ltr }, draft }: { input: Input, draft: Draft }) {
  const { view } = useSession()
  const value = String(at(draft.record, path) ?? '')
  const faults = draft.faults.filter((f) => f.path === path || f.path.startsWith(`${path}.`))
  const id = `fault-${path}`
  const shared = { name: path, 'aria-invalid': faults.length > 0, 'aria-describedby': faults.length > 0 ? id : undefined }
  return (
    <label class={faults.length > 0 ? 'faulty' : undefined}>{name}
      {choices
        ? <select {...shared}><option value=''>–</option>{choices.map(([code, told]) => <option key={code} value={code} selected={code === value}>{told}</option>)}</select>
        : <input {...shared} type={type as 'text'} dir={ltr || type === 'url' ? 'ltr' : 'auto'} defaultValue={value} />}
      {faults.length > 0 && <span id={id} class='desk-said'><FaultText view={view} draft={draft} faults={faults} /></span>}
    </label>
  )
}

/** What is wrong with a value; of one that is not there, that it is missing. */
export function FaultText ({ view, draft, faults }: { view: View, draft: Draft, faults: Draft['faults'] }) {
  if (faults.every(({ path }) => at(draft.record, path) == null)) return <>{texts(view).missing}</>
  return <bdi lang='en'>{faults.map(({ message }) => message).join('; ')}</bdi>
}

/** The fields of the form: those of the law, of its source, of its wordings. */
export function useGroups (draft: Draft): { title: string, inputs: Input[] }[] {
  const { view } = useSession()
  const [t, l, r, f] = [texts(view), legislationTexts(view), recordTexts(view), frame(view)]
  const states = useStates()
  const named = (codes: readonly string[]) => codes.map((code) => [code, label(view, code)] as const)
  const checked = checkedLevels.map((level) => [level, level === 'seen' ? f.seen : f.recalled] as const)
  const source = (at: string): Input[] => [
    { path: `${at}.url`, name: t.sourceUrl, type: 'url' }, { path: `${at}.publisher`, name: t.publisher },
    { path: `${at}.kind`, name: t.sourceKind, choices: named(sourceKinds) }, { path: `${at}.licence`, name: r.licence }, { path: `${at}.retrievedAt`, name: r.retrieved, type: 'date' }
  ]
  return [
    {
      title: t.partNames.facts,
      inputs: [
        { path: 'jurisdiction', name: t.state, choices: states.map(({ code, name }) => [code, name]) }, { path: 'kind', name: t.kind, choices: named(legislationKinds) },
        { path: 'title.text', name: t.name }, { path: 'title.language', name: t.titleLanguage, ltr: true }, { path: 'shortTitle', name: t.shortTitle },
        { path: 'number', name: t.number }, { path: 'year', name: t.year, type: 'number' }, { path: 'akn', name: l.alias, ltr: true },
        { path: 'status', name: t.status, choices: named(legalStatuses) }, { path: 'enactedOn', name: l.enacted, type: 'date' }, { path: 'inForceFrom', name: l.inForce, type: 'date' },
        { path: 'repealedOn', name: l.repealed, type: 'date' }, { path: 'checked', name: t.checked, choices: checked }
      ]
    },
    { title: t.source, inputs: source('source') },
    ...versionsOf(draft).map((version, i) => ({
      title: `${t.version}: ${languageName(view, version.language)}`,
      inputs: [
        { path: `versions.${i}.language`, name: t.language, ltr: true }, { path: `versions.${i}.textKind`, name: t.textKind, choices: named(textKinds) },
        { path: `versions.${i}.validFrom`, name: t.validFrom, type: 'date' as const }, { path: `versions.${i}.validTo`, name: t.validTo, type: 'date' as const },
        { path: `versions.${i}.checked`, name: t.checked, choices: checked }, ...source(`versions.${i}.source`)
      ]
    }))
  ]
}

function at (record: Fields, path: string): unknown {
  let value: unknown = record
  for (const name of path.split('.')) value = (value as Fields | null | undefined)?.[name]
  return value
}

const valueOf = (text: string, type: Input['type']) => text.trim() === '' ? null : type === 'number' ? Number(text) : text.trim()

/** A merge patch of what differs; lists are sent whole, as such a patch has to. */
function patchOf (draft: Draft, values: [path: string, value: unknown][]): Fields {
  const changed = values.filter(([path, value]) => (at(draft.record, path) ?? null) !== value)
  const whole = structuredClone(draft.record)
  for (const [path, value] of changed) put(whole, path.split('.'), value)
  const sourceless = versionsOf({ record: whole }).filter((version) => at(version, 'source.url') == null && at(whole, 'source.url') != null)
  for (const version of sourceless) (version as Fields).source = whole.source
  const names = changed.map(([path]) => path.split('.')[0]!).concat(sourceless.length > 0 ? 'versions' : [])
  return Object.fromEntries([...new Set(names)].map((name) => [name, whole[name] ?? null]))
}

function put (record: Fields, [name, ...rest]: string[], value: unknown): void {
  if (rest.length === 0) record[name!] = value
  else put((record[name!] ??= {}) as Fields, rest, value)
}
