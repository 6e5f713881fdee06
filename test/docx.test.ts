import * as word from 'docx'
import { strToU8, zipSync } from 'fflate'
import t, { type Test } from 'tap'
import { readBody } from '../src/ingest/docx/body.js'
import { createNumberer } from '../src/ingest/docx/number.js'
import { readStyles } from '../src/ingest/docx/style.js'
import { parseDocx } from '../src/ingest/docx/docx.js'
import { parsedDocument, Refused, type ParsedDocument } from '../src/model/parsed.js'

const ns = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" ' +
  'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
const types = '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="xml" ContentType="application/xml"/></Types>'

type Parts = { body?: string, document?: string, styles?: string, numbering?: string, more?: Record<string, string> }

/** A Word file made by hand: as small as one can be. */
function file ({ body = '', document, styles, numbering, more = {} }: Parts): Uint8Array {
  const parts: Record<string, string> = { '[Content_Types].xml': types, 'word/document.xml': document ?? `<w:document ${ns}><w:body>${body}</w:body></w:document>`, ...more }
  if (styles) parts['word/styles.xml'] = `<w:styles ${ns}>${styles}</w:styles>`
  if (numbering) parts['word/numbering.xml'] = `<w:numbering ${ns}>${numbering}</w:numbering>`
  return zipSync(Object.fromEntries(Object.entries(parts).map(([name, text]) => [name, strToU8(text)])))
}

const p = (text: string, properties = '') => `<w:p>${properties && `<w:pPr>${properties}</w:pPr>`}<w:r><w:t xml:space="preserve">${text}</w:t></w:r></w:p>`
const listed = (text: string, level = 0, numId = 1) => p(text, `<w:numPr><w:ilvl w:val="${level}"/><w:numId w:val="${numId}"/></w:numPr>`)

async function read (bytes: Uint8Array, language?: string): Promise<ParsedDocument> {
  const document = await parseDocx({ bytes, name: 'law.docx', ...(language ? { language } : {}) })
  return parsedDocument.parse(document)
}

/** The paragraphs of a document, before anybody looks for its structure. */
function paragraphsOf ({ body = '', styles = '', numbering = '' }: Parts): string[] {
  const bytes = (name: string, text: string) => Buffer.from(`<w:${name} ${ns}>${text}</w:${name}>`)
  const styleOf = readStyles(bytes('styles', styles))
  return readBody(bytes('document', body), styleOf, createNumberer(bytes('numbering', numbering), styleOf)).blocks.map(({ text }) => text)
}

const codes = ({ warnings }: ParsedDocument) => Object.fromEntries(warnings.map(({ code, count }) => [code, count]))
const outline = ({ provisions }: ParsedDocument) => provisions.map(({ eId, number, heading, parent }) => [eId, number, heading, parent])

async function refusedAs (t: Test, code: string, bytes: Uint8Array) {
  const error = await read(bytes).then(() => 'not refused', (error: unknown) => error)
  t.equal(error instanceof Refused ? error.code : error, code)
}

const decimal = (level: number, text: string, format = 'decimal', more = '') =>
  `<w:lvl w:ilvl="${level}"><w:start w:val="1"/><w:numFmt w:val="${format}"/><w:lvlText w:val="${text}"/>${more}</w:lvl>`
const list = (levels: string, nums = '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>') => `<w:abstractNum w:abstractNumId="0">${levels}</w:abstractNum>${nums}`

