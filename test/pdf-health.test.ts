import t from 'tap'
import { brokenText } from '../src/ingest/pdf/health.js'
import { parsePdf } from '../src/ingest/pdf/pdf.js'
import { parsedDocument } from '../src/model/parsed.js'
import { handPdf, lines, type Drawn } from './support/pdf.js'

const read = async (bytes: Buffer) => parsedDocument.parse(await parsePdf({ bytes, name: 'x.pdf' }))
const texts = (document: { provisions: { text: string | null }[] }) => document.provisions.map(({ text }) => text)
const rule = 'Whoever keeps bees in the town shall tell the office how many hives stand on the roof, who looks after them, and where the honey goes when the summer is over.'

const prose = Array.from({ length: 8 }, () => 'The keeper shall water the garden every day of the week.')
const cyrillic = Array.from({ length: 8 }, () => 'Каждый обязан беречь сады и цветы в них каждый день.')
/** What is wrong with a font → text, and what the font says of its signs. */
const brokenFonts: [string, string[], (sign: string) => string | null][] = [
  ['it says nothing', prose, () => null],
  ['private characters', prose, (sign) => String.fromCharCode(0xe000 + sign.charCodeAt(0))],
  ['what cannot be decoded', prose, (sign) => sign === ' ' ? ' ' : '\uFFFD'],
  ['every letter another one', prose, (sign) => sign === ' ' ? ' ' : String.fromCharCode(sign.charCodeAt(0) - 29)],
  ['the letters of another alphabet', cyrillic, (sign) => /[А-я]/.test(sign) ? String.fromCharCode(sign.charCodeAt(0) - 0x350) : sign],
  ['signs for letters', prose, (sign) => ({ e: '∞', a: '≤', r: '‡', t: 'Ð' })[sign] ?? sign],
  ['many scripts', prose, (sign) => sign === ' ' ? ' ' : String.fromCharCode([0x430, 0x3b1, 0x905, 0x5d0, 0x10d0][sign.charCodeAt(0) % 5]! + sign.charCodeAt(0) % 20)]
]
for (const [fault, text, meaning] of brokenFonts) {
  t.test(`nothing is given of a text layer whose font is broken: ${fault}`, async (t) => {
    const { provisions, ocrPages, warnings, structure, language, documentType } = await read(handPdf([{ drawn: lines(text) }], { meaning }))
    t.strictSame({ provisions, ocrPages, structure, language, documentType }, { provisions: [], ocrPages: [1], structure: 'none', language: null, documentType: 'other' })
    t.match(warnings, [{ code: 'broken_fonts', at: 'page 1', count: 1 }])
  })
}

t.test('good pages beside scans, blank and broken ones are read', async (t) => {
  const good = lines(['1. The garden opens at six.', '2. The garden closes at nine.', '3. Bring water, bread and a hat for the sun that shines here.'])
  const lost = prose.map((line, i): Drawn => ({ signs: [...line].map((sign) => String.fromCharCode(0x2200 + sign.charCodeAt(0))), x: 72, y: 700 - i * 14 }))
  const { provisions, ocrPages, warnings, pages } = await read(handPdf([{ drawn: [], picture: true }, { drawn: [] }, { drawn: good }, { drawn: lost, raw: '' }]))
  t.strictSame(provisions.map(({ number, page }) => [number, page]), [['1', 3], ['2', 3], ['3', 3]])
  t.strictSame([pages, ocrPages], [4, [1, 4]])
  t.match(warnings, [{ code: 'no_text_layer', at: 'page 1', count: 1 }, { code: 'broken_fonts', at: 'page 4', count: 1 }])
})

