import type { ConceptClaim, LegislationRecord, ProvisionRecord, VersionRecord } from '../model/legislation.js'
import { isSameText } from '../model/merge.js'
import type { Dataset, Fault, Placed } from './dataset.js'

/** What records may name although it does not come with them. */
export type HeldNames = {
  jurisdictions: { code: string, alpha2: string | null }[]
  concepts: string[]
  /** each `alias eId` */
  provisions: string[]
  cases: string[]
}

/**
 * Faults that no single record shows: duplicates, links that lead nowhere, codes nobody defined,
 * dates that cannot be. An empty answer means that the dataset can be loaded as a whole, beside what is `held`.
 */
export function checkDataset (dataset: Dataset, today = new Date().toISOString().slice(0, 10), held?: HeldNames): Fault[] {
  const known = knownCodes(dataset, held)
  return [
    ...duplicates(dataset),
    ...repetitions(dataset),
    ...laterThan(dataset, today),
    ...jurisdictionFaults(dataset, known),
    ...vocabularyFaults(dataset, known),
    ...dataset.laws.flatMap((law) => lawFaults(law, known, today)),
    ...caseFaults(dataset, known, today),
    ...lessonFaults(dataset, known),
    ...coverageFaults(dataset, known, today)
  ]
}

/** Laws of one State that have this in common are the same law. */
export const titleKey = ({ jurisdiction, title, year }: { jurisdiction: string, title: { text: string }, year: number | null }): string =>
  `${jurisdiction} ${title.text.normalize('NFKC').toLowerCase()} ${year}`

type Known = ReturnType<typeof knownCodes>

function knownCodes (dataset: Dataset, held?: HeldNames) {
  const provisions = new Set(held?.provisions)
  for (const { record } of dataset.laws) {
    for (const p of record.versions.flatMap((v) => v.provisions)) provisions.add(`${record.akn} ${p.eId}`)
  }
  const jurisdictions = [...dataset.jurisdictions.map((r) => r.record), ...held?.jurisdictions ?? []]
  return {
    regions: new Set(dataset.regions.map((r) => r.record.code)),
    jurisdictions: new Set(jurisdictions.map((r) => r.code)),
    alpha2: new Map(jurisdictions.map((r) => [r.code, r.alpha2?.toLowerCase()])),
    concepts: new Set([...dataset.concepts.map((r) => r.record.code), ...held?.concepts ?? []]),
    articles: new Set(dataset.instruments.flatMap(({ record }) => record.articles.map((a) => `${record.code} ${a.number}`))),
    instruments: new Set(dataset.instruments.map((r) => r.record.code)),
    provisions,
    cases: new Set([...dataset.cases.map((c) => c.record.key), ...held?.cases ?? []])
  }
}

function duplicates (dataset: Dataset): Fault[] {
  const faults: Fault[] = []
  const unique = <T>(placed: Placed<T>[], name: string, key: (record: T) => string | null | undefined) => {
    const seen = new Map<string, string>()
    for (const { at, record } of placed) {
      const value = key(record)
      if (value == null) continue
      const first = seen.get(value)
      if (first) faults.push({ at, path: name, message: `${value} is already used at ${first}` })
      else seen.set(value, at)
    }
  }
  unique(dataset.regions, 'code', (r) => r.code)
  unique(dataset.jurisdictions, 'code', (r) => r.code)
  unique(dataset.jurisdictions, 'alpha2', (r) => r.alpha2)
  unique(dataset.jurisdictions, 'm49', (r) => r.m49)
  unique(dataset.concepts, 'code', (r) => r.code)
  unique(dataset.instruments, 'code', (r) => r.code)
  unique(dataset.mappings, 'article', (r) => `${r.concept} ${r.instrument} ${r.article} ${r.paragraph}`)
  unique(dataset.treatyActions, 'kind', (r) => `${r.instrument} ${r.jurisdiction} ${r.kind} ${r.date} ${r.articles.join()}`)
  unique(dataset.laws, 'akn', (r) => r.akn)
  unique(dataset.laws, 'title', titleKey)
  unique(dataset.cases, 'key', (r) => r.key)
  unique(dataset.cases, 'ecli', (r) => r.ecli)
  unique(dataset.lessons, 'key', (r) => r.key)
  unique(dataset.coverage, 'concept', (r) => `${r.jurisdiction} ${r.concept} ${r.asOf} ${r.source.url}`)
  unique([...dataset.laws, ...dataset.cases, ...dataset.lessons] as Placed<{ id?: string }>[], 'id', (r) => r.id)
  for (const { at, record } of dataset.instruments) {
    unique(record.articles.map((a) => ({ at, record: a })), 'articles.number', (a) => a.number)
  }
  return faults
}

