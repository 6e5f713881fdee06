/** What can go wrong in the domain. No HTTP here: `problem.ts` says how each is told. */

export class NotFound extends Error {}

/** The record was withdrawn; `reason` is public. */
export class Gone extends Error {
  constructor (readonly reason: string | null, readonly since: Date) {
    super('The record was withdrawn.')
  }
}

/** The record lives on under another id. */
export class Moved extends Error {
  constructor (readonly to: string) {
    super(`The record is now ${to}.`)
  }
}

/** Something given is wrong; `path` says which part of what was given. */
export class Invalid extends Error {
  constructor (readonly faults: { path: string, message: string }[]) {
    super(faults.map((f) => `${f.path}: ${f.message}`).join('; '))
  }
}

/** What is asked would contradict what is there. */
export class Conflict extends Error {}

/** The record was changed since it was read; `current` is its edition now. */
export class Stale extends Error {
  constructor (readonly current: number, message: string) {
    super(message)
  }
}

/** Who asks may know of it but not do it. */
export class Forbidden extends Error {}

/** More than is taken at once. */
export class TooLarge extends Error {}

/** A part we depend on does not answer; try again after `retryAfterSeconds`. */
export class Unavailable extends Error {
  constructor (message: string, readonly retryAfterSeconds: number, options?: ErrorOptions) {
    super(message, options)
  }
}
