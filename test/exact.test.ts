import t from 'tap'
import { withdrawRecord } from '../src/db/draft.js'
import { saveLegislation } from '../src/db/legislation.js'
import { saveLesson } from '../src/db/lesson.js'
import { listRecordIds } from '../src/db/outbox.js'
import { finishSearchDocuments, putSearchDocuments } from '../src/db/search-document.js'
import { newId } from '../src/model/identifier.js'
import { Invalid } from '../src/model/error.js'
import { settled } from '../src/search/client.js'
import { dayMax, type SearchDocument } from '../src/search/document.js'
import { buildSearchRows, searchExact } from '../src/search/exact.js'
import { wordsOf } from '../src/search/exact-word.js'
import { indexOnce } from '../src/search/indexer.js'
import type { HitDocument, SearchFilter } from '../src/search/query.js'
import { reindex } from '../src/search/reindex.js'
import { facetNames, settings } from '../src/search/settings.js'
import { openStores } from './support/atlas.js'
import { openSmallStores, wanted } from './support/indexing.js'
import { lawRecord, lessonRecord, provisionRecord, versionRecord, writer } from './support/record.js'

type Stores = Awaited<ReturnType<typeof openStores>>
type Field = 'heading' | 'title' | 'body'
type Holds = (has: (words: string, field?: Field) => boolean) => boolean

const everything = 10_000
const ask = ({ db }: Pick<Stores, 'db'>, q: string, filter: SearchFilter = {}, more: Partial<Parameters<typeof searchExact>[1]> = {}) =>
  searchExact(db, { q, filter, facets: [], offset: 0, limit: everything, ...more })
const idsOf = async (stores: Pick<Stores, 'db'>, q: string, filter?: SearchFilter) => (await ask(stores, q, filter)).hits.map((h) => h.document.id).sort()

const refusal = (asked: Promise<unknown>): Promise<unknown> => asked.then(() => undefined, (error: unknown) => error)

/** What the words of a text are, between blanks, so that a phrase is a piece of it; the last word may be the beginning of one. */
const spread = (lines: string[]) => lines.map((line) => ` ${wordsOf(line).map(({ word }) => word).join(' ')} `)

/** The ids of the documents of which a rule holds, by looking at every text there is. */
function bruteForce (documents: Iterable<SearchDocument>) {
  const texts = [...documents].map((d) => ({ id: d.id, heading: spread(d.heading), title: spread(d.title), body: spread(d.body) }))
  return (holds: Holds) => texts.filter((text) => holds((words, field) => {
    const phrase = words.endsWith('*') ? spread([words])[0]!.trimEnd() : spread([words])[0]!
    return (field ? text[field] : [...text.heading, ...text.title, ...text.body]).some((line) => line.includes(phrase))
  })).map(({ id }) => id).sort()
}

