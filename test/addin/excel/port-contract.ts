// What every workbook port promises. The real one runs it on Microsoft's client over the workbench's host, the one
// in memory runs it as it is.
import { describe, expect, test } from 'vitest'

import type { RowEdit, TableShape } from '../../../shared/sync/sheet.ts'
import type { WorkbookPort } from '../../../addin/excel/port.ts'
import type { Cell } from '../../../shared/schema/kind.ts'

interface Stage {
  readonly port: WorkbookPort
  /** The user types into a cell of the table's body. */
  readonly type: (row: number, column: number, text: string) => void
  /** The user swaps two rows of the table's body. */
  readonly swap: (a: number, b: number) => void
}
export type MakeStage = (list: readonly (readonly string[])[]) => Stage

const list = [
  ['公司', '城市'],
  ['华达', '苏州'],
  ['恒源', '上海'],
  ['盛丰', '杭州'],
]

const bound = async (make: MakeStage, lines = list) => {
  const stage = make(lines)
  const look = await stage.port.look(null)
  if (look.used === null) throw new Error('an empty sheet')
  const shape = await stage.port.makeTable({
    sheet: look.name,
    source: { kind: 'area', area: look.used },
    headers: null,
    append: ['同步状态', '_sync'],
    formats: [
      { index: 2, format: '@' },
      { index: 3, format: '@' },
    ],
    lists: [],
    hidden: [3],
    widths: [{ index: 2, points: 90 }],
    markFormula: '=ISNUMBER(FIND("␟"&A$1&"␟",$D2))',
  })
  return { ...stage, shape }
}

const mine = (column: number, value: Cell) => ({ column, value, before: null, format: null })
const anEdit = (row: number, guard: string, ...writes: RowEdit['writes']): RowEdit => ({
  row,
  guard,
  writes,
})
const write = (port: WorkbookPort, shape: TableShape, edits: RowEdit[], read: number[] = []) =>
  port.writeRows({ shape, guardColumn: 3, edits, read })
const all = (port: WorkbookPort, shape: TableShape) =>
  port.readRows(shape, [0, 1, 2, 3], 0, shape.rowCount)

