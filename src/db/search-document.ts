import { sql, type SQL } from 'drizzle-orm'
import type { Db, Transaction } from './client.js'
import { searchAuthority as authority, searchDocument as t, searchMention as mention } from './schema.js'
import { findSetting, putSetting } from './setting.js'

/** The words of a document as a tsvector in Postgres' writing; see `fits` in the schema. */
export type StoredWords = { words: string, fits: 0 | 1 | 2 }
export type SearchDocumentRow = Omit<typeof t.$inferInsert, 'words' | 'fits'> & StoredWords

/** A law that a record names. */
export type Mention = typeof mention.$inferInsert

export type WordField = 'heading' | 'title' | 'text'
/** Words that follow each other; a single one is a phrase too. `field` is where alone they may stand. */
export type WordPhrase = { kind: 'phrase', words: { word: string, prefix: boolean }[], field: WordField | null }
export type WordQuery = WordPhrase | { kind: 'and' | 'or', parts: WordQuery[] } | { kind: 'not', part: WordQuery }

const scalarFacets = ['type', 'status', 'year'] as const
const arrayFacets = ['state', 'region', 'concept', 'instrument', 'language'] as const
export type DocumentFacet = (typeof scalarFacets)[number] | (typeof arrayFacets)[number]
export type DocumentFilter = { [K in DocumentFacet]?: string[] } & {
  article?: string[], legislation?: string[], yearFrom?: number, yearTo?: number, /** 20190101 */ day?: number
}
export type FoundDocuments = {
  /** by law: the law that a document stands for, and how many of its documents fulfil the query */
  hits: { document: unknown, score: number | null, law: { id: string, found: number } | null }[]
  total: number
  facets: Partial<Record<DocumentFacet, Record<string, number>>>
}

const readyKey = 'search-documents'
const rowsAtOnce = 500

/** Adds or replaces rows, by their id. */
export async function putSearchDocuments (db: Db, rows: SearchDocumentRow[]): Promise<void> {
  for (let i = 0; i < rows.length; i += rowsAtOnce) await putRows(db, rows.slice(i, i + rowsAtOnce))
}

/** Puts these rows, and the laws they name, in the place of all that these records had. */
export async function replaceSearchDocuments (tx: Transaction, roots: string[], rows: SearchDocumentRow[], mentions: Mention[]): Promise<void> {
  if (roots.length > 0) await tx.execute(sql`delete from ${t} where root = any(${sql.param(roots)}::text[])`)
  await putSearchDocuments(tx, rows)
  await putMentions(tx, roots, mentions)
}

/** Puts these in the place of the laws that these records named. */
export async function putMentions (db: Db, roots: string[], mentions: Mention[]): Promise<void> {
  const { rows: gone } = await db.execute<{ law: string }>(sql`
    delete from ${mention} where root = any(${sql.param(roots)}::text[]) returning legislation_id as law`)
  const rows = JSON.stringify(mentions.map(({ root, legislationId }) => ({ root, legislation_id: legislationId })))
  await db.execute(sql`insert into ${mention} select root, legislation_id from json_populate_recordset(null::${mention}, ${rows}::json)`)
  await countMentions(db, [...gone.map(({ law }) => law), ...mentions.map(({ legislationId }) => legislationId)])
}

/** Counts again by how many records these laws are named. */
async function countMentions (db: Db, laws: string[]): Promise<void> {
  const counted = sql.param([...new Set(laws)])
  await db.execute(sql`delete from ${authority} where legislation_id = any(${counted}::text[])`)
  await db.execute(sql`insert into ${authority} select legislation_id, count(*) from ${mention} where legislation_id = any(${counted}::text[]) group by 1`)
}

