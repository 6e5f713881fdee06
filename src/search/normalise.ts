/**
 * What the engine does not fold by itself, folded alike in documents and queries: presentation forms, full-width and
 * half-width letters (NFKC), Arabic-Indic digits, Arabic vowel signs and tatweel, soft hyphens and other invisible signs.
 */
export function normalise (text: string): string {
  return text.normalize('NFKC')
    .replace(/[\u0660-\u0669]/g, (d) => String(d.charCodeAt(0) - 0x660))
    .replace(/[\u06F0-\u06F9]/g, (d) => String(d.charCodeAt(0) - 0x6f0))
    .replace(/[\u064B-\u0652\u0670\u0640\u00AD\u200B-\u200F\u202A-\u202E\u2060-\u2069\uFEFF]/g, '')
}

/**
 * A query, normalised. The engine splits the Arabic article off as a word of its own, which then is met everywhere:
 * it is left out of queries (not out of documents, where the word behind it is met with and without).
 */
export function normaliseQuery (text: string): string {
  return normalise(text).replace(/(?<!\p{L})ال(?=\p{L}{3})/gu, '')
}
