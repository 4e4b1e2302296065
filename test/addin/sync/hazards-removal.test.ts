// Rows that are missing or emptied, by their user's hand or on the server: a question, and no row goes by itself.
import { describe, expect, test } from 'vitest'

import type { Holds } from '../../../shared/sync/binding.ts'
import { STATE_SHEET } from '../../../addin/excel/port.ts'
import { aTeam, lost } from '../../support/team.ts'
import type { Team } from '../../support/team.ts'
import { sitAt, unwrap } from '../support/desk.ts'
import {
  decide,
  header,
  hengyuan,
  huada,
  idAt,
  idsOf,
  leads,
  onFile,
  reopened,
  rowOf,
  shengfeng,
  withList,
  withSheet,
} from '../support/seated.ts'
import type { Seated } from '../support/seated.ts'

const NAME = '客户名称'

/** Three customers in a sheet that holds what the word says; brought in where it holds what its user put there. */
const holding = async (holds: Holds) => {
  if (holds === 'put') {
    const { team, desk } = await withList()
    return { team, desk, name: '公司' }
  }
  const team = aTeam()
  for (const [name = '', city = '', mobile = '', address = ''] of [huada, hengyuan, shengfeng])
    await team.create('rep1', { name, city, 'contact.mobile': mobile, address })
  const { desk } = await withSheet(team, holds)
  return { team, desk, name: NAME }
}

const isAway = (team: Team, id: string) => team.state().rows.customer.get(id)?.archived

const kinds: readonly Holds[] = ['put', 'own', 'all']

describe.each(kinds)('[R7] in a sheet that holds %s a deleted row', (holds) => {
  const deleted = async () => {
    const { team, desk, name } = await holding(holds)
    const row = rowOf(desk, '恒源贸易有限公司', name)
    const id = idAt(desk, row)
    desk.excel.user.deleteRows(desk.tableName(), row)
    const { board } = unwrap(await desk.engine.sync())
    return { team, desk, name, id, board }
  }

  test('[R7] is a question, and nothing is put away', async () => {
    const { team, desk, id, board } = await deleted()
    expect(board.removed).toMatchObject({ count: 1, rows: [{ id, label: '恒源贸易有限公司' }] })
    expect(isAway(team, id)).toBe(false)
    expect(unwrap(await desk.engine.sync()).board.removed.count).toBe(1)
  })

  test('[R7] is forgotten only here: it stays on the server and does not come back', async () => {
    const { team, desk, id, name } = await deleted()
    const after = unwrap(await desk.engine.sync({ decisions: [{ id, answer: 'forget' }] }))
    expect(after.board.removed.count).toBe(0)
    await team.change('rep1', id, { address: '淮海路2号' })
    expect(unwrap(await desk.engine.sync()).board.removed.count).toBe(0)
    const pane = reopened(team, desk)
    expect(unwrap(await pane.sync()).board.removed.count).toBe(0)
    expect(desk.column(name)).not.toContain('恒源贸易有限公司')
    expect(isAway(team, id)).toBe(false)
  })

  test('[R7] is put away for everybody', async () => {
    const { team, desk, id, name } = await deleted()
    const after = unwrap(await desk.engine.sync({ decisions: [{ id, answer: 'archive' }] }))
    expect(isAway(team, id)).toBe(true)
    expect(after.board.removed.count).toBe(0)
    expect(unwrap(await desk.engine.sync())).toMatchObject({ rows: 2, unchanged: 2 })
    expect(desk.column(name)).not.toContain('恒源贸易有限公司')
  })

  test('[R7] was a slip: it comes back beneath with the same identity, as it was', async () => {
    const { desk, id, name } = await deleted()
    const after = unwrap(await desk.engine.sync({ decisions: [{ id, answer: 'put-back' }] }))
    expect(after).toMatchObject({ rows: 3, held: 0 })
    expect(idAt(desk, rowOf(desk, '恒源贸易有限公司', name))).toBe(id)
    expect(desk.column('地址')).toContain('淮海路1号')
    expect(unwrap(await desk.engine.sync())).toMatchObject({ saved: 0, unchanged: 3 })
  })
})

