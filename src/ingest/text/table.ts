import type { Block } from '../../model/parsed.js'

/** The rows of a table, their cells, and the paragraphs in each. */
export type Rows = Block[][][]

/** From here on a cell holds text that was only laid out with a table. */
const cellParagraphsMax = 12
const label = /^[([]?(\p{Nd}{1,4}|\p{L}{1,4})[.)\]]{1,2}$/u

/**
 * A table as paragraphs: one line a row, its cells separated by ` | `. Tables that only place the text on the page (one
 * column, numbers beside their paragraphs, whole chapters in a cell) are given as the paragraphs that they hold.
 * `isTable` says which of the two it was.
 */
export function tableBlocks (rows: Rows): { blocks: Block[], isTable: boolean } {
  const filled = rows.map((cells) => cells.map((cell) => cell.filter(({ text }) => text !== '')).filter((cell) => cell.length > 0))
    .filter((cells) => cells.length > 0)
  if (filled.every((cells) => cells.length === 1)) return { blocks: filled.flat(2), isTable: false }
  if (filled.every(isLabelled)) return { blocks: filled.flatMap(labelled), isTable: false }
  if (filled.flat().some((cell) => cell.length > cellParagraphsMax || cell.some(({ level }) => level))) return { blocks: filled.flat(2), isTable: false }
  return { blocks: rows.map(line).filter(({ text }) => text !== ''), isTable: true }
}

/** `(a)` in one cell, and what it numbers in the next. */
const isLabelled = (cells: Block[][]) => cells.length === 1 || (cells.length === 2 && cells[0]!.length === 1 && label.test(cells[0]![0]!.text))

function labelled (cells: Block[][]): Block[] {
  if (cells.length === 1) return cells[0]!
  const [first, ...rest] = cells[1]!
  return [{ ...first!, text: `${cells[0]![0]!.text} ${first!.text}` }, ...rest]
}

/** Empty cells at the end are left out; those before keep their place. */
function line (cells: Block[][]): Block {
  const texts = cells.map((cell) => cell.map(({ text }) => text.replaceAll('\n', ' ')).filter((text) => text !== '').join(' '))
  while (texts.at(-1) === '') texts.pop()
  const at = cells.flat().find((block) => block.at)?.at
  return { text: texts.join(' | '), ...(at ? { at } : {}) }
}
