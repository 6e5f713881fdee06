/** Finding terms in the words of a text: how a language's words are folded, and where terms of several words stand. */

/** What a language's file holds: the groups of terms, and how the language inflects. */
export type Language = {
  /** words without meaning of their own, which are passed over in texts and terms */
  skip: Set<string>
  /** inflections, longest first, that are cut from the words of the vocabulary */
  endings: string[]
}

export type Token = {
  /** the folded word, first as it stands, then without what is written together with it */
  forms: string[]
  /** how far from the start, in words; the end of a clause or a sentence counts as several */
  at: number
  start: number
  end: number
}

/** A term that was found: its slots, where it stands in words, and its place in the text. */
export type Hit = { slots: number[], at: number, first: number, last: number, start: number, end: number }

/** Terms by their words: `exact` ones, and those of which a word need only begin so; `starts` are the first letters of both. */
export type TermTree = { exact: Map<string, TermTree>, prefix: Map<string, TermTree>, starts: Set<string>, lengths: number[], slots: number[] }

/** No word of a term that may be followed by any ending is shorter. */
const startLength = 2
const clauseEnd = 4
const sentenceEnd = 10
/** A sign of a script without spaces is about half a word. */
const signLength = 0.5

const word = /\p{Script=Han}|(?:(?!\p{Script=Han})[\p{L}\p{M}\p{N}\u00AD\u200B-\u200F]){1,100}/gu
const han = /\p{Script=Han}/u

/** No provision that is about one thing is longer; the rest of a text is not read. */
const wordsMax = 5000

/** The words of a text, in order; of a very long one, the first 5,000. */
export function tokenise (text: string, language: Language): Token[] {
  const tokens: Token[] = []
  let at = 0
  let before = 0
  for (const match of text.matchAll(word)) {
    if (tokens.length >= wordsMax) break
    at += pause(text, before, match.index)
    before = match.index + match[0].length
    for (const part of parts(match[0], match.index)) {
      const folded = fold(part.word)
      if (folded === '' || language.skip.has(folded)) continue
      tokens.push({ forms: forms(folded), at, start: part.start, end: part.start + part.word.length })
      at += han.test(folded) ? signLength : 1
    }
  }
  return tokens
}

/** One spelling for what readers take as one word: case, accents, Arabic vowel signs, hamza and final letters, full-width letters. */
export function fold (text: string): string {
  const lower = text.toLowerCase()
  if (/^(?:[a-z0-9]*|[а-ик-я]*|[\u4E00-\u9FFF])$/.test(lower)) return lower
  return lower.normalize('NFKD').replace(/ا\u064B|\u064B\u0627/g, '').replace(/[\p{M}\u0640\u00AD\u200B-\u200F]/gu, '').replaceAll('ß', 'ss').replaceAll('ى', 'ي').replaceAll('ة', 'ه')
}

/** A tree without terms. */
export const emptyTree = (): TermTree => ({ exact: new Map(), prefix: new Map(), starts: new Set(), lengths: [], slots: [] })

/** Adds a term to a tree: words, each of which may end in `*` for any ending. */
export function addTerm (tree: TermTree, term: string, slots: number[], language: Language): void {
  let node = tree
  for (const part of term.split(/\s+/)) {
    const open = part.endsWith('*')
    const folded = tokenise(part, language)
    for (const [i, token] of folded.entries()) node = child(node, token.forms[0]!, open && i === folded.length - 1 && !han.test(part))
  }
  if (node !== tree) for (const slot of slots) if (!node.slots.includes(slot)) node.slots.push(slot)
}

/** A phrase of the vocabulary as a term: the endings of its words are cut. */
export function phraseTerm (phrase: string, language: Language): string {
  return tokenise(phrase, language).map((token) => cut(token.forms[0]!, language)).join(' ')
}

