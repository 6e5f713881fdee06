import type { WordField, WordPhrase, WordQuery } from '../db/search-document.js'
import { Invalid } from '../model/error.js'
import { beginningOf, wordsOf } from './exact-word.js'
import { normalise } from './normalise.js'

const depthMax = 50
const wordsMax = 500
const quotes: Record<string, string> = { '"': '"', '＂': '＂', '“': '”“', '”': '”', '„': '“”', '«': '»', '»': '«', '「': '」', '『': '』' }
const parentheses: Record<string, '(' | ')'> = { '(': '(', '（': '(', ')': ')', '）': ')' }
const prefix = /^(heading|title|text)[:：]/i
/** What stands for these words elsewhere is not passed over: it would change what is meant. */
const foreign: Record<string, string> = { '|': 'OR', '||': 'OR', '&': 'AND', '&&': 'AND', '!': 'NOT' }
const letter = /[\p{L}\p{N}\p{M}]/u
const operand = 'a word, a phrase in quotes, "(" or NOT'

type Token = { start: number, found: string } & (
  { kind: 'phrase', words: WordPhrase['words'] } | { kind: 'field', field: WordField } | { kind: 'AND' | 'OR' | 'NOT' | '(' | ')' | 'end' }
)
type Reader = { q: string, tokens: Token[], at: number, depth: number }

/**
 * What a query asks for: words side by side and AND, then OR, the loosest; NOT or `-`; parentheses; phrases in quotes;
 * `heading:`, `title:` or `text:` before a word, phrase or parenthesis; `*` behind a word for all that begin so.
 * Undefined for an empty query. Throws Invalid with the position (a character, from 1), what is there and what was expected.
 */
export function parseExact (q: string): WordQuery | undefined {
  if (q.trim() === '') return undefined
  const reader: Reader = { q, tokens: tokensOf(q), at: 0, depth: 0 }
  const query = readOr(reader, null)
  const token = peek(reader)
  if (token.kind !== 'end') throw fault(q, token.start, token.found, 'a word, AND, OR or the end')
  return query
}

const peek = ({ tokens, at }: Reader) => tokens[at]!

function readOr (reader: Reader, field: WordField | null): WordQuery {
  const parts = [readAnd(reader, field)]
  while (peek(reader).kind === 'OR') {
    reader.at++
    parts.push(readAnd(reader, field))
  }
  return parts.length === 1 ? parts[0]! : { kind: 'or', parts }
}

function readAnd (reader: Reader, field: WordField | null): WordQuery {
  const parts = [readUnary(reader, field)]
  while (['AND', 'NOT', 'phrase', 'field', '('].includes(peek(reader).kind)) {
    if (peek(reader).kind === 'AND') reader.at++
    parts.push(readUnary(reader, field))
  }
  return parts.length === 1 ? parts[0]! : { kind: 'and', parts }
}

function readUnary (reader: Reader, field: WordField | null): WordQuery {
  const token = peek(reader)
  if (token.kind === 'NOT') return deeper(reader, () => ({ kind: 'not', part: readUnary(reader, field) }))
  if (token.kind === 'field') {
    if (field !== null) throw fault(reader.q, token.start, token.found, `no other field within ${field}:`)
    reader.at++
    return readPrimary(reader, token.field, 'a word, a phrase in quotes or "(" right behind it')
  }
  return readPrimary(reader, field, operand)
}

function readPrimary (reader: Reader, field: WordField | null, expected: string): WordQuery {
  const token = peek(reader)
  if (token.kind === 'phrase') {
    reader.at++
    return { kind: 'phrase', words: token.words, field }
  }
  if (token.kind !== '(') throw fault(reader.q, token.start, token.found, expected)
  return deeper(reader, () => {
    const inner = readOr(reader, field)
    const close = peek(reader)
    if (close.kind !== ')') throw fault(reader.q, close.start, close.found, '")"')
    reader.at++
    return inner
  })
}

/** Steps over a token and reads what is within it. */
function deeper (reader: Reader, read: () => WordQuery): WordQuery {
  const { start, found } = peek(reader)
  if (++reader.depth > depthMax) throw fault(reader.q, start, found, `at most ${depthMax} levels`)
  reader.at++
  const query = read()
  reader.depth--
  return query
}