/** Ends a rebuilding: rows older than `generation` go, and from now on there is something to search. */
export async function finishSearchDocuments (db: Db, generation: number): Promise<void> {
  await db.execute(sql`delete from ${t} where generation < ${generation}`)
  const { rows: gone } = await db.execute<{ law: string }>(sql`
    delete from ${mention} m where not exists (select from ${t} d where d.root = m.root) returning legislation_id as law`)
  await countMentions(db, gone.map(({ law }) => law))
  await putSetting(db, readyKey, String(generation))
  // Plans are chosen by what the table was last seen to hold, which was nothing or half of it.
  await db.execute(sql`analyze ${t}`)
  await db.execute(sql`analyze ${mention}, ${authority}`)
}

/** Whether the rows were ever complete; from then on they are kept so. */
export async function hasSearchDocuments (db: Db): Promise<boolean> {
  return await findSetting(db, readyKey) !== undefined
}

async function putRows (db: Db, rows: SearchDocumentRow[]) {
  const snakeCase = (key: string) => key.replace(/[A-Z]/g, (c) => `_${c.toLowerCase()}`)
  const names = Object.keys(rows[0]!).map(snakeCase)
  const columns = sql.join(names.map((name) => sql.identifier(name)), sql`, `)
  const changes = sql.join(names.filter((name) => name !== 'id').map((name) => sql`${sql.identifier(name)} = excluded.${sql.identifier(name)}`), sql`, `)
  const json = storable(rows.map((row) => Object.fromEntries(Object.entries(row).map(([key, value]) => [snakeCase(key), Buffer.isBuffer(value) ? `\\x${value.toString('hex')}` : value]))))
  await db.execute(sql`insert into ${t} (${columns}) select ${columns} from json_populate_recordset(null::${t}, ${json}::json)
    on conflict (id) do update set ${changes}`)
}

/** JSON that Postgres takes: it holds neither NUL nor half a character. */
function storable (value: unknown): string {
  const json = JSON.stringify(value)
  if (!/\\u0000|\\ud[89a-f]/.test(json)) return json
  return JSON.stringify(value, (_key, v) => typeof v === 'string' ? v.replace(/\0|\p{Cs}/gu, '\uFFFD') : v)
}

/**
 * The documents that fulfil a query (all, without one), best first and then by id, with exact counts; those of a facet leave
 * that facet's own filter out. `confirmed` are the ids of documents too large for the index that fulfil it. `byLaw` each law
 * is one, by the best of its documents, in `hits` and `total`; facets count documents.
 */
export async function findSearchDocuments (
  db: Db, { query, confirmed, filter, facets, offset, limit, byLaw = false }:
  { query?: WordQuery, confirmed: string[], filter: DocumentFilter, facets: DocumentFacet[], offset: number, limit: number, byLaw?: boolean }
): Promise<FoundDocuments> {
  const alone = facets.filter((name) => filter[name] !== undefined)
  const missed = alone.map((name) => sql`(${facetCondition(name, filter[name]!)} is not true)`)
  const misses = missed.length === 0 ? sql`0` : sql.join(missed.map((m) => sql`${m}::int`), sql` + `)
  const conditions = [
    query ? meets(query, confirmed) : undefined, ...otherConditions(filter),
    ...keysOf(filter).filter((name) => !alone.includes(name)).map((name) => facetCondition(name, filter[name]!)),
    missed.length > 1 ? sql`${misses} <= 1` : undefined
  ].filter((c) => c !== undefined)
  const score = query && ranks(query) ? sql`case when ${misses} = 0 then ts_rank_cd(words, ${tsqueryOf(query)}::tsquery, 1) end` : sql`null::real`
  const counts = facets.map((name) => {
    const own = alone.indexOf(name)
    return sql`${name}::text, (${countsOf(name, own < 0 ? sql`misses = 0` : sql`(misses = 0 or (misses = 1 and ${sql.identifier(`missed_${own}`)}))`)})`
  })
  const { rows: [row] } = await db.execute<FoundDocuments>(sql`
    with found as materialized (
      select ${sql.join([
        sql`id`, ...(byLaw ? [sql`legislation_id`] : []), sql`${score} as score`, sql`${misses} as misses`, ...missed.map((m, i) => sql`${m} as ${sql.identifier(`missed_${i}`)}`),
        ...facets.map((name) => sql.identifier(name))
      ], sql`, `)}
      from ${t} where ${conditions.length > 0 ? sql.join(conditions, sql` and `) : sql`true`}
    ), ${byLaw ? pageOfLaws(offset, limit) : pageOfDocuments(offset, limit)}
    select (select count(*)::int from ${byLaw ? sql`law` : sql`found where misses = 0`}) as total,
      (select coalesce(json_agg(json_build_object('document', d.document, 'score', p.score, 'law', p.law) order by p.score desc nulls last, p.place), '[]')
        from page p join ${t} d on d.id = p.id) as hits,
      json_build_object(${sql.join(counts, sql`, `)}) as facets`)
  return row!
}

