import { cut } from './cut.js'
import { isSameWord, isUnspaced, onlyWordMin, withoutState, type LawNames } from './law-name.js'

/**
 * What one of a law's names is looked up by, and how many words it has besides its State's (signs, where it has no
 * spaces). Of a law that `fitLaw` finds in some words, one of the rows has the keys that `readLookup` asks for.
 */
export type NameKeys = { keys: string[], size: number }

/**
 * What to ask for, so that every law that the words can mean is among those found, and few others: rows with one of
 * `enough`, or with a key of each of `each`, or with all of `signs` and of at most `signsMax` signs. `words` and `years`
 * tell which of them to look at first.
 */
export type Lookup = { enough: string[], each: string[][], signs: string[], signsMax: number, words: string[][], years: string[] }

/** No lexeme of an index may be long; what is cut finds more than it should, never less. */
const keyUnitsMax = 60
const keep = (key: string) => cut(key, keyUnitsMax)

/** Signs with which no word begins, before keys that are no word: a name as a whole, the only word of a name, a law's number, year and State. */
const wholeOf = (name: string) => keep(`=${name}`)
const onlyOf = (key: string) => keep(`~${key}`)
const numberOf = (number: string) => keep(`№${number.replace(/[^\p{L}\p{N}]/gu, '')}`)
const yearOf = (year: string) => `@${year}`
export const stateKey = (code: string): string => `:${code}`

/** The rows of a law of this State, one for each of its names, the first with its short title; at least one. */
export function readNameKeys (law: LawNames, state: string): NameKeys[] {
  const always = [stateKey(state), yearOf(law.year), ...law.number.map(numberOf)]
  const names = law.names.length > 0 ? [...new Map(law.names.map((name) => [name.join(' '), name])).values()] : [[]]
  return names.map((name, i) => {
    const short = i === 0 && law.short.length > 0 ? [wholeOf(law.short.join(' '))] : []
    const letters = name.filter(isLetters)
    const own = letters.filter((word) => !law.state.some((other) => isSameWord(word, other)))
    const unspaced = [...name.join('')].some(isUnspaced) ? withoutState(name.join('')) : ''
    const keys = [
      ...always, ...short, ...letters.map(keyOf), ...(own.length === 1 && own[0]!.length >= onlyWordMin ? [onlyOf(keyOf(own[0]!))] : []),
      ...(unspaced === '' ? [] : [wholeOf(unspaced), ...pairsOf(unspaced)])
    ]
    return { keys: [...new Set(keys)], size: unspaced.length || own.length }
  })
}

/** What to look for where these words (as `nameWords` gives them) are typed; `kin` are those that may only name the State. */
export function readLookup (wanted: string[], kin: string[]): Lookup {
  const letters = wanted.filter(isLetters)
  const numbers = wanted.filter((word) => !isLetters(word))
  const unspaced = letters.length > 0 && letters.every(isUnspaced) ? withoutState(letters.join('')) : ''
  const needed = letters.filter((word) => !kin.includes(word))
  const only = unspaced !== '' ? [] : letters.filter((word) => needed.every((other) => other === word)).flatMap(keysOf).map(onlyOf)
  return {
    enough: [
      wholeOf(wanted.join(' ')), ...only, ...(unspaced.length >= 2 ? [wholeOf(unspaced)] : []),
      // A law's number with its year, as in `lei 109/2009`, is met by the number alone.
      ...(letters.length === 0 ? [] : numbers.flatMap((number) => [numberOf(number), numberOf(number.replace(/[/-]\d{4}$/, ''))]))
    ],
    each: unspaced !== '' || letters.length < 2 ? [] : clausesOf(letters, needed),
    signs: unspaced.length >= 4 ? pairsOf(unspaced) : [],
    signsMax: unspaced.length * 2,
    words: unspaced !== '' ? [] : letters.map(keysOf),
    years: numbers.filter((number) => /^\d{4}$/.test(number)).map(yearOf)
  }
}

const isLetters = (word: string) => !/\d/.test(word)

/** So much of a word as all have that `isSameWord` takes for it, or the words that it is taken for. */
const keyOf = (word: string) => word.length < 4 ? word : keep(word.slice(0, Math.max(4, word.length - 3)))

/** The keys of all words that `isSameWord` takes for this one: its beginnings. */
function keysOf (word: string): string[] {
  if (word.length < 4) return [word]
  const [min, max] = [Math.max(4, word.length - 6), word.length]
  return [...new Set(Array.from({ length: max - min + 1 }, (_, i) => keep(word.slice(0, min + i))))]
}

function pairsOf (text: string): string[] {
  const signs = [...text]
  return [...new Set(signs.slice(1).map((sign, i) => signs[i]! + sign))]
}

/** How far apart words are paired: beyond that the conditions are enough as they are. */
const pairedMax = 3

/**
 * That at most one of the words needed is missing: of any two there is one. That two words are there: whichever is left
 * out, there is one of the others.
 */
function clausesOf (letters: string[], needed: string[]): string[][] {
  const pairs = needed.flatMap((word, i) => needed.slice(i + 1, i + 1 + pairedMax).map((other) => [word, other]))
  const others = needed.length >= 3 ? [] : letters.map((_, i) => letters.toSpliced(i, 1))
  return [...pairs, ...others].map((words) => [...new Set(words.flatMap(keysOf))])
}
