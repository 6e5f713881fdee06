import { aknAlias, isoDate } from '../../model/common.js'
import { parsedFacts, type ParsedFacts } from '../../model/parsed.js'
import { lineRules } from './element.js'
import { oneLine } from '../xml/lines.js'
import { childAt, childrenOf, descendants, type XmlElement } from '../xml/xml.js'

type Level = 'FRBRWork' | 'FRBRExpression' | 'FRBRManifestation'

/** What an Akoma Ntoso document says of itself. The names of persons are never taken. */
export function factsOf (document: XmlElement): ParsedFacts {
  const of = identification(document)
  const uri = of('FRBRWork', 'FRBRuri').map(valueOf).find(Boolean) ?? ''
  const judgment = document.name === 'judgment'
  const workDate = dateOf(of('FRBRWork', 'FRBRdate'))
  const year = yearOf(of('FRBRWork', 'FRBRdate'))
  const number = valueOf(of('FRBRWork', 'FRBRnumber')[0]) || null
  const { title, shortTitle } = titlesOf(document, of, judgment)
  return {
    ...parsedFacts.parse({}), title, shortTitle, number, year,
    country: countryOf(uri, valueOf(of('FRBRWork', 'FRBRcountry')[0])),
    kind: judgment ? null : legislationKind(document, uri, valueOf(of('FRBRWork', 'FRBRsubtype')[0])),
    akn: aliasOf(uri),
    textKind: translationKind(of('FRBRExpression', 'FRBRtranslation')[0]),
    enactedOn: isLaw(document) ? workDate : null,
    inForceFrom: inForceFrom(document),
    ...validity(document, of, workDate),
    ...(judgment ? { decidedOn: decidedOn(of), court: courtOf(document, of), citation: citationOf(document) } : {}),
    sourceUrl: urlOf(of),
    publisher: organisation(document, of('FRBRManifestation', 'FRBRauthor')) ?? (childAt(document, 'meta', 'publication')?.attributes.showAs?.trim() || null)
  }
}

/** The language that a document says it is in, as BCP 47; null where it says none that exists. */
export function declaredLanguage (document: XmlElement): string | null {
  const code = identification(document)('FRBRExpression', 'FRBRlanguage')[0]?.attributes.language ?? document.attributes.lang ?? ''
  if (!/^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/.test(code)) return null
  const [tag] = Intl.getCanonicalLocales(code)
  return tag && languageNames.of(tag) ? tag : null
}

const languageNames = new Intl.DisplayNames('en', { type: 'language', fallback: 'none' })

type Identification = (level: Level, name: string) => XmlElement[]

const identification = (document: XmlElement): Identification => (level, name) => {
  const at = childAt(document, 'meta', 'identification', level)
  return at ? childrenOf(at, name) : []
}
const valueOf = (element: XmlElement | undefined) => (element?.attributes.value ?? '').trim()
const isLaw = ({ name }: XmlElement) => name === 'act' || name === 'portion'

/** Dates stand with or without a time and a zone; a year alone is none. */
const dayOf = (text: string | undefined): string | null => isoDate.safeParse(text?.slice(0, 10)).data ?? null
const dateOf = (dates: XmlElement[]) => dates.map((d) => dayOf(d.attributes.date)).find(Boolean) ?? null
const yearOf = (dates: XmlElement[]) => {
  const year = Number(/^[12]\d{3}(?=-|$)/.exec(dates[0]?.attributes.date ?? '')?.[0])
  return year || null
}

/** Country, type, year and number; with more than these (a subtype, an authority) the number alone would name another law. */
const workUri = /^(?:\/akn)?\/([a-z]{2})\/([a-z][a-z-]*)\/(\d{4})(?:-\d\d-\d\d)?\/([^/]+)(?:\/main)?\/?$/
const britishUri = /^https?:\/\/www\.legislation\.gov\.uk\/(?:id\/)?([a-z]+)\/(\d{4})\/(\d+)(?:\/|$)/

/** The address says more surely than the code beside it, which is made up in some files. */
const countryOf = (uri: string, code: string): string | null =>
  /^(?:\/akn)?\/([a-z]{2})(?:-[^/]{1,20})?\//.exec(uri)?.[1] ?? (/^[a-z]{2}(?=-|$)/i.exec(code)?.[0].toLowerCase() || null)

function aliasOf (uri: string): string | null {
  const british = britishUri.exec(uri)
  const [country, type, year, number] = british ? ['gb', ...british.slice(1)] : (workUri.exec(uri) ?? []).slice(1)
  return aknAlias.safeParse(`${country}/${type}/${year}/${number?.toLowerCase()}`).data ?? null
}

const kinds: [RegExp, NonNullable<ParsedFacts['kind']>][] = [
  [/constitution/i, 'constitution'], [/bill|ddl/i, 'bill'], [/code/i, 'code'], [/decree/i, 'decree'], [/ordinance|by-?law/i, 'ordinance'],
  [/regulation|statutory-?instrument|legal-?notice|^(ln|gn|si|sro)$/i, 'regulation'], [/resolution/i, 'resolution'], [/policy/i, 'policy'],
  [/act|law/i, 'act']
]

