import type { Search } from './client.js'
import { countTerms, knowIndex, worthOf } from './frequency.js'
import type { HitDocument } from './query.js'
import { readQuery, type QueryWord } from './question.js'
import type { Weighed } from './rank.js'
import { isDense } from './token.js'

/** The words of a provision in one of its languages that tell most of what it says, in their order; `idf` has in it how often it says them. */
export type Telling = { language: string, words: Weighed[] }
type Counted = QueryWord & { times: number }
type Spoken = { heading: string, body: string }

/** What a text says, it has said by here. */
const charactersRead = 20_000
/** A word of the heading, beside one of the text. */
const headingTimes = 2
/** So many words are looked up in the index, those of the heading first, and so many of them compared. */
const countedMax = 120
const tellingMax = 40

/** What a document says in each of its languages, and how many documents have each term. Throws Unavailable when the engine does not answer. */
export async function readTelling (engine: Search, document: HitDocument): Promise<{ spoken: Telling[], counts: Map<string, number> }> {
  const index = await knowIndex(engine)
  const counted = [...textsOf(document)].map(([language, text]) => ({ language, words: countWords(text, language, document.place) }))
  await countTerms(engine, index, counted.flatMap(({ words }) => words.flatMap(({ terms }) => terms)))
  const weigh = ({ times, ...word }: Counted): Weighed & { having: number } => {
    const having = word.terms.reduce((sum, term) => sum + (index.counts.get(term) ?? 0), 0)
    return { ...word, having, idf: worthOf(index.documents, Math.min(index.documents, having)) * (1 + Math.log(times)) }
  }
  return {
    // What stands in no other document leads to none.
    spoken: counted.map(({ language, words }) => ({ language, words: mostTelling(words.map(weigh).filter(({ having }) => having > 1), tellingMax) })),
    counts: index.counts
  }
}

/** The words that tell most, in their order. */
export const mostTelling = (words: Weighed[], most: number): Weighed[] =>
  [...words].sort((a, b) => b.idf - a.idf).slice(0, most).sort((a, b) => a.start - b.start)

/** A language without its region and script: texts in `pt` and `pt-BR` are compared. */
export const baseOf = (language: string | null): string | undefined => language?.split('-')[0]

function textsOf ({ display, body, bodyLanguages }: HitDocument): Map<string, Spoken> {
  const texts = new Map<string, Spoken>()
  const add = (field: keyof Spoken, text: string, language: string) => {
    const spoken = texts.get(language) ?? { heading: '', body: '' }
    texts.set(language, { ...spoken, [field]: `${spoken[field]}${text}\n` })
  }
  for (const { text, language } of display.heading) add('heading', text, baseOf(language)!)
  body.forEach((text, i) => add('body', text, baseOf(bodyLanguages[i]!)!))
  return texts
}

/** Numbers are a law's own, and so is the name of its State: neither is looked for in others. */
function countWords ({ heading, body }: Spoken, language: string, place: string[]): Counted[] {
  const named = new Set(readQuery(place.join('\n'), [language]).words.flatMap(({ terms }) => terms))
  const words = new Map<string, Counted>()
  for (const word of readQuery((heading + body).slice(0, charactersRead), [language]).words) {
    const term = word.terms[0]!
    const isLetter = isDense(word.word) && [...word.word].length === 1
    if (word.common || isLetter || named.has(term) || /\p{Nd}/u.test(word.word)) continue
    const times = word.start < heading.length ? headingTimes : 1
    const known = words.get(term)
    if (known) known.times += times
    else words.set(term, { ...word, times })
  }
  const inHeading = ({ start }: Counted) => Number(start < heading.length)
  return [...words.values()].sort((a, b) => inHeading(b) - inHeading(a) || b.times - a.times).slice(0, countedMax)
}
