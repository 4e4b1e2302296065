// Cells that are cut, pasted and shifted without the hidden one: each row keeps its identity, wherever it goes.
import { describe, expect, test } from 'vitest'

import { unwrap } from '../support/desk.ts'
import {
  during,
  header,
  hengyuan,
  huada,
  idAt,
  idsOf,
  onFile,
  shengfeng,
  withList,
} from '../support/seated.ts'
import type { Seated } from '../support/seated.ts'

const nothing = ['', '', '', '']

const cellsAt = (desk: Seated, row: number): readonly string[] =>
  header.map((name) => String(desk.column(name)[row]))

/** Typed, or pasted, over what all can see; the hidden cell stays. */
const say = (desk: Seated, row: number, cells: readonly string[]): void =>
  desk.excel.user.paste(desk.at('公司', row), [[...cells]])

/** Cuts what all can see of one row and pastes it into another. */
const cutCells = (desk: Seated, from: number, to: number): void => {
  const cells = cellsAt(desk, from)
  say(desk, from, nothing)
  say(desk, to, cells)
}

const calm = { saved: 0, held: 0 }

describe('[R4] cells cut and pasted without the hidden one', () => {
  test('take their identity along, and the place that they left is empty', async () => {
    const { team, desk } = await withList()
    const id = idAt(desk, 0)
    const pushes = team.pushes().length
    desk.excel.user.insertRows(desk.tableName(), 3)
    cutCells(desk, 0, 3)
    const after = unwrap(await desk.engine.sync())
    expect(after).toMatchObject({ ...calm, rows: 3, unchanged: 3 })
    expect(after.board.removed.count).toBe(0)
    expect(idsOf(desk)[3]).toBe(id)
    expect(desk.column('_sync')[0]).toBe('')
    expect(desk.column('同步状态')[0]).toBe('')
    expect(desk.column('客户级别')[0]).toBe('')
    expect(team.pushes()).toHaveLength(pushes)
    expect(team.customers()).toHaveLength(3)
  })

  test('an edit of the row where it stands now reaches the same customer', async () => {
    const { team, desk } = await withList()
    const id = idAt(desk, 0)
    desk.excel.user.insertRows(desk.tableName(), 3)
    cutCells(desk, 0, 3)
    unwrap(await desk.engine.sync())
    desk.excel.user.type(desk.at('地址', 3), '延安路9号')
    expect(unwrap(await desk.engine.sync())).toMatchObject({ saved: 1, held: 0 })
    expect(onFile(team, id)).toMatchObject({ name: '华达机械有限公司', address: '延安路9号' })
  })

  test('rows that changed places are no edit', async () => {
    const { team, desk } = await withList()
    const [a, b, c] = idsOf(desk)
    const pushes = team.pushes().length
    say(desk, 0, shengfeng)
    say(desk, 1, huada)
    say(desk, 2, hengyuan)
    expect(unwrap(await desk.engine.sync())).toMatchObject({ ...calm, unchanged: 3 })
    expect(idsOf(desk)).toEqual([c, a, b])
    expect(team.pushes()).toHaveLength(pushes)
  })

  test('of rows that changed places one was edited as well: only that one is asked about', async () => {
    const { team, desk } = await withList()
    const [a, b, c] = idsOf(desk)
    say(desk, 0, shengfeng)
    say(desk, 1, huada)
    say(desk, 2, hengyuan.with(3, '延安路9号'))
    const { board, ...after } = unwrap(await desk.engine.sync())
    expect(after).toMatchObject({ saved: 0, unchanged: 2 })
    expect(idsOf(desk).slice(0, 2)).toEqual([c, a])
    expect(board.known).toMatchObject([{ row: 2, known: { id: b } }])
    const id = board.known[0]?.id ?? ''
    unwrap(await desk.engine.sync({ decisions: [{ id, answer: 'link' }] }))
    unwrap(await desk.engine.sync({ decisions: [{ id: b ?? '', answer: 'mine' }] }))
    expect(idsOf(desk)).toEqual([c, a, b])
    expect(onFile(team, b ?? '')).toMatchObject({ address: '延安路9号' })
    expect(team.customers()).toHaveLength(3)
  })

  test('pasted over another customer, the row is the one that it says, and the other is asked about', async () => {
    const { team, desk } = await withList()
    const [a, , c] = idsOf(desk)
    cutCells(desk, 0, 2)
    const { board, saved } = unwrap(await desk.engine.sync())
    expect(saved).toBe(0)
    expect(idsOf(desk)[2]).toBe(a)
    expect(board.removed.rows.map(({ id }) => id)).toEqual([c])
    expect(team.customers()).toHaveLength(3)
  })

  test('shifted down by a row that was typed above, each stays the customer that it was', async () => {
    const { team, desk } = await withList()
    const [a, b, c] = idsOf(desk)
    desk.excel.user.insertRows(desk.tableName(), 3)
    for (const [row, cells] of [huada, hengyuan, shengfeng].entries()) say(desk, row + 1, cells)
    say(desk, 0, ['润联塑胶有限公司', '宁波', '13602817394', '人民路1号'])
    expect(unwrap(await desk.engine.sync())).toMatchObject({ saved: 1, unchanged: 3, held: 0 })
    expect(idsOf(desk).slice(1)).toEqual([a, b, c])
    expect(team.customers()).toHaveLength(4)
  })

  test('moved while the stamps are written, they are found again', async () => {
    const { desk } = await withList()
    const [a, b, c] = idsOf(desk)
    say(desk, 0, shengfeng)
    say(desk, 1, huada)
    say(desk, 2, hengyuan)
    let isSorted = false
    desk.onRead = () => {
      if (!isSorted) desk.excel.user.sort(desk.tableName(), '手机')
      isSorted = true
    }
    expect(unwrap(await desk.engine.sync())).toMatchObject({ ...calm, unchanged: 3 })
    const byName = new Map(desk.column('公司').map((name, row) => [name, idAt(desk, row)]))
    expect([huada, hengyuan, shengfeng].map(([name = '']) => byName.get(name))).toEqual([a, b, c])
  })

  test('a row without an identity that is sorted into the place just then gets none of it', async () => {
    const { team, desk } = await withList()
    const id = idAt(desk, 0)
    desk.excel.user.insertRows(desk.tableName(), 3, 2)
    cutCells(desk, 0, 3)
    say(desk, 4, ['润联塑胶有限公司', '宁波', '13002817394', '人民路1号'])
    let isSorted = false
    desk.onRead = () => {
      if (!isSorted) desk.excel.user.sort(desk.tableName(), '手机')
      isSorted = true
    }
    expect(unwrap(await desk.engine.sync())).toMatchObject({ saved: 1, unchanged: 3, held: 0 })
    expect(onFile(team, id)).toMatchObject({ name: '华达机械有限公司' })
    expect(idAt(desk, desk.column('公司').indexOf('华达机械有限公司'))).toBe(id)
    expect(team.customers()).toHaveLength(4)
  })

  test('of rows with a name and nothing else each stays the customer that it names', async () => {
    const { team, desk } = await withList([
      ['公司', '城市'],
      ...['甲', '乙', '丙'].map((name) => [name, '']),
    ])
    const [a, b, c] = idsOf(desk)
    desk.excel.user.paste(desk.at('公司', 0), [['丙'], ['甲'], ['乙']])
    expect(unwrap(await desk.engine.sync())).toMatchObject({ saved: 0 })
    expect(idsOf(desk)).toEqual([c, a, b])
    expect(onFile(team, a ?? '')).toMatchObject({ name: '甲' })
  })

  test('a name that is cut and pasted over another one is no new name of the other customer', async () => {
    const { team, desk } = await withList([
      ['公司', '城市'],
      ['甲', ''],
      ['乙', ''],
    ])
    const [a, b] = idsOf(desk)
    desk.excel.user.paste(desk.at('公司', 0), [[''], ['甲']])
    const { board, saved } = unwrap(await desk.engine.sync())
    expect(saved).toBe(0)
    expect(idsOf(desk)[1]).toBe(a)
    expect(board.removed.rows.map(({ id }) => id)).toEqual([b])
    expect(onFile(team, b ?? '')).toMatchObject({ name: '乙' })
  })
})

