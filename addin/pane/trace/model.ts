// What the tool of trace and privacy knows, what can happen in it and what it asks for. Plain data. Whatever was done is
// read back from the server.
import type { SignInPolicy } from '../../../shared/protocol/sign-in.ts'
import { auditDeeds } from '../../../shared/protocol/trace.ts'
import type {
  AuditDeed,
  AuditEntry,
  DeliveryPolicy,
  DeliveryReply,
  ErasePersonReply,
  ErasePersonRequest,
  ExportPersonReply,
  FindPersonReply,
  RetentionPolicy,
} from '../../../shared/protocol/trace.ts'
import type { Role } from '../people/model.ts'
import type { Stop } from '../../../shared/sync/session/stop.ts'
import type { Versioned } from '../../api/trace.ts'

export const traceTabs = ['audit', 'delivery', 'person', 'settings'] as const
export type TraceTab = (typeof traceTabs)[number]

/** Whoever looks, and whom he may look for. */
export interface Looker {
  readonly id: string
  readonly role: Role
  readonly timeZone: string
  readonly users: readonly { readonly id: string; readonly name: string }[]
}

/** Kinds of deeds that are looked for together. */
export const deedKinds = ['entry', 'key', 'policy', 'read', 'delivery', 'person', 'merge'] as const
export type DeedKind = (typeof deedKinds)[number]
export const isDeedKind = (text: string): text is DeedKind =>
  deedKinds.some((kind) => kind === text)

type Before<Deed> = Deed extends `${infer Area}.${string}` ? Area : Deed
/** By what a deed's name begins with: none is left out. */
const kindByArea: Readonly<Record<Before<AuditDeed>, DeedKind>> = {
  setup: 'entry',
  sign_in: 'entry',
  member: 'entry',
  key: 'key',
  policy: 'policy',
  report: 'read',
  value: 'read',
  delivery: 'delivery',
  person: 'person',
  retention: 'person',
  merge: 'merge',
  unmerge: 'merge',
}

/** The deeds of a kind, as the audit is asked for them. */
export const deedsOf = (kind: DeedKind): AuditDeed[] =>
  auditDeeds.filter((deed) => {
    const areas: Readonly<Record<string, DeedKind>> = kindByArea
    return areas[deed.split('.')[0] ?? ''] === kind
  })

export interface Filter {
  /** A user's id; '' for all. */
  readonly by: string
  readonly kind: DeedKind | ''
  /** YYYY-MM-DD in the organisation's time zone; '' for any. */
  readonly day: string
}

/** What looking at the seals told so far. */
export interface Seals {
  /** The last seal looked at. */
  readonly through: number
  readonly entries: number
  readonly broken: readonly { readonly from: number; readonly to: number }[]
  readonly unsealed: number
  readonly isDone: boolean
}

export type Found = FindPersonReply['people'][number]

export interface Settings {
  readonly delivery: Versioned<DeliveryPolicy>
  readonly retention: Versioned<RetentionPolicy>
  /** null: not for this reader. */
  readonly signIn: Versioned<SignInPolicy> | null
}

/** The last thing that was done, to be said aloud. */
export interface Told {
  readonly kind: 'success' | 'warning'
  readonly key: string
  readonly params: Readonly<Record<string, string | number>>
}

export interface Trace {
  readonly tab: TraceTab
  /** null: not known yet. */
  readonly looker: Looker | null
  readonly filter: Filter
  /** Newest first; null: not told yet. */
  readonly entries: readonly AuditEntry[] | null
  readonly isMore: boolean
  readonly seals: Seals | null
  readonly deliveries: DeliveryReply | null
  readonly found: FindPersonReply | null
  /** Whose record is open, with all that is kept of him. */
  readonly shown: { readonly person: Found; readonly kept: ExportPersonReply } | null
  /** The typed name was not his. */
  readonly isWrongName: boolean
  readonly settings: Settings | null
  readonly isBusy: boolean
  readonly stop: Stop | null
  readonly told: Told | null
}

/** What its user wants done. */
export type Deed =
  | { readonly do: 'more' }
  | { readonly do: 'verify' }
  | {
      readonly do: 'approve'
      readonly user: string
      readonly name: string
      /** YYYY-MM-DD; null takes it back. */
      readonly until: string | null
      readonly reason: string
    }
  | { readonly do: 'find'; readonly text: string }
  | { readonly do: 'show'; readonly person: Found }
  | { readonly do: 'sheet' }
  | {
      readonly do: 'erase'
      readonly reason: ErasePersonRequest['reason']
      readonly confirm: string
    }
  | { readonly do: 'save-delivery'; readonly value: DeliveryPolicy }
  | { readonly do: 'save-retention'; readonly value: RetentionPolicy }
  | { readonly do: 'save-sign-in'; readonly value: SignInPolicy }

export type Effect =
  | { readonly do: 'greet' }
  | { readonly do: 'audit'; readonly filter: Filter; readonly before: number }
  | { readonly do: 'verify'; readonly after: number }
  | { readonly do: 'deliveries' }
  | (Deed & { readonly do: 'approve' | 'find' | 'show' })
  | { readonly do: 'sheet'; readonly kept: ExportPersonReply; readonly name: string }
  | { readonly do: 'erase'; readonly person: Found; readonly order: ErasePersonRequest }
  | { readonly do: 'settings'; readonly isAdmin: boolean }
  | {
      readonly do: 'save-delivery'
      readonly value: DeliveryPolicy
      readonly seen: number
    }
  | {
      readonly do: 'save-retention'
      readonly value: RetentionPolicy
      readonly seen: number
    }
  | { readonly do: 'save-sign-in'; readonly value: SignInPolicy; readonly seen: number }
  /** What changed on the server comes into the sheets. */
  | { readonly do: 'sheets' }

export type Event =
  | { readonly type: 'opened' }
  | { readonly type: 'greeted'; readonly looker: Looker }
  | { readonly type: 'tab-chosen'; readonly tab: TraceTab }
  | { readonly type: 'again' }
  | { readonly type: 'filter-changed'; readonly filter: Filter }
  | { readonly type: 'asked'; readonly deed: Deed }
  | {
      readonly type: 'audited'
      readonly filter: Filter
      readonly isFirst: boolean
      readonly entries: readonly AuditEntry[]
      readonly more: boolean
    }
  | {
      readonly type: 'verified'
      readonly seals: Omit<Seals, 'isDone'>
      readonly more: boolean
    }
  | { readonly type: 'delivered'; readonly deliveries: DeliveryReply }
  | { readonly type: 'found'; readonly found: FindPersonReply }
  | { readonly type: 'shown'; readonly person: Found; readonly kept: ExportPersonReply }
  | { readonly type: 'shown-closed' }
  | { readonly type: 'erased'; readonly name: string; readonly reply: ErasePersonReply }
  | { readonly type: 'settled'; readonly settings: Settings }
  | { readonly type: 'done'; readonly told: Told }
  | { readonly type: 'failed'; readonly stop: Stop }
  | { readonly type: 'stop-closed' }

export interface Step {
  readonly state: Trace
  readonly effects: readonly Effect[]
}

export const startTrace: Trace = {
  tab: 'audit',
  looker: null,
  filter: { by: '', kind: '', day: '' },
  entries: null,
  isMore: false,
  seals: null,
  deliveries: null,
  found: null,
  shown: null,
  isWrongName: false,
  settings: null,
  isBusy: false,
  stop: null,
  told: null,
}
