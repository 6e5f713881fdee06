import type { ParsedProvision, Warning } from '../../model/parsed.js'

const charactersMax = 6000
const headingsMin = 3

type Piece = { text: string, level?: number, page?: number }

/** Text without structure, in pieces of at most about 6,000 characters that end where a paragraph or page does. */
export function chunks (lines: Piece[]): { provisions: ParsedProvision[], warnings: Warning[] } {
  const pieces: { texts: string[], length: number, page: number | null }[] = []
  for (const { text, page } of lines) {
    for (let from = 0; from < text.length; from += charactersMax) {
      const part = text.slice(from, from + charactersMax)
      const last = pieces.at(-1)
      const full = !last || last.length + part.length > charactersMax || (page !== last.page && page !== undefined && last.length > charactersMax / 2)
      if (full) pieces.push({ texts: [part], length: part.length, page: page ?? null })
      else {
        last.texts.push(part)
        last.length += part.length + 1
      }
    }
  }
  const provisions = pieces.map(({ texts, page }, i): ParsedProvision =>
    ({ eId: `para_${i + 1}`, kind: 'paragraph', number: String(i + 1), heading: null, parent: null, text: texts.join('\n'), page }))
  return { provisions, warnings: [{ code: 'no_structure', at: null, count: 1, detail: null }] }
}

/**
 * Text that only has headings which its format marks, as policies and standards do: what stands under each is a provision
 * of kind `other`, in what is headed above it, counted from 1. Null where there are fewer than three, or most text has none.
 */
export function underHeadings (lines: Piece[]): ParsedProvision[] | null {
  const first = lines.findIndex(({ level }) => level !== undefined)
  const length = (some: Piece[]) => some.reduce((sum, { text }) => sum + text.length, 0)
  if (lines.filter(({ level }) => level !== undefined).length < headingsMin || length(lines.slice(0, first)) > length(lines) / 2) return null
  const provisions: ParsedProvision[] = []
  if (first > 0) {
    const text = lines.slice(0, first).map((line) => line.text).join('\n')
    provisions.push({ eId: 'preamble_1', kind: 'preamble', number: '1', heading: null, parent: null, text, page: lines[0]!.page ?? null })
  }
  const open: { level: number, eId: string }[] = []
  let count = 0
  for (const { text, level, page } of lines.slice(first)) {
    if (level === undefined) {
      const last = provisions.at(-1)!
      last.text = last.text === null ? text : `${last.text}\n${text}`
      continue
    }
    while (open.length > 0 && open.at(-1)!.level >= level) open.pop()
    const eId = `other_${++count}`
    provisions.push({ eId, kind: 'other', number: String(count), heading: text, parent: open.at(-1)?.eId ?? null, text: null, page: page ?? null })
    open.push({ level, eId })
  }
  return provisions
}
