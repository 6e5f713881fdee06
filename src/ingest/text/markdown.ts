import { parsedFacts, type Block, type Parser, type Warning } from '../../model/parsed.js'
import { decodeText } from './encoding.js'
import { cleaned, raised } from './inline.js'
import { readFrontMatter } from './markdown-front.js'
import { joinLines } from './text-lines.js'
import { readText } from './text.js'

type Counts = { tables: number, images: number, active: number }

/**
 * Reads Markdown: headings, paragraphs and tables of the text, and what its YAML front matter says of the law. Throws
 * Refused: unsupported where the bytes are no text, empty where nothing is in them.
 */
export const parseMarkdown: Parser = async (input) => {
  const decoded = decodeText(input.bytes, null, input.language ?? null)
  const front = readFrontMatter(decoded.text)
  const counts: Counts = { tables: 0, images: 0, active: 0 }
  const blocks = readBlocks(front.body, front.firstLine, counts)
  const read = readText(blocks, { named: input.language ?? null, declared: front.language, title: front.facts.title ?? null })
  const told: Warning[] = [...decoded.warnings, ...front.warnings, counted('table_as_text', counts.tables), counted('image_left_out', counts.images),
    counted('active_content_removed', counts.active)].flat()
  return { format: 'markdown', ...read, facts: parsedFacts.parse({ ...read.facts, ...known(front.facts) }), warnings: [...told, ...read.warnings] }
}

const known = (facts: object) => Object.fromEntries(Object.entries(facts).filter(([, value]) => value !== null))

const counted = (code: Warning['code'], count: number): Warning[] => count > 0 ? [{ code, at: null, count, detail: null }] : []

type Special = { text: string, level?: number }

/** Headings and rows of tables are blocks of their own; the lines between them are joined to paragraphs. */
function readBlocks (body: string, firstLine: number, counts: Counts): Block[] {
  const lines = withoutHtml(body, counts).split('\n')
  const specials = new Map<number, Special>()
  const plain = lines.map((line, i) => {
    const special = specialAt(lines, i, counts)
    if (special) specials.set(i, special)
    return special || isRule(line) || underlined(lines, i - 1) > 0 ? '' : line.replace(/^(?: {0,3}>){1,9} ?/, '').trim()
  })
  const found = [...joinLines(plain), ...[...specials].map(([from, special]) => ({ from, ...special }))]
    .sort((a, b) => a.from - b.from)
  return found.map(({ from, ...block }) => ({ ...block, text: plainText(block.text, counts), at: `line ${firstLine + from}` })).filter(({ text }) => text !== '')
}

const isRule = (line: string) => /^ {0,3}(?:(?:-[ \t]*){3,50}|(?:\*[ \t]*){3,50}|(?:_[ \t]*){3,50}|```.{0,40}|~~~.{0,40})$/.test(line)

/** A heading of two lines: the words, and `===` or `---` under them. */
const underlined = (lines: string[], i: number): number => {
  const [line, under] = [lines[i], lines[i + 1]]
  if (!line?.trim() || under === undefined || lines[i - 1]?.trim() || /^[#|>]/.test(line)) return 0
  return /^={3,200}\s*$/.test(under) ? 1 : /^-{3,200}\s*$/.test(under) ? 2 : 0
}

function specialAt (lines: string[], i: number, counts: Counts): Special | null {
  const line = lines[i]!
  const heading = /^ {0,3}(#{1,6})[ \t]+(.*)$/.exec(line)
  if (heading) return { level: heading[1]!.length, text: heading[2]!.replace(/[ \t]#{1,20}[ \t]*$/, '') }
  const level = underlined(lines, i)
  if (level > 0) return { level, text: line }
  if (!/^ {0,3}\|/.test(line)) return null
  if (!/^ {0,3}\|/.test(lines[i - 1] ?? '')) counts.tables++
  if (/^[\s|:-]+$/.test(line)) return { text: '' }
  return { text: line.trim().replace(/^\||(?<!\\)\|$/g, '').split(/(?<!\\)\|/).map((cell) => cell.trim()).join(' | ').replace(/[\s|]+$/, '') }
}

/** Comments and what runs in a browser are no text; line breaks and raised digits are. A definition is put behind its term. */
function withoutHtml (body: string, counts: Counts): string {
  let text = without(body, '<!--', '-->').text
  for (const name of ['script', 'style', 'iframe', 'object', 'template']) {
    const rest = without(text, `<${name}`, `</${name}>`)
    text = rest.text
    counts.active += rest.count
  }
  return text.replace(/^([^\n]{1,200})\n:[ \t]{1,4}([^\n]{1,2000})/gm, '$1: $2\n')
    .replace(/<br\s?\/?>/gi, '\u2028').replace(/<sup>(\d{1,3})<\/sup>/gi, (_, digits: string) => raised(digits))
}

/** The text without what stands between two signs, whose line ends are kept; what never ends is text. */
function without (text: string, from: string, to: string): { text: string, count: number } {
  const small = text.toLowerCase()
  const kept: string[] = []
  let at = 0
  let count = 0
  for (let start = small.indexOf(from); start >= 0; start = small.indexOf(from, at)) {
    const end = small.indexOf(to, start)
    if (end === -1) break
    kept.push(text.slice(at, start), text.slice(start, end).replace(/[^\n]/g, ''))
    at = end + to.length
    count++
  }
  return { text: kept.join('') + text.slice(at), count }
}

const entities: Record<string, string> = { nbsp: ' ', amp: '&', lt: '<', gt: '>', quot: '"', sect: '§', ndash: '–', mdash: '—' }

/** The words without their markup. */
function plainText (text: string, counts: Counts): string {
  const withoutImages = text.replace(/!\[([^\]]{0,300})\]\([^)]{0,500}\)/g, () => {
    counts.images++
    return ''
  })
  return cleaned(withoutImages.replace(/\[([^\]]{1,500})\]\((?:https?:|mailto:|#|\.{0,2}\/)[^)\s]{0,500}(?: "[^"]{0,200}")?\)/g, '$1')
    .replace(/\u2028/g, '\n')
    .replace(/<\/?[a-z][a-z0-9]{0,10}(?:\s[^<>]{0,500})?\/?>/gi, '')
    .replace(/(?<!\\)(\*\*\*?|__)(?=\S)([^*_]{1,1000}?\S?)(?<!\\)\1/g, '$2')
    .replace(/(?<![\p{L}\p{N}*\\])([*_])(?=[^\s*_])([^*_]{1,500}?)(?<=\S)\1(?![\p{L}\p{N}*])/gu, '$2')
    .replace(/\\([\\`*_{}[\]()#+\-.!|<>~])/g, '$1')
    .replace(/&(?:#(\d{2,6})|([a-z]{2,6}));/g, (whole, code: string | undefined, name: string | undefined) =>
      code ? String.fromCodePoint(Math.min(Number(code), 0x10ffff)) : entities[name!] ?? whole))
}
