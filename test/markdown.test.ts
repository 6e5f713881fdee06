import t from 'tap'
import { parseMarkdown } from '../src/ingest/text/markdown.js'
import { readDate } from '../src/ingest/structure/printed-date.js'
import { parsedDocument, type ParsedProvision } from '../src/model/parsed.js'
import { absent, lawFiles, materialText } from './support/material.js'

const read = (text: string, language?: string) => parseMarkdown({ bytes: Buffer.from(text), name: 'law.md', ...(language ? { language } : {}) })

const law = `---
title: "Code des lampes"
country: "FR"
rank: code
last_updated: "2021-02-03"
source: "https://example.org/lampes"
lang: fr
---
# Code des lampes

## Livre Ier : De la lumière

### Article 1-1

La lampe éclaire *toujours* la maison.


   Elle brûle jusqu'à l'aube.

### Article 1-2

L'huile est de deux sortes :

- douce ;
- **amère**.

| Huile | Prix |
| ----- | ---: |
| douce | 3 \\| 4 |
| amère | |
`

t.test('front matter, headings, paragraphs and tables', async (t) => {
  const document = await read(law)
  t.doesNotThrow(() => parsedDocument.parse(document))
  t.match(document, {
    format: 'markdown', documentType: 'law', structure: 'headings', language: { code: 'fr', declared: 'fr' },
    facts: { title: 'Code des lampes', country: 'fr', kind: 'code', validFrom: '2021-02-03', sourceUrl: 'https://example.org/lampes' },
    warnings: [{ code: 'table_as_text', count: 1 }]
  })
  t.strictSame(document.provisions.map((p) => `${p.eId} | ${p.heading} | ${p.text}`), [
    'book_I | De la lumière | null', 'art_1-1 | null | La lampe éclaire toujours la maison.\nElle brûle jusqu\'à l\'aube.',
    'art_1-2 | null | L\'huile est de deux sortes :\n- douce ;\n- amère.\nHuile | Prix\ndouce | 3 | 4\namère'
  ])
})

t.test('a law without front matter takes its first heading as title', async (t) => {
  t.match(await read('# Lamp Act\n\n## 1. Light\n\nLamps are lit.\n\n## 2. Oil\n\nOil is bought.'), { facts: { title: 'Lamp Act', kind: null }, structure: 'headings' })
})

t.test('plain lines as headings, as older exports have them', async (t) => {
  const { provisions } = await read('# Code\n\nLivre Ier : Des lampes\n\nArticle 1\n\nLa lampe brûle.\n\nArticle 2\n\nElle s\'éteint.', 'fr')
  t.strictSame(provisions.map((p) => p.eId), ['book_I', 'art_1', 'art_2'])
})

t.test('headings of two lines, quotations, rules, definitions and soft line breaks', async (t) => {
  const { provisions, facts } = await read('Lampengesetz\n===\n\nAusfertigungsdatum\n:   1999-03-04\n\n---\n\n§ 1 Licht\n---\n\n> Die Lampe brennt am Abend in jedem Haus\n> und auf jedem Platz.\n\n§ 2 Öl\n---\n\nÖl fließt.\n\n***\n', 'de')
  t.equal(facts.title, 'Lampengesetz')
  t.equal(facts.enactedOn, '1999-03-04')
  t.strictSame(provisions.map((p) => `${p.eId} ${p.heading}: ${p.text}`), [
    'preamble_1 null: Ausfertigungsdatum: 1999-03-04', 'sec_1 Licht: Die Lampe brennt am Abend in jedem Haus und auf jedem Platz.', 'sec_2 Öl: Öl fließt.'
  ])
})

t.test('markup is no text, and what runs or is a picture is told', async (t) => {
  const { provisions, warnings } = await read(`# Lamps

## Article 1

<!-- not
this -->
See [the plan](https://example.org/plan "Plan") and ![a lamp](lamp.png) here.<!-- nor this --> Lamps&nbsp;\\*burn\\* &amp; glow, a < b, 5 * 3 * 2 and snake_case_word.<br>Next line.

<script>alert('Article 9')</script>

## Article 2

Статья 1<sup>2</sup> and <b>bold</b>.
`)
  t.equal(provisions[0]!.text, 'See the plan and here. Lamps *burn* & glow, a < b, 5 * 3 * 2 and snake_case_word.\nNext line.')
  t.equal(provisions[1]!.text, 'Статья 1² and bold.')
  t.match(warnings.map((w) => w.code), ['image_left_out', 'active_content_removed'])
})

