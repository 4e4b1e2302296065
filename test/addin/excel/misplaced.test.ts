// Columns and rows that move between a look and a write, and an Excel that refuses amid it: nothing is read as another
// column's, and what was written to a wrong place is taken back before anything else happens.
import { describe, expect, test } from 'vitest'

import { SheetRefusal } from '../../../addin/excel/port.ts'
import type { ExcelApi } from '../../../addin/excel/run.ts'
import { createWorkbook } from '../../../addin/excel/workbook.ts'
import type { CellWrite, RowEdit } from '../../../shared/sync/sheet.ts'
import { freshExcel } from '../../support/excel.ts'
import { textOf } from '../support/three-rows.ts'

const headers = ['公司', '城市', '_sync']
const three = [
  ['华达', '苏州', 'id0'],
  ['恒源', '上海', 'id1'],
  ['盛丰', '苏州', 'id2'],
]

/** Batches by number, from 1, that Excel refuses. */
type Refused = (batch: number) => boolean

/** The namespace, whose `run` counts and refuses: the adapter calls nothing else of it. */
const refusing = (excel: ExcelApi, state: { batches: number; refused: Refused }): ExcelApi =>
  Object.create(excel, {
    run: {
      value: async (...asked: Parameters<typeof excel.run>) => {
        state.batches++
        if (state.refused(state.batches))
          throw Object.assign(new Error('busy'), { code: 'GeneralException' })
        return excel.run(...asked)
      },
    },
  }) as ExcelApi

const stage = async () => {
  const excel = freshExcel()
  excel.user.paste('A1', [headers, ...three])
  excel.user.makeTable('A1:C4')
  const state: { batches: number; refused: Refused } = { batches: 0, refused: () => false }
  const sleeps: number[] = []
  const port = createWorkbook({
    excel: refusing(excel.Excel, state),
    sleep: async (ms) => {
      sleeps.push(ms)
    },
  })
  const look = await port.look(null)
  const shape = await port.shape(look.tableIds[0] ?? '')
  const [table] = excel.workbook.tables
  if (shape === null || table === undefined) throw new Error('no table')
  const body = () => excel.workbook.active.grid.values(table.bodyRect)
  state.batches = 0
  return {
    port,
    shape,
    table,
    body,
    state,
    sleeps,
    user: excel.user,
    grid: excel.workbook.active.grid,
  }
}

const write = (column: number, value: string, before: string | null): CellWrite => ({
  column,
  value,
  before,
  format: null,
})

/** Meant for a row with another identity than the one that stands there. */
const astray: RowEdit = {
  row: 1,
  guard: 'id9',
  writes: [write(1, '北京', '上海'), write(2, 'id9+', null)],
}

const newRow = {
  columns: [0, 1, 2],
  formats: ['@', '@', '@'],
  rows: [['顺达', '无锡', 'id3']],
  first: 3,
}

describe('columns that move between the look and what follows', () => {
  test('[R10] a column is inserted: what is read is not taken for another column’s', async () => {
    const { port, shape, table, user } = await stage()
    user.insertColumn(table.name, 1, '私人')
    const reading = port.readRows(shape, [0, 1, 2], 0, 3)
    await expect(reading).rejects.toThrow(SheetRefusal)
    await expect(reading).rejects.toMatchObject({ code: 'restless' })
  })

  test('[R10] a column of the user’s own behind those that are read does not matter', async () => {
    const { port, shape, table, user } = await stage()
    user.insertColumn(table.name, 2, '私人')
    expect(await port.readRows(shape, [0, 1], 0, 1)).toEqual([['华达', '苏州']])
  })

  test('[R10] a column is inserted: new rows are not added, and nothing of them stays', async () => {
    const { port, shape, table, body, user } = await stage()
    user.insertColumn(table.name, 1, '私人')
    const missed = await port.addRows({ ...newRow, shape, guardColumn: 2 })
    expect(missed).toEqual(new Set([0]))
    expect(body().slice(0, 3)).toEqual(three.map(([a = '', b = '', c = '']) => [a, '', b, c]))
    expect(
      body()
        .slice(3)
        .flat()
        .filter((cell) => cell !== ''),
    ).toEqual([])
  })

  test('[R10] a column is deleted, and the identities move to where none was expected: nothing is written', async () => {
    const { port, shape, table, body, user } = await stage()
    user.deleteColumn(table.name, '公司')
    const edits = [{ row: 1, guard: 'id1', writes: [write(0, '恒源贸易', null)] }]
    const { missed } = await port.writeRows({ shape, guardColumn: 2, edits, read: [] })
    expect(missed).toEqual(new Set([1]))
    expect(body()).toEqual(three.map(([, city = '', id = '']) => [city, id]))
  })

  test('[R10] a column is deleted: nothing is written beside the table', async () => {
    const { port, shape, table, body, user, grid } = await stage()
    user.deleteColumn(table.name, '城市')
    const edits = [{ row: 1, guard: 'id1', writes: [write(2, 'id1+', null)] }]
    const { missed } = await port.writeRows({ shape, guardColumn: 2, edits, read: [] })
    expect(missed).toEqual(new Set([1]))
    expect(await port.addRows({ ...newRow, shape, guardColumn: 2 })).toEqual(new Set([0]))
    expect(grid.value(2, 2)).toBe('')
    expect(body().slice(0, 3)).toEqual(three.map(([a, , c]) => [a, c]))
  })
})

