import { sql } from 'drizzle-orm'
import { check, customType, jsonb, text, timestamp, uuid } from 'drizzle-orm/pg-core'
import type { Localized } from '../model/common.js'

/** What the columns of several tables are made of. */

export const oneOf = (table: string, column: string, values: readonly string[]) =>
  check(`${table}_${column}_known`, sql.raw(`"${column}" in (${values.map((v) => `'${v}'`).join(', ')})`))

export const bytea = customType<{ data: Buffer }>({ dataType: () => 'bytea' })
export const dateRange = customType<{ data: string }>({ dataType: () => 'daterange' })

export const id = () => uuid().primaryKey()
export const localized = () => jsonb().$type<Localized>()
export const instant = () => timestamp({ withTimezone: true, precision: 3 })
export const createdAt = () => instant().notNull().defaultNow()
export const checked = () => text().notNull()

/** From (inclusive) to (exclusive); null is unbounded. Kept by Postgres, so it never disagrees with its two dates. */
export const validity = () => dateRange().generatedAlwaysAs(sql.raw('daterange("valid_from", "valid_to", \'[)\')'))
