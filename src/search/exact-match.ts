import type { WordField, WordPhrase, WordQuery } from '../db/search-document.js'
import { isDense, wordsOf, type Word } from './exact-word.js'
import { best, cropped, whole, type Line as Passage, type Span } from './passage.js'
import type { Hit, HitDocument } from './query.js'

type Line = Passage & { words: Word[] }
type Fields = Record<WordField, Line[]>
export type Shown = Pick<HitDocument, 'heading' | 'title' | 'body' | 'bodyLanguages'>

/** Whether a document fulfils a query, told by its text: what Postgres answers where it can hold the whole text. */
export function fulfils (query: WordQuery, document: Shown): boolean {
  return metBy(query, fieldsOf(document)) !== undefined
}

/** What of a document met the query, marked; its text is cut down to some words around the first of it. */
export function showMatches (query: WordQuery | undefined, document: Shown): Pick<Hit, 'matches' | 'snippet'> {
  const fields = fieldsOf(document)
  const met = query ? metBy(query, fields) ?? [] : []
  const marked = (field: WordField) => fields[field].map((line) => ({ line, spans: spansOf(line, met.filter((p) => p.field === null || p.field === field)) }))
  const text = marked('text')
  const shown = text[Math.max(0, text.findIndex(({ spans }) => spans.length > 0))]
  return {
    matches: [
      ...best('heading', marked('heading'), whole), ...best('title', marked('title'), whole), ...best('text', text, cropped)
    ],
    snippet: shown ? { html: cropped(shown.line, shown.spans), language: shown.line.language! } : null
  }
}

function fieldsOf ({ heading, title, body, bodyLanguages }: Shown): Fields {
  const lineOf = (given: string, language: string | null): Line => {
    const text = given.replace(/[\uE000\uE001]/g, '')
    return { text, words: wordsOf(text).map((word) => ({ ...word, dense: isDense(word.word) })), language }
  }
  return {
    heading: heading.map((text) => lineOf(text, null)),
    title: title.map((text) => lineOf(text, null)),
    text: body.map((text, i) => lineOf(text, bodyLanguages[i] ?? null))
  }
}

/** The phrases because of which a query is fulfilled; undefined when it is not. */
function metBy (query: WordQuery, fields: Fields): WordPhrase[] | undefined {
  if (query.kind === 'phrase') {
    const lines = query.field ? fields[query.field] : Object.values(fields).flat()
    return lines.some((line) => occursFrom(line.words, query, 0) >= 0) ? [query] : undefined
  }
  if (query.kind === 'not') return metBy(query.part, fields) ? undefined : []
  const parts = query.parts.map((part) => metBy(part, fields))
  const met = parts.filter((part) => part !== undefined)
  return (query.kind === 'and' ? met.length === parts.length : met.length > 0) ? met.flat() : undefined
}

/** Where, at `from` or behind, a phrase begins; -1 when it does not. */
function occursFrom (words: Word[], { words: asked }: WordPhrase, from: number): number {
  const first = asked[0]!
  for (let at = from; at + asked.length <= words.length; at++) {
    if (isMet(words[at]!, first) && asked.every((word, i) => isMet(words[at + i]!, word))) return at
  }
  return -1
}

const isMet = ({ word }: Word, asked: WordPhrase['words'][number]) => asked.prefix ? word.startsWith(asked.word) : word === asked.word

/** Where in a line phrases stand, in words (to: exclusive), in order and apart from each other. */
function spansOf ({ words }: Line, phrases: WordPhrase[]): Span[] {
  const spans = phrases.flatMap((phrase) => {
    const found: Span[] = []
    for (let at = occursFrom(words, phrase, 0); at >= 0; at = occursFrom(words, phrase, at + 1)) found.push({ from: at, to: at + phrase.words.length })
    return found
  }).sort((a, b) => a.from - b.from || a.to - b.to)
  const apart: Span[] = []
  for (const span of spans) {
    const last = apart.at(-1)
    if (last && (span.from < last.to || words[last.to - 1]!.end === words[span.from]!.start)) last.to = Math.max(last.to, span.to)
    else apart.push({ ...span })
  }
  return apart
}
