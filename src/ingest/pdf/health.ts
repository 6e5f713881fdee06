/** Whether a text layer is text: fonts that do not say which letters their signs are leave nothing that can be read. */

/** No letters of any language: private and unassigned characters, controls, the sign for what could not be decoded. */
const lostSign = /[\p{Co}\p{Cn}\p{Cs}\p{Cc}\uFFFD]/gu
const lostSignsMax = 0.04
const signsMin = 30
const lettersMin = 80

/** Signs that occur inside words only when the letters are the wrong ones. */
const foreignInWord = /\p{L}\p{M}*[\p{Sm}\p{So}\p{Sc}\p{Sk}‡†¿¡*]+\p{L}/u
const capitalInWord = /\p{Ll}\p{Lu}/u

const scripts: [string, RegExp][] = [
  'Latin', 'Greek', 'Cyrillic', 'Arabic', 'Hebrew', 'Devanagari', 'Bengali', 'Thai', 'Armenian', 'Georgian', 'Hangul', 'Ethiopic', 'Myanmar', 'Khmer', 'Tamil'
].map((name) => [name, new RegExp(`\\p{Script=${name}}`, 'gu')])
const asian = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/gu

/**
 * The letters that every text in a script is full of, and the least share of them: where they are missing, the signs stand
 * for others. Vowels for Latin, Cyrillic and Greek; alif and lam for Arabic; the commonest signs for Chinese.
 */
const usual: [RegExp, RegExp, number][] = [
  [/\p{Script=Latin}/gu, /[aeiouyæœøıəɛɔ]/giu, 0.2],
  [/\p{Script=Cyrillic}/gu, /[аеёиіїоуыэюяєѣөүұә]/giu, 0.15],
  [/\p{Script=Greek}/gu, /[αεηιουω]/giu, 0.2],
  [/\p{Script=Arabic}/gu, /[اآأإٱل]/gu, 0.12],
  [/\p{Script=Han}/gu, /[的一是在不了有和人这這中大为為上个個国國我以要他时時来來用们們生到作地于於出就分对對成会會可主发發年动動同工也能下过過子说說产產种種面而方后後多定行学學法所民得经經十三之进進着等部度家电電力里如水化高自二理起小物现現实實加量都两兩体體制机機当當使点點从從业業本去把性好应應开開它合还還因由其些然前外天政四日那社义義事平形相全表间間样樣与與关關各重新线線内數数正心反你明看原又么利比或但质質第向道命此变變条條没結结解问問意建月公无無系軍很情者最立代想已通并提直题題党程展五果料象员員革位入常文总總次品式活设設及管特件长長求老头頭基资資边邊流路级級少图圖山统統接知较較将將组組见見计計别別她手角期根论論运運农農指几九区區强放决決西被干做必战戰先回则則任取据處处府務务款項项规規依刑罰罚罪者應令律章附]/gu, 0.08]
]

/** Whether a text is long enough to tell. */
export const canBeJudged = (text: string): boolean => (text.match(/\p{L}/gu)?.length ?? 0) >= lettersMin

/** Why a text is no text; null where it looks like one, or is too short to tell. */
export function brokenText (text: string): string | null {
  const signs = text.match(/\S/gu)?.length ?? 0
  const lost = text.replace(/\s/g, '').match(lostSign)?.length ?? 0
  if (lost > signs * (signs < signsMin ? 0.3 : lostSignsMax)) return 'unknown characters'
  const letters = text.match(/\p{L}/gu)?.length ?? 0
  if (signs < signsMin) return null
  if (letters < lettersMin) return letters < signs * 0.15 && strange(text) > signs * 0.3 ? 'unknown characters' : null
  return mixedScripts(text, letters) ?? oddWords(text) ?? missingLetters(text)
}

const strange = (text: string) => text.match(/[^\p{L}\p{M}\p{N}\s\p{P}$€£¥§+=<>|°№©®™½¼¾~^`•▪■□☐☑✓◦●○→]/gu)?.length ?? 0

function mixedScripts (text: string, letters: number): string | null {
  const shares = [...scripts.map(([, script]) => text.match(script)?.length ?? 0), text.match(asian)?.length ?? 0].map((count) => count / letters)
  if (shares.filter((share) => share > 0.03).length > 3) return 'letters of many scripts'
  const accented = text.match(/[À-ÿ]/g)?.length ?? 0
  return accented > letters * 0.45 ? 'letters of another alphabet' : null
}

/** Words with capitals, digits or signs in their midst. */
function oddWords (text: string): string | null {
  const words = text.split(/\s+/).filter((word) => /[\p{Lu}\p{Ll}]/u.test(word) && (word.match(/\p{L}/gu)?.length ?? 0) >= 3)
  if (words.length < 12) return null
  const odd = words.filter((word) => foreignInWord.test(word) || (capitalInWord.test(word) && !/^\p{Script=Latin}{2,3}\p{Lu}\p{Ll}+/u.test(word)) || /\p{L}\d+\p{L}/u.test(word))
  return odd.length > words.length * 0.25 ? 'improbable words' : null
}

function missingLetters (text: string): string | null {
  for (const [script, frequent, least] of usual) {
    const found = text.match(script)
    if (!found || found.length < lettersMin) continue
    const count = found.join('').normalize('NFD').match(frequent)?.length ?? 0
    if (count < found.length * least) return 'improbable words'
  }
  return null
}
