import { keyRoles, type KeyRole } from './model/vocabulary.js'

/** Who calls: the holder of a key, or somebody whom the configured issuer vouches for. */
export type Principal = {
  /** as the audit names it: `key:…`, `oidc:…` */
  actor: string
  role: KeyRole
  /** the States whose records it may work on; null: all */
  states: string[] | null
  requestsPerMinute: number | null
}

export const hasRole = ({ role }: Pick<Principal, 'role'>, wanted: KeyRole): boolean => keyRoles.indexOf(role) >= keyRoles.indexOf(wanted)
