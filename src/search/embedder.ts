import { Pool } from 'undici'

/** What gives a text its place among meanings: a vector, which is the nearer to another the more alike the two texts are. */
export type Embedder = {
  /** the model's name, or the address where it has none: what this one makes is not comparable with what another makes */
  name: string
  /** the vectors of at most `textsAtOnce` texts, in their order, each of length 1; throws EmbedderFault, after `msMax` at the latest */
  embed: (texts: string[], limits?: { msMax?: number, signal?: AbortSignal }) => Promise<Float32Array[]>
  close: () => Promise<void>
}

/** The embedder does not answer, or not with vectors. */
export class EmbedderFault extends Error {}

/** As many as every common service takes in one request, by default. */
export const textsAtOnce = 32
const answerMsMax = 60_000
/** Room for vectors of 8,192 numbers as they are usually written, and for what stands around them. */
const bytesOfVector = 200_000
const bytesOfRest = 100_000

/** Opens the way to an embedder; nothing is asked of it yet. */
export function openEmbedder ({ url, key, model }: { url: string, key?: string, model?: string }): Embedder {
  const { origin, pathname, search } = new URL(url)
  const pool = new Pool(origin, { connections: 8 })
  const headers = { 'content-type': 'application/json', accept: 'application/json', ...(key ? { authorization: `Bearer ${key}` } : {}) }
  return {
    name: model ?? url,
    async embed (texts, { msMax = answerMsMax, signal: stopping } = {}) {
      const body = JSON.stringify({ [inputName(pathname)]: texts, ...(model ? { model } : {}) })
      const deadline = AbortSignal.timeout(msMax)
      const signal = stopping ? AbortSignal.any([deadline, stopping]) : deadline
      let text: string
      try {
        const answer = await pool.request({ method: 'POST', path: pathname + search, headers, body, signal })
        text = await readBounded(answer.body, texts.length * bytesOfVector + bytesOfRest)
        if (answer.statusCode !== 200) throw new EmbedderFault(`The embedder answered ${answer.statusCode}: ${begin(text)}`)
      } catch (cause) {
        if (cause instanceof EmbedderFault) throw cause
        throw new EmbedderFault(deadline.aborted ? `The embedder did not answer within ${msMax} ms.` : `The embedder does not answer: ${String(cause)}`, { cause })
      }
      return vectorsOf(text, texts.length)
    },
    close: () => pool.destroy()
  }
}

/** Text Embeddings Inference takes `inputs` at /embed; everything else, its own /v1/embeddings too, takes `input`. */
const inputName = (path: string) => /\/embed\/?$/.test(path) && !/\/api\/embed\/?$/.test(path) ? 'inputs' : 'input'

const begin = (text: string) => text.slice(0, 200)

async function readBounded (body: AsyncIterable<Buffer>, bytesMax: number): Promise<string> {
  const parts: Buffer[] = []
  let bytes = 0
  for await (const part of body) {
    bytes += part.length
    if (bytes > bytesMax) throw new EmbedderFault(`The embedder answered more than ${bytesMax} bytes.`)
    parts.push(part)
  }
  return Buffer.concat(parts).toString('utf8')
}

function vectorsOf (text: string, count: number): Float32Array[] {
  let answer: unknown
  try {
    answer = JSON.parse(text)
  } catch {
    throw new EmbedderFault(`The embedder answered no JSON: ${begin(text)}`)
  }
  const lists = listsIn(answer)
  if (!lists) throw new EmbedderFault(`The embedder answered neither { data: [{ embedding }] }, { embeddings: [[…]] } nor [[…]]: ${begin(text)}`)
  if (lists.length !== count) throw new EmbedderFault(`The embedder gave ${lists.length} vectors for ${count} texts.`)
  const vectors = lists.map(vectorOf)
  const other = vectors.find(({ length }) => length !== vectors[0]!.length)
  if (other) throw new EmbedderFault(`The embedder gave vectors of ${vectors[0]!.length} and of ${other.length} numbers in one answer.`)
  return vectors
}

function listsIn (answer: unknown): unknown[] | undefined {
  if (Array.isArray(answer)) return answer
  const { data, embeddings } = (answer ?? {}) as { data?: unknown, embeddings?: unknown }
  if (Array.isArray(embeddings)) return embeddings
  if (!Array.isArray(data)) return undefined
  const entries = data.map((entry: { embedding?: unknown, index?: unknown } | null, i) => ({ list: entry?.embedding, index: entry?.index ?? i }))
  const places = new Map(entries.map(({ list, index }) => [index, list]))
  return entries.map((_, i) => places.get(i))
}

function vectorOf (list: unknown): Float32Array {
  if (!Array.isArray(list) || list.length === 0 || !list.every((n) => Number.isFinite(n))) throw new EmbedderFault('The embedder gave something that is no vector of numbers.')
  const length = Math.hypot(...list as number[])
  if (!Number.isFinite(length) || length === 0) throw new EmbedderFault('The embedder gave a vector without direction.')
  return Float32Array.from(list as number[], (n) => n / length)
}
