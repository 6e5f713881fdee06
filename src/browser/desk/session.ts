import createClient from 'openapi-fetch'
import { createContext } from 'preact'
import { useContext, useEffect, useState } from 'preact/hooks'
import type { paths } from '../../../clients/typescript/src/schema.js'
import { jurisdictionTypes } from '../../model/vocabulary.js'
import { readAll } from '../../portal/all.js'
import { readConcepts } from '../../portal/coverage.js'
import { read, type Shape, type View } from '../../portal/view.js'

export type Caller = Shape['Caller']
/** What every part of the desk knows: the page it is on, in whose language; who works; the API in that person's name. */
export type Session = { view: View, key: string, me: Caller, signOut: (why?: 'expired') => void }

export const SessionContext = createContext<Session | null>(null)
export const useSession = (): Session => useContext(SessionContext)!

const place = 'cyberlaw-atlas-key'

/** The key or token stays in this tab and ends with it: in no cookie, and on no disk that outlives the tab. */
export const stored = {
  read: (): string | null => sessionStorage.getItem(place),
  write: (key: string) => sessionStorage.setItem(place, key),
  clear: () => sessionStorage.removeItem(place)
}

/** The API as its holder may use a key; `refused` is called when it is believed no more. */
export function openApi (key: string, language: string, refused: () => void): View['api'] {
  return createClient<paths>({
    baseUrl: location.origin,
    headers: { authorization: `Bearer ${key}`, 'accept-language': language },
    async fetch (request) {
      const response = await fetch(request)
      if (response.status === 401) refused()
      return response
    }
  })
}

/** Something of the API that stays as it is while one works, read once for all parts of the desk; empty until it is there. */
function keep<T> (ask: (view: View) => Promise<T[]>): () => T[] {
  let asked: Promise<T[]> | undefined
  let known: T[] = []
  return () => {
    const { view } = useSession()
    const [shown, show] = useState(known)
    useEffect(() => {
      asked ??= ask(view)
      asked.then((all) => show(known = all), () => { asked = undefined })
    }, [])
    return shown
  }
}

/** The vocabulary. */
export const useConcepts = keep(readConcepts)

/** All jurisdictions. */
export const useJurisdictions = keep((view) =>
  readAll((paging) => read(view.api.GET('/v1/states', { params: { query: { type: [...jurisdictionTypes], ...paging } } }))))
