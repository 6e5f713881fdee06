import { provisionHref } from './address.js'
import type { Shape, View } from './view.js'
import { record } from './text/record.js'

/** What is cited: a law, or one provision of it. */
export type Cited = {
  /** the words that name it */
  title: string, language: string, state: string, kind: string, number: string | null, year: number | null
  provision: string | null, address: string, publisher: string, source: string, key: string, asOf: string | null
}

export function citedLaw (view: View, law: Shape['Legislation'], { kind, asOf = null, provision }: { kind: string, asOf?: string | null, provision?: Shape['Provision'] }): Cited {
  const own = law.titles.find(({ kind }) => kind === 'original') ?? law.title
  const path = (provision ? provisionHref(law.id, provision.eId) : `/legislation/${law.id}`) + (asOf ? `?asOf=${asOf}` : '')
  return {
    title: own.text,
    language: own.language,
    state: law.state.name,
    kind,
    number: law.number,
    year: law.year,
    provision: provision ? [provision.number, provision.heading?.text].filter(Boolean).join(' ') : null,
    address: view.origin + path,
    publisher: law.source.publisher,
    source: law.source.url,
    key: (law.akn ?? law.id).replace(/[^a-z0-9]+/gi, '_') + (provision ? `_${provision.eId}` : ''),
    asOf
  }
}

/** As one writes it in a footnote. */
export function plainCitation (view: View, c: Cited, today: string): string {
  const about = [c.kind, c.number, c.year].filter(Boolean).join(' ')
  return [c.provision, c.title, `${c.state} (${about})`, c.asOf, `Cyberlaw Atlas, ${c.address} (${record(view).accessed} ${today})`].filter(Boolean).join(', ').replace(/\s+/g, ' ')
}

export function bibtex (c: Cited, today: string): string {
  const fields: [string, string | number | null][] = [
    ['title', c.provision ? `${c.title}, ${c.provision}` : c.title], ['year', c.year], ['number', c.number], ['type', c.kind], ['institution', c.state], ['publisher', c.publisher],
    ['howpublished', 'Cyberlaw Atlas'], ['url', c.address], ['urldate', today], ['language', c.language], ['note', [c.asOf, c.source].filter(Boolean).join('; ')]
  ]
  const lines = fields.filter(([, value]) => value !== null && value !== '').map(([name, value]) => `  ${name} = {${name === 'url' ? value : inBibtex(String(value))}}`)
  return `@misc{${c.key.replace(/[^\w.-]/g, '')},\n${lines.join(',\n')}\n}\n`
}

const escapes: Record<string, string> = { '\\': '\\textbackslash{}', '~': '\\textasciitilde{}', '^': '\\textasciicircum{}' }
const inBibtex = (text: string) => text.replace(/\s+/g, ' ').replace(/[\\{}$&#%_~^]/g, (c) => escapes[c] ?? `\\${c}`)

export function ris (c: Cited, today: string): string {
  const fields: [string, string | number | null][] = [
    ['TY', 'STAT'], ['TI', c.title], ['SE', c.provision], ['M1', c.number], ['M3', c.kind], ['PY', c.year], ['CY', c.state], ['PB', c.publisher], ['LA', c.language], ['UR', c.address],
    ['L2', c.source], ['DB', 'Cyberlaw Atlas'], ['N1', c.asOf], ['Y2', today.replaceAll('-', '/')]
  ]
  // A line break within a value would begin a field.
  const lines = fields.filter(([, value]) => value !== null && value !== '').map(([name, value]) => `${name}  - ${String(value).replace(/\s+/g, ' ')}`)
  return `${lines.join('\r\n')}\r\nER  - \r\n`
}
