import { render } from 'preact'
import type { Hit } from './api.js'
import { AtlasElement } from './element.js'
import { linkOf } from './link.js'
import { allows, facetNames, openSearch, type FacetName, type Filters, type Scope } from './search.js'
import { readUrl, writeUrl } from './url-state.js'
import { View } from './view.js'

const fixable = ['type', 'state', 'concept'] as const
const facetsByDefault: FacetName[] = ['type', 'state', 'concept']
/** From which width on filters are unfolded, as in the style sheet. */
const broadPx = 704

/** `<cyberlaw-search>`: the search, in any page. */
export class CyberlawSearch extends AtlasElement {
  static readonly observedAttributes = ['api', 'key', 'lang', 'query', 'facets', 'link-template', ...fixable]
  readonly #search = openSearch({
    ask: () => this.ask(),
    scope: () => this.#scope(),
    changed: () => this.#show(),
    moved: (how) => { if (this.#prefix !== null) writeUrl(this.#prefix, this.#search.state, how) },
    found: ({ total, facets, tookMs }) => this.tell('search', { q: this.#search.state.q, filters: this.#search.state.filters, language: this.language, total, facets, tookMs }),
    failed: (trouble) => this.tellTrouble(trouble)
  })

  #broad = false

  connectedCallback (): void {
    const { state, run } = this.#search
    Object.assign(state, { q: this.getAttribute('query') ?? '', filters: {} })
    this.#broad = this.clientWidth >= broadPx
    addEventListener('online', this.#again)
    addEventListener('popstate', this.#back)
    if (this.#prefix !== null) this.#readUrl()
    run()
  }

  disconnectedCallback (): void {
    this.#search.stop()
    removeEventListener('online', this.#again)
    removeEventListener('popstate', this.#back)
  }

  attributeChangedCallback (name: string, before: string | null, now: string | null): void {
    if (!this.isConnected || before === now || this.#search.state.found === null) return
    if (name === 'query') this.#search.state.q = now ?? ''
    this.#search.run()
  }

  /** Where in the host's address what is searched for is kept; null: nowhere. */
  get #prefix (): string | null {
    const given = this.getAttribute('url-state')
    return given === '' ? 'atlas-' : given
  }

  readonly #again = () => { if (this.#search.state.trouble) this.#search.run() }

  readonly #back = () => {
    if (this.#prefix === null) return
    this.#readUrl()
    this.#search.run()
  }

  #readUrl (): void {
    const { q, filters } = readUrl(this.#prefix!)
    Object.assign(this.#search.state, { q: q || (this.getAttribute('query') ?? ''), filters: within(filters, this.#scope()) })
  }

  #scope (): Scope {
    const filters: Filters = Object.fromEntries(fixable.map((name) => [name, listed(this.getAttribute(name))]).filter(([, values]) => values))
    const facets = this.getAttribute('facets')
    return {
      filters, language: this.language,
      facets: facets === null ? facetsByDefault : listed(facets)?.filter((name): name is FacetName => facetNames.includes(name as FacetName)) ?? []
    }
  }

  #show (): void {
    const { api, language } = this
    const template = this.getAttribute('link-template')
    const hrefOf = (hit: Hit) => linkOf(hit, { template, api, language })
    const selected = (hit: Hit, event: Event) => { if (!this.tell('select', { hit, href: hrefOf(hit) })) event.preventDefault() }
    const shown = { search: this.#search, scope: this.#scope(), language, api, broad: this.#broad, linkOf: hrefOf, selected }
    render(<View {...shown} />, this.root)
  }
}

/** Names separated by commas; undefined where there is none. */
function listed (text: string | null): string[] | undefined {
  const names = text?.split(',').map((name) => name.trim()).filter(Boolean)
  return names?.length ? names : undefined
}

/** An address cannot ask for more than the host allows. */
const within = (filters: Filters, scope: Scope): Filters =>
  Object.fromEntries(Object.entries(filters).map(([name, values]) => [name, values.filter((value) => allows(scope.filters[name as FacetName], value))]))
