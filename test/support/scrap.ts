/** Numbers between 0 and 1 that are the same at each run (mulberry32, public domain). */
export function randomFrom (seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6D2B79F5) | 0
    let n = Math.imul(state ^ (state >>> 15), 1 | state)
    n = (n + Math.imul(n ^ (n >>> 7), 61 | n)) ^ n
    return ((n ^ (n >>> 14)) >>> 0) / 4294967296
  }
}

const scraps = [
  'access', 'données', 'Straße', 'ﬁle', 'доступ', 'ё', 'и\u0306', 'المعلومات', 'وال', 'لل', 'مَ', 'ـ', 'ﷺ', 'ﻻ', '١٢', '第二百八十五條', '第', '二百', '計算', '系统', '𠮷', '㗲', '豈', '\u{2F800}', 'ー',
  'ﾃﾞ', 'テ\u3099', '정보', '\u1100\u1161', 'ข้', '๑', 'क्ष', 'म्प', '६', '㈠', '½', 'º', 'İ', 'ı', '😀', '\uD800', '\uDC00', '\0', '\u00AD', '\u200B', '\u202E', '\uFEFF', '\u0301', '\uFE0F', '\u{E0100}',
  ' ', '\n', '\u00A0', "'", '’', 'ʼ', '-', '.', ',', '，', '(', '\\', '"', '$&', '1', '٣'
]

/** Up to 30 scraps of words of many scripts, and of what is none, in a row. */
export function scrapsOf (random: () => number): string {
  const pick = () => random() < 0.1 ? String.fromCharCode(Math.floor(random() * 0x10000)) : scraps[Math.floor(random() * scraps.length)]!
  return Array.from({ length: Math.floor(random() * 30) }, pick).join('')
}
