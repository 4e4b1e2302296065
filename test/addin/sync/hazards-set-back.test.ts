// A server that was set back to an earlier day: what it lost is in the sheets, and nothing is sent over it unasked.
import { describe, expect, test } from 'vitest'

import type { Board } from '../../../shared/sync/session/board.ts'
import type { Verbs } from '../../../shared/sync/session/effect.ts'
import { saveFile } from '../../../workbench/model/file.ts'
import { aTeam, lost } from '../../support/team.ts'
import { unwrap } from '../support/desk.ts'
import {
  decide,
  forgetTold,
  hengyuan,
  huada,
  idAt,
  idsOf,
  onFile,
  opened,
  reopened,
  rowOf,
  shengfeng,
  toldIn,
  withList,
  withSheet,
} from '../support/seated.ts'

const answer = (what: 'recover' | 'accept') => ({ decisions: [{ id: '', answer: what }] })
const lostRows = (board: Board) => board.lost.length

describe('a server that was set back to an earlier day', () => {
  /** The edit of the first row and the whole fourth one are lost with the day. */
  const setBack = async () => {
    const { team, desk } = await withList()
    const restore = team.keep()
    desk.excel.user.type(desk.at('地址', 0), '人民路80号')
    desk.excel.user.insertRows(desk.tableName(), 3)
    desk.excel.user.paste(desk.at('公司', 3), [['润联塑胶有限公司', '宁波', '', '中山路7号']])
    unwrap(await desk.engine.sync())
    const ids = idsOf(desk)
    team.now += 3_600_000
    restore()
    return { team, desk, ids }
  }

  test('[R28] is noticed, and nothing is sent before its user has answered; the rows that it lost are offered', async () => {
    const { team, desk } = await setBack()
    const pushes = team.pushes().length
    const { board } = unwrap(await desk.engine.sync())
    expect(lostRows(board)).toBe(2)
    expect(team.pushes()).toHaveLength(pushes)
    expect(desk.column('地址')[0]).toBe('人民路80号')
    expect(lostRows(unwrap(await reopened(team, desk).sync()).board)).toBe(2)
  })

  test('[R28] gets back from the sheet what it lost, under the same ids', async () => {
    const { team, desk, ids } = await setBack()
    unwrap(await desk.engine.sync())
    const after = unwrap(await desk.engine.sync(answer('recover')))
    expect(lostRows(after.board)).toBe(0)
    expect(idsOf(desk)).toEqual(ids)
    expect(onFile(team, ids[0] ?? '')).toMatchObject({ address: '人民路80号' })
    expect(onFile(team, ids[3] ?? '')).toMatchObject({ name: '润联塑胶有限公司' })
    expect(unwrap(await desk.engine.sync())).toMatchObject({ saved: 0, unchanged: 4, held: 0 })
  })

  test('[R28] keeps what it has where its user accepts the loss; rows typed since wait on', async () => {
    const { team, desk, ids } = await setBack()
    unwrap(await desk.engine.sync())
    desk.excel.user.type(desk.at('城市', 3), '杭州')
    const after = unwrap(await desk.engine.sync(answer('accept')))
    expect(desk.column('地址')[0]).toBe('人民路8号')
    expect(desk.column('城市')[3]).toBe('杭州')
    expect(lostRows(after.board)).toBe(1)
    expect(team.customers()).toHaveLength(3)
    expect(lostRows(unwrap(await desk.engine.sync(answer('recover'))).board)).toBe(0)
    expect(onFile(team, ids[3] ?? '')).toMatchObject({ city: '杭州' })
  })

  test('[R28] what a row has got since, untouched, is not given back over what a colleague made of it', async () => {
    const { team, desk, ids } = await setBack()
    const second = ids[1] ?? ''
    unwrap(await desk.engine.sync())
    await team.change('manager', second, { address: '淮海路20号' })
    unwrap(await desk.engine.sync())
    expect(desk.column('地址')[1]).toBe('淮海路20号')
    await team.change('manager', second, { address: '淮海路1号' })
    const { board } = unwrap(await desk.engine.sync(answer('recover')))
    expect(onFile(team, second)).toMatchObject({ address: '淮海路1号' })
    expect(desk.column('地址')[1]).toBe('淮海路1号')
    expect(board.conflicts).toEqual([])
    expect(onFile(team, ids[0] ?? '')).toMatchObject({ address: '人民路80号' })
  })

  test('[R28] what is typed in a row that it got since stands on that, though others wait', async () => {
    const { team, desk, ids } = await setBack()
    const second = ids[1] ?? ''
    unwrap(await desk.engine.sync())
    await team.change('manager', second, { address: '淮海路20号' })
    unwrap(await desk.engine.sync())
    await team.change('manager', second, { address: '淮海路1号' })
    desk.excel.user.type(desk.at('城市', 1), '无锡')
    const { board } = unwrap(await desk.engine.sync())
    expect(lostRows(board)).toBe(2)
    expect(onFile(team, second)).toMatchObject({ address: '淮海路1号', city: '无锡' })
    const after = unwrap(await desk.engine.sync(answer('recover')))
    expect(lostRows(after.board)).toBe(0)
    expect(onFile(team, second)).toMatchObject({ address: '淮海路1号', city: '无锡' })
  })

  test('[R28] that rows wait is compared once: later syncs ask for nothing but what is new', async () => {
    const { team, desk } = await setBack()
    unwrap(await desk.engine.sync())
    const asked = team.calls.length
    expect(lostRows(unwrap(await desk.engine.sync()).board)).toBe(2)
    expect(team.calls.slice(asked).map(({ verb }) => verb)).toEqual(['hello', 'pull'])
  })

  test('[R28] a row that waits, is deleted and comes back by Ctrl+Z still waits', async () => {
    const { desk } = await setBack()
    unwrap(await desk.engine.sync())
    desk.excel.user.deleteRows(desk.tableName(), 0)
    expect(lostRows(unwrap(await desk.engine.sync()).board)).toBe(1)
    desk.excel.user.undo()
    expect(lostRows(unwrap(await desk.engine.sync()).board)).toBe(2)
  })

  test('[R7] a row that waits and is deleted is a question like any other', async () => {
    const { team, desk, ids } = await setBack()
    unwrap(await desk.engine.sync())
    desk.excel.user.deleteRows(desk.tableName(), 0)
    const { board } = unwrap(await desk.engine.sync())
    expect(board.removed).toMatchObject({ count: 1, rows: [{ id: ids[0] }] })
    const back = [{ id: ids[0] ?? '', answer: 'put-back' as const }]
    const after = unwrap(await desk.engine.sync({ decisions: back }))
    expect(after.board.removed.count).toBe(0)
    expect(desk.column('地址')[3]).toBe('人民路8号')
    expect(lostRows(unwrap(await reopened(team, desk).sync()).board)).toBe(1)
  })

  test('[R28] where its user accepts the loss, an untouched copy of what was lost is not the row from then on', async () => {
    const { team, desk, ids } = await setBack()
    unwrap(await desk.engine.sync())
    desk.excel.user.duplicateRow(desk.tableName(), 0)
    unwrap(await desk.engine.sync(answer('accept')))
    expect(idsOf(desk).slice(0, 2)).toEqual([ids[0], ids[0]])
    expect(desk.column('地址').slice(0, 2)).toEqual(['人民路8号', '人民路8号'])
    await team.change('manager', ids[0] ?? '', { address: '淮海路20号' })
    unwrap(await desk.engine.sync())
    expect(desk.column('地址')).toContain('淮海路20号')
  })

  test('[R28] what was lost since its user was asked is asked about by itself', async () => {
    const { team, desk } = await setBack()
    const again = team.keep()
    desk.excel.user.type(desk.at('城市', 2), '南通')
    const { board } = unwrap(await desk.engine.sync())
    expect(lostRows(board)).toBe(2)
    team.now += 3_600_000
    again()
    const said = [{ id: '', answer: 'accept' as const, seen: board.seen }]
    const after = unwrap(await desk.engine.sync({ decisions: said }))
    expect(lostRows(after.board)).toBe(3)
    expect([desk.column('地址')[0], desk.column('城市')[2]]).toEqual(['人民路80号', '南通'])
  })

  test('[R28] nor does his word hold for what a server lost that was set back to that moment once more', async () => {
    const { team, desk } = await setBack()
    const { board } = unwrap(await desk.engine.sync())
    const again = team.keep()
    desk.excel.user.insertRows(desk.tableName(), 4)
    desk.excel.user.paste(desk.at('公司', 4), [['永安五金有限公司', '无锡', '', '']])
    unwrap(await desk.engine.sync())
    team.now += 3_600_000
    again()
    const { seen, lost } = board
    const said = [{ id: '', answer: 'accept' as const, seen, lost }]
    const after = unwrap(await desk.engine.sync({ decisions: said }))
    expect(lostRows(after.board)).toBe(1)
    expect(desk.column('公司')).toContain('永安五金有限公司')
    unwrap(await desk.engine.sync(answer('recover')))
    const names = [...team.state().rows.customer.values()].map(({ values }) => values['name'])
    expect(names).toContain('永安五金有限公司')
  })

  test('[R28] two answers hold for the rows of both', async () => {
    const { desk } = await setBack()
    const { board } = unwrap(await desk.engine.sync())
    expect(lostRows(board)).toBe(2)
    const decisions = board.lost.map((id) => ({ id: '', answer: 'recover' as const, lost: [id] }))
    const after = unwrap(await desk.engine.sync({ decisions }))
    expect(lostRows(after.board)).toBe(0)
  })

  test('[R28] twins of which neither is the original yet wait for the answer, too', async () => {
    const { team, desk } = await setBack()
    desk.excel.user.duplicateRow(desk.tableName(), 0)
    desk.excel.user.type(desk.at('城市', 0), '南京')
    desk.excel.user.type(desk.at('城市', 1), '南通')
    const { board } = unwrap(await desk.engine.sync())
    expect(lostRows(board)).toBe(2)
    const [first, second] = board.waiting.filter(({ why }) => why === 'twin')
    expect([first, second].every((one) => one !== undefined)).toBe(true)
    await team.change('manager', idAt(desk, 0), { city: '无锡' })
    const place = { row: first?.row ?? 0, hash: first?.hash ?? '' }
    const original = [{ id: first?.id ?? '', answer: 'original' as const, place }]
    const after = unwrap(await desk.engine.sync({ decisions: original }))
    expect(lostRows(after.board)).toBe(2)
    expect(onFile(team, idAt(desk, 0))).toMatchObject({ city: '无锡' })
  })

  test('[R28] what the server could not take back just now waits on, and is asked about again', async () => {
    const { team, desk, ids } = await setBack()
    unwrap(await desk.engine.sync())
    team.edit = ({ verb, body }, value) => {
      if (verb !== 'recover') return value
      const { rows } = body as Verbs['recover'][0]
      return { results: rows.map(([id]) => ({ id, outcome: 'retry' })), seqs: null }
    }
    expect(lostRows(unwrap(await desk.engine.sync(answer('recover'))).board)).toBe(2)
    team.edit = null
    const pane = reopened(team, desk)
    expect(lostRows(unwrap(await pane.sync()).board)).toBe(2)
    expect(lostRows(unwrap(await pane.sync(answer('recover'))).board)).toBe(0)
    expect(onFile(team, ids[0] ?? '')).toMatchObject({ address: '人民路80号' })
  })

  test('[R38] a row that was emptied meanwhile is not given back: it stays a question', async () => {
    const { team, desk } = await setBack()
    unwrap(await desk.engine.sync())
    desk.excel.user.insertRows(desk.tableName(), 4)
    desk.excel.user.paste(desk.at('公司', 4), [['恒丰印刷有限公司', '宁波', '', '中山路9号']])
    unwrap(await desk.engine.sync())
    desk.excel.user.paste(desk.at('公司', 4), [['', '', '', '']])
    unwrap(await desk.engine.sync())
    const { board } = unwrap(await desk.engine.sync(answer('recover')))
    expect(team.state().conflicts).toEqual([])
    expect(board.waiting).toMatchObject([{ row: 4, why: 'cleared' }])
    expect(desk.column('公司')[4]).toBe('')
  })

  test('[R28] what a colleague wrote since the restore is merged, not overwritten', async () => {
    const { team, desk, ids } = await setBack()
    const [first = ''] = ids
    await team.change('manager', first, { city: '无锡' })
    unwrap(await desk.engine.sync())
    unwrap(await desk.engine.sync(answer('recover')))
    expect(onFile(team, first)).toMatchObject({ city: '无锡', address: '人民路80号' })
    unwrap(await desk.engine.sync())
    expect(desk.column('城市')[rowOf(desk, huada[0] ?? '')]).toBe('无锡')
  })

  test('[R28] what the server does not take back overwrites nothing once it is corrected', async () => {
    const { team, desk, ids } = await setBack()
    const [first = ''] = ids
    await team.change('manager', first, { city: '无锡' })
    desk.excel.user.type(desk.at('公司', 0), '')
    unwrap(await desk.engine.sync())
    const { board } = unwrap(await desk.engine.sync(answer('recover')))
    expect(board.troubles).toMatchObject([{ row: 0, header: '公司' }])
    desk.excel.user.type(desk.at('公司', 0), huada[0] ?? '')
    const after = unwrap(await desk.engine.sync())
    expect(onFile(team, first)).toMatchObject({ city: '无锡' })
    const asked = after.board.conflicts.flatMap(({ fields }) => fields)
    expect(asked).toHaveLength(2)
    expect(asked.find(({ header }) => header === '地址')).toMatchObject({ mine: '人民路80号' })
    expect(asked.find(({ header }) => header === '城市')).toMatchObject({ theirs: '无锡' })
  })

  /** A revision is lost with the day, and a colleague has written since; another file of before that day knows both. */
  const lostElsewhere = async () => {
    const { team, desk } = await withList()
    const id = idAt(desk, 0)
    const restore = team.keep()
    const file = saveFile(desk.excel.workbook)
    desk.excel.user.type(desk.at('地址', 0), '人民路80号')
    unwrap(await desk.engine.sync())
    const stamp = String(desk.column('_sync')[0])
    team.now += 3_600_000
    restore()
    // One revision, as what was lost had been one: counted, it would have the same number.
    await team.change('manager', id, { city: '无锡' })
    const other = opened(team, file, { name: '另一份.xlsx' })
    unwrap(await other.engine.sync())
    /** Pasted out of the file that had seen the lost revision. */
    const paste = (address: string) => {
      const [name = '', city = '', mobile = ''] = huada
      other.excel.user.paste(other.at('公司', 0), [[name, city, mobile, address]])
      other.excel.user.type(other.at('_sync', 0), stamp)
    }
    return { team, id, other, paste }
  }

  test('[R28] a row out of an older file, on a revision that was lost, replaces nothing that was written since', async () => {
    const { team, id, other, paste } = await lostElsewhere()
    paste('人民路88号')
    const { board } = unwrap(await other.engine.sync())
    expect(onFile(team, id)).toMatchObject({ city: '无锡' })
    const asked = board.conflicts.flatMap(({ fields }) => fields)
    expect(asked.map(({ mine }) => mine)).toEqual(expect.arrayContaining(['苏州', '人民路88号']))
  })

  test('[R28] untouched, it is offered: no cursor tells of it, but its revision was never given out again', async () => {
    const { team, id, other, paste } = await lostElsewhere()
    paste('人民路80号')
    const pane = reopened(team, other)
    const { board } = unwrap(await pane.sync())
    expect(lostRows(board)).toBe(1)
    expect(other.column('地址')[0]).toBe('人民路80号')
    const after = unwrap(await pane.sync(answer('recover')))
    expect(onFile(team, id)).toMatchObject({ city: '无锡', address: '人民路80号' })
    expect(lostRows(after.board)).toBe(0)
  })

  test('[R28] an edit typed before the restore was noticed goes out after the comparison', async () => {
    const { team, desk, ids } = await setBack()
    desk.excel.user.type(desk.at('城市', 1), '南京')
    unwrap(await desk.engine.sync())
    expect(onFile(team, ids[1] ?? '')).toMatchObject({ city: '南京' })
    expect(onFile(team, ids[0] ?? '')).toMatchObject({ address: '人民路8号' })
  })

  test('[R28] set back while a sync was under way, it stops there, and what was lost is asked about by the next', async () => {
    const { team, desk } = await withList()
    const restore = team.keep()
    desk.excel.user.type(desk.at('地址', 0), '人民路80号')
    unwrap(await desk.engine.sync())
    const pane = reopened(team, desk)
    team.before = async ({ verb }) => {
      if (verb !== 'digest') return null
      team.before = null
      team.now += 3_600_000
      restore()
      await team.change('manager', idAt(desk, 0), { city: '无锡' })
      return null
    }
    expect(await pane.sync()).toMatchObject({ error: { code: 'epoch_changed' } })
    expect(desk.column('地址')[0]).toBe('人民路80号')
    const { board } = unwrap(await reopened(team, desk).sync())
    expect(lostRows(board)).toBe(1)
    expect(desk.column('地址')[0]).toBe('人民路80号')
  })

  test('[R28] set back between its look and its push, it stores nothing, and what was lost is offered', async () => {
    const { team, desk } = await withList()
    const restore = team.keep()
    desk.excel.user.type(desk.at('地址', 0), '人民路80号')
    unwrap(await desk.engine.sync())
    desk.excel.user.type(desk.at('城市', 1), '南京')
    team.before = async ({ verb }) => {
      if (verb !== 'push') return null
      team.before = null
      team.now += 3_600_000
      restore()
      return null
    }
    expect(await desk.engine.sync()).toMatchObject({ error: { code: 'epoch_changed' } })
    expect(onFile(team, idAt(desk, 1))).toMatchObject({ city: '上海' })
    const { board } = unwrap(await desk.engine.sync())
    expect(lostRows(board)).toBe(1)
    expect(onFile(team, idAt(desk, 1))).toMatchObject({ city: '南京' })
  })

  test('[R28] set back just after its push was answered, it stops at the next look', async () => {
    const { team, desk } = await withList()
    const restore = team.keep()
    desk.excel.user.insertRows(desk.tableName(), 3)
    desk.excel.user.paste(desk.at('公司', 3), [['润联塑胶有限公司', '宁波', '', '中山路7号']])
    team.before = async ({ verb }) => {
      if (verb !== 'pull') return null
      team.before = null
      team.now += 3_600_000
      restore()
      await team.create('manager', { name: shengfeng[0] ?? '', city: '杭州' })
      await team.create('manager', { name: '恒丰印刷有限公司', city: '宁波' })
      return null
    }
    expect(await desk.engine.sync()).toMatchObject({ error: { code: 'epoch_changed' } })
    const { board } = unwrap(await desk.engine.sync())
    expect(lostRows(board)).toBe(1)
    expect(desk.column('公司')[3]).toBe('润联塑胶有限公司')
    unwrap(await desk.engine.sync(answer('recover')))
    expect(team.customer('润联塑胶有限公司').id).toBe(idAt(desk, 3))
  })

  test('[R28] set back just after its push was answered the second time, as stored before, it stops as well', async () => {
    const { team, desk } = await withList()
    const restore = team.keep()
    desk.excel.user.insertRows(desk.tableName(), 3)
    desk.excel.user.paste(desk.at('公司', 3), [['润联塑胶有限公司', '宁波', '', '中山路7号']])
    team.after = async ({ verb }) => {
      if (verb !== 'push') return null
      team.after = null
      return lost
    }
    team.before = async ({ verb }) => {
      if (verb !== 'pull') return null
      team.before = null
      team.now += 3_600_000
      restore()
      return null
    }
    expect(await desk.engine.sync()).toMatchObject({ error: { code: 'epoch_changed' } })
    const { board } = unwrap(await desk.engine.sync())
    expect(lostRows(board)).toBe(1)
    expect(desk.column('公司')[3]).toBe('润联塑胶有限公司')
  })

  test('[R28] set back while an answer was lost, what was typed goes out all the same', async () => {
    const { team, desk } = await withList()
    const restore = team.keep()
    desk.excel.user.type(desk.at('地址', 0), '人民路80号')
    team.after = async ({ verb }) => (verb === 'push' ? lost : null)
    expect(await desk.engine.sync()).toMatchObject({ error: { code: 'offline' } })
    team.after = null
    team.now += 3_600_000
    restore()
    desk.excel.user.type(desk.at('地址', 0), '人民路88号')
    unwrap(await desk.engine.sync())
    unwrap(await desk.engine.sync())
    expect(onFile(team, idAt(desk, 0))).toMatchObject({ address: '人民路88号' })
    expect(team.state().conflicts).toEqual([])
  })

  test('[R28] what a session had stored that was cut off is offered like any other: the file knows how far it got', async () => {
    const { team, desk } = await withList()
    const restore = team.keep()
    desk.excel.user.type(desk.at('地址', 0), '人民路80号')
    desk.excel.user.insertRows(desk.tableName(), 3)
    desk.excel.user.paste(desk.at('公司', 3), [['润联塑胶有限公司', '宁波', '', '中山路7号']])
    team.before = async ({ verb }) => (verb === 'pull' ? lost : null)
    expect(await desk.engine.sync()).toMatchObject({ error: { code: 'offline' } })
    team.before = null
    team.now += 3_600_000
    restore()
    await team.change('manager', idAt(desk, 0), { city: '无锡' })
    const pane = reopened(team, desk)
    desk.excel.user.type(desk.at('城市', 0), '南京')
    expect(lostRows(unwrap(await pane.sync()).board)).toBe(2)
    expect(lostRows(unwrap(await pane.sync(answer('recover'))).board)).toBe(0)
    expect(onFile(team, idAt(desk, 0))).toMatchObject({ address: '人民路80号', city: '无锡' })
    expect(team.state().conflicts).toMatchObject([{ field: 'city', mine: '南京', theirs: '无锡' }])
    expect(team.customer('润联塑胶有限公司').id).toBe(idAt(desk, 3))
    const again = unwrap(await reopened(team, desk).sync())
    expect([again.saved, lostRows(again.board)]).toEqual([0, 0])
  })

  test('[R28] what a session had brought that was cut off is offered, too, though the row is a colleague’s by now', async () => {
    const { team, desk } = await withList()
    const restore = team.keep()
    await team.change('manager', idAt(desk, 0), { address: '人民路80号' })
    team.before = async ({ verb }) => (verb === 'digest' ? lost : null)
    expect(await reopened(team, desk).sync()).toMatchObject({ error: { code: 'offline' } })
    expect(desk.column('地址')[0]).toBe('人民路80号')
    team.before = null
    team.now += 3_600_000
    restore()
    await team.handOver(idAt(desk, 0), 'rep2')
    const { board } = unwrap(await reopened(team, desk).sync())
    expect(lostRows(board)).toBe(1)
    expect(desk.column('地址')[0]).toBe('人民路80号')
  })

  test('[R28] rows that only the comparison brought are offered, too', async () => {
    const team = aTeam()
    const { desk } = await withSheet(team, 'all')
    const restore = team.keep()
    team.now += 1_000
    team.after = async ({ verb }) => {
      if (verb !== 'pull') return null
      team.after = null
      await team.create('rep1', { name: '润联塑胶有限公司', city: '宁波' })
      return null
    }
    unwrap(await reopened(team, desk).sync())
    expect(desk.column('客户名称')).toContain('润联塑胶有限公司')
    team.now += 3_600_000
    restore()
    expect(unwrap(await reopened(team, desk).sync()).board.lost).toHaveLength(1)
    expect(desk.column('客户名称')).toContain('润联塑胶有限公司')
  })

  test('[R28] how far the server had got stands in the file before any row says that it is stored', async () => {
    const { team, desk } = await withList()
    const before = toldIn(desk)
    desk.excel.user.type(desk.at('地址', 0), '人民路80号')
    const seen: (readonly [stamp: string, told: string])[] = []
    team.after = async ({ verb }) => {
      if (verb === 'push')
        desk.onLook = () => seen.push([String(desk.column('_sync')[0]), toldIn(desk)])
      return null
    }
    unwrap(await desk.engine.sync())
    const [first] = seen
    expect(first?.[0]).toContain('|s')
    expect(first?.[1]).not.toBe(before)
  })

  test('[R28] under another mapping by then, a row that the server does not take back stands on no revision either', async () => {
    const { team, desk, ids } = await setBack()
    const [first = ''] = ids
    await team.change('manager', first, { address: '人民路800号' })
    desk.excel.user.type(desk.at('公司', 0), '')
    desk.excel.user.deleteColumn(desk.tableName(), '手机')
    unwrap(await desk.engine.sync())
    unwrap(await desk.engine.sync(answer('recover')))
    desk.excel.user.type(desk.at('公司', 0), huada[0] ?? '')
    const { board } = unwrap(await desk.engine.sync())
    expect(onFile(team, first)).toMatchObject({ address: '人民路800号' })
    expect(board.conflicts.flatMap(({ fields }) => fields)).toMatchObject([
      { header: '地址', mine: '人民路80号', theirs: '人民路800号' },
    ])
  })

  test('[R28] is given back what a fence keeps from being pushed', async () => {
    const { team, desk, ids } = await setBack()
    const [, , , fresh = ''] = ids
    const hash = String(desk.column('_sync')[3]).split('|')[4] ?? ''
    const intents: [string, number, string][] = [[fresh, 0, hash]]
    const fence = { table: 'customer', workbook: fresh, epoch: 'e1', intents, fence: true } as const
    await team.deliver({ user: 'rep1', verb: 'outcome', body: fence })
    unwrap(await desk.engine.sync())
    const { board } = unwrap(await desk.engine.sync(answer('recover')))
    expect(lostRows(board)).toBe(0)
    expect(team.customer('润联塑胶有限公司').id).toBe(fresh)
  })

  test('[R28] twins keep their cursor, and the restore is noticed all the same', async () => {
    const { team, desk } = await withList()
    desk.excel.user.duplicateRow(desk.tableName(), 2)
    desk.excel.user.type(desk.at('城市', 2), '南京')
    desk.excel.user.type(desk.at('城市', 3), '南通')
    await team.change('manager', idAt(desk, 2), { note: '来过' })
    const restore = team.keep()
    desk.excel.user.type(desk.at('地址', 0), '人民路80号')
    unwrap(await desk.engine.sync())
    team.now += 3_600_000
    restore()
    await team.change('manager', idAt(desk, 0), { address: '人民路800号' })
    desk.excel.user.type(desk.at('地址', 0), '人民路88号')
    expect(lostRows(unwrap(await desk.engine.sync()).board)).toBeGreaterThan(0)
    expect(onFile(team, idAt(desk, 0))).toMatchObject({ address: '人民路800号' })
  })

  /** A row is stored by a session that does not reach its end, and lost with the day; the file knows nothing of it. */
  const cutOffAndLost = async () => {
    const { team, desk } = await withList()
    const restore = team.keep()
    desk.excel.user.insertRows(desk.tableName(), 3)
    desk.excel.user.paste(desk.at('公司', 3), [['润联塑胶有限公司', '宁波', '', '中山路7号']])
    team.before = async ({ verb }) => (verb === 'pull' ? lost : null)
    expect(await desk.engine.sync()).toMatchObject({ error: { code: 'offline' } })
    team.before = null
    restore()
    forgetTold(desk)
    return { team, desk, pane: reopened(team, desk) }
  }

  test('[R28] a row of a session that was cut off, and that the server lost, is held and not taken away', async () => {
    const { team, desk, pane } = await cutOffAndLost()
    const { board } = unwrap(await pane.sync())
    expect(desk.values()[4]?.slice(0, 4)).toEqual(['润联塑胶有限公司', '宁波', '', '中山路7号'])
    expect(board.waiting).toMatchObject([{ row: 3, why: 'gone' }])
    unwrap(await pane.sync({ decisions: decide(board, 'gone', 'own') }))
    expect(team.customer('润联塑胶有限公司').id).toBe(idAt(desk, 3))
  })

  test('[R28] such a row, made again elsewhere with other words, comes back as a conflict: nobody knows its revision', async () => {
    const { team, desk, pane } = await cutOffAndLost()
    unwrap(await pane.sync())
    const cells = { name: '润联塑胶有限公司', city: '宁波', address: '中山路70号' }
    await team.create('manager', cells, idAt(desk, 3))
    await team.handOver(idAt(desk, 3), 'rep1')
    unwrap(await pane.sync())
    const [conflict] = unwrap(await pane.sync()).board.conflicts
    expect(conflict?.fields).toMatchObject([{ mine: '中山路7号', theirs: '中山路70号' }])
    expect(onFile(team, idAt(desk, 3))).toMatchObject({ address: '中山路70号' })
  })

  test('[R28] a revision given out a second time is noticed where the cursor is older than that day', async () => {
    const { team, desk } = await withList()
    const restore = team.keep()
    desk.excel.user.type(desk.at('地址', 0), '人民路80号')
    team.before = async ({ verb }) => (verb === 'digest' ? lost : null)
    expect(await reopened(team, desk).sync()).toMatchObject({ error: { code: 'offline' } })
    team.before = null
    restore()
    await team.change('manager', idAt(desk, 0), { city: '无锡' })
    const pane = reopened(team, desk)
    expect(unwrap(await pane.sync()).board.lost).toHaveLength(1)
    expect(desk.column('地址')[0]).toBe('人民路80号')
    unwrap(await pane.sync(answer('accept')))
    expect(desk.column('地址')[0]).toBe('人民路8号')
    expect(desk.column('城市')[0]).toBe('无锡')
  })
})

