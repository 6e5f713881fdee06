import { sql } from 'drizzle-orm'
import {
  bigint, boolean, check, customType, date, foreignKey, index, integer, jsonb, numeric, pgTable, primaryKey, real, smallint, text, unique, uuid,
  type AnyPgColumn
} from 'drizzle-orm/pg-core'
import type { Source } from '../model/common.js'
import type { ConceptRecord } from '../model/concept.js'
import type { LegislationRecord, SafeguardRecord } from '../model/legislation.js'
import * as lists from '../model/vocabulary.js'
import { bytea, checked, createdAt, id, localized, oneOf, validity } from './column.js'
import { file, revision } from './schema-curation.js'

export * from './schema-curation.js'

/**
 * Every table of the Atlas; those of curation stand in `schema-curation.ts`. What drizzle cannot say (exclusion constraints, triggers) stands in
 * `migrations/*_guards.sql`. Legal time is `valid_*`, `in_force_from` …; record time is `created_at` …
 */

const sourceId = () => uuid().notNull().references(() => source.id)

/** What every record that is curated carries. */
const curated = () => ({
  state: text().notNull().default('published'),
  revision: integer().notNull().default(1),
  contentHash: text().notNull(),
  withdrawnReason: text(),
  movedTo: uuid(),
  checked: checked(),
  sourceId: sourceId(),
  furtherSources: jsonb().$type<Source[]>().notNull().default([]),
  lastVerifiedAt: date({ mode: 'string' }),
  createdAt: createdAt(),
  updatedAt: createdAt(),
  textChangedAt: createdAt()
})

export const source = pgTable('source', {
  id: id(),
  url: text().notNull(),
  publisher: text().notNull(),
  kind: text(),
  title: text(),
  retrievedAt: date({ mode: 'string' }),
  licence: text()
}, (t) => [
  unique('source_same').on(t.url, t.publisher, t.kind, t.title, t.retrievedAt, t.licence).nullsNotDistinct(),
  oneOf('source', 'kind', lists.sourceKinds)
])

export const region = pgTable('region', {
  code: text().primaryKey(),
  parentCode: text().references((): AnyPgColumn => region.code),
  names: localized().notNull()
})

export const jurisdiction = pgTable('jurisdiction', {
  code: text().primaryKey(),
  alpha2: text().unique(),
  m49: text().unique(),
  type: text().notNull(),
  names: localized().notNull(),
  formalNames: localized(),
  regionCode: text().references(() => region.code),
  subregionCode: text().references(() => region.code),
  intermediateRegionCode: text().references(() => region.code),
  leastDeveloped: boolean().notNull(),
  landlockedDeveloping: boolean().notNull(),
  smallIslandDeveloping: boolean().notNull(),
  checked: checked(),
  sourceId: sourceId(),
  updatedAt: createdAt()
}, () => [
  oneOf('jurisdiction', 'type', lists.jurisdictionTypes), oneOf('jurisdiction', 'checked', lists.checkedLevels),
  check('jurisdiction_code_form', sql.raw("code ~ '^[A-Z]{3}$'"))
])

export const jurisdictionMember = pgTable('jurisdiction_member', {
  organizationCode: text().notNull().references(() => jurisdiction.code, { onDelete: 'cascade' }),
  memberCode: text().notNull().references(() => jurisdiction.code)
}, (t) => [primaryKey({ columns: [t.organizationCode, t.memberCode] })])

export const concept = pgTable('concept', {
  code: text().primaryKey(),
  parentCode: text().references((): AnyPgColumn => concept.code),
  position: integer().notNull(),
  study2013: text('study_2013'),
  labels: jsonb().$type<ConceptRecord['labels']>().notNull(),
  synonyms: jsonb().$type<ConceptRecord['synonyms']>().notNull(),
  definition: jsonb().$type<ConceptRecord['definition']>().notNull(),
  note: text(),
  updatedAt: createdAt()
})

export const instrument = pgTable('instrument', {
  code: text().primaryKey(),
  kind: text().notNull(),
  names: localized().notNull(),
  shortName: localized().notNull(),
  reference: text(),
  parentCode: text().references((): AnyPgColumn => instrument.code),
  adoptedOn: date({ mode: 'string' }),
  openedOn: date({ mode: 'string' }),
  inForceFrom: date({ mode: 'string' }),
  depositary: text(),
  authenticLanguages: text().array().notNull(),
  checked: checked(),
  sourceId: sourceId(),
  updatedAt: createdAt()
}, () => [oneOf('instrument', 'kind', lists.instrumentKinds), oneOf('instrument', 'checked', lists.checkedLevels)])

