import { stringify } from 'csv-stringify/sync'
import { provisionHref } from './address.js'
import { cellOf, readComparison, type Comparison } from './comparison.js'
import { signs } from './coverage.js'
import { penaltyLine } from './penalty-range.js'
import { compare as texts } from './text/compare.js'
import { coverageWords } from './text/coverage.js'
import { frame } from './text/frame.js'
import { date, direction, today, type File, type Shape, type View } from './view.js'

type Provision = Shape['Provision']
const fileName = ({ by, instrument, concept, states }: Comparison) => ['compare', by === 'instrument' ? instrument : concept, ...states.map(({ code }) => code)].join('-')
const penaltiesOf = (view: View, { penalties }: Provision) => penalties.map((penalty) => penaltyLine(view, penalty)).join(' | ')
const addressOf = ({ origin }: View, p: Provision) => origin + provisionHref(p.law.id, p.eId)

/** A line for each provision, and one for each State of which none was read. A spreadsheet takes nothing in it for a formula. */
export async function compareCsv (view: View): Promise<File> {
  const t = texts(view)
  const compared = await readComparison(view)
  const records = compared.subjects.flatMap((subject) => compared.states.flatMap((state) => {
    const { status, provisions } = cellOf(compared, subject, state)
    const begin = [subject.code, subject.label, state.code, state.name, coverageWords(view)[status]]
    if (provisions.length === 0) return [[...begin, '', '', '', '', '']]
    return provisions.map((p) => [...begin, p.number, p.heading?.text ?? '', p.law.title.text, penaltiesOf(view, p), addressOf(view, p)])
  }))
  const columns = [t.code, compared.by === 'instrument' ? t.article : t.subject, `${t.state} (ISO 3166-1)`, t.state, t.status, t.number, t.heading, t.law, t.penalty, t.address]
  return { media: 'text/csv; charset=utf-8', name: `${fileName(compared)}.csv`, body: csvOf(columns, records), download: true }
}

export const csvOf = (columns: string[], records: string[][]): string => stringify([columns, ...records], { bom: true, record_delimiter: 'windows', escape_formulas: true })

/** A Word document with one table, landscape; from right to left where the language is. */
export async function compareDocx (view: View): Promise<File> {
  const t = texts(view)
  const compared = await readComparison(view)
  // Only those who ask for such a document wait for its library.
  const { Document, ExternalHyperlink, HeadingLevel, Packer, PageOrientation, Paragraph, Table, TableCell, TableRow, TextRun, WidthType } = await import('docx')
  const bidirectional = direction(view.language) === 'rtl'
  const say = (text: string, options: { bold?: boolean } = {}) =>
    new Paragraph({ bidirectional, children: [new TextRun({ text, rightToLeft: bidirectional, ...options })] })
  const cell = (children: InstanceType<typeof Paragraph>[]) => new TableCell({ children, margins: { top: 60, bottom: 60, left: 80, right: 80 } })
  const provision = (p: Provision) => {
    const rightToLeft = direction(p.version.language) === 'rtl'
    const name = new TextRun({ text: [p.number, p.heading?.text].filter((text) => text).join(' '), style: 'Hyperlink', rightToLeft })
    const penalty = penaltiesOf(view, p)
    const words = penalty ? [new TextRun({ text: ` – ${penalty}`, rightToLeft: bidirectional })] : []
    return new Paragraph({ bidirectional, children: [new ExternalHyperlink({ link: addressOf(view, p), children: [name] }), ...words] })
  }
  const titles = [compared.by === 'instrument' ? t.article : t.subject, ...compared.states.map(({ name }) => name)]
  const head = new TableRow({ tableHeader: true, children: titles.map((text) => cell([say(text, { bold: true })])) })
  const rows = compared.subjects.map((subject) => new TableRow({
    cantSplit: true,
    children: [cell([say(compared.by === 'instrument' ? `${subject.code} ${subject.label}` : subject.label, { bold: true })]), ...compared.states.map((state) => {
      const { status, provisions } = cellOf(compared, subject, state)
      return cell([say(`${signs[status]} ${coverageWords(view)[status]}`), ...provisions.map(provision)])
    })]
  }))
  const document = new Document({
    creator: frame(view).name,
    title: t.title,
    sections: [{
      properties: { page: { size: { orientation: PageOrientation.LANDSCAPE } } },
      children: [
        new Paragraph({ heading: HeadingLevel.HEADING_1, bidirectional, children: [new TextRun({ text: `${t.title}: ${compared.states.map(({ name }) => name).join(', ')}`, rightToLeft: bidirectional })] }),
        say(`${frame(view).name}, ${view.origin}, ${date(view, today())}. ${frame(view).openData}`), say(t.noPenaltyLead),
        new Table({ visuallyRightToLeft: bidirectional, width: { size: 100, type: WidthType.PERCENTAGE }, rows: [head, ...rows] })
      ]
    }]
  })
  return { media: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document', name: `${fileName(compared)}.docx`, body: await Packer.toBuffer(document), download: true }
}
