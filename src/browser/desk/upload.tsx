import { Day, Facts, label } from '../../portal/fact.js'
import { languageName, link, number, read, type Shape } from '../../portal/view.js'
import { legislation as legislationTexts } from '../../portal/text/legislation.js'
import { desk as texts } from '../../portal/text/desk.js'
import { deskPath } from './address.js'
import { Fault } from './fault.js'
import { useDoing, useEvery, useLoaded } from './load.js'
import { useSession } from './session.js'

type Summary = Shape['UploadSummary']
const pollMs = 700
/** Whether the service has still to read it. */
export const isUnread = ({ state }: Summary) => state === 'queued' || state === 'parsing'

export function Badge ({ state }: { state: string }) {
  const { view } = useSession()
  return <span class={`desk-badge ${state}`}>{label(view, state)}</span>
}

/** A file that was handed in, how far it is, and what came of it. */
export function UploadRow ({ upload }: { upload: Summary }) {
  const { view } = useSession()
  const t = texts(view)
  return (
    <li>
      <a href={link(view, deskPath(upload.href))}><bdi>{upload.name}</bdi></a> <Badge state={upload.state} />
      {isUnread(upload) && <> <progress value={upload.progress} aria-label={label(view, upload.state)} /></>}
      {upload.draft && !isUnread(upload) && <> <a class='button quiet' href={link(view, deskPath(upload.draft))}>{t.openDraft}</a></>}
      <span class='count'>{upload.failure ? upload.failure.title : <Day view={view} day={upload.createdAt} />}</span>
    </li>
  )
}

export function UploadPage ({ id }: { id: string }) {
  const { view } = useSession()
  const t = texts(view)
  const params = { path: { id } }
  const { data: upload, fault, reload } = useLoaded(() => read(view.api.GET('/v1/uploads/{id}', { params })), [id])
  const { doing, fault: refused, run } = useDoing()
  useEvery(pollMs, upload !== undefined && isUnread(upload), reload)
  const act = (action: 'cancel' | 'reparse', body: object | null = null) => run(async () => {
    await read(view.api.POST('/v1/uploads/{id}/actions/{action}', { params: { path: { id, action } }, body: body as never }))
    await reload()
  })
  if (!upload) return <Fault fault={fault} again={reload} />
  return (
    <article>
      <h1><bdi>{upload.name}</bdi> <Badge state={upload.state} /></h1>
      {isUnread(upload) && <p><progress value={upload.progress} aria-label={label(view, upload.state)} /> <button type='button' class='quiet' disabled={doing} onClick={() => act('cancel')}>{t.cancel}</button></p>}
      {upload.failure && <p class='desk-fault' role='alert'><strong>{upload.failure.title}</strong> <bdi lang='en'>{upload.failure.detail}</bdi></p>}
      <Fault fault={fault ?? refused} />
      {upload.draft && !isUnread(upload) && <p><a class='button' href={link(view, deskPath(upload.draft))}>{t.openDraft}</a></p>}
      <Warnings warnings={upload.warnings} />
      <Duplicates duplicates={upload.duplicates} />
      {upload.document && <Document document={upload.document} />}
      {upload.rows && <Rows rows={upload.rows} />}
      {upload.kind === 'document' && !isUnread(upload) && <ReadAgain doing={doing} act={(body) => act('reparse', body)} />}
    </article>
  )
}

export function Warnings ({ warnings }: { warnings: Shape['Warning'][] }) {
  const { view } = useSession()
  if (warnings.length === 0) return null
  return (
    <details class='desk-warnings' open={warnings.length < 4}>
      <summary>{texts(view).warnings} ({number(view, warnings.length)})</summary>
      <ul>{warnings.map(({ message, at, count, detail }, i) =>
        <li key={i}>{message}{count > 1 && ` (${number(view, count)})`}{at && <> <bdi class='count'>{at}</bdi></>}{detail && <> <bdi class='count'>{detail}</bdi></>}</li>)}
      </ul>
    </details>
  )
}

/** Laws that are held and may be the same: what is handed in may be a version of one of them. */
export function Duplicates ({ duplicates }: { duplicates: Shape['Duplicate'][] }) {
  const { view } = useSession()
  const t = texts(view)
  if (duplicates.length === 0) return null
  return (
    <div class='desk-warnings'>
      <p>{t.duplicates}</p>
      <ul>{duplicates.map(({ id, title, akn, reason, withdrawn }) =>
        <li key={id + reason}><a href={link(view, `/legislation/${id}`)}><bdi>{title}</bdi></a> {akn && <code>{akn}</code>} <span class='count'>{t.sameBy[reason]}{withdrawn && ` · ${label(view, 'withdrawn')}`}</span></li>)}
      </ul>
    </div>
  )
}

function Document ({ document }: { document: NonNullable<Shape['Upload']['document']> }) {
  const { view } = useSession()
  const [t, l] = [texts(view), legislationTexts(view)]
  const { facts, language, structure, provisionCount, firstNumber, lastNumber, pages } = document
  return (
    <Facts facts={[
      [t.name, facts.title && <bdi>{facts.title}</bdi>],
      [l.alias, facts.akn && <code>{facts.akn}</code>],
      [t.language, language && languageName(view, language.code)],
      [t.provisions, provisionCount > 0 && <bdi>{number(view, provisionCount)}{firstNumber && ` (${firstNumber} – ${lastNumber})`}</bdi>],
      [t.structure, label(view, structure)],
      [t.pages, pages && number(view, pages)]
    ]}
    />
  )
}

function Rows ({ rows }: { rows: NonNullable<Shape['Upload']['rows']> }) {
  const { view } = useSession()
  const t = texts(view)
  return (
    <div class='scroll' tabIndex={0} role='region' aria-label={t.rows}>
      <table>
        <thead><tr><th scope='col'>{t.line}</th><th scope='col'>{t.record}</th><th scope='col'>{t.outcome}</th><th scope='col'>{t.faults}</th></tr></thead>
        <tbody>{rows.map((row) =>
          <tr key={row.line}>
            <td>{number(view, row.line)}</td><td><bdi>{row.key}</bdi></td><td>{t.rowActions[row.action]}</td>
            <td>{row.faults.map(({ path, message }, i) => <div key={i}><code>{path}</code> <bdi lang='en'>{message}</bdi></div>)}</td>
          </tr>)}
        </tbody>
      </table>
    </div>
  )
}

/** The same file once more, with what it does not say itself. */
function ReadAgain ({ doing, act }: { doing: boolean, act: (body: object) => void }) {
  const { view } = useSession()
  const t = texts(view)
  return (
    <details>
      <summary>{t.readAgain}</summary>
      <form onSubmit={(event) => {
        event.preventDefault()
        act(Object.fromEntries([...new FormData(event.currentTarget)].filter(([, value]) => value !== '')))
      }}
      >
        <div class='desk-fields'>
          <label>{t.language}<input type='text' name='language' dir='ltr' maxLength={20} /></label>
          <label>{t.validFrom}<input type='date' name='validFrom' /></label>
          <label>{t.versionOf}<input type='text' name='legislation' dir='ltr' /></label>
        </div>
        <button class='quiet' disabled={doing}>{t.readAgain}</button>
      </form>
    </details>
  )
}