export const instrumentArticle = pgTable('instrument_article', {
  id: id(),
  instrumentCode: text().notNull().references(() => instrument.code, { onDelete: 'cascade' }),
  number: text().notNull(),
  title: localized(),
  chapter: localized(),
  position: integer().notNull(),
  checked: checked()
}, (t) => [unique('instrument_article_number').on(t.instrumentCode, t.number), oneOf('instrument_article', 'checked', lists.checkedLevels)])

/** The crosswalk: how a concept stands to a treaty article. */
export const conceptArticle = pgTable('concept_article', {
  id: id(),
  conceptCode: text().notNull().references(() => concept.code, { onDelete: 'cascade' }),
  articleId: uuid().notNull().references(() => instrumentArticle.id, { onDelete: 'cascade' }),
  paragraph: text(),
  relation: text().notNull(),
  checked: checked(),
  note: text()
}, (t) => [
  unique('concept_article_same').on(t.conceptCode, t.articleId, t.paragraph).nullsNotDistinct(),
  index('concept_article_article').on(t.articleId),
  oneOf('concept_article', 'relation', lists.mappingRelations), oneOf('concept_article', 'checked', lists.checkedLevels)
])

export const treatyAction = pgTable('treaty_action', {
  id: id(),
  instrumentCode: text().notNull().references(() => instrument.code),
  jurisdictionCode: text().notNull().references(() => jurisdiction.code),
  kind: text().notNull(),
  date: date({ mode: 'string' }),
  effectiveFrom: date({ mode: 'string' }),
  articles: text().array().notNull(),
  note: localized(),
  checked: checked(),
  sourceId: sourceId(),
  createdAt: createdAt()
}, (t) => [
  unique('treaty_action_same').on(t.instrumentCode, t.jurisdictionCode, t.kind, t.date, t.articles).nullsNotDistinct(),
  index('treaty_action_jurisdiction').on(t.jurisdictionCode),
  oneOf('treaty_action', 'kind', lists.treatyActionKinds), oneOf('treaty_action', 'checked', lists.checkedLevels),
  check('treaty_action_order', sql.raw('effective_from >= date'))
])

export const legislation = pgTable('legislation', {
  id: id(),
  jurisdictionCode: text().notNull().references(() => jurisdiction.code),
  kind: text().notNull(),
  number: text(),
  year: integer(),
  title: jsonb().$type<LegislationRecord['title']>().notNull(),
  titles: jsonb().$type<LegislationRecord['titles']>().notNull(),
  shortTitle: text(),
  status: text().notNull(),
  enactedOn: date({ mode: 'string' }),
  inForceFrom: date({ mode: 'string' }),
  repealedOn: date({ mode: 'string' }),
  summary: localized(),
  amendments: jsonb().$type<LegislationRecord['amendments']>().notNull(),
  note: localized(),
  ...curated()
}, (t) => [
  index('legislation_jurisdiction').on(t.jurisdictionCode),
  oneOf('legislation', 'kind', lists.legislationKinds), oneOf('legislation', 'status', lists.legalStatuses),
  oneOf('legislation', 'state', lists.recordStates), oneOf('legislation', 'checked', lists.checkedLevels),
  check('legislation_order', sql.raw('in_force_from >= enacted_on and repealed_on >= enacted_on'))
])

/** Akoma Ntoso aliases, past ones too: an alias once given always leads to its law. */
export const legislationAlias = pgTable('legislation_alias', {
  alias: text().primaryKey(),
  legislationId: uuid().notNull().references(() => legislation.id, { onDelete: 'cascade' }),
  current: boolean().notNull().default(true)
}, (t) => [index('legislation_alias_legislation').on(t.legislationId)])

/** What a law is looked up by when somebody names it: a row for each of its names; see `model/law-name-key.ts`. */
export const legislationName = pgTable('legislation_name', {
  legislationId: uuid().notNull().references(() => legislation.id, { onDelete: 'cascade' }),
  position: smallint().notNull(),
  keys: text().array().notNull(),
  size: smallint().notNull()
}, (t) => [
  primaryKey({ columns: [t.legislationId, t.position] }),
  // What waits in the index' list of pending entries would be read one by one with every look-up.
  index('legislation_name_keys').using('gin', t.keys).with({ fastupdate: false })
])