describe('many rows at once', () => {
  const streets = '人民,解放,中山,建设,和平,文化,新华,胜利,友谊,长江,黄河,光明'.split(',')
  const many = Array.from({ length: 22 }, (_, at) => [
    `${streets[at % 12]}${at < 12 ? '机电' : '食品'}${'甲乙丙丁'[at % 4]}有限公司`,
    '苏州',
    '',
    `${streets[at % 12]}路${at + 1}号`,
  ])

  test('[R7] twenty-one rows are put away only after the words that the server names were typed', async () => {
    const { team, desk } = await withList([header, ...many])
    expect(team.customers()).toHaveLength(22)
    const gone = idsOf(desk).slice(1)
    desk.excel.user.deleteRows(desk.tableName(), 1, 21)
    unwrap(await desk.engine.sync())
    const decisions = gone.map((id) => ({ id, answer: 'archive' as const }))
    const asked = unwrap(await desk.engine.sync({ decisions }))
    expect(asked.board.confirm).toBe('ARCHIVE 21')
    expect(team.customers()).toHaveLength(22)
    const wrong = unwrap(await desk.engine.sync({ decisions, confirm: 'yes' }))
    expect(wrong.board).toMatchObject({ confirm: 'ARCHIVE 21', removed: { count: 21 } })
    const done = unwrap(await desk.engine.sync({ decisions, confirm: 'ARCHIVE 21' }))
    expect(done.board).toMatchObject({ confirm: null, removed: { count: 0 } })
    expect(team.customers()).toHaveLength(1)
  })

  test('[R7] another’s row cannot be put away: it stays a question', async () => {
    const team = aTeam()
    const id = await team.create('rep2', { name: '恒源贸易有限公司', city: '上海' })
    await team.change('rep2', id, { visibility: 'company' })
    const { desk } = await withSheet(team, 'all')
    desk.excel.user.deleteRows(desk.tableName(), 0)
    unwrap(await desk.engine.sync())
    const after = unwrap(await desk.engine.sync({ decisions: [{ id, answer: 'archive' }] }))
    expect(after.board.removed).toMatchObject({ count: 1, rows: [{ id }] })
    expect(isAway(team, id)).toBe(false)
  })
})

describe.each(kinds)('[R38] in a sheet that holds %s an emptied row', (holds) => {
  const emptied = async () => {
    const { team, desk, name } = await holding(holds)
    const row = rowOf(desk, '恒源贸易有限公司', name)
    const id = idAt(desk, row)
    for (const one of [name, '城市', '手机', '地址']) desk.excel.user.clearCells(desk.at(one, row))
    for (const one of desk.excel.workbook.tables[0] ? ['负责人', '客户类型', '可见范围'] : [])
      if (desk.values()[0]?.includes(one)) desk.excel.user.clearCells(desk.at(one, row))
    const { board } = unwrap(await desk.engine.sync())
    return { team, desk, name, row, id, board }
  }

  test('[R38] is a question, never an edit', async () => {
    const { team, id, row, board } = await emptied()
    expect(board.waiting).toMatchObject([{ id, row, why: 'cleared' }])
    expect(onFile(team, id)).toMatchObject({ name: '恒源贸易有限公司', city: '上海' })
  })

  test('[R38] is forgotten only here: its place is empty and may hold another customer', async () => {
    const { team, desk, id, row, name } = await emptied()
    const after = unwrap(await desk.engine.sync({ decisions: [{ id, answer: 'forget' }] }))
    expect(after).toMatchObject({ rows: 2, held: 0 })
    expect(idAt(desk, row)).toBe('')
    desk.excel.user.type(desk.at(name, row), '润联塑胶有限公司')
    unwrap(await desk.engine.sync())
    expect(team.customer('润联塑胶有限公司').id).toBe(idAt(desk, row))
    expect(onFile(team, id)).toMatchObject({ name: '恒源贸易有限公司' })
  })

  test('[R38] is put away for everybody, and its place is empty', async () => {
    const { team, desk, id, row } = await emptied()
    unwrap(await desk.engine.sync({ decisions: [{ id, answer: 'archive' }] }))
    expect(isAway(team, id)).toBe(true)
    expect(idAt(desk, row)).toBe('')
    expect(unwrap(await desk.engine.sync())).toMatchObject({ rows: 2, unchanged: 2 })
  })

  test('[R38] was a slip: it is filled again where it stood', async () => {
    const { desk, id, row, name } = await emptied()
    const after = unwrap(await desk.engine.sync({ decisions: [{ id, answer: 'put-back' }] }))
    expect(after).toMatchObject({ rows: 3, held: 0 })
    expect(rowOf(desk, '恒源贸易有限公司', name)).toBe(row)
    expect(idAt(desk, row)).toBe(id)
  })
})

