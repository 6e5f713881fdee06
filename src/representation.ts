import { createHash } from 'node:crypto'
import { promisify } from 'node:util'
import { gunzipSync, gzip } from 'node:zlib'
import { negotiate } from '@fastify/accept-negotiator'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'

const compress = promisify(gzip)
const compressedBytesMin = 1024

/** The tags of what was packed, by the packed bytes. */
const packedTags = new WeakMap<Buffer, string>()

/** A body that is sent often, in little room: a route that sends what this gives sends the body, hashed and compressed beforehand. */
export async function packBody (body: string): Promise<Buffer> {
  if (Buffer.byteLength(body) < compressedBytesMin) return Buffer.from(body)
  const packed = await compress(body)
  packedTags.set(packed, tagOf(body))
  return packed
}

/**
 * Strong ETags, 304 and gzip for every GET. The tag is made from the bytes before compression, and says which
 * encoding it names, because a strong tag names bytes. @fastify/etag and @fastify/compress give both the same tag,
 * and compare If-None-Match with one tag only.
 */
export function installRepresentation (app: FastifyInstance): void {
  app.addHook('onSend', async (request, reply, payload) => {
    if ((request.method !== 'GET' && request.method !== 'HEAD') || reply.statusCode !== 200) return payload
    if (typeof payload !== 'string' && !Buffer.isBuffer(payload)) return payload
    if (!reply.hasHeader('cache-control')) reply.header('cache-control', 'public, max-age=60')
    const packed = typeof payload === 'string' ? undefined : packedTags.get(payload)
    const large = packed !== undefined || (Buffer.byteLength(payload) >= compressedBytesMin && !reply.hasHeader('content-encoding'))
    if (large) vary(reply, 'Accept-Encoding')
    const zipped = large && negotiate(request.headers['accept-encoding'] ?? 'identity', ['gzip', 'identity']) === 'gzip'
    // What is being worked on has a tag of its own, which `If-Match` names; it is always sent.
    const own = reply.getHeader('etag')
    const etag = typeof own === 'string' ? own : `"${packed ?? tagOf(payload)}${zipped ? '-gzip' : ''}"`
    reply.header('etag', etag)
    if (own === undefined && matches(request.headers['if-none-match'], etag)) {
      reply.code(304).removeHeader('content-length')
      return request.method === 'HEAD' ? '' : null // an empty text would be announced with a length
    }
    if (!zipped) return packed === undefined ? payload : unpack(payload as Buffer)
    reply.header('content-encoding', 'gzip').removeHeader('content-length')
    return packed === undefined ? compress(payload) : payload
  })
}

/** At once, because to hand it to another thread takes longer; gzip ends with the length of what it holds. */
const unpack = (packed: Buffer) => gunzipSync(packed, { chunkSize: packed.readUInt32LE(packed.length - 4) + 1 })

const tagOf = (body: string | Buffer) => createHash('sha256').update(body).digest('base64url').slice(0, 27)

/** RFC 9110: a list of tags or `*`; a weak tag matches its strong twin here. */
export function matches (header: string | undefined, etag: string): boolean {
  return header?.split(',').some((tag) => tag.trim() === '*' || tag.trim().replace(/^W\//, '') === etag) ?? false
}

export function vary (reply: FastifyReply, name: string): void {
  const before = String(reply.getHeader('vary') ?? '')
  const named = before.toLowerCase().split(',').map((part) => part.trim())
  if (!named.includes(name.toLowerCase())) reply.header('vary', before ? `${before}, ${name}` : name)
}

/** The language of the answer: `lang`, else the best of `Accept-Language`, else English. It is told in `Content-Language`. */
export function answerLanguage<L extends string> (request: FastifyRequest, reply: FastifyReply, languages: readonly L[], asked: L | undefined): L {
  vary(reply, 'Accept-Language')
  const language = asked ?? preferred(request.headers['accept-language'], languages) ?? ('en' as L)
  reply.header('content-language', language)
  return language
}

function preferred<L extends string> (header: string | undefined, languages: readonly L[]): L | undefined {
  return (header ?? '').split(',').map((part) => {
    const [tag = '', ...parameters] = part.trim().toLowerCase().split(';')
    const q = Number(parameters.find((p) => p.trim().startsWith('q='))?.trim().slice(2) ?? 1)
    return { language: languages.find((l) => l === tag.split('-')[0]), q: Number.isNaN(q) ? 0 : q }
  }).filter(({ language, q }) => language && q > 0).sort((a, b) => b.q - a.q)[0]?.language
}
