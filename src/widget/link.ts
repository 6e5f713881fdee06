import { hrefOf } from '../portal/address.js'
import type { Hit } from './api.js'

/** An address as a link may have it, or undefined: nothing but http(s) is ever followed, whoever wrote it. */
export function safeHref (href: string, base: string): string | undefined {
  if (!URL.canParse(href, base)) return undefined
  const url = new URL(href, base)
  return url.protocol === 'https:' || url.protocol === 'http:' ? url.href : undefined
}

type Linked = Pick<Hit, 'type' | 'id' | 'legislationId' | 'eId' | 'akn' | 'href'>

/**
 * Where a record leads to: its page with us, or what the host's template makes of it. `{id}`, `{type}`, `{legislationId}`, `{eId}`, `{akn}`,
 * `{href}` (of the API), `{page}` (of ours) and `{lang}` are filled in, escaped so that they stay within the part of the address they stand in.
 */
export function linkOf (hit: Linked, { template, api, language }: { template: string | null, api: string, language: string }): string | undefined {
  const page = `${api}${hrefOf(hit)}?lang=${language}`
  if (!template) return safeHref(page, document.baseURI)
  const { type, id, legislationId, eId, akn, href } = hit
  const values: Record<string, string | null> = { type, id, legislationId, eId, akn, href: api + href, page, lang: language }
  return safeHref(template.replace(/\{(\w+)\}/g, (all, name: string) => name in values ? encodeURIComponent(values[name] ?? '') : all), document.baseURI)
}
