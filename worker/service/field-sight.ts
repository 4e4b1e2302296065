// The one way by which values of rows leave the Worker: as their reader sees them. What he does not see whole is
// masked by the field's own kind, what he does not see at all is absent. Routes and services tell no value otherwise.
import { type FieldPolicy, fieldPolicy, standardFields } from '../../shared/protocol/fields.ts'
import type { TableName, WireValues } from '../../shared/protocol/cell.ts'
import type { PulledRow } from '../../shared/protocol/pull.ts'
import {
  fieldAt,
  keysSeen,
  type Seen,
  seenAt,
  type Sights,
  type SightRole,
  sightsOf,
} from '../../shared/privacy/sights.ts'
import { MASK } from '../../shared/schema/kinds/masked.ts'
import type { Actor, FieldGround } from '../auth/actor.ts'

/** The name of the policy. */
export const FIELDS = 'fields'

/** One that cannot be read counts as none: sensitive fields are off. */
export const toFieldPolicy = (value: unknown): FieldPolicy =>
  fieldPolicy.safeParse(value).data ?? standardFields

/** More versions than anybody writes: a change of role outweighs them. */
const TURNS_A_ROLE = 10_000

/**
 * What a caller's role sees under his organisation's policy.
 * @param value the newest version of the policy, untrusted; null: there is none
 * @param roleTurns how often his role was changed
 */
export const groundOf = (role: SightRole, value: unknown, roleTurns: number): FieldGround => {
  const policy = toFieldPolicy(value)
  const isDecided = Object.keys(policy.rules).length > 0
  return {
    sights: sightsOf(policy, role),
    turn: isDecided ? policy.turns[role] + roleTurns * TURNS_A_ROLE : 0,
    reveals: policy.reveals,
  }
}

const standard = new Map<SightRole, FieldGround>()
/** As the privacy classes say, where nobody decided. */
export const standardGround = (role: SightRole): FieldGround => {
  const known = standard.get(role) ?? groundOf(role, null, 0)
  standard.set(role, known)
  return known
}

export const groundFor = (actor: Actor): FieldGround => actor.fields ?? standardGround(actor.role)
const sightsFor = (actor: Actor): Sights => groundFor(actor).sights

export const seenBy = (actor: Actor, table: TableName, sheetKey: string): Seen =>
  seenAt(sightsFor(actor), table, sheetKey)

export const isSeenWhole = (actor: Actor, table: TableName, sheetKey: string): boolean =>
  seenBy(actor, table, sheetKey) === 'full'

/** Is it told at all, masked or whole? */
export const isTold = (actor: Actor, table: TableName, sheetKey: string): boolean => {
  const seen = seenBy(actor, table, sheetKey)
  return seen === 'full' || seen === 'masked'
}

/** Keys of a table's sheets that the caller does not see whole, by how he sees them. */
export const keysOf = (actor: Actor, table: TableName, seen: Exclude<Seen, 'full'>): string[] => [
  ...keysSeen(sightsFor(actor), table, seen),
]

/** A value as the caller sees it; null where there is none, or none for him. */
export const seenValue = (
  actor: Actor,
  table: TableName,
  sheetKey: string,
  value: string | number | null,
): string | number | null => {
  if (value === null) return null
  const seen = seenBy(actor, table, sheetKey)
  if (seen === 'full') return value
  if (seen !== 'masked') return null
  return fieldAt(table, sheetKey)?.field.kind.mask?.(value) ?? MASK
}

/** Values of a row; what the caller does not see is absent. */
export const seenValues = (actor: Actor, table: TableName, values: WireValues): WireValues => {
  const { narrow } = sightsFor(actor)
  // Most rows have none of what is off: they are told as they are.
  const concerned = [...narrow[table].keys()].filter((key) => values[key] !== undefined)
  if (concerned.length === 0) return values
  const seen: Record<string, string | number | null> = { ...values }
  for (const key of concerned) {
    const value = values[key] ?? null
    if (isTold(actor, table, key)) seen[key] = seenValue(actor, table, key, value)
    else delete seen[key]
  }
  return seen
}

/**
 * The computed values of a row, and with them each entered one about which something was ever decided here, as the
 * caller sees it: a sheet takes these over at the revision that it has, so that a changed right reaches it.
 */
export const seenComputed = (
  actor: Actor,
  table: TableName,
  values: WireValues,
  computed: WireValues,
): WireValues => {
  const told: Record<string, string | number | null> = { ...seenValues(actor, table, computed) }
  for (const key of sightsFor(actor).decided[table])
    told[key] = seenValue(actor, table, key, computed[key] ?? values[key] ?? null)
  return told
}

/** Computed revisions as the caller is told them: they rise when his rights on fields change. */
export const seenCrev = (actor: Actor, crev: number): number => crev + groundFor(actor).turn
export const storedCrev = (actor: Actor, told: number): number => told - groundFor(actor).turn

/** A row whole, as it is told. */
export const seenRow = (
  actor: Actor,
  table: TableName,
  { id, rev, crev, values, computed }: PulledRow,
): PulledRow => ({
  id,
  rev,
  crev: seenCrev(actor, crev),
  values: seenValues(actor, table, values),
  computed: seenComputed(actor, table, values, computed),
})
