import t from 'tap'
import { readGazetteer } from '../src/db/jurisdiction.js'
import { findReferenced } from '../src/db/search-reference.js'
import { arabicOrdinal } from '../src/model/arabic-number.js'
import { fitLaw, isSameWord, nameWords, readLawNames } from '../src/model/law-name.js'
import { foldLetters, readStoredNumber } from '../src/model/provision-number.js'
import { readReference } from '../src/search/reference.js'
import { openAtlas } from './support/atlas.js'

const penal = 'fr/code/1992/penal'
const xingfa = 'cn/code/1979/xingfa'
const ukRf = 'ru/code/1996/63-fz'
const nizam = 'sa/nizam/2007/m-17'
const cma = 'gb/ukpga/1990/18'
const kenya = 'ke/act/2018/5'
const stgb = 'de/code/1871/stgb'
const sr = 'nl/code/1881/wetboek-van-strafrecht'

/** What people type, and the provision it leads to first. */
const references: [query: string, law: string, eId: string][] = [
  ['art. 323-1 code pénal', penal, 'art_323-1'], ['article 323-1 du code pénal français', penal, 'art_323-1'], ['l’article 323-1 du Code pénal', penal, 'art_323-1'],
  ['code pénal 323-1', penal, 'art_323-1'], ['alinéa 1 de l\'article 323-1 CP', penal, 'art_323-1'], ['R. 226-1 code pénal', penal, 'art_R226-1'], ['ART. 323-1 CODE PENAL FRANCE', penal, 'art_323-1'],
  ['§ 202a StGB', stgb, 'para_202a'], ['StGB § 202a', stgb, 'para_202a'], ['202a StGB', stgb, 'para_202a'], ['§ 303b Abs. 1 Nr. 2 StGB', stgb, 'para_303b'],
  ['刑法第285条', xingfa, 'art_285'], ['刑法第二百八十五条', xingfa, 'art_285'], ['刑法第二百八十六条之一', xingfa, 'art_286-1'], ['刑法285', xingfa, 'art_285'],
  ['中华人民共和国刑法第２８５条第二款', xingfa, 'art_285'], ['中国刑法第285条', xingfa, 'art_285'], ['《网络安全法》第二十一条', 'cn/law/2016/wangluo-anquan', 'art_21'],
  ['s 14 KEN', kenya, 'sec_14'], ['KEN s 14', kenya, 'sec_14'], ['section 14 Kenya', kenya, 'sec_14'], ['s 14 ken', kenya, 'sec_14'], ['sec. 14 KE', kenya, 'sec_14'],
  ['s. 3 Computer Misuse Act 1990', cma, 'sec_3'], ['section 3ZA of the Computer Misuse Act 1990', cma, 'sec_3ZA'], ['Computer Misuse Act 1990 s 1', cma, 'sec_1'], ['section 3 CMA UK', cma, 'sec_3'],
  ['УК 272', ukRf, 'art_272'], ['ст. 272 УК РФ', ukRf, 'art_272'], ['ч. 2 ст. 272 УК РФ', ukRf, 'art_272'], ['статья 272.1 УК РФ', ukRf, 'art_272.1'],
  ['статья 272 Уголовного кодекса Российской Федерации', ukRf, 'art_272'],
  ['المادة 3 نظام مكافحة الجرائم المعلوماتية', nizam, 'art_3'], ['المادة الثالثة من نظام مكافحة الجرائم المعلوماتية', nizam, 'art_3'],
  ['المادة الحادية عشرة من نظام مكافحة جرائم المعلوماتية', nizam, 'art_11'], ['مادة ٣ نظام مكافحة الجرائم المعلوماتية السعودية', nizam, 'art_3'], ['مَادَّة ٣ السعودية', nizam, 'art_3'],
  ['المادة 14 من قانون رقم 175 لسنة 2018', 'eg/law/2018/175', 'art_14'],
  ['artículo 197 bis código penal', 'es/lo/1995/10', 'art_197-bis'], ['art 197 ter CP', 'es/lo/1995/10', 'art_197-ter'], ['artículo 197 quater del Código Penal español', 'es/lo/1995/10', 'art_197-quater'],
  ['artículo 588 bis a LECrim', 'es/rd/1882/lecrim', 'art_588-bis-a'], ['artículo 269A Código Penal Colombia', 'co/ley/2000/599', 'art_269A'], ['art 4 ley 21.459', 'cl/ley/2022/21459', 'art_4'],
  ['Artikel 138ab Sr', sr, 'art_138ab'], ['138ab Sr', sr, 'art_138ab'],
  ['artigo 2 lei 109/2009', 'pt/lei/2009/109', 'art_2'], ['artigo 3.º-A da Lei do Cibercrime', 'pt/lei/2009/109', 'art_3-A'], ['art. 154-A código penal brasileiro', 'br/decreto-lei/1940/2848', 'art_154-A'],
  ['art. 615-ter c.p.', 'it/regio-decreto/1930/1398', 'art_615-ter'], ['art. 24-bis D.Lgs. 231/2001', 'it/decreto-legislativo/2001/231', 'art_24-bis'],
  ['section 66A IT Act 2000', 'in/act/2000/21', 'sec_66A'], ['18 U.S.C. § 1030', 'us/code/1948/title-18', 'sec_1030'], ['CFAA 1030', 'us/code/1948/title-18', 'sec_1030'],
  ['section 4(a)(1) Cybercrime Prevention Act Philippines', 'ph/republic-act/2012/10175', 'sec_4__para_a-1'], ['section 4(z) Cybercrime Prevention Act of 2012', 'ph/republic-act/2012/10175', 'sec_4'],
  ['4 kap. 9 c § brottsbalken', 'se/sfs/1962/700', 'chap_4__sec_9c'], ['정보통신망법 제44조의7', 'kr/act/2001/6360', 'art_44-7'], ['Điều 285 Bộ luật Hình sự', 'vn/bo-luat/2015/100-2015-qh13', 'art_285'],
  ['pasal 30 UU ITE', 'id/uu/2008/11', 'art_30'], ['article 4 Directive 2013/40/EU', 'eu/directive/2013/40', 'art_4'], ['Loi n° 2013-451 article 5 Côte d’Ivoire', 'ci/loi/2013/2013-451', 'art_5']
]

