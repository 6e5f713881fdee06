import type { Draft } from './draft.js'

/** A provision of a draft as far as the desk knows it; a draft may lack what a record must have. */
export type DraftProvision = {
  eId: string, kind: string, number: string, heading?: string | null, text?: string | null, page?: number | null, parent?: string | null
  concepts?: { code: string, relation?: string }[], penalties?: unknown[]
}
export type DraftVersion = {
  language: string, textKind?: string, validFrom?: string | null, validTo?: string | null, provisions?: DraftProvision[]
}

export const versionsOf = ({ record }: Pick<Draft, 'record'>): DraftVersion[] => (record.versions ?? []) as DraftVersion[]

/** All provisions of a draft, each with the language of its version. */
export const provisionsOf = (draft: Pick<Draft, 'record'>): { provision: DraftProvision, language: string }[] =>
  versionsOf(draft).flatMap(({ language, provisions = [] }) => provisions.map((provision) => ({ provision, language })))
