import { setTimeout as sleep } from 'node:timers/promises'
import type { Concept } from '../db/concept.js'
import type { Gazetteer } from '../db/jurisdiction.js'
import { Unavailable } from '../model/error.js'
import { groupBy } from '../model/group.js'
import { suggestKinds, type SuggestKind } from '../model/suggest.js'
import { unLanguages } from '../model/vocabulary.js'
import type { Search } from './client.js'
import type { SearchDocument } from './document.js'
import { normalise, normaliseQuery } from './normalise.js'
import { simplify } from './token.js'
import { findCitation, plainNumber, type Citation } from './citation.js'
import {
  beginning, bestOf, compare, errorsAllowed, inside, markUp, meet, mistyped, whole, wordsOf,
  type Fit, type Form, type Mark, type Word, type Wording
} from './typed.js'

const retrieved = ['type', 'recordId', 'legislationId', 'eId', 'heading', 'title', 'place', 'state', 'year', 'display'] as const
export type SuggestDocument = Pick<SearchDocument, (typeof retrieved)[number]>

type Name = { text: string, language: string | null }
export type Suggestion = {
  kind: SuggestKind
  /** code, or id of the record */
  id: string
  label: Name
  matched: Name
  /** `matched` as escaped HTML in which only `<mark>` is markup */
  html: string
  document: SuggestDocument | null
}
type Candidate = Suggestion & { fit: Fit }

type Known = { gazetteer: Gazetteer, concepts: Map<string, Concept> }
export type SuggestRequest = { q: string, kinds: readonly SuggestKind[], limit: number, language: string, reference: Known }

const candidatesMax = 60
const engineMsMax = 2_000

/**
 * What somebody who types may mean, best first: States and concepts from memory, laws and provisions in one request to
 * the engine. `partial` says that the engine did not answer in time; then they are missing.
 */
export async function suggest (engine: Search | undefined, request: SuggestRequest): Promise<{ items: Suggestion[], partial: boolean }> {
  const words = [...new Map(wordsOf(request.q).map((word) => [word.full, word])).values()]
  if (words.length === 0) return { items: [], partial: false }
  const cited = findCitation(request.q)
  const asked = askEngine(engine, request, cited)
  const near = findTerms(words, request)
  const documents = await within(engineMsMax, asked)
  const records = (documents ?? []).flatMap((d) => (d.type === 'legislation' ? fitLaw(d, words, request) : fitProvision(d, words, cited, request)) ?? [])
  const items = mix([...near, ...newestOf(records)], request.limit).map(({ fit: _, ...item }) => item)
  return { items, partial: documents === undefined }
}

/** At most half of one kind as long as there are others; within equally good ones the kinds take turns. */
function mix (candidates: Candidate[], limit: number): Candidate[] {
  const turns = new Map<string, number>()
  const turnOf = ({ kind, fit }: Candidate) => {
    const turn = turns.get(`${kind} ${fit[0]}`) ?? 0
    turns.set(`${kind} ${fit[0]}`, turn + 1)
    return turn
  }
  const ranked = [...candidates].sort((a, b) => compare(a.fit, b.fit)).map((c) => ({ c, place: [c.fit[0]!, turnOf(c), suggestKinds.indexOf(c.kind)] }))
    .sort((a, b) => compare(a.place, b.place)).map(({ c }) => c)
  // What is some name as it stands was not mistyped.
  const sure = ranked.some((c) => c.fit[0] === whole)
  const counts = new Map<SuggestKind, number>()
  const within: Candidate[] = []
  const over: Candidate[] = []
  for (const c of ranked.filter((c) => !sure || c.fit[0] !== mistyped)) {
    const count = (counts.get(c.kind) ?? 0) + 1
    counts.set(c.kind, count)
    ;(count <= Math.ceil(limit / 2) ? within : over).push(c)
  }
  return [...within.slice(0, limit), ...over].slice(0, limit)
}

type Term = { kind: 'state' | 'concept', code: string, labels: Record<string, string>, late: boolean }
type Spelling = { form: Form, places: [Wording, Term][] }

const terms = new WeakMap<Gazetteer, ReturnType<typeof readTerms>>()

/** States and concepts with all their names, by the words in them: read once for as long as the tables are the same. */
function termsOf (reference: Known) {
  let found = terms.get(reference.gazetteer)
  if (!found) terms.set(reference.gazetteer, found = readTerms(reference))
  return found
}

