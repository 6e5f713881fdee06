import t from 'tap'
import { parseLawJson } from '../src/ingest/json/law-json.js'
import { parsedDocument, Refused } from '../src/model/parsed.js'
import { absent, materialText } from './support/material.js'

const read = (value: unknown, name = 'law.json') => parseLawJson({ bytes: Buffer.from(typeof value === 'string' ? value : JSON.stringify(value)), name })
const refusal = async (value: unknown) => read(value).then(() => null, (error) => error instanceof Refused ? [error.code, error.message] : error)

/** eId, number, heading and parent of each provision, and its text where it has one. */
async function outline (value: unknown) {
  const { provisions } = await read(value)
  return provisions.map((p) => [p.eId, p.number, p.heading, p.parent, p.text])
}

const told = async (value: unknown) => (await read(value)).warnings.map(({ code, at, count, detail }) => [code, at, count, detail])
const article = (section: string, content: string, more = {}) => ({ provision_ref: `art${section}`, section, title: `Artículo ${section}`, content, ...more })
const section = (number: string, title: string, content: string, more = {}) => ({ provision_ref: `s${number}`, section: number, title, content, ...more })

t.test('an act in sections with its parts, whose headings stand at the end of the section before', async (t) => {
  const act = {
    id: 'xx-act-1',
    title: 'Lanterns Act, 2021',
    title_en: 'Lanterns Act, 2021',
    short_name: 'Lanterns A...',
    issued_date: '',
    url: 'https://law.example/akn/zz/act/2021/7/eng@2021-03-24',
    provisions: [
      section('1', 'Short title', 'This Act may be cited as the Lanterns Act. Part II – Keeping of lanterns (a) – Keepers', { chapter: 'Part I' }),
      section('2', 'Keeper', '(1) A keeper shall— (a) trim the wick; and (b) fill the lamp under subsection (2). (2) A keeper is paid monthly. General Duties', { chapter: 'Part II' }),
      section('2A', 'Log', 'A keeper writes a log.', { chapter: 'Part II' }),
      section('4', 'Rules', 'The Minister makes rules. Schedule (Section 2) Oath 1. I trim. History of this document 1 May 2021 Commenced ▲ To the top > About us', { chapter: 'Part II' })
    ]
  }
  t.same(await outline(act), [
    ['part_I', 'I', null, null, null],
    ['sec_1', '1', 'Short title', 'part_I', 'This Act may be cited as the Lanterns Act.'],
    ['part_II', 'II', 'Keeping of lanterns', null, null],
    ['dvs_a', 'a', 'Keepers', 'part_II', null],
    ['sec_2', '2', 'Keeper', 'dvs_a', '(1) A keeper shall—\n(a) trim the wick; and\n(b) fill the lamp under subsection (2).\n(2) A keeper is paid monthly.'],
    ['dvs_1', '', 'General Duties', 'part_II', null],
    ['sec_2A', '2A', 'Log', 'dvs_1', 'A keeper writes a log.'],
    ['sec_4', '4', 'Rules', 'dvs_1', 'The Minister makes rules.'],
    ['sched_1', '', null, null, '(Section 2) Oath 1. I trim.']
  ])
  const { facts, language, structure } = await read(act)
  t.match(facts, { title: 'Lanterns Act, 2021', otherTitles: [], shortTitle: null, country: 'zz', kind: 'act', number: '7', year: 2021, akn: 'zz/act/2021/7', validFrom: '2021-03-24', enactedOn: null })
  t.same([language?.code, language?.declared, structure], ['en', 'en', 'marked'])
  t.same(await told(act), [['numbering_gap', null, 1, '3'], ['page_furniture_removed', 'sec_4', 1, null]])
})

