/**
 * The Arabic number in words with which a text begins, as ordinals of articles and chapters are written (الأولى,
 * الحادية عشرة, الخامسة والعشرون بعد المائة), as printed or folded: its value, 1 to 999, and how long it is; undefined
 * where there is none.
 */
export function arabicOrdinal (text: string): { value: number, length: number } | undefined {
  const sums = { ones: 0, tens: 0, hundreds: 0 }
  let length = 0
  for (const match of text.slice(0, 90).matchAll(/\s{0,3}([\p{L}\p{M}\u0640]+)/guy)) {
    const word = plain(match[1]!)
    const part = word === 'بعد' ? null : partOf(word)
    if (part === undefined || (part && !take(sums, part))) break
    if (part) length = match.index + match[0].length
  }
  const value = sums.ones + sums.tens + sums.hundreds
  return value > 0 ? { value, length } : undefined
}

type Part = { place: 'ones' | 'tens' | 'hundreds', value: number }
type Sums = Record<Part['place'], number>

/** Adds a word's value, unless the number already has that place: then the word belongs to what follows. */
function take (sums: Sums, { place, value }: Part): boolean {
  if (sums[place] > 0) return false
  if (place === 'ones' && sums.tens > 0 && sums.hundreds === 0) return false
  sums[place] = value
  return true
}

/** Without vowel signs, with one form of alif, ya and ta marbuta, so that spellings meet; folding has taken the hamza off its seat (`مايه`, `ميه`). */
const plain = (word: string) => word.replace(/[\p{M}\u0640]/gu, '').replace(/[أإآٱ]/g, 'ا').replace(/[ىی]$/, 'ي').replace(/ة$/, 'ه')
  .replace(/(?<=ما?)ي(?=ه$|ت[اي]ن$)/, 'ئ')

const ones = ['اول|اولي|حادي|حاديه|واحد|واحده|اولا', 'ثاني|ثانيه|ثانيا', 'ثالث|ثالثه|ثالثا', 'رابع|رابعه|رابعا', 'خامس|خامسه|خامسا', 'سادس|سادسه|سادسا',
  'سابع|سابعه|سابعا', 'ثامن|ثامنه|ثامنا', 'تاسع|تاسعه|تاسعا']
const tens = ['عشر|عشره|عاشر|عاشره|عاشرا', 'عشرون|عشرين', 'ثلاثون|ثلاثين', 'اربعون|اربعين', 'خمسون|خمسين', 'ستون|ستين', 'سبعون|سبعين', 'ثمانون|ثمانين', 'تسعون|تسعين']
const hundreds = ['مائه|مئه', 'مائتين|مئتين|مائتان|مئتان', 'ثلاثمائه|ثلاثمئه', 'اربعمائه|اربعمئه', 'خمسمائه|خمسمئه', 'ستمائه|ستمئه', 'سبعمائه|سبعمئه', 'ثمانمائه|ثمانمئه', 'تسعمائه|تسعمئه']

const parts = new Map<string, Part>()
for (const [place, step, lists] of [['ones', 1, ones], ['tens', 10, tens], ['hundreds', 100, hundreds]] as const) {
  for (const [i, list] of lists.entries()) for (const word of list.split('|')) parts.set(word, { place, value: (i + 1) * step })
}

const partOf = (word: string): Part | undefined => parts.get(word.replace(/^و(?=ال)/, '').replace(/^ال/, '')) ?? parts.get(word.replace(/^و/, ''))
