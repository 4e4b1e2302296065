// Retention: what nobody changed for as long as the organisation decided is erased, as a person's request would erase
// it. Off where nobody decided. A bounded piece a call, for whoever keeps time; the calls go around all rows.
import {
  retentionPolicy,
  type RetentionPolicy,
  standardRetention,
} from '../../shared/protocol/trace.ts'
import type { Actor } from '../auth/actor.ts'
import { ERASED_MAX, type ErasureRow, type PersonStore } from './person.ts'
import { dayIn } from './setting.ts'

export const RETENTION = 'retention'
/** Rows of a table looked at in one call, and how many of them are erased at most. */
export const LOOKED_MAX = 2_000
export const AGED_MAX = 100

const tables = ['customer', 'contact', 'visit'] as const
export type RetentionTable = (typeof tables)[number]

export interface Aged {
  /** Old enough, in the order of ids; of customers those who are persons, with nothing younger that belongs to them. */
  readonly ids: readonly string[]
  /** Where the next call goes on; '' from the beginning. */
  readonly next: string
}

export interface RetentionStore {
  readonly readPolicyOf: (org: string) => Promise<unknown>
  /** The next rows after the table's mark that were last changed before `before` (UTC, milliseconds). */
  readonly readAged: (
    org: string,
    ask: { readonly table: RetentionTable; readonly before: number },
  ) => Promise<Aged>
  readonly writeMark: (org: string, table: RetentionTable, after: string) => Promise<void>
}

/** One that cannot be read erases nothing. */
export const toRetentionPolicy = (value: unknown): RetentionPolicy =>
  retentionPolicy.safeParse(value).data ?? standardRetention

/** So many months before a moment, by the calendar of the organisation; the 31st becomes a shorter month's last day. */
export const monthsBefore = (timeZone: string, now: number, months: number): number => {
  const [year = 0, month = 1, day = 1] = dayIn(timeZone, now).split('-').map(Number)
  const last = new Date(Date.UTC(year, month - months, 0)).getUTCDate()
  return Date.UTC(year, month - 1 - months, Math.min(day, last))
}

export interface Retained {
  /** Erased in this call, by table; what belonged to a customer not counted. */
  readonly erased: Readonly<Record<RetentionTable, number>>
  /** Call again: a round is not finished. */
  readonly more: boolean
}

interface Piece {
  /** How many were erased whole. */
  readonly erased: number
  /** The last of them; '' for none. */
  readonly last: string
  /** Somebody has more than a batch takes: he is finished in the next calls, before anybody after him. */
  readonly isCut: boolean
}

/** Customers with all that belongs to them, as many in a batch as it takes: each batch looks through all strong keys. */
const eraseCustomers = async (
  people: PersonStore,
  actor: Actor,
  ids: readonly string[],
  now: number,
): Promise<Piece> => {
  let rows: readonly ErasureRow[] = []
  let whole: readonly string[] = []
  let [erased, last] = [0, '']
  const eraseThese = async (): Promise<void> => {
    if (whole.length === 0) return
    const done = { ids: whole, count: rows.length }
    await people.erase(actor, { rows, reason: RETENTION, now, done })
    erased += whole.length
    last = whole.at(-1) ?? last
    rows = []
    whole = []
  }
  for (const id of ids) {
    const person = { table: 'customer', id, name: '', isErased: false } as const
    const family = await people.readFamily(actor, person, ERASED_MAX)
    if (family.more || rows.length + family.rows.length > ERASED_MAX) await eraseThese()
    if (family.more) {
      await people.erase(actor, { rows: family.rows, reason: RETENTION, now, done: null })
      return { erased, last, isCut: true }
    }
    rows = [...rows, ...family.rows]
    whole = [...whole, id]
  }
  await eraseThese()
  return { erased, last, isCut: false }
}

const eraseAlone = async (
  people: PersonStore,
  actor: Actor,
  { table, ids }: { readonly table: RetentionTable; readonly ids: readonly string[] },
  now: number,
): Promise<Piece> => {
  const last = ids.at(-1)
  if (last === undefined) return { erased: 0, last: '', isCut: false }
  const rows = ids.map((id) => ({ table, id }))
  await people.erase(actor, { rows, reason: RETENTION, now, done: { ids, count: ids.length } })
  return { erased: ids.length, last, isCut: false }
}

const runTable = async (
  stores: { readonly people: PersonStore; readonly retention: RetentionStore },
  actor: Actor,
  { table, months }: { readonly table: RetentionTable; readonly months: number },
  now: number,
): Promise<{ readonly erased: number; readonly more: boolean }> => {
  const { people, retention } = stores
  const org = actor.org.id
  const before = monthsBefore(actor.org.timeZone, now, months)
  const { ids, next } = await retention.readAged(org, { table, before })
  const { erased, last, isCut } =
    table === 'customer'
      ? await eraseCustomers(people, actor, ids, now)
      : await eraseAlone(people, actor, { table, ids }, now)
  if (isCut) {
    // Whoever was erased is not read again: he is no old row any more.
    return { erased, more: true }
  }
  await retention.writeMark(org, table, ids.length >= AGED_MAX ? last : next)
  return { erased, more: ids.length >= AGED_MAX || next !== '' }
}

/** Safe to repeat and to interrupt anywhere. `actor` is the calendar. */
export const runRetention = async (
  stores: { readonly people: PersonStore; readonly retention: RetentionStore },
  actor: Actor,
  now: number,
): Promise<Retained> => {
  const policy = toRetentionPolicy(await stores.retention.readPolicyOf(actor.org.id))
  const erased = { customer: 0, contact: 0, visit: 0 }
  let isMore = false
  for (const table of tables) {
    const months = policy[table]
    if (months === null) continue
    const done = await runTable(stores, actor, { table, months }, now)
    erased[table] = done.erased
    isMore ||= done.more
  }
  return { erased, more: isMore }
}
