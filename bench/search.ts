import { existsSync, rmSync } from 'node:fs'
import { cpus, tmpdir } from 'node:os'
import { join } from 'node:path'
import { Command, Option } from 'commander'
import { Pool } from 'undici'
import { SingleBar } from 'cli-progress'
import { strategies, type Strategy } from './bare.js'
import { median, percentile } from './measure.js'
import { exact, openRandom, openZipf, question, typed, type Random, type Sample } from './question.js'
import { bareUid, loadedFile, oursUid, prepareScale, type Progress } from './scale.js'
import { startService } from './service.js'
import { openBenchStores, serviceEnvironment, type Stores } from './store.js'

/**
 * How fast the search is, as ratios to the engine's own single best query on the same words and the same documents, in the same
 * run. `npm run bench:search`
 */
const kinds = ['typed', 'relevance', 'exact', 'throughput', 'zipf'] as const
type Kind = (typeof kinds)[number]
type Options = { documents: number, only: Kind[], rounds: number, queries: number, seconds: number, seed: number, bare: Strategy, reindex?: true, fresh?: true }

const facets = ['type', 'state', 'concept']
const limit = 20
const connections = 16
const differentInLog = 2000
const memoryMbMax = 300
const limits = { typed: 1.3, relevance: 3, zipf: 5 }

/** A path of ours and two of the engine's: with all that our answer has (counts, marked and cut texts), and ids alone. */
type Asked = { ours: string, same: string, slim: string }
type System = keyof Asked
type Timed = { ms: number, empty: boolean, failed: boolean }
type Measured = { kind: string, what: string, ours: string, same: string, slim: string, ratio: number, ratioSlim: number, limit: string, verdict: string }
const systems: System[] = ['ours', 'same', 'slim']

const wholeNumber = (text: string) => Number.parseInt(text, 10)
const options = new Command('bench:search')
  .option('--documents <n>', 'how many provisions, of each language its part', wholeNumber, 336_000)
  .addOption(new Option('--only <kind...>', 'what to measure').choices(kinds).default([...kinds]))
  .option('--rounds <n>', 'after one to warm up', wholeNumber, 5)
  .option('--queries <n>', 'in each round', wholeNumber, 200)
  .option('--seconds <n>', 'of load in each round', wholeNumber, 8)
  .option('--seed <n>', 'what the questions depend on', wholeNumber, 1)
  .addOption(new Option('--bare <strategy>', 'how the engine by itself drops words').choices(strategies).default('last'))
  .option('--reindex', 'build our index again, as after a change to documents that the settings do not tell of')
  .option('--fresh', 'load everything again')
  .parse().opts<Options>()

const home = join(process.env.BENCH_HOME || join(tmpdir(), 'atlas-bench'), `search-${options.documents}`)
// What an earlier run did not finish loading is of no use.
if (options.fresh || !existsSync(join(home, loadedFile))) rmSync(home, { recursive: true, force: true })
const stores = await openBenchStores(home)
const rows: Measured[] = []
let service: Awaited<ReturnType<typeof startService>> | undefined
const stop = async () => {
  await service?.stop()
  await stores.stop()
}
const stopped = () => { stop().finally(() => process.exit(130)) }
process.once('SIGINT', stopped).once('SIGTERM', stopped)
try {
  await run(stores)
  process.exitCode = rows.some(({ verdict }) => verdict === 'missed') ? 1 : 0
} finally {
  await stop()
}

async function run (stores: Stores): Promise<void> {
  const { databaseUrl, samples, documents } = await prepareScale(stores, options.documents, openProgress(), options.reindex === true)
  console.log(`\n${documents} provisions, prepared in ${home}`)
  service = await startService(home, serviceEnvironment(stores, databaseUrl, oursUid))
  const memoryAtStart = service.memory()?.now
  const pools = openPools(service.url, stores)
  for (const kind of kinds.filter((k) => options.only.includes(k))) {
    console.error(`measuring ${kind}`)
    if (kind === 'throughput' || kind === 'zipf') rows.push(await load(kind, pools, samples))
    else rows.push(...await latency(kind, pools, samples))
  }
  const memory = service.memory()
  tell(memory, memoryAtStart)
  await pools.close()
}

