import { and, asc, eq, gt, inArray, or, sql, type SQL } from 'drizzle-orm'
import { NotFound } from '../model/error.js'
import type { JurisdictionRecord, RegionRecord } from '../model/jurisdiction.js'
import type { Db } from './client.js'
import { jurisdiction, jurisdictionMember, region, source } from './schema.js'
import { saveSource } from './source.js'

export type Region = typeof region.$inferSelect
export type Jurisdiction = typeof jurisdiction.$inferSelect & { source: typeof source.$inferSelect }

export async function saveRegions (db: Db, records: RegionRecord[]): Promise<void> {
  for (const r of parentsFirst(records)) {
    const row = { code: r.code, parentCode: r.parent, names: r.names }
    await db.insert(region).values(row).onConflictDoUpdate({ target: region.code, set: row })
  }
}

function parentsFirst (records: RegionRecord[]): RegionRecord[] {
  const depth = (r: RegionRecord): number => {
    const parent = records.find((p) => p.code === r.parent)
    return parent ? depth(parent) + 1 : 0
  }
  return [...records].sort((a, b) => depth(a) - depth(b))
}

export async function saveJurisdictions (db: Db, records: JurisdictionRecord[]): Promise<void> {
  for (const r of records) {
    const row = {
      code: r.code,
      alpha2: r.alpha2,
      m49: r.m49,
      type: r.type,
      names: r.names,
      formalNames: r.formalNames,
      regionCode: r.region,
      subregionCode: r.subregion,
      intermediateRegionCode: r.intermediateRegion,
      leastDeveloped: r.leastDeveloped,
      landlockedDeveloping: r.landlockedDeveloping,
      smallIslandDeveloping: r.smallIslandDeveloping,
      checked: r.checked,
      sourceId: await saveSource(db, r.source),
      updatedAt: new Date()
    }
    await db.insert(jurisdiction).values(row).onConflictDoUpdate({ target: jurisdiction.code, set: row })
  }
  for (const r of records.filter((r) => r.members.length > 0)) {
    await db.delete(jurisdictionMember).where(eq(jurisdictionMember.organizationCode, r.code))
    await db.insert(jurisdictionMember).values(r.members.map((memberCode) => ({ organizationCode: r.code, memberCode })))
  }
}

export type JurisdictionFilter = { type?: string[], region?: string[], after?: string, limit: number }

export async function listJurisdictions (db: Db, filter: JurisdictionFilter): Promise<Jurisdiction[]> {
  const rows = await db.select().from(jurisdiction).innerJoin(source, eq(source.id, jurisdiction.sourceId))
    .where(and(...jurisdictionWhere(filter), filter.after ? gt(jurisdiction.code, filter.after) : undefined))
    .orderBy(asc(jurisdiction.code)).limit(filter.limit)
  return rows.map((row) => ({ ...row.jurisdiction, source: row.source }))
}

export async function countJurisdictions (db: Db, filter: JurisdictionFilter): Promise<number> {
  return db.$count(jurisdiction, and(...jurisdictionWhere(filter)))
}

function jurisdictionWhere (filter: JurisdictionFilter): (SQL | undefined)[] {
  return [filter.type && inArray(jurisdiction.type, filter.type), filter.region && inRegion(filter.region)]
}

/** True of a jurisdiction that lies in one of these regions, at whichever level of M49. */
export function inRegion (codes: string[]): SQL {
  return or(inArray(jurisdiction.regionCode, codes), inArray(jurisdiction.subregionCode, codes), inArray(jurisdiction.intermediateRegionCode, codes))!
}

/** By alpha-3, alpha-2 or M49 code in any case; throws NotFound. */
export async function getJurisdiction (db: Db, code: string): Promise<Jurisdiction> {
  const upper = code.toUpperCase()
  const [row] = await db.select().from(jurisdiction).innerJoin(source, eq(source.id, jurisdiction.sourceId))
    .where(or(eq(jurisdiction.code, upper), eq(jurisdiction.alpha2, upper), eq(jurisdiction.m49, upper)))
  if (!row) throw new NotFound(`No State, territory or organisation has the code ${code}.`)
  return { ...row.jurisdiction, source: row.source }
}

/** The organisations that a jurisdiction belongs to and, of an organisation, its members. */
export async function listMemberships (db: Db, code: string): Promise<{ organizations: string[], members: string[] }> {
  const rows = await db.select().from(jurisdictionMember)
    .where(or(eq(jurisdictionMember.memberCode, code), eq(jurisdictionMember.organizationCode, code)))
  return {
    organizations: rows.filter((r) => r.memberCode === code).map((r) => r.organizationCode).sort(),
    members: rows.filter((r) => r.organizationCode === code).map((r) => r.memberCode).sort()
  }
}

export type Gazetteer = {
  /** any accepted spelling (alpha-3, alpha-2, M49; upper case) → alpha-3 */
  codes: Map<string, string>
  jurisdictions: Map<string, { code: string, type: string, names: Record<string, string>, regions: string[] }>
  regions: Map<string, Region>
}

/** All codes and names at once: some 280 rows, which labels and filters need on nearly every request. */
export async function readGazetteer (db: Db): Promise<Gazetteer> {
  const [rows, regions] = await Promise.all([
    db.select().from(jurisdiction).orderBy(asc(jurisdiction.code)), db.select().from(region).orderBy(sql`${region.code}`)
  ])
  const codes = new Map<string, string>()
  for (const row of rows) for (const spelling of [row.code, row.alpha2, row.m49]) if (spelling) codes.set(spelling, row.code)
  return {
    codes,
    jurisdictions: new Map(rows.map((row) => [row.code, {
      code: row.code,
      type: row.type,
      names: row.names,
      regions: [row.regionCode, row.subregionCode, row.intermediateRegionCode].filter((code) => code !== null)
    }])),
    regions: new Map(regions.map((row) => [row.code, row]))
  }
}
