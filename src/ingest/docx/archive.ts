import { buffer } from 'node:stream/consumers'
import { fromBufferPromise, type Entry, type ZipFile } from 'yauzl'
import { Refused } from '../../model/parsed.js'

const MiB = 1024 * 1024
const entriesMax = 5000
const expandedBytesMax = 200 * MiB
/** Text compresses well: only what is large, and grows more than any real text does, is taken for a bomb. */
const ratioMax = 100
const ratioCountsFromBytes = 10 * MiB

/** of a part's name, in a message */
const nameShown = 100

const oleSignature = Buffer.from('d0cf11e0a1b11ae1', 'hex')
const zipSignature = Buffer.from('PK\x03\x04', 'latin1')
const programs = /(^|\/)(vbaProject[^/]*\.bin|vbaData[^/]*\.xml)$|(^|\/)activeX\//i

type Archive = {
  names: string[]
  /** the parts asked for that are there, expanded */
  parts: Map<string, Buffer>
}

/**
 * The parts of a zip for which `wanted` is true, expanded. Everything that the zip says of all its parts is checked first,
 * and no more is expanded than it said. Throws Refused: lying_type (no zip), unsupported (an old binary document),
 * encrypted, macros, expands_too_much, corrupt (damaged, the same name twice, names outside the archive).
 */
export async function openArchive (bytes: Uint8Array, wanted: (name: string) => boolean): Promise<Archive> {
  const whole = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  refuseOtherTypes(whole)
  try {
    const zip = await fromBufferPromise(whole, { lazyEntries: true, strictFileNames: true, autoClose: false })
    const entries = await checkedEntries(zip, whole.length)
    const parts = new Map<string, Buffer>()
    for (const entry of entries) if (wanted(entry.fileName)) parts.set(entry.fileName, await buffer(await zip.openReadStreamPromise(entry)))
    return { names: entries.map((entry) => entry.fileName), parts }
  } catch (cause) {
    if (cause instanceof Refused) throw cause
    const { message } = cause as Error
    throw new Refused(/encrypt/i.test(message) ? 'encrypted' : 'corrupt', `The archive cannot be read: ${message.slice(0, 200)}.`, { cause })
  }
}

/** Office keeps an encrypted document, and every document from before 2007, in a container that is no zip. */
function refuseOtherTypes (whole: Buffer) {
  if (whole.subarray(0, 4).equals(zipSignature)) return
  if (!whole.subarray(0, 8).equals(oleSignature)) throw new Refused('lying_type', 'The file is no zip archive.')
  if (whole.includes(Buffer.from('EncryptedPackage', 'utf16le'))) throw new Refused('encrypted', 'The document is protected by a password.')
  throw new Refused('unsupported', 'A binary document of Word 2003 or older: save it as DOCX.')
}

/** All entries, none of them expanded yet. */
async function checkedEntries (zip: ZipFile, archiveBytes: number): Promise<Entry[]> {
  if (zip.entryCount > entriesMax) throw new Refused('expands_too_much', `The archive has ${zip.entryCount} entries.`)
  const entries: Entry[] = []
  const names = new Set<string>()
  let expandedBytes = 0
  for await (const entry of zip.eachEntry()) {
    const name = entry.fileName.slice(0, nameShown)
    if (entry.isEncrypted()) throw new Refused('encrypted', `${name} is protected by a password.`)
    if (programs.test(entry.fileName)) throw new Refused('macros', `The document carries a program: ${name}.`)
    // Readers differ in which of two parts of one name they take.
    if (names.has(entry.fileName.toLowerCase())) throw new Refused('corrupt', `The archive has ${name} twice.`)
    names.add(entry.fileName.toLowerCase())
    expandedBytes += entry.uncompressedSize
    if (expandedBytes > expandedBytesMax) throw new Refused('expands_too_much', `The archive expands to more than ${expandedBytesMax / MiB} MiB.`)
    if (bombLike(entry.uncompressedSize, entry.compressedSize)) throw new Refused('expands_too_much', `${name} expands too much.`)
    entries.push(entry)
  }
  // Entries may share one compressed stream, so that none of them alone looks like a bomb.
  if (bombLike(expandedBytes, archiveBytes)) throw new Refused('expands_too_much', 'The archive expands too much.')
  return entries
}

const bombLike = (expanded: number, compressed: number) => expanded > ratioCountsFromBytes && expanded > compressed * ratioMax
