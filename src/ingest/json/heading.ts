/** The words after a number, parted into the heading and the text. */
export type Headed = { heading: string | null, text: string }

const wordsMax = 24
const notesMax = 4
const amended = /^\(?(?:modificad|adicionad|derogad|corregid|sustituid|declarad|reformad|incorporad|suprimid|modifi[ée]|abrog[ée]|alterad|revogad|amended|inserted|repealed)/i

/**
 * Parts the heading from the text that follows it on the same line, as in `Acceso ilícito. El que …`. Only what is plainly
 * a heading is one: a short first sentence without a verb, with a new sentence behind it; else all is text.
 */
export function runInHeading (rest: string): Headed {
  const note = amendingNote(rest)
  const after = rest.slice(note.length)
  const found = /^(\p{Lu}[^.:\n]{2,220}?)( ?)(?:\.[-–—]?|:)(?:\n| {1,2}|(?=\p{Lu}))(?=["“«¿]?[\p{Lu}\d]|\( ?\p{Lu}|[a-zñ]\))/u.exec(after)
  // A space before the full stop is what is left of a change of type.
  if (!found || isSentence(found[1]!, found[2] === ' ')) return { heading: null, text: rest }
  return { heading: found[1]!.trim(), text: (note + after.slice(found[0].length)).trim() }
}

/** `Adicionado por el art. 23, Ley 1709 de 2014 . `, once or more, before a heading. */
const oneNote = /^\p{L}+ por (?:el |la )?(?:[Aa]rt(?:[íi]culo|\.)? ?\d{1,3}[.,]{0,2} ?(?:de la )?)?(?:[Ll]ey|Decreto Nacional) \d{1,5} de \d{4} ?[.,]? ?(?:El nuevo texto es el siguiente: )?/u

function amendingNote (rest: string): string {
  let length = 0
  for (let n = 0; n < notesMax && amended.test(rest.slice(length)); n++) length += oneNote.exec(rest.slice(length))?.[0].length ?? 0
  return rest.slice(0, length)
}

/** Verbs, unless they stand in a clause that describes: `casos en que no es …`. */
const verbs = new RegExp(String.raw`(?<!\p{L})(?<!(?:que|quienes|cual|cuales) (?:no |se |les? |lo ){0,3})(?:` + [
  'es|son|será|serán|fue|fueron|sea|sean|está|están|ha|han|haya|hayan|rige|rigen|tiene|tienen|debe|deben|puede|pueden|queda|quedan|corresponde|constituye[n]?|entra',
  'incurre[n]?|comprende|consiste|existe|procede|se (?:\\p{L}+[ae]n?)|no se|lo dispuesto|[eé]l que|la que|los que|las que|quien|quienes|cuando|si|para los efectos|sin perjuicio',
  '\\p{L}{2,}r(?:á|án|emos)', '\\p{L}*[áéíóú]\\p{L}{1,8}(?:se|nse|le|les)', 'is|are|was|has|have|shall|may|must|will', 'est|sont|doit|doivent|peut|peuvent|sera|seront', 'é|são|deve|devem|pode|podem'
].join('|') + String.raw`)(?!\p{L})`, 'iu')

const isSentence = (text: string, set: boolean) =>
  text.split(/\s+/).length > wordsMax || amended.test(text) || /(?:[;,]|(?<!\p{L})(?:arts?|n[ºo°]?|núm|inc|lit))$/iu.test(text) || (!set && verbs.test(text))

/** `-heading1-text` or `–heading*text`: Arabic gazettes' headings, where the sign that ends them was kept. */
export function dashHeading (text: string): Headed {
  const found = /^[-–] ?([^.:،؛*\n]{3,150})\*/.exec(text) ?? /^[-–] ?([^.:،؛\d*()\n]{3,110})(?=1 ?-)/.exec(text)
  if (found) return { heading: found[1]!.trim(), text: text.slice(found[0].length).trim() }
  return { heading: null, text: text.replace(/^[-–] ?/, '') }
}
