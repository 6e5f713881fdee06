import { sql } from 'drizzle-orm'
import { newId } from '../model/identifier.js'
import type { Source } from '../model/common.js'
import type { Db } from './client.js'
import { source } from './schema.js'

/** The id of this source, which is stored when it is new. */
export async function saveSource (db: Db, given: Source): Promise<string> {
  const [row] = await db.insert(source).values({ id: newId(), ...given })
    .onConflictDoUpdate({
      target: [source.url, source.publisher, source.kind, source.title, source.retrievedAt, source.licence], set: { url: sql`excluded.url` }
    })
    .returning({ id: source.id })
  return row!.id
}
