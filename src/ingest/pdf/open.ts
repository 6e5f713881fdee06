import { createRequire } from 'node:module'
import { dirname, join, sep } from 'node:path'
import type * as Pdfjs from 'pdfjs-dist'
import { Refused } from '../../model/parsed.js'

const require = createRequire(import.meta.url)
const folder = dirname(require.resolve('pdfjs-dist/package.json'))
const inPackage = (name: string) => join(folder, name) + sep

export type OpenPdf = { document: Pdfjs.PDFDocumentProxy, close: () => Promise<void> }

/**
 * Opens a PDF. Nothing of it is run, no font is looked for outside the package, and no image is decoded unless `images`.
 * Throws Refused: `encrypted`, `corrupt`.
 */
export async function openPdf (bytes: Uint8Array, { images = false } = {}): Promise<OpenPdf> {
  const { getDocument } = await loadLibrary()
  const task = getDocument({
    data: new Uint8Array(bytes), // a copy: the library takes the memory for itself
    isEvalSupported: false,
    enableXfa: false,
    useSystemFonts: false,
    // Off, it would draw every glyph's outline, which only pictures need.
    disableFontFace: images,
    // An image of more than one pixel is left out before anything of it is decoded.
    maxImageSize: images ? imagePixelsMax : 1,
    cMapUrl: inPackage('cmaps'),
    standardFontDataUrl: inPackage('standard_fonts'),
    wasmUrl: inPackage('wasm'),
    iccUrl: inPackage('iccs'),
    verbosity: 0
  })
  try {
    return { document: await task.promise, close: () => task.destroy() }
  } catch (error) {
    await task.destroy()
    throw refusal(error)
  }
}

const imagePixelsMax = 100_000_000

/** What the library throws, told as why the file is not read. */
function refusal (error: unknown): Refused {
  const { name, message } = error instanceof Error ? error : { name: '', message: String(error) }
  if (name === 'PasswordException') return new Refused('encrypted', 'The PDF asks for a password.', { cause: error })
  return new Refused('corrupt', `The PDF cannot be read: ${message}`.slice(0, 300), { cause: error })
}

/**
 * The library. It wants a matrix class of the browser as soon as it is loaded, though only pictures use it. It takes it from
 * @napi-rs/canvas, which is optional: without it text is read all the same.
 */
export async function loadLibrary (): Promise<typeof Pdfjs> {
  const world = globalThis as { DOMMatrix?: unknown }
  if (!world.DOMMatrix && !canvasIsHere()) world.DOMMatrix = function () {}
  // The minified build, for which there are no types, takes half the memory and time to load.
  const library = await import(minified) as typeof Pdfjs
  library.GlobalWorkerOptions.workerSrc = './pdf.worker.min.mjs' // beside the library; it runs in this thread
  return library
}

const minified: string = 'pdfjs-dist/legacy/build/pdf.min.mjs'

/** Whether pages can be drawn: @napi-rs/canvas is installed for this machine. */
export function canvasIsHere (): boolean {
  try {
    require('@napi-rs/canvas')
    return true
  } catch {
    return false
  }
}
