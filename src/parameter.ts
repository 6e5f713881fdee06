import { z } from 'zod'
import type { Database } from './db/client.js'
import { listArticles } from './db/instrument.js'
import { isoDate, languageTag } from './model/common.js'
import { unLanguages } from './model/vocabulary.js'
import type { Reference } from './reference.js'
import { Invalid } from './model/error.js'
import { nearest } from './problem.js'

/** The parameters that many endpoints share. Lists repeat or are separated by commas: `state=KEN&state=UGA`, `state=KEN,UGA`. */

const valuesMax = 100

/** A list parameter: each value is checked, the order kept, repetitions dropped. The contract shows the list that is meant. */
export function many<T extends z.ZodType<string, string>> (value: T, description: string) {
  const { $schema: _, ...items } = z.toJSONSchema(value, { io: 'input' })
  if (items.format) delete items.pattern
  return z.union([z.string(), z.array(z.string())], { error: 'must be text' })
    .transform((given) => [...new Set([given].flat().flatMap((part) => part.split(',')).map((part) => part.trim()))])
    .pipe(z.array(value).max(valuesMax, `must be at most ${valuesMax} values`))
    .optional().meta({ description, list: { type: 'array', items, maxItems: valuesMax } })
}

/** A list parameter that takes the values of a closed list. */
export function among<const T extends readonly string[]> (values: T, description: string) {
  const error = ({ input }: { input?: unknown }) => `${input} is not known${nearest(String(input), [...values])}`
  return many(z.enum(values, { error }), `${description}: ${values.join(', ')}`)
}

const text = (max: number) =>
  z.string('must be given once').min(1, 'must not be empty').max(max, `must be at most ${max} characters`)

export const manyText = (description: string, max = 60) => many(text(max), description)
export const languages = (description: string) => many(languageTag, description)

const digits = (low: number, high: number, error: string) =>
  z.string(error).regex(/^\d{1,9}$/, error).transform(Number).pipe(z.number().min(low, error).max(high, error))
const whole = (description: string, number: { minimum: number, maximum: number, default?: number }) => ({ description, number: { type: 'integer', ...number } })

const limitDefault = 20
export const limit = digits(1, 100, 'must be a whole number from 1 to 100').default(limitDefault)
  .meta(whole('how many items a page has at most', { minimum: 1, maximum: 100, default: limitDefault }))
export const cursor = text(2000).optional().meta({ description: '`page.next` of the page before' })
export const count = z.enum(['exact'], { error: 'can only be exact' }).optional().meta({ description: 'ask for `page.total`' })
export const lang = z.enum(unLanguages, { error: `must be one of ${unLanguages.join(', ')}` }).optional()
  .meta({ description: 'language of labels and, where there is a choice, of texts; else `Accept-Language` decides' })
export const asOf = isoDate.optional().meta({ description: 'the law as it stood on this day, YYYY-MM-DD; what has no date is left out' })
const year = (description: string) => digits(1600, 2100, 'must be a year such as 2018').optional().meta(whole(description, { minimum: 1600, maximum: 2100 }))
export const yearFrom = year('the first year wanted')
export const yearTo = year('the last year wanted')

export const paging = { limit, cursor, count, lang }

export const state = manyText('States by ISO 3166-1 alpha-3 or alpha-2 or UN M49 code')
export const region = manyText('UN M49 region codes: 002 Africa, 019 Americas, 142 Asia, 150 Europe, 009 Oceania, and their parts')
export const concept = manyText('concepts of the vocabulary by code; a family such as OFF.CIA stands for all its members')
export const instrument = manyText('instruments by code, such as BUD, UNCC, MAL')
export const article = manyText('articles of the instrument given, by number')

/** The filters that are codes, checked against what the repository knows; throws Invalid with the nearest known code. */
export function resolveCodes (
  { state, region, concept, parent, instrument }: Partial<Record<'state' | 'region' | 'concept' | 'parent' | 'instrument', string[]>>, reference: Reference
) {
  const { gazetteer, concepts, instruments } = reference
  const faults: { path: string, message: string }[] = []
  const resolve = (path: string, values: string[] | undefined, known: (value: string) => string | undefined, all: () => string[]) =>
    values?.map((value) => {
      const code = known(value.toUpperCase())
      if (!code) faults.push({ path, message: `${value} is not known${nearest(value, all())}` })
      return code ?? value
    })
  const codes = {
    state: resolve('state', state, (v) => gazetteer.codes.get(v), () => [...gazetteer.jurisdictions.keys()]),
    region: resolve('region', region, (v) => (gazetteer.regions.has(v) ? v : undefined), () => [...gazetteer.regions.keys()]),
    concept: resolve('concept', concept, (v) => (concepts.has(v) ? v : undefined), () => [...concepts.keys()]),
    parent: resolve('parent', parent, (v) => (concepts.has(v) ? v : undefined), () => [...concepts.keys()]),
    instrument: resolve('instrument', instrument, (v) => (instruments.has(v) ? v : undefined), () => [...instruments.keys()])
  }
  if (faults.length > 0) throw new Invalid(faults)
  return codes
}

/** Checks that the articles asked for are articles of the one instrument asked for; throws Invalid with the nearest. */
export async function checkArticles (db: Database, article: string[] | undefined, instrument: string[] | undefined): Promise<void> {
  if (!article) return
  if (instrument?.length !== 1) throw new Invalid([{ path: 'article', message: 'needs exactly one instrument, because articles are numbered within one' }])
  const known = (await listArticles(db, instrument[0]!)).map((row) => row.number)
  const faults = article.filter((number) => !known.includes(number))
    .map((number) => ({ path: 'article', message: `${number} is not known in ${instrument[0]}${nearest(number, known)}` }))
  if (faults.length > 0) throw new Invalid(faults)
}
