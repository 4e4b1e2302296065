// Survivorship: of several rows that are one customer, the value that each field keeps, and why. What fields and kinds
// ask for comes first, then the row verified last, then the row changed last. Pure; no value is lost: what was not taken
// is in the decisions.
import { companyParts } from '../normalize/company.ts'
import type { WireValues } from '../protocol/cell.ts'
import type { AnyField, Fields } from '../schema/table.ts'
import type { SurvivalRule } from './survival.ts'
import { type StoredValue, valueAt } from './three-way.ts'

/** A row to be merged; the first of a list is the one that stays. */
export interface MergingRow {
  readonly id: string
  readonly values: WireValues
  /** UTC, milliseconds. */
  readonly updatedAt: number
}

/** What a user decided about a field: a row's value, or one of his own, as stored. */
export type Chosen = { readonly from: string } | { readonly value: StoredValue }

export interface Decided {
  readonly field: string
  readonly value: StoredValue
  /** The rows that gave it. */
  readonly from: string[]
  readonly rule: SurvivalRule
  readonly rejected: { readonly id: string; readonly value: StoredValue }[]
}

type Found = Pick<Decided, 'value' | 'from' | 'rule'>
interface Holder {
  readonly id: string
  readonly value: string | number
  /** The day on which the row was verified; '' where nobody knows it. */
  readonly verified: string
}

interface Ground {
  /** The one that stays. */
  readonly winner: MergingRow
  readonly rows: readonly MergingRow[]
  /** The most trustworthy first. */
  readonly ranked: readonly MergingRow[]
  /** null: no row has it. */
  readonly decided: Map<string, Decided | null>
}

const verifiedOn = (row: MergingRow): string => {
  const day = String(valueAt(row.values, 'verified_on'))
  return /^\d{4}-\d{2}-\d{2}$/u.test(day) ? day : ''
}

const byTrust = (a: MergingRow, b: MergingRow): number => {
  const [x, y] = [verifiedOn(a), verifiedOn(b)]
  return x === y ? b.updatedAt - a.updatedAt : x < y ? 1 : -1
}

const holdersOf = (key: string, rows: readonly MergingRow[]): readonly Holder[] =>
  rows.flatMap((row) => {
    const value = valueAt(row.values, key)
    return value === null ? [] : [{ id: row.id, value, verified: verifiedOn(row) }]
  })

const takenFrom = (holders: readonly Holder[], holder: Holder, rule: SurvivalRule): Found => ({
  value: holder.value,
  from: holders.filter(({ value }) => value === holder.value).map(({ id }) => id),
  rule,
})

const isRegistered = (name: string): boolean => companyParts(name).form !== ''

const isFuller = (a: string, b: string): boolean =>
  isRegistered(a) === isRegistered(b) ? a.length > b.length : isRegistered(a)

/** What the field itself asks for; null where it asks for nothing that is there. */
const asAsked = (field: AnyField, holders: readonly Holder[], ground: Ground): Found | null => {
  const { by } = field.survives
  if (by === 'winner') {
    const own = holders.find(({ id }) => id === ground.winner.id)
    return own ? takenFrom(holders, own, 'winner') : null
  }
  if (by === undefined) return null
  const isBetter =
    by === 'latest'
      ? (a: Holder, b: Holder) => a.value > b.value
      : (a: Holder, b: Holder) => isFuller(String(a.value), String(b.value))
  const best = holders.reduce((a, b) => (isBetter(b, a) ? b : a))
  return takenFrom(holders, best, by)
}

const leaderAt = (key: string | undefined, ground: Ground): Decided | null =>
  (key === undefined ? null : ground.decided.get(key)) ?? null

/** The row that says what means nothing without its leader; null where nobody says that. */
const wholeOf = (key: string | undefined, ground: Ground): MergingRow | null => {
  const leader = leaderAt(key, ground)
  if (!leader) return null
  const { winner, ranked } = ground
  return [winner, ...ranked].find(({ id }) => leader.from.includes(id)) ?? winner
}

const together = (
  key: string,
  field: AnyField,
  holders: readonly Holder[],
  ground: Ground,
): Found | null => {
  const { partOf, near } = field.survives
  const whole = wholeOf(partOf, ground)
  if (whole) return { value: valueAt(whole.values, key), from: [whole.id], rule: 'together' }
  const leader = leaderAt(near, ground)
  const holder = holders.find(({ id }) => leader?.from.includes(id))
  return holder ? takenFrom(holders, holder, 'together') : null
}

const united = (field: AnyField, holders: readonly Holder[]): Found | null => {
  const { several } = field.kind
  if (!several) return null
  // A kind only ever gets its own values back.
  const whole: StoredValue = several.unite(holders.map(({ value }) => value))
  if (whole === null) return null
  const given = holders.filter(({ value }) => several.has(whole, value))
  return { value: whole, from: given.map(({ id }) => id), rule: 'union' }
}

const mostTrusted = (best: Holder, holders: readonly Holder[]): Found => {
  const rivals = holders.filter(({ value }) => value !== best.value)
  const isVerified = rivals.every(({ verified }) => verified < best.verified)
  return takenFrom(holders, best, isVerified ? 'verified' : 'newest')
}

