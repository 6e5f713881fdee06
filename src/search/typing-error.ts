/**
 * The least number of typing errors (a letter missing, too many, wrong, or two neighbours exchanged; Damerau's measure without
 * changing a place twice) between what was typed and each beginning of a word, the empty one first and the whole last.
 */
export function errorsToBeginnings (typed: string, word: string): number[] {
  let before: number[] = []
  let last = Array.from({ length: word.length + 1 }, (_, j) => j)
  for (let i = 1; i <= typed.length; i++) {
    const row = [i]
    for (let j = 1; j <= word.length; j++) {
      let least = Math.min(last[j]! + 1, row[j - 1]! + 1, last[j - 1]! + Number(typed[i - 1] !== word[j - 1]))
      if (i > 1 && j > 1 && typed[i - 1] === word[j - 2] && typed[i - 2] === word[j - 1]) least = Math.min(least, before[j - 2]! + 1)
      row.push(least)
    }
    ;[before, last] = [last, row]
  }
  return last
}
