import { aknAlias, isoDate } from '../../model/common.js'
import { parsedFacts, type ParsedFacts, type Warning } from '../../model/parsed.js'
import { readDate } from '../structure/printed-date.js'

/** The keys by which the known shapes say something of the law; others are not facts of ours. */
export type Said = Partial<Record<
  'id' | '_id' | '_source' | 'type' | 'title' | 'title_en' | 'short_name' | 'act_number' | 'year' | 'url' | 'status' | 'issued_date' | 'in_force_date' |
  'signing_date' | 'date' | 'language' | 'license', unknown
>>

type Facts = { facts: ParsedFacts, language: string | null, warnings: Warning[] }

/** What a law's JSON says of it; a date that is none, or of which the file does not say what it is, becomes a warning. */
export function factsOf (said: Said): Facts {
  const url = readUrl(said.url)
  const work = url ? workOf(url.pathname) : {}
  const title = words(said.title)
  const short = shortTitle(words(said.short_name), [title, words(said.title_en)])
  const named = numberOf(short ?? title ?? '')
  const warnings: Warning[] = []
  const date = (name: 'issued_date' | 'in_force_date' | 'signing_date') => dateOf(name, said[name], warnings)
  const amended = said.status === 'amended'
  const enactedOn = date('issued_date') ?? date('signing_date')
  const inForce = date('in_force_date')
  // Files fill in the day of issue where they do not know the other; and of `date` nobody can say what it is the date of.
  const doubtful = inForce !== null && inForce === enactedOn
  if (doubtful) warnings.push(unread(`in_force_date ${inForce}`))
  if (typeof said.date === 'string' && !said.signing_date) warnings.push(unread(`date ${said.date}`))
  const year = work.year ?? whole(said.year) ?? named.year ?? null
  const language = words(said.language) ?? work.language ?? null
  const facts = parsedFacts.parse({
    title, shortTitle: short, year, otherTitles: otherTitles(words(said.title_en), title),
    country: work.country ?? countryOf(said, url), kind: work.kind ?? kindOf(said, title),
    number: work.number ?? (whole(said.act_number) === null ? named.number : String(said.act_number)), akn: work.akn ?? null,
    enactedOn,
    // Of a law that was amended, files tell the day from which this wording applies.
    inForceFrom: amended || doubtful ? null : inForce, validFrom: work.validFrom ?? (amended ? inForce : null),
    sourceUrl: url?.href ?? null, licence: /not specified|unknown/i.test(String(said.license)) ? null : words(said.license)
  })
  return { facts, language, warnings }
}

const words = (value: unknown): string | null => typeof value === 'string' && value.trim() !== '' ? value.trim() : null
const whole = (value: unknown): number | null => typeof value === 'number' && Number.isInteger(value) && value > 0 ? value : null
const unread = (detail: string, code: Warning['code'] = 'date_unread'): Warning => ({ code, at: null, count: 1, detail: detail.slice(0, 100) })

/** The day of a field, or null; what is there and is none is told: of the Islamic calendar, or not understood. */
function dateOf (name: string, value: unknown, warnings: Warning[]): string | null {
  const text = words(value)
  if (text === null) return null
  const { date, fault } = readDate(text)
  if (fault) warnings.push(unread(`${name} ${text}`, fault))
  return date
}

function readUrl (value: unknown): URL | null {
  const url = typeof value === 'string' && URL.canParse(value) ? new URL(value) : null
  return url && /^https?:$/.test(url.protocol) ? url : null
}

const languages: Record<string, string> = { ara: 'ar', eng: 'en', fra: 'fr', por: 'pt', spa: 'es', swa: 'sw', rus: 'ru', zho: 'zh' }
type Work = { country?: string, kind?: ParsedFacts['kind'], year?: number, number?: string, akn?: string, language?: string, validFrom?: string | null }

const aknPath = new RegExp(String.raw`/akn/(?<akn>(?<country>[a-z]{2})/(?<subtype>[a-z][a-z-]*)/(?<year>\d{4})/(?<number>[A-Za-z0-9-]+))` +
  String.raw`(?:/(?<language>[a-z]{3})(?:@(?<date>\d{4}-\d{2}-\d{2}))?)?/?$`)

/** What an Akoma Ntoso path says: /akn/ke/act/2018/5/eng@2021-03-24. */
function workOf (path: string): Work {
  const found = aknPath.exec(path)?.groups
  if (!found) return {}
  const { akn, country, subtype, year, number, language, date } = found
  const alias = aknAlias.safeParse(akn!.toLowerCase())
  return {
    country, year: Number(year), number, akn: alias.data, kind: subtype === 'act' || subtype === 'bill' ? subtype : null,
    language: language && languages[language], validFrom: isoDate.safeParse(date).data ?? null
  }
}

/** The country in the file's own names, or that of a government's address. */
function countryOf (said: Said, url: URL | null): string | null {
  const source = /^([A-Z]{2})\//.exec(String(said._source))?.[1]
  if (source) return source.toLowerCase()
  const domain = /\.([a-z]{2})$/.exec(url?.hostname ?? '')?.[1]
  const prefix = /^([a-z]{2})-/.exec(String(said.id))?.[1]
  const official = /\.(?:gov|gob|gouv|go|gub)\.[a-z]{2}$/.test(url?.hostname ?? '')
  return domain && (official || prefix === domain) ? domain : null
}

const kinds: [RegExp, NonNullable<ParsedFacts['kind']>][] = [
  [/\((?:draft|bill)\)|^(?:draft|bill)\b/i, 'bill'], [/^(?:resoluci[óo]n|resolution)\b/i, 'resolution'],
  [/^(?:decreto|decree|décret)\b|^مرسوم/i, 'decree'], [/^(?:ley|law|loi|lei)\b|\bact\b/i, 'act'], [/code$|^código|кодекс/i, 'code']
]

function kindOf (said: Said, title: string | null): ParsedFacts['kind'] {
  if (said.type === 'act' || said.type === 'bill') return said.type
  const names = [title, words(said.short_name)].filter((name) => name !== null)
  return names.map((name) => kinds.find(([pattern]) => pattern.test(name))?.[1]).find((kind) => kind) ?? null
}

/** A short title that is cut off, that says the title over again, or whose year is nought, is none. */
const shortTitle = (short: string | null, titles: (string | null)[]): string | null =>
  short === null || /(?:\.\.\.|…|\/0)$/.test(short) || titles.some((title) => title !== null && short.startsWith(title)) ? null : short

const otherTitles = (english: string | null, title: string | null) =>
  english === null || english === title || /\bof 0$/.test(english) ? [] : [{ text: english, language: 'en' }]

/** `Ley 1581 de 2012`, `Ley 21.459`, `N° 30913`, `34/2021`. */
function numberOf (name: string): { number: string | null, year: number | null } {
  const found = /(?:^Ley(?: N[°º])?|^N[°º]) (\d[\d.]*)(?: de (\d{4}))?$/.exec(name) ?? / (\d{1,6})\/(\d{4})$/.exec(name)
  return { number: found?.[1]?.replaceAll('.', '') ?? null, year: found?.[2] ? Number(found[2]) : null }
}
