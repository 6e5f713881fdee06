import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { openPdf } from '../src/ingest/pdf/open.js'
import { parsePdf } from '../src/ingest/pdf/pdf.js'
import { parsedDocument, Refused } from '../src/model/parsed.js'
import { absent, material } from './support/material.js'
import { assemble, handPdf, kitPdf, lines, linesFromRight, type Drawn, type HandPage } from './support/pdf.js'

const read = async (bytes: Buffer, language?: string) => parsedDocument.parse(await parsePdf({ bytes, name: 'x.pdf', language }))
const texts = (document: { provisions: { text: string | null }[] }) => document.provisions.map(({ text }) => text)
/** Arabic text as it is seen from left to right: a sign each, لا one ligature, numbers in their own direction. */
const seen = (text: string): string[] => text.match(/لا|\p{Nd}+|./gu)!.reduce<string[]>((signs, part) => [.../\p{Nd}/u.test(part) ? [...part] : [part], ...signs], [])
const prose = Array.from({ length: 8 }, () => 'The keeper shall water the garden every day of the week.')
const rule = 'Whoever keeps bees in the town shall tell the office how many hives stand on the roof, who looks after them, and where the honey goes when the summer is over and the bees are asleep.'

t.test('an act is split at its headings, keeps its pages, and loses its running heads and page numbers', async (t) => {
  const bytes = await kitPdf((pdf) => {
    pdf.font('Helvetica-Bold').fontSize(18).text('Town Bees Act 2031', { align: 'center' }).moveDown()
    for (let n = 1; n <= 12; n++) {
      if (n % 6 === 1) pdf.font('Helvetica-Bold').fontSize(12).text(n === 1 ? 'PART I — HIVES' : 'PART II — HONEY', { align: 'center' }).moveDown()
      pdf.font('Helvetica-Bold').fontSize(11).text(`${n}. Matter of number ${n}`)
      pdf.font('Helvetica').text(`(1) ${rule}`, { align: 'justify' }).text('(2) The office may—').text('(a) count the hives;', { indent: 20 }).text('(b) taste the honey.', { indent: 20 }).moveDown()
    }
    for (let page = 0; page < pdf.bufferedPageRange().count; page++) {
      pdf.switchToPage(page)
      Object.assign(pdf.page.margins, { top: 0, bottom: 0 })
      pdf.fontSize(8).text('Town Bees Act, No. 5 of 2031', 72, 30, { lineBreak: false }).text(`Page ${page + 1}`, 290, 810, { lineBreak: false })
    }
  }, { bufferPages: true })
  const { provisions, warnings, facts, pages, structure, documentType } = await read(bytes)
  t.match({ facts, pages, structure, documentType }, { facts: { title: 'Town Bees Act 2031' }, pages: 2, structure: 'headings', documentType: 'law' })
  t.strictSame(provisions.map(({ eId }) => eId), ['part_I', ...[1, 2, 3, 4, 5, 6].map((n) => `sec_${n}`), 'part_II', ...[7, 8, 9, 10, 11, 12].map((n) => `sec_${n}`)])
  t.strictSame(provisions.at(-1), {
    eId: 'sec_12', kind: 'section', number: '12', heading: 'Matter of number 12', parent: 'part_II', page: 2,
    text: `(1) ${rule}\n(2) The office may—\n(a) count the hives;\n(b) taste the honey.`
  })
  t.equal(provisions[1]!.page, 1)
  t.match(warnings.find(({ code }) => code === 'page_furniture_removed'), { count: 4 })
})

t.test('the number of an article at the head of a page is no running head', async (t) => {
  const pages = [1, 2, 3, 4].map((n): HandPage => ({ drawn: lines([`Article ${n}`, 'The door of the library stands open.', `Book ${n} is lent.`, 'Nobody folds a page.']) }))
  t.strictSame((await read(handPdf(pages))).provisions.map(({ number, page }) => [number, page]), [['1', 1], ['2', 2], ['3', 3], ['4', 4]])
})

