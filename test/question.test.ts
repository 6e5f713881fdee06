import t from 'tap'
import { readQuery } from '../src/search/question.js'
import { stopwordTest } from '../src/search/stopword.js'
import { termOf, wordsOf } from '../src/search/token.js'
import { randomFrom, scrapsOf } from './support/scrap.js'

const spoken = ['ar', 'de', 'en', 'es', 'fr', 'ja', 'pt', 'ru', 'sw', 'tr', 'uk', 'zh']
const common = (text: string, language: string) => {
  const isStopword = stopwordTest(text, [language])
  return wordsOf(text).filter(isStopword).map(({ word }) => word)
}

t.test('small words of each language are told, and what laws are about is not', async (t) => {
  const small: Record<string, string> = {
    ar: 'في من إلى الى على ما هي هل كيف لماذا التي والتي وفي هذه أو',
    en: 'the of and what which how is are who whether shall by',
    es: 'el la de y qué que cuál cómo es son para este',
    fr: 'le la de et quelle quels comment est dans à pourquoi',
    ru: 'в и на что какие какое кто как это для сколько',
    zh: '的 是 什么 什麼 怎么 如何 哪些 为什么 為什麼 吗'
  }
  const telling: Record<string, string> = {
    ar: 'نظام النظام معلومات بيانات دخول جريمة عقوبة آلي الآلي شبكة قوة عامة عام سنة',
    en: 'access data system computer interference offence state will evidence',
    es: 'acceso datos sistema delito pena informático',
    fr: 'accès données système peine infraction personne',
    ru: 'доступ данные система преступление наказание сведения информация',
    zh: '系统 系統 数据 数据 计算机 非法 犯罪 处分 会计 小时 年'
  }
  for (const language of Object.keys(small)) {
    for (const word of small[language]!.split(' ')) t.equal(common(word, language).length, wordsOf(word).length, `${language}: ${word} says little`)
    for (const word of telling[language]!.split(' ').filter((w) => w !== 'will')) {
      const whole = wordsOf(word).find(({ start, end }) => start === 0 && end === word.length)
      t.notOk(whole && common(word, language).includes(whole.word), `${language}: ${word} says much`)
    }
  }
  t.same(common('第', 'zh'), [], 'the sign of an article\'s number')
  t.same(common('access the data', 'xx'), [], 'of a language without a list none is known')
  t.same(common('o acesso ao sistema', 'pt-BR'), common('o acesso ao sistema', 'pt'))
})

t.test('small words tell the language of a query', async (t) => {
  const queries: [string, string][] = [
    ['what is the penalty for illegal access', 'en'], ['quelle est la peine', 'fr'], ['¿qué es el acceso ilícito?', 'es'], ['доступ к компьютерной информации', 'ru'],
    ['ما هي عقوبة الدخول غير المشروع', 'ar'], ['什么是非法侵入计算机信息系统罪', 'zh'], ['什麼是計算機犯罪', 'zh'], ['wer wird mit Freiheitsstrafe bestraft', 'de']
  ]
  for (const [q, language] of queries) t.ok(readQuery(q, spoken).languages.includes(language) && readQuery(q, spoken).languages.length < 4, q)
  for (const q of ['illegal access', 'acceso ilícito', 'неправомерный доступ', 'نظام معلوماتي', '非法侵入', '']) t.same(readQuery(q, spoken).languages, spoken, `${q}: any`)
  t.same(readQuery('what is the penalty', ['fr']).languages, ['fr'], 'an index of one language')
  t.same(readQuery('what is the penalty', []).languages, [])
})

t.test('a word has a term for each language it may be of', async (t) => {
  const terms = (q: string, languages: string[]) => readQuery(q, languages).words.map((word) => word.terms)
  t.same(terms('sistemas', ['en', 'es']), [[termOf('sistemas', 'en'), termOf('sistemas', 'es')]])
  t.same(terms('sistemas', ['es', 'sw']), [[termOf('sistemas', 'es'), 'sistemas']], 'as it is, where a language has no stemmer')
  t.same(terms('access', ['sw']), [['access']])
  t.same(terms('access', []), [['access']])
  t.same(terms('系統', ['en', 'zh']), [['系'], ['系统'], ['统']], 'characters are not stemmed')
  t.ok(terms('неправомерного', spoken)[0]!.includes(termOf('неправомерный', 'ru')))
  t.ok(terms('والمعلوماتية', spoken)[0]!.includes(termOf('معلوماتية', 'ar')))
})

t.test('common words are marked, in their places', async (t) => {
  const { words } = readQuery('What is the penalty?', ['en'])
  t.same(words.map(({ word, common, start, end }) => [word, common, start, end]), [['what', true, 0, 4], ['is', true, 5, 7], ['the', true, 8, 11], ['penalty', false, 12, 19]])
  const zh = readQuery('什么是犯罪', ['zh']).words
  t.same(zh.filter((w) => w.common).map(({ word }) => word), ['什', '什么', '么', '么是', '是'])
  t.same(zh.filter((w) => !w.common).map(({ word }) => word), ['是犯', '犯', '犯罪', '罪'], 'half a stop word is none')
})

t.test('two characters of different words are told apart from two of one', async (t) => {
  const across = (q: string) => readQuery(q, spoken).words.filter((word) => word.across).map(({ word }) => word)
  t.same(across('非法侵入系统'), ['法侵', '入系'])
  t.same(across('交通事故後被告人逃逸'), ['故后', '后被', '人逃'], 'in the traditional writing too')
  t.same(across('卡罗莱纳'), [], 'a foreign name, which is no word that is known, stands together')
  t.same(across('illegal access'), [])
})

t.test('any query is read', async (t) => {
  const random = randomFrom(7)
  for (let i = 0; i < 1000; i++) {
    const q = scrapsOf(random)
    for (const { terms, start, end } of readQuery(q, spoken).words) {
      if (terms.length === 0 || terms.some((term) => term === '' || /\s/.test(term)) || start < 0 || end > q.length) t.fail(JSON.stringify(q))
    }
  }
  const begun = performance.now()
  readQuery('什么是的'.repeat(10_000), spoken)
  readQuery('the of '.repeat(10_000), spoken)
  t.ok(performance.now() - begun < 5000, 'long queries take no longer than they are')
})