t.test('what is found is what a look at every text finds', async (t) => {
  const stores = await openStores(t, { index: 'founding' })
  const documents = await wanted(stores.db)
  const look = bruteForce(documents.values())
  const asked: [string, Holds][] = [
    ['"illegal access"', (has) => has('illegal access')],
    ['unauthorised access', (has) => has('unauthorised') && has('access')],
    ['fraud OR forgery', (has) => has('fraud') || has('forgery')],
    ['fraud OR forgery computer', (has) => has('fraud') || (has('forgery') && has('computer'))],
    ['(fraud OR forgery) computer', (has) => (has('fraud') || has('forgery')) && has('computer')],
    ['fraud NOT forgery', (has) => has('fraud') && !has('forgery')],
    ['computer -"computer system"', (has) => has('computer') && !has('computer system')],
    ['NOT NOT fraud', (has) => has('fraud')],
    ['-(access OR data)', (has) => !has('access') && !has('data')],
    ['cyber*', (has) => has('cyber*')],
    ['"computer syst*" -text:fraud', (has) => has('computer syst*') && !has('fraud', 'body')],
    ['heading:fraud', (has) => has('fraud', 'heading')],
    ['title:"penal code" OR text:"penal code"', (has) => has('penal code', 'title') || has('penal code', 'body')],
    ['heading:(fraud OR forgery) -title:code', (has) => (has('fraud', 'heading') || has('forgery', 'heading')) && !has('code', 'title')],
    ['acces', (has) => has('accès')],
    ['"accès frauduleux" OR "système informatique"', (has) => has('accès frauduleux') || has('système informatique')],
    ['l\'accès', (has) => has('l accès')],
    ['"acceso ilícito"', (has) => has('acceso ilícito')],
    ['informatic* -daños', (has) => has('informatic*') && !has('daños')],
    ['"неправомерный доступ"', (has) => has('неправомерный доступ')],
    ['компьютерн* информаци*', (has) => has('компьютерн*') && has('информаци*')],
    ['heading:мошенничество', (has) => has('мошенничество', 'heading')],
    ['计算机', (has) => has('计算机')],
    ['计算机信息系统 NOT 侵入', (has) => has('计算机信息系统') && !has('侵入')],
    ['（侵入 OR 破坏） 刑法', (has) => (has('侵入') || has('破坏')) && has('刑法')],
    ['"الدخول غير المشروع"', (has) => has('الدخول غير المشروع')],
    ['الدّخول', (has) => has('الدخول')],
    ['معلوماتي* OR إلكترونية', (has) => has('معلوماتي*') || has('الكترونيه')],
    ['175', (has) => has('175')]
  ]
  for (const [q, holds] of asked) {
    const expected = look(holds)
    t.same(await idsOf(stores, q), expected, `${q}: ${expected.length}`)
    t.ok(expected.length > 0 && expected.length < documents.size, `${q} tells documents apart`)
  }
  t.same(await idsOf(stores, 'heading:٢٧٢'), await idsOf(stores, 'heading:272'), 'digits of either shape')
  t.equal((await ask(stores, '  ')).total, documents.size, 'an empty query finds everything')
  t.same(await idsOf(stores, 'zenzizenzizenzic'), [])
})

