import type { Block, ParsedDocument, ParsedFacts, ParsedProvision } from '../../model/parsed.js'
import { chunks } from './none.js'

type Judgment = Pick<ParsedDocument, 'structure' | 'confidence' | 'provisions' | 'warnings'> & { facts: Partial<ParsedFacts> }

/** Signs of a judgment, each a whole short line near the beginning: the court, the number of the case, the word itself, the parties. */
const signs: RegExp[] = [
  /^(?!(on )?(an? )?(appeal|writ|review|certiorari)\b)(in the )?[\p{L}’' ]{0,60}\b(court|tribunal|(?<=[\p{L}’' ]{5})appeals board|cour|corte|tribunale|gericht(shof)?|juzgado)\b[\p{L}’',.:() -]{0,90}$|суд[аеу]?\b.{0,80}$|(人民)?法院$|^محكمة\b/iu,
  /^([^)]{0,60}\) )?[\p{L} ]{0,30}\b(case|appeal|application|petition|cause|docket|claim)s?( number| nos?\b|:)|^nos?\. \d{1,4}[–-]\d{1,5}\b|^(aktenzeichen|az\.|дело|numéro? de|n° de pourvoi|expediente|processo n)|^[（(]\d{4}[)）].{1,20}号$|رقم (الدعوى|القضية)/iu,
  /^(j ?u ?d ?g ?e? ?m ?e ?n ?t|r ?u ?l ?i ?n ?g|(memorandum )?opinion( of the court)?[¹*]?|reasons for judgment|sentencia|sentença|acórdão|sentenza|arr[êe]t|jugement|urteil|beschluss|решение|приговор|определение|постановление|(民事|刑事|行政)?判决书|حكم|hukumu)\.?:?$|^.{3,60} delivered the opinion (of|for) .{3,60}$/iu,
  /^in the matter (of|between)\b|^between:?$|^(versus|v\.?|vs\.?|contre|contra|gegen)$|^[\p{Lu}’'., ]{3,60} (v|vs)\.? [\p{Lu}’'., ]{3,60}$|^(the )?(applicant|appellant|plaintiff|respondent|defendant|accused|kläger(in)?|demandeur|demandante)s?$/iu
]
const headBlocks = 60
const signMax = 160
const signsNeeded = 3

/** A judgment split at its numbered paragraphs, with the facts that its head shows; null where the text shows no judgment. */
export function readJudgment (blocks: Block[]): Judgment | null {
  const head = blocks.slice(0, headBlocks).flatMap(({ text }) => text.split('\n')).map((line) => line.trim()).filter((line) => line.length <= signMax)
  const met = signs.map((sign) => head.find((line) => sign.test(line)))
  if (met.filter(Boolean).length < signsNeeded) return null
  const facts = { court: met[0]?.replace(/^in the /i, '') ?? null, number: caseNumber(head), citation: citation(head), decidedOn: decisionDate(head) }
  const starts = numbered(blocks)
  if (starts.length === 0) return { facts, structure: 'none', confidence: 0.1, ...chunks(blocks) }
  return { facts, structure: 'numbering', confidence: 0.9, provisions: paragraphs(blocks, starts), warnings: [] }
}

/** Where the paragraphs 1, 2, 3 … begin: those in brackets, or with a point; none where there are too few to be the judgment's own. */
function numbered (blocks: Block[]): number[] {
  for (const [pattern, least] of [[/^\[(\d{1,4})\](?=\s|$)/, 3], [/^(\d{1,4})\.(?=\s|$)/, 8], [/^(\d{1,4})(?=\s+\p{Lu})/u, 8]] as const) {
    const starts: number[] = []
    for (const [i, { text }] of blocks.entries()) if (Number(pattern.exec(text)?.[1]) === starts.length + 1) starts.push(i)
    if (starts.length >= least) return starts
  }
  return []
}

function paragraphs (blocks: Block[], starts: number[]): ParsedProvision[] {
  const textOf = (from: number, to: number | undefined) => blocks.slice(from, to).map(({ text }) => text)
  const page = (i: number) => blocks[i]!.page ?? null
  const before = textOf(0, starts[0])
  const head: ParsedProvision[] = before.length === 0
    ? []
    : [{ eId: 'preamble_1', kind: 'preamble', number: '1', heading: null, parent: null, text: before.join('\n'), page: page(0) }]
  return [...head, ...starts.map((start, i): ParsedProvision => {
    const [first, ...rest] = textOf(start, starts[i + 1])
    const text = [first!.replace(/^\[?\d{1,4}[\].]?\s*/, ''), ...rest].filter((line) => line !== '').join('\n')
    return { eId: `para_${i + 1}`, kind: 'paragraph', number: String(i + 1), heading: null, parent: null, text: text || null, page: page(start) }
  })]
}

const caseNumber = (head: string[]) =>
  found(head, /(?:\b(?:case|appeal|application|petition|cause|docket|claim)s?(?: numbers?| nos?\b)?\.?\s?:?|^No\.)\s*([A-Z]{0,6}\s?[\d][\w/.–-]{0,29}\w)/i)

/** A neutral citation, the courts' own: [2020] ZAXYZHC 12. */
const citation = (head: string[]) => found(head, /(\[(?:19|20)\d\d\] [A-Z][A-Za-z]{1,12}(?: [A-Z][A-Za-z]{1,8})? \d{1,5}(?: \([A-Za-z]{2,8}\))?)/)

const found = (lines: string[], pattern: RegExp): string | null => lines.map((line) => pattern.exec(line)?.[1]).find(Boolean)?.trim() ?? null

const months = ['january', 'february', 'march', 'april', 'may', 'june', 'july', 'august', 'september', 'october', 'november', 'december']

/** The day that a line calls the date of the judgment. */
function decisionDate (head: string[]): string | null {
  for (const line of head) {
    const value = /(?:^|—)(?:date(?: of (?:judgment|decision|delivery))?|(?:judgment )?(?:delivered|decided|handed down)(?: on)?)\b\s?:?\s*(.{6,40})$/i.exec(line)?.[1]
    if (value === undefined) continue
    const digits = /^((?:19|20)\d\d)[/.-](\d{1,2})[/.-](\d{1,2})\b/.exec(value)
    const words = /^(\d{1,2})(?:st|nd|rd|th)? ([a-z]+),? ((?:19|20)\d\d)\b/i.exec(value)
    const american = /^([a-z]+) (\d{1,2}), ((?:19|20)\d\d)\b/i.exec(value)
    const named = words ? dayOf(words[3]!, words[2]!, words[1]!) : american ? dayOf(american[3]!, american[1]!, american[2]!) : null
    const date = digits ? isoDay(digits[1]!, Number(digits[2]), digits[3]!) : named
    if (date) return date
  }
  return null
}

const dayOf = (year: string, month: string, day: string) => isoDay(year, months.indexOf(month.toLowerCase()) + 1, day)

function isoDay (year: string, month: number, day: string): string | null {
  const text = `${year}-${String(month).padStart(2, '0')}-${day.padStart(2, '0')}`
  return new Date(`${text}T00:00:00Z`).toJSON()?.slice(0, 10) === text ? text : null
}
