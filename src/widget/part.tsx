import type { ComponentChildren } from 'preact'
import { direction, marked } from '../portal/view.js'
import { address, type Trouble } from './api.js'
import type { Message } from './message.js'

/** What stands in both elements. */

/** Text with marks in it, as the API gives it: nothing but the marks becomes markup. */
export const Marked = ({ html }: { html: string }) => <>{marked(html).map(({ text, mark }, i) => mark ? <mark key={i} part='mark'>{text}</mark> : text)}</>

/** A text in its own language and direction. */
export const In = ({ language, children, class: name }: { language: string | null, children: ComponentChildren, class?: string }) =>
  language === null ? <span class={name} dir='auto'>{children}</span> : <span class={name} lang={language} dir={direction(language)}>{children}</span>

const retriable = ['offline', 'unreachable', 'failed']

type Told = { trouble: Trouble, t: Message, api: string, language: string, q: string, again: () => void }

/** Why there is no answer, what happens next, and what the reader can do meanwhile. */
export function Notice ({ trouble, t, api, language, q, again }: Told) {
  const { kind, retrySeconds, detail } = trouble
  const refused = kind === 'key' || kind === 'origin'
  return (
    <div class='notice' part='notice' role='alert'>
      <p>{t.troubles[kind]} {kind === 'busy' && t.wait(String(retrySeconds ?? 5))}</p>
      {kind === 'query' && detail && <p dir='auto'>{detail}</p>}
      {refused && <p><a href={address(api, '/search', { q, lang: language })}>{t.elsewhere}</a></p>}
      {retriable.includes(kind) && <p><button type='button' part='button' class='quiet' onClick={again}>{t.retry}</button></p>}
    </div>
  )
}