t.test('articles whose text says number and heading over again', async (t) => {
  const law = {
    id: 'zz-ley-12',
    title: 'Ley de Faroles',
    short_name: 'Ley 1.234 de 2020',
    status: 'amended',
    issued_date: '2020-02-03',
    in_force_date: '2024-05-06',
    url: 'https://www.leyes.gob.zz/12',
    provisions: [
      article('1', 'Artículo 1°.- Objeto. Esta ley regula los faroles.', { chapter: 'Título Preliminar Reglas generales' }),
      article('2', 'Artículo 2°.- Los faroles se encienden al anochecer. Se apagan al alba.', { chapter: 'Título Preliminar Reglas generales' }),
      article('3', 'ARTÍCULO 3. Casos en que no se paga la luz . Nadie paga la luz de su calle.\n\nDE LAS PENAS\n\nDE LAS MULTAS', { chapter: 'Título Preliminar Reglas generales' }),
      article('3A', 'ARTÍCULO 3A. Adicionado por el art. 2, Ley 9 de 2021 . Farol roto. El que rompa un farol pagará multa.', { chapter: 'CAPÍTULO UNICO' }),
      article('4', 'ARTÍCULO 4 B. Farol ajeno. El que apague farol ajeno pagará multa.', { chapter: 'CAPÍTULO UNICO' }),
      article('1 Transitorio', 'Artículo 1°.- Esta ley rige en un mes.', { chapter: 'Disposiciones transitorias' })
    ]
  }
  t.same(await outline(law), [
    ['title_0', 'Preliminar', 'Reglas generales', null, null],
    ['art_1', '1°', 'Objeto', 'title_0', 'Esta ley regula los faroles.'],
    ['art_2', '2°', null, 'title_0', 'Los faroles se encienden al anochecer. Se apagan al alba.'],
    ['art_3', '3', 'Casos en que no se paga la luz', 'title_0', 'Nadie paga la luz de su calle.'],
    ['other_1', '', 'DE LAS PENAS', null, null],
    ['chp_unico', 'UNICO', 'DE LAS MULTAS', 'other_1', null],
    ['art_3A', '3A', 'Farol roto', 'chp_unico', 'Adicionado por el art. 2, Ley 9 de 2021 . El que rompa un farol pagará multa.'],
    ['art_4B', '4 B', 'Farol ajeno', 'chp_unico', 'El que apague farol ajeno pagará multa.'],
    ['part_1', '', 'Disposiciones transitorias', null, null],
    ['art_1-transitorio', '1 Transitorio', null, 'part_1', 'Esta ley rige en un mes.']
  ])
  t.match((await read(law)).facts, { country: 'zz', kind: 'act', number: '1234', year: 2020, enactedOn: '2020-02-03', inForceFrom: null, validFrom: '2024-05-06', akn: null })
})

t.test('only what is plainly a heading is taken out of a text', async (t) => {
  const texts = [
    'El farol es público. Nadie lo vende.', 'Deróganse las leyes 3 y 4. Rige otra.', 'Derogado.', 'El que venda un farol pagará multa. La multa es de ley.', 'Modifícase el art. 5 de la ley. Nada más.',
    'Modificado por el art. 5 de otra ley. Nada más.', 'Farol. sin mayúscula no hay frase nueva', 'Para los efectos de esta ley se entiende por farol: Toda luz.'
  ]
  for (const text of texts) t.same(await outline({ provisions: [article('1', `Artículo 1. ${text}`)] }), [['art_1', '1', null, null, text]], text)
})

t.test('words at the beginning that only look like the number are text', async (t) => {
  const sections: [string | number, string][] = [['5', 'Section 5 of the Lanterns Act is repealed.'], ['7', 'Within 7 days the keeper writes a log.'], ['A', 'The Authority writes a log.'], [8, 'Section 8. Eight lamps are lit.']]
  t.same(await outline({ provisions: sections.map(([number, content]) => ({ ...section(String(number), 'Lamps', content), section: number })) }), [
    ['sec_5', '5', 'Lamps', null, 'Section 5 of the Lanterns Act is repealed.'], ['sec_7', '7', 'Lamps', null, 'Within 7 days the keeper writes a log.'],
    ['sec_a', 'A', 'Lamps', null, 'The Authority writes a log.'], ['sec_8', '8', 'Lamps', null, 'Eight lamps are lit.']
  ])
})

t.test('a heading before a container that has its own is not lost', async (t) => {
  const law = { provisions: [article('1', 'Artículo 1. Nadie paga.\n\nDE LA LUZ', { chapter: 'CAPÍTULO I Del farol' }), article('2', 'Artículo 2. Nadie cobra.', { chapter: 'CAPÍTULO II Del gas' })] }
  t.same((await outline(law)).map(([eId, , heading]) => [eId, heading]),
    [['chp_I', 'Del farol'], ['art_1', null], ['other_1', 'DE LA LUZ'], ['chp_II', 'Del gas'], ['art_2', null]])
})

