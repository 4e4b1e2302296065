// Whose sheet, whose customers: what leaves a sheet with its user's rights, and what stays because he typed it.
import { describe, expect, test } from 'vitest'

import { aTeam } from '../../support/team.ts'
import type { Team } from '../../support/team.ts'
import { sitAt, unwrap } from '../support/desk.ts'
import { writeValues } from '../../../workbench/model/edit.ts'
import { parseAddress } from '../../../workbench/model/rect.ts'
import { newStamp, stampToText, textToStamp } from '../../../shared/sync/stamp.ts'
import {
  decide,
  hengyuan,
  huada,
  idAt,
  idsOf,
  onFile,
  reopened,
  rowOf,
  sent,
  shengfeng,
  withList,
  withSheet,
} from '../support/seated.ts'
import type { Seated } from '../support/seated.ts'

const NAME = '客户名称'

describe('a customer handed over', () => {
  const handedOver = async () => {
    const { team, desk } = await withList()
    const { user } = desk.excel
    user.insertColumn(desk.tableName(), 4, '私人备注')
    user.type(desk.at('私人备注', 0), '爱喝茶')
    unwrap(await desk.engine.sync())
    const [first = '', second = ''] = idsOf(desk)
    return { team, desk, user, first, second }
  }

  test('[R23] leaves the sheet where it is untouched; the user’s own column stays', async () => {
    const { team, desk, first } = await handedOver()
    await team.handOver(first, 'rep2')
    unwrap(await desk.engine.sync())
    expect(desk.values()[1]?.slice(0, 5)).toEqual(['', '', '', '', '爱喝茶'])
    expect(desk.column('同步状态')[0]).toBe('不再归您查看')
    expect(JSON.stringify(desk.values())).not.toContain('华达')
    expect(unwrap(await desk.engine.sync())).toMatchObject({
      rows: 2,
      unchanged: 2,
      cellsWritten: 0,
    })
  })

  test('[R23] where it was edited what was typed is held, is not sent, and may become a row of its own', async () => {
    const { team, desk, user, second } = await handedOver()
    await team.handOver(second, 'rep2')
    user.type(desk.at('地址', 1), '淮海路2号')
    const { board } = unwrap(await desk.engine.sync())
    expect(desk.column('地址')[1]).toBe('淮海路2号')
    expect(onFile(team, second)).toMatchObject({ address: '淮海路1号', owner: 'rep2' })
    const [waiting] = board.waiting
    expect(waiting).toMatchObject({ row: 1, label: '恒源贸易有限公司' })
    const decisions = decide(board, waiting?.why ?? 'gone', 'own')
    const after = unwrap(await desk.engine.sync({ decisions }))
    expect(idAt(desk, 1)).not.toBe(second)
    expect(after.board.known).toMatchObject([{ row: 1, known: { id: null, label: null } }])
  })

  test('[R23] a copy of what is held keeps what only its user had typed', async () => {
    const { team, desk, user, second } = await handedOver()
    await team.handOver(second, 'rep2')
    user.type(desk.at('地址', 1), '淮海路2号')
    unwrap(await desk.engine.sync())
    user.duplicateRow(desk.tableName(), 1)
    unwrap(await reopened(team, desk).sync())
    expect(desk.column('地址').slice(1, 3)).toEqual(['淮海路2号', '淮海路2号'])
  })

  /** His user does something once the customer's row is emptied, and its copy is not yet. */
  const syncEmptying = async (desk: Seated, act: () => void) => {
    const { host } = desk.excel
    host.beforeBatch = () => {
      if (desk.column('同步状态').filter((words) => words === '不再归您查看').length !== 1) return
      host.beforeBatch = undefined
      act()
    }
    unwrap(await desk.engine.sync())
    expect(host.beforeBatch).toBeUndefined()
  }

  test('[R23] a copy that moves while it is taken out leaves all the same', async () => {
    const { team, desk, user, second } = await handedOver()
    user.duplicateRow(desk.tableName(), 1)
    unwrap(await desk.engine.sync())
    await team.handOver(second, 'rep2')
    await syncEmptying(desk, () => user.insertRows(desk.tableName(), 0))
    expect(JSON.stringify(desk.values())).not.toContain(hengyuan[0])
  })

  test('[R10] a copy that moves while it is taken out: the row in its place has its own back, and nobody else', async () => {
    const { team, desk, user, second } = await handedOver()
    user.type(desk.at('私人备注', 2), '常客')
    user.duplicateRow(desk.tableName(), 1)
    user.insertRows(desk.tableName(), 0)
    unwrap(await desk.engine.sync())
    await team.handOver(second, 'rep2')
    await syncEmptying(desk, () => user.deleteRows(desk.tableName(), 0))
    expect(desk.column('公司')).toEqual([huada[0], '', '', shengfeng[0]])
    expect(desk.column('私人备注')).toEqual(['爱喝茶', '', '', '常客'])
  })

  test('[R23] given up, what was typed goes too', async () => {
    const { team, desk, user, second } = await handedOver()
    await team.handOver(second, 'rep2')
    user.type(desk.at('地址', 1), '淮海路2号')
    const { board } = unwrap(await desk.engine.sync())
    const decisions = decide(board, board.waiting[0]?.why ?? 'gone', 'give-up')
    expect(unwrap(await desk.engine.sync({ decisions }))).toMatchObject({ held: 0 })
    expect(desk.column('地址')[1]).toBe('')
  })

  test('[R23] comes back into its own row, beside what its user noted there', async () => {
    const { team, desk, first } = await handedOver()
    await team.handOver(first, 'rep2')
    unwrap(await desk.engine.sync())
    await team.change('rep2', first, { address: '人民路80号' })
    await team.handOver(first, 'rep1')
    unwrap(await desk.engine.sync())
    expect(idAt(desk, 0)).toBe(first)
    expect(desk.values()[1]?.slice(0, 5)).toEqual([
      huada[0],
      huada[1],
      expect.anything(),
      '人民路80号',
      '爱喝茶',
    ])
    expect(unwrap(await desk.engine.sync())).toMatchObject({ saved: 0, unchanged: 3 })
  })

  test('[R23] what is typed where it stood is another customer', async () => {
    const { team, desk, user, first } = await handedOver()
    await team.handOver(first, 'rep2')
    unwrap(await desk.engine.sync())
    user.type(desk.at('公司', 0), '润联塑胶有限公司')
    unwrap(await desk.engine.sync())
    expect(team.customer('润联塑胶有限公司').id).not.toBe(first)
    expect(onFile(team, first)).toMatchObject({ name: '华达机械有限公司' })
  })

  test('[R23] typed over meanwhile and handed back, it comes back beneath at once', async () => {
    const { team, desk: list } = await withList()
    const first = idAt(list, 0)
    const { desk } = await withSheet(team, 'own')
    await team.handOver(first, 'rep2')
    unwrap(await desk.engine.sync())
    desk.excel.user.type(desk.at(NAME, 0), '润联塑胶有限公司')
    await team.handOver(first, 'rep1')
    unwrap(await desk.engine.sync())
    expect(desk.column(NAME)).toContain('华达机械有限公司')
    expect(idsOf(desk)).toContain(first)
  })

  test('[R23] in the new owner’s sheet it is added', async () => {
    const { team, desk: old } = await withList()
    await team.handOver(idAt(old, 0), 'rep2')
    const { desk } = await withSheet(team, 'own', 'rep2')
    expect(desk.column(NAME)).toEqual(['华达机械有限公司'])
    await team.handOver(team.customer('恒源贸易有限公司').id, 'rep2')
    unwrap(await desk.engine.sync())
    expect(desk.column(NAME)).toEqual(['华达机械有限公司', '恒源贸易有限公司'])
  })
})