t.test('a law written in Word, with headings, numbers, a table, a footnote and tracked changes', async (t) => {
  const numbered = (text: string, level: number) => new word.Paragraph({ text, numbering: { reference: 'law', level } })
  const document = new word.Document({
    numbering: {
      config: [{
        reference: 'law',
        levels: [
          { level: 0, format: word.LevelFormat.DECIMAL, text: '%1.' }, { level: 1, format: word.LevelFormat.DECIMAL, text: '(%2)' },
          { level: 2, format: word.LevelFormat.LOWER_LETTER, text: '(%3)' }
        ]
      }]
    },
    footnotes: { 1: { children: [new word.Paragraph('Kept out of the text.')] } },
    sections: [{
      children: [
        new word.Paragraph({ text: 'The Lighthouse Act, 2031', heading: word.HeadingLevel.TITLE }),
        new word.Paragraph({ text: 'PART I – PRELIMINARY', heading: word.HeadingLevel.HEADING_1 }),
        numbered('Short title', 0),
        new word.Paragraph({ children: [new word.TextRun('This Act may be called the Lighthouse Act.'), new word.FootnoteReferenceRun(1)] }),
        numbered('Meaning of words', 0),
        numbered('In this Act—', 1), numbered('“keeper” means whoever keeps a light;', 2), numbered('“light” means any light.', 2), numbered('Nothing else is meant.', 1),
        new word.Paragraph({ text: 'PART II – DUTIES', heading: word.HeadingLevel.HEADING_1 }),
        numbered('Duty to light', 0),
        new word.Paragraph({
          children: [
            new word.TextRun('A keeper shall light the lamp at '), new word.DeletedTextRun({ text: 'noon', id: 1, author: 'A', date: '2031-01-01T00:00:00Z' }),
            new word.InsertedTextRun({ text: 'dusk', id: 2, author: 'A', date: '2031-01-01T00:00:00Z' }), new word.TextRun('.')
          ]
        }),
        new word.Table({ rows: [['Lamp', 'Hours'], ['Large', 'All night'], ['Small', 'Till ten']].map((cells) => new word.TableRow({ children: cells.map((text) => new word.TableCell({ children: [new word.Paragraph(text)] })) })) })
      ]
    }]
  })
  const read1 = await read(await word.Packer.toBuffer(document))
  t.equal(read1.facts.title, 'The Lighthouse Act, 2031')
  t.equal(read1.documentType, 'law')
  t.equal(read1.language?.code, 'en')
  t.same(outline(read1), [
    ['part_I', 'I', 'PRELIMINARY', null], ['sec_1', '1', 'Short title', 'part_I'], ['sec_2', '2', 'Meaning of words', 'part_I'],
    ['part_II', 'II', 'DUTIES', null], ['sec_3', '3', 'Duty to light', 'part_II']
  ])
  t.same(read1.provisions.map(({ text }) => text), [
    null, 'This Act may be called the Lighthouse Act.', '(1) In this Act—\n(a) “keeper” means whoever keeps a light;\n(b) “light” means any light.\n(2) Nothing else is meant.',
    null, 'A keeper shall light the lamp at dusk.\nLamp | Hours\nLarge | All night\nSmall | Till ten'
  ])
  t.equal(codes(read1).notes_left_out, 1)
  t.equal(codes(read1).table_as_text, 1)
  t.equal(codes(read1).changes_accepted, 2)
})

