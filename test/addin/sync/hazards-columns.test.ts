// Columns and what is no row: which cells are ours to read and to write, and how they are found again.
import { describe, expect, test } from 'vitest'

import { aTeam } from '../../support/team.ts'
import type { Team } from '../../support/team.ts'
import { sitAt, unwrap } from '../support/desk.ts'
import {
  hengyuan,
  huada,
  idAt,
  idsOf,
  leads,
  onFile,
  reopened,
  sent,
  withList,
} from '../support/seated.ts'

describe('a user’s own cells', () => {
  test('[R12] a formula in an entered column stays as long as its value is what the server has', async () => {
    const { team, desk } = await withList()
    const { user, workbook } = desk.excel
    user.formatCells(desk.at('城市', 0), 'General')
    user.typeFormula(desk.at('城市', 0), '="无"&"锡"', '无锡')
    unwrap(await desk.engine.sync())
    expect(onFile(team, idAt(desk, 0))).toMatchObject({ city: '无锡' })
    await team.change('manager', idAt(desk, 0), { address: '干将路1号' })
    unwrap(await desk.engine.sync())
    expect(desk.column('地址')[0]).toBe('干将路1号')
    expect(workbook.active.grid.formula(1, 1)).toBe('="无"&"锡"')
    await team.change('manager', idAt(desk, 0), { city: '常州' })
    unwrap(await desk.engine.sync())
    expect(desk.column('城市')[0]).toBe('常州')
    expect(workbook.active.grid.formula(1, 1)).toBeUndefined()
  })

  test('[R12] a formula that says the same in another form stays when a colleague changes the row', async () => {
    const { team, desk } = await withList()
    const { user, workbook } = desk.excel
    user.formatCells(desk.at('手机', 0), 'General')
    user.typeFormula(desk.at('手机', 0), '="139"&" 1562-8371"', '139 1562-8371')
    await team.change('manager', idAt(desk, 0), { address: '干将路1号' })
    unwrap(await desk.engine.sync())
    expect(desk.column('地址')[0]).toBe('干将路1号')
    expect(workbook.active.grid.formula(1, 2)).toBe('="139"&" 1562-8371"')
  })

  test('[R12] his own columns are never sent and never written, whatever comes and goes beside them', async () => {
    const { team, desk } = await withList()
    const { user, workbook } = desk.excel
    user.insertColumn(desk.tableName(), 2, '私人备注')
    user.type(desk.at('私人备注', 0), '别告诉别人')
    user.typeFormula(desk.at('私人备注', 1), '=1+1', 2)
    user.type(desk.at('地址', 2), '解放路33号')
    await team.change('manager', idAt(desk, 0), { address: '干将路1号' })
    await team.archive(idAt(desk, 1))
    unwrap(await desk.engine.sync())
    expect(desk.column('私人备注')).toEqual(['别告诉别人', 2, ''])
    expect(workbook.active.grid.formula(2, 2)).toBe('=1+1')
    expect(sent(team)).not.toContain('别告诉别人')
  })

  test('[R15] a computed cell changed by hand is put right and not sent', async () => {
    const { team, desk } = await withList()
    const pushes = team.pushes().length
    desk.excel.user.type(desk.at('客户级别', 0), 'A')
    expect(unwrap(await desk.engine.sync())).toMatchObject({ saved: 0, unchanged: 3 })
    expect(desk.column('客户级别')[0]).toBe('N')
    expect(team.pushes()).toHaveLength(pushes)
  })
})

