import { shownFrom, type Classifier } from '../classify/classify.js'
import type { SearchDocument } from './document.js'
import { normalise } from './normalise.js'
import { facetNames } from './settings.js'
import { alike, isDense, termOf, wordsOf, type Word } from './token.js'

/** The words of one line of a document, in a language: what is ranked by. */
export type TermLine = { field: 'heading' | 'title' | 'body' | 'place', language: string | null, words: string }
/** What a document says itself; the law's title and the State's names are the same for all of a law. */
export const isOwn = ({ field }: Pick<TermLine, 'field'>): boolean => field === 'heading' || field === 'body'

/** Concepts a document is about and how surely: 1 where people said so, less where its words suggest it. */
export type Topics = Record<string, number>

/** What a document is ranked by. */
export type Ranking = { lines: TermLine[], topics: Topics }
export type RankedDocument = SearchDocument & { ranking: Ranking }

const filters = [...facetNames, 'article', 'validFrom', 'validTo', 'root', 'generation', 'legislationId'] as const
/** What the engine finds candidates by: terms in code, in the order of the text, and what filters and counts need. */
export type TermDocument = Pick<SearchDocument, 'id' | (typeof filters)[number]> & { heading: string, title: string, body: string, place: string, topic: string }

/**
 * A term as seven letters: the engine keeps them whole, whatever the script was. Two of a million terms share a code by
 * chance; the ranking, which reads the words themselves, tells them apart.
 */
export function codeOf (term: string): string {
  let n = termHash(term)
  let code = ''
  for (let i = 0; i < 7; i++) {
    code += String.fromCharCode(97 + n % 26)
    n = Math.floor(n / 26)
  }
  return code
}

/** A hash of 53 bits, by cyrb53 (public domain). */
export function termHash (text: string): number {
  let a = 0xdeadbeef
  let b = 0x41c6ce57
  for (let i = 0; i < text.length; i++) {
    const c = text.charCodeAt(i)
    a = Math.imul(a ^ c, 2654435761)
    b = Math.imul(b ^ c, 1597334677)
  }
  a = Math.imul(a ^ (a >>> 16), 2246822507) ^ Math.imul(b ^ (b >>> 13), 3266489909)
  b = Math.imul(b ^ (b >>> 16), 2246822507) ^ Math.imul(a ^ (a >>> 13), 3266489909)
  return 4294967296 * (2097151 & b) + (a >>> 0)
}

export const topicTerm = (concept: string): string => `topic:${concept}`

/** Adds to a document what it is ranked by. */
export const withRanking = (document: SearchDocument, classify: Classifier): RankedDocument =>
  ({ ...document, ranking: { lines: linesOf(document), topics: topicsOf(document, classify) } })

/** The lines of a document, each with its language. */
function linesOf (document: SearchDocument): TermLine[] {
  const { display, language: [own] } = document
  const spoken = new Map([...display.title, ...display.heading].map((line) => [normalise(line.text), line.language]))
  const line = (field: TermLine['field'], text: string, language = spoken.get(text) ?? display.language ?? own ?? null): TermLine =>
    ({ field, language, words: writtenIn(text) })
  return [
    ...document.heading.map((text) => line('heading', text)),
    ...document.title.map((text) => line('title', text)),
    ...document.body.map((text, i) => line('body', text, document.bodyLanguages[i])),
    ...document.place.map((text, i) => line('place', text, document.placeLanguages[i] ?? null))
  ]
}

/** The words of a text, with a space between them. */
export const writtenIn = (text: string): string => wordsOf(text).filter(isWritten).map((w) => w.word).join(' ')

/** Two characters side by side are put together from what is kept of each. */
const isWritten = ({ word }: Word) => !(isDense(word) && [...word].length > 1)

/** The terms of a line, in its order; of characters each, and each two that follow each other. */
export function termsOf ({ language, words }: TermLine): string[] {
  const terms: string[] = []
  let before = ''
  for (const word of words.split(' ')) {
    if (word === '') continue
    if (!isDense(word)) {
      terms.push(termOf(word, language))
      before = ''
      continue
    }
    if (before !== '') terms.push(before + word)
    terms.push(word)
    before = word
  }
  return terms
}

/** What a document says itself, as it is written but folded: parts of words are looked for in it, where words are written with spaces. */
export const lettersOf = (lines: TermLine[]): string =>
  lines.filter(isOwn).flatMap(({ words }) => words.split(' ').filter((word) => !isDense(word))).map(alike).join(' ')

/** What the engine is given of a document to find it by its terms. */
export function buildTermDocument ({ ranking: { lines, topics }, ...document }: RankedDocument): TermDocument {
  const coded = (field: TermLine['field']) => lines.filter((line) => line.field === field).map((line) => termsOf(line).map(codeOf).join(' ')).join(' ')
  return {
    id: document.id,
    ...Object.fromEntries(filters.map((name) => [name, document[name]])) as Pick<SearchDocument, (typeof filters)[number]>,
    heading: coded('heading'),
    title: coded('title'),
    body: coded('body'),
    place: coded('place'),
    topic: Object.entries(sureOf(topics)).sort((a, b) => b[1] - a[1]).map(([concept]) => codeOf(topicTerm(concept))).join(' ')
  }
}

/** Those that a document is found by and shown with: what people said, or what is sure enough to be shown. The others only rank it. */
export const sureOf = (topics: Topics): Topics => Object.fromEntries(Object.entries(topics).filter(([, sure]) => sure >= shownFrom))

/** What people said a document is about; of a provision of which they said nothing, what its words suggest, however unsure. */
function topicsOf (document: SearchDocument, classify: Classifier): Topics {
  const said = Object.fromEntries(document.concepts.map((code) => [code, 1]))
  if (document.type !== 'provision' || document.concepts.length > 0) return said
  const suggested = classify({
    heading: document.display.heading[0]?.text ?? null,
    text: document.body[0] ?? null,
    language: document.display.language,
    lawTitle: document.display.title[0]?.text ?? null
  }).filter(({ relation }) => relation !== 'general_offence')
  return Object.fromEntries(suggested.map(({ concept, confidence }) => [concept, confidence]))
}
