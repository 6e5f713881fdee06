import { parsedFacts, Refused, type Block, type ParsedDocument, type ParsedFacts, type Parser } from '../../model/parsed.js'
import { decodeText } from './encoding.js'
import { cleaned, pointed } from './inline.js'
import { detectLanguage } from './language.js'
import { lawDates } from '../structure/printed-date.js'
import { splitText } from '../structure/split.js'
import { joinLines } from './text-lines.js'

/** Reads plain text. Throws Refused: unsupported where the bytes are no text, empty where nothing is in them. */
export const parseText: Parser = async (input) => {
  const { text, warnings } = decodeText(input.bytes, null, input.language ?? null)
  const read = readText(blocksOf(text), { named: input.language ?? null, declared: null, title: null })
  return { format: 'text', ...read, facts: parsedFacts.parse(read.facts), warnings: [...warnings, ...read.warnings] }
}

type Read = Omit<ParsedDocument, 'format' | 'facts'> & { facts: Partial<ParsedFacts> }

/**
 * Paragraphs as a document. `named` is the language that a person named, `declared` the one that the file gives, `title`
 * the title that it gives apart from its text. Throws Refused `empty` where there are no paragraphs.
 */
export function readText (blocks: Block[], { named, declared, title }: { named: string | null, declared: string | null, title: string | null }): Read {
  if (blocks.length === 0) throw new Refused('empty', 'The file holds no text')
  const language = named ? { code: named, confidence: 1, declared } : detectLanguage(blocks.map(({ text }) => text).join('\n'), declared)
  const written = language?.code === 'ru' ? blocks.map((block) => ({ ...block, text: pointed(block.text) })) : blocks
  const { facts, ...split } = splitText(written, language?.code ?? null, title)
  return { ...split, language, ocrPages: [], pages: null, facts: { ...lawDates(written.map(({ text }) => text)), ...facts } }
}

function blocksOf (text: string): Block[] {
  const lines = text.split(/\r\n?|[\n\f\u2028\u2029]/)
  return joinLines(lines.map((line) => line.trim())).map(({ text, from }) => ({ text: cleaned(text), at: `line ${from + 1}` })).filter(({ text }) => text !== '')
}
