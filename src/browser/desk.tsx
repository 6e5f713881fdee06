import { render } from 'preact'
import { useCallback, useEffect, useState } from 'preact/hooks'
import { unLanguages, type UnLanguage } from '../model/vocabulary.js'
import { link, read, type View } from '../portal/view.js'
import { followWithin, go } from './desk/address.js'
import { Desk } from './desk/home.js'
import { finishSignIn } from './desk/oidc.js'
import { openApi, SessionContext, stored, type Caller } from './desk/session.js'
import { SignIn, type Refusal } from './desk/sign-in.js'

/** The curator desk: a page that works by script alone, on the same API as every other client, in the name of who signed in. */
const root = document.getElementById('desk')!
const { issuer, client, scope, audience } = root.dataset
const provider = issuer && client ? { issuer, client, scope: scope!, audience: audience! } : undefined

function Whole () {
  const [session, setSession] = useState<{ key: string, me: Caller, api: View['api'] }>()
  const [refusal, setRefusal] = useState<Refusal>()
  const [waiting, setWaiting] = useState(true)
  const view = viewOf(session?.api)
  const signOut = useCallback((why?: Refusal) => {
    stored.clear()
    setSession(undefined)
    setRefusal(why)
    // Who signs in next begins at the beginning; whose key ended, where it did.
    if (why === undefined) go(link(view, '/desk'))
  }, [])
  const enter = useCallback(async (key: string) => {
    // A key that is not believed is no key, whatever else may be wrong.
    const api = openApi(key, view.language, () => signOut('expired'))
    const me = await read(api.GET('/v1/me')).catch((error: unknown) => {
      if (stored.read() === null) throw error
      signOut('expired')
    })
    if (!me) return
    stored.write(key)
    setRefusal(undefined)
    setSession({ key, me, api })
  }, [])
  useEffect(() => {
    const begin = async () => {
      const key = await finishSignIn(provider) ?? stored.read()
      if (key) await enter(key)
    }
    begin().catch(() => signOut('failed')).finally(() => setWaiting(false))
  }, [])
  if (waiting) return <p class='nil' aria-busy='true'>…</p>
  if (!session) return <SignIn view={view} provider={provider} refusal={refusal} enter={enter} />
  return (
    <SessionContext.Provider value={{ view, key: session.key, me: session.me, signOut }}>
      <div onClick={followWithin}><Desk /></div>
    </SessionContext.Provider>
  )
}

function viewOf (api: View['api'] | undefined): View {
  const query = new URLSearchParams(location.search)
  const language = document.documentElement.lang as UnLanguage
  return {
    api: api!, language, named: unLanguages.includes(query.get('lang') as UnLanguage), path: location.pathname, query, origin: location.origin,
    asset: (name) => root.dataset[name.replace(/\W/g, '')]!
  }
}

render(<Whole />, root)
