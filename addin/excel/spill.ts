// A block of ordinary cells, such as a receipt: beside an area where nothing stands, else on a sheet of its own.
// Texts are formatted as text first; the only formula is =SUM over cells of the block itself.
import { assert } from '../../shared/assert.ts'
import { jsonBytesAtMost } from '../../shared/sync/chunks.ts'
import type { Cell } from '../../shared/schema/kind.ts'
import { addSheet } from './add-sheet.ts'
import { areaToAddress } from './address.ts'
import { asCells } from './cells.ts'
import { keepBlock } from './kept-blocks.ts'
import type { Area } from './port.ts'
import { asWritten, underText } from './report-cells.ts'
import type { SpillCell, SpillPlace, SpillPlan } from './report-port.ts'
import { isCode } from './run.ts'
import type { Runner } from './run.ts'

const COLUMNS_MAX = 16_384
const ROWS_MAX = 1_048_576
/** Less than half of what Excel on the web takes in one request. */
const SLICE_BYTES_MAX = 2_000_000
const SLICE_ROWS_MAX = 2_500

interface Corner {
  readonly top: number
  readonly left: number
}

const formatOf = (cell: SpillCell): string => {
  if (cell === null) return 'General'
  return typeof cell === 'string' ? '@' : cell.format
}

const sumFormula = (over: Area, { top, left }: Corner): string =>
  `=SUM(${areaToAddress({ ...over, top: over.top + top, left: over.left + left })})`

const valueOf = (cell: SpillCell, corner: Corner): Cell => {
  if (cell === null) return ''
  if (typeof cell === 'string') return underText(cell)
  return cell.kind === 'number' ? cell.value : sumFormula(cell.over, corner)
}

const widthOf = (rows: SpillPlan['rows']): number =>
  rows.reduce((most, row) => Math.max(most, row.length), 1)

/** Cells of the value and of its format. */
const bytesOf = (row: readonly SpillCell[]): number =>
  row.reduce<number>((sum, cell) => {
    const text = typeof cell === 'string' ? jsonBytesAtMost(cell) : 30
    return sum + text + jsonBytesAtMost(formatOf(cell)) + 2
  }, 8)

interface Slice {
  readonly from: number
  readonly rows: SpillPlan['rows']
}

function* toSlices(rows: SpillPlan['rows'], width: number): Generator<Slice, void, undefined> {
  let from = 0
  let bytes = 0
  for (const [at, row] of rows.entries()) {
    const size = bytesOf(row) + (width - row.length) * 14
    const isFull = bytes + size > SLICE_BYTES_MAX || at - from >= SLICE_ROWS_MAX
    if (isFull && at > from) {
      yield { from, rows: rows.slice(from, at) }
      from = at
      bytes = 0
    }
    bytes += size
  }
  yield { from, rows: rows.slice(from) }
}

/** Excel's types know no null, which is its answer where rows differ. */
const isAllShown = (rowHidden: boolean | null): boolean => rowHidden === false

/** Where the first free column begins, one column behind all that stands there; null: it cannot be written there. */
const roomBeside = async (
  runner: Runner,
  { sheet: name, area }: NonNullable<SpillPlan['beside']>,
  size: { readonly rows: number; readonly columns: number },
): Promise<Corner | null> => {
  if (area.top + size.rows > ROWS_MAX) return null
  return runner.run(async (context) => {
    const sheet = context.workbook.worksheets.getItem(name)
    const { protection } = sheet
    protection.load('protected')
    sheet.tables.load('items/autoFilter/isDataFiltered')
    const band = sheet.getRangeByIndexes(area.top, 0, size.rows, COLUMNS_MAX)
    band.load('rowHidden')
    const used = band.getUsedRangeOrNullObject(false)
    used.load('columnIndex,columnCount')
    const merged = band.getMergedAreasOrNullObject()
    merged.load('address')
    await context.sync()
    runner.tally.syncs++
    const isFiltered = sheet.tables.items.some(({ autoFilter }) => autoFilter.isDataFiltered)
    // A block over rows that a filter hides goes to the wrong rows (OfficeDev/office-js#224).
    const isBlocked =
      protection.protected || isFiltered || !isAllShown(band.rowHidden) || !merged.isNullObject
    const usedEnd = used.isNullObject ? 0 : used.columnIndex + used.columnCount
    const left = Math.max(area.left + area.columns, usedEnd) + 1
    return isBlocked || left + size.columns > COLUMNS_MAX ? null : { top: area.top, left }
  })
}

interface Part extends Slice {
  readonly width: number
  readonly bold: readonly number[]
}

/** Formats first: a text that comes into a cell for texts stays one. */
const putCells = (range: Excel.Range, corner: Corner, { from, rows, width, bold }: Part): void => {
  const cells = rows.map((row) => Array.from({ length: width }, (_, at) => row[at] ?? null))
  range.numberFormat = cells.map((row) => row.map(formatOf))
  range.values = cells.map((row) => row.map((cell) => valueOf(cell, corner)))
  for (const row of bold)
    if (row >= from && row < from + rows.length) range.getRow(row - from).format.font.bold = true
}

