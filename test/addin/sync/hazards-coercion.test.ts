// What Excel makes of cells: its own forms, its own tools, its own clock. A value is what it means.
import { describe, expect, test } from 'vitest'

import { aTeam } from '../../support/team.ts'
import { sitAt, unwrap } from '../support/desk.ts'
import { idAt, idsOf, leads, onFile, reopened, withList } from '../support/seated.ts'

const wide = ['公司', '电话', '信用代码', '下次联系', '近12月利润', '备注', '邮编', '邮箱']
const CODE = '911101085657890122'

/** A sheet with a column of each kind, and one customer in it. */
const withWide = async (cells: readonly string[] = []) => {
  const team = aTeam()
  const desk = sitAt(team.seat('rep1'), { list: [wide, ['华达机械有限公司', ...cells]] })
  unwrap(await desk.engine.bringInList())
  unwrap(await desk.engine.sync())
  return { team, desk, id: idAt(desk, 0) }
}

describe('after a pull nothing is edited', () => {
  test.each([
    ['a landline with its zeros', 'phone', '010-62751234'],
    ['a number from abroad', 'phone', '+852 2123 4567'],
    ['a postcode that begins with zero', 'postcode', '030001'],
    ['a day', 'next_contact_on', '2026-12-05'],
    ['an amount', 'profit_12m', '12,345.60'],
    ['a text that would be a formula', 'note', '=1+1'],
    ['a text that begins with an apostrophe', 'note', "'tis"],
    ['lines, wide letters and spaces', 'note', ' Ａ座　３楼 \r\n二单元 '],
    ['an e-mail with a plus', 'email', 'a+b@huada.cn'],
  ])('[R27] of %s', async (_, key, value) => {
    const { team, desk, id } = await withWide()
    await team.change('manager', id, { [key]: value })
    unwrap(await desk.engine.sync())
    const stored = onFile(team, id)[key]
    expect(stored ?? null).not.toBeNull()
    const pushes = team.pushes().length
    const after = unwrap(await desk.engine.sync())
    expect(after).toMatchObject({ saved: 0, unchanged: 1, cellsWritten: 0 })
    unwrap(await reopened(team, desk).sync())
    expect(team.pushes()).toHaveLength(pushes)
    expect(onFile(team, id)[key]).toBe(stored)
  })
})

