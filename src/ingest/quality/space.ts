/**
 * Where a space is missing for certain or nearly so. In Arabic ة and ى only end a word, and so does a doubled fatha
 * that no alif follows; elsewhere a full stop, comma or closing quote stands between two words, a capital inside one,
 * or a digit at one; and no word is that long. Only single signs are looked at, with what is beside them.
 */
const signs = new RegExp([
  String.raw`(?<=\p{Script=Arabic})[ةى](?=[\u0621-\u064A])`, String.raw`\u064B(?=[\u0621-\u0626\u0628-\u0648\u064A])`, String.raw`[،؛](?=[\u0621-\u064A])`,
  String.raw`(?<=[\u0621-\u064A]{3})(?=[0-9٠-٩])`, String.raw`(?<=[0-9٠-٩])(?=[\u0621-\u064A]{3})`, String.raw`(?<run>(?<![\u0621-\u064A])(?=[\u0621-\u064A]{17}))`,
  String.raw`(?<=\p{Ll}{2})[.!?](?=\p{Lu}\p{Ll})`, String.raw`(?<=[\p{Ll}\d)]{2})[,;](?=[\p{Lu}\p{Ll}]{2})`, String.raw`(?<=\p{Ll}{2})(?=\p{Lu}\p{Ll}{2})`,
  String.raw`(?<=[\p{Lu}\p{Ll}]{2})[“«](?=[\p{Lu}\p{Ll}])`, String.raw`(?<=[\p{Lu}\p{Ll}])[”»](?=[\p{Lu}\p{Ll}]{2})`,
  String.raw`(?<=(?<!\p{L})\p{L}\p{Ll}{3,11})(?=\d)`, String.raw`(?<=\d)(?=\p{Ll}{4})`, String.raw`(?<longRun>(?<!\p{L})(?=[\p{Lu}\p{Ll}]{46}))`
].join('|'), 'gu')
const notLanguage = /:\/\/|@|www\.|\.(?:com|org|net|gov|html?|pdf|php)\b|[_=&{}\\]/i
const wordMax = 200

export type LostSpaces = { count: number, words: number, worst: string | null }

/** How many spaces a text has lost, among how many words, and the word in which most are missing. */
export function lostSpaces (text: string): LostSpaces {
  const found = new Map<number, { word: string, joints: number }>()
  for (const { index, groups } of text.matchAll(signs)) {
    const before = /\S{0,200}$/.exec(text.slice(Math.max(0, index - wordMax), index))![0]
    const start = index - before.length
    const known = found.get(start) ?? { word: before + /^\S{0,200}/.exec(text.slice(index, index + wordMax))![0], joints: 0 }
    if (notLanguage.test(known.word)) continue
    // A word that is only too long lacks one space at least.
    const tooLong = groups!.run !== undefined || groups!.longRun !== undefined
    found.set(start, { ...known, joints: known.joints + (tooLong ? 0 : 1) })
  }
  const lost = [...found.values()].map(({ word, joints }) => ({ word, count: Math.max(1, joints) }))
  const worst = lost.reduce((a, b) => b.count > a.count ? b : a, { word: '', count: 0 })
  return { count: lost.reduce((sum, { count }) => sum + count, 0), words: (text.match(/\s+/g)?.length ?? 0) + 1, worst: worst.word.slice(0, 80) || null }
}