export const portContract = (name: string, make: MakeStage): void => {
  describe(`a workbook port: ${name}`, () => {
    test('a look tells what is used and how its first rows read', async () => {
      const { port } = make(list)
      const look = await port.look(null)
      expect(look.used).toEqual({ top: 0, left: 0, rows: 4, columns: 2 })
      expect(look.head).toEqual(list)
      expect(look.tableIds).toEqual([])
      expect(look.hasState).toBe(false)
    })

    test('an empty sheet has nothing used', async () => {
      expect((await make([]).port.look(null)).used).toBeNull()
    })

    test('a table has our columns at the right and the user’s cells as they were', async () => {
      const { port, shape } = await bound(make)
      expect(shape.columns.map((column) => column.name)).toEqual([
        '公司',
        '城市',
        '同步状态',
        '_sync',
      ])
      expect(new Set(shape.columns.map((column) => column.id)).size).toBe(4)
      expect(shape).toMatchObject({ rowCount: 3, headerRow: 0, firstColumn: 0 })
      expect(await port.shape(shape.id)).toEqual(shape)
      expect(await port.readRows(shape, [1, 0], 0, 3)).toEqual([
        ['苏州', '华达'],
        ['上海', '恒源'],
        ['杭州', '盛丰'],
      ])
    })

    test('a table that is gone has no shape', async () => {
      expect(await make(list).port.shape('no such table')).toBeNull()
    })

    test('rows are written, and read in the same breath as they were before', async () => {
      const { port, shape } = await bound(make)
      const edits = [anEdit(0, '', mine(3, 'id0')), anEdit(2, '', mine(2, '好'), mine(3, 'id2'))]
      const report = await write(port, shape, edits, [0])
      expect(report.missed).toEqual(new Set())
      expect([...report.cells]).toEqual([
        [0, ['华达']],
        [2, ['盛丰']],
      ])
      expect(await all(port, shape)).toEqual([
        ['华达', '苏州', '', 'id0'],
        ['恒源', '上海', '', ''],
        ['盛丰', '杭州', '好', 'id2'],
      ])
    })

    test('[R10] a row that is not the expected one is left as it was, and reported', async () => {
      const { port, shape, swap } = await bound(make)
      await write(
        port,
        shape,
        [0, 1, 2].map((row) => anEdit(row, '', mine(3, `id${row}`))),
      )
      swap(0, 1)
      const report = await write(port, shape, [
        anEdit(0, 'id0', mine(2, '坏'), mine(3, 'id0+')),
        anEdit(2, 'id2', mine(2, '好'), mine(3, 'id2+')),
      ])
      expect(report.missed).toEqual(new Set([0]))
      expect(await all(port, shape)).toEqual([
        ['恒源', '上海', '', 'id1'],
        ['华达', '苏州', '', 'id0'],
        ['盛丰', '杭州', '好', 'id2+'],
      ])
    })

    test('[R9] a cell that the user typed in the meantime is not overwritten', async () => {
      const { port, shape, type } = await bound(make)
      type(1, 1, '深圳')
      const city = { column: 1, value: '北京', before: '上海', format: '@' }
      const report = await write(port, shape, [anEdit(1, '', city, mine(2, '好'))])
      expect(report.missed).toEqual(new Set([1]))
      expect((await all(port, shape))[1]).toEqual(['恒源', '深圳', '', ''])
    })

    test('new rows make the table longer by exactly so many', async () => {
      const { port, shape } = await bound(make)
      await port.addRows({
        shape,
        guardColumn: 3,
        columns: [0, 1, 3],
        formats: ['@', '@', '@'],
        rows: [
          ['润联', '宁波', 'id3'],
          ['远美', '', 'id4'],
        ],
        first: 3,
      })
      const after = await port.shape(shape.id)
      expect(after?.rowCount).toBe(5)
      expect((await all(port, after ?? shape)).slice(3)).toEqual([
        ['润联', '宁波', '', 'id3'],
        ['远美', '', '', 'id4'],
      ])
    })

    test('what stands beneath the table moves down, it is not written over', async () => {
      const { port, shape, type } = await bound(make)
      type(4, 0, '合计')
      const rows = [['润联'], ['远美'], ['嘉科']]
      await port.addRows({ shape, guardColumn: 3, columns: [0], formats: ['@'], rows, first: 3 })
      const after = await port.shape(shape.id)
      expect(after?.rowCount).toBe(6)
      const { head } = await port.look(null)
      expect(head.map((line) => line[0]).slice(4)).toEqual(['润联', '远美', '嘉科', '', '合计'])
    })

    test('the state sheet keeps texts as texts', async () => {
      const { port } = make(list)
      const first = { row: 0, column: 0 }
      const cells = [
        { ...first, text: 'kehu' },
        { row: 1, column: 1, text: '0123' },
        { row: 2, column: 0, text: '=1+1' },
      ]
      expect(await port.writeState(cells, first)).toBe('')
      const lines = await port.readState()
      expect(lines[0]?.[0]).toBe('kehu')
      expect(lines[1]?.[1]).toBe('0123')
      expect(lines[2]?.[0]).toBe('=1+1')
      const second = { row: 1, column: 1, text: '4567' }
      expect(await port.writeState([second], second)).toBe('0123')
      expect(await port.writeState([second], first)).toBe('kehu')
      expect(await port.writeState([second], { row: 9, column: 9 })).toBe('')
      expect((await port.readState())[1]?.[1]).toBe('4567')
      expect((await port.look(null)).hasState).toBe(true)
    })

    test('what was asked for is counted', async () => {
      const { port, shape } = await bound(make)
      const before = port.counters()
      await port.readRows(shape, [0, 1], 0, 3)
      await write(port, shape, [anEdit(0, '', mine(3, 'id0'))])
      const after = port.counters()
      expect(after.syncs - before.syncs).toBe(2)
      expect(after.cellsRead - before.cellsRead).toBeGreaterThanOrEqual(6)
      expect(after.cellsWritten - before.cellsWritten).toBe(1)
    })
  })
}