t.test('numbers as printed: in words, Arabic, with one article only', async (t) => {
  t.same(await outline({ provisions: [{ provision_ref: 'artunico', section: 'UNICO', title: 'Artículo UNICO.- Aprobación', content: 'Apruébase el convenio.' }] }),
    [['art_unico', 'UNICO', 'Aprobación', null, 'Apruébase el convenio.']])
  const nizam = {
    url: 'https://laws.gov.zz/1',
    title: 'نظام المصابيح',
    provisions: [
      { provision_ref: 'art1', section: '1', title: 'المادة الأولى', content: 'يسري هذا النظام على المصابيح.' },
      { provision_ref: 'art11', section: '11', title: 'المادة الحادية عشرة', content: 'تضاء المصابيح ليلاً.' }
    ]
  }
  t.same((await outline(nizam)).map(([eId, number]) => [eId, number]), [['art_1', 'الأولى'], ['art_11', 'الحادية عشرة']])
  t.equal((await read(nizam)).facts.country, 'zz')
})

/** As a gazette's page gives it that was cut wherever an article's number was met. */
const cutUp = {
  title: 'مرسوم بقانون اتحادي رقم 9: في شأن المصابيح',
  title_en: 'Federal Decree No. 9 of 0',
  short_name: 'مرسوم بقانون اتحادي 9/2020',
  issued_date: '0-01-01',
  provisions: [
    { provision_ref: 'art9', section: '9', title: '', content: '-إطفاء المصابيح*تطفأ المصابيح فجراً.', chapter: 'الفصلالثاني', language: 'ar' },
    { provision_ref: 'art2', section: '2', title: 'المصابيح ليلاً.', content: '-إضاءة المصابيح1-تضاء المصابيح ليلاً.', chapter: 'الفصلالأول', language: 'ar' },
    { provision_ref: 'art3', section: '3', title: '', content: '-ملكية المصابيح*لا يجوز بيع المصابيح المنصوص عليها في', chapter: 'الفصلالأول', language: 'ar' },
    { provision_ref: 'art12', section: '12', title: 'ويعاقب البائع.', content: 'من هذا المرسوم، ويعاقب البائع.', chapter: 'الفصلالأول', language: 'ar' },
    { provision_ref: 'art4', section: '4', title: '', content: '-حفظ الزيت*يحفظ الزيت في مكان بارد.الفصل الثاني أحكام ختامية', chapter: 'الفصلالأول', language: 'ar' },
    { provision_ref: 'art5', section: '5', title: '', content: '-لا يباع الزيت.', chapter: 'الفصل في أي دعوى', language: 'ar' },
    { provision_ref: 'art6', section: '6', title: '', content: '-لا يهدى الزيت.', chapter: 'الفصلالثاني', language: 'ar' },
    { provision_ref: 'art7', section: '7', title: '', content: '-لا يتلف الزيت.', chapter: 'الفصلالثاني', language: 'ar' },
    { provision_ref: 'art8', section: '8', title: '', content: '-لا يراق الزيت.', chapter: 'الفصلالثاني', language: 'ar' }
  ]
}

t.test('pieces go back to their article, a stray article to its place, and all of it is told', async (t) => {
  t.same(await outline(cutUp), [
    ['chp_1', 'الأول', null, null, null],
    ['art_2', '2', 'إضاءة المصابيح', 'chp_1', '1-تضاء المصابيح ليلاً.'],
    ['art_3', '3', 'ملكية المصابيح', 'chp_1', 'لا يجوز بيع المصابيح المنصوص عليها في (12) من هذا المرسوم، ويعاقب البائع.'],
    ['art_4', '4', 'حفظ الزيت', 'chp_1', 'يحفظ الزيت في مكان بارد.'],
    ['chp_2', 'الثاني', 'أحكام ختامية', null, null],
    ['art_5', '5', null, 'chp_2', 'لا يباع الزيت.'],
    ['art_6', '6', null, 'chp_2', 'لا يهدى الزيت.'],
    ['art_7', '7', null, 'chp_2', 'لا يتلف الزيت.'],
    ['art_8', '8', null, 'chp_2', 'لا يراق الزيت.'],
    ['art_9', '9', 'إطفاء المصابيح', 'chp_2', 'تطفأ المصابيح فجراً.']
  ])
  t.same(await told(cutUp), [
    ['date_unread', null, 1, 'issued_date 0-01-01'], ['numbering_out_of_order', 'art_3', 1, '12'], ['numbering_out_of_order', null, 1, '9'], ['numbering_gap', null, 1, '1']
  ])
  t.match((await read(cutUp)).facts, { otherTitles: [], shortTitle: 'مرسوم بقانون اتحادي 9/2020', kind: 'decree', number: '9', year: 2020, enactedOn: null })
})