describe('[R3] pasted without the hidden cell', () => {
  test('a copy of what stands elsewhere, with the other row edited since, moves nothing', async () => {
    const { team, desk } = await withList()
    const id = idAt(desk, 0)
    desk.excel.user.insertRows(desk.tableName(), 3)
    say(desk, 3, huada)
    desk.excel.user.type(desk.at('地址', 0), '延安路9号')
    unwrap(await desk.engine.sync())
    expect(idAt(desk, 0)).toBe(id)
    expect(onFile(team, id)).toMatchObject({ address: '延安路9号' })
  })

  test('what says too little to tell one row from another stays where it is', async () => {
    const list = [
      ['公司', '城市'],
      ['', '苏州'],
      ['', '无锡'],
    ]
    const { desk } = await withList(list)
    const before = idsOf(desk)
    desk.excel.user.paste(desk.at('城市', 0), [['无锡'], ['苏州']])
    unwrap(await desk.engine.sync())
    expect(idsOf(desk)).toEqual(before)
  })

  test('a sync that a rep has begun does not lose what he types amid it', async () => {
    const { team, desk } = await withList()
    const id = idAt(desk, 0)
    desk.excel.user.insertRows(desk.tableName(), 3)
    cutCells(desk, 0, 3)
    during(team, 'hello', () => desk.excel.user.type(desk.at('地址', 3), '延安路9号'))
    unwrap(await desk.engine.sync())
    unwrap(await desk.engine.sync())
    expect(desk.column('地址')[3]).toBe('延安路9号')
    expect(team.customers().map((row) => row.id)).toContain(id)
  })
})
