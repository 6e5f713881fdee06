/** Lines put together to running text: where a space belongs between them, and where a hyphen only parted a word. */

/** Stands for a line's end behind a hyphen, until it is known whether the hyphen belongs to the word. */
const split = '\u0001'
const asianEnd = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\u3000-\u303F\uFF00-\uFFEF]$/u
const asianStart = /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\u3000-\u303F\uFF00-\uFFEF]/u

/** A text and the line that follows it. What becomes of a hyphen between them is decided by joinHyphens, when all is read. */
export function joined (text: string, next: string): string {
  if (/[\p{L}\p{Nd}][-‐]$/u.test(text)) return text + split + next
  return asianEnd.test(text) && asianStart.test(next) ? text + next : `${text} ${next}`
}

/**
 * Joins words that were parted at the end of a line, in Latin and Cyrillic script. The hyphen is kept where the text
 * elsewhere writes the word with it or both halves alone, before a capital or a number, and where only the first half is
 * meant (`Bundes- und`).
 */
export function joinHyphens (texts: string[]): string[] {
  if (!texts.some((text) => text.includes(split))) return texts
  const words = new Set(texts.flatMap((text) => wordsIn(text)))
  return texts.map((text) => text.replace(parted, (_, before: string, hyphen: string, after: string) => {
    if (/^(?:und|oder|bzw|and|or|et|ou|y|o|e|и|или)$/iu.test(after)) return `${before}${hyphen} ${after}`
    if (!/^[\p{Script=Latin}\p{Script=Cyrillic}]/u.test(after) || /^\p{Lu}/u.test(after) || /\p{Nd}$/u.test(before)) return before + hyphen + after
    const known = (word: string) => words.has(word.toLowerCase())
    if (known(before + after)) return before + after
    const compound = known(before + hyphen + after) || /[-‐]/.test(before) || (known(before) && known(after) && Math.min(before.length, after.length) > 2)
    return compound ? before + hyphen + after : before + after
  }))
}

const parted = new RegExp(`([\\p{L}\\p{M}\\p{Nd}]+(?:[-‐][\\p{L}\\p{M}]+){0,3})([-‐])${split}([\\p{L}\\p{M}]*)`, 'gu')

const wordsIn = (text: string): string[] => {
  const found = text.toLowerCase().replace(new RegExp(`\\S*${split}\\S*`, 'gu'), ' ').match(/[\p{L}\p{M}‐-]+/gu) ?? []
  return found.flatMap((word) => /[-‐]/.test(word) ? [word, ...word.split(/[-‐]/)] : [word])
}