function readTerms ({ gazetteer, concepts }: Known) {
  const spellings = new Map<string, Spelling>()
  const place = (term: Term, text: string, language: string, own: boolean) => {
    const wording = { text, language, from: 0, own }
    for (const form of wordsOf(text)) {
      if (!spellings.has(form.full)) spellings.set(form.full, { form, places: [] })
      spellings.get(form.full)!.places.push([wording, term])
    }
  }
  const all: Term[] = []
  for (const { code, names, type } of gazetteer.jurisdictions.values()) {
    const term = { kind: 'state' as const, code, labels: names, late: type !== 'member_state' }
    all.push(term)
    for (const [language, text] of Object.entries(names)) place(term, text, language, true)
  }
  for (const { code, labels, synonyms } of concepts.values()) {
    const term = { kind: 'concept' as const, code, labels, late: false }
    all.push(term)
    for (const l of unLanguages) for (const text of [labels[l], ...synonyms[l]]) place(term, text, l, text === labels[l])
  }
  return { all, spellings }
}

/** The States and concepts one of whose names has a word for each that was typed, or whose code was typed. */
function findTerms (words: Word[], { q, kinds, language, reference }: SuggestRequest): Candidate[] {
  const { all, spellings } = termsOf(reference)
  // A single letter stands in everything: names that begin with it are enough.
  const single = words.length === 1 && words[0]!.full.length === 1
  let found: Map<Wording, Term> | undefined
  for (const asked of words) {
    // A word that is known as it stands is not mistyped.
    const errorsMax = spellings.has(asked.full) ? 0 : errorsAllowed(asked.full)
    const met: [Wording, Term][] = []
    for (const spelling of spellings.values()) {
      if (!meet(asked, spelling.form, errorsMax)) continue
      met.push(...single ? spelling.places.filter(([{ text, own }]) => own && wordsOf(text)[0]!.full === spelling.form.full) : spelling.places)
    }
    const before = found
    found = new Map(before ? met.filter(([wording]) => before.has(wording)) : met)
    if (found.size === 0) break
  }
  const wordings = groupBy(found!.keys(), (wording) => found!.get(wording)!)
  return all.filter(({ kind }) => kinds.includes(kind)).flatMap((term) => {
    const best = fitCode(q, term, reference) ?? bestOf(words, wordings.get(term) ?? [], language)
    if (!best) return []
    const label = { text: term.labels[language]!, language }
    return [{ kind: term.kind, id: term.code, label, ...best, fit: [best.fit[0]!, Number(term.late), ...best.fit.slice(1)], document: null }]
  })
}

/** A State by any of its codes, a concept by its own or the beginning of it. */
function fitCode (q: string, { kind, code }: Term, { gazetteer }: Known) {
  const typed = normalise(q).trim().toUpperCase()
  const met = kind === 'state' ? gazetteer.codes.get(typed) === code : typed.length > 2 && code.startsWith(typed)
  if (!met) return undefined
  const shown = kind === 'state' ? typed : code
  // Two letters are rather the beginning of a word.
  const rank = shown.length === typed.length && typed.length > 2 ? whole : beginning
  return { fit: [rank], matched: { text: shown, language: null }, html: markUp(shown, [{ start: 0, end: shown.length, offset: 0, length: typed.length }]) }
}

/** Asks for laws and provisions together; undefined when the engine does not answer. */
async function askEngine (
  engine: Search | undefined, { q, kinds }: SuggestRequest, cited: Citation | undefined
): Promise<SuggestDocument[] | undefined> {
  const query = (type: string, q: string, fields: string[]) => ({
    indexUid: engine?.uid,
    q: normaliseQuery(q),
    filter: `type = ${type}`,
    attributesToSearchOn: fields,
    attributesToRetrieve: retrieved,
    matchingStrategy: 'all',
    locales: /\p{Script=Han}/u.test(q) ? ['cmn'] : undefined,
    limit: candidatesMax
  })
  const spelled = (q: string) => [...new Set([q, simplify(q)])]
  const queries = [
    ...(kinds.includes('legislation') && !cited?.named ? spelled(q).map((q) => query('legislation', q, ['heading', 'place'])) : []),
    ...(kinds.includes('provision') ? spelled(cited?.plain ?? q).map((q) => query('provision', q, ['heading', 'title', 'place'])) : [])
  ]
  if (queries.length === 0) return []
  if (!engine) return undefined
  try {
    const { results } = await engine.post<{ results: { hits: SuggestDocument[] }[] }>('/multi-search', { queries })
    return results.flatMap(({ hits }) => hits)
  } catch (error) {
    if (error instanceof Unavailable) return undefined
    throw error
  }
}

