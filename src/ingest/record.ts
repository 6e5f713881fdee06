import { extname } from 'node:path'
import type { LegislationRecord, ProvisionRecord, VersionRecord } from '../model/legislation.js'
import { versionBefore } from '../model/merge.js'
import type { ParsedDocument, ParsedProvision } from '../model/parsed.js'
import type { UploadOptions } from '../model/upload.js'

/** What a draft's record is before somebody has completed it: fields of a record, some of them still null. */
export type Fields = Record<string, unknown>

/** What is known of a file beside what stands in it. */
export type Provenance = { name: string, sha256: string, sourceUrl: string | null, fetchedOn: string | null, options: UploadOptions, state: string | null }

const headingCharactersMax = 1000
const numberCharactersMax = 60

/**
 * The draft of a law from what was read in a file. `held` is the law as it is published, of which the text is then a version:
 * its own fields stay. What nobody said is null, and told as a fault until somebody fills it in.
 */
export function lawFromDocument (document: ParsedDocument, from: Provenance, held: LegislationRecord | null): Fields {
  const { facts } = document
  const language = from.options.language ?? document.language?.code ?? null
  const versions = document.provisions.length > 0 && language ? [versionFromDocument(document, language, from, held)] : []
  if (held) return { ...held, versions }
  const kind = facts.kind ?? (document.documentType === 'bill' ? 'bill' : null)
  return {
    jurisdiction: from.state,
    kind,
    akn: facts.akn,
    number: facts.number,
    year: facts.year,
    title: { text: from.options.title ?? facts.title ?? titleFromName(from.name), language: language ?? 'und', kind: textKindOf(document, from) },
    titles: facts.otherTitles.map((title) => ({ ...title, kind: 'unofficial_translation' })),
    shortTitle: facts.shortTitle,
    status: document.documentType === 'bill' ? 'draft' : 'unknown',
    enactedOn: facts.enactedOn,
    inForceFrom: facts.inForceFrom,
    source: sourceOf(document, from),
    checked: 'seen',
    versions
  }
}

function versionFromDocument (document: ParsedDocument, language: string, from: Provenance, held: LegislationRecord | null): Fields {
  const version = {
    language,
    textKind: textKindOf(document, from),
    validFrom: from.options.validFrom ?? document.facts.validFrom ?? (held ? null : document.facts.inForceFrom),
    validTo: from.options.validTo ?? document.facts.validTo,
    structure: document.structure,
    file: from.sha256,
    source: sourceOf(document, from),
    checked: 'seen'
  }
  const before = held && versionBefore(held.versions, version as unknown as VersionRecord)
  const old = new Map(before?.provisions.map((p) => [p.eId, p]))
  return { ...version, provisions: document.provisions.map((p) => provisionFrom(p, old.get(p.eId), before?.validFrom === version.validFrom)) }
}

/**
 * A provision as it was read. What people had found about it before is kept where it is still the same wording: the same
 * text, or facts without a text in the version that this one takes the place of.
 */
function provisionFrom (parsed: ParsedProvision, old: ProvisionRecord | undefined, sameVersion: boolean): Fields {
  const long = (parsed.heading?.length ?? 0) > headingCharactersMax
  const text = [long ? parsed.heading : null, parsed.text].filter(Boolean).join('\n') || null
  const known = old && (old.text === null ? sameVersion : old.text === text) ? old : undefined
  return {
    ...known,
    eId: parsed.eId,
    kind: parsed.kind,
    number: (parsed.number || parsed.eId).slice(0, numberCharactersMax),
    heading: long ? null : parsed.heading || null,
    parent: parsed.parent,
    text,
    page: parsed.page,
    checked: 'seen'
  }
}

/** The draft of a judgment: what its file says of itself; what was decided a person writes. */
export function caseFromDocument (document: ParsedDocument, from: Provenance): Fields {
  const { facts } = document
  const language = from.options.language ?? document.language?.code ?? 'und'
  const title = from.options.title ?? facts.title ?? titleFromName(from.name)
  return {
    key: slug([from.state ?? '', facts.citation ?? title].join(' ')),
    kind: 'judgment',
    jurisdiction: from.state,
    title: { [language]: title },
    court: facts.court === null ? null : { [language]: facts.court },
    citation: facts.citation,
    language,
    decidedOn: facts.decidedOn,
    outcome: null,
    facts: null,
    holding: null,
    source: sourceOf(document, from),
    checked: 'seen'
  }
}

const textKindOf = ({ facts }: ParsedDocument, { options }: Provenance) => options.textKind ?? facts.textKind ?? 'original'

function sourceOf ({ facts }: ParsedDocument, { options, sourceUrl, fetchedOn }: Provenance) {
  return {
    url: options.sourceUrl ?? sourceUrl ?? facts.sourceUrl,
    publisher: options.publisher ?? facts.publisher,
    retrievedAt: fetchedOn,
    licence: options.licence ?? facts.licence
  }
}

const titleFromName = (name: string) => name.slice(0, name.length - extname(name).length).replace(/[_-]+/g, ' ').trim() || name

const slug = (text: string) => text.normalize('NFKD').toLowerCase().replace(/[^a-z0-9]+/g, '-').replace(/^-+|-+$/g, '').slice(0, 80) || 'case'
