// Rows that say by right just what was misplaced in another one: a copy of a row that was emptied gets the same text in
// its hidden cell. What stands beside it tells which row was hit.
import { describe, expect, test } from 'vitest'

import { createWorkbook } from '../../../addin/excel/workbook.ts'
import type { RowEdit } from '../../../shared/sync/sheet.ts'
import { freshExcel } from '../../support/excel.ts'
import { stageThree, textOf, three, write } from '../support/three-rows.ts'

const GONE = textOf(9)
const emptied = ['', '苏州', GONE]

/** Empties a copy that is expected in a row. */
const emptying = (row: number, name: string, guard = textOf(5)): RowEdit => ({
  row,
  guard,
  writes: [write(0, '', name), write(2, GONE, null)],
})

/** The first row was emptied by right. */
const stage = async (city = '苏州') => {
  const staged = await stageThree()
  staged.user.paste('A2', [['', city, GONE]])
  const run = (...edits: readonly RowEdit[]) =>
    staged.port.writeRows({ shape: staged.shape, guardColumn: 2, edits, read: null })
  return { ...staged, run }
}

/** More columns of the user's own: header and what stands beneath. */
const stageWide = async (...columns: readonly (readonly string[])[]) => {
  const staged = await stage()
  for (const [at, [header = '', ...cells]] of columns.entries()) {
    staged.user.insertColumn('表1', 3 + at, header)
    const column = String.fromCharCode('D'.charCodeAt(0) + at)
    staged.user.paste(
      `${column}2`,
      cells.map((cell) => [cell]),
    )
  }
  const shape = await staged.port.shape(staged.shape.id)
  if (shape === null) throw new Error('no table')
  return {
    ...staged,
    runWide: (...edits: readonly RowEdit[]) =>
      staged.port.writeRows({ shape, guardColumn: 2, edits, read: null }),
  }
}

describe('a row that was emptied in the place of a copy', () => {
  test.each([
    ['stands where it stood', 'nothing', [emptied, three[1], three[2]]],
    ['is sorted', 'sort', [three[2], three[1], emptied]],
  ] as const)('[R10] and %s has its own back, and no other row', async (_, deed, expected) => {
    const { user, afterNext, body, run } = await stage()
    if (deed === 'sort') afterNext(() => user.sort('表1', '城市'))
    const { missed } = await run(emptying(1, '恒源'))
    expect([...missed]).toEqual([1])
    expect(body()).toEqual(expected)
  })

  test('[R10] of two rows each has its own', async () => {
    const { user, afterNext, body, run } = await stage()
    afterNext(() => user.sort('表1', '城市'))
    await run(emptying(1, '恒源'), emptying(2, '盛丰'))
    expect(body()).toEqual([three[2], three[1], emptied])
  })

  test('[R10] nothing stood beside: where something does by now is another row', async () => {
    const { user, afterNext, body, run } = await stage()
    user.type('B3', '')
    afterNext(() => user.sort('表1', '城市'))
    await run(emptying(1, '恒源'))
    expect(body()).toEqual([three[2], emptied, ['恒源', '', textOf(1)]])
  })

  test('[R10] what its user types beside it meanwhile stays his, and it is still more like itself', async () => {
    const { user, afterNext, body, runWide } = await stageWide(['备注', '新客', '老客', ''])
    afterNext(() => {
      user.type('B3', '南京')
      user.sort('表1', '备注', 'descending')
    }, 1)
    await runWide(emptying(1, '恒源'))
    expect(body()).toEqual([
      [...emptied, '新客'],
      ['恒源', '南京', textOf(1), '老客'],
      ['盛丰', '杭州', textOf(2), ''],
    ])
  })

  test('[R10] deleted by its user, it does not come back in another one’s place', async () => {
    const { user, afterNext, body, run } = await stage()
    afterNext(() => user.deleteRows('表1', 1))
    await run(emptying(1, '恒源'))
    expect(body()).toEqual([emptied, three[2], ['恒源', '', '']])
  })

  test('[R10] where only a cell of the copy itself was typed over, the emptied one stays as it is', async () => {
    const { body, run } = await stage()
    const { missed } = await run(emptying(1, '恒源贸易', textOf(1)))
    expect([...missed]).toEqual([1])
    expect(body()).toEqual([emptied, three[1], three[2]])
  })

  test('[R10] a row that says all the same by right is none in which Ctrl+Z has brought our text back', async () => {
    const { user, body, read, run } = await stage('上海')
    user.type('C3', '')
    await run(emptying(1, '恒源'))
    const rows = [['', '上海', GONE], ['恒源', '上海', ''], three[2]]
    expect(body()).toEqual(rows)
    expect(await read()).toEqual(rows)
    expect(body()).toEqual(rows)
  })
})