test('[R7] a row that Ctrl+Z brought back is not put away by a question that was asked before', async () => {
  const { team, desk } = await withList()
  const id = idAt(desk, 1)
  desk.excel.user.deleteRows(desk.tableName(), 1)
  unwrap(await desk.engine.sync())
  while (!desk.column('公司').includes('恒源贸易有限公司')) desk.excel.user.undo()
  unwrap(await desk.engine.sync({ decisions: [{ id, answer: 'archive' }] }))
  expect(isAway(team, id)).toBe(false)
  expect(desk.column('公司')).toContain('恒源贸易有限公司')
})

test('[R38] a new row emptied while its answer was lost is a question as soon as it is known to be stored', async () => {
  const team = aTeam()
  const desk = sitAt(team.seat('rep1'), { list: leads })
  unwrap(await desk.engine.bringInList())
  team.after = async ({ verb }) => (verb === 'push' ? lost : null)
  expect(await desk.engine.sync()).toMatchObject({ error: { code: 'offline' } })
  team.after = null
  desk.excel.user.clearCells(`${desk.at('公司', 0)}:${desk.at('地址', 0)}`)
  const { board } = unwrap(await desk.engine.sync())
  expect(board.waiting).toMatchObject([{ row: 0, why: 'cleared' }])
  expect(team.customers()).toHaveLength(3)
})

test('[R38] a new row emptied before it ever reached the server is nothing, and is not asked for again', async () => {
  const team = aTeam()
  const desk = sitAt(team.seat('rep1'), { list: leads })
  unwrap(await desk.engine.bringInList())
  team.before = async ({ verb }) => (verb === 'push' ? lost : null)
  expect(await desk.engine.sync()).toMatchObject({ error: { code: 'offline' } })
  team.before = null
  desk.excel.user.clearCells(`${desk.at('公司', 0)}:${desk.at('地址', 0)}`)
  expect(unwrap(await desk.engine.sync())).toMatchObject({ rows: 2, saved: 2, held: 0 })
  const from = team.calls.length
  unwrap(await desk.engine.sync())
  expect(team.calls.slice(from).map(({ verb }) => verb)).not.toContain('outcome')
  expect(team.customers()).toHaveLength(2)
})

const rowCount = (desk: Seated) => desk.excel.workbook.tables[0]?.bodyRows