/** What a record names twice. */
function repetitions (dataset: Dataset): Fault[] {
  const twice = (at: string, path: string, values: string[]): Fault[] =>
    values.flatMap((value, i) => values.indexOf(value) < i ? [{ at, path: `${path}.${i}`, message: `${value} is there twice` }] : [])
  const claims = (at: string, path: string, list: ConceptClaim[]) => twice(at, path, list.map((c) => `${c.code} ${c.relation}`))
  const refs = (list: { law: string, eId: string }[]) => list.map((ref) => `${ref.law} ${ref.eId}`)
  return [
    ...dataset.jurisdictions.flatMap(({ at, record }) => twice(at, 'members', record.members)),
    ...dataset.laws.flatMap(({ at, record }) => [
      ...claims(at, 'concepts', record.concepts),
      ...record.versions.flatMap((v, i) => v.provisions.flatMap((p, n) => claims(at, `versions.${i}.provisions.${n}.concepts`, p.concepts)))
    ]),
    ...dataset.cases.flatMap(({ at, record }) => [
      ...claims(at, 'concepts', record.concepts), ...twice(at, 'provisions', refs(record.provisions)),
      ...twice(at, 'jurisdictionsInvolved', record.jurisdictionsInvolved)
    ]),
    ...dataset.lessons.flatMap(({ at, record }) => [
      ...claims(at, 'concepts', record.concepts), ...twice(at, 'provisions', refs(record.provisions)),
      ...twice(at, 'cases', record.cases), ...twice(at, 'jurisdictions', record.jurisdictions)
    ]),
    ...dataset.coverage.flatMap(({ at, record }) => twice(at, 'evidence', refs(record.evidence)))
  ]
}

/** Days of the record itself that are still to come. */
function laterThan (dataset: Dataset, today: string): Fault[] {
  const { jurisdictions, instruments, treatyActions, laws, cases, lessons, coverage } = dataset
  return [
    ...[...jurisdictions, ...instruments, ...treatyActions, ...laws, ...cases, ...lessons, ...coverage].flatMap(({ at, record }) => [
      ...inOrder(at, 'source.retrievedAt', record.source.retrievedAt, today),
      ...('lastVerifiedAt' in record ? inOrder(at, 'lastVerifiedAt', record.lastVerifiedAt, today) : [])
    ]),
    ...[...laws, ...cases, ...lessons].flatMap(({ at, record }) =>
      record.furtherSources.flatMap((s, i) => inOrder(at, `furtherSources.${i}.retrievedAt`, s.retrievedAt, today))),
    ...laws.flatMap(({ at, record }) => record.versions.flatMap((v, i) => [
      ...inOrder(at, `versions.${i}.source.retrievedAt`, v.source.retrievedAt, today),
      ...v.provisions.flatMap((p, n) => inOrder(at, `versions.${i}.provisions.${n}.source.retrievedAt`, p.source?.retrievedAt ?? null, today))
    ])),
    ...treatyActions.flatMap(({ at, record }) => inOrder(at, 'date', record.date, today))
  ]
}

function jurisdictionFaults (dataset: Dataset, known: Known): Fault[] {
  return dataset.jurisdictions.flatMap(({ at, record }) => [
    ...[record.region, record.subregion, record.intermediateRegion]
      .flatMap((code) => unknown(at, 'region', code, known.regions)),
    ...record.members.flatMap((code) => unknown(at, 'members', code, known.jurisdictions))
  ]).concat(dataset.regions.flatMap(({ at, record }) => [
    ...unknown(at, 'parent', record.parent, known.regions), ...insideItself(at, record.code, dataset.regions)
  ]))
}

function insideItself (at: string, code: string, all: Placed<{ code: string, parent: string | null }>[]): Fault[] {
  const parents = new Map(all.map(({ record }) => [record.code, record.parent]))
  const seen = new Set<string>()
  for (let next = parents.get(code); next && !seen.has(next); next = parents.get(next)) {
    if (next === code) return [{ at, path: 'parent', message: `${code} stands inside itself` }]
    seen.add(next)
  }
  return []
}

