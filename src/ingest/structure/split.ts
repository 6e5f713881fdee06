import type { Block, ParsedDocument, ParsedFacts, ParsedProvision } from '../../model/parsed.js'
import { readJudgment } from './judgment.js'
import { readMark } from './numbering.js'
import { structureBlocks } from './structure.js'

type Split = Pick<ParsedDocument, 'documentType' | 'structure' | 'confidence' | 'provisions' | 'warnings'> & { facts: Partial<ParsedFacts> }

const lawUnits = new Set<ParsedProvision['kind']>(['section', 'article', 'rule', 'clause', 'schedule'])

/**
 * The paragraphs of a file as a judgment, a law or something else. `named` is the title that the file gives apart from its
 * text; without one the text's own is taken.
 */
export function splitText (blocks: Block[], language: string | null, named: string | null): Split {
  const judgment = readJudgment(blocks)
  if (judgment) return { ...judgment, documentType: 'judgment', facts: { ...judgment.facts, title: named } }
  const { title: found, ...structured } = structureBlocks(blocks, { language })
  const title = named ?? headline(blocks) ?? (found && !bareKind.test(found) ? found : revisedTitle(structured.provisions))
  return {
    ...structured,
    documentType: structured.provisions.some(({ kind }) => lawUnits.has(kind)) ? 'law' : 'other',
    provisions: found === null || found === title ? structured.provisions : withFirstLine(structured.provisions, found),
    facts: { title }
  }
}

/** The word for a kind of text is no title: `ACT`. */
const bareKind = /^\P{L}*(an? )?(act|bill|law|code|ordinance|decree|regulations?|rules|loi|décret|ley|decreto|lei|gesetz|verordnung|закон|кодекс|قانون|مرسوم|法律|sheria)\P{L}*$/iu

/** Revised editions number whole laws as chapters: CHAPTER 16, THE LAMPS ACT. */
function revisedTitle (provisions: ParsedProvision[]): string | null {
  const container = provisions.find(({ kind }) => kind !== 'preamble')
  return container?.kind === 'chapter' && /\b(act|ordinance|code|decree)\b/i.test(container.heading ?? '') ? container.heading : null
}

const headlineWithin = 12
const headlineMax = 400

/** The highest heading near the beginning that is not a provision's. */
function headline (blocks: Block[]): string | null {
  const headings = blocks.slice(0, headlineWithin).filter(({ level, text }) => level !== undefined && !readMark(text) && text.length <= headlineMax)
  const highest = Math.min(...headings.map(({ level }) => level!))
  return headings.find(({ level }) => level === highest)?.text.replaceAll('\n', ' ') ?? null
}

/** The line that the text was split after would be lost where another title is taken: it goes before the text. */
function withFirstLine (provisions: ParsedProvision[], line: string): ParsedProvision[] {
  const [first, ...rest] = provisions
  if (first && (first.kind === 'preamble' || first.kind === 'paragraph') && first.parent === null) {
    return [{ ...first, text: [line, first.text].filter(Boolean).join('\n') }, ...rest]
  }
  return [{ eId: 'preamble_1', kind: 'preamble', number: '1', heading: null, parent: null, text: line, page: first?.page ?? null }, ...provisions]
}
