import type { Settings } from 'meilisearch'
import {
  deleteEmbeddings, deleteVectors, listGone, listUnembedded, pruneVectors, putEmbeddings, putVectors, readEmbeddable, readVectors,
  type EmbeddableDocument, type TextVector
} from '../db/embedding.js'
import type { Database, Db } from '../db/client.js'
import { deleteSetting, findSetting, putSetting } from '../db/setting.js'
import { cut } from '../model/cut.js'
import { contentHash } from '../model/identifier.js'
import { addDocuments, findIndexBirth, hasIndex, settled, type Search } from './client.js'
import { EmbedderFault, textsAtOnce, type Embedder } from './embedder.js'
import type { HitDocument } from './query.js'
import { facetNames } from './settings.js'

/** What makes vectors that can be compared: `key` changes with the embedder's name and with the length of its vectors. */
export type Model = { key: string, dimensions: number }

type Log = { warn: (details: object, message: string) => void }
type Embeddable = { row: EmbeddableDocument, text: string, hash: string }

/** How the engine calls our embedder. */
export const embedderName = 'meaning'
/** UTF-16 units of a text that are embedded: most models read some 500 tokens and take the rest for too much. */
const textUnitsMax = 2000
/** Below this a text that is refused is not refused for its length. */
const textUnitsMin = 250
const dueMax = 10_000
const documentsAtOnce = 128
/** Embedded to learn whether the embedder is well, and what its vectors are like. */
const probe = 'Unauthorised access to a computer system is an offence.'
/** A model makes nearly the same of the same text every time. */
const sameFrom = 0.99

const vectorSettings: Settings = {
  searchableAttributes: [],
  displayedAttributes: ['id'],
  filterableAttributes: [...facetNames, 'article', 'validFrom', 'validTo', 'legislationId'],
  sortableAttributes: [],
  pagination: { maxTotalHits: 10_000_000 }
}

/** The index of vectors that belongs to an index of documents. */
export const vectorsUidOf = (uid: string): string => `${uid}_vectors`
const settingOf = (search: Search) => `search-vectors:${search.uid}`

/** The model whose vectors the index holds; undefined when there are none. */
export async function findModelKey (db: Db, search: Search): Promise<string | undefined> {
  return (await findSetting(db, settingOf(search)))?.split(' ')[0]
}

/**
 * Asks the embedder what its vectors are like. Where another model answers under the same name, what the one before made is
 * forgotten. Throws EmbedderFault when it is not well.
 */
export async function learnModel (db: Database, search: Search, embedder: Embedder): Promise<Model> {
  const [vector] = await embedder.embed([probe])
  const dimensions = vector!.length
  const key = contentHash({ name: embedder.name, dimensions })
  const text = contentHash(probe)
  const before = (await readVectors(db, key, [text])).get(text)?.vector
  if (before && dot(before, vector!) < sameFrom) {
    await deleteSetting(db, settingOf(search))
    await deleteVectors(db, key)
  }
  await putVectors(db, key, [{ text, vector: vector!, fault: null }])
  return { key, dimensions }
}

/** Sees to it that there is an index for this model's vectors: one that was made for another, or is another than was noted, is made anew. */
export async function ensureVectors (db: Database, search: Search, { key, dimensions }: Model): Promise<void> {
  const uid = vectorsUidOf(search.uid)
  const embedders: Settings['embedders'] = { [embedderName]: { source: 'userProvided', dimensions } }
  const state = async () => `${key} ${contentHash(vectorSettings)} ${await findIndexBirth(search, uid)}`
  if (await findSetting(db, settingOf(search)) === await state()) return
  await dropVectors(db, search)
  await settled(search, search.client.createIndex(uid, { primaryKey: 'id' }))
  await settled(search, search.client.index(uid).updateSettings({ ...vectorSettings, embedders }))
  await putSetting(db, settingOf(search), await state())
}

/** Removes the index of vectors, if there is one; the vectors themselves are kept, since somebody may want them back. */
export async function dropVectors (db: Database, search: Search): Promise<void> {
  const uid = vectorsUidOf(search.uid)
  await deleteSetting(db, settingOf(search))
  await deleteEmbeddings(db)
  if (await hasIndex(search, uid)) await settled(search, search.client.deleteIndex(uid))
}

/**
 * Brings the index of vectors nearer to what the documents are now, by ten thousand at most; answers how many were dealt
 * with. First goes what needs no embedder: what is gone, and texts embedded before. Vectors are stored as they come.
 * Throws EmbedderFault when the embedder is not well; what is not embedded then is later.
 */
export async function embedOnce (
  db: Database, search: Search, { embedder, model, log }: { embedder: Embedder, model: Model, log: Log }
): Promise<number> {
  const gone = await listGone(db, dueMax)
  await remove(db, search, gone)
  const due = await listUnembedded(db, dueMax)
  const unknown: string[] = []
  for (const ids of inChunks(due)) unknown.push(...await pushKnown(db, search, model, ids))
  for (const ids of inChunks(unknown)) {
    await embedTexts(db, embedder, model, await readTexts(db, ids), log)
    await pushKnown(db, search, model, ids)
  }
  if (due.length > 0 && due.length < dueMax) await pruneVectors(db, model.key, [contentHash(probe)])
  return gone.length + due.length
}