function vocabularyFaults (dataset: Dataset, known: Known): Fault[] {
  return [
    ...dataset.concepts.flatMap(({ at, record: { code, parent } }) => {
      const fits = parent === null ? !code.includes('.') : code.startsWith(`${parent}.`)
      return fits ? unknown(at, 'parent', parent, known.concepts) : [{ at, path: 'parent', message: `${code} does not stand below ${parent}` }]
    }),
    ...dataset.mappings.flatMap(({ at, record }) => [
      ...unknown(at, 'concept', record.concept, known.concepts),
      ...unknown(at, 'article', `${record.instrument} ${record.article}`, known.articles)
    ]),
    ...dataset.instruments.flatMap(({ at, record }) => [
      ...unknown(at, 'parent', record.parent, known.instruments),
      ...insideItself(at, record.code, dataset.instruments),
      ...inOrder(at, 'openedOn', record.adoptedOn, record.openedOn),
      ...inOrder(at, 'inForceFrom', record.adoptedOn, record.inForceFrom)
    ]),
    ...dataset.treatyActions.flatMap(({ at, record }) => [
      ...unknown(at, 'instrument', record.instrument, known.instruments),
      ...unknown(at, 'jurisdiction', record.jurisdiction, known.jurisdictions),
      ...inOrder(at, 'effectiveFrom', record.date, record.effectiveFrom),
      ...record.articles.flatMap((n) => unknown(at, 'articles', `${record.instrument} ${n.replace(/\(.*/, '')}`, known.articles))
    ])
  ]
}

function lawFaults ({ at, record }: Placed<LegislationRecord>, known: Known, today: string): Fault[] {
  const faults = [
    ...unknown(at, 'jurisdiction', record.jurisdiction, known.jurisdictions),
    ...claimFaults(at, 'concepts', record.concepts, known),
    ...inOrder(at, 'inForceFrom', record.enactedOn, record.inForceFrom),
    ...inOrder(at, 'repealedOn', record.enactedOn, record.repealedOn),
    ...inOrder(at, 'enactedOn', record.enactedOn, today)
  ]
  const country = known.alpha2.get(record.jurisdiction)
  if (country && record.akn && !record.akn.startsWith(`${country}/`)) faults.push({ at, path: 'akn', message: `${record.akn} does not begin with ${country}/` })
  if (record.versions.length > 0 && !record.akn) faults.push({ at, path: 'akn', message: 'a law with provisions needs an alias' })
  if (record.repealedOn && record.status !== 'repealed' && record.repealedOn <= today) {
    faults.push({ at, path: 'status', message: `is ${record.status} although the law was repealed on ${record.repealedOn}` })
  }
  record.versions.forEach((version, i) => {
    faults.push(...versionFaults(at, `versions.${i}`, version, known), ...safeguardFaults(at, `versions.${i}`, version, record.akn, known))
  })
  return faults.concat(overlaps(at, record))
}

function versionFaults (at: string, path: string, version: VersionRecord, known: Known): Fault[] {
  const faults = inOrder(at, `${path}.validTo`, version.validFrom, version.validTo)
  const before = new Set<string>()
  version.provisions.forEach((p, i) => {
    const here = `${path}.provisions.${i}`
    if (before.has(p.eId)) faults.push({ at, path: `${here}.eId`, message: `${p.eId} is there twice` })
    if (p.parent && !before.has(p.parent)) faults.push({ at, path: `${here}.parent`, message: `${p.parent} does not stand before ${p.eId}` })
    before.add(p.eId)
    faults.push(...inOrder(at, `${here}.validTo`, ...ownDays(p, version)), ...claimFaults(at, `${here}.concepts`, p.concepts, known))
    p.penalties.forEach((penalty, n) => {
      for (const [low, high] of [
        [penalty.imprisonment?.minMonths, penalty.imprisonment?.maxMonths], [penalty.fine?.min, penalty.fine?.max]
      ]) {
        if (low != null && high != null && low > high) faults.push({ at, path: `${here}.penalties.${n}`, message: `minimum ${low} is above maximum ${high}` })
      }
      if (p.checked === 'recalled') faults.push({ at, path: `${here}.penalties.${n}`, message: 'a penalty is a fact only when it was seen' })
    })
  })
  return faults
}

