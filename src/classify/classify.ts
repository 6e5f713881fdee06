import type { annotationRelations } from '../model/vocabulary.js'
import { type Evidence, evidenceIn, type Provision, readProvision } from './evidence.js'
import { type Context, readRulebook, type Rulebook, type Spoken, type Worded } from './rule.js'
import { fold } from './term.js'

export type AnnotationRelation = (typeof annotationRelations)[number]

/** A concept that a provision may be about; `words` are those that led to it, as they stand in the text. */
export type Suggestion = { concept: string, relation: AnnotationRelation, confidence: number, words: string[] }

export type Classifier = (provision: { heading: string | null, text: string | null, language: string | null, lawTitle?: string | null }) => Suggestion[]

/** From this confidence on a suggestion is shown to a curator. */
export const shownFrom = 0.55

/** Below this a suggestion says nothing and is not given at all. */
const givenFrom = 0.2
const surest = 0.99

/** Evidence from here on is strong: a heading with it leads the provision, a special offence with it outweighs a general one. */
const strongFrom = 0.5
/** What a provision about something else settles on the way: it neither leads nor is led. */
const onTheWay = /^(LIA|SAF|OFF\.CIA\.CII)\b/
/** What only the text says is worth less where the heading says something else, and an offence where the heading names none at all. */
const besides = 0.68
const offenceUnnamed = 0.85
/** So is an offence that stands beside one that is surer. What is further apart than this, in words, are different offences. */
const secondOffence = 0.9
const passage = 45

const relations: Record<string, AnnotationRelation> = {
  OFF: 'specific_offence', LIA: 'liability', PRO: 'power', EVD: 'evidence', DEF: 'definition', JUR: 'jurisdiction', ICO: 'cooperation', SAF: 'safeguard',
  PRV: 'prevention', INS: 'institution', TAC: 'about'
}

/**
 * Makes a classifier of the vocabulary. It reads its rules once; after that it is synchronous and keeps no state.
 * Suggestions come surest first. A language without terms gives none; a missing language is taken from the words.
 */
export function openClassifier (concepts: Worded[]): Classifier {
  const codes = concepts.map(({ code }) => code)
  const book = readRulebook(concepts)
  const rules = book.rules.filter(({ concept }) => codes.includes(concept))
  return ({ heading, text, language, lawTitle }) => {
    const spoken = spokenIn(book, language, `${heading ?? ''} ${text ?? ''}`)
    if (!spoken) return []
    const provision = readProvision({ heading, text, lawTitle }, spoken, book.slots.size)
    const evidence = evidenceIn(provision, rules, codes)
    return decide(evidence, provision, book).sort((a, b) => b.confidence - a.confidence || (a.concept < b.concept ? -1 : 1))
  }
}

let kept: { of: string, classify: Classifier } | undefined

/** The classifier of a vocabulary as it is stored; opening one takes a moment, so it is kept until the vocabulary changes. */
export function classifierFor (concepts: Iterable<Worded & { updatedAt: Date }>): Classifier {
  const all = [...concepts]
  const of = all.map(({ code, updatedAt }) => `${code} ${updatedAt.getTime()}`).join()
  if (kept?.of !== of) kept = { of, classify: openClassifier(all) }
  return kept.classify
}

type Found = Map<string, Evidence[]>

function decide (found: Found, provision: Provision, book: Rulebook): Suggestion[] {
  const confidence = believed(found, provision, book.contexts)
  outweigh(confidence, found, book.outweighs)
  return [...confidence].filter(([, sure]) => sure >= givenFrom).map(([concept, sure]) => ({
    concept,
    relation: relationOf(concept, found.get(concept)!, provision, book),
    confidence: Math.round(Math.min(surest, sure) * 100) / 100,
    words: [...new Set(found.get(concept)!.flatMap(({ words }) => words))]
  }))
}

