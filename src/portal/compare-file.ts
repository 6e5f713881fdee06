import { stringify } from 'csv-stringify/sync'
import { provisionHref } from './address.js'
import { cellOf, readComparison, type Comparison } from './comparison.js'
import { penaltyLine } from './penalty-range.js'
import { compare as texts } from './text/compare.js'
import { coverageWords } from './text/coverage.js'
import { link, today, type File, type Shape, type View } from './view.js'

type Provision = Shape['Provision']
/** What a comparison is called as a file, without an ending. */
export const fileName = ({ by, instrument, concept, states, asOf }: Comparison) =>
  ['compare', by === 'instrument' ? instrument : concept, ...states.map(({ code }) => code), ...asOf ? [asOf] : []].join('-')
const penaltiesOf = (view: View, { penalties }: Provision) => penalties.map((penalty) => penaltyLine(view, penalty)).join(' | ')
/** Where a provision is read, on the day that is asked for. */
export const addressOf = ({ origin, query }: View, p: Provision) => origin + link({ language: 'en', named: false }, provisionHref(p.law.id, p.eId), { asOf: query.get('asOf') || undefined })

/** Which of the two it is, and the wording, else the summary by our editors. */
export const wordingOf = (view: View, { text, summary }: Provision): [kind: string, text: string] =>
  text ? [texts(view).wording, text.text] : summary ? [texts(view).summary, summary.text] : ['', '']

/** A line for each provision, and one for each State of which none was read. A spreadsheet takes nothing in it for a formula. */
export async function compareCsv (view: View): Promise<File> {
  const t = texts(view)
  const compared = await readComparison(view)
  const records = compared.subjects.flatMap((subject) => compared.states.flatMap((state) => {
    const { status, provisions } = cellOf(compared, subject, state)
    const begin = [subject.code, subject.label, state.code, state.name, coverageWords(view)[status]]
    const day = compared.asOf ?? today()
    if (provisions.length === 0) return [[...begin, '', '', '', '', '', day, '', '']]
    return provisions.map((p) => [...begin, p.number, p.heading?.text ?? '', p.law.title.text, penaltiesOf(view, p), addressOf(view, p), day, ...wordingOf(view, p)])
  }))
  const columns = [t.code, compared.by === 'instrument' ? t.article : t.subject, `${t.state} (ISO 3166-1)`, t.state, t.status, t.number, t.heading, t.law, t.penalty, t.address, t.asOf, t.kind, t.wording]
  return { media: 'text/csv; charset=utf-8', name: `${fileName(compared)}.csv`, body: csvOf(columns, records), download: true }
}

export const csvOf = (columns: string[], records: string[][]): string => stringify([columns, ...records], { bom: true, record_delimiter: 'windows', escape_formulas: true })
