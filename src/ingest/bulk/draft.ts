import { createDraft, listOpenHashes, moveDraft } from '../../db/draft.js'
import { jurisdictionsOf, type Writer } from '../../db/revision.js'
import { waitForTurn } from '../../db/setting.js'
import { finishUpload, type Upload } from '../../db/upload.js'
import type { Transaction } from '../../db/client.js'
import { contentHash } from '../../model/identifier.js'
import { prepareBulk, tellBulk } from './plan.js'
import type { BulkRow } from './row.js'
import type { Unit } from './unit.js'
import type { Fields } from '../record.js'

/**
 * What becomes of a bulk file that was handed in: each record that is new or changed becomes a draft that waits for review, all in
 * one transaction; when a row is rejected, none. Handing the same file in again makes no second draft.
 */
export async function finishRows (tx: Transaction, upload: Upload, rows: BulkRow[]): Promise<void> {
  await waitForTurn(tx, 'bulk')
  const scope = upload.jurisdictionCodes.length > 0 ? upload.jurisdictionCodes : null
  const plan = await prepareBulk(tx, rows)
  plan.faults.push(...plan.units.filter((unit) => unit.isChanged && !isWithin(unit, scope)).flatMap((unit) => unit.rows.map((row) =>
    ({ row, path: 'jurisdiction', message: `is not among the States that this upload is for: ${scope!.join(', ')}` }))))
  const result = await tellBulk(tx, rows, plan)
  const rejected = result.rows.filter((row) => row.action === 'rejected').length
  const failure = rejected > 0 && !upload.options.dryRun ? { code: 'rows_rejected', detail: `${rejected} of ${rows.length} rows are rejected; none was stored.` } : undefined
  await finishUpload(tx, upload, { kind: 'bulk', state: failure ? 'failed' : 'ready', format: 'records', result, failure })
  if (rejected === 0 && !upload.options.dryRun) await makeDrafts(tx, upload, plan.units.filter((unit) => unit.isChanged))
}

async function makeDrafts (tx: Transaction, upload: Upload, units: Unit[]): Promise<void> {
  const writer: Writer = { actor: upload.createdBy, comment: upload.options.comment }
  const known = await listOpenHashes(tx, units.map((unit) => contentHash(unit.record)))
  for (const unit of units) {
    if (known.has(contentHash(unit.record))) continue
    const given = { recordType: unit.type, recordId: unit.held?.id ?? unit.record.id, record: unit.record as Fields, uploadId: upload.id }
    const draft = await createDraft(tx, given, null, writer)
    await moveDraft(tx, draft, 'submit', writer)
  }
}

function isWithin ({ record }: Unit, scope: string[] | null): boolean {
  const states = jurisdictionsOf(record as Fields)
  return scope === null || (states.length > 0 && states.every((code) => scope.includes(code)))
}
