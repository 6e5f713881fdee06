import { and, asc, count, eq, getTableColumns, inArray } from 'drizzle-orm'
import { NotFound } from '../model/error.js'
import { newId } from '../model/identifier.js'
import type { InstrumentRecord, TreatyActionRecord } from '../model/instrument.js'
import type { Db } from './client.js'
import { conceptArticle, instrument, instrumentArticle, source, treatyAction } from './schema.js'
import { saveSource } from './source.js'

export type Instrument = typeof instrument.$inferSelect & { source: typeof source.$inferSelect, articleCount: number }
export type Article = typeof instrumentArticle.$inferSelect
export type TreatyAction = typeof treatyAction.$inferSelect & { source: typeof source.$inferSelect }

/** Stores instruments with their articles; an article keeps its id, because mappings lead to it. */
export async function saveInstruments (db: Db, records: InstrumentRecord[]): Promise<void> {
  for (const r of [...records].sort((a, b) => Number(a.parent !== null) - Number(b.parent !== null))) {
    const row = {
      code: r.code,
      kind: r.kind,
      names: r.names,
      shortName: r.shortName,
      reference: r.reference,
      parentCode: r.parent,
      adoptedOn: r.adoptedOn,
      openedOn: r.openedOn,
      inForceFrom: r.inForceFrom,
      depositary: r.depositary,
      authenticLanguages: r.authenticLanguages,
      checked: r.checked,
      sourceId: await saveSource(db, r.source),
      updatedAt: new Date()
    }
    await db.insert(instrument).values(row).onConflictDoUpdate({ target: instrument.code, set: row })
    for (const [position, a] of r.articles.entries()) {
      const set = { title: a.title, chapter: a.chapter, position, checked: a.checked }
      await db.insert(instrumentArticle).values({ id: newId(), instrumentCode: r.code, number: a.number, ...set })
        .onConflictDoUpdate({ target: [instrumentArticle.instrumentCode, instrumentArticle.number], set })
    }
  }
}

export async function saveTreatyActions (db: Db, records: TreatyActionRecord[]): Promise<void> {
  await db.delete(treatyAction)
  for (const r of records) {
    await db.insert(treatyAction).values({
      id: newId(),
      instrumentCode: r.instrument,
      jurisdictionCode: r.jurisdiction,
      kind: r.kind,
      date: r.date,
      effectiveFrom: r.effectiveFrom,
      articles: r.articles,
      note: r.note,
      checked: r.checked,
      sourceId: await saveSource(db, r.source)
    })
  }
}

const articleCounts = (db: Db) => db.select({ code: instrumentArticle.instrumentCode, n: count().as('n') })
  .from(instrumentArticle).groupBy(instrumentArticle.instrumentCode).as('article_counts')

export async function listInstruments (db: Db, codes?: string[]): Promise<Instrument[]> {
  const counts = articleCounts(db)
  const rows = await db.select({ ...getTableColumns(instrument), source, articleCount: counts.n }).from(instrument)
    .innerJoin(source, eq(source.id, instrument.sourceId))
    .leftJoin(counts, eq(counts.code, instrument.code))
    .where(codes && inArray(instrument.code, codes)).orderBy(asc(instrument.code))
  return rows.map((row) => ({ ...row, articleCount: row.articleCount ?? 0 }))
}

export async function getInstrument (db: Db, code: string): Promise<Instrument> {
  const [row] = await listInstruments(db, [code.toUpperCase()])
  if (!row) throw new NotFound(`There is no instrument ${code}.`)
  return row
}

export async function listArticles (db: Db, instrumentCode: string): Promise<Article[]> {
  return db.select().from(instrumentArticle).where(eq(instrumentArticle.instrumentCode, instrumentCode)).orderBy(asc(instrumentArticle.position))
}

export async function getArticle (db: Db, instrumentCode: string, number: string): Promise<Article> {
  const [row] = await db.select().from(instrumentArticle)
    .where(and(eq(instrumentArticle.instrumentCode, instrumentCode.toUpperCase()), eq(instrumentArticle.number, number)))
  if (!row) throw new NotFound(`${instrumentCode} has no article ${number} here.`)
  return row
}

/** The codes of the concepts that answer to an article of an instrument, or to any of its articles. */
export async function conceptsOfArticle (db: Db, instrumentCodes: string[], numbers?: string[]): Promise<string[]> {
  const rows = await db.selectDistinct({ code: conceptArticle.conceptCode }).from(conceptArticle)
    .innerJoin(instrumentArticle, eq(instrumentArticle.id, conceptArticle.articleId))
    .where(and(inArray(instrumentArticle.instrumentCode, instrumentCodes), numbers && inArray(instrumentArticle.number, numbers)))
  return rows.map((row) => row.code).sort()
}

export async function listTreatyActions (db: Db, by: { jurisdiction?: string, instrument?: string }): Promise<TreatyAction[]> {
  const rows = await db.select().from(treatyAction).innerJoin(source, eq(source.id, treatyAction.sourceId))
    .where(and(
      by.jurisdiction ? eq(treatyAction.jurisdictionCode, by.jurisdiction) : undefined,
      by.instrument ? eq(treatyAction.instrumentCode, by.instrument) : undefined
    )).orderBy(asc(treatyAction.instrumentCode), asc(treatyAction.jurisdictionCode), asc(treatyAction.date), asc(treatyAction.id))
  return rows.map((row) => ({ ...row.treaty_action, source: row.source }))
}
