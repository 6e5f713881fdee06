import { deriveCoverage } from '../db/coverage.js'
import type { Db, Transaction } from '../db/client.js'
import { saveCase } from '../db/case.js'
import { checkAction, findHeld, moveDraft, reviseDraft, withdrawRecord, type Draft, type Scope } from '../db/draft.js'
import { findByAlias, saveLegislation } from '../db/legislation.js'
import { saveLesson } from '../db/lesson.js'
import { findPublished, type Writer } from '../db/revision.js'
import { decideSuggestions, listRejected, saveSuggestions, settleSuggestions, type Suggestion } from '../db/suggestion.js'
import type { CaseRecord } from '../model/case.js'
import { Conflict, Invalid } from '../model/error.js'
import type { ConceptClaim, LegislationRecord, ProvisionRecord } from '../model/legislation.js'
import type { LessonRecord } from '../model/lesson.js'
import { isSameText, mergeLaw, versionBefore } from '../model/merge.js'
import type { DraftAction } from '../model/vocabulary.js'
import { shownFrom, type Classifier } from '../classify/classify.js'
import { checkRecord } from './record-fault.js'

/**
 * Does to a draft what was asked. Throws Invalid when what is submitted has faults, Conflict when the action does not fit,
 * Forbidden for an approver who worked on it.
 */
export async function actOnDraft (tx: Transaction, draft: Draft, action: DraftAction, request: { reinstate?: boolean }, writer: Writer): Promise<void> {
  checkAction(draft, action)
  if (action === 'submit') await checkedRecord(tx, draft)
  if (action === 'publish') return publishDraft(tx, draft, request, writer)
  if (action === 'withdraw' && draft.state === 'published') return withdrawPublished(tx, draft, writer)
  await moveDraft(tx, draft, action, writer)
}

/** Version, revision, audit, coverage and outbox rows of a publication are one transaction: the caller's. */
async function publishDraft (tx: Transaction, draft: Draft, { reinstate }: { reinstate?: boolean }, writer: Writer): Promise<void> {
  const held = await findHeld(tx, draft.recordType, draft.recordId)
  if (held?.state === 'withdrawn' && !reinstate) {
    throw new Conflict(`The record was withdrawn on ${held.since.toISOString().slice(0, 10)}: ${held.reason ?? 'no reason was given'}. To publish it all the same say \`"reinstate": true\`.`)
  }
  if (held && held.revision !== draft.baseRevision) {
    throw new Conflict(`Revision ${held.revision} has been published since this draft was begun from ${draft.baseRevision}. Take it into account, and say so with baseRevision.`)
  }
  const record = await checkedRecord(tx, draft)
  const publisher = { ...writer, draftId: draft.id }
  if (draft.recordType === 'case') await saveCase(tx, { ...record as CaseRecord, id: draft.recordId }, publisher)
  if (draft.recordType === 'lesson') await saveLesson(tx, { ...record as LessonRecord, id: draft.recordId }, publisher)
  if (draft.recordType === 'legislation') {
    const before = await findPublished(tx, 'legislation', draft.recordId) as LegislationRecord | null
    const law = verified(mergeLaw(before, record as LegislationRecord), before)
    await saveLegislation(tx, { ...law, id: draft.recordId }, publisher)
    await settleSuggestions(tx, draft.id, draft.recordId)
    await deriveCoverage(tx, [...new Set([law.jurisdiction, before?.jurisdiction ?? law.jurisdiction])])
  }
}

/** A text that two people have just looked at is verified today, unless the record says another day. */
function verified (law: LegislationRecord, before: LegislationRecord | null): LegislationRecord {
  const told = law.lastVerifiedAt !== null && law.lastVerifiedAt !== before?.lastVerifiedAt
  return told ? law : { ...law, lastVerifiedAt: new Date().toISOString().slice(0, 10) }
}

async function withdrawPublished (tx: Transaction, draft: Draft, writer: Writer): Promise<void> {
  if (!writer.comment) throw new Invalid([{ path: 'comment', message: 'must give the reason, which is shown to whoever asks for the record' }])
  await withdrawRecord(tx, draft.recordType, draft.recordId, writer.comment, writer)
  await deriveCoverage(tx, draft.jurisdictionCodes)
}

