import { spawn } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { dyingWithUs } from '../../child.js'
import { canvasIsHere, openPdf, type OpenPdf } from './open.js'

/** The text of each page that was read, and why the others were not. */
export type OcrResult = { texts: Map<number, string>, failed: Map<number, string> }

/** What reading the picture of one page may take. */
export const ocrLimits = { ms: 120_000, outputBytes: 4_000_000 }
const dotsPerInch = 300
const sidePixelsMax = 4000

/** After so many failures without a success the remaining pages are not tried. */
const failuresMax = 3

/**
 * Draws pages of a PDF and has a command read the pictures, one after the other. In the command, `{input}` is the path of a
 * PNG and `{languages}` the language as Tesseract names it (`ara`; the six of the United Nations, joined by `+`, where it is
 * not known); its output is the text, in UTF-8. It is split into arguments as a shell would, but no shell runs and nothing is
 * expanded. It dies with this process. What fails is told by page.
 */
export async function ocrPages (bytes: Uint8Array, pages: number[], command: string, language: string | null, limits = ocrLimits): Promise<OcrResult> {
  const result: OcrResult = { texts: new Map(), failed: new Map() }
  const folder = await mkdtemp(join(tmpdir(), 'atlas-ocr-'))
  const pdf = await openPdf(bytes, { images: true })
  try {
    for (const page of pages) {
      try {
        if (result.texts.size === 0 && result.failed.size >= failuresMax) throw new Error([...result.failed.values()][0])
        if (!canvasIsHere()) throw new Error('OCR needs the package @napi-rs/canvas')
        const input = join(folder, `${page}.png`)
        const [file, ...args] = splitCommand(command).map((word) => word.replaceAll('{input}', input).replaceAll('{languages}', languagesOf(language)))
        await writeFile(input, await draw(pdf, page))
        const text = await run(file!, args, limits)
        if (!/\p{L}/u.test(text)) throw new Error('OCR found no text')
        result.texts.set(page, text)
        await rm(input)
      } catch (error) {
        result.failed.set(page, error instanceof Error ? error.message : String(error))
      }
    }
    return result
  } finally {
    await pdf.close()
    await rm(folder, { recursive: true, force: true })
  }
}

/** A command's words: parted at spaces, with quotes and backslashes as in a shell. Throws where a quote is not closed or nothing is left. */
export function splitCommand (command: string): string[] {
  const words: string[] = []
  let word: string | null = null
  let quote = ''
  for (let i = 0; i < command.length; i++) {
    const sign = command[i]!
    if (sign === '\\' && quote !== "'") word = (word ?? '') + (command[++i] ?? '')
    else if (quote !== '' ? sign === quote : sign === '"' || sign === "'") {
      quote = quote === '' ? sign : ''
      word ??= ''
    } else if (quote === '' && /\s/.test(sign)) {
      if (word !== null) words.push(word)
      word = null
    } else word = (word ?? '') + sign
  }
  if (quote !== '') throw new Error('the OCR command has a quote that is not closed')
  if (word !== null) words.push(word)
  if (words.length === 0) throw new Error('the OCR command is empty')
  return words
}

type Made = { canvas: { toBuffer: (type: string) => Buffer } }
type CanvasFactory = { create: (width: number, height: number) => Made, destroy: (made: Made) => void }

async function draw ({ document }: OpenPdf, number: number): Promise<Buffer> {
  const page = await document.getPage(number)
  const { width, height } = page.getViewport({ scale: 1 })
  const viewport = page.getViewport({ scale: Math.min(dotsPerInch / 72, sidePixelsMax / Math.max(width, height)) })
  const factory = document.canvasFactory as CanvasFactory
  const made = factory.create(Math.ceil(viewport.width), Math.ceil(viewport.height))
  try {
    await page.render({ canvas: made.canvas as never, viewport }).promise
    return made.canvas.toBuffer('image/png')
  } finally {
    factory.destroy(made)
    page.cleanup()
  }
}

function run (file: string, args: string[], limits: typeof ocrLimits): Promise<string> {
  const command = dyingWithUs(file, args, 'KILL')
  return new Promise((resolve, reject) => {
    const child = spawn(command.file, command.args, { stdio: ['ignore', 'pipe', 'pipe'] })
    const output: Buffer[] = []
    let length = 0
    let complaint = ''
    let failure = ''
    const stop = (why: string) => {
      failure ||= why
      child.kill('SIGKILL')
    }
    const timer = setTimeout(() => stop(`OCR took longer than ${limits.ms / 1000} seconds`), limits.ms)
    child.stdout.on('data', (chunk: Buffer) => {
      length += chunk.length
      if (length > limits.outputBytes) stop('OCR wrote too much')
      else output.push(chunk)
    })
    child.stderr.on('data', (chunk: Buffer) => { complaint = (complaint + chunk.toString()).slice(0, 2000) })
    child.once('error', (error) => { failure ||= error.message })
    child.once('close', (code) => {
      clearTimeout(timer)
      if (failure === '' && code !== 0) failure = `OCR failed: ${complaint.trim().split('\n')[0] || `exit code ${code}`}`
      if (failure !== '') reject(new Error(failure.slice(0, 300)))
      else resolve(Buffer.concat(output).toString('utf8'))
    })
  })
}

/** Tesseract's names; a language that is not here is read with those of the United Nations. */
const names: Record<string, string> = {
  ar: 'ara', en: 'eng', es: 'spa', fr: 'fra', ru: 'rus', zh: 'chi_sim', 'zh-Hant': 'chi_tra', 'zh-TW': 'chi_tra', 'zh-HK': 'chi_tra',
  de: 'deu', pt: 'por', sw: 'swa', it: 'ita', nl: 'nld', id: 'ind', tr: 'tur', fa: 'fas', uk: 'ukr', pl: 'pol', ro: 'ron', hi: 'hin', vi: 'vie',
  ja: 'jpn', ko: 'kor', ka: 'kat', my: 'mya', he: 'heb', el: 'ell', th: 'tha', ur: 'urd', bn: 'ben', am: 'amh', km: 'khm', lo: 'lao', ms: 'msa'
}
const official = ['ar', 'en', 'es', 'fr', 'ru', 'zh'].map((code) => names[code]).join('+')

const languagesOf = (language: string | null): string => (language ? names[language] ?? names[language.split('-')[0]!] : undefined) ?? official
