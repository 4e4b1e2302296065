// The list that stands in a sheet: an Excel table, or a plain range beneath its header row. What is read here are
// its first rows only; they decide which column is which.
import type { Cell } from '../../shared/schema/kind.ts'
import type { TableKey } from '../../shared/schema/table-keys.ts'
import { findHeader } from '../../shared/sheet/find-header.ts'
import { guessTable, mapHeader } from '../../shared/sheet/header.ts'
import { overlap } from '../excel/address.ts'
import type { TableShape } from '../../shared/sync/sheet.ts'
import type { Area, SheetLook, TablePlan, WorkbookPort } from '../excel/port.ts'
import { Stopped } from '../../shared/sync/session/stop.ts'

/** Tables of one sheet that are looked at to find the one that is meant. */
const TABLES_MAX = 8

export interface List {
  readonly table: TableKey
  readonly sheet: string
  readonly source: TablePlan['source']
  readonly headers: readonly string[]
  /** The key of each column; null is the user's own. */
  readonly keys: readonly (string | null)[]
  /** Rows beneath the header, as far as they were read. */
  readonly samples: readonly (readonly Cell[])[]
  readonly formulas: readonly (readonly Cell[])[]
  readonly formats: readonly (readonly string[])[]
  readonly headerRow: number
  readonly firstColumn: number
  readonly isFiltered: boolean
  /** Merged cells that reach into the list. */
  readonly merged: readonly Area[]
  /** Rows beneath the header. */
  readonly rowCount: number
  /** What stands above the header, row by row. */
  readonly titles: readonly string[]
}

/** A column of the list and the field that it holds; null stays the user's own. */
export interface ChosenColumn {
  readonly header: string
  readonly key: string | null
}

export interface ListQuestion {
  readonly table?: TableKey
  readonly map?: Readonly<Record<string, string>>
  readonly columns?: readonly ChosenColumn[]
}

/** What the user said by hand goes first; a key stands once. */
const applyMap = (
  keys: readonly (string | null)[],
  headers: readonly string[],
  map: Readonly<Record<string, string>>,
): readonly (string | null)[] => {
  const said = new Map(Object.entries(map).map(([key, header]) => [header, key]))
  const taken = new Set(said.values())
  return headers.map((header, at) => {
    const key = said.get(header)
    if (key !== undefined) return key
    const own = keys[at] ?? null
    return own !== null && taken.has(own) ? null : own
  })
}

/** The keys as they were said column by column. @throws Stopped where it is another list by now */
const applyColumns = (
  headers: readonly string[],
  columns: readonly ChosenColumn[],
): readonly (string | null)[] => {
  const isSame =
    columns.length === headers.length && columns.every(({ header }, at) => header === headers[at])
  if (!isSame) throw new Stopped('list_changed', 'The headers are not those that were shown.')
  return columns.map(({ key }) => key)
}

const titlesOf = (look: SheetLook, area: Area): readonly string[] =>
  look.head.slice(0, area.top - (look.used?.top ?? 0)).flatMap((line) => {
    const text = line
      .map((cell) => String(cell).trim())
      .filter((cell) => cell !== '')
      .join(' ')
    return text === '' ? [] : [text]
  })

const slice = <T>(lines: readonly (readonly T[])[], look: SheetLook, area: Area) => {
  const top = area.top + 1 - (look.used?.top ?? 0)
  const left = area.left - (look.used?.left ?? 0)
  const bottom = top + area.rows - 1
  return lines.slice(top, bottom).map((line) => line.slice(left, left + area.columns))
}

const toList = (
  look: SheetLook,
  area: Area,
  headers: readonly string[],
  question: ListQuestion,
  rest: Pick<List, 'source' | 'isFiltered'>,
): List => {
  const samples = slice(look.head, look, area)
  const table = question.table ?? guessTable(headers)
  const guessed = mapHeader(table, headers, samples.slice(0, 20))
  return {
    table,
    sheet: look.name,
    headers,
    keys: question.columns
      ? applyColumns(headers, question.columns)
      : applyMap(guessed, headers, question.map ?? {}),
    samples,
    formulas: slice(look.formulas, look, area),
    formats: slice(look.formats, look, area),
    headerRow: area.top,
    firstColumn: area.left,
    merged: look.merged.filter((merged) => overlap(merged, area)),
    rowCount: area.rows - 1,
    titles: titlesOf(look, area),
    ...rest,
  }
}

const tableToList = (look: SheetLook, shape: TableShape, question: ListQuestion): List =>
  toList(
    look,
    {
      top: shape.headerRow,
      left: shape.firstColumn,
      rows: shape.rowCount + 1,
      columns: shape.columns.length,
    },
    shape.columns.map(({ name }) => name),
    question,
    { source: { kind: 'table', id: shape.id }, isFiltered: shape.isFiltered },
  )

const recognised = (list: List): number => list.keys.filter((key) => key !== null).length

const bestTable = async (
  workbook: WorkbookPort,
  look: SheetLook,
  question: ListQuestion,
): Promise<List | null> => {
  const ids = look.tableIds.slice(0, TABLES_MAX)
  const shapes = await Promise.all(ids.map((id) => workbook.shape(id)))
  const lists = shapes.flatMap((shape) =>
    shape === null ? [] : [tableToList(look, shape, question)],
  )
  return lists.toSorted((a, b) => recognised(b) - recognised(a))[0] ?? null
}

const isText = (cell: Cell | undefined): boolean => String(cell ?? '').trim() !== ''

/** The row that has the headers named by hand. */
const rowOfMap = (look: SheetLook, map: Readonly<Record<string, string>>): number => {
  const wanted = Object.values(map)
  return look.head.findIndex((line) => wanted.some((header) => line.includes(header)))
}

/** The run of filled header cells that holds the first recognised one. */
const headerRun = (line: readonly Cell[], at: number): readonly [number, number] => {
  let first = at
  let last = at
  while (first > 0 && isText(line[first - 1])) first--
  while (last + 1 < line.length && isText(line[last + 1])) last++
  return [first, last]
}

const rangeToList = (look: SheetLook, used: Area, question: ListQuestion): List | null => {
  const map = question.map ?? {}
  const place = findHeader(look.head, question.table ?? null)
  const row = place?.row ?? rowOfMap(look, map)
  const line = look.head[row]
  if (line === undefined) return null
  const known = place?.mapping.findIndex((key) => key !== null) ?? -1
  const at =
    known >= 0 ? known : line.findIndex((cell) => Object.values(map).includes(String(cell)))
  if (at < 0) return null
  const [first, last] = headerRun(line, at)
  const area = {
    top: used.top + row,
    left: used.left + first,
    rows: Math.max(2, used.rows - row),
    columns: last - first + 1,
  }
  const headers = line.slice(first, last + 1).map(String)
  const table = question.table ?? place?.table
  return toList(look, area, headers, table === undefined ? question : { ...question, table }, {
    source: { kind: 'area', area },
    isFiltered: false,
  })
}

/** @throws Stopped `no_header` where nothing in the first rows reads as a header */
export const openList = async (
  workbook: WorkbookPort,
  look: SheetLook,
  question: ListQuestion,
): Promise<List> => {
  const list =
    look.tableIds.length > 0
      ? await bestTable(workbook, look, question)
      : look.used && rangeToList(look, look.used, question)
  if (list === null || recognised(list) === 0)
    throw new Stopped('no_header', `No known header in the first rows of ${look.name}.`)
  return list
}
