import type { ParsedDocument } from '../../src/model/parsed.js'

/** What a file is expected to give: a person looked at the file and at the result. */
export type Golden = {
  file: string, format: string, documentType: string, language: string | null, structure: string,
  /** basic units: sections, articles, paragraphs …; and what only holds others */
  provisions: number, containers: number,
  /** the numbers of the first and last section, article, rule, clause or paragraph */
  first: string, last: string,
  /** how many entries there are of each */
  warnings: Record<string, number>,
  ocrPages: number
}

const numbered = ['section', 'article', 'rule', 'clause', 'paragraph']

export function goldenOf (file: string, document: ParsedDocument): Golden {
  const parents = new Set(document.provisions.map((p) => p.parent))
  const units = document.provisions.filter((p) => !parents.has(p.eId) && (p.text !== null || numbered.includes(p.kind)))
  const numbers = units.filter((p) => numbered.includes(p.kind) && p.number !== '').map((p) => p.number)
  const warnings: Record<string, number> = {}
  for (const { code } of document.warnings) warnings[code] = (warnings[code] ?? 0) + 1
  const { format, documentType, language, structure, ocrPages } = document
  return {
    file, format, documentType, language: language?.code ?? null, structure, provisions: units.length, containers: document.provisions.length - units.length,
    first: numbers[0] ?? '', last: numbers.at(-1) ?? '', warnings, ocrPages: ocrPages.length
  }
}
