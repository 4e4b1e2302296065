// Planted bugs in what is written to the sheet: the wrong cells, half of the cells, or on a row that has moved.
import { withCells } from '../../support/state-lines.ts'
import type { WorkbookPort } from '../../../addin/excel/port.ts'
import type { Cell } from '../../../shared/schema/kind.ts'
import type { GuardedWrite, RowEdit, StateLines } from '../../../shared/sync/sheet.ts'
import type { Bug } from '../bug.ts'
import { enteredKeys, headers } from '../fields.ts'

const withEdits =
  (change: (edit: RowEdit, write: GuardedWrite) => RowEdit) =>
  (port: WorkbookPort): WorkbookPort => ({
    ...port,
    writeRows: (write) =>
      port.writeRows({ ...write, edits: write.edits.map((edit) => change(edit, write)) }),
  })

const enteredHeaders: ReadonlySet<string> = new Set(enteredKeys.map((key) => headers[key] ?? key))

const ownColumn = ({ shape }: GuardedWrite): number | undefined =>
  shape.columns.find(({ name }) => name === '私人')?.index

/** What each pane saw first, as long as it is open. */
const looks = new WeakMap<WorkbookPort, Map<string, readonly (readonly Cell[])[]>>()

export const sheetBugs: readonly Bug[] = [
  {
    name: 'noCompensate',
    says: 'what was written to a wrong row is reported, and stays there',
    workbook: (port) => ({
      ...port,
      writeRows: async (write) => {
        const report = await port.writeRows(write)
        const wrong = write.edits.filter(({ row }) => report.missed.has(row))
        if (wrong.length === 0) return report
        const lines = await port.readRows(write.shape, [write.guardColumn], 0, write.shape.rowCount)
        const edits = wrong.flatMap((edit) => {
          const line = lines[edit.row]
          const writes = edit.writes.map((one) => ({ ...one, before: null }))
          return line === undefined ? [] : [{ ...edit, writes, guard: String(line[0] ?? '') }]
        })
        await port.writeRows({ ...write, edits })
        return report
      },
    }),
  },
  {
    name: 'readStale',
    says: 'a second look at the sheet shows what the first one saw',
    likely: ['sort', 'delete a row', 'go on by one await'],
    workbook: (port) => {
      const known = looks.get(port) ?? new Map<string, readonly (readonly Cell[])[]>()
      looks.set(port, known)
      return {
        ...port,
        readRows: async (shape, columns, first, count) => {
          const key = `${columns.join()}/${first}/${count}`
          const lines = known.get(key) ?? (await port.readRows(shape, columns, first, count))
          known.set(key, lines)
          return lines
        },
      }
    },
  },
  {
    name: 'statusInOwnColumn',
    says: "the words of the status column land in the user's own column",
    workbook: withEdits((edit, write) => {
      const own = ownColumn(write)
      const status = write.shape.columns.find(({ name }) => name === '同步状态')?.index
      const writes = edit.writes.map((one) =>
        one.column === status && own !== undefined ? { ...one, column: own } : one,
      )
      return { ...edit, writes }
    }),
  },
  {
    name: 'stampWithoutCells',
    says: 'a row gets its new revision, but not the values that belong to it',
    workbook: withEdits((edit) => ({
      ...edit,
      writes: edit.writes.filter(({ before }) => before === null),
    })),
  },
  {
    name: 'lastRowForgotten',
    says: 'of several rows the last one is not written, and counts as written',
    workbook: (port) => ({
      ...port,
      writeRows: (write) =>
        port.writeRows(
          write.edits.length > 1 ? { ...write, edits: write.edits.slice(0, -1) } : write,
        ),
    }),
  },
  {
    name: 'stampToRowBelow',
    says: "a row's identity is written to the row beneath it",
    workbook: (port) => ({
      ...port,
      writeRows: async (write) => {
        const { shape, guardColumn, edits } = write
        const lines = await port.readRows(shape, [guardColumn], 0, shape.rowCount)
        const moved = edits.flatMap((edit): readonly RowEdit[] => {
          const below = lines[edit.row + 1]
          const stamps = edit.writes.filter(({ column }) => column === guardColumn)
          if (below === undefined || stamps.length === 0) return [edit]
          const rest = edit.writes.filter(({ column }) => column !== guardColumn)
          const guard = String(below[0] ?? '')
          return [
            { ...edit, writes: rest },
            { row: edit.row + 1, guard, writes: stamps },
          ]
        })
        const rows = new Set<number>()
        const once = moved.filter(({ row }) => !rows.has(row) && rows.add(row))
        return port.writeRows({ ...write, edits: once })
      },
    }),
  },
  {
    name: 'departedClearsEdited',
    says: 'what its user typed goes with a row that left his sight',
    likely: ['hand a customer over', 'edit', 'sync'],
    workbook: withEdits((edit, { shape }) => {
      const isHeld = edit.writes.some(({ value }) => /\|g[0-9a-f]{16}\|/u.test(String(value)))
      if (!isHeld) return edit
      const entered = shape.columns.filter(({ name }) => enteredHeaders.has(name))
      const blank = entered.map(({ index: column }) => ({
        column,
        value: '',
        before: null,
        format: null,
      }))
      return { ...edit, writes: [...edit.writes, ...blank] }
    }),
  },
  {
    name: 'columnByOldPlace',
    says: 'cells are written where their column stood when the sheet was bound',
    likely: ['move a column', 'insert a column', 'sync', 'two change one customer'],
    workbook: withEdits((edit, { shape, guardColumn }) => ({
      ...edit,
      writes: edit.writes.map((one) => {
        const id = shape.columns[one.column]?.id ?? 0
        return one.column === guardColumn || id > shape.columns.length
          ? one
          : { ...one, column: id - 1 }
      }),
    })),
  },
  {
    name: 'olderForgotten',
    says: 'a stamp does not keep what its row has said unheard before',
    likely: ['edit', 'sync', 'hand a customer over', 'drop a reply'],
    workbook: withEdits((edit, { guardColumn }) => ({
      ...edit,
      writes: edit.writes.map((one) =>
        one.column === guardColumn
          ? { ...one, value: String(one.value).replaceAll(/\+[0-9a-f]{16}/gu, '') }
          : one,
      ),
    })),
  },
  {
    name: 'lostForgotten',
    says: 'the state sheet does not keep which rows wait that a server lost',
    likely: ['edit', 'sync', 'Time Travel'],
    workbook: (port) => ({
      ...port,
      readState: async () => (await port.readState()).filter(([kind]) => kind !== 'lost'),
    }),
  },
  {
    name: 'stateBelieved',
    says: 'what stands in the state sheet is what was written there, whatever its user took back since',
    likely: ['undo', 'sync', 'Time Travel', 'undo a batch'],
    workbook: (port) => {
      let lines: StateLines = []
      return {
        ...port,
        readState: async () => (lines = await port.readState()),
        writeState: async (cells, check) => {
          await port.writeState(cells, check)
          const before = lines[check.row]?.[check.column] ?? ''
          lines = withCells(lines, cells)
          return before
        },
      }
    },
  },
]