t.test('columns are read one after the other, what stands over both first', async (t) => {
  const bytes = await kitPdf((pdf) => {
    pdf.fontSize(14).text('Gazette of the Lake', { align: 'center' }).moveDown().fontSize(10)
    pdf.text([1, 2, 3, 4, 5, 6, 7, 8].map((n) => `${n}. ${rule}`).join('\n'), { columns: 2, columnGap: 20, height: 350, align: 'justify' })
  })
  const { provisions, facts } = await read(bytes)
  t.equal(facts.title, 'Gazette of the Lake')
  t.strictSame(provisions.map(({ number, text }) => [number, text]), [1, 2, 3, 4, 5, 6, 7, 8].map((n) => [String(n), rule]))
})

t.test('columns of Arabic are read from the right; what stands in both at one height is no running head', async (t) => {
  const column = (from: number) => [0, 1].flatMap((n) => [`المادة ${'١٢٣٤'[from + n]}`, 'لا يجوز لأي شخص أن يقطف وردة', 'من الحديقة العامة في المدينة', 'إلا بإذن من حارس الحديقة.'])
  const drawn = [...linesFromRight([seen('قانون الحدائق في المدينة الكبيرة')], { y: 790, right: 400 }),
    ...linesFromRight(column(0).map(seen)), ...linesFromRight(column(2).map(seen), { right: 290 })]
  t.strictSame((await read(handPdf([{ drawn }]))).provisions.map(({ number, text }) => [number, text]),
    [...'١٢٣٤'].map((n) => [n, 'لا يجوز لأي شخص أن يقطف وردة من الحديقة العامة في المدينة إلا بإذن من حارس الحديقة.']))
})

t.test('numbers that count the lines are no text', async (t) => {
  const bill = ['A BILL for an Act about boats, their owners and', 'those who row them in the town and outside it.', '1. The owner of a boat shall paint its name on both', 'sides in letters that can be read from the shore.',
    '2. A boat without a name may not leave the harbour', 'in the summer.', '3. The harbour master keeps the paint and the brush.']
  const drawn = [...lines(bill, { x: 100 }), ...bill.map((_, i): Drawn => ({ signs: [...String(i + 1)], x: 60, y: 760 - i * 16 }))]
  t.strictSame(texts(await read(handPdf([{ drawn }]))), [bill.slice(0, 2).join(' '), 'The owner of a boat shall paint its name on both sides in letters that can be read from the shore.',
    'A boat without a name may not leave the harbour in the summer.', 'The harbour master keeps the paint and the brush.'])
})

t.test('notes in the margin are the headings of the sections beside which they stand', async (t) => {
  const bytes = await kitPdf((pdf) => {
    pdf.fontSize(12).text('Bridges Act', 150, 60)
    for (let n = 1, y = 100; n <= 4; n++, y = pdf.y + 12) {
      pdf.fontSize(8).text(n === 2 ? 'Closing of bridges in the winter months' : `Bridge ${n}`, 60, y + 1, { width: 70 })
      pdf.fontSize(11).text(`${n}.—(1) ${rule}`, 150, y, { width: 370 })
    }
  })
  t.strictSame((await read(bytes)).provisions.map(({ number, heading, text }) => [number, heading, text]),
    [1, 2, 3, 4].map((n) => [String(n), n === 2 ? 'Closing of bridges in the winter months' : `Bridge ${n}`, `(1) ${rule}`]))
})

