import { z } from 'zod'
import { conceptRef, pageShape, stateRef, textShape } from './common.js'
import { checkedLevels, recordTypes } from './vocabulary.js'

export const searchModes = ['relevance', 'exact'] as const
/** What of which many documents are found can be shown once. */
export const searchGroups = ['law'] as const
export const wordStatuses = ['matched', 'common', 'corrected', 'not_found'] as const
export const semanticStates = ['off', 'used', 'partial', 'unavailable'] as const

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
    field: z.enum(['number', 'heading', 'title', 'concept', 'text', 'place', 'meaning'])
      .describe('number: the query names this provision; meaning: it is like the query in meaning, with or without words of it; nothing in `html` is marked then'),
    html,
    language: z.string().nullable(),
    concept: conceptRef.nullable().describe('the concept whose label or synonym, in `language`, was met'),
    suggested: z.boolean().describe('nobody has said that the record is about this concept; its own words suggest it')
  })).describe('why this is a hit'),
  checked: z.enum(checkedLevels),
  needsVerification: z.boolean(),
  score: z.number().nullable().describe('comparable within one answer only'),
  identical: z.array(z.string()).describe('ids of provisions of the same State and the same words, which are not shown themselves'),
  law: z.strictObject({
    id: z.string(),
    found: z.int().describe('how many of its provisions were found with these filters, its own record counted with them'),
    foundHref: z.string().describe('this search within this law, which lists them')
  }).nullable().describe('with group=law: the law that this hit, the best of it, stands for; null of cases and lessons, and without group'),
  updatedAt: z.iso.datetime()
}).meta({ id: 'Hit' })

const comparedShape = hitShape.pick({
  id: true, legislationId: true, eId: true, href: true, title: true, number: true, heading: true, states: true, language: true
}).extend({
  concepts: z.array(conceptRef).describe('by which it was compared, beside its words'),
  suggested: z.boolean().describe('nobody has said that it is about these concepts; its own words suggest them')
}).meta({ id: 'Compared' })

export const searchShape = z.strictObject({
  items: z.array(hitShape),
  page: pageShape,
  mode: z.enum(searchModes).describe('how it was searched'),
  words: z.array(z.strictObject({
    word: z.string(),
    status: z.enum(wordStatuses),
    as: z.string().nullable().describe('what the word was taken for, where it was corrected')
  })).describe('in relevance mode what became of each word; common words find nothing by themselves, but count in the order'),
  concepts: z.array(conceptRef).describe('what the query was understood to be about, or the provision of `similar` is about; it was found in all languages'),
  similarTo: comparedShape.nullable().describe('the provision of `similar`, with which all items were compared'),
  semantic: z.enum(semanticStates).describe(
    'whether it was searched by meaning too. off: this service does not, or not for this: exact mode, no words, one or two words still being typed; ' +
    'partial: some records have not been read for it yet; unavailable: it failed now, and this is what words and concepts find'
  ),
  didYouMean: z.string().nullable().describe('the query as it was searched, where words of it were taken for misspelt'),
  total: z.int().describe('exact up to 10,000; with group=law a law counts once'),
  offers: z.array(z.strictObject({
    drop: z.array(z.strictObject({ kind: z.enum(['filter', 'word']), name: z.string().describe('the parameter'), value: z.string() })),
    total: z.int()
  })).describe('where nothing was found: how much would be without these filters or words'),
  facets: z.record(z.string(), z.array(z.strictObject({ value: z.string(), label: z.string(), count: z.int() })))
    .describe('how many provisions, laws, cases and lessons have each value, with group=law too; a facet leaves its own filter out'),
  tookMs: z.int()
}).meta({ id: 'SearchResult' })
