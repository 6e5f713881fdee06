import { spawn } from 'node:child_process'
import { startServices } from './support/services.js'

/** Starts one Postgres and one Meilisearch for the whole run, loads the founding dataset once, and runs tap. */
const services = await startServices()
const tap = spawn('tap', process.argv.slice(2), { stdio: 'inherit', env: { ...process.env, ...services.env } })
const code = await new Promise<number>((resolve) => tap.on('close', (status) => resolve(status ?? 1)))
await services.stop()
process.exit(code)
