import type { Localized } from '../model/common.js'
import { unLanguages, type RecordType } from '../model/vocabulary.js'
import { groupBy } from '../model/group.js'
import { listAnnotations, type Annotation, type AnnotationSubject } from '../db/annotation.js'
import type { Db } from '../db/client.js'
import { listConcepts, listMappings, type Concept } from '../db/concept.js'
import { readGazetteer, type Gazetteer } from '../db/jurisdiction.js'
import { normalise } from './normalise.js'

/** A line of text and the language it is in. */
export type Line = { text: string, language: string }

/**
 * What the engine holds of a provision, law, case or lesson. `heading`, `title`, `labels`, `body` and `place` are
 * searched, in this order; `display` is shown; the rest filters. Days are numbers, 20190101: the engine compares no strings.
 */
export type SearchDocument = {
  id: string
  type: RecordType
  /** the record the document is rebuilt with, and a number that grows each time */
  root: string
  generation: number
  recordId: string
  legislationId: string | null
  eId: string | null
  heading: string[]
  title: string[]
  labels: string[]
  body: string[]
  place: string[]
  /** the language of each of `body` and of `place`, in the same order; a code of a State is in none */
  bodyLanguages: string[]
  placeLanguages: (string | null)[]
  /** the concepts the record is itself annotated with; `concept` has the families above them too */
  concepts: string[]
  state: string[]
  region: string[]
  concept: string[]
  instrument: string[]
  article: string[]
  language: string[]
  status: string
  checked: string
  needsVerification: boolean
  year: number | null
  validFrom: number | null
  validTo: number | null
  display: {
    title: Line[]
    heading: Line[]
    number: string | null
    akn: string | null
    language: string | null
    textKind: string | null
    date: string | null
    updatedAt: string
  }
}

/** The last day there is, for what has no end. */
export const dayMax = 99_991_231

export const dayNumber = (date: string): number => Number(date.replaceAll('-', ''))

/** What building a document takes from the reference tables, read once for a batch. */
export type Reference = {
  gazetteer: Gazetteer
  concepts: Map<string, Concept>
  articles: Map<string, { instrument: string, article: string }[]>
}

export async function readReference (db: Db): Promise<Reference> {
  const concepts = await listConcepts(db)
  const [gazetteer, mappings] = await Promise.all([readGazetteer(db), listMappings(db, { concepts: concepts.map((c) => c.code) })])
  const articles: Reference['articles'] = new Map()
  for (const m of mappings) {
    articles.set(m.conceptCode, [...(articles.get(m.conceptCode) ?? []), { instrument: m.article.instrumentCode, article: `${m.article.instrumentCode}:${m.article.number}` }])
  }
  return { gazetteer, concepts: new Map(concepts.map((c) => [c.code, c])), articles }
}

/** Annotations by subject. */
export async function annotationsOf (db: Db, kind: AnnotationSubject, ids: string[]): Promise<Map<string, Annotation[]>> {
  return groupBy(await listAnnotations(db, kind, ids), (a) => a.subjectId)
}

/** The fields a document owes to its concepts: their labels and synonyms in every language make it findable across languages. */
export function conceptFields (codes: string[], { concepts, articles }: Reference) {
  const own = [...new Set(codes)]
  const labels = own.flatMap((code) => {
    const c = concepts.get(code)
    return c ? unLanguages.flatMap((l) => [c.labels[l], ...c.synonyms[l]]) : []
  })
  const mapped = own.flatMap((code) => articles.get(code) ?? [])
  return {
    labels: labels.map(normalise),
    concepts: own,
    concept: [...new Set(own.flatMap(withAncestors))],
    instrument: [...new Set(mapped.map((m) => m.instrument))],
    article: [...new Set(mapped.map((m) => m.article))]
  }
}

/** `OFF.CIA.ACC` → itself, `OFF.CIA`, `OFF`: a filter by a family finds its members. */
function withAncestors (code: string): string[] {
  const parts = code.split('.')
  return parts.map((_, i) => parts.slice(0, parts.length - i).join('.'))
}

/** The fields a document owes to its States: codes, regions and names in every language. */
export function placeFields (codes: string[], { gazetteer }: Reference) {
  const places = codes.flatMap((code) => gazetteer.jurisdictions.get(code) ?? [])
  return {
    state: codes,
    region: [...new Set(places.flatMap((p) => p.regions))],
    place: places.flatMap((p) => [p.code, ...Object.values(p.names)]).map(normalise),
    placeLanguages: places.flatMap((p) => [null, ...Object.keys(p.names)])
  }
}

export const linesOf = (words: Localized | null): Line[] =>
  Object.entries(words ?? {}).map(([language, text]) => ({ language, text }))

export function bodyFields (lines: Line[]) {
  return { body: lines.map((l) => normalise(l.text)), bodyLanguages: lines.map((l) => l.language) }
}
