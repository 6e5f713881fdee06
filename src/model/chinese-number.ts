const figures: Record<string, number> = { 〇: 0, '○': 0, 零: 0, 一: 1, 二: 2, 两: 2, 兩: 2, 三: 3, 四: 4, 五: 5, 六: 6, 七: 7, 八: 8, 九: 9 }
const powers: Record<string, number> = { 十: 10, 百: 100, 千: 1000 }

/** The value of a number in Chinese figures, 二百八十五 or 二八五; undefined for what is none. */
export function chineseNumber (text: string): number | undefined {
  if (!/^[〇○零一二两兩三四五六七八九十百千万]+$/.test(text)) return undefined
  if (!/[十百千万]/.test(text)) return Number([...text].map((c) => figures[c]).join(''))
  let [total, section, last] = [0, 0, 0]
  for (const c of text) {
    if (c === '万') [total, section, last] = [(total + section + last) * 10_000, 0, 0]
    else if (powers[c]) [section, last] = [section + (last || 1) * powers[c], 0]
    else last = figures[c]!
  }
  return total + section + last
}
