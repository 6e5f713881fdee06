import t from 'tap'
import { isReference, readMark } from '../src/ingest/structure/numbering.js'
import { asciiDigits, chineseValue, readNumeral, romanValue } from '../src/ingest/structure/numeral.js'

/** What a line begins with: kind, number in ASCII, number as printed, and the words that follow. */
const marks: [line: string, kind: string, id: string, number: string, rest: string][] = [
  ['Article 12', 'article', '12', '12', ''],
  ['Article 323-3-1', 'article', '323-3-1', '323-3-1', ''],
  ['Article R. 226-1', 'article', 'R226-1', 'R. 226-1', ''],
  ['Article L323-1 Du bruit', 'article', 'L323-1', 'L323-1', 'Du bruit'],
  ['Article 1er : Objet', 'article', '1', '1er', 'Objet'],
  ['Article premier', 'article', '1', 'premier', ''],
  ['Article 224-1 A', 'article', '224-1A', '224-1 A', ''],
  ['Art. 5º O servidor guarda o registo.', 'article', '5', '5º', 'O servidor guarda o registo.'],
  ['Artigo 2.º', 'article', '2', '2.º', ''],
  ['Art. 154-A. Entrar sem licença', 'article', '154-A', '154-A', 'Entrar sem licença'],
  ['Artículo 12 bis.- Del espejo', 'article', '12-bis', '12 bis', 'Del espejo'],
  ['Artículo 588 ter a.', 'article', '588-ter-a', '588 ter a', ''],
  ['ARTÍCULO 269A. ENTRADA', 'article', '269A', '269A', 'ENTRADA'],
  ['Artículo 3° transitorio.- Los plazos', 'article', '3-transitorio', '3° transitorio', 'Los plazos'],
  ['Artículo único.', 'article', 'unico', 'único', ''],
  ['Articolo 615-ter', 'article', '615-ter', '615-ter', ''],
  ['Artikel 4 Begriffe', 'article', '4', '4', 'Begriffe'],
  ['Статья 272.1. Зеркала', 'article', '272.1', '272.1', 'Зеркала'],
  ['Статья 272¹. Зеркала', 'article', '272.1', '272¹', 'Зеркала'],
  ['Стаття 361', 'article', '361', '361', ''],
  ['المادة الأولى', 'article', '1', 'الأولى', ''],
  ['المادة (١٢)', 'article', '12', '١٢', ''],
  ['( المادة الثانية )', 'article', '2', 'الثانية', ''],
  ['مادة ٣ مكرر: المرآة', 'article', '3-bis', '٣ مكرر', 'المرآة'],
  ['المادة ٣ مكرر (ب)', 'article', '3-bis-2', '٣ مكرر (ب)', ''],
  ['المادة الحادية عشرة التعريفات', 'article', '11', 'الحادية عشرة', 'التعريفات'],
  ['المادة الخامسة والعشرون بعد المائة', 'article', '125', 'الخامسة والعشرون بعد المائة', ''],
  ['المادة التاسعة والتسعون بعد المائة:', 'article', '199', 'التاسعة والتسعون بعد المائة', ''],
  ['المادة المائة', 'article', '100', 'المائة', ''],
  ['ﺍﻟﻤﺎﺩﺓ ﺍﻷﻭﻟﻰ', 'article', '1', 'الأولى', ''],
  ['ماده ۱۲ - آینه', 'article', '12', '۱۲', 'آینه'],
  ['第十二条 镜子应当擦拭。', 'article', '12', '第十二条', '镜子应当擦拭。'],
  ['第二百八十五条之一　镜子', 'article', '285-1', '第二百八十五条之一', '镜子'],
  ['第12条（镜子）', 'article', '12', '第12条', '（镜子）'],
  ['第十二条の二', 'article', '12-2', '第十二条の二', ''],
  ['제12조의2(거울)', 'article', '12-2', '제12조의2', '(거울)'],
  ['一、关于镜子', 'article', '1', '一', '关于镜子'],
  ['§ 202a Spiegel', 'section', '202a', '202a', 'Spiegel'],
  ['(XXXX) §§ 116 bis 119 (weggefallen)', 'section', '116-119', '116 bis 119', '(weggefallen)'],
  ['Articles 5 à 9 (abrogés)', 'article', '5-9', '5 à 9', '(abrogés)'],
  ['Статьи 5 - 7. Утратили силу', 'article', '5-7', '5 - 7', 'Утратили силу'],
  ['§ 53a-251. Mirrors', 'section', '53a-251', '53a-251', 'Mirrors'],
  ['Section 14', 'section', '14', '14', ''],
  ['SEC. 101. MIRRORS.', 'section', '101', '101', 'MIRRORS.'],
  ['14. Mirrors', 'section', '14', '14', 'Mirrors'],
  ['46A. Mirrors', 'section', '46A', '46A', 'Mirrors'],
  ['1.—(1) Mirrors are kept.', 'section', '1', '1', '(1) Mirrors are kept.'],
  ['Kifungu cha 5', 'section', '5', '5', ''],
  ['Ibara ya 3', 'article', '3', '3', ''],
  ['धारा १२', 'section', '12', '१२', ''],
  ['ပုဒ်မ ၁၂', 'section', '12', '၁၂', ''],
  ['მუხლი 5. სარკე', 'article', '5', '5', 'სარკე'],
  ['Điều 12. Gương', 'article', '12', '12', 'Gương'],
  ['Pasal 12', 'article', '12', '12', ''],
  ['MADDE 12 – Ayna', 'article', '12', '12', 'Ayna'],
  ['Rule 7', 'rule', '7', '7', ''],
  ['أولاً: المرايا', 'clause', '1', 'أولاً', 'المرايا'],
  ['PRIMERO.- Los espejos', 'clause', '1', 'PRIMERO', 'Los espejos'],
  ['PART II – MIRRORS', 'part', 'II', 'II', 'MIRRORS'],
  ['PART ONE', 'part', '1', 'ONE', ''],
  ['CHAPTER IV', 'chapter', 'IV', 'IV', ''],
  ['Division A', 'division', 'A', 'A', ''],
  ['THE SCHEDULE', 'schedule', '', '', ''],
  ['SECOND SCHEDULE', 'schedule', '2', 'SECOND', ''],
  ['Schedule 1', 'schedule', '1', '1', ''],
  ['Livre Ier : Des miroirs', 'book', 'I', 'Ier', 'Des miroirs'],
  ['TITRE PREMIER', 'title', '1', 'PREMIER', ''],
  ['Sous-section 2 : Du cadre', 'division', '2', '2', 'Du cadre'],
  ['Première partie', 'part', '1', 'Première', ''],
  ['Libro Segundo', 'book', '2', 'Segundo', ''],
  ['CAPÍTULO III DE LOS ESPEJOS', 'chapter', 'III', 'III', 'DE LOS ESPEJOS'],
  ['CAPÍTULO NOVENO', 'chapter', '9', 'NOVENO', ''],
  ['CAPÍTULO ONCE', 'chapter', '11', 'ONCE', ''],
  ['Capítulo décimo tercero', 'chapter', '13', 'décimo tercero', ''],
  ['Título Preliminar', 'title', '0', 'Preliminar', ''],
  ['Section No. 4', 'section', '4', '4', ''],
  ['المادة (1): على كل حارس أن يشعل', 'article', '1', '1', 'على كل حارس أن يشعل'],
  ['Sección 2.ª Del marco', 'section', '2', '2.ª', 'Del marco'],
  ['الباب الثالث', 'title', '3', 'الثالث', ''],
  ['الفصل الأول أحكام المرايا', 'chapter', '1', 'الأول', 'أحكام المرايا'],
  ['القسم الثاني', 'part', '2', 'الثاني', ''],
  ['Раздел IX. Зеркала', 'title', 'IX', 'IX', 'Зеркала'],
  ['Глава 28', 'chapter', '28', '28', ''],
  ['ОБЩАЯ ЧАСТЬ', 'part', '', '', ''],
  ['第二编 分则', 'book', '2', '第二编', '分则'],
  ['第一章　总则', 'chapter', '1', '第一章', '总则'],
  ['第三节 镜框', 'section', '3', '第三节', '镜框'],
  ['附件二', 'schedule', '2', '二', ''],
  ['Erster Abschnitt - Spiegel', 'division', '1', 'Erster', 'Spiegel'],
  ['2. Teil', 'part', '2', '2', ''],
  ['Zweites Buch', 'book', '2', 'Zweites', ''],
  ['Kapitel 3', 'chapter', '3', '3', ''],
  ['Sehemu ya II', 'part', 'II', 'II', ''],
  ['SURA YA KWANZA', 'chapter', '1', 'KWANZA', ''],
  ['BAB III', 'chapter', 'III', 'III', '']
]