t.test('Hijri dates are told, not taken', async (t) => {
  const front = (lines: string) => read(`---\n${lines}\n---\n# نظام المصابيح\n\n## المادة الأولى\n\nتضاء المصابيح.\n\n## المادة الثانية\n\nيشترى الزيت.`)
  const hijri = await front('approval_date_hijri: "1440/11/07 هـ"\npublish_date: "23/ 11/ 1440هـ"\ndoc_type: "نظام"')
  t.match(hijri.facts, { enactedOn: null, kind: 'act' })
  t.strictSame(hijri.warnings.map(({ code, detail }) => `${code} ${detail}`), ['hijri_date 1440/11/07 هـ', 'hijri_date 23/ 11/ 1440هـ'])
  const both = await front('issued_date: "١٩ / ٢ / ١٤٤٥هـ الموافق: ٤ / ٩ / ٢٠٢٣م"')
  t.match(both, { facts: { enactedOn: '2023-09-04', year: 2023 }, warnings: [] })
  const unread = await front('issued_date: "some day in spring"')
  t.match(unread, { facts: { enactedOn: null }, warnings: [{ code: 'date_unread', detail: 'some day in spring' }] })
})

t.test('front matter that is no YAML, or none, does no harm', async (t) => {
  t.match((await read('---\ntitle: "Lamp: the "act"\nbad: [\n---\n\n## Article 1\n\nLamps.\n\n## Article 2\n\nOil.')).facts, { title: 'Lamp: the "act' })
  t.match((await read('---\n- a\n- b\n---\n\n# Lamps\n\n## Article 1\n\nLamps.\n\n## Article 2\n\nOil.')).facts, { title: 'Lamps' })
  const bomb = `---\na: &a [x, x, x, x, x, x, x, x, x]\n${'bcdefghij'.split('').map((name, i, all) => `${name}: &${name} [${Array(9).fill(`*${all[i - 1] ?? 'a'}`).join(', ')}]`).join('\n')}\ntitle: Bomb\n---\n# Lamps`
  const start = Date.now()
  await read(bomb)
  t.ok(Date.now() - start < 2000)
  await t.rejects(read('---\ntitle: Only this\n---\n'), { code: 'empty' })
})

t.test('dates as they are printed', async (t) => {
  const dates: [string, string | null][] = [
    ['2016-04-22', '2016-04-22'], ['2016年11月7日', '2016-11-07'], ['17 de mayo de 2018', '2018-05-17'], ['1er janvier 2002', '2002-01-01'], ['3. März 1999', '1999-03-03'],
    ['27 июля 2006 г.', '2006-07-27'], ['March 5, 2011', '2011-03-05'], ['٢٢ من ديسمبر ٢٠٢٤م', '2024-12-22'], ['30 februari 2011', null], ['1428/01/01', null], ['7 / 11 / 1440', null]
  ]
  for (const [printed, date] of dates) t.equal(readDate(printed).date, date, printed)
  t.equal(readDate('1428/01/01').fault, 'hijri_date')
  t.equal(readDate('30 februari 2011').fault, 'date_unread')
})

t.test('the worst Markdown takes no long time', async (t) => {
  for (const text of ['<!--'.repeat(100_000), '<script>'.repeat(50_000), '![a]('.repeat(50_000), '**a'.repeat(50_000), '|'.repeat(200_000), '# a\n'.repeat(10_000), `${'x'.repeat(200)}\n`.repeat(5000), '- '.repeat(50_000), '[a]('.repeat(50_000)]) {
    const start = Date.now()
    await read(`# Lamps\n\n${text}`)
    t.ok(Date.now() - start < 4000, `${text.slice(0, 10)}: ${Date.now() - start} ms`)
  }
})

