import type { ComponentChildren } from 'preact'
import type { Client } from 'openapi-fetch'
import type { components, paths } from '../../clients/typescript/src/schema.js'
import type { UnLanguage } from '../model/vocabulary.js'

export type Api = Client<paths>
/** The shapes of the public API, by name. */
export type Shape = components['schemas']

/** What a page is asked with. */
export type View = {
  api: Api
  language: UnLanguage
  /** whether the address names the language: then all addresses of the page do */
  named: boolean
  /** the address as it was asked: the path, and its parameters */
  path: string
  query: URLSearchParams
  /** where the service is reached from outside, without a slash at the end */
  origin: string
  /** the address of a file of the browser, by its name: with a hash of what is in it, so that it can be kept for ever */
  asset: (name: string) => string
}

/** What a page answers with; the frame is put around `main`. */
export type Page = {
  title: string
  /** one sentence for those who share or list the page; plain text */
  description?: string
  main: ComponentChildren
  /** which entry of the navigation the page belongs to */
  section?: Section
  status?: number
  /** schema.org, as JSON-LD */
  linkedData?: object
  /** what its robots and its readers' caches should take for its address, where it is not `path` */
  canonical?: string
  /** feeds and other forms of the same, shown to machines: `<link rel="alternate">` */
  alternates?: { type: string, href: string, title: string }[]
  /** modules of src/browser that the page needs beside `portal` */
  scripts?: string[]
  /** what it may load beside what every page may, by directive of its content security policy */
  loads?: Record<string, string | undefined>
  /** whether results stand beside facets: then the page is wide */
  wide?: boolean
}
/** What an address answers with that is no page. */
export type File = { media: string, name: string, body: string | Buffer, /** whether it is kept rather than shown */ download: boolean }

export const sections = ['search', 'states', 'map', 'compare', 'embed'] as const
export type Section = (typeof sections)[number]

/** The answer of the API was a problem; the error page tells it. */
export class Refused extends Error {
  constructor (readonly problem: Shape['Problem'], readonly retryAfterSeconds?: number) {
    super(problem.detail)
  }
}

/** The body of an answer; throws Refused when it is a problem. */
export async function read<T> (answer: Promise<{ data?: T, error?: unknown, response: Response }>): Promise<T> {
  const { data, error } = await answer
  if (data === undefined) throw new Refused(error as Shape['Problem'])
  return data
}

/** An address within the portal, in the language that the page was asked in by name. Parameters that are undefined or empty are left out. */
export function link (view: Pick<View, 'language' | 'named'>, path: string, parameters: Record<string, string | number | string[] | undefined> = {}): string {
  const query = new URLSearchParams()
  for (const [name, value] of Object.entries(parameters)) for (const v of [value].flat()) if (v !== undefined && v !== '') query.append(name, String(v))
  if (view.named) query.set('lang', view.language)
  return query.size === 0 ? path : `${path}?${query}`
}

/** Texts in all six languages, of one page; which one is said by the language of the view. */
export const texts = <T>(all: Record<UnLanguage, T>) => ({ language }: Pick<View, 'language'>): T => all[language]

/** A date of the API, which may be a year, a month or a day, as people write it; nothing else is changed. */
export function date ({ language }: Pick<View, 'language'>, text: string): string {
  const [year, month, day] = text.slice(0, 10).split('-').map(Number)
  if (!year || !/^\d{4}/.test(text)) return text
  const options: Intl.DateTimeFormatOptions = day ? { dateStyle: 'long' } : month ? { year: 'numeric', month: 'long' } : { year: 'numeric' }
  return new Intl.DateTimeFormat(locale(language), { ...options, timeZone: 'UTC', calendar: 'gregory' }).format(Date.UTC(year, (month ?? 1) - 1, day ?? 1))
}

export const number = ({ language }: Pick<View, 'language'>, n: number): string => new Intl.NumberFormat(locale(language)).format(n)

/** What a language is called; languages have names in all languages, which the platform knows. */
export function languageName ({ language }: Pick<View, 'language'>, tag: string): string {
  try {
    return new Intl.DisplayNames([language, 'en'], { type: 'language' }).of(tag) ?? tag
  } catch {
    return tag
  }
}

/** Today by UTC, YYYY-MM-DD. */
export const today = () => new Date().toISOString().slice(0, 10)

export const direction = (language: string): 'rtl' | 'ltr' => /^(ar|fa|he|ur|ps|dv|ug|ckb|sd|yi)\b/.test(language) ? 'rtl' : 'ltr'

const locale = (language: string) => language === 'en' ? 'en-GB' : language

/** HTML that the API promises to be escaped but for `<mark>`; anything else in it would be shown as text. */
export const marked = (html: string): { text: string, mark: boolean }[] =>
  html.split(/(<mark>.*?<\/mark>)/s).filter((part) => part !== '')
    .map((part) => ({ mark: part.startsWith('<mark>'), text: unescape(part.replace(/^<mark>|<\/mark>$/g, '')) }))

const entities: Record<string, string> = { '&amp;': '&', '&lt;': '<', '&gt;': '>', '&quot;': '"', '&#39;': "'" }
const unescape = (text: string) => text.replace(/&(?:amp|lt|gt|quot|#39);/g, (entity) => entities[entity]!)