function tokensOf (q: string): Token[] {
  const tokens: Token[] = []
  let at = 0
  let count = 0
  while (at < q.length) {
    const { token, next } = readToken(q, at)
    if (token) tokens.push(token)
    if (token?.kind === 'phrase') count += token.words.length
    if (count > wordsMax) throw fault(q, at, 'one word more', `at most ${wordsMax} words`)
    at = next
  }
  const end: Token = { kind: 'end', start: q.length, found: 'the end' }
  // Signs alone ask for nothing, and everything is no answer to them.
  if (tokens.length === 0) throw fault(q, q.search(/\S/), quoted(q.trim()), operand)
  return [...tokens, end]
}

function readToken (q: string, at: number): { token?: Token, next: number } {
  const c = q[at]!
  if (/\s/.test(c)) return { next: at + 1 }
  const kind = parentheses[c]
  if (kind) return { token: { kind, start: at, found: quoted(c) }, next: at + 1 }
  if (quotes[c]) return readQuoted(q, at)
  if (/[-－]/.test(c) && !/[^\s(（]/.test(q[at - 1] ?? ' ') && startsOperand(q, at + 1)) {
    return { token: { kind: 'NOT', start: at, found: quoted(c) }, next: at + 1 }
  }
  const raw = /^[^\s()（）"＂“”„«»「」『』]+/.exec(q.slice(at))?.[0] ?? c
  if (raw === 'AND' || raw === 'OR' || raw === 'NOT') return { token: { kind: raw, start: at, found: raw }, next: at + 3 - Number(raw === 'OR') }
  const named = prefix.exec(raw)
  if (named) return readField(q, at, named)
  const words = readWords(q, at, raw)
  if (words.length > 0) return { token: { kind: 'phrase', start: at, found: quoted(raw), words }, next: at + raw.length }
  if (foreign[raw]) throw fault(q, at, quoted(raw), foreign[raw])
  return { next: at + raw.length }
}

function readField (q: string, start: number, [found, name]: RegExpExecArray) {
  const next = start + found.length
  if (!startsOperand(q, next)) throw fault(q, next, next < q.length ? quoted(characterAt(q, next)) : 'the end', `a word, a phrase in quotes or "(" right behind ${found}`)
  return { token: { kind: 'field' as const, start, found: quoted(found), field: name!.toLowerCase() as WordField }, next }
}

function readQuoted (q: string, start: number) {
  const closing = quotes[q[start]!]!
  let end = start + 1
  while (end < q.length && !closing.includes(q[end]!)) end++
  if (end === q.length) throw fault(q, end, 'the end', `${quoted(closing[0]!)}, which closes the quotes of character ${characterOf(q, start)}`)
  const words = readWords(q, start + 1, q.slice(start + 1, end))
  if (words.length === 0) throw fault(q, start, 'quotes without a word', 'a word in them')
  return { token: { kind: 'phrase' as const, start, found: 'a phrase', words }, next: end + 1 }
}

/** The words of a piece of the query; a star ends a word, and says that it is the beginning of one. */
function readWords (q: string, start: number, raw: string): WordPhrase['words'] {
  const parts = raw.split('*')
  let at = start
  return parts.flatMap((part, i) => {
    const words = wordsOf(normalise(part)).map(({ word }) => ({ word, prefix: false }))
    if (i < parts.length - 1) {
      const star = at + part.length
      const last = words.at(-1)
      if (!last || !letter.test(lastOf(part))) throw fault(q, star, '"*"', 'a word right before it')
      if (letter.test(parts[i + 1]!.slice(0, 2).match(/^./su)?.[0] ?? '')) throw fault(q, star + 1, quoted(characterAt(q, star + 1)), 'the end of the word, behind which alone "*" may stand')
      last.word = beginningOf(last.word)
      last.prefix = true
    }
    at += part.length + 1
    return words
  })
}

const startsOperand = (q: string, at: number) => at < q.length && (letter.test(characterAt(q, at)) || q[at]! in quotes || parentheses[q[at]!] === '(')
const characterAt = (q: string, at: number) => String.fromCodePoint(q.codePointAt(at)!)
const lastOf = (text: string) => [...text.slice(-2)].at(-1) ?? ''
const characterOf = (q: string, at: number) => [...q.slice(0, at)].length + 1
const quoted = (text: string) => `"${[...text].slice(0, 40).join('')}"`

function fault (q: string, at: number, found: string, expected: string): Invalid {
  return new Invalid([{ path: 'q', message: `character ${characterOf(q, at)}: found ${found}, expected ${expected}` }])
}
