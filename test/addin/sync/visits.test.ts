// A sheet of visits, paid to customers whom their cells name.
import { describe, expect, test } from 'vitest'

import { rowHash } from '../../../shared/sync/row-hash.ts'
import { aTeam } from '../../support/team.ts'
import type { Team } from '../../support/team.ts'
import { sitAt, unwrap } from '../support/desk.ts'

const [huada, hengyuan, shengfeng] = ['华达机械有限公司', '恒源贸易有限公司', '盛丰物流有限公司']

/** A visit that the rep typed and synced. */
const stage = async () => {
  const team = aTeam()
  for (const name of [huada, hengyuan, shengfeng]) await team.create('rep1', { name })
  const list = [
    ['客户', '时间', '谈话内容'],
    [huada, '2026-11-20', '报价'],
  ]
  const desk = sitAt(team.seat('rep1'), { list })
  expect(unwrap(await desk.engine.bringInList())).toMatchObject({ table: 'visit' })
  unwrap(await desk.engine.sync())
  return { team, desk }
}

/** The manager changes the visit elsewhere. */
const change = async (team: Team, field: string, text: string) => {
  const [visit] = team.state().rows.visit.values()
  const fields = [field]
  const { ids } = team.seat('manager')
  const rows = [[visit?.id, visit?.rev, rowHash('visit', fields, [text]), [text]]]
  const body = { table: 'visit', workbook: ids(), epoch: 'e1', fields, rows }
  const reply = await team.deliver({ user: 'manager', verb: 'push', body })
  expect(JSON.stringify(reply)).toContain('"outcome":"applied"')
}

describe('the customer of a visit', () => {
  test('[R9] changed by a colleague, and merged with an edit of another cell, is shown by name', async () => {
    const { team, desk } = await stage()
    await change(team, 'customer_id', hengyuan)
    desk.excel.user.type(desk.at('谈话内容', 0), '报价，要样品')
    unwrap(await desk.engine.sync())
    expect([desk.column('客户'), desk.column('谈话内容')]).toEqual([[hengyuan], ['报价，要样品']])
  })

  test('[R9] changed by both, is a conflict, and the one that stands is shown by name', async () => {
    const { team, desk } = await stage()
    await change(team, 'customer_id', shengfeng)
    desk.excel.user.type(desk.at('客户', 0), hengyuan)
    unwrap(await desk.engine.sync())
    expect(desk.column('客户')).toEqual([shengfeng])
    const [question] = unwrap(await desk.engine.sync()).board.conflicts
    expect(question?.fields).toMatchObject([{ mine: hengyuan, theirs: shengfeng }])
  })
})

describe('a visit to a customer of a colleague, whom I may see', () => {
  const sihai = '四海物流有限公司'

  /** In a sheet of my own visits. */
  const paid = async () => {
    const team = aTeam()
    const id = await team.create('rep2', { name: sihai, visibility: '全公司' })
    const desk = sitAt(team.seat('rep1'), { list: [] })
    unwrap(await desk.engine.startEmpty('visit'))
    desk.excel.user.type(desk.at('客户', 0), sihai)
    desk.excel.user.type(desk.at('时间', 0), '2026-11-21')
    unwrap(await desk.engine.sync())
    return { team, desk, id }
  }

  /** All is compared after an opening. */
  const syncReopened = async ({ team, desk }: Awaited<ReturnType<typeof paid>>) => {
    team.now += 61_000
    return unwrap(await desk.reopen().sync())
  }

  test('[R34] stays in my sheet, and what others change in it comes', async () => {
    const stage = await paid()
    await syncReopened(stage)
    expect(stage.desk.column('客户')).toEqual([sihai])
    await change(stage.team, 'result', '要样品')
    await syncReopened(stage)
    expect([stage.desk.column('客户'), stage.desk.column('结果')]).toEqual([[sihai], ['要样品']])
  })

  test('[R34] stays in it when my team is another one by now, and all is compared anew', async () => {
    const stage = await paid()
    stage.team.rights.rep1 = { teammates: ['rep1', 'rep2'] }
    await syncReopened(stage)
    expect(stage.desk.column('客户')).toEqual([sihai])
  })

  test('[R28, R34] is not lost to a server that was set back to a day when it had it', async () => {
    const stage = await paid()
    const restore = stage.team.keep()
    await stage.team.create('rep1', { name: huada })
    await syncReopened(stage)
    restore()
    const { board } = await syncReopened(stage)
    expect(board.lost).toEqual([])
    expect(stage.desk.column('客户')).toEqual([sihai])
  })

  test('[R23] leaves it when I may see him no more', async () => {
    const stage = await paid()
    await stage.team.change('rep2', stage.id, { visibility: 'owner' })
    await syncReopened(stage)
    expect(stage.desk.column('客户')).toEqual([''])
  })
})
