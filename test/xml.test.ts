import t from 'tap'
import { linesOf, type LineRules, type Role } from '../src/ingest/xml/lines.js'
import { childAt, childrenOf, descendants, readXml, textOf } from '../src/ingest/xml/xml.js'
import { Refused } from '../src/model/parsed.js'

const read = (xml: string | Uint8Array) => readXml(typeof xml === 'string' ? Buffer.from(xml) : xml)

function codeOf (xml: string | Uint8Array): string {
  try {
    read(xml)
    return 'read'
  } catch (error) {
    return error instanceof Refused ? error.code : String(error)
  }
}

t.test('a tree as it stands in the file', async (t) => {
  const { root, elements, depth, widest, warnings } = read('<?xml version="1.0"?>\n<!-- c --><a:x xmlns:a="urn:a" xml:lang="sw" a:lang="other"><y id="1">Haki <b>zote</b></y><![CDATA[<&]]></a:x>')
  t.strictSame([root.name, root.space, root.attributes, elements, depth, widest, warnings], ['x', 'urn:a', { lang: 'other' }, 3, 3, 2, []])
  t.strictSame([childAt(root, 'y')?.attributes.id, textOf(childAt(root, 'y')), textOf(childAt(root, 'y', 'none'))], ['1', 'Haki zote', ''])
  t.strictSame([textOf(root), root.line, childrenOf(root, 'z')], ['Haki zote<&', 2, []])
  t.strictSame([...descendants(root)].map((e) => e.name), ['y', 'b'])
  t.strictSame([...descendants(root, new Set(['y']))], [])
  t.equal(read('<x a="own" p:a="other" xmlns:p="urn:p"/>').root.attributes.a, 'own', 'an attribute without prefix comes before its namesake')
})

t.test('encodings', async (t) => {
  const arabic = '<?xml version="1.0" encoding="windows-1256"?><x>\u0645\u0627\u062f\u0629</x>'
  const bytes = Buffer.from([...arabic].map((c) => ({ م: 0xe3, ا: 0xc7, د: 0xcf, ة: 0xc9 })[c] ?? c.charCodeAt(0)))
  t.equal(textOf(read(bytes).root), '\u0645\u0627\u062f\u0629', 'as declared')
  for (const [name, encoded] of Object.entries({
    'UTF-8 with a mark': Buffer.from('\ufeff<x>статья</x>'),
    'UTF-16 little end first': Buffer.from('\ufeff<?xml version="1.0" encoding="UTF-16"?><x>статья</x>', 'utf16le'),
    'UTF-16 big end first': Buffer.from('\ufeff<x>статья</x>', 'utf16le').swap16(),
    'UTF-8 that says it is UTF-16': Buffer.from('<?xml version="1.0" encoding="utf-16"?><x>статья</x>')
  })) t.equal(textOf(read(encoded).root), 'статья', name)
  const wrong = read(Buffer.from('<?xml version="1.0" encoding="UTF-8"?><x>Le délai est fixé à un été</x>', 'latin1'))
  t.equal(textOf(wrong.root), 'Le délai est fixé à un été')
  t.match(wrong.warnings, [{ code: 'encoding_guessed' }], 'what is not in the encoding that it names is told')
})

