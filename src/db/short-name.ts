import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { root } from '../config.js'
import { nameWords } from '../model/law-name.js'

type ShortNames = {
  laws: { abbreviation: string, names: string[], jurisdictions?: string[] }[]
  states: { code: string, names: string[] }[]
}

/** Abbreviations of laws and everyday names of States that the records do not carry. */
export const { laws: lawAbbreviations, states: stateNames } =
  JSON.parse(readFileSync(join(root, 'data', 'reference', 'short-names.json'), 'utf8')) as ShortNames

const read = new Map<string, { from: string, words: string[] }>()

/** The words of all that a State is called in the names of its laws: its code, its names in every language, and those of every day. */
export function stateWordsOf (code: string, names: Record<string, string>): string[] {
  const from = JSON.stringify(names)
  let known = read.get(code)
  if (known?.from !== from) {
    const ofEveryDay = stateNames.filter((state) => state.code === code).flatMap((state) => state.names)
    read.set(code, known = { from, words: [...new Set([code, ...Object.values(names), ...ofEveryDay].flatMap(nameWords))] })
  }
  return known.words
}
