// Small scope, whole: one guarded write, two deeds of its user, each at every moment of it. Whatever becomes of the write,
// the rows say in the end what they would say without it, or what it was to write into its own row.
import { describe, expect, test } from 'vitest'

import { noDrawer } from '../../../addin/excel/memory.ts'
import type { ExcelApi } from '../../../addin/excel/run.ts'
import { createWorkbook } from '../../../addin/excel/workbook.ts'
import type { CellWrite, GuardedWrite, RowEdit } from '../../../shared/sync/sheet.ts'
import { startExcel } from '../../../workbench/host/node.ts'
import { textOf, write } from '../support/three-rows.ts'

const TABLE = '表1'
const headers = ['公司', '城市', '私人', '_sync']
const rows = [
  ['华达', '苏州', 'a', textOf(0)],
  ['恒源', '上海', 'b', textOf(1)],
  ['盛丰', '杭州', 'c', ''],
  ['永安', '无锡', 'd', textOf(3)],
]
const SYNC = 3
const MOMENTS = 4
const UNDO = 'Ctrl+Z'

/** A sheet, which it is the deed of its user to change. */
const open = () => {
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
type Sheet = ReturnType<typeof open>

const typeInto = (row: number, text: string) => (sheet: Sheet) => {
  const letter = 'ABCDEFGH'[sheet.named().indexOf('城市')]
  sheet.excel.user.type(`${letter}${row + 2}`, text)
}
const deeds: Readonly<Record<string, (sheet: Sheet) => void>> = {
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

interface Order {
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
const orders: Readonly<Record<string, Order>> = {
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
const pressUndo = ({ excel }: Sheet) => excel.user.undo()

type Plan = readonly (readonly [moment: number, deed: string])[]

const planOf = (...plan: Plan): Plan => plan

/** Batches of the write by number, from 1, that Excel refuses. */
type Refused = (batch: number) => boolean

const never: Refused = () => false

/** The namespace, whose user acts between batches, from the first on. */
const acting = (api: ExcelApi, after: (batch: number) => void, isRefused: Refused) => {
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

/** @returns the sheet after the write and both deeds, once a look has put right what was still to be */
const meet = async ({ edits, read }: Order, plan: Plan, isRefused = never) => {
  const sheet = open()
  let from = Infinity
  let done = -1
  const actUntil = (moment: number) => {
    for (; done < moment; done++)
      for (const [at, deed] of plan)
        if (at === done + 1) (deed === UNDO ? pressUndo : deeds[deed])?.(sheet)
  }
  let isWriting = true
  const excel = acting(
    sheet.excel.Excel,
    (batch) => actUntil(batch - from),
    (batch) => isWriting && isRefused(batch - from),
  )
  const port = createWorkbook({ excel, sleep: () => Promise.resolve(), drawer: noDrawer })
  const look = await port.look(null)
  const shape = await port.shape(look.tableIds[0] ?? '')
  if (shape === null) throw new Error('no table')
  // To look and to ask for the shape were two batches.
  from = 2
  actUntil(0)
  const writing = port.writeRows({ shape, guardColumn: SYNC, says: [0, 1], edits, read })
  // What Excel refused is told; what is still owed then comes with the next look.
  await writing.catch((error: unknown) => {
    if (isRefused === never) throw error
  })
  isWriting = false
  actUntil(MOMENTS)
  const now = await port.shape(shape.id)
  if (now === null) throw new Error('no table')
  const columns = now.columns.map(({ index }) => index)
  await port.readRows(now, columns, 0, now.rowCount)
  return sheet
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

const judge = (sheet: Sheet, order: Order, plan: Plan): string | null => {
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

const moments = Array.from({ length: MOMENTS }, (_, at) => at)
const all = Object.keys(deeds).flatMap((deed) => moments.map((at) => [at, deed] as const))

const plans = (): readonly Plan[] =>
  all.flatMap((first) =>
    all.flatMap((then) => (then[0] >= first[0] && first[1] !== 'nothing' ? [[first, then]] : [])),
  )

const orderOf = (name: string): Order => {
  const order = orders[name]
  if (order === undefined) throw new Error('no such order')
  return order
}

describe('[R10] whatever its user does at whatever two moments, each row keeps what is its own', () => {
  test.each(Object.keys(orders))(
    '%s',
    async (name) => {
      const order = orderOf(name)
      const wrong: string[] = []
      for (const plan of plans()) {
        const told = judge(await meet(order, plan), order, plan)
        if (told !== null) wrong.push(told)
      }
      expect(wrong).toEqual([])
    },
    200_000,
  )
})

describe('[R10] and where he takes back by Ctrl+Z what came last, his own or ours', () => {
  test.each(Object.keys(orders))('%s', async (name) => {
    const order = orderOf(name)
    const wrong: string[] = []
    for (const first of all)
      for (const at of moments.filter((moment) => moment >= first[0])) {
        const sheet = await meet(order, [first, [at, UNDO]])
        const told = [[first], []].map((plan) => judge(sheet, order, plan))
        if (!told.includes(null)) wrong.push(`Ctrl+Z after ${at}, ${told[0]}`)
      }
    expect(wrong).toEqual([])
  })
})

describe('[R10] and where Excel refuses a batch of it, or all from one on', () => {
  const refusals = Array.from({ length: 8 }, (_, at) => at + 1).flatMap((first) => [
    [`batch ${first}`, (batch: number) => batch === first] as const,
    [`batch ${first} and all that follow`, (batch: number) => batch >= first] as const,
  ])
  test.each(Object.keys(orders))('%s', async (name) => {
    const order = orderOf(name)
    const wrong: string[] = []
    for (const one of all)
      for (const [told, isRefused] of refusals) {
        const said = judge(await meet(order, [one], isRefused), order, [one])
        if (said !== null) wrong.push(`${told} refused, ${said}`)
      }
    expect(wrong).toEqual([])
  })

  // What takes the first mistake back is misplaced as well, and Excel refuses to take that back.
  test.each(Object.keys(orders))(
    '%s, with any two deeds',
    async (name) => {
      const order = orderOf(name)
      const wrong: string[] = []
      for (const plan of plans()) {
        const said = judge(await meet(order, plan, (batch) => batch === 4), order, plan)
        if (said !== null) wrong.push(said)
      }
      expect(wrong).toEqual([])
    },
    200_000,
  )
})

describe('[R10] and whatever he does at these three', () => {
  const city = 'a colleague’s city comes'
  const identity = 'one that others may have by right'
  test.each<readonly [string, Plan]>([
    [city, planOf([0, 'insert a row above'], [2, 'copy the second row'], [4, 'sort the rows'])],
    [
      city,
      planOf([0, 'insert a row above'], [2, 'copy the second row'], [4, 'insert a row above']),
    ],
    [city, planOf([0, 'insert a row above'], [2, 'copy the second row'], [3, 'insert a column'])],
    [city, planOf([0, 'insert a row above'], [2, 'copy the second row'], [4, 'move a column'])],
    [city, planOf([0, 'sort the rows'], [2, 'insert a row above'], [4, 'insert a row above'])],
    [
      identity,
      planOf([0, 'copy the second row'], [2, 'insert a row amid'], [4, 'insert a row above']),
    ],
    [identity, planOf([0, 'move a column'], [2, 'sort the rows'], [4, 'insert a row amid'])],
  ])('%s: %j', async (name, plan) => {
    const order = orderOf(name)
    expect(judge(await meet(order, plan), order, plan)).toBeNull()
  })
})
