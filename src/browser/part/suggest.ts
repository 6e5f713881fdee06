import type { components } from '../../../clients/typescript/src/schema.js'
import { hrefOf } from '../../portal/address.js'
import { nextPlace } from '../../portal/list-place.js'
import { direction, marked, number } from '../../portal/view.js'
import type { UnLanguage } from '../../model/vocabulary.js'

type Suggestion = components['schemas']['SuggestItem']

const typedMs = 150
const suggestionsMax = 8
const language = document.documentElement.lang as UnLanguage

/** Whether an input method composes; one browser ends a composition with a key that only its number tells. */
const isComposing = (event: KeyboardEvent) => event.isComposing || event.keyCode === 229

/** Search boxes suggest while one types: an ARIA combobox with a list that one chooses from by hand. */
export function suggestions (): void {
  document.querySelectorAll<HTMLElement>('.search-box[data-suggest]').forEach((box, i) => makeCombobox(box, box.querySelector('input')!, `suggest-${i}`))
}

function makeCombobox (box: HTMLElement, input: HTMLInputElement, id: string): void {
  const list = openList(box, input, id)
  const ask = openAsk()
  let waiting: ReturnType<typeof setTimeout> | undefined

  const close = () => {
    clearTimeout(waiting)
    ask.stop()
    list.close()
  }
  const suggest = async () => {
    const items = await ask.find(input.value)
    if (items && document.activeElement === input) list.show(items)
  }
  const wait = () => {
    clearTimeout(waiting)
    ask.stop()
    waiting = setTimeout(suggest, typedMs)
  }
  const choose = (item: Suggestion) => {
    close()
    location.assign(pageOf(item, input.form!))
  }

  input.addEventListener('input', (event) => { if (!(event as InputEvent).isComposing) wait() })
  input.addEventListener('compositionend', wait)
  input.addEventListener('blur', close)
  input.form!.addEventListener('submit', close)
  input.addEventListener('keydown', (event) => {
    if (isComposing(event) || event.ctrlKey || event.metaKey) return
    const did = keys[event.key]?.({ list, close, suggest, choose, alone: event.altKey })
    if (did) event.preventDefault()
  })
  list.element.addEventListener('click', ({ target }) => {
    const item = list.itemOf(target as Element)
    if (item) choose(item)
  })
}

type Keyed = {
  list: List
  close: () => void
  suggest: () => void
  choose: (item: Suggestion) => void
  /** with the Alt key the list opens or closes, and nothing is pointed at in it */
  alone: boolean
}

/** What each key does, by the pattern of ARIA; whether it did anything of its own. */
const keys: Record<string, (keyed: Keyed) => boolean> = {
  ArrowDown ({ list, suggest, alone }) {
    if (list.count() === 0) suggest()
    else if (alone) list.open()
    else list.move(1)
    return true
  },
  ArrowUp ({ list, close, alone }) {
    if (alone) close()
    else list.move(-1)
    return true
  },
  Enter ({ list, choose }) {
    const item = list.chosen()
    if (item) choose(item)
    return item !== undefined
  },
  Escape ({ list, close }) {
    const wasOpen = list.isOpen()
    close()
    return wasOpen
  },
  // The cursor is moved by the browser; who moves it is in the box again.
  ...Object.fromEntries(['Home', 'End', 'ArrowLeft', 'ArrowRight'].map((key) => [key, ({ list }: Keyed) => { list.leave(); return false }]))
}

type List = ReturnType<typeof openList>