test('[R10] where all else is blank in both, a row in which the other pane has written it by right keeps it', async () => {
  const { port, shape: narrow, body, user, afterNext } = await stageThree()
  for (const [at, header] of ['甲', '乙', '丙'].entries()) user.insertColumn('表1', 3 + at, header)
  const shape = await port.shape(narrow.id)
  if (shape === null) throw new Error('no table')
  const text = textOf(9, 2)
  afterNext(() => user.paste('B4', [['北京', text]]), 1)
  const writes = [write(1, '北京', '上海'), write(2, text, null)]
  const edits = [{ row: 1, guard: textOf(9), writes }]
  await port.writeRows({ shape, guardColumn: 2, edits, read: [] })
  expect(body().map((line) => line.slice(0, 3))).toEqual([
    three[0],
    three[1],
    ['盛丰', '北京', text],
  ])
})

test('[R10] what its user types over our text stays in the copy of a row in which he typed it', async () => {
  const { port, shape, body, user, afterNext } = await stageThree()
  user.duplicateRow('表1', 1)
  user.type('B3', '杭州')
  afterNext(() => user.type('B4', '南京'), 1)
  afterNext(() => user.insertRows('表1', 2), 3)
  const writes = [write(1, '北京', '上海'), write(2, textOf(9, 2), null)]
  await port.writeRows({
    shape,
    guardColumn: 2,
    edits: [{ row: 2, guard: textOf(9), writes }],
    read: [],
  })
  expect(body()).toEqual([
    three[0],
    ['恒源', '杭州', textOf(1)],
    ['', '', ''],
    ['恒源', '南京', textOf(1)],
    three[2],
  ])
})

test('rows that are read whole go in batches whose answers stay below the limit', async () => {
  const excel = freshExcel()
  const width = 1_000
  const headers = Array.from({ length: width }, (_, column) => `列${column}`)
  const rows = Array.from({ length: 100 }, (_, row) => [`id${row}`])
  excel.user.paste('A1', [headers, ...rows])
  excel.user.makeTable('A1:ALL101')
  const port = createWorkbook({ excel: excel.Excel, sleep: () => Promise.resolve() })
  const shape = await port.shape((await port.look(null)).tableIds[0] ?? '')
  if (shape === null) throw new Error('no table')
  const edits = rows.map(([guard = ''], row) => ({ row, guard, writes: [write(1, 'x', '')] }))
  const before = port.counters().syncs
  const { missed } = await port.writeRows({ shape, guardColumn: 0, edits, read: null })
  expect(missed.size).toBe(0)
  expect(port.counters().syncs - before).toBe(2)
})

test('[R10] as its user pastes another row over one whose copy stands beside, and inserts one: the copy keeps what it says', async () => {
  const { port, shape: narrow, body, afterNext, user } = await stageThree()
  user.duplicateRow('表1', 1)
  const shape = await port.shape(narrow.id)
  if (shape === null) throw new Error('no table')
  afterNext(() => user.paste('A3', [three[2] ?? []]), 2)
  afterNext(() => user.insertRows('表1', 0), 3)
  const writes = [write(0, '顺达', '恒源'), write(1, '无锡', '上海'), write(2, textOf(7), null)]
  const edits = [{ row: 1, guard: textOf(9), writes }]
  await port.writeRows({ shape, guardColumn: 2, edits, read: [] })
  expect(body()).toEqual([['', '', ''], three[0], three[2], three[1], three[2]])
})

test.each([0, 1])(
  '[R10] where nothing stands beside our texts, the row that says them is the one that was hit: after %i more batches',
  async (more) => {
    const { port, shape, body, afterNext, user } = await stageThree()
    const right = ['盛丰', '杭州', textOf(7)]
    // Another pane has written that text where it belongs, and both rows have changed places.
    afterNext(() => user.paste('A3', [right, ['顺达', '无锡', textOf(7)]]), more)
    const writes = [write(0, '顺达', '恒源'), write(1, '无锡', '上海'), write(2, textOf(7), null)]
    const edits = [{ row: 1, guard: textOf(9), writes }]
    await port.writeRows({ shape, guardColumn: 2, edits, read: null })
    expect(body()).toEqual([three[0], right, three[1]])
  },
)
