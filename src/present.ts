import type { Annotation } from './db/annotation.js'
import type { TreatyAction } from './db/instrument.js'
import type { LinkedProvision } from './db/provision.js'
import { needsVerification, type Localized, type Text } from './model/common.js'
import type { presentedTextKinds, UnLanguage } from './model/vocabulary.js'
import type { Reference } from './reference.js'

/** How the things that many answers share are shown. */

type SourceRow = { url: string, publisher: string, kind: string | null, title: string | null, retrievedAt: string | null, licence: string | null }

type Kind = (typeof presentedTextKinds)[number]

/** What presenting takes: the language of the answer and the labels. */
export type View = { language: UnLanguage, reference: Reference }

/** Our own words in the language asked for, else in English, else in whichever there is. */
export function presentWords<T extends Localized | null> (words: T, { language }: View): T extends null ? Text | null : Text {
  if (!words) return null as never
  const chosen = [language, 'en', ...Object.keys(words)].find((l) => words[l] !== undefined)!
  return { text: words[chosen]!, language: chosen, kind: 'editorial' } as never
}

/** Of several texts the one in the language asked for, else the first. */
export function presentBest (texts: { text: string, language: string, kind: Kind }[], { language }: View): Text {
  return texts.find((t) => t.language === language) ?? texts[0]!
}

export function presentSource (s: SourceRow) {
  return { url: s.url, publisher: s.publisher, kind: s.kind as never, title: s.title, retrievedAt: s.retrievedAt, licence: s.licence }
}

export function presentVerification (row: { checked: string, source: { kind: string | null }, lastVerifiedAt?: string | null }) {
  return { checked: row.checked as 'seen' | 'recalled', needsVerification: needsVerification(row), lastVerifiedAt: row.lastVerifiedAt ?? null }
}

export function presentTimes (row: { createdAt: Date, updatedAt: Date, textChangedAt: Date }) {
  return { createdAt: row.createdAt.toISOString(), updatedAt: row.updatedAt.toISOString(), textChangedAt: row.textChangedAt.toISOString() }
}

export function presentStateRef (code: string, { language, reference }: View) {
  return { code, name: reference.gazetteer.jurisdictions.get(code)?.names[language] ?? code, href: `/v1/states/${code}` }
}

export function presentConceptRef (code: string, { language, reference }: View) {
  return { code, label: reference.concepts.get(code)?.labels[language] ?? code, href: `/v1/concepts/${code}` }
}

export function presentInstrumentRef (code: string, { language, reference }: View) {
  return { code, name: reference.instruments.get(code)?.shortName[language] ?? code, href: `/v1/instruments/${code}` }
}

export function presentClaim (row: Annotation, view: View) {
  return {
    concept: presentConceptRef(row.conceptCode, view),
    relation: row.relation as never,
    elements: row.elements,
    note: presentWords(row.note, view),
    method: row.method as never,
    confidence: row.confidence,
    reviewState: row.reviewState as never
  }
}

const folders = { legislation: 'legislation', case: 'cases', lesson: 'lessons' } as const

export const recordHref = (type: keyof typeof folders, id: string) => `/v1/${folders[type]}/${id}`

export const provisionHref = (legislationId: string, eId: string) => `/v1/legislation/${legislationId}/provisions/${encodeURIComponent(eId)}`

export function presentProvisionLink (row: LinkedProvision, view: View) {
  return {
    href: provisionHref(row.legislationId, row.eId),
    legislationId: row.legislationId,
    akn: row.akn,
    eId: row.eId,
    number: row.number,
    heading: row.heading,
    state: presentStateRef(row.jurisdictionCode, view),
    law: row.law
  }
}

export function presentTreatyAction (row: TreatyAction, view: View) {
  return {
    instrument: presentInstrumentRef(row.instrumentCode, view),
    state: presentStateRef(row.jurisdictionCode, view),
    kind: row.kind as never,
    date: row.date,
    effectiveFrom: row.effectiveFrom,
    articles: row.articles,
    note: presentWords(row.note, view),
    checked: row.checked as 'seen' | 'recalled',
    source: presentSource(row.source)
  }
}
