import { SaxesParser } from 'saxes'
import { Refused } from '../../model/parsed.js'

const depthMax = 2000

type Handlers = {
  /** `name` has the prefix that the standard uses, whatever the file's own is: `w:p`; without one where the namespace is another. */
  open: (name: string, attribute: (local: string) => string | undefined) => void
  text?: (text: string) => void
  close?: (name: string) => void
}

/** Transitional and strict documents differ in their namespaces only. */
const prefixes: Record<string, string> = {
  'http://schemas.openxmlformats.org/wordprocessingml/2006/main': 'w:',
  'http://purl.oclc.org/ooxml/wordprocessingml/main': 'w:',
  'http://schemas.openxmlformats.org/officeDocument/2006/math': 'm:',
  'http://purl.oclc.org/ooxml/officeDocument/math': 'm:',
  'http://schemas.openxmlformats.org/markup-compatibility/2006': 'mc:',
  'http://purl.org/dc/elements/1.1/': 'dc:'
}

/** Reads one part of an Office document in order. Throws Refused: corrupt (no sound XML, or a document type in it), too_deep. */
export function readPart (bytes: Buffer, { open, text, close }: Handlers) {
  const parser = new SaxesParser({ xmlns: true })
  const nameOf = (tag: { uri: string, local: string }) => `${prefixes[tag.uri] ?? ''}${tag.local}`
  let depth = 0
  parser.on('doctype', () => { throw new Refused('corrupt', 'A part of the document declares a document type.') })
  parser.on('opentag', (tag) => {
    if (++depth > depthMax) throw new Refused('too_deep', `A part of the document nests deeper than ${depthMax}.`)
    open(nameOf(tag), (local) => Object.values(tag.attributes).find((a) => a.local === local)?.value)
  })
  parser.on('closetag', (tag) => {
    depth--
    close?.(nameOf(tag))
  })
  if (text) {
    parser.on('text', text)
    parser.on('cdata', text)
  }
  try {
    parser.write(decoded(bytes)).close()
  } catch (cause) {
    if (cause instanceof Refused) throw cause
    throw new Refused('corrupt', `A part of the document is no sound XML: ${(cause as Error).message.slice(0, 200)}.`, { cause })
  }
}

/** An Office part is in UTF-8 or, with a byte order mark, in UTF-16. */
function decoded (bytes: Buffer): string {
  const sixteen = bytes[0] === 0xff && bytes[1] === 0xfe ? 'utf-16le' : bytes[0] === 0xfe && bytes[1] === 0xff ? 'utf-16be' : null
  return new TextDecoder(sixteen ?? 'utf-8', { fatal: true }).decode(bytes)
}