const rangeOf = (
  context: Excel.RequestContext,
  sheetName: string,
  corner: Corner,
  { from, rows, width }: Part,
): Excel.Range =>
  context.workbook.worksheets
    .getItem(sheetName)
    .getRangeByIndexes(corner.top + from, corner.left, rows.length, width)

const writeSlice = (runner: Runner, sheetName: string, corner: Corner, part: Part): Promise<void> =>
  runner.run(async (context) => {
    const range = rangeOf(context, sheetName, corner, part)
    putCells(range, corner, part)
    if (part.from === 0) range.format.autofitColumns()
    await context.sync()
    runner.tally.syncs++
    runner.tally.cellsWritten += part.rows.length * part.width
  })

/** A cell as it was read, so that writing it makes it what it was. */
const asWas = (value: Cell, formula: Cell, format: string): Cell => {
  if (formula !== value) return formula
  return asWritten(value, format)
}

/**
 * Looks and writes in one batch: what the user has typed there since the room was found is put back.
 * @returns false: something stood there, and does again
 */
const writeBeside = (
  runner: Runner,
  sheetName: string,
  corner: Corner,
  part: Part,
): Promise<boolean> =>
  runner.run(async (context) => {
    const before = rangeOf(context, sheetName, corner, part)
    before.load('values,formulas,numberFormat')
    const range = rangeOf(context, sheetName, corner, part)
    putCells(range, corner, part)
    await context.sync()
    runner.tally.syncs++
    runner.tally.cellsWritten += part.rows.length * part.width
    const [values, formulas, formats] = [
      asCells(before.values),
      asCells(before.formulas),
      asCells(before.numberFormat),
    ]
    if (values.every((row) => row.every((cell) => cell === ''))) return true
    range.numberFormat = formats.map((row) => row.map(String))
    range.format.font.bold = false
    range.values = values.map((row, down) =>
      row.map((value, at) =>
        asWas(value, formulas[down]?.[at] ?? value, String(formats[down]?.[at] ?? 'General')),
      ),
    )
    await context.sync()
    runner.tally.syncs++
    return false
  })

const isInside = ({ top, left, rows, columns }: Area, height: number, width: number): boolean =>
  top >= 0 && left >= 0 && top + rows <= height && left + columns <= width

const checkSums = (rows: SpillPlan['rows'], width: number): void => {
  for (const row of rows)
    for (const cell of row)
      if (cell !== null && typeof cell !== 'string' && cell.kind === 'sum')
        assert(isInside(cell.over, rows.length, width), 'a sum leaves its block')
}

/** A sheet that was deleted since has no room either. */
const findRoom = async (
  runner: Runner,
  plan: SpillPlan,
  width: number,
): Promise<{ readonly sheet: string; readonly corner: Corner } | null> => {
  if (plan.beside === null) return null
  try {
    const size = { rows: plan.rows.length, columns: width }
    const corner = await roomBeside(runner, plan.beside, size)
    return corner === null ? null : { sheet: plan.beside.sheet, corner }
  } catch (error) {
    if (isCode(error, 'ItemNotFound')) return null
    throw error
  }
}

/** Only what goes in one request: of more the user could see a half. null: it must go elsewhere. */
const spillBeside = async (
  runner: Runner,
  plan: SpillPlan,
  part: Part,
): Promise<SpillPlace | null> => {
  if (part.rows.length < plan.rows.length) return null
  const room = await findRoom(runner, plan, part.width)
  if (room === null) return null
  if (!(await writeBeside(runner, room.sheet, room.corner, part))) return null
  const area = { ...room.corner, rows: plan.rows.length, columns: part.width }
  return { sheet: room.sheet, area, isNewSheet: false }
}

const layOut = async (runner: Runner, plan: SpillPlan): Promise<SpillPlace> => {
  const { rows, bold } = plan
  assert(rows.length > 0 && rows.length <= ROWS_MAX, 'a block has rows')
  const width = widthOf(rows)
  checkSums(rows, width)
  const parts = [...toSlices(rows, width)].map((slice) => ({ ...slice, width, bold }))
  const [first] = parts
  const beside = first === undefined ? null : await spillBeside(runner, plan, first)
  if (beside !== null) return beside
  const sheet = await addSheet(runner, plan.sheetName)
  const corner = { top: 0, left: 0 }
  for (const part of parts) await writeSlice(runner, sheet, corner, part)
  return { sheet, area: { ...corner, rows: rows.length, columns: width }, isNewSheet: true }
}

/** What was laid out is found again when its reader loses his rights. */
export const spill = async (runner: Runner, plan: SpillPlan): Promise<SpillPlace> => {
  const place = await layOut(runner, plan)
  await keepBlock(runner, place, plan.rows)
  return place
}