/** Every term of the tree in the text, without those that are a part of a longer one: `access code` is not `access`. */
export function findTerms (tree: TermTree, tokens: Token[]): Hit[] {
  const hits: Hit[] = []
  let covered = 0
  for (let i = 0; i < tokens.length; i++) {
    if (!tokens[i]!.forms.some((form) => tree.starts.has(form.slice(0, startLength)))) continue
    const longest = { end: covered, slots: new Set<number>() }
    walk(tree, tokens, i, longest)
    if (longest.end === covered) continue
    covered = longest.end
    hits.push({ slots: [...longest.slots], at: tokens[i]!.at, first: i, last: covered - 1, start: tokens[i]!.start, end: tokens[covered - 1]!.end })
  }
  return hits
}

/** Looks for terms that begin or go on at a word, and keeps the longest; as deep as a term has words. */
function walk (node: TermTree, tokens: Token[], i: number, longest: { end: number, slots: Set<number> }): void {
  if (node.slots.length > 0 && i >= longest.end) {
    if (i > longest.end) longest.slots = new Set()
    longest.end = i
    for (const slot of node.slots) longest.slots.add(slot)
  }
  for (const form of tokens[i]?.forms ?? []) {
    const exact = node.exact.get(form)
    if (exact) walk(exact, tokens, i + 1, longest)
    for (const length of node.lengths) {
      const open = form.length < length ? undefined : node.prefix.get(form.slice(0, length))
      if (open) walk(open, tokens, i + 1, longest)
    }
  }
}

function child (node: TermTree, key: string, open: boolean): TermTree {
  const children = open ? node.prefix : node.exact
  const known = children.get(key)
  if (known) return known
  const made = emptyTree()
  children.set(key, made)
  node.starts.add(key.slice(0, startLength))
  if (open && !node.lengths.includes(key.length)) node.lengths.push(key.length)
  return made
}

function pause (text: string, from: number, to: number): number {
  let longest = 0
  for (let i = from; i < to; i++) {
    const sign = text[i]!
    if ('。!?！？؟'.includes(sign) || (sign === '.' && !/\d/.test(text[i + 1] ?? ''))) return sentenceEnd
    if (';；؛\n'.includes(sign)) longest = clauseEnd
  }
  return longest
}

/**
 * Where Arabic words begin that lost the space before them, as in texts taken from old PDF files: after a sign that only
 * ends words, before hamza below alef, which only begins them, and before the article in a long word.
 */
const lostSpace = /(?<=(?:ة|ى|\u064B)\p{M}{0,2})(?=\p{L})|(?<=\p{Script=Arabic})(?=\d)|(?<=[^الوبفك])(?=إ)|(?<=\p{L}{3})(?=وال\p{L}{4}|ال\p{L}{5}|ال[أإ])/u

function parts (text: string, start: number): { word: string, start: number }[] {
  if (text.length < 4 || !/\p{Script=Arabic}/u.test(text)) return [{ word: text, start }]
  let at = start
  return text.split(lostSpace).map((part) => {
    const placed = { word: part, start: at }
    at += part.length
    return placed
  })
}

/** In Arabic, `and`, `by`, `to` and the article are written together with the word: `وبالنظام` is also `نظام`. */
function forms (folded: string): string[] {
  if (!/^[\u0621-\u064A]{4,}$/.test(folded)) return [folded]
  const all = new Set([folded])
  for (const joined of [/^او(?=.{4})/, /^[وف](?=.{3})/]) for (const form of [...all]) all.add(form.replace(joined, ''))
  for (const form of [...all]) all.add(form.replace(/^(?:[بك]?ال|لل)(?=.{2})/, ''))
  for (const form of [...all]) if (form.length > 4) all.add(form.replace(/^[بلك](?=.{3})/, ''))
  return [...all]
}

function cut (folded: string, language: Language): string {
  const shortest = 4
  const ending = language.endings.find((e) => folded.endsWith(e) && folded.length - e.length >= shortest)
  if (ending !== undefined) return `${folded.slice(0, folded.length - ending.length)}*`
  return folded.length > shortest ? `${folded}*` : folded
}
