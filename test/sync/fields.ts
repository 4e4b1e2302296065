// The columns of a simulated sheet, the texts that users type into them, and what a cell means: worked out by simple
// means of its own, so that the oracle does not take the product's word for it. The oracle's keys are the customer's
// fields; in another sheet each stands for a field of its table that takes the same texts.
import type { WireValues } from '../../shared/protocol/cell.ts'
import type { Cell } from '../../shared/schema/kind.ts'
import { tableKeys } from '../../shared/schema/table-keys.ts'
import type { TableKey } from '../../shared/schema/table-keys.ts'

/** What a history's sheets hold. */
export type SheetTable = TableKey

export const enteredKeys = ['name', 'city', 'contact.mobile', 'sales_12m', 'note'] as const
export type EnteredKey = (typeof enteredKeys)[number]

export const isEnteredKey = (key: string): key is EnteredKey =>
  enteredKeys.some((one) => one === key)

/** No field stands for two keys, whichever table it is of. */
const standIns: Readonly<Record<SheetTable, Readonly<Partial<Record<EnteredKey, string>>>>> = {
  customer: {},
  contact: { city: 'title', 'contact.mobile': 'mobile', sales_12m: 'wechat' },
  visit: {
    name: 'place',
    city: 'next_what',
    'contact.mobile': 'purpose_note',
    sales_12m: 'cost',
    note: 'result',
  },
  transaction: { name: 'product', city: 'unit', 'contact.mobile': 'ref_no', sales_12m: 'amount' },
}
const keysOfFields = new Map<string, string>(
  Object.values(standIns).flatMap((fields) =>
    Object.entries(fields).map(([key, field]) => [field, key] as const),
  ),
)

/** The product's field that a key stands for; a key of a column that is not entered stands for itself. */
export const fieldOf = (table: SheetTable, key: string): string =>
  (isEnteredKey(key) ? standIns[table][key] : null) ?? key

/** The key that stands for a field, of whichever table. */
export const keyOf = (field: string): string => keysOfFields.get(field) ?? field

const CENTS = 100

/** People have no amounts: what stands for one is a text, told as the amount would be. */
const asAmount = (text: WireValues[string] | undefined): WireValues[string] | undefined =>
  typeof text === 'string' && Number.isFinite(Number(text)) ? Number(text) * CENTS : text

export const valueOf = (values: WireValues, key: EnteredKey): WireValues[string] | undefined => {
  const fields = [key, ...tableKeys.flatMap((table) => standIns[table][key] ?? [])]
  const field = fields.find((one) => values[one] !== undefined) ?? key
  return field === 'wechat' ? asAmount(values[field]) : values[field]
}

/** Whose a row is, and of which day: columns of their own, which nobody but its user writes. */
export const CUSTOMER = 'customer_id'
export const DATE = 'date'
export type AsideKey = typeof CUSTOMER | typeof DATE
/** What else its sheets have, for a row says nothing without it; the oracle does not follow it cell by cell. */
export const asides: Readonly<Record<SheetTable, readonly AsideKey[]>> = {
  customer: [],
  contact: [CUSTOMER],
  visit: [CUSTOMER],
  transaction: [CUSTOMER, DATE],
}
export const SOME_DAY = '2026-11-02'
/** Customers of the firm whose sheets hold what belongs to them: there from the beginning. */
export const customerNames = ['启明电子', '天工轴承', '四海物流'] as const

/** Header by key; the user's own column has none. */
export const headers: Readonly<Record<string, string>> = {
  name: '客户名称',
  city: '城市',
  'contact.mobile': '手机',
  sales_12m: '近12月销售额',
  note: '备注',
  tier: '客户级别',
  sync_status: '同步状态',
  _sync: '_sync',
}
const headersByTable: Readonly<Record<SheetTable, Readonly<Record<string, string>>>> = {
  customer: headers,
  contact: {
    ...headers,
    name: '姓名',
    city: '职务',
    sales_12m: '微信/LINE',
    [CUSTOMER]: '客户',
  },
  visit: {
    ...headers,
    name: '地点',
    city: '下次事项',
    'contact.mobile': '目的说明',
    sales_12m: '费用/礼品金额',
    note: '结果',
    [CUSTOMER]: '客户',
  },
  transaction: {
    ...headers,
    name: '产品',
    city: '单位(计量)',
    'contact.mobile': '单号',
    sales_12m: '金额',
    [CUSTOMER]: '客户',
    [DATE]: '日期',
  },
}

export const headersOf = (table: SheetTable): Readonly<Record<string, string>> =>
  headersByTable[table]

/** A text that says the n-th thing ever typed, and nothing else does. */
export const typedText = (key: EnteredKey, n: number): Cell => {
  switch (key) {
    case 'name':
      return `华Q${n}机械`
    case 'city':
      return `城Q${n}`
    case 'contact.mobile':
      return `139${String(n).padStart(8, '0')}`
    case 'sales_12m':
      return 1_000 + n
    case 'note':
      return `备注Q${n}`
  }
}

/** What cannot be stored: an amount that is none, a name too long. */
export const brokenText = (key: EnteredKey, n: number): Cell =>
  key === 'sales_12m' ? `约Q${n}左右` : `Q${n}${'长'.repeat(key === 'note' ? 2_001 : 130)}`

/** What holds a letter is no phone number, and says what it says. */
const digits = (text: string): string =>
  /\p{L}/u.test(text) ? text : text.replace(/\D/gu, '').replace(/^86(?=1\d{10}$)/u, '')

/** What a cell says, as comparable text; '' says nothing. */
export const meaningOfCell = (key: string, cell: Cell): string => {
  const text = String(cell).trim()
  if (text === '') return ''
  if (key === 'contact.mobile') return digits(text)
  if (key === 'sales_12m')
    return Number.isFinite(Number(text)) ? String(Number(text) * CENTS) : text
  return text
}

/** The same of a stored value. Money is stored in cents. */
export const meaningOfValue = (key: string, value: string | number | null | undefined): string => {
  if (value === null || value === undefined) return ''
  return key === 'contact.mobile' ? digits(String(value)) : String(value)
}
