import { execFileSync } from 'node:child_process'
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import t from 'tap'
import pg from 'pg'
import { migrateDatabase } from '../src/db/client.js'
import { openStores } from './support/atlas.js'

const journal = (JSON.parse(readFileSync('migrations/meta/_journal.json', 'utf8')) as { entries: { tag: string, when: number }[] }).entries
/** What the first release has: it is never edited again. */
const firstRelease = ['0000_foundation', '0001_guards']

t.test('the journal names every file, in order', async (t) => {
  t.same(readdirSync('migrations').filter((f) => f.endsWith('.sql')).sort(), journal.map((e) => `${e.tag}.sql`))
  t.same(journal.map((e) => e.when), journal.map((e) => e.when).sort((a, b) => a - b))
  t.same(journal.slice(0, 2).map((e) => e.tag), firstRelease)
})

t.test('the schema has no change that no migration makes', async (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'atlas-drizzle-'))
  t.teardown(() => rmSync(folder, { recursive: true }))
  cpSync('migrations', join(folder, 'migrations'), { recursive: true })
  execFileSync('npx', ['drizzle-kit', 'generate', '--dialect=postgresql', '--schema=./src/db/schema.ts', '--casing=snake_case', `--out=${join(folder, 'migrations')}`], { stdio: 'pipe' })
  t.same(readdirSync(join(folder, 'migrations')).sort(), readdirSync('migrations').sort())
})

const emptied = async (t: Parameters<typeof openStores>[0]) => {
  const { databaseUrl, pool } = await openStores(t, { from: 'empty' })
  await pool.query('drop schema public cascade; drop schema drizzle cascade; create schema public')
  return { databaseUrl, pool }
}

t.test('several processes may migrate at once', async (t) => {
  const { databaseUrl, pool } = await emptied(t)
  await Promise.all([1, 2, 3].map(() => migrateDatabase(databaseUrl)))
  t.equal((await pool.query('select count(*)::int as n from drizzle.__drizzle_migrations')).rows[0].n, journal.length)
})

t.test('a database of the first release keeps its rows', async (t) => {
  const { databaseUrl, pool } = await emptied(t)
  const client = new pg.Client({ connectionString: databaseUrl })
  await client.connect()
  for (const tag of firstRelease) {
    for (const statement of readFileSync(`migrations/${tag}.sql`, 'utf8').split('--> statement-breakpoint')) await client.query(statement)
  }
  await client.query('create schema drizzle; create table drizzle.__drizzle_migrations (id serial primary key, hash text not null, created_at bigint)')
  for (const { when } of journal.slice(0, 2)) await client.query('insert into drizzle.__drizzle_migrations (hash, created_at) values (\'x\', $1)', [when])
  await client.query('insert into region values (\'002\', null, \'{"en": "Africa"}\')')
  await client.end()
  await migrateDatabase(databaseUrl)
  t.same((await pool.query('select code from region')).rows, [{ code: '002' }])
})

t.test('a database that another version made is refused', async (t) => {
  const { databaseUrl, pool } = await openStores(t, { from: 'empty' })
  await pool.query('insert into drizzle.__drizzle_migrations (hash, created_at) values (\'later\', 99999999999999)')
  await t.rejects(migrateDatabase(databaseUrl), /Use the version that made it/)
})
