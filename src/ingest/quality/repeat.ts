/** What is compared of a word: `id` is the same for words that differ only in case and signs. */
type Form = { exact: string, id: number, letters: number }
/** A word where it stands, with the signs beside it that are no words. */
type Word = { form: Form, start: number, end: number }

/** A run of words that directly follows its like; `same` where nothing but spaces, quotes and dashes differ. */
type Repeat = { at: number, words: number, same: boolean, sentence: boolean }

export type Repeats = { text: string, removed: number, kept: string[] }

const wordsInGram = 3
const wordsMin = 4
const lettersMin = 16
const wordsInSentence = 12
const candidatesMax = 6
/** Comparisons allowed per word: what keeps the search linear in a text made to be slow. */
const comparisonsPerWord = 60

/**
 * The texts without what directly repeats itself ("A. A. B. B."), how many repeats were taken out of each, and the words
 * of those that were left because they are only nearly the same.
 */
export function withoutRepeats (texts: string[]): Repeats[] {
  const forms = new Map<string, Form>()
  const ids = new Map<string, number>()
  const all = texts.map((text) => {
    const words = wordsOf(text, forms, ids)
    return { text, words, repeats: repeatsIn(words, wordsMin) }
  })
  const total = all.reduce((sum, { words }) => sum + words.length, 0)
  const doubled = all.reduce((sum, { repeats }) => sum + repeats.reduce((n, r) => n + (r.same ? r.words : 0), 0), 0)
  // Where much of a document stands twice, its shortest paragraphs do too.
  const throughout = doubled > total / 10 && all.reduce((sum, { repeats }) => sum + repeats.length, 0) > 4
  return all.map(({ text, words, repeats }) => take(text, words, throughout ? repeatsIn(words, 1) : repeats, throughout))
}

function take (text: string, words: Word[], repeats: Repeat[], throughout: boolean): Repeats {
  const kept: string[] = []
  let removed = 0
  let result = ''
  let from = 0
  for (const { at, words: count, same, sentence } of repeats) {
    const [before, first, last] = [words[at - 1]!, words[at]!, words[at + count - 1]!]
    // Cells of a table and beginnings of sentences may rightly say the same twice; a whole sentence does not.
    if (!throughout && !sentence) continue
    if (same) {
      result += text.slice(from, before.end)
      from = last.end
      removed++
    } else kept.push(text.slice(first.start, last.end))
  }
  return { text: result + text.slice(from), removed, kept }
}

/** Every run that directly follows its like, from left to right; a repeat found is not searched again. */
function repeatsIn (words: Word[], least: number): Repeat[] {
  const repeats: Repeat[] = []
  const kept: Word[] = []
  const places = new Map<number, number[]>()
  let budget = words.length * comparisonsPerWord
  const equal = (at: number, n: number) => {
    let i = 0
    while (i < n && budget-- > 0 && kept[kept.length - n + i]!.form.id === words[at + i]!.form.id) i++
    return i === n
  }
  for (let at = 0; at < words.length; at++) {
    const repeat = [...(places.get(gram(words, at)) ?? []).map((place) => kept.length - place), 3, 2, 1]
      .filter((n) => n >= least && n <= kept.length && at + n <= words.length && equal(at, n))
      .map((n) => judge(kept.slice(-n), words.slice(at, at + n), at, least)).find((r) => r !== null)
    if (repeat) {
      repeats.push(repeat)
      at += repeat.words - 1
      continue
    }
    remember(places, kept)
    kept.push(words[at]!)
  }
  return repeats
}

function judge (first: Word[], second: Word[], at: number, least: number): Repeat | null {
  const same = first.map((w) => w.form.exact).join('') === second.map((w) => w.form.exact).join('')
  const long = second.length >= wordsMin && second.reduce((sum, word) => sum + word.form.letters, 0) >= lettersMin
  const short = least === 1 && second.some((word) => word.form.letters > 1)
  const sentence = ends.test(first.at(-1)!.form.exact) && ends.test(second.at(-1)!.form.exact)
  return (same ? long || short : long && sentence) ? { at, words: second.length, same, sentence: sentence && second.length >= wordsInSentence } : null
}

const ends = /[.;:!?。；：؛؟।]["')]?$/

/** Notes where the last three kept words begin, the newest place first. */
function remember (places: Map<number, number[]>, kept: Word[]) {
  const start = kept.length - wordsInGram
  if (start < 0) return
  const key = gram(kept, start)
  places.set(key, [start, ...(places.get(key) ?? []).slice(0, candidatesMax - 1)])
}

/** The next words as one number; that others may share it only costs a comparison. */
function gram (words: Word[], at: number): number {
  let key = 0
  for (let i = at; i < at + wordsInGram; i++) key = (key * 31337 + (words[i]?.form.id ?? 0)) % 0x7fffffff
  return key
}

/** A sign of Chinese or Japanese, a number, or letters up to the next capital, so that a lost space makes no difference. */
const word = /[^\p{L}\p{N}\s]{0,8}(?:\p{Script=Han}|\p{N}+|\p{Lu}+[\p{Ll}\p{M}]*|(?:(?!\p{Script=Han})[\p{Ll}\p{Lt}\p{Lo}\p{Lm}\p{M}])+)[^\p{L}\p{N}\s]*/gu

function wordsOf (text: string, forms: Map<string, Form>, ids: Map<string, number>): Word[] {
  return [...text.matchAll(word)].map((match) => {
    const form = forms.get(match[0]) ?? formOf(match[0], ids)
    forms.set(match[0], form)
    return { form, start: match.index, end: match.index + match[0].length }
  })
}

function formOf (printed: string, ids: Map<string, number>): Form {
  const exact = canonical(printed)
  const loose = exact.toLowerCase().replace(/[^\p{L}\p{M}\p{N}]/gu, '')
  const id = ids.get(loose) ?? ids.size + 1
  ids.set(loose, id)
  return { exact, id, letters: loose.replace(/\P{L}/gu, '').length * (/\p{Script=Han}/u.test(loose) ? 2 : 1) }
}

/** Without what differs between two printings of the same words. */
const canonical = (word: string) => word.normalize('NFKC').replace(/[\u00AD\u200B-\u200F\u2060\uFEFF"“”„«»]/g, '').replace(/[‘’‚]/g, "'").replace(/[‐‑–—]/g, '-')