t.test('counts, filters and pages', async (t) => {
  const stores = await openStores(t, { index: 'founding' })
  const documents = [...(await wanted(stores.db)).values()]
  const look = bruteForce(documents)
  const day = 20_190_101
  type Test = (d: SearchDocument) => boolean
  const asked: [string, Holds, SearchFilter, Partial<Record<(typeof facetNames)[number], Test>>, Test][] = [
    ['', () => true, {}, {}, () => true],
    ['access', (has) => has('access'), { state: ['KEN', 'ZAF'] }, { state: (d) => d.state.some((s) => ['KEN', 'ZAF'].includes(s)) }, () => true],
    ['computer OR data', (has) => has('computer') || has('data'), { state: ['KEN', 'GBR', 'USA'], type: ['provision'], year: ['1990', '2018'] }, {
      state: (d) => d.state.some((s) => ['KEN', 'GBR', 'USA'].includes(s)), type: (d) => d.type === 'provision', year: (d) => [1990, 2018].includes(d.year!)
    }, () => true],
    ['', () => true, { region: ['002'], concept: ['OFF.CIA'], status: ['in_force'], language: ['en', 'fr'], instrument: ['BUD'], article: ['BUD:2', 'BUD:4'] }, {
      region: (d) => d.region.includes('002'), concept: (d) => d.concept.includes('OFF.CIA'), status: (d) => d.status === 'in_force',
      language: (d) => d.language.some((l) => ['en', 'fr'].includes(l)), instrument: (d) => d.instrument.includes('BUD')
    }, (d) => d.article.some((a) => ['BUD:2', 'BUD:4'].includes(a))],
    ['', () => true, { yearFrom: 1995, yearTo: 2010, asOf: '2019-01-01' }, {}, (d) =>
      d.year !== null && d.year >= 1995 && d.year <= 2010 && d.validFrom !== null && d.validFrom <= day && d.validTo! > day]
  ]
  for (const [q, holds, filter, facetTests, rest] of asked) {
    const name = `${q} ${JSON.stringify(filter)}`
    const met = new Set(look(holds))
    const fits = (d: SearchDocument, but?: string) => met.has(d.id) && rest(d) && Object.entries(facetTests).every(([facet, test]) => facet === but || test(d))
    const answer = await ask(stores, q, filter, { facets: [...facetNames] })
    t.same(answer.hits.map((h) => h.document.id).sort(), documents.filter((d) => fits(d)).map((d) => d.id).sort(), name)
    t.ok(answer.total === answer.hits.length && answer.total > 0, `${name}: ${answer.total}`)
    for (const facet of facetNames) {
      const counts: Record<string, number> = {}
      for (const d of documents.filter((d) => fits(d, facet))) for (const v of new Set([d[facet]].flat())) if (v !== null) counts[v] = (counts[v] ?? 0) + 1
      t.same(answer.facets[facet], counts, `${name}, ${facet}`)
    }
    t.same(await ask(stores, q, filter, { facets: [] }).then((a) => [a.total, a.facets]), [answer.total, {}], 'facets that were not asked for change nothing')
  }
  const whole = await ask(stores, 'computer')
  const paged = []
  for (let offset = 0; offset < whole.total; offset += 7) paged.push(...(await ask(stores, 'computer', {}, { offset, limit: 7 })).hits)
  t.same(paged.map((h) => h.document.id), whole.hits.map((h) => h.document.id), 'pages are pieces of one list')
  t.ok(whole.hits.every((h, i) => i === 0 || h.score! <= whole.hits[i - 1]!.score!), 'best first')
  const law = documents.find((d) => d.type === 'provision')!.legislationId!
  t.same(await idsOf(stores, '', { legislation: [law] }), documents.filter((d) => d.legislationId === law).map((d) => d.id).sort())
  t.equal((await ask(stores, '', { state: [] })).total, 0)
})

/** Rows of our own beside what is there. */
async function openTexts (t: Parameters<typeof openStores>[0], texts: Partial<SearchDocument>[]) {
  const stores = await openStores(t, { from: 'empty' })
  const rows = buildSearchRows(texts.map((given, i) => ({ ...documentOf({ id: `provision-${i}`, ...given }), ranking: { lines: [], topics: {} } })))
  await putSearchDocuments(stores.db, rows)
  await finishSearchDocuments(stores.db, 1)
  return { ...stores, rows }
}

const documentOf = (given: Partial<SearchDocument>): SearchDocument => ({
  id: 'provision-0', type: 'provision', root: 'legislation-1', generation: 1, recordId: newId(), legislationId: '1', eId: 'art_1', heading: [], title: [], labels: [],
  body: [], place: [], placeLanguages: [], bodyLanguages: (given.body ?? []).map(() => 'en'), concepts: [], state: [], region: [], concept: [], instrument: [], article: [],
  language: ['en'], status: 'in_force', checked: 'seen', needsVerification: false, year: null, validFrom: null, validTo: dayMax,
  display: { title: [], heading: [], number: null, akn: null, language: 'en', textKind: null, date: null, updatedAt: '2026-04-01T00:00:00.000Z' }, ...given
})

