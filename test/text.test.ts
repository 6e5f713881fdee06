import t from 'tap'
import { parseText } from '../src/ingest/text/text.js'
import { joinLines } from '../src/ingest/text/text-lines.js'
import { parsedDocument } from '../src/model/parsed.js'

const read = (bytes: Uint8Array | string, language?: string) =>
  parseText({ bytes: typeof bytes === 'string' ? Buffer.from(bytes) : bytes, name: 'law.txt', ...(language ? { language } : {}) })

const law = 'Lamp law\n\nArticle 1\nLamps are lit at dusk.\n\nArticle 2\nOil is bought in spring.\n\nArticle 3\nThe end of the matter.\n'
const outline = async (bytes: Uint8Array | string) => (await read(bytes)).provisions.map((p) => `${p.eId} ${p.text}`)
const articles = ['art_1 Lamps are lit at dusk.', 'art_2 Oil is bought in spring.', 'art_3 The end of the matter.']

t.test('a plain text is a law of articles', async (t) => {
  const document = await read(law)
  t.doesNotThrow(() => parsedDocument.parse(document))
  t.match(document, { format: 'text', documentType: 'law', structure: 'numbering', facts: { title: 'Lamp law' }, language: { code: 'en' }, warnings: [] })
  t.strictSame(await outline(law), articles)
})

t.test('line ends of all systems, and marks of byte order', async (t) => {
  t.strictSame(await outline(law.replaceAll('\n', '\r\n')), articles)
  t.strictSame(await outline(law.replaceAll('\n', '\r')), articles)
  t.strictSame(await outline(`\uFEFF${law}`), articles)
  const wide = Buffer.from(`\uFEFF${law}`, 'utf16le')
  t.strictSame(await outline(wide), articles)
  t.strictSame(await outline(Buffer.from(wide).swap16()), articles)
})

/** Bytes of older encodings: the letters of each word stand in one block, at a fixed distance. */
const encode = (text: string, byteOf: (code: number) => number) => Uint8Array.from([...text].map((c) => {
  const code = c.codePointAt(0)!
  return code < 128 ? code : byteOf(code)
}))
const windows1251 = (code: number) => code - 0x410 + 0xc0
const latin1 = (code: number) => code
const arabicBytes: Record<string, number> = {
  ا: 0xc7, ل: 0xe1, م: 0xe3, د: 0xcf, ة: 0xc9, ت: 0xca, ض: 0xd6, ء: 0xc1, ص: 0xd5, ب: 0xc8, ي: 0xed, ح: 0xcd, ن: 0xe4, ع: 0xda, غ: 0xdb, ر: 0xd1, و: 0xe6
}
const windows1256 = (code: number) => arabicBytes[String.fromCodePoint(code)] ?? 0x20

t.test('older encodings are guessed, and that is told', async (t) => {
  const russian = 'Статья 1. Свет\nФонари зажигают вечером и гасят утром.\nСтатья 2. Масло\nМасло покупают весной.\nСтатья 3. Конец\nБольше ничего.'
  const french = 'Article 1\nLes lampes sont allumées à la tombée du jour, été comme hiver.\nArticle 2\nL\'huile achetée là est gardée.\nArticle 3\nTerminé.'
  const arabic = 'مادة 1\nتضاء المصابيح عند المغرب وتعاد\nمادة 2\nيباع ويحمل المصباح\nمادة 3\nالمدة'
  for (const [text, byteOf, encoding, language] of [[russian, windows1251, 'windows-1251', 'ru'], [french, latin1, 'windows-1252', 'fr'], [arabic, windows1256, 'windows-1256', 'ar']] as const) {
    const document = await read(encode(text, byteOf))
    t.match(document.warnings, [{ code: 'encoding_guessed', detail: encoding }])
    t.equal(document.language?.code, language)
    t.equal(document.provisions.length, 3)
    t.equal(document.provisions[0]!.text, text.split('\n')[1])
  }
})

t.test('a text with one damaged byte stays what it is', async (t) => {
  const bytes = Buffer.from(`Статья 1. Свет\n${'Фонари зажигают вечером. '.repeat(40)}\nСтатья 2. Масло\nВсё.`)
  bytes[60] = 0xff
  const { warnings, provisions } = await read(bytes)
  t.match(warnings, [{ code: 'replaced_characters' }])
  t.match(provisions[0]!.text, /зажигают вечером/)
})