test('[R10] rows that got one and the same text in a foreign column have each their own back', async () => {
  const { port, shape, body, user } = await stage()
  user.type('A3', '华达')
  const before = body()
  const edits = [0, 1].map((row) => ({ row, guard: 'id9', writes: [write(1, '北京', null)] }))
  const { missed } = await port.writeRows({ shape, guardColumn: 1, edits, read: [] })
  expect(missed).toEqual(new Set([0, 1]))
  expect(body()).toEqual(before)
})

describe('a row that is added where somebody has typed one meanwhile', () => {
  test.each([
    ['what hid his own', '无锡', '苏州'],
    ['what he had said himself', '苏州', ''],
  ])('[R10] its user clears %s before it is taken back', async (_, city, after) => {
    const { port, shape, body, state, user } = await stage()
    state.refused = (batch) => {
      if (batch === 2) user.type('B4', '')
      return false
    }
    const rows = [['顺达', city, 'id3']]
    const added = { ...newRow, rows, first: 2, shape, guardColumn: 2 }
    expect(await port.addRows(added)).toEqual(new Set([0]))
    expect(body()).toEqual([...three.slice(0, 2), ['盛丰', after, 'id2']])
  })
})

describe('rows that come or go between the look and the reading', () => {
  test('[R1] of all rows none is read for another, and none falls out', async () => {
    const { port, shape, table, user } = await stage()
    user.insertRows(table.name, 0)
    const reading = port.readRows(shape, [0, 2], 0, shape.rowCount)
    await expect(reading).rejects.toMatchObject({ code: 'restless' })
    user.deleteRows(table.name, 0)
    expect(await port.readRows(shape, [0, 2], 0, 3)).toHaveLength(3)
    user.deleteRows(table.name, 0)
    await expect(port.readRows(shape, [0, 2], 0, 3)).rejects.toMatchObject({ code: 'restless' })
  })

  test('[R1] a part of them is read where it stands', async () => {
    const { port, shape, table, user } = await stage()
    user.insertRows(table.name, 0)
    expect(await port.readRows(shape, [0], 1, 1)).toEqual([['华达']])
  })
})