const pageOfDocuments = (offset: number, limit: number) => sql`page as (
  select id, score, id as place, null::json as law from found where misses = 0 order by score desc nulls last, id offset ${offset} limit ${limit}
)`

/** What is of no law stands for itself. Only of the laws on the page the best document is looked for. */
const pageOfLaws = (offset: number, limit: number) => sql`law as (
  select coalesce(legislation_id, id) as key, count(*)::int as found, max(score) as score, min(id) as place from found where misses = 0 group by 1
), page as (
  select distinct on (l.place) f.id, l.score, l.place,
    case when f.legislation_id is not null then json_build_object('id', l.key, 'found', l.found) end as law
  from (select * from law order by score desc nulls last, place offset ${offset} limit ${limit}) l
    join found f on coalesce(f.legislation_id, f.id) = l.key and f.score is not distinct from l.score
  where f.misses = 0 order by l.place, f.id
)`

/** The documents that only a look at their text can tell of: too large for the index, and not ruled out by it. */
export async function listLargeDocuments (db: Db, query: WordQuery, filter: DocumentFilter): Promise<{ id: string }[]> {
  const loose = loosened(query)
  const conditions = [
    sql`fits < ${fitNeeded(query)}`, ...(loose ? [sql`(fits = 0 or words @@ ${tsqueryOf(loose)}::tsquery)`] : []), ...otherConditions(filter)
  ]
  const { rows } = await db.execute<{ id: string }>(sql`select id from ${t} where fits < 2 and ${sql.join(conditions, sql` and `)} order by id`)
  return rows
}

/** What documents are ranked by; of those that are not there, nothing. */
export async function readRankings (
  db: Db, ids: string[]
): Promise<{ id: string, legislationId: string | null, namedBy: number, same: string | null, terms: Buffer, topics: Record<string, number> }[]> {
  const { rows } = await db.execute<Awaited<ReturnType<typeof readRankings>>[number]>(sql`
    select id, legislation_id as "legislationId", same, terms, topics,
      coalesce((select named_by from ${authority} a where a.legislation_id = d.legislation_id), 0) as "namedBy"
    from ${t} d where id = any(${sql.param(ids)}::text[])`)
  return rows
}

/** The letters of documents, by id. */
export async function readLetters (db: Db, ids: string[]): Promise<Map<string, string>> {
  const rows = await db.select({ id: t.id, letters: t.letters }).from(t).where(sql`${t.id} = any(${sql.param(ids)}::text[])`)
  return new Map(rows.map(({ id, letters }) => [id, letters]))
}

/** What documents show, in the order of `ids`; those that are not there are left out. */
export async function readSearchDocuments (db: Db, ids: string[]): Promise<{ id: string, document: unknown }[]> {
  const { rows } = await db.execute<{ id: string, document: unknown }>(sql`select id, document from ${t} where id = any(${sql.param(ids)}::text[])`)
  const found = new Map(rows.map((row) => [row.id, row]))
  return ids.flatMap((id) => found.get(id) ?? [])
}

/** What a document must be to fulfil a filter, all of it. */
export const conditionsOf = (filter: DocumentFilter): SQL[] =>
  [...keysOf(filter).map((name) => facetCondition(name, filter[name]!)), ...otherConditions(filter)]

