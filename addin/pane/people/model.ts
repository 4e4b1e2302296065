// What the tool of people and keys knows, what can happen in it and what it asks for. Plain data. Whatever was done is
// read back from the server: nobody's list is guessed.
import type { CreateKeyRequest, KeyInfo } from '../../../shared/protocol/keys.ts'
import type {
  ChangeMemberRequest,
  InviteRequest,
  MembersReply,
  StandInRequest,
} from '../../../shared/protocol/members.ts'
import type { Stop } from '../../../shared/sync/session/stop.ts'

export const peopleTabs = ['members', 'invites', 'standIns', 'keys'] as const
export type PeopleTab = (typeof peopleTabs)[number]

type Member = MembersReply['members'][number]
export type Role = Member['role']

/** Whoever looks. */
export interface Looker {
  readonly id: string
  readonly role: Role
  readonly org: string
  readonly timeZone: string
}

/** What is shown this once. `about` names the colleague, or the script. */
export interface Shown {
  readonly kind: 'code' | 'key'
  readonly text: string
  readonly about: string
  /** UTC, milliseconds. */
  readonly expires: number
}

/** The last thing that was done, to be said aloud. */
export interface Told {
  readonly key: string
  readonly params: Readonly<Record<string, string | number>>
}

export interface People {
  readonly tab: PeopleTab
  /** null: not known yet. */
  readonly looker: Looker | null
  readonly list: MembersReply | null
  /** Valid ones, of those whom the looker manages, and his own. */
  readonly keys: readonly KeyInfo[]
  /** Whose entry is open to be changed; null: nobody's. */
  readonly changing: string | null
  readonly shown: Shown | null
  readonly isBusy: boolean
  readonly stop: Stop | null
  readonly told: Told | null
}

export type Effect =
  | { readonly do: 'load' }
  | { readonly do: 'invite'; readonly order: InviteRequest; readonly name: string }
  | { readonly do: 'cancel-invite'; readonly id: string; readonly name: string }
  | { readonly do: 'change'; readonly order: ChangeMemberRequest; readonly name: string }
  | { readonly do: 'disable'; readonly id: string; readonly name: string }
  | { readonly do: 'enable'; readonly id: string; readonly name: string }
  | { readonly do: 'stand-in'; readonly order: StandInRequest; readonly name: string }
  | { readonly do: 'create-key'; readonly order: CreateKeyRequest }
  | { readonly do: 'revoke-key'; readonly id: string; readonly last4: string }

/** All that changes something. */
export type Deed = Exclude<Effect, { readonly do: 'load' }>

export type Event =
  | { readonly type: 'opened' }
  | {
      readonly type: 'loaded'
      readonly looker: Looker
      readonly list: MembersReply
      readonly keys: readonly KeyInfo[]
    }
  | { readonly type: 'tab-chosen'; readonly tab: PeopleTab }
  | { readonly type: 'change-asked'; readonly id: string | null }
  | { readonly type: 'asked'; readonly deed: Deed }
  | { readonly type: 'done'; readonly told: Told; readonly shown: Shown | null }
  | { readonly type: 'failed'; readonly stop: Stop }
  | { readonly type: 'shown-closed' }
  | { readonly type: 'stop-closed' }

export interface Step {
  readonly state: People
  readonly effects: readonly Effect[]
}

export const startPeople: People = {
  tab: 'members',
  looker: null,
  list: null,
  keys: [],
  changing: null,
  shown: null,
  isBusy: false,
  stop: null,
  told: null,
}
