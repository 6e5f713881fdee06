import t from 'tap'
import { saveLegislation } from '../src/db/legislation.js'
import { withdrawRecord } from '../src/db/draft.js'
import { newId } from '../src/model/identifier.js'
import { indexOnce } from '../src/search/indexer.js'
import { reindex } from '../src/search/reindex.js'
import { openAtlas } from './support/atlas.js'
import { cutDown } from './support/indexing.js'
import { lawRecord, provisionRecord, versionRecord, writer } from './support/record.js'

/** A State, a law of it, and how others speak of that law, in the inflection in which it stands in the middle of a sentence. */
const named: [string, string, string, string][] = [
  ['KEN', 'en', 'Quagmire Offences Act, 2018', 'Proceedings under the Quagmire Offences Act shall be heard in camera.'],
  ['FRA', 'fr', 'Code des marécages', 'Les peines prévues par le code des marécages sont applicables.'],
  ['ESP', 'es', 'Ley Orgánica de Pantanos', 'Lo dispuesto en la ley orgánica de pantanos se aplicará supletoriamente.'],
  ['RUS', 'ru', 'Болотный кодекс Российской Федерации', 'Ответственность наступает в соответствии с Болотным кодексом Российской Федерации.'],
  ['EGY', 'ar', 'قانون حماية المستنقعات رقم ١٧٥ لسنة ٢٠١٨', 'مع عدم الإخلال بأحكام قانون حماية المستنقعات يعاقب المخالف.'],
  ['CHN', 'zh', '中华人民共和国沼泽保护法', '违反《沼泽保护法》第三条规定的，依法处理。'],
  ['DEU', 'de', 'Sumpfgesetzbuch', 'Die Vorschriften des Sumpfgesetzbuchs bleiben unberührt.']
]

const law = (jurisdiction: string, language: string, title: string, texts: string[], number: string) => lawRecord({
  id: newId(), jurisdiction, number, title: { text: title, language, kind: 'original' },
  versions: [versionRecord({
    language, validFrom: '2019-01-01', provisions: texts.map((text, i) => provisionRecord({ eId: `sec_${i + 1}`, number: String(i + 1), heading: null, text }))
  })]
})

t.test('a law that others of its State name comes before one that stands alone', async (t) => {
  const { db, pool, search, get } = await openAtlas(t)
  await cutDown(pool)
  await reindex(db, search)
  const follow = async () => { while (await indexOnce(db, search) > 0); }
  const save = async (record: ReturnType<typeof law>) => {
    await db.transaction((tx) => saveLegislation(tx, record, writer))
    return record.id!
  }
  const mentions = async (id: string) => (await pool.query('select root from search_mention where legislation_id = $1 order by root', [id])).rows.map(({ root }) => root)

  for (const [state, language, title, sentence] of named) {
    t.test(`${language}: ${title}`, async (t) => {
      const id = await save(law(state, language, title, ['zorblattia'], '9101'))
      const [other, elsewhere] = [await save(law(state, language, 'Zweites', [sentence, sentence], '9102')), await save(law('BRA', language, 'Terceira', [sentence], '9103'))]
      await follow()
      t.same(await mentions(id), [`legislation-${other}`], 'once for each record, and not from elsewhere')
      t.same((await pool.query('select from search_mention where root = $1', [`legislation-${elsewhere}`])).rows, [])
    })
  }

  t.test('rank follows', async (t) => {
    const text = 'Whoever keeps a flumdrung without a licence commits an offence.'
    const [alone, built] = [await save(law('KEN', 'en', 'Flumdrung Ordinance', [text], '9201')), await save(law('KEN', 'en', 'Keeping of Flumdrungs Act', [text], '9202'))]
    await follow()
    const order = async () => (await get('/v1/search?q=keeping+flumdrungs+without+any+licence&type=provision')).body.items
      .flatMap((hit: { legislationId: string, text?: string }) => [alone, built].includes(hit.legislationId) ? [hit.legislationId] : [])
    t.same(new Set(await order()).size, 1, 'of the same words: one stands for both')
    const naming = await save(law('KEN', 'en', 'Licences Act', ['A licence under the Flumdrung Ordinance lapses after a year.', 'See the Keeping of Flumdrungs Act.'], '9203'))
    await follow()
    t.same(await mentions(alone), [`legislation-${naming}`])
    t.same(await mentions(built), [`legislation-${naming}`])
    const more = await Promise.all(['9204', '9205', '9206'].map((number) => save(law('KEN', 'en', `Rules ${number}`, ['The Flumdrung Ordinance applies.'], number))))
    await follow()
    t.same((await order())[0], alone, 'the one that more others name stands for both')
    for (const id of more) await db.transaction((tx) => withdrawRecord(tx, 'legislation', id, 'published in error', writer))
    await follow()
    t.same(await mentions(alone), [`legislation-${naming}`], 'what is withdrawn names nothing')
    await reindex(db, search)
    t.same(await mentions(alone), [`legislation-${naming}`], 'the same after the index is built anew')
  })
})
