import createClient from 'openapi-fetch'
import { createContext } from 'preact'
import { useContext, useEffect, useState } from 'preact/hooks'
import type { paths } from '../../../clients/typescript/src/schema.js'
import { readConcepts } from '../../portal/coverage.js'
import type { Shape, View } from '../../portal/view.js'

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

/** Each role may do what those before it may. */
const roles: Caller['role'][] = ['reader', 'curator', 'reviewer', 'admin']
export const may = ({ role }: Caller, wanted: Caller['role']): boolean => roles.indexOf(role) >= roles.indexOf(wanted)

type Concepts = Awaited<ReturnType<typeof readConcepts>>
let concepts: Concepts | undefined

/** The vocabulary, read once; empty until it is there. */
export function useConcepts (): Concepts {
  const { view } = useSession()
  const [known, setKnown] = useState<Concepts>(concepts ?? [])
  useEffect(() => {
    if (!concepts) readConcepts(view).then((all) => setKnown(concepts = all), () => {})
  }, [])
  return known
}
