import { useEffect, useRef, useState } from 'preact/hooks'
import { readAll } from '../../portal/all.js'
import { label } from '../../portal/fact.js'
import { In } from '../../portal/frame.js'
import { number, read, type Shape } from '../../portal/view.js'
import { desk as texts } from '../../portal/text/desk.js'
import { under, type Draft, type Work } from './draft.js'
import { Fault } from './fault.js'
import { useDoing, useLoaded } from './load.js'
import { provisionsOf } from './record.js'
import { useSession } from './session.js'

type Suggestion = Shape['Suggestion']
type Which = { ids: string[] } | { minConfidence: number }
const sureFrom = 0.8

/** Concepts that the classifier suggests: one after the other, by keyboard if one likes, beside the provision they are about. */
export function Suggestions ({ work }: { work: Work }) {
  const { view } = useSession()
  const t = texts(view)
  const { draft } = work
  const params = { path: { id: draft.id } }
  const ask = () => readAll((paging) => read(view.api.GET('/v1/drafts/{id}/suggestions', { params: { ...params, query: { reviewState: ['pending'], ...paging } } })))
  const { data, fault, reload: again } = useLoaded(ask, [draft.id])
  const { fault: refused, run } = useDoing()
  const { send, sent } = useTurns(work)
  const [at, setAt] = useState(0)
  const list = useRef<HTMLOListElement>(null)
  const counts = useRef<HTMLParagraphElement>(null)
  const focusWanted = useRef(false)
  const items = (data ?? []).filter(({ id }) => !sent.has(id))
  const current = items[Math.min(at, items.length - 1)]
  const isOpen = draft.revision === null
  useEffect(() => {
    if (!focusWanted.current) return
    focusWanted.current = false
    const wanted = list.current?.querySelector<HTMLElement>('[tabindex="0"]') ?? counts.current
    wanted?.focus()
  }, [at, data, sent])
  const move = (to: number) => {
    focusWanted.current = true
    setAt(Math.max(0, Math.min(items.length - 1, to)))
  }
  const decide = (decision: 'accept' | 'reject', which: Which) => {
    if (!isOpen) return
    focusWanted.current = true
    run(() => send(decision, which, again))
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey || !current) return
    const own = (event.target as Element).closest('button') === null
    const [accept, reject] = [() => decide('accept', { ids: [current.id] }), () => decide('reject', { ids: [current.id] })]
    const does: Record<string, () => void> = {
      ArrowDown: () => move(at + 1), j: () => move(at + 1), ArrowUp: () => move(at - 1), k: () => move(at - 1),
      Home: () => move(0), End: () => move(items.length - 1),
      a: accept, r: reject,
      // A button that the keyboard is on does its own.
      ...own ? { Enter: accept, Delete: reject } : {}
    }
    const what = does[event.key]
    if (!what) return
    event.preventDefault()
    what()
  }
  const { pending, accepted, rejected } = draft.suggestions
  const sure = items.filter(({ confidence }) => confidence !== null && confidence >= sureFrom).length
  return (
    <div class='desk-suggestions'>
      <p ref={counts} role='status' class='count' tabIndex={-1}>{t.suggestionCounts(number(view, pending), number(view, accepted), number(view, rejected))}</p>
      <Fault fault={fault ?? refused} again={again} />
      {data && items.length === 0 && <p class='nil'>{t.noSuggestions}</p>}
      {items.length > 0 && (
        <>
          <p class='hint'>{t.suggestionKeys}</p>
          {isOpen && sure > 1 && <p><button type='button' class='quiet' onClick={() => decide('accept', { minConfidence: sureFrom })}>{t.acceptSure(number(view, sure))}</button></p>}
          <div class='desk-split'>
            <ol ref={list} class='desk-list' onKeyDown={onKeyDown} aria-label={t.partNames.suggestions}>{items.map((s, i) =>
              <li key={s.id} tabIndex={s === current ? 0 : -1} aria-current={s === current ? 'true' : undefined} onFocus={() => setAt(i)} onClick={() => setAt(i)} data-concept={s.concept.code}>
                <strong>{s.concept.label}</strong> <span class='count'>{label(view, s.relation)}{s.confidence !== null && <> · {new Intl.NumberFormat(view.language, { style: 'percent' }).format(s.confidence)}</>}</span>
                <div class='count'><bdi>{s.number} {s.heading}</bdi></div>
                {isOpen && (
                  <div class='desk-buttons'>
                    <button type='button' tabIndex={s === current ? 0 : -1} onClick={() => decide('accept', { ids: [s.id] })}>{t.accept}</button>{' '}
                    <button type='button' tabIndex={s === current ? 0 : -1} class='quiet' onClick={() => decide('reject', { ids: [s.id] })}>{t.reject}</button>
                  </div>
                )}
              </li>)}
            </ol>
            {current && <About suggestion={current} draft={draft} />}
          </div>
        </>
      )}
    </div>
  )
}

/**
 * Who is fast with the keyboard does not wait: what was decided counts as `sent` at once, and goes to the service in its turn, under
 * the edition that the one before it made. When all are through, or one was refused, everything is read again.
 */
function useTurns ({ draft, reload }: Work) {
  const { view } = useSession()
  const [sent, setSent] = useState<ReadonlySet<string>>(new Set())
  const edition = useRef(draft.edition)
  const queue = useRef<Promise<void>>(Promise.resolve())
  const waiting = useRef(0)
  edition.current = Math.max(edition.current, draft.edition)
  const send = (decision: 'accept' | 'reject', which: Which, again: () => Promise<void>) => {
    if ('ids' in which) setSent((before) => new Set([...before, ...which.ids]))
    waiting.current++
    const turn = queue.current.then(async () => {
      try {
        const body = { decision, ...which }
        const answer = await read(view.api.POST('/v1/drafts/{id}/suggestions', { params: { path: { id: draft.id } }, headers: under({ edition: edition.current }), body }))
        edition.current = answer.edition
      } catch (error) {
        setSent(new Set())
        throw error
      } finally {
        if (--waiting.current === 0) await Promise.all([reload(), again()])
      }
    })
    queue.current = turn.catch(() => {})
    return turn
  }
  return { send, sent }
}

/** The provision that a suggestion is about, with the words that led to it marked. */
function About ({ suggestion: { eId, words }, draft }: { suggestion: Suggestion, draft: Draft }) {
  const found = provisionsOf(draft).find(({ provision }) => provision.eId === eId)
  if (!found) return null
  const { provision: { number: printed, heading, text }, language } = found
  return (
    <aside class='desk-about'>
      <h3><In language={language}>{printed} {heading}</In></h3>
      <In as='div' language={language} class='law-text'>{splitAt(text ?? '', words).map(({ part, isWord }, i) => isWord ? <mark key={i}>{part}</mark> : part)}</In>
    </aside>
  )
}

function splitAt (text: string, words: string[]): { part: string, isWord: boolean }[] {
  const wanted = words.filter((word) => word !== '').sort((a, b) => b.length - a.length).map((word) => word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'))
  if (wanted.length === 0) return [{ part: text, isWord: false }]
  return text.split(new RegExp(`(${wanted.join('|')})`, 'giu')).map((part, i) => ({ part, isWord: i % 2 === 1 }))
}
