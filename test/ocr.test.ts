import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import t, { type Test } from 'tap'
import { isRunning, works } from '../src/child.js'
import { root } from '../src/config.js'
import { ocrPages, splitCommand } from '../src/ingest/pdf/ocr.js'
import { parsePdf } from '../src/ingest/pdf/pdf.js'
import { handPdf, lines } from './support/pdf.js'

/** An OCR program: a script for Node that gets the picture and the languages. */
function program (t: Test, script: string): string {
  const file = join(t.testdir({}), 'read.mjs')
  writeFileSync(file, `const [input, languages] = process.argv.slice(2);\n${script}`)
  return `"${process.execPath}" '${file}' {input} {languages}`
}

const scan = handPdf([{ drawn: [], picture: true }, { drawn: lines(['Rules of the tea house']) }, { drawn: [], picture: true }])
const law = '1. Who drinks tea shall wash the\\ncup.\\n\\n2. Cups are counted every even-\\ning.\\n\\n3. Nobody hides a cup.\\n'

t.test('a command is split as a shell would, and nothing in it is expanded', async (t) => {
  t.strictSame(splitCommand(' tesseract {input} stdout  -l {languages}'), ['tesseract', '{input}', 'stdout', '-l', '{languages}'])
  t.strictSame(splitCommand('"/opt/my ocr/run" --title=\'a "b"\' c\\ d ""'), ['/opt/my ocr/run', '--title=a "b"', 'c d', ''])
  t.strictSame(splitCommand('x $HOME `id` * ; rm'), ['x', '$HOME', '`id`', '*', ';', 'rm'])
  t.throws(() => splitCommand('x "y'), /quote/)
  t.throws(() => splitCommand('  '), /empty/)
})

t.test('pages without text are drawn and read by the command, and what comes from it is told', async (t) => {
  const ocrCommand = program(t, `
    const bytes = (await import('node:fs')).readFileSync(input)
    const png = bytes.subarray(1, 4).toString() === 'PNG' && bytes.readUInt32BE(16) > 2000
    console.log(png && languages === 'eng' && input.endsWith('1.png') ? '${law}' : '4. The house closes at nine.')`)
  const { provisions, warnings, ocrPages, structure } = await parsePdf({ bytes: scan, name: 'tea.pdf', language: 'en', ocrCommand })
  t.strictSame(provisions.map(({ number, text, page }) => [number, text, page]), [
    ['1', 'Who drinks tea shall wash the cup.', 1], ['2', 'Cups are counted every evening.', 1], ['3', 'Nobody hides a cup.\nRules of the tea house', 1],
    ['4', 'The house closes at nine.', 3]
  ])
  t.strictSame([ocrPages, structure], [[], 'numbering'])
  t.strictSame(warnings.filter(({ code }) => code === 'ocr_used').map(({ at }) => at), ['sec_1', 'sec_2', 'sec_3', 'sec_4'])
  t.notOk(warnings.some(({ code }) => code === 'no_text_layer'))
})

t.test('without a command the pages are only told', async (t) => {
  const { ocrPages, warnings } = await parsePdf({ bytes: scan, name: 'tea.pdf' })
  t.strictSame(ocrPages, [1, 3])
  t.match(warnings[0], { code: 'no_text_layer', at: 'page 1', count: 2, detail: '1, 3' })
})

/** Why a page is not read → the program, what is told, and the time it has. */
const failures: [string, string, RegExp, number?][] = [
  ['the program fails', 'console.error("no such language"); process.exit(3)', /no such language/],
  ['it writes nothing but spaces', 'console.log("  ")', /no text/],
  ['it takes too long', 'setTimeout(() => {}, 60_000)', /longer than 1 seconds/, 1000],
  ['it never stops writing', 'const write = () => process.stdout.write("x".repeat(65536), write); write()', /too much/]
]

for (const [why, script, told, ms = 60_000] of failures) {
  t.test(why, async (t) => {
    const command = program(t, script)
    const { texts, failed } = await ocrPages(scan, [1], command, null, { ms, outputBytes: 100_000 })
    t.equal(texts.size, 0)
    t.match(failed.get(1), told)
  })
}

t.test('a program that is not there leaves the pages to be read later, and is not asked for every page', async (t) => {
  const pages = handPdf(Array.from({ length: 5 }, () => ({ drawn: [], picture: true })))
  const { ocrPages: left, warnings } = await parsePdf({ bytes: pages, name: 'x.pdf', ocrCommand: '/nowhere/ocr {input}' })
  t.strictSame(left, [1, 2, 3, 4, 5])
  t.match(warnings[0], { code: 'no_text_layer', count: 5, detail: /nowhere/ })
  t.match((await parsePdf({ bytes: pages, name: 'x.pdf', ocrCommand: 'ocr "' })).warnings[0]!.detail, /quote/)
})

t.test('nothing is left in the folder for temporary files', async (t) => {
  const before = readdirSync(tmpdir()).filter((name) => name.startsWith('atlas-ocr-'))
  await ocrPages(scan, [1], program(t, 'process.exit(1)'), null)
  t.strictSame(readdirSync(tmpdir()).filter((name) => name.startsWith('atlas-ocr-') && !before.includes(name)), [])
})

t.test('the program dies with the process that reads the file', { skip: works('setpriv', ['--pdeathsig', 'KILL', 'true']) ? false : 'setpriv is not here' }, async (t) => {
  const folder = t.testdirName
  const note = join(folder, 'pid')
  const command = program(t, `(await import('node:fs')).writeFileSync('${note}', String(process.pid)); setTimeout(() => {}, 60_000)`)
  writeFileSync(join(folder, 'scan.pdf'), scan)
  writeFileSync(join(folder, 'run.mts'), `import { ocrPages } from '${root}src/ingest/pdf/ocr.ts'
    import { readFileSync } from 'node:fs'
    await ocrPages(readFileSync('${folder}/scan.pdf'), [1], ${JSON.stringify(command)}, null)`)
  const parent = spawn(process.execPath, ['--import=tsx', join(folder, 'run.mts')], { stdio: 'ignore' })
  for (let i = 0; i < 300 && !existsSync(note); i++) await sleep(100)
  await sleep(100)
  const pid = Number(readFileSync(note, 'utf8'))
  t.ok(isRunning(pid, 'read.mjs'))
  parent.kill('SIGKILL')
  await once(parent, 'exit')
  await sleep(300)
  t.notOk(isRunning(pid, 'read.mjs'))
})
