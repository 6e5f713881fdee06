import { type Classifier, shownFrom, type Suggestion } from '../src/classify/classify.js'
import type { LegislationRecord } from '../src/model/legislation.js'
import { materialLines, materialText } from '../test/support/material.js'

/** A text to classify, and the kinds (topics or concepts) that people gave it; `also`: the topics that the dataset's own annotations give. */
export type Item = {
  at: string, language: string, inView: boolean, heading: string | null, text: string | null, lawTitle: string, truth: Set<string>, also?: Set<string>
}
/** What a concept is counted as; undefined is not counted. */
export type KindOf = (suggested: Pick<Suggestion, 'concept' | 'relation'>) => string | undefined
/** A kind that was suggested for an item, or that people gave it (confidence 0 where it was not suggested). */
export type Pair = { item: Item, kind: string, confidence: number, right: boolean, words: string[] }

/**
 * The topics of the judged queries, as concepts of the vocabulary: the theft of money by computer is judged as fraud. A
 * provision that makes no mention of computers is of no topic.
 */
const topics: Record<string, string[]> = {
  access: ['OFF.CIA.ACC'], interception: ['OFF.CIA.INT'], data_interference: ['OFF.CIA.DAT'], system_interference: ['OFF.CIA.SYS'],
  devices_malware: ['OFF.CIA.DEV'], forgery: ['OFF.REL.FOR'], fraud: ['OFF.REL.FRA', 'OFF.REL.THE'], identity: ['OFF.REL.IDE'], cyberterrorism: ['OFF.CON.TER']
}
export const topicOf: KindOf = ({ concept, relation }) =>
  Object.keys(topics).find((topic) => relation !== 'general_offence' && topics[topic]!.includes(concept))
export const itself: KindOf = ({ concept }) => concept

/**
 * The laws of the judged corpus: whether the dataset annotates every provision of it, and whether the rules were written
 * with it in view. The others were only scored. The French, Russian and Chinese codes were kept back too until the first
 * scoring, and then taken into view: they are the only laws in their languages.
 */
const judgedLaws: Record<string, { akn: string, whole?: boolean, inView?: boolean }> = {
  'KE:CMCA2018': { akn: 'ke/act/2018/5', whole: true, inView: true },
  'AE:FDL34': { akn: 'ae/federal-decree-law/2021/34', whole: true, inView: true },
  'CO:1273': { akn: 'co/ley/2000/599', inView: true },
  'CO:599': { akn: 'co/ley/2000/599', inView: true },
  'DE:StGB': { akn: 'de/code/1871/stgb', inView: true },
  'TZ:CA2015': { akn: 'tz/act/2015/14', whole: true },
  'ZM:CCA2025': { akn: 'zm/act/2025/4', whole: true },
  'SA:M17': { akn: 'sa/nizam/2007/m-17', whole: true },
  'CL:21459': { akn: 'cl/ley/2022/21459', whole: true },
  'FR:CP': { akn: 'fr/code/1992/penal', inView: true },
  'RU:УК': { akn: 'ru/code/1996/63-fz', inView: true },
  'CN:刑法': { akn: 'cn/code/1979/xingfa', inView: true }
}

/** Of the dataset, the laws of these States were in view. */
const statesInView = /^(?!CHL|CHN|FRA)[A-K]/

/** The corpus writes the number before the heading. */
const numbered = /^(第\S+条(之\S+)?|(Article|Artículo|Статья|§) \S+)\s*/u

export const languages = ['ar', 'de', 'en', 'es', 'fr', 'pt', 'ru', 'sw', 'zh']

/** The judged provisions; of laws that are annotated whole, also with the concepts of the dataset. */
export function judgedItems (laws: LegislationRecord[]): { item: Item, concepts: Set<string> | undefined }[] {
  const truths = new Map<string, Set<string>>()
  for (const line of materialText('relevance/cyber-concepts/qrels.tsv').split('\n').filter(Boolean)) {
    const [query, , provision] = line.split('\t') as [string, string, string]
    truths.set(provision, (truths.get(provision) ?? new Set()).add(query.split('.')[0]!))
  }
  type Line = { id: string, country: string, law: string, lang: string, ref: string, title: string, text: string }
  return materialLines<Line>('relevance/cyber-concepts/corpus.jsonl').map(({ id, country, law: name, lang, ref, title, text }) => {
    const { akn, whole, inView = false } = judgedLaws[`${country}:${name}`]!
    const law = laws.find((l) => l.akn === akn)!
    const number = plainNumber(ref)
    const claims = law.versions[0]?.provisions.find((p) => plainNumber(p.number) === number)?.concepts
    const also = new Set(claims?.flatMap(({ code, relation }) => topicOf({ concept: code, relation }) ?? []))
    const heading = title.replace(numbered, '') || null
    const item = { at: id, language: lang, inView, heading, text, lawTitle: law.title.text, truth: truths.get(id) ?? new Set<string>(), also }
    return { item, concepts: whole && claims ? new Set(claims.map(({ code }) => code)) : undefined }
  })
}

/** The corpus writes the points of numbers away. */
function plainNumber (number: string): string {
  return number.replace(/^(s|art)(?=\d)/, '').replaceAll('.', '').toLowerCase()
}

/** The provisions of the dataset, once for each language in which it says something of them. */
export function datasetItems (laws: LegislationRecord[]): Item[] {
  return laws.flatMap((law) => law.versions.flatMap((version) => version.provisions.flatMap((p) => {
    const summary: Record<string, string> = p.summary ?? { [version.language]: '' }
    return Object.entries(summary).filter(([language]) => languages.includes(language)).map(([language, text]) => ({
      at: `${law.jurisdiction} ${p.eId}`, language, inView: statesInView.test(law.jurisdiction), heading: language === version.language ? p.heading : null,
      text: text || null, lawTitle: language === law.title.language ? law.title.text : '', truth: new Set(p.concepts.map(({ code }) => code))
    }))
  })))
}

/** What the classifier says of the items, and what people said. */
export function pairsOf (items: Item[], kindOf: KindOf, classify: Classifier): Pair[] {
  return items.flatMap((item) => {
    const found = new Map<string, Pair>()
    for (const kind of item.truth) found.set(kind, { item, kind, confidence: 0, right: true, words: [] })
    for (const suggested of classify(item)) {
      const { confidence, words } = suggested
      const kind = kindOf(suggested)
      if (kind === undefined || (found.get(kind)?.confidence ?? -1) >= confidence) continue
      found.set(kind, { item, kind, confidence, right: item.truth.has(kind), words })
    }
    return [...found.values()]
  })
}

/** Micro-averaged over the pairs; what is suggested with less confidence does not count. */
export function score (pairs: Pair[], from = shownFrom) {
  const wanted = pairs.filter(({ right }) => right).length
  const shown = pairs.filter(({ confidence }) => confidence >= from)
  const right = shown.filter((pair) => pair.right).length
  const [precision, recall] = [right / shown.length, right / wanted]
  const rounded = (n: number) => Number.isFinite(n) ? Math.round(n * 1000) / 1000 : null
  const F1 = rounded(2 * right / (shown.length + wanted))
  return { pairs: wanted, suggested: shown.length, right, precision: rounded(precision), recall: rounded(recall), F1 }
}