describe.each(['own', 'all'] as const)(
  '[R28] a sheet that holds %s, after the server was set back',
  (holds) => {
    const setBack = async () => {
      const team = aTeam()
      await team.create('rep1', { name: huada[0] ?? '', city: '苏州' })
      const { desk } = await withSheet(team, holds)
      const restore = team.keep()
      team.now += 1_000
      await team.create('rep1', { name: hengyuan[0] ?? '', city: '上海' })
      await team.change('manager', idAt(desk, 0), { city: '南京' })
      unwrap(await desk.engine.sync())
      team.now += 3_600_000
      restore()
      await team.create('rep1', { name: shengfeng[0] ?? '', city: '杭州' })
      const { board } = unwrap(await desk.engine.sync())
      return { team, desk, board }
    }

    test('[R28] offers what was lost, and takes in what came since', async () => {
      const { desk, board } = await setBack()
      expect(board.lost).toHaveLength(2)
      expect(desk.column('客户名称')).toEqual([huada[0], hengyuan[0], shengfeng[0]])
      expect(desk.column('城市')).toEqual(['南京', '上海', '杭州'])
    })

    test('[R28] gives it back', async () => {
      const { team, desk } = await setBack()
      const after = unwrap(await desk.engine.sync(answer('recover')))
      expect(lostRows(after.board)).toBe(0)
      expect(team.customers().map(({ values }) => values['city'])).toEqual(
        expect.arrayContaining(['南京', '上海', '杭州']),
      )
      expect(unwrap(await desk.engine.sync())).toMatchObject({ saved: 0, held: 0, cellsWritten: 0 })
    })

    test('[R28] or lets it go', async () => {
      const { team, desk } = await setBack()
      const after = unwrap(await desk.engine.sync(answer('accept')))
      expect(lostRows(after.board)).toBe(0)
      expect(desk.column('客户名称')).toEqual([huada[0], '', shengfeng[0]])
      expect(desk.column('城市')[0]).toBe('苏州')
      expect(team.customers()).toHaveLength(2)
      expect(unwrap(await desk.engine.sync())).toMatchObject({ saved: 0, held: 0, cellsWritten: 0 })
    })
  },
)

test('[R28] a row that another pane stored amid a sync is not taken out: this one has never compared it', async () => {
  const { team, desk } = await withList()
  const other = desk.reopen()
  await team.change('manager', idAt(desk, 2), { address: '人民路80号' })
  const restore = team.keep()
  team.after = async ({ verb }) => {
    if (verb !== 'pull') return null
    team.after = null
    // This pane hears so late that another one has its turn; that one is cut off once its row is stored.
    team.now += 61_000
    desk.excel.user.insertRows(desk.tableName(), 0)
    desk.excel.user.paste(desk.at('公司', 0), [['润联塑胶有限公司', '宁波', '', '中山路7号']])
    team.before = async (call) => (call.verb === 'pull' ? lost : null)
    expect(await other.sync()).toMatchObject({ ok: false })
    team.before = null
    restore()
    return null
  }
  unwrap(await desk.engine.sync())
  expect(desk.column('地址')).toEqual(['中山路7号', '人民路8号', '淮海路1号', '人民路80号'])
  unwrap(await reopened(team, desk).sync())
  expect(desk.column('公司')[0]).toBe('润联塑胶有限公司')
})
