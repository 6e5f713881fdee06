import type { Gazetteer } from '../db/jurisdiction.js'
import type { ProvisionReference } from '../db/search-reference.js'
import { lawAbbreviations, stateNames, stateWordsOf } from '../db/short-name.js'
import { arabicOrdinal } from '../model/arabic-number.js'
import { groupBy } from '../model/group.js'
import { elision, isKin, isSameWord, lawKinds, nameKey, nameWords } from '../model/law-name.js'
import { foldLetters, readNumberAt, unfoldEastAsian, type ProvisionNumber } from '../model/provision-number.js'

const lettersMax = 300
const wordsMax = 30
const numbersMax = 10

/**
 * The provision that a query names by its number: behind or before a word or sign for provisions (`art. 323-1 code
 * pénal`, `刑法第285条`), or bare beside what looks like the abbreviation of a law and nothing else (`УК 272`). Undefined for
 * every other query. Whether there is such a law, and which words are its name, only `findReferenced` knows.
 */
export function readReference (q: string, gazetteer: Gazetteer): ProvisionReference | undefined {
  if (q.length > lettersMax || !/\p{N}|第[〇零一二三四五六七八九十百千万两]|ال|(?:art|ст)/iu.test(q)) return undefined
  const text = rewrite(foldLetters(q))
  return readMarked(text, gazetteer) ?? readBare(text, gazetteer)
}