function openPools (url: string, { meili }: Stores) {
  const ours = new Pool(url, { connections })
  const engine = new Pool(meili.url, { connections })
  const headers = { 'content-type': 'application/json', authorization: `Bearer ${meili.key}`, 'accept-encoding': 'identity' }
  return {
    async ask (system: System, asked: Asked): Promise<Timed> {
      const from = performance.now()
      const { statusCode, body } = await (system === 'ours'
        ? ours.request({ method: 'GET', path: asked.ours })
        : engine.request({ method: 'POST', path: `/indexes/${bareUid}/search`, headers, body: asked[system] }))
      const text = await body.text()
      const ms = performance.now() - from
      return { ms, failed: statusCode !== 200, empty: /"(items|hits)":\[\]/.test(text) }
    },
    close: () => Promise.all([ours.close(), engine.close()])
  }
}
type Pools = ReturnType<typeof openPools>

function askedOf (q: string, loose = q, more: Record<string, string> = {}): Asked {
  const query = { q: loose, limit, matchingStrategy: options.bare }
  return {
    ours: `/v1/search?${new URLSearchParams({ q, limit: String(limit), ...more })}`,
    same: JSON.stringify({
      ...query, facets, attributesToHighlight: ['title', 'text', 'ref'], attributesToCrop: ['text'], cropLength: 40, showRankingScore: true
    }),
    slim: JSON.stringify({ ...query, attributesToRetrieve: ['id'] })
  }
}

function drawerOf (kind: Kind, samples: Sample[], random: Random): () => Asked {
  if (kind === 'typed') return () => askedOf(typed(samples, random))
  if (kind === 'exact') {
    return () => {
      const { q, loose } = exact(samples, random)
      return askedOf(q, loose, { mode: 'exact' })
    }
  }
  return () => askedOf(question(samples, random))
}

/**
 * One request after the other, ours and the engine's by turns. No words come twice, so that nothing is measured that was kept from
 * before. The ratios are medians over rounds.
 */
async function latency (kind: 'typed' | 'relevance' | 'exact', pools: Pools, samples: Sample[]): Promise<Measured[]> {
  const draw = drawerOf(kind, samples, openRandom(options.seed * 1000 + kinds.indexOf(kind)))
  const rounds: Record<System, number[]>[] = []
  const count = { asked: 0, failed: 0, empty: { ours: 0, same: 0, slim: 0 } }
  if (kind === 'exact' && (await pools.ask('ours', draw())).failed) return [notThere(kind)]
  for (let round = 0; round <= options.rounds; round++) {
    const times: Record<System, number[]> = { ours: [], same: [], slim: [] }
    for (let n = 0; n < options.queries; n++) {
      const asked = draw()
      // Who comes first finds the engine's pages cold: each in turn.
      for (let i = 0; i < systems.length; i++) {
        const system = systems[(n + i) % systems.length]!
        const { ms, failed, empty } = await pools.ask(system, asked)
        times[system].push(ms)
        if (empty) count.empty[system]++
        if (failed) count.failed++
      }
      count.asked++
    }
    if (round > 0) rounds.push(times)
  }
  const share = (n: number) => `${Math.round(100 * n / count.asked)} %`
  console.log(`${kind}: ${count.asked} asked, ${count.failed} failed; nothing found: ours ${share(count.empty.ours)}, engine ${share(count.empty.same)}`)
  return [0.5, 0.95].map((p) => compare(kind, p, rounds, count.failed))
}

function compare (kind: 'typed' | 'relevance' | 'exact', p: number, rounds: Record<System, number[]>[], failed: number): Measured {
  const at = (system: System) => median(rounds.map((times) => percentile(times[system], p)))
  const ratioTo = (system: System) => median(rounds.map((times) => percentile(times.ours, p) / percentile(times[system], p)))
  const most = kind === 'exact' || (kind === 'typed' && p === 0.5) ? undefined : limits[kind]
  return row(kind, `p${p * 100}, ms`, at, ratioTo, 2, most === undefined ? undefined : [`≤ ${most} ×`, ratioTo('same') <= most && failed === 0])
}

/** Sixteen connections that always have a request under way; different questions, or a log in which some come again and again. */
async function load (kind: 'throughput' | 'zipf', pools: Pools, samples: Sample[]): Promise<Measured> {
  const rounds: Record<System, number>[] = []
  let failed = 0
  const log = kind === 'zipf' ? logOf(samples) : []
  if (kind === 'zipf') await askOnce(pools, log)
  for (let round = 0; round <= options.rounds; round++) {
    const rates = { ours: 0, same: 0, slim: 0 }
    for (const system of systems) {
      const draw = kind === 'zipf' ? openZipf(log, openRandom(options.seed * 1000 + 300 + round)) : drawerOf('relevance', samples, openRandom(options.seed * 1000 + 100 + round))
      const { answered, refused, ms } = await ask(pools, system, draw, performance.now() + options.seconds * 1000)
      failed += refused
      rates[system] = answered / ms * 1000
    }
    if (round > 0) rounds.push(rates)
  }
  const at = (system: System) => median(rounds.map((rates) => rates[system]))
  const ratioTo = (system: System) => median(rounds.map((rates) => rates.ours / rates[system]))
  console.log(`${kind}: ${failed} failed`)
  const verdict: [string, boolean] | undefined = kind === 'zipf' ? [`≥ ${limits.zipf} ×`, ratioTo('same') >= limits.zipf && failed === 0] : undefined
  return row(kind, `requests/s at ${connections}`, at, ratioTo, 0, verdict)
}

