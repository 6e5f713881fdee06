import { aknAlias, isoDate } from '../../model/common.js'
import { parsedFacts, type ParsedFacts, type Warning } from '../../model/parsed.js'
import { createTally } from '../structure/tally.js'
import type { LineRules, Role } from '../xml/lines.js'
import { childAt, childrenOf, descendants, textOf, type XmlElement } from '../xml/xml.js'

const words = (text: string) => text.trim().split(/\s+/)

const roles = new Map<string, Role>([
  ...words(`Text MarginalNote Definition DefinitionEnOnly DefinitionFrOnly Subsection Paragraph Subparagraph Clause Subclause Subsubclause Provision
    ContinuedSectionSubsection ContinuedParagraph ContinuedSubparagraph ContinuedClause ContinuedSubclause ContinuedDefinition ContinuedFormulaParagraph
    Oath Note List Item BilingualGroup BilingualItemEn BilingualItemFr TitleText OriginatingRef FormHeading CenteredText AmendedText ReadAsText SectionPiece
    BillPiece RegulationPiece DocumentInternal GroupHeading Heading Section FormulaGroup Formula FormulaConnector FormulaDefinition FormulaParagraph
    TableGroup Caption table title Enacts Introduction Preamble Order Footnote QuotedText ConventionAgreementTreaty SignatureBlock SignatureLine
    SignatureName SignatureTitle ReaderNote`).map((name) => [name, 'block'] as const),
  ...words('HistoricalNote FootnoteRef RecentAmendments Image ImageGroup colspec').map((name) => [name, 'skip'] as const),
  ['Label', 'label'], ['tgroup', 'table'], ['row', 'row'], ['entry', 'cell'], ['Sup', 'raised'], ['LineBreak', 'break'], ['PageBreak', 'break'], ['Leader', 'break']
])

/** How the text of a Canadian law is made into lines. */
export const limsLineRules = (onTable?: () => void): LineRules => ({
  role: (element, parent) => isLeftOut(element) ? 'skip' : isNumber(element, parent) ? 'label' : roles.get(element.name) ?? 'inline',
  ...(onTable ? { onTable } : {})
})

/** Amendments that are not in force, provisions of other laws, and the editors' footnotes: they are no part of the law. */
export const isLeftOut = ({ name, attributes }: XmlElement): boolean =>
  (name === 'Schedule' && /^(RelatedProvs|NifProvs)$/.test(attributes.id ?? '')) || (name === 'Footnote' && attributes.status === 'editorial')

/** Some schedules have their numbers as text, and beside it what they number: `4.1.1`. */
const isNumber = ({ name }: XmlElement, parent: XmlElement | undefined) =>
  name === 'Text' && parent !== undefined && childrenOf(parent, 'Provision').some((p) => p.attributes['keep-with-previous'] === 'yes')

/** What of a law does not stand in its provisions, or stands there otherwise than in the file. */
export function limsWarnings (root: XmlElement, tables: number): Warning[] {
  const { tell, warnings } = createTally()
  for (const element of descendants(root)) {
    const { name } = element
    if (name === 'HistoricalNote' || isLeftOut(element)) tell('notes_left_out', element.attributes.id && name === 'Schedule' ? element.attributes.id : name)
    if (name === 'Image') tell('image_left_out', name)
  }
  for (const element of childrenOf(root, 'Body').flatMap((body) => [...descendants(body)])) {
    if ((element.name === 'AmendedText' || element.name === 'ReadAsText') && [...descendants(element)].some((e) => e.name === 'Section')) tell('quoted_provisions', element.name)
  }
  for (let i = 0; i < tables; i++) tell('table_as_text', 'tgroup')
  return warnings()
}

/** What a Canadian law says of itself. Both language versions of a law are equally authentic. */
export function limsFacts (root: XmlElement): ParsedFacts {
  const head = childAt(root, 'Identification')
  const title = textOf(childAt(head, 'ShortTitle')) || textOf(childAt(head, 'LongTitle')) || null
  const version = { validFrom: day(root.attributes.lastAmendedDate) ?? day(root.attributes['pit-date']), textKind: 'original' as const }
  if (root.name === 'Regulation') {
    const number = textOf(childAt(head, 'InstrumentNumber')) || null
    const enactedOn = dayIn(childAt(head, 'RegistrationDate', 'Date'))
    return parsedFacts.parse({ title, country: 'ca', kind: 'regulation', number, year: yearOf(number), enactedOn, ...version })
  }
  const { number, year, annual } = chapter(head)
  const assent = childrenOf(childAt(head, 'BillHistory') ?? root, 'Stages').find((s) => s.attributes.stage === 'assented-to')
  const akn = aknAlias.safeParse(`ca/act/${year}/${(annual ?? number ?? '').toLowerCase().replaceAll('.', '-')}`).data ?? null
  return parsedFacts.parse({ title, country: 'ca', kind: 'act', number, year, akn, enactedOn: dayIn(childAt(assent, 'Date')), ...version })
}

const revisionYear = 1985

/** Acts of the Revised Statutes of 1985 are cited by their letter and number, later ones by the year and the chapter of that year. */
function chapter (head: XmlElement | undefined): { number: string | null, year: number | null, annual: string | null } {
  const consolidated = childAt(head, 'Chapter', 'ConsolidatedNumber')
  const annual = childAt(head, 'Chapter', 'AnnualStatuteId')
  const revised = consolidated?.attributes.official === 'yes' || annual?.attributes['revised-statute'] === 'yes'
  const number = textOf(consolidated) || null
  if (revised) return { number, year: revisionYear, annual: null }
  return { number, year: Number(textOf(childAt(annual, 'YYYY'))) || null, annual: textOf(childAt(annual, 'AnnualStatuteNumber')) || null }
}

const day = (text: string | undefined): string | null => isoDate.safeParse(text).data ?? null

const dayIn = (date: XmlElement | undefined): string | null =>
  day(['YYYY', 'MM', 'DD'].map((part) => textOf(childAt(date, part)).padStart(2, '0')).join('-'))

/** SOR/2004-309, C.R.C. without a year. */
const yearOf = (number: string | null) => Number(/\/(\d{4})-/.exec(number ?? '')?.[1]) || null