t.test('highlights mark what matched and nothing else', async (t) => {
  const filler = 'word '.repeat(100)
  const stores = await openTexts(t, [
    {
      heading: ['14', 'Illegal access'],
      title: ['Cyber Act'],
      body: [`${filler}<b> Illegal "access" & access, illegal. ${filler}`, 'L’accès illégal'],
      bodyLanguages: ['en', 'fr']
    },
    { heading: ['第二百八十五条'], body: ['甲'.repeat(200) + '非法侵入计算机信息系统罪' + '乙'.repeat(200)], bodyLanguages: ['zh'] },
    { body: ['المادة ١٧٥: الدُّخُول غيرُ المشروع إلى نظام'.normalize('NFKC')], bodyLanguages: ['ar'] },
    { body: ['Неправомерный доступ к охраняемой информации, её копирование \uE000и\uE001 й'], bodyLanguages: ['ru'] },
    { body: ['one two three two one'] }
  ])
  const shown = async (q: string) => (await ask(stores, q)).hits
    .map(({ matches, snippet }) => ({ matches: matches.map((m) => [m.field, m.highlight, m.language]), snippet }))
  const [access] = await shown('"illegal access"')
  t.same(access!.matches[0], ['heading', '<mark>Illegal access</mark>', null])
  const text = `…${filler.slice(0, 45)}&lt;b&gt; <mark>Illegal &quot;access</mark>&quot; &amp; access, illegal. ${'word '.repeat(26).trim()}…`
  t.same(access!.matches[1], ['text', text, 'en'])
  t.same(access!.snippet, { html: text, language: 'en' })
  t.same((await shown('text:(acces illegal)'))[0]!.matches, [['text', 'L’<mark>accès</mark> <mark>illégal</mark>', 'fr']])
  t.same((await shown('title:cyber -forgery'))[0]!.matches, [['title', '<mark>Cyber</mark> Act', null]])
  const [chinese] = await shown('侵入 OR 信息系')
  const around = chinese!.snippet!.html
  t.match(around, /^…甲{18}非法<mark>侵入<\/mark>计算机<mark>信息系<\/mark>统罪乙+…$/)
  t.equal([...around.replace(/<\/?mark>|…/g, '')].length, 80)
  t.match((await shown('"الدخول غير"'))[0]!.snippet!.html, /<mark>الدُّخُول غيرُ<\/mark> المشروع/)
  t.match((await shown('175'))[0]!.snippet!.html, /<mark>١٧٥<\/mark>/)
  t.match((await shown('копиро* ее'))[0]!.snippet!.html, /информации, <mark>её<\/mark> <mark>копирование<\/mark> и й$/)
  t.same((await shown('("one two" AND three) OR (one AND four)'))[0]!.matches, [['text', '<mark>one two</mark> <mark>three</mark> two one', 'en']], 'a branch that failed marks nothing')
  t.same((await shown('"two three" "three two"'))[0]!.matches, [['text', 'one <mark>two three two</mark> one', 'en']], 'marks that meet are one')
  t.same((await shown('NOT one NOT illegal NOT 非 NOT доступ')).map((h) => h.matches), [[]])
  t.match((await shown(''))[1]!.snippet, { html: /^甲{80}…$/, language: 'zh' })
})

t.test('long texts lose no phrase and gain none', async (t) => {
  const long = (...given: string[]) => given.join(' ')
  const stores = await openTexts(t, [
    { heading: ['Annex'], body: [long('and so '.repeat(300), 'illegal and unlawful access')] },
    { heading: ['Annex and'], body: [long('x y '.repeat(9000), 'illegal access at last')] },
    { body: [long('x y '.repeat(9000), 'illegal at last access')] },
    { body: [long(Array.from({ length: 90_000 }, (_, i) => `word${i}`).join(' '), 'illegal access')] },
    { body: ['的'.repeat(400) + '非法的侵入'], bodyLanguages: ['zh'] },
    { body: ['illegal access'] }
  ])
  t.same(stores.rows.map((r) => r.fits), [1, 1, 1, 0, 1, 2])
  const asked: [string, number[]][] = [
    ['"illegal access"', [1, 3, 5]], ['"illegal and unlawful"', [0]], ['"and unlawful access"', [0]], ['illegal access', [0, 1, 2, 3, 5]], ['-"illegal access"', [0, 2, 4]],
    ['"illegal access" OR 的侵', [1, 3, 4, 5]], ['illegal -("at last" OR "and unlawful")', [3, 5]], ['"word7 word8"', [3]], ['word89999', [3]], ['-illegal', [4]], ['heading:and', [1]],
    ['text:and', [0]], ['"non existent"', []], ['"illegal acc*" -x', [3, 5]], ['(-"illegal access" OR -x) annex', [0]], ['-"illegal access" OR x', [0, 1, 2, 4]]
  ]
  for (const [q, expected] of asked) t.same(await idsOf(stores, q), expected.map((n) => `provision-${n}`), q)
  t.match((await ask(stores, '"at last access"')).hits[0]!.snippet!.html, /^….*<mark>at last access<\/mark>$/)
})

