import t from 'tap'
import { findDuplicates, openDuplicates, type Candidate } from '../src/db/duplicate.js'
import { saveLegislation } from '../src/db/legislation.js'
import { file, legislation, legislationAlias } from '../src/db/schema.js'
import { newId } from '../src/model/identifier.js'
import { openStores } from './support/atlas.js'
import { lawRecord, versionRecord, writer } from './support/record.js'

const sha256 = 'ab'.repeat(32)

t.test('likely duplicates', async (t) => {
  const { db } = await openStores(t)

  await t.test('few of the laws that are held are taken for each other', async (t) => {
    const laws = await db.select().from(legislation)
    const find = await openDuplicates(db, [...new Set(laws.map((law) => law.jurisdictionCode))])
    const found = laws.flatMap((law) => {
      const titles = [law.title.text, ...law.titles.map((other) => other.text), law.shortTitle ?? law.title.text]
      return find({ id: law.id, jurisdiction: law.jurisdictionCode, number: law.number, year: law.year, akn: null, titles })
    })
    t.ok(laws.length > 300)
    t.ok(found.length > 0 && found.length < laws.length / 30, `${found.length} of ${laws.length}`)
    t.ok(found.every((d) => d.reason === 'similar_title'), 'none by its number')
  })

  await db.delete(legislation)
  const save = async (given: Parameters<typeof lawRecord>[0]) => {
    const record = lawRecord({ id: newId(), akn: null, number: null, year: null, ...given })
    await db.transaction((tx) => saveLegislation(tx, record, writer))
    return record.id!
  }
  const title = (text: string, language: string) => ({ text, language, kind: 'original' as const })
  const find = (given: Partial<Candidate>) =>
    findDuplicates(db, { jurisdiction: 'KEN', number: null, year: null, akn: null, titles: ['Nothing like it'], ...given })
  const told = async (given: Partial<Candidate>) => (await find(given)).map((d) => [d.reason, d.id])

  t.test('numbers are compared without what is printed around them', async (t) => {
    const held: [string, number, string][] = [
      ['KEN', 2018, '5'], ['EGY', 2018, '١٧٥'], ['GHA', 2020, 'Act 1038'], ['CHL', 1993, '19.223'], ['RUS', 2006, '149-ФЗ'], ['CIV', 2014, '2014-006'],
      ['CHN', 2013, '法释〔2013〕21号'], ['SAU', 2007, 'م/17'], ['CAN', 1985, 'c. C-46'], ['PRY', 1997, '1160/97']
    ]
    const ids = new Map<string, string>()
    for (const [jurisdiction, year, number] of held) ids.set(jurisdiction, await save({ jurisdiction, year, number, title: title(`Held ${jurisdiction}`, 'en') }))
    const same: [string, number, string][] = [
      ['KEN', 2018, 'No. 5'], ['KEN', 2018, '005'], ['KEN', 2018, '5/2018'], ['EGY', 2018, '175'], ['EGY', 2018, 'رقم ۱۷۵'], ['GHA', 2020, '1038'],
      ['CHL', 1993, '19223'], ['RUS', 2006, '№ 149'], ['CIV', 2014, '6'], ['CIV', 2014, 'n° 6-2014'], ['CHN', 2013, '21'], ['SAU', 2007, 'M/17'],
      ['CAN', 1985, 'R.S.C., 1985, c. C-46'], ['PRY', 1997, '1160']
    ]
    for (const [jurisdiction, year, number] of same) {
      t.strictSame(await told({ jurisdiction, year, number }), [['same_number_and_year', ids.get(jurisdiction)]], `${jurisdiction} ${number}`)
    }
    const other: [string, number | null, string | null][] = [
      ['KEN', 2018, '15'], ['KEN', 2019, '5'], ['KEN', null, '5'], ['KEN', 2018, null], ['TZA', 2018, '5'], ['CAN', 1985, 'c. A-46'], ['RUS', 2006, '152-ФЗ'], ['KEN', 2018, '2018']
    ]
    for (const [jurisdiction, year, number] of other) t.strictSame(await told({ jurisdiction, year, number }), [], `${jurisdiction} ${number} of ${year}`)
  })

  t.test('titles are compared in whichever language they are held', async (t) => {
    await db.delete(legislation)
    const held: [string, string, string][] = [
      ['EGY', 'ar', 'قانون حماية الشبكات الرقمية ومكافحة الاختراق'], ['CHN', 'zh', '中华人民共和国数字网络防护法'], ['RUS', 'ru', 'О защите цифровых сетей и учёте вторжений'],
      ['PER', 'es', 'Ley de Protección de Redes Digitales'], ['SEN', 'fr', 'Loi relative à la sûreté des réseaux numériques'], ['KEN', 'en', 'Digital Networks (Protection) Act']
    ]
    const ids = new Map<string, string>()
    for (const [jurisdiction, language, text] of held) ids.set(jurisdiction, await save({ jurisdiction, title: title(text, language) }))
    const alike: [string, string][] = [
      ['EGY', 'قانون حماية الشبكات الرقميه ومكافحة الإختراق'], ['EGY', 'قَانُون حِمَايَة الشَّبَكَات الرَّقْمِيَّة ومكافحة الاختراق رقم ٩'], ['CHN', '数字网络防护法'],
      ['RUS', 'Федеральный закон «О защите цифровых сетей и учете вторжений»'], ['PER', 'LEY DE PROTECCION DE REDES DIGITALES'], ['PER', 'Ley N.º 9 de protección de redes digitales'],
      ['SEN', 'LOI RELATIVE A LA SURETE DES RESEAUX NUMERIQUES'], ['KEN', 'The Digital Networks Protection Act, 2031'], ['KEN', 'ＤＩＧＩＴＡＬ Networks Protection Act']
    ]
    for (const [jurisdiction, text] of alike) {
      const found = await find({ jurisdiction, titles: [text] })
      t.strictSame(found.map((d) => [d.reason, d.id]), [['similar_title', ids.get(jurisdiction)]], text)
      t.ok(found[0]!.similarity >= 0.45 && found[0]!.similarity <= 1, `${found[0]!.similarity}`)
    }
    t.equal((await find({ titles: ['digital networks (PROTECTION) act'] }))[0]!.similarity, 1, 'capitals and signs do not count')
    const unlike: [string, string][] = [
      ['EGY', 'قانون التجارة البحرية'], ['CHN', '中华人民共和国海上贸易法'], ['RUS', 'О морской торговле'], ['PER', 'Ley de Comercio Marítimo'],
      ['SEN', 'Loi relative au commerce maritime'], ['KEN', 'Maritime Trade Act'], ['TZA', 'Digital Networks (Protection) Act'], ['KEN', '']
    ]
    for (const [jurisdiction, text] of unlike) t.strictSame(await told({ jurisdiction, titles: [text] }), [], text)

    const translated = await save({ jurisdiction: 'TZA', title: title('Sheria ya Mitandao', 'sw'), titles: [{ text: 'Law of Networks', language: 'en', kind: 'editorial' }], shortTitle: 'SYM' })
    t.strictSame(await told({ jurisdiction: 'TZA', titles: ['LAW OF NETWORKS'] }), [['similar_title', translated]], 'a translation')
    t.strictSame(await told({ jurisdiction: 'TZA', titles: ['Nothing', 'SYM'] }), [['similar_title', translated]], 'the short title, among several')
  })

  t.test('of another year, or another number, it takes the very same title', async (t) => {
    await db.delete(legislation)
    const id = await save({ title: title('Harbour Data Act', 'en'), year: 2015, number: '7' })
    t.strictSame(await told({ titles: ['Harbour Data and Records Act'], year: 2021 }), [])
    t.strictSame(await told({ titles: ['Harbour Data and Records Act'], year: 2015, number: '8' }), [])
    t.strictSame(await told({ titles: ['Harbour Data and Records Act'], year: 2015 }), [['similar_title', id]])
    t.strictSame(await told({ titles: ['Harbour Data and Records Act'], number: '8' }), [['similar_title', id]], 'a number without a year says nothing')
    t.strictSame(await told({ titles: ['Harbour Data Act'], year: 2021, number: '9' }), [['similar_title', id]])
  })

  t.test('what all laws of a State have in their titles counts little', async (t) => {
    await db.delete(legislation)
    for (const text of ['中华人民共和国港口法', '中华人民共和国桥梁法', '中华人民共和国灯塔法', '中华人民共和国渔业法']) await save({ jurisdiction: 'CHN', title: title(text, 'zh') })
    t.strictSame(await told({ jurisdiction: 'CHN', titles: ['中华人民共和国运河法'] }), [])
    t.equal((await told({ jurisdiction: 'CHN', titles: ['中华人民共和国灯塔法（修订）'] })).length, 1)
  })

  t.test('the same file, the same alias; the surest first; not itself', async (t) => {
    await db.delete(legislation)
    await db.insert(file).values({ sha256, bytes: 1, mediaType: 'application/pdf' })
    const read = await save({ akn: 'ke/act/2031/1', title: title('Beacon Act', 'en'), versions: [versionRecord({ file: sha256 })] })
    const named = await save({ akn: 'ke/act/2031/2', title: title('Tide Act', 'en') })
    await db.insert(legislationAlias).values({ alias: 'ke/bill/2030/2', legislationId: named, current: false })
    const numbered = await save({ akn: 'ke/act/2031/3', title: title('Dock Act', 'en'), number: '3', year: 2031 })
    const titled = await save({ akn: 'ke/act/2031/4', title: title('Wharf and Quay Act', 'en') })
    const candidate = { akn: 'ke/act/2031/2', number: 'No. 3', year: 2031, titles: ['Wharf and Quay Act'], fileSha256: sha256 }
    t.strictSame(await told(candidate), [['same_file', read], ['same_alias', named], ['same_number_and_year', numbered], ['similar_title', titled]])
    t.match(await find({ akn: 'ke/bill/2030/2' }), [{ reason: 'same_alias', id: named, akn: 'ke/act/2031/2', title: 'Tide Act' }], 'a past alias leads to the law too')
    t.strictSame(await told({ ...candidate, id: read }), (await told(candidate)).slice(1), 'a law is no duplicate of itself')
    t.strictSame(await told({ ...candidate, jurisdiction: 'TZA' }), [], 'only in the same State')
    t.strictSame(await told({ fileSha256: 'cd'.repeat(32) }), [])
  })

  t.test('a withdrawn law is told as such; one that was put together with another is not', async (t) => {
    await db.delete(legislation)
    const id = await save({ title: title('Signal Act', 'en') })
    t.match(await find({ titles: ['Signal Act'] }), [{ id, withdrawn: false }])
    await db.update(legislation).set({ state: 'withdrawn' })
    t.match(await find({ titles: ['Signal Act'] }), [{ id, withdrawn: true }])
    await db.update(legislation).set({ movedTo: newId() })
    t.strictSame(await find({ titles: ['Signal Act'] }), [])
  })
})
