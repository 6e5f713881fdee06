import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Test } from 'tap'

/** What a few words mean, in the six languages: the little that this model knows of the world. Words are met by their beginnings. */
const senses: string[][] = [
  ['drone', 'unmanned', 'dron', 'مسيّرة', 'مسيرة', '无人机', 'беспилотник'],
  ['airfield', 'runway', 'aeródromo', 'aérodrome', 'مطار', 'المطار', '机场', 'аэродром'],
  ['night', 'noche', 'nuit', 'ليل', '夜间', 'ноч'],
  ['beekeep', 'hive', 'apicult', 'ruche', 'نحل', 'النحل', '养蜂', 'пчел'],
  ['tax', 'levy', 'impuesto', 'impôt', 'ضريب', 'الضريب', '税', 'налог']
]
export const dimensions = 96

/** A model: each sense is a direction of its own, and other words are spread over the rest by the hashes of their letters, three by three. */
export function embed (text: string, length = dimensions): number[] {
  const vector = new Array<number>(length).fill(0)
  const lower = text.normalize('NFKC').toLowerCase()
  senses.forEach((words, i) => { vector[i] = 4 * words.filter((word) => lower.includes(word)).length })
  const rest = lower.replace(/\s+/g, ' ')
  for (let i = 0; i + 3 <= rest.length; i++) {
    const place = [...rest.slice(i, i + 3)].reduce((n, c) => (n * 31 + c.codePointAt(0)!) % 1_000_003, 7)
    vector[senses.length + place % (length - senses.length)]! += 1 / Math.sqrt(rest.length)
  }
  return vector
}

/** The three forms of answers there are, and what asks for each. */
export const shapes = {
  openai: { path: '/v1/embeddings', input: 'input', answer: (vectors: number[][]) => ({ data: vectors.map((embedding, index) => ({ object: 'embedding', embedding, index })).reverse() }) },
  ollama: { path: '/api/embed', input: 'input', answer: (embeddings: number[][]) => ({ model: 'small', embeddings }) },
  tei: { path: '/embed', input: 'inputs', answer: (vectors: number[][]) => vectors }
}

type Reply = { status?: number, body: string }
/** What the service does in place of its work; undefined: its work. */
export type Trouble = (texts: string[]) => Reply | Promise<Reply | undefined> | undefined

/**
 * A small embedder that listens on the loopback address. `embedded` are the texts it was ever asked for, in order; `trouble` is what it does
 * instead of answering well; `down` and `up` take it away and bring it back at the same address.
 */
export async function startEmbedder (t: Test, { shape = 'openai' as keyof typeof shapes, key }: { shape?: keyof typeof shapes, key?: string } = {}) {
  const { path, input, answer } = shapes[shape]
  const state = { embedded: [] as string[], models: new Set<unknown>(), requests: 0, trouble: undefined as Trouble | undefined }
  const reply = async (asked: Record<string, unknown>, authorization?: string): Promise<Reply> => {
    state.requests++
    if (key !== undefined && authorization !== `Bearer ${key}`) return { status: 401, body: '{"error":"no such key"}' }
    const texts = asked[input]
    if (!Array.isArray(texts) || texts.length > 32) return { status: 422, body: `{"error":"${input} must be at most 32 texts"}` }
    const trouble = await state.trouble?.(texts)
    if (trouble) return trouble
    state.models.add(asked.model)
    state.embedded.push(...texts)
    return { body: JSON.stringify(answer(texts.map((text) => embed(text)))) }
  }
  const make = () => createServer((request, response) => {
    const parts: Buffer[] = []
    request.on('data', (part: Buffer) => parts.push(part)).on('end', async () => {
      const found = request.method === 'POST' && request.url === path
      const { status = 200, body } = found ? await reply(JSON.parse(Buffer.concat(parts).toString()), request.headers.authorization) : { status: 404, body: 'not found' }
      response.writeHead(status, { 'content-type': 'application/json' }).end(body)
    })
  })
  let server = make()
  const listen = (port: number) => new Promise<void>((resolve, reject) => server.once('error', reject).listen(port, '127.0.0.1', resolve))
  await listen(0)
  const { port } = server.address() as AddressInfo
  const down = () => new Promise<void>((resolve) => {
    server.close(() => resolve())
    server.closeAllConnections()
  })
  const up = async () => {
    server = make()
    await listen(port)
  }
  t.teardown(async () => {
    if (server.listening) await down()
  })
  return Object.assign(state, { url: `http://127.0.0.1:${port}${path}`, down, up })
}

/** Answers too late for whoever does not wait so long. */
export const late = (ms: number): Trouble => async () => { await sleep(ms, undefined, { ref: false }); return undefined }
