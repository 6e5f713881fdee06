import { useRef, useState } from 'preact/hooks'
import { Claims, label } from '../../portal/fact.js'
import { In } from '../../portal/frame.js'
import { languageName, number, read } from '../../portal/view.js'
import { legislation as legislationTexts } from '../../portal/text/legislation.js'
import { desk as texts } from '../../portal/text/desk.js'
import { under, type Work } from './draft.js'
import { Fault } from './fault.js'
import { useDoing } from './load.js'
import { Original, type Spot } from './original.js'
import { ProvisionForm } from './provision-form.js'
import { versionsOf, type DraftProvision, type DraftVersion } from './record.js'
import { useConcepts, useSession } from './session.js'

/** The file as it was handed in, and beside it what was read from it, provision by provision, to be put right. */
export function SplitText ({ work }: { work: Work }) {
  const { view } = useSession()
  const t = texts(view)
  const versions = versionsOf(work.draft)
  const [chosen, setChosen] = useState(0)
  const [spot, setSpot] = useState<Spot>()
  const version = versions[chosen] ?? versions[0]
  if (!version) return <p class='nil'>{legislationTexts(view).noText}</p>
  return (
    <>
      {versions.length > 1 && (
        <label>{t.version}
          <select onChange={(event) => setChosen(event.currentTarget.selectedIndex)}>{versions.map((v, i) =>
            <option key={i} selected={i === chosen}>{languageName(view, v.language)} {v.validFrom}</option>)}
          </select>
        </label>
      )}
      <div class='desk-split'>
        {work.draft.links.original && <Original draft={work.draft} spot={spot} />}
        <Parsed key={chosen} work={work} version={version} several={versions.length > 1} look={setSpot} />
      </div>
    </>
  )
}

type ParsedOf = { work: Work, version: DraftVersion, several: boolean, look: (spot: Spot) => void }
/** What is being written: a provision that is there, or a new one behind it. */
type Writing = { eId: string, how: 'edit' | 'add' } | undefined

function Parsed ({ work: { draft, reload }, version, several, look }: ParsedOf) {
  const { view } = useSession()
  const t = texts(view)
  const { provisions = [] } = version
  const [writing, setWriting] = useState<Writing>()
  const { doing, fault, run } = useDoing()
  const pane = useRef<HTMLDivElement>(null)
  const isOpen = draft.revision === null
  const query = several ? { language: version.language } : {}
  const at = (eId: string) => ({ path: { id: draft.id, eId }, query })
  /** The keyboard goes back to where it was. */
  const close = (eId: string) => {
    setWriting(undefined)
    setTimeout(() => pane.current?.querySelector<HTMLElement>(`[data-eid="${CSS.escape(eId)}"] button`)?.focus())
  }
  const save = (eId: string, fields: Partial<DraftProvision>) => run(async () => {
    await read(view.api.PATCH('/v1/drafts/{id}/provisions/{eId}', { params: at(eId), headers: under(draft), body: fields }))
    await reload()
    close(eId)
  })
  const add = (after: string, provision: Partial<DraftProvision>) => run(async () => {
    await read(view.api.POST('/v1/drafts/{id}/provisions', { params: { path: { id: draft.id }, query }, headers: under(draft), body: { provision: { ...provision, checked: 'seen' }, after: after || null } }))
    await reload()
    close(provision.eId!)
  })
  const remove = (eId: string) => run(async () => {
    await read(view.api.DELETE('/v1/drafts/{id}/provisions/{eId}', { params: at(eId), headers: under(draft) }))
    await reload()
  })
  const form = (provision: DraftProvision | undefined, eId: string) => (
    <ProvisionForm
      key={eId} provision={provision} language={version.language} taken={provisions.map((p) => p.eId)} doing={doing} cancel={() => close(eId)}
      save={(fields) => provision ? save(eId, fields) : add(eId, fields)}
    />
  )
  return (
    <div ref={pane} class='desk-pane desk-parsed' role='region' aria-label={t.parsed} tabIndex={0}>
      <p class='count'>{t.parsed} · {languageName(view, version.language)} · {t.provisions}: {number(view, provisions.length)}</p>
      <Fault fault={fault} />
      {provisions.map((p) => writing?.eId === p.eId && writing.how === 'edit'
        ? form(p, p.eId)
        : (
          <section key={p.eId} data-eid={p.eId} class='provision' onFocusCapture={() => look({ page: p.page ?? null, words: [p.number, p.heading, p.text?.slice(0, 80)].filter(Boolean) as string[] })}>
            <Shown provision={p} language={version.language} />
            {isOpen && (
              <p class='desk-buttons'>
                <button type='button' class='quiet' aria-label={`${t.edit} ${p.number}`} onClick={() => setWriting({ eId: p.eId, how: 'edit' })}>{t.edit}</button>{' '}
                <button type='button' class='quiet' aria-label={`${t.add} ${p.number}`} onClick={() => setWriting({ eId: p.eId, how: 'add' })}>{t.add}</button>{' '}
                <button type='button' class='quiet' aria-label={`${t.remove} ${p.number}`} disabled={doing} onClick={() => { if (confirm(t.removeSure(p.number))) remove(p.eId) }}>{t.remove}</button>
              </p>
            )}
            {writing?.eId === p.eId && writing.how === 'add' && form(undefined, p.eId)}
          </section>
          ))}
      {isOpen && provisions.length === 0 && form(undefined, '')}
    </div>
  )
}

function Shown ({ provision: p, language }: { provision: DraftProvision, language: string }) {
  const { view } = useSession()
  const concepts = useConcepts()
  const claims = (p.concepts ?? []).map(({ code, relation = 'about' }) => ({
    concept: { code, label: concepts.find((c) => c.code === code)?.label ?? code }, relation, reviewState: 'accepted'
  }))
  return (
    <>
      <h3><In language={language}><span class='number'>{p.number}</span> {p.heading}</In> <span class='count'>{label(view, p.kind)}{p.page && <> · {legislationTexts(view).page} {number(view, p.page)}</>}</span></h3>
      {p.text && <In as='div' language={language} class='law-text'>{p.text}</In>}
      <Claims view={view} claims={claims as never} />
    </>
  )
}
