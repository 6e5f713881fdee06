import { and, asc, eq, gt, inArray, sql, type SQL } from 'drizzle-orm'
import { contentHash } from '../model/identifier.js'
import { readLawNames } from '../model/law-name.js'
import { readNameKeys, stateKey, type Lookup } from '../model/law-name-key.js'
import { inTransaction, type Db, type Transaction } from './client.js'
import { jurisdiction, legislation, legislationName } from './schema.js'
import { findSetting, putSetting } from './setting.js'
import { stateWordsOf } from './short-name.js'

/** Puts the names that the law has now in the place of those by which it was looked up. */
export async function saveLawNames (tx: Transaction, id: string): Promise<void> {
  await putNames(tx, await selectNamed(tx).where(eq(legislation.id, id)))
}

const readingKey = 'law-names'
/** To be raised with every change of how names are read, so that those of the laws held already are read again. */
const reading = 1
const lawsAtOnce = 500

/**
 * Reads the names of all laws again where they were read in another way, or by other names of the States: after an
 * update of this service or of the States. Safe to call from several processes at once, and while laws are saved.
 */
export async function refreshLawNames (db: Db): Promise<void> {
  const states = await db.select({ code: jurisdiction.code, names: jurisdiction.names }).from(jurisdiction).orderBy(asc(jurisdiction.code))
  const current = contentHash([reading, states.map(({ code, names }) => stateWordsOf(code, names))])
  if (await findSetting(db, readingKey) === current) return
  for (let after: string | undefined; ;) {
    const last: string | undefined = await inTransaction(db, async (tx) => {
      // Held until they are written: a law that is saved meanwhile waits, or is waited for.
      const laws = await selectNamed(tx).where(after === undefined ? undefined : gt(legislation.id, after))
        .orderBy(asc(legislation.id)).limit(lawsAtOnce).for('no key update', { of: legislation })
      await putNames(tx, laws)
      return laws.at(-1)?.id
    })
    if (last === undefined) break
    after = last
  }
  await putSetting(db, readingKey, current)
}

const selectNamed = (db: Db) => db.select({
  id: legislation.id, title: legislation.title, titles: legislation.titles, shortTitle: legislation.shortTitle, number: legislation.number,
  year: legislation.year, code: jurisdiction.code, names: jurisdiction.names
}).from(legislation).innerJoin(jurisdiction, eq(jurisdiction.code, legislation.jurisdictionCode))

async function putNames (tx: Transaction, laws: Awaited<ReturnType<typeof selectNamed>>): Promise<void> {
  if (laws.length === 0) return
  const rows = laws.flatMap(({ id, code, names, title, titles, ...law }) => {
    const read = readLawNames({ ...law, titles: [title, ...titles].map((t) => t.text), state: stateWordsOf(code, names) })
    return readNameKeys(read, code).map((row, position) => ({ legislation_id: id, position, ...row }))
  })
  await tx.delete(legislationName).where(inArray(legislationName.legislationId, laws.map(({ id }) => id)))
  await tx.execute(sql`insert into ${legislationName} (legislation_id, position, keys, size)
    select legislation_id, position, keys, size from json_populate_recordset(null::${legislationName}, ${JSON.stringify(rows)}::json)`)
}

/** What the published laws of a State are called, and the words of the State's own names. */
export async function listLawNames (
  db: Db, state: string
): Promise<{ laws: { id: string, names: { text: string, language: string }[] }[], stateWords: string[] }> {
  const rows = await selectNamed(db).where(and(eq(legislation.jurisdictionCode, state), eq(legislation.state, 'published')))
  return {
    laws: rows.map(({ id, title, titles, shortTitle }) =>
      ({ id, names: [title, ...titles, ...shortTitle === null ? [] : [{ text: shortTitle, language: title.language }]] })),
    stateWords: rows[0] ? stateWordsOf(state, rows[0].names) : []
  }
}

/** Of the best names so many times more than laws are wanted: a law has several, and may be withdrawn. */
const spare = 4

/** The published laws that these look-ups find, at most `limit`, as a query for `id` and `score`, the nearest first. */
export function namedLaws (lookups: Lookup[], states: string[] | undefined, limit: number): SQL {
  const ofStates = states ? sql`${has(states.map(stateKey))} and ` : sql``
  return sql`
    select l.id, named.score from (
      select legislation_id, max(score) as score from (
        select legislation_id, greatest(${sql.join(lookups.map(scoreOf), sql`, `)}) as score
        from ${legislationName} where ${ofStates}(${sql.join(lookups.map(conditionOf), sql` or `)})
        order by score desc, legislation_id limit ${limit * spare}
      ) names group by 1
    ) named join ${legislation} l on l.id = named.legislation_id where l.state = 'published'
    order by named.score desc, l.status in ('repealed', 'draft'), l.id limit ${limit}`
}

const has = (keys: string[]) => sql`keys && ${sql.param(keys)}::text[]`

function conditionOf ({ enough, each, signs, signsMax }: Lookup): SQL {
  const ways = [
    has(enough),
    ...(each.length > 0 ? [and(...each.map(has))!] : []),
    ...(signs.length > 0 ? [sql`(keys @> ${sql.param(signs)}::text[] and size <= ${signsMax})`] : [])
  ]
  return sql.join(ways, sql` or `)
}

/** How much of a name the words are, so that among thousands of laws the ones meant are looked at. */
function scoreOf ({ enough, signs, signsMax, words, years }: Lookup): SQL {
  const met = words.map((keys) => sql`(${has(keys)})::int`)
  const share = met.length > 0
    ? sql`least(1, (${sql.join(met, sql` + `)})::real / greatest(size, 1))`
    : signs.length > 0 ? sql`case when keys @> ${sql.param(signs)}::text[] then ${signsMax / 2}::real / greatest(size, 1) else 0 end` : sql`0`
  const ofYear = years.length > 0 ? sql` + (${has(years)})::int` : sql``
  return sql`((${has(enough)})::int + ${share}${ofYear})::real`
}
