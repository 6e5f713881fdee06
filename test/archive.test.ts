import { strToU8, zipSync, type Zippable } from 'fflate'
import t, { type Test } from 'tap'
import { openArchive } from '../src/ingest/docx/archive.js'
import { Refused } from '../src/model/parsed.js'

const anything = () => true
const zeros = (bytes: number) => new Uint8Array(bytes)

async function refusedAs (t: Test, code: string, bytes: Uint8Array) {
  const error = await openArchive(bytes, anything).then(() => 'not refused', (error: unknown) => error)
  t.equal(error instanceof Refused ? error.code : error, code)
}

/** A zip with a byte changed where the pattern is, at an offset from it. */
function patched (zip: Uint8Array, signature: number, offset: number, change: (bytes: Buffer, at: number) => void): Uint8Array {
  const bytes = Buffer.from(zip)
  for (let at = 0; at < bytes.length - 4; at++) if (bytes.readUInt32LE(at) === signature) change(bytes, at + offset)
  return bytes
}
const centralEntry = 0x02014b50
const localEntry = 0x04034b50

t.test('the parts asked for are expanded, and no others', async (t) => {
  const bytes = zipSync({ 'a.xml': strToU8('<a/>'), 'b/c.xml': strToU8('<c/>') })
  const { names, parts } = await openArchive(bytes, (name) => name === 'b/c.xml')
  t.same(names, ['a.xml', 'b/c.xml'])
  t.same([...parts].map(([name, part]) => [name, part.toString()]), [['b/c.xml', '<c/>']])
})

t.test('a view into a larger buffer is read as what it shows', async (t) => {
  const zip = zipSync({ 'a.xml': strToU8('<a/>') })
  const larger = new Uint8Array(zip.length + 100)
  larger.set(zip, 50)
  t.equal((await openArchive(larger.subarray(50, 50 + zip.length), anything)).parts.size, 1)
})

t.test('bombs are refused before they expand', async (t) => {
  const ten = zeros(10 * 1024 * 1024 + 1)
  await t.test('one part of nothing but zeros', (t) => refusedAs(t, 'expands_too_much', zipSync({ 'word/document.xml': ten })))
  await t.test('many parts, each below what counts', (t) => {
    const parts = Object.fromEntries(Array.from({ length: 4 }, (_, i) => [`media/${i}.bin`, zeros(3 * 1024 * 1024)]))
    return refusedAs(t, 'expands_too_much', zipSync(parts))
  })
  await t.test('sizes that are declared beyond all bounds', (t) => refusedAs(t, 'expands_too_much',
    patched(zipSync({ 'a.xml': strToU8('<a>text</a>') }), centralEntry, 24, (bytes, at) => bytes.writeUInt32LE(0x7fffffff, at))))
  await t.test('thousands of parts', (t) => refusedAs(t, 'expands_too_much', zipSync(Object.fromEntries(Array.from({ length: 5001 }, (_, i) => [`${i}`, zeros(0)])), { level: 0 })))
})

t.test('a part that holds more than it says is not read to its end', async (t) => {
  const zip = zipSync({ 'a.xml': zeros(1_000_000) })
  await refusedAs(t, 'corrupt', patched(zip, centralEntry, 24, (bytes, at) => bytes.writeUInt32LE(1000, at)))
})

t.test('large parts that compress as text does are read', async (t) => {
  const words = Array.from({ length: 80_000 }, (_, i) => `lantern ${(i * 7919) % 104729} `).join('').repeat(10)
  t.ok(words.length > 10 * 1024 * 1024)
  t.equal((await openArchive(zipSync({ 'a.xml': strToU8(words) }, { level: 1 }), anything)).parts.get('a.xml')?.length, words.length)
})

t.test('names that lead outside the archive are refused', async (t) => {
  for (const name of ['../../x', '/etc/x', 'word/../../../x', 'C:/x', 'a\\..\\..\\x']) {
    await t.test(name, (t) => refusedAs(t, 'corrupt', zipSync({ 'word/document.xml': strToU8('<a/>'), [name]: strToU8('x') } satisfies Zippable)))
  }
})

t.test('two parts under one name are refused', (t) => {
  return refusedAs(t, 'corrupt', zipSync({ 'word/document.xml': strToU8('<a/>'), 'word/Document.xml': strToU8('<b/>') }))
})

t.test('programs are refused, wherever they stand', async (t) => {
  for (const name of ['word/vbaProject.bin', 'xl/vbaProject.bin', 'word/activeX/activeX1.xml', 'word/vbaData.xml', 'WORD/VBAPROJECT.BIN']) {
    await t.test(name, (t) => refusedAs(t, 'macros', zipSync({ 'word/document.xml': strToU8('<a/>'), [name]: strToU8('x') })))
  }
})

t.test('what is no zip is told apart', async (t) => {
  const ole = Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.alloc(2000)])
  await t.test('an old binary document', (t) => refusedAs(t, 'unsupported', ole))
  await t.test('a document with a password', (t) => refusedAs(t, 'encrypted', Buffer.concat([ole, Buffer.from('EncryptedPackage', 'utf16le'), Buffer.alloc(100)])))
  await t.test('a page', (t) => refusedAs(t, 'lying_type', strToU8('<html><body>Article 1</body></html>')))
  await t.test('nothing', (t) => refusedAs(t, 'lying_type', new Uint8Array()))
})

t.test('a part with a password is refused', (t) => {
  const zip = zipSync({ 'word/document.xml': strToU8('<a/>') })
  const flagged = patched(zip, centralEntry, 8, (bytes, at) => bytes.writeUInt16LE(1, at))
  return refusedAs(t, 'encrypted', patched(flagged, localEntry, 6, (bytes, at) => bytes.writeUInt16LE(1, at)))
})

t.test('a damaged archive is refused', async (t) => {
  const zip = zipSync({ 'word/document.xml': strToU8('<a>some words of a law that are long enough to be compressed, compressed, compressed</a>') })
  await t.test('cut off', (t) => refusedAs(t, 'corrupt', zip.subarray(0, zip.length - 30)))
  await t.test('with other bytes inside', (t) => refusedAs(t, 'corrupt', patched(zip, localEntry, 30 + 'word/document.xml'.length, (bytes, at) => bytes.fill(0xff, at, at + 20))))
})