t.test('articles that an amending article quotes stand in it', async (t) => {
  const law = {
    provisions: [
      article('1', 'Artículo 1. Adiciónese al Código lo siguiente:'), article('269A', 'Artículo 269A: Farol roto . El que rompa un farol pagará multa.'),
      article('269B', 'Artículo 269B: Farol ajeno . El que apague farol ajeno pagará multa.'), article('2', 'Artículo 2. Esta ley rige en un mes.')
    ]
  }
  t.same((await outline(law)).map(([eId, , heading, parent]) => [eId, heading, parent]),
    [['art_1', null, null], ['art_269A', 'Farol roto', 'art_1'], ['art_269B', 'Farol ajeno', 'art_1'], ['art_2', null, null]])
  t.same(await told(law), [['quoted_provisions', null, 2, '269A, 269B']])
})

t.test('a text cut off at a round number, or the only one without an end, is told', async (t) => {
  const short = Array.from({ length: 30 }, (_, i) => section(String(i + 1), `Lamp ${i + 1}`, 'Each lamp is lit at dusk and put out at dawn by its keeper.'))
  t.same(await told({ provisions: [...short, section('31', 'Oil', 'Oil is kept in a cool place, away from any lamp that is lit and from'), section('32', 'End', 'The End.')] }), [['text_truncated', null, 1, '31']])
  const round = 'The keeper keeps oil, '.repeat(100).slice(0, 1999) + 'x'
  t.same(await told({ provisions: [section('1', 'Oil', round), section('2', 'More', round.replace('x', 'y')), section('3', 'End', 'The End.')] }), [['text_truncated', null, 2, '1, 2']])
})

t.test('dates that are none, Hijri, or repeat another are no facts', async (t) => {
  const dated = (more: object) => read({ title: 'Ley 5 de 2020', provisions: [article('1', 'Artículo 1. Nadie paga la luz de su calle, sea de aceite o de gas.')], ...more })
  const dates = async (more: object) => {
    const { facts, warnings } = await dated(more)
    return [facts.enactedOn, facts.inForceFrom, ...warnings.map(({ code, detail }) => `${code} ${detail}`)]
  }
  t.same(await dates({ issued_date: '2020-01-02', in_force_date: '2020-03-04' }), ['2020-01-02', '2020-03-04'])
  t.same(await dates({ issued_date: '2020-02-31' }), [null, null, 'date_unread issued_date 2020-02-31'])
  t.same(await dates({ issued_date: '1428/3/8هـ' }), [null, null, 'hijri_date issued_date 1428/3/8هـ'])
  t.same(await dates({ issued_date: '2020-01-02', in_force_date: '2020-01-02' }), ['2020-01-02', null, 'date_unread in_force_date 2020-01-02'])
  t.same(await dates({ url: 'javascript:alert(1)' }), [null, null])
})

t.test('raised digits that were written in line are told by their place', async (t) => {
  const code = (numbers: string[], chapters = ['ГЛАВА 1. ФОНАРИ']) => ({
    preamble: ['Принят советом'],
    sections: [{ title: 'Раздел I. СВЕТ', chapters: chapters.map((title, c) => ({ title, articles: c > 0 ? [] : numbers.map((n) => ({ title: `Статья ${n}. Фонарь`, clauses: [`1.\u00a0Фонарь ${n} горит ночью.`] })) })) }]
  })
  const numbers = async (list: string[]) => (await read(code(list))).provisions.filter((p) => p.kind === 'article').map((p) => p.number)
  t.same(await numbers(['27', '271', '272', '28', '281', '29']), ['27', '27.1', '27.2', '28', '28.1', '29'])
  t.same(await numbers(['1', '11', '12', '2', '21', '3']), ['1', '1.1', '1.2', '2', '2.1', '3'])
  t.same(await numbers(['1', '2', '10', '11', '12', '13']), ['1', '2', '10', '11', '12', '13'])
  t.same(await numbers(['26', '27', '271']), ['26', '27', '271'], 'nothing behind it says that it cannot be 271')
  t.same(await numbers(['270', '271', '272', '2721', '2722', '2723']), ['270', '271', '272', '2721', '2722', '2723'])
  const { provisions, warnings } = await read(code(['27', '271', '28'], ['ГЛАВА 1. ФОНАРИ', 'ГЛАВА 11. МАСЛО', 'ГЛАВА 2. ГАЗ']))
  t.same(provisions.map((p) => p.eId), ['preamble_1', 'title_I', 'chp_1', 'art_27', 'art_27.1', 'art_28', 'chp_1.1', 'chp_2'])
  t.same(warnings.filter(({ code }) => code === 'flattened_numbers').map(({ count, detail }) => [count, detail]), [[2, '271, 11']])
  t.equal(provisions[3]!.text, '1. Фонарь 27 горит ночью.')
})