const parsed = async (path: string) => parseMarkdown({ bytes: Buffer.from(materialText(path)), name: path })
const markdown = (alpha2: string) => lawFiles(alpha2).filter((file) => file.endsWith('.md'))
const numbered = (provisions: ParsedProvision[], eId: string) => provisions.filter((p) => p.eId === eId && p.text !== null && p.text.length > 30).length

t.test('the French code has its articles on attacks on data, as far as they existed', { skip: absent }, async (t) => {
  const articles: [string, string[]][] = [
    ['@1999', ['323-1', '323-2', '323-3', '323-4', '323-5', '323-6', '323-7']],
    ['@2004', ['323-1', '323-2', '323-3', '323-3-1', '323-4', '323-5', '323-6', '323-7']],
    ['@2008', ['323-1', '323-2', '323-3', '323-3-1', '323-4', '323-5', '323-6', '323-7']],
    ['code-penal.md', ['323-1', '323-2', '323-3', '323-3-1', '323-3-2', '323-4', '323-4-1', '323-5', '323-6', '323-8']]
  ]
  for (const [name, expected] of articles) {
    const { provisions } = await parsed(markdown('FR').find((file) => file.includes(name))!)
    t.strictSame(expected.filter((id) => numbered(provisions, `art_${id}`) !== 1), [], name)
  }
})

t.test('the Chinese code has its articles on computers', { skip: absent }, async (t) => {
  const { provisions } = await parsed(markdown('CN').find((file) => file.endsWith('刑法.md'))!)
  t.strictSame(['285', '286', '286-1', '287', '287-1', '287-2'].filter((id) => numbered(provisions, `art_${id}`) !== 1), [])
  t.equal(provisions.filter((p) => p.kind === 'article').at(-1)!.number, '第四百五十二条')
})

t.test('the German code has its sections on data', { skip: absent }, async (t) => {
  const { provisions } = await parsed(markdown('DE').find((file) => file.endsWith('stgb.md'))!)
  t.strictSame(['202a', '202b', '202c', '202d', '303a', '303b'].filter((id) => numbered(provisions, `sec_${id}`) !== 1 || !provisions.find((p) => p.eId === `sec_${id}`)!.heading), [])
})

t.test('the Saudi law has sixteen articles', { skip: absent }, async (t) => {
  const { provisions, facts } = await parsed(markdown('SA').find((file) => file.includes('مكافحة جرائم المعلوماتية'))!)
  t.strictSame(provisions.map((p) => p.eId), Array.from({ length: 16 }, (_, i) => `art_${i + 1}`))
  t.ok(provisions.every((p) => p.text!.length > 30))
  t.equal(facts.enactedOn, null)
})

/** The words that stand before numbers, which a provision tells by its kind. */
const before = /^(Article|Livre|Titre|Sous|titre|Chapitre|Section|section|Paragraphe|Teil|Kapitel|Abschnitt|Titel|Anhang|XXXX|المادة|الفصل|附件[一二])$/

t.test('no real text loses a word', { skip: absent }, async (t) => {
  const words = (text: string) => text.normalize('NFKC').replace(/[^\p{L}\p{N}\p{M}]+/gu, ' ').trim().split(' ')
  for (const path of ['FR', 'CN', 'DE', 'SA'].flatMap(markdown)) {
    const body = materialText(path).replace(/^---\n[\s\S]*?\n---\n/, '').replace(/<!--[\s\S]*?-->/g, '')
    const { provisions, facts } = await parsed(path)
    const left = new Map<string, number>()
    for (const word of words(body)) left.set(word, (left.get(word) ?? 0) + 1)
    for (const word of words([facts.title, ...provisions.flatMap((p) => [p.kind === 'preamble' || p.kind === 'other' ? null : p.number, p.heading, p.text])].filter(Boolean).join(' '))) {
      left.set(word, (left.get(word) ?? 0) - 1)
    }
    // Headings without a number are told by their words; kind `other` counts what has none.
    for (const p of provisions) if (p.kind === 'other' && p.heading === null) for (const word of words(p.number)) left.set(word, (left.get(word) ?? 0) - 1)
    t.strictSame([...left].filter(([word, count]) => count > 0 && !before.test(word)).map(([word]) => word), [], path)
  }
})