/** The draft's record with everything filled in, or what is wrong with it, by itself and beside what is published. */
export async function checkDraft (db: Db, draft: Draft): ReturnType<typeof checkRecord> {
  const result = await checkRecord(db, draft.recordType, draft.record)
  if ('faults' in result || draft.recordType !== 'legislation') return result
  const { versions } = result.record as LegislationRecord
  if (versions.every((version) => version.validFrom !== null)) return result
  const published = await findPublished(db, 'legislation', draft.recordId) as LegislationRecord | null
  const faults = versions.flatMap((version, i) => {
    const dated = published?.versions.filter((v) => isSameText(v, version) && v.validFrom !== null) ?? []
    if (version.validFrom !== null || dated.length === 0) return []
    const days = dated.map((v) => v.validFrom).join(', ')
    return [{ path: `versions.${i}.validFrom`, message: `must say from which day on: there are versions from ${days}. Read the file again with that day, so that what is known of its provisions is taken over` }]
  })
  return faults.length > 0 ? { faults } : result
}

async function checkedRecord (tx: Transaction, draft: Draft) {
  const result = await checkDraft(tx, draft)
  if ('faults' in result) throw new Invalid(result.faults.map((f) => ({ path: `record.${f.path}`, message: f.message })))
  return result.record
}

/** The id of the law that a draft or upload names, by id or Akoma Ntoso alias. Throws NotFound. */
export const findLaw = (db: Db, named: string): Promise<string> => named.includes('/') ? findByAlias(db, named) : Promise.resolve(named)

/**
 * Suggests concepts for the provisions of a draft: those that the classifier finds, and those of the published wording that a new
 * one did not take over. What the record has already, or what somebody rejected before, is not suggested.
 */
export async function suggestConcepts (tx: Transaction, draft: Draft, classify: Classifier): Promise<void> {
  if (draft.recordType !== 'legislation') return
  const law = draft.record as Partial<LegislationRecord>
  const published = await findPublished(tx, 'legislation', draft.recordId) as LegislationRecord | null
  const rejected = await listRejected(tx, draft.recordId)
  const suggested = (law.versions ?? []).flatMap((version) => {
    const before = new Map((published && versionBefore(published.versions, version))?.provisions.map((p) => [p.eId, p]))
    return version.provisions.flatMap((p) => {
      const known = new Set((p.concepts ?? []).map(claimKey))
      const found = classify({ heading: p.heading, text: p.text, language: version.language, lawTitle: law.title?.text ?? null })
        .filter((s) => s.confidence >= shownFrom)
      const former = (before.get(p.eId)?.concepts ?? []).map((c) => ({ concept: c.code, relation: c.relation, confidence: 0.95, words: [] as string[] }))
      return [...former, ...found].filter((s) => !known.has(suggestionKey(s)) && !rejected.has(`${p.eId} ${suggestionKey(s)}`)).map((s) => ({ ...s, eId: p.eId }))
    })
  })
  await saveSuggestions(tx, draft.id, suggested)
}

const claimKey = (c: { code: string, relation?: string }) => `${c.code} ${c.relation ?? 'about'}`
const suggestionKey = (s: { concept: string, relation: string }) => `${s.concept} ${s.relation}`

/** Accepts or rejects suggestions; those accepted become claims of the record. Answers how many were decided on. */
export async function decide (
  tx: Transaction, draft: Draft, request: { decision: 'accept' | 'reject', ids?: string[], minConfidence?: number, eId?: string }, scope: Scope, writer: Writer
): Promise<number> {
  const decided = await decideSuggestions(tx, draft.id, request, request.decision === 'accept' ? 'accepted' : 'rejected', writer.actor)
  const accepted = request.decision === 'accept' ? decided : []
  const record = accepted.length > 0 ? { ...draft.record, versions: withClaims(draft.record.versions as LegislationRecord['versions'], accepted) } : draft.record
  if (decided.length > 0) await reviseDraft(tx, draft, { record }, scope, writer)
  return decided.length
}

function withClaims (versions: LegislationRecord['versions'], accepted: Suggestion[]) {
  const byProvision = new Map<string, ConceptClaim[]>()
  for (const s of accepted) {
    const claim = { code: s.conceptCode, relation: s.relation, elements: [], note: null, method: 'machine_suggested', confidence: s.confidence ?? undefined }
    byProvision.set(s.eId!, [...byProvision.get(s.eId!) ?? [], claim as ConceptClaim])
  }
  const add = (p: ProvisionRecord): ProvisionRecord => {
    const claims = p.concepts ?? []
    const fresh = (byProvision.get(p.eId) ?? []).filter((c) => !claims.some((known) => claimKey(known) === claimKey(c)))
    return fresh.length > 0 ? { ...p, concepts: [...claims, ...fresh] } : p
  }
  return versions.map((v) => ({ ...v, provisions: v.provisions.map(add) }))
}