const isAgreed = (holders: readonly Holder[]): boolean =>
  new Set(holders.map(({ value }) => value)).size === 1

const find = (key: string, field: AnyField, ground: Ground): Found | null => {
  const holders = holdersOf(key, ground.ranked)
  const [first] = holders
  if (!first) return null
  const { partOf } = field.survives
  if (isAgreed(holders) && wholeOf(partOf, ground) === null)
    return takenFrom(holders, first, holders.length > 1 ? 'same' : 'only')
  const withdrawn = holders.find(({ value }) => field.kind.wins?.includes(String(value)))
  if (withdrawn) return takenFrom(holders, withdrawn, 'withdrawal')
  const found = together(key, field, holders, ground) ?? united(field, holders)
  if (found) return found
  const sound = holders.filter(({ value }) => field.kind.isUsable(value))
  const usable = sound.length > 0 ? sound : holders
  const [best = first] = usable
  if (isAgreed(usable)) return takenFrom(holders, best, 'valid')
  return asAsked(field, usable, ground) ?? mostTrusted(best, usable)
}

const choose = (key: string, chosen: Chosen, ground: Ground): Found => {
  if ('value' in chosen) return { value: chosen.value, from: [], rule: 'typed' }
  const row = ground.rows.find(({ id }) => id === chosen.from)
  return { value: row ? valueAt(row.values, key) : null, from: [chosen.from], rule: 'chosen' }
}

const isKept = (found: Found, { id, value }: Holder): boolean =>
  value === found.value || found.from.includes(id)

const decide = (
  key: string,
  field: AnyField,
  ground: Ground,
  chosen: Chosen | undefined,
): Decided | null => {
  const found = chosen ? choose(key, chosen, ground) : find(key, field, ground)
  if (found === null) return null
  const left = holdersOf(key, ground.rows).filter((holder) => !isKept(found, holder))
  return { field: key, ...found, rejected: left.map(({ id, value }) => ({ id, value })) }
}

/** Names that were not taken become aliases, unless the list of aliases was decided by a user. */
const keepAliases = (fields: Fields, ground: Ground): void => {
  for (const [key, field] of Object.entries(fields)) {
    const { aliases } = field.survives
    const name = ground.decided.get(key)
    if (aliases === undefined || !name?.rejected.length) continue
    const several = fields[aliases]?.kind.several
    const before = ground.decided.get(aliases)
    if (!several || before?.rule === 'chosen' || before?.rule === 'typed') continue
    const others = ground.ranked.flatMap((row) => name.rejected.filter(({ id }) => id === row.id))
    const words = [before?.value ?? null, ...others.map((other) => other.value)]
    const value: StoredValue = several.unite(words.filter((word) => word !== null))
    if (value === null || value === before?.value) continue
    const from = [...new Set([...(before?.from ?? []), ...others.map(({ id }) => id)])]
    const rejected = before?.rejected ?? []
    ground.decided.set(aliases, { field: aliases, value, from, rule: 'union', rejected })
  }
}

/** Leaders before those who follow them, however the fields are ordered. */
const inDecidingOrder = (fields: Fields): readonly (readonly [string, AnyField])[] => {
  const depth = (key: string, steps: number): number => {
    const { partOf, near } = fields[key]?.survives ?? {}
    const leader = partOf ?? near
    return leader === undefined || steps > 5 ? 0 : 1 + depth(leader, steps + 1)
  }
  return Object.entries(fields)
    .map((entry) => ({ entry, depth: depth(entry[0], 0) }))
    .toSorted((a, b) => a.depth - b.depth)
    .map(({ entry }) => entry)
}

/** A reference to one of the rows themselves says nothing once they are one. */
const withoutSelf = (fields: Fields, rows: readonly MergingRow[]): readonly MergingRow[] => {
  const ids = new Set<StoredValue>(rows.map(({ id }) => id))
  return rows.map((row) => ({
    ...row,
    values: Object.fromEntries(
      Object.entries(row.values).filter(
        ([key, value]) => (fields[key]?.kind.refersTo ?? null) === null || !ids.has(value),
      ),
    ),
  }))
}

/**
 * One decision for each entered field that any row has or that was chosen, in the order of the fields. The first row is
 * the one that stays.
 */
export const survive = (
  fields: Fields,
  merging: readonly MergingRow[],
  chosen: ReadonlyMap<string, Chosen>,
): readonly Decided[] => {
  const rows = withoutSelf(fields, merging)
  const [winner] = rows
  if (!winner) return []
  const ground: Ground = { winner, rows, ranked: rows.toSorted(byTrust), decided: new Map() }
  for (const [key, field] of inDecidingOrder(fields))
    if (field.filled !== 'computed')
      ground.decided.set(key, decide(key, field, ground, chosen.get(key)))
  keepAliases(fields, ground)
  return Object.keys(fields).flatMap((key) => ground.decided.get(key) ?? [])
}

/** The decided values as a row, empty ones absent. */
export const decidedValues = (decisions: readonly Decided[]): WireValues =>
  Object.fromEntries(
    decisions.flatMap(({ field, value }) => (value === null ? [] : [[field, value]])),
  )
