import type { ConceptClaim, LegislationRecord, VersionRecord } from '../model/legislation.js'
import type { Dataset, Fault, Placed } from './dataset.js'

/**
 * Faults that no single record shows: duplicates, links that lead nowhere, codes nobody defined,
 * dates that cannot be. An empty answer means that the dataset can be loaded as a whole.
 */
export function checkDataset (dataset: Dataset, today = new Date().toISOString().slice(0, 10)): Fault[] {
  const known = knownCodes(dataset)
  return [
    ...duplicates(dataset),
    ...jurisdictionFaults(dataset, known),
    ...vocabularyFaults(dataset, known),
    ...dataset.laws.flatMap((law) => lawFaults(law, known, today)),
    ...caseFaults(dataset, known, today),
    ...lessonFaults(dataset, known),
    ...coverageFaults(dataset, known, today)
  ]
}

type Known = ReturnType<typeof knownCodes>

function knownCodes (dataset: Dataset) {
  const provisions = new Set<string>()
  for (const { record } of dataset.laws) {
    for (const p of record.versions.flatMap((v) => v.provisions)) provisions.add(`${record.akn} ${p.eId}`)
  }
  return {
    regions: new Set(dataset.regions.map((r) => r.record.code)),
    jurisdictions: new Set(dataset.jurisdictions.map((r) => r.record.code)),
    concepts: new Set(dataset.concepts.map((r) => r.record.code)),
    articles: new Set(dataset.instruments.flatMap(({ record }) => record.articles.map((a) => `${record.code} ${a.number}`))),
    instruments: new Set(dataset.instruments.map((r) => r.record.code)),
    provisions,
    aliases: new Set(dataset.laws.map((l) => l.record.akn)),
    cases: new Set(dataset.cases.map((c) => c.record.key))
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
  unique(dataset.laws, 'title', (r) => `${r.jurisdiction} ${r.title.text.normalize('NFKC').toLowerCase()} ${r.year}`)
  unique(dataset.cases, 'key', (r) => r.key)
  unique(dataset.lessons, 'key', (r) => r.key)
  unique(dataset.coverage, 'concept', (r) => `${r.jurisdiction} ${r.concept} ${r.asOf} ${r.source.url}`)
  unique([...dataset.laws, ...dataset.cases, ...dataset.lessons] as Placed<{ id?: string }>[], 'id', (r) => r.id)
  for (const { at, record } of dataset.instruments) {
    unique(record.articles.map((a) => ({ at, record: a })), 'articles.number', (a) => a.number)
  }
  return faults
}

function jurisdictionFaults (dataset: Dataset, known: Known): Fault[] {
  return dataset.jurisdictions.flatMap(({ at, record }) => [
    ...[record.region, record.subregion, record.intermediateRegion]
      .flatMap((code) => unknown(at, 'region', code, known.regions)),
    ...record.members.flatMap((code) => unknown(at, 'members', code, known.jurisdictions))
  ]).concat(dataset.regions.flatMap(({ at, record }) => unknown(at, 'parent', record.parent, known.regions)))
}

function vocabularyFaults (dataset: Dataset, known: Known): Fault[] {
  return [
    ...dataset.concepts.flatMap(({ at, record }) => unknown(at, 'parent', record.parent, known.concepts)),
    ...dataset.mappings.flatMap(({ at, record }) => [
      ...unknown(at, 'concept', record.concept, known.concepts),
      ...unknown(at, 'article', `${record.instrument} ${record.article}`, known.articles)
    ]),
    ...dataset.instruments.flatMap(({ at, record }) => [
      ...unknown(at, 'parent', record.parent, known.instruments),
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
    ...inOrder(at, 'enactedOn', record.enactedOn, today),
    ...inOrder(at, 'source.retrievedAt', record.source.retrievedAt, today)
  ]
  if (record.versions.length > 0 && !record.akn) faults.push({ at, path: 'akn', message: 'a law with provisions needs an alias' })
  if (record.repealedOn && record.status !== 'repealed' && record.repealedOn <= today) {
    faults.push({ at, path: 'status', message: `is ${record.status} although the law was repealed on ${record.repealedOn}` })
  }
  record.versions.forEach((version, i) => faults.push(...versionFaults(at, `versions.${i}`, version, known)))
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
    faults.push(...inOrder(at, `${here}.validTo`, p.validFrom, p.validTo), ...claimFaults(at, `${here}.concepts`, p.concepts, known))
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

function overlaps (at: string, law: LegislationRecord): Fault[] {
  const faults: Fault[] = []
  law.versions.forEach((a, i) => law.versions.slice(i + 1).forEach((b, n) => {
    const sameText = a.language === b.language && a.textKind === b.textKind
    const meet = (a.validFrom ?? '') < (b.validTo ?? '9999') && (b.validFrom ?? '') < (a.validTo ?? '9999')
    if (sameText && meet) faults.push({ at, path: `versions.${i + n + 1}`, message: `overlaps versions.${i} in ${a.language}, ${a.textKind}` })
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
