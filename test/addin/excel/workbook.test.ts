// What only the real client and Excel's own ways can show.
import { describe, expect, test } from 'vitest'

import { SheetRefusal } from '../../../addin/excel/port.ts'
import type { CellWrite } from '../../../shared/sync/sheet.ts'
import { createWorkbook } from '../../../addin/excel/workbook.ts'
import type { ExcelOptions } from '../../../workbench/host/node.ts'
import { freshExcel } from '../../support/excel.ts'

const mine = (column: number, value: string): CellWrite => ({
  column,
  value,
  before: null,
  format: null,
})

const stage = async (rows: readonly (readonly string[])[], options: ExcelOptions = {}) => {
  const excel = freshExcel(options)
  excel.user.paste('A1', [['公司', '城市', '_sync'], ...rows])
  excel.user.makeTable(`A1:C${rows.length + 1}`)
  const sleeps: number[] = []
  const port = createWorkbook({
    excel: excel.Excel,
    sleep: async (ms) => {
      sleeps.push(ms)
    },
  })
  const look = await port.look(null)
  const shape = await port.shape(look.tableIds[0] ?? '')
  if (shape === null) throw new Error('no table')
  const table = excel.workbook.tables[0]
  if (table === undefined) throw new Error('no table')
  const body = () => excel.workbook.active.grid.values(table.bodyRect)
  return { ...excel, port, shape, table, body, sleeps }
}

const three = [
  ['华达', '苏州', 'id0'],
  ['恒源', '上海', 'id1'],
  ['盛丰', '苏州', 'id2'],
]

describe('the real workbook', () => {
  test('under a filter rows are written one by one, and land where they belong', async () => {
    const { port, shape, user, table, body } = await stage(three)
    user.filter(table.name, '城市', ['苏州'])
    const filtered = await port.shape(shape.id)
    expect(filtered?.isFiltered).toBe(true)
    const edits = [0, 1, 2].map((row) => ({
      row,
      guard: `id${row}`,
      writes: [mine(2, `id${row}+`)],
    }))
    const report = await port.writeRows({
      shape: filtered ?? shape,
      guardColumn: 2,
      edits,
      read: [],
    })
    expect(report.missed).toEqual(new Set())
    expect(body().map((line) => line[2])).toEqual(['id0+', 'id1+', 'id2+'])
  })

  test('[R12] a formula that a misplaced write hit is put back as a formula', async () => {
    const { port, shape, user, workbook } = await stage(three)
    user.typeFormula('B3', '=A3&"市"', '恒源市')
    const write = { column: 1, value: '北京', before: '恒源市', format: '@' }
    const edits = [{ row: 1, guard: 'id-of-another', writes: [write] }]
    const report = await port.writeRows({ shape, guardColumn: 2, edits, read: [] })
    expect(report.missed).toEqual(new Set([1]))
    expect(workbook.active.grid.formula(2, 1)).toBe('=A3&"市"')
    expect(workbook.active.grid.style(2, 1).numberFormat).toBe('General')
  })

  test('text that looks like a formula or a number arrives as the text it is', async () => {
    const { port, shape, body } = await stage(three)
    const text = (row: number, value: string, before: string) => ({
      row,
      guard: `id${row}`,
      writes: [{ column: 1, value, before, format: '@' }],
    })
    const edits = [text(0, '=HYPERLINK("x")', '苏州'), text(1, '+8613912345678', '上海')]
    await port.writeRows({ shape, guardColumn: 2, edits, read: [] })
    expect(body().map((line) => line[1])).toEqual(['=HYPERLINK("x")', '+8613912345678', '苏州'])
  })

  test('a read that Excel on the web would refuse is asked for in smaller blocks', async () => {
    const rows = Array.from({ length: 400 }, (_, at) => [`公司${at}`, '长'.repeat(60), `id${at}`])
    const { port, shape, host } = await stage(rows, { quirks: { responseLimit: 30_000 } })
    const lines = await port.readRows(shape, [0, 1, 2], 0, 400)
    expect(lines.map((line) => line[2])).toEqual(rows.map((line) => line[2]))
    expect(host.unknown).toEqual([])
    expect(port.counters().syncs).toBeGreaterThan(3)
  })

  test('a write of more than 5 MB goes out in messages below it', async () => {
    const rows = Array.from({ length: 3_000 }, (_, at) => [`公司${at}`, '', `id${at}`])
    const { port, shape, body } = await stage(rows)
    const long = '说'.repeat(700)
    const edits = rows.map((line, row) => ({
      row,
      guard: line[2] ?? '',
      writes: [mine(1, long)],
    }))
    const before = port.counters().syncs
    await port.writeRows({ shape, guardColumn: 2, edits, read: [] })
    expect(port.counters().syncs - before).toBe(4)
    expect(body().every((line) => line[1] === long)).toBe(true)
  })

  test('while a cell is being edited it waits and tries again', async () => {
    const { port, shape, user, sleeps } = await stage(three)
    user.startEdit('A2')
    setTimeout(() => user.endEdit(), 20)
    const lines = await port.readRows(shape, [0], 0, 3)
    expect(lines).toHaveLength(3)
    expect(sleeps.length).toBeGreaterThan(0)
  })

  test('a protected sheet is refused by name', async () => {
    const { port, shape, user } = await stage(three)
    user.protect('Sheet1')
    const edits = [{ row: 0, guard: 'id0', writes: [mine(1, 'x')] }]
    const refused = port.writeRows({ shape, guardColumn: 2, edits, read: [] })
    await expect(refused).rejects.toThrow(SheetRefusal)
    await expect(refused).rejects.toMatchObject({ code: 'protected' })
  })

  test('an event is a hint that something happened, until nobody listens', async () => {
    const { port, shape, user, settle } = await stage(three)
    let hints = 0
    const stop = await port.watch(shape.id, () => {
      hints++
    })
    user.type('A2', '华达机械')
    await settle()
    expect(hints).toBe(1)
    await stop()
    user.type('A2', '华达精密')
    await settle()
    expect(hints).toBe(1)
  })
})
