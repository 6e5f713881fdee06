import { sql } from 'drizzle-orm'
import { bigint, check, index, integer, jsonb, pgTable, primaryKey, real, text, unique, uuid, type AnyPgColumn } from 'drizzle-orm/pg-core'
import type { UploadOptions } from '../model/upload.js'
import * as lists from '../model/vocabulary.js'
import { bytea, createdAt, id, instant, oneOf } from './column.js'

/** The tables of curation: files, uploads, drafts and revisions, the audit, keys, and what the service notes for itself. */

/** An original, byte for byte; the bytes are in `file_chunk`, so that a copy of the database is a copy of everything. */
export const file = pgTable('file', {
  sha256: text().primaryKey(),
  bytes: bigint({ mode: 'number' }).notNull(),
  mediaType: text().notNull(),
  name: text(),
  createdAt: createdAt()
}, () => [check('file_sha256_form', sql.raw("sha256 ~ '^[0-9a-f]{64}$'"))])

export const fileChunk = pgTable('file_chunk', {
  sha256: text().notNull().references(() => file.sha256, { onDelete: 'cascade' }),
  position: integer().notNull(),
  bytes: bytea().notNull()
}, (t) => [primaryKey({ columns: [t.sha256, t.position] })])

/**
 * A state of a record, as submitted; the record's own row holds what is published. Until then it is a draft: `number` comes
 * with publication, `edition` counts the changes to the draft itself, `base_revision` is what was published when it was begun.
 */
export const revision = pgTable('revision', {
  id: id(),
  recordType: text().notNull(),
  recordId: uuid().notNull(),
  number: integer(),
  state: text().notNull(),
  record: jsonb().notNull(),
  contentHash: text().notNull(),
  jurisdictionCodes: text().array().notNull().default([]),
  edition: integer().notNull().default(1),
  baseRevision: integer(),
  uploadId: uuid().references((): AnyPgColumn => upload.id),
  comment: text(),
  createdBy: text().notNull(),
  updatedBy: text(),
  submittedAt: instant(),
  approvedBy: text(),
  createdAt: createdAt(),
  updatedAt: createdAt(),
  publishedAt: instant()
}, (t) => [
  unique('revision_number').on(t.recordType, t.recordId, t.number), index('revision_state').on(t.state, t.updatedAt),
  oneOf('revision', 'state', lists.recordStates), oneOf('revision', 'record_type', lists.recordTypes),
  check('revision_published_number', sql.raw("number is not null or state not in ('published', 'superseded')"))
])

/** A file that was handed in, and how far it has been read; the job that reads it renews its lease. */
export const upload = pgTable('upload', {
  id: id(),
  kind: text().notNull(),
  state: text().notNull(),
  fileSha256: text().references(() => file.sha256),
  name: text().notNull(),
  mediaType: text(),
  sourceUrl: text(),
  fetchedAt: instant(),
  options: jsonb().$type<UploadOptions>().notNull(),
  jurisdictionCodes: text().array().notNull().default([]),
  format: text(),
  progress: real().notNull().default(0),
  result: jsonb(),
  failure: jsonb().$type<{ code: string, detail: string }>(),
  attempts: integer().notNull().default(0),
  leasedUntil: instant(),
  createdBy: text().notNull(),
  createdAt: createdAt(),
  updatedAt: createdAt(),
  finishedAt: instant()
}, (t) => [
  index('upload_state').on(t.state, t.createdAt), index('upload_file').on(t.fileSha256),
  oneOf('upload', 'kind', lists.uploadKinds), oneOf('upload', 'state', lists.uploadStates)
])

/** Who worked on a revision: none of them may approve it (a trigger refuses). */
export const revisionContributor = pgTable('revision_contributor', {
  revisionId: uuid().notNull().references(() => revision.id, { onDelete: 'cascade' }),
  actor: text().notNull()
}, (t) => [primaryKey({ columns: [t.revisionId, t.actor] })])

/**
 * Append only: a trigger refuses to change or delete a row, and another gives each its position and a hash of itself and of
 * the row before, so that a row that was taken out or changed all the same is seen.
 */
export const audit = pgTable('audit', {
  id: bigint({ mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
  position: bigint({ mode: 'number' }).notNull().default(0),
  previousHash: text(),
  hash: text().notNull().default(''),
  at: createdAt(),
  actor: text().notNull(),
  action: text().notNull(),
  recordType: text().notNull(),
  recordId: text().notNull(),
  before: jsonb(),
  after: jsonb(),
  comment: text(),
  requestId: text()
}, (t) => [index('audit_record').on(t.recordType, t.recordId), index('audit_actor').on(t.actor)])

/** What changed and is not yet in the search index; written in the transaction of the change. */
export const outbox = pgTable('outbox', {
  id: bigint({ mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
  kind: text().notNull(),
  recordId: text().notNull(),
  createdAt: createdAt(),
  attempts: integer().notNull().default(0),
  nextAttemptAt: createdAt(),
  lastError: text()
}, (t) => [index('outbox_next').on(t.nextAttemptAt, t.id), oneOf('outbox', 'kind', ['legislation', 'case', 'lesson', 'concept'])])

export const apiKey = pgTable('api_key', {
  id: id(),
  prefix: text().notNull().unique(),
  hash: text().notNull(),
  kind: text().notNull(),
  role: text().notNull(),
  name: text().notNull(),
  jurisdictionCodes: text().array(),
  origins: text().array(),
  requestsPerMinute: integer(),
  createdBy: text(),
  createdAt: createdAt(),
  expiresAt: instant(),
  revokedAt: instant(),
  lastUsedAt: instant()
}, () => [oneOf('api_key', 'kind', lists.keyKinds), oneOf('api_key', 'role', lists.keyRoles)])

export const idempotencyKey = pgTable('idempotency_key', {
  actor: text().notNull(),
  key: text().notNull(),
  requestHash: text().notNull(),
  status: integer().notNull(),
  headers: jsonb().notNull(),
  body: text().notNull(),
  createdAt: createdAt(),
  expiresAt: instant().notNull()
}, (t) => [primaryKey({ columns: [t.actor, t.key] })])

/** What the deployment as a whole has to agree on: the cursor secret, the dataset that was loaded. */
export const setting = pgTable('setting', {
  key: text().primaryKey(),
  value: text().notNull()
})
