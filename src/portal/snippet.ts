import { escapeMarkup } from '../model/markup.js'

/** What other portals copy into their pages: HTML as text. Whatever goes into it is escaped here. */

type Module = { src: string, integrity?: string }
type Place = { origin: string, language: string, module: Module | undefined, key?: string }

const attribute = (name: string, value: string | null | undefined): string => value ? ` ${name}="${escapeMarkup(value)}"` : ''

/** The tag that loads the elements; with an integrity the browser runs nothing else in their name. */
export const moduleTag = ({ src, integrity }: Module): string =>
  `<script type="module"${attribute('src', src)}${integrity ? `${attribute('integrity', integrity)} crossorigin="anonymous"` : ''}></script>`

const passed = ['state', 'concept', 'type'] as const

/** A search within a page; where scripts do not run a link to ours stands in its place. */
export const searchSnippet = ({ language, module, page, q, parameters, key }: Place & { page: string, q: string, parameters: URLSearchParams }): string =>
  `<cyberlaw-search${attribute('key', key)}${attribute('lang', language)}${attribute('query', q)}${passed.map((name) => attribute(name, parameters.getAll(name).join(','))).join('')}>` +
  `<a${attribute('href', page)}>Cyberlaw Atlas</a></cyberlaw-search>${module ? `\n${moduleTag(module)}` : ''}`

/** A provision within a page, likewise. */
export const provisionSnippet = ({ language, module, page, id, title, key }: Place & { page: string, id: string, title: string }): string =>
  `<cyberlaw-provision${attribute('key', key)}${attribute('lang', language)}${attribute('id', id)}><a${attribute('href', page)}>${escapeMarkup(title)}</a></cyberlaw-provision>` +
  (module ? `\n${moduleTag(module)}` : '')
