import { asc, eq, inArray } from 'drizzle-orm'
import { NotFound } from '../model/error.js'
import { contentHash, newId } from '../model/identifier.js'
import type { ConceptRecord, MappingRecord } from '../model/concept.js'
import type { Db } from './client.js'
import { enqueue } from './outbox.js'
import { concept, conceptArticle, instrumentArticle } from './schema.js'

export type Concept = typeof concept.$inferSelect
export type ConceptMapping = typeof conceptArticle.$inferSelect & { article: typeof instrumentArticle.$inferSelect }

/** Stores the vocabulary in its order, parents first; concepts that changed are noted for the index. */
export async function saveConcepts (db: Db, records: ConceptRecord[]): Promise<void> {
  const before = new Map((await db.select().from(concept)).map((row) => [row.code, searchable(row)]))
  const ordered = [...records].map((r, position) => ({ r, position })).sort((a, b) => a.r.code.length - b.r.code.length)
  for (const { r, position } of ordered) {
    const row = {
      code: r.code,
      parentCode: r.parent,
      position,
      study2013: r.study2013,
      labels: r.labels,
      synonyms: r.synonyms,
      definition: r.definition,
      note: r.note,
      updatedAt: new Date()
    }
    await db.insert(concept).values(row).onConflictDoUpdate({ target: concept.code, set: row })
  }
  const changed = records.filter((r) => before.has(r.code) && before.get(r.code) !== searchable(r))
  if (changed.length > 0) await enqueue(db, 'concept', changed.map((r) => r.code))
}

const searchable = ({ labels, synonyms }: Pick<Concept, 'labels' | 'synonyms'>) => contentHash({ labels, synonyms })

/** Stores the crosswalk whole. */
export async function saveMappings (db: Db, records: MappingRecord[]): Promise<void> {
  const articles = new Map((await db.select().from(instrumentArticle)).map((a) => [`${a.instrumentCode} ${a.number}`, a.id]))
  await db.delete(conceptArticle)
  const rows = records.map((r) => ({
    id: newId(),
    conceptCode: r.concept,
    articleId: articles.get(`${r.instrument} ${r.article}`)!,
    paragraph: r.paragraph,
    relation: r.relation,
    checked: r.checked,
    note: r.note
  }))
  for (let i = 0; i < rows.length; i += 1000) await db.insert(conceptArticle).values(rows.slice(i, i + 1000))
}

/** The whole vocabulary, 136 rows, in its order. */
export async function listConcepts (db: Db): Promise<Concept[]> {
  return db.select().from(concept).orderBy(asc(concept.position), asc(concept.code))
}

export async function getConcept (db: Db, code: string): Promise<Concept> {
  const [row] = await db.select().from(concept).where(eq(concept.code, code.toUpperCase()))
  if (!row) throw new NotFound(`The vocabulary has no concept ${code}.`)
  return row
}

/** The articles that concepts answer to. */
export async function listMappings (db: Db, by: { concepts: string[] } | { articleIds: string[] }): Promise<ConceptMapping[]> {
  const rows = await db.select().from(conceptArticle)
    .innerJoin(instrumentArticle, eq(instrumentArticle.id, conceptArticle.articleId))
    .where('concepts' in by ? inArray(conceptArticle.conceptCode, by.concepts) : inArray(conceptArticle.articleId, by.articleIds))
    .orderBy(asc(instrumentArticle.instrumentCode), asc(instrumentArticle.position), asc(conceptArticle.conceptCode))
  return rows.map((row) => ({ ...row.concept_article, article: row.instrument_article }))
}
