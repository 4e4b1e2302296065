// Small scope, whole: a write that met other rows, the same once more where its rows stand by then, and Ctrl+Z, once to
// three times: of the second one, of our taking back, of what its user did. No row keeps what is another one's.
import { describe, expect, test } from 'vitest'

import { noDrawer } from '../../../addin/excel/memory.ts'
import type { WorkbookPort } from '../../../addin/excel/port.ts'
import { createWorkbook } from '../../../addin/excel/workbook.ts'
import type { RowEdit } from '../../../shared/sync/sheet.ts'
import {
  MOMENTS,
  SYNC,
  acting,
  all,
  deeds,
  judge,
  moments,
  never,
  open,
  orderOf,
  orders,
  pressUndo,
} from '../support/moments.ts'
import type { Order, Plan, Sheet } from '../support/moments.ts'

type Deed = Plan[number]

const UNDOS = [1, 2, 3]
/** As many steps stand before all that is done here as are taken back at most. */
const BEFORE = ['J2', 'J3', 'J4']

const shapeOf = async (port: WorkbookPort) => {
  const { tableIds } = await port.look(null)
  const shape = await port.shape(tableIds[0] ?? '')
  if (shape === null) throw new Error('no table')
  return shape
}

const readAll = async (port: WorkbookPort) => {
  const shape = await shapeOf(port)
  const columns = shape.columns.map(({ index }) => index)
  const lines = await port.readRows(shape, columns, 0, shape.rowCount)
  return { shape, lines: lines.map((line) => line.map(String)) }
}

/** Edits where their rows stand by now; what its user has typed since is a matter of the next push. */
const planAgain = (
  edits: readonly RowEdit[],
  lines: readonly (readonly string[])[],
): readonly RowEdit[] =>
  edits.flatMap((edit) => {
    const isIts = (line: readonly string[]) =>
      line[SYNC] === edit.guard && (edit.guard !== '' || line[0] === edit.says?.[0])
    const row = lines.findIndex(isIts)
    const isTyped = edit.writes.some(
      ({ column, before }) => before !== null && lines[row]?.[column] !== before,
    )
    return row < 0 || isTyped ? [] : [{ ...edit, row }]
  })

/**
 * @param first amid the first write
 * @param second amid the second one
 * @param pressed at which moment of the second write Ctrl+Z is pressed `undos` times
 */
const writeTwice = async (
  { edits, read }: Order,
  [first, second]: readonly [Deed, Deed],
  undos: number,
  pressed: number,
): Promise<Sheet> => {
  const sheet = open()
  for (const place of BEFORE) sheet.excel.user.type(place, '1')
  let batch = 0
  let act: (moment: number) => void = () => undefined
  const excel = acting(sheet.excel.Excel, (now) => act((batch = now)), never)
  const port = createWorkbook({ excel, sleep: () => Promise.resolve(), drawer: noDrawer })
  /** Each of them once, at its moment counted in batches from now on, or when the work is done. */
  const amid = async (todo: readonly (readonly [number, () => void])[], work: () => unknown) => {
    const from = batch
    const open = new Set(todo)
    const actUntil = (moment: number) => {
      for (const one of open)
        if (one[0] <= moment) {
          open.delete(one)
          one[1]()
        }
    }
    act = (now) => actUntil(now - from)
    actUntil(0)
    await work()
    actUntil(MOMENTS)
    act = () => undefined
  }
  const deedOf = ([moment, deed]: Deed) => [moment, () => deeds[deed]?.(sheet)] as const
  const write = { guardColumn: SYNC, says: [0, 1], read }
  const shape = await shapeOf(port)
  let missed: ReadonlySet<number> = new Set()
  await amid([deedOf(first)], async () => {
    missed = (await port.writeRows({ ...write, shape, edits })).missed
  })
  const again = await readAll(port)
  const left = planAgain(
    edits.filter(({ row }) => missed.has(row)),
    again.lines,
  )
  const press = () => {
    for (let times = 0; times < undos; times++) pressUndo(sheet)
  }
  await amid([deedOf(second), [pressed, press]], async () => {
    if (left.length > 0) await port.writeRows({ ...write, shape: again.shape, edits: left })
  })
  // What is put right at one look may tell of the next.
  await readAll(port)
  await readAll(port)
  return sheet
}

/** Its user may have taken back what he did himself, too. */
const judgeAny = (sheet: Sheet, order: Order, [first, second]: readonly [Deed, Deed]) => {
  const told = [[first, second], [first], [second], []].map((plan) => judge(sheet, order, plan))
  return told.includes(null) ? null : (told[0] ?? null)
}

const ofRows = all.filter(([, deed]) => !deed.includes('column'))
const nothing: Deed = [0, 'nothing']

describe('[R10] what is written again, and taken back by Ctrl+Z, gives no row what is another one’s', () => {
  test.each(Object.keys(orders))(
    'at whatever moment: %s',
    async (name) => {
      const order = orderOf(name)
      const wrong: string[] = []
      for (const first of ofRows)
        for (const undos of UNDOS)
          for (const pressed of [...moments, MOMENTS]) {
            const sheet = await writeTwice(order, [first, nothing], undos, pressed)
            const told = judgeAny(sheet, order, [first, nothing])
            if (told !== null) wrong.push(`${undos} Ctrl+Z at ${pressed}, ${told}`)
          }
      expect(wrong).toEqual([])
    },
    100_000,
  )

  test.each(Object.keys(orders))(
    'and whatever he does meanwhile: %s',
    async (name) => {
      const order = orderOf(name)
      const wrong: string[] = []
      for (const first of ofRows.filter(([moment]) => moment === 0))
        for (const second of all.filter(([moment]) => moment % 2 === 0))
          for (const undos of UNDOS) {
            const sheet = await writeTwice(order, [first, second], undos, MOMENTS)
            const told = judgeAny(sheet, order, [first, second])
            if (told !== null) wrong.push(`${undos} Ctrl+Z, ${told}`)
          }
      expect(wrong).toEqual([])
    },
    100_000,
  )
})
