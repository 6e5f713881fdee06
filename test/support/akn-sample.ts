type Meta = {
  country?: string, type?: string, date?: string, number?: string, language?: string, version?: string
  work?: string, expression?: string, more?: string
}

const current = 'http://docs.oasis-open.org/legaldocml/ns/akn/3.0'

/** An Akoma Ntoso file with the parts of a document in it; valid by the schema where they are. */
export const aknFile = (document: string, namespace = current): Buffer =>
  Buffer.from(`<?xml version="1.0" encoding="UTF-8"?>\n<akomaNtoso xmlns="${namespace}">${document}</akomaNtoso>`)

/** What stands at the head of every document: the work, and the expression in a language, of a day where `version` names one. */
export function aknMeta ({ country = 'tz', type = 'act', date = '2019-03-01', number = '7', language = 'eng', version = '', work = '', expression = '', more = '' }: Meta = {}): string {
  const uri = `/akn/${country}/${type}/${date}/${number}`
  const level = (name: string, at: string, day: string, rest: string) => `<${name}>
    <FRBRthis value="${at}/!main"/><FRBRuri value="${at}"/><FRBRdate date="${day}" name="Generation"/><FRBRauthor href="#maker"/>${rest}</${name}>`
  return `<meta><identification source="#maker">
    ${level('FRBRWork', uri, date, `<FRBRcountry value="${country}"/><FRBRnumber value="${number}"/>${work}`)}
    ${level('FRBRExpression', `${uri}/${language}@${version}`, version || date, `<FRBRlanguage language="${language}"/>${expression}`)}
    ${level('FRBRManifestation', `${uri}/${language}@${version}.akn`, version || date, '')}
  </identification>${more}</meta>`
}

/** A law with this body. */
export const aknAct = (body: string, { front = '', back = '', ...meta }: Meta & { front?: string, back?: string } = {}): Buffer =>
  aknFile(`<act name="act">${aknMeta(meta)}${front}<body>${body}</body>${back}</act>`)
