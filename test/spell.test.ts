import { distance } from 'fastest-levenshtein'
import { sql } from 'drizzle-orm'
import t from 'tap'
import { readAsked } from '../src/search/ask.js'
import type { Db } from '../src/db/client.js'
import { listConcepts } from '../src/db/concept.js'
import { offerExact, offerRelevant, type Offer, type ReadQuery } from '../src/search/offer.js'
import { correctWords, didYouMean } from '../src/search/spell.js'
import type { HitDocument } from '../src/search/query.js'
import { readFrequencies } from '../src/search/frequency.js'
import type { Search } from '../src/search/client.js'
import { isDense, termOf, wordsOf } from '../src/search/token.js'
import { openAtlas, openStores } from './support/atlas.js'

const readVocabulary = async (db: Db) => new Map((await listConcepts(db)).map((c) => [c.code, c]))
const wordsIn = (q: string) => wordsOf(q).map(({ word }) => word)

/** The same numbers in each run. */
function numbers (seed: number): (below: number) => number {
  let state = seed
  return (below) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return Math.floor(state / 4294967296 * below)
  }
}

/** Words of the documents themselves, those of one language or of all, in an order that does not change. */
async function writtenWords (db: Db, language: string): Promise<string[]> {
  const { rows } = await db.execute<{ document: HitDocument }>(sql`select document from search_document where ${language} = any(language) order by md5(document->>'body') limit 60`)
  const texts = rows.flatMap(({ document: { body, bodyLanguages } }) => body.filter((_, i) => bodyLanguages[i] === language))
  const words = texts.flatMap((text) => wordsOf(text).map(({ word }) => word))
  return [...new Set(words)].filter((word) => /^\p{L}{5,}$/u.test(word) && !isDense(word)).sort()
}

async function withoutDocuments<T extends { typed: string }> (search: Search, words: T[]): Promise<T[]> {
  const termsOf = (word: string, languages: string[]) => [null, ...languages].map((language) => termOf(word, language))
  const { counts, languages } = await readFrequencies(search, (all) => words.flatMap(({ typed }) => termsOf(typed, all)))
  return words.filter(({ typed }) => termsOf(typed, languages).every((term) => counts.get(term) === 0))
}

