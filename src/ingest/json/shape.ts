import type { ParsedDocument } from '../../model/parsed.js'

/** What the reader of one shape of JSON gives; `declared` is the language the file says it is in. */
export type LawJson = Pick<ParsedDocument, 'documentType' | 'facts' | 'structure' | 'confidence' | 'provisions' | 'warnings'> & { declared: string | null }

/** A paragraph with one space between words. Characters that mean nothing stay: they are told with the result. */
export const oneSpaced = (text: string): string => text.replace(/[^\S\n]+/g, ' ').replace(/ ?\n[ \n]*/g, '\n').trim()
