import t from 'tap'
import { Invalid } from '../src/model/error.js'
import type { WordQuery } from '../src/db/search-document.js'
import { parseExact } from '../src/search/exact-syntax.js'
import { spell, storedWords, wordsOf } from '../src/search/exact-word.js'

/** A query read and written down again, with every parenthesis there is. */
const read = (q: string): string => written(parseExact(q))

function written (query: WordQuery | undefined): string {
  if (!query) return 'everything'
  if (query.kind === 'not') return `NOT ${written(query.part)}`
  if (query.kind !== 'phrase') return `(${query.parts.map(written).join(` ${query.kind.toUpperCase()} `)})`
  return (query.field ? `${query.field}:` : '') + query.words.map(({ word, prefix }) => word + (prefix ? '*' : '')).join('+')
}

const folded = (text: string) => wordsOf(text).map(({ word }) => word).join(' ')

t.test('words, operators and what binds them', async (t) => {
  const asked: [string, string][] = [
    ['', 'everything'], [' \u3000\n', 'everything'],
    ['Illegal access', '(illegal AND access)'],
    ['a b OR c AND d', '((a AND b) OR (c AND d))'],
    ['a OR b NOT c', '(a OR (b AND NOT c))'],
    ['a AND NOT (b OR c) d', '(a AND NOT (b OR c) AND d)'],
    ['a -b -"c d" -(e f)', '(a AND NOT b AND NOT c+d AND NOT (e AND f))'],
    ['NOT NOT a', 'NOT NOT a'],
    ['((a))', 'a'],
    ['and or not', '(and AND or AND not)'],
    ['"and OR -not ("', 'and+or+not'],
    ['cyber* "unauthori* acc*"', '(cyber* AND unauthori*+acc*)'],
    ['heading:fraud TITLE:"penal code" text:(a OR b)', '(heading:fraud AND title:penal+code AND (text:a OR text:b))'],
    ['-heading:fraud', 'NOT heading:fraud'],
    ['context:fraud', 'context+fraud'],
    ['l’accès d\'un 323-1 § 202a', '(l+acces AND d+un AND 323+1 AND 202a)'],
    ['well-known - dash', '(well+known AND dash)']
  ]
  for (const [q, wanted] of asked) t.equal(read(q), wanted, q)
})

t.test('every script', async (t) => {
  const asked: [string, string][] = [
    ['非法侵入 OR “计算机信息系统”', '(非+法+侵+入 OR 计+算+机+信+息+系+统)'],
    ['刑法第２８５条', '刑+法+第+285+条'],
    ['（非法 OR 侵入） heading：数据', '((非+法 OR 侵+入) AND heading:数+据)'],
    ['الدُّخُول غــير المَشرُوع', '(الدخول AND غير AND المشروع)'],
    ['«ﺍﻟﻤﺎﺩﺓ ١٧٥» ۱۷۵', '(الماده+175 AND 175)'],
    ['أإآٱ على فتوى', '(اااا AND علي AND فتوي)'],
    ['неправомерн* ДОСТУП Её йод', '(неправомерн* AND доступ AND ее AND йод)'],
    ['Acceso ILÍCITO año', '(acceso AND ilicito AND ano)'],
    ['cœur Maßnahme', '(coeur AND massnahme)'],
    ['データ処理 カ', '(デ+ー+タ+処+理 AND カ)'],
    ['क़ानून १२ มาตรา๑๗๕', '(क़ानून AND 12 AND ม+า+ต+ร+า+175)'],
    ['법률 ΝΌΜΟΣ νόμος', '(법률 AND νομοσ AND νομοσ)']
  ]
  for (const [q, wanted] of asked) t.equal(read(q).normalize('NFC'), wanted.normalize('NFC'), q)
  t.equal(folded('a\0b \uD800 \u00ADso\u00ADft'), 'a b soft')
  t.equal(folded('и й'), 'и й', 'й is a letter of its own')
})

