import { createRemoteJWKSet, errors, jwtVerify, type JWTPayload } from 'jose'
import { z } from 'zod'
import type { Config } from './config.js'
import { Unavailable } from './model/error.js'
import { alpha3 } from './model/common.js'
import { keyRoles } from './model/vocabulary.js'
import type { Principal } from './principal.js'

/** Says who a bearer token speaks for; undefined when it is not one to be believed. Throws Unavailable when the issuer does not answer. */
export type Issuer = { identify: (token: string) => Promise<Principal | undefined> }

type Settings = NonNullable<Config['oidc']>

/** What is signed with a secret both sides share could be made by us as well as by the issuer. */
const algorithms = ['RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512', 'ES256', 'ES384', 'ES512', 'EdDSA']
const configuration = z.object({ issuer: z.string(), jwks_uri: z.url() })
const answerMsMax = 5_000
const codes = z.array(alpha3)

/** Believes the tokens of an OpenID Connect issuer; its keys are fetched when first needed, and again when a new one signs. */
export function openIssuer (settings: Settings): Issuer {
  let keys: Promise<ReturnType<typeof createRemoteJWKSet>> | undefined
  const fetched = () => {
    keys ??= discover(settings.issuer)
    keys.catch(() => { keys = undefined })
    return keys
  }
  return {
    async identify (token) {
      if (!/^[\w-]+\.[\w-]+\.[\w-]+$/.test(token)) return undefined
      try {
        const { payload } = await jwtVerify(token, await fetched(), { issuer: settings.issuer, audience: settings.audience, algorithms, clockTolerance: 5 })
        return principalOf(payload, settings)
      } catch (error) {
        if (error instanceof errors.JWKSTimeout || !(error instanceof errors.JOSEError)) throw new Unavailable('The issuer of tokens does not answer.', 10, { cause: error })
        return undefined
      }
    }
  }
}

async function discover (issuer: string) {
  const response = await fetch(`${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`, { signal: AbortSignal.timeout(answerMsMax) })
  if (!response.ok) throw new Error(`The issuer ${issuer} answered ${response.status}.`)
  const { issuer: named, jwks_uri: uri } = configuration.parse(await response.json())
  if (named !== issuer) throw new Error(`The issuer calls itself ${named}, not ${issuer}.`)
  return createRemoteJWKSet(new URL(uri), { timeoutDuration: answerMsMax })
}

/** Without a role that is known here the token reads only; States that are no codes make it worth nothing. */
function principalOf (payload: JWTPayload, { roleClaim, statesClaim }: Settings): Principal | undefined {
  if (!payload.sub) return undefined
  const roles = [payload[roleClaim]].flat()
  const role = [...keyRoles].reverse().find((known) => roles.includes(known)) ?? 'reader'
  const given = payload[statesClaim]
  const states = given === undefined ? null : codes.safeParse(typeof given === 'string' ? given.split(/[\s,]+/).filter(Boolean) : given).data
  if (states === undefined) return undefined
  return { actor: `oidc:${payload.sub}`, role, states, requestsPerMinute: null }
}
