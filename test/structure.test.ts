import t from 'tap'
import { structureBlocks } from '../src/ingest/structure/structure.js'
import { heads, outline, structure, told } from './support/outline.js'

const act = `
# The Mirrors Act
Arrangement of sections
PART I — PRELIMINARY
1. Short title
2. Meaning of words
PART II — KEEPING OF MIRRORS
3. Dusting
SCHEDULE
An Act to keep mirrors clean.
PART I — PRELIMINARY
1. Short title
This Act may be cited as the Mirrors Act.
2. Meaning of words
In this Act a mirror is whatever shows a face. It is kept under
Section 3 of this Act or by its owner.
PART II — KEEPING OF MIRRORS
3. Dusting
(1) A keeper dusts each mirror with—
(a) a cloth;
(b) a feather.
SCHEDULE
1. Cloths are white.
2. Feathers are grey.
`

t.test('an act with a list of its sections before them, parts and a schedule', async (t) => {
  t.strictSame(outline(act, 'en'), [
    'preamble_1 | preamble | 1 | - | - | An Act to keep mirrors clean.',
    'part_I | part | I | PRELIMINARY | - | -',
    'sec_1 | section | 1 | Short title | part_I | This Act may be cited as the Mirrors Act.',
    'sec_2 | section | 2 | Meaning of words | part_I | In this Act a mirror is whatever shows a face. It is kept under\nSection 3 of this Act or by its owner.',
    'part_II | part | II | KEEPING OF MIRRORS | - | -',
    'sec_3 | section | 3 | Dusting | part_II | (1) A keeper dusts each mirror with—\n(a) a cloth;\n(b) a feather.',
    'sched_1 | schedule | SCHEDULE | - | - | -',
    'para_1 | paragraph | 1 | - | sched_1 | Cloths are white.',
    'para_2 | paragraph | 2 | - | sched_1 | Feathers are grey.'
  ])
  t.strictSame(told(act, 'en'), ['repeated_text 7 PART I — PRELIMINARY'])
  t.equal(structure(act, 'en').title, 'The Mirrors Act')
  t.equal(structure(act, 'en').structure, 'numbering')
})

t.test('English sections whose heading stands above the number, or before a dash', async (t) => {
  t.strictSame(outline('Name\n1. This is the Lamp Act.\nLighting of lamps\n2. (1) A lamp is lit at dusk.\n(2) It burns until dawn.\nOil\n3. Oil is bought each spring.', 'en'), [
    'sec_1 | section | 1 | Name | - | This is the Lamp Act.',
    'sec_2 | section | 2 | Lighting of lamps | - | (1) A lamp is lit at dusk.\n(2) It burns until dawn.',
    'sec_3 | section | 3 | Oil | - | Oil is bought each spring.'
  ])
  t.strictSame(outline('1. Name.—This is the Lamp Act.\n2. Lighting.—A lamp is lit at dusk.\n3. Oil.—Oil is bought each spring.', 'en').slice(1), [
    'sec_2 | section | 2 | Lighting | - | A lamp is lit at dusk.',
    'sec_3 | section | 3 | Oil | - | Oil is bought each spring.'
  ])
})

t.test('numbered lists inside sections are no sections', async (t) => {
  const text = '1. Lamps\nA lamp has:\n1. a wick;\n2. a glass;\n3. a foot.\n2. Oil\nOil is kept:\n1. cool;\n2. dark.\n3. Night\nAt night lamps burn.\n4. Day\nBy day they rest.'
  t.strictSame(structure(text, 'en').provisions.map((p) => `${p.number} ${p.heading}`), ['1 Lamps', '2 Oil', '3 Night', '4 Day'])
})

t.test('text in which only lists are numbered has no structure', async (t) => {
  const list = (words: string) => `We say this of ${words}:\n1. It is round.\n2. It is red.\n3. It is ripe.`
  const { structure: kind, provisions, warnings } = structure(['apples', 'plums', 'cherries', 'currants', 'tomatoes'].map(list).join('\n'), 'en')
  t.equal(kind, 'none')
  t.equal(provisions.length, 1)
  t.match(warnings, [{ code: 'no_structure' }])
})

