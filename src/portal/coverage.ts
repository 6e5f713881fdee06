import { readAll, type Paged } from './all.js'
import { read, type Api, type Shape, type View } from './view.js'

export type Coverage = Shape['Coverage']
export type CoverageStatus = Coverage['status']

/** From what says most of a family of concepts to what says least; one that is covered in any of its members is covered. */
export const strongest: CoverageStatus[] = ['both', 'specific', 'general_law', 'partial', 'disputed', 'draft_only', 'none_confirmed', 'no_data']
/** The signs of statuses, on every page: beside a colour, which alone tells nothing, or where there is none. */
export const signs: Record<CoverageStatus, string> = {
  both: '◉', specific: '●', general_law: '◐', partial: '◔', disputed: '⚠', draft_only: '✎', none_confirmed: '✕', no_data: '–'
}

/** What the law of one State says on a concept or on a family of them, and the provisions that it rests on. */
export type Standing = { status: CoverageStatus, evidence: Coverage['evidence'], sourceStatus: string | null }

type Wanted = { concept?: string[], state?: string[], asOf?: string }

export const readCoverage = (api: Api, wanted: Wanted): Promise<Coverage[]> =>
  readAll((paging) => read(api.GET('/v1/coverage', { params: { query: { ...wanted, ...paging } } })) as Promise<Paged<Coverage>>)

/**
 * What is known of each State on a concept, by the code of the State. Of a family what counts is the strongest that is known of
 * any member; that there is no rule at all is only known where it is said of the family itself.
 */
export function standingOf (coverage: Coverage[], concept: string): Map<string, Standing> {
  const all = new Map<string, Standing>()
  for (const { state, concept: { code }, status, evidence, sourceStatus } of coverage) {
    if (status === 'none_confirmed' && code !== concept) continue
    const known = all.get(state.code)
    if (!known || strongest.indexOf(status) < strongest.indexOf(known.status)) all.set(state.code, { status, evidence, sourceStatus })
  }
  return all
}

/** The concepts of the vocabulary, each with the depth at which it stands. */
export async function readConcepts ({ api }: Pick<View, 'api'>): Promise<(Shape['ConceptSummary'] & { depth: number })[]> {
  const all = await readAll((paging) => read(api.GET('/v1/concepts', { params: { query: paging } })))
  return all.map((concept) => ({ ...concept, depth: concept.code.split('.').length - 1 }))
}
