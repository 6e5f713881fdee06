import { readMark, type ProvisionKind } from '../structure/numbering.js'

/** The heading of what comes next, or a schedule, that was caught at the end of a provision's text. */
export type Tail = { kind: ProvisionKind, number: string, id: string, heading: string | null, text: string | null }

type Cut = { text: string, tails: Tail[] }

/**
 * The text without the headings of the containers that begin behind it, which files made from a page in one run leave at
 * its end. `changes`: the next provision stands under another label.
 */
export function cutTails (text: string, changes: boolean): Cut {
  if (/\p{Script=Arabic}/u.test(text)) return cutArabic(text)
  const inner = cutInner(text)
  const part = changes ? cutPart(inner.text) : { text: inner.text, tails: [] }
  const headings = cutHeadings(part.text, changes)
  return { text: headings.text, tails: [...headings.tails, ...part.tails, ...inner.tails] }
}

/** The text of the last provision without what the site prints below it, and how many characters that was. */
export function cutFooter (text: string): { text: string, removed: number } {
  const end = text.indexOf('▲ To the top')
  if (end < 0) return { text, removed: 0 }
  const history = text.indexOf('History of this document')
  const kept = text.slice(0, history < 0 ? end : Math.min(history, end)).trimEnd()
  return { text: kept, removed: text.length - kept.length }
}

/** `… FIRST SCHEDULE [s. 2] …`: the schedules that follow the last provision of an act. */
export function cutSchedules (text: string): Cut {
  const starts = [...text.matchAll(/(?<=[.)\]”] )(?:(?<number>FIRST|SECOND|THIRD|FOURTH|FIFTH|SIXTH) )?(?:SCHEDULE|Schedule)(?= [[(](?:[Ss]\.|[Ss]ection))/g)]
  const tails = starts.map((start, i): Tail => {
    const number = start.groups!.number ?? ''
    const body = text.slice(start.index + start[0].length, starts[i + 1]?.index).trim()
    return { kind: 'schedule', number, id: readMark(`Part ${number}`)?.id ?? '', heading: null, text: body || null }
  })
  return { text: text.slice(0, starts[0]?.index).trimEnd(), tails }
}

/** `… or to both. Part III – Jurisdiction`. */
function cutPart (text: string): Cut {
  const found = /(?:^|(?<=[.;:)\]”]\s))(Part|Chapter|Division|Title) ([IVXLC]{1,8}[A-Z]{0,2}|\d{1,3}[A-Z]?) [–—-] (\S.{0,250})$/.exec(text)
  const kind = found && readMark(`${found[1]} 1`)?.kind
  if (!found || !kind) return { text, tails: [] }
  return { text: text.slice(0, found.index).trimEnd(), tails: [{ kind, number: found[2]!, id: found[2]!, heading: found[3]!, text: null }] }
}

/** `… the principal Act. (b) – Amendment of the …`, `… may be prescribed. General Provisions`: a heading inside a part. */
function cutInner (text: string): Cut {
  const found = /(?<=\S\s)\((?<letter>[a-z])\) [–—] (?<words>\p{Lu}[^;\n]{5,150})$/u.exec(text) ?? /(?<=[.\]] )(?<words>\p{Lu}\p{L}+(?: \p{L}+){1,9})$/u.exec(text)
  if (!found || /(?:^| )(?:shall|may|must|is|are|was|has|have)(?: |$)/.test(found.groups!.words!)) return { text, tails: [] }
  const { letter = '', words } = found.groups!
  return { text: text.slice(0, found.index).trimEnd(), tails: [{ kind: 'division', number: letter, id: letter, heading: words!, text: null }] }
}

const inCapitals = (line: string) => /\p{Lu}{3}/u.test(line) && !/\p{Ll}{2}/u.test(line) && !/^[(\d]/.test(line)
/** Where the label changes, a short last line that is no sentence is its heading. */
const headingLike = (line: string) => /^\p{Lu}.{2,120}[\p{L}\p{N}]$/u.test(line)
const note = /^(?:Adicionado|Modificado) por .{1,80}$/

/** Paragraphs in capitals behind the last one: the headings above what follows, whose words Title and Chapter were lost. */
function cutHeadings (text: string, changes: boolean): Cut {
  const lines = text.split('\n')
  let first = lines.length
  if (changes && (note.test(lines.at(-1)!) ? inCapitals(lines.at(-2) ?? '') : /[.;)»”]$/.test(lines.at(-2) ?? '') || inCapitals(lines.at(-2) ?? '')) &&
    headingLike(lines.at(-1)!)) first--
  while (first > 1 && inCapitals(lines[first - 1]!)) first--
  const headings = lines.slice(first)
  if (headings.length === 0) return { text, tails: [] }
  const own = changes && headings.length > 1 && note.test(headings.at(-1)!) ? -2 : -1
  const above = changes ? headings.slice(0, own) : headings
  const tails = [above, changes ? headings.slice(own) : []].filter((group) => group.length > 0)
    .map((group): Tail => ({ kind: 'other', number: '', id: '', heading: group.join('. ').replace(/\.{2,}/g, '.'), text: null }))
  return { text: lines.slice(0, first).join('\n'), tails }
}

const ordinal = 'ال(?:أول|اول|ثاني|ثالث|رابع|خامس|سادس|سابع|ثامن|تاسع|عاشر)'
const arabic = new RegExp(String.raw`(?:الباب|الفصل|الفرع)\s?(?:${ordinal})`, 'gu')

/** `….الفصل الثاني …`: what follows the last full stop, where it begins with the word and number of a container. */
function cutArabic (text: string): Cut {
  const dot = text.lastIndexOf('.', text.length - 2)
  const rest = text.slice(dot + 1).trimStart()
  const starts = [...rest.matchAll(arabic)]
  if (dot < 0 || starts[0]?.index !== 0 || rest.length > 200) return { text, tails: [] }
  const tails = starts.flatMap((start, i): Tail[] => {
    const mark = readMark(spaced(start[0]))
    const heading = rest.slice(start.index + start[0].length, starts[i + 1]?.index).trim()
    return mark ? [{ kind: mark.kind, number: mark.number, id: mark.id, heading: heading || null, text: null }] : []
  })
  return { text: text.slice(0, dot + 1), tails }
}

/** Where the word for a container or an article and its number have grown together, they are parted: both are certain. */
export const spaced = (label: string): string => label.replace(/^(المادة|الباب|الفصل|الفرع|القسم)(?=[\p{L}\d(])/u, '$1 ')
