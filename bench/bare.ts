import { settled, type Search } from '../src/search/client.js'

/** What the engine gets where it is measured by itself. */
export type BareDocument = { id: string, title: string, text: string } & Record<string, unknown>
export const strategies = ['all', 'last', 'frequency'] as const
export type Strategy = (typeof strategies)[number]

const documentsAtOnce = 5000

/** Makes an index with the engine's own settings: searched in these fields, best first, and filtered by those. */
export async function createBare (search: Search, searchableAttributes: string[], filterableAttributes: string[]): Promise<void> {
  await settled(search, search.client.createIndex(search.uid, { primaryKey: 'id' }))
  await settled(search, search.client.index(search.uid).updateSettings({ searchableAttributes, filterableAttributes }))
}

/** Hands documents to the engine, which takes them one batch after the other; `settle` waits until all are found, and throws when it refused some. */
export async function fillBare (search: Search, documents: BareDocument[]): Promise<{ settle: () => Promise<void> }> {
  const tasks: { taskUid: number }[] = []
  for (let i = 0; i < documents.length; i += documentsAtOnce) {
    tasks.push(await search.client.index<BareDocument>(search.uid).addDocuments(documents.slice(i, i + documentsAtOnce)))
  }
  return { settle: async () => { for (const task of tasks) await settled(search, Promise.resolve(task)) } }
}

/** The ids that the bare engine finds, best first. */
export async function askBare (search: Search, q: string, matchingStrategy: Strategy, filter?: string): Promise<string[]> {
  const body = { q, matchingStrategy, filter, limit: 100, attributesToRetrieve: ['id'] }
  const { hits } = await search.post<{ hits: { id: string }[] }>(`/indexes/${search.uid}/search`, body)
  return hits.map((hit) => hit.id)
}
