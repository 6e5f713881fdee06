import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Pool } from '../src/db/client.js'
import { migrateDatabase, openDatabase } from '../src/db/client.js'
import { startLocalPostgres } from '../src/db/local.js'
import { root } from '../src/config.js'
import { loadFounding } from '../src/ingest/apply.js'
import { readBulk } from '../src/ingest/bulk/bulk.js'
import { applyBulk, planBulk } from '../src/ingest/bulk/plan.js'
import { groupBy } from '../src/model/group.js'
import { openSearch, settled } from '../src/search/client.js'
import { readReference, type SearchDocument } from '../src/search/document.js'
import { buildDocuments } from '../src/search/indexer.js'
import { startLocalMeili } from '../src/search/local.js'
import { settings } from '../src/search/settings.js'
import { material, materialLines } from '../test/support/material.js'

/**
 * What it takes to bring 10,000 provisions in as one JSONL file, beside what Postgres and the engine need for the same rows and
 * documents by themselves. `npm run bench:ingest`
 */
const wanted = 10_000
const writer = { actor: 'bench' }

type Given = { law: string, language: string, provisions: { heading: string | null, text: string }[] }

const folder = mkdtempSync(join(tmpdir(), 'atlas-bench-'))
chmodSync(folder, 0o777)
const [postgres, meili] = await Promise.all([
  startLocalPostgres({ folder: join(folder, 'postgres') }),
  startLocalMeili({ folder: join(folder, 'meilisearch'), bin: process.env.MEILI_BIN || undefined })
])
try {
  await measure()
} finally {
  await Promise.all([postgres.stop(), meili?.stop()])
  rmSync(folder, { recursive: true, force: true })
}

async function measure () {
  await migrateDatabase(postgres.url)
  const { db, pool, close } = openDatabase(postgres.url, { onError: () => {} })
  await loadFounding(db, join(root, 'data'))
  const laws = material ? fromMaterial() : invented()
  const file = Buffer.from(asLines(laws))
  console.log(`${laws.reduce((sum, law) => sum + law.provisions.length, 0)} provisions of ${laws.length} laws, ${(file.length / 1e6).toFixed(1)} MB as JSONL, ${material ? 'real texts' : 'invented words'}\n`)

  const read = await timed(async () => readBulk(file, 'bench.jsonl'))
  const planned = await timed(() => planBulk(db, read.value, writer))
  const applied = await timed(() => applyBulk(db, read.value, writer))
  const again = await timed(() => applyBulk(db, read.value, writer))
  const ours = read.ms + applied.ms
  row('read the file and its shapes', read.ms)
  row('plan: what would happen', planned.ms)
  row('apply: everything, in one transaction', applied.ms)
  row('apply again: all unchanged', again.ms)
  console.log(`  (${JSON.stringify(applied.value.counts)}, then ${JSON.stringify(again.value.counts)})\n`)

  const copy = await copyRows(pool)
  row('COPY of the same rows into a bare table', copy.bare, ours)
  row('COPY of the same rows into the real table', copy.real, ours)
  if (meili) {
    const engine = await indexDocuments(db, meili)
    row('the bare engine, indexing the same documents', engine.ms, ours)
    console.log(`  (${engine.value} documents)`)
  }
  await close()
}

async function timed<T> (work: () => Promise<T>): Promise<{ ms: number, value: T }> {
  const start = performance.now()
  const value = await work()
  return { ms: performance.now() - start, value }
}

function row (what: string, ms: number, ours?: number) {
  const ratio = ours === undefined ? '' : `   reading and applying takes ${(ours / ms).toFixed(2)} times as long`
  console.log(`${what.padEnd(48)} ${ms.toFixed(0).padStart(7)} ms ${(ms / wanted).toFixed(3).padStart(8)} ms a provision${ratio}`)
}

