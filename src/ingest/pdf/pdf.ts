import type { PDFDocumentProxy } from 'pdfjs-dist'
import { parsedFacts, Refused, type Block, type ParsedDocument, type ParsedProvision, type Parser, type Warning, type WarningCode } from '../../model/parsed.js'
import { cleaned, pointed } from '../text/inline.js'
import { detectLanguage } from '../text/language.js'
import { ocrPages } from './ocr.js'
import { blocksOf } from './block.js'
import { openPdf } from './open.js'
import { readPages, type ReadPage } from './page.js'
import { splitText } from '../structure/split.js'

/**
 * Reads a PDF: its text in reading order, without running heads, feet and page numbers. Pages whose text layer is missing
 * or is no text are told in `ocrPages`, or read with the OCR command where there is one; nothing of a broken layer is
 * given. Throws Refused: encrypted, corrupt, empty, too_large.
 */
export const parsePdf: Parser = async ({ bytes, language: named, ocrCommand }) => {
  const pdf = await openPdf(bytes)
  const { pages, declared } = await readAll(pdf.document).finally(pdf.close)
  if (pages.every(({ state }) => state === 'blank')) throw new Refused('empty', 'The pages of the PDF are blank.')
  const languageOf = (blocks: Block[]): ParsedDocument['language'] => {
    const detected = detectLanguage(blocks.map(({ text }) => text).join('\n'), declared)
    return named ? { code: named, confidence: 1, declared: detected?.declared ?? null } : detected
  }
  const wanted = pages.filter(needsOcr).map(({ number }) => number)
  const ocr = ocrCommand && wanted.length > 0
    ? await ocrPages(bytes, wanted, ocrCommand, languageOf(blocksOf(pages, new Map()).blocks)?.code ?? null)
    : { texts: new Map<number, string>(), failed: new Map<number, string>() }
  const { blocks: read, furniture, tables } = blocksOf(pages, ocr.texts)
  const language = languageOf(read)
  const blocks = read.map((block) => ({ ...block, text: language?.code === 'ru' ? pointed(cleaned(block.text)) : cleaned(block.text) })).filter(({ text }) => text !== '')
  const { warnings, ...found } = splitBlocks(blocks, language?.code ?? null)
  const left = pages.filter((page) => needsOcr(page) && !ocr.texts.has(page.number))
  const watermark = pages.find(({ lines }) => lines.slanted !== '')?.lines.slanted ?? null
  return {
    format: 'pdf', language, pages: pages.length, ocrPages: left.map(({ number }) => number), ...found,
    warnings: [
      ...pageWarnings(pages, left, ocr.failed), ...ocrUsed(found.provisions, pages, ocr.texts),
      ...told('page_furniture_removed', furniture, null, watermark), ...told('table_as_text', tables, null, null), ...warnings
    ]
  }
}

async function readAll (document: PDFDocumentProxy): Promise<{ pages: ReadPage[], declared: string | null }> {
  const pages = await readPages(document)
  const metadata = await document.getMetadata().catch(() => null)
  const declared = (metadata?.info as { Language?: unknown } | undefined)?.Language
  return { pages, declared: typeof declared === 'string' && declared !== '' ? declared : null }
}

const needsOcr = ({ state, sparse }: ReadPage) => state === 'none' || state === 'broken' || (state === 'text' && sparse)

function splitBlocks (blocks: Block[], language: string | null): Omit<ParsedDocument, 'format' | 'language' | 'ocrPages' | 'pages'> {
  if (blocks.length === 0) return { documentType: 'other', facts: parsedFacts.parse({}), structure: 'none', confidence: 0, provisions: [], warnings: [] }
  const { facts, ...split } = splitText(blocks, language, null)
  return { ...split, facts: parsedFacts.parse(facts) }
}

const told = (code: WarningCode, count: number, at: string | null, detail: string | null): Warning[] =>
  count > 0 ? [{ code, count, at, detail: detail?.slice(0, 400) ?? null }] : []

/** What is wrong with pages: one warning of each kind, at the first, with the numbers of all. */
function pageWarnings (pages: ReadPage[], left: ReadPage[], failed: Map<number, string>): Warning[] {
  const on = (code: WarningCode, some: ReadPage[], count: number, why: string | null = null): Warning[] => {
    const numbers = some.map(({ number }) => number)
    return told(code, count, `page ${numbers[0]}`, [numbers.join(', ').slice(0, 200), why].filter(Boolean).join(': '))
  }
  const sum = (some: ReadPage[], value: (page: ReadPage) => number) => some.reduce((total, page) => total + value(page), 0)
  const broken = left.filter(({ state }) => state === 'broken')
  const without = left.filter(({ state }) => state !== 'broken')
  const cut = pages.filter(({ state, truncated }) => state === 'unread' || truncated)
  const lost = pages.filter((page) => page.lost > 0)
  const drawn = pages.filter(({ state, lines }) => state === 'text' && lines.drawnForms > 0)
  const pictured = pages.filter(({ state, pictures }) => state === 'text' && pictures > 0)
  const why = [...failed.values()][0] ?? null
  return [
    ...on('no_text_layer', without, without.length, why), ...on('broken_fonts', broken, broken.length, why ?? broken[0]?.why),
    ...on('text_truncated', cut, cut.length), ...on('replaced_characters', lost, sum(lost, (page) => page.lost)),
    ...on('presentation_forms', drawn, sum(drawn, ({ lines }) => lines.drawnForms)), ...on('image_left_out', pictured, sum(pictured, ({ pictures }) => pictures))
  ]
}

/** Provisions with text that a machine read from a picture, by the OCR command or before the file came to us. */
function ocrUsed (provisions: ParsedProvision[], pages: ReadPage[], texts: Map<number, string>): Warning[] {
  const machine = new Set(pages.filter(({ number, lines }) => texts.has(number) || lines.hidden > lines.signs / 2).map(({ number }) => number))
  return provisions.filter(({ page, text }, i) => {
    const next = provisions[i + 1]?.page ?? pages.length
    return text !== null && page !== null && [...machine].some((number) => number >= page && number <= Math.max(page, next))
  }).flatMap(({ eId }) => told('ocr_used', 1, eId, null))
}