t.test('a fault says where it is, what is there and what was expected', async (t) => {
  const operand = 'a word, a phrase in quotes, "(" or NOT'
  const asked: [string, number, string, string][] = [
    ['access AND', 11, 'the end', operand],
    ['OR access', 1, 'OR', operand],
    ['a AND OR b', 7, 'OR', operand],
    ['(非法 OR 侵入', 10, 'the end', '")"'],
    ['доступ)', 7, '")"', 'a word, AND, OR or the end'],
    ['a ()', 4, '")"', operand],
    ['😀 😀 دخول "غير', 14, 'the end', '""", which closes the quotes of character 10'],
    ['a “b', 5, 'the end', '"”", which closes the quotes of character 3'],
    ['a ""', 3, 'quotes without a word', 'a word in them'],
    ['"…"', 1, 'quotes without a word', 'a word in them'],
    ['a *', 3, '"*"', 'a word right before it'],
    ['ab*c', 4, '"c"', 'the end of the word, behind which alone "*" may stand'],
    ['"a"*', 4, '"*"', 'a word right before it'],
    [' § ', 2, '"§"', operand],
    ['a | b', 3, '"|"', 'OR'],
    ['a && b', 3, '"&&"', 'AND'],
    ['title: a', 7, '" "', 'a word, a phrase in quotes or "(" right behind title:'],
    ['a title:', 9, 'the end', 'a word, a phrase in quotes or "(" right behind title:'],
    ['title:(text:a)', 8, '"text:"', 'no other field within title:'],
    ['title:NOT a', 7, 'NOT', 'a word, a phrase in quotes or "(" right behind it'],
    ['('.repeat(60) + 'a', 51, '"("', 'at most 50 levels'],
    ['a '.repeat(600), 1001, 'one word more', 'at most 500 words']
  ]
  for (const [q, position, found, expected] of asked) {
    t.match(faultOf(q), { path: 'q', message: `character ${position}: found ${found}, expected ${expected}` })
  }
})

const faultOf = (q: string) => {
  try {
    parseExact(q)
  } catch (error) {
    if (error instanceof Invalid) return error.faults[0]
    throw error
  }
}

t.test('whatever is typed is understood or refused', async (t) => {
  const next = seeded(20_260_401)
  const pieces = [
    'access', 'доступ', '非法', 'دخول', 'é', '١٧', '\uD800', '\0', '😀', '"', '“', '”', '«', '»', '「', '(', ')', '（', '-', '*', '§', '|', '!', ':', '\'', '\\', ' ', ' ', '\u3000',
    'AND', 'OR', 'NOT', ' AND ', ' OR ', ' NOT ', 'heading:', 'title:', 'text：', 'constructor', '__proto__', 'a'.repeat(3000), '\u0301', 'ﷺ'
  ]
  let understood = 0
  for (let i = 0; i < 20_000; i++) {
    const q = Array.from({ length: 1 + next() % 12 }, () => pieces[next() % pieces.length]).join(next() % 2 ? ' ' : '')
    const fault = faultOf(q)
    if (!fault) understood++
    else if (!/^character [1-9]\d*: found .+, expected .+$/su.test(fault.message) || Number(/\d+/.exec(fault.message)) > [...q].length + 1) t.fail(fault.message)
  }
  t.ok(understood > 2000 && understood < 18_000, `${understood} understood`)
})

/** A linear congruence: the same numbers at every run. */
function seeded (seed: number): () => number {
  let state = seed
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return state >>> 8
  }
}

t.test('what Postgres is given of a text', async (t) => {
  const stored = (fields: [string[], string[], string[]]) => storedWords([spell(fields[0]), spell(fields[1]), spell(fields[2])])
  t.same(stored([['A b'], ['b'], ['c b', 'd']]), { words: "'a':1A 'b':2A,4B,7 'c':6 'd':9", fits: 2 }, 'lines are a step apart')
  const many = stored([['and'], [], ['and so '.repeat(300)]])
  t.equal(many.fits, 1)
  t.match(many.words, /^'and':1A,3,5,.*,601 'so':4,/)
  t.equal(many.words.split(' ')[0]!.split(',').length, 255)
  t.equal(stored([[], [], ['x '.repeat(16_380) + 'end']]).fits, 1)
  t.match(stored([[], [], [Array.from({ length: 20_000 }, (_, i) => `w${i}`).join(' ')]]), { fits: 1, words: /'w19999':16382$/ })
  t.same(stored([[], [], [Array.from({ length: 90_000 }, (_, i) => `word${i}`).join(' ')]]), { words: '', fits: 0 })
  t.same(stored([['a '.repeat(400)], [], []]), { words: '', fits: 0 })
})
