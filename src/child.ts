import { spawn, spawnSync, type ChildProcess, type SpawnOptions } from 'node:child_process'
import { once } from 'node:events'
import { closeSync, openSync, readFileSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'

export type Command = { file: string, args: string[], options?: SpawnOptions }

/** A child that is kept alive until `stop`. */
export type Supervised = {
  /** Sends the signal, waits up to `graceMs`, then kills. No restart follows. */
  stop: (signal: NodeJS.Signals, graceMs: number) => Promise<void>
  /** The child as it is now; undefined between an unexpected end and the restart. */
  child: () => ChildProcess | undefined
}

const restartMsFirst = 250
const restartMsMax = 10_000

/** Starts a child whose output goes to `logFile`, and starts it again, ever more slowly, whenever it ends by itself. */
export function supervise (command: Command, logFile: string, onRestart: (code: number | null) => void): Supervised {
  let child: ChildProcess | undefined
  let stopping = false
  let restartMs = restartMsFirst
  const launch = () => {
    const started = Date.now()
    child = spawnLogged(command, logFile)
    child.once('exit', (code) => {
      child = undefined
      if (stopping) return
      if (Date.now() - started > 60_000) restartMs = restartMsFirst
      onRestart(code)
      setTimeout(() => { if (!stopping) launch() }, restartMs).unref()
      restartMs = Math.min(restartMs * 2, restartMsMax)
    })
  }
  launch()
  return {
    child: () => child,
    async stop (signal, graceMs) {
      stopping = true
      if (!child) return
      const ended = once(child, 'exit')
      child.kill(signal)
      const late = await Promise.race([ended.then(() => false), sleep(graceMs, true, { ref: false })])
      if (late) {
        child?.kill('SIGKILL')
        await ended
      }
    }
  }
}

function spawnLogged ({ file, args, options }: Command, logFile: string): ChildProcess {
  const log = openSync(logFile, 'a')
  try {
    const child = spawn(file, args, { ...options, stdio: ['ignore', log, log] })
    child.on('error', () => {}) // an 'exit' or a failed readiness check follows and tells more
    return child
  } finally {
    closeSync(log)
  }
}

/** Asked once: a process is started for it, and everything waits for that. */
let setprivWorks: boolean | undefined

/** `setpriv` in front of a command makes the kernel end it when this process dies, even by `kill -9`. */
export function dyingWithUs (file: string, args: string[], signal: 'INT' | 'TERM' | 'KILL'): { file: string, args: string[] } {
  setprivWorks ??= works('setpriv', ['--pdeathsig', 'TERM', 'true'])
  return setprivWorks
    ? { file: 'setpriv', args: ['--pdeathsig', signal, file, ...args] }
    : { file, args }
}

/** Whether a program is there and ends well with these arguments. */
export function works (file: string, args: string[]): boolean {
  return spawnSync(file, args, { stdio: 'ignore' }).status === 0
}

/** Whether a process with this number runs and its command line holds `words` (its number may have been given away). */
export function isRunning (pid: number, words: string): boolean {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes(words)
  } catch {
    return false
  }
}

/** Calls `attempt` until it succeeds; throws its last error after `ms`, or at once when `gone` says that waiting is vain. */
export async function until<T> (attempt: () => Promise<T>, ms: number, gone: () => boolean = () => false): Promise<T> {
  const deadline = Date.now() + ms
  for (;;) {
    try {
      return await attempt()
    } catch (error) {
      if (Date.now() > deadline || gone()) throw error
      await sleep(50)
    }
  }
}
