import { z } from 'zod'
import { parsedFacts, type Warning } from '../../model/parsed.js'
import { finishPlaced, type Placed } from './place.js'
import { oneSpaced, type LawJson } from './shape.js'
import { readMark, type Mark } from '../structure/numbering.js'

const article = z.looseObject({ title: z.string(), clauses: z.array(z.string()) })
const chapter = z.looseObject({ title: z.string(), articles: z.array(article) })
const shape = z.looseObject({
  title: z.string().optional(),
  preamble: z.array(z.string()),
  sections: z.array(z.looseObject({ title: z.string(), chapters: z.array(chapter) })).min(1)
})

/** One heading of the outline with its text, in the order of the file; `depth` 0 to 2. */
type Node = { depth: number, title: string, text: string, mark: Mark | null }

/** Reads `{ preamble, sections: [{ title, chapters: [{ title, articles: [{ title, clauses }] }] }] }`; null where it is not of that shape. */
export function readOutlineJson (value: unknown): LawJson | null {
  const parsed = shape.safeParse(value)
  if (!parsed.success) return null
  const { preamble, sections, title } = parsed.data
  const nodes = sections.flatMap((s) => [nodeOf(0, s.title), ...s.chapters.flatMap((c) =>
    [nodeOf(1, c.title), ...c.articles.map((a) => nodeOf(2, a.title, a.clauses))])])
  const flattened = [...unflatten(nodes.filter(({ depth }) => depth === 2)), ...unflatten(nodes.filter(({ depth }) => depth === 1))]
  const { provisions, warnings } = finishPlaced(place(preamble.map(oneSpaced).join('\n'), nodes))
  const told: Warning[] = flattened.length > 0 ? [{ code: 'flattened_numbers', at: null, count: flattened.length, detail: listed(flattened) }] : []
  const facts = parsedFacts.parse({ title: title ?? null })
  return { documentType: 'law', facts, declared: null, structure: 'marked', confidence: 0.95, provisions, warnings: [...told, ...warnings] }
}

const listed = (numbers: string[]) => {
  const text = numbers.join(', ')
  return text.length > 480 ? `${text.slice(0, text.lastIndexOf(', ', 480))} …` : text
}

function nodeOf (depth: number, title: string, clauses: string[] = []): Node {
  const clean = oneSpaced(title)
  return { depth, title: clean, text: clauses.map(oneSpaced).filter(Boolean).join('\n'), mark: readMark(clean) }
}

/**
 * Numbers whose raised last digits were written in line: 2721 between 272 and 273 can only be 272.1. Mends those marks
 * and gives the numbers as they stood. A number is left as it is where a smaller one than it does not follow.
 */
function unflatten (nodes: Node[]): string[] {
  const marks = nodes.flatMap(({ mark }) => mark && /^\d+$/.test(mark.number) ? [mark] : [])
  const smallestAfter: number[] = []
  for (let i = marks.length - 1, least = Infinity; i >= 0; least = Math.min(least, Number(marks[i]!.number)), i--) smallestAfter[i] = least
  const flattened: string[] = []
  let [base, step] = ['', 0]
  for (const [i, mark] of marks.entries()) {
    const number = mark.number
    const added = base !== '' && number.startsWith(base) ? Number(number.slice(base.length)) : 0
    const after = smallestAfter[i]!
    const last = i === marks.length - 1 || after > Number(number)
    if (added > step && added < 100 && Number(number) > Number(base) + 1 && (last ? added === step + 1 && step > 0 : after > Number(base))) {
      flattened.push(number)
      Object.assign(mark, { number: `${base}.${added}`, id: `${base}.${added}`, key: [Number(base), added] })
      step = added
    } else [base, step] = [number, 0]
  }
  return flattened
}

function place (preamble: string, nodes: Node[]): Placed[] {
  const placed: Placed[] = []
  if (preamble !== '') placed.push({ kind: 'preamble', id: '1', number: '1', container: false, parent: null, heading: null, text: preamble, key: null })
  const open: number[] = []
  for (const { depth, title, text, mark } of nodes) {
    open.length = Math.min(open.length, depth)
    const parent = open.findLast((at) => at >= 0) ?? null
    if (title === '') {
      // A note that stands for itself belongs to the heading above it.
      if (text !== '' && parent !== null) placed[parent]!.text = [placed[parent]!.text, text].filter(Boolean).join('\n')
      if (depth < 2) open.push(-1)
      continue
    }
    placed.push({
      kind: mark?.kind ?? (depth === 2 ? 'article' : 'other'), id: mark?.id ?? '', number: mark?.number ?? '', container: depth < 2, parent,
      heading: (mark ? mark.rest : title) || null, text: text || null, key: depth === 2 && mark ? mark.key : null
    })
    if (depth < 2) open.push(placed.length - 1)
  }
  return placed
}