t.test('amending laws: what they quote is their text', async (t) => {
  const chinese = '一、增加一条，作为第三条之一:\n“第三条之一　雨天免点。\n“有大风的，从其规定。”\n二、将第四条修改为:“第四条　自立夏起施行。”\n三、本修正案自立秋起施行。'
  t.strictSame(structure(chinese, 'zh').provisions.map((p) => p.number), ['一', '二', '三'])
  const russian = 'Статья 1\nДополнить статьёй 7:\n«Статья 7. Фонари\nФонари зажигают вечером.\nСтатья 8. Масло\nМасло покупают весной.».\nСтатья 2\nЗакон действует с весны.\nСтатья 3\nКонец.'
  t.strictSame(structure(russian, 'ru').provisions.map((p) => p.eId), ['art_1', 'art_2', 'art_3'])
  t.strictSame(told(russian, 'ru'), ['quoted_provisions 2 7, 8'])
  const spanish = 'Artículo 1. Se añade:\nArtículo 50. Las farolas se encienden.\nArtículo 51. El aceite se compra.\nArtículo 2. Esta ley rige desde hoy.\nArtículo 3. Fin.'
  t.strictSame(structure(spanish, 'es').provisions.map((p) => p.number), ['1', '2', '3'])
  t.strictSame(told(spanish, 'es'), ['quoted_provisions 2 50, 51'])
})

t.test('a quotation that is never closed swallows no article', async (t) => {
  const text = 'Article 1\nIl est dit :\n" La lampe brûle.\nArticle 2\nElle éclaire.\nArticle 3\n" Le verre est propre.\nArticle 4\nFin.'
  t.strictSame(structure(text, 'fr').provisions.map((p) => p.number), ['1', '2', '3', '4'])
})

t.test('an act of sections whose schedule holds a treaty of articles', async (t) => {
  const text = '1. Name\nThis is the Act.\n2. Force\nThe treaty has force.\n3. Costs\nCosts are paid.\nSCHEDULE\nArticle 1\nLamps are lit.\nArticle 2\nOil is bought.\nArticle 3\nThe end.'
  t.strictSame(structure(text, 'en').provisions.map((p) => `${p.eId} ${p.parent}`), [
    'sec_1 null', 'sec_2 null', 'sec_3 null', 'sched_1 null', 'art_1 sched_1', 'art_2 sched_1', 'art_3 sched_1'
  ])
})

t.test('articles that are numbered anew in an annex have its eId before theirs', async (t) => {
  const text = 'Article 1\nThe rules below apply.\nArticle 2\nThey apply now.\nANNEX\nArticle 1\nLamps are lit.\nArticle 2\nOil is bought.'
  t.strictSame(structure(text, 'en').provisions.map((p) => p.eId), ['art_1', 'art_2', 'sched_1', 'sched_1__art_1', 'sched_1__art_2'])
  t.strictSame(told(text, 'en'), [])
})

/** What is odd → the numbers of the articles in their order, and what is told. */
const oddities: [string, string, string[]][] = [
  ['left out', '1 2 5 6', ['numbering_gap 2 3, 4']],
  ['left out between inserted ones', '1 2-1 2-3 3', ['numbering_gap 1 2-2']],
  ['twice', '1 2 2 3', ['numbering_repeated 1 2']],
  ['out of order', '1 3 2 4', ['numbering_out_of_order 1 2']],
  ['of a code by titles and chapters', '111-1 111-2 112-1 121-1 121-2', []],
  ['inserted', '1 2 2bis 2ter 3 3A 4', []]
]

for (const [what, numbers, warnings] of oddities) {
  t.test(`numbers ${what}`, async (t) => {
    const text = numbers.split(' ').map((n) => `Article ${n.replace(/(bis|ter)$/, ' $1')}\nLamps are lit at ${n}.`).join('\n')
    t.strictSame(told(text, 'en'), warnings)
    t.strictSame(new Set(structure(text, 'en').provisions.map((p) => p.eId)).size, numbers.split(' ').length, 'eIds differ')
  })
}

