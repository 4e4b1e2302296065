// Who a request speaks for, as all services know him, and what his role lets him do. Found by auth/caller.ts.
import type { Sights } from '../../shared/privacy/sights.ts'
import type { roles } from '../../shared/protocol/sign-in.ts'

export type Role = (typeof roles)[number]

export interface User {
  readonly id: string
  readonly name: string
}

export interface Organisation {
  readonly id: string
  readonly name: string
  readonly country: 'CN' | 'TW' | 'HK' | 'MO'
  readonly currency: string
  readonly timeZone: string
  readonly epoch: string
  /** UTC, milliseconds. */
  readonly createdAt: number
}

/** What his rights on fields are: see service/field-sight.ts. */
export interface FieldGround {
  readonly sights: Sights
  /** Rises whenever his sights change; 0 where nobody decided about any field. */
  readonly turn: number
  /** Values that he may reveal a day. */
  readonly reveals: number
}

export interface Actor {
  readonly id: string
  readonly name: string
  readonly role: Role
  readonly org: Organisation
  /** Ids of my team, mine included. */
  readonly teammates: readonly string[]
  /** Ids of those whose customers are mine too, for a while; absent: nobody's. */
  readonly standsInFor?: readonly string[]
  /** Absent: as the privacy classes of the fields say. */
  readonly fields?: FieldGround
  /** All users of the organisation, the disabled ones too: their names stand in cells. */
  readonly users: readonly User[]
}

/** Managers, finance and admins see the whole organisation. */
export const seesAll = (actor: Actor): boolean => actor.role !== 'rep'

/** Only these hand a customer to somebody else. */
export const mayHandOver = (actor: Actor): boolean =>
  actor.role === 'manager' || actor.role === 'admin'

const everyRole: readonly Role[] = ['rep', 'manager', 'finance', 'admin']

/** The roles that somebody of `role` lets in, changes and lets out. A manager makes no managers. */
export const managedRoles = (role: Role): readonly Role[] => {
  if (role === 'admin') return everyRole
  return role === 'manager' ? ['rep'] : []
}