/** The largest laws of each language, as many of each. */
function fromMaterial (): Given[] {
  const lines = materialLines<{ country: string, lang: string, law: string, title: string, text: string }>('scale/provisions.jsonl.gz')
  const byLanguage = [...groupBy(lines.filter((l) => l.law !== '' && l.text.trim() !== ''), (l) => l.lang)]
  return byLanguage.flatMap(([language, own]) => {
    let left = Math.floor(wanted / byLanguage.length)
    return [...groupBy(own, (l) => l.law)].sort((a, b) => b[1].length - a[1].length).flatMap(([law, all]) => {
      const provisions = all.slice(0, Math.min(left, 500)).map(({ title, text }) => ({ heading: title.slice(0, 1000) || null, text }))
      left -= provisions.length
      return provisions.length > 0 ? [{ law, language, provisions }] : []
    })
  })
}

/** Words of random letters, as many as a provision has on average. */
function invented (): Given[] {
  let seed = 1
  const next = (below: number) => (seed = (seed * 48271) % 2147483647) % below
  const word = () => Array.from({ length: 2 + next(9) }, () => String.fromCharCode(97 + next(26))).join('')
  const words = Array.from({ length: 20_000 }, word)
  const sentence = (length: number) => Array.from({ length }, () => words[next(words.length)]).join(' ')
  return Array.from({ length: 25 }, (_, n) => ({
    law: `Act ${n}`, language: 'en', provisions: Array.from({ length: wanted / 25 }, () => ({ heading: sentence(4), text: sentence(40 + next(80)) }))
  }))
}

function asLines (laws: Given[]): string {
  const source = { url: 'https://gazette.example/bench', publisher: 'Bench' }
  return laws.flatMap(({ law, language, provisions }, n) => {
    const akn = `ke/bench/2020/${n}`
    return [
      { type: 'law', jurisdiction: 'KEN', kind: 'act', akn, number: String(n), year: 2020, title: { text: law, language }, status: 'in_force', source, checked: 'seen' },
      ...provisions.map((p, i) => ({
        type: 'provision', law: akn, language, validFrom: '2020-01-01', eId: `sec_${i + 1}`, kind: 'section', number: String(i + 1), ...p, source, checked: 'seen',
        ...(i % 10 === 0 ? { concepts: [{ code: 'OFF.CIA.ACC', relation: 'specific_offence' }] } : {})
      }))
    ].map((record) => JSON.stringify(record))
  }).join('\n')
}

/** How long Postgres takes for the same rows by itself: from a file beside it, without and with what the table keeps watch over. */
async function copyRows (pool: Pool): Promise<{ bare: number, real: number }> {
  const client = await pool.connect()
  try {
    const { rows: [{ columns }] } = await client.query(`select string_agg(quote_ident(column_name), ', ' order by ordinal_position) as columns
      from information_schema.columns where table_name = 'provision' and is_generated = 'NEVER'`)
    const ours = 'legislation_id in (select legislation_id from legislation_alias where alias like \'ke/bench/%\')'
    const path = join(folder, 'rows')
    await client.query(`copy (select ${columns} from provision where ${ours} order by version_id, position) to '${path}'`)
    await client.query('create table bare as select * from provision where false')
    const bare = await timed(() => client.query(`copy bare (${columns}) from '${path}'`))
    await client.query('set statement_timeout = 0')
    await client.query(`delete from provision where ${ours}`)
    const real = await timed(() => client.query(`copy provision (${columns}) from '${path}'`))
    return { bare: bare.ms, real: real.ms }
  } finally {
    client.release(true)
  }
}

async function indexDocuments (db: Parameters<typeof readReference>[0], { url, key }: { url: string, key: string }) {
  const search = openSearch({ url, key, uid: 'bench' })
  const reference = await readReference(db)
  const { rows } = await db.execute<{ id: string }>('select legislation_id as id from legislation_alias where alias like \'ke/bench/%\'')
  const documents: SearchDocument[] = []
  for (const { id } of rows) documents.push(...(await buildDocuments(db, { kind: 'legislation', recordId: id }, reference, 1)).map(({ ranking, ...document }) => document))
  await settled(search, search.client.createIndex('bench', { primaryKey: 'id' }))
  await settled(search, search.index.updateSettings(settings))
  const engine = await timed(async () => {
    const tasks = []
    for (let i = 0; i < documents.length; i += 5000) tasks.push(await search.index.addDocuments(documents.slice(i, i + 5000)))
    for (const task of tasks) await settled(search, Promise.resolve(task))
  })
  await search.close()
  return { ms: engine.ms, value: documents.length }
}
