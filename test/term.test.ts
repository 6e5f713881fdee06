import { join } from 'node:path'
import t from 'tap'
import { root } from '../src/config.js'
import { openClassifier, shownFrom } from '../src/classify/classify.js'
import type { SearchDocument } from '../src/search/document.js'
import { normalise } from '../src/search/normalise.js'
import { readQuery } from '../src/search/question.js'
import { rank } from '../src/search/rank.js'
import { buildTermDocument, codeOf, sureOf, termsOf, topicTerm, withRanking } from '../src/search/term.js'
import { buildTermVector } from '../src/search/term-vector.js'
import { tokensOf } from '../src/search/token.js'
import { readDataset } from '../src/ingest/dataset.js'
import { randomFrom } from './support/scrap.js'

const { dataset } = await readDataset(join(root, 'data'))
const classify = openClassifier(dataset.concepts.map(({ record }) => record))

type Wording = { heading?: string, text?: string, language?: string }

/** A provision of one language, whose text is about illegal access unless another is given. */
function provision ({ heading = 'Illegal access', text = 'Whoever intentionally accesses a computer system without right commits an offence.', language = 'en' }: Wording = {}): SearchDocument {
  return {
    id: 'provision-1', type: 'provision', root: 'legislation-1', generation: 7, recordId: '1', legislationId: '1', eId: 'art_2',
    heading: ['2', normalise(heading)], title: ['Penal Code'], labels: [], body: [normalise(text)], place: [], bodyLanguages: [language], placeLanguages: [],
    concepts: [], state: ['KEN'], region: ['002'], concept: [], instrument: [], article: [], language: [language], status: 'in_force', checked: 'seen',
    needsVerification: false, year: 2018, validFrom: 20180530, validTo: 99991231,
    display: {
      title: [{ text: 'Penal Code', language: 'en' }], heading: [{ text: heading, language }], number: '2', akn: null, language, textKind: 'original', date: null,
      updatedAt: '2024-01-01T00:00:00.000Z'
    }
  }
}

const ranked = (document: SearchDocument) => withRanking(document, classify)
const codes = (text: string, language: string | null) => tokensOf(text, language).map(({ term }) => codeOf(term))

t.test('a term has a code of seven letters', async (t) => {
  for (const term of ['access', 'доступ', 'معلوم', '系统', '系', '285', 'topic:OFF.CIA.ACC', '', '\uD800', '\0', 'a'.repeat(200_000), '𠮷']) t.match(codeOf(term), /^[a-z]{7}$/)
  t.equal(codeOf('доступ'), codeOf('доступ'))
  t.not(codeOf('系统'), codeOf('统系'))
  t.not(codeOf('285'), codeOf('286'))
})

t.test('hardly two terms share a code', async (t) => {
  const random = randomFrom(11)
  const alphabets = ['abcdefghijklmnopqrstuvwxyz', 'абвгдежзиклмнопрстуфхцчшщыэюя', 'ابتثجحخدذرزسشصضطظعغفقكلمنهوي', 'αβγδεζηθικλμνξοπρστυφχψω', '0123456789'].map((letters) => [...letters])
  const terms = new Set<string>()
  const hans = () => String.fromCharCode(0x4E00 + Math.floor(random() * 0x5000))
  while (terms.size < 250_000) {
    const letters = alphabets[Math.floor(random() * alphabets.length)]!
    const length = 2 + Math.floor(random() * 9)
    terms.add(random() < 0.3 ? hans() + hans() : Array.from({ length }, () => letters[Math.floor(random() * letters.length)]).join(''))
  }
  const distinct = new Set([...terms].map(codeOf))
  t.ok(terms.size - distinct.size <= 15, `${terms.size - distinct.size} collisions`)
})

t.test('each line of a document is stemmed in its own language', async (t) => {
  const document = provision({ heading: 'Delitos informáticos', language: 'es', text: 'Los accesos ilícitos a sistemas informáticos.' })
  document.heading.push('Computer offences')
  document.display.heading.push({ text: 'Computer offences', language: 'en' })
  document.title.push('Code pénal')
  document.display.title.push({ text: 'Code pénal', language: 'fr' })
  document.body.push('Summary of the provisions')
  document.bodyLanguages.push('en')
  t.same(ranked(document).ranking.lines, [
    { field: 'heading', language: 'es', words: '2' },
    { field: 'heading', language: 'es', words: 'delitos informaticos' },
    { field: 'heading', language: 'en', words: 'computer offences' },
    { field: 'title', language: 'en', words: 'penal code' },
    { field: 'title', language: 'fr', words: 'code penal' },
    { field: 'body', language: 'es', words: 'los accesos ilicitos a sistemas informaticos' },
    { field: 'body', language: 'en', words: 'summary of the provisions' }
  ])
  const built = buildTermDocument(ranked(document))
  t.equal(built.heading, ['2', 'delito informático'].flatMap((text) => codes(text, 'es')).concat(codes('computers offence', 'en')).join(' '))
  t.ok(built.body.includes(codes('acceso', 'es').join(' ')))
  t.notOk(built.body.includes(codes('accesos', 'en').join(' ')))
})

