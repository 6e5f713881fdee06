import { Refused, type ParseInput } from '../model/parsed.js'
import { readAnyFile } from './parse.js'

/** The process in which one untrusted file is read: it is told the file, tells what came of it, and ends. */
process.once('message', async (input: ParseInput) => {
  const answer = await readAnyFile(input).catch((error: unknown) => ({
    refused: error instanceof Refused
      ? { code: error.code, message: error.message }
      : { code: 'crashed', message: error instanceof Error ? `${error.name}: ${error.message}`.slice(0, 500) : 'The file could not be read.' }
  }))
  process.send!(answer, () => process.disconnect())
})
process.once('disconnect', () => process.exit())