t.test('a law in one text, its menus, page numbers and notes left out', async (t) => {
  const lines = [
    'Index', 'Choose a language:', ...['bg', 'es', 'cs', 'da', 'de'].map((code) => `${code} - name`), 'Lamps Regulation',
    ...[1, 2, 3, 4, 5, 6].flatMap((n) => [`Article ${n}`, `Lamps of kind ${n}`, 'Every lamp of this kind is lit at dusk, and its keeper puts it out at dawn before the market opens.', String(n + 10)]),
    ...[1, 2, 3, 4, 5].flatMap((n) => [`(${n})`, `See the older rule ${n}.`])
  ]
  const document = await read({ _id: 'ZZ-1', _source: 'ZZ/Gazette', title: 'Lamps Regulation', text: lines.join('\n'), date: '2020-01-02', language: 'en', license: 'License not specified' })
  t.same(document.provisions.map((p) => p.eId), ['art_1', 'art_2', 'art_3', 'art_4', 'art_5', 'art_6'])
  t.notMatch(JSON.stringify(document.provisions), /older rule|"11"|Choose|name/)
  t.match(document.facts, { country: 'zz', licence: null, title: 'Lamps Regulation' })
  t.same(document.warnings.map(({ code, count, detail }) => [code, count, detail]),
    [['date_unread', 1, 'date 2020-01-02'], ['page_furniture_removed', 13, null], ['notes_left_out', 5, null]])
})

t.test('one section of a code', async (t) => {
  const code = { title: 'Lamp Statutes § 12a-3 — Broken lamps: penalty', text: '(a) No lamp is broken.\n\r\n\n(b) Who breaks one pays.', section_num: '12a-3', chapter: 'CHAPTER 9*', chapter_name: 'LAMPS' }
  t.same(await outline(code), [
    ['chp_9', '9', 'LAMPS', null, null], ['sec_12a-3', '12a-3', 'Broken lamps: penalty', 'chp_9', '(a) No lamp is broken.\n(b) Who breaks one pays.']
  ])
})

t.test('a law as the Library of Congress of Chile serves it', async (t) => {
  const html = (text: string) => `<div><div class="p">&nbsp; ${text}</div><br></div>`
  const law = {
    html: [
      { t: html('LEY NÚM. 9'), i: 1 },
      { t: html('&quot;TÍTULO I</div><div class="p">De los faroles'), i: 2, h: [{ t: html('Artículo 1°.- Farol<span class="n"><a href="#">Ley 10</a></span>es rotos. El que rompa un farol pagará multa.'), i: 3 }] },
      { t: html('Anótese.'), i: 4 }
    ],
    estructura: [{ n: 'Encabezado', i: 1 }, { n: 'TÍTULO I De los faroles', i: 2, h: [{ n: 'Artículo 1°', i: 3, t: 6 }] }, { n: 'Promulgación', i: 4 }],
    metadatos: {
      titulo_norma: 'LEY DE FAROLES', fecha_promulgacion: '2020-01-02', tipos_numeros: [{ numero: '9', descripcion: 'Ley' }], vigencia: { inicio_vigencia: '2024-05-06' },
      vigencias: [{ desde: '2024-05-06', tipo_version: '2' }, { desde: '2020-02-01', tipo_version: '0' }]
    }
  }
  t.same(await outline(law), [
    ['preamble_1', '1', null, null, 'LEY NÚM. 9'], ['title_I', 'I', 'De los faroles', null, null],
    ['art_1', '1°', 'Faroles rotos', 'title_I', 'El que rompa un farol pagará multa.'], ['other_1', '', 'Promulgación', null, 'Anótese.']
  ])
  t.match((await read(law)).facts, { title: 'LEY DE FAROLES', country: 'cl', kind: 'act', number: '9', year: 2020, enactedOn: '2020-01-02', inForceFrom: '2020-02-01', validFrom: '2024-05-06' })
  t.same(await told(law), [['notes_left_out', null, 1, null]])
})

