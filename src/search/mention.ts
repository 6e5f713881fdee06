import type { Db } from '../db/client.js'
import { listLawNames } from '../db/legislation-name.js'
import type { Mention } from '../db/search-document.js'
import { isSmall, partsOf, withoutState } from '../model/law-name.js'
import { isOwn, writtenIn, type RankedDocument } from './term.js'
import { isDense, termOf } from './token.js'

/** A law's name as terms. */
type Name = { terms: string[], laws: Set<string> }
/** The names of a State's laws by their first term, the longest first. */
type Names = Map<string, Name[]>

/** A name has two words at least, or one so long that hardly anything else is called so; in scripts without spaces two characters. */
const onlyWordMin = 8
/** Longer names are given in full by nobody. */
const termsMax = 24

/**
 * Tells which laws documents name, each record each law once; a law does not name itself, and only those of its own States
 * are looked for. The names of a State's laws are read once, when it comes up first.
 */
export function openMentions (db: Db): (documents: RankedDocument[]) => Promise<Mention[]> {
  const read = new Map<string, Promise<Names>>()
  const namesOf = (state: string) => {
    const names = read.get(state) ?? readNames(db, state)
    read.set(state, names)
    return names
  }
  return async (documents) => {
    const found = new Map<string, Mention>()
    for (const { root, state, legislationId: own, ranking } of documents) {
      for (const code of state) {
        const names = await namesOf(code)
        for (const line of ranking.lines.filter(isOwn)) {
          for (const legislationId of namedIn(termsOf(line.words, line.language), names)) {
            if (legislationId !== own) found.set(`${root} ${legislationId}`, { root, legislationId })
          }
        }
      }
    }
    return [...found.values()]
  }
}

async function readNames (db: Db, state: string): Promise<Names> {
  const { laws, stateWords } = await listLawNames(db, state)
  const byTerms = new Map<string, Name>()
  for (const { id, names } of laws) {
    for (const { text, language } of names) {
      for (const terms of partsOf(text).map((part) => nameOf(part, language, stateWords)).filter(isTelling)) {
        const key = terms.join(' ')
        const name = byTerms.get(key) ?? { terms, laws: new Set() }
        byTerms.set(key, { terms, laws: name.laws.add(id) })
      }
    }
  }
  const byFirst: Names = new Map()
  for (const name of byTerms.values()) byFirst.set(name.terms[0]!, [...byFirst.get(name.terms[0]!) ?? [], name])
  for (const names of byFirst.values()) names.sort((a, b) => b.terms.length - a.terms.length)
  return byFirst
}

/** A name as it is written in the middle of a text: without year and number, and without the State's before or behind it. */
function nameOf (part: string, language: string, stateWords: string[]): string[] {
  const isBeside = (word: string) => isSmall(word) || stateWords.includes(word) || /\p{N}/u.test(word)
  const words = writtenIn(withoutState(part)).split(' ').filter((word) => word !== '')
  const first = words.findIndex((word) => !isBeside(word))
  const last = words.findLastIndex((word) => !isBeside(word))
  return termsOf(words.slice(Math.max(0, first), last + 1).join(' '), language)
}

const isTelling = (terms: string[]) =>
  terms.length <= termsMax && (terms.length > 1 || (terms.length === 1 && !isDense(terms[0]!) && terms[0]!.length >= onlyWordMin))

const termsOf = (words: string, language: string | null): string[] =>
  words === '' ? [] : words.split(' ').map((word) => isDense(word) ? word : termOf(word, language))

/** The laws named in a line; of names that begin at the same place the longest. A line that is nothing but a name is a law's own title. */
function namedIn (terms: string[], names: Names): Set<string> {
  const found = new Set<string>()
  for (let at = 0; at < terms.length;) {
    const name = names.get(terms[at]!)?.find((n) => n.terms.every((term, i) => terms[at + i] === term))
    if (name && name.terms.length < terms.length) for (const id of name.laws) found.add(id)
    at += name?.terms.length ?? 1
  }
  return found
}
