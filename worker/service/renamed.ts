// Whose name a write changes: cells of other rows show it, and those rows come again.
import type { TableName } from '../../shared/protocol/cell.ts'
import { borrowedKey } from '../../shared/schema/tables.ts'
import type { PlannedWrite } from './store.ts'

/** The tables whose rows others show by name, in the order in which those are told. */
export const namedTables = ['customer', 'contact'] as const
type NamedTable = (typeof namedTables)[number]

export interface Renamed {
  readonly table: NamedTable
  readonly id: string
}

const NAME = 'name'

/** Nobody refers yet to a row that this very write makes. */
export const renamedBy = (
  table: TableName,
  { id, expected, changed, side }: PlannedWrite,
): readonly Renamed[] => {
  const own = namedTables.find((one) => one === table)
  const isOwn = expected > 0 && changed.includes(NAME)
  const isPerson = side !== null && side.expected > 0 && changed.includes(borrowedKey(NAME))
  return [
    ...(own !== undefined && isOwn ? [{ table: own, id }] : []),
    ...(isPerson ? [{ table: 'contact' as const, id: side.id }] : []),
  ]
}