describe('Excel’s own tools', () => {
  test('[R41] Text to Columns over phone numbers makes numbers of them; they mean the same', async () => {
    const { team, desk } = await withList()
    const before = team.customers().map(({ values }) => values)
    desk.excel.user.textToColumns(`${desk.at('手机', 0)}:${desk.at('手机', 2)}`)
    expect(typeof desk.column('手机')[0]).toBe('number')
    expect(unwrap(await desk.engine.sync())).toMatchObject({ saved: 0, unchanged: 3 })
    expect(team.customers().map(({ values }) => values)).toEqual(before)
  })

  test('[R41] Remove Duplicates is a question about the rows that are gone', async () => {
    const twice = [...leads, ['永泰建材有限公司', '杭州', '13586201947', '']]
    const { team, desk } = await withList(twice)
    const id = idAt(desk, 3)
    desk.excel.user.removeDuplicates(desk.tableName(), ['城市'])
    const { board } = unwrap(await desk.engine.sync())
    expect(board.removed.rows).toMatchObject([{ id, label: '永泰建材有限公司' }])
    expect(team.customers()).toHaveLength(4)
  })

  test('[R41] Remove Duplicates over copies of rows leaves the customer as he was', async () => {
    const { team, desk } = await withList()
    const ids = idsOf(desk)
    desk.excel.user.duplicateRow(desk.tableName(), 0)
    desk.excel.user.duplicateRow(desk.tableName(), 2)
    unwrap(await desk.engine.sync())
    desk.excel.user.removeDuplicates(desk.tableName(), ['公司', '城市'])
    const after = unwrap(await desk.engine.sync())
    expect(after).toMatchObject({ rows: 3, saved: 0, unchanged: 3 })
    expect(after.board.removed.count).toBe(0)
    expect(idsOf(desk)).toEqual(ids)
    expect(team.customers()).toHaveLength(3)
  })

  test('[R41] digits that Excel dropped are noticed: the server keeps all eighteen', async () => {
    const { team, desk, id } = await withWide()
    const code = { credit_code: CODE }
    await team.change('manager', id, code)
    unwrap(await desk.engine.sync())
    const kept = onFile(team, id)['credit_code']
    expect(String(desk.column('信用代码')[0])).toBe(CODE)
    desk.excel.user.textToColumns(desk.at('信用代码', 0))
    expect(typeof desk.column('信用代码')[0]).toBe('number')
    const after = unwrap(await desk.engine.sync())
    expect(after.problems).toEqual({ 'digits.lost': 1 })
    expect(onFile(team, id)['credit_code']).toBe(kept)
    expect(desk.column('同步状态')[0]).toContain('信用代码')
  })

  test('[R41] a paste that brings its own formats is an edit like any other', async () => {
    const { team, desk } = await withList()
    const { user } = desk.excel
    user.formatCells('P1', '0.00E+00')
    user.type('P1', '13602817394')
    user.copy('P1', desk.at('手机', 0))
    expect(unwrap(await desk.engine.sync())).toMatchObject({ saved: 1, unchanged: 2 })
    expect(onFile(team, idAt(desk, 0))).toMatchObject({ 'contact.mobile': '+8613602817394' })
    await team.change('manager', idAt(desk, 0), { 'contact.mobile': '13586201947' })
    unwrap(await desk.engine.sync())
    expect(String(desk.column('手机')[0]).replaceAll(' ', '')).toContain('13586201947')
    expect(unwrap(await desk.engine.sync())).toMatchObject({ saved: 0, unchanged: 3 })
  })
})

describe('clocks', () => {
  const at = async (serverNow: number, deskNow: number) => {
    const team = aTeam()
    team.now = serverNow
    const desk = sitAt(team.seat('rep1'), {
      list: [wide, ['华达机械有限公司']],
      now: () => deskNow,
    })
    desk.excel.user.formatCells('D2:D9', '@')
    unwrap(await desk.engine.bringInList())
    desk.excel.user.type(desk.at('下次联系', 0), '1月1日')
    unwrap(await desk.engine.sync())
    return { team, desk, id: idAt(desk, 0) }
  }

  test.each([
    ['a computer that is years ahead', Date.UTC(2026, 10, 21, 4), '2026-01-01'],
    ['the evening before in Greenwich', Date.UTC(2026, 11, 31, 17), '2027-01-01'],
  ])('[R24] on %s today is the server’s, where the organisation is', async (_, now, day) => {
    const { team, desk, id } = await at(now, Date.UTC(2040, 0, 1))
    expect(onFile(team, id)).toMatchObject({ next_contact_on: day })
    expect(team.state().history.every((one) => one.at < Date.UTC(2028, 0, 1))).toBe(true)
    expect(unwrap(await desk.engine.sync())).toMatchObject({ saved: 0, cellsWritten: 0 })
    await team.change('manager', id, { note: '请先打电话' })
    unwrap(await desk.engine.sync())
    expect(desk.column('备注')[0]).toBe('请先打电话')
    expect(desk.column('下次联系')[0]).toBe('1月1日')
  })

  test('[R24] a computer whose clock stands in the past neither wins nor loses by it', async () => {
    const { team, desk, id } = await at(Date.UTC(2026, 10, 21, 4), 0)
    await team.change('manager', id, { note: '先到' })
    desk.excel.user.type(desk.at('备注', 0), '后到')
    const { board } = unwrap(await desk.engine.sync())
    expect(onFile(team, id)).toMatchObject({ note: '先到' })
    expect(board.conflicts).toMatchObject([{ fields: [{ mine: '后到', theirs: '先到' }] }])
  })
})