/** The list beneath a box, and the line in which a screen reader is told how many there are. */
function openList (box: HTMLElement, input: HTMLInputElement, id: string) {
  const { suggest: label = '', suggested = '', kinds = '{}' } = box.dataset
  const names = JSON.parse(kinds) as Record<Suggestion['kind'], string>
  const element = make('ul', { class: 'suggestions', id, role: 'listbox', 'aria-label': label, hidden: '' })
  const status = make('p', { class: 'visually-hidden', role: 'status' })
  let items: Suggestion[] = []
  let active = -1
  box.append(element, status)
  for (const [name, value] of Object.entries({ role: 'combobox', 'aria-autocomplete': 'list', 'aria-haspopup': 'listbox', 'aria-controls': id, 'aria-expanded': 'false' })) input.setAttribute(name, value)

  const point = (to: number) => {
    active = to
    for (const [i, option] of [...element.children].entries()) option.setAttribute('aria-selected', String(i === to))
    if (to < 0) return input.removeAttribute('aria-activedescendant')
    input.setAttribute('aria-activedescendant', `${id}-${to}`)
    element.children[to]!.scrollIntoView({ block: 'nearest' })
  }
  const setOpen = (open: boolean) => {
    element.hidden = !open
    input.setAttribute('aria-expanded', String(open))
    if (!open) status.textContent = ''
    point(-1)
  }
  // The box keeps the keyboard, whatever is pressed in the list.
  element.addEventListener('mousedown', (event) => event.preventDefault())
  return {
    element,
    count: () => items.length,
    isOpen: () => !element.hidden,
    chosen: () => element.hidden ? undefined : items[active],
    itemOf: (target: Element) => items[[...element.children].findIndex((option) => option.contains(target))],
    show (found: Suggestion[]): void {
      items = found
      element.replaceChildren(...items.map((item, i) => optionOf(item, `${id}-${i}`, names[item.kind])))
      setOpen(items.length > 0)
      if (items.length > 0) status.textContent = suggested.replace('{n}', number({ language }, items.length))
    },
    open: () => { if (element.hidden) setOpen(items.length > 0) },
    close: () => setOpen(false),
    leave: () => point(-1),
    move (step: 1 | -1): void {
      if (items.length === 0) return
      const to = nextPlace({ active, count: items.length, open: !element.hidden }, step)
      if (element.hidden) setOpen(true)
      point(to)
    }
  }
}

/** Asks for suggestions; only the last that was asked for counts, and what fails leaves the box without a list and is not told: the search goes on. */
function openAsk () {
  let asked: AbortController | undefined
  let notBefore = 0
  return {
    stop: () => asked?.abort(),
    async find (q: string): Promise<Suggestion[] | undefined> {
      asked?.abort()
      const { signal } = asked = new AbortController()
      if (q.trim() === '' || Date.now() < notBefore) return []
      try {
        const response = await fetch(`/v1/suggest?${new URLSearchParams({ q: q.slice(0, 200), limit: String(suggestionsMax), lang: language })}`, { signal })
        if (response.status === 429) notBefore = Date.now() + Number(response.headers.get('retry-after') ?? 5) * 1000
        const { items } = response.ok ? await response.json() as { items: Suggestion[] } : { items: [] }
        return signal.aborted ? undefined : items
      } catch {
        return signal.aborted ? undefined : []
      }
    }
  }
}

/** Where choosing leads to, in the language of the page: to the record; for a concept, to what is found with it as one more filter. */
function pageOf ({ kind, id, href }: Suggestion, form: HTMLFormElement): string {
  const given = new FormData(form)
  const url = new URL(kind === 'concept' ? form.action : pathOf(kind, id, href), location.href)
  if (kind === 'concept') {
    for (const [name, value] of given) if (name !== 'q' && name !== 'concept' && typeof value === 'string' && value !== '') url.searchParams.append(name, value)
    url.searchParams.set('concept', id)
  } else if (given.get('lang')) url.searchParams.set('lang', String(given.get('lang')))
  return url.href
}

function pathOf (kind: Suggestion['kind'], id: string, href: string): string {
  if (kind === 'state') return `/states/${id}`
  const [, legislationId = null, eId] = /^\/v1\/legislation\/([^/]+)(?:\/provisions\/([^/]+))?$/.exec(href) ?? []
  return hrefOf({ type: kind, id, legislationId, eId: eId === undefined ? null : decodeURIComponent(eId) })
}

function optionOf ({ label, language, matched, html, state, law }: Suggestion, id: string, kindName: string): HTMLElement {
  const what = make('span', { class: 'what' }, inIts(language, ...matched ? [label] : markup(html)))
  if (matched) what.append(' ', make('small', {}, inIts(matched.language, ...markup(html))))
  if (law) what.append(' ', make('small', {}, inIts(law.language, law.text)))
  return make('li', { id, role: 'option', 'aria-selected': 'false' }, what, ...state ? [' ', make('small', {}, state.name)] : [], ' ', make('span', { class: 'kind' }, kindName))
}

const inIts = (language: string | null, ...children: (Node | string)[]) =>
  make('span', language === null ? { dir: 'auto' } : { lang: language, dir: direction(language) }, ...children)

const markup = (html: string) => marked(html).map(({ text, mark }) => mark ? make('mark', {}, text) : text)

function make (tag: string, attributes: Record<string, string>, ...children: (Node | string)[]): HTMLElement {
  const element = document.createElement(tag)
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value)
  element.append(...children)
  return element
}
