import { z } from 'zod'
import { conceptRef, pageShape, stateRef, textShape } from './common.js'
import { checkedLevels, recordTypes } from './vocabulary.js'

const html = z.string().describe('escaped HTML; the only markup in it is <mark>')

export const hitShape = z.strictObject({
  type: z.enum(recordTypes),
  id: z.string(),
  legislationId: z.string().nullable(),
  eId: z.string().nullable(),
  akn: z.string().nullable(),
  href: z.string().describe('the record itself'),
  title: textShape.describe('of the law, case or lesson'),
  number: z.string().nullable(),
  heading: textShape.nullable(),
  states: z.array(stateRef),
  language: z.string().nullable(),
  status: z.string(),
  year: z.int().nullable(),
  date: z.string().nullable(),
  concepts: z.array(conceptRef),
  snippet: z.strictObject({ html, language: z.string() }).nullable(),
  matched: z.array(z.strictObject({
    field: z.enum(['heading', 'title', 'concept', 'text', 'place']),
    html,
    language: z.string().nullable(),
    concept: conceptRef.nullable().describe('the concept whose label or synonym, in `language`, was met')
  })).describe('why this is a hit'),
  checked: z.enum(checkedLevels),
  needsVerification: z.boolean(),
  score: z.number().nullable(),
  updatedAt: z.iso.datetime()
}).meta({ id: 'Hit' })

export const searchShape = z.strictObject({
  items: z.array(hitShape),
  page: pageShape,
  mode: z.enum(['relevance']),
  total: z.int().describe('exact up to 10,000'),
  facets: z.record(z.string(), z.array(z.strictObject({ value: z.string(), label: z.string(), count: z.int() }))),
  tookMs: z.int()
}).meta({ id: 'SearchResult' })