describe('a row that its user copies while it shows what was misplaced', () => {
  const identities = (body: () => readonly (readonly unknown[])[]) => body().map((row) => row[2])

  test.each([2, 3, 4])('[R10] before batch %i: the copy is no other row', async (nth) => {
    const { port, shape, table, body, state, user } = await stage()
    state.refused = (batch) => {
      if (batch === nth) user.duplicateRow(table.name, 1)
      return false
    }
    const { missed } = await port.writeRows({
      shape,
      guardColumn: 2,
      edits: [astray],
      read: [],
    })
    expect([...missed]).toEqual([1])
    expect(identities(body)).toEqual(['id0', 'id1', 'id1', 'id2'])
    expect(body().map((row) => row[1])).toEqual(['苏州', '上海', '上海', '苏州'])
  })

  test.each([3, 4, 5, 6, 7, 8])(
    '[R10] the copy is no other row where Excel refuses what comes next, from batch %i on',
    async (nth) => {
      const { port, shape, table, body, state, user } = await stage()
      state.refused = (batch) => {
        if (batch === 3) user.duplicateRow(table.name, 1)
        return batch >= nth
      }
      await port.writeRows({ shape, guardColumn: 2, edits: [astray], read: [] }).catch(() => null)
      state.refused = () => false
      await port.readState()
      expect(body()).toEqual([three[0], three[1], three[1], three[2]])
    },
  )

  test.each([2, 3, 4])(
    '[R10] before batch %i: one that says just that by right, written by another pane, keeps it',
    async (nth) => {
      const { port, shape, body, state, user } = await stage()
      const text = String(astray.writes.find(({ column }) => column === 2)?.value)
      state.refused = (batch) => {
        if (batch === nth) user.type('C4', text)
        return false
      }
      await port.writeRows({ shape, guardColumn: 2, edits: [astray], read: [] })
      expect(identities(body)).toEqual(['id0', 'id1', text])
    },
  )

  const meant: RowEdit = {
    row: 1,
    guard: 'id9',
    writes: [write(2, 'id9+', null)],
    says: ['盛丰', '苏州'],
  }

  test.each([
    ['into the place of the row that was hit', 0],
    ['beside it', 1],
  ])(
    '[R10] one that another pane has written it to, and that is sorted %s, keeps it',
    async (_, above) => {
      const { port, shape, table, body, state, user } = await stage()
      state.refused = (batch) => {
        if (batch !== 2) return false
        user.paste('A3', [
          ['盛丰', '苏州', 'id9+'],
          ['恒源', '上海', 'id9+'],
        ])
        if (above > 0) user.insertRows(table.name, 0, above)
        return false
      }
      const order = { shape, guardColumn: 2, says: [0, 1], read: [] }
      await port.writeRows({ ...order, edits: [meant] })
      expect(body().slice(above)).toEqual([
        three[0],
        ['盛丰', '苏州', 'id9+'],
        ['恒源', '上海', 'id1'],
      ])
    },
  )

  test.each([3, 4, 5, 6])(
    '[R10] nor does it lose it where what takes it back meets another row that was hit, before batch %i',
    async (nth) => {
      const { port, shape, body, state, user } = await stage()
      const first: RowEdit = { row: 0, guard: 'id8', writes: [write(2, 'id8+', null)] }
      state.refused = (batch) => {
        if (batch === 2) user.type('C4', 'id9+')
        const [above, below] = body()
        if (batch === nth && above !== undefined && below !== undefined)
          user.paste('A2', [below.map(String), above.map(String)])
        return false
      }
      const order = { shape, guardColumn: 2, says: [0, 1], read: [] }
      await port.writeRows({ ...order, edits: [{ ...first, says: ['永安', '苏州'] }, meant] })
      expect(body()).toEqual([three[1], three[0], ['盛丰', '苏州', 'id9+']])
    },
  )

  test('[R10] and edits: what he typed there stays', async () => {
    const { port, shape, table, body, state, user } = await stage()
    state.refused = (batch) => {
      if (batch !== 2) return false
      user.duplicateRow(table.name, 1)
      user.type('B4', '南京')
      return false
    }
    await port.writeRows({ shape, guardColumn: 2, edits: [astray], read: [] })
    expect(body().slice(1, 3)).toEqual([
      ['恒源', '上海', 'id1'],
      ['恒源', '南京', 'id1'],
    ])
  })
})

describe('a row without an identity that moves while it gets back what was typed in it', () => {
  const moving = async (refused: Refused) => {
    const staged = await stage()
    const { table, state, user } = staged
    user.type('C3', '')
    user.type('C4', '')
    state.refused = (batch) => {
      // Between our misplaced text and what takes it back; then before that gives way to him.
      if (batch === 3) user.type('B3', '南京')
      if (batch === 5) user.deleteRows(table.name, 0, 1)
      return refused(batch)
    }
    return staged
  }

  test('[R10] loses nothing: where another one stands by then, the text comes to the end', async () => {
    const { port, shape, body } = await moving(() => false)
    await port.writeRows({ shape, guardColumn: 2, edits: [astray], read: [] })
    expect(body()).toEqual([
      ['恒源', '上海', ''],
      ['盛丰', '苏州', ''],
      ['', '南京', ''],
    ])
  })

  test.each([6, 7, 8])(
    '[R10] nor where Excel refuses what comes next, from batch %i on',
    async (nth) => {
      const { port, shape, body, state } = await moving((batch) => batch >= nth)
      await port.writeRows({ shape, guardColumn: 2, edits: [astray], read: [] }).catch(() => null)
      state.refused = () => false
      await port.readState()
      expect(body().flat()).toContain('南京')
      expect(body().flat()).toContain('上海')
      expect(body().flat()).toContain('苏州')
    },
  )
})