/** What is promised, or undefined when it takes longer. */
async function within<T> (ms: number, promised: Promise<T>): Promise<T | undefined> {
  const done = new AbortController()
  try {
    return await Promise.race([promised, sleep(ms, undefined, { signal: done.signal }).catch(() => undefined)])
  } finally {
    done.abort()
  }
}

const besideLaw = (d: SuggestDocument) => () => [...d.heading, ...d.place, String(d.year ?? '')]
const besideProvision = (d: SuggestDocument) => () => [...d.title, ...d.place, d.display.number ?? '']

function fitLaw (d: SuggestDocument, words: Word[], { language }: SuggestRequest): Candidate | undefined {
  const titles = d.display.title
  // Behind the titles stand what a law is called for short, and its number.
  const short = d.heading.slice(titles.length).map((text) => ({ text, language: null, from: 0, own: false }))
  const best = bestOf(words, [...titles.map((t) => ({ ...t, from: 0, own: true })), ...short], language, besideLaw(d))
  return best && { kind: 'legislation', id: d.recordId, label: inLanguage(titles, language), ...best, document: d }
}

function fitProvision (d: SuggestDocument, words: Word[], cited: Citation | undefined, { language }: SuggestRequest): Candidate | undefined {
  const number = d.display.number ?? ''
  const lines = d.display.heading.length > 0 ? d.display.heading : d.display.title
  const wordings = lines.map((line) => ({ text: `${number} ${line.text}`.trim(), language: line.language, from: number === '' ? 0 : number.length + 1, own: true }))
  const shared = { kind: 'provision' as const, id: d.recordId, label: inLanguage(wordings, language), document: d }
  const byNumber = cited && fitNumber(d, cited, wordings, language)
  if (byNumber || cited?.named) return byNumber && { ...shared, ...byNumber }
  if (d.display.heading.length === 0) return undefined
  const best = bestOf(words, wordings, language, besideProvision(d))
  return best && { ...shared, ...best }
}

/** A provision by its number; what else was typed stands in its heading, its law or the names of its State. */
function fitNumber (d: SuggestDocument, cited: Citation, wordings: Wording[], language: string) {
  const number = d.display.number ?? ''
  const plain = plainNumber(number)
  if (number === '' || !plain.startsWith(cited.number)) return undefined
  const matched = inLanguage(wordings, language)
  const own = wordsOf(matched.text).filter((word) => word.start > number.length)
  const beside = cited.rest.length === 0 ? [] : [...d.title, ...d.place, ...d.heading.slice(1)].flatMap(wordsOf)
  const marks: Mark[] = [{ start: 0, end: number.length, length: plain === cited.number ? number.length : cited.number.length, offset: 0 }]
  for (const asked of cited.rest) {
    const mark = own.flatMap((word) => ({ ...word, ...meet(asked, word, 0) })).find((m): m is typeof m & Mark => m.length !== undefined)
    if (mark) marks.push(mark)
    else if (!beside.some((word) => meet(asked, word, errorsAllowed(asked.full)))) return undefined
  }
  const other = cited.kind !== null && !d.eId!.split('__').at(-1)!.startsWith(cited.kind)
  const rank = plain === cited.number ? whole : cited.rest.length === 0 ? beginning : inside
  return { fit: [rank, Number(other), Number(d.display.language !== language), number.length], matched, html: markUp(matched.text, marks) }
}

const inLanguage = (lines: Name[], language: string): Name => {
  const { text, language: own } = lines.find((line) => line.language === language) ?? lines[0]!
  return { text, language: own }
}

/** Of the versions of a provision the one that was met best, and of equals the newest. */
function newestOf (candidates: Candidate[]): Candidate[] {
  const date = ({ document }: Candidate) => document!.display.date ?? ''
  return [...groupBy(candidates, ({ document: d }) => `${d!.type} ${d!.legislationId} ${d!.eId}`).values()]
    .map((same) => same.sort((a, b) => compare(a.fit, b.fit) || (date(a) < date(b) ? 1 : -1))[0]!)
}
