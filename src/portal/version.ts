import { readAll } from './all.js'
import { date, languageName, read, type Shape, type View } from './view.js'
import { legislation as texts } from './text/legislation.js'

export type Law = Shape['Legislation']
export type LawVersion = Shape['VersionSummary']
export type Provision = Shape['Provision']

/** How a version is named in addresses: language and first day, as people cite it; the id where that names two. */
export function keyOf (law: Law, version: LawVersion): string {
  const key = `${version.language}${version.validFrom ? `@${version.validFrom}` : ''}`
  return law.versions.filter((v) => v.language === version.language && v.validFrom === version.validFrom).length === 1 ? key : version.id
}

export const findVersion = (law: Law, key: string | undefined) => law.versions.find((v) => keyOf(law, v) === key)

/** What a version is called on a page. */
export function versionLabel (view: View, version: LawVersion): string {
  const t = texts(view)
  return `${languageName(view, version.language)} · ${version.validFrom ? `${t.from} ${date(view, version.validFrom)}` : t.undated}${version.validTo ? ` ${t.until} ${date(view, version.validTo)}` : ''}`
}

/** The days on which a wording began, the earliest first. */
export const datesOf = (law: Law): string[] => [...new Set(law.versions.flatMap((v) => v.validFrom ?? []))].sort()

/** The version in a language on a day; without a day the current one, the original before translations. */
export function versionOn (law: Law, language: string, asOf: string | undefined): LawVersion | undefined {
  const isValid = (v: LawVersion) => !asOf || (v.validFrom !== null && v.validFrom <= asOf && (!v.validTo || v.validTo > asOf))
  const held = law.versions.filter((v) => v.language === language && isValid(v))
  return [...held].sort((a, b) => Number(b.validTo === null) - Number(a.validTo === null) || Number(b.textKind === 'original') - Number(a.textKind === 'original') ||
    (b.validFrom ?? '').localeCompare(a.validFrom ?? ''))[0]
}

/** The provisions of a version in the order of the law. */
export async function readProvisions (view: View, law: Law, version: LawVersion): Promise<Provision[]> {
  if (law.akn) {
    const [alpha2, subtype, year, number] = law.akn.split('/') as [string, string, string, string]
    const expression = `${version.language}${version.validFrom ? `@${version.validFrom}` : ''}`
    const { data } = await view.api.GET('/v1/akn/{alpha2}/{subtype}/{year}/{number}/{expression}', { params: { path: { alpha2, subtype, year, number, expression } as never } })
    if (data?.version.id === version.id) return data.provisions
  }
  const all = await readAll((paging) => read(view.api.GET('/v1/provisions', { params: { query: { legislation: law.id, language: version.language, ...paging } as never } })))
  const own = all.filter(({ version: v }) => v.textKind === version.textKind && v.validFrom === version.validFrom)
  const { data: toc } = await view.api.GET('/v1/legislation/{id}/toc', { params: { path: { id: law.id }, query: { language: version.language, asOf: version.validFrom ?? undefined } } })
  if (toc?.version.id !== version.id) return own
  const order = new Map(toc.items.map(({ eId }, i) => [eId, i]))
  return own.sort((a, b) => (order.get(a.eId) ?? 0) - (order.get(b.eId) ?? 0))
}
