import { useRef, useState } from 'preact/hooks'
import { label } from '../../portal/fact.js'
import { read } from '../../portal/view.js'
import { desk as texts } from '../../portal/text/desk.js'
import { under, type Draft, type Work } from './draft.js'
import { Fault } from './fault.js'
import { useDoing } from './load.js'
import { useSession } from './session.js'

type Action = Draft['actions'][number]

/** What leads the draft on: each asks for a comment, which some need. */
export function Actions ({ work: { draft, reload } }: { work: Work }) {
  const { view } = useSession()
  const t = texts(view)
  const dialog = useRef<HTMLDialogElement>(null)
  const [action, setAction] = useState<Action>('submit')
  const { doing, fault, run, clear } = useDoing()
  const needsComment = action === 'request-changes' || (action === 'withdraw' && draft.state === 'published')
  const act = (form: HTMLFormElement) => run(async () => {
    const given = new FormData(form)
    const comment = String(given.get('comment')).trim() || undefined
    await read(view.api.POST('/v1/drafts/{id}/actions/{action}', {
      params: { path: { id: draft.id, action } }, headers: under(draft), body: { comment, reinstate: given.has('reinstate') || undefined }
    }))
    dialog.current!.close()
    await reload()
  })
  const ask = (wanted: Action) => {
    setAction(wanted)
    clear()
    dialog.current!.showModal()
  }
  if (draft.actions.length === 0) return <p class='hint'>{draft.state === 'needs_review' ? t.waits : ''}</p>
  return (
    <div class='desk-actions'>
      {draft.actions.map((wanted) =>
        <button key={wanted} type='button' class={wanted === 'withdraw' || wanted === 'request-changes' ? 'quiet' : undefined} data-action={wanted} disabled={doing || (wanted === 'submit' && draft.faults.length > 0)} onClick={() => ask(wanted)}>{label(view, wanted)}</button>)}
      <dialog ref={dialog} aria-labelledby='desk-action'>
        <form onSubmit={(event) => { event.preventDefault(); act(event.currentTarget) }}>
          <h2 id='desk-action'>{label(view, action)}</h2>
          <p>{t.actionLeads[action]}</p>
          <label>{needsComment ? t.comment : t.commentOptional}<textarea name='comment' rows={3} maxLength={2000} required={needsComment} dir='auto' /></label>
          {action === 'publish' && <label class='check'><input type='checkbox' name='reinstate' /> {t.reinstate}</label>}
          <Fault fault={fault} />
          <p class='desk-buttons'><button disabled={doing}>{label(view, action)}</button> <button type='button' class='quiet' onClick={() => dialog.current!.close()}>{t.back}</button></p>
        </form>
      </dialog>
    </div>
  )
}
