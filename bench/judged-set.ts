import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { basename, isAbsolute, join, resolve } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { detectLanguage } from '../src/ingest/text/language.js'
import { material } from '../test/support/material.js'

/** A text that can be found; `law` is what it is part of and `number` where it stands in it, as far as the set says. */
export type JudgedDocument = { id: string, title: string, text: string, language: string, law: string, number: string, country: string | null }
export type JudgedQuery = { id: string, query: string, language: string | null }
/** Documents, queries, and of each query the documents that are relevant, with their gains. */
export type JudgedSet = { name: string, documents: JudgedDocument[], queries: JudgedQuery[], judgments: Map<string, Map<string, number>> }

type Files = { name: string, corpus: string[], queries: string, judgments: string, language: string | null }
type Line = Record<string, string | number | null | undefined>

/** The names of the sets of the working material, in the order in which they are measured. */
export function knownSets (): string[] {
  if (!material) return []
  const folder = join(material, 'data', 'relevance')
  return readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isDirectory())
    .flatMap(({ name }) => filesIn(join(folder, name)).map((files) => files.name)).sort()
}

/**
 * Reads judged sets: a folder, the name of one of the working material's (`xquad-r`), or one language of such a folder
 * (`xquad-r/en`). A folder holds `corpus*.jsonl[.gz]`, `queries.jsonl` and `qrels.tsv`, or of each language
 * `<language>.<unit>.jsonl`, `<language>.queries.jsonl` and `<language>.qrels.<unit>.tsv`. Throws when there is none.
 */
export function readJudgedSets (named: string): JudgedSet[] {
  const places = [resolve(named), ...(material && !isAbsolute(named) ? [join(material, 'data', 'relevance', named)] : [])]
  for (const place of places) {
    if (existsSync(place)) return some(filesIn(place), named).map(readSet)
    const folder = join(place, '..')
    if (existsSync(folder)) {
      const found = filesIn(folder).filter(({ language }) => language !== null && language === basename(place))
      if (found.length > 0) return found.map(readSet)
    }
  }
  throw new Error(`There is no judged set ${named}.`)
}

const some = <T>(list: T[], named: string): T[] => {
  if (list.length === 0) throw new Error(`${named} holds no corpus with queries and judgments.`)
  return list
}

function filesIn (folder: string): Files[] {
  const names = readdirSync(folder).sort()
  const name = basename(folder)
  const path = (file: string) => join(folder, file)
  const corpus = names.filter((n) => /^corpus.*\.jsonl(\.gz)?$/.test(n))
  const queries = names.find((n) => /^queries\.jsonl(\.gz)?$/.test(n))
  const judgments = names.find((n) => /^qrels\.(tsv|txt)$/.test(n))
  if (corpus.length > 0 && queries && judgments) return [{ name, corpus: corpus.map(path), queries: path(queries), judgments: path(judgments), language: null }]
  return names.flatMap((file) => {
    const [, language, unit] = /^([a-z]{2,3})\.qrels\.(.+)\.tsv$/.exec(file) ?? []
    const texts = names.find((n) => n.replace(/\.gz$/, '') === `${language}.${unit}.jsonl`)
    const asked = names.find((n) => n.replace(/\.gz$/, '') === `${language}.queries.jsonl`)
    return language && texts && asked
      ? [{ name: `${name}/${language}`, corpus: [path(texts)], queries: path(asked), judgments: path(file), language }]
      : []
  })
}

function readSet ({ name, corpus, queries, judgments, language }: Files): JudgedSet {
  const lines = corpus.flatMap(readLines)
  // Where nobody says which language it is, a sample of the whole tells.
  const likely = language ?? detectLanguage(lines.slice(0, 200).map(textOf).join('\n'))?.code ?? 'und'
  const set: JudgedSet = {
    name,
    documents: lines.map((line) => toDocument(line, likely)),
    queries: readLines(queries).map((line) => ({ id: String(line.id), query: String(line.query ?? line.text), language: word(line.lang) || null })),
    judgments: readJudgments(judgments)
  }
  const held = new Set(set.documents.map(({ id }) => id))
  const astray = [...set.judgments.values()].flatMap((relevant) => [...relevant.keys()]).filter((id) => !held.has(id))
  if (astray.length > 0) throw new Error(`${name}: ${astray.length} judged documents are not in the corpus, such as ${astray[0]}.`)
  return set
}

function toDocument (line: Line, likely: string): JudgedDocument {
  // `name`: the law and, at its end, the article in it.
  const [, law, article] = /^(.+?)(第[\d〇零一二三四五六七八九十百千]+条(?:之[一二三四五六七八九十]+)?)$/.exec(word(line.name)) ?? [null, word(line.name), '']
  return {
    id: String(line.id),
    title: word(line.title),
    text: textOf(line),
    language: word(line.lang) || likely,
    law: word(line.law) || law!,
    number: word(line.ref) || article!,
    country: word(line.country) || null
  }
}

const word = (value: Line[string]) => String(value ?? '').trim()
const textOf = (line: Line) => word(line.text ?? line.content)

/** The whole of a document as one text, for what knows no fields. */
export const wholeText = ({ law, number, title, text }: JudgedDocument, named: boolean) => [...(named ? [law + number] : []), title, text].filter(Boolean).join('\n')

export function readLines (path: string): Line[] {
  const bytes = readFileSync(path)
  return (path.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8').split('\n').filter((line) => line.trim() !== '').map((line) => JSON.parse(line))
}

/** TREC's four columns (query, 0, document, gain), or three without the second and with a line of names above. */
function readJudgments (path: string): JudgedSet['judgments'] {
  const judgments: JudgedSet['judgments'] = new Map()
  for (const line of readFileSync(path, 'utf8').split('\n')) {
    const cells = line.trimEnd().split(line.includes('\t') ? '\t' : /\s+/)
    const [query, document, gain] = cells.length >= 4 ? [cells[0]!, cells[2]!, Number(cells[3])] : [cells[0]!, cells[1]!, Number(cells[2])]
    if (cells.length < 3 || !(gain > 0)) continue
    judgments.set(query, (judgments.get(query) ?? new Map()).set(document, gain))
  }
  return judgments
}
