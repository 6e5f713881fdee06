import { cellOf, nameOf, readComparison, type Comparison, type Subject } from './comparison.js'
import { addressOf, fileName, wordingOf } from './compare-file.js'
import { signs } from './coverage.js'
import { penaltyLine } from './penalty-range.js'
import { compare as texts } from './text/compare.js'
import { coverageWords } from './text/coverage.js'
import { frame } from './text/frame.js'
import { date, direction, number, today, type File, type Shape, type View } from './view.js'

type Docx = typeof import('docx')
type Provision = Shape['Provision']
type Text = { text: string, language: string }
const media = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'
/** Half points. */
const smallSize = 17

/** A Word document with the provisions side by side and the penalties, landscape; from right to left where the language is. */
export async function compareDocx (view: View): Promise<File> {
  const t = texts(view)
  const compared = await readComparison(view)
  // Only those who ask for such a document wait for its library.
  const docx = await import('docx')
  const { Document, HeadingLevel, Packer, PageOrientation } = docx
  const parts = partsOf(docx, view)
  const names = compared.states.map(({ name }) => name).join(', ')
  const document = new Document({
    creator: frame(view).name,
    title: `${t.title}: ${names}`,
    sections: [{
      properties: { page: { size: { orientation: PageOrientation.LANDSCAPE } } },
      children: [
        parts.paragraph(`${t.title}: ${names}`, { heading: HeadingLevel.HEADING_1 }),
        parts.paragraph(`${nameOf(compared)}. ${t.asOf} ${date(view, compared.asOf ?? today())}`, { bold: true }),
        parts.paragraph(`${frame(view).name}, ${view.origin}, ${date(view, today())}. ${frame(view).openData}`),
        ...compared.undated > 0 ? [parts.paragraph(t.undated(number(view, compared.undated)))] : [],
        provisionTable(docx, view, compared),
        parts.paragraph(t.penalties, { heading: HeadingLevel.HEADING_2 }),
        parts.paragraph(`${t.penaltiesLead} ${t.noPenaltyLead}`),
        penaltyTable(docx, view, compared)
      ]
    }]
  })
  return { media, name: `${fileName(compared)}.docx`, body: await Packer.toBuffer(document), download: true }
}

/** Paragraphs, cells and tables that run as the language of the document does; a text in another runs as its own. */
function partsOf ({ Paragraph, Table, TableCell, TableRow, TextRun, WidthType }: Docx, view: View) {
  const isRtl = (language: string) => direction(language) === 'rtl'
  const paragraph = (text: string, { heading, language = view.language, ...options }: { heading?: 'Heading1' | 'Heading2', language?: string, bold?: boolean, italics?: boolean, size?: number } = {}) =>
    new Paragraph({ heading, bidirectional: isRtl(language), children: [new TextRun({ text, rightToLeft: isRtl(language), ...options })] })
  const cell = (children: InstanceType<typeof Paragraph>[]) => new TableCell({ children, margins: { top: 60, bottom: 60, left: 80, right: 80 } })
  const row = (cells: InstanceType<typeof Paragraph>[][], isHead = false) => new TableRow({ tableHeader: isHead, children: cells.map(cell) })
  const table = (titles: string[], rows: InstanceType<typeof TableRow>[]) => new Table({
    visuallyRightToLeft: isRtl(view.language),
    width: { size: 100, type: WidthType.PERCENTAGE },
    rows: [row(titles.map((text) => [paragraph(text, { bold: true })]), true), ...rows]
  })
  return { paragraph, row, table, isRtl }
}

const subjectName = ({ by }: Comparison, { code, label }: Subject) => by === 'instrument' ? `${code} ${label}` : label
const provisionName = ({ number: n, heading }: Provision) => [n, heading?.text].filter((text) => text).join(' ')

function provisionTable (docx: Docx, view: View, compared: Comparison) {
  const t = texts(view)
  const { ExternalHyperlink, Paragraph, TextRun } = docx
  const { paragraph, row, table, isRtl } = partsOf(docx, view)
  const provision = (p: Provision) => {
    const name = new TextRun({ text: provisionName(p), style: 'Hyperlink', rightToLeft: isRtl(p.version.language) })
    const [kind, text] = wordingOf(view, p)
    const { language } = (p.text ?? p.summary ?? { language: view.language }) as Text
    return [
      new Paragraph({ bidirectional: isRtl(view.language), children: [new ExternalHyperlink({ link: addressOf(view, p), children: [name] })] }),
      ...text === '' ? [] : [paragraph(`${kind}:`, { size: smallSize, italics: true }), ...text.split('\n').map((line) => paragraph(line, { size: smallSize, language }))]
    ]
  }
  const rows = compared.subjects.map((subject) => row([
    [paragraph(subjectName(compared, subject), { bold: true })],
    ...compared.states.map((state) => {
      const { status, provisions } = cellOf(compared, subject, state)
      return [paragraph(`${signs[status]} ${coverageWords(view)[status]}`), ...provisions.flatMap(provision)]
    })
  ]))
  return table([compared.by === 'instrument' ? t.article : t.subject, ...compared.states.map(({ name }) => name)], rows)
}

/** Of the subjects that penalties were seen on, a row for each State of which a provision was read; that no penalty was seen is told. */
function penaltyTable (docx: Docx, view: View, compared: Comparison) {
  const t = texts(view)
  const { paragraph, row, table } = partsOf(docx, view)
  const provisionsOf = (subject: Subject) => compared.states.flatMap((state) => cellOf(compared, subject, state).provisions)
  const subjects = compared.subjects.filter((subject) => provisionsOf(subject).some(({ penalties }) => penalties.length > 0))
  const lines = subjects.flatMap((subject) => compared.states.flatMap((state) => {
    const { provisions } = cellOf(compared, subject, state)
    if (provisions.length === 0) return []
    const told = provisions.flatMap((p) => p.penalties.map((penalty) => paragraph(`${p.number}${penalty.paragraph ? ' ' : ': '}${penaltyLine(view, penalty)}`)))
    return [row([[paragraph(subjectName(compared, subject))], [paragraph(state.name)], told.length > 0 ? told : [paragraph(t.noPenalty)]])]
  }))
  return table([compared.by === 'instrument' ? t.article : t.subject, t.state, t.penalty], lines)
}