/** The numbers of these levels, as Word prints them before paragraphs at these levels. */
const numberings: [string, string, number[], string[]][] = [
  ['levels below begin again', decimal(0, '%1.') + decimal(1, '%1.%2'), [0, 1, 1, 0, 1], ['1. x', '1.1 x', '1.2 x', '2. x', '2.1 x']],
  ['Roman, letters', decimal(0, '%1.', 'upperRoman') + decimal(1, '(%2)', 'lowerLetter'), [0, 1, 1, 0, 0, 0], ['I. x', '(a) x', '(b) x', 'II. x', 'III. x', 'IV. x']],
  ['legal numbers are all in digits', decimal(0, 'Part %1', 'upperRoman') + decimal(1, '%1.%2', 'decimal', '<w:isLgl/>'), [0, 0, 1], ['Part I x', 'Part II x', '2.1 x']],
  ['Chinese', decimal(0, '第%1条', 'chineseCounting'), Array(12).fill(0), ['一', '二', '三', '四', '五', '六', '七', '八', '九', '十', '十一', '十二'].map((n) => `第${n}条 x`)],
  ['Arabic letters', decimal(0, '%1-', 'arabicAbjad'), [0, 0, 0], ['أ- x', 'ب- x', 'ج- x']],
  ['Russian letters', decimal(0, '%1)', 'russianLower'), Array(10).fill(0), [...'абвгдежзик'].map((letter) => `${letter}) x`)],
  ['no restart', decimal(0, '%1.') + decimal(1, '[%2]', 'decimal', '<w:lvlRestart w:val="0"/>'), [0, 1, 0, 1], ['1. x', '[1] x', '2. x', '[2] x']],
  ['nothing between number and text', decimal(0, '§%1 ', 'decimal', '<w:suff w:val="nothing"/>'), [0, 0], ['§1 x', '§2 x']],
  ['bullets', decimal(0, '\uf0b7', 'bullet'), [0], ['• x']],
  ['numbers that are not printed', decimal(0, '', 'none'), [0, 0], ['x', 'x']],
  ['levels and starts that no list has', decimal(0, '%1.').replace('w:start w:val="1"', 'w:start w:val="9999999999"') + decimal(1_000_000_000, '%1'), [0, 1_000_000_000], ['1. x', 'x']],
  ['a level that is missed counts from its start', decimal(0, '%1.') + decimal(1, '%1.%2.') + decimal(2, '%1.%2.%3'), [2, 2], ['1.1.1 x', '1.1.2 x']]
]

t.test('automatic numbers are those that Word prints', async (t) => {
  for (const [name, levels, at, expected] of numberings) {
    await t.test(name, async (t) => {
      t.same(paragraphsOf({ body: at.map((level) => listed('x', level)).join(''), numbering: list(levels) }), expected)
    })
  }
})

t.test('lists that share their counting, start elsewhere, or take their number from a style', async (t) => {
  const nums = '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="0"/></w:num>' +
    '<w:num w:numId="3"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="7"/></w:lvlOverride></w:num>'
  const body = p('Preface ends.') + listed('one', 0, 1) + listed('two', 0, 2) + listed('seven', 0, 3) + listed('eight', 0, 3) + listed('nine', 0, 1) +
    p('ten', '<w:pStyle w:val="Item"/>') + p('bare', '<w:pStyle w:val="Item"/><w:numPr><w:numId w:val="0"/></w:numPr>')
  const styles = '<w:style w:type="paragraph" w:styleId="Base"><w:name w:val="Base"/><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>' +
    '<w:style w:type="paragraph" w:styleId="Item"><w:name w:val="Item"/><w:basedOn w:val="Base"/></w:style>'
  t.same(paragraphsOf({ body, styles, numbering: list(decimal(0, '(%1)'), nums) }), ['Preface ends.', '(1) one', '(2) two', '(7) seven', '(8) eight', '(9) nine', '(10) ten', 'bare'])
})

t.test('a number whose way of writing is not known is written in digits, and told', async (t) => {
  const { provisions, warnings } = await read(file({ body: p('A line.') + listed('x'), numbering: list(decimal(0, '(%1)', 'constructor')) }))
  t.match(provisions[0]!.text, /\(1\) x/)
  t.match(warnings.find(({ code }) => code === 'flattened_numbers'), { detail: 'constructor' })
})

