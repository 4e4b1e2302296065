// The rules of each table for the pure decision: keys, defaults, and who may change what.
import type { RowKey, Standing, TableRules } from '../../shared/merge/facts.ts'
import { valueAt } from '../../shared/merge/three-way.ts'
import { isTombstone } from '../../shared/merge/tombstone.ts'
import { foldWord } from '../../shared/normalize/fold.ts'
import { keyAgrees, namesOf, strongKeys } from '../../shared/normalize/keys.ts'
import type { StrongKeyKind } from '../../shared/normalize/keys.ts'
import { flaw, type Problem } from '../../shared/problem.ts'
import type { TableName, WireValues } from '../../shared/protocol/cell.ts'
import type { AnyField } from '../../shared/schema/table.ts'
import { borrowed, borrowedKey, type ChildKey, tables } from '../../shared/schema/tables.ts'
import { sheetToCustomer, withKind } from '../../shared/sheet/lead.ts'
import { hash52 } from '../../shared/sync/hash.ts'
import { type Actor, mayHandOver } from '../auth/actor.ts'
import { aliasKey, labelKey } from './label.ts'
import { faultsOfOverride, type OverrideCheck } from './override-rules.ts'
import { completedTransaction, faultsOfTransaction } from './transaction-rules.ts'

const isStrong = (kind: RowKey['kind']): kind is StrongKeyKind =>
  kind !== 'label' && kind !== 'first' && kind !== 'alias'

/** What else a cell may call him: his code and his other names. */
const aliasKeys = (values: WireValues): readonly RowKey[] => {
  const names = String(valueAt(values, 'short_name') ?? '').split('; ')
  const words = [String(valueAt(values, 'code') ?? ''), ...names].filter((word) => word !== '')
  return [...new Set(words.map(aliasKey))].map((key) => ({
    key,
    kind: 'alias',
    name: null,
    person: null,
  }))
}

const customerKeys = (values: WireValues): readonly RowKey[] => {
  const names = namesOf(values)
  const strong = strongKeys(values).map(({ kind, key }) => ({ key: hash52(key), kind, ...names }))
  return [...strong, ...aliasKeys(values)]
}

const requiredKeys = (table: TableName): readonly string[] =>
  Object.entries<AnyField>(tables[table].fields)
    .filter(([, field]) => field.required)
    .map(([key]) => key)
/** Listed once: a push asks for every row. */
const required: Readonly<Record<TableName, readonly string[]>> = {
  customer: requiredKeys('customer'),
  contact: requiredKeys('contact'),
  visit: requiredKeys('visit'),
  transaction: requiredKeys('transaction'),
}
const missing = (table: TableName, values: WireValues): readonly Problem[] =>
  required[table]
    .filter((field) => valueAt(values, field) === null)
    .map((field) => ({ field, ...flaw('required.empty', 'error') }))

const nameText = (values: WireValues): string => String(valueAt(values, 'name') ?? '')

const isHandedOver = (values: WireValues, standing: Standing | null, me: string): boolean =>
  standing
    ? valueAt(values, 'owner') !== valueAt(standing.values, 'owner')
    : valueAt(values, 'owner') !== me

/** Owner, and letting a customer go: managers only. Visibility: the owner and managers. */
const rightsOfCustomer = (
  actor: Actor,
  values: WireValues,
  standing: Standing | null,
): readonly Problem[] => {
  if (mayHandOver(actor)) return []
  const problems: Problem[] = []
  if (isHandedOver(values, standing, actor.id))
    problems.push({ field: 'owner', ...flaw('field.readonly', 'error') })
  const letsGo = (row: WireValues): boolean => valueAt(row, 'tier_override') === 'X'
  if (letsGo(values) && !(standing !== null && letsGo(standing.values)))
    problems.push({ field: 'tier_override', ...flaw('field.readonly', 'error') })
  const isShown =
    standing !== null && valueAt(values, 'visibility') !== valueAt(standing.values, 'visibility')
  if (isShown && valueAt(standing.values, 'owner') !== actor.id)
    problems.push({ field: 'visibility', ...flaw('field.readonly', 'error') })
  return problems
}

/** Fields that the server fills: an empty cell leaves them as they are, and the answer shows what they are. */
const filledIn: Readonly<Record<TableName, readonly string[]>> = {
  customer: ['owner', 'kind'],
  contact: [],
  visit: ['rep'],
  transaction: ['kind'],
}
const withoutFilledIn = (table: TableName, values: WireValues): WireValues => {
  const blank = filledIn[table].filter((field) => values[field] === null)
  if (blank.length === 0) return values
  return Object.fromEntries(Object.entries(values).filter(([field]) => !blank.includes(field)))
}

/** A sheet that still shows what was erased from its base does not type it in anew. */
const withoutErased = (values: WireValues, base: WireValues | null): WireValues => {
  const gone =
    base === null ? [] : borrowed.map(borrowedKey).filter((key) => isTombstone(base[key]))
  if (gone.length === 0) return values
  return Object.fromEntries(
    Object.entries(values).filter(([field]) => !gone.some((key) => key === field)),
  )
}

const customerRules = (actor: Actor, check: OverrideCheck | null): TableRules => ({
  meant: (values, base) =>
    withoutFilledIn('customer', sheetToCustomer(withoutErased(values, base), base)),
  keysOf: customerKeys,
  firstKey: (values, first) => ({
    key: labelKey(nameText(values)),
    kind: 'label',
    name: null,
    person: first,
  }),
  nameOf: (values) => foldWord(nameText(values)),
  agrees: (a, b) => isStrong(a.kind) && keyAgrees(a.kind, a, b),
  completed: (values) => withKind({ ...values, owner: valueAt(values, 'owner') ?? actor.id }),
  faults: (values, standing) => [
    ...missing('customer', values),
    ...rightsOfCustomer(actor, values, standing),
    ...(check === null ? [] : faultsOfOverride(values, standing, check)),
  ],
})

/** A primary contact stays with his customer: the customer's row speaks of him. */
const isTornAway = (values: WireValues, standing: Standing | null): boolean =>
  standing?.side?.primary === standing?.id &&
  standing !== null &&
  valueAt(values, 'customer_id') !== valueAt(standing.values, 'customer_id')

const completedChild = (actor: Actor, table: ChildKey, values: WireValues): WireValues => {
  if (table === 'transaction') return completedTransaction(values)
  return table === 'visit' ? { ...values, rep: valueAt(values, 'rep') ?? actor.id } : values
}

const childRules = (actor: Actor, table: ChildKey): TableRules => ({
  meant: (values) => withoutFilledIn(table, values),
  keysOf: () => [],
  firstKey: (_, first) => ({
    key: hash52(`first/${first ?? ''}`),
    kind: 'first',
    name: null,
    person: first,
  }),
  nameOf: () => null,
  agrees: () => false,
  completed: (values) => completedChild(actor, table, values),
  faults: (values, standing) => [
    ...missing(table, values),
    ...(table === 'contact' && isTornAway(values, standing)
      ? [{ field: 'customer_id', ...flaw('field.readonly', 'error') }]
      : []),
    ...(table === 'transaction' ? faultsOfTransaction(actor, values, standing) : []),
  ],
})

/** @param check null: what is put back, or settled, was checked when it was entered */
export const rulesOf = (
  actor: Actor,
  table: TableName,
  check: OverrideCheck | null = null,
): TableRules => (table === 'customer' ? customerRules(actor, check) : childRules(actor, table))

/** The mark of a row's content by this account in this table. */
export const firstMark = (actor: Actor, table: TableName, hash: string): string =>
  `${table}/${actor.id}/${hash}`