/** Queries with numbers or such words that name no provision. */
const others = [
  '2018', '24/7', '', '§', 's', 'art', 'article', 'section on hacking tools', 'illegal access', 'acceso ilícito', 'неправомерный доступ', '非法侵入', 'الدخول غير المشروع', '刑法', '第一', 'WannaCry 2017',
  'COVID-19', 'Kenya 2018', 'KEN 14', 'web 2.0', 'windows 10', '5G networks', 'IPv6', 'log4j', 'top 10 cybercrimes', 'chapter 5', 'Computer Misuse Act 1990', 'IT Act 2000', 'law 175 of 2018',
  'Ley 1273 de 2009', 'Lei 109/2009', 'закон 149-ФЗ', '10 years imprisonment', 'قانون رقم 175 لسنة 2018', '2001年', 'fine of 500000', 'art of war', 'the rule of law', 'class 3 felony', 'статья', 'مادة',
  'Apple’s 14 patents', 'articles 50% off', 'section 24/7', 'article 5 of the treaty and article 6 of the protocol'
]

/** Numbers with a word for provisions, but of no law that is held, or of none at all. */
const nowhere = [
  '第7条 UNCC', 'article 7 of the convention', 'article 19 freedom of expression', 'section 5 hacking tools', 'статья 272.1', 's 14', '§ 202a', 'RFC 2616', 'HTTP 404', 'article 5 cybercrime',
  's 3 Computer Misuse Act 1066', 'art. 9999 code pénal', 'section 14 computer misuse act or what else one may do in such a case', 'УК 9999'
]