/** What is in the file → the lines that are read. */
const wordings: [string, string, string[]][] = [
  ['a deleted and an inserted run', '<w:p><w:r><w:t>He </w:t></w:r><w:del><w:r><w:delText>may</w:delText></w:r></w:del><w:ins><w:r><w:t>shall</w:t></w:r></w:ins><w:r><w:t> pay.</w:t></w:r></w:p>', ['He shall pay.']],
  ['text that was moved', `<w:moveFrom>${p('Old place.')}</w:moveFrom><w:moveTo>${p('New place.')}</w:moveTo>`, ['New place.']],
  ['a deleted end of paragraph', '<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr><w:r><w:t>One </w:t></w:r></w:p>' + p('sentence.'), ['One sentence.']],
  ['older properties', p('Text.', '<w:pPrChange><w:pPr><w:numPr><w:numId w:val="9"/></w:numPr></w:pPr></w:pPrChange>'), ['Text.']],
  ['hidden text', '<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>secret</w:t></w:r><w:r><w:rPr><w:vanish w:val="0"/></w:rPr><w:t>Seen.</w:t></w:r></w:p>', ['Seen.']],
  ['a field', '<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>DDEAUTO cmd</w:instrText></w:r><w:r><w:t>no</w:t></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>' +
    '<w:r><w:t>Result.</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>', ['Result.']],
  ['breaks, tabs and hyphens', '<w:p><w:r><w:t>One</w:t><w:br/><w:t>two</w:t><w:tab/><w:t>three</w:t><w:noBreakHyphen/><w:t>four</w:t><w:br w:type="page"/><w:t>five.</w:t></w:r></w:p>', ['One', 'two three-four five.']],
  ['a text box, which is written twice', '<w:p><w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:txbxContent>' + p('In a box.') + '</w:txbxContent></mc:Choice><mc:Fallback><w:txbxContent>' +
    p('In a box.') + '</w:txbxContent></mc:Fallback></mc:AlternateContent></w:r><w:r><w:t>Beside it.</w:t></w:r></w:p>', ['In a box.', 'Beside it.']],
  ['one column of a table', `<w:tbl><w:tr><w:tc>${p('Laid out.')}</w:tc></w:tr><w:tr><w:tc>${p('So too.')}</w:tc></w:tr></w:tbl>`, ['Laid out.', 'So too.']],
  ['numbers beside their text', `<w:tbl><w:tr><w:tc>${p('(a)')}</w:tc><w:tc>${p('a lamp;')}${p('and its oil;')}</w:tc></w:tr></w:tbl>`, ['(a) a lamp;', 'and its oil;']],
  ['a table with an empty cell and a deleted row', `<w:tbl><w:tr><w:tc>${p('A')}</w:tc><w:tc>${p('')}</w:tc><w:tc>${p('C')}</w:tc></w:tr>` +
    `<w:tr><w:trPr><w:del/></w:trPr><w:tc>${p('gone')}</w:tc></w:tr></w:tbl>`, ['A |  | C']],
  ['a symbol', '<w:p><w:r><w:sym w:font="Symbol" w:char="F0B7"/><w:t xml:space="preserve"> item one.</w:t></w:r></w:p>', ['• item one.']],
  ['a raised number', '<w:p><w:r><w:t>As Rule 5</w:t></w:r><w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:t>2</w:t></w:r><w:r><w:t> says.</w:t></w:r></w:p>', ['As Rule 5² says.']],
  ['elements with the names of functions', '<toString/><constructor/><hasOwnProperty/><__proto__/>' + p('Text.'), ['Text.']],
  ['ruby', '<w:p><w:r><w:ruby><w:rt><w:r><w:t>reading</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>Base.</w:t></w:r></w:rubyBase></w:ruby></w:r></w:p>', ['Base.']]
]

t.test('the wording is what the document shows', async (t) => {
  for (const [name, body, expected] of wordings) {
    await t.test(name, async (t) => {
      t.same(paragraphsOf({ body }).join('\n').split('\n'), expected)
    })
  }
})