t.test('nothing in a text or a query can do harm', async (t) => {
  const odd = ['it\'s \\ \' :* & | ! <-> (x) "y"', 'nul\0nul', 'half \uD83D half', '\u0301 \u200B', `${'z'.repeat(3000)} ${'z'.repeat(3000)}y`, '{"a":"\\u0000"}', '%s $1 --']
  const stores = await openTexts(t, odd.map((text) => ({ heading: [text], body: [text] })))
  t.equal((await ask(stores, '')).total, odd.length)
  for (const q of ['"it\'s \\ \'"', 'it\'s \\ x', 'nul\0nul', 'half \uD83D half', '"u0000"']) t.equal((await ask(stores, q)).total, 1, q)
  t.same(await idsOf(stores, `"${'z'.repeat(3000)} ${'z'.repeat(3000)}y"`), ['provision-4'])
  t.same(await idsOf(stores, 'z'.repeat(2999)), [])
  t.same(await idsOf(stores, `${'z'.repeat(2999)}*`), ['provision-4'])
  for (const q of ['\'', '"', '(', 'a:*', '!a', 'a <-> b', '\\', '\0', ':A', '\'\' & \'\'']) await ask(stores, q).catch((error) => t.type(error, Invalid, q))
  t.match(await refusal(ask(stores, 'a ) b')), { faults: [{ path: 'q', message: 'character 3: found ")", expected a word, AND, OR or the end' }] })
})

t.test('provisions of the same words are known as such', async (t) => {
  const { rows } = await openTexts(t, [
    { heading: ['5'], body: ['Whoever  enters, a SYSTEM.'] }, { heading: ['5'], body: ['whoever enters a system'] }, { heading: ['6'], body: ['whoever enters a system'] },
    { heading: ['5'], body: ['whoever enters a system'], language: ['fr'], bodyLanguages: ['fr'] }, { type: 'case' as const, heading: ['5'], body: ['whoever enters a system'] },
    { heading: ['5'], body: ['whoever enters a system'], state: ['KEN'] }, { heading: ['5'], body: [] }
  ])
  t.equal(new Set(rows.slice(0, 3).map((r) => r.same)).size, 1, 'signs, case and the number make no difference')
  t.equal(new Set([rows[2], rows[3], rows[5]].map((r) => r!.same)).size, 3, 'the language and the State do')
  t.same([rows[4]!.same, rows[6]!.same], [null, null], 'cases and what has no text are like nothing else')
})