t.test('references lead to their provisions', async (t) => {
  const { db, pool } = await openAtlas(t)
  const gazetteer = await readGazetteer(db)
  const find = async (q: string, options?: Parameters<typeof findReferenced>[2]) => {
    const reference = readReference(q, gazetteer)
    return reference ? await findReferenced(db, reference, options) : undefined
  }
  const places = async (ids: string[]) => {
    const { rows } = await pool.query<{ id: string, place: string }>(`select p.id, a.alias || ' ' || p.e_id as place from provision p
      join legislation_alias a on a.legislation_id = p.legislation_id and a.current where p.id = any($1)`, [ids])
    return ids.map((id) => rows.find((row) => row.id === id)?.place)
  }

  for (const [q, law, eId] of references) {
    t.test(q, async (t) => {
      const found = await find(q)
      t.equal((await places(found?.provisionIds ?? []))[0], `${law} ${eId}`)
      t.same(found?.unmatched, [], 'every word is understood')
    })
  }

  t.test('several are found in their order', async (t) => {
    t.same(await places((await find('articles 323-1 à 323-3 du code pénal'))!.provisionIds), ['323-1', '323-2', '323-3'].map((n) => `${penal} art_${n}`))
    t.same(await places((await find('§§ 202a und 202c StGB'))!.provisionIds), [`${stgb} para_202a`, `${stgb} para_202c`])
    t.same(await places((await find('статьи 272-274 УК РФ'))!.provisionIds), ['272', '273', '274'].map((n) => `${ukRf} art_${n}`))
    const everywhere = await places((await find('s 3 Computer Misuse Act'))!.provisionIds)
    for (const law of [cma, 'sg/act/1993/19', 'tt/act/2000/86']) t.ok(everywhere.includes(`${law} sec_3`), law)
    t.ok((await find('section 2 act', { states: ['GBR'] }))!.provisionIds.length <= 10)
  })

  t.test('the version is the one of the day', async (t) => {
    const versions = async (asOf?: string) => (await pool.query('select valid_from::text as "from", valid_to::text as "to" from provision where id = any($1)',
      [(await find('art. 323-1 code pénal', { asOf }))!.provisionIds])).rows as { from: string, to: string | null }[]
    const [[now], [then], before] = await Promise.all([versions(), versions('2005-01-01'), versions('1950-01-01')])
    t.equal(now!.to, null)
    t.ok(then!.from <= '2005-01-01' && then!.to! > '2005-01-01', JSON.stringify(then))
    t.same(before, [])
  })

  t.test('a State named or filtered by narrows', async (t) => {
    t.same(await places((await find('статья 272.1', { states: ['RUS'] }))!.provisionIds), [`${ukRf} art_272.1`])
    t.same((await find('s 14 KEN', { states: ['FRA'] }))!.provisionIds, [])
    t.ok((await places((await find('section 14', { states: ['KEN'] }))!.provisionIds))[0]?.startsWith(kenya), 'the law with most concepts first')
  })

  t.test('words that say nothing are told', async (t) => {
    t.same((await find('section 14 Computer Misuse and Cybercrimes Act penalty'))!.unmatched, ['penalty'])
  })

  t.test('what names no provision is no reference', async (t) => {
    t.same(others.filter((q) => readReference(q, gazetteer)), [])
    for (const q of nowhere) t.same((await find(q))?.provisionIds ?? [], [], q)
  })

  t.test('whatever is typed, nothing throws', async (t) => {
    const signs = [...'§§第条之一二百千万0123456789٣۳३.-–/:^()[]%_\\"\'’ \t\u0000\u200fмارةпбис', 'art. ', 'ст. ', 'المادة ', 'مكرر', ' bis ', ' ter ', 's ', 'Act ', 'УК ', 'StGB ', '刑法', 'KEN ', ' à ', 'USC', 'kap. ', '제', '조', '\ud800', '𝟙', 'ﷺ']
    let seed = 20_240_808
    const random = (n: number) => {
      seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648
      return Math.floor(seed / 65_536) % n
    }
    const queries = Array.from({ length: 3000 }, () => Array.from({ length: 1 + random(24) }, () => signs[random(signs.length)]).join(''))
    const read = queries.flatMap((q) => readReference(q, gazetteer) ?? [])
    t.ok(read.length > 50 && read.every(({ numbers }) => numbers.length > 0 && numbers.length <= 10), `${read.length} were read`)
    for (const reference of read.slice(0, 60)) t.ok((await findReferenced(db, reference)).provisionIds.length <= 10)
    t.equal(readReference(`art. 5 ${'x '.repeat(200)}`, gazetteer), undefined)
  })
})

t.test('numbers are the same however they are printed', async (t) => {
  const keys = {
    '323-1': '323-1', 'Section 14': '14', 第二百八十五条: '285', 第二百八十六条之一: '286-1', 第一万零二十条: '10020', 第10條之2: '10-2', '§ 202a': '202a', 'المادة ٣': '3', 'المادة الخامسة والعشرون': '25', '3.º-A': '3a', '197 bis': '197bis',
    '612-bis': '612bis', '588 bis a': '588bisa', '12^1': '12-1', '272¹': '272-1', '4:4 b': '4-4b', 'R. 226-1': 'r226-1', 'مادة 3 مكرر': '3bis', 'مادة 3 مكرر (أ)': '3bis1', 'धारा ६६': '66'
  }
  for (const [printed, key] of Object.entries(keys)) t.equal(readStoredNumber(printed)?.key, key, printed)
  t.same(readStoredNumber('4(a)(1)'), { key: '4', subs: ['a', '1'] })
  for (const printed of ['Único', '2ª DCF', 'primero transitorio', 'Paragraph (a)', '']) t.equal(readStoredNumber(printed), undefined, printed)
  const ordinals = { الأولى: 1, الثانية: 2, العاشرة: 10, 'الحادية عشرة': 11, 'الثانية عشر': 12, العشرون: 20, 'الحادية والعشرين': 21, 'التاسعة والتسعون': 99, المائة: 100, 'الخامسة بعد المئة': 105, المائتين: 200 }
  for (const [words, value] of Object.entries(ordinals)) t.equal(arabicOrdinal(foldLetters(words))?.value, value, words)
  for (const [words, value] of Object.entries(ordinals)) t.same(arabicOrdinal(`${words} من`), { value, length: words.length }, `${words}, as printed`)
})

t.test('a law is known by its names, and strictly', async (t) => {
  const law = readLawNames({ titles: ['Computer Misuse and Cybercrimes Act'], shortTitle: 'CMCA', number: '5', year: 2018, state: ['kenya'] })
  const fit = (words: string) => fitLaw(nameWords(words), law)
  t.match(fit('CMCA'), { score: 1, unmatched: [] })
  t.match(fit('Kenyan Computer Misuse and Cybercrimes Act'), { unmatched: [] })
  t.match(fit('Act 5 of 2018'), { unmatched: [] })
  for (const words of ['act', 'computer', 'Cybercrimes Act 2019', 'misuse of drugs act', 'Act 6 of 2018', 'of the', '2018']) t.equal(fit(words), undefined, words)
  t.ok(isSameWord('кодекса', 'кодекс') && isSameWord('crimes', 'crime') && !isSameWord('crime', 'criminal') && !isSameWord('act', 'acts'))
})
