import { nextPlace } from '../portal/list-place.js'
import { NoAnswer, type Ask, type Found, type Parameters, type Suggestion, type Trouble } from './api.js'

export const facetNames = ['type', 'state', 'region', 'concept', 'instrument', 'language', 'status', 'year'] as const
export type FacetName = (typeof facetNames)[number]
export type Filters = Partial<Record<FacetName, string[]>>

/** What the host fixed: readers choose within it, never beyond. */
export type Scope = { filters: Filters, facets: FacetName[], language: string }

export type State = {
  q: string
  /** what the reader chose, within the scope */
  filters: Filters
  found: Found | null
  busy: boolean
  trouble: Trouble | null
  suggestions: Suggestion[]
  /** whether the suggestions are shown, and which one the arrow keys are at; -1: none, the box itself */
  open: boolean
  active: number
  /** names of values that were shown once, for those that are chosen */
  labels: Record<string, string>
}

const typedMs = 200
const suggestionsMax = 7

type Listeners = {
  /** something is to be shown otherwise */
  changed: () => void
  /** the reader chose (push) or typed (replace) */
  moved: (how: 'push' | 'replace') => void
  found: (found: Found) => void
  failed: (trouble: Trouble) => void
}

/** A search as somebody carries it on: what was typed and chosen, what was found. Only the last that was asked for counts. */
export function openSearch ({ ask, scope, changed, moved, found: told, failed }: { ask: () => Ask, scope: () => Scope } & Listeners) {
  const state: State = { q: '', filters: {}, found: null, busy: false, trouble: null, suggestions: [], open: false, active: -1, labels: {} }
  let asked: AbortController | undefined
  let suggested: AbortController | undefined
  let waiting: ReturnType<typeof setTimeout> | undefined

  const set = (change: Partial<State>) => {
    Object.assign(state, change)
    changed()
  }

  const run = async (cursor?: string): Promise<void> => {
    clearTimeout(waiting)
    asked?.abort()
    const { signal } = asked = new AbortController()
    set({ busy: true })
    try {
      const next = await ask()<Found>('/v1/search', parametersOf(state, scope(), cursor), signal)
      if (signal.aborted) return
      for (const [name, values] of Object.entries(next.facets)) for (const { value, label } of values) state.labels[`${name}:${value}`] = label
      set({ busy: false, trouble: null, found: cursor && state.found ? { ...next, items: [...state.found.items, ...next.items] } : next })
      told(next)
    } catch (error) {
      if (signal.aborted) return
      const trouble = error instanceof NoAnswer ? error.trouble : { kind: 'failed' as const, status: 0, detail: String(error) }
      set({ busy: false, trouble })
      failed(trouble)
      if (trouble.kind === 'busy') waiting = setTimeout(() => run(cursor), (trouble.retrySeconds ?? 5) * 1000)
    }
  }

  const suggest = async (): Promise<void> => {
    suggested?.abort()
    const { signal } = suggested = new AbortController()
    const kind = suggestibleOf(scope())
    if (state.q.trim() === '' || kind === '') return set({ suggestions: [], open: false, active: -1 })
    // A box without suggestions is a box still: what fails here is told by the search itself.
    const answer = await ask()<{ items: Suggestion[] }>('/v1/suggest', { q: state.q.slice(0, 200), kind, limit: String(suggestionsMax), lang: scope().language }, signal)
      .catch(() => ({ items: [] }))
    if (signal.aborted) return
    const suggestions = answer.items.filter((item) => isWithin(item, scope()))
    set({ suggestions, open: suggestions.length > 0, active: -1 })
  }

  const close = () => {
    suggested?.abort()
    if (state.open || state.active !== -1) set({ open: false, active: -1 })
  }
  const go = (change: Partial<State>) => {
    suggested?.abort()
    set({ ...change, open: false, active: -1 })
    moved('push')
    return run()
  }

  return {
    state,
    run,
    close,
    more: async () => { if (state.found?.page.next) await run(state.found.page.next) },
    type (q: string): void {
      set({ q })
      clearTimeout(waiting)
      waiting = setTimeout(() => {
        moved('replace')
        run()
        suggest()
      }, typedMs)
    },
    submit: () => go({}),
    clear: () => go({ q: '', suggestions: [] }),
    drop: () => go({ filters: {} }),
    without: (drops: Found['offers'][number]['drop']) => go(dropped(state, drops)),
    toggle (name: FacetName, value: string) {
      const chosen = state.filters[name] ?? []
      const values = chosen.includes(value) ? chosen.filter((v) => v !== value) : [...chosen, value]
      return go({ filters: { ...state.filters, [name]: values.length > 0 ? values : undefined } })
    },
    /** Does what a suggestion stands for: a filter, or the search for a law or a provision. */
    choose (item: Suggestion) {
      const { q = '', ...values } = item.search
      const filters = { ...state.filters }
      for (const name of facetNames) {
        if (values[name] === undefined || scope().filters[name]?.length === 1) continue
        filters[name] = [values[name]]
        if (item.kind === name) state.labels[`${name}:${values[name]}`] = item.label
        else if (name === 'state' && item.state) state.labels[`state:${item.state.code}`] = item.state.name
      }
      return go({ q, filters, suggestions: [] })
    },
    move (step: 1 | -1): void {
      const count = state.suggestions.length
      if (count === 0) return
      set({ open: true, active: nextPlace({ active: state.active, count, open: state.open }, step) })
    },
    point: (active: number) => set({ active }),
    /** Ends whatever is asked or waited for. */
    stop (): void {
      clearTimeout(waiting)
      asked?.abort()
      suggested?.abort()
    }
  }
}
export type Search = ReturnType<typeof openSearch>

/** What is asked of /v1/search: what the reader chose where something was chosen, else what the host fixed. */
export function parametersOf ({ q, filters }: Pick<State, 'q' | 'filters'>, scope: Scope, cursor?: string): Parameters {
  const chosen = facetNames.map((name) => [name, (filters[name]?.length ? filters[name] : scope.filters[name])?.join(',')] as const)
  return { q: q.slice(0, 500), ...Object.fromEntries(chosen), facets: scope.facets.join(','), lang: scope.language, cursor }
}

/** The kinds of suggestions that make sense within a scope. */
function suggestibleOf ({ filters }: Scope): string {
  const laws = ['legislation', 'provision'].filter((type) => !filters.type || filters.type.includes(type))
  return [...(filters.state?.length === 1 ? [] : ['state']), ...(filters.concept?.length === 1 ? [] : ['concept']), ...laws].join(',')
}

const isWithin = ({ kind, id, state }: Suggestion, { filters }: Scope): boolean => {
  const code = kind === 'state' ? id : state?.code
  return (code === undefined || !filters.state || filters.state.includes(code)) && (kind !== 'concept' || allows(filters.concept, id))
}

/** Whether a fixed list of values has this one; concepts stand for those below them. */
export const allows = (fixed: string[] | undefined, value: string): boolean => !fixed || fixed.some((code) => value === code || value.startsWith(`${code}.`))

function dropped ({ q, filters }: State, drops: Found['offers'][number]['drop']): Pick<State, 'q' | 'filters'> {
  const left = { q, filters: { ...filters } }
  for (const { kind, name, value } of drops) {
    if (kind === 'word') left.q = left.q.replace(value, ' ').replace(/\s+/g, ' ').trim()
    else left.filters[name as FacetName] = left.filters[name as FacetName]?.filter((v) => v !== value)
  }
  return left
}
