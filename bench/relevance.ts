import { cpus } from 'node:os'
import { Command } from 'commander'
import { Pool } from 'undici'
import { groupBy } from '../src/model/group.js'
import { openDatabase } from '../src/db/client.js'
import { readGazetteer } from '../src/db/jurisdiction.js'
import { start } from '../src/server.js'
import { askBare, createBare, fillBare, strategies } from './bare.js'
import { openBm25 } from './bm25.js'
import { knownSets, readJudgedSets, wholeText, type JudgedDocument, type JudgedQuery, type JudgedSet } from './judged-set.js'
import { meanWorth, median, percentile, worthOf, type Worth } from './measure.js'
import { buildIndex, createEmptyDatabase, lawRecord, openBenchStores, openEngine, saveLaws, serviceConfig, type Stores } from './store.js'
import { referenceFigures, targetOf } from './target.js'

/**
 * How good the search is: what people judged to be relevant, looked for through the service as anybody does, beside the engine by
 * itself and beside a textbook's ranking. `npm run bench:relevance`
 */
const queryCharactersMax = 500
const hitsMax = 100
const askedAtOnce = 4
/** Where a set does not say which State a law is of: one that no query is about. */
const anywhere = 'NRU'
/** Of the table; the line above tells which measure a group of columns is of. */
const titles = ['set', 'queries', 'bare', '', 'BM25', '(ref)', 'ours', 'target', 'bare', 'BM25', 'ours', 'target', 'bare', 'BM25', 'ours', 'median', 'p95', 'ok']
/** Below zero: aligned to the left. */
const widths = [-28, 7, 6, -9, 6, 6, 6, 6, 6, 6, 6, 6, 6, 6, 6, 7, 7, 10]

type Options = { set: string[], limit: number }
/** Some queries of a set against all its documents, or those in one language. */
type Task = { row: string, language: string | null, queries: JudgedQuery[], relevantOf: (query: JudgedQuery) => Map<string, number> }
type Ask = (query: JudgedQuery) => Promise<string[][]>
type Row = { name: string, queries: number, bare: Worth & { strategy: string }, bm25: Worth, ours: Worth, latencies: number[] }

const options = new Command('bench:relevance')
  .option('--set <name...>', 'judged sets by name, or folders of the same shape; default: all of the working material')
  .option('--limit <n>', 'at most so many queries of each row', Number, Infinity)
  .parse().opts<Partial<Options>>()
const names = options.set ?? knownSets()
if (names.length === 0) throw new Error('The working material is not here: set ATLAS_SHARED to its folder, or name a folder with --set.')
const sets = names.flatMap(readJudgedSets)
const stores = await openBenchStores()
const stopped = () => { stores.stop().finally(() => process.exit(130)) }
process.once('SIGINT', stopped).once('SIGTERM', stopped)
try {
  const rows: Row[] = []
  for (const [n, set] of sets.entries()) rows.push(...await measureSet(stores, set, `set_${n}`))
  process.exitCode = tell(rows) ? 0 : 1
} finally {
  await stores.stop()
}

async function measureSet (stores: Stores, set: JudgedSet, uid: string): Promise<Row[]> {
  const tasks = tasksOf(set)
  note(`${set.name}: ${set.documents.length} documents, ${set.queries.length} queries; storing and indexing`)
  const ours = await openOurs(stores, set, uid)
  const bare = await openBareSet(stores, set, `${uid}_bare`)
  const bm25 = openBm25(set.documents.map((document) => wholeText(document, true)))
  const rows: Row[] = []
  try {
    for (const task of tasks) {
      note(`${task.row}: ${task.queries.length} queries`)
      const latencies: number[] = []
      rows.push({
        name: task.row,
        queries: task.queries.length,
        ours: await worthWith(task, 1, (query) => ours.ask(query, task.language, latencies)),
        bare: await bestBare(task, bare),
        bm25: await worthWith(task, 1, async ({ query }) =>
          bm25.rank(query, hitsMax, (i) => task.language === null || set.documents[i]!.language === task.language).map((i) => [set.documents[i]!.id])),
        latencies
      })
    }
  } finally {
    await ours.close()
    await bare.close()
  }
  return rows
}

