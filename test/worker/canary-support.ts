// A word that stands nowhere else, in every field that takes words: what the tests of leaks and of erasure look for.
import { tables } from '../../shared/schema/tables.ts'
import type { TableKey } from '../../shared/schema/table-keys.ts'
import { type Cells, type Person, pushBody, send } from './support.ts'

export const MARK = 'zeisig'

const cellOf = (table: TableKey, key: string, customer: string): string => {
  const { storage, refersTo } = tables[table].fields[key as never]['kind'] as {
    readonly storage: string
    readonly refersTo: string | null
  }
  if (key === 'customer_id') return customer
  if (storage !== 'text' || refersTo === 'customer' || refersTo === 'contact') return ''
  if (['email'].includes(key)) return `${MARK}.${table}@example.com`
  return `${MARK} ${table} ${key}`
}

/** A word in every field that takes words; what a field does not take is left empty. */
export const cellsOf = (table: TableKey, customer: string): Cells => {
  const keys = Object.entries(tables[table].fields).filter(([, f]) => f.filled !== 'computed')
  const fixed: Cells = { visibility: 'owner', kind: '', owner: '', rep: '', status: '' }
  return Object.fromEntries(keys.map(([key]) => [key, fixed[key] ?? cellOf(table, key, customer)]))
}

/** Leaves out what was refused until the row is stored: how many words it holds. */
export const store = async (
  who: Person,
  table: TableKey,
  id: string,
  cells: Cells,
): Promise<number> => {
  let left = cells
  for (let round = 0; round < 4; round++) {
    const body = pushBody(table, [{ id, base: 0, cells: left, answer: 'new' }])
    const response = await send('sync/push', body, who.key)
    const { results } = (await response.json()) as {
      results: readonly { outcome: string; problems?: readonly { field: string }[] }[]
    }
    const [result] = results
    if (result?.outcome === 'applied')
      return Object.values(left).filter((cell) => String(cell).includes(MARK)).length
    const bad = new Set(result?.problems?.map(({ field }) => field))
    left = Object.fromEntries(Object.entries(left).map(([key, v]) => [key, bad.has(key) ? '' : v]))
  }
  throw new Error(`no ${table} was stored`)
}
