/** Words as people would type them, drawn from texts by chance that begins at a seed: the same seed gives the same questions. */
export type Sample = { language: string, text: string }
export type Random = () => number

/** Numbers from 0 to below 1 (mulberry32). */
export function openRandom (seed: number): Random {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296
  }
}

const below = (random: Random, n: number) => Math.floor(random() * n)
const oneOf = <T>(random: Random, list: T[]): T => list[below(random, list.length)]!

const han = /\p{Script=Han}/u
const triesMax = 1000

/** What somebody has typed so far: one or two words, the last of them unfinished, half of the time with a slip in it. */
export function typed (samples: Sample[], random: Random): string {
  for (let tries = 0; tries < triesMax; tries++) {
    const { text } = oneOf(random, samples)
    if (han.test(text)) {
      const signs = runOf(text, random, 2 + below(random, 3))
      if (signs) return signs
      continue
    }
    const long = wordsOf(text).filter((word) => [...word].length >= 5 && /^\p{L}[\p{L}\p{M}]*$/u.test(word))
    if (long.length === 0) continue
    const begun = [...oneOf(random, long)]
    const written = begun.slice(0, 3 + below(random, begun.length - 2))
    const last = (random() < 0.5 ? slip(written, random) : written).join('')
    return random() < 0.5 ? last : `${oneOf(random, long)} ${last}`
  }
  throw new Error('The samples have no words.')
}

/** Two letters swapped, one left out, one twice, or one in the place of another; the first letter is right. */
function slip (letters: string[], random: Random): string[] {
  if (letters.length < 4) return letters
  const at = 1 + below(random, letters.length - 2)
  const [before, here, next, after] = [letters.slice(0, at), letters[at]!, letters[at + 1]!, letters.slice(at + 2)]
  return oneOf(random, [
    [...before, next, here, ...after], [...before, next, ...after], [...before, here, here, next, ...after], [...before, oneOf(random, letters), next, ...after]
  ])
}

/** A question of 3 to 12 words, or of 6 to 24 signs, as they follow each other in a text, some left out. */
export function question (samples: Sample[], random: Random): string {
  for (let tries = 0; tries < triesMax; tries++) {
    const { text } = oneOf(random, samples)
    const length = 3 + below(random, 10)
    if (han.test(text)) {
      const signs = runOf(text, random, length * 2)
      if (signs) return signs
      continue
    }
    const words = wordsOf(text)
    if (words.length < length) continue
    const room = words.slice(below(random, words.length - length + 1)).slice(0, length + below(random, 6))
    while (room.length > length) room.splice(below(random, room.length), 1)
    return room.join(' ')
  }
  throw new Error('The samples are too short for questions.')
}

/** A phrase or words joined by operators; `loose`: the nearest that an engine without operators can be asked. */
export function exact (samples: Sample[], random: Random): { q: string, loose: string } {
  for (let tries = 0; tries < triesMax; tries++) {
    const { text } = oneOf(random, samples)
    const phrase = phraseOf(text, random)
    const [a, b, c] = [partOf(text, random), partOf(text, random), partOf(oneOf(random, samples).text, random)]
    if (!phrase || !a || !b || !c) continue
    return oneOf(random, [
      { q: `"${phrase}"`, loose: `"${phrase}"` },
      { q: `${a} AND ${b}`, loose: `${a} ${b}` },
      { q: `${a} AND NOT ${c}`, loose: `${a} -${c}` },
      { q: `(${a} OR ${c}) AND ${b}`, loose: `${a} ${b}` }
    ])
  }
  throw new Error('The samples are too short for phrases.')
}

function phraseOf (text: string, random: Random): string | undefined {
  const length = 2 + below(random, 3)
  if (han.test(text)) return runOf(text, random, length * 2)
  const words = wordsOf(text)
  if (words.length < length) return undefined
  const from = below(random, words.length - length + 1)
  // As it stands in the text: what is between the words belongs to the phrase.
  const found = new RegExp(words.slice(from, from + length).join('[^\\p{L}\\p{N}"]{1,3}'), 'u').exec(text)
  return found?.[0].replace(/\s+/g, ' ')
}

function partOf (text: string, random: Random): string | undefined {
  if (han.test(text)) return runOf(text, random, 2)
  const words = wordsOf(text).filter((word) => /^\p{L}[\p{L}\p{M}]{3,}$/u.test(word))
  return words.length > 0 ? oneOf(random, words) : undefined
}

/** So many signs that stand beside each other; undefined where there is no such run. */
function runOf (text: string, random: Random, length: number): string | undefined {
  const runs = (text.match(/\p{Script=Han}+/gu) ?? []).filter((run) => run.length >= length)
  if (runs.length === 0) return undefined
  const run = oneOf(random, runs)
  const from = below(random, run.length - length + 1)
  return run.slice(from, from + length)
}

const wordsOf = (text: string): string[] => text.match(/[\p{L}\p{N}][\p{L}\p{M}\p{N}]*/gu) ?? []

/** Draws from a list so that the nth comes 1/n as often as the first, as what many people ask does. */
export function openZipf<T> (list: T[], random: Random): () => T {
  const sums: number[] = []
  list.reduce((sum, _, i) => (sums[i] = sum + 1 / (i + 1)), 0)
  return () => {
    const at = random() * sums.at(-1)!
    let low = 0
    for (let high = sums.length - 1; low < high;) {
      const middle = (low + high) >> 1
      if (sums[middle]! < at) low = middle + 1
      else high = middle
    }
    return list[low]!
  }
}