for (const [line, kind, id, number, rest] of marks) {
  t.test(`${line} → ${kind} ${id}`, async (t) => {
    const mark = readMark(line)
    t.match(mark, { kind, id, number, rest })
    t.equal(mark && isReference(mark), false, 'no reference')
  })
}

const noMarks = [
  'Articles of glass', 'Sectional drawings 5', 'Partly 3', 'The article 5', 'article 5 of this Act', '12 mirrors were broken.', '1.5 metres', '3.2.1 Frames',
  'I. Mirrors', 'Titles II', 'المادية الأولى', '镜子第五条', 'Arthur 5', 'Chapter', '2016-04-22', '(1) A mirror', '(a) a frame', 'Livret 5'
]

for (const line of noMarks) t.test(`${line} is no heading`, async (t) => { t.equal(readMark(line), null) })

const references = [
  'Articles 5 and 6 apply',
  'Article 5 of this Act shall not apply', 'Section 5(2) of the Act', 'Section 12, subsection 3', 'Article 5 and Article 6', 'Artículo 5 de esta ley', 'Article 5 du code',
  'المادة الخامسة من هذا النظام', 'المادة (٥) المذكورة', '第五条规定的镜子', '第三章的规定', 'Статья 5 настоящего Кодекса', '§ 57 Abs. 2', '§ 10 Absatz 1', 'Chapter 3 applies to', 'Artigo 5.º do Código'
]

