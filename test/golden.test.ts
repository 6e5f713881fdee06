import { readdirSync, readFileSync, statSync } from 'node:fs'
import { basename, join } from 'node:path'
import t from 'tap'
import { root } from '../src/config.js'
import { parseFile } from '../src/ingest/parse.js'
import { parsedDocument, Refused, type ParsedDocument } from '../src/model/parsed.js'
import { absent, material } from './support/material.js'
import { goldenOf, type Golden } from './support/golden.js'

const folder = join(root, 'test', 'golden')
const expected = readdirSync(folder).flatMap((name) => JSON.parse(readFileSync(join(folder, name), 'utf8')) as (Golden | { file: string, refused: string })[])
/** Files beside the laws and judgments: schemas, licences, and what a naive program made of the PDFs. */
const isBeside = (file: string) => /^akn\/schema\/|LICENSE|eg_pdf\/.*\.txt$/.test(file)

t.test('every real file gives what a person would accept', { skip: absent }, async (t) => {
  const files = ['akn', 'docs', 'legislation'].flatMap((part) => readdirSync(join(material!, 'data', part), { recursive: true, encoding: 'utf8' })
    .map((name) => join(part, name))).filter((name) => statSync(join(material!, 'data', name)).isFile() && !isBeside(name)).sort()
  t.same(expected.map((e) => e.file).sort(), files, 'there is an expectation for each')
  const documents = new Map<string, ParsedDocument>()
  const rows: string[] = []
  for (const golden of expected) {
    const reading = parseFile({ bytes: readFileSync(join(material!, 'data', golden.file)), name: basename(golden.file) })
    if ('refused' in golden) {
      await t.rejects(reading, { code: golden.refused } as Refused, golden.file)
      continue
    }
    const document = await reading
    documents.set(golden.file, document)
    const found = goldenOf(golden.file, document)
    t.same(found, golden, golden.file)
    checkShape(t, document, golden.file)
    rows.push([found.file, found.language, found.structure, found.provisions, `${found.first}–${found.last}`, Object.keys(found.warnings).join(' ')].join(' | '))
  }
  t.comment(rows.join('\n'))

  const lawOf = (part: string) => [...documents].filter(([file]) => file.includes(part)).map(([, document]) => document)
  const at = (part: string, number: string) => lawOf(part)[0]!.provisions.find((p) => p.number === number && p.text !== null)
  t.ok(units(lawOf('ke/computer-misuse')[0]!) >= 70, 'Kenya 2018')
  t.ok(units(lawOf('zm/zm-act-2021-2')[0]!) >= 90, 'Zambia 2021')
  t.ok(units(lawOf('tz/tz-act-2015-14')[0]!) >= 59, 'Tanzania 2015')
  for (const n of ['323-1', '323-2', '323-3', '323-3-1', '323-4', '323-4-1', '323-4-2', '323-5', '323-6', '323-7', '323-8']) t.ok(at('fr/code-penal.md', n), `Code pénal ${n}`)
  for (const [eId, n] of Object.entries({ art_285: '第二百八十五条', art_286: '第二百八十六条', 'art_286-1': '第二百八十六条之一', art_287: '第二百八十七条', 'art_287-1': '第二百八十七条之一', 'art_287-2': '第二百八十七条之二' })) {
    t.ok(lawOf('cn/刑法.md')[0]!.provisions.some((p) => p.eId === eId && p.text), `刑法 ${n}`)
  }
  for (const file of ['ru/uk-rf-102041891.html', 'ru/uk-rf-102041891.json']) {
    for (const n of ['272', '272.1', '273', '274', '274.1', '274.2']) t.ok(n === '272.1' || at(file, n), `${file} ${n}`)
  }
  t.equal(units(lawOf('sa/041-anti-cybercrime')[0]!), 16, 'Saudi Arabia, from the one source')
  t.equal(units(lawOf('sa/نظام مكافحة جرائم المعلوماتية')[0]!), 16, 'and from the other')
  t.ok(lawOf('swahili')[0]!.language?.code === 'sw' && units(lawOf('swahili')[0]!) > 100, 'a Swahili act')
})

const units = (document: ParsedDocument) => document.provisions.filter((p) => ['section', 'article'].includes(p.kind) && p.text !== null).length

/** What holds of every result: it has the shape, eIds are unique, parents stand before their children. */
function checkShape (t: Tap, document: ParsedDocument, file: string) {
  const shaped = parsedDocument.safeParse(document)
  t.ok(shaped.success, `${file} has the shape: ${shaped.error?.issues[0]?.message ?? ''}`)
  const seen = new Set<string>()
  const faults = document.provisions.filter((p) => {
    const wrong = seen.has(p.eId) || (p.parent !== null && !seen.has(p.parent))
    seen.add(p.eId)
    return wrong
  })
  t.same(faults.map((p) => p.eId), [], `${file}: eIds are unique, and each parent comes first`)
}
type Tap = Pick<typeof t, 'ok' | 'same'>