/** Where the documents are in several languages: the queries of each against its own documents, and all against all. */
function tasksOf ({ name, documents, queries, judgments }: JudgedSet): Task[] {
  const languageOf = new Map(documents.map((document) => [document.id, document.language]))
  const languages = new Set(languageOf.values())
  const task = (row: string, language: string | null, asked: JudgedQuery[]): Task => {
    const relevantOf = ({ id }: JudgedQuery) =>
      new Map([...judgments.get(id) ?? []].filter(([document]) => language === null || languageOf.get(document) === language))
    return { row, language, relevantOf, queries: asked.filter((query) => relevantOf(query).size > 0).slice(0, options.limit) }
  }
  const all = task(languages.size > 1 ? `${name} any language` : name, null, queries)
  if (languages.size === 1) return [all]
  return [...groupBy(queries, (query) => query.language)].filter(([language]) => language !== null && languages.has(language))
    .map(([language, own]) => task(`${name} ${language}`, language, own)).concat(all)
}

async function worthWith ({ queries, relevantOf }: Task, atOnce: number, ask: Ask): Promise<Worth> {
  const worths: Worth[] = []
  for (let i = 0; i < queries.length; i += atOnce) {
    worths.push(...await Promise.all(queries.slice(i, i + atOnce).map(async (query) => worthOf(await ask(query), relevantOf(query)))))
  }
  return meanWorth(worths)
}

/** The documents as laws in a database of their own, indexed and served as the product does. */
async function openOurs (stores: Stores, set: JudgedSet, uid: string) {
  const databaseUrl = await createEmptyDatabase(stores, uid)
  const judgedIds = await store(databaseUrl, set)
  const engine = openEngine(stores, uid)
  await buildIndex(databaseUrl, engine).finally(engine.close)
  const service = await start(serviceConfig(stores, databaseUrl, uid))
  const pool = new Pool(service.url)
  return {
    async ask ({ query }: JudgedQuery, language: string | null, latencies: number[]): Promise<string[][]> {
      const parameters = new URLSearchParams({ q: query.slice(0, queryCharactersMax), type: 'provision', limit: String(hitsMax), ...(language ? { language } : {}) })
      const from = performance.now()
      const { statusCode, body } = await pool.request({ method: 'GET', path: `/v1/search?${parameters}` })
      const answer = await body.json() as { items: Found[] }
      latencies.push(performance.now() - from)
      if (statusCode !== 200) throw new Error(`${parameters} answered ${statusCode}: ${JSON.stringify(answer)}`)
      return answer.items.map((hit) => idsOf(hit).flatMap((id) => judgedIds.get(id) ?? []))
    },
    close: async () => {
      await pool.close()
      await service.close()
    }
  }
}

/** A hit of the service, and the ids of provisions that are word for word the same and were not shown beside it. */
type Found = { id: string, identical?: { ids?: string[], items?: { id: string }[] } | (string | { id: string })[] | null }

function idsOf ({ id, identical }: Found): string[] {
  const more = Array.isArray(identical) ? identical : identical?.ids ?? identical?.items ?? []
  return [id, ...more.map((other) => typeof other === 'string' ? other : other.id)]
}

/** Stores a set's documents as provisions of laws; answers the id of each provision with the id it was judged by. */
async function store (databaseUrl: string, { documents }: JudgedSet): Promise<Map<string, string>> {
  const { db, pool, close } = openDatabase(databaseUrl, { onError: () => {} })
  try {
    const { codes } = await readGazetteer(db)
    const stateOf = (country: string | null) => codes.get(country?.toUpperCase() ?? '') ?? anywhere
    const laws = [...groupBy(documents, ({ country, law, language }) => JSON.stringify([country, law, language])).values()]
    const records = laws.map((own) => {
      const { law, language, country } = own[0]!
      return lawRecord({ title: law, language, state: stateOf(country), provisions: own.map(toProvision) })
    })
    await saveLaws(db, records)
    const judged = new Map(records.flatMap(({ id, versions }, n) => versions[0]!.provisions.map(({ eId }, i) => [`${id} ${eId}`, laws[n]![i]!.id])))
    const { rows } = await pool.query<{ id: string, place: string }>('select id, legislation_id || \' \' || e_id as place from provision')
    return new Map(rows.map(({ id, place }) => [id, judged.get(place)!]))
  } finally {
    await close()
  }
}

