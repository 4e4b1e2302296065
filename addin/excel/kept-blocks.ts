// Which blocks of cells the add-in laid out beside the tables, so that they can be found and emptied: kept in the
// workbook's settings, by prints of their first text and of their lines, never by the texts themselves.
import { hash64 } from '../../shared/sync/hash.ts'
import { findLines, printsOf, readLines } from './block-lines.ts'
import { asCells } from './cells.ts'
import type { Area } from './port.ts'
import type { SpillPlace, SpillPlan } from './report-port.ts'
import { isCode } from './run.ts'
import type { Runner } from './run.ts'

const PREFIX = 'kehu.block.'
/** Of so many blocks the newest are known. */
const BLOCKS_MAX = 500
/** A block that moved is looked for among so many cells. */
const SEARCHED_MAX = 200_000
/** Lines of a block are looked for so far below where they stood. */
const SHIFT_MAX = 500

interface Spot {
  readonly row: number
  readonly column: number
}

interface Block extends Area {
  readonly key: string
  readonly sheet: string
  readonly sheetId: string
  /** Of the first text, which stands so far down and to the right in the block. */
  readonly print: string
  readonly down: number
  readonly across: number
  /** Of its lines: see block-lines.ts. */
  readonly lines: string
}

const isBlock = (value: unknown): value is Omit<Block, 'key'> => {
  if (typeof value !== 'object' || value === null) return false
  const block = value as Readonly<Record<string, unknown>>
  const names = ['top', 'left', 'rows', 'columns', 'down', 'across']
  const texts = [block['sheet'], block['sheetId'], block['print'], block['lines']]
  return (
    names.every((name) => Number.isInteger(block[name])) &&
    texts.every((part) => typeof part === 'string')
  )
}

const numberOf = (key: string): number => Number(key.slice(PREFIX.length)) || 0

const blockKeys = ({ items }: Excel.SettingCollection): readonly string[] =>
  items.map(({ key }) => key).filter((key) => key.startsWith(PREFIX))

interface FirstText {
  readonly text: string
  readonly down: number
  readonly across: number
}

const firstText = (rows: SpillPlan['rows']): FirstText | null => {
  for (const [down, row] of rows.entries())
    for (const [across, text] of row.entries())
      if (typeof text === 'string' && text !== '') return { text, down, across }
  return null
}

/** A block without a text holds nothing that names anybody. */
export const keepBlock = async (
  runner: Runner,
  place: SpillPlace,
  rows: SpillPlan['rows'],
): Promise<void> => {
  const first = firstText(rows)
  if (first === null) return
  await runner.run(async (context) => {
    const { settings, worksheets } = context.workbook
    const sheet = worksheets.getItem(place.sheet)
    sheet.load('id')
    settings.load('items/key')
    await context.sync()
    const keys = blockKeys(settings).toSorted((a, b) => numberOf(a) - numberOf(b))
    for (const old of keys.slice(0, Math.max(0, keys.length - BLOCKS_MAX + 1)))
      settings.getItem(old).delete()
    const key = `${PREFIX}${numberOf(keys.at(-1) ?? '') + 1}`
    const { text, ...offset } = first
    settings.add(key, {
      sheet: place.sheet,
      sheetId: sheet.id,
      print: hash64(text),
      lines: printsOf(rows, place.area.columns),
      ...offset,
      ...place.area,
    })
    await context.sync()
    runner.tally.syncs += 2
  })
}

const readBlocks = (runner: Runner): Promise<readonly Block[]> =>
  runner.run(async (context) => {
    const { settings } = context.workbook
    settings.load('items/key')
    await context.sync()
    const kept = blockKeys(settings).map((key) => settings.getItem(key))
    for (const setting of kept) setting.load('key,value')
    await context.sync()
    runner.tally.syncs += 2
    return kept.flatMap(({ key, value }): readonly Block[] => {
      const found: unknown = value
      return isBlock(found) ? [{ ...found, key }] : []
    })
  })

