import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { ParseOption, XmlBufferInputProvider, XmlDocument, xmlRegisterInputProvider, XmlValidateError, XsdValidator } from 'libxml2-wasm'
import { root } from '../../config.js'
import type { Warning } from '../../model/parsed.js'
import type { XmlFile } from '../xml/xml.js'

const folder = join(root, 'data', 'schemas')
const faultsMax = 20
/** Told faults cost the place of each among its siblings and above them: so many steps at most, a few seconds. */
const workMax = 500_000_000
const depthCost = 20

/** The faults of a file by the schema of Akoma Ntoso 3.0, each once with how often it is met, 20 at most; none where it is valid. */
export function schemaWarnings (file: XmlFile): Warning[] {
  if (file.elements * (file.widest + depthCost * file.depth) > workMax) return [fault(null, 1, 'too large to be checked against the schema')]
  const told = new Map<string, Warning>()
  for (const { message, line } of faultsOf(file.text)) {
    const detail = message.replaceAll('{http://docs.oasis-open.org/legaldocml/ns/akn/3.0}', '').trim().slice(0, 300)
    const before = told.get(detail)
    if (before) before.count++
    else told.set(detail, fault(`line ${line}`, 1, detail))
  }
  return [...told.values()].slice(0, faultsMax)
}

const fault = (at: string | null, count: number, detail: string): Warning => ({ code: 'schema_fault', at, count, detail })

const safe = ParseOption.XML_PARSE_NO_XXE | ParseOption.XML_PARSE_HUGE | ParseOption.XML_PARSE_BIG_LINES

function faultsOf (text: string): { message: string, line: number }[] {
  using document = XmlDocument.fromString(text, { option: safe })
  using validator = readSchema()
  try {
    validator.validate(document)
    return []
  } catch (error) {
    if (error instanceof XmlValidateError) return error.details.filter(({ level }) => level > 1)
    throw error
  }
}

/** The schema imports the one of the `xml:` attributes by its name: only these two files can be opened. */
function readSchema (): XsdValidator {
  xmlRegisterInputProvider(new XmlBufferInputProvider({ 'schemas/xml.xsd': readFileSync(join(folder, 'xml.xsd')) }))
  using schema = XmlDocument.fromBuffer(readFileSync(join(folder, 'akomantoso30.xsd')), { url: 'schemas/akomantoso30.xsd' })
  return XsdValidator.fromDoc(schema)
}