t.test('what is refused, and why', async (t) => {
  let bomb = '<!ENTITY e0 "ha">'
  for (let i = 1; i < 10; i++) bomb += `<!ENTITY e${i} "${`&e${i - 1};`.repeat(10)}">`
  const cases: [string, string, string][] = [
    ['entities that grow', `<!DOCTYPE x [${bomb}]><x>&e9;</x>`, 'expands_too_much'],
    ['one long entity many times', `<!DOCTYPE x [<!ENTITY a "${'a'.repeat(50_000)}">]><x>${'&a;'.repeat(50_000)}</x>`, 'expands_too_much'],
    ['a file of this computer', '<!DOCTYPE x [<!ENTITY p SYSTEM "file:///etc/passwd">]><x>&p;</x>', 'corrupt'],
    ['a parameter entity from elsewhere', '<!DOCTYPE x [<!ENTITY % p SYSTEM "http://127.0.0.1:1/x.dtd">%p;]><x/>', 'corrupt'],
    ['an entity that is not declared', '<x>&nbsp;</x>', 'corrupt'],
    ['an end too soon', '<x><y>a', 'corrupt'],
    ['tags that cross', '<x><y></x></y>', 'corrupt'],
    ['a prefix without namespace', '<x><a:y/></x>', 'corrupt'],
    ['no element', '<!-- nothing -->', 'corrupt'],
    ['no text', '\u0000\u0001\u0002', 'unsupported'],
    ['100,000 levels', '<x>'.repeat(100_000) + '</x>'.repeat(100_000), 'too_deep'],
    ['2,001 levels', '<x>'.repeat(2001) + '</x>'.repeat(2001), 'too_deep'],
    ['2,000 levels', '<x>'.repeat(2000) + '</x>'.repeat(2000), 'read'],
    ['too many elements', `<x>${'<y/>'.repeat(1_000_000)}</x>`, 'too_large'],
    ['a document type that is elsewhere', '<!DOCTYPE x SYSTEM "file:///etc/passwd"><x/>', 'read']
  ]
  for (const [name, xml, code] of cases) t.equal(codeOf(xml), code, name)
})

const roles: Record<string, Role> = {
  p: 'block', item: 'block', quote: 'block', num: 'label', note: 'skip', sup: 'raised', br: 'break', table: 'table', tr: 'row', td: 'cell'
}
const rules: LineRules = { role: ({ name }) => roles[name] ?? 'inline', quotes: ({ name }) => name === 'quote' ? { start: '“', end: '”' } : {} }
const lines = (xml: string) => linesOf(read(`<x>${xml}</x>`).root.children, rules)

t.test('text line by line', async (t) => {
  const cases: [string, string, string[]][] = [
    ['paragraphs, and text that runs on', '<p>One <b>two</b>\n  three</p><p>four<br/>five</p>', ['One two three', 'four five']],
    ['a number before its first line', '<item><num>(a)</num><p>one</p><p>two</p></item>', ['(a) one', 'two']],
    ['numbers that meet', '<item><num>(1)</num><item><num>(a)</num><p>one</p></item></item>', ['(1) (a) one']],
    ['a number without text', '<item><num>(a)</num></item><item><num>(b)</num><p>two</p></item>', ['(a)', '(b) two']],
    ['a number in a number', '<item><num>(a) <num>bis</num></num><p>one</p></item>', ['(a) bis one']],
    ['a list in a paragraph', '<p>before <item><num>1</num>in</item> after</p>', ['before', '1 in', 'after']],
    ['a note before a comma', '<p>rule <note>left out</note>, and so on</p>', ['rule, and so on']],
    ['raised digits, not ordinals', '<p>Art. 272<sup>1</sup>, 20<sup>th</sup></p>', ['Art. 272¹, 20th']],
    ['a quotation around numbers', '<quote><item><num>2A</num><p>new</p></item><p>end</p></quote>', ['“2A new', 'end”']],
    ['a table', '<table><tr><td><p>a</p><p>b</p></td><td/><td>c</td></tr><tr><td>1</td><td>2</td><td/></tr></table>', ['a b |  | c', '1 | 2']],
    ['a table in a table', '<table><tr><td>x</td><td><table><tr><td>a</td><td>b</td></tr></table></td></tr></table>', ['x | a | b']],
    ['a number before a table', '<item><num>1.</num><table><tr><td>a</td><td>b</td></tr></table></item>', ['1. a | b']],
    ['a cell outside a table', '<td><p>alone</p></td>', ['alone']],
    ['nothing', '<p> </p>', []]
  ]
  for (const [name, xml, expected] of cases) t.strictSame(lines(xml), expected, name)
})

t.test('depth and number cost no more than they are', async (t) => {
  t.strictSame(lines(`${'<b>'.repeat(1990)}deep${'</b>'.repeat(1990)}`), ['deep'])
  t.strictSame(lines(`${'<num>'.repeat(1990)}1${'</num>'.repeat(1990)}`), ['1'])
  t.equal(lines('<item><num>1</num></item>'.repeat(100_000)).length, 100_000)
})
