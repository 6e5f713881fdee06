/**
 * Plain BM25 as a textbook has it, to compare with: k1 0.9, b 0.4, words lower-cased and not stemmed, Han, kana and hangul as
 * bigrams. All in memory.
 */
const k1 = 0.9
const b = 0.4

const inBigrams = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]+/gu

/** The words of a text as plain BM25 sees them. */
export function plainTokens (text: string): string[] {
  const tokens: string[] = []
  for (const [word] of text.toLowerCase().matchAll(/[\p{L}\p{N}]+/gu)) {
    let end = 0
    for (const run of word.matchAll(inBigrams)) {
      if (run.index > end) tokens.push(word.slice(end, run.index))
      const signs = [...run[0]]
      if (signs.length === 1) tokens.push(run[0])
      for (let i = 0; i + 1 < signs.length; i++) tokens.push(signs[i]! + signs[i + 1]!)
      end = run.index + run[0].length
    }
    if (end < word.length) tokens.push(word.slice(end))
  }
  return tokens
}

/** Holds the texts; `rank` answers the places of the best `limit` of those that `keep` lets through, best first. */
export function openBm25 (texts: string[]) {
  // Of each word the texts it is in and how often, by turns: document, frequency, document, frequency …
  const postings = new Map<string, number[]>()
  const lengths = new Float64Array(texts.length)
  texts.forEach((text, document) => {
    const tokens = plainTokens(text)
    lengths[document] = tokens.length
    for (const token of tokens) {
      const list = postings.get(token)
      if (!list) postings.set(token, [document, 1])
      else if (list[list.length - 2] === document) list[list.length - 1]!++
      else list.push(document, 1)
    }
  })
  const average = lengths.reduce((sum, length) => sum + length, 0) / Math.max(1, texts.length)
  const scores = new Float64Array(texts.length)
  return {
    rank (query: string, limit: number, keep: (document: number) => boolean = () => true): number[] {
      scores.fill(0)
      for (const token of plainTokens(query)) {
        const list = postings.get(token)
        if (!list) continue
        const held = list.length / 2
        const weight = Math.log(1 + (texts.length - held + 0.5) / (held + 0.5)) * (k1 + 1)
        for (let i = 0; i < list.length; i += 2) {
          const document = list[i]!
          const frequency = list[i + 1]!
          scores[document]! += weight * frequency / (frequency + k1 * (1 - b + b * lengths[document]! / average))
        }
      }
      return best(scores, limit, keep)
    }
  }
}

/** The places of the highest scores above zero, the earlier one first where two are equal. */
function best (scores: Float64Array, limit: number, keep: (place: number) => boolean): number[] {
  const found: number[] = []
  for (let place = 0; place < scores.length; place++) {
    const score = scores[place]!
    if (score <= 0 || (found.length === limit && score <= scores[found[limit - 1]!]!) || !keep(place)) continue
    let low = 0
    for (let high = found.length; low < high;) {
      const middle = (low + high) >> 1
      if (scores[found[middle]!]! >= score) low = middle + 1
      else high = middle
    }
    found.splice(low, 0, place)
    if (found.length > limit) found.pop()
  }
  return found
}