t.test('what is not text is left out and told', async (t) => {
  const styles = '<w:style w:type="paragraph" w:styleId="TOC1"><w:name w:val="toc 1"/></w:style>'
  const body = p('Section 1 ... 3', '<w:pStyle w:val="TOC1"/>') + p('Kept.') +
    '<w:p><w:r><w:drawing><a:blip/></w:drawing></w:r><w:r><w:footnoteReference w:id="1"/><w:endnoteReference w:id="2"/></w:r>' +
    '<w:r><w:rPr><w:vanish/></w:rPr><w:t>unseen</w:t></w:r></w:p><w:altChunk/>'
  const rels = '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" ' +
    'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/attachedTemplate" Target="http://a.invalid/t.dotm" TargetMode="External"/></Relationships>'
  const read1 = await read(file({ body, styles, more: { 'word/_rels/settings.xml.rels': rels, 'word/embeddings/oleObject1.bin': 'x' } }))
  t.match(codes(read1), {
    page_furniture_removed: 1, image_left_out: 1, notes_left_out: 2, text_truncated: 1, active_content_removed: 2, hidden_text_removed: 1
  })
  t.notMatch(JSON.stringify(read1), /Section 1 \.\.\. 3|a\.invalid|unseen/)
})

t.test('the main part is the one that the archive names', async (t) => {
  const rels = '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" ' +
    'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="/word/document2.xml"/></Relationships>'
  const document = `<w:document ${ns}><w:body>${p('What Word shows.')}</w:body></w:document>`
  const { provisions } = await read(file({ body: p('What it does not.'), more: { '_rels/.rels': rels, 'word/document2.xml': document } }))
  t.equal(provisions[0]?.text, 'What Word shows.')
})

/** Laws in several languages, whose numbers Word makes. */
const laws: [string, string, string, string[]][] = [
  ['zh', decimal(0, '第%1条', 'chineseCounting'), '灯塔管理人应当按时点灯并保持灯光明亮，以保障船只航行安全。', ['art_1', 'art_2', 'art_3']],
  ['ar', decimal(0, 'المادة (%1):'), 'يوقد حارس المنارة المصباح عند الغروب ويحافظ على نوره طوال الليل حتى الصباح.', ['art_1', 'art_2', 'art_3']],
  ['ru', decimal(0, 'Статья %1.'), 'Смотритель маяка обязан зажигать лампу на закате и поддерживать свет до самого утра.', ['art_1', 'art_2', 'art_3']],
  ['es', decimal(0, 'Artículo %1.'), 'El guardián del faro deberá encender la lámpara al anochecer y mantener la luz hasta la mañana.', ['art_1', 'art_2', 'art_3']],
  ['sw', decimal(0, 'Kifungu cha %1.'), 'Mlinzi wa mnara atawasha taa wakati wa jioni na kuhakikisha kwamba mwanga unaendelea mpaka asubuhi.', ['sec_1', 'sec_2', 'sec_3']]
]

t.test('articles that only Word numbers are found, in any language', async (t) => {
  for (const [language, levels, sentence, eIds] of laws) {
    await t.test(language, async (t) => {
      const document = await read(file({ body: [1, 2, 3].map(() => listed(sentence)).join(''), numbering: list(levels) }))
      t.same(document.provisions.map(({ eId }) => eId), eIds)
      t.same(document.provisions.map(({ text }) => text), [sentence, sentence, sentence])
      t.equal(document.language?.code, language)
    })
  }
})

t.test('raised numbers of Russian articles are read as they are cited', async (t) => {
  const article = (number: string) => `<w:p><w:r><w:t>Статья 1</w:t></w:r><w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:t>${number}</w:t></w:r><w:r><w:t>. Свет маяка</w:t></w:r></w:p>`
  const text = p('Смотритель маяка обязан зажигать лампу на закате и поддерживать свет до самого утра.')
  const { provisions } = await read(file({ body: p('Статья 1. Лампа') + text + article('1') + text + article('2') + text + p('Статья 2. Масло') + text }))
  t.same(provisions.map(({ eId, heading }) => [eId, heading]), [['art_1', 'Лампа'], ['art_1.1', 'Свет маяка'], ['art_1.2', 'Свет маяка'], ['art_2', 'Масло']])
})

