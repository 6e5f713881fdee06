import t from 'tap'
import { readBulk } from '../src/ingest/bulk/bulk.js'
import { isFaulty, type BulkRow } from '../src/ingest/bulk/row.js'

const bytes = (text: string) => new TextEncoder().encode(text)
const read = (text: string | Uint8Array, name: string) => readBulk(typeof text === 'string' ? bytes(text) : text, name)
const source = { url: 'https://gazette.example/9', publisher: 'Example Gazette' }
const law = (given: object = {}) => ({
  jurisdiction: 'KEN', kind: 'act', akn: 'ke/act/2031/9', title: { text: 'Harbour Data Act', language: 'en' }, status: 'in_force', source, checked: 'seen', ...given
})
const provision = (given: object = {}) => ({ law: 'ke/act/2031/9', language: 'en', eId: 'sec_1', kind: 'section', number: '1', source, checked: 'seen', ...given })
const decision = (given: object = {}) => ({
  key: 'ken-hc-2031-harbour', kind: 'judgment', jurisdiction: 'KEN', title: { en: 'R. v. A.' }, facts: { en: 'A. entered.' }, holding: { en: 'So held.' },
  outcome: 'convicted', source, checked: 'seen', ...given
})
const lesson = (given: object = {}) => ({
  key: 'ask-the-harbour', area: 'investigation', title: { en: 'Ask' }, problem: { en: 'Gone' }, practice: { en: 'Ask early' }, outcome: { en: 'Kept' },
  conditions: { en: 'Someone answers' }, concepts: [{ code: 'OFF.CIA.ACC' }], source, checked: 'seen', ...given
})

/** What a row came to, on one line: `3 case` or `3 case title: must be …`. */
const brief = (rows: BulkRow[]) => rows.flatMap((row) =>
  isFaulty(row) ? row.faults.map((f) => `${row.line} ${row.type} ${f.path}: ${f.message}`) : [`${row.line} ${row.type}`])
const notJson = / is not JSON: /

t.test('JSON', async (t) => {
  t.test('a list, one record a line or many', async (t) => {
    const rows = [law(), provision(), decision(), lesson()]
    t.strictSame(brief(read(JSON.stringify(rows), 'x.json')), ['1 legislation', '1 provision', '1 case', '1 lesson'])
    t.strictSame(brief(read(`[\r\n${rows.map((row) => JSON.stringify(row)).join(',\r\n\r\n')}\r\n]`, 'x.json')), ['2 legislation', '4 provision', '6 case', '8 lesson'])
    const pretty = JSON.stringify([law({ title: { text: 'A [curly] "Act", {really}\\', language: 'en' }, note: { en: 'one\ntwo' } }), decision()], null, 1)
    const lines = brief(read(pretty, 'x.json'))
    t.equal(lines[0], '2 legislation')
    t.equal(lines[1], `${pretty.slice(0, pretty.indexOf('"key"')).split('\n').length - 1} case`, 'lines are counted past signs inside words')
  })

  t.test('lists by name give the type of what stands in them', async (t) => {
    const { status: _status, ...rest } = law()
    const text = JSON.stringify({ laws: [law(), rest], provisions: [provision()], cases: [decision()], lessons: [lesson()] }).replaceAll(/(?<=[[\]},])\{/g, '\n{')
    const told = brief(read(text, 'x.json'))
    t.match(told, ['2 legislation', /^3 legislation status: /, '4 provision', '5 case', '6 lesson'])
    t.strictSame(brief(read(JSON.stringify({ cases: [], lessons: [decision({ type: 'case' })] }), 'x.json')), ['1 case type: is case among rows of type lesson'])
    t.strictSame(brief(read('{"laws": [],\n"coverage":\n[{}, 1],\n"cases": 7}', 'x.json')), [
      '3 null coverage: is none of the lists laws, provisions, cases, lessons', '1 null cases: is none of the lists laws, provisions, cases, lessons'
    ])
    t.throws(() => read('{"laws": [{}], "laws": []}', 'x.json'), { code: 'corrupt', message: /two lists of the same name/ })
  })

  t.test('one record by itself, although it may have lists of such names', async (t) => {
    t.strictSame(brief(read(JSON.stringify(lesson({ cases: [], provisions: [] }), null, 2), 'x.json')), ['1 lesson'])
    t.strictSame(brief(read(JSON.stringify(decision({ provisions: [] })), 'x.jsonl')), ['1 case'])
    t.strictSame(brief(read(JSON.stringify({ type: 'law', cases: [] }), 'x.json')).includes('1 legislation : Unrecognized key: "cases"'), true)
  })

  t.test('a row says what it is by its type, or shows it', async (t) => {
    const told = (row: unknown) => brief(read(JSON.stringify([row]), 'x.json'))[0]
    for (const type of ['law', 'legislation', ' LAW ']) t.equal(told(law({ type })), '1 legislation')
    for (const type of ['judgment', '', null, 7]) t.equal(told(law({ type })), '1 null type: must say what the row is: law, provision, case or lesson')
    t.equal(told({ type: 'case', ...decision() }), '1 case')
    for (const row of [{}, { title: 'A law' }]) t.equal(told(row), '1 null type: must say what the row is: law, provision, case or lesson')
    for (const row of [null, 7, 'law', [law()]]) t.equal(told(row), '1 null : is no record')
  })

  t.test('every fault of a row is told, by its path', async (t) => {
    const [row] = read(JSON.stringify([law({ source: { url: 'gazette' }, enactedOn: '30.05.2018', extra: 1 })]), 'x.json')
    t.match(brief([row!]).sort(), ['1 legislation : Unrecognized key: "extra"', /^1 legislation enactedOn: must be a date/, /^1 legislation source\.publisher: /, /^1 legislation source\.url: must be an http/])
    t.equal(row!.key, 'ke/act/2031/9')
    t.equal(read(JSON.stringify([provision({ kind: 'verse' })]), 'x.json')[0]!.key, 'ke/act/2031/9 sec_1')
    t.strictSame(brief(read(JSON.stringify([provision({ law: 'the Act' })]), 'x.json')), ['1 provision law: must be an Akoma Ntoso alias such as ke/act/2018/5, or the id of a law'])
  })

  t.test('signs that no database holds', async (t) => {
    const told = (text: string) => brief(read(JSON.stringify([provision({ text, note: { en: 'fine' } })]), 'x.json'))
    for (const text of ['a\0b', 'a\ud800b', '\udc00']) t.strictSame(told(text), ['1 provision text: has a sign that no text may hold (NUL, or half of a character)'])
    t.strictSame(told('a😀b 𠀀'), ['1 provision'])
  })
})

