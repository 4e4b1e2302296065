// Taking back what was misplaced meets other rows or columns itself: our own text in them is nobody's, and is neither
// given back nor kept.
import { describe, expect, test } from 'vitest'

import type { NewRows, TableShape } from '../../../shared/sync/sheet.ts'
import { stageThree, textOf, three, write } from '../support/three-rows.ts'

type Staged = Awaited<ReturnType<typeof stageThree>>

const newRows = (shape: TableShape, rows: NewRows['rows']): NewRows => ({
  shape,
  guardColumn: 2,
  columns: [0, 1, 2],
  formats: ['@', '@', '@'],
  rows,
  first: 3,
})

/** Batches of new rows: it looks beneath the table before, and once more where to take back what was misplaced. */
const LONGER = 1
const LOOKED = 3
const TAKEN_BACK = 4

const moveCity = ({ user }: Pick<Staged, 'user'>, to = 0) => user.moveColumn('表1', '城市', to)

/** Rows that say something, by the headers. */
const rowsIn = ({ body, user }: Staged) => {
  moveCity({ user }, 1)
  return body().filter((line) => line.some((cell) => cell !== ''))
}

const deleteSecond = ({ user }: Staged): void => user.deleteRows('表1', 1)

describe('what was misplaced is taken back, and that is misplaced as well', () => {
  test('[R10] in two copies of a row, as columns come: each has its own texts again', async () => {
    const staged = await stageThree()
    const { port, shape, body, afterNext, user } = staged
    user.duplicateRow('表1', 1)
    moveCity(staged)
    const before = body()
    afterNext(() => user.insertColumn('表1', 1, '私人'), 1)
    const edits = [textOf(1, 2), textOf(7)].map((text, at) => ({
      row: 1 + at,
      guard: textOf(1),
      writes: [write(0, `恒源${at}`, '恒源'), write(2, text, null)],
    }))
    const { missed } = await port.writeRows({ shape, guardColumn: 2, edits, read: [] })
    expect([...missed]).toEqual([1, 2])
    expect(body()).toEqual(before.map(([city = '', name = '', id = '']) => [city, '', name, id]))
  })

  test('[R10] as new rows come in between, twice: of ours nothing is kept, of theirs all', async () => {
    const staged = await stageThree()
    const { port, shape, afterNext, user } = staged
    moveCity(staged)
    const typed =
      (...names: readonly string[]) =>
      () => {
        user.insertRows('表1', 3, names.length)
        user.paste(
          'A5',
          names.map((name) => ['无锡', name]),
        )
      }
    afterNext(typed('顺达'), LOOKED)
    afterNext(typed('永安', '大同'), TAKEN_BACK)
    const lines = [3, 4].map((n) => [`新${n}`, `城${n}`, textOf(n)])
    expect(await port.addRows(newRows(shape, lines))).toEqual(new Set([0, 1]))
    const rows = rowsIn(staged)
    const theirs = ['顺达', '永安', '大同'].map((name) => [name, '无锡', ''])
    expect(rows).toHaveLength(6)
    expect(rows).toEqual(expect.arrayContaining([...three, ...theirs]))
  })

  test('[R10] as columns move, and Ctrl+Z brings our rows back: nothing of them is kept', async () => {
    const staged = await stageThree()
    const { port, shape, afterNext, user } = staged
    moveCity(staged)
    afterNext(() => moveCity(staged, 1), LOOKED)
    afterNext(() => user.undo(), TAKEN_BACK)
    await port.addRows(newRows(shape, [['新3', '城3', textOf(3)]]))
    expect(rowsIn(staged)).toEqual(three)
  })

  test('[R10] as columns move, of a row without an identity: it is known by our texts wherever it goes', async () => {
    const staged = await stageThree()
    const { port, shape, afterNext, user } = staged
    afterNext(() => user.paste('A5', [['顺达', '无锡']]), LONGER)
    afterNext(() => moveCity(staged), LOOKED)
    afterNext(() => user.insertRows('表1', 0), TAKEN_BACK)
    await port.addRows(newRows(shape, [['新3', '城3', textOf(3)]]))
    expect(rowsIn(staged)).toEqual([...three, ['顺达', '无锡', '']])
  })

  test('[R10] as columns move, and its user copies the row: each has its own texts again', async () => {
    const staged = await stageThree()
    const { port, shape, afterNext, user } = staged
    afterNext(() => moveCity(staged), 1)
    afterNext(() => user.duplicateRow('表1', 1), 2)
    const writes = [write(0, '顺达', '恒源'), write(1, '无锡', '上海'), write(2, textOf(7), null)]
    const edits = [{ row: 1, guard: textOf(5), writes }]
    await port.writeRows({ shape, guardColumn: 2, edits, read: [] })
    expect(rowsIn(staged)).toEqual([three[0], three[1], three[1], three[2]])
  })

  test.each([
    ['moves down', [three[0], three[1], three[2]], () => undefined],
    // Of the row that its user deletes with our text in it his own city is kept.
    ['is deleted', [['', '苏州', ''], three[1], three[2]], deleteSecond],
  ] as const)('[R10] in rows with identities, of which one %s', async (_, expected, deed) => {
    const staged = await stageThree()
    const { port, shape, afterNext, user } = staged
    afterNext(() => user.insertRows('表1', 0), 1)
    afterNext(() => deed(staged), 2)
    const edits = ['苏州', '上海'].map((city, row) => ({
      row,
      guard: textOf(5 + row),
      writes: [write(1, `城${row}`, city), write(2, textOf(7 + row), null)],
    }))
    await port.writeRows({ shape, guardColumn: 2, edits, read: [] })
    const rows = rowsIn(staged)
    expect(rows).toHaveLength(3)
    expect(rows).toEqual(expect.arrayContaining([...expected]))
  })

  test.each([
    ['moves away is found by what it says', () => undefined, [three[0]]],
    ['is deleted takes its identity along', deleteSecond, []],
  ] as const)(
    '[R10] in a row that lost its identity so, and that %s: no other row in its place gets it',
    async (_, deed, own) => {
      const staged = await stageThree()
      const { port, shape: narrow, afterNext, user } = staged
      user.insertRows('表1', 0)
      user.paste('A2', [['顺达', '无锡']])
      const shape = await port.shape(narrow.id)
      if (shape === null) throw new Error('no table')
      // What takes it back from the row that it hit empties the hidden cell of the next one.
      afterNext(() => user.deleteRows('表1', 0), 2)
      afterNext(() => {
        user.insertRows('表1', 0)
        user.paste('A2', [['永安', '无锡']])
        deed(staged)
      }, 3)
      const edits = [{ row: 0, guard: textOf(9), writes: [write(2, textOf(9, 2), null)] }]
      await port.writeRows({ shape, guardColumn: 2, edits, read: [] })
      expect(rowsIn(staged)).toEqual([['永安', '无锡', ''], ...own, three[1], three[2]])
    },
  )

  test('[R10] and both are owed: the identity that one gives back is no copy of what the other finds', async () => {
    const { port, shape, body, afterNext, user } = await stageThree()
    afterNext(() => user.insertRows('表1', 0), 1)
    afterNext(() => {
      throw Object.assign(new Error('busy'), { code: 'GeneralException' })
    }, 3)
    const writes = [write(1, '北京', '上海'), write(2, textOf(9, 2), null)]
    const edits = [{ row: 1, guard: textOf(9), writes }]
    const writing = port.writeRows({ shape, guardColumn: 2, edits, read: [] })
    await expect(writing).rejects.toMatchObject({ code: 'excel' })
    expect(body()).toEqual([['', '', ''], ...three])
  })

  test('[R10] over the misplaced text itself: whose row got its own back at last is not taken for the other one', async () => {
    const { port, shape: narrow, afterNext, user } = await stageThree()
    user.insertColumn('表1', 3, '备注')
    const shape = await port.shape(narrow.id)
    if (shape === null) throw new Error('no table')
    // What takes it back meets a row that its user has just typed; what gives that one back meets the misplaced text.
    afterNext(() => {
      user.deleteRows('表1', 0)
      user.insertRows('表1', 1)
      user.paste('A3', [['顺达', '无锡']])
    }, 2)
    afterNext(() => user.insertRows('表1', 0), 4)
    const writes = [
      write(0, '永安', '恒源'),
      write(1, '北京', '上海'),
      write(2, textOf(9, 2), null),
    ]
    const edits = [{ row: 1, guard: textOf(9), writes }]
    await port.writeRows({ shape, guardColumn: 2, edits, read: [] })
    const now = await port.shape(shape.id)
    expect(now && (await port.readRows(now, [0, 1, 2, 3], 0, now.rowCount))).toEqual([
      ['', '', '', ''],
      [...(three[1] ?? []), ''],
      ['顺达', '无锡', '', ''],
      [...(three[2] ?? []), ''],
    ])
  })
})
