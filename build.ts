import { readdirSync, rmSync } from 'node:fs'
import { build } from 'esbuild'

/** Turns src/ into dist/, file by file. Types are not checked here: `npm run typecheck` does that. */
rmSync('dist', { recursive: true, force: true })
await build({
  entryPoints: readdirSync('src', { recursive: true, encoding: 'utf8' }).filter((f) => f.endsWith('.ts')).map((f) => `src/${f}`),
  outdir: 'dist', format: 'esm', platform: 'node', target: 'node20', sourcemap: true
})
