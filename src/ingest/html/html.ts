import { parsedFacts, Refused, type ParsedDocument, type ParsedFacts, type Parser, type Warning, type WarningCode } from '../../model/parsed.js'
import { decodeText } from '../text/encoding.js'
import { readAknPage } from './akn.js'
import { readPage, type Page, type PageOptions } from './block.js'
import { countActive } from './drop.js'
import { declaredEncoding, readMeta, type PageMeta } from './meta.js'
import { readStyles } from './style.js'
import { parseTree } from './tree.js'
import { pointed } from '../text/inline.js'
import { detectLanguage } from '../text/language.js'
import { splitText } from '../structure/split.js'

/**
 * Reads a web page or a page saved by an office program: its text and structure only, nothing that runs, is hidden or
 * belongs to the site. Throws Refused: too_deep, too_large, and empty where no text is left.
 */
export const parseHtml: Parser = async (input) => {
  const decoded = decodeText(input.bytes, declaredEncoding(input.bytes), input.language)
  const tree = parseTree(decoded.text)
  const meta = readMeta(tree)
  const options = { looks: readStyles(meta.styles), dropFurniture: true }
  const page = wholePage(tree, options)
  if (page.blocks.length === 0) throw new Refused('empty', 'The page holds no text.')
  const language = input.language
    ? { code: input.language, confidence: 1, declared: meta.language }
    : detectLanguage(page.blocks.map(({ text }) => text).join('\n'), meta.language)
  const blocks = language?.code === 'ru' ? page.blocks.map((block) => ({ ...block, text: pointed(block.text) })) : page.blocks
  const { facts, warnings, ...split } = readAknPage(tree, options) ?? splitText(blocks, language?.code ?? null, meta.title)
  return {
    format: 'html', language, ocrPages: [], pages: null, ...split, facts: factsOf(meta, split.documentType, facts),
    warnings: [...decoded.warnings, ...meta.warnings, ...pageWarnings(page, countActive(tree)), ...warnings]
  }
}

/** What is left when the site around a text is dropped; all of it where that would be next to nothing. */
const keptShareMin = 0.1

function wholePage (tree: ReturnType<typeof parseTree>, options: PageOptions): Page {
  const kept = readPage(tree, options)
  if (kept.counts.furniture === 0) return kept
  const all = readPage(tree, { ...options, dropFurniture: false })
  return lengthOf(kept) < lengthOf(all) * keptShareMin ? all : kept
}

const lengthOf = ({ blocks }: Page) => blocks.reduce((sum, { text }) => sum + text.length, 0)

/** What the text shows goes before what the page says of it. */
function factsOf (meta: PageMeta, documentType: ParsedDocument['documentType'], shown: Partial<ParsedFacts>): ParsedFacts {
  const { decidedOn, enactedOn, inForceFrom, validFrom, ...facts } = meta.facts
  const dates = documentType === 'judgment' ? { decidedOn } : documentType === 'law' ? { enactedOn, inForceFrom, validFrom } : {}
  const title = meta.title ?? meta.pageTitle
  const seen = Object.fromEntries(Object.entries(shown).filter(([, value]) => value !== null))
  return parsedFacts.parse({ title, ...facts, ...dates, ...seen })
}

function pageWarnings ({ counts }: Page, active: number): Warning[] {
  const told: [WarningCode, number][] = [
    ['active_content_removed', active], ['hidden_text_removed', counts.hidden], ['changes_accepted', counts.deleted], ['page_furniture_removed', counts.furniture], ['notes_left_out', counts.note || counts.noteText],
    ['image_left_out', counts.image], ['table_as_text', counts.tables]
  ]
  return told.filter(([, count]) => count > 0).map(([code, count]) => ({ code, count, detail: null, at: null }))
}
