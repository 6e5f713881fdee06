/** Where a record is looked at, by what the API tells of it. */
export function hrefOf ({ type, id, legislationId, eId }: { type: string, id: string, legislationId: string | null, eId: string | null }): string {
  if (type === 'provision') return provisionHref(legislationId!, eId!)
  return `/${type === 'case' ? 'cases' : type === 'lesson' ? 'lessons' : 'legislation'}/${id}`
}

export const provisionHref = (legislationId: string, eId: string): string => `/legislation/${legislationId}/${encodeURIComponent(eId)}`