/** `s14`, `art80`: what stands before a number says only what kind of provision it is. */
function toProvision ({ number, title, text }: JudgedDocument) {
  return { number: number.replace(/^(s|art)\.?\s?(?=\d)/, ''), heading: title, text }
}

async function openBareSet (stores: Stores, { documents }: JudgedSet, uid: string) {
  const engine = openEngine(stores, uid)
  await createBare(engine, ['title', 'text'], ['language'])
  const filled = await fillBare(engine, documents.map(({ law, number, title, text, language }, i) =>
    ({ id: String(i), title: [law + number, title].filter(Boolean).join(' '), text, language })))
  await filled.settle()
  return { engine, idOf: (place: string) => documents[Number(place)]!.id, close: engine.close }
}

/** The engine with whichever of its ways to drop words is best for these queries. */
async function bestBare (task: Task, { engine, idOf }: Awaited<ReturnType<typeof openBareSet>>): Promise<Row['bare']> {
  const filter = task.language === null ? undefined : `language = ${task.language}`
  const found: Row['bare'][] = []
  for (const strategy of strategies) {
    const worth = await worthWith(task, askedAtOnce, async ({ query }) =>
      (await askBare(engine, query.slice(0, queryCharactersMax), strategy, filter)).map((place) => [idOf(place)]))
    found.push({ ...worth, strategy })
  }
  return found.sort((x, y) => y.reciprocal - x.reciprocal || y.recall - x.recall)[0]!
}

/** Prints the table; answers whether every target was reached. */
function tell (rows: Row[]): boolean {
  const reference = referenceFigures()
  const judged = rows.map((row) => ({ ...row, ...judge(row) }))
  console.log(`\n${line(['', '', 'MRR@10', '', '', '', '', '', 'R@100', '', '', '', 'nDCG@10', '', '', 'ms', '', ''])}`)
  console.log(line(titles))
  for (const { name, queries, bare, bm25, ours, latencies, reciprocal, recall, verdict } of judged) {
    console.log(line([
      name, String(queries), figure(bare.reciprocal), bare.strategy, figure(bm25.reciprocal), figure(reference.get(name)),
      figure(ours.reciprocal), figure(reciprocal),
      figure(bare.recall), figure(bm25.recall), figure(ours.recall), figure(recall),
      figure(bare.gain), figure(bm25.gain), figure(ours.gain),
      median(latencies).toFixed(1), percentile(latencies, 0.95).toFixed(1), verdict
    ]))
  }
  console.log(`\n${cpus().length} × ${cpus()[0]?.model}, Node ${process.version}, Meilisearch 1.21`)
  return judged.every(({ verdict }) => verdict !== 'missed')
}

/** What is asked of a row, and whether it is there; without a target it is only told how it stands to both baselines. */
function judge ({ name, bare, bm25, ours }: Row): { reciprocal?: number, recall?: number, verdict: string } {
  const target = targetOf(name)
  const better = Math.max(bare.reciprocal, bm25.reciprocal)
  if (!target) return { verdict: ours.reciprocal >= better ? 'above both' : 'below' }
  const reciprocal = Math.max(target.reciprocal ?? 0, target.both ? better : 0)
  const reached = ours.reciprocal >= reciprocal - 1e-9 && ours.recall >= (target.recall ?? 0) - 1e-9
  return { reciprocal, recall: target.recall, verdict: reached ? 'ok' : 'missed' }
}

function line (cells: string[]): string {
  return cells.map((cell, i) => widths[i]! < 0 ? cell.padEnd(-widths[i]!) : cell.padStart(widths[i]!)).join(' ')
}

function figure (value: number | undefined): string {
  return value === undefined ? '' : value.toFixed(3)
}

function note (what: string) {
  console.error(`${new Date().toISOString().slice(11, 19)} ${what}`)
}