for (const line of references) {
  t.test(`${line} refers to another place`, async (t) => {
    const mark = readMark(line)
    t.ok(mark)
    t.equal(mark && isReference(mark), true)
  })
}

t.test('numbers are put in order as laws insert them', async (t) => {
  const orders: [string, string][] = [
    ['12', '12 bis'], ['12 bis', '12 ter'], ['12 ter', '13'], ['323-3', '323-3-1'], ['323-3-1', '323-4'], ['224-1 A', '224-1'], ['223-9', '224-1 A'],
    ['272', '272.1'], ['46A', '46B'], ['46Z', '46AA'], ['202a', '202b'], ['٣', '٣ مكرر'], ['9', 'R. 1'], ['L. 99', 'R. 1'], ['21', '1 transitorio']
  ]
  for (const [a, b] of orders) {
    const [first, second] = [readNumeral(a)!.key, readNumeral(b)!.key]
    const i = first.findIndex((part, at) => part !== second[at])
    t.ok(i === -1 ? second.length > first.length : (second[i] ?? -1) > first[i]!, `${a} before ${b}`)
  }
})

t.test('a German range is not taken for the Latin bis', async (t) => { t.match(readNumeral('4 bis 6'), { id: '4' }) })

t.test('numerals by themselves', async (t) => {
  t.equal(chineseValue('四百五十二'), 452)
  t.equal(chineseValue('一百零二'), 102)
  t.equal(chineseValue('二〇一'), 201)
  t.equal(chineseValue('十'), 10)
  t.equal(chineseValue('镜'), null)
  t.equal(romanValue('XLIX'), 49)
  t.equal(romanValue('IIII'), null)
  t.equal(asciiDigits('١٢ ۱۲ १२ ၁၂ １２ ¹'), '12 12 12 12 12 ¹')
})

t.test('a long line keeps all its words', async (t) => {
  const words = 'mirror '.repeat(3000).trim()
  t.equal(readMark(`Article 5. ${words}`)?.rest, words)
})
