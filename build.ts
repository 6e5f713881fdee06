import { copyFileSync, mkdirSync, readdirSync, rmSync } from 'node:fs'
import { build } from 'esbuild'

/** Folders of src/ that run in browsers. */
const ofBrowsers = ['browser/', 'widget/']

/** Turns src/ into dist/. Types are not checked here: `npm run typecheck` does that. */
rmSync('dist', { recursive: true, force: true })
await Promise.all([buildService(), buildPortal()])

/** What runs here, file by file. */
async function buildService (): Promise<void> {
  const files = readdirSync('src', { recursive: true, encoding: 'utf8' }).filter((f) => /\.tsx?$/.test(f) && !ofBrowsers.some((folder) => f.startsWith(folder)))
  await build({ entryPoints: files.map((f) => `src/${f}`), outdir: 'dist', format: 'esm', platform: 'node', target: 'node20', sourcemap: true, logLevel: 'warning' })
}

/** What the pages of the portal load: a module for each file of src/browser itself, and one style sheet. */
async function buildPortal (): Promise<void> {
  const modules = readdirSync('src/browser', { encoding: 'utf8' }).filter((f) => /\.tsx?$/.test(f))
  mkdirSync('dist/public/portal', { recursive: true })
  await build({
    entryPoints: [...modules.map((f) => `src/browser/${f}`), 'src/portal/style/portal.css'],
    outdir: 'dist/public/portal', bundle: true, minify: true, format: 'esm', platform: 'browser', target: ['es2022'], entryNames: '[name]', logLevel: 'warning'
  })
  copyFileSync('src/portal/style/icon.svg', 'dist/public/portal/icon.svg')
}
