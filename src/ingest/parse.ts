import { extname } from 'node:path'
import { Refused, type FileFormat, type ParsedDocument, type ParseInput, type Parser } from '../model/parsed.js'
import { readBulk } from './bulk/bulk.js'
import { isBulk } from './bulk/kind.js'
import type { BulkRow } from './bulk/row.js'

/** Each format's parser is loaded when a file needs it: most of what they need is large. */
const parsers: Record<FileFormat, () => Promise<Parser>> = {
  akoma_ntoso: async () => (await import('./akoma-ntoso/akoma-ntoso.js')).parseAkomaNtoso,
  lims: async () => (await import('./lims/lims.js')).parseLims,
  html: async () => (await import('./html/html.js')).parseHtml,
  docx: async () => (await import('./docx/docx.js')).parseDocx,
  pdf: async () => (await import('./pdf/pdf.js')).parsePdf,
  markdown: async () => (await import('./text/markdown.js')).parseMarkdown,
  text: async () => (await import('./text/text.js')).parseText,
  law_json: async () => (await import('./json/law-json.js')).parseLawJson
}

/** The formats that a name may stand for; under any other name the bytes alone decide. */
const byExtension: Record<string, FileFormat[]> = {
  '.pdf': ['pdf'],
  '.docx': ['docx'],
  '.html': ['html'],
  '.htm': ['html'],
  '.xhtml': ['html'],
  '.xml': ['akoma_ntoso', 'lims'],
  '.akn': ['akoma_ntoso'],
  '.json': ['law_json'],
  '.md': ['markdown'],
  '.markdown': ['markdown'],
  '.txt': ['text']
}
const headBytes = 4096

/** What a file gives: one law or judgment, or many records. */
export type Reading = { document: ParsedDocument } | { rows: BulkRow[] }

/** Reads a file of any kind. Throws Refused. */
export async function readAnyFile (input: ParseInput): Promise<Reading> {
  return isBulk(input.bytes, input.name) ? { rows: readBulk(input.bytes, input.name) } : { document: await parseFile(input) }
}

/** Reads a law or judgment of any format into provisions. Throws Refused. */
export async function parseFile (input: ParseInput): Promise<ParsedDocument> {
  const parse = await parsers[sniffFormat(input.bytes, input.name)]()
  const { checkQuality } = await import('./quality/quality.js')
  return checkQuality(await parse(input))
}

/** What a file is by its bytes; the name only tells apart what bytes do not. Throws Refused for what is none, or not what its name says. */
export function sniffFormat (bytes: Uint8Array, name: string): FileFormat {
  if (bytes.length === 0) throw new Refused('empty', 'The file is empty.')
  const extension = extname(name).toLowerCase()
  const head = Buffer.from(bytes.subarray(0, headBytes))
  const format = byMagic(head) ?? byText(bytes, head, extension)
  const expected = byExtension[extension]
  if (!expected || expected.includes(format)) return format
  // Marked-up text under the name of plain text is read as what it is named: its markup is not run, only seen.
  if (isPlain(expected[0]!) && (isPlain(format) || format === 'html')) return expected[0]!
  throw new Refused('lying_type', `The file is named ${extension} but holds ${format}.`)
}

const isPlain = (format: FileFormat) => format === 'markdown' || format === 'text'

const pictures = ['\x89PNG', '\xff\xd8\xff', 'GIF8', 'II*\0', 'MM\0*', 'BM', 'RIFF']
const archives = ['\x1f\x8b', '7z\xbc\xaf', 'Rar!', 'BZh', '\xfd7zXZ']

function byMagic (head: Buffer): FileFormat | undefined {
  const starts = head.toString('latin1')
  if (starts.slice(0, 1024).includes('%PDF-')) return 'pdf'
  // The second is an old Office file, or a new one with a password: which, the parser says.
  if (starts.startsWith('PK\x03\x04') || starts.startsWith('\xd0\xcf\x11\xe0')) return 'docx'
  if (starts.startsWith('{\\rtf')) throw new Refused('unsupported', 'RTF is not read: save it as DOCX.')
  if (pictures.some((sign) => starts.startsWith(sign))) throw new Refused('unsupported', 'A picture is not read by itself: put its pages into a PDF.')
  if (archives.some((sign) => starts.startsWith(sign))) throw new Refused('unsupported', 'Archives are not opened: hand in the files in them.')
  return undefined
}

function byText (bytes: Uint8Array, head: Buffer, extension: string): FileFormat {
  const wide = /^(\xff\xfe|\xfe\xff)/.test(head.toString('latin1'))
  if (!wide && head.includes(0)) throw new Refused('unsupported', 'The file is neither text nor of a kind that is read.')
  const start = wide ? new TextDecoder(head[0] === 0xff ? 'utf-16le' : 'utf-16be').decode(head) : head.toString('utf8')
  const text = start.replace(/^\uFEFF/, '').trimStart()
  if (/^[[{]/.test(text) && extension === '.json') return 'law_json'
  if (text.startsWith('<')) return byRoot(text)
  if (extension === '.md' || extension === '.markdown' || text.startsWith('---\n')) return 'markdown'
  if (/^\{\s*"/.test(text) && bytes.at(-1) !== 0) return 'law_json'
  return /^#{1,6} \S/m.test(text) ? 'markdown' : 'text'
}

/** The first element says what marked-up text is. */
function byRoot (text: string): FileFormat {
  const root = /<(?![?!])(?:[\w.-]+:)?([\w.-]+)/.exec(text.replace(/<!--[\s\S]*?-->/g, ''))?.[1] ?? ''
  if (root === 'akomaNtoso') return 'akoma_ntoso'
  if (root === 'Statute' || root === 'Regulation') return 'lims'
  if (/^<!doctype html/i.test(text) || /<(html|body|head|div|p|article|section|main|h[1-6]|table)\b/i.test(text)) return 'html'
  throw new Refused('unsupported', `XML with the root ${root || '(none)'} is not read; Akoma Ntoso and the Canadian LIMS format are.`)
}