describe('a row that says the same as the one that is given back, and was met first', () => {
  test.each([4, 5, 6, 7, 8, 9, 10, 11, 12])(
    '[R10] keeps no identity, and the other one its own, where Excel refuses batch %i',
    async (nth) => {
      const { port, shape, table, body, state, user } = await stage()
      const [equal, its] = [
        ['恒源', '上海', ''],
        ['恒源', '上海', textOf(1)],
      ]
      user.paste('A2', [equal, its])
      state.refused = (batch) => {
        // Once the row is found, and before it is written to.
        if (batch === 3) user.insertRows(table.name, 0, 1)
        return batch === nth
      }
      const writes = [write(1, '', '苏州'), write(2, `${textOf(1)}|g|`, null)]
      const edits = [{ row: 1, guard: textOf(1), writes }]
      await port.writeRows({ shape, guardColumn: 2, edits, read: [] }).catch(() => null)
      state.refused = () => false
      const now = await port.shape(shape.id)
      const lines = now === null ? [] : await port.readRows(now, [0, 1, 2], 0, 4)
      expect(lines).toEqual([['', '', ''], equal, its, three[2]])
      expect(body()).toEqual(lines)
    },
  )
})

describe('a row that has moved by the time that it gets its formula back', () => {
  test('[R10] neither row keeps anything of the other', async () => {
    const { port, shape, table, body, state, user, grid } = await stage()
    user.typeFormula('B3', '=1+1', 2)
    state.refused = (batch) => {
      // Just before it is written there: another row has come into its place.
      if (batch === 3) user.insertRows(table.name, 0, 1)
      return false
    }
    await port.writeRows({ shape, guardColumn: 2, edits: [astray], read: [] })
    expect(body()[1]).toEqual(three[0])
    expect([1, 2, 3, 4].map((row) => grid.formula(row, 1))).toEqual([
      undefined,
      undefined,
      '=1+1',
      undefined,
    ])
  })
})

describe('Excel refuses what would take a misplaced write back', () => {
  test('[R10] once: it is asked again before the call is over', async () => {
    const { port, shape, body, state, sleeps } = await stage()
    state.refused = (batch) => batch === 2
    const writing = port.writeRows({ shape, guardColumn: 2, edits: [astray], read: [] })
    await expect(writing).rejects.toMatchObject({ code: 'excel' })
    expect(body()).toEqual(three)
    expect(sleeps).toEqual([500])
  })

  test('[R10] for long: it comes before the next look at the sheet', async () => {
    const { port, shape, body, state } = await stage()
    state.refused = (batch) => batch > 1
    const writing = port.writeRows({ shape, guardColumn: 2, edits: [astray], read: [] })
    await expect(writing).rejects.toThrow(SheetRefusal)
    expect(body()[1]).toEqual(['恒源', '北京', 'id9+'])
    await expect(port.shape(shape.id)).rejects.toThrow(SheetRefusal)
    state.refused = () => false
    await port.shape(shape.id)
    expect(body()).toEqual(three)
  })

  test('[R10] what its user types there meanwhile stays', async () => {
    const { port, shape, body, state, user } = await stage()
    state.refused = (batch) => batch > 1
    const writing = port.writeRows({ shape, guardColumn: 2, edits: [astray], read: [] })
    await expect(writing).rejects.toThrow(SheetRefusal)
    user.type('B3', '南京')
    state.refused = () => false
    await port.readState()
    expect(body()[1]).toEqual(['恒源', '南京', 'id1'])
  })

  test('[R10] what its user clears there was our text: his own comes back', async () => {
    const { port, shape, body, state, user } = await stage()
    state.refused = (batch) => batch > 1
    const writing = port.writeRows({ shape, guardColumn: 2, edits: [astray], read: [] })
    await expect(writing).rejects.toThrow(SheetRefusal)
    user.type('B3', '')
    state.refused = () => false
    await port.readState()
    expect(body()[1]).toEqual(['恒源', '上海', 'id1'])
  })
})
