import { normalise } from './normalise.js'
import { best, cropped, whole, type Line, type Span } from './passage.js'
import type { Hit, HitDocument } from './query.js'
import type { Weighed } from './rank.js'
import { isDense, termOf, wordsOf, type Word } from './token.js'

/** A line with what of it was met, and what each place is worth. */
export type Read = Line & { spans: Span[], worths: number[] }
/** What of these words of a line was met. */
export type ReadWords = (words: Word[], language: string | null) => Pick<Read, 'words' | 'spans' | 'worths'>
const cropWords = 40
/**
 * A longer text is looked at in parts of so many letters for each word of the query, up to the first that has something of it: of
 * one word any place is as good as another, of several there are better and worse.
 */
const partLengthOfWord = 1_000
const partLengthMax = 4_000

/** What of a document met the words of a query, in whatever inflection, marked; its text is cut down to where most of them stand. */
export function highlight (document: HitDocument, words: Weighed[]): Pick<Hit, 'matches' | 'snippet'> {
  const worth = new Map(words.filter(({ common }) => !common).flatMap(({ terms, idf }) => terms.map((term) => [term, idf] as const)))
  return markDocument(document, words.length, (line, language) => readWords(line, language, worth))
}

/** What of a document `readWords` says was met by a query of so many words. */
export function markDocument (document: HitDocument, wordCount: number, readWords: ReadWords): Pick<Hit, 'matches' | 'snippet'> {
  const { heading, title, body, bodyLanguages, place, placeLanguages, display } = document
  const spoken = new Map([...display.title, ...display.heading].map(({ text, language }) => [normalise(text), language]))
  const read = (texts: string[], languageOf: (text: string, i: number) => string | null) =>
    texts.map((text, i) => readPart(text, languageOf(text, i), readWords))
  const partLength = Math.min(partLengthMax, partLengthOfWord * Math.max(1, wordCount))
  const byText = (text: string) => spoken.get(text) ?? display.language
  const lines = {
    heading: read(heading, byText),
    title: read(title, byText),
    text: body.map((text, i) => readText(text, bodyLanguages[i] ?? null, partLength, readWords)),
    place: read(place, (_, i) => placeLanguages[i] ?? null)
  }
  const marked = (field: keyof typeof lines) => lines[field].map((line) => ({ line, spans: line.spans }))
  const shown = [...lines.text].sort((a, b) => densest(b).worth - densest(a).worth)[0]
  const around = (line: Line, spans: Span[]) => cropped(line, spans, densest(line as Read).span)
  return {
    matches: [...best('heading', marked('heading'), whole), ...best('title', marked('title'), whole), ...best('text', marked('text'), around), ...best('place', marked('place'), whole)],
    snippet: shown ? { html: around(shown, shown.spans), language: shown.language! } : null
  }
}

/** The first part of a text in which something was met; where there is none, its beginning. */
function readText (text: string, language: string | null, partLength: number, readWords: ReadWords): Read {
  const readFrom = (start: number) => readPart(text, language, readWords, start, partEnd(text, start, partLength))
  const beginning = readFrom(0)
  for (let part = beginning; ; part = readFrom(part.end)) {
    if (part.spans.length > 0) return part
    if (part.end === text.length) return beginning
  }
}

/** Parts end between words, where there are spaces. */
function partEnd (text: string, start: number, partLength: number): number {
  if (text.length - start <= partLength) return text.length
  const space = text.slice(start, start + partLength).search(/\s\S*$/)
  return start + (space > 0 ? space : partLength)
}

function readPart (text: string, language: string | null, readWords: ReadWords, start = 0, end = text.length) {
  const words = wordsOf(text.slice(start, end))
  const placed = start === 0 ? words : words.map((word) => ({ ...word, start: start + word.start, end: start + word.end }))
  return { text, language, start, end, ...readWords(placed, language) }
}

function readWords (words: Word[], language: string | null, worth: Map<string, number>): ReturnType<ReadWords> {
  const line: ReturnType<ReadWords> = { words: [], spans: [], worths: [] }
  for (const { word, start, end } of words) {
    const dense = isDense(word)
    const idf = worth.get(dense ? word : termOf(word, language))
    const pair = dense && [...word].length > 1
    if (!pair) line.words.push({ start, end, dense })
    if (idf === undefined) continue
    // Two characters side by side are told after the first of them.
    const from = line.words.length - 1
    const last = line.spans.at(-1)
    if (last && last.to >= from && dense && last.to > from - 1) last.to = from + (pair ? 2 : 1)
    else {
      line.spans.push({ from, to: from + (pair ? 2 : 1) })
      line.worths.push(idf)
    }
  }
  return line
}

/** Where, within the words that are shown, most of the query stands; each word of it counts once for each place. */
function densest ({ spans, worths }: Read): { span: Span | undefined, worth: number } {
  let found: { span: Span | undefined, worth: number } = { span: spans[0], worth: 0 }
  spans.forEach((span, i) => {
    let worth = 0
    for (let j = i; j < spans.length && spans[j]!.to - span.from <= cropWords; j++) worth += worths[j]!
    if (worth > found.worth) found = { span, worth }
  })
  return found
}
