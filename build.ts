import { copyFileSync, mkdirSync, readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { build, type BuildOptions } from 'esbuild'

const src = join(import.meta.dirname, 'src')
/** Folders of src/ that run in browsers. */
const ofBrowsers = ['browser/', 'widget/']

/** Turns src/ into a folder. Types are not checked here: `npm run typecheck` does that. */
export async function buildInto (folder: string): Promise<void> {
  rmSync(folder, { recursive: true, force: true })
  await Promise.all([buildService(folder), buildPortal(join(folder, 'public/portal')), buildEmbedded(join(folder, 'public/embed'))])
}

/** What runs here, file by file. */
async function buildService (outdir: string): Promise<void> {
  const files = readdirSync(src, { recursive: true, encoding: 'utf8' }).filter((f) => /\.tsx?$/.test(f) && !ofBrowsers.some((folder) => f.startsWith(folder)))
  await build({ entryPoints: files.map((f) => join(src, f)), outdir, format: 'esm', platform: 'node', target: 'node20', sourcemap: true, logLevel: 'warning' })
}

/** What the pages of the portal load: a module for each file of src/browser itself, and one style sheet. */
async function buildPortal (outdir: string): Promise<void> {
  const modules = readdirSync(join(src, 'browser'), { encoding: 'utf8' }).filter((f) => /\.tsx?$/.test(f))
  mkdirSync(outdir, { recursive: true })
  await build({
    entryPoints: [...modules.map((f) => join(src, 'browser', f)), join(src, 'portal/style/portal.css')],
    outdir, bundle: true, minify: true, format: 'esm', platform: 'browser', target: ['es2022'], entryNames: '[name]', logLevel: 'warning'
  })
  copyFileSync(join(src, 'portal/style/icon.svg'), join(outdir, 'icon.svg'))
  // Runs beside the page, so it is a file of its own.
  copyFileSync(join(import.meta.dirname, 'node_modules/pdfjs-dist/build/pdf.worker.min.mjs'), join(outdir, 'pdf.worker.js'))
}

/** What other portals load: modules, and the elements once more as a classic script, for pages that cannot load modules. */
async function buildEmbedded (outdir: string): Promise<void> {
  const common: BuildOptions = { outdir, bundle: true, minify: true, platform: 'browser', target: ['es2022'], logLevel: 'warning' }
  const elements = join(src, 'widget/cyberlaw-search.ts')
  await Promise.all([
    build({ ...common, entryPoints: [elements, join(src, 'widget/instantsearch.ts')], format: 'esm' }),
    build({ ...common, entryPoints: { 'cyberlaw-search.classic': elements }, format: 'iife', define: { 'import.meta.url': 'document.currentScript.src' } })
  ])
}

if (process.argv[1] === import.meta.filename) await buildInto('dist')