t.test('several at once leave no gap', async (t) => {
  t.strictSame(told('§ 1 Licht\nEs brennt.\n§§ 2 bis 4 (weggefallen)\n§ 5 Öl\nEs fließt.\n§ 7 Ende\nAus.', 'de'), ['numbering_gap 1 6'])
})

t.test('an article without text is told', async (t) => {
  t.strictSame(told('Article 1\nLamps.\nArticle 2\nArticle 3\nOil.', 'en'), ['empty_provision 1 art_2'])
})

t.test('confidence falls with oddities', async (t) => {
  const law = (numbers: number[]) => structure(numbers.map((n) => `Article ${n}\nLamps burn.`).join('\n'), 'en').confidence
  t.ok(law([1, 2, 3, 4, 5, 6]) > law([1, 2, 9, 4, 30, 6]))
})

t.test('what stands before the first article is the preamble, without the title', async (t) => {
  t.strictSame(outline('# Lamp law\nThe council,\nseeing the dark,\ndecides:\nArticle 1\nLamps are lit.\nArticle 2\nOil is bought.').slice(0, 1), [
    'preamble_1 | preamble | 1 | - | - | The council,\nseeing the dark,\ndecides:'
  ])
})

t.test('text without structure is cut at paragraphs, below 6,000 characters', async (t) => {
  const paragraph = 'A lamp burns in the window and nobody numbers it. '.repeat(40)
  const { provisions, structure: kind, warnings, confidence } = structureBlocks(Array.from({ length: 9 }, (_, i) => ({ text: paragraph, page: 1 + Math.floor(i / 3) })), { language: 'en' })
  t.equal(kind, 'none')
  t.ok(confidence <= 0.1)
  t.match(warnings, [{ code: 'no_structure' }])
  t.strictSame(provisions.map((p) => `${p.eId} ${p.kind} ${p.page}`), ['para_1 paragraph 1', 'para_2 paragraph 2', 'para_3 paragraph 3'])
  t.ok(provisions.every((p) => p.text!.length <= 6000))
  t.equal(provisions.map((p) => p.text).join('\n'), Array(9).fill(paragraph.trim()).join('\n'))
})

t.test('text that only has marked headings is split under them', async (t) => {
  t.strictSame(outline('# Lamp policy\n## Why\nIt is dark.\n## How\n### Oil\nBuy it.\n### Wick\nTrim it.'), [
    'other_1 | other | 1 | Why | - | It is dark.',
    'other_2 | other | 2 | How | - | -',
    'other_3 | other | 3 | Oil | other_2 | Buy it.',
    'other_4 | other | 4 | Wick | other_2 | Trim it.'
  ])
})

t.test('no word is lost or said twice', async (t) => {
  const words = (text: string) => text.normalize('NFKC').replace(/[^\p{L}\p{N}]+/gu, ' ').trim().split(' ')
  const text = act.replace(/Arrangement[\s\S]*?SCHEDULE\n/, '')
  const { title, provisions } = structure(text, 'en')
  const kept = words([title, ...provisions.map((p) => [p.kind === 'preamble' ? null : p.number, p.heading, p.text].filter(Boolean).join(' '))].join(' '))
  t.strictSame(kept, words(text).filter((word) => word !== 'PART'), 'but for the word before the number')
})

t.test('long texts of the worst kinds take no long time', async (t) => {
  const kinds = ['1. Lamp;', 'Article 1', '“Article 1 opened', 'PART I', '第一条', '(1) lamp', '" Section 5', '§ 1 Abs. 1', 'المادة الأولى', 'Artículo 1. Lamp. Lamp', '_'.repeat(2000)]
  for (const line of kinds) {
    const start = Date.now()
    structureBlocks(Array.from({ length: 5000 }, () => ({ text: line })), { language: null })
    t.ok(Date.now() - start < 3000, `${line.slice(0, 20)}: ${Date.now() - start} ms`)
  }
})

