import { isDense, termOf, wordsOf, type Word } from './token.js'
import { stopwordTest } from './stopword.js'
import { hasStemmer } from './stem.js'

/**
 * A word of a query, and what it can be met by: a term for each language it may be of. `across`: its two characters stand side
 * by side, but belong to different words.
 */
export type QueryWord = Word & { terms: string[], common: boolean, across: boolean }

/**
 * Reads a query against an index that holds texts in `languages`. Which of them a query is in is told by its small words; if
 * none tells, it may be any of them. Common are the words that say little: they count less, and find nothing by themselves.
 */
export function readQuery (q: string, languages: string[]): { words: QueryWord[], languages: string[] } {
  const words = wordsOf(q)
  const spoken = spokenIn(words, q, languages)
  const isStopword = stopwordTest(q, spoken)
  const isAcross = acrossTest(q)
  const stemmed = [...spoken.filter(hasStemmer), ...(spoken.every(hasStemmer) ? [] : [null])]
  return {
    languages: spoken,
    words: words.map((word) => ({
      ...word,
      terms: isDense(word.word) ? [word.word] : [...new Set((stemmed.length > 0 ? stemmed : [null]).map((language) => termOf(word.word, language)))],
      common: isStopword(word),
      across: isAcross(word)
    }))
  }
}

function spokenIn (words: Word[], q: string, languages: string[]): string[] {
  if (languages.length < 2) return languages
  const counts = languages.map((language) => {
    const isStopword = stopwordTest(q, [language])
    return words.filter(isStopword).length
  })
  const most = Math.max(...counts)
  return most === 0 ? languages : languages.filter((_, i) => counts[i] === most)
}

const segmenter = new Intl.Segmenter('zh', { granularity: 'word' })

/** Tells which pairs of characters stand across the end of a word. Characters that no word is known for, as in foreign names, are words together. */
function acrossTest (q: string): (word: Word) => boolean {
  if (!/[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]/u.test(q)) return () => false
  const ends = new Map<number, boolean>()
  let last = 0
  for (const { segment, index } of segmenter.segment(q)) {
    const length = [...segment].length
    ends.set(index, length > 1 || last > 1)
    last = length
  }
  return ({ word, start, end }) => isDense(word) && end - start > 1 && ends.get(start + String.fromCodePoint(q.codePointAt(start)!).length) === true
}
