// Ctrl+Z of our own taking back: what was misplaced stands there again, and is put right before anybody reads it.
import { describe, expect, test } from 'vitest'

import { createWorkbook } from '../../../addin/excel/workbook.ts'
import type { CellWrite, RowEdit } from '../../../shared/sync/sheet.ts'
import { acting } from '../support/acting.ts'
import { freshExcel } from '../../support/excel.ts'

const textOf = (n: number, rev = 1) =>
  `1|01HF7YAT00000000000000000${n}|${rev}|1|00000000000000a${n}||0fd397`
const three = [
  ['华达', '苏州', textOf(0)],
  ['恒源', '上海', textOf(1)],
  ['盛丰', '杭州', textOf(2)],
]

const stage = async () => {
  const excel = freshExcel()
  const deeds = new Map<number, () => void>()
  excel.user.paste('A1', [['公司', '城市', '_sync'], ...three])
  excel.user.makeTable('A1:C4')
  const port = createWorkbook({
    excel: acting(excel.Excel, deeds),
    sleep: () => Promise.resolve(),
  })
  const look = await port.look(null)
  const shape = await port.shape(look.tableIds[0] ?? '')
  const [table] = excel.workbook.tables
  if (shape === null || table === undefined) throw new Error('no table')
  const body = () => excel.workbook.active.grid.values(table.bodyRect)
  const read = () => port.readRows(shape, [0, 1, 2], 0, 3)
  /** Once the next batch is carried out, before its answer is looked at. */
  const afterWrite = (deed: () => void) => deeds.set(3, deed)
  return { port, shape, body, read, afterWrite, user: excel.user }
}

const write = (column: number, value: string, before: string | null): CellWrite => ({
  column,
  value,
  before,
  format: null,
})

/** Meant for a row that stood there when it was read. */
const astray = (row: number, ...writes: readonly CellWrite[]): RowEdit => ({
  row,
  guard: textOf(9),
  writes,
})