/** Sends the engine the vectors that are there, and answers which documents have none; of these it keeps no older one. */
async function pushKnown (db: Database, search: Search, model: Model, ids: string[]): Promise<string[]> {
  const texts = await readTexts(db, ids)
  const known = await readVectors(db, model.key, texts.map(({ hash }) => hash))
  const vectorOf = ({ hash }: Embeddable) => known.get(hash)?.vector
  const withVector = texts.filter((t) => vectorOf(t))
  await remove(db, search, texts.filter((t) => t.row.held && !vectorOf(t)).map(({ row }) => row.id))
  await addDocuments(search, vectorsUidOf(search.uid), withVector.map((t) => documentOf(t.row, vectorOf(t)!)))
  await putEmbeddings(db, texts.filter(({ hash }) => known.has(hash)).map(({ row: { id, generation }, hash }) => ({ id, generation, text: hash })))
  return texts.filter(({ hash }) => !known.has(hash)).map(({ row }) => row.id)
}

async function readTexts (db: Db, ids: string[]): Promise<Embeddable[]> {
  return (await readEmbeddable(db, ids)).map((row) => {
    const text = textOf(row.document as HitDocument)
    return { row, text, hash: contentHash(text) }
  })
}

function documentOf ({ generation, held, document, ...filtered }: EmbeddableDocument, vector: Float32Array) {
  return { ...filtered, _vectors: { [embedderName]: Array.from(vector, (n) => Number(n.toPrecision(7))) } }
}

async function remove (db: Database, search: Search, ids: string[]): Promise<void> {
  if (ids.length === 0) return
  await settled(search, search.client.index(vectorsUidOf(search.uid)).deleteDocuments(ids))
  await deleteEmbeddings(db, ids)
}

/** Embeds and stores the texts, each once. What of them the embedder refuses, while it is well, is noted and told. */
async function embedTexts (db: Database, embedder: Embedder, model: Model, texts: Embeddable[], log: Log): Promise<void> {
  const distinct = [...new Map(texts.map((t) => [t.hash, t])).values()]
  for (let i = 0; i < distinct.length; i += textsAtOnce) {
    const made = await embedEach(embedder, model, distinct.slice(i, i + textsAtOnce))
    for (const { text, fault } of made.filter((m) => m.fault !== null)) {
      log.warn({ document: distinct.find(({ hash }) => hash === text)!.row.id, fault }, 'a text is not embedded: the embedder refuses it')
    }
    await putVectors(db, model.key, made)
  }
}

/** A batch that is refused while the embedder is well is halved until the text at fault stands alone, and then that text, since it may be too long. */
async function embedEach (embedder: Embedder, model: Model, texts: Pick<Embeddable, 'text' | 'hash'>[]): Promise<TextVector[]> {
  try {
    return await embedAlike(embedder, model, texts)
  } catch (error) {
    if (!(error instanceof EmbedderFault)) throw error
    await embedAlike(embedder, model, [{ text: probe, hash: '' }])
    const [{ text, hash }] = texts as [Embeddable]
    if (texts.length === 1) {
      if (text.length < 2 * textUnitsMin) return [{ text: hash, vector: null, fault: error.message }]
      return await embedEach(embedder, model, [{ text: cut(text, text.length / 2), hash }])
    }
    const middle = Math.ceil(texts.length / 2)
    return [...await embedEach(embedder, model, texts.slice(0, middle)), ...await embedEach(embedder, model, texts.slice(middle))]
  }
}

async function embedAlike (embedder: Embedder, { dimensions }: Model, texts: Pick<Embeddable, 'text' | 'hash'>[]): Promise<TextVector[]> {
  const vectors = await embedder.embed(texts.map(({ text }) => text))
  if (vectors[0]!.length !== dimensions) throw new EmbedderFault(`The embedder gave vectors of ${vectors[0]!.length} numbers, not of ${dimensions} as before.`)
  return vectors.map((vector, i) => ({ text: texts[i]!.hash, vector, fault: null }))
}

/** What is embedded of a document: title, heading and text, in its own language where they are in several; cut to 2,000 UTF-16 units. */
export function textOf ({ display, body, bodyLanguages }: HitDocument): string {
  const own = display.language ?? 'en'
  const chosen = (lines: { text: string, language: string }[]) => {
    const language = lines.some((line) => line.language === own) ? own : lines[0]?.language
    return lines.filter((line) => line.language === language).map(({ text }) => text)
  }
  const bodies = body.map((text, i) => ({ text, language: bodyLanguages[i]! }))
  const texts = [...chosen(display.title).slice(0, 1), ...chosen(display.heading).slice(0, 1), ...chosen(bodies)]
  return cut(texts.join('\n'), textUnitsMax)
}

/** How alike two vectors of length 1 are: from -1 to 1, which is the same. */
export function dot (a: Float32Array, b: Float32Array): number {
  let sum = 0
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!
  return sum
}

const inChunks = (ids: string[]) =>
  Array.from({ length: Math.ceil(ids.length / documentsAtOnce) }, (_, i) => ids.slice(i * documentsAtOnce, (i + 1) * documentsAtOnce))
