// All tables by name, and the fields that a sheet bound to a table can have.
import { contact } from './contact.ts'
import { customer } from './customer.ts'
import type { AnyField, Fields } from './table.ts'
import { tableKeys, type TableKey } from './table-keys.ts'
import { transaction } from './transaction.ts'
import { visit } from './visit.ts'

export const tables = { customer, contact, visit, transaction } as const satisfies Readonly<
  Record<TableKey, unknown>
>
/** A table whose rows belong to a customer and are seen and changed by whoever may do so to him. */
export type ChildKey = Exclude<TableKey, 'customer'>

export const isTableKey = (name: string): name is TableKey => Object.hasOwn(tables, name)
const isChildKey = (name: TableKey): name is ChildKey =>
  sheetFields(name)['customer_id']?.kind.refersTo === 'customer'

/** Fields of the primary contact that a customer's sheet can have, entered there, stored in contact. */
export const borrowed = ['name', 'mobile', 'title', 'email'] as const
type Borrowed = (typeof borrowed)[number]
export const borrowedKey = <B extends Borrowed>(key: B): `contact.${B}` => `contact.${key}`

/** On a customer's sheet "name" is the company's: a borrowed field says whose it is. */
const borrowedLabels = {
  name: { 'zh-Hans': '联系人', 'zh-Hant': '聯繫人', en: 'Contact' },
  mobile: { 'zh-Hans': '手机', 'zh-Hant': '手機', en: 'Mobile' },
  title: { 'zh-Hans': '职务', 'zh-Hant': '職務', en: 'Job title' },
  email: { 'zh-Hans': '联系人邮箱', 'zh-Hant': '聯繫人郵箱', en: "Contact's e-mail" },
} as const

const borrow = (key: Borrowed): AnyField => {
  const { label, synonyms, ...own } = contact.fields[key]
  const isWhole = key === 'email'
  return {
    ...own,
    required: false,
    show: 'shown',
    filled: 'entered',
    label: borrowedLabels[key],
    // 邮箱 alone is the customer's own address; so only synonyms that name the person are kept.
    synonyms: isWhole
      ? ['contact email', 'contact e-mail', '个人邮箱', '聯絡人信箱', '联系人电子邮件']
      : [...synonyms, ...Object.values(label)],
  }
}

const borrowedFields: Fields = Object.fromEntries(
  borrowed.map((key) => [borrowedKey(key), borrow(key)]),
)

const withContact = (own: Fields): Fields => {
  const entries = Object.entries(own)
  const after = entries.findIndex(([key]) => key === 'phone')
  return Object.fromEntries([
    ...entries.slice(0, after),
    ...Object.entries(borrowedFields),
    ...entries.slice(after),
  ])
}

const bySheet: Readonly<Record<TableKey, Fields>> = {
  customer: withContact(customer.fields),
  contact: contact.fields,
  visit: visit.fields,
  transaction: transaction.fields,
}

/** The fields that a sheet of the table can have, by sheet key, in the order of a new sheet. */
export const sheetFields = (name: TableKey): Fields => bySheet[name]

/** Every table that goes with its customer: handed over, archived, undone and moved together. */
export const childTables: readonly ChildKey[] = tableKeys.filter(isChildKey)