t.test('JSONL', async (t) => {
  t.test('a bad line spoils that line alone', async (t) => {
    const text = [JSON.stringify(law()), '{"a": 1', '', JSON.stringify(decision()), '[1]', `${JSON.stringify(lesson())}\r`, '  '].join('\n')
    for (const name of ['x.jsonl', 'x.ndjson', 'upload']) {
      t.match(brief(read(text, name)), ['1 legislation', /^2 null : is not JSON: /, '4 case', '5 null : is no record', '6 lesson'], name)
    }
    t.match(brief(read(`garbage\n${JSON.stringify(law())}`, 'x.jsonl')), [notJson, '2 legislation'])
    t.strictSame(brief(read(`\ufeff${JSON.stringify(law())}\n${JSON.stringify(law())}`, 'x.jsonl')), ['1 legislation', '2 legislation'], 'with a byte order mark')
    t.strictSame(brief(read(JSON.stringify([law(), law()], null, 1), 'x.jsonl')).length, 2, 'a list under the wrong name')
  })

  t.test('nor do bytes that are no UTF-8', async (t) => {
    const wrong = Buffer.from(JSON.stringify(decision({ title: { es: 'Acusación' } })), 'latin1')
    const file = Buffer.concat([Buffer.from(JSON.stringify(law())), Buffer.from('\n'), wrong, Buffer.from('\n'), Buffer.from(JSON.stringify(lesson()))])
    t.strictSame(brief(read(file, 'x.jsonl')), ['1 legislation', '2 null : is not JSON: it is not UTF-8', '3 lesson'])
  })
})

t.test('files of which nothing can be read', async (t) => {
  for (const [text, name, code] of [
    ['', 'x.csv', 'empty'], [' \r\n\t', 'x.json', 'empty'], ['\ufeff', 'x.jsonl', 'empty'], ['[]', 'x.json', 'empty'], ['{"laws": []}', 'x.json', 'empty'], ['akn,status\n\n', 'x.csv', 'empty'],
    ['[{"a": 1},]', 'x.json', 'corrupt'], ['{"a": 1', 'x.json', 'corrupt'],
    ['{"a": 1\n{"b"', 'x.jsonl', 'corrupt'], ['7\n8', 'x.jsonl', 'corrupt'], ['Dear Sir,\nplease find below', 'x.txt', 'unsupported'], ['name,age\nA,7', 'x.csv', 'unsupported']
  ] as const) t.throws(() => read(text, name), { code }, `${name} ${JSON.stringify(text)}`)
  t.throws(() => read(Buffer.from('key;title.es;holding.es\nx;Acusación;Sí', 'latin1'), 'x.csv'), { code: 'corrupt', message: /not UTF-8/ })
  t.throws(() => read('"akn,status\n1', 'x.csv'), { code: 'corrupt' })
})