t.test('what is no text, or empty, is refused', async (t) => {
  await t.rejects(read(Uint8Array.from(Array.from({ length: 400 }, (_, i) => i % 3 === 0 ? 0 : 130 + i % 90))), { code: 'unsupported' })
  await t.rejects(read(' \n\n\t'), { code: 'empty' })
  await t.rejects(read(''), { code: 'empty' })
})

t.test('a language that a person named is taken', async (t) => {
  t.match((await read(law, 'sw')).language, { code: 'sw', confidence: 1 })
})

t.test('dates that Chinese laws print', async (t) => {
  const { facts } = await read('灯笼法\n2019年3月2日 某市会议通过\n2021年5月6日 某市会议修正\n第一条　灯笼由各户管理。\n第二条　油在春天购买。\n第三条　本法自2019年6月1日起施行。')
  t.match(facts, { title: '灯笼法', enactedOn: '2019-03-02', inForceFrom: '2019-06-01' })
})

t.test('a raised digit in Russian numbers is a point', async (t) => {
  const { provisions } = await read('Статья 1. Свет\nФонари зажигают вечером.\nСтатья 1¹. Туман\nВ туман раньше.\nСтатья 2. Масло\nМасло покупают.', 'ru')
  t.strictSame(provisions.map((p) => p.number), ['1', '1.1', '2'])
})

const joined = (text: string) => joinLines(text.split('\n')).map((paragraph) => paragraph.text)

t.test('lines broken by layout are paragraphs again', async (t) => {
  t.strictSame(joined(`
Every keeper of a lamp lights it at dusk and looks after it
until dawn, when it is put out; the keeper of the oil gives
out oil each evening.
(a) The lamp is clean, its glass is whole, and its wick is of
cotton.
(b) The lamp hangs high.
14. Oil
The oil is bought in spring from those who press it and kept
in a cool place.`), [
    'Every keeper of a lamp lights it at dusk and looks after it until dawn, when it is put out; the keeper of the oil gives out oil each evening.',
    '(a) The lamp is clean, its glass is whole, and its wick is of cotton.', '(b) The lamp hangs high.', '14. Oil',
    'The oil is bought in spring from those who press it and kept in a cool place.'
  ])
})

t.test('a date or a reference at the beginning of a line ends no paragraph', async (t) => {
  t.strictSame(joined('Die Verordnung über die Laternen der Stadt vom\n17. Juli 2015 gilt fort, soweit nicht das Gesetz nach\n§ 10 Absatz 1 Satz 2 des Öls und der Dochte es anders\nbestimmt.'), [
    'Die Verordnung über die Laternen der Stadt vom 17. Juli 2015 gilt fort, soweit nicht das Gesetz nach § 10 Absatz 1 Satz 2 des Öls und der Dochte es anders bestimmt.'
  ])
})

t.test('words broken at the end of a line', async (t) => {
  const breaking = ['The keeper of the lamp dusts the glass of the lan-', 'tern each morning, and its self-contained burn-', 'er once a week; a self-', 'contained burner is whole.']
  t.strictSame(joined(breaking.join('\n')), ['The keeper of the lamp dusts the glass of the lantern each morning, and its self-contained burner once a week; a self-contained burner is whole.'])
  const kept = [...Array.from({ length: 100 }, () => 'The keeper of the lamp dusts the glass of it every day.\n'), 'Whoever is a keeper of the lamps or a socio-', 'economic adviser of lamps.']
  t.equal(joined(kept.join('\n')).at(-1), 'Whoever is a keeper of the lamps or a socio-economic adviser of lamps.')
  t.strictSame(joined('Das Gesetz gilt für alle Laternenanzünder und Öl-\nund Dochthändler der Stadt.'), ['Das Gesetz gilt für alle Laternenanzünder und Öl- und Dochthändler der Stadt.'])
})

t.test('Chinese lines are joined without a space', async (t) => {
  t.strictSame(joined('第一条　为了加强对全市灯笼的管理，保障市民夜间出行的安全，根\n据有关规定，结合本市的实际情况，特制定本条例。'), ['第一条　为了加强对全市灯笼的管理，保障市民夜间出行的安全，根据有关规定，结合本市的实际情况，特制定本条例。'])
})

t.test('lines that are whole paragraphs stay apart', async (t) => {
  const long = 'A lamp is lit at dusk and put out at dawn, and nobody may touch it between without the leave of its keeper. '.repeat(3).trim()
  t.strictSame(joined(`${long}\n${long}`), [long, long])
})