describe('Ctrl+Z of what we had taken back', () => {
  test('[R10] gives no row the identity of another one', async () => {
    const { port, shape, body, read, user } = await stage()
    const edits = [astray(1, write(2, textOf(9, 2), null))]
    const { missed } = await port.writeRows({ shape, guardColumn: 2, edits, read: [] })
    expect([...missed]).toEqual([1])
    user.undo()
    expect(body()[1]).toEqual(['恒源', '上海', textOf(9, 2)])
    expect(await read()).toEqual(three)
    expect(body()).toEqual(three)
  })

  test('[R10] leaves no text of another one in a row either', async () => {
    const { port, shape, body, read, user } = await stage()
    const edits = [astray(2, write(1, '北京', '上海'), write(2, textOf(9, 2), null))]
    await port.writeRows({ shape, guardColumn: 2, edits, read: [] })
    user.undo()
    expect(body()[2]).toEqual(['盛丰', '北京', textOf(9, 2)])
    expect(await read()).toEqual(three)
  })

  test('[R10] what its user types there afterwards is his', async () => {
    const { port, shape, read, user } = await stage()
    const edits = [astray(1, write(2, textOf(9, 2), null))]
    await port.writeRows({ shape, guardColumn: 2, edits, read: [] })
    user.undo()
    user.type('A3', '顺达')
    expect((await read())[1]).toEqual(['顺达', '上海', textOf(9, 2)])
  })

  test.each([
    ['is deleted by its user', 'deleteRows'],
    ['is pasted over by its user', 'paste'],
  ] as const)('[R10] what %s with our text in it comes back without it', async (_, deed) => {
    const { port, shape, body, read, afterWrite, user } = await stage()
    afterWrite(() =>
      deed === 'paste' ? user.paste('A3', [['顺达', '无锡', '']]) : user.deleteRows('表1', 1),
    )
    const edits = [astray(1, write(1, '北京', '上海'), write(2, textOf(9, 2), null))]
    await port.writeRows({ shape, guardColumn: 2, edits, read: [] })
    expect(body()[1]?.[0]).not.toBe('恒源')
    while (body()[1]?.[0] !== '恒源') user.undo()
    expect(body()[1]).toEqual(['恒源', '北京', textOf(9, 2)])
    expect(await read()).toEqual(three)
  })

  test('[R10] of a table that he turned into a range with our text in it, which is taken back then', async () => {
    const { port, shape, read, afterWrite, user } = await stage()
    afterWrite(() => user.convertToRange('表1'))
    const edits = [astray(1, write(1, '北京', '上海'), write(2, textOf(9, 2), null))]
    const writing = port.writeRows({ shape, guardColumn: 2, edits, read: [] })
    await expect(writing).rejects.toMatchObject({ code: 'table_lost' })
    expect(await port.shape(shape.id)).toBeNull()
    user.undo()
    expect(await port.shape(shape.id)).not.toBeNull()
    expect(await read()).toEqual(three)
  })

  test('[R10] rows that have each other’s identity again all get their own', async () => {
    const { port, shape, body, read, user } = await stage()
    user.sort('表1', '公司', 'descending')
    const sorted = body().map((line) => line.map(String))
    // Each was meant for the place where its row had stood before.
    const edits = three.map(([, , text = ''], row) => ({
      row,
      guard: text,
      writes: [write(2, text.replace('|1|1|', '|2|1|'), null)],
    }))
    const { missed } = await port.writeRows({ shape, guardColumn: 2, edits, read: [] })
    expect(missed.size).toBeGreaterThan(1)
    user.undo()
    const mixed = body().filter((line, row) => line[2] !== sorted[row]?.[2])
    expect(mixed.length).toBeGreaterThan(1)
    const own = new Map(three.map(([name, , text = '']) => [name, text.slice(0, 28)]))
    for (const line of await read())
      expect(String(line[2]).slice(0, 28)).toBe(own.get(String(line[0])))
  })

  test('[R10] is put right once: what becomes just that again does so by right', async () => {
    const { port, shape, read, user } = await stage()
    const edits = [astray(1, write(2, textOf(9, 2), null))]
    await port.writeRows({ shape, guardColumn: 2, edits, read: [] })
    user.undo()
    expect(await read()).toEqual(three)
    user.type('C3', textOf(9, 2))
    expect((await read())[1]).toEqual(['恒源', '上海', textOf(9, 2)])
  })

  test('[R10] of two equal rows each keeps its own', async () => {
    const { port, shape, read, user } = await stage()
    user.type('A2', '恒源')
    user.type('B2', '上海')
    // What was meant for the first row hit the second one, and stands in the first by now.
    const edits = [astray(1, write(2, textOf(0, 2), null))]
    await port.writeRows({ shape, guardColumn: 2, edits, read: [] })
    user.type('C2', textOf(0, 2))
    expect((await read()).map((line) => line[2])).toEqual([textOf(0, 2), textOf(1), textOf(2)])
  })

  test('[R10] what was written where it was meant for since is no longer looked for', async () => {
    const { port, shape, user } = await stage()
    user.type('A2', '恒源')
    user.type('B2', '上海')
    const edits = [astray(1, write(2, textOf(0, 2), null))]
    await port.writeRows({ shape, guardColumn: 2, edits, read: [] })
    const meant = { row: 0, guard: textOf(0), writes: [write(2, textOf(0, 2), null)] }
    await port.writeRows({ shape, guardColumn: 2, edits: [meant], read: [] })
    // The row that had been hit is gone: nothing else tells the two apart.
    user.deleteRows('表1', 1)
    const now = await port.shape(shape.id)
    const lines = now === null ? [] : await port.readRows(now, [0, 1, 2], 0, 2)
    expect(lines.map((line) => line[2])).toEqual([textOf(0, 2), textOf(2)])
  })

  test('[R10] gives no row the revision of what it does not say', async () => {
    const { port, shape, read, user } = await stage()
    // Its user had set the row back, stamp and all, before this came.
    const edits = [astray(1, write(2, textOf(1, 3), null))]
    await port.writeRows({ shape, guardColumn: 2, edits, read: [] })
    user.undo()
    expect(await read()).toEqual(three)
  })

  test('[R10] what its user undoes of his own typing stays undone: the row says what its stamp says', async () => {
    const { port, shape, read, user } = await stage()
    user.type('B3', '南京')
    const writes = [write(1, '北京', '上海'), write(2, textOf(1, 2), null)]
    const edits = [{ row: 1, guard: textOf(1), writes }]
    const { missed } = await port.writeRows({ shape, guardColumn: 2, edits, read: [] })
    expect([...missed]).toEqual([1])
    expect((await read())[1]).toEqual(['恒源', '南京', textOf(1)])
    user.undo()
    expect((await read())[1]).toEqual(['恒源', '北京', textOf(1, 2)])
  })
})