t.test('a judgment is split at its numbered paragraphs; footnotes do not part a sentence', async (t) => {
  const bytes = await kitPdf((pdf) => {
    pdf.fontSize(14).text('HIGH COURT OF THE ISLANDS', { align: 'center' }).moveDown().text('JUDGMENT', { align: 'center' }).moveDown()
    pdf.fontSize(12).text('Case No: 17/2031', { align: 'right' }).text('Neutral citation: The Baker v The Miller [2031] ILHC 4').text('Delivered: 5 March 2031').moveDown()
    for (let n = 1; n <= 4; n++) pdf.text(`[${n}]   ${rule}`, { align: 'justify' }).moveDown()
    pdf.text('[5]   The miller then said that the flour, which nobody had weighed before the market was', { lineBreak: false })
    Object.assign(pdf.page.margins, { bottom: 0 })
    pdf.fontSize(9).text('1 Flour is weighed in sacks of the old measure.', 72, 780)
    pdf.addPage().fontSize(12).text('opened to the public, had been lost.').moveDown().text('[6]   The claim fails.')
  })
  const { documentType, facts, provisions } = await read(bytes)
  t.match({ documentType, facts }, { documentType: 'judgment', facts: { court: 'HIGH COURT OF THE ISLANDS', citation: '[2031] ILHC 4', decidedOn: '2031-03-05', number: '17/2031' } })
  t.strictSame(provisions.slice(-2).map(({ kind, number, text, page }) => [kind, number, text, page]), [
    ['paragraph', '5', 'The miller then said that the flour, which nobody had weighed before the market was opened to the public, had been lost.\n' +
      '1 Flour is weighed in sacks of the old measure.', 1],
    ['paragraph', '6', 'The claim fails.', 2]
  ])
})

t.test('the head of a judgment that a column of brackets parts is read side by side', async (t) => {
  const side = (texts: string[], x: number) => lines(texts, { x })
  const caption = [...side(['The Baker', 'v.', 'The Miller'], 72), ...side([')', ')', ')'], 250), ...side(['Docket No. 7', 'Filed early', 'Room 3'], 320)]
  const { provisions } = await read(handPdf([{ drawn: [...caption, ...lines(['The parties were heard, and the bread was tasted by all who came.'], { y: 600 })] }]))
  t.match(texts({ provisions })[0], /^(The Baker\n)?v\.\nThe Miller\nDocket No\. 7\nFiled early\nRoom 3\nThe parties/)
})

t.test('a table is told, its rows are lines', async (t) => {
  const rows = [['Fee', 'Adults', 'Children'], ['Boat', '10', '5'], ['Swan', '20', '15']]
  const drawn = rows.flatMap((row, i) => row.flatMap((cell, j) => lines([cell], { x: 72 + j * 150, y: 700 - i * 20 })))
  const { provisions, warnings } = await read(handPdf([{ drawn: [...lines(['What the lake costs is said here, in coins of the town.']), ...drawn] }]))
  t.match(texts({ provisions })[0], /Fee \| Adults \| Children\nBoat \| 10 \| 5\nSwan \| 20 \| 15$/)
  t.match(warnings.find(({ code }) => code === 'table_as_text'), { count: 1 })
})

t.test('words parted at the end of a line are joined; a hyphen of their own they keep', async (t) => {
  const english = ['The commis-', 'sioner keeps a well-', 'known list of anti-', 'bee rules and half-', 'hearted jokes. The com-',
    'missioner is well-known, anti-bee and read on the 5-', '7 May.']
  const german = ['Die Bienen- und Honig-', 'ordnung gilt. Die Stadt-', 'und Landbienen fliegen nach Ober-', 'Wald.']
  const russian = ['Каждый обязан беречь пчёл и не тро-', 'гать улья без кое-', 'какого разрешения, кое-какого.']
  const read1 = async (of: string[]) => texts(await read(handPdf([{ drawn: lines(['Title of it', ...of]) }])))[0]
  t.equal(await read1(english), 'The commissioner keeps a well-known list of anti-bee rules and halfhearted jokes. The commissioner is well-known, anti-bee and read on the 5-7 May.')
  t.equal(await read1(german), 'Die Bienen- und Honigordnung gilt. Die Stadt- und Landbienen fliegen nach Ober-Wald.')
  t.equal(await read1(russian), 'Каждый обязан беречь пчёл и не трогать улья без кое-какого разрешения, кое-какого.')
})

