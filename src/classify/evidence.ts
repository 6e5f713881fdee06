import type { Rule, Spoken } from './rule.js'
import { findTerms, type Hit, tokenise } from './term.js'

/** What was found in one text: for each group of terms the places where it is met, and the phrases of the vocabulary. */
type Found = { text: string, words: number, groups: (Hit[] | undefined)[], phrases: Hit[] }
export type Provision = { heading: Found, text: Found, title: Found }

/** Why a concept is thought of: how far it alone would be believed, and the words. */
export type Evidence = {
  code: string
  place: 'heading' | 'text'
  by: 'rule' | 'phrase'
  score: number
  /** where in the text, in words */
  at: number
  words: string[]
  relation?: Rule['relation']
}

/** What a phrase of the vocabulary is worth: as the whole heading, and in the first words of the text. */
const phraseHeading = 0.75
const phraseText = 0.25
const phraseTextWithin = 40
/** The vocabulary's words for these are met wherever the thing itself is: only rules find them. */
const phrasesNotOf = /^DEF\b/

/** An offence that is found late in a long text counts for less: the text is seldom about it. */
const lateness = [{ from: 220, factor: 0.65 }, { from: 90, factor: 0.85 }]

/** How near what a rule must not meet spoils it, in words. */
const spoiledWithin = 20

/** Finds every term of the language in the parts of a provision. */
export function readProvision (
  { heading, text, lawTitle }: { heading: string | null, text: string | null, lawTitle?: string | null }, spoken: Spoken, slots: number
): Provision {
  const read = (part: string | null | undefined) => find(part ?? '', spoken, slots)
  return { heading: read(heading), text: read(text), title: read(lawTitle) }
}

/** For each concept, the best that its rules find in the heading and in the text, and its own words. */
export function evidenceIn (provision: Provision, rules: Rule[], codes: string[]): Map<string, Evidence[]> {
  const found = [...rules.filter((rule) => allowed(rule, provision)).flatMap((rule) => weigh(rule, provision)), ...named(codes, provision)]
  const best = new Map<string, Evidence>()
  for (const one of found) {
    const key = `${one.code} ${one.place} ${one.by}`
    if ((best.get(key)?.score ?? 0) < one.score) best.set(key, one)
  }
  const evidence = new Map<string, Evidence[]>()
  for (const one of best.values()) evidence.set(one.code, [...(evidence.get(one.code) ?? []), one])
  return evidence
}

function find (text: string, spoken: Spoken, slots: number): Found {
  const tokens = tokenise(text, spoken.language)
  const groups: (Hit[] | undefined)[] = new Array(slots)
  const hits = [...findTerms(spoken.terms, tokens), ...findTerms(spoken.technology, tokens)].sort((a, b) => a.first - b.first)
  for (const hit of hits) for (const slot of hit.slots) (groups[slot] ??= []).push(hit)
  return { text, words: tokens.filter(({ forms }) => !/\d/.test(forms[0]!)).length, groups, phrases: findTerms(spoken.phrases, tokens) }
}

const met = ({ heading, text }: Provision, slot: number) => Boolean(heading.groups[slot] ?? text.groups[slot])

const allowed = (rule: Rule, provision: Provision) =>
  rule.with.every((slot) => met(provision, slot) || provision.title.groups[slot]) && !rule.never.some((slot) => met(provision, slot))

function weigh (rule: Rule, { heading, text }: Provision): Evidence[] {
  const { concept: code, relation } = rule
  const found: Evidence[] = []
  const inHeading = rule.heading > 0 && first(rule, heading)
  if (inHeading) found.push({ code, place: 'heading', by: 'rule', score: rule.heading, at: 0, words: wordsOf(inHeading, heading.text), relation })
  const inText = rule.text > 0 && first(rule, text)
  if (inText) {
    const late = /^OFF\b/.test(rule.concept) ? lateness.find(({ from }) => inText[0]!.at >= from)?.factor ?? 1 : 1
    found.push({ code, place: 'text', by: 'rule', score: rule.text * late, at: inText[0]!.at, words: wordsOf(inText, text.text), relation })
  }
  return found
}

/** The first place in a text where everything that a rule asks for stands together. */
function first (rule: Rule, found: Found): Hit[] | undefined {
  const lists = rule.all.map((slot) => found.groups[slot])
  if (lists.some((list) => list === undefined)) return
  for (const anchor of lists[0]!) {
    const within = (words: number) => (hit: Hit) => Math.abs(hit.at - anchor.at) <= words
    const others = lists.slice(1).map((list) => list!.find(within(rule.near)))
    if (others.some((hit) => hit === undefined)) continue
    if (!rule.not.some((slot) => found.groups[slot]?.some(within(spoiledWithin)))) return [anchor, ...others as Hit[]]
  }
}

const wordsOf = (hits: Hit[], text: string) => hits.map(({ start, end }) => text.slice(start, end))

/** The concepts that the vocabulary's own labels and synonyms name. */
function named (codes: string[], { heading, text }: Provision): Evidence[] {
  const of = (hit: Hit, place: Evidence['place'], from: Found, score: number): Evidence[] => hit.slots.map((slot) => codes[slot]!)
    .filter((code) => !phrasesNotOf.test(code)).map((code) => ({ code, place, by: 'phrase', score, at: hit.at, words: wordsOf([hit], from.text) }))
  return [
    ...heading.phrases.flatMap((hit) => of(hit, 'heading', heading, phraseHeading * (hit.last - hit.first + 1) / heading.words)),
    ...text.phrases.filter(({ at }) => at < phraseTextWithin).flatMap((hit) => of(hit, 'text', text, phraseText))
  ]
}
