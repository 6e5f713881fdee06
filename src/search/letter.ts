const variants: Record<string, string> = {
  ß: 'ss', æ: 'ae', œ: 'oe', ø: 'o', đ: 'd', ð: 'd', ł: 'l', þ: 'th', ħ: 'h', ı: 'i', ς: 'σ', ٱ: 'ا', ى: 'ي', ی: 'ي', ة: 'ه', ک: 'ك'
}
const variant = new RegExp(`[${Object.keys(variants).join('')}]`, 'g')

/** Small letters without accents that are written for each other, and that Unicode knows as different ones, as one. */
export const oneForm = (text: string): string => text.replace(variant, (letter) => variants[letter]!)
