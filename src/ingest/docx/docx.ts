import { parsedFacts, Refused, type ParsedDocument, type Parser, type Warning, type WarningCode } from '../../model/parsed.js'
import { openArchive } from './archive.js'
import { readBody, type Body } from './body.js'
import { createNumberer } from './number.js'
import { readStyles } from './style.js'
import { readPart } from './xml.js'
import { pointed } from '../text/inline.js'
import { detectLanguage } from '../text/language.js'
import { splitText } from '../structure/split.js'

const partsRead = /^(\[Content_Types\]\.xml|docProps\/core\.xml|_rels\/\.rels|word\/(_rels\/[^/]+\.rels|document\d*\.xml|styles\d*\.xml|numbering\d*\.xml))$/i

/**
 * Reads a Word document: its main text with the automatic numbers that Word would print, tracked insertions kept and
 * deletions left out, tables as lines. Throws Refused as openArchive and readPart do; lying_type where the zip holds
 * something else than a Word document; empty where it holds no text.
 */
export const parseDocx: Parser = async (input) => {
  const { names, parts } = await openArchive(input.bytes, (name) => partsRead.test(name))
  const part = (pattern: RegExp) => [...parts].find(([name]) => pattern.test(name))?.[1]
  const main = parts.get(mainName(part(/^_rels\/\.rels$/i))) ?? part(/^word\/document\d*\.xml$/i)
  const types = part(/^\[Content_Types\]\.xml$/i)
  if (!main || !types) throw new Refused('lying_type', 'The archive holds no Word document.')
  // A program may be stored under any name, but not without saying what it is.
  if (/vnd\.ms-office\.(vbaProject|activeX)/i.test(types.toString('latin1').replaceAll('\0', ''))) throw new Refused('macros', 'The document carries a program.')
  const styleOf = readStyles(part(/^word\/styles/i))
  const numberer = createNumberer(part(/^word\/numbering/i), styleOf)
  const body = readBody(main, styleOf, numberer)
  if (body.blocks.length === 0) throw new Refused('empty', 'The document holds no text.')
  const active = names.filter((name) => /^word\/embeddings\/./i.test(name)).length + remoteParts([...parts])
  return documentOf(body, declaredLanguage(part(/^docProps\/core\.xml$/i)), input.language, warningsOf(body, active, numberer.unknownFormats))
}

function documentOf (body: Body, declared: string | null, named: string | undefined, warnings: Warning[]): ParsedDocument {
  const language = named ? { code: named, confidence: 1, declared } : detectLanguage(body.blocks.map(({ text }) => text).join('\n'), declared)
  const blocks = language?.code === 'ru' ? body.blocks.map((block) => ({ ...block, text: pointed(block.text) })) : body.blocks
  const { facts, warnings: found, ...split } = splitText(blocks, language?.code ?? null, body.title)
  return { format: 'docx', language, ocrPages: [], pages: null, ...split, facts: parsedFacts.parse(facts), warnings: [...warnings, ...found] }
}

function warningsOf ({ counts }: Body, active: number, unknownFormats: Set<string>): Warning[] {
  const told: [WarningCode, number, string | null][] = [
    ['notes_left_out', counts.notes, null], ['image_left_out', counts.images, null], ['table_as_text', counts.tables, null],
    ['hidden_text_removed', counts.hidden, null], ['changes_accepted', counts.changes, null], ['page_furniture_removed', counts.contents, null], ['text_truncated', counts.imported, null], ['active_content_removed', active, null],
    ['flattened_numbers', unknownFormats.size, [...unknownFormats].join(', ')]
  ]
  return told.filter(([, count]) => count > 0).map(([code, count, detail]) => ({ code, count, detail, at: null }))
}

/** The part that Word shows: it need not have the usual name. */
function mainName (relationships: Buffer | undefined): string {
  let target = ''
  if (relationships) {
    readPart(relationships, {
      open (element, attribute) {
        if (element === 'Relationship' && /\/officeDocument$/.test(attribute('Type') ?? '')) target = attribute('Target') ?? ''
      }
    })
  }
  return target.replace(/^\//, '')
}

/** Templates, frames and objects that Word would fetch from elsewhere when it opens the document. */
function remoteParts (parts: [string, Buffer][]): number {
  let count = 0
  for (const [name, bytes] of parts) {
    if (!name.endsWith('.rels')) continue
    readPart(bytes, {
      open (element, attribute) {
        const fetched = /\/(attachedTemplate|oleObject|subDocument|frame|aFChunk|control)$/.test(attribute('Type') ?? '')
        if (element === 'Relationship' && fetched && attribute('TargetMode') === 'External') count++
      }
    })
  }
  return count
}

function declaredLanguage (bytes: Buffer | undefined): string | null {
  let declared = ''
  let inside = false
  if (bytes) {
    readPart(bytes, {
      open: (name) => { inside = name === 'dc:language' },
      text: (text) => { if (inside) declared += text },
      close: () => { inside = false }
    })
  }
  return declared.trim() || null
}
