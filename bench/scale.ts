import { createHash } from 'node:crypto'
import { appendFileSync, createReadStream, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { createGunzip } from 'node:zlib'
import { migrateDatabase, openDatabase, type Database, type Pool } from '../src/db/client.js'
import { readGazetteer } from '../src/db/jurisdiction.js'
import { groupBy } from '../src/model/group.js'
import { dayMax } from '../src/search/document.js'
import { isIndexCurrent } from '../src/search/reindex.js'
import { settings } from '../src/search/settings.js'
import { material } from '../test/support/material.js'
import { createBare, fillBare, type BareDocument } from './bare.js'
import { openRandom, type Sample } from './question.js'
import { buildIndex, createEmptyDatabase, lawRecord, openEngine, saveLaws, type Stores } from './store.js'

type Line = { id: string, country: string, lang: string, law: string, ref: string, title: string, text: string }
type Loaded = { documents: number, samples: Sample[] }
export type Progress = (what: string, done: number, total: number) => void

const partsCount = 64
const partBytesKept = 1 << 20
const samplesPerLanguage = 400
/** Written when everything is loaded. */
export const loadedFile = 'loaded.json'
export const oursUid = 'ours'
export const bareUid = 'bare'

/**
 * Brings real provisions into a database and its index, and the same into an index of the bare engine, in `stores.home`;
 * what is there from an earlier run is kept. Answers the database's URL and some of the texts, to draw questions from.
 */
export async function prepareScale (stores: Stores, documents: number, progress: Progress, anew: boolean): Promise<Loaded & { databaseUrl: string }> {
  const done = join(stores.home, loadedFile)
  if (!existsSync(done)) writeFileSync(done, JSON.stringify(await load(stores, documents, progress)))
  const loaded = JSON.parse(readFileSync(done, 'utf8')) as Loaded
  const databaseUrl = urlOf(stores, 'scale')
  await migrateDatabase(databaseUrl)
  const search = openEngine(stores, oursUid)
  const { db, close } = openDatabase(databaseUrl, { onError: () => {} })
  const current = !anew && await isIndexCurrent(db, search)
  await close()
  if (!current) await buildIndex(databaseUrl, search, (n, total) => progress('laws indexed', n, total))
  await search.close()
  return { databaseUrl, ...loaded }
}

async function load (stores: Stores, documents: number, progress: Progress): Promise<Loaded> {
  if (!material) throw new Error('The working material is not here: set ATLAS_SHARED to its folder.')
  const path = join(material, 'data', 'scale', 'provisions.jsonl.gz')
  const chosen = await chooseLaws(path, documents)
  const total = [...chosen.values()].reduce((sum, n) => sum + n, 0)
  const parts = await split(path, chosen, join(stores.home, 'parts'), (n) => progress('provisions read', n, total))
  const databaseUrl = await createEmptyDatabase(stores, 'scale')
  const { db, pool, close } = openDatabase(databaseUrl, { onError: () => {} })
  const bare = openEngine(stores, bareUid)
  try {
    await createBare(bare, ['title', 'text', 'ref'], settings.filterableAttributes as string[])
    const { codes, jurisdictions } = await readGazetteer(db)
    const keep = openReservoir()
    const filled = []
    let done = 0
    for (const part of parts) {
      const lines = readFileSync(part, 'utf8').split('\n').filter(Boolean).map((line) => JSON.parse(line) as Line)
      lines.forEach(keep.offer)
      await storePart(db, lines, (country) => codes.get(country)!)
      filled.push(await fillBare(bare, lines.map((line, i) => toBare(line, `p${done + i}`, codes.get(line.country)!, jurisdictions))))
      done += lines.length
      progress('provisions stored', done, total)
    }
    for (const { settle } of filled) await settle()
    await analyse(pool)
    return { documents: total, samples: keep.kept() }
  } finally {
    await bare.close()
    await close()
    rmSync(join(stores.home, 'parts'), { recursive: true, force: true })
  }
}

function urlOf ({ postgresUrl }: Stores, name: string): string {
  const url = new URL(postgresUrl)
  url.pathname = `/${name}`
  return url.href
}

const keyOf = ({ country, law, lang }: Line) => JSON.stringify([country, law, lang])
const hashOf = (text: string) => createHash('md5').update(text).digest().readUInt32BE(0)

async function * linesOf (path: string): AsyncGenerator<Line> {
  for await (const line of createInterface({ input: createReadStream(path).pipe(createGunzip()) })) if (line !== '') yield JSON.parse(line)
}

/** Whole laws by chance, of each language as large a part as it has of all; answers how many provisions of each are taken. */
async function chooseLaws (path: string, documents: number): Promise<Map<string, number>> {
  const sizes = new Map<string, number>()
  for await (const line of linesOf(path)) sizes.set(keyOf(line), (sizes.get(keyOf(line)) ?? 0) + 1)
  const all = [...sizes.values()].reduce((sum, n) => sum + n, 0)
  const chosen = new Map<string, number>()
  for (const laws of groupBy(sizes, ([key]) => JSON.parse(key)[2] as string).values()) {
    let left = Math.round(Math.min(1, documents / all) * laws.reduce((sum, [, n]) => sum + n, 0))
    for (const [key, size] of laws.sort((x, y) => hashOf(x[0]) - hashOf(y[0]))) {
      if (left > 0) chosen.set(key, Math.min(left, size))
      left -= size
    }
  }
  return chosen
}

/** Files in which each law stands whole, small enough to be read at once: the material has its provisions in no order. */
async function split (path: string, chosen: Map<string, number>, folder: string, progress: (done: number) => void): Promise<string[]> {
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(folder, { recursive: true })
  const parts = Array.from({ length: partsCount }, (_, i) => ({ path: join(folder, `${i}.jsonl`), waiting: '' }))
  const flush = (part: typeof parts[number]) => {
    appendFileSync(part.path, part.waiting)
    part.waiting = ''
  }
  const left = new Map(chosen)
  let done = 0
  for await (const line of linesOf(path)) {
    const key = keyOf(line)
    const room = left.get(key) ?? 0
    if (room === 0) continue
    left.set(key, room - 1)
    const part = parts[hashOf(key) % partsCount]!
    part.waiting += `${JSON.stringify(line)}\n`
    if (part.waiting.length > partBytesKept) flush(part)
    if (++done % 10_000 === 0) progress(done)
  }
  parts.forEach(flush)
  return parts.map((part) => part.path)
}

async function storePart (db: Database, lines: Line[], stateOf: (country: string) => string): Promise<void> {
  const laws = [...groupBy(lines, keyOf).values()].map((own) => lawRecord({
    title: own[0]!.law,
    language: own[0]!.lang,
    state: stateOf(own[0]!.country),
    provisions: own.map(({ ref, title, text }) => ({ number: ref, heading: title, text }))
  }))
  await saveLaws(db, laws)
}

/** The same words, and everything by which ours can be filtered and counted. */
function toBare (line: Line, id: string, state: string, jurisdictions: Map<string, { regions: string[] }>): BareDocument {
  return {
    id, title: [line.law, line.title].filter(Boolean).join(' '), text: line.text, ref: line.ref,
    type: 'provision', state: [state], region: jurisdictions.get(state)?.regions ?? [], concept: [], instrument: [], article: [], language: [line.lang],
    status: 'in_force', checked: 'seen', year: null, validFrom: null, validTo: dayMax, root: keyOf(line), generation: 1, recordId: id, legislationId: keyOf(line)
  }
}

/** Keeps as many texts of each language, each as likely as the other. */
function openReservoir () {
  const random = openRandom(1)
  const byLanguage = new Map<string, { seen: number, kept: Sample[] }>()
  return {
    offer ({ lang, text }: Line) {
      if (text.length < 60) return
      const own = byLanguage.get(lang) ?? { seen: 0, kept: [] }
      byLanguage.set(lang, own)
      const place = own.seen++ < samplesPerLanguage ? own.kept.length : Math.floor(random() * own.seen)
      if (place < samplesPerLanguage) own.kept[place] = { language: lang, text: text.slice(0, 2000) }
    },
    kept: () => [...byLanguage.values()].flatMap(({ kept }) => kept)
  }
}

async function analyse (pool: Pool): Promise<void> {
  const client = await pool.connect()
  try {
    await client.query('set statement_timeout = 0')
    await client.query('vacuum analyze')
  } finally {
    client.release(true)
  }
}
