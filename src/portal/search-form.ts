import { stringify } from 'csv-stringify/sync'
import { escapeMarkup } from '../model/markup.js'
import { hrefOf } from './address.js'
import { label } from './fact.js'
import { askedOf } from './search.js'
import { link, marked, read, type File, type Shape, type View } from './view.js'
import { frame } from './text/frame.js'
import { search as texts } from './text/search.js'

/** A search in other forms than a page: with the same parameters, what the page shows. */

const columns = ['type', 'state', 'stateName', 'title', 'number', 'heading', 'language', 'status', 'date', 'concepts', 'snippet', 'checked', 'updatedAt', 'address']

const find = ({ api }: View, asked: Record<string, string>) => read(api.GET('/v1/search', { params: { query: asked as never } }))

const plain = (html: string | undefined) => html === undefined ? '' : marked(html).map(({ text }) => text).join('')

/** What is shown, for spreadsheets. A cell that one would take for a formula is quoted: titles come from everywhere. */
export async function writeCsv (view: View): Promise<File> {
  const { items } = await find(view, askedOf(view))
  const rows = items.map((hit) => [
    hit.type, hit.states.map(({ code }) => code).join(' '), hit.states.map(({ name }) => name).join(' · '), hit.title.text, hit.number, hit.heading?.text, hit.language, hit.status, hit.date,
    hit.concepts.map(({ code }) => code).join(' '), plain(hit.snippet?.html), hit.checked, hit.updatedAt, view.origin + hrefOf(hit)
  ])
  const body = stringify(rows, { header: true, columns, bom: true, record_delimiter: 'windows', escape_formulas: true })
  return { media: 'text/csv; charset=utf-8', name: 'search.csv', body, download: true }
}

/** A feed of what is found, by RFC 4287. */
export async function writeAtom (view: View): Promise<File> {
  const { cursor: _cursor, ...asked } = askedOf(view)
  const { items } = await find(view, asked)
  const self = view.origin + link(view, '/search.atom', asked)
  const title = [asked.q, texts(view).title, frame(view).name].filter(Boolean).join(' · ')
  // Without entries there is nothing that could have been updated since.
  const updated = items.map(({ updatedAt }) => updatedAt).sort().at(-1) ?? '1970-01-01T00:00:00Z'
  const body = `<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="${view.language}">
  <id>${inXml(self)}</id>
  <title>${inXml(title)}</title>
  <updated>${updated}</updated>
  <author><name>${inXml(frame(view).name)}</name></author>
  <link rel="self" type="application/atom+xml" href="${inXml(self)}"/>
  <link rel="alternate" type="text/html" href="${inXml(view.origin + link(view, '/search', asked))}"/>
${items.map((hit) => entry(view, hit)).join('')}</feed>
`
  return { media: 'application/atom+xml; charset=utf-8', name: 'search.atom', body, download: false }
}

function entry (view: View, hit: Shape['Hit']): string {
  const title = [hit.states.map(({ name }) => name).join(', '), hit.number, hit.heading?.text, hit.title.text].filter(Boolean).join(' · ')
  const summary = plain(hit.snippet?.html) || `${label(view, hit.type)} · ${label(view, hit.status)}`
  return `  <entry>
    <id>urn:uuid:${hit.id}</id>
    <title>${inXml(title)}</title>
    <updated>${hit.updatedAt}</updated>
    <link rel="alternate" type="text/html" href="${inXml(view.origin + link(view, hrefOf(hit)))}"/>
    <summary${hit.snippet ? ` xml:lang="${inXml(hit.snippet.language)}"` : ''}>${inXml(summary)}</summary>
${hit.concepts.map(({ code, label }) => `    <category term="${inXml(code)}" label="${inXml(label)}"/>\n`).join('')}  </entry>
`
}

/** Characters that XML cannot hold are left out. */
// eslint-disable-next-line no-control-regex
const inXml = (text: string) => escapeMarkup(text.replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, ''))
