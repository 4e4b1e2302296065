// What could not be taken back: it comes to the end of the table, unless it stands in its row again.
import { expect, test } from 'vitest'

import { keepLost } from '../../../addin/excel/keep.ts'
import { undoOf } from '../../../addin/excel/put-back.ts'
import { createRunner } from '../../../addin/excel/run.ts'
import { createWorkbook } from '../../../addin/excel/workbook.ts'
import { freshExcel } from '../../support/excel.ts'
import { textOf, three, write } from '../support/three-rows.ts'

const SYNC = 2

/** The second row, into which we wrote by mistake, and what had stood there; all tries to give it back are over. */
const stage = async () => {
  const { Excel, user, workbook } = freshExcel()
  user.paste('A1', [['公司', '城市', '_sync'], ...three])
  user.makeTable('A1:C4')
  const sleep = () => Promise.resolve()
  const port = createWorkbook({ excel: Excel, sleep })
  const [tableId = ''] = (await port.look(null)).tableIds
  const ids = (await port.shape(tableId))?.columns.map(({ id }) => id) ?? []
  const runner = createRunner(Excel, sleep)
  runner.identities.set(tableId, ids[SYNC] ?? -1)
  const keep = (guard: string, ...writes: ReturnType<typeof write>[]) => {
    const wrote = writes.map(({ column }) => column)
    const ground = { says: new Map(), isWholeRow: false, isMoved: false, isAstray: true }
    const undo = undoOf({ row: 1, guard, writes }, ids, SYNC, {
      ...ground,
      isOfBack: false,
      level: 0,
      wrote,
    })
    return keepLost(runner, tableId, [undo])
  }
  const [table] = workbook.tables
  if (table === undefined) throw new Error('no table')
  return { user, keep, body: () => workbook.active.grid.values(table.bodyRect) }
}

test('[R10] what a row said comes to the end where our text still stands in it, under its own identity all along', async () => {
  const { user, keep, body } = await stage()
  user.type('B3', '北京')
  await keep(textOf(1), write(1, '上海', '北京'))
  expect(body()).toEqual([...three.with(1, ['恒源', '北京', textOf(1)]), ['', '上海', '']])
})

test('[R10] nothing is added where its user has taken our write back, whatever he has typed since', async () => {
  const { user, keep, body } = await stage()
  user.type('B3', '无锡')
  await keep(textOf(9), write(1, '上海', '北京'), write(SYNC, textOf(1), null))
  expect(body()).toEqual(three.with(1, ['恒源', '无锡', textOf(1)]))
})

test('[R10] but where his copy of that row alone has its identity, elsewhere, it is', async () => {
  const { user, keep, body } = await stage()
  user.type('C3', textOf(9))
  user.type('C4', textOf(1))
  await keep(textOf(9), write(1, '上海', '北京'), write(SYNC, textOf(1), null))
  expect(body().slice(3)).toEqual([['', '上海', '']])
})
