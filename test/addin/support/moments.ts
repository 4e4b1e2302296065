// A sheet of four rows and what is to be written there, amid which its user does something. What the rows may say in the
// end: what they would say without the write, or what it was to write into its own row.
import type { ExcelApi } from '../../../addin/excel/run.ts'
import type { CellWrite, GuardedWrite, RowEdit } from '../../../shared/sync/sheet.ts'
import { startExcel } from '../../../workbench/host/node.ts'
import { textOf, write } from './three-rows.ts'

const TABLE = '表1'
const headers = ['公司', '城市', '私人', '_sync']
const rows = [
  ['华达', '苏州', 'a', textOf(0)],
  ['恒源', '上海', 'b', textOf(1)],
  ['盛丰', '杭州', 'c', ''],
  ['永安', '无锡', 'd', textOf(3)],
]
export const SYNC = 3
export const MOMENTS = 4
export const UNDO = 'Ctrl+Z'

/** A sheet, which it is the deed of its user to change. */
export const open = () => {
  const excel = startExcel()
  excel.user.paste('A1', [headers, ...rows])
  excel.user.makeTable('A1:D5')
  // Something to be undone before the table is.
  excel.user.type('J1', '1')
  const [table] = excel.workbook.tables
  if (table === undefined) throw new Error('no table')
  const { grid } = excel.workbook.active
  const body = () => grid.values(table.bodyRect).map((line) => line.map(String))
  const named = () => {
    const { row, column } = table.bodyRect
    return table.columns.map((_, at) => String(grid.value(row - 1, column + at)))
  }
  return { excel, body, named }
}
export type Sheet = ReturnType<typeof open>

const typeInto = (row: number, text: string) => (sheet: Sheet) => {
  const letter = 'ABCDEFGH'[sheet.named().indexOf('城市')]
  sheet.excel.user.type(`${letter}${row + 2}`, text)
}
export const deeds: Readonly<Record<string, (sheet: Sheet) => void>> = {
  nothing: () => undefined,
  'sort the rows': ({ excel }) => excel.user.sort(TABLE, '公司', 'descending'),
  'insert a row above': ({ excel }) => excel.user.insertRows(TABLE, 0, 1),
  'insert a row amid': ({ excel }) => excel.user.insertRows(TABLE, 2, 1),
  'delete the first row': ({ excel }) => excel.user.deleteRows(TABLE, 0, 1),
  'copy the second row': ({ excel }) => excel.user.duplicateRow(TABLE, 1),
  'type in the second row': typeInto(1, '南京'),
  'type in the third row': typeInto(2, '南通'),
  'move a column': ({ excel }) => excel.user.moveColumn(TABLE, '城市', 2),
  'insert a column': ({ excel }) => excel.user.insertColumn(TABLE, 1, '新列'),
}

export interface Order {
  readonly edits: readonly RowEdit[]
  readonly read: GuardedWrite['read']
}

const edit = (row: number, guard: string, says: string[], writes: CellWrite[]): RowEdit => ({
  row,
  guard,
  says,
  writes,
})
const renewed = edit(
  1,
  textOf(1),
  ['恒源', '北京'],
  [write(1, '北京', '上海'), write(SYNC, textOf(1, 2), null)],
)
export const orders: Readonly<Record<string, Order>> = {
  'a colleague’s city comes': { edits: [renewed], read: [] },
  'it comes beside a revision': {
    edits: [edit(0, textOf(0), ['华达', '苏州'], [write(SYNC, textOf(0, 2), null)]), renewed],
    read: [],
  },
  'a row gets its identity': {
    edits: [edit(2, '', ['盛丰', '杭州'], [write(SYNC, textOf(2), null)])],
    read: [],
  },
  'one that others may have by right': {
    edits: [edit(2, '', ['盛丰', '杭州'], [write(SYNC, textOf(2), null)])],
    read: null,
  },
}

/** Not in the list: what it takes back depends on what came before. */
export const pressUndo = ({ excel }: Sheet) => excel.user.undo()

export type Plan = readonly (readonly [moment: number, deed: string])[]

/** Batches of the write by number, from 1, that Excel refuses. */
export type Refused = (batch: number) => boolean

export const never: Refused = () => false

/** The namespace, whose user acts between batches, from the first on. */
export const acting = (api: ExcelApi, after: (batch: number) => void, isRefused: Refused) => {
  let batches = 0
  return Object.create(api, {
    run: {
      value: async (...asked: Parameters<typeof api.run>) => {
        batches++
        try {
          if (isRefused(batches))
            throw Object.assign(new Error('busy'), { code: 'GeneralException' })
          return await api.run(...asked)
        } finally {
          after(batches)
        }
      },
    },
  }) as ExcelApi
}

/** Without the write. */
const alone = (plan: Plan): readonly (readonly string[])[] => {
  const sheet = open()
  for (const [, deed] of plan) deeds[deed]?.(sheet)
  return sheet.body()
}

/** What its row may say once the write is carried out. */
const carriedOut = (
  line: readonly string[],
  named: readonly string[],
  { edits }: Order,
): readonly (readonly string[])[] => {
  const sync = named.indexOf('_sync')
  return edits
    .filter(({ guard }) => guard === line[sync])
    .map(({ writes }) => {
      const after = [...line]
      for (const { column, value, before } of writes) {
        const at = named.indexOf(headers[column] ?? '')
        if (before === null || line[at] === before) after[at] = String(value)
      }
      return after
    })
}

/** What our text had covered in a row that is deleted comes to the end: nobody knows whether its user meant that, too. */
const isKept = (line: string, plan: Plan): boolean => {
  const texts = line.split(',').filter((text) => text !== '')
  const isDeleted = plan.some(([, deed]) => deed === 'delete the first row')
  return isDeleted && texts.length === 1 && texts.every((text) => rows[0]?.includes(text))
}

export const judge = (sheet: Sheet, order: Order, plan: Plan): string | null => {
  const named = sheet.named()
  const left = sheet.body().map(String)
  const lacking = alone(plan).filter((line) => {
    const may = [line, ...carriedOut(line, named, order)].map(String)
    const at = left.findIndex((one) => may.includes(one))
    if (at >= 0) left.splice(at, 1)
    return at < 0
  })
  const over = left.filter((line) => !isKept(line, plan))
  if (lacking.length === 0 && over.length === 0) return null
  const told = plan.map(([moment, deed]) => `${deed} after ${moment}`).join(', ')
  return `${told}: ${lacking.map(String).join(' / ')} became ${over.join(' / ')}`
}

export const moments = Array.from({ length: MOMENTS }, (_, at) => at)
export const all = Object.keys(deeds).flatMap((deed) => moments.map((at) => [at, deed] as const))

export const orderOf = (name: string): Order => {
  const order = orders[name]
  if (order === undefined) throw new Error('no such order')
  return order
}
