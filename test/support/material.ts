import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { root } from '../../src/config.js'
import { normalise } from '../../src/search/normalise.js'

/**
 * The material that the data were written from; it is no part of the repository. ATLAS_SHARED names its folder, else it
 * is looked for beside the repository. Undefined where it is absent: what needs it is skipped.
 */
export const material: string | undefined = [resolve(root, process.env.ATLAS_SHARED || '../shared')].find((f) => existsSync(join(f, 'data', 'legislation')))

/** What a skipped test says. */
export const absent = material ? false : 'the working material is not here: set ATLAS_SHARED to its folder'

export const materialText = (path: string): string => readFileSync(join(material!, 'data', path), 'utf8')

export const materialLines = <T>(path: string): T[] => {
  const bytes = readFileSync(join(material!, 'data', path))
  const text = path.endsWith('.gz') ? gunzipSync(bytes).toString('utf8') : bytes.toString('utf8')
  return text.split('\n').filter((line) => line !== '').map((line) => JSON.parse(line) as T)
}

/** The files with laws of a State, by its alpha-2 code. */
export function lawFiles (alpha2: string): string[] {
  const folder = join('legislation', alpha2.toLowerCase())
  if (!existsSync(join(material!, 'data', folder))) return []
  return readdirSync(join(material!, 'data', folder), { recursive: true, encoding: 'utf8' })
    .map((name) => join(folder, name)).filter((name) => statSync(join(material!, 'data', name)).isFile())
}

/** The words of a file with laws, without its markup. */
export function lawText (path: string): string {
  const text = materialText(path)
  return path.endsWith('.json') ? stringsOf(JSON.parse(text)).map(plain).join('\n') : plain(text)
}

const stringsOf = (value: unknown): string[] =>
  typeof value === 'string' ? [value] : value === null || typeof value !== 'object' ? [] : Object.values(value).flatMap(stringsOf)

const plain = (text: string) => text.replace(/<[^>]*>/g, ' ')
  .replace(/&#x([0-9a-f]+);/gi, (_, hex) => String.fromCodePoint(parseInt(hex, 16)))
  .replace(/&#(\d+);/g, (_, code) => String.fromCodePoint(Number(code)))
  .replace(/&nbsp;/g, ' ')

const wordsInShingle = 8
const signsInShingle = 20

/**
 * Runs of eight words, or of twenty signs where the script has no spaces: two texts that share one share a sentence,
 * or the best part of it.
 */
export function * shingles (text: string): Generator<string> {
  const clean = normalise(text).toLowerCase()
  const words = clean.match(/[\p{L}\p{N}\p{M}]+/gu) ?? []
  for (let i = 0; i + wordsInShingle <= words.length; i++) yield words.slice(i, i + wordsInShingle).join(' ')
  if (!/\p{Script=Han}/u.test(clean)) return
  const signs = words.join('')
  for (let i = 0; i + signsInShingle <= signs.length; i++) yield signs.slice(i, i + signsInShingle)
}

/** The rows of a CSV file by the names in its first line. */
export function materialRows (path: string): Record<string, string>[] {
  const cells = [...materialText(path).replace(/^\uFEFF/, '').matchAll(/(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r?\n|$)/g)]
  const lines: string[][] = [[]]
  for (const [, quoted, bare, end] of cells) {
    lines.at(-1)!.push(quoted?.replaceAll('""', '"') ?? bare ?? '')
    if (end !== ',') lines.push([])
  }
  const [names, ...rows] = lines.filter((line) => line.length > 1)
  return rows.map((row) => Object.fromEntries(names!.map((name, i) => [name, row[i] ?? ''])))
}
