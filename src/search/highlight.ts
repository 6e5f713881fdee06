import { normalise } from './normalise.js'
import { best, cropped, whole, type Line, type Span } from './passage.js'
import type { Hit, HitDocument } from './query.js'
import type { Weighed } from './rank.js'
import { isDense, termOf, wordsOf } from './token.js'

/** A line with what of it was met, and what each place is worth. */
export type Read = Line & { spans: Span[], worths: number[] }
export type ReadLine = (text: string, language: string | null) => Read
const cropWords = 40
/** Of a longer text, in letters, the beginning is looked at first, and the rest only where that has nothing of the query. */
const beginningLength = 4_000

/** What of a document met the words of a query, in whatever inflection, marked; its text is cut down to where most of them stand. */
export function highlight (document: HitDocument, words: Weighed[]): Pick<Hit, 'matches' | 'snippet'> {
  const worth = new Map(words.filter(({ common }) => !common).flatMap(({ terms, idf }) => terms.map((term) => [term, idf] as const)))
  return markDocument(document, (text, language) => readLine(text, language, worth))
}

/** What of a document `readLine` says was met. */
export function markDocument (document: HitDocument, readLine: ReadLine): Pick<Hit, 'matches' | 'snippet'> {
  const { heading, title, body, bodyLanguages, place, placeLanguages, display } = document
  const spoken = new Map([...display.title, ...display.heading].map(({ text, language }) => [normalise(text), language]))
  const read = (texts: string[], languageOf: (text: string, i: number) => string | null) => texts.map((text, i) => readLine(text, languageOf(text, i)))
  const byText = (text: string) => spoken.get(text) ?? display.language
  const lines = {
    heading: read(heading, byText),
    title: read(title, byText),
    text: body.map((text, i) => readBeginning(text, bodyLanguages[i] ?? null, readLine)),
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

function readBeginning (text: string, language: string | null, readLine: ReadLine): Read {
  const beginning = text.slice(0, beginningLength)
  const read = readLine(text.length > beginningLength ? beginning.slice(0, beginning.search(/\s\S*$/) >>> 0) : text, language)
  return read.spans.length > 0 || text.length <= beginningLength ? read : readLine(text, language)
}

function readLine (text: string, language: string | null, worth: Map<string, number>): Read {
  const line: Read = { text, language, words: [], spans: [], worths: [] }
  for (const { word, start, end } of wordsOf(text)) {
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