describe('a sheet and its account', () => {
  const others = async () => {
    const { team, desk } = await withList()
    const first = idAt(desk, 0)
    await team.change('rep1', first, { visibility: 'company' })
    unwrap(await desk.engine.sync())
    desk.excel.user.type(desk.at('地址', 1), '淮海路2号')
    team.now += 61_000
    return { team, desk, pane: desk.reopen(team.seat('rep2')) }
  }

  test('[R25] another account neither sends nor fetches', async () => {
    const { team, pane } = await others()
    const calls = team.calls.length
    expect(await pane.sync()).toMatchObject({ error: { code: 'other_owner' } })
    expect(team.calls.slice(calls).map(({ verb }) => verb)).toEqual(['hello'])
  })

  test('[R25] taken over, the sheet keeps what the other account may see; what was typed is held', async () => {
    const { team, desk, pane } = await others()
    unwrap(await pane.takeOver('customer'))
    const after = unwrap(await pane.sync())
    expect(desk.column('公司')).toEqual(['华达机械有限公司', '恒源贸易有限公司', ''])
    expect(after.board.waiting).toMatchObject([{ row: 1 }])
    expect(onFile(team, idAt(desk, 1))).toMatchObject({ address: '淮海路1号', owner: 'rep1' })
    desk.excel.user.type(desk.at('地址', 0), '人民路80号')
    unwrap(await pane.sync())
    expect(onFile(team, idAt(desk, 0))).toMatchObject({ address: '人民路80号', owner: 'rep1' })
    const back = desk.reopen(team.seat('rep1'))
    expect(await back.sync()).toMatchObject({ error: { code: 'other_owner' } })
  })

  test.each(['own', 'all'] as const)(
    '[R25] taken over, a sheet that holds %s gets the other account’s customers and loses those that are not',
    async (holds) => {
      const team = aTeam()
      const shared = await team.create('rep1', { name: huada[0] ?? '', city: '苏州' })
      await team.change('rep1', shared, { visibility: 'company' })
      await team.create('rep1', { name: hengyuan[0] ?? '', city: '上海' })
      await team.create('rep2', { name: shengfeng[0] ?? '', city: '杭州' })
      const { desk } = await withSheet(team, holds)
      expect(desk.column(NAME)).toEqual([huada[0], hengyuan[0]])
      team.now += 61_000
      const pane = desk.reopen(team.seat('rep2'))
      unwrap(await pane.takeOver('customer'))
      expect(unwrap(await pane.sync())).toMatchObject({ saved: 0, held: 0 })
      const kept = holds === 'all' ? huada[0] : ''
      expect(desk.column(NAME)).toEqual([kept, '', shengfeng[0]])
      expect(JSON.stringify(desk.values())).not.toContain('恒源')
    },
  )

  test('[R19] of two panes of one account the server lets one sync; the other takes its turn later', async () => {
    const { team, desk } = await withList()
    const second = desk.reopen()
    desk.excel.user.type(desk.at('地址', 0), '人民路80号')
    expect(await second.sync()).toMatchObject({ error: { code: 'leased' } })
    expect(unwrap(await desk.engine.sync())).toMatchObject({ saved: 1 })
    team.now += 61_000
    desk.excel.user.type(desk.at('地址', 0), '人民路88号')
    expect(unwrap(await second.sync())).toMatchObject({ saved: 1 })
    expect(onFile(team, idAt(desk, 0))).toMatchObject({ address: '人民路88号' })
  })

  test('[R19] where the first pane is slow and both sync, nothing is stored twice', async () => {
    const { team, desk } = await withList()
    desk.excel.user.insertRows(desk.tableName(), 3)
    desk.excel.user.paste(desk.at('公司', 3), [['润联塑胶有限公司', '宁波', '', '']])
    const second = desk.reopen()
    team.before = async ({ verb }) => {
      if (verb !== 'push') return null
      team.before = null
      team.now += 61_000
      unwrap(await second.sync())
      return null
    }
    unwrap(await desk.engine.sync())
    expect(team.customers()).toHaveLength(4)
    team.now += 61_000
    expect(unwrap(await desk.engine.sync())).toMatchObject({ saved: 0, unchanged: 4, held: 0 })
  })

  test('[R32] what a co-author typed is sent by the sheet’s account, and the history names the workbook', async () => {
    const { team, desk } = await withList()
    desk.excel.user.type(desk.at('地址', 0), '人民路80号')
    unwrap(await desk.engine.sync())
    const change = team.state().history.find(({ row, prior }) => row === idAt(desk, 0) && prior > 0)
    expect(change).toMatchObject({ by: 'rep1', values: { address: '人民路80号' } })
    expect(change?.hint).toBeNull()
    const batch = team.state().batches.find(({ id }) => id === change?.batch)
    const book = (await desk.port.readState()).find(([kind]) => kind === 'workbook')
    expect(batch).toMatchObject({ by: 'rep1', workbook: book?.[1] })
  })

  test('[R32] what Excel says that a co-author typed is marked in the history, and only that', async () => {
    const { team, desk } = await withList()
    unwrap(await desk.engine.watchEdits(() => undefined))
    const [sheet] = desk.excel.workbook.sheets
    if (sheet === undefined) throw new Error('no sheet')
    const cell = parseAddress(desk.at('地址', 1)).rect
    writeValues(desk.excel.workbook, sheet, cell, [['人民路81号']], 'remote')
    desk.excel.user.type(desk.at('地址', 2), '人民路82号')
    await desk.excel.settle()
    unwrap(await desk.engine.sync())
    const hints = () =>
      [1, 2].map((at) => {
        const id = idAt(desk, at)
        return team.state().history.findLast((change) => change.row === id)?.hint
      })
    expect(hints()).toEqual(['remote', null])
    // Told once: what is typed here next is mine again.
    desk.excel.user.type(desk.at('地址', 1), '人民路83号')
    unwrap(await desk.engine.sync())
    expect(hints()).toEqual([null, null])
  })
})

