import { useEffect, useRef, useState } from 'preact/hooks'
import { eIdFor } from '../../ingest/structure/eid.js'
import { annotationRelations, provisionKinds } from '../../model/vocabulary.js'
import { label } from '../../portal/fact.js'
import { direction } from '../../portal/view.js'
import { desk as texts } from '../../portal/text/desk.js'
import type { DraftProvision } from './record.js'
import { useConcepts, useSession } from './session.js'

type Props = {
  provision: DraftProvision | undefined
  language: string
  /** the eIds that the version has */
  taken: string[]
  doing: boolean
  save: (fields: Partial<DraftProvision>) => void
  cancel: () => void
}

/** One provision, as it is to stand: a new one, or one that was not read as it is printed. */
export function ProvisionForm ({ provision, language, taken, doing, save, cancel }: Props) {
  const { view } = useSession()
  const t = texts(view)
  const [claims, setClaims] = useState(provision?.concepts ?? [])
  const first = useRef<HTMLInputElement>(null)
  useEffect(() => first.current?.focus(), [])
  const submit = (form: HTMLFormElement) => {
    const given = new FormData(form)
    const textOf = (name: string) => String(given.get(name)).trim() || null
    const fields = { kind: String(given.get('kind')), number: textOf('number') ?? '', heading: textOf('heading'), text: textOf('text'), concepts: claims }
    save(provision ? fields : { eId: eIdFor(fields.kind as never, fields.number, taken), ...fields })
  }
  return (
    <form
      class='desk-provision' onSubmit={(event) => { event.preventDefault(); submit(event.currentTarget) }}
      onKeyDown={(event) => { if (event.key === 'Escape') cancel() }}
    >
      <div class='desk-fields'>
        <label>{t.kind}<select name='kind'>{provisionKinds.map((kind) => <option key={kind} value={kind} selected={kind === (provision?.kind ?? 'article')}>{label(view, kind)}</option>)}</select></label>
        <label>{t.number}<input ref={first} type='text' name='number' required maxLength={60} dir='auto' defaultValue={provision?.number} /></label>
      </div>
      <label>{t.heading}<input type='text' name='heading' maxLength={1000} dir={direction(language)} lang={language} defaultValue={provision?.heading ?? ''} /></label>
      <label>{t.wording}<textarea name='text' rows={10} dir={direction(language)} lang={language} defaultValue={provision?.text ?? ''} /></label>
      <ClaimEditor claims={claims} change={setClaims} />
      <p class='desk-buttons'><button disabled={doing}>{t.save}</button> <button type='button' class='quiet' onClick={cancel}>{t.back}</button></p>
    </form>
  )
}

type Claim = NonNullable<DraftProvision['concepts']>[number]

/** What the provision is about, and how. */
function ClaimEditor ({ claims, change }: { claims: Claim[], change: (claims: Claim[]) => void }) {
  const { view } = useSession()
  const t = texts(view)
  const concepts = useConcepts()
  const [code, setCode] = useState('')
  const [relation, setRelation] = useState<string>('specific_offence')
  const nameOf = (wanted: string) => concepts.find((c) => c.code === wanted)?.label ?? wanted
  const add = () => {
    if (code !== '' && !claims.some((c) => c.code === code && c.relation === relation)) change([...claims, { code, relation }])
    setCode('')
  }
  return (
    <fieldset>
      <legend>{t.concepts}</legend>
      <ul class='plain'>{claims.map((claim) =>
        <li key={claim.code + claim.relation}>
          <span class='tag'>{nameOf(claim.code)}</span> <span class='count'>{label(view, claim.relation ?? 'about')}</span>{' '}
          <button type='button' class='quiet small' aria-label={`${t.remove}: ${nameOf(claim.code)}`} onClick={() => change(claims.filter((c) => c !== claim))}>×</button>
        </li>)}
      </ul>
      <div class='desk-fields'>
        <label>{t.concept}
          <select value={code} onChange={(event) => setCode(event.currentTarget.value)}>
            <option value=''>–</option>
            {concepts.map((c) => <option key={c.code} value={c.code}>{'\u2003'.repeat(c.depth)}{c.label}</option>)}
          </select>
        </label>
        <label>{t.relation}
          <select value={relation} onChange={(event) => setRelation(event.currentTarget.value)}>{annotationRelations.map((r) =>
            <option key={r} value={r}>{label(view, r)}</option>)}
          </select>
        </label>
        <button type='button' class='quiet' disabled={code === ''} onClick={add}>{t.addConcept}</button>
      </div>
    </fieldset>
  )
}