const columns = ['key', 'kind', 'jurisdiction', 'title.en', 'facts.en', 'holding.en', 'outcome', 'source.url', 'source.publisher', 'checked']
const cells = ['ken-1', 'judgment', 'KEN', 'R. v. A.', 'A. entered.', 'So held.', 'convicted', source.url, source.publisher, 'seen']
/** A CSV file with one case, with these columns besides. */
const csv = (more: Record<string, string> = {}, separator = ',') =>
  [[...columns, ...Object.keys(more)], [...cells, ...Object.values(more)]].map((row) => row.join(separator)).join('\r\n')
const record = (text: string) => {
  const [row] = read(text, 'x.csv')
  return row && !isFaulty(row) ? row.record as any : brief([row!])
}

t.test('CSV', async (t) => {
  t.test('columns are paths', async (t) => {
    const read = record(csv({
      'title.ar': 'النيابة ضد أ', instance: '2', concepts: 'OFF.CIA.ACC:specific_offence | OFF.CIA', jurisdictionsInvolved: 'TZA;UGA', provisions: 'ke/act/2018/5#sec_14|ke/act/2018/5#sec_16',
      'charges.0.provision': 'ke/act/2018/5#sec_14', 'charges.0.sentence.imprisonmentMonths': '7.5', 'charges.0.sentence.life': 'FALSE', 'charges.1.provisionText': 's. 3',
      'furtherSources.0.url': 'https://gazette.example/10', 'furtherSources.0.publisher': 'P', decidedOn: '2031-02-28', citation: ''
    }))
    t.match(read, {
      key: 'ken-1', title: { en: 'R. v. A.', ar: 'النيابة ضد أ' }, instance: 2, jurisdictionsInvolved: ['TZA', 'UGA'], decidedOn: '2031-02-28', citation: null,
      concepts: [{ code: 'OFF.CIA.ACC', relation: 'specific_offence' }, { code: 'OFF.CIA', relation: 'about' }],
      provisions: [{ law: 'ke/act/2018/5', eId: 'sec_14' }, { law: 'ke/act/2018/5', eId: 'sec_16' }],
      charges: [{ provision: { law: 'ke/act/2018/5', eId: 'sec_14' }, sentence: { imprisonmentMonths: 7.5, life: false } }, { provisionText: 's. 3', provision: null }],
      furtherSources: [{ url: 'https://gazette.example/10', publisher: 'P' }], source
    })
    t.equal(read.concepts.length, 2)
  })

  t.test('as spreadsheets of other countries write it', async (t) => {
    const expected = record(csv())
    t.equal(expected.key, 'ken-1')
    t.strictSame(record(csv({}, ';')), expected, 'semicolons')
    t.strictSame(record(csv({}, '\t')), expected, 'tabs')
    t.strictSame(record(`\ufeff${csv({}, ';')}`), expected, 'a byte order mark')
    t.strictSame(record(`sep=;\r\n${csv({}, ';')}`), expected, 'a line that names the separator')
    t.strictSame(record(csv().replaceAll('\r\n', '\n')), expected)
    const wide = Buffer.from(`\ufeff${csv({}, '\t')}`, 'utf16le')
    t.strictSame(read(wide, 'x.csv')[0], read(csv(), 'x.csv')[0], 'UTF-16')
    t.strictSame(read(wide.swap16(), 'x.csv')[0], read(csv(), 'x.csv')[0], 'UTF-16, the other way round')
    t.strictSame(record(csv({ significance: '' }, ';').replace('significance', 'significance.ru') + '"Важно; ""очень"""'), { ...expected, significance: { ru: 'Важно; "очень"' } })
    t.strictSame(record(csv({}, ';').replace('R. v. A.', '"A, B; C"')).title, { en: 'A, B; C' }, 'the separator in quotes')
  })

  t.test('lines are those of the file', async (t) => {
    const row = (key: string, title: string) => [key, ...cells.slice(1, 3), title, ...cells.slice(4)].join(',')
    const text = [columns.join(','), '', row('a', '"one\r\ntwo\r\nthree"'), '', ',,,', row('b', 'x'), row('C', 'x'), row('d', '"x\ny"'), row('E', 'x')].join('\r\n')
    t.match(brief(read(text, 'x.csv')), ['3 case', '8 case', /^9 case key: /, '10 case', /^12 case key: /])
    t.match(brief(read(`sep=,\r\n${text}`, 'x.csv')), ['4 case', '9 case', /^10 case key: /, '11 case', /^13 case key: /])
  })

  t.test('laws, provisions and lessons', async (t) => {
    const lawCsv = (title: string, value: string) => `akn,jurisdiction,kind,${title},status,year,source.url,source.publisher,checked\nes/ley/2031/9,ESP,act,${value},in_force,2031,${source.url},P,seen`
    t.match(record(lawCsv('title.es', 'Ley de Puertos')), { title: { text: 'Ley de Puertos', language: 'es', kind: 'original' }, year: 2031, versions: [] })
    t.match(record(lawCsv('title.text,title.language', 'Ley de Puertos,es')), { title: { text: 'Ley de Puertos', language: 'es' } })
    t.strictSame(record(lawCsv('title.es,title.fr', 'Ley,Loi')), ['2 legislation title.fr: is there twice: another column says it too'])
    const names = 'law,language,validFrom,eId,kind,number,text,penalties.0.fine.max,penalties.0.fine.unit,checked'
    t.match(record(`${names}\nke/act/2031/9,en,2031-01-01,sec_1,section,1,Whoever enters; or leaves | pays.,5000,KES,seen`), {
      law: 'ke/act/2031/9', validFrom: '2031-01-01', text: 'Whoever enters; or leaves | pays.', penalties: [{ fine: { max: 5000, unit: 'KES' } }]
    })
    const flat = (value: any, path = ''): [string, string][] => typeof value === 'object'
      ? Object.entries(value).flatMap(([name, inner]) => flat(inner, path === '' ? name : `${path}.${name}`))
      : [[path, String(value)]]
    const pairs = flat(lesson())
    t.match(record([pairs.map((p) => p[0]).join(), pairs.map((p) => p[1]).join()].join('\n')), lesson())
  })

  t.test('the type may stand in a column of its own', async (t) => {
    const row = (type: string) => [type, ...cells].join(',')
    const text = (...types: string[]) => [['type', ...columns].join(','), ...types.map(row)].join('\n')
    t.strictSame(brief(read(text('case', 'CASE'), 'x.csv')), ['2 case', '3 case'])
    t.strictSame(brief(read(text('case', 'lesson'), 'x.csv')), ['2 case', '3 lesson type: is lesson among rows of type case'])
    t.strictSame(brief(read(text('verdict'), 'x.csv')), ['2 null type: must say what the row is: law, provision, case or lesson'])
  })

  t.test('nothing is guessed', async (t) => {
    for (const value of ['1,5', '1.000,5', '1e3', '٧', '0x10', 'two', '1 000', '.5']) {
      t.strictSame(record(csv({ 'charges.0.sentence.imprisonmentMonths': `"${value}"` })), ['2 case charges.0.sentence.imprisonmentMonths: must be a number such as 1234.5'], value)
    }
    for (const value of ['30.05.2031', '2031-02-29', '31/05/2031', '2031', '2031-5-1']) t.match(record(csv({ decidedOn: value })), [/^2 case decidedOn: must be a date that exists/], value)
    for (const value of ['yes', '1', 'WAHR']) t.strictSame(record(csv({ 'charges.0.sentence.life': value })), ['2 case charges.0.sentence.life: must be true or false'], value)
    t.match(record(csv({ concepts: 'OFF.CIA.ACC:crime' })), [/^2 case concepts\.0\.relation: /])
    t.match(record(csv({ provisions: 'ke/act/2018/5' })), [/^2 case provisions\.0\.eId: /])
    t.strictSame(record(`${csv()},more`), ['2 case column 11: stands below no name'])
    t.equal(record(`${csv()},,`).key, 'ken-1', 'empty cells at the end are nothing')
  })

  t.test('a column that the records do not have spoils the file: its facts would be lost', async (t) => {
    for (const name of ['decided', 'title', 'title.english', 'charges', 'charges.x.outcome', 'charges.0.sentences', '__proto__.x', 'constructor', 'source.url.x']) {
      t.strictSame(brief(read(csv({ [name]: 'x' }), 'x.csv')), [`1 null ${name}: is no field of a case that one cell can hold`])
    }
    t.strictSame(brief(read(csv({ outcome: 'x' }).replace('outcome', 'kind'), 'x.csv')).slice(0, 1), ['1 null kind: names a column twice'])
  })

  t.test('quotes that do not match end the reading there, and what was before is read', async (t) => {
    const text = [columns.join(','), cells.join(','), ['ken-2', 'judgment', 'KEN', '"R. v. B.', ...cells.slice(4)].join(','), cells.join(',')].join('\n')
    t.match(brief(read(text, 'x.csv')), ['2 case', /^3 case : the quotes of this line do not match, so nothing from here on was read/])
  })
})
