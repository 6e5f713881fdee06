import { z } from 'zod'
import { stateRef } from './common.js'

/** What can be suggested, in the order in which equals stand. */
export const suggestKinds = ['state', 'concept', 'legislation', 'provision'] as const
export type SuggestKind = (typeof suggestKinds)[number]

const wording = z.strictObject({
  text: z.string(),
  language: z.string().nullable().describe('BCP 47; null for codes, numbers and abbreviations')
})

export const suggestItem = z.strictObject({
  kind: z.enum(suggestKinds),
  id: z.string().describe('code of a State or concept, else the id of the law or provision'),
  label: z.string().describe('in the language of the answer where there is one, else as the law itself has it'),
  language: z.string().nullable().describe('the language of `label`'),
  matched: wording.nullable().describe('the wording that was met, where it is another than `label`'),
  html: z.string().describe('the wording that was met as escaped HTML; the only markup in it is <mark>, around what was typed'),
  state: stateRef.nullable().describe('whose law it is'),
  law: wording.nullable().describe('the law that a provision stands in'),
  number: z.string().nullable().describe('of the law or provision'),
  href: z.string().describe('the record itself'),
  search: z.record(z.string(), z.string()).describe('the parameters of /v1/search that choosing it stands for')
}).meta({ id: 'SuggestItem' })
export type SuggestItem = z.infer<typeof suggestItem>

export const suggestShape = z.strictObject({
  items: z.array(suggestItem),
  partial: z.boolean().describe('true while the engine does not answer: laws and provisions are missing')
}).meta({ id: 'SuggestResult' })
