// Empties one synced table, block by block: each row is written only where it still is what was looked at, and what
// moved or was typed meanwhile is looked at again. Broken off, it is simply done again: what is empty stays so.
import { meanings } from '../../../shared/sheet/header-words.ts'
import { enteredKeys } from '../../../shared/sheet/column.ts'
import { sheetFields } from '../../../shared/schema/tables.ts'
import type { Binding } from '../../../shared/sync/binding.ts'
import { CANON_VERSION } from '../../../shared/schema/kinds/cell-text.ts'
import { resolveLayout } from '../../../shared/sync/layout.ts'
import type { Layout } from '../../../shared/sync/layout.ts'
import { lineToRow, scanColumns } from '../../../shared/sync/session/session.ts'
import { labelOf, namingColumns } from '../../../shared/sync/session/shown.ts'
import type { TableShape } from '../../../shared/sync/sheet.ts'
import type { WorkbookPort } from '../../excel/port.ts'
import { SheetRefusal } from '../../excel/port.ts'
import { KEPT_LISTED_MAX } from './report.ts'
import type { KeptRow } from './report.ts'
import { blankRow, hashesOf } from './rows.ts'
import type { BlankRules, BlankWords } from './rows.ts'

/** Some hundred kilobytes, read and written in well below a second. */
const BLOCK_ROWS = 2_000
const PASSES_MAX = 4

export interface TableEmptied {
  readonly rows: number
  readonly kept: readonly KeptRow[]
  readonly keptCount: number
}

interface Wish {
  readonly words: BlankWords
  readonly isAll: boolean
}

/** null: rows cannot be told from each other any more. */
const layoutOf = (binding: Binding, shape: TableShape): Layout | null =>
  resolveLayout({
    bound: binding.columns,
    present: shape.columns,
    fields: sheetFields(binding.table),
    writable: enteredKeys(binding.table),
    canonVersion: String(CANON_VERSION),
    keyOf: (header) => meanings(binding.table, header)[0]?.key ?? null,
  })

interface Block {
  readonly emptied: number
  readonly kept: readonly KeptRow[]
  readonly missed: number
}

const emptyBlock = async (
  workbook: WorkbookPort,
  shape: TableShape,
  rules: BlankRules,
  first: number,
): Promise<Block> => {
  const count = Math.min(BLOCK_ROWS, shape.rowCount - first)
  const { layout } = rules
  const lines = await workbook.readRows(shape, scanColumns(rules), first, count)
  const rows = lines.map((line, at) => lineToRow(rules, line, first + at))
  const blanks = rows.map((row) => ({ row, ...blankRow(row, rules) }))
  const edits = blanks.flatMap(({ edit }) => edit ?? [])
  const write = { shape, guardColumn: layout.sync, edits, read: [] }
  const missed = edits.length === 0 ? new Set() : (await workbook.writeRows(write)).missed
  const naming = namingColumns(layout)
  return {
    emptied: blanks.filter(({ row, isEmptied }) => isEmptied && !missed.has(row.index)).length,
    kept: blanks.flatMap(({ row, kept }): readonly KeptRow[] =>
      kept === null
        ? []
        : [
            {
              tableId: shape.id,
              sheet: shape.sheet,
              row: row.index,
              rowNumber: shape.headerRow + 2 + row.index,
              label: labelOf(row, naming),
              why: kept,
            },
          ],
    ),
    missed: missed.size,
  }
}

const shapeOf = async (workbook: WorkbookPort, tableId: string): Promise<TableShape> => {
  const shape = await workbook.shape(tableId)
  if (shape === null) throw new SheetRefusal('table_lost', 'The bound table is gone.')
  if (shape.isProtected) throw new SheetRefusal('protected', `The sheet ${shape.sheet}.`)
  return shape
}

const emptyOnce = async (
  workbook: WorkbookPort,
  binding: Binding,
  tableId: string,
  wish: Wish,
): Promise<TableEmptied & { readonly missed: number }> => {
  const shape = await shapeOf(workbook, tableId)
  const layout = layoutOf(binding, shape)
  if (layout === null) throw new SheetRefusal('restless', 'The column _sync is gone.')
  const { org, table } = binding
  const rules = { ...wish, home: { org, table }, layout, hashes: hashesOf(table, layout) }
  const kept: KeptRow[] = []
  let [rows, keptCount, missed] = [0, 0, 0]
  for (let first = 0; first < shape.rowCount; first += BLOCK_ROWS) {
    const block = await emptyBlock(workbook, shape, rules, first)
    rows += block.emptied
    missed += block.missed
    keptCount += block.kept.length
    kept.push(...block.kept.slice(0, KEPT_LISTED_MAX - kept.length))
  }
  return { rows, kept, keptCount, missed }
}

const isRestless = (error: unknown): boolean =>
  error instanceof SheetRefusal && error.code === 'restless'

/**
 * @param binding whose columns the table has; it may be a copy of the bound one
 * @throws SheetRefusal protected, table_lost, restless, cell_edit, …
 */
export const emptyTable = async (
  workbook: WorkbookPort,
  binding: Binding,
  tableId: string,
  wish: Wish,
): Promise<TableEmptied> => {
  let rows = 0
  for (let pass = 1; ; pass++) {
    try {
      const done = await emptyOnce(workbook, binding, tableId, wish)
      rows += done.rows
      if (done.missed === 0) return { ...done, rows }
    } catch (error) {
      if (!isRestless(error) || pass === PASSES_MAX) throw error
      continue
    }
    if (pass === PASSES_MAX) throw new SheetRefusal('restless', 'Rows kept moving.')
  }
}