t.test('a line whose letters are folded for the index is still known by its language', async (t) => {
  const heading = 'ﺍﻟﺪﺧﻮﻝ ﻏﻴﺮ المشروع'
  const document = provision({ heading, language: 'fr', text: 'Texte' })
  document.display.heading = [{ text: heading, language: 'ar' }]
  const [, line] = ranked(document).ranking.lines
  t.same(line, { field: 'heading', language: 'ar', words: 'الدخول غير المشروع' })
  t.same(termsOf(line!), tokensOf('دخول غير مشروع', 'ar').map(({ term }) => term))
})

t.test('what is kept of a line gives the terms of its text', async (t) => {
  const texts: [string, string][] = [
    ['zh', '违反国家规定，侵入計算機信息系統'], ['ja', '不正アクセス、データ'], ['th', 'ข้อมูลคอมพิวเตอร์'], ['ko', '정보통신망 이용'], ['zh', '刑法第二百八十五條 abc 系统'], ['ru', 'Неправомерный доступ к информации'],
    ['ar', 'الدخول إلى النظام المعلوماتي المادة ١٢'], ['fr', 'l’accès frauduleux'], ['hi', 'कम्प्यूटर अपराधों']
  ]
  for (const [language, text] of texts) {
    const { ranking: { lines } } = ranked(provision({ text, language }))
    const line = lines.find(({ field }) => field === 'body')!
    const expected = new Set(tokensOf(normalise(text), language).map(({ term }) => term))
    t.ok([...expected].every((term) => termsOf(line).includes(term)), `${language}: ${text}`)
  }
})

t.test('what is filtered and counted by comes along, and no more', async (t) => {
  const built = buildTermDocument(ranked(provision()))
  t.same(Object.keys(built).sort(), [
    'article', 'body', 'concept', 'generation', 'heading', 'id', 'instrument', 'language', 'legislationId', 'place', 'region', 'root', 'state', 'status', 'title', 'topic', 'type',
    'validFrom', 'validTo', 'year'
  ])
  t.equal(built.id, 'provision-1')
  t.equal(built.validFrom, 20180530)
  for (const field of ['heading', 'title', 'body', 'topic'] as const) t.match(built[field], /^[a-z]{7}( [a-z]{7})*$/, field)
})

t.test('topics: said ones are sure, suggested ones less so', async (t) => {
  const { ranking: { topics } } = ranked(provision())
  t.ok(topics['OFF.CIA.ACC']! >= shownFrom && topics['OFF.CIA.ACC']! < 1, 'suggested by its words')
  const said = provision()
  said.concepts = ['OFF.CIA.ACC', 'PRO.SEA']
  t.match(ranked(said).ranking.topics, { 'OFF.CIA.ACC': 1, 'PRO.SEA': 1 })
  t.ok(buildTermDocument(ranked(said)).topic.split(' ').includes(codeOf(topicTerm('PRO.SEA'))))
  t.same(ranked(provision({ heading: 'Commencement', text: 'This section comes into operation on the first of May.' })).ranking.topics, {})
  for (const [language, heading, text] of [
    ['ru', 'Неправомерный доступ к компьютерной информации', 'Неправомерный доступ к чужой компьютерной системе наказывается штрафом.'],
    ['zh', '非法侵入计算机信息系统罪', '未经授权侵入他人计算机信息系统的，处一年以下有期徒刑。'],
    ['ar', 'الدخول غير المشروع', 'يعاقب بالحبس كل من دخل دون وجه حق إلى نظام معلومات يخص غيره.']
  ] as const) t.ok('OFF.CIA.ACC' in ranked(provision({ language, heading, text })).ranking.topics, language)
})

t.test('topics: what is too unsure to be shown is not found by, but ranks', async (t) => {
  const text = 'Whoever accesses a computer system without right and thereby deletes or alters computer data commits an offence.'
  const document = ranked(provision({ text }))
  const { topics } = document.ranking
  t.ok(topics['OFF.CIA.DAT']! < shownFrom && topics['OFF.CIA.ACC']! >= shownFrom)
  t.same(buildTermDocument(document).topic.split(' '), Object.keys(sureOf(topics)).map((code) => codeOf(topicTerm(code))))
  t.notOk('OFF.CIA.DAT' in sureOf(topics))
  const vector = buildTermVector(document.ranking.lines)
  const candidate = (id: string, own: typeof topics) => ({ id, legislationId: null, namedBy: 0, same: null, vector, topics: own })
  const { words } = readQuery('deletes computer data', ['en'])
  const list = await rank([candidate('a', {}), candidate('b', topics)], words.map((word) => ({ ...word, idf: 1 })), { 'OFF.CIA.DAT': 0.8 }, async () => new Map())
  t.same(list.map((entry) => entry.candidate.id), ['b', 'a'])
})

t.test('topics: general offences are not taken from words, and what is no provision has only what is said', async (t) => {
  const general = { heading: 'Money laundering', text: 'A person who conceals proceeds of crime commits money laundering.' }
  const suggested = classify({ ...general, language: 'en', lawTitle: 'Penal Code' })
  t.ok(suggested.some(({ relation, confidence }) => relation === 'general_offence' && confidence >= shownFrom), 'it would be suggested')
  const topics = ranked(provision(general)).ranking.topics
  t.notOk(suggested.some(({ concept, relation }) => relation === 'general_offence' && concept in topics))
  for (const type of ['case', 'lesson', 'legislation'] as const) {
    t.same(ranked({ ...provision(), type }).ranking.topics, {}, type)
    t.same(ranked({ ...provision(), type, concepts: ['OFF.CIA.DAT'] }).ranking.topics, { 'OFF.CIA.DAT': 1 }, type)
  }
})