t.test('lines that were only numbered are read as lines', async (t) => {
  const lines = ['مرسوم رقم 9', 'نحن رئيس المنطقة،', 'المادةالاولى–المصابيح', 'تضاء المصابيح ليلاً.', 'المادة2–الزيت', 'يحفظ الزيت في مكان بارد.']
  const { provisions, structure } = await read({ title: 'مرسوم رقم 9', provisions: lines.map((content, i) => ({ provision_ref: `s${i + 1}`, section: String(i + 1), title: content, content })) })
  t.same(provisions.filter((p) => p.kind === 'article').map((p) => [p.eId, p.heading, p.text]), [['art_1', 'المصابيح', 'تضاء المصابيح ليلاً.'], ['art_2', 'الزيت', 'يحفظ الزيت في مكان بارد.']])
  t.equal(structure, 'numbering')
})

t.test('what is not known is refused, with what was found', async (t) => {
  t.same(await refusal({ articles: [], name: 'x' }), ['unsupported', 'The shape of this JSON is not known: it has the keys articles, name.'])
  t.same(await refusal([{ title: 'x' }]), ['unsupported', 'The shape of this JSON is not known: it has a list of 1.'])
  t.same(await refusal('"x"'), ['unsupported', 'The shape of this JSON is not known: it has only a string.'])
  t.same(await refusal({ provisions: [] }), ['unsupported', 'The shape of this JSON is not known: it has the keys provisions.'])
  t.equal((await refusal('{"title": '))[0], 'corrupt')
  t.equal((await refusal({ provisions: [{ content: ' ' }] }))[0], 'empty')
  t.equal((await refusal('['.repeat(3000) + ']'.repeat(3000)))[0], 'too_deep')
  t.equal((await refusal(`{"provisions":${'['.repeat(100_000)}${']'.repeat(100_000)}}`))[0], 'too_deep')
  const nested = (depth: number): string => `{"t":"<div>x</div>","i":1${depth > 0 ? `,"h":[${nested(depth - 1)}]` : ''}}`
  const deep = await read(`{"html":[${nested(900)}],"estructura":[],"metadatos":{}}`)
  t.equal(deep.provisions.length, 901)
})

t.test('odd files are read in time', async (t) => {
  const many = (content: string) => ({ provisions: Array.from({ length: 3000 }, (_, i) => article(String((i * 7919) % 3001), content)) })
  const files = [many('Artículo 1. Texto corto.'), { provisions: [article('1', 'Artículo '.repeat(50_000))] }, { provisions: [article('1', 'A. '.repeat(100_000)), article('2', '.'.repeat(300_000))] },
    { title: 'x', text: '(1)\n'.repeat(50_000) }, many(`-${' '.repeat(50)}x`), { provisions: [article('1', `a${' '.repeat(200_000)}b`)] }, { title: 'x', text: 'Section 1. A '.repeat(20_000) }]
  const start = performance.now()
  for (const file of files) parsedDocument.parse(await read(file))
  t.ok(performance.now() - start < 30_000)
})

t.test('the real files', { skip: absent }, async (t) => {
  const units = async (path: string) => (await read(materialText(`legislation/${path}`))).provisions.filter((p) => p.kind === 'section' || p.kind === 'article')
  t.ok((await units('ke/computer-misuse-cybercrimes-act-2018.json')).length >= 70)
  t.ok((await units('zm/zm-act-2021-2.json')).length >= 90)
  t.ok((await units('tz/tz-act-2015-14.json')).length >= 59)
  t.equal((await units('sa/041-anti-cybercrime.json')).length, 16)
  const eIds = async (path: string) => (await units(path)).map((p) => p.eId)
  const russian = await eIds('ru/uk-rf-102041891.json')
  t.same(russian.slice(russian.indexOf('art_272'), russian.indexOf('art_275')), ['art_272', 'art_273', 'art_274', 'art_274.1', 'art_274.2'])
  const range = (from: number, to: number, ...without: number[]) => Array.from({ length: to - from + 1 }, (_, i) => from + i).filter((n) => !without.includes(n)).map((n) => `art_${n}`)
  t.same(await eIds('ae/fdl-34-2021.json'), range(2, 74, 71))
  t.same(await eIds('ae/fdl-45-2021.json'), range(2, 31))
  t.same(await eIds('ae/fdl-46-2021.json'), range(2, 54, 19))
  const headed = async (path: string) => (await units(path)).filter((p) => p.heading).length
  t.equal(await headed('cl/02-information-security-21459.json'), 9)
  t.equal(await headed('co/0611-ley-1273-de-2009.json'), 12)
  t.ok(await headed('co/1037-ley-599-de-2000.json') > 550)
})
