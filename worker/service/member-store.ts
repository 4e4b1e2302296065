// The port between the services on people and what is stored of them; worker/db/member*.ts and invite.ts are D1.
// A change is guarded by what its author saw: where it does not take place, somebody was faster.
import type { Scope } from '../../shared/protocol/keys.ts'
import type { Actor, Organisation, Role } from '../auth/actor.ts'

export interface MemberFacts {
  readonly id: string
  readonly name: string
  readonly role: Role
  readonly team: string | null
  readonly disabledAt: number | null
  readonly hasAccount: boolean
  /** Valid personal keys. */
  readonly keys: number
  readonly lastUsed: string | null
}

export interface OpenInvite {
  readonly id: string
  readonly user: string | null
  readonly name: string
  readonly role: Role
  readonly team: string | null
  readonly by: string
  readonly expires: number
}

export interface StandIn {
  readonly user: string
  readonly for: string
  readonly until: string
}

export interface Staff {
  readonly members: readonly MemberFacts[]
  readonly invites: readonly OpenInvite[]
  /** Ended ones too. */
  readonly standIns: readonly StandIn[]
}

export interface MemberStore {
  readonly readStaff: (actor: Actor, now: number) => Promise<Staff>
  /** false: he is not `seen` any more, or would be the last admin no more. */
  readonly changeMember: (
    actor: Actor,
    change: {
      readonly id: string
      readonly seen: Role
      readonly role: Role
      readonly team: string | null
      readonly now: number
    },
  ) => Promise<boolean>
  /** His keys and invitations end in the same batch. false: he is the last admin. */
  readonly disableMember: (actor: Actor, id: string, now: number) => Promise<boolean>
  readonly enableMember: (actor: Actor, id: string, now: number) => Promise<void>
  /** `until` null ends it. */
  readonly writeStandIn: (
    actor: Actor,
    order: {
      readonly user: string
      readonly for: string
      readonly until: string | null
      readonly now: number
    },
  ) => Promise<void>
}

export interface NewInvite extends OpenInvite {
  readonly hash: string
  readonly at: number
}

/** An invitation that a code opened. */
export interface Opened {
  readonly org: Organisation
  readonly id: string
  readonly hash: string
  /** null: for somebody new. */
  readonly user: string | null
  readonly name: string
  readonly role: Role
  readonly team: string | null
  /** The organisation's policy `sign-in`; untrusted until its schema has parsed it. */
  readonly policy: unknown
}

/** What an invitation becomes: a key by its hash, or an account. */
export type Entry =
  | {
      readonly kind: 'key'
      readonly hash: string
      readonly last4: string
      readonly expires: number
    }
  | { readonly kind: 'account'; readonly tid: string; readonly oid: string }

export interface InviteStore {
  /** false: the id is taken. */
  readonly writeInvite: (actor: Actor, invite: NewInvite) => Promise<boolean>
  /** false: there is no such open invitation by one of these roles' managers. */
  readonly cancelInvite: (
    actor: Actor,
    id: string,
    roles: readonly Role[],
    now: number,
  ) => Promise<boolean>
  /** Counts the attempt. null: wrong, used, cancelled, over, or tried too often. */
  readonly openInvite: (
    code: { readonly id: string; readonly hash: string },
    now: number,
  ) => Promise<Opened | null>
  /** false: it was used meanwhile. */
  readonly useInvite: (
    opened: Opened,
    order: { readonly user: string; readonly entry: Entry; readonly now: number },
  ) => Promise<boolean>
}

export interface KeyFacts {
  readonly id: string
  readonly hash: string
  readonly last4: string
  readonly user: string
  readonly name: string | null
  readonly scopes: readonly Scope[] | null
  readonly created: number
  readonly expires: number
  readonly lastUsed: string | null
}

export interface NewKeyRow {
  readonly hash: string
  readonly last4: string
  readonly name: string | null
  readonly scopes: readonly Scope[] | null
  readonly now: number
  readonly expires: number
}

export interface KeyStore {
  /** Valid ones: of the caller and of users in these roles. */
  readonly readKeys: (
    actor: Actor,
    roles: readonly Role[],
    now: number,
  ) => Promise<readonly KeyFacts[]>
  readonly writeKey: (actor: Actor, key: NewKeyRow) => Promise<void>
  /** A new key for an old one, which works until `oldEnds`. false: it was turned in before. */
  readonly replaceKey: (
    actor: Actor,
    old: { readonly hash: string; readonly ends: number },
    key: NewKeyRow,
  ) => Promise<boolean>
  readonly revokeKey: (actor: Actor, hash: string, now: number) => Promise<void>
}