t.test('exact searches follow what is published, revised and withdrawn', async (t) => {
  const stores = await openSmallStores(t)
  const { db, search, pool } = stores
  await pool.query('delete from setting where key = \'search-documents\'; truncate search_document')
  t.match(await refusal(ask(stores, 'a')), { retryAfterSeconds: 5 })
  t.match(await refusal(ask(stores, '(')), { faults: [{ path: 'q' }] })
  await reindex(db, search)
  t.equal((await ask(stores, '')).total, (await wanted(db)).size)
  const provisions = [provisionRecord({ text: 'Whoever quizzaciously enters.' }), provisionRecord({ eId: 'sec_2', number: '2', text: 'Zenzizenzizenzic.' })]
  const id = newId()
  const record = lawRecord({ id, versions: [versionRecord({ provisions })] })
  const save = (given: typeof record) => db.transaction((tx) => saveLegislation(tx, given, writer))
  await save(record)
  t.same(await idsOf(stores, 'quizzaciously'), [], 'not before it is indexed')
  await indexOnce(db, search)
  t.same((await ask(stores, 'quizzaciously OR zenzizenzizenzic')).hits.map((h) => h.document.eId).sort(), ['sec_1', 'sec_2'])
  await save({ ...record, versions: [versionRecord({ provisions: [{ ...provisions[0]!, text: 'Whoever floccinaucinihilipilificates.' }] })] })
  await indexOnce(db, search)
  t.same(await idsOf(stores, 'quizzaciously OR zenzizenzizenzic'), [])
  t.same((await ask(stores, 'floccinaucinihilipilificates')).hits.map((h) => h.document.eId), ['sec_1'])
  await db.transaction((tx) => withdrawRecord(tx, 'legislation', id, 'published in error', writer))
  await indexOnce(db, search)
  t.same(await idsOf(stores, 'floccinaucinihilipilificates'), [])
  t.equal((await pool.query('select 1 from search_document where root = $1', [`legislation-${id}`])).rowCount, 0)
  t.equal((await ask(stores, '')).total, (await wanted(db)).size)
})

t.test('a rebuilding takes nothing away before it is done, and leaves nothing that is gone', async (t) => {
  const stores = await openSmallStores(t)
  const { db, search, pool } = stores
  await reindex(db, search)
  const all = await idsOf(stores, '')
  await db.transaction((tx) => saveLesson(tx, lessonRecord({ title: { en: 'Quizzaciously' } }), writer))
  const [gone] = (await listRecordIds(db)).filter((r) => r.kind === 'lesson')
  await pool.query('delete from lesson where id = $1', [gone!.recordId])
  const stopping = AbortSignal.abort()
  await t.rejects(reindex(db, search, { stopping }))
  t.same(await idsOf(stores, ''), all, 'a rebuilding that was cut off')
  await reindex(db, search)
  t.same(await idsOf(stores, ''), [...(await wanted(db)).keys()].sort())
  t.equal((await idsOf(stores, 'quizzaciously')).length, 1)
})

t.test('rows and outbox change together, and not without the engine', async (t) => {
  const stores = await openSmallStores(t)
  const { db, search, pool } = stores
  await reindex(db, search)
  await db.transaction((tx) => saveLesson(tx, lessonRecord({ title: { en: 'Quizzaciously' } }), writer))
  await pool.query('alter table search_document add constraint refused check (document::text not like \'%Quizzaciously%\')')
  await t.rejects(indexOnce(db, search))
  t.equal((await pool.query('select 1 from outbox')).rowCount, 1, 'what could not be stored still waits')
  await pool.query('alter table search_document drop constraint refused')
  await settled(search, search.client.deleteIndex(search.uid))
  await t.rejects(indexOnce(db, search), /no index/)
  t.same(await idsOf(stores, 'quizzaciously'), [])
  await settled(search, search.client.createIndex(search.uid, { primaryKey: 'id' }))
  await settled(search, search.client.index(search.uid).updateSettings(settings))
  await indexOnce(db, search)
  t.equal((await idsOf(stores, 'quizzaciously')).length, 1)
  t.equal((await pool.query('select 1 from outbox')).rowCount, 0)
})

t.test('a hit has what every hit has', async (t) => {
  const stores = await openStores(t, { index: 'founding' })
  const { hits: [hit] } = await ask(stores, 'access', { type: ['provision'] }, { limit: 1 })
  const { results: [document] } = await stores.search.index.getDocuments({ filter: `recordId = "${hit!.document.recordId}"` })
  t.same(hit!.document, Object.fromEntries(Object.keys(hit!.document).map((key) => [key, document![key as keyof HitDocument]])))
})
