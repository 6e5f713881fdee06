import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { root } from '../config.js'
import { annotationRelations } from '../model/vocabulary.js'
import { addTerm, emptyTree, fold, type Language, phraseTerm, type TermTree } from './term.js'

/** Groups of terms, joined by `|` where any of them will do: `system|site`. */
const groups = z.string().regex(/^[a-z_]+(\|[a-z_]+)*$/)

const code = z.string().regex(/^[A-Z0-9]+(\.[A-Z0-9]+)*$/)
const score = z.number().min(0).max(1)

/** `data/classification/rules.json`. */
const ruleFile = z.strictObject({
  rules: z.array(z.strictObject({
    concept: code,
    all: z.array(groups).min(1).describe('every one of them, within `near` words of the first'),
    near: z.number().positive().default(8),
    heading: score.default(0).describe('what it is worth in the heading'),
    text: score.default(0),
    with: z.array(groups).default([]).describe('what must be met anywhere, in the law\'s title too'),
    not: z.array(groups).default([]).describe('what must not be met near the first'),
    never: z.array(groups).default([]).describe('what must not be met anywhere in the provision'),
    relation: z.enum(annotationRelations).optional()
  })),
  contexts: z.array(z.strictObject({
    branches: z.array(z.string()),
    met: groups.optional(),
    missing: groups.optional(),
    in: z.enum(['heading', 'text', 'any']),
    least: z.int().positive().default(1).describe('how often it is met'),
    factor: score,
    of: z.enum(['heading', 'text']).optional().describe('only what is found there is worth less'),
    definition: z.literal(true).optional().describe('an offence that is named there is only defined')
  })).describe('what a whole branch is worth less in: definitions, provisions that amend …'),
  outweighs: z.record(code, z.array(code)).describe('the special before the general: a fraud alters data, and is not called data interference')
})

/** `data/classification/terms/<language>.json`: `skip` and `endings`, and the terms of each group, parted by commas. */
const termFile = z.record(z.string(), z.string())

export type Rule = Omit<z.output<typeof ruleFile>['rules'][number], 'all' | 'with' | 'not' | 'never'> & {
  all: number[], with: number[], not: number[], never: number[]
}
export type Context = Omit<z.output<typeof ruleFile>['contexts'][number], 'met' | 'missing'> & { met?: number, missing?: number }
export type Spoken = { language: Language, terms: TermTree, technology: TermTree, phrases: TermTree }
/** Groups of terms are told by number: their place in `slots`. `technology` is the slot of all that is said of computers. */
export type Rulebook = {
  rules: Rule[]
  contexts: Context[]
  outweighs: Record<string, string[]>
  languages: Map<string, Spoken>
  slots: Map<string, number>
  technology: number
}
export type Worded = { code: string, labels: Record<string, string>, synonyms: Record<string, string[]> }

/**
 * Reads the rules and terms, and the vocabulary's own words beside them. Throws where a file is not as it should be or a
 * rule names a group that no language has.
 */
export function readRulebook (concepts: Worded[], folder = join(root, 'data', 'classification')): Rulebook {
  const file = ruleFile.parse(json(join(folder, 'rules.json')))
  const slots = new Map<string, number>()
  const slot = (name: string) => slots.get(name) ?? slots.set(name, slots.size).size - 1
  const rules = file.rules.map((rule) => ({
    ...rule, all: rule.all.map(slot), with: rule.with.map(slot), not: rule.not.map(slot), never: rule.never.map(slot)
  }))
  const contexts = file.contexts.map((c) => ({
    ...c, met: c.met === undefined ? undefined : slot(c.met), missing: c.missing === undefined ? undefined : slot(c.missing)
  }))
  // What looks like a term and is none: `by means of` is not `means`. It hides the term, and no rule asks for it.
  slot('nothing')
  const technology = slot('ict|malware|password|spoof|spam|cyber_terror')
  const names = readdirSync(join(folder, 'terms')).filter((name) => name.endsWith('.json')).sort()
  const termFiles = names.map((name) => ({ code: name.replace('.json', ''), terms: termFile.parse(json(join(folder, 'terms', name))) }))
  const known = new Set(termFiles.flatMap(({ terms }) => Object.keys(terms)))
  const unknown = [...slots.keys()].flatMap((name) => name.split('|')).filter((name) => !known.has(name))
  if (unknown.length > 0) throw new Error(`The rules name groups without terms: ${[...new Set(unknown)].join(', ')}.`)
  const languages = new Map(termFiles.map(({ code, terms }) => [code, spoken(code, terms, slots, concepts)]))
  return { rules, contexts, outweighs: file.outweighs, languages, slots, technology }
}

const json = (path: string): unknown => JSON.parse(readFileSync(path, 'utf8'))

const list = (terms = '') => terms.split(',').map((term) => term.trim()).filter((term) => term !== '')

function spoken (code: string, terms: Record<string, string>, slots: Map<string, number>, concepts: Worded[]): Spoken {
  const endings = list(terms.endings).sort((a, b) => b.length - a.length)
  const language = { skip: new Set(list(terms.skip).map(fold)), endings }
  const tree = emptyTree()
  // What tells of technology does so also as a part of a longer term.
  const technology = emptyTree()
  const names = [...slots].map(([name, index]) => ({ groups: name.split('|'), index }))
  for (const [group, words] of Object.entries(terms)) {
    const of = names.filter(({ groups }) => groups.includes(group)).map(({ index }) => index)
    if (of.length > 0) for (const term of list(words)) addTerm(group === 'ict' ? technology : tree, term, of, language)
  }
  const phrases = emptyTree()
  for (const [index, concept] of concepts.entries()) {
    const label = concept.labels[code]
    const own = [...(label ? label.split(' / ') : []), ...(concept.synonyms[code] ?? [])]
    for (const phrase of own) addTerm(phrases, phraseTerm(phrase, language), [index], language)
  }
  return { language, terms: tree, technology, phrases }
}
