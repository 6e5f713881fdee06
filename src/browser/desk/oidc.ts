import * as oauth from 'oauth4webapi'

/** Where people of an institution sign in, as the operator configured it. */
export type Provider = { issuer: string, client: string, scope: string, audience: string }

type Begun = { verifier: string, state: string, returnTo: string }
const place = 'cyberlaw-atlas-sign-in'
const redirectUri = () => `${location.origin}/desk`

/** Issuers are reached over https; a name of this machine itself may be tried without. */
const options = (issuer: string) => ({ [oauth.allowInsecureRequests]: ['localhost', '127.0.0.1'].includes(new URL(issuer).hostname) })

async function discover ({ issuer }: Provider): Promise<oauth.AuthorizationServer> {
  const url = new URL(issuer)
  return oauth.processDiscoveryResponse(url, await oauth.discoveryRequest(url, options(issuer)))
}

/** Leads to the issuer, which leads back here: the authorization code flow with PKCE, as it is meant for pages without a secret. */
export async function beginSignIn (provider: Provider): Promise<void> {
  const server = await discover(provider)
  const begun: Begun = { verifier: oauth.generateRandomCodeVerifier(), state: oauth.generateRandomState(), returnTo: location.pathname + location.search }
  sessionStorage.setItem(place, JSON.stringify(begun))
  const url = new URL(server.authorization_endpoint!)
  const asked = {
    client_id: provider.client, redirect_uri: redirectUri(), response_type: 'code', scope: provider.scope, audience: provider.audience,
    state: begun.state, code_challenge: await oauth.calculatePKCECodeChallenge(begun.verifier), code_challenge_method: 'S256'
  }
  for (const [name, value] of Object.entries(asked)) url.searchParams.set(name, value)
  location.assign(url)
}

/** The token of somebody who has just come back from the issuer; null for all who have not. Throws when the issuer refused. */
export async function finishSignIn (provider: Provider | undefined): Promise<string | null> {
  const kept = sessionStorage.getItem(place)
  const here = new URL(location.href)
  if (!provider || !kept || !here.searchParams.has('state')) return null
  sessionStorage.removeItem(place)
  const { verifier, state, returnTo } = JSON.parse(kept) as Begun
  const server = await discover(provider)
  const client = { client_id: provider.client }
  history.replaceState(null, '', returnTo)
  const parameters = oauth.validateAuthResponse(server, client, here, state)
  const response = await oauth.authorizationCodeGrantRequest(server, client, oauth.None(), parameters, redirectUri(), verifier, options(provider.issuer))
  return (await oauth.processAuthorizationCodeResponse(server, client, response)).access_token
}
