// A sheet of visits, paid to customers whom their cells name.
import { describe, expect, test } from 'vitest'

import { rowHash } from '../../../shared/sync/row-hash.ts'
import { aTeam, lost } from '../../support/team.ts'
import type { Team } from '../../support/team.ts'
import type { ExcelOptions } from '../../../workbench/host/node.ts'
import { sitAt, unwrap } from '../support/desk.ts'
import { during } from '../support/seated.ts'

const [huada, hengyuan, shengfeng] = ['华达机械有限公司', '恒源贸易有限公司', '盛丰物流有限公司']

/** An Excel that says who wrote, as any since 2021 does. */
const SAYS_WHO = { sets: { ExcelApi: '1.14', RichApiRuntime: '1.1', DelayForCellEdit: '1.1' } }

/** A visit that the rep typed and synced. */
const stage = async (excel: ExcelOptions = {}) => {
  const team = aTeam()
  for (const name of [huada, hengyuan, shengfeng]) await team.create('rep1', { name })
  const list = [
    ['客户', '时间', '谈话内容'],
    [huada, '2026-11-20', '报价'],
  ]
  const desk = sitAt(team.seat('rep1'), { list, excel })
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

describe('a customer whom a colleague calls otherwise', () => {
  const renamed = '华达精密机械有限公司'
  const rename = async ({ team }: Awaited<ReturnType<typeof stage>>) => {
    const customer = [...team.state().rows.customer.values()].find(
      ({ values }) => values['name'] === huada,
    )
    await team.change('manager', customer?.id ?? '', { name: renamed })
  }

  test('[R27] has his new name in my visits with the next sync, and nothing is sent', async () => {
    const at = await stage()
    await rename(at)
    expect(unwrap(await at.desk.engine.sync())).toMatchObject({ saved: 0 })
    expect(at.desk.column('客户')).toEqual([renamed])
    expect(unwrap(await at.desk.engine.sync())).toMatchObject({ saved: 0 })
  })

  test('comes without a hint that I edited my sheet; only what I type in the table is one', async () => {
    const at = await stage(SAYS_WHO)
    const hints: string[] = []
    unwrap(await at.desk.engine.watchEdits((table) => hints.push(table)))
    await rename(at)
    unwrap(await at.desk.engine.sync())
    at.desk.excel.user.type('Z2', '另记')
    await at.desk.excel.settle()
    expect([at.desk.column('客户'), hints]).toEqual([[renamed], []])
    at.desk.excel.user.type(at.desk.at('谈话内容', 0), '要样品')
    await at.desk.excel.settle()
    expect(hints).toEqual(['visit'])
  })

  test('[R27] has it in a visit that I have typed in meanwhile, which is still to him', async () => {
    const at = await stage()
    await rename(at)
    at.desk.excel.user.type(at.desk.at('谈话内容', 0), '报价，要样品')
    expect(unwrap(await at.desk.engine.sync())).toMatchObject({ saved: 1 })
    const [visit] = at.team.state().rows.visit.values()
    expect(visit?.values).toMatchObject({ talked_about: '报价，要样品' })
    const named = at.team.state().rows.customer.get(String(visit?.values['customer_id']))
    expect(named?.values['name']).toBe(renamed)
    expect(at.desk.column('客户')).toEqual([renamed])
  })

  test('[R27] has it with the sync after, where I typed in the visit while it came', async () => {
    const at = await stage()
    await rename(at)
    at.desk.excel.user.paste(at.desk.at('客户', 1), [[hengyuan, '2026-11-21', '样品']])
    during(at.team, 'push', () => at.desk.excel.user.type(at.desk.at('谈话内容', 0), '要样品'))
    unwrap(await at.desk.engine.sync())
    expect(at.desk.column('谈话内容')).toEqual(['要样品', '样品'])
    expect(unwrap(await at.desk.engine.sync())).toMatchObject({ saved: 1 })
    expect(at.desk.column('客户')).toEqual([renamed, hengyuan])
    expect(unwrap(await at.desk.engine.sync())).toMatchObject({ saved: 0, held: 0 })
  })

  test('[R28] named in short in a visit whose sync was cut off, is not taken for another one, nor the visit for lost', async () => {
    const { team, desk } = await stage()
    const short = '恒源贸易'
    desk.excel.user.paste(desk.at('客户', 1), [[short, '2026-11-21', '样品']])
    team.before = async ({ verb }) => (verb === 'pull' ? lost : null)
    expect(await desk.engine.sync()).toMatchObject({ error: { code: 'offline' } })
    team.before = null
    team.now += 61_000
    const { board } = unwrap(await desk.reopen().sync())
    expect(board.lost).toEqual([])
    expect(desk.column('客户')).toEqual([huada, short])
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
