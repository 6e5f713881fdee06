import type { Test } from 'tap'
import { createKey } from '../../src/db/key.js'
import type { KeyRole } from '../../src/model/vocabulary.js'
import { runOnce } from '../../src/ingest/runner.js'
import { openAtlas } from './atlas.js'

/** The service with what curators need: keys of any role, JSON requests under them, files to hand in. */
export async function openCuration (t: Test, options: Parameters<typeof openAtlas>[1] = {}) {
  const atlas = await openAtlas(t, options)
  const { db, inject } = atlas
  const keyFor = async (role: KeyRole, states: string[] | null = null) => {
    const request = { kind: 'secret' as const, name: `${role} ${states ?? ''}`, role, states, requestsPerMinute: null, expiresAt: null }
    return db.transaction(async (tx) => await createKey(tx, request, { actor: 'test' }))
  }
  const send = async (method: 'GET' | 'POST' | 'PATCH' | 'DELETE', url: string, key: string, { body, headers = {} }: { body?: unknown, headers?: Record<string, string> } = {}) => {
    const response = await inject({ method, url, headers: { authorization: `Bearer ${key}`, ...headers }, ...(body === undefined ? {} : { payload: body as object }) })
    const json = /json/.test(String(response.headers['content-type']))
    return { status: response.statusCode, headers: response.headers, body: json ? JSON.parse(response.body) : response.body, raw: response.rawPayload }
  }
  const upload = (key: string, files: Given[], fields: Record<string, string> = {}, headers: Record<string, string> = {}) => {
    const { payload, contentType } = formData(files, fields)
    return send('POST', '/v1/uploads', key, { body: payload, headers: { 'content-type': contentType, ...headers } })
  }
  /** Reads everything that waits. */
  const readAll = async () => { while (await runOnce(db, { allowPrivate: true })); }
  return { ...atlas, keyFor, send, upload, readAll }
}

type Given = { name: string, content: string | Buffer, type?: string }

const boundary = 'atlas-test-boundary-7f3a'

/** A multipart/form-data body, put together by hand so that names reach the service as they are. */
export function formData (files: Given[], fields: Record<string, string>) {
  const parts = [
    ...Object.entries(fields).map(([name, value]) => Buffer.from(`--${boundary}\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`)),
    ...files.flatMap(({ name, content, type = 'application/octet-stream' }) => [
      Buffer.from(`--${boundary}\r\nContent-Disposition: form-data; name="file"; filename="${name}"\r\nContent-Type: ${type}\r\n\r\n`), Buffer.from(content), Buffer.from('\r\n')
    ])
  ]
  return { payload: Buffer.concat([...parts, Buffer.from(`--${boundary}--\r\n`)]), contentType: `multipart/form-data; boundary=${boundary}` }
}
