import { isoDate } from '../../model/common.js'
import type { ParsedFacts, Warning } from '../../model/parsed.js'
import { attribute, textBelow, walk, type Element } from './tree.js'
import { cleaned } from '../text/inline.js'
import type { DefaultTreeAdapterTypes as Tree } from 'parse5'

/** What the head of a page says of itself and of its text. */
export type PageMeta = {
  /** the title that its metadata give the law or judgment */
  title: string | null
  /** the name of the page, often the site's */
  pageTitle: string | null
  language: string | null
  facts: Pick<ParsedFacts, 'enactedOn' | 'inForceFrom' | 'validFrom' | 'decidedOn' | 'sourceUrl' | 'publisher' | 'licence' | 'akn' | 'country'>
  styles: string[]
  warnings: Warning[]
}

type Found = { meta: Map<string, string>, links: Map<string, string>, languages: string[], pageTitle: string | null, styles: string[] }

const nullable = (text: string | null | undefined) => text || null

/** Reads the metadata that are well known; a date that is none is told (`date_unread`). */
export function readMeta (root: Tree.ParentNode): PageMeta {
  const { meta, links, languages, pageTitle, styles } = collect(root)
  const first = (...names: string[]) => nullable(names.map((name) => meta.get(name)).find(Boolean))
  const warnings: Warning[] = []
  const day = (...names: string[]) => {
    const value = first(...names)
    const found = value && /^(\d{4})[-/]?(\d\d)[-/]?(\d\d)(?!\d)/.exec(value)?.slice(1).join('-')
    const date = isoDate.safeParse(found).data ?? null
    if (value && !date) warnings.push({ code: 'date_unread', at: null, count: 1, detail: value.slice(0, 100) })
    return date
  }
  const url = address(links.get('canonical') ?? first('og:url', 'citation_public_url', 'dc.identifier.uri'))
  return {
    title: first('eli:title', 'dcterms.title', 'dc.title', 'citation_title', 'og:title'),
    pageTitle,
    language: nullable(languages.find(Boolean)) ?? first('dcterms.language', 'dc.language', 'content-language', 'citation_language', 'og:locale'),
    facts: {
      enactedOn: day('eli:date_document', 'dcterms.issued', 'dc.date.issued'),
      inForceFrom: day('eli:first_date_entry_in_force'),
      validFrom: day('eli:version_date', 'dcterms.valid', 'dc.date.valid', 'frbr-expression-date'),
      decidedOn: day('citation_date', 'citation_publication_date', 'dcterms.date', 'dc.date'),
      sourceUrl: url,
      publisher: first('eli:publisher', 'dcterms.publisher', 'dc.publisher', 'citation_publisher', 'og:site_name'),
      licence: address(links.get('license')) ?? first('dcterms.license', 'dcterms.rights', 'dc.rights'),
      ...work(first('frbr-expression-uri') ?? url)
    },
    styles,
    warnings
  }
}

/** The work that a page's address names in the Akoma Ntoso way: /akn/ke/act/2018/5. */
function work (text: string | null): Pick<ParsedFacts, 'akn' | 'country'> {
  const found = /\/akn\/([a-z]{2})(?:-[a-z0-9-]{1,20})?\/([a-z][a-z-]{0,30})\/(\d{4})(?:-\d\d-\d\d)?\/([a-z0-9][a-z0-9-]{0,80})(?=[/@?#]|$)/.exec(text ?? '')
  return found ? { akn: found.slice(1).join('/'), country: found[1]! } : { akn: null, country: null }
}

function address (text: string | null | undefined): string | null {
  return text && /^https?:\/\/./i.test(text) && URL.canParse(text) ? new URL(text).href : null
}

function collect (root: Tree.ParentNode): Found {
  const found: Found = { meta: new Map(), links: new Map(), languages: [], pageTitle: null, styles: [] }
  walk(root, {
    enter (element) {
      collectFrom(element, found)
      return element.tagName !== 'svg'
    }
  })
  return found
}

function collectFrom (element: Element, found: Found) {
  const name = element.tagName
  const value = (of: string) => cleaned(attribute(element, of)).slice(0, 1000)
  if (name === 'html' || name === 'body') found.languages.push(value('lang') || value('xml:lang'))
  if (name === 'title') found.pageTitle ??= nullable(cleaned(textBelow(element)).slice(0, 500))
  if (name === 'style') found.styles.push(textBelow(element))
  if (name === 'link') for (const rel of value('rel').toLowerCase().split(' ')) if (!found.links.has(rel)) found.links.set(rel, value('href'))
  const [expression, date] = value('frbr-expression-uri').split('@')
  if (expression) found.meta.set('frbr-expression-uri', expression)
  if (date) found.meta.set('frbr-expression-date', date)
  if (name !== 'meta') return
  const key = (value('name') || value('property') || value('http-equiv')).toLowerCase().replace(/^(dcterms|dc)[:_]/, '$1.')
  if (key !== '' && value('content') !== '' && !found.meta.has(key)) found.meta.set(key, value('content'))
}

/** The encoding that the first bytes of a page declare; null where they declare none. */
export function declaredEncoding (bytes: Uint8Array): string | null {
  const head = Buffer.from(bytes.subarray(0, 4096)).toString('latin1')
  return /<meta\b[^>]{0,300}?charset\s{0,5}=\s{0,5}["']?\s{0,5}([\w:.-]{2,40})/i.exec(head)?.[1] ?? /^\s{0,100}<\?xml[^>]{0,200}?encoding\s?=\s?["']([\w.-]{2,40})/.exec(head)?.[1] ?? null
}