export const legislationVersion = pgTable('legislation_version', {
  id: id(),
  legislationId: uuid().notNull().references(() => legislation.id, { onDelete: 'cascade' }),
  language: text().notNull(),
  textKind: text().notNull(),
  validFrom: date({ mode: 'string' }),
  validTo: date({ mode: 'string' }),
  validity: validity(),
  status: text().notNull().default('published'),
  sha256: text().notNull(),
  fileSha256: text().references(() => file.sha256),
  structure: text(),
  note: localized(),
  checked: checked(),
  sourceId: sourceId(),
  createdAt: createdAt(),
  textChangedAt: createdAt()
}, (t) => [
  index('legislation_version_legislation').on(t.legislationId),
  oneOf('legislation_version', 'text_kind', lists.textKinds), oneOf('legislation_version', 'status', lists.recordStates),
  oneOf('legislation_version', 'structure', lists.structureKinds), index('legislation_version_file').on(t.fileSha256),
  oneOf('legislation_version', 'checked', lists.checkedLevels)
])

export const provision = pgTable('provision', {
  id: id(),
  legislationId: uuid().notNull().references(() => legislation.id, { onDelete: 'cascade' }),
  versionId: uuid().notNull().references(() => legislationVersion.id, { onDelete: 'cascade' }),
  eId: text().notNull(),
  kind: text().notNull(),
  number: text().notNull(),
  heading: text(),
  headings: localized(),
  parentId: uuid(),
  position: integer().notNull(),
  text: text(),
  page: integer(),
  summary: localized(),
  status: text().notNull(),
  validFrom: date({ mode: 'string' }),
  validTo: date({ mode: 'string' }),
  validity: validity(),
  safeguards: jsonb().$type<SafeguardRecord[]>().notNull().default([]),
  note: localized(),
  checked: checked(),
  sourceId: uuid().references(() => source.id)
}, (t) => [
  unique('provision_eid').on(t.versionId, t.eId),
  foreignKey({ name: 'provision_parent', columns: [t.parentId], foreignColumns: [t.id] }).onDelete('cascade'),
  index('provision_legislation').on(t.legislationId, t.eId), index('provision_parent_id').on(t.parentId),
  oneOf('provision', 'kind', lists.provisionKinds), oneOf('provision', 'status', lists.legalStatuses),
  oneOf('provision', 'checked', lists.checkedLevels)
])

export const penalty = pgTable('penalty', {
  id: id(),
  provisionId: uuid().notNull().references(() => provision.id, { onDelete: 'cascade' }),
  position: integer().notNull(),
  appliesTo: text().notNull(),
  paragraph: text(),
  circumstance: localized(),
  imprisonmentMonthsMin: real(),
  imprisonmentMonthsMax: real(),
  life: boolean().notNull(),
  fineMin: numeric({ mode: 'number' }),
  fineMax: numeric({ mode: 'number' }),
  fineUnit: text(),
  combination: text(),
  other: localized()
}, (t) => [
  index('penalty_provision').on(t.provisionId),
  oneOf('penalty', 'applies_to', lists.penaltySubjects), oneOf('penalty', 'combination', lists.penaltyCombinations),
  check('penalty_order', sql.raw('imprisonment_months_min <= imprisonment_months_max and fine_min <= fine_max'))
])

export const courtCase = pgTable('court_case', {
  id: id(),
  key: text().notNull().unique(),
  kind: text().notNull(),
  jurisdictionCode: text().notNull().references(() => jurisdiction.code),
  title: localized().notNull(),
  court: localized(),
  courtType: text(),
  instance: integer(),
  citation: text(),
  ecli: text().unique(),
  language: text(),
  filedOn: date({ mode: 'string' }),
  decidedOn: date({ mode: 'string' }),
  facts: localized().notNull(),
  procedure: localized(),
  holding: localized().notNull(),
  significance: localized(),
  outcome: text().notNull(),
  ...curated()
}, (t) => [
  index('court_case_jurisdiction').on(t.jurisdictionCode),
  oneOf('court_case', 'kind', lists.caseKinds), oneOf('court_case', 'court_type', lists.courtTypes),
  oneOf('court_case', 'outcome', lists.caseOutcomes), oneOf('court_case', 'state', lists.recordStates),
  oneOf('court_case', 'checked', lists.checkedLevels), check('court_case_order', sql.raw('decided_on >= filed_on'))
])

