import { distance } from 'fastest-levenshtein'
import type { Concept } from '../db/concept.js'
import { unLanguages } from '../model/vocabulary.js'
import { markClose, markOpen, toHtml } from './mark.js'
import type { Match } from './query.js'
import { fold } from './typed.js'

/** A label or synonym of a concept, with the words that a query met in it marked. */
export type LabelMatch = { concept: string, language: string, marked: string }

/** Told as a place where a query met a document, which was said, or is only suggested, to be about the concept. */
export const labelMatch = (suggested: boolean) => ({ concept, language, marked }: LabelMatch): Match =>
  ({ field: 'concept', highlight: toHtml(marked), language, concept, suggested })

type Weighed = LabelMatch & { met: number, exact: number, covered: number }
type Word = { folded: string, written: string }

const conceptsShown = 3

/**
 * Why a record was found by its concepts: of each concept the label or synonym that a query met best, by the same
 * tolerance to typing errors as the engine's. The engine can mark these fields too, but a record has hundreds of
 * them, and that costs it fifteen times the search itself. With `always` a concept whose labels have none of the words, since
 * other wordings led to it, is told by the whole of its label.
 */
export function labelExplainer (q: string, concepts: Map<string, Concept>): (codes: string[], always?: boolean) => LabelMatch[] {
  const query = wordsOf(q)
  const known = new Map<string, Weighed | undefined>()
  const best = (code: string): Weighed | undefined => {
    if (!known.has(code)) known.set(code, bestLabel(concepts.get(code), query))
    return known.get(code)
  }
  return (codes, always = false) => {
    if (query.length === 0) return []
    const found = codes.flatMap((code) => best(code) ?? (always ? wholeLabel(concepts.get(code)) : [])).sort(byFit)
    const whole = found.filter((m) => m.met === query.length)
    return (whole.length > 0 ? whole : found).slice(0, conceptsShown).map(({ concept, language, marked }) => ({ concept, language, marked }))
  }
}

function wholeLabel (concept: Concept | undefined): Weighed[] {
  if (!concept) return []
  return [{ concept: concept.code, language: 'en', marked: markOpen + concept.labels.en + markClose, met: 0, exact: 0, covered: 1 }]
}

const byFit = (a: Weighed, b: Weighed) => b.met - a.met || b.exact - a.exact || b.covered - a.covered

function bestLabel (concept: Concept | undefined, query: Word[]): Weighed | undefined {
  if (!concept) return undefined
  const weighed = unLanguages.flatMap((language) => [concept.labels[language], ...concept.synonyms[language]].map((text) =>
    ({ concept: concept.code, language, ...mark(text, query) })))
  const [best] = weighed.filter((m) => m.met > 0).sort(byFit)
  return best
}

/** A word is a run of letters and digits; in Chinese, which has no spaces, each character counts as one. */
const word = /\p{Script=Han}|(?:(?!\p{Script=Han})[\p{L}\p{N}\p{M}])+/gu

function wordsOf (text: string): Word[] {
  const words = [...text.matchAll(word)].map(([found]) => ({ folded: bare(found), written: found.toLowerCase() }))
  return [...new Map(words.map((w) => [w.folded, w])).values()]
}

/** Without the Arabic article too. */
const bare = (text: string) => fold(text).replace(/^ال(?=..)/, '')

/** The vocabulary has some ten thousand different words, and folding them is most of the work: each is folded once. */
const folded = new Map<string, string>()
const foldedMax = 50_000

function foldOnce (text: string): string {
  let found = folded.get(text)
  if (found === undefined) {
    if (folded.size >= foldedMax) folded.clear()
    folded.set(text, found = bare(text))
  }
  return found
}

function mark (text: string, query: Word[]) {
  const met = new Set<Word>()
  let exact = 0
  let covered = 0
  const marked = text.replace(word, (found) => {
    const asked = query.find((q) => isMet(foldOnce(found), q.folded))
    if (asked === undefined) return found
    met.add(asked)
    if (found.toLowerCase() === asked.written) exact++
    covered += found.length
    return markOpen + found + markClose
  }).replaceAll(markClose + markOpen, '')
  return { marked, met: met.size, exact, covered: covered / text.length }
}

/** The engine's rule: the word, its beginning, or one typing error from five letters on and two from nine on. */
function isMet (found: string, asked: string): boolean {
  if (found === asked || (asked.length >= 3 && found.startsWith(asked))) return true
  const errors = asked.length >= 9 ? 2 : asked.length >= 5 ? 1 : 0
  return errors > 0 && Math.abs(found.length - asked.length) <= errors && distance(found, asked) <= errors
}
