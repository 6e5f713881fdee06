const letters = new Map(Object.entries({
  lowerLetter: 'abcdefghijklmnopqrstuvwxyz',
  upperLetter: 'ABCDEFGHIJKLMNOPQRSTUVWXYZ',
  // Word counts without ё, й, ъ, ы and ь.
  russianLower: 'абвгдежзиклмнопрстуфхцчшщэюя',
  russianUpper: 'АБВГДЕЖЗИКЛМНОПРСТУФХЦЧШЩЭЮЯ',
  arabicAlpha: 'أبتثجحخدذرزسشصضطظعغفقكلمنهوي',
  arabicAbjad: 'أبجدهوزحطيكلمنسعفصقرشتثخذضظغ'
}))

/** The digit nought of the scripts that only change the digits. */
const noughts = new Map(Object.entries({ decimalFullWidth: '０', decimalFullWidth2: '０', hindiNumbers: '०', thaiNumbers: '๐' }))

const chineseFormats = [
  'chineseCounting', 'chineseCountingThousand', 'taiwaneseCounting', 'taiwaneseCountingThousand', 'japaneseCounting', 'ideographDigital', 'japaneseDigitalTenThousand'
]

/** A number as Word writes it in this format (`w:numFmt`); null where the format is not known here. */
export function written (value: number, format: string): string | null {
  if (format === 'none') return ''
  if (value < 1 || value > 9999) return String(value)
  if (format === 'decimal') return String(value)
  if (format === 'decimalZero') return String(value).padStart(2, '0')
  if (format === 'lowerRoman') return roman(value).toLowerCase()
  if (format === 'upperRoman') return roman(value)
  if (format === 'decimalEnclosedCircle') return value <= 20 ? String.fromCodePoint(0x245f + value) : String(value)
  const alphabet = letters.get(format)
  if (alphabet) return alphabet[(value - 1) % alphabet.length]!.repeat(Math.ceil(value / alphabet.length))
  const nought = noughts.get(format)
  if (nought) return String(value).replace(/\d/g, (digit) => String.fromCodePoint(nought.codePointAt(0)! + Number(digit)))
  if (!chineseFormats.includes(format)) return null
  return format.includes('igital') ? String(value).replace(/\d/g, (digit) => '〇一二三四五六七八九'[Number(digit)]!) : chinese(value)
}

const romans: [number, string][] = [
  [1000, 'M'], [900, 'CM'], [500, 'D'], [400, 'CD'], [100, 'C'], [90, 'XC'], [50, 'L'], [40, 'XL'], [10, 'X'], [9, 'IX'], [5, 'V'], [4, 'IV'], [1, 'I']
]

function roman (value: number): string {
  let rest = value
  return romans.map(([size, sign]) => {
    const times = Math.floor(rest / size)
    rest -= times * size
    return sign.repeat(times)
  }).join('')
}

/** 10 is 十, 12 is 十二, 105 is 一百零五. */
function chinese (value: number): string {
  const text = String(value).padStart(4, '0').replace(/\d/g, (digit, i) => digit === '0' ? '零' : '一二三四五六七八九'[Number(digit) - 1]! + '千百十 '[i])
  return text.replaceAll(' ', '').replace(/^零+|零+$/g, '').replace(/零+/g, '零').replace(/^一十/, '十')
}