/** The first and last day of a provision that has a day of its own, within its version's. */
function ownDays (p: ProvisionRecord, version: VersionRecord): [string | null, string | null] {
  const starts = [p.validFrom, p.validTo && version.validFrom].filter((day) => day !== null).sort()
  const ends = [p.validTo, version.validTo].filter((day) => day !== null).sort()
  return [starts.at(-1) ?? null, ends[0] ?? null]
}

/** A safeguard is one of the vocabulary's, and stands in a provision that is held. */
function safeguardFaults (at: string, path: string, version: VersionRecord, akn: string | null, known: Known): Fault[] {
  return version.provisions.flatMap((p, i) => p.safeguards.flatMap(({ concept, law, eId }, n) => {
    const here = `${path}.provisions.${i}.safeguards.${n}`
    return [
      ...unknown(at, here, concept, known.concepts),
      ...(/^SAF(\.|$)/.test(concept) ? [] : [{ at, path: here, message: `${concept} is no safeguard: its code does not begin with SAF` }]),
      ...unknown(at, here, eId && `${law ?? akn} ${eId}`, known.provisions),
      ...(law && !eId ? [{ at, path: here, message: `names ${law} without saying where in it` }] : [])
    ]
  }))
}

function overlaps (at: string, law: LegislationRecord): Fault[] {
  const faults: Fault[] = []
  law.versions.forEach((a, i) => law.versions.slice(i + 1).forEach((b, n) => {
    const meet = (a.validFrom ?? '') < (b.validTo ?? '9999') && (b.validFrom ?? '') < (a.validTo ?? '9999')
    if (isSameText(a, b) && meet) faults.push({ at, path: `versions.${i + n + 1}`, message: `overlaps versions.${i} in ${a.language}, ${a.textKind}` })
  }))
  return faults
}

function caseFaults (dataset: Dataset, known: Known, today: string): Fault[] {
  return dataset.cases.flatMap(({ at, record }) => [
    ...[record.jurisdiction, ...record.jurisdictionsInvolved].flatMap((c) => unknown(at, 'jurisdiction', c, known.jurisdictions)),
    ...claimFaults(at, 'concepts', record.concepts, known),
    ...record.provisions.flatMap((ref) => unknown(at, 'provisions', `${ref.law} ${ref.eId}`, known.provisions)),
    ...record.charges.flatMap((c) => [
      ...unknown(at, 'charges.concept', c.concept, known.concepts),
      ...unknown(at, 'charges.provision', c.provision && `${c.provision.law} ${c.provision.eId}`, known.provisions)
    ]),
    ...inOrder(at, 'decidedOn', record.filedOn, record.decidedOn),
    ...inOrder(at, 'decidedOn', record.decidedOn, today)
  ])
}

function lessonFaults (dataset: Dataset, known: Known): Fault[] {
  return dataset.lessons.flatMap(({ at, record }) => [
    ...record.jurisdictions.flatMap((c) => unknown(at, 'jurisdictions', c, known.jurisdictions)),
    ...claimFaults(at, 'concepts', record.concepts, known),
    ...record.provisions.flatMap((ref) => unknown(at, 'provisions', `${ref.law} ${ref.eId}`, known.provisions)),
    ...record.cases.flatMap((key) => unknown(at, 'cases', key, known.cases)),
    ...inOrder(at, 'periodTo', record.periodFrom, record.periodTo)
  ])
}

function coverageFaults (dataset: Dataset, known: Known, today: string): Fault[] {
  return dataset.coverage.flatMap(({ at, record }) => [
    ...unknown(at, 'jurisdiction', record.jurisdiction, known.jurisdictions),
    ...unknown(at, 'concept', record.concept, known.concepts),
    ...record.evidence.flatMap((ref) => unknown(at, 'evidence', `${ref.law} ${ref.eId}`, known.provisions)),
    ...inOrder(at, 'asOf', record.asOf, today)
  ])
}

function claimFaults (at: string, path: string, claims: ConceptClaim[], known: Known): Fault[] {
  return claims.flatMap((claim, i) => unknown(at, `${path}.${i}`, claim.code, known.concepts))
}

function unknown (at: string, path: string, value: string | null | undefined, values: Set<string | null>): Fault[] {
  return value == null || values.has(value) ? [] : [{ at, path, message: `${value} is not known` }]
}

function inOrder (at: string, path: string, first: string | null, second: string | null): Fault[] {
  return first && second && first > second ? [{ at, path, message: `${second} is before ${first}` }] : []
}
