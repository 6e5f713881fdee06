import { createHash } from 'node:crypto'
import type { CaseRecord } from '../model/case.js'
import type { TreatyActionRecord } from '../model/instrument.js'
import type { LegislationRecord, Penalty, ProvisionRecord, VersionRecord } from '../model/legislation.js'
import type { LessonRecord } from '../model/lesson.js'
import type { Dataset } from './dataset.js'

/** A fact said to have been seen: what it is of, what it says, where it was seen. */
export type Fact = { of: string, says: string, source: string }

/**
 * Draws `count` of the facts a dataset says were seen, to be checked again. One seed always draws the same from the
 * same facts: they are ordered by the SHA-256 of seed and fact, so that a fact that is added moves no other.
 */
export function drawFacts (dataset: Dataset, { seed, count }: { seed: string, count: number }): Fact[] {
  const key = ({ of, says }: Fact) => createHash('sha256').update(`${seed}\n${of}\n${says}`).digest('hex')
  return listFacts(dataset).map((fact) => ({ fact, at: key(fact) })).sort((a, b) => a.at < b.at ? -1 : 1).slice(0, count).map(({ fact }) => fact)
}

/** Every fact of laws, provisions, penalties, treaty actions, cases and lessons that is said to have been seen. */
export function listFacts (dataset: Dataset): Fact[] {
  return [
    ...dataset.laws.flatMap(({ record }) => [...ofLaw(record), ...record.versions.flatMap((v) => v.provisions.flatMap((p) => ofProvision(record, v, p)))]),
    ...dataset.treatyActions.flatMap(({ record }) => ofAction(record)),
    ...dataset.cases.flatMap(({ record }) => ofCase(record)),
    ...dataset.lessons.flatMap(({ record }) => ofLesson(record))
  ]
}

function ofLaw (law: LegislationRecord): Fact[] {
  if (law.checked !== 'seen') return []
  const dates = [['enacted', law.enactedOn], ['in force from', law.inForceFrom], ['repealed', law.repealedOn]] as const
  return [{
    of: law.akn ?? `${law.jurisdiction} ${law.title.text}`,
    says: [`${law.title.text}, ${law.status}`, ...dates.flatMap(([name, day]) => day ? [`${name} ${day}`] : [])].join('; '),
    source: law.source.url
  }]
}

function ofProvision (law: LegislationRecord, version: VersionRecord, p: ProvisionRecord): Fact[] {
  if (p.checked !== 'seen' || (p.concepts.length === 0 && p.penalties.length === 0)) return []
  const from = p.validFrom ?? version.validFrom
  const of = `${law.akn} ${p.eId}${from ? ` from ${from}` : ''}`
  const source = (p.source ?? version.source).url
  const claims = p.concepts.map((c) => `${c.code} ${c.relation}${c.elements.length > 0 ? ` (${c.elements.join(', ')})` : ''}`)
  return [
    { of, says: `${p.heading ?? p.headings?.en ?? p.number}: ${claims.join('; ')}`, source },
    ...p.penalties.map((penalty) => ({ of: `${of}${penalty.paragraph ? `, ${penalty.paragraph}` : ''}`, says: inWords(penalty), source }))
  ]
}

/** `imprisonment 12–36 months and_or fine to 5000000 KES` */
function inWords ({ circumstance, imprisonment, fine, combination, other, appliesTo }: Penalty): string {
  const range = (min: number | null, max: number | null) => min === null ? `to ${max}` : max === null ? `from ${min}` : `${min}–${max}`
  const prison = imprisonment && [
    imprisonment.minMonths !== null || imprisonment.maxMonths !== null ? `imprisonment ${range(imprisonment.minMonths, imprisonment.maxMonths)} months` : '',
    imprisonment.life ? 'life imprisonment' : ''
  ].filter(Boolean).join(' or ')
  const money = fine && `fine ${fine.min === null && fine.max === null ? 'of an amount not given' : range(fine.min, fine.max)} ${fine.unit}`
  const what = [prison, money].filter(Boolean).join(` ${combination ?? 'with'} `)
  return [circumstance?.en, appliesTo === 'legal_person' ? 'legal persons' : '', what, other?.en].filter(Boolean).join('; ')
}

function ofAction (a: TreatyActionRecord): Fact[] {
  if (a.checked !== 'seen') return []
  const more = [a.effectiveFrom && `effective ${a.effectiveFrom}`, a.articles.length > 0 && `articles ${a.articles.join(', ')}`].filter(Boolean)
  return [{ of: `${a.instrument} ${a.jurisdiction}`, says: [`${a.kind} ${a.date ?? 'on a day not known'}`, ...more].join('; '), source: a.source.url }]
}

function ofCase (c: CaseRecord): Fact[] {
  if (c.checked !== 'seen') return []
  const says = [c.citation ?? c.ecli, c.decidedOn && `decided ${c.decidedOn}`, c.outcome, c.holding.en].filter(Boolean).join('; ')
  return [{ of: c.key, says, source: c.source.url }]
}

function ofLesson (l: LessonRecord): Fact[] {
  return l.checked === 'seen' ? [{ of: l.key, says: [l.practice.en, l.outcome.en].filter(Boolean).join(' '), source: l.source.url }] : []
}
