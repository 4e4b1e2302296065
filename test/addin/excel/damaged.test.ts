// A hidden cell that its user damages while a misplaced text of ours stands in its row: nothing names the row any more,
// and what was his comes back all the same.
import { describe, expect, test } from 'vitest'

import type { CellWrite, RowEdit } from '../../../shared/sync/sheet.ts'
import { stageThree, textOf, three, write } from '../support/three-rows.ts'

type Staged = Awaited<ReturnType<typeof stageThree>>

/** Writes an edit to the second row that was meant for another one; its user acts before it is taken back. */
const stage = async (writes: readonly CellWrite[], deed: (user: Staged['user']) => void) => {
  const { port, shape, body, afterNext, user } = await stageThree()
  afterNext(() => deed(user))
  const edit: RowEdit = { row: 1, guard: textOf(9), writes }
  const { missed } = await port.writeRows({ shape, guardColumn: 2, edits: [edit], read: [] })
  expect([...missed]).toEqual([1])
  return { body: body() }
}

const misplaced = [write(1, '北京', '上海'), write(2, textOf(9, 2), null)]

describe('a hidden cell that is damaged while a misplaced text stands in its row', () => {
  test.each([
    ['emptied', ''],
    ['cut short', textOf(9, 2).slice(0, 20)],
    ['some other text', '备注'],
  ])(
    '[R10] %s: the row is known by what we had written, and has its own identity again',
    async (_, text) => {
      const { body } = await stage(misplaced, (user) => user.type('C3', text))
      expect(body).toEqual(three)
    },
  )

  test('[R10] what its user had emptied there is empty again', async () => {
    const filled = [write(1, '北京', '上海'), write(2, textOf(9, 2), null)]
    const { body } = await stage(filled, (user) => {
      user.type('A3', '')
      user.type('C3', '')
    })
    expect(body[1]).toEqual(['', '上海', textOf(1)])
  })

  test('[R10] nothing of ours stands there: it may be another row, and what was covered is kept at the end', async () => {
    const { body } = await stage(misplaced, (user) => {
      user.type('B3', '无锡')
      user.type('C3', '')
    })
    expect(body[1]).toEqual(['恒源', '无锡', ''])
    expect(body[3]).toEqual(['', '上海', ''])
  })

  test('[R10] a row with an identity of its own is another one, whatever it says', async () => {
    const { body } = await stage(misplaced, (user) => user.type('C3', textOf(7)))
    expect(body[1]).toEqual(['恒源', '北京', textOf(7)])
    expect(body[3]).toEqual(['', '上海', ''])
  })

  test('[R10] a row that its user typed where ours was to come says much the same: it is his, and stays as it is', async () => {
    const { port, shape, body, afterNext, user } = await stageThree()
    // Into the row that the table has just grown by.
    afterNext(() => user.paste('A5', [['顺达', '无锡市']]), 1)
    const rows = [['顺达', '无锡', textOf(3)]]
    const columns = { columns: [0, 1, 2], formats: ['@', '@', '@'] }
    const missed = await port.addRows({ shape, guardColumn: 2, ...columns, rows, first: 3 })
    expect([...missed]).toEqual([0])
    expect(body().filter((line) => line[0] !== '' || line[1] !== '')).toEqual([
      ...three,
      ['顺达', '无锡市', ''],
    ])
    // Looked twice, grown twice, written, looked for, taken back, looked for in copies.
    expect(port.counters().syncs).toBe(8)
  })

  test('[R10] our identity alone is no text of its user’s: the damaged cell stays for him to settle', async () => {
    const { body } = await stage([write(2, textOf(9, 2), null)], (user) => user.type('C3', '备注'))
    expect(body[1]).toEqual(['恒源', '上海', '备注'])
    expect(body).toHaveLength(3)
  })
})
