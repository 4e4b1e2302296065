// Rows that were added without an identity of their own, one column off: only what we wrote tells them, and their user
// types in them, or new rows above them, before they are taken back.
import { describe, expect, test } from 'vitest'

import { stageThree, textOf, three } from '../support/three-rows.ts'

const lines = [
  ['顺达', '无锡', '机械', '座机', '老客'],
  ['永安', '无锡', '化工', '手机', '新客'],
]
const theirs = ['大同', '南通', '', '纺织', '热线', '他的']
const kept = three.map(([name = '', city = '', id = '']) => [name, city, id, '', '', ''])

/** Adds them, while the last two columns change places; batches after that in which its user does something. */
const WRITTEN = 2
const LOCATED = 3

const stage = async () => {
  const staged = await stageThree()
  const { port, user, afterNext, shape } = staged
  for (const [at, header] of ['行业', '电话', '备注'].entries())
    user.insertColumn('表1', 3 + at, header)
  const wide = await port.shape(shape.id)
  if (wide === null) throw new Error('no table')
  // To look at the shape was a batch as well.
  const after = (deed: () => void, others: number) => afterNext(deed, others + 1)
  after(() => user.moveColumn('表1', '备注', 4), WRITTEN - 1)
  const add = () =>
    port.addRows({
      shape: wide,
      guardColumn: 2,
      columns: [0, 1, 3, 4, 5],
      formats: ['@', '@', '@', '@', '@'],
      rows: lines,
      first: 3,
    })
  const typeAbove = () => {
    user.insertRows('表1', 3, 1)
    user.paste('A5', [theirs])
  }
  /** Cells, of the ten that are added and of those that are taken back. */
  const written = () => port.counters().cellsWritten
  const said = () => staged.body().filter((line) => line.some((cell) => cell !== ''))
  return { ...staged, after, add, typeAbove, said, written }
}

describe('rows without an identity that were added while columns moved', () => {
  test('[R10] one is typed in and both have moved: each is found, and only what was typed stays', async () => {
    const { user, after, add, typeAbove, said } = await stage()
    after(() => {
      typeAbove()
      user.type('F7', '李雷')
    }, WRITTEN)
    expect(await add()).toEqual(new Set([0, 1]))
    expect(said()).toEqual([...kept, theirs, ['', '', '', '', '', '李雷']])
  })

  test('[R10] one is typed over, and the other, which says a text of it, stands in its place: each is taken for itself', async () => {
    const { user, after, add, typeAbove, said, written } = await stage()
    after(() => {
      typeAbove()
      user.paste('A7', [['甲', '乙', '', '丙', '丁', '戊']])
    }, WRITTEN)
    expect(await add()).toEqual(new Set([0, 1]))
    expect(said()).toEqual([...kept, theirs, ['甲', '乙', '', '丙', '丁', '戊']])
    expect(written()).toBe(10 + 5)
  })

  test('[R10] another row comes into the place where one was just found: it is looked for again', async () => {
    const { after, add, typeAbove, said } = await stage()
    after(typeAbove, LOCATED)
    expect(await add()).toEqual(new Set([0, 1]))
    expect(said()).toEqual([...kept, theirs])
  })

  const moments = [2, 3, 4, 5, 6]

  test.each(moments.flatMap((moved) => moments.map((shifted) => [moved, shifted])))(
    '[R10] one is added where its user types, columns move after batch %i and rows after %i: nothing changes its row or column, or is doubled',
    async (moved, shifted) => {
      const { port, shape, user, body, afterNext } = await stageThree()
      for (const [at, header] of ['行业', '电话', '备注'].entries())
        user.insertColumn('表1', 3 + at, header)
      const wide = await port.shape(shape.id)
      if (wide === null) throw new Error('no table')
      const deeds = [
        [2, () => user.type('F5', '他的')],
        [moved, () => user.moveColumn('表1', '备注', 3)],
        [shifted, () => user.insertRows('表1', 0, 1)],
      ] as const
      for (const nth of moments)
        afterNext(() => deeds.forEach(([at, act]) => (at === nth ? act() : null)), nth)
      const columns = { columns: [0, 1, 3, 4, 5], formats: ['@', '@', '@', '@', '@'] }
      const rows = { ...columns, rows: [lines[0] ?? []], first: 3 }
      expect(await port.addRows({ shape: wide, guardColumn: 2, ...rows })).toEqual(new Set([0]))
      // What is to happen after batches that never came happens now.
      for (const _ of moments) await port.shape(shape.id)
      const now = await port.shape(shape.id)
      const column = now?.columns.findIndex(({ name }) => name === '备注') ?? -1
      const said = body().filter((line) => line.some((cell) => cell !== ''))
      const typed = Array.from({ length: 6 }, (_, at) => (at === column ? '他的' : ''))
      expect(said).toEqual([...kept, typed])
    },
  )

  test('[R10] one with its identity, one column off, is pasted over the only other row: both say nothing of it', async () => {
    const { port, shape, user, body, afterNext } = await stageThree()
    user.deleteRows('表1', 1, 2)
    const short = await port.shape(shape.id)
    if (short === null) throw new Error('no table')
    const columns = { guardColumn: 2, columns: [0, 1, 2], formats: ['@', '@', '@'] }
    const rows = [['顺达', '无锡', textOf(7)]]
    afterNext(() => user.insertColumn('表1', 0, '行业'), 1)
    afterNext(() => user.paste('A2', [['顺达', '无锡', textOf(7), '']]), 4)
    const missed = await port.addRows({ shape: short, ...columns, rows, first: 1 })
    expect(missed).toEqual(new Set([0]))
    expect(body().flat()).not.toContain(textOf(7))
  })

  test('[R10] deleted by their user, they are not taken back in the place of another row', async () => {
    const { user, after, add, typeAbove, said, written } = await stage()
    after(() => {
      user.deleteRows('表1', 3, 2)
      typeAbove()
    }, WRITTEN)
    expect(await add()).toEqual(new Set([0, 1]))
    expect(said()).toEqual([...kept, theirs])
    expect(written()).toBe(10)
  })

  test('[R10] deleted by their user, a row that says the same by right, in its own columns, is none of them', async () => {
    const { user, after, add, said } = await stage()
    const his = ['顺达', '无锡', '', '机械', '老客', '座机']
    after(() => {
      user.deleteRows('表1', 3, 2)
      user.insertRows('表1', 0, 1)
      user.paste('A2', [his])
    }, WRITTEN)
    expect(await add()).toEqual(new Set([0, 1]))
    expect(said()).toEqual([his, ...kept])
  })
})
