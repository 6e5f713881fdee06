/** Where a record is looked at, by what the API tells of it. */
export function hrefOf ({ type, id, legislationId, eId }: { type: string, id: string, legislationId: string | null, eId: string | null }): string {
  if (type === 'provision') return `/legislation/${legislationId}/${encodeURIComponent(eId!)}`
  return `/${type === 'case' ? 'cases' : type === 'lesson' ? 'lessons' : 'legislation'}/${id}`
}