/** How far each concept is believed by itself. */
function believed (found: Found, provision: Provision, contexts: Context[]): Map<string, number> {
  const led = [...found.values()].flat().some(({ code, place, score }) => place === 'heading' && score >= strongFrom && !onTheWay.test(code))
  const worth = (code: string, place: Evidence['place']) => {
    if (place === 'heading' || onTheWay.test(code) || provision.heading.words === 0) return 1
    if (led) return inHeading(found, code) ? 1 : besides
    return code.startsWith('OFF.') ? offenceUnnamed : 1
  }
  return new Map([...found].map(([code, evidence]) =>
    [code, together(evidence.map(({ place, score }) => score * worth(code, place) * factor(code, place, provision, contexts)))]))
}

/** Makes less of what is only said beside something more special or surer. */
function outweigh (confidence: Map<string, number>, found: Found, outweighs: Record<string, string[]>): void {
  const at = (code: string) => found.get(code)!.find(({ place }) => place === 'text')?.at ?? 0
  const beside = (code: string, other: string) => !inHeading(found, code) && (inHeading(found, other) || Math.abs(at(code) - at(other)) < passage)
  for (const [special, general] of Object.entries(outweighs)) {
    if ((confidence.get(special) ?? 0) < strongFrom) continue
    for (const code of general) if (confidence.has(code) && beside(code, special)) confidence.set(code, confidence.get(code)! * besides)
  }
  const offences = [...confidence].filter(([code]) => code.startsWith('OFF.') && !onTheWay.test(code))
  for (const [code, sure] of offences) {
    if (offences.some(([other, surer]) => surer > sure && beside(code, other))) confidence.set(code, sure * secondOffence)
  }
}

const inHeading = (found: Found, code: string) => found.get(code)!.some(({ place }) => place === 'heading')

/** The best of several scores, strengthened by the rest as by witnesses of whom each is half believed. */
function together (scores: number[]): number {
  const [best = 0, ...others] = scores.toSorted((a, b) => b - a)
  return 1 - others.reduce((doubt, score) => doubt * (1 - score / 2), 1 - best)
}

function relationOf (concept: string, evidence: Evidence[], provision: Provision, { contexts, technology }: Rulebook): AnnotationRelation {
  const told = evidence.find(({ relation }) => relation)?.relation
  const usual = relations[concept.split('.')[0]!] ?? 'about'
  if (told !== undefined || usual !== 'specific_offence') return told ?? usual
  if (contexts.some((context) => context.definition && applies(context, provision))) return 'definition'
  return Object.values(provision).some(({ groups }) => groups[technology]) ? usual : 'general_offence'
}

const factor = (concept: string, place: Evidence['place'], provision: Provision, contexts: Context[]) => contexts
  .filter(({ branches, of }) => (of ?? place) === place && branches.some((branch) => concept === branch || concept.startsWith(`${branch}.`)))
  .reduce((product, context) => applies(context, provision) ? product * context.factor : product, 1)

function applies (context: Context, { heading, text }: Provision): boolean {
  const count = (slot: number) => (context.in === 'text' ? 0 : heading.groups[slot]?.length ?? 0) + (context.in === 'heading' ? 0 : text.groups[slot]?.length ?? 0)
  if (context.missing !== undefined && (text.words === 0 || count(context.missing) >= context.least)) return false
  return context.met === undefined || count(context.met) >= context.least
}

function spokenIn ({ languages }: Rulebook, language: string | null, text: string): Spoken | undefined {
  if (language) return languages.get(language.split('-')[0]!.toLowerCase())
  if (/\p{Script=Han}/u.test(text)) return languages.get('zh')
  if (/\p{Script=Arabic}/u.test(text)) return languages.get('ar')
  if (/\p{Script=Cyrillic}/u.test(text)) return languages.get('ru')
  // Of those in Latin letters, the one whose articles and prepositions are met most.
  const words = fold(text).match(/\p{L}+/gu) ?? []
  const counts = [...languages.values()].map((spoken) => ({ spoken, count: words.filter((word) => spoken.language.skip.has(word)).length }))
  return counts.reduce((a, b) => b.count > a.count ? b : a).spoken
}