t.test('correctWords', async (t) => {
  const { db, search } = await openStores(t, { index: 'founding' })
  const vocabulary = await readVocabulary(db)
  const correct = (words: string[]) => correctWords(search, words, vocabulary)

  t.test('finds what was meant, in each language', async (t) => {
    for (const [q, meant] of [
      ['cybrecrime', 'cybercrime'], ['phishng', 'phishing'], ['weapns', 'weapons'],
      ['фишынг', 'фишинг'], ['дсотуп', 'доступ'], ['киберпреступлния', 'киберпреступления'],
      ['الاحتال', 'الاحتيال'], ['المشرع', 'المشروع'], ['الفمتاح', 'المفتاح'], ['ابلرتغال', 'البرتغال'],
      ['intercepton', 'interception'], ['infromatique', 'informatique'], ['hameçonnge', 'hameçonnage'], ['frauduleus', 'frauduleuse'],
      ['Computerbetruk', 'computerbetrug'], ['Urkundenfälshung', 'urkundenfälschung'],
      ['informátca', 'informática'], ['suplantasión', 'suplantación']
    ] as const) t.strictSame([...await correct(wordsIn(q))], [[wordsIn(q)[0], meant]], q)
  })

  t.test('all words of a query at once, each for itself', async (t) => {
    t.strictSame([...await correct(wordsIn('piratage infromatique hameçonnge фишынг xqzptvw'))].sort(),
      [['hameconnge', 'hameçonnage'], ['infromatique', 'informatique'], ['фишынг', 'фишинг']])
  })

  t.test('words that exist are left as they are: in documents, in names of States, in labels', async (t) => {
    for (const q of ['acesso ilícito', 'hacking', 'cybercrime', 'Казахстан', 'Испания', 'الاحتيال', 'الجريمه', 'données', 'Computerbetrug', 'falsificación', 'hameçonnage']) {
      t.strictSame([...await correct(wordsIn(q))], [], q)
    }
    for (const language of ['ar', 'de', 'en', 'es', 'fr', 'ru']) {
      const written = await writtenWords(db, language)
      t.ok(written.length > 50, `${language}: ${written.length} words`)
      const corrected: [string, string][] = []
      for (let i = 0; i < 48; i += 8) corrected.push(...await correct(written.slice(i, i + 8)))
      t.strictSame(corrected, [], language)
    }
  })

  t.test('words that are too short, have digits or are written without spaces are not touched', async (t) => {
    for (const q of ['lwa', '202b', 'x1234567', '钓渔', '网络安全去', 'フィッシンク']) t.strictSame([...await correct(wordsIn(q))], [], q)
    t.strictSame([...await correct([])], [])
  })

  t.test('one error below eight letters, two from there; swapped neighbours are one', async (t) => {
    t.equal((await correct(['fruad'])).get('fruad'), 'fraud')
    t.strictSame([...await correct(['frxxd'])], [], 'two errors in five letters')
    t.equal((await correct(['intreceptoin'])).get('intreceptoin'), 'interception', 'two swaps in twelve')
    t.strictSame([...await correct(['intxrcxptxon'])], [], 'three errors')
  })

  t.test('random errors in real words: what is answered is near and held, and mostly the word itself', async (t) => {
    const below = numbers(5)
    for (const language of ['ar', 'de', 'en', 'es', 'fr', 'ru']) {
      const written = (await writtenWords(db, language)).filter((word) => word.length >= 7)
      const known = new Set(written)
      const made = Array.from({ length: 80 }, () => {
        const word = written[below(written.length)]!
        const at = 1 + below(word.length - 2)
        return { word, typed: word.slice(0, at) + word[at + 1] + word[at] + word.slice(at + 2) }
      }).filter(({ word, typed }) => word !== typed && !known.has(typed))
      // An error that makes another word, or leaves the stem as it was, is none that could be told: Arabic has the most of them.
      const typed = await withoutDocuments(search, made)
      const corrections = new Map<string, string>()
      for (let i = 0; i < typed.length; i += 8) {
        for (const [word, meant] of await correct(typed.slice(i, i + 8).map(({ typed }) => typed))) corrections.set(word, meant)
      }
      for (const [word, meant] of corrections) t.ok(distance(word, wordsIn(meant)[0]!) <= 3, `${word} → ${meant}`)
      const right = typed.filter(({ word, typed }) => wordsIn(corrections.get(typed) ?? '')[0] === word).length
      t.ok(right / typed.length >= 0.8, `${language}: ${right} of ${typed.length}`)
    }
  })

  t.test('random and hostile words never throw', async (t) => {
    const below = numbers(7)
    const letters = ['abcdefghijklmnopqrstuvwxyz', 'абвгдежзийклмнопрстуфхцчшщъыьэюя', 'ابتثجحخدذرزسشصضطظعغفقكلمنهوي', 'äöüßéèñçœæı', '"\'\\-()*:|&!<>\0\uE000\uE001\u200F\u0301']
    const random = () => Array.from({ length: 1 + below(20) }, () => { const alphabet = [...letters[below(10) === 0 ? 4 : below(4)]!]; return alphabet[below(alphabet.length)] }).join('')
    for (let i = 0; i < 12; i++) await correct(Array.from({ length: 8 }, random))
    const hostile = ['"fraud', '-fraud', 'fraud"', 'fraud OR 1', 'fra\0ud', '\\', '', ' ', '\uE000abcd\uE001', '\uD800abcd', '__proto__', 'constructor', 'toString']
    for (const word of [...hostile, 'a'.repeat(500), 'ابج'.repeat(200), 'e\u0301'.repeat(30)]) {
      t.ok((await correct([word])) instanceof Map, JSON.stringify(word.slice(0, 20)))
      t.doesNotThrow(() => didYouMean(word, new Map([['fraud', 'fraude']])))
    }
    t.ok(await correct(Array.from({ length: 300 }, random)))
  })
})

t.test('didYouMean changes the misspelt words and nothing else', async (t) => {
  const corrections = new Map([['cybrecrime', 'cybercrime'], ['фишынг', 'фишинг'], ['الاحتال', 'الاحتيال'], ['informatca', 'informática'], ['ueberwachug', 'überwachung'], ['hameconnge', 'hameçonnage']])
  for (const [q, meant] of [
    ['cybrecrime', 'cybercrime'],
    ['  "Cybrecrime",  laws (2019)? ', '  "Cybercrime",  laws (2019)? '],
    ['CYBRECRIME cybrecrime', 'CYBERCRIME cybercrime'],
    ['Фишынг и вымогательство', 'Фишинг и вымогательство'],
    ['عقوبة الاحتال، المادة ٥', 'عقوبة الاحتيال، المادة ٥'],
    ['Informátca', 'Informática'], ['Informa\u0301tca', 'Informática'],
    ['Ueberwachug', 'Überwachung'],
    ['le hameçonnge\u0000', 'le hameçonnage\u0000'],
    ['钓鱼 cybrecrime 法', '钓鱼 cybercrime 法'],
    ['cybrecrimes', null], ['', null], ['网络', null]
  ] as const) t.equal(didYouMean(q, corrections), meant, q)
  t.equal(didYouMean('cybrecrime', new Map()), null)
})

