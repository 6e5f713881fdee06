import { readMark } from './numbering.js'
import { readNumeral } from './numeral.js'
import type { InSequence } from './sequence.js'

/** `number` as printed without the word before it; `id` in ASCII and `key` for its order are empty where no number was found. */
export type PrintedNumber = { number: string, id: string, key: number[] }

/** The number in what a file marks as one: `Article 5 bis.` gives 5 bis, `FIRST SCHEDULE` FIRST, `52 to 57` itself, `Annex` an empty one. */
export function printedNumber (text: string): PrintedNumber {
  const printed = text.replace(/^[\s*§]+/, '').replace(/[\s.,:;\-–—]+$/, '').replace(/^[([]\s?(.*?)\s?[)\]]$|^([^([]*)[)\]]$/, '$1$2')
  const mark = readMark(printed)
  if (mark?.rest === '') return { number: mark.number, id: mark.id, key: mark.key }
  for (const { index } of printed.matchAll(/(?<!\S)\S/g)) {
    const from = printed.slice(index)
    const numeral = readNumeral(from, true)
    const rest = from.slice(numeral?.length)
    if (!numeral || (rest !== '' && /^[A-Z]$/.test(numeral.printed))) continue
    if (rest === '' || (index === 0 && /^\s+[\p{L}\s]+$/u.test(rest))) return { number: numeral.printed, id: numeral.id, key: numeral.key }
    return { number: from, id: from.match(/[A-Za-z0-9.]*\d[A-Za-z0-9.]*|\b[IVXLC]+[A-Za-z0-9.]*/g)?.join('-') ?? numeral.id, key: numeral.key }
  }
  return { number: printed, id: '', key: [] }
}

/** The number as one in a sequence, or all that a range stands for: `52 to 57` (repealed together). */
export function inSequence ({ id, key }: PrintedNumber, scope: string): InSequence[] {
  const range = /^(\d{1,5})-(\d{1,5})$/.exec(id)
  const [from, to] = [Number(range?.[1]), Number(range?.[2])]
  if (!range || key.length !== 1 || to <= from || to - from > rangeMax) return [{ key, id, scope }]
  return Array.from({ length: to - from + 1 }, (_, i) => ({ key: [from + i], id: String(from + i), scope }))
}

const rangeMax = 1000