const arabic = ['قانون تنظيم الحدائق', 'المادة ١', 'لا يجوز لأي شخص أن يقطف وردة من الحديقة رقم ١٢ إلا بإذن', 'من الحارس في كل يوم من أيام الأسبوع.',
  'المادة ٢', 'يعاقب كل من يخالف هذا القانون بسقي الحديقة (كل مساء).']
const arabicRead = [
  ['١', 'لا يجوز لأي شخص أن يقطف وردة من الحديقة رقم ١٢ إلا بإذن من الحارس في كل يوم من أيام الأسبوع.'],
  ['٢', 'يعاقب كل من يخالف هذا القانون بسقي الحديقة (كل مساء).']]
const mirrored = (sign: string) => ({ '(': ')', ')': '(' })[sign] ?? sign

/** How a program writes Arabic → what it draws. All of it looks the same. */
const waysOfArabic: [string, Drawn[]][] = [
  ['sign for sign as seen, with brackets as they look', linesFromRight(arabic.map((line) => seen(line).map(mirrored)))],
  ['with brackets as they are meant', linesFromRight(arabic.map(seen))],
  ['each sign placed by itself, from the right', arabic.flatMap((line, i) => seen(line).reverse().map((sign, n) => ({ signs: [sign], x: 517 - n * 6, y: 760 - i * 20 })))],
  ['in the order of reading, as text behind a scan', linesFromRight(arabic.map((line) => [...line.matchAll(/لا|./gu)].map(([sign]) => sign)))]
]
for (const [way, drawn] of waysOfArabic) {
  t.test(`Arabic comes out in the order of reading: ${way}`, async (t) => {
    const { provisions, facts, warnings } = await read(handPdf([{ drawn }]))
    t.strictSame(provisions.map(({ number, text }) => [number, way.startsWith('in the order') ? text!.replace('٢١', '١٢') : text]), arabicRead)
    t.equal(facts.title, arabic[0])
    t.notOk(warnings.some(({ code }) => code === 'presentation_forms'))
  })
}

t.test('letters in the forms in which they are drawn become letters, which is told; stretching strokes go', async (t) => {
  const drawn = ['ﺍﻟﻤـــﺎﺩﺓ ١', 'ﻻ ﻳﺠﻮﺯ ﻗﻄﻒ ﺍﻟﻮﺭﺩ ﻓﻰ ﺍﻟﺤﺪﯾﻘﺔ ﺳﻨﺔ ١٤٤٥ ﻫـ']
  const { provisions, warnings } = await read(handPdf([{ drawn: linesFromRight(drawn.map(seen)) }]))
  t.strictSame(provisions.map(({ number, text }) => [number, text]), [['١', 'لا يجوز قطف الورد فى الحديقة سنة ١٤٤٥ هـ']])
  t.match(warnings.find(({ code }) => code === 'presentation_forms'), { at: 'page 1', detail: '1' })
})

t.test('in Arabic lines numbers, years behind a stroke and Latin words keep their own direction', async (t) => {
  const line = ['ع', 'ل', 'ا', 'ل', 'ط', ' ', ...'٢٠٢٤/١٧', ' ', ...'USB 3', ' ', 'ن', 'م', ' ', ...'1,250.5', ' ', 'ى', 'ل', 'ع']
  const { provisions } = await read(handPdf([{ drawn: linesFromRight([seen('قانون النوافذ المفتوحة'), line, seen('كل نافذة تفتح في الصباح وتغلق في المساء.')]) }]))
  t.equal(texts({ provisions })[0]!.split('\n')[0], 'على 1,250.5 من USB 3 ١٧/٢٠٢٤ طلالع')
})

