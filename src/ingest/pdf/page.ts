import type { PDFDocumentProxy } from 'pdfjs-dist'
import { Refused } from '../../model/parsed.js'
import { cleaned } from '../text/inline.js'
import { readGlyphs, type PageGlyphs } from './glyph.js'
import { brokenText, canBeJudged } from './health.js'
import { readLines, type PageLines, type Piece } from './line.js'

/**
 * A page and what its text layer is: text; none at all, though something is drawn; signs that are no text, which are
 * not given; or nothing, because the page is blank or could not be read (`unread`).
 */
export type ReadPage = {
  number: number
  state: 'text' | 'none' | 'broken' | 'blank' | 'unread'
  lines: PageLines
  /** a few signs on a page that is a picture */
  sparse: boolean
  /** pictures beside the text */
  pictures: number
  truncated: boolean
  /** signs that nothing is known of, and pieces in fonts that give no text: each is a U+FFFD in the text */
  lost: number
  /** why it is broken */
  why: string | null
}

const pagesMax = 5000

/** Reads every page of a PDF. Throws Refused: corrupt where no page can be read, too_large. */
export async function readPages (document: PDFDocumentProxy): Promise<ReadPage[]> {
  if (document.numPages > pagesMax) throw new Refused('too_large', `The PDF has more than ${pagesMax} pages.`)
  const pages: ReadPage[] = []
  const fonts: FontTexts = new Map()
  let reason: unknown
  for (let number = 1; number <= document.numPages; number++) {
    try {
      pages.push(await readPage(document, number, fonts))
    } catch (error) {
      reason = error
      pages.push({ ...emptyPage(number), state: 'unread' })
    }
  }
  if (pages.every(({ state }) => state === 'unread')) throw new Refused('corrupt', `No page of the PDF can be read: ${reason}`.slice(0, 300))
  const broken = new Map([...fonts].map(([font, text]) => [font, brokenText(text)]))
  return pages.map((page) => page.state === 'text' ? judged(page, broken) : page)
}

/** For each font what is written in it, as far as it is needed to judge it. */
type FontTexts = Map<string, string>
const fontSample = 20_000

const emptyPage = (number: number): ReadPage => ({
  number, state: 'blank', sparse: false, pictures: 0, truncated: false, lost: 0, why: null,
  lines: { pieces: [], rtl: false, hidden: 0, signs: 0, drawnForms: 0, lostMarks: 0, slanted: '' }
})

async function readPage (document: PDFDocumentProxy, number: number, fonts: FontTexts): Promise<ReadPage> {
  const page = await document.getPage(number)
  const read = await readGlyphs(page)
  page.cleanup()
  const lines = readLines(read.glyphs, read.boldFonts)
  noteFonts(lines, fonts)
  const behind = lines.hidden > lines.signs / 2
  const sparse = lines.signs < sparseSigns && !behind && read.pictured > 0.5
  return { ...emptyPage(number), state: stateOf(read, lines), lines, truncated: read.truncated, sparse, pictures: behind || sparse ? 0 : read.pictures }
}

const sparseSigns = 200
const stateOf = ({ blank }: PageGlyphs, { signs }: PageLines) => signs > 0 ? 'text' : blank ? 'blank' : 'none'

function noteFonts ({ pieces }: PageLines, fonts: FontTexts) {
  for (const { font, text } of pieces.flat()) {
    const known = fonts.get(font) ?? ''
    if (known.length < fontSample) fonts.set(font, `${known} ${text}`)
  }
}

const brokenShareMax = 0.1

/** Judges a page by its own text, that of each font by itself, and where it is short by what the font gives elsewhere. What is broken is not given. */
function judged (page: ReadPage, broken: Map<string, string | null>): ReadPage {
  const pieces = page.lines.pieces.flat()
  const textIn = (some: Piece[]) => some.map(({ text }) => text).join('\n')
  const verdicts = new Map([...new Set(pieces.map(({ font }) => font))].map((font) => {
    const text = textIn(pieces.filter((piece) => piece.font === font))
    return [font, canBeJudged(text) ? brokenText(text) : broken.get(font) ?? null]
  }))
  const bad = pieces.filter(({ font }) => verdicts.get(font))
  const why = textIn(bad).length > textIn(pieces).length * brokenShareMax ? verdicts.get(bad[0]!.font)! : brokenText(textIn(pieces))
  if (why) return { ...emptyPage(page.number), state: 'broken', why }
  let lost = page.lines.lostMarks
  const mended = page.lines.pieces.map((direction) => direction.map((piece) => {
    const text = verdicts.get(piece.font) ? '\uFFFD' : cleaned(piece.text.replace(unknown, '\uFFFD'))
    lost += text.match(/\uFFFD/g)?.length ?? 0
    return { ...piece, text }
  }).filter(({ text }) => text !== ''))
  return { ...page, lost, lines: { ...page.lines, pieces: mended } }
}

/** Controls and characters that are assigned to nothing. Private ones are dealt with where text is cleaned. */
const unknown = /[\p{Cc}\p{Cn}\p{Cs}]/gu
