import { structureBlocks } from '../../src/ingest/structure/structure.js'
import type { Block } from '../../src/model/parsed.js'

/** A text as blocks: one a line; `#` signs before a line are its heading level. */
export const blocks = (text: string): Block[] => text.split('\n').map((line) => line.trim()).filter((line) => line !== '').map((line) => {
  const [, signs, words] = /^(#*)\s*(.*)$/.exec(line)!
  return signs === '' ? { text: words! } : { text: words!, level: signs!.length }
})

export const structure = (text: string, language: string | null = null) => structureBlocks(blocks(text), { language })

/** Each provision on a line: eId, kind, number, heading, what it stands in, text. */
export const outline = (text: string, language: string | null = null) =>
  structure(text, language).provisions.map((p) => [p.eId, p.kind, p.number, p.heading, p.parent, p.text].map((part) => part ?? '-').join(' | '))

/** The same, without the texts. */
export const heads = (text: string, language: string | null = null) => outline(text, language).map((line) => line.split(' | ').slice(0, 5).join(' | '))

export const told = (text: string, language: string | null = null) =>
  structure(text, language).warnings.map(({ code, count, detail }) => `${code} ${count} ${detail ?? ''}`.trim())
