// Rows that their user takes out while a sync is at work: they have been in the sheet, so he is asked what he meant.
import { describe, expect, test } from 'vitest'

import { aTeam } from '../../support/team.ts'
import { unwrap } from '../support/desk.ts'
import { during, reopened, withSheet } from '../support/seated.ts'

const NAME = '客户名称'
const label = '润联塑胶有限公司'

describe('a row that its user takes out while a sync is at work', () => {
  test('[R7] deleted by the sync that stored it: it is a question, and does not come back by itself', async () => {
    const team = aTeam()
    const { desk } = await withSheet(team, 'all')
    desk.excel.user.type(desk.at(NAME, 0), label)
    desk.excel.user.type(desk.at(NAME, 1), '盛丰物流有限公司')
    // What comes by the pull makes the session look at the rows again.
    await team.create('rep1', { name: '永泰建材有限公司', city: '苏州' })
    during(team, 'pull', () => desk.excel.user.deleteRows(desk.tableName(), 0))
    unwrap(await desk.engine.sync())
    expect(desk.column(NAME)).not.toContain(label)
    const { board } = unwrap(await reopened(team, desk).sync())
    expect(board.removed).toMatchObject({ count: 1, rows: [{ label }] })
    expect(desk.column(NAME)).not.toContain(label)
  })

  test('[R7] set back by Ctrl+Z to before it was stored, and deleted later: a question, too', async () => {
    const team = aTeam()
    const { desk } = await withSheet(team, 'all')
    desk.excel.user.type(desk.at(NAME, 0), label)
    desk.excel.user.type(desk.at(NAME, 1), '盛丰物流有限公司')
    // What comes by the pull, and finds another row in its place, makes the session look at the rows again.
    await team.create('rep1', { name: '永泰建材有限公司', city: '苏州' })
    const isStored = () => String(desk.column('_sync')[0]).split('|')[2] === '1'
    during(team, 'pull', () => {
      expect(isStored()).toBe(true)
      while (isStored()) desk.excel.user.undo()
      desk.excel.user.insertRows(desk.tableName(), 2)
    })
    unwrap(await desk.engine.sync())
    expect([desk.column(NAME)[0], isStored()]).toEqual([label, false])
    desk.excel.user.deleteRows(desk.tableName(), 0)
    const { board } = unwrap(await reopened(team, desk).sync())
    expect(board.removed).toMatchObject({ count: 1, rows: [{ label }] })
    expect(desk.column(NAME)).not.toContain(label)
  })

  test('[R7] that came by a pull, taken back by Ctrl+Z before it was looked at again: a question, too', async () => {
    const team = aTeam()
    const { desk } = await withSheet(team, 'all')
    desk.excel.user.type(desk.at(NAME, 0), '盛丰物流有限公司')
    await team.create('rep1', { name: label, city: '苏州' })
    const { host, user } = desk.excel
    host.beforeBatch = () => {
      if (!desk.column(NAME).includes(label)) return
      host.beforeBatch = undefined
      while (desk.column(NAME).includes(label)) user.undo()
      // And that the table has grown.
      user.undo()
    }
    unwrap(await desk.engine.sync())
    expect(host.beforeBatch).toBeUndefined()
    expect(desk.column(NAME)).not.toContain(label)
    const { board } = unwrap(await reopened(team, desk).sync())
    expect(board.removed).toMatchObject({ count: 1, rows: [{ label }] })
    expect(desk.column(NAME)).not.toContain(label)
  })
})
