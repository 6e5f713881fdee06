import { franc } from 'franc'
import type { ParsedDocument, Warning } from '../../model/parsed.js'

type Language = ParsedDocument['language']

/** The languages that laws are expected in, by franc's codes; a text in another is only taken for it where it is long. */
const expected = ['arb', 'eng', 'spa', 'fra', 'rus', 'deu', 'por', 'swh', 'ita', 'nld', 'ind', 'tur', 'pes', 'ukr', 'pol', 'ron', 'hin', 'vie']

/** Where a script is written by one of the languages only, or nearly so. */
const byScript: [RegExp, string][] = [
  [/[\p{Script=Hiragana}\p{Script=Katakana}]/gu, 'ja'], [/\p{Script=Hangul}/gu, 'ko'], [/\p{Script=Han}/gu, 'zh'],
  [/\p{Script=Georgian}/gu, 'ka'], [/\p{Script=Myanmar}/gu, 'my']
]
const charactersMax = 20_000
const lettersForCertainty = 400

/**
 * The language of a text and how sure it is (0 to 1; short texts are never sure); null where it has no letters.
 * `declared` is what the file says of itself: it is told beside, and decides only where the text is too short to tell.
 */
export function detectLanguage (text: string, declared: string | null = null): Language {
  const sample = text.length > charactersMax ? text.slice(0, charactersMax / 2) + text.slice(text.length / 2, (text.length + charactersMax) / 2) : text
  const letters = sample.match(/\p{L}/gu)?.length ?? 0
  const named = declared?.replace('_', '-').replace(/^[A-Za-z]{2,3}(?=-|$)/, (l) => l.toLowerCase()) ?? null
  const valid = named && /^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/.test(named) ? named : null
  if (letters === 0) return valid ? { code: valid, confidence: 0.1, declared: valid } : null
  const share = Math.min(1, letters / lettersForCertainty)
  const found = fromScript(sample, letters) ?? fromWords(sample, share)
  if (!found) return valid ? { code: valid, confidence: 0.3, declared: valid } : null
  if (valid && letters < 60 && !sameLanguage(found.code, valid)) return { code: valid, confidence: 0.3, declared: valid }
  return { code: found.code, confidence: Math.round(found.certainty * (0.3 + 0.7 * share) * 100) / 100, declared: valid }
}

/** What a reader should know of the language: that it is not sure, or not what the file says. */
export function languageWarnings (language: Language): Warning[] {
  if (!language) return [{ code: 'language_uncertain', at: null, count: 1, detail: null }]
  const { code, confidence, declared } = language
  if (declared && confidence >= 0.5 && !sameLanguage(code, declared)) return [{ code: 'language_mismatch', at: null, count: 1, detail: declared }]
  return confidence < 0.5 ? [{ code: 'language_uncertain', at: null, count: 1, detail: code }] : []
}

/** Whether two tags name the same language, whatever their script or country. */
export const sameLanguage = (a: string, b: string): boolean => a.split('-')[0] === b.split('-')[0]

function fromScript (text: string, letters: number): { code: string, certainty: number } | null {
  for (const [script, code] of byScript) {
    const share = (text.match(script)?.length ?? 0) / letters
    if (share > (code === 'ja' ? 0.1 : 0.4)) return { code, certainty: Math.min(1, 0.6 + share / 2) }
  }
  const arabic = text.match(/\p{Script=Arabic}/gu)?.length ?? 0
  if (arabic / letters < 0.4) return null
  const persian = text.match(/[پچژگکی]/g)?.length ?? 0
  const arabicOnly = text.match(/[ةيىكأإ]/g)?.length ?? 0
  return { code: persian > arabicOnly ? 'fa' : 'ar', certainty: Math.min(1, 0.5 + Math.abs(persian - arabicOnly) / (persian + arabicOnly + 1) / 2) }
}

function fromWords (text: string, share: number): { code: string, certainty: number } | null {
  const likely = franc(text, { only: expected, minLength: 10 })
  if (likely === 'und') return null
  const any = franc(text, { minLength: 10 })
  if (any === likely) return { code: shortTag(likely), certainty: 0.95 }
  return share === 1 && any !== 'und' ? { code: shortTag(any), certainty: 0.6 } : { code: shortTag(likely), certainty: 0.5 }
}

/** BCP 47 for a code of ISO 639-3: `deu` → `de`. */
const shortTag = (code: string): string => Intl.getCanonicalLocales(code)[0]!.split('-')[0]!