t.test('marked headings above the numbers of sections', async (t) => {
  const text = '# Lamp Act\n## CHAPTER 1\n## Definitions\n1. In this Act a lamp gives light.\n## Lighting\n2. A lamp is lit at dusk.\n## Oil\n3. Oil is bought in spring.'
  t.strictSame(heads(text, 'en'), [
    'chp_1 | chapter | 1 | - | -', 'sec_1 | section | 1 | Definitions | chp_1', 'sec_2 | section | 2 | Lighting | chp_1', 'sec_3 | section | 3 | Oil | chp_1'
  ])
})

t.test('numbers without any sign, as the United Kingdom prints them', async (t) => {
  const text = 'Lamp Act\n1 Lamps\n(1) A lamp is lit at dusk on\n5 January and later.\n2 Oil\nOil is bought.\n3 Wicks\nWicks are trimmed.\n' +
    '4 Glass\nGlass is wiped.\n5 Night\nAt night lamps burn.\n6 Name\nThis is the Lamp Act.'
  t.strictSame(structure(text, 'en').provisions.map((p) => `${p.eId} ${p.heading}`), ['sec_1 Lamps', 'sec_2 Oil', 'sec_3 Wicks', 'sec_4 Glass', 'sec_5 Night', 'sec_6 Name'])
  t.equal(structure('Guests\n3 Kenyans\n4 Germans\n5 Chinese\n1 Peruvian\n2 Samoans', 'en').structure, 'none')
})

t.test('an article whose heading is not marked as the others are', async (t) => {
  const text = '# Lamp law\n## Article 1\nLight.\n## Article 2\nOil.\nArticle 3\nWicks.\n## Article 4\nGlass. See\nArticle 2\nabove.\n## Article 5\nNight.\n## Article 6\nDay.\n## Article 7\nEnd.\n## Article 8\nForce.\n## Article 9\nDate.'
  t.strictSame(structure(text, 'en').provisions.map((p) => p.number), ['1', '2', '3', '4', '5', '6', '7', '8', '9'])
})

t.test('lines that only look like headings do not shut out chapters that do not', async (t) => {
  const articles = [1, 2, 3, 4].map((n) => [{ text: `Article ${n}`, level: 9 }, { text: 'Lamps burn.' }])
  const { provisions } = structureBlocks([{ text: 'CHAPTER I' }, ...articles.slice(0, 2).flat(), { text: 'CHAPTER II' }, ...articles.slice(2).flat()], { language: 'en' })
  t.strictSame(provisions.map((p) => p.eId), ['chp_I', 'art_1', 'art_2', 'chp_II', 'art_3', 'art_4'])
})

t.test('a table of contents with page numbers, and the long title between it and the text', async (t) => {
  const text = 'Lamp law\nContents\nCHAPTER I GENERAL ........ 2\nArticle 1 Light ........ 2\nArticle 2 Oil ........ 3\nCHAPTER II END ........ 4\nArticle 3 Force ........ 4\n' +
    'A law about lamps and what they burn.\nCHAPTER I GENERAL\nArticle 1 Light\nLamps are lit.\nArticle 2 Oil\nOil is bought.\nCHAPTER II END\nArticle 3 Force\nFrom today.'
  t.strictSame(outline(text, 'en').map((line) => line.split(' | ').filter((part) => part !== '-').join(' | ')), [
    'preamble_1 | preamble | 1 | A law about lamps and what they burn.', 'chp_I | chapter | I | GENERAL', 'art_1 | article | 1 | Light | chp_I | Lamps are lit.',
    'art_2 | article | 2 | Oil | chp_I | Oil is bought.', 'chp_II | chapter | II | END', 'art_3 | article | 3 | Force | chp_II | From today.'
  ])
  t.strictSame(told(text, 'en'), ['repeated_text 6 CHAPTER I GENERAL ........ 2'])
})

t.test('quotations that open with two single signs', async (t) => {
  const text = '1. Lamps\nThe law is amended by inserting:\n‘‘49. Complaints\nAnybody complains.\n50. Answers\nSomebody answers.’’\n2. Force\nFrom today.\n3. End\nNothing more.'
  t.strictSame(structure(text, 'en').provisions.map((p) => p.number), ['1', '2', '3'])
})
