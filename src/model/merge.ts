import type { LegislationRecord, VersionRecord } from './legislation.js'

/**
 * The law as it will be when the draft is published: its own fields are the draft's; each of the draft's versions takes
 * the place of the one with the same language, kind of text and first day, or is put between the others, whose spans of
 * time end where the new one begins. Versions that the draft does not name stay.
 */
export function mergeLaw (published: LegislationRecord | null, draft: LegislationRecord): LegislationRecord {
  const versions = draft.versions.reduce(withVersion, published?.versions ?? [])
  return { ...draft, id: published?.id ?? draft.id, versions }
}

function withVersion (versions: VersionRecord[], version: VersionRecord): VersionRecord[] {
  const others = versions.filter((v) => !isSameSpot(v, version))
  const later = others.filter((v) => isSameText(v, version) && day(v) > day(version)).sort((a, b) => day(a) < day(b) ? -1 : 1)
  const replaced = versions.find((v) => isSameSpot(v, version))
  const end = [version.validTo ?? replaced?.validTo ?? null, later[0]?.validFrom ?? null].filter((d) => d !== null).sort()[0] ?? null
  const closed = others.map((v) => {
    const meets = isSameText(v, version) && day(v) < day(version) && (v.validTo === null || v.validTo > day(version))
    return meets ? { ...v, validTo: version.validFrom } : v
  })
  return [...closed, { ...version, validTo: end }].sort(inOrder)
}

/** The published version that a new one is to be compared with: the one in its place, else the last before it, else the next. */
export function versionBefore (versions: VersionRecord[], version: VersionRecord): VersionRecord | undefined {
  const same = versions.filter((v) => isSameText(v, version)).sort(inOrder)
  return same.find((v) => isSameSpot(v, version)) ?? same.findLast((v) => day(v) < day(version)) ?? same[0]
}

type Spot = { language: string, textKind: string, validFrom?: string | null }

/** What a version is named by in its law: language, kind of text, first day. */
export const spotOf = ({ language, textKind, validFrom }: Spot): string => `${language} ${textKind} ${validFrom ?? null}`

/** Whether two versions are the same text on different days. */
export const isSameText = (a: Spot, b: Spot): boolean => a.language === b.language && a.textKind === b.textKind
const isSameSpot = (a: Spot, b: Spot) => spotOf(a) === spotOf(b)

/** A version without a first day has always been valid. */
const day = (v: VersionRecord) => v.validFrom ?? ''

const key = (v: VersionRecord) => `${v.language} ${v.textKind} ${day(v)}`
const inOrder = (a: VersionRecord, b: VersionRecord) => key(a) < key(b) ? -1 : key(a) > key(b) ? 1 : 0
