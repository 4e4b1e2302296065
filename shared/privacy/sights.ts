// Who sees which field: from an organisation's policy and a reader's role to full, masked, none or off, by the keys that
// sheets have. The one place where a rule, a class and a role become a sight. Pure.
import {
  type FieldPolicy,
  type FieldRule,
  type FieldSight,
  type SightByRole,
  sights,
} from '../protocol/fields.ts'
import type { TableName } from '../protocol/cell.ts'
import { type AnyField } from '../schema/table.ts'
import { tableKeys } from '../schema/table-keys.ts'
import { borrowed, borrowedKey, sheetFields, tables } from '../schema/tables.ts'

/** off: not collected here, whoever asks. */
export type Seen = FieldSight | 'off'
export type SightRole = keyof SightByRole

/** A field in its own table. */
export interface OwnField {
  readonly table: TableName
  readonly key: string
  readonly field: AnyField
}

const borrowedFrom: ReadonlyMap<string, string> = new Map(
  borrowed.map((key) => [borrowedKey(key), key]),
)

const ownField = (table: TableName, key: string): OwnField | null => {
  const fields: Readonly<Record<string, AnyField>> = tables[table].fields
  const field = Object.hasOwn(fields, key) ? fields[key] : undefined
  return field === undefined ? null : { table, key, field }
}

/** The field that a sheet's key means: a customer's `contact.mobile` is the contact's `mobile`. Keys come from outside. */
export const fieldAt = (table: TableName, sheetKey: string): OwnField | null => {
  const lent = table === 'customer' ? borrowedFrom.get(sheetKey) : undefined
  return lent === undefined ? ownField(table, sheetKey) : ownField('contact', lent)
}

/** A field of a sheet of its own table. */
export const ruleName = (table: TableName, key: string): string => `${table}.${key}`

/** Every field about which managers decide, in the order of the sheets. */
export const guardedFields: readonly OwnField[] = tableKeys.flatMap((table) =>
  Object.entries<AnyField>(tables[table].fields).flatMap(([key, field]) =>
    field.isGuarded ? [{ table, key, field }] : [],
  ),
)

/** Sensitive fields are switched on and off, and nobody has them whole. */
export const isSensitive = ({ privacy }: AnyField): boolean => privacy === 'P3'
export const boundsOf = (field: AnyField): readonly FieldSight[] =>
  isSensitive(field) ? ['masked', 'none'] : sights

const forAll = (sight: FieldSight): SightByRole => ({
  rep: sight,
  manager: sight,
  finance: sight,
  admin: sight,
})

/** As the privacy class says where nobody decided: sensitive ones off, and masked once they are on. */
export const standardRule = (field: AnyField): FieldRule => ({
  isOn: !isSensitive(field),
  purpose: null,
  days: null,
  sight: forAll(isSensitive(field) ? 'masked' : 'full'),
})

export const ruleOf = ({ rules }: FieldPolicy, { table, key, field }: OwnField): FieldRule => {
  const name = ruleName(table, key)
  return (Object.hasOwn(rules, name) ? rules[name] : undefined) ?? standardRule(field)
}

/** A sight that the field's bounds do not know is the strictest of them: a policy may be older than its bounds. */
const sightBy = (policy: FieldPolicy, own: OwnField, role: SightRole): Seen => {
  const rule = ruleOf(policy, own)
  if (!rule.isOn) return 'off'
  const sight = rule.sight[role]
  return boundsOf(own.field).includes(sight) ? sight : 'none'
}

interface Derived {
  readonly from: readonly string[]
  /** It says no more of its source than the source's mask does. */
  readonly isMaskEnough?: true
}

/** Fields that are made of others tell what those say: who does not see these whole does not see them. */
const derived: Readonly<Record<string, Derived>> = {
  'contact.next_birthday': { from: ['contact.birthday'], isMaskEnough: true },
  'customer.tier_why': {
    from: ['customer.profit_12m', 'customer.sales_12m', 'customer.orders_12m'],
  },
  'customer.our_share': { from: ['customer.annual_demand', 'customer.sales_12m'] },
  'customer.rhythm': { from: ['customer.sales_12m'] },
  'customer.collect_rank': { from: ['customer.overdue'] },
}

const isEnough = (seen: Seen | undefined, { isMaskEnough }: Derived): boolean =>
  seen === undefined || seen === 'full' || (isMaskEnough === true && seen === 'masked')

/** Only what is not seen whole, by the table's own keys. */
const narrowed = (policy: FieldPolicy, role: SightRole): ReadonlyMap<string, Seen> => {
  const found = new Map<string, Seen>()
  for (const own of guardedFields) {
    const seen = sightBy(policy, own, role)
    if (seen !== 'full') found.set(ruleName(own.table, own.key), seen)
  }
  for (const [name, sources] of Object.entries(derived))
    if (!sources.from.every((source) => isEnough(found.get(source), sources)))
      found.set(name, 'none')
  return found
}

/** What one reader sees, by table and the keys of its sheets. */
export interface Sights {
  /** What he does not see whole. */
  readonly narrow: Readonly<Record<TableName, ReadonlyMap<string, Exclude<Seen, 'full'>>>>
  /** Keys about which something was ever decided here, and what is made of them: told to sheets at any revision. */
  readonly decided: Readonly<Record<TableName, readonly string[]>>
}

const bySheet = <T>(of: (table: TableName) => T): Readonly<Record<TableName, T>> => ({
  customer: of('customer'),
  contact: of('contact'),
  visit: of('visit'),
  transaction: of('transaction'),
})

const decidedNames = ({ rules }: FieldPolicy): ReadonlySet<string> => {
  const names = new Set(Object.keys(rules))
  for (const [name, { from }] of Object.entries(derived))
    if (from.some((source) => names.has(source))) names.add(name)
  return names
}

const nameAt = (table: TableName, sheetKey: string): string => {
  const own = fieldAt(table, sheetKey)
  return own === null ? '' : ruleName(own.table, own.key)
}

export const sightsOf = (policy: FieldPolicy, role: SightRole): Sights => {
  const found = narrowed(policy, role)
  const names = decidedNames(policy)
  return {
    narrow: bySheet(
      (table) =>
        new Map(
          Object.keys(sheetFields(table)).flatMap((key) => {
            const seen = found.get(nameAt(table, key))
            return seen === undefined || seen === 'full' ? [] : [[key, seen] as const]
          }),
        ),
    ),
    decided: bySheet((table) =>
      names.size === 0
        ? []
        : Object.keys(sheetFields(table)).filter((key) => names.has(nameAt(table, key))),
    ),
  }
}

export const seenAt = ({ narrow }: Sights, table: TableName, sheetKey: string): Seen =>
  narrow[table].get(sheetKey) ?? 'full'

/** Keys of a table's sheets that are seen so. */
export const keysSeen = (
  { narrow }: Sights,
  table: TableName,
  wanted: Exclude<Seen, 'full'>,
): readonly string[] => [...narrow[table]].flatMap(([key, seen]) => (seen === wanted ? [key] : []))
