import { Refused, type ParsedDocument, type ParsedFacts, type Parser, type Warning } from '../../model/parsed.js'
import { contentWarnings, documents, lineRules } from './element.js'
import { declaredLanguage, factsOf } from './facts.js'
import { schemaWarnings } from './schema.js'
import { provisionsOf } from './structure.js'
import { detectLanguage } from '../text/language.js'
import { splitText } from '../structure/split.js'
import { linesOf } from '../xml/lines.js'
import { childrenOf, descendants, readXml, type XmlElement, type XmlFile } from '../xml/xml.js'

const namespace = 'http://docs.oasis-open.org/legaldocml/ns/akn/3.0'

/**
 * Reads Akoma Ntoso 3.0 and its drafts: the provisions with the eIds that the file gives them. What the schema does not allow
 * is told, not refused. Throws Refused as readXml does, `lying_type` for other XML and `empty` for a document without text.
 */
export const parseAkomaNtoso: Parser = async ({ bytes, language: named }) => {
  const file = readXml(bytes, named ?? null)
  if (file.root.name.toLowerCase() !== 'akomantoso') throw new Refused('lying_type', `The root of the XML is ${file.root.name}, not akomaNtoso`)
  const { document, others } = chooseDocument(file.root)
  const { provisions, marked, tables, kept, warnings } = provisionsOf(document)
  if (provisions.length === 0) throw new Refused('empty', 'The document holds no text')
  const declared = declaredLanguage(document)
  const text = provisions.map((p) => p.text ?? '').join('\n')
  const language = named ? { code: named, confidence: 1, declared } : detectLanguage(text, declared)
  const told = [...file.warnings, ...namespaceWarnings(file), ...several(document, others), ...contentWarnings(document, { tables, kept })]
  const facts = factsOf(document)
  const split = marked
    ? { structure: 'marked' as const, confidence: warnings.length === 0 ? 1 : 0.9, provisions, warnings, facts }
    : unmarked(document, language?.code ?? null, facts)
  return { format: 'akoma_ntoso', documentType: typeOf(document), language, ...split, warnings: [...told, ...split.warnings], ocrPages: [], pages: null }
}

const collections = ['documentCollection', 'amendmentList', 'officialGazette']
/** Of a collection, what a repository of law wants first. */
const preferred = ['act', 'bill', 'judgment', 'portion', 'statement', 'debate', 'debateReport', 'amendment', 'doc']

/** The document to read, and those that are left out. What is attached to a document belongs to it. */
function chooseDocument (root: XmlElement): { document: XmlElement, others: XmlElement[] } {
  const [first] = childrenOf(root, ...documents)
  if (!first) throw new Refused('empty', 'The file holds no document')
  if (!collections.includes(first.name)) return { document: { ...first, children: [...first.children, ...childrenOf(root, 'components')] }, others: [] }
  const all = [...descendants(root, new Set(['attachments', 'meta']))].filter(({ name }) => documents.has(name) && !collections.includes(name))
  const document = preferred.map((name) => all.find((d) => d.name === name)).find(Boolean) ?? first
  return { document, others: all.filter((d) => d !== document) }
}

function typeOf ({ name }: XmlElement): ParsedDocument['documentType'] {
  if (name === 'act' || name === 'portion') return 'law'
  if (name === 'bill' || name === 'judgment') return name
  return name === 'debate' || name === 'debateReport' ? 'debate' : 'other'
}

/** Only the standard itself is checked: each draft had a schema of its own. */
const namespaceWarnings = (file: XmlFile): Warning[] => file.root.space === namespace
  ? schemaWarnings(file)
  : [{ code: 'old_namespace', at: null, count: 1, detail: file.root.space.slice(0, 300) || null }]

function several (document: XmlElement, others: XmlElement[]): Warning[] {
  if (others.length === 0) return []
  const name = ({ name, attributes }: XmlElement) => [name, attributes.name].filter(Boolean).join(' ')
  const detail = `${name(document)}; ${others.map(name).join(', ')}`
  return [{ code: 'several_documents', at: `line ${document.line}`, count: others.length + 1, detail: detail.slice(0, 400) }]
}

/** A document that marks nothing but paragraphs is read as plain text is. */
function unmarked (document: XmlElement, language: string | null, facts: ParsedFacts) {
  const blocks = linesOf(document.children, lineRules()).map((text) => ({ text }))
  const { provisions, structure, confidence, warnings, facts: found } = splitText(blocks, language, facts.title)
  return { provisions, structure, confidence, warnings, facts: { ...facts, title: facts.title ?? found.title ?? null } }
}
