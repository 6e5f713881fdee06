import { createHash } from 'node:crypto'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { exportJWK, generateKeyPair, SignJWT } from 'jose'
import type { Test } from 'tap'

type Signing = { key?: CryptoKey, aud?: string, iss?: string, exp?: string, sub?: string }

/**
 * An OpenID Connect issuer on loopback, which signs what it is told to. Who comes to its authorization endpoint is led back
 * with a code, which is worth a token with `granted` as claims to who shows the verifier of its challenge (PKCE).
 */
export async function openIssuerServer (t: Test, granted: Record<string, unknown> = {}) {
  const { publicKey, privateKey } = await generateKeyPair('RS256', { extractable: true })
  const challenges = new Map<string, string>()
  let up = true
  const server = createServer(async (request, response) => {
    if (!up) return response.writeHead(503).end()
    const url = new URL(request.url!, issuerOf())
    if (url.pathname === '/authorize') {
      const code = `code-${challenges.size}`
      challenges.set(code, url.searchParams.get('code_challenge')!)
      const back = new URL(url.searchParams.get('redirect_uri')!)
      back.searchParams.set('code', code)
      back.searchParams.set('state', url.searchParams.get('state')!)
      return response.writeHead(302, { location: back.href }).end()
    }
    const answer = url.pathname === '/jwks'
      ? { keys: [{ ...await exportJWK(publicKey), kid: 'one', alg: 'RS256' }] }
      : url.pathname === '/token' ? await exchange(new URLSearchParams(await text(request))) : describe()
    response.writeHead(answer ? 200 : 400, { 'content-type': 'application/json', 'access-control-allow-origin': '*' }).end(JSON.stringify(answer ?? { error: 'invalid_grant' }))
  })
  const issuerOf = () => `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const describe = () => ({
    issuer: issuerOf(), jwks_uri: `${issuerOf()}/jwks`, authorization_endpoint: `${issuerOf()}/authorize`, token_endpoint: `${issuerOf()}/token`
  })
  const exchange = async (form: URLSearchParams) => {
    const challenge = challenges.get(form.get('code') ?? '')
    challenges.delete(form.get('code') ?? '')
    if (challenge !== createHash('sha256').update(form.get('code_verifier') ?? '').digest('base64url')) return undefined
    return { access_token: await sign(granted), token_type: 'Bearer', expires_in: 300 }
  }
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  t.teardown(() => { server.closeAllConnections(); server.close() })
  const issuer = issuerOf()
  const sign = (claims: Record<string, unknown>, { key = privateKey, aud = 'atlas', iss = issuer, exp = '5m', sub = 'amina' }: Signing = {}) =>
    new SignJWT(claims).setProtectedHeader({ alg: 'RS256', kid: 'one' }).setIssuer(iss).setAudience(aud).setSubject(sub).setIssuedAt().setExpirationTime(exp).sign(key)
  return { issuer, sign, setUp: (value: boolean) => { up = value } }
}
