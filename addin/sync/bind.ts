// Ties a sheet to a table: finds or makes the Excel table, adds our own columns at the right, notes it all on the
// state sheet. The user's cells are not rewritten and his own columns stay his own.
import type { HelloReply } from '../../shared/protocol/hello.ts'
import type { Locale } from '../../shared/schema/kind.ts'
import { tables } from '../../shared/schema/tables.ts'
import { overviewKeys } from '../../shared/sheet/column.ts'
import type { TableKey } from '../../shared/schema/table-keys.ts'
import type { Binding, Holds, WorkbookState } from '../../shared/sync/binding.ts'
import type { TableShape } from '../../shared/sync/sheet.ts'
import type { SheetLook, WorkbookPort } from '../excel/port.ts'
import { openList } from './list.ts'
import type { ChosenColumn, List } from './list.ts'
import { planEmpty, planList } from './plan-table.ts'
import type { TableWork } from './plan-table.ts'
import type { Tools } from './perform.ts'
import { loadState, saveState } from './state.ts'
import { Stopped } from '../../shared/sync/session/stop.ts'

export interface BringInOptions {
  /** A sheet's name; the active one where not given. */
  readonly sheet?: string
  /** Where not given, the headers say it. */
  readonly table?: TableKey
  /** Header by field key, for what the headers do not say themselves. */
  readonly map?: Readonly<Record<string, string>>
  /** Every column of the list as it was shown and said; goes before `map`. */
  readonly columns?: readonly ChosenColumn[]
  /** Language of the columns that are added; where not given, that of the headers. */
  readonly locale?: Locale
}

export interface StartEmptyOptions {
  readonly sheet?: string
  readonly locale?: Locale
  /** put: only the rows I put there; own: my customers; all: all that I may see. own where not given. */
  readonly holds?: Holds
  /** Where the sheet is not empty: adds one, instead of stopping. */
  readonly mayAddSheet?: boolean
}

export interface Bound {
  readonly table: TableKey
  readonly sheet: string
  readonly tableId: string
  readonly locale: Locale
  /** Header by field key, status and identity columns included. */
  readonly columns: readonly { readonly key: string; readonly header: string }[]
  /** Headers of the user's own columns. */
  readonly own: readonly string[]
}

interface Built extends Bound {
  /** The state sheet as it was left. */
  readonly state: WorkbookState
}

export type AskHello = (workbookId: string) => Promise<HelloReply>

export interface Ground {
  readonly tools: Tools
  readonly hello: HelloReply
  readonly look: SheetLook
  readonly state: WorkbookState
  readonly workbookId: string
}

export const lookAround = async (
  tools: Tools,
  askHello: AskHello,
  sheet: string | null,
): Promise<Ground> => {
  const look = await tools.workbook.look(sheet)
  const state = await loadState(tools.workbook, look.hasState)
  if (look.is1904) throw new Stopped('dates_1904', 'The workbook counts dates from 1904.')
  if (look.isProtected) throw new Stopped('protected', `The sheet ${look.name} is protected.`)
  if (look.isStructureLocked && !look.hasState)
    throw new Stopped('structure_locked', 'The structure of the workbook is protected.')
  const workbookId = state.workbook ?? tools.ids()
  return { tools, hello: await askHello(workbookId), look, state, workbookId }
}

export const refuseSecond = async (
  workbook: WorkbookPort,
  state: WorkbookState,
  table: TableKey,
) => {
  const bound = state.bindings.find((binding) => binding.table === table)
  if (bound === undefined || (await workbook.shape(bound.tableId)) === null) return
  throw new Stopped('bound_already', `This workbook has a sheet for ${table} already.`)
}

const toBinding = (ground: Ground, work: TableWork, shape: TableShape, holds: Holds): Binding => ({
  table: work.table,
  tableId: shape.id,
  columns: work.keys.flatMap((key, index) => {
    const column = shape.columns[index]
    return key === null || column === undefined ? [] : [{ key, id: column.id, header: column.name }]
  }),
  owner: ground.hello.me.id,
  org: ground.hello.org.id,
  locale: work.locale,
  holds,
  cursor: holds === 'put' ? ground.hello.head : '',
  told: '',
  kept: '',
  epoch: ground.hello.epoch,
  delivered: [],
  away: [],
  lost: [],
})

const build = async (ground: Ground, work: TableWork, holds: Holds): Promise<Built> => {
  const { tools, state } = ground
  const shape = await tools.workbook.makeTable(work.plan)
  await tools.workbook.restoreTyped(shape, work.typed)
  const binding = toBinding(ground, work, shape, holds)
  const bindings = [...state.bindings.filter(({ table }) => table !== work.table), binding]
  const after = { workbook: ground.workbookId, file: shape.file, bindings }
  await saveState(tools.workbook, state, after)
  const bound = new Set(binding.columns.map((column) => column.id))
  return {
    table: work.table,
    sheet: shape.sheet,
    tableId: shape.id,
    locale: work.locale,
    columns: binding.columns.map(({ key, header }) => ({ key, header })),
    own: shape.columns.filter(({ id }) => !bound.has(id)).map(({ name }) => name),
    state: after,
  }
}

const refuseUnfit = ({ look }: Ground, list: List) => {
  if (list.isFiltered || look.isFiltered)
    throw new Stopped('filtered', 'The list is filtered: show all rows first.')
  if (list.merged.length > 0) throw new Stopped('merged_cells', 'The list has merged cells.')
}

/** A list that stands in the sheet, as a table or as a plain range, perhaps with title rows above. */
export const bringIn = async (
  tools: Tools,
  askHello: AskHello,
  locale: Locale,
  options: BringInOptions,
): Promise<Built> => {
  const ground = await lookAround(tools, askHello, options.sheet ?? null)
  const list = await openList(tools.workbook, ground.look, options)
  refuseUnfit(ground, list)
  await refuseSecond(tools.workbook, ground.state, list.table)
  const writable = new Set(ground.hello.writable[list.table] ?? [])
  const work = planList(list, { writable, locale: options.locale ?? null, fallback: locale })
  return build(ground, work, 'put')
}

/** No columns that would stay empty: of fields that are off here, or not for him. */
const seenOverview = ({ off, hidden }: HelloReply, table: TableKey): readonly string[] => {
  const withheld = [...(off?.[table] ?? []), ...(hidden?.[table] ?? [])]
  return overviewKeys(table).filter((key) => !withheld.includes(key))
}

/** An empty sheet gets the header of the table in the reader's language; a pull fills it. */
export const startEmpty = async (
  tools: Tools,
  askHello: AskHello,
  locale: Locale,
  table: TableKey,
  options: StartEmptyOptions,
): Promise<Built> => {
  const ground = await lookAround(tools, askHello, options.sheet ?? null)
  const isFilled = ground.look.used !== null || ground.look.tableIds.length > 0
  if (isFilled && options.mayAddSheet !== true)
    throw new Stopped('not_empty', `The sheet ${ground.look.name} is not empty.`)
  await refuseSecond(tools.workbook, ground.state, table)
  const named = options.locale ?? locale
  const sheet = isFilled
    ? await tools.workbook.addSheet(tables[table].label[named])
    : ground.look.name
  const holds = options.holds ?? 'own'
  const more = holds === 'all' ? seenOverview(ground.hello, table) : []
  return build(ground, planEmpty(sheet, table, named, more), holds)
}
