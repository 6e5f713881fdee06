import { notice } from './notice.js'

const typedMs = 180

const here = () => location.pathname + location.search
/** The address of what is shown; a link to a place within the page leads away from no page. */
let shown = here()

/** What a screen reader tells when something else is shown: not all of it, but the words that are marked by `data-said`. */
const said = document.createElement('p')

/**
 * A form with `data-live="<id>"` is answered without leaving the page: when something in it changes, the page that it would
 * lead to is fetched, the element of that id taken from it, and the address changed. Links within that element, too.
 */
export function liveForms (): void {
  said.className = 'visually-hidden'
  said.role = 'status'
  document.body.append(said)
  for (const form of document.querySelectorAll<HTMLFormElement>('form[data-live]')) makeLive(form, form.dataset.live!)
}

function makeLive (form: HTMLFormElement, id: string): void {
  let waiting: ReturnType<typeof setTimeout> | undefined
  const show = openPages(id)
  const submit = (history: 'push' | 'replace') => { show(addressOf(form), history) }
  const typed = (event: Event) => {
    const { target } = event
    // What an input method composes is not yet what somebody means.
    if (!(target instanceof HTMLInputElement) || target.type !== 'search' || (event as InputEvent).isComposing) return
    clearTimeout(waiting)
    waiting = setTimeout(() => submit('replace'), typedMs)
  }
  form.addEventListener('input', typed)
  form.addEventListener('compositionend', typed)
  form.addEventListener('change', ({ target }) => {
    if (target instanceof HTMLInputElement && target.type === 'search') return
    clearTimeout(waiting)
    submit('push')
  })
  form.addEventListener('submit', (event) => {
    event.preventDefault()
    clearTimeout(waiting)
    submit('push')
  })
  form.addEventListener('click', (event) => {
    const link = (event.target as Element).closest('a')
    if (!link || !link.closest(`#${CSS.escape(id)}`) || event.metaKey || event.ctrlKey || event.shiftKey || event.button !== 0) return
    // Links of a drawing have no `href` of text.
    const url = new URL(link.getAttribute('href') ?? '', location.href)
    if (link.hasAttribute('download') || url.origin !== location.origin || url.pathname !== new URL(form.action).pathname) return
    // A place in this page is no other page.
    if (url.hash !== '' && url.search === location.search) return
    event.preventDefault()
    show(url.href, 'push').then(() => document.getElementById(id)?.scrollIntoView({ block: 'start' }))
  })
  // Where one comes back to is asked of the server again: the form with it.
  addEventListener('popstate', () => { if (here() !== shown) location.reload() })
}

/** Where the form leads to; what is empty or chosen by default is left out of the address. */
function addressOf (form: HTMLFormElement): string {
  const url = new URL(form.action)
  const given = new URLSearchParams([...new FormData(form)].flatMap(([name, value]) => typeof value === 'string' && value !== '' ? [[name, value]] : []))
  url.search = given.toString()
  return url.href
}

/** Shows a part of another page in place of the same part of this one; only the last that was asked for counts. */
function openPages (id: string): (href: string, how: 'push' | 'replace') => Promise<void> {
  let asked: AbortController | undefined
  const show = async (href: string, how: 'push' | 'replace'): Promise<void> => {
    asked?.abort()
    const { signal } = asked = new AbortController()
    document.getElementById(id)?.setAttribute('aria-busy', 'true')
    try {
      const response = await fetch(href, { signal, headers: { accept: 'text/html' } })
      if (response.status === 429) return notice.wait(response, () => { show(href, how) })
      const page = new DOMParser().parseFromString(await response.text(), 'text/html')
      const [now, next] = [document.getElementById(id), page.getElementById(id)]
      if (!now || !next) return location.assign(href)
      keepOpen(now, next)
      now.replaceWith(next)
      said.textContent = next.querySelector('[data-said]')?.textContent ?? ''
      document.title = page.title
      history[how === 'push' ? 'pushState' : 'replaceState'](null, '', href)
      shown = here()
      notice.clear()
    } catch (error) {
      if (signal.aborted) return
      notice.failed(() => { show(href, how) })
      throw error
    } finally {
      if (!signal.aborted) document.getElementById(id)?.removeAttribute('aria-busy')
    }
  }
  return show
}

/** Where the keyboard is, and what was unfolded, stays; where other things may stand in its place, `data-key` tells what it was. */
function keepOpen (now: Element, next: Element): void {
  const keyOf = (details: HTMLDetailsElement, i: number) => details.dataset.key ?? String(i)
  const open = new Map([...now.querySelectorAll('details')].map((details, i) => [keyOf(details, i), details.open]))
  next.querySelectorAll('details').forEach((details, i) => { details.open = open.get(keyOf(details, i)) ?? details.open })
  const active = document.activeElement
  if (!(active instanceof HTMLInputElement) || !now.contains(active)) return
  queueMicrotask(() => document.querySelector<HTMLElement>(`#${CSS.escape(next.id)} input[name="${CSS.escape(active.name)}"][value="${CSS.escape(active.value)}"]`)?.focus({ preventScroll: true }))
}
