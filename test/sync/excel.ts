// As much of Excel as the add-in's own adapter asks for (addin/excel runs here unmodified): a batch is queued while
// it is built and carried out in one piece when the scheduler lets it, at whatever stands in the sheet by then.
import type { ExcelApi } from '../../addin/excel/run.ts'
import { change } from './book.ts'
import type { Book } from './book.ts'
import type { Content } from './content.ts'
import { createDraft, excelError } from './excel-draft.ts'
import type { Touched } from './excel-draft.ts'
import { FakeRange } from './excel-range.ts'
import type { Op, Queue } from './excel-range.ts'

export const TABLE_ID = 'T1'
const SHEET = 'Sheet1'
const STATE_SHEET = '_kehu'

export interface ExcelPorts {
  /** Waits for the scheduler, which calls `carryOut` once and lets the answer arrive later. */
  readonly park: (carryOut: () => void) => Promise<void>
  /** After every batch: says what the touched cells are by now. */
  readonly settle: (before: Content, after: Content, touched: Touched) => Content
}

const nothing = () => undefined

interface Grown {
  readonly grownBy: number
}

/** The table with its header, as the adapter makes it longer: by so many rows, whatever it is by then. */
const wholeTable = (queue: Queue) => ({
  getResizedRange: (grownBy: number): Grown => ({ grownBy }),
  getLastRow: () => ({
    getOffsetRange: () => ({
      getResizedRange: (more: number) => {
        let isFilled = false
        return {
          getUsedRangeOrNullObject: () => ({
            load: () =>
              queue((draft) => {
                isFilled = draft.isFilled(draft.rowCount(), more + 1)
              }),
            get isNullObject() {
              return !isFilled
            },
          }),
          getEntireRow: () => ({
            insert: () => queue((draft) => draft.insertRows(draft.rowCount(), more + 1)),
          }),
        }
      },
    }),
  }),
})

const openTable = (queue: Queue) => {
  queue((draft) => {
    if (!draft.hasTable) throw excelError('ItemNotFound')
  })
  let columns: readonly object[] = []
  let isFiltered = false
  return {
    load: nothing,
    id: TABLE_ID,
    showTotals: false,
    columns: {
      load: () =>
        queue((draft) => {
          columns = draft.columns.map(({ id, name }, index) => ({ id, name, index }))
        }),
      get items() {
        return columns
      },
    },
    worksheet: { load: nothing, name: SHEET, protection: { load: nothing, protected: false } },
    autoFilter: {
      load: () =>
        queue((draft) => {
          isFiltered = draft.isFiltered
        }),
      get isDataFiltered() {
        return isFiltered
      },
    },
    getDataBodyRange: () => new FakeRange(queue, { row: 0, column: 0, rows: null, columns: null }),
    getRange: () => wholeTable(queue),
    resize: ({ grownBy }: Grown) => queue((draft) => draft.resize(draft.rowCount() + grownBy)),
  }
}

const openSheet = (queue: Queue) => ({
  getRangeByIndexes: (row: number, column: number, rows: number, columns: number) => {
    // The header stands in the sheet's first row.
    const range = new FakeRange(queue, { row: row - 1, column, rows, columns })
    let isFilled = false
    return Object.assign(range, {
      getUsedRangeOrNullObject: () => ({
        load: () =>
          queue((draft) => {
            isFilled = draft.isFilled(row - 1, rows)
          }),
        get isNullObject() {
          return !isFilled
        },
      }),
      getEntireRow: () => ({ insert: () => queue((draft) => draft.insertRows(row - 1, rows)) }),
    })
  },
})

const withText = (
  lines: readonly (readonly string[])[],
  row: number,
  column: number,
  text: string,
): readonly (readonly string[])[] => {
  const after = Array.from({ length: Math.max(lines.length, row + 1) }, (_, at) => [
    ...(lines[at] ?? []),
  ])
  const line = after[row] ?? []
  while (line.length <= column) line.push('')
  line[column] = text
  return after
}

const openState = (queue: Queue) => {
  queue((draft) => {
    if (draft.state === null) throw excelError('ItemNotFound')
  })
  return {
    visibility: 'VeryHidden',
    getUsedRange: () => {
      const range = {
        values: [] as string[][],
        load: () =>
          queue((draft) => {
            range.values = (draft.state ?? []).map((line) => [...line])
          }),
      }
      return range
    },
    getRangeByIndexes: (row: number, column: number) => {
      let first = ''
      return {
        numberFormat: '',
        load: () =>
          queue((draft) => {
            first = draft.state?.[row]?.[column] ?? ''
          }),
        get values() {
          return [[first]]
        },
        set values(lines: readonly (readonly (string | null)[])[]) {
          queue((draft) => {
            lines.forEach((line, down) =>
              line.forEach((text, right) => {
                if (text !== null)
                  draft.state = withText(draft.state ?? [], row + down, column + right, text)
              }),
            )
          })
        },
      }
    },
  }
}

const addState = (queue: Queue) => {
  queue((draft) => {
    draft.state = []
  })
  return openState(queue)
}

/** The adapter is written for Excel's own types; of them it uses what is here, the rest would throw. */
const asExcel = (fake: object): ExcelApi => fake as ExcelApi

export const createExcel = (book: Book, { park, settle }: ExcelPorts): ExcelApi => {
  const carryOut = (ops: readonly Op[]): void => {
    if (book.refusals > 0) {
      book.refusals--
      throw excelError(book.refusal)
    }
    const before = book.content
    const draft = createDraft(before)
    for (const op of ops) op(draft)
    change(book, settle(before, draft.finish(), draft.touched))
  }
  const run = async (first: unknown, second?: unknown): Promise<unknown> => {
    // With or without options in front; the batch comes last.
    const work = (second ?? first) as (context: object) => Promise<unknown>
    let ops: Op[] = []
    const queue: Queue = (op) => ops.push(op)
    const sync = async () => {
      const queued = ops
      ops = []
      await park(() => carryOut(queued))
    }
    const workbook = {
      load: nothing,
      name: `${book.id}.xlsx`,
      tables: {
        getItem: () => openTable(queue),
      },
      worksheets: {
        getItem: (name: string) => (name === STATE_SHEET ? openState(queue) : openSheet(queue)),
        add: () => addState(queue),
      },
    }
    return work({ workbook, sync })
  }
  return asExcel({ run })
}
