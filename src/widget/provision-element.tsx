import { render } from 'preact'
import { date, direction, languageName } from '../portal/view.js'
import type { UnLanguage } from '../model/vocabulary.js'
import { NoAnswer, type Found, type Provision, type Trouble } from './api.js'
import { AtlasElement } from './element.js'
import { linkOf, safeHref } from './link.js'
import { message, type Message } from './message.js'
import { In, Notice } from './part.js'

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i

type State = { provision: Provision | null, trouble: Trouble | null }

/** `<cyberlaw-provision id="{its law's id}/{its eId}">`, or by its own id: one provision, with what it takes to rely on it. */
export class CyberlawProvision extends AtlasElement {
  static readonly observedAttributes = ['api', 'key', 'id', 'lang', 'text-language', 'as-of', 'link-template']
  #state: State = { provision: null, trouble: null }
  #asked: AbortController | undefined
  #waiting: ReturnType<typeof setTimeout> | undefined

  connectedCallback (): void {
    addEventListener('online', this.#again)
    this.#load()
  }

  disconnectedCallback (): void {
    removeEventListener('online', this.#again)
    clearTimeout(this.#waiting)
    this.#asked?.abort()
  }

  attributeChangedCallback (_name: string, before: string | null, now: string | null): void {
    if (this.isConnected && this.#asked && before !== now) this.#load()
  }

  readonly #again = () => { if (this.#state.trouble) this.#load() }

  async #load (): Promise<void> {
    clearTimeout(this.#waiting)
    this.#asked?.abort()
    const { signal } = this.#asked = new AbortController()
    this.#show()
    try {
      const provision = await this.#ask(signal)
      if (!signal.aborted) this.#set({ provision, trouble: null })
    } catch (error) {
      if (signal.aborted) return
      const trouble = error instanceof NoAnswer ? error.trouble : { kind: 'failed' as const, status: 0, detail: String(error) }
      this.#set({ provision: null, trouble })
      this.tellTrouble(trouble)
      if (trouble.kind === 'busy') this.#waiting = setTimeout(() => this.#load(), (trouble.retrySeconds ?? 5) * 1000)
    }
  }

  async #ask (signal: AbortSignal): Promise<Provision> {
    const ask = this.ask()
    const lang = this.language
    let [law = '', ...rest] = this.id.split('/')
    let eId = rest.join('/')
    // By its own id a provision is found as what others are compared with.
    if (eId === '' && uuid.test(law)) {
      const { similarTo } = await ask<Found>('/v1/search', { similar: law, limit: '1', lang }, signal)
      law = similarTo?.legislationId ?? ''
      eId = similarTo?.eId ?? ''
    }
    if (!uuid.test(law) || eId === '') throw new NoAnswer({ kind: 'missing', status: 404, detail: `There is no provision ${this.id}.` })
    const path = `/v1/legislation/${law}/provisions/${encodeURIComponent(eId)}`
    return await ask<Provision>(path, { lang, language: this.getAttribute('text-language') ?? undefined, asOf: this.getAttribute('as-of') ?? undefined }, signal)
  }

  #set (state: State): void {
    this.#state = state
    this.#show()
  }

  #show (): void {
    const { language, api } = this
    const { provision, trouble } = this.#state
    const t = message({ language })
    const template = this.getAttribute('link-template')
    const href = provision
      ? linkOf({ type: 'provision', id: provision.id, legislationId: provision.law.id, eId: provision.eId, akn: provision.law.akn, href: provision.href }, { template, api, language })
      : undefined
    render(
      <div class='frame' part='frame' lang={language} dir={direction(language)}>
        {trouble && <Notice trouble={trouble} t={t} api={api} language={language} q='' again={() => this.#load()} />}
        {provision && <View provision={provision} language={language} t={t} href={href} selected={(event) => { if (!this.tell('select', { provision, href })) event.preventDefault() }} />}
        {!provision && !trouble && <p class='empty said' role='status' part='loading'>{t.loading}</p>}
      </div>, this.root)
  }
}

type Shown = { provision: Provision, language: UnLanguage, t: Message, href: string | undefined, selected: (event: Event) => void }

function View ({ provision: p, language, t, href, selected }: Shown) {
  const source = safeHref(p.source.url, document.baseURI)
  return (
    <article class='provision' part='provision'>
      <p class='where' part='meta'><span>{p.state.name}</span> <In language={p.law.title.language}>{p.law.title.text}</In></p>
      <h3 part='title'><In language={p.version.language} class='number'>{p.number}</In> {p.heading && <In language={p.heading.language}>{p.heading.text}</In>}</h3>
      <p class='where' part='meta'>
        <span>{t.status[p.status]}</span>
        {p.version.validFrom && <span>{t.wording} <time dateTime={p.version.validFrom}>{date({ language }, p.version.validFrom)}</time></span>}
        <span>{languageName({ language }, p.version.language)}</span>
        {p.needsVerification && <span class='unverified'>{t.unverified}</span>}
      </p>
      <Words provision={p} t={t} />
      <p class='foot' part='foot'>
        <span>{t.source}: {source ? <a part='link' href={source} rel='noreferrer'><bdi>{p.source.publisher}</bdi></a> : <bdi>{p.source.publisher}</bdi>}</span>
        {href && <a part='link' href={href} onClick={selected}>{t.open}</a>}
      </p>
    </article>
  )
}

/** Its own words; where they are not held, what it says in ours, told as such. */
function Words ({ provision: { text, summary }, t }: { provision: Provision, t: Message }) {
  const words = text ?? summary
  return (
    <>
      {!text && <p class='ours'>{summary ? t.noText : t.noWords}</p>}
      {words && <div class='text' part='text' lang={words.language} dir={direction(words.language)}>{words.text}</div>}
    </>
  )
}