/** Where the block's first text stands by now; null: nowhere, or in several places. */
const locate = async (
  context: Excel.RequestContext,
  sheet: Excel.Worksheet,
  block: Block,
  used: Excel.Range,
): Promise<Spot | null> => {
  const was = { row: block.top + block.down, column: block.left + block.across }
  const cell = sheet.getRangeByIndexes(was.row, was.column, 1, 1)
  cell.load('values')
  await context.sync()
  const isPrinted = (value: unknown) => value !== '' && hash64(String(value)) === block.print
  if (isPrinted(asCells(cell.values)[0]?.[0])) return was
  if (used.rowCount * used.columnCount > SEARCHED_MAX) return null
  used.load('values')
  await context.sync()
  const spots = asCells(used.values).flatMap((line, down) =>
    line.flatMap((value, across): readonly Spot[] =>
      isPrinted(value) ? [{ row: used.rowIndex + down, column: used.columnIndex + across }] : [],
    ),
  )
  return spots.length === 1 ? (spots[0] ?? null) : null
}

/** Clears in the batch that looks once more; what was typed there meanwhile is put back. */
const clearLines = async (
  context: Excel.RequestContext,
  sheet: Excel.Worksheet,
  area: Area,
  then: readonly string[],
): Promise<boolean> => {
  const rangeOf = () => sheet.getRangeByIndexes(area.top, area.left, area.rows, area.columns)
  const before = rangeOf()
  before.load('values,formulas')
  const range = rangeOf()
  range.clear('Contents')
  await context.sync()
  const [values, formulas] = [asCells(before.values), asCells(before.formulas)]
  const now = readLines(values, formulas)
  if (now.every((line, at) => line === then[at])) return true
  range.formulas = formulas
  await context.sync()
  return false
}

/** @returns are all its lines empty, or gone? */
const emptyLines = async (
  context: Excel.RequestContext,
  sheet: Excel.Worksheet,
  block: Block,
  used: Excel.Range,
): Promise<boolean> => {
  const spot = await locate(context, sheet, block, used)
  if (spot === null) return false
  const [top, left] = [Math.max(0, spot.row - block.down), spot.column - block.across]
  const count = Math.min(block.rows + SHIFT_MAX, used.rowIndex + used.rowCount - top)
  if (left < 0 || count * block.columns > SEARCHED_MAX) return false
  const range = sheet.getRangeByIndexes(top, left, count, block.columns)
  range.load('values,formulas')
  await context.sync()
  const lines = readLines(asCells(range.values), asCells(range.formulas))
  const { found, isWhole } = findLines(lines, block.lines, block.rows)
  let isEmpty = isWhole
  for (const { from, count: rows } of found) {
    const area = { top: top + from, left, rows, columns: block.columns }
    const isCleared = await clearLines(context, sheet, area, lines.slice(from, from + rows))
    isEmpty &&= isCleared
  }
  return isEmpty
}

/** @returns the sheet's name where something of the block is still there, as far as can be told; null: it is empty, or gone */
const emptyBlock = (runner: Runner, block: Block): Promise<string | null> =>
  runner.run(async (context) => {
    const { worksheets, settings } = context.workbook
    const [byId, byName] = [block.sheetId, block.sheet].map((key) => {
      const found = worksheets.getItemOrNullObject(key)
      found.load('name')
      return found
    })
    await context.sync()
    const sheet = byId?.isNullObject === false ? byId : byName
    const used = sheet?.isNullObject === false ? sheet.getUsedRangeOrNullObject(true) : null
    used?.load('rowIndex,columnIndex,rowCount,columnCount')
    await context.sync()
    runner.tally.syncs += 2
    if (sheet !== undefined && used?.isNullObject === false) {
      if (!(await emptyLines(context, sheet, block, used))) return sheet.name
    }
    settings.getItem(block.key).delete()
    await context.sync()
    runner.tally.syncs += 1
    return null
  })

/** @returns sheets on which a block was not found again, or could not be emptied */
export const emptyBlocks = async (runner: Runner): Promise<readonly string[]> => {
  const left = new Set<string>()
  for (const block of await readBlocks(runner)) {
    try {
      const sheet = await emptyBlock(runner, block)
      if (sheet !== null) left.add(sheet)
    } catch (error) {
      if (!isCode(error, 'AccessDenied')) throw error
      left.add(block.sheet)
    }
  }
  return [...left]
}
