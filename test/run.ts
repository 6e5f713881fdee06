import { spawn } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { relative } from 'node:path'
import { buildInto } from '../build.js'
import { root } from '../src/config.js'
import { startServices } from './support/services.js'

const coveredPercentMin = 90
/** Files that hold only types: there is nothing in them to run. */
const typesOnly = ['src/context.ts']
/** Run in browsers, by test/portal.test.ts and its like. */
const inBrowsers = /^src\/(browser|widget)\//
/** Run in a process of its own, where no coverage is taken. */
const runElsewhere = ['src/ingest/parse-child.ts']

/** Builds what browsers load, starts one Postgres and one Meilisearch for the whole run, loads the founding dataset once, and runs tap. */
await buildInto('dist')
const args = process.argv.slice(2)
const services = await startServices()
const tap = spawn('tap', args, { stdio: 'inherit', env: { ...process.env, ...services.env } })
const code = await new Promise<number>((resolve) => tap.on('close', (status) => resolve(status ?? 1)))
await services.stop()
process.exit(code === 0 && args.length === 0 ? checkCoverage() : code)

/** Holds lines and branches of all of src/ against the bound; a file that no test loads counts as a fault of its own. */
function checkCoverage (): number {
  const { total, ...files } = JSON.parse(readFileSync('.tap/report/coverage-summary.json', 'utf8')) as Record<string, Summary>
  const seen = new Set(Object.keys(files).map((file) => relative(root, file)))
  const unseen = readdirSync('src', { recursive: true, encoding: 'utf8' }).map((file) => `src/${file}`)
    .filter((file) => /\.tsx?$/.test(file) && !inBrowsers.test(file) && !seen.has(file) && ![...typesOnly, ...runElsewhere].includes(file))
  for (const file of unseen) console.error(`no test loads ${file}`)
  const { lines, branches } = total!
  console.log(`covered: ${lines.pct} % of lines, ${branches.pct} % of branches (at least ${coveredPercentMin} % are asked for)`)
  return unseen.length === 0 && lines.pct >= coveredPercentMin && branches.pct >= coveredPercentMin ? 0 : 1
}

type Summary = { lines: { pct: number }, branches: { pct: number } }
