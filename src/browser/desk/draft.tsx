import { label } from '../../portal/fact.js'
import { link, number, read, type Shape } from '../../portal/view.js'
import { desk as texts } from '../../portal/text/desk.js'
import { Actions } from './action.js'
import { deskPath } from './address.js'
import { Changes } from './change.js'
import { FactsForm, FaultText, useGroups } from './facts-form.js'
import { Fault } from './fault.js'
import { useEvery, useLoaded } from './load.js'
import { RecordForm } from './record-form.js'
import { useSession } from './session.js'
import { Suggestions } from './suggestion.js'
import { SplitText } from './split-text.js'
import { Badge, Duplicates, Warnings } from './upload.js'

export type Draft = Shape['Draft']
/** A draft and the way to change it: `save` does something under its edition, then reads it again. */
export type Work = { draft: Draft, reload: () => Promise<void> }

const parts = ['text', 'facts', 'suggestions', 'changes', 'record'] as const
type Part = (typeof parts)[number]
const pollMs = 1_000

/** The header under which a change is made: the service refuses it when somebody else was faster. */
export const under = ({ edition }: { edition: number }) => ({ 'if-match': `"${edition}"` })

export function DraftPage ({ id, part }: { id: string, part: string | undefined }) {
  const { view } = useSession()
  const { data: draft, fault, reload } = useLoaded(() => read(view.api.GET('/v1/drafts/{id}', { params: { path: { id } } })), [id])
  useEvery(pollMs, draft?.state === 'processing', reload)
  if (!draft) return <Fault fault={fault} again={reload} />
  const offered = parts.filter((p) => draft.type === 'legislation' ? draft.links.diff || p !== 'changes' : p === 'record')
  const shown = offered.find((p) => p === part) ?? offered[0]!
  const work: Work = { draft, reload }
  return (
    <article class='desk-draft'>
      <Head draft={draft} />
      <Fault fault={fault} again={reload} />
      <Actions key={draft.edition} work={work} />
      <Faults draft={draft} />
      <Duplicates duplicates={draft.duplicates} />
      <Warnings warnings={draft.warnings} />
      <Parts draft={draft} offered={offered} shown={shown} />
      {shown === 'text' && <SplitText work={work} />}
      {shown === 'facts' && <FactsForm key={draft.edition} work={work} />}
      {shown === 'suggestions' && <Suggestions work={work} />}
      {shown === 'changes' && <Changes work={work} />}
      {shown === 'record' && <RecordForm key={draft.edition} work={work} />}
    </article>
  )
}

function Head ({ draft }: { draft: Draft }) {
  const { view } = useSession()
  const t = texts(view)
  return (
    <header>
      <h1><bdi>{draft.title ?? t.untitled}</bdi> <Badge state={draft.state} /></h1>
      <p class='count'>
        {label(view, draft.type)} · {draft.states.join(', ')} · {t.edition(number(view, draft.edition))}
        {draft.comment && <> · “<bdi>{draft.comment}</bdi>”</>}
        {draft.links.upload && <> · <a href={link(view, deskPath(draft.links.upload))}>{t.upload}</a></>}
        {draft.links.published && <> · <a href={link(view, draft.links.published.replace(/^\/v1/, ''))}>{t.published}</a></>}
      </p>
      {draft.outdated && <p class='desk-fault'>{t.outdated}</p>}
    </header>
  )
}

/** What has to be put right before the draft can be handed in for review, each leading to where that is done. */
function Faults ({ draft }: { draft: Draft }) {
  const { view } = useSession()
  const t = texts(view)
  const groups = useGroups(draft)
  if (draft.faults.length === 0) return null
  const nameOf = (path: string) => {
    const group = groups.find(({ inputs }) => inputs.some((input) => input.path === path))
    const input = group?.inputs.find((input) => input.path === path)
    return input ? `${group === groups[0] ? '' : `${group!.title}: `}${input.name}` : undefined
  }
  return (
    <div class='desk-warnings desk-faults'>
      <p>{t.toPutRight}</p>
      <ul>{draft.faults.map((fault) => {
        const name = nameOf(fault.path)
        const part = draft.type !== 'legislation' ? 'record' : /^versions\.\d+\.provisions/.test(fault.path) ? 'text' : name ? 'facts' : 'record'
        const href = link(view, deskPath(draft.href, part))
        return <li key={fault.path}><a href={href}>{name ?? <code>{fault.path}</code>}</a>: <FaultText view={view} draft={draft} faults={[fault]} /></li>
      })}
      </ul>
    </div>
  )
}

function Parts ({ draft, offered, shown }: { draft: Draft, offered: readonly Part[], shown: Part }) {
  const { view } = useSession()
  const t = texts(view)
  if (offered.length < 2) return null
  return (
    <nav class='desk-parts' aria-label={t.parts}>
      <ul>{offered.map((part) =>
        <li key={part}>
          <a href={link(view, deskPath(draft.href, part))} aria-current={part === shown ? 'page' : undefined}>
            {t.partNames[part]}{part === 'suggestions' && draft.suggestions.pending > 0 && <span class='tag'>{number(view, draft.suggestions.pending)}</span>}
          </a>
        </li>)}
      </ul>
    </nav>
  )
}
