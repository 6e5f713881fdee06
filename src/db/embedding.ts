import { sql } from 'drizzle-orm'
import type { Db } from './client.js'
import { searchDocument as documents, searchEmbedding as embeddings, searchVector as vectors } from './schema.js'
import { conditionsOf, type DocumentFilter } from './search-document.js'

/** A document as it is to be embedded, and what is filtered by; `held`: the engine has a vector of what it was before. */
export type EmbeddableDocument = {
  id: string, generation: number, held: boolean, document: unknown, legislationId: string | null, type: string, status: string, year: number | null
  validFrom: number | null, validTo: number | null
  state: string[], region: string[], concept: string[], instrument: string[], article: string[], language: string[]
}

/** The vector of a text, or why there is none. */
export type TextVector = { text: string, vector: Float32Array | null, fault: string | null }

/** What a document counts for in facets. */
export type DocumentFacets = Pick<
  EmbeddableDocument, 'id' | 'legislationId' | 'type' | 'status' | 'year' | 'state' | 'region' | 'concept' | 'instrument' | 'language'
>

/**
 * Documents that the engine's index of vectors does not hold as they are, at most `limit`: first those of which it has an
 * older state, then the newest.
 */
export async function listUnembedded (db: Db, limit: number): Promise<string[]> {
  const { rows } = await db.execute<{ id: string }>(sql`
    select d.id from ${documents} d left join ${embeddings} e on e.id = d.id
    where e.generation is distinct from d.generation order by e.id is null, d.generation desc, d.id limit ${limit}`)
  return rows.map(({ id }) => id)
}

/** Ids that the index of vectors holds and that are no documents any more, at most `limit`. */
export async function listGone (db: Db, limit: number): Promise<string[]> {
  const { rows } = await db.execute<{ id: string }>(sql`
    select e.id from ${embeddings} e left join ${documents} d on d.id = e.id where d.id is null order by e.id limit ${limit}`)
  return rows.map(({ id }) => id)
}

/** The documents of these ids that are there, in the order of their ids. */
export async function readEmbeddable (db: Db, ids: string[]): Promise<EmbeddableDocument[]> {
  const { rows } = await db.execute<EmbeddableDocument & { generation: string }>(sql`
    select d.id, d.generation, e.id is not null as held, d.document, d.legislation_id as "legislationId", d.type, d.status, d.year,
      d.valid_from as "validFrom", d.valid_to as "validTo", d.state, d.region, d.concept, d.instrument, d.article, d.language
    from ${documents} d left join ${embeddings} e on e.id = d.id where d.id = any(${sql.param(ids)}::text[]) order by d.id`)
  return rows.map((row) => ({ ...row, generation: Number(row.generation) }))
}

/** Notes what the index of vectors holds now. */
export async function putEmbeddings (db: Db, held: { id: string, generation: number, text: string }[]): Promise<void> {
  if (held.length === 0) return
  await db.insert(embeddings).values(held)
    .onConflictDoUpdate({ target: embeddings.id, set: { generation: sql`excluded.generation`, text: sql`excluded.text` } })
}

/** Notes that the index of vectors holds these no more; without ids: nothing at all. */
export async function deleteEmbeddings (db: Db, ids?: string[]): Promise<void> {
  await db.execute(ids ? sql`delete from ${embeddings} where id = any(${sql.param(ids)}::text[])` : sql`truncate ${embeddings}`)
}

/** What a model made of these texts, named by their hashes; of those it never saw, nothing. */
export async function readVectors (db: Db, model: string, texts: string[]): Promise<Map<string, TextVector>> {
  const { rows } = await db.execute<{ text: string, vector: Buffer | null, fault: string | null }>(sql`
    select text, vector, fault from ${vectors} where model = ${model} and text = any(${sql.param(texts)}::text[])`)
  return new Map(rows.map(({ text, vector, fault }) => [text, { text, vector: vector && fromBytes(vector), fault }]))
}

/** Some of a model's vectors, chosen by the hashes of their texts: by chance, and always the same. */
export async function sampleVectors (db: Db, model: string, limit: number): Promise<Float32Array[]> {
  const { rows } = await db.execute<{ vector: Buffer }>(sql`
    select vector from ${vectors} where model = ${model} and vector is not null order by text limit ${limit}`)
  return rows.map(({ vector }) => fromBytes(vector))
}

export async function putVectors (db: Db, model: string, made: TextVector[]): Promise<void> {
  if (made.length === 0) return
  await db.insert(vectors).values(made.map(({ text, vector, fault }) => ({ model, text, vector: vector && toBytes(vector), fault })))
    .onConflictDoUpdate({ target: [vectors.model, vectors.text], set: { vector: sql`excluded.vector`, fault: sql`excluded.fault` } })
}

/** Forgets what a model made of anything. */
export async function deleteVectors (db: Db, model: string): Promise<void> {
  await db.execute(sql`delete from ${vectors} where model = ${model}`)
}

/** Forgets vectors of texts that no document has any more, and those of other models, but for these texts. */
export async function pruneVectors (db: Db, model: string, kept: string[]): Promise<void> {
  await db.execute(sql`
    delete from ${vectors} v where v.text <> all(${sql.param(kept)}::text[])
      and (v.model <> ${model} or not exists (select from ${embeddings} e where e.text = v.text))`)
}

/** Forgets which texts were refused, so that they are tried again. */
export async function forgetFaults (db: Db): Promise<void> {
  await db.execute(sql`delete from ${embeddings} e using ${vectors} v where v.text = e.text and v.vector is null`)
  await db.execute(sql`delete from ${vectors} where vector is null`)
}

/** How many documents wait for their vector, and how many were refused one. */
export async function embeddingState (db: Db): Promise<{ waiting: number, refused: number }> {
  const { rows: [row] } = await db.execute<{ waiting: number, refused: number }>(sql`
    select (select count(*)::int from ${documents} d left join ${embeddings} e on e.id = d.id where e.generation is distinct from d.generation) as waiting,
      (select count(*)::int from ${embeddings} e where exists (select from ${vectors} v where v.text = e.text and v.vector is null)) as refused`)
  return row!
}

/** Of these documents those that fulfil a filter, with what they count for in facets. */
export async function readFacets (db: Db, ids: string[], filter: DocumentFilter): Promise<DocumentFacets[]> {
  const { rows } = await db.execute<DocumentFacets>(sql`
    select id, legislation_id as "legislationId", type, status, year, state, region, concept, instrument, language from ${documents}
    where ${sql.join([sql`id = any(${sql.param(ids)}::text[])`, ...conditionsOf(filter)], sql` and `)}`)
  return rows
}

/** Buffers of the driver are pieces of larger ones and need not be aligned: a copy is. */
const fromBytes = (bytes: Buffer): Float32Array => new Float32Array(Uint8Array.from(bytes).buffer)
const toBytes = (vector: Float32Array): Buffer => Buffer.from(vector.buffer, vector.byteOffset, vector.byteLength)
