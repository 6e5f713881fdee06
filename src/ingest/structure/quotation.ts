/** The signs that open and close a quotation; which pair is used for what differs by language. */
const pairs: [RegExp, RegExp][] = [[/„/g, /[”“]/g], [/“/g, /”/g], [/«/g, /»/g], [/[「『]/g, /[」』]/g], [/‘‘|``/g, /’’/g]]
const linesMax = 300

/**
 * The lines that begin with a quotation, or stand in one which an earlier line opened, as amending laws quote the
 * articles that they insert. A quotation that is not closed within 300 lines is none.
 */
export function quotedLines (lines: string[]): Set<number> {
  const quoted = new Set<number>()
  for (const [i, line] of lines.entries()) if (/^\s?(?:[“„«「『"]|‘‘|``)/.test(line)) quoted.add(i)
  const german = lines.some((line) => line.includes('„'))
  for (const [open, close] of german ? pairs.filter(([sign]) => sign.source !== '“') : pairs) {
    markBetween(lines, quoted, (line) => balance(line, open, close), close)
  }
  markBetween(lines, quoted, straightBalance, /"/g)
  return quoted
}

/** 1: opens and does not close; −1: closes what an earlier line opened; 0: neither. */
function balance (line: string, open: RegExp, close: RegExp): number {
  const opened = line.match(open)?.length ?? 0
  const closed = line.match(close)?.length ?? 0
  // Who forgets a closing sign in the middle still ends with one.
  return opened === closed + 1 && closed > 0 && closesAtEnd(close).test(line) ? 0 : Math.sign(opened - closed)
}

const closesAtEnd = (close: RegExp) => new RegExp(`${close.source}[\\]).;,。；\\s]{0,3}$`)

/** Straight signs do not tell which way they look: an odd number of them opens at the beginning of a line, and closes at the end. */
function straightBalance (line: string): number {
  if ((line.match(/"/g)?.length ?? 0) % 2 === 0) return 0
  return /^\s?"/.test(line) || /:\s?"[^"]*$/.test(line) ? 1 : /"[.;,]{0,2}$/.test(line) ? -1 : 0
}

function markBetween (lines: string[], quoted: Set<number>, balanceOf: (line: string) => number, close: RegExp) {
  const closes = closesAtEnd(close)
  let opened = -1
  for (const [i, line] of lines.entries()) {
    const sign = balanceOf(line)
    if (opened >= 0 && i - opened > linesMax) opened = -1
    // A quotation may be opened anew on each of its lines; one that opens within a line shows that the last never closed.
    if (opened < 0 || (sign === 1 && !/^\s?(?:[“„«「『"]|‘‘|``)/.test(line))) opened = sign === 1 ? i : -1
    else if (sign === -1 || (sign === 0 && closes.test(line))) {
      for (let n = opened + 1; n <= i; n++) quoted.add(n)
      opened = -1
    }
  }
}
