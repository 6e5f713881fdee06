import { z } from 'zod'
import type { ParsedProvision, Warning } from '../../model/parsed.js'
import { labelOf } from './entry.js'
import { factsOf } from './facts.js'
import { finishPlaced, type Placed } from './place.js'
import { oneSpaced, type LawJson } from './shape.js'
import { detectLanguage } from '../text/language.js'
import { readNumeral } from '../structure/numeral.js'
import { splitText } from '../structure/split.js'
import { joinLines } from '../text/text-lines.js'

const shape = z.looseObject({
  title: z.string(), text: z.string().regex(/\S/), section_num: z.string().optional(), chapter: z.string().optional(), chapter_name: z.string().optional()
})
type Said = z.infer<typeof shape>

/** Reads `{ title, text, url, date }`, a law in one text or one section of a code; null where the value is not of that shape. */
export function readTextJson (value: unknown): LawJson | null {
  const parsed = shape.safeParse(value)
  if (!parsed.success) return null
  const said = parsed.data
  const { facts, language: declared, warnings } = factsOf(said)
  const { lines, warnings: left } = withoutFurniture(brokenUp(said.text).split(/\r?\n/))
  const blocks = joinLines(lines).map(({ text }) => ({ text: oneSpaced(text) })).filter(({ text }) => text !== '')
  if (said.section_num?.trim()) {
    const provisions = sectionOf(said, said.section_num.trim(), blocks.map(({ text }) => text).join('\n'))
    return { documentType: 'law', facts, declared, structure: 'marked', confidence: 0.95, provisions, warnings: [...warnings, ...left] }
  }
  const language = declared ?? detectLanguage(said.text)?.code ?? null
  const { facts: found, ...split } = splitText(blocks, language, said.title)
  const documentType = facts.kind === 'bill' ? 'bill' : split.documentType
  return { ...split, documentType, declared, facts: { ...facts, ...found, title: facts.title }, warnings: [...warnings, ...left, ...split.warnings] }
}

/** A section of a code that stands alone: the title says its number and heading, the file its chapter. */
function sectionOf (said: Said, number: string, text: string): ParsedProvision[] {
  const label = said.chapter ? labelOf(said.chapter.replace(/\*+$/, '')) : null
  const placed: Placed[] = label ? [{ ...label, heading: said.chapter_name ?? label.heading, text: null, container: true, parent: null, key: null }] : []
  const heading = said.title.includes(number) ? said.title.slice(said.title.indexOf(number) + number.length).replace(/^[\s—–:.-]+/, '') : ''
  const id = readNumeral(number)?.id ?? number
  placed.push({ kind: 'section', number, id, heading: heading || null, text, key: null, container: false, parent: label ? 0 : null })
  return finishPlaced(placed).provisions
}

/** A text that was made one line is broken where its sections and items begin. */
const brokenUp = (text: string): string => text.trim().includes('\n')
  ? text
  : text.replace(/(?<=[.:;] )(?=(?:Section|Sec\.|Article|Art\.) \d{1,3}\. \p{Lu})/gu, '\n').replace(/(?<=[.:;—] |; and |; or )(?=\([a-z0-9]{1,3}\) \p{L})/gu, '\n')

const menu = /^[a-z]{2}\s-\s\S.{1,20}$/
const button = /^(?:Index|Previous|Next|Full text|English|العربية|تحميل|Legal notice - Privacy policy|Last updated: .{1,30})$/
const pageMark = /\s?\[\[Page \d{1,6}\]\]\s?/g
const pagesMin = 5

/** The lines without the site's menus, page numbers and marks, and footnotes behind the last line; all of it is told. */
function withoutFurniture (all: string[]): { lines: string[], warnings: Warning[] } {
  const notes = footnotes(all)
  const lines = all.slice(0, notes.from)
  const pages = pageNumbers(lines)
  const menuFrom = lines.findIndex((_, i) => lines.slice(i, i + 5).length === 5 && lines.slice(i, i + 5).every((l) => menu.test(l.trim())))
  let removed = pages.size
  const kept = lines.flatMap((line, i) => {
    const text = line.trim()
    const inMenu = menuFrom >= 0 && ((i >= menuFrom && menu.test(text)) || (i === menuFrom - 1 && text.endsWith(':')))
    if (pages.has(i)) return []
    if (inMenu || button.test(text)) {
      removed++
      return []
    }
    removed += line.match(pageMark)?.length ?? 0
    return [line.replace(pageMark, ' ')]
  })
  const told = (code: Warning['code'], count: number): Warning[] => count > 0 ? [{ code, at: null, count, detail: null }] : []
  return { lines: kept, warnings: [...told('page_furniture_removed', removed), ...told('notes_left_out', notes.count)] }
}

/** Lines that hold only a number, where each is by one more than the one before. */
function pageNumbers (lines: string[]): Set<number> {
  let chain: number[] = []
  for (const [i, line] of lines.entries()) {
    if (!/^\d{1,4}$/.test(line.trim())) continue
    const last = chain.at(-1)
    if (last === undefined || Number(line) === Number(lines[last]) + 1) chain.push(i)
    else if (chain.length < pagesMin) chain = [i]
  }
  return new Set(chain.length < pagesMin ? [] : chain)
}

/** Where the notes begin that stand behind the text, each under its number in brackets alone on a line. */
function footnotes (lines: string[]): { from: number, count: number } {
  const numbers = lines.flatMap((line, i) => /^\(\d{1,3}\)$/.test(line.trim()) ? [i] : [])
  const first = numbers.findLastIndex((i) => lines[i]!.trim() === '(1)')
  const notes = first < 0 ? [] : numbers.slice(first)
  const inOrder = notes.every((i, n) => lines[i]!.trim() === `(${n + 1})`)
  return notes.length >= pagesMin && inOrder ? { from: notes[0]!, count: notes.length } : { from: lines.length, count: 0 }
}
