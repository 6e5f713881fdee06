import { useState } from 'preact/hooks'
import { Refused, type View } from '../../portal/view.js'
import { desk as texts } from '../../portal/text/desk.js'
import { beginSignIn, type Provider } from './oidc.js'

/** Why somebody who was, or wanted to be, signed in is not. */
export type Refusal = 'expired' | 'failed' | 'unknown' | 'offline'

type Props = { view: View, provider: Provider | undefined, refusal: Refusal | undefined, enter: (key: string) => Promise<void> }

export function SignIn ({ view, provider, refusal, enter }: Props) {
  const t = texts(view)
  const [fault, setFault] = useState(refusal)
  const [key, setKey] = useState('')
  const [doing, setDoing] = useState(false)
  const attempt = async (what: () => Promise<void>, otherwise: Refusal) => {
    setDoing(true)
    setFault(undefined)
    try {
      await what()
    } catch (error) {
      setFault(error instanceof Refused ? error.problem.status === 401 ? 'unknown' : 'failed' : navigator.onLine ? otherwise : 'offline')
    } finally {
      setDoing(false)
    }
  }
  const told = fault ?? refusal
  return (
    <div class='desk-sign-in'>
      <p class='lead'>{t.signInLead}</p>
      {told && <p class='desk-fault' role='alert'>{t.refusals[told]}</p>}
      <form onSubmit={(event) => { event.preventDefault(); attempt(() => enter(key.trim()), 'failed') }}>
        <label for='key'>{t.key}</label>
        <input id='key' type='password' required autocomplete='off' spellcheck={false} dir='ltr' value={key} onInput={(event) => setKey(event.currentTarget.value)} />
        <p class='hint'>{t.keyHint}</p>
        <button disabled={doing}>{t.signIn}</button>
      </form>
      {provider && <><p>{t.or}</p><button type='button' class='quiet' disabled={doing} onClick={() => attempt(() => beginSignIn(provider), 'failed')}>{t.signInAt(new URL(provider.issuer).host)}</button></>}
    </div>
  )
}
