const superscripts = '⁰¹²³⁴⁵⁶⁷⁸⁹'

/** Digits as superscript digits, so that `272` and a raised `1` never become `2721`. */
export const raised = (text: string): string => text.replace(/[0-9]/g, (digit) => superscripts[Number(digit)]!)

/** Russian law writes the number of an article put in later with raised digits, and cites it with a point: 272¹ is 272.1. */
export const pointed = (text: string): string => text.replace(/(?<=\d) ?[⁰¹²³⁴-⁹]{1,3}(?:-[⁰¹²³⁴-⁹]{1,3})?/g, (digits) =>
  `.${digits.trim().replace(/[^-]/g, (digit) => String(superscripts.indexOf(digit)))}`)

/** What the symbol fonts of office programs show for their private characters. */
const symbols: Record<string, string> = { '\uf0b7': '•', '\uf0a7': '▪', '\uf0d8': '➢', '\uf0fc': '✓', '\uf02d': '-', '\uf0be': '—' }

/**
 * A paragraph as it is kept: one space between words, line breaks as they are, no characters that are invisible or change
 * the direction of what follows. A private character that nobody can know becomes U+FFFD.
 */
export const cleaned = (text: string): string => text
  // eslint-disable-next-line no-control-regex
  .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u00ad\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]/g, '')
  .replace(/[\ue000-\uf8ff]/g, (sign) => symbols[sign] ?? '\ufffd')
  .replace(/[^\S\n]+/g, ' ')
  .replace(/ ?\n[ \n]*/g, '\n')
  .trim()
