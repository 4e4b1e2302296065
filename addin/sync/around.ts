// What the pane asks beside syncing: who I am here, which sheets are bound, where the user is, what he touches.
import { tables } from '../../shared/schema/tables.ts'
import type { HelloReply } from '../../shared/protocol/hello.ts'
import { isMask } from '../../shared/schema/kinds/masked.ts'
import { fieldAt } from '../../shared/privacy/sights.ts'
import type { TableKey } from '../../shared/schema/table-keys.ts'
import { fieldList, IDENTITY_KEY, isEntered, STATUS_KEY } from '../../shared/sheet/column.ts'
import type { Binding, BoundColumn, Holds, WorkbookState } from '../../shared/sync/binding.ts'
import type { TableShape } from '../../shared/sync/sheet.ts'
import { textToStamp } from '../../shared/sync/stamp.ts'
import type { Area, WorkbookPort } from '../excel/port.ts'
import type { CoAuthors } from './co-authors.ts'

export interface BoundSheet {
  readonly table: TableKey
  readonly sheet: string
  readonly tableId: string
  readonly holds: Holds
}

/** Whom the pane stands before. */
export interface Me {
  readonly name: string
  readonly role: HelloReply['me']['role']
  readonly org: string
}

/** A cell that its reader sees the end of at most. */
export interface MaskedCell {
  readonly key: string
  readonly mask: string
}

/** The row that the user is in. */
export interface Here {
  readonly table: TableKey
  /** As Excel counts it. */
  readonly rowNumber: number
  /** null: the row was not synced yet. */
  readonly id: string | null
  readonly label: string
  readonly status: string
  readonly tier: string
  readonly why: string
  /** Absent where the row has none. */
  readonly masked?: readonly MaskedCell[]
}

const shapesOf = async (workbook: WorkbookPort, state: WorkbookState) => {
  const shapes = await Promise.all(state.bindings.map(({ tableId }) => workbook.shape(tableId)))
  return state.bindings.flatMap((binding, at) => {
    const shape = shapes[at] ?? null
    return shape === null ? [] : [{ binding, shape }]
  })
}

/** Customers first: what others refer to is stored before them. A sheet that is gone is left out. */
export const boundSheets = async (
  workbook: WorkbookPort,
  state: WorkbookState,
): Promise<readonly BoundSheet[]> => {
  const order = Object.keys(tables)
  const bound = await shapesOf(workbook, state)
  return bound
    .map(({ binding: { table, tableId, holds }, shape }) => ({
      table,
      tableId,
      holds,
      sheet: shape.sheet,
    }))
    .toSorted((a, b) => order.indexOf(a.table) - order.indexOf(b.table))
}

const nameKeys = ['name', 'contact.name', 'customer']

const indexOfKey = (binding: Binding, shape: TableShape, key: string): number | null => {
  const bound = binding.columns.find((column) => column.key === key)
  return shape.columns.find(({ id }) => id === bound?.id)?.index ?? null
}

const readHere = async (
  workbook: WorkbookPort,
  binding: Binding,
  shape: TableShape,
): Promise<Here | null> => {
  const place = await workbook.selection(shape)
  if (place === null || place.row >= shape.rowCount) return null
  const guarded = binding.columns
    .map(({ key }) => key)
    .filter((key) => fieldAt(binding.table, key)?.field.isGuarded === true)
  const keys = [STATUS_KEY, IDENTITY_KEY, 'tier', 'tier_why', ...nameKeys, ...guarded]
  const columns = keys.map((key) => indexOfKey(binding, shape, key))
  const present = columns.filter((column) => column !== null)
  const [line = []] = await workbook.readRows(shape, present, place.row, 1)
  const textOf = (key: string): string => {
    const column = columns[keys.indexOf(key)] ?? null
    return column === null ? '' : String(line[present.indexOf(column)] ?? '')
  }
  const { org, table } = binding
  const stamp = textToStamp(textOf(IDENTITY_KEY), { org, table })
  const masked = guarded
    .map((key) => ({ key, mask: textOf(key) }))
    .filter(({ mask }) => isMask(mask))
  return {
    ...(masked.length === 0 ? {} : { masked }),
    table,
    rowNumber: shape.headerRow + 2 + place.row,
    id: stamp === null || stamp.rev === 0 ? null : stamp.id,
    label: nameKeys.map(textOf).find((text) => text !== '') ?? '',
    status: textOf(STATUS_KEY),
    tier: textOf('tier'),
    why: textOf('tier_why'),
  }
}

/** null: the selection is in no bound table. */
export const whereAmI = async (
  workbook: WorkbookPort,
  state: WorkbookState,
): Promise<Here | null> => {
  for (const { binding, shape } of await shapesOf(workbook, state)) {
    const here = await readHere(workbook, binding, shape)
    if (here !== null) return here
  }
  return null
}

const isOurs = (table: TableKey, { key }: BoundColumn): boolean =>
  key === STATUS_KEY ||
  key === IDENTITY_KEY ||
  fieldList(table).some((one) => one.key === key && !isEntered(one.field))

/** Did only columns change that nobody but us writes, or none of the table's? An Excel before 1.14 does not say who wrote. */
const isOwnWrite = (binding: Binding, shape: TableShape, area: Area): boolean => {
  const ours = new Set(
    binding.columns.filter((column) => isOurs(binding.table, column)).map(({ id }) => id),
  )
  const first = area.left - shape.firstColumn
  return shape.columns
    .filter(({ index }) => index >= first && index < first + area.columns)
    .every(({ id }) => ours.has(id))
}

/** Cells above the table, whose columns they stand in. */
const isAbove = ({ headerRow }: TableShape, { top, rows }: Area): boolean => top + rows <= headerRow

interface WatchTools {
  /** The table as the last sync left it. */
  readonly shapeNow: (tableId: string) => TableShape | undefined
  readonly coAuthors: CoAuthors
}

/**
 * Calls back when the user may have changed something in a bound table.
 * @returns ends it
 */
export const watchEdits = async (
  workbook: WorkbookPort,
  state: WorkbookState,
  hint: (table: TableKey) => void,
  { shapeNow, coAuthors }: WatchTools,
): Promise<() => Promise<void>> => {
  const bound = await shapesOf(workbook, state)
  const stops = await Promise.all(
    bound.map(({ binding, shape }) =>
      workbook.watch(shape.id, (area, isRemote) => {
        const now = shapeNow(shape.id) ?? shape
        if (area !== null && (isAbove(now, area) || isOwnWrite(binding, now, area))) return
        const isCoAuthor = area !== null && isRemote
        if (isCoAuthor) coAuthors.touched(binding.table, now, area)
        hint(binding.table)
        if (isCoAuthor) void coAuthors.whenOver(binding.table, () => hint(binding.table))
      }),
    ),
  )
  return async () => {
    await Promise.all(stops.map((stop) => stop()))
  }
}

export const watchPlace = async (
  workbook: WorkbookPort,
  state: WorkbookState,
  hint: () => void,
): Promise<() => Promise<void>> => {
  const bound = await shapesOf(workbook, state)
  const stops = await Promise.all(bound.map(({ shape }) => workbook.watchSelection(shape.id, hint)))
  return async () => {
    await Promise.all(stops.map((stop) => stop()))
  }
}
