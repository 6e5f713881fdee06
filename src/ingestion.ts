import { createReadStream } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { basename } from 'node:path'
import { inTransaction, type Database } from './db/client.js'
import { getUpload } from './db/upload.js'
import { isBulk } from './ingest/bulk/kind.js'
import { applyBulk, planBulk, type BulkOutcome } from './ingest/bulk/plan.js'
import { receiveFile, storeUpload } from './ingest/intake.js'
import type { Reading } from './ingest/parse.js'
import { runOnce } from './ingest/runner.js'
import { parseInSandbox } from './ingest/sandbox.js'
import { Refused, type ParsedDocument } from './model/parsed.js'
import type { UploadOptions } from './model/upload.js'
import { warningText } from './model/warning-text.js'

/** Files on the command line: what a dry run tells of each, and what applying does. */

type Told = { lines: string[], failed: boolean }

/** Reads a file as an upload would be read, and tells what came of it; nothing is stored. `db` is asked only for files of many records. */
export async function previewFile (path: string, options: UploadOptions, ocrCommand: string | undefined, db: () => Promise<Database>): Promise<Told> {
  const name = basename(path)
  try {
    const reading: Reading = await parseInSandbox({ bytes: await readFile(path), name, language: options.language, ocrCommand })
    if ('document' in reading) return { lines: [path, ...describeDocument(reading.document).map((line) => `  ${line}`)], failed: false }
    const outcome = await planBulk(await db(), reading.rows, { actor: 'import:cli' })
    return { lines: [path, ...describeRows(outcome)], failed: outcome.counts.rejected > 0 }
  } catch (error) {
    if (!(error instanceof Refused)) throw error
    return { lines: [path, `  refused (${error.code}): ${error.message}`], failed: true }
  }
}

/**
 * Takes a file in: a law or judgment becomes a draft that somebody else has to review; records are written at once, all of
 * them or none, in the name of `actor`. Throws Invalid with every fault of rejected rows.
 */
export async function ingestFile (db: Database, path: string, options: UploadOptions, ocrCommand: string | undefined, actor: string): Promise<Told> {
  const name = basename(path)
  const bytes = await readFile(path)
  // A law is read by the job, which keeps what came of it, also when it is refused.
  const reading = isBulk(bytes, name)
    ? await parseInSandbox({ bytes, name }).catch((error: unknown) => { if (error instanceof Refused) return undefined; throw error })
    : undefined
  if (reading && 'rows' in reading) return { lines: [path, ...describeRows(await applyBulk(db, reading.rows, { actor }))], failed: false }
  const arrived = await receiveFile(createReadStream(path))
  try {
    const jurisdictionCodes = options.state === undefined ? [] : [options.state]
    const id = await inTransaction(db, (tx) => storeUpload(tx, { name, arrived, sourceUrl: options.sourceUrl, options, jurisdictionCodes }, null, { actor }))
    for (;;) {
      const { state, draftId, failure } = await getUpload(db, id, null, actor)
      if (state !== 'queued' && state !== 'parsing') return { lines: [path, `  ${state}${failure ? ` (${failure.code}): ${failure.detail}` : ''}; draft ${draftId}`], failed: state === 'failed' }
      await runOnce(db, { ocrCommand, allowPrivate: false })
    }
  } finally {
    await arrived.remove()
  }
}

/** What was read from a document, in a few lines. */
export function describeDocument (document: ParsedDocument): string[] {
  const { format, documentType, language, facts, structure, confidence, provisions, warnings, ocrPages } = document
  const basic = provisions.filter((p) => p.text !== null)
  return [
    `${format}, ${documentType}, ${language ? `${language.code} (${Math.round(language.confidence * 100)} %)` : 'language unknown'}: ${facts.title ?? 'without a title'}`,
    `structure ${structure} (${Math.round(confidence * 100)} %), ${basic.length} provisions${basic.length > 0 ? ` from ${basic[0]!.number} to ${basic.at(-1)!.number}` : ''}, ${provisions.length - basic.length} parts`,
    ...(ocrPages.length > 0 ? [`needs OCR: ${ocrPages.length} pages`] : []),
    ...warnings.map((w) => `! ${warningText.en[w.code]} [${[w.code, w.count > 1 ? `× ${w.count}` : '', w.at ?? '', w.detail ?? ''].filter(Boolean).join(' · ')}]`)
  ]
}

function describeRows ({ counts, rows }: BulkOutcome): string[] {
  const told = rows.filter((row) => row.action !== 'unchanged' || row.duplicates.length > 0).flatMap(({ line, key, action, faults, duplicates }) => [
    `  line ${line} ${action} ${key ?? ''}`.trimEnd(),
    ...faults.map((f) => `    ${[f.path, f.message].filter(Boolean).join(': ')}`),
    ...duplicates.map((d) => `    may be the same as ${d.title} (${d.akn ?? d.id}): ${d.reason}`)
  ])
  return [...told, `  ${Object.entries(counts).map(([what, n]) => `${n} ${what}`).join(', ')}`]
}
