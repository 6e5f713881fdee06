export type Paged<T> = { items: T[], page: { next: string | null } }

/** All items of a list of the API, page after page. */
export async function readAll<T> (ask: (cursor: string | undefined) => Promise<Paged<T>>): Promise<T[]> {
  const items: T[] = []
  let cursor: string | undefined
  do {
    const answer = await ask(cursor)
    items.push(...answer.items)
    cursor = answer.page.next ?? undefined
  } while (cursor)
  return items
}