t.test('a page of outlines is no text; a few words on a picture are given, and the page told', async (t) => {
  t.match(await read(handPdf([{ drawn: [], raw: '100 100 m 200 200 l S' }])), { provisions: [], ocrPages: [1], warnings: [{ code: 'no_text_layer' }] })
  const stamped = await read(handPdf([{ drawn: lines(['Copied by the town, for the town.', 'Second line.']), picture: true }]))
  t.match(stamped, { ocrPages: [1], warnings: [{ code: 'no_text_layer', detail: '1' }] })
  const beside = await read(handPdf([{ drawn: lines(prose), raw: 'q 200 0 0 200 300 100 cm /I Do Q q 9 0 0 9 30 30 cm /I Do Q' }]))
  t.match(beside.warnings, [{ code: 'image_left_out', count: 1, at: 'page 1' }])
  t.match(JSON.stringify(stamped.provisions), /Second line/)
})

t.test('text that was put invisibly behind a picture was read by a machine', async (t) => {
  const drawn = lines(['1. The garden opens at six.', '2. The garden closes at nine.', '3. Bring a hat.']).map((line) => ({ ...line, mode: 3 }))
  const { warnings, ocrPages } = await read(handPdf([{ drawn, picture: true }]))
  t.strictSame(warnings.filter(({ code }) => code === 'ocr_used').map(({ at }) => at), ['sec_1', 'sec_2', 'sec_3'])
  t.strictSame(ocrPages, [])
})

t.test('a single character that is lost is marked and told', async (t) => {
  const { provisions, warnings } = await read(handPdf([{ drawn: lines(['Some title', ...prose, 'A loZe is not read.']) }], { meaning: (sign) => sign === 'Z' ? '\uE123' : sign }))
  t.match(texts({ provisions })[0], /A lo\uFFFDe is not read\.$/)
  t.match(warnings, [{ code: 'replaced_characters', count: 1, at: 'page 1' }])
})

t.test('real text of many languages is not taken for broken', async (t) => {
  const good = [rule, 'Quien cuida abejas en la ciudad comunicará a la oficina cuántas colmenas hay en el tejado y adónde va la miel en otoño.',
    'Quiconque élève des abeilles en ville déclare à l’office le nombre des ruches placées sur le toit et l’usage qu’il fait du miel récolté.',
    'Wer in der Stadt Bienen hält, teilt dem Amt mit, wie viele Stöcke auf dem Dach stehen und wohin der Honig nach dem Sommer kommt.',
    'Каждый, кто держит пчёл в городе, сообщает управе, сколько ульев стоит на крыше и куда уходит мёд после лета.',
    'على كل من يربي النحل في المدينة أن يخبر المكتب بعدد الخلايا الموضوعة على السطح وبمصير العسل بعد الصيف.',
    '任何人在城市里养蜂，应当告诉管理机关屋顶上有多少蜂箱、由谁照看，以及夏天过后蜂蜜的去向；不得隐瞒。',
    'Mtu yeyote anayefuga nyuki mjini atauambia ofisi idadi ya mizinga iliyo juu ya paa na asali inakokwenda baada ya kiangazi.',
    'Quem cria abelhas na cidade comunica à repartição quantas colmeias estão no telhado e para onde vai o mel depois do verão.',
    'Kto trzyma pszczoły w mieście, zgłasza urzędowi, ile uli stoi na dachu i dokąd po lecie trafia miód, nim przyjdzie zima.',
    'Ai nuôi ong trong thành phố phải báo cho văn phòng biết trên mái nhà có bao nhiêu tổ ong và mật ong đi đâu sau mùa hè.',
    'Όποιος τρέφει μέλισσες στην πόλη δηλώνει στο γραφείο πόσες κυψέλες υπάρχουν στη στέγη και πού πηγαίνει το μέλι.',
    'ผู้ใดเลี้ยงผึ้งในเมืองต้องแจ้งสำนักงานว่ามีรังผึ้งบนหลังคากี่รังและน้ำผึ้งไปที่ใดหลังฤดูร้อนสิ้นสุดลงแล้วทุกปี']
  t.strictSame(good.map((text) => brokenText(text)), good.map(() => null))
})
