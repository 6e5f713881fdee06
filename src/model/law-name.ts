import { foldLetters } from './provision-number.js'

/** What a law is called by, as words: its short title, its titles with their parts, its number, its State's names. */
export type LawNames = { short: string[], names: string[][], titleWords: Set<string>, number: string[], year: string, state: string[] }

type NamedLaw = { titles: string[], shortTitle: string | null, number: string | null, year: number | null, state: string[] }

/** How well words name a law, 0 to 1, and which of them say nothing about it. */
export type LawFit = { score: number, unmatched: string[] }

/** A word or name as it is compared: folded, in small letters, without dots and other signs, without the Arabic article. */
export const nameKey = (name: string): string => keyOfFolded(foldLetters(name))

const keyOfFolded = (name: string): string =>
  name.toLowerCase().replace(/[^\p{L}\p{M}\p{N}\s/:-]+/gu, '').replace(/(?<!\p{L})(?:ال)+(?=\p{L}{3})/gu, '').trim()

/** The words of a name, each as it is compared; `l’`, `d’` and words such as `of` and `du` are none. */
export function nameWords (text: string): string[] {
  return foldLetters(text).replace(elision, ' ').split(/[\s,;،؛()[\]«»“”"–—]+/u)
    .map(keyOfFolded).map((word) => word.replace(/^[-/:]+|[-/:]+$/g, '')).filter((word) => word !== '' && !small.has(word))
}

/** `l’article`, `d’Ivoire` */
export const elision = /(?<!\p{L})[ld]['’](?=\p{L})/giu

/** Words that are part of no name as it is compared. */
export const isSmall = (word: string): boolean => small.has(word)

const small = new Set(('a an and as by for in of on the to no nr n et de des du d en la le les l sur au aux y del el los las por o e do da dos das ao ' +
  'der die das des und von vom zur zum dem den di il della dei delle sul и о об в на от по к из в из عن في من علي شان بشان رقم لسنه لعام لسنة المتعلق متعلق van het een ' +
  '№ nº number numero numéro arts under').split(' '))

/** What a law is called by, from its record and the words of its State's names; to be made once and asked often. */
export function readLawNames (law: NamedLaw): LawNames {
  const short = nameWords(law.shortTitle ?? '')
  // A part of a title is a name where it has two words; `Strafgesetzbuch` is one by itself, as the whole.
  const titles = law.titles.map((title) => partsOf(title).map(nameWords).filter((words, i) => i === 0 || words.length > 1 || words.some(isUnspaced)))
  return {
    short,
    names: [short, ...titles.flat()].filter((words) => words.length > 0),
    titleWords: new Set(titles.flat(2)),
    number: nameWords(law.number ?? '').filter((word) => /\d/.test(word)),
    year: String(law.year),
    state: law.state
  }
}

/**
 * Whether these words (as `nameWords` gives them) are this law's name. All of a short name, number or title, or a good
 * half of a title and at least two words of it; at most one word may be left over, and a year must be the law's.
 */
export function fitLaw (wanted: string[], law: LawNames): LawFit | undefined {
  if (wanted.length === 0) return undefined
  if (law.short.join(' ') === wanted.join(' ')) return { score: 1, unmatched: [] }
  const letters = wanted.filter((word) => !/\d/.test(word))
  const told = fitNumbers(wanted.filter((word) => /\d/.test(word)), law)
  if (told === undefined) return undefined
  if (told === 'number') return fitByNumber(letters, law)
  const fits = law.names.map((name) => fitName(letters, name, law.state)).filter((fit) => fit !== undefined)
  return fits.sort((a, b) => b.score - a.score)[0]
}

/** A law's number is enough with its kind: `lei 109/2009`, `Law No. 175 of 2018`. */
function fitByNumber (letters: string[], { names, state }: LawNames): LawFit | undefined {
  const said = names.flat()
  const unmatched = letters.filter((word) =>
    !said.some((other) => isSameWord(word, other)) && !state.some((other) => isKin(word, other)) && !lawKinds.has(word))
  return letters.length === 0 || unmatched.length > 1 ? undefined : { score: unmatched.length === 0 ? 0.98 : 0.7, unmatched }
}

/** Words for laws. */
export const lawKinds = new Set(('act law code codigo codice codul strafgesetzbuch loi ley lei legge decree decret decreto dekret ordinance ordonnance regulation ' +
  'directive reglamento gesetz wet lag zakon закон кодекс указ федеральный قانون نظام مرسوم ' +
  'قرار kanun undang-undang uu luat 法律 条例 cap chapter').split(' '))

/** What the numbers beside a law's name say: its number, only its year, or nothing; undefined where they are another law's. */
function fitNumbers (numbers: string[], { number, year, titleWords }: LawNames): 'number' | 'year' | 'none' | undefined {
  if (numbers.length === 0) return 'none'
  if (number.some((n) => numbers.includes(`${n}/${year}`) || numbers.includes(`${n}-${year}`))) return 'number'
  const isOwn = (n: string) => number.some((other) => squash(other) === squash(n))
  if (numbers.some((n) => !isOwn(n) && n !== year && !titleWords.has(n))) return undefined
  return numbers.some(isOwn) ? 'number' : 'year'
}

const squash = (number: string) => number.replace(/[^\p{L}\p{N}]/gu, '')

/** A title, and the parts of it that are names by themselves. */
export const partsOf = (title: string): string[] =>
  [...new Set([title, ...title.split(/[,،()（）:«»“”"]| [–—-] |(?<=\p{L})\. /u)])]

/** A name of one word has as many letters at least. */
export const onlyWordMin = 5

function fitName (letters: string[], name: string[], state: string[]): LawFit | undefined {
  if (letters.length > 0 && letters.every((word) => isUnspaced(word))) return fitUnspaced(letters.join(''), name.join(''))
  const own = name.filter((word) => !/\d/.test(word) && !state.some((other) => isSameWord(word, other)))
  const met = own.filter((word) => letters.some((other) => isSameWord(word, other)))
  const telling = letters.filter((word) => own.some((other) => isSameWord(word, other)))
  const told = letters.filter((word) => name.some((other) => isSameWord(word, other)))
  const kin = letters.filter((word) => !told.includes(word) && state.some((other) => isKin(word, other)))
  const unmatched = letters.filter((word) => !told.includes(word) && !kin.includes(word))
  const cover = met.length / Math.max(1, own.length)
  // A word that comes twice in a name (`قانون تعديل قانون …`) says no more of it than once.
  const count = Math.min(met.length, telling.length)
  if (count === 0 || unmatched.length > 1 || unmatched.length >= count) return undefined
  if (cover < 0.5 || (count === 1 && own.length > 1) || (cover < 0.6 && unmatched.length > 0)) return undefined
  // A name of one word is too little, unless it is a long one that only laws have.
  if (own.length === 1 && own[0]!.length < onlyWordMin) return undefined
  return { score: 0.9 * cover * (1 - unmatched.length * 0.2) * (kin.length > 0 ? 1.1 : 1), unmatched }
}

/** Whether a word is of a script without spaces, in which it may be all of a name. */
export const isUnspaced = (word: string): boolean => /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]+$/u.test(word)

/** Chinese and Japanese names have no spaces: the full name, with or without the State's before it, or a good half of it. */
function fitUnspaced (word: string, name: string): LawFit | undefined {
  const [asked, full] = [withoutState(word), withoutState(name)]
  if (asked.length < 2 || !full.includes(asked)) return undefined
  if (asked === full) return { score: 0.95, unmatched: [] }
  return asked.length >= 4 && asked.length * 2 >= full.length ? { score: 0.9 * asked.length / full.length, unmatched: [] } : undefined
}

/** A Chinese name as it is mostly written, without the State's before it. */
export const withoutState = (name: string): string => name.replace(/^中华人民共和国/, '')

/** The same word, or one with another ending: `кодекса` and `кодекс`, `crime` and `crimes`. */
export function isSameWord (a: string, b: string): boolean {
  if (a === b) return true
  const [min, max] = [Math.min(a.length, b.length), Math.max(a.length, b.length)]
  if (min < 4) return false
  const same = samePrefix(a, b)
  return same >= 4 && same >= min - 2 && max - same <= 3
}

/** A State's name and the adjective from it: `français` and `France`. */
export function isKin (a: string, b: string): boolean {
  const same = samePrefix(a, b)
  return same >= 4 && same >= Math.min(a.length, b.length) - 2 && Math.max(a.length, b.length) - same <= 5
}

function samePrefix (a: string, b: string): number {
  let same = 0
  while (same < a.length && a[same] === b[same]) same++
  return same
}
