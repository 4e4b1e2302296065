// What the matcher reads of a customer: his own fields and those borrowed from his primary contact, as stored.
import type { WireValues } from '../protocol/cell.ts'
import { toMatchRecord, type MatchRecord, type MatchRow } from './record.ts'

/** Fields whose change changes what a customer is compared by. */
export const matchFields: readonly string[] = [
  'kind',
  'name',
  'contact.name',
  'contact.mobile',
  'phone',
  'contact.email',
  'email',
  'website',
  'address',
  'city',
  'region_code',
  'postcode',
  'credit_code',
]

const textAt = (values: WireValues, field: string): string => {
  const value = values[field] ?? null
  return value === null ? '' : String(value)
}

/** A customer's values as the matcher's row. A person is known by his own name, or his contact row's. */
const customerRow = (values: WireValues): MatchRow => {
  const at = (field: string) => textAt(values, field)
  const isPerson = at('kind') === 'person'
  return {
    company: isPerson ? '' : at('name'),
    person: at('contact.name') || (isPerson ? at('name') : ''),
    phones: [at('contact.mobile'), at('phone')],
    emails: [at('contact.email'), at('email')],
    websites: [at('website')],
    address: [at('address')],
    city: at('city'),
    region: at('region_code'),
    postcode: at('postcode'),
    creditCode: at('credit_code'),
  }
}

/** Kept as long as the values are: a push asks when it looks for a row and again when it stores it. */
const known = new WeakMap<WireValues, MatchRecord>()

/** @param values a customer's entered values with `contact.*`, not changed afterwards */
export const customerRecord = (values: WireValues): MatchRecord => {
  const before = known.get(values)
  if (before) return before
  const record = toMatchRecord(customerRow(values))
  known.set(values, record)
  return record
}