describe('columns that move, change their names or go', () => {
  const cities = (team: Team) => team.customers().map(({ values }) => values['city'])

  test('[R13] a deleted column is unchanged on the server; what is typed in others goes out after a comparison', async () => {
    const { team, desk } = await withList()
    desk.excel.user.deleteColumn(desk.tableName(), '城市')
    desk.excel.user.type(desk.at('地址', 0), '人民路80号')
    unwrap(await desk.engine.sync())
    unwrap(await desk.engine.sync())
    expect(cities(team)).toEqual(['苏州', '上海', '杭州'])
    expect(onFile(team, idAt(desk, 0))).toMatchObject({ address: '人民路80号' })
    expect(unwrap(await desk.engine.sync())).toMatchObject({ saved: 0, unchanged: 3 })
  })

  test.each([
    ['at once', false],
    ['after a sync without it', true],
  ])(
    '[R13] a column typed anew, %s, is filled from the server and clears nothing there',
    async (_, isLate) => {
      const { team, desk } = await withList()
      const { user } = desk.excel
      user.deleteColumn(desk.tableName(), '城市')
      if (isLate) unwrap(await desk.engine.sync())
      user.insertColumn(desk.tableName(), 1, 'City')
      user.type(desk.at('City', 1), '南京')
      unwrap(await reopened(team, desk).sync())
      expect(cities(team)).toEqual(['苏州', '上海', '杭州'])
      expect(desk.column('City')).toEqual(['苏州', '南京', '杭州'])
      team.now += 61_000
      expect(unwrap(await desk.engine.sync())).toMatchObject({ saved: 1, unchanged: 2 })
      expect(cities(team)).toEqual(['苏州', '南京', '杭州'])
    },
  )

  test('[R13] a deleted column that Ctrl+Z brings back is what it was', async () => {
    const { team, desk } = await withList()
    desk.excel.user.deleteColumn(desk.tableName(), '城市')
    desk.excel.user.undo()
    expect(unwrap(await desk.engine.sync())).toMatchObject({ saved: 0, unchanged: 3 })
    expect(cities(team)).toEqual(['苏州', '上海', '杭州'])
  })

  test('[R14] a table that was turned into a range stops the session; bound again its rows are the same', async () => {
    const { team, desk } = await withList()
    const ids = idsOf(desk)
    desk.excel.user.convertToRange(desk.tableName())
    desk.excel.user.type('D2', '人民路80号')
    expect(await desk.engine.sync()).toMatchObject({ error: { code: 'table_lost' } })
    expect(onFile(team, ids[0] ?? '')).toMatchObject({ address: '人民路8号' })
    unwrap(await desk.engine.bringInList())
    expect(unwrap(await desk.engine.sync())).toMatchObject({ saved: 1, unchanged: 2, held: 0 })
    expect(idsOf(desk)).toEqual(ids)
    expect(onFile(team, ids[0] ?? '')).toMatchObject({ address: '人民路80号' })
    expect(team.customers()).toHaveLength(3)
  })
})

describe('rows beside rows', () => {
  test('[R16] one that cannot be stored says why; its neighbours go through, and corrected it goes too', async () => {
    const { team, desk, first } = await withList([...leads, ['', '宁波', '13586201947', '']])
    expect(first).toMatchObject({ saved: 3, toCorrect: 1 })
    expect(desk.column('同步状态')[3]).toContain('客户名称')
    const pushes = team.pushes().length
    unwrap(await desk.engine.sync())
    expect(team.pushes()).toHaveLength(pushes)
    desk.excel.user.type(desk.at('公司', 3), '润联塑胶有限公司')
    expect(unwrap(await desk.engine.sync())).toMatchObject({ saved: 1, toCorrect: 0 })
  })

  test('[R31] title rows above, blank rows amid, a filter and what stands beneath are no rows', async () => {
    const team = aTeam()
    const list = [leads[0] ?? [], huada, ['', '', '', ''], hengyuan]
    const desk = sitAt(team.seat('rep1'), { list, corner: 'A3' })
    desk.excel.user.type('A1', '客户名单')
    unwrap(await desk.engine.bringInList())
    desk.excel.user.filter(desk.tableName(), '城市', ['上海'])
    expect(unwrap(await desk.engine.sync())).toMatchObject({ rows: 2, saved: 2, toCorrect: 0 })
    expect(team.customers()).toHaveLength(2)
    expect(desk.values()[0]?.[0]).toBe('客户名单')
    expect(idsOf(desk)[1]).toBe('')
  })

  test('[R31] a row of totals is no row', async () => {
    const { team, desk } = await withList()
    const [table] = desk.excel.workbook.tables
    if (table === undefined) throw new Error('no table')
    table.rect = { ...table.rect, rows: table.rect.rows + 1 }
    table.showTotals = true
    desk.excel.user.type('A5', '合计')
    expect(unwrap(await desk.engine.sync())).toMatchObject({ rows: 3, saved: 0, unchanged: 3 })
    expect(team.customers()).toHaveLength(3)
  })
})
