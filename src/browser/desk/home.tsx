import { hasRole } from '../../principal.js'
import { label, Day } from '../../portal/fact.js'
import { readAll } from '../../portal/all.js'
import { link, number, read, type Shape } from '../../portal/view.js'
import { desk as texts } from '../../portal/text/desk.js'
import { deskPath, usePath } from './address.js'
import { DraftPage } from './draft.js'
import { Fault } from './fault.js'
import { HandIn } from './hand-in.js'
import { useEvery, useLoaded } from './load.js'
import { useSession } from './session.js'
import { Badge, isUnread, UploadPage, UploadRow } from './upload.js'

const pollMs = 1_000

/** The part of the desk that the address names. */
export function Desk () {
  const { view, me, signOut } = useSession()
  const t = texts(view)
  const [, , kind, id, part] = usePath().split('/')
  return (
    <>
      <p class='desk-who'>
        <a href={link(view, '/desk')}>{t.title}</a>
        <span>{label(view, me.role)}{me.states && <> · {me.states.join(', ')}</>} <button type='button' class='quiet' onClick={() => signOut()}>{t.signOut}</button></span>
      </p>
      {!hasRole(me, 'curator')
        ? <p class='desk-fault'>{t.readerOnly}</p>
        : kind === 'uploads' && id ? <UploadPage key={id} id={id} /> : kind === 'drafts' && id ? <DraftPage key={id} id={id} part={part} /> : <Home />}
    </>
  )
}

function Home () {
  const { view, me } = useSession()
  const t = texts(view)
  const uploads = useLoaded(() => read(view.api.GET('/v1/uploads', { params: { query: { limit: 20 } } })), [])
  const drafts = useLoaded(() => readAll((paging) => read(view.api.GET('/v1/drafts', { params: { query: paging } }))), [])
  const refresh = () => Promise.all([uploads.reload(), drafts.reload()])
  useEvery(pollMs, uploads.data?.items.some(isUnread) ?? false, refresh)
  return (
    <>
      <HandIn done={refresh} />
      <section aria-labelledby='desk-uploads'>
        <h2 id='desk-uploads'>{t.uploads}</h2>
        <Fault fault={uploads.fault} again={uploads.reload} />
        {uploads.data?.items.length === 0 && <p class='nil'>{t.noUploads}</p>}
        <ul class='desk-list'>{uploads.data?.items.map((upload) => <UploadRow key={upload.id} upload={upload} />)}</ul>
      </section>
      <section aria-labelledby='desk-drafts'>
        <h2 id='desk-drafts'>{t.drafts}</h2>
        <Fault fault={drafts.fault} again={drafts.reload} />
        {drafts.data?.length === 0 && <p class='nil'>{t.noDrafts}</p>}
        <ul class='desk-list'>{drafts.data?.map((draft) => <DraftRow key={draft.id} draft={draft} />)}</ul>
      </section>
      {hasRole(me, 'reviewer') && <Queue />}
    </>
  )
}

function DraftRow ({ draft }: { draft: Shape['DraftSummary'] }) {
  const { view } = useSession()
  return (
    <li>
      <a href={link(view, deskPath(draft.href))}><bdi>{draft.title ?? texts(view).untitled}</bdi></a> <Badge state={draft.state} />
      <span class='count'>{label(view, draft.type)} · {draft.states.join(', ')} · <Day view={view} day={draft.updatedAt} /></span>
    </li>
  )
}

/** What waits for a second person, the longest waiting first. */
function Queue () {
  const { view } = useSession()
  const t = texts(view)
  const queue = useLoaded(() => read(view.api.GET('/v1/review-queue', { params: { query: { limit: 50, reason: ['awaiting_review', 'awaiting_publication'] } } })), [])
  return (
    <section aria-labelledby='desk-queue'>
      <h2 id='desk-queue'>{t.queue}</h2>
      <Fault fault={queue.fault} again={queue.reload} />
      {queue.data?.items.length === 0 && <p class='nil'>{t.noQueue}</p>}
      <ul class='desk-list'>{queue.data?.items.map((item) =>
        <li key={item.id}>
          <a href={link(view, deskPath(item.href, 'changes'))}><bdi>{item.title ?? t.untitled}</bdi></a> <span class='tag'>{t.reasons[item.reason as 'awaiting_review']}</span>
          <span class='count'>{item.states.join(', ')}{item.ageDays !== null && <> · {t.days(number(view, item.ageDays))}</>}{item.mine && <> · {t.ownWork}</>}</span>
        </li>)}
      </ul>
    </section>
  )
}
