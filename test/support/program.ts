import { execFile } from 'node:child_process'
import { cpSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import type { Test } from 'tap'
import { root } from '../../src/config.js'

const run = promisify(execFile)

/** Compiles `main`, a program that uses our client, with `tsc --strict` in a folder of its own, where the client stands in src/, and runs it. */
export async function runProgram (t: Test, main: string, args: string[]): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'atlas-client-'))
  t.teardown(() => rmSync(folder, { recursive: true }))
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'))
  cpSync(join(root, 'clients/typescript/src'), join(folder, 'src'), { recursive: true })
  writeFileSync(join(folder, 'package.json'), '{ "type": "module" }')
  writeFileSync(join(folder, 'main.ts'), main)
  writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify({
    compilerOptions: { strict: true, noUncheckedIndexedAccess: true, target: 'es2022', module: 'nodenext', types: ['node'] }, files: ['main.ts']
  }))
  const tsc = await run(process.execPath, [join(root, 'node_modules/typescript/bin/tsc'), '-p', folder]).catch((error: { stdout: string }) => error)
  t.equal(tsc.stdout, '', 'it compiles')
  return (await run(process.execPath, [join(folder, 'main.js'), ...args], { maxBuffer: 1 << 24 })).stdout
}
