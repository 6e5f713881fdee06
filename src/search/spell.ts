import { distance } from 'fastest-levenshtein'
import type { Concept } from '../db/concept.js'
import { unLanguages } from '../model/vocabulary.js'
import type { Search } from './client.js'
import { readFrequencies } from './frequency.js'
import { markClose, markOpen } from './mark.js'
import { normalise, normaliseQuery } from './normalise.js'
import { topicTerm } from './term.js'
import { alike, isDense, termOf, wordsOf } from './token.js'
import { errorsToBeginnings } from './typing-error.js'

/** How a word that exists is written, how often, and the concepts whose labels have it. */
type Spelling = { written: Map<string, number>, concepts: Set<string> }
/** By the word with its letters folded, by which spellings are compared. */
type Spellings = Map<string, Spelling>
type Near = { written: string, concepts: string[], errors: number }

const lettersMin = 4
/** Longer runs of letters are no words. */
const lettersMax = 64
/** From so many letters on, two errors are forgiven instead of one. */
const longFrom = 8
/** A query with more unknown words than these is not one with typing errors. */
const wordsMax = 8
const hitsOfWord = 12
const cropWords = 5
/** Chinese has no words that could be told apart. */
const spaced = unLanguages.filter((language) => language !== 'zh')

/**
 * Of words that no document has, as `wordsOf` gives them, those that are most likely misspelt, each with the word that was
 * most likely meant, in small letters: the one with the fewest errors, and of these the one that most documents have. Looked
 * for among the words of the documents that the engine finds with errors, and of the vocabulary; where these have none, among
 * the words that two neighbouring letters exchanged make. Words that exist, short ones and those of scripts without spaces
 * are not corrected. Throws Unavailable when the engine does not answer.
 */
export async function correctWords (engine: Search, words: string[], vocabulary: Map<string, Concept>): Promise<Map<string, string>> {
  const unknown = [...new Set(words)].filter(isCorrectable).slice(0, wordsMax)
  if (unknown.length === 0) return new Map()
  const [labels, met] = [labelWordsOf(vocabulary), await readSpellings(engine, unknown)]
  const near = unknown.map((word, i) => nearest(word, [met[i]!, labels]) ?? exchanged(word))
  const own = unknown.map((word): Near => ({ written: word, concepts: [], errors: 0 }))
  const { counts, languages } = await readFrequencies(engine, (all) => [...own, ...near.flat()].flatMap((spelling) => termsOf(spelling, all)))
  const documents = (spelling: Pick<Near, 'written' | 'concepts'>) => termsOf(spelling, languages).reduce((sum, term) => sum + counts.get(term)!, 0)
  return new Map(unknown.flatMap((word, i): [string, string][] => {
    if (documents(own[i]!) > 0) return []
    const [best] = near[i]!.map(({ written, ...rest }) => ({ written, documents: documents({ written, ...rest }) })).filter((s) => s.documents > 0)
      .sort((a, b) => b.documents - a.documents || (a.written < b.written ? -1 : 1))
    return best ? [[word, best.written]] : []
  }))
}

/** The query with its misspelt words replaced and nothing else changed, capitals kept; null when there is nothing to replace. */
export function didYouMean (q: string, corrections: Map<string, string>): string | null {
  let corrected = ''
  let at = 0
  for (const { word, start, end } of wordsOf(q)) {
    const meant = corrections.get(word)
    if (meant === undefined || start < at) continue
    corrected += q.slice(at, start) + capitalsOf(q.slice(start, end), meant)
    at = end
  }
  return at === 0 ? null : corrected + q.slice(at)
}

function isCorrectable (word: string): boolean {
  return word.length <= lettersMax && /^\p{L}[\p{L}\p{M}]*$/u.test(word) && !isDense(word) && [...word].length >= lettersMin
}

function capitalsOf (written: string, word: string): string {
  const [first, ...rest] = [...written]
  const [letter, ...others] = [...word]
  const isCapital = (text: string) => text !== text.toLowerCase() && text === text.toUpperCase()
  if (!isCapital(first!)) return word
  return isCapital(rest.join('')) ? word.toUpperCase() : letter!.toUpperCase() + others.join('')
}

type Lines = { heading: string[], title: string[], body: string[], place: string[] }

