import { readAll } from './all.js'
import { readConcepts, readCoverage, strongest, type Coverage, type CoverageStatus } from './coverage.js'
import { read, today, type Shape, type View } from './view.js'

export const statesMax = 10
/** What is compared as long as nothing is chosen. */
const familyDefault = 'OFF.CIA'

type Provision = Shape['Provision']
export type Cell = { status: CoverageStatus, provisions: Provision[] }
/** What the States are compared on: an article of a treaty, or a concept of a family, and the concepts that it stands for. */
export type Subject = { code: string, label: string, language: string | null, concepts: string[] }
export type Comparison = {
  by: 'instrument' | 'concept'
  instrument: string
  concept: string
  /** the day as of which the law is compared; today where none is asked for */
  asOf: string | undefined
  /** how many provisions on the same are left out because nothing is known of that day */
  undated: number
  /** all that were asked for, of which no more than `statesMax` are compared */
  asked: string[]
  states: { code: string, name: string }[]
  subjects: Subject[]
  /** by the code of the subject and of the State */
  cells: Map<string, Cell>
  choices: { states: Shape['StateSummary'][], instruments: Shape['InstrumentSummary'][], concepts: Awaited<ReturnType<typeof readConcepts>> }
}

export const cellOf = ({ cells }: Comparison, subject: Subject, state: { code: string }): Cell => cells.get(`${subject.code} ${state.code}`) ?? { status: 'no_data', provisions: [] }

/** What the States are compared on, in words. */
export const nameOf = ({ by, instrument, concept, choices }: Comparison): string => (by === 'instrument'
  ? choices.instruments.find(({ code }) => code === instrument)?.shortName
  : choices.concepts.find(({ code }) => code === concept)?.label) ?? ''

/** What the address of the page asks for, from the public API. */
export async function readComparison (view: View): Promise<Comparison> {
  const { api, query } = view
  const asked = [...new Set(query.getAll('state').flatMap((codes) => codes.split(',')).map((code) => code.trim().toUpperCase()).filter((code) => code !== ''))]
  const instrument = query.get('instrument')?.toUpperCase() || ''
  const concept = (query.get('concept') || familyDefault).toUpperCase()
  const by = query.get('by') === 'instrument' || (query.get('by') !== 'concept' && instrument !== '' && !query.get('concept')) ? 'instrument' : 'concept'
  const [states, instruments, concepts] = await Promise.all([
    readAll((paging) => read(api.GET('/v1/states', { params: { query: paging } }))),
    readAll((paging) => read(api.GET('/v1/instruments', { params: { query: paging } }))),
    readConcepts(view)
  ])
  const named = asked.flatMap((code) => states.find((state) => state.code === code) ?? [])
  const compared = named.slice(0, statesMax)
  const chosen = instrument || instruments.find(({ code }) => code === 'BUD')!.code
  const all = by === 'instrument' ? await readArticles(view, chosen) : concepts.filter(({ code }) => code === concept || code.startsWith(`${concept}.`)).map(({ code, label }) => ({ code, label, language: null, concepts: [code] }))
  const asOf = query.get('asOf') || undefined
  const { cells, undated } = await readCells(view, all, compared.map(({ code }) => code), asOf)
  const isFamily = (subject: Subject) => by === 'concept' && all.some(({ code }) => code.startsWith(`${subject.code}.`))
  // The family itself is a row only where something is said of it and not of its members.
  const subjects = all.filter((subject) => !isFamily(subject) || compared.some(({ code }) => cells.has(`${subject.code} ${code}`)))
  return { by, instrument: chosen, concept, asOf, undated, asked, states: compared, subjects, cells, choices: { states, instruments, concepts } }
}

/** The articles that concepts answer to. */
async function readArticles ({ api }: View, code: string): Promise<Subject[]> {
  const { articles } = await read(api.GET('/v1/instruments/{code}', { params: { path: { code } } }))
  return articles.flatMap(({ number, title, concepts }) => {
    const close = concepts.filter(({ relation }) => relation !== 'related')
    const meant = (close.length > 0 ? close : concepts).map(({ concept }) => concept.code)
    return meant.length === 0 ? [] : [{ code: number, label: title?.text ?? '', language: title?.language ?? null, concepts: [...new Set(meant)] }]
  })
}

async function readCells ({ api }: View, subjects: Subject[], state: string[], asOf: string | undefined): Promise<Pick<Comparison, 'cells' | 'undated'>> {
  const concept = [...new Set(subjects.flatMap(({ concepts }) => concepts))]
  if (concept.length === 0 || state.length === 0) return { cells: new Map(), undated: 0 }
  const wanted = { state, concept, asOf }
  const [coverage, provisions, { undated = 0 }] = await Promise.all([
    readCoverage(api, wanted),
    readAll((paging) => read(api.GET('/v1/provisions', { params: { query: { ...wanted, ...paging } } }))),
    asOf ? read(api.GET('/v1/provisions', { params: { query: { ...wanted, limit: 1, count: 'exact' } } })) : { undated: 0 }
  ])
  const valid = latest(provisions, asOf ?? today())
  const cells = subjects.flatMap((subject) => state.flatMap((code): [string, Cell][] => {
    const status = statusOf(coverage, subject, code)
    const found = valid.filter((provision) => provision.state.code === code && answers(provision, subject))
    return status === undefined && found.length === 0 ? [] : [[`${subject.code} ${code}`, { status: status ?? 'no_data', provisions: found }]]
  }))
  return { cells: new Map(cells), undated }
}

function statusOf (coverage: Coverage[], { concepts }: Subject, code: string): CoverageStatus | undefined {
  const said = coverage.filter(({ state, concept }) => state.code === code && concepts.includes(concept.code)).map(({ status }) => status)
  return strongest.find((status) => said.includes(status))
}

/** Whether a provision is counted: of an offence only what creates it, as coverage does. */
const answers = ({ concepts }: Provision, subject: Subject): boolean => concepts.some(({ concept: { code }, relation, reviewState }) =>
  subject.concepts.includes(code) && reviewState === 'accepted' && (!code.startsWith('OFF') || relation === 'specific_offence' || relation === 'general_offence'))

/** Of each provision the wording that is valid on a day, in its own language where there are several. */
function latest (provisions: Provision[], day: string): Provision[] {
  const all = new Map<string, Provision>()
  for (const provision of provisions) {
    if ((provision.validTo !== null && provision.validTo <= day) || (provision.validFrom !== null && provision.validFrom > day)) continue
    const key = `${provision.law.id} ${provision.eId}`
    const known = all.get(key)
    if (!known || rank(provision) > rank(known)) all.set(key, provision)
  }
  return [...all.values()]
}

const rank = ({ validFrom, version }: Provision): string => `${validFrom ?? '0000'} ${version.textKind === 'original' ? 1 : 0}`