t.test('a vowel sign without a name is left out and told; a watermark across the page is told', async (t) => {
  const base = linesFromRight([seen('المادة ١'), seen('يقطف كل شخص وردة واحدة في السنة من الحديقة العامة')])
  const mark: Drawn = { signs: ['\uE821'], x: base[1]!.x + (base[1]!.signs.length - 1) * 6 + 1, y: base[1]!.y }
  const slanted: Drawn = { signs: [...'COPY'], x: 200, y: 300, size: 60, matrix: [0.7, 0.7, -0.7, 0.7] }
  const { provisions, warnings } = await read(handPdf([{ drawn: [slanted, base[0]!, base[1]!, mark] }], { signWidths: { '\uE821': 0.2 } }))
  t.strictSame(texts({ provisions }), ['يقطف كل شخص وردة واحدة في السنة من الحديقة العامة'])
  t.match(warnings, [{ code: 'replaced_characters', count: 1 }, { code: 'page_furniture_removed', detail: 'COPY' }])
})

t.test('Chinese lines are joined without a space, radicals become signs', async (t) => {
  const chinese = ['花园管理办法', '第⼀条　为了保护花园，制定本办法。花园的管理和使用，', '应当遵守本办法的规定。', '第二条　任何人不得在花园内采摘花朵。']
  const drawn = chinese.map((line, i): Drawn => ({ signs: [...line], x: 72, y: 760 - i * 20 }))
  const { provisions, facts } = await read(handPdf([{ drawn }], { signWidths: Object.fromEntries([...chinese.join('')].map((sign) => [sign, 1])) }))
  t.equal(facts.title, '花园管理办法')
  t.strictSame(provisions.map(({ eId, number, text }) => [eId, number, text]), [
    ['art_1', '第一条', '为了保护花园，制定本办法。花园的管理和使用，应当遵守本办法的规定。'], ['art_2', '第二条', '任何人不得在花园内采摘花朵。']])
})

for (const direction of ['H', 'V']) {
  t.test(`Chinese fonts that name no letters but a known table of them are read: ${direction}`, async (t) => {
    const law = ['第一条 为了保护花园，制定本办法。', '第二条 任何人不得采摘花朵。', '第三条 本办法自公布之日起施行。']
    const place = (i: number) => direction === 'H' ? `72 ${700 - i * 20}` : `${500 - i * 24} 700`
    const content = law.map((line, i) => `BT /F1 12 Tf 1 0 0 1 ${place(i)} Tm <${Buffer.from(line, 'utf16le').swap16().toString('hex')}> Tj ET`).join('\n')
    const bytes = assemble(['<</Type/Catalog/Pages 2 0 R>>', '<</Type/Pages/Kids[3 0 R]/Count 1>>',
      '<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>', `<</Length ${content.length}>>\nstream\n${content}\nendstream`,
      `<</Type/Font/Subtype/Type0/BaseFont/STSong-Light/Encoding/UniGB-UCS2-${direction}/DescendantFonts[6 0 R]>>`,
      '<</Type/Font/Subtype/CIDFontType0/BaseFont/STSong-Light/CIDSystemInfo<</Registry(Adobe)/Ordering(GB1)/Supplement 4>>/DW 1000/FontDescriptor 7 0 R>>',
      '<</Type/FontDescriptor/FontName/STSong-Light/Flags 6/FontBBox[0 0 1000 1000]/ItalicAngle 0/Ascent 800/Descent -200/CapHeight 700/StemV 80>>'])
    t.strictSame(texts(await read(bytes)), ['为了保护花园，制定本办法。', '任何人不得采摘花朵。', '本办法自公布之日起施行。'])
  })
}

t.test('a page that lies on its side is read as the reader turns it', async (t) => {
  const drawn = ['1. The tower is open.', '2. The stairs are steep.', '3. The view is free.'].map((line, i): Drawn => ({ signs: [...line], x: 100 + i * 20, y: 100, matrix: [0, 1, -1, 0] }))
  t.strictSame(texts(await read(handPdf([{ drawn }]))), ['The tower is open.', 'The stairs are steep.', 'The view is free.'])
})

