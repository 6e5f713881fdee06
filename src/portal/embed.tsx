import { moduleTag } from './snippet.js'
import { embed as texts } from './text/embed.js'
import { search } from './text/search.js'
import type { Page, View } from './view.js'

/** The files that are embedded, by name: their pinned part of the address, and their integrity. */
export type Files = ReadonlyMap<string, { name: string, pinned: string, integrity: string }>

const key = 'pk_YOUR_KEY'
const provision = '01a20ae4-ed9e-766c-968f-dd0354867e3a/sec_14'
const properties = [
  '--cyberlaw-accent', '--cyberlaw-accent-ink', '--cyberlaw-ink', '--cyberlaw-soft', '--cyberlaw-ground', '--cyberlaw-raised', '--cyberlaw-sunk', '--cyberlaw-line',
  '--cyberlaw-mark', '--cyberlaw-warn', '--cyberlaw-radius', '--cyberlaw-font', '--cyberlaw-serif'
]
const parts = [
  'frame', 'form', 'input', 'button', 'listbox', 'option', 'option-active', 'notice', 'loading', 'body', 'facets', 'facet', 'results', 'total', 'chips', 'chip', 'offers', 'hits', 'hit',
  'hit-legislation', 'hit-provision', 'hit-case', 'hit-lesson', 'hit-meta', 'hit-title', 'link', 'snippet', 'mark', 'more', 'credit', 'provision', 'meta', 'title', 'text', 'foot'
]

/** How other portals take in the search: each way as text to be copied, and the element itself, at work. */
export async function showEmbed (view: View, files: Files): Promise<Page> {
  const t = texts(view)
  const { language } = view
  const source = snippets(view, files)
  return {
    title: t.title, description: t.lead, section: 'embed',
    main: (
      <article class='embed'>
        <h1>{t.title}</h1>
        <p class='lead'>{t.lead}</p>
        <Way id='search' title={t.search} help={t.searchHelp} source={source.search} />
        <section aria-labelledby='demo'>
          <h2 id='demo'>{t.demo}</h2>
          <cyberlaw-search lang={language} />
          <script type='module' src='/embed/cyberlaw-search.js' />
        </section>
        <Way id='provision' title={t.provision} help={t.provisionHelp} source={source.provision} />
        <Way id='instantsearch' title={t.instant} help={t.instantHelp} source={source.instantsearch} />
        <Way id='form' title={t.form} help={t.formHelp} source={source.form} />
        <Way id='classic' title={t.classic} help={t.classicHelp} source={source.classic} />
        <Way id='key' title={t.key} help={t.keyHelp} source={source.key} language='shell' />
        <Way id='pinned' title={t.safe} help={t.safeHelp} source={source.pinned} />
        <Source text={source.policy} language='http' />
        <section>
          <h2>{t.attributes}</h2>
          <div class='scroll' tabIndex={0} role='region' aria-label={t.attributes}><Names named={t.of} head={[t.attribute, t.meaning]} /></div>
        </section>
        <section>
          <h2>{t.looks}</h2>
          <p>{t.looksHelp}</p>
          <Source text={source.style} language='css' />
          <h3>{t.properties}</h3>
          <p class='names'>{properties.map((name) => <code key={name}>{name}</code>)}</p>
          <h3>{t.parts}</h3>
          <p class='names'>{parts.map((name) => <code key={name}>{name}</code>)}</p>
        </section>
        <section>
          <h2>{t.events}</h2>
          <p>{t.eventsHelp}</p>
          <Source text={source.events} language='html' />
          <Names named={t.ofEvents} head={[t.events, t.meaning]} />
        </section>
      </article>
    )
  }
}

function Way ({ id, title, help, source, language = 'html' }: { id: string, title: string, help: string, source: string, language?: string }) {
  return (
    <section aria-labelledby={id}>
      <h2 id={id}>{title}</h2>
      <p>{help}</p>
      <Source text={source} language={language} />
    </section>
  )
}

/** Text to be copied; it can be scrolled by keyboard, too. */
const Source = ({ text, language }: { text: string, language: string }) => <pre tabIndex={0} class={language} dir='ltr'><code>{text}</code></pre>

const Names = ({ named, head }: { named: Record<string, string>, head: string[] }) => (
  <table>
    <thead><tr>{head.map((name) => <th key={name} scope='col'>{name}</th>)}</tr></thead>
    <tbody>{Object.entries(named).map(([name, meaning]) => <tr key={name}><th scope='row'><code>{name}</code></th><td>{meaning}</td></tr>)}</tbody>
  </table>
)

/** All that is shown to be copied; the tests run it. */
function snippets (view: View, files: Files) {
  const { origin, language } = view
  const pinned = files.get('cyberlaw-search.js')
  const module = moduleTag({ src: `${origin}/embed/cyberlaw-search.js` })
  return {
    search: `<!doctype html>
<meta charset="utf-8">
<title>Portal</title>
${module}
<cyberlaw-search key="${key}" lang="${language}"></cyberlaw-search>`,
    provision: `${module}
<cyberlaw-provision key="${key}" lang="${language}" id="${provision}"></cyberlaw-provision>`,
    instantsearch: `<div id="box"></div> <div id="states"></div> <ul id="hits"></ul> <div id="pages"></div>
<script src="https://cdn.jsdelivr.net/npm/instantsearch.js@4/dist/instantsearch.production.min.js"></script>
<script type="module">
import { atlasSearchClient } from '${origin}/embed/instantsearch.js'
const { searchBox, refinementList, hits, pagination } = instantsearch.widgets
const searchClient = atlasSearchClient({ key: '${key}', lang: '${language}' })
const search = instantsearch({ indexName: 'atlas', searchClient, routing: true })
const named = (items) => items.map((item) => ({ ...item, label: searchClient.labelOf('state', item.value), highlighted: searchClient.labelOf('state', item.value) }))
search.addWidgets([
  searchBox({ container: '#box' }), pagination({ container: '#pages' }),
  refinementList({ container: '#states', attribute: 'state', transformItems: named }),
  hits({ container: '#hits', templates: { item: (hit, { html, components }) =>
    html\`<a href="\${hit.url}">\${hit.number} \${components.Highlight({ hit, attribute: hit.heading ? 'heading' : 'title' })}</a>\` } })
])
search.start()
</script>`,
    form: `<form action="${origin}/search">
  <input type="hidden" name="lang" value="${language}">
  <input type="search" name="q" aria-label="${search(view).title}" required>
  <button>${search(view).submit}</button>
</form>`,
    classic: `<script src="${origin}/embed/cyberlaw-search.classic.js"></script>
<cyberlaw-search key="${key}" lang="${language}"></cyberlaw-search>`,
    key: 'npx atlas key create --name "Your portal" --origins https://portal.example,https://www.portal.example',
    pinned: `${moduleTag({ src: `${origin}/embed/${pinned?.pinned}/cyberlaw-search.js`, integrity: pinned?.integrity })}
<cyberlaw-search key="${key}" lang="${language}"></cyberlaw-search>`,
    policy: `Content-Security-Policy: default-src 'none'; script-src ${origin}; connect-src ${origin}`,
    style: `cyberlaw-search { --cyberlaw-accent: #7a1f3d; --cyberlaw-radius: 0; }
cyberlaw-search::part(hit-title) { font-family: Georgia, serif; }`,
    events: `<script>
document.addEventListener('cyberlaw:select', (event) => {
  event.preventDefault()
  document.title = event.detail.hit.title.text
})
</script>`
  }
}

declare module 'preact' {
  namespace JSX {
    interface IntrinsicElements { 'cyberlaw-search': { lang: string } }
  }
}
