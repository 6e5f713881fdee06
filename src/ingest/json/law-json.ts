import { Refused, type ParsedDocument, type Parser } from '../../model/parsed.js'
import { decodeText } from '../text/encoding.js'
import { readBcnJson } from './bcn.js'
import { readOutlineJson } from './outline.js'
import { readProvisionsJson } from './provisions.js'
import type { LawJson } from './shape.js'
import { readTextJson } from './text.js'
import { detectLanguage } from '../text/language.js'

const shapes: ((value: unknown) => LawJson | null)[] = [readProvisionsJson, readTextJson, readOutlineJson, readBcnJson]
const depthMax = 2000

/**
 * Reads one law from JSON of a known shape. Throws Refused: corrupt where it is no JSON, too_deep, unsupported where the
 * shape is not known, with the keys that were found.
 */
export const parseLawJson: Parser = async (input) => {
  const { text, warnings } = decodeText(input.bytes)
  const value = parseJson(text)
  for (const shape of shapes) {
    const law = shape(value)
    if (law) return documentOf(law, input.language, warnings)
  }
  throw new Refused('unsupported', `The shape of this JSON is not known: it has ${keysOf(value)}.`)
}

function documentOf ({ declared, ...law }: LawJson, named: string | undefined, warnings: ParsedDocument['warnings']): ParsedDocument {
  const text = law.provisions.map((p) => [p.heading, p.text].filter(Boolean).join('\n')).join('\n')
  if (text.trim() === '') throw new Refused('empty', 'The file holds no text')
  const language = named ? { code: named, confidence: 1, declared } : detectLanguage(text, declared)
  return { format: 'law_json', language, ocrPages: [], pages: null, ...law, warnings: [...warnings, ...law.warnings] }
}

function parseJson (text: string): unknown {
  if (deepest(text) > depthMax) throw new Refused('too_deep', `The JSON nests deeper than ${depthMax} levels.`)
  try {
    return JSON.parse(text)
  } catch (cause) {
    throw new Refused('corrupt', 'The file is no valid JSON.', { cause })
  }
}

/** How deep brackets nest outside of strings. */
function deepest (text: string): number {
  let [depth, most, quoted] = [0, 0, false]
  for (let i = 0; i < text.length; i++) {
    const sign = text[i]
    if (sign === '"') quoted = !quoted
    else if (quoted) i += sign === '\\' ? 1 : 0
    else if (sign === '[' || sign === '{') most = Math.max(most, ++depth)
    else if (sign === ']' || sign === '}') depth--
  }
  return most
}

const keysOf = (value: unknown): string => Array.isArray(value)
  ? `a list of ${value.length}`
  : value !== null && typeof value === 'object' ? `the keys ${Object.keys(value).slice(0, 20).join(', ').slice(0, 300)}` : `only a ${typeof value}`