export const charge = pgTable('charge', {
  id: id(),
  caseId: uuid().notNull().references(() => courtCase.id, { onDelete: 'cascade' }),
  position: integer().notNull(),
  conceptCode: text().references(() => concept.code),
  provisionId: uuid().references(() => provision.id, { onDelete: 'set null' }),
  provisionText: text(),
  outcome: text().notNull(),
  sentence: jsonb()
}, (t) => [index('charge_case').on(t.caseId), index('charge_provision').on(t.provisionId), oneOf('charge', 'outcome', lists.chargeOutcomes)])

export const caseProvision = pgTable('case_provision', {
  caseId: uuid().notNull().references(() => courtCase.id, { onDelete: 'cascade' }),
  provisionId: uuid().notNull().references(() => provision.id, { onDelete: 'cascade' })
}, (t) => [primaryKey({ columns: [t.caseId, t.provisionId] }), index('case_provision_provision').on(t.provisionId)])

export const caseJurisdiction = pgTable('case_jurisdiction', {
  caseId: uuid().notNull().references(() => courtCase.id, { onDelete: 'cascade' }),
  jurisdictionCode: text().notNull().references(() => jurisdiction.code)
}, (t) => [primaryKey({ columns: [t.caseId, t.jurisdictionCode] })])

export const lesson = pgTable('lesson', {
  id: id(),
  key: text().notNull().unique(),
  area: text().notNull(),
  title: localized().notNull(),
  problem: localized().notNull(),
  practice: localized().notNull(),
  outcome: localized().notNull(),
  conditions: localized().notNull(),
  periodFrom: date({ mode: 'string' }),
  periodTo: date({ mode: 'string' }),
  ...curated()
}, () => [
  oneOf('lesson', 'area', lists.lessonAreas), oneOf('lesson', 'state', lists.recordStates),
  oneOf('lesson', 'checked', lists.checkedLevels), check('lesson_order', sql.raw('period_to >= period_from'))
])

export const lessonJurisdiction = pgTable('lesson_jurisdiction', {
  lessonId: uuid().notNull().references(() => lesson.id, { onDelete: 'cascade' }),
  jurisdictionCode: text().notNull().references(() => jurisdiction.code)
}, (t) => [primaryKey({ columns: [t.lessonId, t.jurisdictionCode] })])

export const lessonProvision = pgTable('lesson_provision', {
  lessonId: uuid().notNull().references(() => lesson.id, { onDelete: 'cascade' }),
  provisionId: uuid().notNull().references(() => provision.id, { onDelete: 'cascade' })
}, (t) => [primaryKey({ columns: [t.lessonId, t.provisionId] }), index('lesson_provision_provision').on(t.provisionId)])

export const lessonCase = pgTable('lesson_case', {
  lessonId: uuid().notNull().references(() => lesson.id, { onDelete: 'cascade' }),
  caseId: uuid().notNull().references(() => courtCase.id, { onDelete: 'cascade' })
}, (t) => [primaryKey({ columns: [t.lessonId, t.caseId] })])

/** The claim that a record is about a concept: who says so, how, when, how surely, and whether somebody agreed. */
export const annotation = pgTable('annotation', {
  id: id(),
  legislationId: uuid().references(() => legislation.id, { onDelete: 'cascade' }),
  provisionId: uuid().references(() => provision.id, { onDelete: 'cascade' }),
  caseId: uuid().references(() => courtCase.id, { onDelete: 'cascade' }),
  lessonId: uuid().references(() => lesson.id, { onDelete: 'cascade' }),
  draftId: uuid().references(() => revision.id, { onDelete: 'cascade' }),
  /** of the provision in the draft */
  eId: text(),
  conceptCode: text().notNull().references(() => concept.code),
  relation: text().notNull(),
  elements: text().array().notNull(),
  note: localized(),
  /** as they stand in the text: what a suggestion was made from */
  words: text().array().notNull().default([]),
  method: text().notNull(),
  actor: text().notNull(),
  confidence: real(),
  reviewState: text().notNull(),
  createdAt: createdAt()
}, (t) => [
  unique('annotation_same').on(t.legislationId, t.provisionId, t.caseId, t.lessonId, t.draftId, t.eId, t.conceptCode, t.relation).nullsNotDistinct(),
  index('annotation_provision').on(t.provisionId), index('annotation_case').on(t.caseId), index('annotation_lesson').on(t.lessonId),
  index('annotation_concept').on(t.conceptCode), index('annotation_draft').on(t.draftId),
  oneOf('annotation', 'relation', lists.annotationRelations), oneOf('annotation', 'method', lists.annotationMethods),
  oneOf('annotation', 'review_state', lists.reviewStates),
  check('annotation_one_subject', sql.raw('num_nonnulls(legislation_id, provision_id, case_id, lesson_id, draft_id) = 1')),
  check('annotation_confidence_range', sql.raw('confidence between 0 and 1'))
])

