// What ties a sheet to a table, and how the very hidden state sheet of the workbook says it.
// One line a binding; the cursor has a cell of its own, so that a sync rewrites one cell. The ids that a sheet has had
// stand a thousand a cell, so that new ones rewrite the last cell only. Reading never throws.
import * as z from 'zod'

import { tableName, ulid } from '../protocol/cell.ts'
import { locales } from '../schema/kind.ts'
import type { StateCell, StateLines } from './sheet.ts'

/** put: the rows its user put there; own: my customers; all: all that I may see. */
const holds = z.enum(['put', 'own', 'all'])
export type Holds = z.infer<typeof holds>

const boundColumn = z.object({ key: z.string(), id: z.number(), header: z.string() })
export type BoundColumn = Readonly<z.infer<typeof boundColumn>>

const stored = z.object({
  tableId: z.string(),
  columns: z.array(boundColumn),
  owner: z.string(),
  org: z.string(),
  locale: z.enum(locales as [(typeof locales)[number], ...(typeof locales)[number][]]),
  holds,
})

/** The account in `owner` is the only one that syncs this sheet. */
export interface Binding extends Readonly<Omit<z.infer<typeof stored>, 'columns'>> {
  readonly table: z.infer<typeof tableName>
  readonly columns: readonly BoundColumn[]
  /** Opaque; '' from the beginning. */
  readonly cursor: string
  /**
   * The newest cursor that the server told a session of this sheet, where it is not the one to pull from: it tells of a
   * server that was set back since. '' for none.
   */
  readonly told: string
  readonly epoch: string
  /** The manifest: ids of rows that the sheet has had, with what the server stores. */
  readonly delivered: readonly string[]
  /** Ids of rows that its user removed from the sheet, and only there. */
  readonly away: readonly string[]
  readonly lost: readonly LostRows[]
  /** Names the last time that this was kept: should Ctrl+Z take it back, it says another one. '' in older files. */
  readonly kept: string
}

/** Rows that the server lost when it was set back, and that wait for their user's word. */
export interface LostRows {
  /** It tells what the server had before. */
  readonly cursor: string
  readonly ids: readonly string[]
}

export interface WorkbookState {
  /** null: this workbook has not been bound yet. */
  readonly workbook: string | null
  /** The name that the file had when it was last synced; '' before. */
  readonly file: string
  readonly bindings: readonly Binding[]
}

export const noState: WorkbookState = { workbook: null, file: '', bindings: [] }

const LAYOUT_VERSION = '1'

const bindingToLine = (binding: Binding): readonly string[] => {
  const { table, cursor, told, epoch, kept, delivered: _, away: __, lost: ___, ...rest } = binding
  return ['binding', table, JSON.stringify(rest), cursor, epoch, told, kept]
}

const KEPT_COLUMN = 6

/** Where the sheet says when this table's binding was last kept; null: nowhere yet. */
export const keptPlace = (lines: StateLines, table: string): StateCell | null => {
  const row = lines.findIndex(([kind, key]) => kind === 'binding' && key === table)
  return row < 0 ? null : { row, column: KEPT_COLUMN, text: lines[row]?.[KEPT_COLUMN] ?? '' }
}

/** A cell takes 32,767 characters; an id and the space behind it are 27. */
const IDS_IN_CELL = 1_000

const idsToLines = (kind: string, table: string, ids: readonly string[], cursor = '') =>
  Array.from({ length: Math.ceil(ids.length / IDS_IN_CELL) }, (_, at) => [
    kind,
    table,
    ids.slice(at * IDS_IN_CELL, (at + 1) * IDS_IN_CELL).join(' '),
    cursor,
    '',
  ])

const lostToLines = ({ table, lost }: Binding) =>
  lost.flatMap(({ cursor, ids }) => idsToLines('lost', table, ids, cursor))

/** @returns the lines of the state sheet, five cells each; seven of a binding */
export const stateToLines = (state: WorkbookState): readonly (readonly string[])[] => [
  ['kehu', LAYOUT_VERSION, '', '', ''],
  ['workbook', state.workbook ?? '', state.file, '', ''],
  ...state.bindings.map(bindingToLine),
  ...state.bindings.flatMap(({ table, away }) => idsToLines('away', table, away)),
  ...state.bindings.flatMap(({ table, delivered }) => idsToLines('delivered', table, delivered)),
  ...state.bindings.flatMap(lostToLines),
]

const textToJson = (text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

type Lines = readonly (readonly string[])[]

const isId = (text: string): boolean => text.length === 26

const linesOf = (lines: Lines, kind: 'delivered' | 'away' | 'lost', table: string): Lines =>
  lines.filter((line) => line[0] === kind && line[1] === table)

const linesToIds = (lines: Lines): readonly string[] =>
  lines.flatMap((line) => (line[2] ?? '').split(' ').filter(isId))

const linesToLost = (lines: Lines): readonly LostRows[] => {
  const cursorOf = (line: readonly string[]) => line[3] ?? ''
  return [...new Set(lines.map(cursorOf))].map((cursor) => ({
    cursor,
    ids: linesToIds(lines.filter((line) => cursorOf(line) === cursor)),
  }))
}

const lineToBinding = (line: readonly string[], lines: Lines): readonly Binding[] => {
  const [kind, name, json, cursor = '', epoch = '', told = '', kept = ''] = line
  const table = tableName.safeParse(name)
  const rest = stored.safeParse(textToJson(json ?? ''))
  if (kind !== 'binding' || !table.success || !rest.success) return []
  const delivered = linesToIds(linesOf(lines, 'delivered', table.data))
  const away = linesToIds(linesOf(lines, 'away', table.data))
  const lost = linesToLost(linesOf(lines, 'lost', table.data))
  return [{ table: table.data, ...rest.data, cursor, told, epoch, delivered, away, lost, kept }]
}

/** Lines that do not read are left out: such a sheet is then not bound. */
export const linesToState = (lines: Lines): WorkbookState => {
  const line = lines.find(([kind]) => kind === 'workbook')
  const workbook = ulid.safeParse(line?.[1])
  return {
    workbook: workbook.success ? workbook.data : null,
    file: line?.[2] ?? '',
    bindings: lines.flatMap((line) => lineToBinding(line, lines)),
  }
}

/** The cells of the state sheet that differ; lines that are gone are emptied. */
export const changedCells = (before: StateLines, after: StateLines): readonly StateCell[] => {
  const cells: StateCell[] = []
  for (let row = 0; row < Math.max(before.length, after.length); row++) {
    const width = Math.max(before[row]?.length ?? 0, after[row]?.length ?? 0)
    for (let column = 0; column < width; column++) {
      const text = after[row]?.[column] ?? ''
      if (text !== (before[row]?.[column] ?? '')) cells.push({ row, column, text })
    }
  }
  return cells
}
