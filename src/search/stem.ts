import { stemmer as bulgarian } from '@orama/stemmers/bulgarian'
import { stemmer as danish } from '@orama/stemmers/danish'
import { stemmer as dutch } from '@orama/stemmers/dutch'
import { stemmer as english } from '@orama/stemmers/english'
import { stemmer as finnish } from '@orama/stemmers/finnish'
import { stemmer as french } from '@orama/stemmers/french'
import { stemmer as german } from '@orama/stemmers/german'
import { stemmer as greek } from '@orama/stemmers/greek'
import { stemmer as hindi } from '@orama/stemmers/indian'
import { stemmer as hungarian } from '@orama/stemmers/hungarian'
import { stemmer as armenian } from '@orama/stemmers/armenian'
import { stemmer as indonesian } from '@orama/stemmers/indonesian'
import { stemmer as irish } from '@orama/stemmers/irish'
import { stemmer as italian } from '@orama/stemmers/italian'
import { stemmer as lithuanian } from '@orama/stemmers/lithuanian'
import { stemmer as nepali } from '@orama/stemmers/nepali'
import { stemmer as norwegian } from '@orama/stemmers/norwegian'
import { stemmer as portuguese } from '@orama/stemmers/portuguese'
import { stemmer as romanian } from '@orama/stemmers/romanian'
import { stemmer as russian } from '@orama/stemmers/russian'
import { stemmer as serbian } from '@orama/stemmers/serbian'
import { stemmer as spanish } from '@orama/stemmers/spanish'
import { stemmer as swedish } from '@orama/stemmers/swedish'
import { stemmer as tamil } from '@orama/stemmers/tamil'
import { stemmer as turkish } from '@orama/stemmers/turkish'
import { stemmer as ukrainian } from '@orama/stemmers/ukrainian'

type Stemmer = (word: string) => string

/** Stemmers by language (BCP 47): Snowball's, and our own where it leaves much apart. Without one words stay as they are. */
const stemmers = new Map<string, Stemmer>(Object.entries({
  ar: lightArabic, bg: bulgarian, da: danish, de: german, el: greek, en: english, es: unaccentedSpanish, fi: finnish, fr: unaccentedFrench, ga: irish,
  hi: hindi, hu: hungarian, hy: armenian, id: indonesian, it: italian, lt: lithuanian, ms: indonesian, nb: norwegian, ne: nepali, nl: dutch, nn: norwegian,
  no: norwegian, pt: unaccentedPortuguese, ro: romanian, ru: russianWithoutDots, sr: serbian, sv: swedish, ta: tamil, tr: turkish, uk: steadyUkrainian
}))

/** What is longer is no word of a language, and takes some stemmers long. */
const stemmedLengthMax = 64

const stemmerOf = (language: string): Stemmer | undefined => stemmers.get(language) ?? stemmers.get(language.split('-')[0]!)

/** The stem of a lower-case word without accents in a language; the word itself where the language has no stemmer. */
export function stemOf (word: string, language: string): string {
  const stemmer = stemmerOf(language)
  return stemmer && word.length <= stemmedLengthMax ? stemmer(word) : word
}

export const hasStemmer = (language: string): boolean => stemmerOf(language) !== undefined

// Accents often are not typed, so words come without them; where the stemmers know an ending only with its accent, it is given back.

function unaccentedSpanish (word: string): string {
  return spanish(word.replace(/ciones$/, 'cion').replace(/cion$/, 'ción'))
}

function unaccentedPortuguese (word: string): string {
  return portuguese(word.replace(/(?<=..)oes$/, 'ao').replace(/(?<=...)ais$/, 'al').replace(/cao$/, 'ção'))
}

/** Participles are met in both genders, condamné, condamnée; but data, données, are not what is given. */
function unaccentedFrench (word: string): string {
  return french(word.replace(/(?<=...)(?<!^donn)ee(s?)$/, 'e$1'))
}

function russianWithoutDots (word: string): string {
  return russian(word.replaceAll('ё', 'е'))
}

/** The stemmer remembers, by mistake, where it last met an ending (its pattern is global and keeps its place); a word without one makes it forget. */
function steadyUkrainian (word: string): string {
  ukrainian('аба')
  return ukrainian(word).replace(/(?<=...)[іиїй]$/, '')
}

/** Endings that do not count for whether what follows a clitic is long enough to be a word. */
const ending = /(?:ات(?:ه(?:ا|ما?)?)?|ت?ه(?:ا|ما?)?|يه?)$/

/**
 * Arabic by light stemming, as Larkey's light10 has it: the article and clitics before a word, endings after it. Clitics that
 * are one letter may belong to the word: they are taken off wherever enough is left, so that all forms of it lose them alike.
 */
function lightArabic (word: string): string {
  let stem = word.replace(/^(?:[وف]?[بك]?[اٱ]ل(?!له$)(?=..)|[وف]?لل(?=...))/, '').replace(/[ٱأإآ]/g, 'ا').replace(/ى/g, 'ي').replace(/ة/g, 'ه')
  for (let clitic = cliticOf(stem); clitic > 0; clitic = cliticOf(stem)) stem = stem.slice(clitic)
  return stem
    .replace(/(?:(?<=...)(?<!ا)ت)?(?:(?<=..)ها|(?<=....)هما?)$/, '')
    .replace(/(?:(?<=..)اته?|(?<=....)(?:ان|ون|ين))$/, '')
    .replace(/(?<=...)يه$|(?<=....)يا$/, '')
    .replace(/(?<=..)ه$/, '')
    .replace(/(?<=...)ي$/, '')
}

function cliticOf (stem: string): number {
  const [, clitic] = /^(و|[بل]|ال)/.exec(stem) ?? []
  if (clitic === undefined) return 0
  const left = stem.slice(clitic.length).replace(ending, '').length
  return left >= (clitic === 'و' ? 3 : 4) ? clitic.length : 0
}