/** Forms of their own, put as others have them: `§` before the number, what stands within the provision in brackets behind it. */
function rewrite (text: string): string {
  return unfoldEastAsian(text)
    .replace(elision, ' ')
    .replace(/[《》「」“”"„«»‹›*]/g, ' ')
    .replace(/(\d+) ?kap\.? ?(\d+(?: ?[a-z](?![\p{L}\d]))?) ?§/giu, (_, chapter: string, section: string) => ` § ${chapter}:${section.replace(' ', '')} `)
    .replace(behindNumber, ' § $1 ')
    .replace(/(?<![\p{L}\p{N}.])(\d+) ?u\.? ?s\.? ?c\.?(?: ?(?:§+|sec(?:tion)?\.?|s\.))? ?(?=\d)/giu, ' USC § ')
    .replace(/\s+/g, ' ').trim()
}

const behindNumber = /(?<![\p{L}\p{N}.:/-])(\d+[a-z]?(?:[./^-]\d+)*)[.-]? ?(?:(?:madde(?:si)?|modda(?:si)?|бап|бабы)(?!\p{L})|ე მუხლ\p{L}*|§+(?! ?\d))/giu

const marker = new RegExp(String.raw`(?:§§?|(?<![\p{L}\p{N}'’.])(?:` + [
  'art(?:s|t|icles?|iculos?|icolo|icoli|igos?|ikel[ns]?|ikkel|ykul\\p{L}{0,3}|icol\\p{L}{0,3}|ikl\\p{L}{0,3})?', 's(?:s|ec|ect|ections?|eccion|eccao|ecao)?', 'reg(?:s|ulations?)?', 'rules?',
  'clauses?', 'cl', 'paragra(?:phs?|f\\p{L}{0,3})', 'paragraaf', 'pasal', 'đieu', 'dieu', 'madde', 'm(?=\\.)', 'члан', 'член', 'clan', 'clanak', 'kifungu', 'vifungu', 'mad',
  'ст', 'стат(?:ья|ьи|ье|ью|ьей|ей|ьям|ья[мх]|тя|ти|тю|я)', 'стаття|статт[ияюі]', 'артыкул\\p{L}{0,3}',
  '(?:[وبلفك]|لل)?(?:ال)?(?:ماده|مواد|فصل)', 'دفعه', 'धारा', 'अनुच्छेद', 'ধারা', 'მუხლ\\p{L}{0,3}', 'հոդված\\p{L}{0,3}', 'סעיף', 'αρθρο\\p{L}{0,2}', 'มาตรา', 'ပုဒ်မ', 'មាត្រា', 'ມາດຕາ', 'አንቀጽ'
].join('|') + String.raw`)(?!\p{L}))\.? ?(?:№|no\.? ?|n\.? ?)?`, 'giu')

/** Words for what is smaller than an article: what they number is meant within it. */
const subUnit = /(?<![\p{L}\p{N}])(?:ч|часть|части|частью|п|пункт\p{L}?|abs|absatz|nr|satz|al|alineas?|apartado|inciso|inc|numeral|lit|lettera|comma|para|paragraphs?|paragrafo|subsections?|subs|بند|فقره|الفقره|البند)\.? ?\(?(\d{1,2}|[a-z])\)?(?![\p{L}\p{N}])/giu

const joint = /^(?:\s?[,;،、/&+]\s?|\s(?:and|or|y|o|e|et|ou|und|oder|en|и|или|та|ve|و|和|或|及)\s|و)(?:و ?)?(?:§+ ?)?/iu
const range = /^(?: ?[-‐–—~〜至到] ?| (?:a|to|through|bis|до|по|al|t\/m|الي) )(?:§+ ?)?/iu

type Found = { numbers: ProvisionNumber[], rest: string }

function readMarked (text: string, gazetteer: Gazetteer): ProvisionReference | undefined {
  for (const sign of text.matchAll(marker)) {
    const found = readNumbers(text, sign.index + sign[0].length)
    if (!found) continue
    const { rest, subs } = takeSubs(text.slice(0, sign.index), text.slice(found.end))
    if (readSecond(rest)) return undefined
    const numbers = found.numbers.map((n, i) => i === found.numbers.length - 1 ? { ...n, subs: [...n.subs, ...subs] } : n)
    return finish({ numbers, rest }, gazetteer, true)
  }
  return undefined
}

/** What is meant within the provision stands right before its word or right behind its number: a law's own number may stand farther off. */
function takeSubs (before: string, after: string): { rest: string, subs: string[] } {
  const subs: string[] = []
  const ahead = before.replace(subUnit, (whole, sub: string, at: number) => {
    if (before.length - at - whole.length > linkMax) return whole
    subs.push(sub.toLowerCase())
    return ' '
  })
  let edge = 2
  const behind = after.replace(subUnit, (whole, sub: string, at: number) => {
    if (at > edge) return whole
    subs.push(sub.toLowerCase())
    edge = at + whole.length + 2
    return ' '
  })
  return { rest: `${ahead} , ${behind}`, subs }
}

/** `alinéa 1 de l'article`: so many letters may stand between. */
const linkMax = 8

/** Two references in one query are a question about both, which a search answers better. */
function readSecond (rest: string): boolean {
  return [...rest.matchAll(marker)].some((sign) => sign[0].trim().length > 2 && readNumberAt(rest, sign.index + sign[0].length) !== undefined)
}

function readNumbers (text: string, from: number): { numbers: ProvisionNumber[], end: number } | undefined {
  const first = readOne(text, from)
  if (!first) return undefined
  const numbers = [{ key: first.key, subs: first.subs }, ...through(first.key)]
  let { end } = first
  while (numbers.length < numbersMax) {
    const rest = text.slice(end)
    const link = joint.exec(rest)
    const to = link ?? range.exec(rest)
    const next = to && readOne(text, end + to[0].length)
    // `art. 2, 2009` and `art. 5, 23 de noviembre`: years and days are no articles.
    if (!next || isYear(next.key) || /^ (?:de |of |du )?\p{L}+ (?:de )?\d{4}/u.test(text.slice(next.end))) break
    numbers.push(...(link ? [] : between(numbers.at(-1)!.key, next.key)), { key: next.key, subs: next.subs })
    end = next.end
  }
  return { numbers: numbers.slice(0, numbersMax), end }
}

function readOne (text: string, from: number): (ProvisionNumber & { end: number }) | undefined {
  const found = readNumberAt(text, from)
  if (found) return found
  const words = arabicOrdinal(text.slice(from)) ?? firstWord(text.slice(from))
  return words ? { key: String(words.value), subs: [], end: from + words.length } : undefined
}

const firstWord = (text: string) => {
  const word = /^(?:premier|premiere|primer[oa]?|primeir[oa]|первая|первой)(?!\p{L})/iu.exec(text)
  return word && { value: 1, length: word[0].length }
}

/** The numbers between the ends of a range that count up from the same head: `323-1` to `323-4`. */
function between (from: string, to: string): ProvisionNumber[] {
  const [, head, first] = /^(.*?)(\d+)$/.exec(from) ?? []
  const [, same, last] = /^(.*?)(\d+)$/.exec(to) ?? []
  const count = head === same ? Number(last) - Number(first) - 1 : 0
  return count > 0 && count < numbersMax ? Array.from({ length: count }, (_, i) => ({ key: `${head}${Number(first) + i + 1}`, subs: [] })) : []
}

/** `272-274` is a number in some laws and a range in others; where the second counts up it may be either. */
function through (key: string): ProvisionNumber[] {
  const [, first, last] = /^(\d+)-(\d+)$/.exec(key) ?? []
  if (first === undefined || Number(last) <= Number(first) || Number(last) - Number(first) >= numbersMax) return []
  return [{ key: first, subs: [] }, ...between(first, last!), { key: last!, subs: [] }]
}

const isYear = (key: string) => /^(?:1[6-9]|20)\d\d$/.test(key)

/** `УК 272`, `202a StGB`, `code pénal 323-1`: nothing but a law, perhaps a State, and a number that is no year. */
function readBare (text: string, gazetteer: Gazetteer): ProvisionReference | undefined {
  const at = /(?<![\p{N}.:/'’-])(?<![A-Za-z])(?:[LRD]\.? ?(?=\d))?\d/u.exec(text)
  const found = at && readNumberAt(text, at.index)
  if (!found || isYear(found.key)) return undefined
  const [before, after] = [text.slice(0, at.index).trim(), text.slice(found.end).trim()]
  if ((before === '') === (after === '') || !isLaw(before || after)) return undefined
  const reference = finish({ numbers: [{ key: found.key, subs: found.subs }], rest: before || after }, gazetteer, false)
  return reference && reference.words.length > 0 ? reference : undefined
}

const known = new Set(lawAbbreviations.map((law) => nameKey(law.abbreviation)))

/**
 * Whether words may be a law's name and nothing else: a known abbreviation, a word with capitals inside, a Chinese word
 * for a law, or a name of at least two words with a word for laws in it.
 */
function isLaw (typed: string): boolean {
  if (/^\p{Script=Han}{1,20}(?:法|法典|条例)$/u.test(typed)) return true
  const words = typed.split(' ')
  if (words.length > 1 && words.length <= 8 && words.some((word) => lawKinds.has(nameKey(word)))) return true
  if (words.length > 3) return false
  return known.has(nameKey(typed)) || words.some((word) => known.has(nameKey(word)) || (word.length <= 8 && (word.match(/\p{Lu}/gu) ?? []).length >= 2))
}

/** The words beside the number: a State where they name one, and the others. */
function finish ({ numbers, rest }: Found, gazetteer: Gazetteer, explicit: boolean): ProvisionReference | undefined {
  const tokens = rest.split(/[\s,;:،؛。，()[\]|?!¿¡]+/u).map((word) => word.replace(/^[-–—.'’/]+|[-–—'’/]+$/g, '').replace(/^的|[的中]$/g, '')).filter((word) => /[\p{L}\p{N}]/u.test(word))
  if (tokens.length > wordsMax) return undefined
  const { state, words: others } = takeState(tokens, gazetteer)
  const words = others.flatMap((word) => nameKey(word) || [])
  return { numbers, state, words, kin: nameWords(words.join(' ')).filter((word) => isOfState(word, gazetteer)), explicit }
}

function takeState (tokens: string[], gazetteer: Gazetteer): { state: string | undefined, words: string[] } {
  const names = namesOf(gazetteer)
  for (let length = Math.min(8, tokens.length); length > 0; length--) {
    for (let at = 0; at + length <= tokens.length; at++) {
      const span = tokens.slice(at, at + length)
      const state = names.get(span.map(nameKey).join(' ')) ?? (length === 1 ? codeOf(tokens, at, gazetteer) : undefined)
      if (state) return { state, words: [...tokens.slice(0, at), ...tokens.slice(at + length)] }
    }
  }
  for (const [i, token] of tokens.entries()) {
    for (let length = 6; /^\p{Script=Han}/u.test(token) && length > 1; length--) {
      const state = token.length > length ? names.get(token.slice(0, length)) : undefined
      if (state) return { state, words: tokens.toSpliced(i, 1, token.slice(length)) }
    }
  }
  return { state: undefined, words: tokens }
}

/** Codes count in capitals (`KEN`; of two letters only at an end: `IT` is a word in `IT Act`), or alone (`s 14 ken`). */
function codeOf (tokens: string[], at: number, { codes }: Gazetteer): string | undefined {
  const token = tokens[at]!
  if (!/^(?:[A-Z]{2,3}|[a-z]{3})$/.test(token) || known.has(nameKey(token))) return undefined
  const next = tokens[at + 1]
  if (next !== undefined && known.has(`${nameKey(token)} ${nameKey(next)}`)) return undefined
  if (/[a-z]/.test(token) && (tokens.length > 1 || words.has(token))) return undefined
  return token.length === 3 || at === 0 || at === tokens.length - 1 ? codes.get(token.toUpperCase()) : undefined
}

/** Codes that are words too. */
const words = new Set(['and', 'are', 'can', 'per', 'est', 'ton', 'mar'])

const read = new WeakMap<Gazetteer, Map<string, string>>()

function namesOf (gazetteer: Gazetteer): Map<string, string> {
  let names = read.get(gazetteer)
  if (!names) {
    names = new Map()
    for (const { code, names: all } of gazetteer.jurisdictions.values()) {
      for (const name of Object.values(all)) {
        for (const form of [name, name.replace(/\s*[(（].*/u, '')]) names.set(tokensOf(form), code)
      }
    }
    for (const { code, names: all } of stateNames) for (const name of all) if (gazetteer.jurisdictions.has(code)) names.set(tokensOf(name), code)
    read.set(gazetteer, names)
  }
  return names
}

const stateWords = new WeakMap<Gazetteer, Map<string, string[]>>()

/** Whether a word is of some State's name, or an adjective from it. */
function isOfState (word: string, gazetteer: Gazetteer): boolean {
  let words = stateWords.get(gazetteer)
  if (!words) {
    const all = [...gazetteer.jurisdictions.values()].flatMap(({ code, names }) => stateWordsOf(code, names))
    stateWords.set(gazetteer, words = groupBy(new Set(all), headOf))
  }
  return words.get(headOf(word))?.some((other) => isSameWord(word, other) || isKin(word, other)) ?? false
}

/** Words that are not the same, but of the same State, begin alike. */
const headOf = (word: string) => word.slice(0, 4)

const tokensOf = (name: string) => foldLetters(name).replace(elision, ' ').split(/[\s,()]+/).filter(Boolean).map(nameKey).join(' ')