t.test('a judgment is split at its numbered paragraphs', async (t) => {
  const head = ['IN THE HIGH COURT OF THE ISLES', 'Case No: 14/2031', 'Date: 3 March 2031', 'In the matter between', 'A LAMP COMPANY', 'Applicant', 'and', 'A KEEPER', 'Respondent', 'JUDGMENT']
  const body = head.map((line) => p(line)).join('') + ['The lamp went out.', 'Nobody lit it.', 'The claim fails.', 'It is dismissed.'].map((text) => listed(text)).join('')
  const { documentType, facts, provisions, structure } = await read(file({ body, numbering: list(decimal(0, '[%1]')) }))
  t.equal(documentType, 'judgment')
  t.equal(structure, 'numbering')
  t.match(facts, { number: '14/2031', decidedOn: '2031-03-03', court: 'HIGH COURT OF THE ISLES' })
  t.same(provisions.map(({ eId, kind }) => [eId, kind]), [['preamble_1', 'preamble'], ...[1, 2, 3, 4].map((n) => [`para_${n}`, 'paragraph'])])
  t.equal(provisions[3]!.text, 'The claim fails.')
})

t.test('hostile documents are refused', async (t) => {
  const bomb = '<!DOCTYPE b [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
  await t.test('entities that multiply', (t) => refusedAs(t, 'corrupt', file({ document: `${bomb}<w:document ${ns}><w:body><w:p><w:r><w:t>&b;</w:t></w:r></w:p></w:body></w:document>` })))
  await t.test('an entity that is a file', (t) => refusedAs(t, 'corrupt',
    file({ document: `<!DOCTYPE b [<!ENTITY a SYSTEM "file:///etc/passwd">]><w:document ${ns}><w:body><w:p><w:r><w:t>&a;</w:t></w:r></w:p></w:body></w:document>` })))
  await t.test('an entity that nobody declared', (t) => refusedAs(t, 'corrupt', file({ body: '<w:p><w:r><w:t>&a;</w:t></w:r></w:p>' })))
  await t.test('100,000 elements in each other', (t) => refusedAs(t, 'too_deep', file({ body: '<w:sdt>'.repeat(100_000) + '</w:sdt>'.repeat(100_000) })))
  await t.test('markup that does not end', (t) => refusedAs(t, 'corrupt', file({ document: `<w:document ${ns}><w:body><w:p>` })))
  await t.test('bytes that are no UTF-8', (t) => refusedAs(t, 'corrupt', zipSync({ '[Content_Types].xml': strToU8(types), 'word/document.xml': new Uint8Array([60, 97, 62, 0xff, 0xfe]) })))
  await t.test('a program under another name', (t) => refusedAs(t, 'macros',
    file({ body: p('Text.'), more: { '[Content_Types].xml': types.replace('</Types>', '<Override PartName="/word/x.bin" ContentType="application/vnd.ms-office.vbaProject"/></Types>') } })))
  await t.test('a page that is named a document', (t) => refusedAs(t, 'lying_type', strToU8('<html><p>Article 1</p></html>')))
  await t.test('another kind of archive', (t) => refusedAs(t, 'lying_type', zipSync({ 'xl/workbook.xml': strToU8('<a/>') })))
  await t.test('no words', (t) => refusedAs(t, 'empty', file({ body: '<w:p/>' })))
})

t.test('a table nested 600 deep and 20,000 rows wide is read in time', async (t) => {
  const deep = `<w:tbl><w:tr><w:tc>${p('x')}`.repeat(600) + '</w:tc></w:tr></w:tbl>'.repeat(600)
  const wide = `<w:tbl>${`<w:tr><w:tc>${p('a')}</w:tc><w:tc>${p('b')}</w:tc></w:tr>`.repeat(20_000)}</w:tbl>`
  const started = performance.now()
  const { provisions } = await read(file({ body: deep + wide }))
  t.equal(provisions.map(({ text }) => text).join('\n').match(/a \| b/g)?.length, 20_000)
  t.ok(performance.now() - started < 10_000)
})
