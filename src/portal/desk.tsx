import type { Page, View } from './view.js'
import { desk as texts } from './text/desk.js'

/** Where people of an institution sign in, where the operator has named that. */
export type SignIn = { issuer: string, client: string, scope: string, audience: string }

/** The page that the curator desk (src/browser/desk.tsx) works in: it alone of all pages needs scripts, since it works in the name of who holds a key. */
export function showDesk (view: View, signIn: SignIn | undefined): Page {
  const t = texts(view)
  return {
    title: t.title,
    description: t.lead,
    wide: true,
    canonical: '/desk',
    scripts: ['desk'],
    loads: { 'frame-src': 'blob:', 'worker-src': "'self'", 'connect-src': signIn && new URL(signIn.issuer).origin },
    main: (
      <>
        <div
          id='desk' class='desk by-script' data-pdfjs={view.asset('pdf.js')} data-pdfworkerjs={view.asset('pdf.worker.js')} data-wordjs={view.asset('word.js')}
          data-issuer={signIn?.issuer} data-client={signIn?.client} data-scope={signIn?.scope} data-audience={signIn?.audience}
        />
        <div class='without-script'><h1>{t.title}</h1><p>{t.noScript} <a href='/docs'>API</a></p></div>
      </>
    )
  }
}
