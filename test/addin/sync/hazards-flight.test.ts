// What the user does while the server is asked, whatever it is asked; and what Ctrl+Z makes of it afterwards.
import { describe, expect, test } from 'vitest'

import type { Verb } from '../../../shared/sync/session/effect.ts'
import type { Team } from '../../support/team.ts'
import { aTeam, lost } from '../../support/team.ts'
import { unwrap } from '../support/desk.ts'
import {
  during,
  hengyuan,
  huada,
  idAt,
  idsOf,
  onFile,
  revisionsOf,
  reopened,
  rowOf,
  shengfeng,
  withList,
  withSheet,
} from '../support/seated.ts'
import type { Seated } from '../support/seated.ts'

const verbs: readonly Verb[] = ['hello', 'push', 'settle', 'pull', 'digest', 'conflicts']

const names = [huada, hengyuan, shengfeng].map(([name]) => name)

/** Every row stands under the id under which the server holds it, cell by cell. */
const agrees = (team: Team, desk: Seated) => {
  for (const [row, id] of idsOf(desk).entries()) {
    if (id === '') continue
    const values = onFile(team, id)
    expect([desk.column('公司')[row], desk.column('城市')[row], desk.column('地址')[row]]).toEqual([
      values['name'] ?? '',
      values['city'] ?? '',
      values['address'] ?? '',
    ])
  }
}

/** An edit of mine, a colleague's change and his new look at a row: something to send and something to fetch. */
const busy = async () => {
  const { team, desk } = await withList()
  desk.excel.user.type(desk.at('地址', 0), '人民路80号')
  await team.change('manager', idAt(desk, 1), { city: '南京' })
  return { team, desk, pane: reopened(team, desk) }
}

describe.each(verbs)('[R10] while %s is under way', (verb) => {
  test('[R10] rows are sorted: each gets its own answer', async () => {
    const { team, desk, pane } = await busy()
    during(team, verb, () => desk.excel.user.sort(desk.tableName(), '公司', 'descending'))
    unwrap(await pane.sync())
    unwrap(await pane.sync())
    agrees(team, desk)
    expect(new Set(desk.column('公司'))).toEqual(new Set(names))
    expect(onFile(team, idAt(desk, rowOf(desk, '华达机械有限公司')))).toMatchObject({
      address: '人民路80号',
    })
  })

  test('[R10] rows are inserted above and one is deleted: nobody gets another’s answer, nothing is put away', async () => {
    const { team, desk, pane } = await busy()
    during(team, verb, () => {
      desk.excel.user.deleteRows(desk.tableName(), 2)
      desk.excel.user.insertRows(desk.tableName(), 0, 2)
    })
    unwrap(await pane.sync())
    const { board } = unwrap(await pane.sync())
    agrees(team, desk)
    expect(board.removed.rows).toMatchObject([{ label: '盛丰物流有限公司' }])
    expect(team.customers()).toHaveLength(3)
  })

  test('[R9] a cell is typed: it is neither lost nor taken for an answer', async () => {
    const { team, desk, pane } = await busy()
    during(team, verb, () => desk.excel.user.type(desk.at('地址', 1), '淮海路2号'))
    unwrap(await pane.sync())
    unwrap(await pane.sync())
    agrees(team, desk)
    expect(onFile(team, idAt(desk, 1))).toMatchObject({ city: '南京', address: '淮海路2号' })
  })

  test('[R9] the very cell that comes is typed: both values stand, one of them in the sheet', async () => {
    const { team, desk, pane } = await busy()
    during(team, verb, () => desk.excel.user.type(desk.at('城市', 1), '常州'))
    const first = unwrap(await pane.sync())
    const { board } = unwrap(await pane.sync())
    agrees(team, desk)
    const open = [...first.board.conflicts, ...board.conflicts].flatMap(({ fields }) => fields)
    const isTyped = onFile(team, idAt(desk, 1))['city'] === '常州'
    expect(isTyped || open.some(({ mine }) => mine === '常州')).toBe(true)
    expect(team.state().history.some(({ values }) => values['city'] === '南京')).toBe(true)
  })

  test('[R29] it is asked again until it answers, and nothing is done twice', async () => {
    const { team, desk, pane } = await busy()
    let left = 3
    team.after = async (call) => (call.verb === verb && left-- > 0 ? lost : null)
    unwrap(await pane.sync())
    expect(left).toBeLessThan(1)
    expect(desk.sleeps).toEqual([1_000, 2_000, 4_000])
    agrees(team, desk)
    expect(revisionsOf(team, team.customer('华达机械有限公司').id)).toBe(2)
    expect(team.customers()).toHaveLength(3)
  })
})