export const coverage = pgTable('coverage', {
  id: id(),
  jurisdictionCode: text().notNull().references(() => jurisdiction.code),
  conceptCode: text().notNull().references(() => concept.code),
  status: text().notNull(),
  asOf: date({ mode: 'string' }).notNull(),
  /** from the provisions that are held, not stated by anybody */
  derived: boolean().notNull().default(false),
  sourceStatus: text(),
  note: localized(),
  checked: checked(),
  sourceId: sourceId(),
  createdAt: createdAt()
}, (t) => [
  unique('coverage_same').on(t.jurisdictionCode, t.conceptCode, t.asOf, t.sourceId), index('coverage_concept').on(t.conceptCode),
  oneOf('coverage', 'status', lists.coverageStatuses), oneOf('coverage', 'checked', lists.checkedLevels)
])

export const coverageEvidence = pgTable('coverage_evidence', {
  coverageId: uuid().notNull().references(() => coverage.id, { onDelete: 'cascade' }),
  provisionId: uuid().notNull().references(() => provision.id, { onDelete: 'cascade' })
}, (t) => [primaryKey({ columns: [t.coverageId, t.provisionId] }), index('coverage_evidence_provision').on(t.provisionId)])

/** Vectors of texts, by what made them: dear to make, and kept whatever becomes of the index. */
export const searchVector = pgTable('search_vector', {
  /** a hash that changes with the model and with the length of its vectors */
  model: text().notNull(),
  /** a hash of the text */
  text: text().notNull(),
  /** 32-bit floats, little-endian, together of length 1; null where the embedder refuses the text */
  vector: bytea(),
  fault: text()
}, (t) => [primaryKey({ columns: [t.model, t.text] }), check('search_vector_or_fault', sql.raw('num_nonnulls(vector, fault) = 1'))])

/** What the engine's index of vectors holds: a document, as it was in a generation of `search_document`, and the text embedded. */
export const searchEmbedding = pgTable('search_embedding', {
  id: text().primaryKey(),
  generation: bigint({ mode: 'number' }).notNull(),
  text: text().notNull()
})

/** Which laws a record names, told by its documents; rebuilt with them, and no record of its own. */
export const searchMention = pgTable('search_mention', {
  root: text().notNull(),
  legislationId: text().notNull()
}, (t) => [primaryKey({ columns: [t.root, t.legislationId] }), index('search_mention_legislation').on(t.legislationId)])

/** By how many records each law is named, counted beforehand: it is read some hundred times a query. */
export const searchAuthority = pgTable('search_authority', { legislationId: text().primaryKey(), namedBy: integer().notNull() })

const tsvector = customType<{ data: string }>({ dataType: () => 'tsvector' })

/** A copy of what the engine holds, for exact searches; rebuilt with the index, and no record of its own. Days are numbers, 20190101. */
export const searchDocument = pgTable('search_document', {
  id: text().primaryKey(),
  root: text().notNull(),
  generation: bigint({ mode: 'number' }).notNull(),
  type: text().notNull(),
  recordId: text().notNull(),
  legislationId: text(),
  eId: text(),
  state: text().array().notNull(),
  region: text().array().notNull(),
  concept: text().array().notNull(),
  instrument: text().array().notNull(),
  article: text().array().notNull(),
  language: text().array().notNull(),
  status: text().notNull(),
  year: integer(),
  validFrom: integer(),
  validTo: integer(),
  /** a hash that provisions of the same words share */
  same: text(),
  /** what a hit shows */
  document: jsonb().notNull(),
  /** what it is ranked by: its lines as a term vector, its concepts, and its words as they are written */
  terms: bytea().notNull(),
  topics: jsonb().$type<Record<string, number>>().notNull(),
  letters: text().notNull(),
  words: tsvector().notNull(),
  /** 2: `words` is whole; 1: it has all words but not all positions; 0: it is empty, the text being too large */
  fits: smallint().notNull()
}, (t) => [
  index('search_document_words').using('gin', t.words), index('search_document_root').on(t.root), index('search_document_same').on(t.same),
  index('search_document_large').on(t.fits).where(sql.raw('fits < 2'))
])
