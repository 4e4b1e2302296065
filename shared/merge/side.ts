// One row of a customer's sheet speaks of a customer and of a person: what moves along in the other table.
// A customer's revision covers the borrowed fields, so either side's change raises the customer's revision.
import type { WireValues } from '../protocol/cell.ts'
import { borrowed, borrowedKey } from '../schema/tables.ts'
import { derivedId } from './derived-id.ts'
import type { RowKey, Side, Standing, TableRules, Write } from './facts.ts'
import { keyChange } from './key-change.ts'
import { sparse, valueAt } from './three-way.ts'

/** The row that is written together with another, under the same gate. */
export interface SideWrite {
  readonly table: 'customer' | 'contact'
  readonly id: string
  /** Names the main write in the history of this row. */
  readonly hash: string
  readonly expected: number
  readonly values: WireValues
  /** The primary contact that the customer then has. */
  readonly primary: string
  readonly addedKeys: readonly RowKey[]
  readonly droppedKeys: readonly number[]
}

const sideHash = (hash: string): string => `~${hash}`

/** The primary contact that a customer's row writes; null when it says nothing new about a person. */
export const contactOfCustomer = (write: Write, standing: Standing | null): SideWrite | null => {
  if (!borrowed.some((key) => write.changed.includes(borrowedKey(key)))) return null
  const side = standing?.side ?? null
  const entered = Object.fromEntries(
    borrowed.map((key) => [key, valueAt(write.values, borrowedKey(key))]),
  )
  const id = side?.id ?? derivedId(write.id, 'contact')
  return {
    table: 'contact',
    id,
    hash: sideHash(write.hash),
    expected: side?.rev ?? 0,
    values: sparse({ ...side?.values, customer_id: write.id, ...entered }),
    primary: id,
    addedKeys: [],
    droppedKeys: [],
  }
}

/** The customer that a contact's row raises: when it is his primary contact, or becomes it as the first. */
export const customerOfContact = (
  write: Write,
  customer: Side | null,
  rules: TableRules,
): SideWrite | null => {
  if (customer === null) return null
  const isFirst = write.expected === 0 && customer.primary === null
  const isPrimary = customer.primary === write.id
  const touches = borrowed.some((key) => write.changed.includes(key))
  if (!isFirst && !(isPrimary && touches)) return null
  const entered = Object.fromEntries(
    borrowed.map((key) => [borrowedKey(key), valueAt(write.values, key)]),
  )
  const values = sparse({ ...customer.values, ...entered })
  return {
    table: 'customer',
    id: customer.id,
    hash: sideHash(`${write.id}${write.hash}`),
    expected: customer.rev,
    values,
    primary: write.id,
    ...keyChange(customer.values, values, rules),
  }
}