t.test('offers', async (t) => {
  const { db, search, get } = await openAtlas(t, { index: 'founding' })
  const vocabulary = await readVocabulary(db)
  const read: ReadQuery = (q) => readAsked(search, vocabulary, q)
  const asked = ({ drop }: Offer, given: Record<string, string>): string => {
    const left = { ...given }
    for (const { kind, name, value } of drop) {
      if (kind === 'word') left.q = left.q!.replace(value, '').trim()
      else delete left[name]
    }
    return `/v1/search?${new URLSearchParams({ ...left, limit: '1' })}`
  }
  /** The offers of a search that finds nothing; each must find what it says. */
  const offersOf = async (given: Record<string, string>): Promise<Offer[]> => {
    t.equal((await get(`/v1/search?${new URLSearchParams(given)}`)).body.total, 0, `${JSON.stringify(given)} finds nothing`)
    const { q = '', mode, ...parameters } = given
    const filter = Object.fromEntries(Object.entries(parameters).map(([name, value]) =>
      [name, name === 'article' ? [`${parameters.instrument}:${value}`] : name === 'asOf' ? value : name.startsWith('year') && name !== 'year' ? Number(value) : value.split(',')]))
    const offers = mode === 'exact' ? await offerExact(db, { q, filter }) : await offerRelevant(search, { q, filter }, read)
    t.ok(offers.length <= 5)
    for (const offer of offers) {
      const url = asked(offer, given)
      const { body } = await get(url)
      t.equal(body.total, offer.total, url)
    }
    return offers
  }
  const dropped = (offers: Offer[]) => offers.map(({ drop }) => drop.map(({ kind, name, value }) => `${kind} ${name}=${value}`).join(' + '))

  t.test('a filter that is in the way, in each language', async (t) => {
    for (const q of ['Computerbetrug', 'hameçonnage', 'неправомерный доступ к компьютерной информации', 'الاحتيال المعلوماتي', '非法侵入计算机信息系统', 'acceso ilícito a un sistema', 'child sexual abuse material online']) {
      t.strictSame(dropped(await offersOf({ q, state: 'VAT' })), ['filter state=VAT'], q)
    }
  })
  t.test('filters that are only together in the way: all but one, or all', async (t) => {
    t.strictSame(dropped(await offersOf({ q: 'illegal access', state: 'KEN', type: 'case', year: '1801' })), ['filter state=KEN + filter year=1801', 'filter type=case + filter year=1801'])
    t.strictSame(dropped(await offersOf({ q: 'cybrecrime', state: 'VAT', year: '1801' })), ['filter state=VAT + filter year=1801'])
  })

  t.test('days, spans of years, several values, articles with their instrument', async (t) => {
    t.strictSame(dropped(await offersOf({ q: 'fraud', asOf: '1700-01-01' })), ['filter asOf=1700-01-01'])
    t.strictSame(dropped(await offersOf({ q: 'fraud', yearTo: '1700' })), ['filter yearTo=1700'])
    t.strictSame(dropped(await offersOf({ q: 'fraud', state: 'VAT,SMR' })), ['filter state=VAT,SMR'])
    t.strictSame(dropped(await offersOf({ q: 'fraud', state: 'VAT', instrument: 'BUD', article: '2' })), ['filter state=VAT'])
    t.strictSame(dropped(await offersOf({ q: 'spam', instrument: 'BUD', article: '35' })), ['filter article=35', 'filter instrument=BUD + filter article=35'])
    t.strictSame(dropped(await offersOf({ q: 'hacking', yearTo: '1700', instrument: 'BUD', article: '2' })), ['filter yearTo=1700'])
  })

  t.test('without a query, what the filters find', async (t) => {
    t.strictSame(dropped(await offersOf({ q: '', state: 'KEN', year: '1801' })), ['filter year=1801'])
  })

  t.test('a word that is in the way, and the filter, best first', async (t) => {
    const offers = await offersOf({ q: 'interception xqzptvw', state: 'AUT' })
    t.strictSame(dropped(offers), ['filter state=AUT', 'word q=xqzptvw'])
    t.ok(offers[0]!.total > offers[1]!.total)
  })

  t.test('nothing is offered where nothing would be found', async (t) => {
    for (const q of ['xqzptvw zzqqvvx', 'xqzptvw', 'xqzptvw zzqqvvx qqwwxxz']) {
      t.strictSame(await offersOf({ q }), [])
      t.strictSame(await offersOf({ q, state: 'KEN', type: 'case' }), [])
    }
  })

  t.test('in exact mode filters alone, exactly counted', async (t) => {
    for (const q of ['fraud', '"computer system"', 'мошенничество OR фишинг', 'الاحتيال', '犯罪']) {
      t.strictSame(dropped(await offersOf({ q, mode: 'exact', state: 'VAT', type: 'provision' })), ['filter state=VAT'], q)
    }
    t.strictSame(dropped(await offersOf({ q: 'fraud', mode: 'exact', state: 'VAT', yearTo: '1700' })), ['filter state=VAT + filter yearTo=1700'])
    t.strictSame(await offersOf({ q: 'fraud AND xqzptvw', mode: 'exact' }), [])
    await t.rejects(offerExact(db, { q: '(fraud', filter: { state: ['VAT'] } }))
  })

  t.test('hostile queries and values are safe', async (t) => {
    for (const q of ['"', '"fraud xqzptvw', '-fraud', 'fra\0ud xqzptvw', '\\" OR 1', 'a'.repeat(500), '  xqzptvw', '钓鱼"xqzptvw']) {
      for (const state of ['VAT', '"] OR type = "case', '\\"', '']) t.ok(Array.isArray(await offerRelevant(search, { q, filter: { state: [state], year: ['1801'] } }, read)))
    }
  })
})
