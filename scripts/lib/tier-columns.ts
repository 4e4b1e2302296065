// Which columns of a list `npm run tier` needs: by hand, by their headers, by what stands in them. A list of customers
// and a list of transactions are told apart here.
import { headerWord } from '../../shared/sheet/header-words.ts'
import { UsageError } from './command.ts'
import type { CsvFile } from './csv.ts'
import { isAmount } from './tier-amount.ts'
import { kindOf } from './tier-kinds.ts'
import {
  bareAmounts,
  bareDates,
  isRole,
  looseIds,
  mapNames,
  type Role,
  roleClaims,
  roles,
  withoutUnit,
} from './tier-words.ts'

export interface Column {
  readonly index: number
  /** What a number in it is multiplied by, from the unit in its header. */
  readonly factor: number
}
export type Columns = Readonly<Partial<Record<Role, Column>>>

export interface TierColumns {
  readonly form: 'customers' | 'transactions'
  readonly columns: Columns
}

const amountRoles: ReadonlySet<Role> = new Set(['profit_12m', 'margin_12m', 'sales_12m', 'cost'])
const SAMPLES = 200

const looksRight = (csv: CsvFile, role: Role, index: number): boolean => {
  if (!amountRoles.has(role)) return true
  const cells = csv.rows.flatMap((row) => row[index] ?? '').filter((c) => c.trim() !== '')
  const sample = cells.slice(0, SAMPLES)
  return sample.length === 0 || sample.filter(isAmount).length * 2 >= sample.length
}

interface Claim {
  readonly role: Role
  readonly column: Column
  readonly isRight: boolean
  readonly strength: number
}

const claimsOf = (csv: CsvFile): readonly Claim[] =>
  csv.header.flatMap((header, index) => {
    const { factor, found } = roleClaims(header)
    return found.map(([role, strength]) => ({
      role,
      column: { index, factor },
      isRight: looksRight(csv, role, index),
      strength,
    }))
  })

/** The plainest header takes a role, one role a column. */
const settled = (claims: readonly Claim[], byHand: ReadonlyMap<Role, Column>): Columns => {
  const columns = new Map<Role, Column>(byHand)
  const taken = new Set([...byHand.values()].map((c) => c.index))
  const best = claims.toSorted(
    (a, b) => Number(b.isRight) - Number(a.isRight) || a.strength - b.strength,
  )
  for (const { role, column } of best)
    if (!columns.has(role) && !taken.has(column.index)) {
      columns.set(role, column)
      taken.add(column.index)
    }
  return Object.fromEntries(columns)
}

const readMap = (csv: CsvFile, map: string | undefined): ReadonlyMap<Role, Column> =>
  new Map(
    (map ?? '')
      .split(',')
      .filter((pair) => pair.trim() !== '')
      .map((pair) => {
        const [field = '', header = ''] = pair.split(/=(.*)/su).map((part) => part.trim())
        const role = mapNames[field] ?? field
        const index = csv.header.findIndex((h) => h.trim() === header)
        if (!isRole(role))
          throw new UsageError(`--map: "${field}" is no field; fields are ${roles.join(', ')}.`)
        if (index === -1)
          throw new UsageError(
            `--map: the list has no column "${header}"; it has ${csv.header.join(', ')}.`,
          )
        return [role, { index, factor: withoutUnit(header).factor }] as const
      }),
  )

/** Does a customer stand in more than one row? */
const hasRepeats = (csv: CsvFile, columns: Columns): boolean => {
  const index = (columns.id ?? columns.name)?.index
  if (index === undefined) return false
  const named = csv.rows.map((row) => (row[index] ?? '').trim()).filter((cell) => cell !== '')
  return new Set(named).size < named.length
}

/** Most cells of the column name a kind of transaction. */
const namesKinds = (csv: CsvFile, kind: Column | undefined): boolean => {
  const named = csv.rows.map((row) => (kind ? (row[kind.index] ?? '').trim() : ''))
  const filled = named.filter((cell) => cell !== '')
  return filled.length > 0 && filled.filter((cell) => kindOf(cell)).length * 2 > filled.length
}

const isTransactions = (csv: CsvFile, columns: Columns): boolean => {
  if (!columns.date || !(columns.id ?? columns.name)) return false
  const wordOf = (column: Column | undefined) =>
    column ? headerWord(withoutUnit(csv.header[column.index] ?? '').text) : ''
  return (
    !bareDates.has(wordOf(columns.date)) ||
    bareAmounts.has(wordOf(columns.sales_12m)) ||
    namesKinds(csv, columns.kind) ||
    hasRepeats(csv, columns)
  )
}

/** Finds the columns; a UsageError where the list holds nothing to rank by. */
export const tierColumns = (csv: CsvFile, map: string | undefined): TierColumns => {
  const claims = claimsOf(csv)
  const byHand = readMap(csv, map)
  const columns = settled(claims, byHand)
  if (isTransactions(csv, columns)) {
    const isLoose = (claim: Claim) =>
      claim.role === 'id' && looseIds.has(headerWord(csv.header[claim.column.index] ?? ''))
    const whose = columns.name ? claims.filter((claim) => !isLoose(claim)) : claims
    return { form: 'transactions', columns: settled(whose, byHand) }
  }
  const { profit_12m, margin_12m, sales_12m, orders_12m } = columns
  if (!profit_12m && !margin_12m && !sales_12m && !orders_12m)
    throw new UsageError(
      `No column to rank by among ${csv.header.join(', ')}: name one with --map profit_12m=Header (or sales_12m, ` +
        'margin_12m, orders_12m).',
    )
  return { form: 'customers', columns }
}
