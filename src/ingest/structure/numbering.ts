import type { provisionKinds } from '../../model/vocabulary.js'
import { chineseValue, readNumeral, type Numeral } from './numeral.js'

export type ProvisionKind = (typeof provisionKinds)[number]

/** What a line says that begins with a number pattern: perhaps a heading, perhaps only a reference. */
export type Mark = {
  kind: ProvisionKind
  /** `either`: a basic unit in some laws, a container in others (Section) */
  role: 'unit' | 'container' | 'either'
  /** marks of one style are numbered together */
  style: string
  /** as printed, and for eIds and order */
  number: string
  id: string
  key: number[]
  /** the last number where the mark is of several: `§§ 116 bis 119` */
  through?: number[]
  /** what stands between number and words, and the words */
  sign: string
  rest: string
}

/** Reads the mark with which a line begins; null where it begins with none. */
export function readMark (line: string): Mark | null {
  const drawn = line.replace(/[\uFB50-\uFD3D\uFD50-\uFDF9\uFE70-\uFEFC]+/g, (letters) => letters.normalize('NFKC'))
  const text = drawn.trim().replace(/^[\u200B-\u200F\u202A-\u202E\u2066-\u2069\uFEFF*_#]{1,6}\s?/, '')
  const enclosed = /^(?:\(\s?([^()]{3,80})\)|\[\s?([^[\]]{3,80})\]|«\s?([^«»]{3,80})»|[-–—]\s?(.{3,80}?)\s?[-–—])$/u.exec(text)
  const inner = enclosed && wordMark(enclosed.slice(1).find((part) => part !== undefined)!.trim())
  if (inner && inner.rest === '') return inner
  return asianMark(text) ?? rangeMark(text) ?? wordMark(text) ?? numberFirst(text) ?? bareMark(text)
}

/**
 * A number without any sign behind it, and a heading: `14 Short title`, as in the United Kingdom and New Zealand. It looks
 * like so much else (`5 January`, a row of a table) that only an unbroken sequence of them says something.
 */
export function readPlainMark (line: string): Mark | null {
  const found = /^(?<number>\d{1,3}[A-Z]{0,2})\s{1,4}(?=[\p{Lu}“"])/u.exec(line)
  const number = found && line.length <= plainMax ? readNumeral(found.groups!.number!) : null
  return number ? finish('section', 'unit', 'plain', number, line.slice(number.length)) : null
}

const plainMax = 160

/** Whether the words behind the number go on as a reference does (Article 5 of this law …), not as a heading. */
export function isReference (mark: Mark): boolean {
  const { rest, sign, style } = mark
  if (rest === '') return false
  if (/^[,;،؛，、]/.test(sign) && style !== 'han-item') return true
  if (sign === '' && /^(?:\p{Nd}|\(\s?[\p{Nd}a-z]{1,4}\s?\))/iu.test(rest)) return true
  if (/^[1١۱]\s?[.)\-–—]/.test(rest)) return false
  if (/^(?:Abs\.|Absatz|Absätze|Satz|Nr\.|Nummer|Buchstabe|Unterabsatz)(?!\p{L})/u.test(rest)) return true
  if (/^\p{Script=Arabic}/u.test(rest)) return !/[:\-–—]/.test(sign) && arabicGoesOn.test(rest)
  if (style === 'han' && sign === '') return !/^[【（([]/.test(rest)
  if (style.startsWith('han-') && sign === '') return /^[的规規、，和所至以中]/.test(rest)
  return sign.trim() === '' && (/^\d/.test(rest) || beginsSmall(rest.replace(/^["“«]/, '')))
}

/** Whether a text begins with a small letter, in a script that has capitals too. */
export const beginsSmall = (text: string): boolean => /^(?!\p{Script=Georgian})\p{Ll}/u.test(text)

const arabicGoesOn = /^(?:من|إلى|الى|أو|و|في|المذكورة|المشار|أعلاه|المنصوص|السابقة|بعد|على|عن)(?!\p{L})/u

/** The words before numbers; what is a basic unit in one language may be a container in another. */
const words: [ProvisionKind, Mark['role'], string, string][] = [
  ['article', 'unit', 'article', 'articles?|art[íi]culos?|artigos?|artikel|articolo|articolul|art|ibara(?: ya)?|стат[ьт]я|статт?я|pasal|madde|điều|მუხლი|artykuł|artículo'],
  ['article', 'unit', 'article', 'المادة|المــادة|مادة|ماده|ماده|अनुच्छेद'],
  ['section', 'unit', '§', '§§?'],
  ['section', 'either', 'section', 'sections?|secs?|sect|kifungu(?: cha)?|धारा|ပုဒ်မ'],
  ['section', 'container', 'sec', 'secci[óo]n|se[çc][ãa]o|sezione|sectiunea|secțiunea|afdeling'],
  ['rule', 'unit', 'rule', 'rules?|kanuni(?: ya)?'],
  ['section', 'unit', 'regulation', 'regulations?'],
  ['clause', 'unit', 'clause', 'clauses?|cl[áa]usulas?|البند'],
  ['book', 'container', 'book', 'book|livre|libro|livro|buch|книга|kitab|kitap|الكتاب'],
  ['part', 'container', 'part', 'part|partie|parte|teil|часть|частина|sehemu(?: ya)?|deel|część|partea|phần|भाग|အပိုင်း|بخش'],
  ['part', 'container', 'qism', 'القسم'],
  ['title', 'container', 'title', 'title|titre|t[íi]tulo|titolo|titel|titlul|раздел|розділ|dział|الباب|باب|sura'],
  ['title', 'container', 'subtitle', 'sous-titre|subt[íi]tulo|subtitle'],
  ['chapter', 'container', 'chapter', 'chapter|chapitre|cap[íi]tulo|capo|capitolo|capitolul|kapitel|hoofdstuk|глава|rozdział|bab|bölüm|chương|თავი|अध्याय|အခန်း|الفصل|فصل|sura(?: ya)?'],
  ['division', 'container', 'division', 'division|abschnitt|unterabschnitt|untertitel|sous-section|subsecci[óo]n|subse[çc][ãa]o|subdivision|sub-part|subpart|подраздел|підрозділ|mục|المبحث|الفرع|المطلب|مبحث'],
  ['paragraph', 'container', 'subdivision', 'paragraphe'],
  ['schedule', 'container', 'schedule', 'schedule|annex|annexe|appendix|anexo|allegato|anlage|anhang|bijlage|приложение|додаток|załącznik|anexa|jedwali(?: la)?|lampiran|phụ lục|الملحق|ملحق|ek']
]

const unnumberedParts = new RegExp('^(?:partie (?:législative|réglementaire)(?: \\p{L}+| [-–—] .{1,60})?|(?:allgemeiner|besonderer) teil|parte (?:general|especial|geral)|' +
  '(?:общая|особенная|загальна|особлива) (?:часть|частина)|general part|special part|(?:disposiciones|artículos|disposições) ' +
  '(?:transitori[ao]s?|adicionales|derogatorias?|finales|finais)(?: (?:y|e) \\p{L}+)?|transitorios)[.:]?$', 'iu')
const unnumbered = /^(?:the )?(?:schedule|annexe?|appendix|anexo|allegato|anlage|anhang|bijlage|приложение|jedwali|附件|附录|附錄|附表|الملحق|ملحق|الملاحق)s?[.:：]?$/iu

const wordPatterns = words.map(([kind, role, style, list]) => ({
  kind, role, style,
  pattern: new RegExp(`^(?:${list})(?:\\.|(?![\\p{L}\\p{M}]))[ \\u00A0\\u3000]{0,4}(?:N[°º]\\.? ?|No\\.? (?=\\d)|رقم )?`, 'iu')
}))

function wordMark (text: string): Mark | null {
  if (unnumbered.test(text)) return { kind: 'schedule', role: 'container', style: 'schedule', number: '', id: '', key: [], sign: '', rest: '' }
  if (beginsSmall(text)) return null
  if (/^[附总總]\s{0,4}[则則]$/.test(text)) return { kind: 'chapter', role: 'container', style: 'han-chapter', number: '', id: '', key: [], sign: '', rest: '' }
  if (unnumberedParts.test(text)) return { kind: 'part', role: 'container', style: 'part', number: '', id: '', key: [], sign: '', rest: '' }
  for (const { kind, role, style, pattern } of wordPatterns) {
    const found = pattern.exec(text)
    if (!found) continue
    const number = readNumeral(text.slice(found[0].length), role === 'container')
    if (number && fits(found[0], number)) return finish(kind, role, style, number, text.slice(found[0].length + number.length))
  }
  return null
}

const plural: [ProvisionKind, string, RegExp][] = [
  ['section', '§', /^(?:\(X{2,4}\) )?§§ ?/], ['section', 'section', /^sections? /i],
  ['article', 'article', /^(?:articles|art[íi]culos|artigos|artikel|artt?\.|articoli|стат[ьт]и|статті|المواد(?: من)?) /i]
]
const span = /^\s?(?:bis|und|to|and|through|à|et|al?|y|e|до|по|и|إلى|الى|[-–—])\s?/

/** Several at once, mostly because they were repealed: `§§ 116 bis 119 (weggefallen)`. */
function rangeMark (text: string): Mark | null {
  for (const [kind, style, pattern] of plural) {
    const word = pattern.exec(text)?.[0]
    const from = word && readNumeral(text.slice(word.length))
    if (!from) continue
    const rest = text.slice(word.length + from.length)
    const join = span.exec(rest)?.[0]
    const to = join ? readNumeral(rest.slice(join.length)) : null
    if (!to) continue
    const length = from.length + join!.length + to.length
    const printed = text.slice(word.length, word.length + length)
    const mark = finish(kind, 'unit', style, { printed, id: `${from.id}-${to.id}`, key: from.key, length }, text.slice(word.length + length))
    // Articles 5 and 6 apply: a sentence. Articles 5 to 9 (repealed): a heading.
    return mark && /^[[(.:–—-]|^$/.test(mark.sign.trim() || mark.rest) ? { ...mark, through: to.key } : null
  }
  return null
}

/** `Art.5`, `Art. 5` and `Section 5` are; `Article5` and `Sapling` are not; a Roman number in small letters is a word. */
const fits = (word: string, number: Numeral) => /[\s.§\u3000]$/.test(word) || /^[(\d]/.test(number.printed) || !/^[A-Za-z]/.test(word)

/** Signs that part a number from its words. */
const signs = /^[\s\u00A0\u3000.:：\-–—―_،,;؛，、)\]/|ـ]{0,8}/

function finish (kind: ProvisionKind, role: Mark['role'], style: string, number: Numeral, after: string): Mark | null {
  if (/^[\p{L}\p{M}]/u.test(after) && !/^[\p{Script=Han}]/u.test(after)) return null
  const sign = signs.exec(after)![0]
  const rest = after.slice(sign.length).trim()
  return { kind, role, style, number: number.printed, id: number.id, key: number.key, sign: sign.replace(/[\s\u00A0\u3000]+/g, ' '), rest }
}

const han = '[零〇○一二三四五六七八九十百千两\\d０-９]{1,9}'
const asian = new RegExp(`^第\\s?(?<number>${han})\\s?(?<word>编|編|分编|章|节|節|条|條|部分|篇|卷|款)(?:\\s?[之の]\\s?(?<of>${han}))?`)
const korean = /^제\s?(?<number>\d{1,4})\s?(?<word>편|장|절|관|조)(?:의\s?(?<of>\d{1,3}))?/
const asianKinds: Record<string, ProvisionKind> = {
  编: 'book', 編: 'book', 篇: 'book', 卷: 'book', 편: 'book', 部分: 'part', 分编: 'division', 章: 'chapter', 장: 'chapter',
  节: 'section', 節: 'section', 절: 'section', 관: 'division', 款: 'division', 条: 'article', 條: 'article', 조: 'article'
}

function asianMark (text: string): Mark | null {
  const found = asian.exec(text) ?? korean.exec(text)
  if (found) {
    const { number, word, of } = found.groups!
    const value = chineseValue(number!)
    const second = of ? chineseValue(of) : null
    if (!value || (of && !second)) return null
    const kind = asianKinds[word!]!
    const key = second ? [value, second] : [value]
    const numeral = { printed: found[0], id: key.join('-'), key, length: found[0].length }
    return kind === 'article' ? asianUnit(numeral, text) : asianUnit(numeral, text, kind)
  }
  const annex = /^(?:附件|附录|附錄|附表|별표)\s?(?<number>[一二三四五六七八九十\d]{1,3})/.exec(text)
  const value = annex && chineseValue(annex.groups!.number!)
  return value ? asianUnit({ printed: annex.groups!.number!, id: String(value), key: [value], length: annex[0].length }, text, 'schedule') : null
}

function asianUnit (numeral: Numeral, text: string, container?: ProvisionKind): Mark {
  const after = text.slice(numeral.length)
  const sign = signs.exec(after)![0]
  return {
    kind: container ?? 'article', role: container ? 'container' : 'unit', style: container ? `han-${container}` : 'han',
    number: numeral.printed, id: numeral.id, key: numeral.key, sign: sign.replace(/[\s\u3000]+/g, ' '), rest: after.slice(sign.length).trim()
  }
}

const behind: [ProvisionKind, Mark['role'], string, RegExp][] = [
  ['book', 'container', 'book', /^(?:Buch|kitap)(?!\p{L})/iu], ['part', 'container', 'part', /^(?:Teil|part|partie|parte|часть|kısım)(?!\p{L})/iu],
  ['schedule', 'container', 'schedule', /^schedule(?!\p{L})/iu],
  ['division', 'container', 'division', /^(?:Abschnitt|Unterabschnitt|Untertitel)(?!\p{L})/u], ['title', 'container', 'title', /^(?:Titel|раздел)(?!\p{L})/iu],
  ['chapter', 'container', 'chapter', /^(?:Kapitel|тарау|глава|боб|bob|бүлэг|bölüm)(?!\p{L})/iu], ['article', 'unit', 'article', /^(?:бап|модда|modda|зүйл|maddə)(?!\p{L})/iu]
]

/** The number first: `Erster Abschnitt`, `2. Teil`, `1-бап`. */
function numberFirst (text: string): Mark | null {
  if (!/^(?:\d|\p{Lu}\p{L}{3})/u.test(text)) return null
  const number = readNumeral(text)
  if (!number) return null
  const join = /^[.\- ]{1,3}/.exec(text.slice(number.length))?.[0]
  if (!join) return null
  const after = text.slice(number.length + join.length)
  for (const [kind, role, style, pattern] of behind) {
    const word = pattern.exec(after)?.[0]
    if (word) return finish(kind, role, style, number, after.slice(word.length))
  }
  return null
}

/** A number alone: `14. Heading`, `1.—(1)`, `46A.`, `一、`, `أولاً:`. */
function bareMark (text: string): Mark | null {
  const number = readNumeral(text)
  if (!number) return null
  const after = text.slice(number.length)
  if (/^\p{Nd}/u.test(text)) {
    if (!/^\s?(?:[.．](?!\p{Nd})|[-–—](?=\s|\())/u.test(after)) return null
    return finish('section', 'unit', 'bare', number, after)
  }
  if (/^[一二三四五六七八九十]/.test(text)) return /^[、.．]/.test(after) ? finish('article', 'unit', 'han-item', number, after) : null
  if (!/^\s?(?:[:.\-–—]|$)/.test(after) || !/^(?:\p{Script=Arabic}|\p{Lu}{3})/u.test(text)) return null
  return finish('clause', 'unit', 'clause', number, after)
}
