import type { Warning } from '../../model/parsed.js'
import { compareKeys, follows } from '../structure/sequence.js'

/** One entry of a file's list of provisions, as far as its place is concerned; `opening` is how the file's text begins. */
export type Entry = { section: string, key: number[], text: string, opening: string, role: 'unit' | 'quoted' | 'fragment' }

const warn = (code: Warning['code'], at: string | null, count: number, detail: string): Warning => ({ code, at, count, detail: detail.slice(0, 400) })

/**
 * The entries as the law has them. Articles that an amending article quotes are marked; a whole article that stands far
 * from its number is put there; a piece that begins in mid-sentence, because its file was cut wherever an article's
 * number was met, goes back behind what it was cut from, or is marked as a fragment. All of it is told.
 */
export function arrange<E extends Entry> (entries: E[]): { entries: E[], warnings: Warning[] } {
  const quoted = markQuoted(entries)
  const joined = joinPieces(quoted)
  const moved = moveStray(joined.entries)
  const names = moved.entries.filter((e) => e.role === 'quoted').map((e) => e.section)
  const cut = moved.entries.filter((e) => e.role === 'fragment' || opensOddly(e, joined.dashes))
  return {
    entries: moved.entries,
    warnings: [
      ...joined.warnings, ...moved.warnings,
      ...(names.length > 0 ? [warn('quoted_provisions', null, names.length, names.join(', '))] : []),
      ...(cut.length > 0 ? [warn('text_truncated', null, cut.length, cut.map((e) => e.section).join(', '))] : [])
    ]
  }
}

const quotedMax = 80
const introduces = /(?:así|sigue|siguientes?(?: \p{L}+){0,2}|as follows|the following|suivante?s?|следующ\p{L}+(?: \p{L}+){0,2})[^.\n]{0,60}:[^:]{0,160}$/iu

/** Between an article that says that something shall read as follows and the article that comes next, all is quoted. */
function markQuoted<E extends Entry> (entries: E[]): E[] {
  const result = entries.map((e) => ({ ...e }))
  for (let i = 0; i + 1 < result.length; i++) {
    const [own, next] = [result[i]!, result[i + 1]!]
    if (follows(own.key, next.key) || !introduces.test(own.text)) continue
    const end = result.slice(i + 1, i + 2 + quotedMax).findIndex((e) => follows(own.key, e.key))
    for (let n = i + 1; n < i + 1 + end; n++) result[n]!.role = 'quoted'
    if (end > 0) i += end
  }
  return result
}

const endsOpen = (text: string) => /[\p{L}\p{M},،]\s*$/u.test(text)
const startsWithDash = (e: Entry) => /^\s*[-–]/.test(e.opening)
/** Whether it is the habit of the file that articles begin with a dash, as in gazettes cut up by their articles' numbers. */
export const withDashes = (entries: Entry[]): boolean => entries.filter(startsWithDash).length > entries.length * 0.7

/** In a file whose articles begin with a dash, what does not is odd; elsewhere, what begins with a small letter. */
const opensOddly = (e: Entry, dashes: boolean) => e.text !== '' && (dashes ? !startsWithDash(e) : /^\p{Ll}{2}/u.test(e.opening))

function joinPieces<E extends Entry> (entries: E[]): { entries: E[], dashes: boolean, warnings: Warning[] } {
  const dashes = withDashes(entries)
  const kept: E[] = []
  const warnings: Warning[] = []
  for (const entry of entries) {
    const before = kept.at(-1)
    const piece = entry.role === 'unit' && before && opensOddly(entry, dashes) && endsOpen(before.text) && !follows(before.key, entry.key)
    if (piece) {
      before.text = `${before.text} (${entry.section}) ${entry.text}`
      warnings.push(warn('numbering_out_of_order', before.section, 1, entry.section))
    } else kept.push(entry)
  }
  return { entries: kept, dashes, warnings }
}

/** What is neither in the longest row of rising numbers nor followed by its own next: moved, or a fragment. */
function moveStray<E extends Entry> (entries: E[]): { entries: E[], warnings: Warning[] } {
  const units = entries.filter((e) => e.role === 'unit')
  const rising = longestRising(units)
  const dashes = withDashes(units)
  const stray = units.filter((e, i) => !rising.has(e) && !(units[i + 1] && follows(e.key, units[i + 1]!.key)) && !(i > 0 && follows(units[i - 1]!.key, e.key)))
  // A file in general disorder is left as it is.
  if (stray.length > Math.min(strayMax, units.length / 5)) return { entries, warnings: [] }
  const moving = new Set(stray.filter((e) => !opensOddly(e, dashes)))
  const result = entries.filter((e) => !moving.has(e))
  const moved: string[] = []
  for (const entry of stray) {
    if (opensOddly(entry, dashes)) {
      entry.role = 'fragment'
      continue
    }
    const after = result.findIndex((e) => rising.has(e) && compareKeys(e.key, entry.key) > 0)
    result.splice(after < 0 ? result.length : after, 0, entry)
    moved.push(entry.section)
  }
  return { entries: result, warnings: moved.length > 0 ? [warn('numbering_out_of_order', null, moved.length, moved.join(', '))] : [] }
}

const strayMax = 30

/** The longest row of entries whose numbers rise. */
function longestRising<E extends Entry> (entries: E[]): Set<E> {
  const ends: number[] = []
  const before: number[] = []
  for (const [i, entry] of entries.entries()) {
    let [low, high] = [0, ends.length]
    while (low < high) {
      const middle = (low + high) >> 1
      if (compareKeys(entries[ends[middle]!]!.key, entry.key) < 0) low = middle + 1
      else high = middle
    }
    before[i] = low > 0 ? ends[low - 1]! : -1
    ends[low] = i
  }
  const rising = new Set<E>()
  for (let i = ends.at(-1) ?? -1; i >= 0; i = before[i]!) rising.add(entries[i]!)
  return rising
}
