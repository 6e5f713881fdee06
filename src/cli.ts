#!/usr/bin/env node
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { SingleBar } from 'cli-progress'
import { Command, InvalidArgumentError } from 'commander'
import { readConfig, root } from './config.js'
import { applyDataset, loadFounding, planDataset, type Outcome } from './ingest/apply.js'
import { checkDataset } from './ingest/check.js'
import { readDataset, type Dataset } from './ingest/dataset.js'
import { identifyRecords } from './ingest/identify.js'
import { drawFacts } from './ingest/sample.js'
import { readContract } from './contract.js'
import { presentStats } from './present-stats.js'
import { openReference } from './reference.js'
import { formatReport, formatSample } from './report.js'
import { reindexNow } from './search/reindex.js'
import { openStores, quiet, start, startIndexing, type Progress } from './server.js'

export const program = new Command('atlas').description('Cyberlaw Atlas: the world\'s cybercrime law as an API')

program.command('serve').description('serve the API; without DATABASE_URL and MEILI_URL on an embedded Postgres and Meilisearch')
  .action(async () => {
    const config = readConfig()
    const { url, close } = await start(config, terminalProgress())
    console.log(welcome(config.publicUrl ?? url))
    closeOnSignal(close)
  })

program.command('index').description('follow the outbox and keep the search index up to date, without serving')
  .action(async () => {
    const log = {
      info: (message: string) => console.log(message),
      warn: (details: object, message: string) => console.warn(message, details)
    }
    const { close } = await startIndexing(readConfig(), terminalProgress(), log)
    console.log('indexing')
    closeOnSignal(close)
  })

program.command('migrate').description('bring the database to this version\'s schema')
  .action(() => withStores(async () => console.log('the schema is up to date')))

program.command('reindex').description('build the search index anew and swap it in')
  .action(() => withStores(async ({ db, pool, search }) => {
    if (!search) throw new Error('There is no search engine: set MEILI_URL, or MEILI_BIN.')
    console.log(`${await reindexNow(db, pool, search)} documents indexed`)
  }))

program.command('check').description('refuse a dataset with duplicates, dangling links, unknown codes or impossible dates')
  .argument('[folder]', 'a dataset folder', join(root, 'data'))
  .action(async (folder: string) => { await readChecked(folder) })

program.command('report').description('print what is held, seen, recalled and missing, per State, as /v1/stats tells it')
  .option('--load', 'first load the dataset that comes with this version, as a start does')
  .action(({ load }: { load?: true }) => withStores(async ({ db }) => {
    if (load) await loadFounding(db, readConfig().dataFolder)
    console.log(formatReport(await presentStats(db, { language: 'en', reference: await openReference(db)() })))
  }))

program.command('sample').description('draw facts that are said to have been seen, as a table to check them again')
  .argument('[folder]', 'a dataset folder', join(root, 'data'))
  .requiredOption('--seed <text>', 'what the draw depends on, besides the facts')
  .option('--count <number>', 'how many', wholeNumber, 50)
  .action(async (folder: string, options: { seed: string, count: number }) => {
    const { dataset, faults } = await readDataset(folder)
    if (faults.length > 0) throw new Error(`${folder} has ${faults.length} faults, so facts would be left out of the draw; atlas check tells them.`)
    console.log(formatSample(drawFacts(dataset, options)))
  })

program.command('identify').description('give new records of a dataset their permanent ids')
  .argument('[folder]', 'a dataset folder', join(root, 'data'))
  .action(async (folder: string) => console.log(`${await identifyRecords(folder)} ids given`))

program.command('ingest').description('load a dataset folder; without --apply only what would happen is told')
  .argument('<folder>', 'a dataset folder, laid out like data/')
  .option('--apply', 'write it')
  .option('--actor <name>', 'who is named in the audit', 'import:cli')
  .action(async (folder: string, { apply, actor }: { apply?: true, actor: string }) => {
    const dataset = await readChecked(folder)
    if (!dataset) return
    await withStores(async ({ db }) => {
      const outcome = await (apply ? applyDataset(db, dataset, { actor }) : planDataset(db, dataset, { actor }))
      tellOutcome(outcome, apply ? 'done' : 'would happen; --apply does it')
    })
  })

program.command('openapi').description('write openapi/openapi.json from the routes')
  .option('--check', 'only compare, and fail when it differs')
  .action(async ({ check }: { check?: true }) => {
    const file = join(root, 'openapi', 'openapi.json')
    const contract = await readContract(readConfig({}))
    if (!check) return writeFile(file, contract)
    if (await readFile(file, 'utf8').catch(() => '') !== contract) throw new Error('openapi/openapi.json is not what the routes say; run npm run openapi')
  })

function wholeNumber (text: string): number {
  if (!/^[1-9]\d{0,5}$/.test(text)) throw new InvalidArgumentError('must be a whole number from 1')
  return Number(text)
}

async function readChecked (folder: string): Promise<Dataset | undefined> {
  const { dataset, faults } = await readDataset(folder)
  faults.push(...checkDataset(dataset))
  for (const f of faults) console.error(`${f.at} ${f.path}: ${f.message}`)
  const counts = Object.entries(dataset).map(([name, records]) => `${records.length} ${name}`).join(', ')
  console.log(`${counts}: ${faults.length} faults`)
  if (faults.length === 0) return dataset
  process.exitCode = 1
}

function tellOutcome ({ details, ...counts }: Outcome, how: string) {
  for (const { at, saved } of details) if (saved !== 'unchanged') console.log(`${saved.padEnd(9)} ${at}`)
  console.log(`${Object.entries(counts).map(([what, n]) => `${n} ${what}`).join(', ')} (${how})`)
}

async function withStores (work: (stores: Awaited<ReturnType<typeof openStores>>) => Promise<void>) {
  const stores = await openStores(readConfig(), quiet)
  try {
    await work(stores)
  } finally {
    await stores.close()
  }
}

function terminalProgress (): Progress {
  const bars = new Map<string, SingleBar>()
  return {
    step: (what) => { console.log(`· ${what}`) },
    bar (what, done, total) {
      if (!process.stderr.isTTY) {
        if (done === total) console.log(`· ${what}: ${total}`)
        return
      }
      let bar = bars.get(what)
      if (!bar) {
        bar = new SingleBar({ format: `· ${what} [{bar}] {value}/{total}`, stopOnComplete: true })
        bars.set(what, bar)
        bar.start(total, 0)
      }
      bar.update(done)
    }
  }
}

const welcome = (url: string) => `
Cyberlaw Atlas is ready.

  Search across languages   ${url}/v1/search?q=acceso%20il%C3%ADcito
  A State                   ${url}/v1/states/KEN
  Reference                 ${url}/docs

Ctrl-C stops it.`

function closeOnSignal (close: () => Promise<unknown>) {
  let closing = false
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    process.on(signal, () => {
      if (closing) return
      closing = true
      close().then(() => process.exit(0), (error) => {
        console.error(error)
        process.exit(1)
      })
    })
  }
}

program.parseAsync().catch((error: Error) => {
  console.error(explain(error))
  process.exit(1)
})

/** The innermost cause says what happened; a failed query's own message is the query with all its values. */
function explain (error: Error): string {
  const cause = error.cause instanceof Error ? explain(error.cause) : undefined
  return cause === undefined ? error.message : `${error.message.split('\n')[0]!.slice(0, 300)}\n  because: ${cause}`
}
