import { SaxesParser } from 'saxes'
import { Refused, type Warning } from '../../model/parsed.js'
import { decodeText } from '../text/encoding.js'

/** An element as it stands in the file; names without prefix, an attribute without one before its namesake with one. */
export type XmlElement = { name: string, space: string, attributes: Record<string, string>, children: (XmlElement | string)[], line: number }

export type XmlFile = {
  root: XmlElement
  /** the file as characters, without byte order mark and XML declaration */
  text: string
  elements: number
  /** levels of the deepest element */
  depth: number
  /** children of the element that has most */
  widest: number
  warnings: Warning[]
}

const depthMax = 2000
const elementsMax = 1_000_000

/**
 * Reads XML into a tree. Nothing outside the file is fetched and no entity is expanded. Throws Refused: `expands_too_much`
 * where the file declares entities of its own, `corrupt` where it declares external ones, is not well-formed or ends too
 * soon, `too_deep` above 2,000 levels, `too_large` above a million elements. `language` helps where the encoding is guessed.
 */
export function readXml (bytes: Uint8Array, language: string | null = null): XmlFile {
  const { text, warnings } = decodeXml(bytes, language)
  const top: XmlElement = { name: '', space: '', attributes: {}, children: [], line: 0 }
  const open = [top]
  const file = { elements: 0, depth: 0, widest: 0 }
  const parser = new SaxesParser({ xmlns: true })
  parser.on('error', (error) => { throw new Refused('corrupt', `The XML is not well-formed: ${error.message}`) })
  parser.on('doctype', refuseEntities)
  parser.on('opentag', (tag) => {
    if (open.length > depthMax) throw new Refused('too_deep', `The XML nests deeper than ${depthMax} levels`)
    if (++file.elements > elementsMax) throw new Refused('too_large', `The XML has more than ${elementsMax} elements`)
    const element = { name: tag.local, space: tag.uri, attributes: attributesOf(tag.attributes), children: [], line: parser.line }
    open.at(-1)!.children.push(element)
    file.depth = Math.max(file.depth, open.length)
    file.widest = Math.max(file.widest, open.at(-1)!.children.length)
    open.push(element)
  })
  parser.on('closetag', () => { open.pop() })
  const write = (characters: string) => { if (open.length > 1) open.at(-1)!.children.push(characters) }
  parser.on('text', write)
  parser.on('cdata', write)
  parser.write(text).close()
  const root = top.children.find((c) => typeof c !== 'string')
  if (!root) throw new Refused('corrupt', 'The XML has no root element')
  return { root, text, ...file, warnings }
}

/** An element's own elements, those with one of the names where names are given. */
export const childrenOf = (element: XmlElement, ...names: string[]): XmlElement[] =>
  element.children.filter((c): c is XmlElement => typeof c !== 'string' && (names.length === 0 || names.includes(c.name)))

/** The element at the end of a path of names, always the first of its name; undefined where there is none. */
export const childAt = (element: XmlElement | undefined, ...path: string[]): XmlElement | undefined =>
  path.reduce<XmlElement | undefined>((e, name) => e && childrenOf(e, name)[0], element)

/** The elements below one, in document order, without those inside an element that `skip` names. */
export function * descendants (element: XmlElement, skip: Set<string> = new Set()): Generator<XmlElement> {
  const waiting = childrenOf(element).reverse()
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    if (skip.has(next.name)) continue
    yield next
    for (let i = next.children.length - 1; i >= 0; i--) {
      const child = next.children[i]!
      if (typeof child !== 'string') waiting.push(child)
    }
  }
}

/** All characters inside an element, one space between words. */
export function textOf (element: XmlElement | undefined): string {
  const waiting = element ? [...element.children].reverse() : []
  let text = ''
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    if (typeof next === 'string') text += next
    else for (let i = next.children.length - 1; i >= 0; i--) waiting.push(next.children[i]!)
  }
  return text.replace(/\s+/g, ' ').trim()
}

const declaration = /^\s*<\?xml\s[^>]{0,400}\?>/
const declaredEncoding = /^\s*<\?xml\s[^>]{0,400}?encoding\s{0,9}=\s{0,9}["']([A-Za-z][\w.:-]{0,40})["']/

function decodeXml (bytes: Uint8Array, language: string | null): { text: string, warnings: Warning[] } {
  const start = new TextDecoder('latin1').decode(bytes.subarray(0, 500))
  const { text, warnings } = decodeText(bytes, declaredEncoding.exec(start)?.[1] ?? null, language)
  return { text: text.replace(declaration, ''), warnings }
}

function refuseEntities (doctype: string) {
  if (/<!ENTITY\s[^>"']{0,300}\s(SYSTEM|PUBLIC)\s/.test(doctype)) throw new Refused('corrupt', 'The XML declares external entities, which are not read')
  if (doctype.includes('<!ENTITY')) throw new Refused('expands_too_much', 'The XML declares entities, which are not expanded')
}

function attributesOf (attributes: Record<string, { local: string, prefix: string, value: string }>): Record<string, string> {
  const all = Object.values(attributes).filter(({ prefix }) => prefix !== 'xmlns')
  return Object.fromEntries([...all.filter(({ prefix }) => prefix !== ''), ...all.filter(({ prefix }) => prefix === '')].map((a) => [a.local, a.value]))
}