describe('ids that are not mine to know', () => {
  /** Pasted with their hidden cells, from a colleague's file. */
  const pasted = async (idOf: (team: Team) => Promise<string>) => {
    const { team, desk } = await withList()
    const id = await idOf(team)
    const home = { org: 'org', table: 'customer' } as const
    const version = textToStamp(String(desk.column('_sync')[0]), home)?.version ?? ''
    const stamp = { ...newStamp(version, id), rev: 1, crev: 1, hash: 'a'.repeat(16) }
    desk.excel.user.insertRows(desk.tableName(), 3)
    desk.excel.user.paste(desk.at('公司', 3), [['润联塑胶有限公司', '宁波', '', '']])
    desk.excel.user.type(desk.at('_sync', 3), stampToText(stamp, home))
    const { board } = unwrap(await desk.engine.sync())
    return { team, desk, id, board }
  }
  const unknown = async () => '01HF7YAT0000000000000000ZZ'
  const foreign = (team: Team) => team.create('rep2', { name: '远美电子有限公司', city: '宁波' })

  test('[R30] an unknown one and a colleague’s are both forbidden, in the same words', async () => {
    const answers = [await pasted(unknown), await pasted(foreign)].map(({ desk, board, id }) => ({
      status: desk.column('同步状态')[3],
      waiting: board.waiting.map(({ why }) => why),
      text: JSON.stringify(desk.values()[4]).replaceAll(id, ''),
    }))
    expect(answers[0]).toMatchObject({ status: '无权修改', waiting: ['forbidden'] })
    expect(answers[0]?.status).toBe(answers[1]?.status)
    expect(answers[0]?.waiting).toEqual(answers[1]?.waiting)
  })

  test('[R30] held, it becomes a row of its own on its user’s word, and the colleague’s stays as it was', async () => {
    const { team, desk, id, board } = await pasted(foreign)
    const decisions = decide(board, 'forbidden', 'own')
    expect(unwrap(await desk.engine.sync({ decisions }))).toMatchObject({ saved: 1, held: 0 })
    expect(team.customer('润联塑胶有限公司')).toMatchObject({ id: idAt(desk, 3) })
    expect(onFile(team, id)).toMatchObject({ name: '远美电子有限公司', owner: 'rep2' })
  })
})

