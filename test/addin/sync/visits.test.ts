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

/** The manager says elsewhere that it was paid to somebody else. */
const changeCustomer = async (team: Team, name: string) => {
  const [visit] = team.state().rows.visit.values()
  const fields = ['customer_id']
  const { ids } = team.seat('manager')
  const rows = [[visit?.id, visit?.rev, rowHash('visit', fields, [name]), [name]]]
  const body = { table: 'visit', workbook: ids(), epoch: 'e1', fields, rows }
  const reply = await team.deliver({ user: 'manager', verb: 'push', body })
  expect(JSON.stringify(reply)).toContain('"outcome":"applied"')
}

describe('the customer of a visit', () => {
  test('[R9] changed by a colleague, and merged with an edit of another cell, is shown by name', async () => {
    const { team, desk } = await stage()
    await changeCustomer(team, hengyuan)
    desk.excel.user.type(desk.at('谈话内容', 0), '报价，要样品')
    unwrap(await desk.engine.sync())
    expect([desk.column('客户'), desk.column('谈话内容')]).toEqual([[hengyuan], ['报价，要样品']])
  })

  test('[R9] changed by both, is a conflict, and the one that stands is shown by name', async () => {
    const { team, desk } = await stage()
    await changeCustomer(team, shengfeng)
    desk.excel.user.type(desk.at('客户', 0), hengyuan)
    unwrap(await desk.engine.sync())
    expect(desk.column('客户')).toEqual([shengfeng])
    const [question] = unwrap(await desk.engine.sync()).board.conflicts
    expect(question?.fields).toMatchObject([{ mine: hengyuan, theirs: shengfeng }])
  })
})