/** An edit of mine that was merged with a colleague's, and whose answer I never got. */
const mergedUnheard = async () => {
  const { team, desk } = await withList()
  const id = idAt(desk, 0)
  await team.change('manager', id, { city: '南京' })
  desk.excel.user.type(desk.at('地址', 0), '人民路80号')
  team.after = async (call) => (call.verb === 'push' ? lost : null)
  expect(await desk.engine.sync()).toMatchObject({ ok: false })
  team.after = null
  expect(onFile(team, id)).toMatchObject({ city: '南京', address: '人民路80号' })
  return { team, desk, id }
}

describe('an answer that was lost, of an edit that was merged with a colleague’s', () => {
  test('[R18] what its user types over it is no conflict with himself', async () => {
    const { team, desk, id } = await mergedUnheard()
    desk.excel.user.type(desk.at('地址', 0), '人民路88号')
    const { board } = unwrap(await desk.engine.sync())
    expect(board.conflicts).toEqual([])
    expect(onFile(team, id)).toMatchObject({ city: '南京', address: '人民路88号' })
    expect(desk.column('城市')[0]).toBe('南京')
    agrees(team, desk)
  })

  test('[R18] typed back to what stood there before, it is an edit all the same', async () => {
    const { team, desk, id } = await mergedUnheard()
    desk.excel.user.type(desk.at('地址', 0), '')
    const { board } = unwrap(await desk.engine.sync())
    expect(board.conflicts).toEqual([])
    expect(onFile(team, id)['address']).toBeUndefined()
    agrees(team, desk)
  })

  test('[R18] the colleague’s own cell, which the sheet has not shown, is a conflict still', async () => {
    const { team, desk, id } = await mergedUnheard()
    desk.excel.user.type(desk.at('城市', 0), '无锡')
    const { board } = unwrap(await desk.engine.sync())
    expect(board.conflicts).toMatchObject([{ fields: [{ field: 'city', mine: '无锡' }] }])
    expect(onFile(team, id)).toMatchObject({ city: '南京' })
  })

  test('[R18] the row was put away and brought back meanwhile: it stands on what was stored', async () => {
    const { team, desk } = await withList()
    const id = idAt(desk, 0)
    desk.excel.user.type(desk.at('地址', 0), '人民路80号')
    let isFirst = true
    team.after = async (call) => {
      if (call.verb !== 'push' || !isFirst) return null
      isFirst = false
      await team.archive(id)
      return lost
    }
    unwrap(await desk.engine.sync())
    await team.archive(id, true)
    desk.excel.user.type(desk.at('地址', 0), '人民路88号')
    const { board } = unwrap(await desk.engine.sync())
    expect(board.conflicts).toEqual([])
    expect(onFile(team, id)).toMatchObject({ address: '人民路88号' })
  })
})

