import type { Warning } from '../../model/parsed.js'
import { createTally } from '../structure/tally.js'
import type { LineRules, Role } from '../xml/lines.js'
import { descendants, type XmlElement } from '../xml/xml.js'

const words = (text: string) => new Set(text.trim().split(/\s+/))

/** The hierarchy of a law, from books to points. */
export const hierarchy = words(`book tome part subpart title subtitle chapter subchapter division subdivision section subsection article rule subrule clause
  subclause paragraph subparagraph list sublist point indent alinea proviso transitional level hcontainer tblock`)
/** What holds basic units and is none itself, wherever it has elements of the hierarchy in it. */
export const groups = words('book tome part subpart title subtitle chapter subchapter division subdivision tblock')
/** Sections hold articles in some laws, articles hold sections in others: the innermost is the basic unit. */
export const basicUnits = words('section article rule')
/** What only says which part of the document follows. */
export const wrappers = words(`body mainBody judgmentBody debateBody portionBody amendmentBody introduction background arguments motivation remedies decision
  attachments components`)
export const fronts = words('coverPage preface preamble header')
export const documents = words('act bill judgment debate debateReport doc statement portion amendment documentCollection amendmentList officialGazette')
export const debateSections = words(`debateSection administrationOfOath rollCall prayers oralStatements writtenStatements personalStatements ministerialStatements
  resolutions nationalInterest declarationOfVote communication petitions papers noticesOfMotion questions address proceduralMotions
  pointOfOrder adjournment speechGroup`)
export const speeches = words('speech question answer')
/** What another text is quoted in: its sections and articles are not this document's. */
export const quotations = words('quotedStructure embeddedStructure')

const blocks = words(`p block caption heading subheading crossHeading content intro wrapUp interstitial div container formula longTitle blockContainer blockList item
  listIntroduction listWrapUp listConclusion citations citation recitals recital ul ol li subFlow other scene narrative summary from signature
  attachment component conclusions`)
const notes = words('authorialNote note noteRef remark del')
const furniture = words('toc staticContent')
const skipped = words('meta documentRef componentRef colgroup img')

const roles = new Map<string, Role>([
  ...[blocks, hierarchy, wrappers, fronts, documents, debateSections, speeches, quotations].flatMap((all) => [...all].map((name) => [name, 'block'] as const)),
  ...[notes, furniture, skipped].flatMap((all) => [...all].map((name) => [name, 'skip'] as const)),
  ['num', 'label'], ['table', 'table'], ['tr', 'row'], ['td', 'cell'], ['th', 'cell'],
  ['sup', 'raised'], ['br', 'break'], ['eol', 'break']
])
/** Printed with brackets, which some files leave to the style sheet. */
const bracketed = words('subsection subrule subclause paragraph subparagraph point item')

/** How the text of Akoma Ntoso is made into lines; remarks of editors stand in it only where they are `kept`. */
export const lineRules = ({ kept, onTable }: { kept?: Set<XmlElement>, onTable?: () => void } = {}): LineRules => ({
  role: (element) => kept?.has(element) ? 'inline' : isEditorial(element) ? 'skip' : roles.get(element.name) ?? 'inline',
  label: (text, owner) => owner && bracketed.has(owner.name) && /^[\p{L}\p{N}]{1,5}$/u.test(text) ? `(${text})` : text,
  quotes: ({ attributes }) => ({ start: attributes.startQuote, end: attributes.endQuote }),
  ...(onTable ? { onTable } : {})
})

/** A part that whoever made the file put in, such as the place of a page: no part of the text. */
export const isEditorial = ({ name, attributes }: XmlElement): boolean => hierarchy.has(name) && attributes.status === 'editorial'

/** What of a document does not stand in its provisions, or stands there otherwise than in the file. */
export function contentWarnings (document: XmlElement, { tables, kept }: { tables: number, kept: Set<XmlElement> }): Warning[] {
  const { tell, warnings } = createTally()
  for (const element of descendants(document, new Set(['meta']))) {
    const { name } = element
    if (notes.has(name) && name !== 'noteRef' && !kept.has(element)) tell('notes_left_out', name)
    if (furniture.has(name) || isEditorial(element)) tell('page_furniture_removed', name)
    if (name === 'img') tell('image_left_out', name)
    if (quotations.has(name) && element.children.some((c) => typeof c !== 'string' && hierarchy.has(c.name))) tell('quoted_provisions', name)
  }
  for (let i = 0; i < tables; i++) tell('table_as_text', 'table')
  return warnings()
}
