// The audit: what was done with other people's data, by whom, on what; never a value. Entries only grow, a seal a day
// chains them, and whoever looks again finds what was changed or taken out behind the server's back.
import type {
  AuditDeed,
  AuditEntry,
  AuditReply,
  AuditRequest,
  AuditVerifyReply,
} from '../../shared/protocol/trace.ts'
import { keyHash } from '../auth/key.ts'
import type { Actor } from '../auth/actor.ts'
import { boundsOf } from './setting.ts'

export interface AuditNote {
  /** A user's id, or who acts where nobody is signed in. */
  readonly by: string
  readonly what: AuditDeed
  readonly ids?: readonly string[]
  readonly count?: number
  readonly detail?: Readonly<Record<string, string | number | null>>
  /** UTC, milliseconds. */
  readonly at: number
}

/** An entry as it is stored: its fields in the order that a seal reads them. */
export type AuditLine = readonly [
  seq: number,
  at: number,
  by: string,
  what: string,
  ids: string,
  count: number,
  detail: string,
]

export interface AuditSeal {
  readonly n: number
  readonly through: number
  readonly hash: string
}

/** A page of the audit; a day as its first moment and that of the next one, UTC, milliseconds. */
export interface AuditAsk extends Pick<AuditRequest, 'before' | 'limit' | 'what' | 'by'> {
  readonly from?: number
  readonly to?: number
}

export interface AuditStore {
  /** Newest first. */
  readonly readAudit: (org: string, ask: AuditAsk) => Promise<readonly Omit<AuditEntry, 'byName'>[]>
  /** In their order, with a seq in (after, through]. */
  readonly readLines: (
    org: string,
    ask: { readonly after: number; readonly through: number; readonly limit: number },
  ) => Promise<readonly AuditLine[]>
  /** The newest seal (or none) and the last entry. */
  readonly readHead: (
    org: string,
  ) => Promise<{ readonly seal: AuditSeal | null; readonly last: number }>
  /** Seals from `n` on, with the one before the first of them. */
  readonly readSeals: (org: string, n: number, limit: number) => Promise<readonly AuditSeal[]>
  /** A seal that is there already stays as it is. */
  readonly writeSeal: (org: string, seal: AuditSeal, now: number) => Promise<void>
  readonly note: (org: string, note: AuditNote) => Promise<void>
}

/** So many entries a seal: one more is made the same day where there are more. */
export const SEAL_ENTRIES_MAX = 2_000
const SEALS_A_CALL = 10

const noSeal: AuditSeal = { n: 0, through: 0, hash: '' }

const hashOf = async (before: string, lines: readonly AuditLine[]): Promise<string> =>
  await keyHash(JSON.stringify([before, ...lines]))

/**
 * Seals what was noted since the last seal; to be called once a day, and again while `more`. Safe to repeat.
 * @returns entries sealed
 */
export const sealAudit = async (
  store: AuditStore,
  org: string,
  now: number,
): Promise<{ readonly sealed: number; readonly more: boolean }> => {
  const { seal, last } = await store.readHead(org)
  const before = seal ?? noSeal
  const through = Math.min(last, before.through + SEAL_ENTRIES_MAX)
  if (through <= before.through) return { sealed: 0, more: false }
  const ask = { after: before.through, through, limit: SEAL_ENTRIES_MAX }
  const hash = await hashOf(before.hash, await store.readLines(org, ask))
  await store.writeSeal(org, { n: before.n + 1, through, hash }, now)
  return { sealed: through - before.through, more: through < last }
}

/** Looks at the seals after `after`: each against the one before it and its entries. */
export const verifyAudit = async (
  store: AuditStore,
  org: string,
  after: number,
): Promise<AuditVerifyReply> => {
  const [head, found] = [await store.readHead(org), await store.readSeals(org, after, SEALS_A_CALL)]
  let before = found.find(({ n }) => n === after) ?? noSeal
  let entries = 0
  const broken: AuditVerifyReply['broken'] = []
  for (const seal of found.filter(({ n }) => n > after)) {
    const range = { after: before.through, through: seal.through, limit: SEAL_ENTRIES_MAX }
    const lines = await store.readLines(org, range)
    entries += lines.length
    const isWhole = lines.length === seal.through - before.through && seal.n === before.n + 1
    if (!isWhole || (await hashOf(before.hash, lines)) !== seal.hash)
      broken.push({ seal: seal.n, from: before.through + 1, to: seal.through })
    before = seal
  }
  const unsealed = Math.max(0, head.last - (head.seal?.through ?? 0))
  return { through: before.n, entries, broken, unsealed, more: before.n < (head.seal?.n ?? 0) }
}

export const listAudit = async (
  store: AuditStore,
  actor: Actor,
  { day, ...ask }: AuditRequest,
): Promise<AuditReply> => {
  const bounds = day === undefined ? {} : boundsOf(actor.org.timeZone, day)
  const found = await store.readAudit(actor.org.id, { ...ask, ...bounds, limit: ask.limit + 1 })
  const names = new Map(actor.users.map(({ id, name }) => [id, name]))
  const entries = found
    .slice(0, ask.limit)
    .map((entry) => ({ ...entry, byName: names.get(entry.by) ?? '' }))
  return { entries, more: found.length > ask.limit }
}
