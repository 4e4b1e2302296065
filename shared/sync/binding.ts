// What ties a sheet to a table, and how the very hidden state sheet of the workbook says it.
// One line a binding; the cursor has a cell of its own, so that a sync rewrites one cell. Reading never throws.
import * as z from 'zod'

import { tableName, ulid } from '../protocol/cell.ts'
import { locales } from '../schema/kind.ts'

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
  readonly epoch: string
}

export interface WorkbookState {
  /** null: this workbook has not been bound yet. */
  readonly workbook: string | null
  readonly bindings: readonly Binding[]
}

export const noState: WorkbookState = { workbook: null, bindings: [] }

const LAYOUT_VERSION = '1'

const bindingToLine = (binding: Binding): readonly string[] => {
  const { table, cursor, epoch, ...rest } = binding
  return ['binding', table, JSON.stringify(rest), cursor, epoch]
}

/** @returns the lines of the state sheet, five cells each */
export const stateToLines = (state: WorkbookState): readonly (readonly string[])[] => [
  ['kehu', LAYOUT_VERSION, '', '', ''],
  ['workbook', state.workbook ?? '', '', '', ''],
  ...state.bindings.map(bindingToLine),
]

const textToJson = (text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

const lineToBinding = (line: readonly string[]): readonly Binding[] => {
  const [kind, name, json, cursor = '', epoch = ''] = line
  const table = tableName.safeParse(name)
  const rest = stored.safeParse(textToJson(json ?? ''))
  if (kind !== 'binding' || !table.success || !rest.success) return []
  return [{ table: table.data, ...rest.data, cursor, epoch }]
}

/** Lines that do not read are left out: such a sheet is then not bound. */
export const linesToState = (lines: readonly (readonly string[])[]): WorkbookState => {
  const workbook = ulid.safeParse(lines.find((line) => line[0] === 'workbook')?.[1])
  return {
    workbook: workbook.success ? workbook.data : null,
    bindings: lines.flatMap(lineToBinding),
  }
}

export interface ChangedCell {
  readonly row: number
  readonly column: number
  readonly text: string
}

/** The cells of the state sheet that differ; lines that are gone are emptied. */
export const changedCells = (
  before: readonly (readonly string[])[],
  after: readonly (readonly string[])[],
): readonly ChangedCell[] => {
  const cells: ChangedCell[] = []
  for (let row = 0; row < Math.max(before.length, after.length); row++) {
    const width = Math.max(before[row]?.length ?? 0, after[row]?.length ?? 0)
    for (let column = 0; column < width; column++) {
      const text = after[row]?.[column] ?? ''
      if (text !== (before[row]?.[column] ?? '')) cells.push({ row, column, text })
    }
  }
  return cells
}