describe('rows that are gone on the server', () => {
  test('[R11] put away by the manager, handed over or merged: no row of the sheet is deleted', async () => {
    const { team, desk } = await withList()
    const [first = '', second = '', third = ''] = idsOf(desk)
    await team.archive(first)
    await team.handOver(second, 'rep2')
    team.merge(third, first)
    unwrap(await desk.engine.sync())
    expect(rowCount(desk)).toBe(3)
    expect(desk.column('公司')).toEqual(['', '', ''])
    expect(desk.column('同步状态')).toEqual(['已归档', '不再归您查看', '已并入另一客户'])
    expect(unwrap(await desk.engine.sync())).toMatchObject({ saved: 0, held: 0, cellsWritten: 0 })
  })

  test('[R33] a merged row leaves the sheet; what was typed in it is held until its user gives it up', async () => {
    const { team, desk } = await withList()
    const [first = '', second = '', third = ''] = idsOf(desk)
    team.merge(first, third)
    team.merge(second, third)
    desk.excel.user.type(desk.at('地址', 1), '淮海路2号')
    const { board } = unwrap(await desk.engine.sync())
    expect(desk.column('公司')).toEqual(['', '恒源贸易有限公司', '盛丰物流有限公司'])
    expect(board.waiting).toMatchObject([{ row: 1, why: 'gone' }])
    const [{ row, hash } = { row: 0, hash: '' }] = board.waiting
    const decisions = [{ id: '', answer: 'give-up' as const, place: { row, hash } }]
    expect(unwrap(await desk.engine.sync({ decisions }))).toMatchObject({ held: 0 })
    expect(desk.column('公司')[1]).toBe('')
  })

  test('[R33] what was typed goes to the one that stands for both only when its user says so', async () => {
    const { team, desk } = await withList()
    const [first = '', , third = ''] = idsOf(desk)
    await team.change('rep1', third, { name: huada[0] ?? '' })
    await team.change('rep1', third, { 'contact.mobile': huada[2] ?? '' })
    team.merge(first, third)
    desk.excel.user.type(desk.at('地址', 0), '人民路80号')
    const { board } = unwrap(await desk.engine.sync())
    expect(onFile(team, third)).toMatchObject({ address: shengfeng[3] })
    const asked = unwrap(await desk.engine.sync({ decisions: decide(board, 'gone', 'own') }))
    expect(asked.board.known).toMatchObject([{ row: 0, known: { id: third } }])
    expect(onFile(team, third)).toMatchObject({ address: shengfeng[3] })
  })

  test('[R11] a customer brought back comes back into his own row', async () => {
    const { team, desk } = await withList()
    const id = idAt(desk, 1)
    await team.archive(id)
    unwrap(await desk.engine.sync())
    await team.archive(id, true)
    unwrap(await desk.engine.sync())
    expect(desk.column('公司')).toEqual([huada[0], hengyuan[0], shengfeng[0]])
    expect(idAt(desk, 1)).toBe(id)
  })
})

describe('a workbook that lost its state sheet', () => {
  test('[R39] is bound anew: rows keep their ids, nothing is stored twice, nobody is asked about removals', async () => {
    const { team, desk } = await withList()
    const ids = idsOf(desk)
    desk.excel.user.deleteRows(desk.tableName(), 2)
    desk.excel.user.deleteSheet(STATE_SHEET)
    expect(await desk.engine.sync()).toMatchObject({ error: { code: 'not_bound' } })
    const pane = reopened(team, desk)
    unwrap(await pane.bringInList())
    const { board, ...summary } = unwrap(await pane.sync())
    expect(summary).toMatchObject({ rows: 2, saved: 0, unchanged: 2, held: 0 })
    expect(board.removed.count).toBe(0)
    expect(idsOf(desk)).toEqual(ids.slice(0, 2))
    expect(team.customers()).toHaveLength(3)
  })

  test('[R39] what was edited before is sent as an edit of the same customer', async () => {
    const { team, desk } = await withList()
    const id = idAt(desk, 0)
    desk.excel.user.type(desk.at('地址', 0), '人民路80号')
    desk.excel.user.deleteSheet(STATE_SHEET)
    const pane = reopened(team, desk)
    unwrap(await pane.bringInList())
    expect(unwrap(await pane.sync())).toMatchObject({ saved: 1, unchanged: 2 })
    expect(onFile(team, id)).toMatchObject({ address: '人民路80号' })
  })
})