describe('an answer that was lost, of a row that is out of sight when it is asked about', () => {
  test('[R18] what its user types over it is no conflict with himself, once it is back', async () => {
    const { team, desk } = await withList()
    const id = idAt(desk, 0)
    desk.excel.user.type(desk.at('地址', 0), '人民路80号')
    team.after = async (call) => (call.verb === 'push' ? lost : null)
    expect(await desk.engine.sync()).toMatchObject({ ok: false })
    team.after = null
    await team.handOver(id, 'rep2')
    desk.excel.user.type(desk.at('地址', 0), '人民路88号')
    team.before = async (call) => {
      if (call.verb === 'push') await team.handOver(id, 'rep1')
      return null
    }
    const { board } = unwrap(await desk.engine.sync())
    expect(board.conflicts).toEqual([])
    expect(onFile(team, id)).toMatchObject({ address: '人民路88号' })
    agrees(team, desk)
  })
})

describe('a row taken back while it was under way', () => {
  test('[R35] the server has it: it comes into the sheet by the same sync', async () => {
    const team = aTeam()
    const { desk } = await withSheet(team, 'all')
    desk.excel.user.type(desk.at('客户名称', 0), '润联塑胶有限公司')
    during(team, 'push', () => {
      while (desk.column('客户名称').some((name) => name !== '')) desk.excel.user.undo()
    })
    unwrap(await desk.engine.sync())
    expect(desk.column('客户名称').filter((name) => name !== '')).toEqual(['润联塑胶有限公司'])
    expect(team.customers()).toHaveLength(1)
  })
})

describe('Ctrl+Z', () => {
  test('[R8] of what a colleague’s change brought shows it again at the next sync, and sends nothing', async () => {
    const { team, desk } = await withList()
    await team.change('manager', idAt(desk, 1), { city: '南京' })
    unwrap(await desk.engine.sync())
    expect(desk.column('城市')[1]).toBe('南京')
    while (desk.column('城市')[1] === '南京') desk.excel.user.undo()
    const pushes = team.pushes().length
    unwrap(await desk.engine.sync())
    expect(desk.column('城市')[1]).toBe('南京')
    expect(team.pushes()).toHaveLength(pushes)
    expect(idsOf(desk)).toHaveLength(3)
  })

  test('[R8] past an edit that was stored: the row is behind its own revision, and all are compared', async () => {
    const { team, desk } = await withList()
    const id = idAt(desk, 0)
    desk.excel.user.type(desk.at('地址', 0), '人民路80号')
    unwrap(await desk.engine.sync())
    while (desk.column('地址')[0] === '人民路80号') desk.excel.user.undo()
    const { board } = unwrap(await desk.engine.sync())
    expect(board.conflicts).toEqual([])
    expect(onFile(team, id)).toMatchObject({ address: '人民路80号' })
    expect(desk.column('地址')[0]).toBe('人民路80号')
    agrees(team, desk)
  })

  test('[R8] an old row pasted back, identity and all, is compared and brought up to date', async () => {
    const { team, desk } = await withList()
    const row = `${desk.at('公司', 0)}:${desk.at('_sync', 0)}`
    desk.excel.user.copy(row, 'A20')
    await team.change('manager', idAt(desk, 0), { city: '南京' })
    unwrap(await desk.engine.sync())
    desk.excel.user.copy(`A20:${desk.at('_sync', 18)}`, desk.at('公司', 0))
    expect(desk.column('城市')[0]).toBe('苏州')
    const pushes = team.pushes().length
    unwrap(await desk.engine.sync())
    expect(desk.column('城市')[0]).toBe('南京')
    expect(team.pushes()).toHaveLength(pushes)
    agrees(team, desk)
  })

  test('[R8] of a deletion: the row is back, and is not asked about', async () => {
    const { team, desk } = await withList()
    const ids = idsOf(desk)
    desk.excel.user.deleteRows(desk.tableName(), 1)
    desk.excel.user.undo()
    const { board, ...summary } = unwrap(await desk.engine.sync())
    expect(summary).toMatchObject({ rows: 3, saved: 0, unchanged: 3 })
    expect(board.removed.count).toBe(0)
    expect(idsOf(desk)).toEqual(ids)
    agrees(team, desk)
  })
})
