#!/usr/bin/env node
import { readFile, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setFlagsFromString } from 'node:v8'
import { SingleBar } from 'cli-progress'
import { Command, InvalidArgumentError, Option } from 'commander'
import { readConfig, root } from './config.js'
import { findAuditBreak } from './db/audit.js'
import { createKey, listKeys, revokeKey } from './db/key.js'
import { audit } from './db/schema.js'
import { applyDataset, loadFounding, planDataset, type Outcome } from './ingest/apply.js'
import { checkDataset } from './ingest/check.js'
import { readDataset, type Dataset } from './ingest/dataset.js'
import { identifyRecords } from './ingest/identify.js'
import { drawFacts } from './ingest/sample.js'
import { readContract } from './contract.js'
import { ingestFile, previewFile } from './ingestion.js'
import { keyRequest } from './model/key.js'
import { uploadOptions, type UploadOptions } from './model/upload.js'
import { keyRoles } from './model/vocabulary.js'
import { presentStats } from './present-stats.js'
import { openReference } from './reference.js'
import { formatReport, formatSample } from './report.js'
import { reindexNow } from './search/reindex.js'
import { openStores, quiet, start, startIndexing, type Progress } from './server.js'

export const program = new Command('atlas').description('Cyberlaw Atlas: the world\'s cybercrime law as an API')

program.command('serve').description('serve the API; without DATABASE_URL and MEILI_URL on an embedded Postgres and Meilisearch')
  .action(async () => {
    // A search leaves much behind that is soon of no use; by itself V8 lets it grow to several times what is in use before it clears it away.
    setFlagsFromString('--heap-growing-percent=30')
    const config = readConfig()
    const { url, firstKey, close } = await start(config, terminalProgress())
    console.log(welcome(config.publicUrl ?? url, firstKey))
    closeOnSignal(close)
  })

program.command('index').description('keep the search index up to date and read uploaded files, without serving')
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

program.command('ingest').description('read files (laws, judgments, tables of records) or a dataset folder; without --apply only what would happen is told')
  .argument('<paths...>', 'files, or one folder laid out like data/')
  .option('--apply', 'write it: laws and judgments become drafts, records are published')
  .option('--dry-run', 'only tell (as without --apply)')
  .option('--actor <name>', 'who is named in the audit', 'import:cli')
  .option('--state <code>', 'the State whose laws they are, ISO 3166-1 alpha-3')
  .option('--language <tag>', 'the language of the texts, when it should not be guessed')
  .option('--legislation <id>', 'the law of which the file is a version, by id or Akoma Ntoso alias')
  .option('--valid-from <date>', 'the day on which the wording begins to apply')
  .option('--source-url <url>', 'where the file was published')
  .option('--publisher <name>', 'by whom it was published')
  .action(async (paths: string[], { apply, dryRun: _dryRun, actor, ...given }: { apply?: true, dryRun?: true, actor: string }) => {
    const folder = paths.length === 1 && (await stat(paths[0]!)).isDirectory()
    await (folder ? ingestFolder(paths[0]!, actor, apply) : ingestFiles(paths, uploadOptions.parse(given), actor, apply))
  })

const keys = program.command('key').description('keys for the API')

keys.command('create').description('make a key; it is printed once')
  .requiredOption('--name <name>', 'who or what will use it')
  .addOption(new Option('--role <role>').choices(keyRoles).default('curator'))
  .option('--states <codes>', 'the States it may work on, ISO 3166-1 alpha-3, separated by commas; default: all')
  .option('--origins <origins>', 'make a publishable key for these pages instead, separated by commas')
  .option('--expires <instant>', 'when it ends, such as 2027-01-31T00:00:00Z')
  .action(({ name, role, states, origins, expires }: KeyOptions) => withStores(async ({ db }) => {
    const common = { name, expiresAt: expires ?? null }
    const request = keyRequest.parse(origins
      ? { kind: 'publishable', origins: origins.split(','), ...common }
      : { kind: 'secret', role, states: states?.split(',') ?? null, ...common })
    const { key } = await db.transaction((tx) => createKey(tx, request, { actor: 'system:cli' }))
    console.log(key)
  }))

type KeyOptions = { name: string, role: string, states?: string, origins?: string, expires?: string }

keys.command('list').description('all keys, without their secrets').action(() => withStores(async ({ db }) => {
  for (const row of await listKeys(db, { limit: 10_000 })) {
    const ended = row.revokedAt ? 'revoked' : row.expiresAt && row.expiresAt < new Date() ? 'expired' : 'valid'
    console.log([row.id, row.kind, row.role, row.jurisdictionCodes?.join() ?? 'all States', ended, row.name].join('  '))
  }
}))

keys.command('revoke').description('end a key at once').argument('<id>').action((id: string) => withStores(async ({ db }) => {
  await db.transaction((tx) => revokeKey(tx, id, { actor: 'system:cli' }))
  console.log(`${id} is revoked`)
}))

program.command('audit').description('check that the audit is whole: nothing was changed or taken out').action(() => withStores(async ({ db }) => {
  const broken = await findAuditBreak(db)
  if (broken !== undefined) throw new Error(`The audit is broken at position ${broken}.`)
  console.log(`the audit is whole: ${await db.$count(audit)} entries`)
}))

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

async function ingestFolder (folder: string, actor: string, apply: boolean | undefined) {
  const dataset = await readChecked(folder)
  if (!dataset) return
  await withStores(async ({ db }) => {
    const outcome = await (apply ? applyDataset(db, dataset, { actor }) : planDataset(db, dataset, { actor }))
    tellOutcome(outcome, apply ? 'done' : 'would happen; --apply does it')
  })
}

/** One file after the other; one that is refused does not stop the rest, but the command then ends with 1. */
async function ingestFiles (paths: string[], options: UploadOptions, actor: string, apply: boolean | undefined) {
  const { ocrCommand } = readConfig()
  let stores: Awaited<ReturnType<typeof openStores>> | undefined
  const database = async () => (stores ??= await openStores(readConfig(), quiet)).db
  try {
    for (const path of paths) {
      const { lines, failed } = apply
        ? await ingestFile(await database(), path, options, ocrCommand, actor)
        : await previewFile(path, options, ocrCommand, database)
      console.log(lines.join('\n'))
      if (failed) process.exitCode = 1
    }
  } finally {
    await stores?.close()
  }
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

const welcome = (url: string, firstKey: string | undefined) => `
Cyberlaw Atlas is ready.

  Search across languages   ${url}/v1/search?q=acceso%20il%C3%ADcito
  A State                   ${url}/v1/states/KEN
  Reference                 ${url}/docs
${firstKey
? `
The administrator's key, shown this once:

  ${firstKey}
`
: ''}
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
