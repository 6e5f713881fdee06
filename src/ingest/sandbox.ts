import { spawn, type ChildProcess } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { dyingWithUs } from '../child.js'
import { bareEnvironment } from '../config.js'
import { Refused, type ParseInput, type RefusalCode } from '../model/parsed.js'
import type { Reading } from './parse.js'

/** What reading one file may take, at most. */
export const parseLimits = { heapMegabytes: 768, residentBytes: 1_200_000_000, ms: 120_000, ocrMs: 1_800_000 }
const watchMs = 100

type Answer = Reading | { refused: { code: RefusalCode, message: string } }

/**
 * Reads a file in a process of its own, which knows nothing of ours and is killed when it takes too long or too much, or
 * when `signal` says so. Throws Refused for files that are not read, whatever the reason; the signal's reason when stopped.
 */
export async function parseInSandbox (
  input: ParseInput, { signal, limits = parseLimits }: { signal?: AbortSignal, limits?: typeof parseLimits } = {}
): Promise<Reading> {
  signal?.throwIfAborted()
  const child = spawnReader(limits.heapMegabytes)
  try {
    const ms = input.ocrCommand ? limits.ocrMs : limits.ms
    const answer = await Promise.race([answerOf(child, input), watch(child, ms, limits.residentBytes), stopped(signal)])
    if ('refused' in answer) throw new Refused(answer.refused.code, answer.refused.message)
    return answer
  } finally {
    child.kill('SIGKILL')
  }
}

function spawnReader (heapMegabytes: number): ChildProcess {
  // Run from the sources, as the tests do, the file has the other ending, and Node needs help with it.
  const fromSources = import.meta.url.endsWith('.ts')
  const entry = fileURLToPath(new URL(fromSources ? './parse-child.ts' : './parse-child.js', import.meta.url))
  const node = [...(fromSources ? ['--import=tsx'] : []), `--max-old-space-size=${heapMegabytes}`, entry]
  const { file, args } = dyingWithUs(process.execPath, node, 'KILL')
  return spawn(file, args, { env: bareEnvironment(), stdio: ['ignore', 'ignore', 'pipe', 'ipc'], serialization: 'advanced' })
}

function answerOf (child: ChildProcess, input: ParseInput): Promise<Answer> {
  return new Promise((resolve) => {
    let complaint = ''
    child.stderr!.on('data', (chunk: Buffer) => { complaint = (complaint + chunk.toString()).slice(-10_000) })
    child.once('message', (answer) => resolve(answer as Answer))
    child.once('error', (error) => resolve({ refused: { code: 'crashed', message: error.message } }))
    child.once('close', () => {
      const memory = /heap out of memory|Array buffer allocation failed/i.test(complaint)
      resolve({ refused: memory ? tooMuch : { code: 'crashed', message: 'The program that reads the file ended without a result.' } })
    })
    child.send(input, () => {})
  })
}

const tooMuch = { code: 'too_much_memory' as const, message: 'Reading the file takes more memory than one file may have.' }

/** Never answers unless the child goes beyond a bound. What a process holds outside its heap only the kernel knows. */
function watch (child: ChildProcess, msMax: number, bytesMax: number): Promise<Answer> {
  return new Promise((resolve) => {
    const begun = Date.now()
    const timer = setInterval(() => {
      if (Date.now() - begun > msMax) resolve({ refused: { code: 'too_slow', message: `Reading the file takes longer than ${msMax / 1000} seconds.` } })
      if (residentBytes(child.pid) > bytesMax) resolve({ refused: tooMuch })
    }, watchMs)
    child.once('close', () => clearInterval(timer))
  })
}

function residentBytes (pid: number | undefined): number {
  try {
    return Number(/VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0) * 1024
  } catch {
    return 0
  }
}

function stopped (signal: AbortSignal | undefined): Promise<never> {
  return new Promise((_resolve, reject) => signal?.addEventListener('abort', () => reject(signal.reason), { once: true }))
}
