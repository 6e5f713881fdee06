import { z } from 'zod'
import { conceptRef, pageShape, stateRef, textShape } from './common.js'
import { checkedLevels, recordTypes } from './vocabulary.js'

export const searchModes = ['relevance', 'exact'] as const
export const wordStatuses = ['matched', 'common', 'corrected', 'not_found'] as const

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
    field: z.enum(['number', 'heading', 'title', 'concept', 'text', 'place']).describe('number: the query names this provision'),
    html,
    language: z.string().nullable(),
    concept: conceptRef.nullable().describe('the concept whose label or synonym, in `language`, was met'),
    suggested: z.boolean().describe('nobody has said that the record is about this concept; its own words suggest it')
  })).describe('why this is a hit'),
  checked: z.enum(checkedLevels),
  needsVerification: z.boolean(),
  score: z.number().nullable().describe('comparable within one answer only'),
  identical: z.array(z.string()).describe('ids of provisions of the same State and the same words, which are not shown themselves'),
  updatedAt: z.iso.datetime()
}).meta({ id: 'Hit' })

export const searchShape = z.strictObject({
  items: z.array(hitShape),
  page: pageShape,
  mode: z.enum(searchModes).describe('how it was searched'),
  words: z.array(z.strictObject({
    word: z.string(),
    status: z.enum(wordStatuses),
    as: z.string().nullable().describe('what the word was taken for, where it was corrected')
  })).describe('in relevance mode what became of each word; common words find nothing by themselves, but count in the order'),
  concepts: z.array(conceptRef).describe('what the query was understood to be about; it was found in all languages'),
  didYouMean: z.string().nullable().describe('the query as it was searched, where words of it were taken for misspelt'),
  total: z.int().describe('exact up to 10,000'),
  offers: z.array(z.strictObject({
    drop: z.array(z.strictObject({ kind: z.enum(['filter', 'word']), name: z.string().describe('the parameter'), value: z.string() })),
    total: z.int()
  })).describe('where nothing was found: how much would be without these filters or words'),
  facets: z.record(z.string(), z.array(z.strictObject({ value: z.string(), label: z.string(), count: z.int() }))),
  tookMs: z.int()
}).meta({ id: 'SearchResult' })
