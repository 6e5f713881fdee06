import { useCallback, useEffect, useRef, useState } from 'preact/hooks'

export type Loaded<T> = { data: T | undefined, fault: unknown, reload: () => Promise<void>, set: (data: T) => void }

/** What a question answers, asked again when its subject changes; of two answers the later question's counts. */
export function useLoaded<T> (ask: () => Promise<T>, subject: unknown[]): Loaded<T> {
  const [data, set] = useState<T>()
  const [fault, setFault] = useState<unknown>()
  const turn = useRef(0)
  const reload = useCallback(async () => {
    const mine = ++turn.current
    try {
      const answer = await ask()
      if (mine !== turn.current) return
      set(answer)
      setFault(undefined)
    } catch (error) {
      if (mine === turn.current) setFault(error)
    }
  }, subject)
  useEffect(() => {
    set(undefined)
    setFault(undefined)
    reload()
    return () => { turn.current++ }
  }, [reload])
  return { data, fault, reload, set }
}

/** A thing that is done, whether it is being done, and what went wrong with it the last time. */
export function useDoing (): { doing: boolean, fault: unknown, run: (what: () => Promise<void>) => Promise<boolean>, clear: () => void } {
  const [doing, setDoing] = useState(false)
  const [fault, setFault] = useState<unknown>()
  const run = async (what: () => Promise<void>) => {
    setDoing(true)
    setFault(undefined)
    try {
      await what()
      return true
    } catch (error) {
      setFault(error)
      return false
    } finally {
      setDoing(false)
    }
  }
  return { doing, fault, run, clear: () => setFault(undefined) }
}

/** Does something every so many milliseconds as long as it should be done and the page is looked at. */
export function useEvery (ms: number, isWanted: boolean, what: () => unknown): void {
  const latest = useRef(what)
  latest.current = what
  useEffect(() => {
    if (!isWanted) return
    const timer = setInterval(() => { if (!document.hidden) latest.current() }, ms)
    return () => clearInterval(timer)
  }, [ms, isWanted])
}
