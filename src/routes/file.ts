import { Readable } from 'node:stream'
import { z } from 'zod'
import type { Routes } from '../context.js'
import { getFile, isFilePublic, readFileChunks } from '../db/file.js'
import { sha256 } from '../model/common.js'
import { NotFound } from '../model/error.js'
import { hasRole } from '../principal.js'
import { matches } from '../representation.js'

const binary = { description: 'the original, byte for byte', content: { 'application/octet-stream': { schema: z.string() } } }

/** The originals of published texts, and for curators those of drafts. */
export const fileRoutes: Routes = async (app, { db }) => {
  app.get('/v1/files/:sha256', {
    config: { access: 'public', example: '/v1/files/$SHA256', exampleArguments: '-H "Authorization: Bearer $ATLAS_KEY"' },
    schema: {
      operationId: 'getFile', summary: 'An original, byte for byte, by the SHA-256 of its bytes', tags: ['Legislation'],
      params: z.strictObject({ sha256: sha256.describe('in hex') }), querystring: z.strictObject({}), response: { 200: binary }
    }
  }, async (request, reply) => {
    const file = await getFile(db, request.params.sha256)
    const open = await isFilePublic(db, file.sha256)
    if (!open && !(request.principal && hasRole(request.principal, 'curator'))) throw new NotFound(`There is no file ${file.sha256}.`)
    const tag = `"${file.sha256}"`
    reply.headers({
      etag: tag,
      'cache-control': open ? 'public, max-age=31536000, immutable' : 'private, no-store',
      // What strangers sent is saved, never run in our name.
      'content-disposition': `attachment; filename*=UTF-8''${encodeURIComponent(file.name ?? file.sha256)}`,
      'content-security-policy': "default-src 'none'; sandbox",
      'x-content-type-options': 'nosniff'
    })
    if (open && matches(request.headers['if-none-match'], tag)) return reply.code(304 as never).send()
    return reply.type('application/octet-stream').header('content-length', file.bytes).send(Readable.from(readFileChunks(db, file.sha256)) as never)
  })
}