/** Requests over all connections until a moment, or until `draw` has no more. */
async function ask (pools: Pools, system: System, draw: () => Asked | undefined, until = Infinity): Promise<{ answered: number, refused: number, ms: number }> {
  const from = performance.now()
  let answered = 0
  let refused = 0
  await Promise.all(Array.from({ length: connections }, async () => {
    for (let asked = draw(); asked && performance.now() < until; asked = draw()) {
      if ((await pools.ask(system, asked)).failed) refused++
      else answered++
    }
  }))
  return { answered, refused, ms: performance.now() - from }
}

/** Brings ours to where it is when a log has been running for a while: each question was asked before. Tells how long that took. */
async function askOnce (pools: Pools, log: Asked[]): Promise<void> {
  const left = [...log]
  const { answered, ms } = await ask(pools, 'ours', () => left.pop())
  console.log(`zipf: ${answered} different questions asked once, ${(answered / ms * 1000).toFixed(0)}/s`)
}

/** Two thousand questions, half of them typed; of the log that is drawn from them the nth comes 1/n as often as the first. */
function logOf (samples: Sample[]): Asked[] {
  const random = openRandom(options.seed * 1000 + 200)
  const drawers = [drawerOf('typed', samples, random), drawerOf('relevance', samples, random)]
  return Array.from({ length: differentInLog }, (_, i) => drawers[i % 2]!())
}

function row (kind: string, what: string, at: (s: System) => number, ratioTo: (s: System) => number, digits: number, limit?: [string, boolean]): Measured {
  const [ours, same, slim] = systems.map((system) => at(system).toFixed(digits)) as [string, string, string]
  return { kind, what, ours, same, slim, ratio: ratioTo('same'), ratioSlim: ratioTo('slim'), limit: limit?.[0] ?? '', verdict: limit ? limit[1] ? 'ok' : 'missed' : '' }
}

function notThere (kind: string): Measured {
  return { kind, what: 'not there', ours: '', same: '', slim: '', ratio: NaN, ratioSlim: NaN, limit: '', verdict: '' }
}

function tell (memory: { now: number, most: number } | undefined, atStart: number | undefined): void {
  const line = (cells: string[]) => cells.map((cell, i) => i < 2 ? cell.padEnd(20) : cell.padStart(10)).join(' ')
  const figure = (n: number) => Number.isNaN(n) ? '' : n.toFixed(2)
  console.log(`\n${line(['', '', 'ours', 'engine', 'ratio', 'limit', '', 'ids only', 'ratio'])}`)
  if (memory) {
    rows.push({
      kind: 'memory', what: 'of the API, MB', ours: memory.most.toFixed(0), same: '', slim: '', ratio: NaN, ratioSlim: NaN,
      limit: `≤ ${memoryMbMax}`, verdict: memory.most <= memoryMbMax ? 'ok' : 'missed'
    })
  }
  for (const r of rows) console.log(line([r.kind, r.what, r.ours, r.same, figure(r.ratio), r.limit, r.verdict, r.slim, figure(r.ratioSlim)]))
  if (memory) console.log(`\nmemory of the API process: ${atStart?.toFixed(0)} MB at the start, ${memory.now.toFixed(0)} at the end, ${memory.most.toFixed(0)} at most`)
  console.log(`${cpus().length} × ${cpus()[0]?.model}, Node ${process.version}, Meilisearch 1.21; matchingStrategy ${options.bare}`)
}

/** A bar where there is a terminal, a line for each twentieth where there is none. */
function openProgress (): Progress {
  const bar = process.stderr.isTTY ? new SingleBar({ format: '{what} {bar} {value}/{total}', clearOnComplete: true }) : undefined
  let last = ''
  return (what, done, total) => {
    if (bar) {
      if (last !== what) bar.start(total, done, { what })
      bar.update(done, { what })
      if (done >= total) bar.stop()
      last = done >= total ? '' : what
      return
    }
    const step = `${what} ${Math.floor(20 * done / total)}`
    if (step !== last) console.error(`${what}: ${done} of ${total}`)
    last = step
  }
}