function legislationKind (document: XmlElement, uri: string, subtype: string): ParsedFacts['kind'] {
  if (document.name === 'bill') return 'bill'
  if (!isLaw(document)) return null
  const said = [subtype, document.attributes.name ?? '', /^(?:\/akn)?\/[a-z]{2}[^/]{0,20}\/([^/]{1,40})/.exec(uri)?.[1] ?? '']
  return said.map((word) => kinds.find(([pattern]) => pattern.test(word))?.[1]).find(Boolean) ?? null
}

function titlesOf (document: XmlElement, of: Identification, judgment: boolean): Pick<ParsedFacts, 'title' | 'shortTitle'> {
  const alias = of('FRBRWork', 'FRBRalias').find((a) => /title/i.test(a.attributes.name ?? ''))
  const short = printed(document, 'shortTitle')
  const inFront = childrenOf(document, 'coverPage', 'preface', 'header').flatMap((front) => [...descendants(front)])
  const shortInFront = inFront.some(({ name }) => name === 'shortTitle') ? short : null
  const long = printed(document, 'docTitle') ?? (isLaw(document) || document.name === 'bill' ? printed(document, 'longTitle') : null)
  const title = (judgment ? valueOf(of('FRBRWork', 'FRBRname')[0]) : valueOf(alias) || shortInFront) || long || short
  return { title, shortTitle: short && short !== title ? short : null }
}

function printed (document: XmlElement, name: string): string | null {
  for (const element of descendants(document, new Set(['meta', 'quotedStructure', 'attachments', 'components']))) {
    if (element.name === name) return oneLine(element.children, lineRules()) || null
  }
  return null
}

/** A version of a law begins to apply on its date; the wording as enacted has the date of the law itself, which says nothing of that. */
function validity (document: XmlElement, of: Identification, workDate: string | null): Partial<ParsedFacts> {
  if (!isLaw(document)) return {}
  const named = of('FRBRExpression', 'FRBRdate').find((d) => /^valid-?from$/i.test(d.attributes.name ?? ''))
  const uri = of('FRBRExpression', 'FRBRuri').map(valueOf).find(Boolean) ?? ''
  const versionDate = dayOf(named?.attributes.date) ?? dayOf(/@(\d{4}-\d\d-\d\d)/.exec(uri)?.[1])
  return { validFrom: versionDate === workDate ? null : versionDate }
}

/** The day that the file's own life cycle names as the one of entry into force. */
function inForceFrom (document: XmlElement): string | null {
  if (!isLaw(document)) return null
  const events = childrenOf(childAt(document, 'meta', 'lifecycle') ?? document, 'eventRef')
  return dayOf(events.find((e) => /(enter|entry)-?in(to)?-?force|^#?in-?force|commence/i.test(e.attributes.refersTo ?? ''))?.attributes.date)
}

const translationKind = (translation: XmlElement | undefined): ParsedFacts['textKind'] =>
  translation ? translation.attributes.authoritative === 'true' ? 'official_translation' : 'unofficial_translation' : null

function decidedOn (of: Identification): string | null {
  const dates = [...of('FRBRWork', 'FRBRdate'), ...of('FRBRExpression', 'FRBRdate')]
  const named = (pattern: RegExp) => dates.filter((d) => pattern.test(d.attributes.name ?? ''))
  return dateOf(named(/judge?ment|deliver|decision|handed|pronounce/i)) ?? dateOf(dates.filter((d) => !named(/hear/i).includes(d)))
}

function courtOf (document: XmlElement, of: Identification): string | null {
  const named = organisation(document, of('FRBRWork', 'FRBRauthor')) ?? printed(document, 'courtType')
  return named ?? proprietary(document, 'court')
}

const citationOf = (document: XmlElement) => printed(document, 'neutralCitation') ?? proprietary(document, 'cite')

const proprietary = (document: XmlElement, name: string): string | null => {
  const element = [...descendants(childAt(document, 'meta', 'proprietary') ?? childAt(document, 'meta') ?? document)].find((e) => e.name === name)
  return element ? oneLine(element.children, lineRules()) || null : null
}

/** The organisation that an author is, by the file's own list; a person is never told. */
function organisation (document: XmlElement, authors: XmlElement[]): string | null {
  const references = [...descendants(childAt(document, 'meta') ?? document)].filter(({ name }) => name === 'TLCOrganization')
  const ids = authors.map((a) => a.attributes.href?.replace(/^#/, '')).filter(Boolean)
  return references.find((r) => ids.includes(r.attributes.eId ?? r.attributes.id))?.attributes.showAs?.trim() || null
}

const urlOf = (of: Identification): string | null =>
  [...of('FRBRExpression', 'FRBRuri'), ...of('FRBRWork', 'FRBRuri')].map(valueOf).find((uri) => /^https?:\/\/[^\s]+$/.test(uri) && URL.canParse(uri)) ?? null
