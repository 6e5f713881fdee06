import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Context } from './context.js'
import type { Draft } from './db/draft.js'
import type { Duplicate } from './db/duplicate.js'
import type { Suggestion } from './db/suggestion.js'
import type { Upload } from './db/upload.js'
import { transitions } from './model/draft.js'
import type { LegislationRecord } from './model/legislation.js'
import type { ParsedDocument, Warning } from './model/parsed.js'
import { draftActions, unLanguages, type DraftAction, type KeyRole, type UnLanguage } from './model/vocabulary.js'
import { refusalText, warningText } from './model/warning-text.js'
import { presentClaim, type View } from './present.js'
import { hasRole, type Principal } from './principal.js'
import { answerLanguage } from './representation.js'

/** How uploads, drafts and suggestions are shown. */

/** What presenting takes, for an answer that only its caller may keep. */
export async function workView ({ reference }: Context, request: FastifyRequest, reply: FastifyReply, lang: UnLanguage | undefined): Promise<View> {
  reply.header('cache-control', 'private, no-store')
  return { language: answerLanguage(request, reply, unLanguages, lang), reference: await reference() }
}

export function presentDraftSummary (draft: Draft) {
  return {
    id: draft.id,
    type: draft.recordType,
    recordId: draft.recordId,
    state: draft.state,
    title: titleOf(draft.record),
    states: draft.jurisdictionCodes,
    edition: draft.edition,
    revision: draft.number,
    baseRevision: draft.baseRevision,
    upload: draft.uploadId === null ? null : `/v1/uploads/${draft.uploadId}`,
    comment: draft.comment,
    createdBy: draft.createdBy,
    contributors: draft.contributors,
    approvedBy: draft.approvedBy,
    createdAt: draft.createdAt.toISOString(),
    updatedAt: draft.updatedAt.toISOString(),
    submittedAt: draft.submittedAt?.toISOString() ?? null,
    publishedAt: draft.publishedAt?.toISOString() ?? null,
    href: `/v1/drafts/${draft.id}`
  }
}

/** A law's title is a text, that of a case or lesson has several languages. */
export function titleOf ({ title }: { title?: unknown }): string | null {
  if (title === null || typeof title !== 'object') return null
  const words = title as Record<string, unknown>
  const found = words.text ?? words.en ?? Object.values(words)[0]
  return typeof found === 'string' ? found : null
}

/** The role that an action on a draft needs: what was published a curator does not withdraw. */
export const roleFor = (draft: Draft, action: DraftAction): KeyRole =>
  action === 'withdraw' && draft.state === 'published' ? 'reviewer' : transitions[action].role

/** What a caller may do with a draft as it is now. */
export const actionsFor = (draft: Draft, principal: Principal): DraftAction[] => draftActions.filter((action) =>
  transitions[action].from.includes(draft.state) && hasRole(principal, roleFor(draft, action)) &&
  !(action === 'approve' && draft.contributors.includes(principal.actor)))

export function presentSuggestion (s: Suggestion, law: Partial<LegislationRecord>, view: View) {
  const provision = law.versions?.flatMap((v) => v.provisions).find((p) => p.eId === s.eId)
  return {
    ...presentClaim({ ...s, subjectId: s.id }, view),
    id: s.id,
    eId: s.eId,
    number: provision?.number ?? null,
    heading: provision?.heading ?? null,
    words: s.words
  }
}

export const presentWarning = ({ code, at, count, detail }: Warning, { language }: View) => ({ code, message: warningText[language][code], at, count, detail })

export const presentDuplicate = (d: Duplicate) => ({ ...d, href: `/v1/legislation/${d.id}` })

export function presentUploadSummary (upload: Upload, { language }: View) {
  const { failure } = upload
  return {
    id: upload.id,
    kind: upload.kind,
    state: upload.state,
    name: upload.name,
    bytes: upload.bytes,
    sha256: upload.fileSha256,
    mediaType: upload.mediaType,
    sourceUrl: upload.sourceUrl,
    format: upload.format,
    progress: upload.progress,
    failure: failure && { code: failure.code as never, title: refusalText[language][failure.code as keyof typeof refusalText.en], detail: failure.detail },
    draft: upload.draftId === null ? null : `/v1/drafts/${upload.draftId}`,
    createdBy: upload.createdBy,
    createdAt: upload.createdAt.toISOString(),
    finishedAt: upload.finishedAt?.toISOString() ?? null,
    href: `/v1/uploads/${upload.id}`
  }
}

/** What was read from a document, without its text. */
export function presentDocument (document: ParsedDocument) {
  const { provisions, warnings: _warnings, ...rest } = document
  const basic = provisions.filter((p) => p.text !== null)
  return { ...rest, provisionCount: provisions.length, firstNumber: basic[0]?.number ?? null, lastNumber: basic.at(-1)?.number ?? null }
}
