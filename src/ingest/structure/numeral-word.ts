/**
 * The number with which a text begins, as an ordinal or cardinal in words of a Latin or Cyrillic script (`premier`,
 * `décimo tercero`, `первая`, `KWANZA`), with its length and, in ASCII, what stands for it in an eId; null where there is none.
 */
export function numberInWords (text: string): { value: number, id: string, length: number } | null {
  const word = /^\p{L}{3,22}/u.exec(text)?.[0]
  if (!word) return null
  const { length } = word
  if (/^(?:[uú]nic[oa]|unique)$/iu.test(word)) return { value: 1, id: word.toLowerCase().replace('ú', 'u'), length }
  if (/^(?:pr[eé]liminar|preliminary|préliminaire|вводная|(?:ال)?تمهيدي)$/iu.test(word)) return { value: 0, id: '0', length }
  const compound = spanishCompound(text)
  if (compound) return compound
  const value = wordLists.map((list) => placeIn(list, word)).find((place) => place > 0)
  return value ? { value, id: String(value), length } : null
}

/** `décimo tercero`, `vigésimo primero` */
function spanishCompound (text: string): { value: number, id: string, length: number } | null {
  const found = /^(?<tens>d[ée]cim|vig[ée]sim|trig[ée]sim)[oa][ -](?<ones>\p{L}{5,8})(?!\p{L})/iu.exec(text)
  const ones = found ? placeIn(spanishOrdinals, found.groups!.ones!) : 0
  if (!found || ones === 0 || ones > 9) return null
  const value = { d: 10, v: 20, t: 30 }[found.groups!.tens![0]!.toLowerCase()]! + ones
  return { value, id: String(value), length: found[0].length }
}

const placeIn = (list: RegExp[], word: string) => list.findIndex((pattern) => pattern.test(word)) + 1
const patterns = (list: string) => list.split(' ').map((word) => new RegExp(`^(?:${word})$`, 'iu'))

const spanishOrdinals = patterns('primer[oa]? segund[oa] tercer[oa]? cuart[oa] quint[oa] sext[oa] s[ée]ptim[oa] octav[oa] noven[oa] d[ée]cim[oa] (?:undécim[oa]|décim[oa]primer[oa]) (?:duodécim[oa]|décim[oa]segund[oa]) decimotercer[oa] decimocuart[oa] decimoquint[oa]')

/** The words of a language in their order, as patterns: the place in the list is the value. */
const wordLists = [
  'first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth',
  'one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty',
  'premi(?:er|ère) deuxième|second(?:e)? troisième quatrième cinquième sixième septième huitième neuvième dixième onzième douzième treizième quatorzième quinzième',
  'primeir[oa] segund[oa] terceir[oa] quart[oa] quint[oa] sext[oa] sétim[oa] oitav[oa] non[oa] décim[oa]',
  'перв(?:ая|ый|ое) втор(?:ая|ой|ое) трет(?:ья|ий|ье) четверт(?:ая|ый|ое) пят(?:ая|ый|ое) шест(?:ая|ой|ое) седьм(?:ая|ой|ое) восьм(?:ая|ой|ое) девят(?:ая|ый|ое) десят(?:ая|ый|ое) одиннадцат(?:ая|ый|ое) двенадцат(?:ая|ый|ое)',
  'erste[rs]? zweite[rs]? dritte[rs]? vierte[rs]? fünfte[rs]? sechste[rs]? siebte[rs]?|siebente[rs]? achte[rs]? neunte[rs]? zehnte[rs]? elfte[rs]? zwölfte[rs]? dreizehnte[rs]? vierzehnte[rs]? fünfzehnte[rs]? sechzehnte[rs]? siebzehnte[rs]? achtzehnte[rs]? neunzehnte[rs]? zwanzigste[rs]? einundzwanzigste[rs]? zweiundzwanzigste[rs]? dreiundzwanzigste[rs]? vierundzwanzigste[rs]? fünfundzwanzigste[rs]? sechsundzwanzigste[rs]? siebenundzwanzigste[rs]? achtundzwanzigste[rs]? neunundzwanzigste[rs]? dreißigste[rs]? einunddreißigste[rs]?',
  'uno dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince diecis[ée]is diecisiete dieciocho diecinueve veinte',
  'birinci ikinci üçüncü dördüncü beşinci altıncı yedinci sekizinci dokuzuncu onuncu',
  'kwanza pili tatu nne tano sita saba nane tisa kumi'
].map(patterns).concat([spanishOrdinals])