/** What each word is in the documents that the engine, which forgives errors, finds by it. */
async function readSpellings (engine: Search, words: string[]): Promise<Spellings[]> {
  const fields = ['heading', 'title', 'body', 'place'] as const
  const { results } = await engine.post<{ results: { hits: { _formatted: Lines }[] }[] }>('/multi-search', {
    queries: words.map((word) => ({
      indexUid: engine.uid,
      // The space says that the word is whole: its continuations are no spellings of it.
      q: `${normaliseQuery(word)} `,
      matchingStrategy: 'all',
      limit: hitsOfWord,
      attributesToRetrieve: fields,
      attributesToHighlight: fields,
      attributesToCrop: ['body'],
      cropLength: cropWords,
      highlightPreTag: markOpen,
      highlightPostTag: markClose
    }))
  })
  return results.map(({ hits }) => {
    const spellings: Spellings = new Map()
    for (const { _formatted: lines } of hits) {
      for (const line of fields.flatMap((field) => lines[field])) for (const written of markedWords(line)) addSpelling(spellings, written)
    }
    return spellings
  })
}

/** The words that have a mark in them: the engine marks what it takes for words, which may be less, as behind an Arabic article. */
function markedWords (marked: string): string[] {
  if (!marked.includes(markOpen)) return []
  const spans: [number, number][] = []
  let text = ''
  for (const part of marked.split(markOpen)) {
    const [met, rest] = part.includes(markClose) ? part.split(markClose) : ['', part]
    if (met !== '') spans.push([text.length, text.length + met!.length])
    text += met! + (rest ?? '')
  }
  return wordsOf(text).filter((word) => spans.some(([start, end]) => word.start < end && start < word.end)).map(({ start, end }) => text.slice(start, end))
}

function addSpelling (spellings: Spellings, text: string, concept?: string): void {
  const [word] = wordsOf(text)
  if (!word || !isCorrectable(word.word)) return
  const folded = alike(word.word)
  const known = spellings.get(folded) ?? { written: new Map<string, number>(), concepts: new Set<string>() }
  // Latin words are shown with their accents; the signs of other scripts are mostly left out where people write.
  const written = /\p{Script=Latin}/u.test(text) ? normalise(text).toLowerCase() : word.word
  known.written.set(written, (known.written.get(written) ?? 0) + 1)
  if (concept !== undefined) known.concepts.add(concept)
  spellings.set(folded, known)
}

const read = new WeakMap<Map<string, Concept>, Spellings>()

/** The words of all labels and synonyms, read once for as long as the vocabulary is the same. */
function labelWordsOf (vocabulary: Map<string, Concept>): Spellings {
  let spellings = read.get(vocabulary)
  if (spellings) return spellings
  read.set(vocabulary, spellings = new Map())
  for (const { code, labels, synonyms } of vocabulary.values()) {
    for (const text of spaced.flatMap((language) => [labels[language], ...synonyms[language]])) {
      for (const { start, end } of wordsOf(text)) addSpelling(spellings, text.slice(start, end), code)
    }
  }
  return spellings
}

/** The spellings with the fewest errors, within what is forgiven; none when the word exists, null when nothing is near. */
function nearest (word: string, sources: Spellings[]): Near[] | null {
  const asked = alike(word)
  let least = [...asked].length < longFrom ? 1 : 2
  const found = new Map<string, Near>()
  for (const [folded, { written, concepts }] of sources.flatMap((source) => [...source])) {
    // Two swapped letters are two errors for this measure, which is fast.
    if (Math.abs(folded.length - asked.length) > least || distance(asked, folded) > 2 * least) continue
    const errors = errorsToBeginnings(asked, folded).at(-1)!
    if (errors === 0) return []
    if (errors > least) continue
    least = errors
    const [[usual]] = [...written].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1)) as [[string, number]]
    const known = found.get(folded)
    found.set(folded, { written: known?.written ?? usual, concepts: [...new Set([...known?.concepts ?? [], ...concepts])], errors })
  }
  return found.size === 0 ? null : [...found.values()].filter(({ errors }) => errors === least)
}

/** The engine forgives no error in the first letter, which in Arabic is that behind the article, nor in the article itself. */
function exchanged (word: string): Near[] {
  const letters = [...word]
  return letters.slice(1).flatMap((letter, i) => letter === letters[i] ? [] : [{ written: letters.with(i, letter).with(i + 1, letters[i]!).join(''), concepts: [], errors: 1 }])
}

/** What documents are counted by that have a word in any language, or are about a concept that is called so. */
function termsOf ({ written, concepts }: Pick<Near, 'written' | 'concepts'>, languages: string[]): string[] {
  const words = wordsOf(written).flatMap(({ word }) => [null, ...languages].map((language) => termOf(word, language)))
  return [...new Set([...words, ...concepts.map(topicTerm)])]
}
