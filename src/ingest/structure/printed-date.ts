import type { WarningCode } from '../../model/parsed.js'
import { asciiDigits } from './numeral.js'

type ReadDate = { date: string | null, fault: Extract<WarningCode, 'hijri_date' | 'date_unread'> | null }

/**
 * A date as printed, in digits of any script: `2016-04-22`, `4 / 9 / ٢٠٢٣م`, `2016年11月7日`, `17 de mayo de 2018`. A Hijri
 * date is never taken for a Gregorian one: unless the Gregorian stands beside it, there is no date but the fault `hijri_date`.
 */
export function readDate (printed: string): ReadDate {
  const text = asciiDigits(printed).replace(/[\u200E\u200F\u202A-\u202E]/g, '')
  const date = [...inDigits(text), ...inWords(text)].map(({ year, month, day }) => isoDate(year, month, day)).find((found) => found !== null) ?? null
  if (date !== null) return { date, fault: null }
  return { date: null, fault: /هـ|ه\b|\b1[345]\d\d\b/.test(text) ? 'hijri_date' : 'date_unread' }
}

const headLines = 40

/**
 * The dates that a law prints about itself, where there is one usual form for it: Chinese (adopted on, in force from) and
 * German (date of the act). The first of several adoptions is the law's own, later ones are amendments.
 */
export function lawDates (lines: string[]): { enactedOn: string | null, inForceFrom: string | null } {
  const found = (some: string[], pattern: RegExp) => some.map((line) => pattern.exec(line)?.[1]).find(Boolean)
  const day = (printed: string | undefined) => printed === undefined ? null : readDate(printed).date
  const enacted = found(lines.slice(0, headLines), /^(\d{4}年\d{1,2}月\d{1,2}日).{0,200}(?:通过|批准|公布|发布)/) ??
    found(lines.slice(0, headLines), /^Ausfertigungsdatum:? (\d{4}-\d\d-\d\d)/)
  const inForce = found(lines, /本(?:法|条例|办法|规定|解释|修正案|决定|细则)自(\d{4}年\d{1,2}月\d{1,2}日)起(?:施行|实施)/) ??
    found(lines.slice(0, headLines), /^(\d{4}年\d{1,2}月\d{1,2}日)\s?起?施行$/)
  return { enactedOn: day(enacted), inForceFrom: day(inForce) }
}

type Parts = { year: number, month: number, day: number }

/** Gregorian years only: a year below 1600 is of another calendar. */
function * inDigits (text: string): Generator<Parts> {
  for (const [, year, month, day] of text.matchAll(/(?<!\d)((?:1[6-9]|20)\d\d)\s?[-/.年]\s?(\d{1,2})\s?[-/.月]\s?(\d{1,2})(?!\d)/g)) {
    yield { year: Number(year), month: Number(month), day: Number(day) }
  }
  for (const [, day, month, year] of text.matchAll(/(?<!\d)(\d{1,2})\s?[-/.]\s?(\d{1,2})\s?[-/.]\s?((?:1[6-9]|20)\d\d)(?!\d)/g)) {
    yield { year: Number(year), month: Number(month), day: Number(day) }
  }
}

const months = [
  'january|janvier|enero|januar|janeiro|января|يناير|كانون الثاني|januari', 'february|février|febrero|februar|fevereiro|февраля|فبراير|شباط|februari',
  'march|mars|marzo|märz|março|марта|مارس|آذار|machi', 'april|avril|abril|апреля|أبريل|ابريل|نيسان|aprili', 'may|mai|mayo|maio|мая|مايو|أيار|mei',
  'june|juin|junio|juni|junho|июня|يونيو|يونيه|حزيران', 'july|juillet|julio|juli|julho|июля|يوليو|يوليه|تموز|julai', 'august|août|agosto|августа|أغسطس|آب|agosti',
  'september|septembre|septiembre|setembro|сентября|سبتمبر|أيلول|septemba', 'october|octobre|octubre|oktober|outubro|октября|أكتوبر|تشرين الأول|oktoba',
  'november|novembre|noviembre|novembro|ноября|نوفمبر|تشرين الثاني|novemba', 'december|décembre|diciembre|dezember|dezembro|декабря|ديسمبر|كانون الأول|desemba'
]
/** All names of months, as a pattern. */
export const monthNames = months.join('|')

const monthPattern = months.map((names) => `(${names})`).join('|')
const dayFirst = new RegExp(`(?<!\\d)(\\d{1,2})(?:st|nd|rd|th|er|º|°|\\.)? (?:de |of |من )?(?:${monthPattern}),? (?:de |del |سنة |عام )?((?:1[6-9]|20)\\d\\d)`, 'giu')
const monthFirst = new RegExp(`(?<!\\p{L})(?:${monthPattern}) (\\d{1,2})(?:st|nd|rd|th)?,? ((?:1[6-9]|20)\\d\\d)`, 'giu')

function * inWords (text: string): Generator<Parts> {
  for (const [, day, ...rest] of text.matchAll(dayFirst)) {
    yield { year: Number(rest[months.length]), month: rest.findIndex((name) => name !== undefined) + 1, day: Number(day) }
  }
  for (const [, ...parts] of text.matchAll(monthFirst)) {
    yield { year: Number(parts[months.length + 1]), month: parts.findIndex((name) => name !== undefined) + 1, day: Number(parts[months.length]) }
  }
}

function isoDate (year: number, month: number, day: number): string | null {
  const text = `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`
  const time = new Date(`${text}T00:00:00Z`)
  return !Number.isNaN(time.getTime()) && time.toISOString().startsWith(text) ? text : null
}
