import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdirSync, readFileSync, rmSync, symlinkSync } from 'node:fs'
import { createServer, type AddressInfo } from 'node:net'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { buildInto } from '../build.js'
import { root } from '../src/config.js'

const startMsMax = 120_000

/** Builds the service as `npm run build` does, into a folder of the bench, and runs it as a process of its own; answers when it answers. */
export async function startService (home: string, environment: Record<string, string>) {
  const program = await buildService(join(home, 'service'))
  const port = await freePort()
  const child = spawn(process.execPath, [program, 'serve'], { env: { ...process.env, ...environment, PORT: String(port) }, stdio: ['ignore', 'ignore', 'inherit'] })
  const orphaned = () => { child.kill('SIGKILL') }
  process.once('exit', orphaned)
  const url = `http://127.0.0.1:${port}`
  const deadline = Date.now() + startMsMax
  while (!await fetch(`${url}/v1/search?limit=1`).then((answer) => answer.ok, () => false)) {
    if (child.exitCode !== null || Date.now() > deadline) {
      child.kill('SIGKILL')
      throw new Error('The service did not start.')
    }
    await sleep(100)
  }
  return {
    url,
    /** resident memory in MB: now, and at most since the start */
    memory: () => memoryOf(child.pid!),
    async stop () {
      process.off('exit', orphaned)
      if (child.exitCode !== null) return
      const ended = once(child, 'exit')
      child.kill('SIGTERM')
      const late = setTimeout(() => child.kill('SIGKILL'), 10_000)
      await ended
      clearTimeout(late)
    }
  }
}

async function buildService (folder: string): Promise<string> {
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(folder, { recursive: true })
  for (const name of ['data', 'migrations', 'openapi', 'node_modules', 'package.json']) symlinkSync(join(root, name), join(folder, name))
  await buildInto(join(folder, 'dist'))
  return join(folder, 'dist', 'cli.js')
}

function memoryOf (pid: number): { now: number, most: number } | undefined {
  const path = `/proc/${pid}/status`
  if (!existsSync(path)) return undefined
  const status = readFileSync(path, 'utf8')
  const read = (name: string) => Number(new RegExp(`${name}:\\s+(\\d+) kB`).exec(status)?.[1]) / 1024
  return { now: read('VmRSS'), most: read('VmHWM') }
}

async function freePort (): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  await new Promise((resolve) => server.close(resolve))
  return port
}
