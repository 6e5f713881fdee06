import t from 'tap'
import { eq, sql } from 'drizzle-orm'
import { namedLaws, refreshLawNames } from '../src/db/legislation-name.js'
import { saveLegislation } from '../src/db/legislation.js'
import { jurisdiction, legislation, legislationName, setting } from '../src/db/schema.js'
import { stateWordsOf } from '../src/db/short-name.js'
import { newId } from '../src/model/identifier.js'
import { fitLaw, isKin, isSameWord, nameWords, readLawNames } from '../src/model/law-name.js'
import { readLookup } from '../src/model/law-name-key.js'
import { openStores } from './support/atlas.js'
import { lawRecord, writer } from './support/record.js'

const random = (seed: number) => (n: number) => {
  seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648
  return Math.floor(seed / 65_536) % n
}

/** Words as they are typed: some of a name, in another form or order, with words that are of other names. */
function typedWords (names: string[][], pick: (n: number) => number): string[] {
  const name = names[pick(names.length)]!
  const from = pick(name.length)
  const some = pick(3) === 0 ? [...name] : name.slice(from, from + 1 + pick(5))
  const bent = some.map((word) => [word, word, word.slice(0, -1), `${word}s`, word.slice(0, -2) + 'ов', word + 'ة'][pick(6)]!).filter((word) => word !== '')
  const other = names[pick(names.length)]![0]!
  return nameWords([bent, [...bent, other], [...bent].reverse(), [...bent, String(1950 + pick(75))], [String(pick(200)), ...bent]][pick(5)]!.join(' '))
}

t.test('laws are looked up by their names', async (t) => {
  const { db } = await openStores(t)
  const find = async (words: string[], kin: string[] = [], states?: string[]) =>
    (await db.execute<{ id: string }>(namedLaws([readLookup(words, kin)], states, 100_000))).rows.map(({ id }) => id)
  const rows = async () => db.select().from(legislationName).orderBy(legislationName.legislationId, legislationName.position)

  await t.test('every law that words can mean is among those found, and few others', async (t) => {
    const held = await db.select().from(legislation).innerJoin(jurisdiction, eq(jurisdiction.code, legislation.jurisdictionCode))
    const laws = held.map(({ legislation: law, jurisdiction: { code, names } }) =>
      ({ id: law.id, names: readLawNames({ ...law, titles: [law.title, ...law.titles].map(({ text }) => text), state: stateWordsOf(code, names) }) }))
    const stateWords = [...new Set(held.flatMap(({ jurisdiction: { code, names } }) => stateWordsOf(code, names)))]
    const all = laws.flatMap((law) => law.names.names).filter((name) => name.length > 0)
    const pick = random(20_261_126)
    let [fitting, looked] = [0, 0]
    for (let i = 0; i < 500; i++) {
      const words = typedWords(all, pick)
      if (words.length === 0) continue
      const kin = words.filter((word) => stateWords.some((other) => isSameWord(word, other) || isKin(word, other)))
      const meant = laws.filter((law) => fitLaw(words, law.names)).map(({ id }) => id)
      const found = new Set(await find(words, kin))
      t.same(meant.filter((id) => !found.has(id)), [], words.join(' '))
      fitting += meant.length
      looked += found.size
    }
    t.ok(fitting > 300 && looked < fitting * 8, `${looked} looked at for ${fitting}`)
  })

  await t.test('what was read in another way, or by other names of a State, is read again', async (t) => {
    const before = await rows()
    t.ok(before.length > 600)
    await refreshLawNames(db)
    t.same(await rows(), before)
    await db.delete(legislationName)
    await refreshLawNames(db)
    t.same(await rows(), [], 'nothing is read again while nothing changed')
    await db.delete(setting).where(eq(setting.key, 'law-names'))
    await Promise.all([refreshLawNames(db), refreshLawNames(db)])
    t.same(await rows(), before, 'as after an update from a version that had none')
    const id = newId()
    await db.transaction((tx) => saveLegislation(tx, lawRecord({ id, jurisdiction: 'SWZ', title: { text: 'Constitution of Ngwane', language: 'en', kind: 'original' } }), writer))
    t.notOk((await find(['constitution'])).includes(id))
    await db.update(jurisdiction).set({ names: sql`names || '{"en": "Ngwane"}'` }).where(eq(jurisdiction.code, 'SWZ'))
    await refreshLawNames(db)
    t.ok((await find(['constitution'])).includes(id), 'a name of one word, beside the State\'s')
  })

  await t.test('a law is looked up by the names it has now, and while it is published', async (t) => {
    const id = newId()
    const save = (text: string) => db.transaction((tx) => saveLegislation(tx, lawRecord({ id, akn: null, title: { text, language: 'en', kind: 'original' }, number: '4711' }), writer))
    await save('Cattle Branding Act')
    t.same(await find(['cattle', 'branding']), [id])
    t.same(await find(['cattle', 'branding'], [], ['FRA']), [])
    await save('Livestock Marking Act')
    t.same(await find(['cattle', 'branding']), [])
    t.same(await find(['marking', 'livestock']), [id])
    t.same(await find(['act', '4711/2099']), [id])
    await db.update(legislation).set({ state: 'withdrawn' }).where(eq(legislation.id, id))
    t.same(await find(['marking', 'livestock']), [])
  })

  await t.test('words of any length and kind are held', async (t) => {
    for (const text of ['ก'.repeat(1900), '𠀀'.repeat(900), 'x, '.repeat(600), '—', '2018', '刑法'.repeat(500)]) {
      const id = newId()
      await db.transaction((tx) => saveLegislation(tx, lawRecord({ id, akn: null, title: { text, language: 'en', kind: 'original' }, number: '4712' }), writer))
      t.ok((await find(nameWords(`law ${text.slice(0, 30)} 4712`))).includes(id))
    }
  })
})
