import { provisionHref } from './address.js'
import { Claims, label, Said, Verified } from './fact.js'
import { In } from './frame.js'
import { Penalties } from './penalty.js'
import { versionLabel, type LawVersion, type Provision } from './version.js'
import { languageName, link, type Shape, type View } from './view.js'
import { legislation as texts } from './text/legislation.js'

export type Column = { language: string, version: LawVersion | undefined, provisions: Provision[] }

const containers = new Set(['book', 'part', 'title', 'chapter', 'division'])

/** The wording of a law, in one language or in several beside each other, provision by provision. */
export function LawText ({ view, lawId, columns, asOf }: { view: View, lawId: string, columns: Column[], asOf: string | undefined }) {
  const t = texts(view)
  const held = columns.filter(({ version }) => version)
  if (held.length === 0) return <p class='empty'>{columns.length === 0 ? t.noText : t.noneThen}</p>
  const rows = alignByEId(columns)
  const first = rows.map((row) => row.find((p) => p !== undefined)!)
  const summaries = first.every(({ text }) => text === null)
  return (
    <div class={`law columns-${columns.length}`}>
      <Contents view={view} provisions={first} />
      <div class='law-body'>
        {columns.length > 1 && <div class='law-row law-languages'>{columns.map((c) => <p key={c.language}><strong>{languageName(view, c.language)}</strong> {c.version ? kindOf(view, c.version.textKind, c.provisions) : t.noneThen}</p>)}</div>}
        {columns.length === 1 && held[0]!.version && <p class='kicker'>{[versionLabel(view, held[0]!.version), kindOf(view, held[0]!.version.textKind, held[0]!.provisions)].filter(Boolean).join(' · ')}</p>}
        {summaries && <p class='summary-only'>{t.summaryOnly}</p>}
        {rows.map((row) => <Row key={row.find((p) => p)!.eId} view={view} lawId={lawId} row={row} asOf={asOf} allSummaries={summaries} />)}
      </div>
    </div>
  )
}

/** What stands there: a kind of text only where there is text, for a summary by our editors is never the original. */
export function kindOf (view: View, textKind: LawVersion['textKind'], provisions: Pick<Provision, 'text' | 'summary'>[]): string | null {
  if (provisions.some(({ text }) => text !== null)) return label(view, textKind)
  return provisions.some(({ summary }) => summary !== null) ? texts(view).summaryKind : null
}

/** A row for each eId, in the order of the first language; what only another has follows what it follows there. */
export function alignByEId (columns: Pick<Column, 'provisions'>[]): (Provision | undefined)[][] {
  const order: string[] = []
  for (const { provisions } of columns) {
    let at = 0
    for (const { eId } of provisions) {
      const there = order.indexOf(eId)
      if (there < 0) order.splice(at, 0, eId)
      at = (there < 0 ? at : there) + 1
    }
  }
  const byEId = columns.map(({ provisions }) => new Map(provisions.map((p) => [p.eId, p])))
  return order.map((eId) => byEId.map((column) => column.get(eId)))
}

function Contents ({ view, provisions }: { view: View, provisions: Provision[] }) {
  const t = texts(view)
  if (provisions.length < 4) return null
  return (
    <nav class='contents' aria-label={t.contents}>
      <details open>
        <summary>{t.contents}</summary>
        <ol>{provisions.map((p) =>
          <li key={p.eId} class={containers.has(p.kind) ? 'container' : undefined}><a href={`#${p.eId}`}><Name view={view} provision={p} /></a></li>)}
        </ol>
      </details>
    </nav>
  )
}

type Named = Pick<Provision, 'kind' | 'number' | 'heading'> & { version?: Provision['version'] }

/** Number and heading; a part of a law says what it is. */
export function Name ({ view, provision: { kind, number, heading, version } }: { view: View, provision: Named }) {
  return <>{containers.has(kind) && `${label(view, kind)} `}<In language={version?.language ?? null} class='number'>{number}</In> {heading && <Said text={heading} />}</>
}

type Aligned = { view: View, lawId: string, row: (Provision | undefined)[], asOf: string | undefined, allSummaries: boolean }

function Row ({ view, lawId, row, asOf, allSummaries }: Aligned) {
  const t = texts(view)
  const first = row.find((p) => p !== undefined)!
  const address = link(view, provisionHref(lawId, first.eId), { asOf })
  return (
    <section id={first.eId} class={`provision ${containers.has(first.kind) ? 'container' : ''}`} aria-labelledby={`${first.eId}-name`}>
      <div class='law-row'>{row.map((p, i) =>
        <div key={i}>
          {p
            ? <><h3 id={p === first ? `${first.eId}-name` : undefined}><a href={address} title={t.permalink}><Name view={view} provision={p} /></a></h3><Wording view={view} provision={p} quiet={allSummaries} /></>
            : <p class='nil'>{t.missing}</p>}
        </div>)}
      </div>
      <Meaning view={view} provision={first} />
    </section>
  )
}

/** The text, else the summary, and which of the two it is; parts of a law have neither. */
export function Wording ({ view, provision: p, quiet = false }: { view: View, provision: Provision, quiet?: boolean }) {
  const t = texts(view)
  if (p.text) return <In as='div' language={p.text.language} class='law-text'>{p.text.text}</In>
  if (p.summary) return <><Said as='p' text={p.summary} class='law-summary' />{!quiet && <p class='summary-only'>{t.summaryOnly}</p>}</>
  return containers.has(p.kind) ? null : <p class='nil'>{t.nothingHeld}</p>
}

/** What our editors read in it. */
export function Meaning ({ view, provision: p }: { view: View, provision: Provision }) {
  const t = texts(view)
  return (
    <>
      {p.status !== 'in_force' && p.status !== 'unknown' && <p class='unverified'>{label(view, p.status)}</p>}
      {p.needsVerification && <p><Verified view={view} checked={p.checked} needsVerification /></p>}
      <Claims view={view} claims={p.concepts} />
      {p.penalties.length > 0 && <div class='meaning'><p>{t.penalties}</p><Penalties view={view} penalties={p.penalties} /></div>}
      {p.safeguards.length > 0 && <div class='meaning'><p>{t.safeguards}</p><Safeguards view={view} safeguards={p.safeguards} /></div>}
      <Said as='p' text={p.note} class='note' />
    </>
  )
}

function Safeguards ({ view, safeguards }: { view: View, safeguards: Shape['Safeguard'][] }) {
  return (
    <ul class='plain'>{safeguards.map(({ concept, provision, note }, i) =>
      <li key={i}>
        <a href={link(view, '/search', { concept: concept.code })}>{concept.label}</a>
        {provision && <> → <a href={link(view, provisionHref(provision.legislationId, provision.eId))}><bdi>{provision.number}</bdi></a></>}
        {note && <>: <Said text={note} /></>}
      </li>)}
    </ul>
  )
}