const keysOf = (filter: DocumentFilter) => [...scalarFacets, ...arrayFacets].filter((name) => filter[name] !== undefined)

function meets (query: WordQuery, confirmed: string[]): SQL {
  const need = fitNeeded(query)
  const indexed = sql`(words @@ ${tsqueryOf(query)}::tsquery and fits >= ${need})`
  return confirmed.length === 0 ? indexed : sql`(${indexed} or id = any(${sql.param(confirmed)}::text[]))`
}

function facetCondition (name: DocumentFacet, values: string[]): SQL {
  if (name === 'year') return sql`year = any(${sql.param(values.map(Number))}::int[])`
  const column = sql.identifier(name)
  return isScalar(name) ? sql`${column} = any(${sql.param(values)}::text[])` : sql`${column} && ${sql.param(values)}::text[]`
}

function otherConditions ({ article, legislation, yearFrom, yearTo, day }: DocumentFilter): SQL[] {
  return [
    article && sql`article && ${sql.param(article)}::text[]`,
    legislation && sql`legislation_id = any(${sql.param(legislation)}::text[])`,
    yearFrom !== undefined && sql`year >= ${yearFrom}`,
    yearTo !== undefined && sql`year <= ${yearTo}`,
    day !== undefined && sql`valid_from <= ${day} and valid_to > ${day}`
  ].filter((c) => c !== false && c !== undefined)
}

const isScalar = (name: DocumentFacet) => (scalarFacets as readonly string[]).includes(name)

function countsOf (name: DocumentFacet, condition: SQL): SQL {
  const column = sql.identifier(name)
  const values = isScalar(name)
    ? sql`select ${column}::text as value from found where ${condition} and ${column} is not null`
    : sql`select unnest(${column}) as value from found where ${condition}`
  return sql`select coalesce(json_object_agg(value, n), '{}') from (select value, count(*)::int as n from (${values}) v group by value) c`
}

/** Whether there is anything in a query by which one document can be better than another: what is not in them is in none. */
function ranks (query: WordQuery): boolean {
  return query.kind === 'phrase' || (query.kind !== 'not' && query.parts.some(ranks))
}

/** Which documents can be told by their tsvector alone: phrases need all positions. */
const fitNeeded = (query: WordQuery): 1 | 2 => hasPhrase(query) ? 2 : 1

function hasPhrase (query: WordQuery): boolean {
  if (query.kind === 'phrase') return query.words.length > 1
  return query.kind === 'not' ? hasPhrase(query.part) : query.parts.some(hasPhrase)
}

/** A query of single words that all documents fulfil which fulfil this one; undefined when that would be every document. */
function loosened (query: WordQuery): WordQuery | undefined {
  if (!hasPhrase(query)) return query
  if (query.kind === 'not') return undefined
  if (query.kind === 'phrase') return { kind: 'and', parts: query.words.map((word) => ({ kind: 'phrase', words: [word], field: query.field })) }
  const parts = query.parts.map(loosened)
  const known = parts.filter((part) => part !== undefined)
  if (known.length === 0 || (query.kind === 'or' && known.length < parts.length)) return undefined
  return { kind: query.kind, parts: known }
}

const weightOf = { heading: 'A', title: 'B', text: 'D' } as const

/** Postgres' own writing of a query: every word is quoted, so that nothing in it is an operator. */
function tsqueryOf (query: WordQuery): string {
  if (query.kind === 'not') return `!(${tsqueryOf(query.part)})`
  if (query.kind !== 'phrase') return `(${query.parts.map(tsqueryOf).join(query.kind === 'and' ? ' & ' : ' | ')})`
  const flags = (prefix: boolean) => `${prefix ? '*' : ''}${query.field ? weightOf[query.field] : ''}`
  const words = query.words.map(({ word, prefix }) => `'${word.replace(/['\\]/g, '$&$&')}'${flags(prefix) ? `:${flags(prefix)}` : ''}`)
  return `(${words.join(' <-> ')})`
}
