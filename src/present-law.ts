import { listAnnotations, type Annotation } from './db/annotation.js'
import type { Database } from './db/client.js'
import { listVersions, type Legislation, type Version } from './db/legislation.js'
import { listPenalties, listSafeguardPlaces, type LinkedProvision, type PenaltyRow, type Provision } from './db/provision.js'
import { needsVerification } from './model/common.js'
import { groupBy } from './model/group.js'
import type { SafeguardRecord } from './model/legislation.js'
import {
  presentBest, presentClaim, presentConceptRef, presentProvisionLink, presentSource, presentStateRef, presentTimes,
  presentVerification, presentWords, provisionHref, type View
} from './present.js'

/** How laws and provisions are shown, wherever they are. */

export function presentLawRef (
  law: Pick<Legislation, 'id' | 'akn' | 'title' | 'titles' | 'shortTitle' | 'kind' | 'number' | 'year'>, view: View
) {
  return {
    id: law.id,
    akn: law.akn,
    title: presentBest([law.title, ...law.titles], view),
    shortTitle: law.shortTitle,
    kind: law.kind as never,
    number: law.number,
    year: law.year,
    href: `/v1/legislation/${law.id}`
  }
}

export function presentLegislationSummary (law: Legislation, view: View) {
  return {
    ...presentLawRef(law, view),
    state: presentStateRef(law.jurisdictionCode, view),
    titles: [law.title, ...law.titles],
    status: law.status as never,
    enactedOn: law.enactedOn,
    inForceFrom: law.inForceFrom,
    repealedOn: law.repealedOn,
    summary: presentWords(law.summary, view),
    languages: law.languages,
    provisionCount: law.provisionCount,
    revision: law.revision,
    verification: presentVerification(law),
    source: presentSource(law.source),
    ...presentTimes(law)
  }
}

export async function presentLegislation (db: Database, law: Legislation, view: View) {
  const [versions, claims] = await Promise.all([listVersions(db, law.id), listAnnotations(db, 'legislation', [law.id])])
  return {
    ...presentLegislationSummary(law, view),
    amendments: law.amendments.map((a) => ({ ...a, note: presentWords(a.note, view) })),
    concepts: claims.map((claim) => presentClaim(claim, view)),
    note: presentWords(law.note, view),
    furtherSources: law.furtherSources.map(presentSource),
    versions: versions.map((version) => presentVersion(version, law.akn, view)),
    links: {
      versions: `/v1/legislation/${law.id}/versions`,
      ...(versions.length > 0 ? { toc: `/v1/legislation/${law.id}/toc` } : {}),
      provisions: `/v1/provisions?legislation=${law.id}`,
      state: `/v1/states/${law.jurisdictionCode}`,
      ...(law.akn ? { akn: `/v1/akn/${law.akn}` } : {})
    }
  }
}

export function presentVersion (version: Version, akn: string | null, view: View) {
  return {
    id: version.id,
    language: version.language,
    textKind: version.textKind as never,
    validFrom: version.validFrom,
    validTo: version.validTo,
    sha256: version.sha256,
    structure: version.structure as never,
    original: version.fileSha256 === null ? null : { sha256: version.fileSha256, href: `/v1/files/${version.fileSha256}` },
    note: presentWords(version.note, view),
    provisionCount: version.provisionCount,
    checked: version.checked as 'seen' | 'recalled',
    source: presentSource(version.source),
    textChangedAt: version.textChangedAt.toISOString(),
    href: akn ? `/v1/akn/${akn}/${version.language}${version.validFrom ? `@${version.validFrom}` : ''}` : null
  }
}

export type ProvisionParts = { claims: Map<string, Annotation[]>, penalties: Map<string, PenaltyRow[]>, places: Map<string, LinkedProvision[]> }

/** What is stored beside provisions, read for all of them at once. */
export async function provisionParts (db: Database, provisions: Provision[]): Promise<ProvisionParts> {
  const ids = provisions.map((p) => p.id)
  const [claims, penalties, places] = await Promise.all([listAnnotations(db, 'provision', ids), listPenalties(db, ids), listSafeguardPlaces(db, provisions)])
  return {
    claims: groupBy(claims, (c) => c.subjectId), penalties: groupBy(penalties, (p) => p.provisionId), places: groupBy(places, (p) => p.subjectId)
  }
}

export function presentProvision (p: Provision, parts: ProvisionParts, view: View) {
  return {
    id: p.id,
    eId: p.eId,
    state: presentStateRef(p.law.jurisdictionCode, view),
    law: presentLawRef(p.law, view),
    kind: p.kind as never,
    number: p.number,
    heading: presentHeading(p, view),
    parent: p.parentEId,
    page: p.page,
    text: p.text === null ? null : { text: p.text, language: p.version.language, kind: p.version.textKind as never },
    summary: presentWords(p.summary, view),
    status: p.status as never,
    validFrom: p.validFrom,
    validTo: p.validTo,
    version: { language: p.version.language, textKind: p.version.textKind as never, validFrom: p.version.validFrom, validTo: p.version.validTo },
    concepts: (parts.claims.get(p.id) ?? []).map((claim) => presentClaim(claim, view)),
    penalties: (parts.penalties.get(p.id) ?? []).map((penalty) => presentPenalty(penalty, view)),
    safeguards: p.safeguards.map((s) => presentSafeguard(s, p.legislationId, parts.places.get(p.id) ?? [], view)),
    note: presentWords(p.note, view),
    checked: p.checked as 'seen' | 'recalled',
    needsVerification: needsVerification(p),
    source: presentSource(p.source),
    textChangedAt: p.version.textChangedAt.toISOString(),
    href: provisionHref(p.legislationId, p.eId)
  }
}

/** The heading in the language of the answer where our editors gave one, else the law's own. */
export function presentHeading (p: Provision, view: View) {
  const own = p.heading === null ? null : { text: p.heading, language: p.version.language, kind: p.version.textKind as never }
  const ours = p.headings?.[view.language]
  if (own && (own.language === view.language || !ours)) return own
  return ours ? { text: ours, language: view.language as string, kind: 'editorial' as const } : presentWords(p.headings, view)
}

function presentSafeguard (s: SafeguardRecord, ownLaw: string, places: LinkedProvision[], view: View) {
  const place = places.find((p) => p.eId === s.eId && (s.law === null ? p.legislationId === ownLaw : p.akn === s.law))
  return { concept: presentConceptRef(s.concept, view), provision: place ? presentProvisionLink(place, view) : null, note: presentWords(s.note, view) }
}

function presentPenalty (row: PenaltyRow, view: View) {
  const imprisonment = row.imprisonmentMonthsMin !== null || row.imprisonmentMonthsMax !== null || row.life
  return {
    appliesTo: row.appliesTo as never,
    paragraph: row.paragraph,
    circumstance: presentWords(row.circumstance, view),
    imprisonment: imprisonment ? { minMonths: row.imprisonmentMonthsMin, maxMonths: row.imprisonmentMonthsMax, life: row.life } : null,
    fine: row.fineUnit === null ? null : { min: row.fineMin, max: row.fineMax, unit: row.fineUnit },
    combination: row.combination as never,
    other: presentWords(row.other, view)
  }
}
