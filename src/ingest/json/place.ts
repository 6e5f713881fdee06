import type { ParsedProvision, Warning } from '../../model/parsed.js'
import { makeEIds, type Numbered } from '../structure/eid.js'
import type { Label, ListedProvision } from './entry.js'
import type { Tail } from './tail.js'
import { sequenceWarnings } from '../structure/sequence.js'

/** What becomes a provision; `key` puts its number in order, null where it is in no sequence. */
export type Placed = Numbered & { number: string, heading: string | null, text: string | null, key: number[] | null }
type Made = { provisions: ParsedProvision[], warnings: Warning[], lastUnit: string | null }

/** Provisions with the containers that the entries name or that stand between them, and what is odd in the numbers. */
export function placeEntries (entries: ListedProvision[]): Made {
  const placed: Placed[] = []
  const open: { level: number, at: number }[] = []
  const put = (level: number, { kind, number, id, heading }: Label, text: string | null) => {
    // A title ends what was above the chapters before it; what a file names beside it need not stand in it.
    while (open.length > 0 && open.at(-1)!.level >= (outer.has(kind) ? 0 : level)) open.pop()
    placed.push({ kind, number, id, heading, text, container: true, key: null, parent: open.at(-1)?.at ?? null })
    open.push({ level, at: placed.length - 1 })
  }
  let label = ''
  let tails: Tail[] = []
  let amending: number | null = null
  for (const entry of entries) {
    const named = entry.label
    const opens = named !== null && nameOf(named) !== label && !tails.some((tail) => nameOf(tail) === nameOf(named))
    // A heading without word and number, right before a container that has none, is its heading.
    const lent = opens && named.heading === null && tails.at(-1)?.kind === 'other' ? tails.at(-1)! : null
    for (const tail of tails) {
      if (tail === lent) continue
      put(levelOf(tail), tail, tail.text)
      if (levelOf(tail) === 1) label = nameOf(tail)
    }
    if (opens) put(1, { ...named, heading: named.heading ?? lent?.heading ?? null }, null)
    if (named !== null) label = nameOf(named)
    const quoted = entry.role === 'quoted'
    if (!quoted) amending = placed.length
    placed.push({
      kind: entry.role === 'fragment' ? 'other' : entry.kind, number: entry.number, id: entry.id, container: false, heading: entry.heading,
      text: entry.text, key: entry.role === 'unit' ? entry.key : null, parent: quoted ? amending : open.at(-1)?.at ?? null
    })
    tails = entry.tails
  }
  for (const tail of tails) put(levelOf(tail), tail, tail.text)
  return finishPlaced(placed)
}

const outer = new Set<Label['kind']>(['book', 'part', 'title'])
const nameOf = ({ kind, id, heading }: Label) => `${kind} ${id || heading}`
/** Headings without word and number, and schedules, are outermost; divisions and what has only a letter, innermost. */
const levelOf = ({ kind }: Tail) => kind === 'other' || kind === 'schedule' ? 0 : kind === 'division' ? 2 : 1

/** The provisions with their eIds, and what is odd in the numbers of those that have a key. */
export function finishPlaced (placed: Placed[]): Made {
  const eIds = makeEIds(placed)
  const provisions = placed.map((p, i): ParsedProvision => ({
    eId: eIds[i]!, kind: p.kind, number: p.number, heading: p.heading, parent: p.parent === null ? null : eIds[p.parent]!, text: p.text || null, page: null
  }))
  const units = placed.flatMap((p, i) => p.key && p.key.length > 0 ? [{ key: p.key, id: p.id, at: eIds[i]!, scope: scopeOf(placed, p) }] : [])
  const first = units[0]
  // Numbers begin with 1: what is missing before the first is a gap too, where the file is not an extract.
  const start = first && units.length > 4 && first.key[0]! < 10 ? [{ key: [0], id: '0', at: first.at, scope: first.scope }] : []
  return { provisions, warnings: sequenceWarnings([...start, ...units]), lastUnit: eIds[placed.findLastIndex((p) => !p.container)] ?? null }
}

/** Transitory provisions and those of schedules are numbered anew. */
function scopeOf (placed: Placed[], { parent }: Placed): string {
  for (let at = parent; at !== null; at = placed[at]!.parent) {
    if (placed[at]!.kind === 'schedule' || /transitori/i.test(`${placed[at]!.number} ${placed[at]!.heading}`)) return String(at)
  }
  return ''
}
