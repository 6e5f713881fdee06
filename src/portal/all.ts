export type Paged<T> = { items: T[], page: { next: string | null } }

/** All items of a list of the API, in as few pages as it allows. */
export async function readAll<T> (ask: (paging: { limit: number, cursor?: string }) => Promise<Paged<T>>): Promise<T[]> {
  const items: T[] = []
  let cursor: string | undefined
  do {
    const answer = await ask({ limit: 100, cursor })
    items.push(...answer.items)
    cursor = answer.page.next ?? undefined
  } while (cursor)
  return items
}