describe('what a file holds', () => {
  const company = async () => {
    const team = aTeam()
    const mine = await team.create('rep1', { name: huada[0] ?? '', city: '苏州' })
    const theirs = await team.create('rep2', { name: hengyuan[0] ?? '', city: '上海' })
    await team.change('rep2', theirs, { visibility: 'company' })
    await team.create('rep2', { name: shengfeng[0] ?? '', city: '杭州' })
    return { team, mine }
  }

  test('[R34] a sheet of my customers holds no colleague’s, though I may see him', async () => {
    const { team } = await company()
    const { desk } = await withSheet(team, 'own')
    expect(desk.column(NAME)).toEqual([huada[0]])
    const manager = await withSheet((await company()).team, 'own', 'manager')
    expect(manager.desk.column(NAME)).toEqual([''])
  })

  test('[R34] linked to a colleague’s, a row of my customers stores what it adds, and says what he says from the next comparison on', async () => {
    const { team, mine } = await company()
    const { desk } = await withSheet(team, 'own', 'manager')
    for (const [header, text] of [
      [NAME, huada[0]],
      ['城市', '苏州'],
      ['手机', huada[2]],
    ] as const)
      desk.excel.user.type(desk.at(header, 0), text ?? '')
    unwrap(await desk.engine.sync())
    unwrap(await desk.engine.sync({ decisions: [{ id: idAt(desk, 0), answer: 'link' }] }))
    expect(idAt(desk, 0)).toBe(mine)
    expect(onFile(team, mine)).toMatchObject({ 'contact.mobile': '+8613915628371' })
    await team.change('rep1', mine, { city: '昆山' })
    unwrap(await desk.engine.sync())
    expect(desk.column('城市')).toEqual(['苏州'])
    unwrap(await reopened(team, desk).sync())
    expect(desk.column('城市')).toEqual(['昆山'])
    expect(onFile(team, mine)).toMatchObject({ city: '昆山' })
  })

  test('[R34] given back to a server that has handed it over since, a row of my customers stays, for I may see it', async () => {
    const { team } = await company()
    const { desk } = await withSheet(team, 'own', 'manager')
    desk.excel.user.type(desk.at(NAME, 0), shengfeng[0] ?? '')
    unwrap(await desk.engine.sync())
    const id = idAt(desk, 0)
    const restore = team.keep()
    desk.excel.user.type(desk.at('城市', 0), '苏州')
    unwrap(await desk.engine.sync())
    team.now += 3_600_000
    restore()
    await team.handOver(id, 'rep1')
    expect(unwrap(await desk.engine.sync()).board.lost).toHaveLength(1)
    unwrap(await desk.engine.sync({ decisions: [{ id: '', answer: 'recover' }] }))
    expect(onFile(team, id)).toMatchObject({ city: '苏州', owner: 'rep1' })
    await team.change('rep1', id, { city: '昆山' })
    unwrap(await desk.engine.sync())
    expect(desk.column('城市')).toEqual(['苏州'])
    unwrap(await reopened(team, desk).sync())
    expect(desk.column('城市')).toEqual(['昆山'])
  })

  test('[R34] a sheet of all that I may see holds nobody that I may not see', async () => {
    const { team } = await company()
    const { desk } = await withSheet(team, 'all')
    expect(desk.column(NAME)).toEqual([huada[0], hengyuan[0]])
  })

  test('[R34] a list that was brought in gets nobody added, and no field that it has no column for', async () => {
    const { team } = await company()
    const desk = sitAt(team.seat('rep1'), {
      list: [
        ['公司', '城市'],
        [huada[0] ?? '', '昆山'],
      ],
    })
    unwrap(await desk.engine.bringInList())
    unwrap(await desk.engine.sync())
    await team.create('rep1', { name: '润联塑胶有限公司', city: '宁波', email: 'a@runlian.cn' })
    unwrap(await desk.engine.sync())
    expect(desk.column('公司')).toEqual([huada[0]])
    expect(rowOf(desk, huada[0] ?? '')).toBe(0)
    expect(JSON.stringify(desk.values())).not.toContain('runlian')
    expect(sent(team)).not.toContain('盛丰')
  })
})