t.test('raised digits stay apart; text drawn twice for boldness is there once; spaced-out words are words', async (t) => {
  const drawn: Drawn[] = [...lines(['Article 1', 'Of spoons it speaks and of forks.', 'Article 1', 'Knives are round.', 'Article 2', 'Cups are deep.']),
    { signs: ['1'], x: 72 + 9 * 6, y: 733, size: 7 }, { signs: [...'Article 2'], x: 72.3, y: 696 },
    ...[...'ANNEX'].map((sign, i): Drawn => ({ signs: [sign], x: 72 + i * 8, y: 660 })), ...lines(['Plates are flat.'], { y: 644 })]
  const { provisions } = await read(handPdf([{ drawn }]))
  t.strictSame(provisions.map(({ number }) => number).slice(0, 3), ['1', '1¹', '2'])
  t.match(JSON.stringify(provisions), /ANNEX/)
  t.notMatch(JSON.stringify(provisions), /AArr|Article 2 ?Article/)
})

t.test('what cannot be read is refused', async (t) => {
  const page = '<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>'
  const secret = await kitPdf((pdf) => { pdf.text('Nobody reads this.') }, { userPassword: 'sesame' })
  const refusals: [string, Buffer, string][] = [
    ['a password', secret, 'encrypted'], ['no PDF behind the mark', Buffer.from('%PDF-1.7\nnothing'), 'corrupt'], ['cut off', handPdf([{ drawn: lines(prose) }]).subarray(0, 400), 'corrupt'],
    ['blank', handPdf([{ drawn: [] }]), 'empty'], ['pages that hold themselves', assemble(['<</Type/Catalog/Pages 2 0 R>>', '<</Type/Pages/Kids[2 0 R 2 0 R]/Count 2>>']), 'corrupt'],
    ['too many pages', assemble(['<</Type/Catalog/Pages 2 0 R>>', `<</Type/Pages/Kids[${'3 0 R '.repeat(5001)}]/Count 5001>>`, page]), 'too_large']
  ]
  for (const [why, bytes, code] of refusals) await t.rejects(read(bytes), Object.assign(new Refused(code as 'empty', ''), { message: /./ }), why)
})

t.test('what only the owner may change is read; a wrong table and a count of pages that lies are repaired', async (t) => {
  const owned = await kitPdf((pdf) => { pdf.text('1. Reading is free.').text('2. So is the air.').text('3. Water is not.') }, { ownerPassword: 'sesame' })
  t.equal((await read(owned)).provisions.length, 3)
  const good = handPdf([{ drawn: lines(['1. Reading is free.', '2. So is the air.', '3. Water is not.']) }]).toString('latin1')
  for (const bad of [good.replace(/startxref\n\d+/, 'startxref\n7'), good.replace('/Count 1', '/Count 9')]) t.equal((await read(Buffer.from(bad, 'latin1'))).provisions.length, 3)
})

t.test('no letter of real files is lost or added', { skip: absent }, async (t) => {
  for (const name of ['docs/gauteng_judgment.pdf', 'docs/citations.pdf']) {
    const bytes = readFileSync(join(material!, 'data', name))
    const { document, close } = await openPdf(bytes)
    let all = ''
    for (let page = 1; page <= document.numPages; page++) for (const item of (await (await document.getPage(page)).getTextContent()).items) all += 'str' in item ? item.str : ''
    await close()
    const { facts, provisions } = await read(bytes)
    const letters = (text: string) => (text.normalize('NFKC').match(/\p{L}/gu) ?? []).sort().join('')
    t.equal(letters([facts.title, ...provisions.flatMap(({ heading, text }) => [heading, text])].join(' ')), letters(all), name)
  }
})
