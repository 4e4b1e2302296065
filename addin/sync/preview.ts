// Looks at a list before anything is touched: what was found, how each column would be read, what stands in the way.
// Bringing it in decides with the same code.
import { isEntered } from '../../shared/sheet/column.ts'
import { fieldList, IDENTITY_KEY, STATUS_KEY } from '../../shared/sheet/column.ts'
import { sheetFields } from '../../shared/schema/tables.ts'
import type { TableKey } from '../../shared/schema/table-keys.ts'
import { areaToAddress } from '../excel/address.ts'
import { lookAround, refuseSecond } from './bind.ts'
import type { AskHello, BringInOptions } from './bind.ts'
import { openList } from './list.ts'
import type { List } from './list.ts'
import { planList } from './plan-table.ts'
import type { Tools } from './perform.ts'

/** Values shown of each column. */
const SAMPLES_MAX = 3

export interface PreviewColumn {
  readonly header: string
  /** The field that it would hold; null stays the user's own. */
  readonly key: string | null
  readonly samples: readonly string[]
  /** Ours, from an earlier binding: not the user's to choose. */
  readonly isOurs: boolean
  /** It says by its header a field that is not collected here: it stays the user's own, and is not sent. */
  readonly isOff?: true
}

export interface ListPreview {
  readonly table: TableKey
  readonly sheet: string
  readonly isTable: boolean
  /** As Excel counts them, from 1. */
  readonly headerRow: number
  /** Rows beneath the header. */
  readonly rowCount: number
  /** What stands above the header. */
  readonly titles: readonly string[]
  readonly columns: readonly PreviewColumn[]
  /** Fields that a column may hold, by key. */
  readonly fields: readonly string[]
  /** Addresses of merged cells that must be split first. */
  readonly merged: readonly string[]
  readonly isFiltered: boolean
}

const samplesOf = (list: List, at: number): readonly string[] =>
  list.samples
    .map((line) => String(line[at] ?? '').trim())
    .filter((text) => text !== '')
    .slice(0, SAMPLES_MAX)

const isOurs = (table: TableKey, key: string | null): boolean => {
  if (key === null) return false
  const field = sheetFields(table)[key]
  return key === STATUS_KEY || key === IDENTITY_KEY || (field !== undefined && !isEntered(field))
}

export const preview = async (
  tools: Tools,
  askHello: AskHello,
  options: BringInOptions,
): Promise<ListPreview> => {
  const { look, state, hello } = await lookAround(tools, askHello, options.sheet ?? null)
  const list = await openList(tools.workbook, look, options)
  await refuseSecond(tools.workbook, state, list.table)
  const writable = new Set(hello.writable[list.table] ?? [])
  const off = new Set(hello.off?.[list.table] ?? [])
  const { keys } = planList(list, { writable, locale: null, fallback: 'en' })
  return {
    table: list.table,
    sheet: list.sheet,
    isTable: list.source.kind === 'table',
    headerRow: list.headerRow + 1,
    rowCount: list.rowCount,
    titles: list.titles,
    columns: list.headers.map((header, at) => ({
      header,
      key: keys[at] ?? null,
      samples: samplesOf(list, at),
      isOurs: isOurs(list.table, keys[at] ?? null),
      ...(off.has(list.keys[at] ?? '') ? { isOff: true } : {}),
    })),
    fields: fieldList(list.table)
      .filter(({ key, field }) => isEntered(field) && writable.has(key))
      .map(({ key }) => key),
    merged: list.merged.map(areaToAddress),
    isFiltered: list.isFiltered || look.isFiltered,
  }
}
