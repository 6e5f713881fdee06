import { useState } from 'preact/hooks'
import { read } from '../../portal/view.js'
import { desk as texts } from '../../portal/text/desk.js'
import { under, type Work } from './draft.js'
import { Fault } from './fault.js'
import { useDoing } from './load.js'
import { useSession } from './session.js'

/** The whole record as JSON: everything that has no field of its own, and cases and lessons. */
export function RecordForm ({ work: { draft, reload } }: { work: Work }) {
  const { view } = useSession()
  const t = texts(view)
  const [text, setText] = useState(() => JSON.stringify(draft.record, null, 2))
  const [unread, setUnread] = useState<string>()
  const { doing, fault, run } = useDoing()
  const save = () => {
    let record: Record<string, unknown>
    try {
      record = JSON.parse(text)
    } catch (error) {
      return setUnread((error as Error).message)
    }
    setUnread(undefined)
    run(async () => {
      // A merge patch: what was taken out has to be said.
      const gone = Object.fromEntries(Object.keys(draft.record).filter((name) => !(name in record)).map((name) => [name, null]))
      await read(view.api.PATCH('/v1/drafts/{id}', { params: { path: { id: draft.id } }, headers: under(draft), body: { record: { ...gone, ...record } } }))
      await reload()
    })
  }
  return (
    <form onSubmit={(event) => { event.preventDefault(); save() }}>
      <p class='hint'>{t.recordLead}</p>
      <textarea class='desk-record' rows={24} dir='ltr' spellcheck={false} aria-label={t.partNames.record} value={text} onInput={(event) => setText(event.currentTarget.value)} readOnly={draft.revision !== null} />
      {unread && <p class='desk-fault' role='alert'>{t.notJson} <bdi lang='en'>{unread}</bdi></p>}
      <Fault fault={fault} />
      {draft.revision === null && <p><button disabled={doing}>{t.save}</button></p>}
    </form>
  )
}
