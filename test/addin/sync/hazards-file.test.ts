// A workbook is a file: copied, renamed, set back, closed without saving, left for weeks, changed by other programs.
import { describe, expect, test } from 'vitest'

import { STATE_SHEET } from '../../../addin/excel/port.ts'
import { linesToState, stateToLines } from '../../../shared/sync/binding.ts'
import type { StateLines } from '../../../shared/sync/sheet.ts'
import { openFile, saveFile } from '../../../workbench/model/file.ts'
import { aTeam } from '../../support/team.ts'
import { sitAt, unwrap } from '../support/desk.ts'
import {
  during,
  huada,
  idAt,
  idsOf,
  leads,
  onFile,
  revisionsOf,
  opened,
  reopened,
  rowOf,
  withList,
  withSheet,
} from '../support/seated.ts'
import type { Seated } from '../support/seated.ts'

const workbookOf = async (desk: Seated) =>
  (await desk.port.readState()).find(([kind]) => kind === 'workbook')?.[1]

const COPY = '拜访名单 - 副本.xlsx'
const WEEK_MS = 7 * 86_400_000

describe('a copy of a file', () => {
  test('[R20] under another name it says so once, and is a workbook of its own from then on', async () => {
    const { team, desk, first } = await withList()
    expect(first.board.isOtherFile).toBe(false)
    const before = await workbookOf(desk)
    const copy = opened(team, saveFile(desk.excel.workbook), { name: COPY })
    const told = unwrap(await copy.engine.sync())
    expect(told).toMatchObject({ saved: 0, unchanged: 3, board: { isOtherFile: true } })
    expect(await workbookOf(copy)).not.toBe(before)
    expect(unwrap(await copy.engine.sync()).board.isOtherFile).toBe(false)
  })

  test('[R20] is a workbook of its own from its first sync on, also while the original is being synced', async () => {
    const { team, desk } = await withList()
    const original = await workbookOf(desk)
    const workbook = openFile(saveFile(desk.excel.workbook), COPY)
    const copy = sitAt(team.seat('rep1'), { excel: { workbook } })
    copy.excel.user.type(copy.at('地址', 0), '人民路80号')
    expect(unwrap(await copy.engine.sync())).toMatchObject({ saved: 1 })
    const batch = team.state().batches.at(-1)
    expect(batch?.workbook).toBe(await workbookOf(copy))
    expect(batch?.workbook).not.toBe(original)
    expect(team.state().leases.size).toBe(2)
  })

  test('[R20] what both changed in different cells is merged; in one cell it is a conflict with both values', async () => {
    const { team, desk } = await withList()
    const file = saveFile(desk.excel.workbook)
    const id = idAt(desk, 0)
    desk.excel.user.type(desk.at('地址', 0), '人民路80号')
    desk.excel.user.type(desk.at('城市', 1), '南京')
    unwrap(await desk.engine.sync())
    const copy = opened(team, file, { name: COPY })
    copy.excel.user.type(copy.at('城市', 0), '无锡')
    copy.excel.user.type(copy.at('城市', 1), '杭州')
    const { board } = unwrap(await copy.engine.sync())
    expect(onFile(team, id)).toMatchObject({ address: '人民路80号', city: '无锡' })
    expect(copy.column('地址')[0]).toBe('人民路80号')
    expect(board.conflicts).toMatchObject([
      { row: 1, fields: [{ header: '城市', mine: '杭州', theirs: '南京' }] },
    ])
    expect(copy.column('城市')[1]).toBe('南京')
  })

  test('[R20] a row that both send for the first time is one customer', async () => {
    const team = aTeam()
    const desk = sitAt(team.seat('rep1'), { list: leads })
    unwrap(await desk.engine.bringInList())
    const file = saveFile(desk.excel.workbook)
    unwrap(await desk.engine.sync())
    const copy = opened(team, file, { name: COPY })
    unwrap(await copy.engine.sync())
    expect(team.customers()).toHaveLength(3)
    expect(idsOf(copy)).toEqual(team.customers().map(({ id }) => id))
  })

  test('[R20] what both send alike is stored once', async () => {
    const { team, desk } = await withList()
    desk.excel.user.type(desk.at('地址', 0), '人民路80号')
    const file = saveFile(desk.excel.workbook)
    unwrap(await desk.engine.sync())
    const copy = opened(team, file, { name: COPY })
    const { board } = unwrap(await copy.engine.sync())
    expect(board.conflicts).toEqual([])
    expect(revisionsOf(team, team.customer('华达机械有限公司').id)).toBe(2)
  })

  /** A row that waits, in its copy too: it equals a customer whom its user took out of the sheet. */
  const known = async () => {
    const team = aTeam()
    const id = await team.create('rep1', { name: huada[0] ?? '', city: '苏州' })
    const { desk } = await withSheet(team, 'all')
    desk.excel.user.deleteRows(desk.tableName(), 0)
    unwrap(await desk.engine.sync())
    unwrap(await desk.engine.sync({ decisions: [{ id, answer: 'forget' }] }))
    desk.excel.user.type(desk.at('客户名称', 0), huada[0] ?? '')
    desk.excel.user.type(desk.at('城市', 0), '苏州')
    desk.excel.user.type(desk.at('手机', 0), huada[2] ?? '')
    const { board } = unwrap(await desk.engine.sync())
    expect(board.known).toMatchObject([{ row: 0, known: { id } }])
    return { team, desk, id, own: idAt(desk, 0) }
  }

  test.each([
    ['comes with that sync', 0],
    ['comes with that answer, where a sync in between has passed him', 1],
  ])(
    '[R20] what it stored of a row that the original then links to another customer %s',
    async (_, syncs) => {
      const { team, desk, id, own } = await known()
      await team.create('rep1', { name: '新源科技有限公司', city: '宁波' }, own)
      for (let at = 0; at < syncs; at++) unwrap(await desk.engine.sync())
      unwrap(await desk.engine.sync({ decisions: [{ id: own, answer: 'link' }] }))
      expect(idsOf(desk)).toEqual([id, own])
      expect(desk.column('客户名称')).toEqual([huada[0], '新源科技有限公司'])
      expect(team.customers()).toHaveLength(2)
    },
  )
})

describe('an older version of a file', () => {
  test('[R21] makes no edits, and takes in what happened since', async () => {
    const { team, desk } = await withList()
    const file = saveFile(desk.excel.workbook)
    desk.excel.user.type(desk.at('地址', 0), '人民路80号')
    desk.excel.user.insertRows(desk.tableName(), 3)
    desk.excel.user.paste(desk.at('公司', 3), [['润联塑胶有限公司', '宁波', '', '']])
    unwrap(await desk.engine.sync())
    await team.change('manager', idAt(desk, 1), { city: '南京' })
    const pushes = team.pushes().length
    const old = opened(team, file)
    const { board } = unwrap(await old.engine.sync())
    expect(team.pushes()).toHaveLength(pushes)
    expect(old.column('地址')[0]).toBe('人民路80号')
    expect(old.column('城市')[1]).toBe('南京')
    expect(board.removed.count).toBe(0)
    expect(team.customers()).toHaveLength(4)
  })

  test('[R21] an edit in it stands on what it showed: another’s later value is not overwritten', async () => {
    const { team, desk } = await withList()
    const file = saveFile(desk.excel.workbook)
    const id = idAt(desk, 0)
    await team.change('manager', id, { address: '干将路1号' })
    unwrap(await desk.engine.sync())
    const old = opened(team, file)
    old.excel.user.type(old.at('地址', 0), '人民路88号')
    const { board } = unwrap(await old.engine.sync())
    expect(onFile(team, id)).toMatchObject({ address: '干将路1号' })
    expect(board.conflicts).toMatchObject([
      { fields: [{ mine: '人民路88号', theirs: '干将路1号' }] },
    ])
  })

  test('[R21] saved amid a push, it asks what became of it, and stands on the newest', async () => {
    const { team, desk } = await withList()
    const id = idAt(desk, 0)
    let file = saveFile(desk.excel.workbook)
    desk.excel.user.type(desk.at('地址', 0), '人民路80号')
    team.before = async ({ verb }) => {
      if (verb === 'push') file = saveFile(desk.excel.workbook)
      return null
    }
    unwrap(await desk.engine.sync())
    team.before = null
    await team.change('manager', id, { address: '干将路1号' })
    const old = opened(team, file)
    old.excel.user.type(old.at('城市', 0), '无锡')
    expect(unwrap(await old.engine.sync()).board.conflicts).toEqual([])
    unwrap(await old.engine.sync())
    expect(old.column('地址')[0]).toBe('干将路1号')
    expect(onFile(team, id)).toMatchObject({ address: '干将路1号', city: '无锡' })
  })

  test('[R21] rows deleted in a later version stand in it again, and nobody is asked about them', async () => {
    const { team, desk } = await withList()
    const file = saveFile(desk.excel.workbook)
    const id = idAt(desk, 1)
    desk.excel.user.deleteRows(desk.tableName(), 1)
    unwrap(await desk.engine.sync())
    unwrap(await desk.engine.sync({ decisions: [{ id, answer: 'forget' }] }))
    const old = opened(team, file)
    const after = unwrap(await old.engine.sync())
    expect(after).toMatchObject({ rows: 3, unchanged: 3, held: 0 })
    expect(after.board.removed.count).toBe(0)
  })
})

describe('what the state sheet says', () => {
  /** As Ctrl+Z sets it back amid a sync. */
  const setBack = (desk: Seated, lines: StateLines) => {
    const grid = desk.excel.workbook.findSheet(STATE_SHEET)?.grid
    for (let row = 0; row < 20; row++)
      for (let column = 0; column < 8; column++)
        grid?.setValue(row, column, lines[row]?.[column] ?? '')
  }

  const boundIn = async (desk: Seated) => {
    const { bindings } = linesToState(await desk.port.readState())
    return bindings.map(({ table, cursor, delivered }) => ({ table, cursor, delivered }))
  }

  test('[R21] set back amid a sync it is whole again at its end', async () => {
    const { team, desk } = await withList()
    const old = await desk.port.readState()
    desk.excel.user.insertRows(desk.tableName(), 3)
    desk.excel.user.paste(desk.at('公司', 3), [['润联塑胶有限公司', '宁波', '13602817394', '']])
    during(team, 'pull', () => setBack(desk, []))
    expect(unwrap(await desk.engine.sync())).toMatchObject({ saved: 1 })
    const [binding] = await boundIn(desk)
    expect(binding?.delivered).toEqual(idsOf(desk))
    expect(binding?.cursor).not.toBe(linesToState(old).bindings[0]?.cursor)
    const again = unwrap(await reopened(team, desk).sync())
    expect(again).toMatchObject({ saved: 0, unchanged: 4, held: 0 })
  })

  test('[R21] what another pane wrote of another table meanwhile stays', async () => {
    const { team, desk } = await withList()
    const before = linesToState(await desk.port.readState())
    const [own] = before.bindings
    if (own === undefined) throw new Error('not bound')
    const visits = { ...own, table: 'visit' as const, tableId: '{V}', cursor: 's9', delivered: [] }
    desk.excel.user.type(desk.at('地址', 0), '延安路9号')
    during(team, 'pull', () => setBack(desk, stateToLines({ ...before, bindings: [own, visits] })))
    unwrap(await desk.engine.sync())
    expect(await boundIn(desk)).toMatchObject([
      { table: 'customer', delivered: idsOf(desk) },
      { table: 'visit', cursor: 's9', delivered: [] },
    ])
  })
})

describe('closed without saving', () => {
  /** Bound and saved, synced, closed: the file knows nothing of the sync. */
  const unsaved = async () => {
    const team = aTeam()
    const desk = sitAt(team.seat('rep1'), { list: leads })
    unwrap(await desk.engine.bringInList())
    const file = saveFile(desk.excel.workbook)
    unwrap(await desk.engine.sync())
    return { team, desk, again: opened(team, file) }
  }

  test('[R36] the rows are recognised and get their ids back', async () => {
    const { team, desk, again } = await unsaved()
    expect(idsOf(again)).toEqual(['', '', ''])
    unwrap(await again.engine.sync())
    expect(idsOf(again)).toEqual(idsOf(desk))
    expect(team.customers()).toHaveLength(3)
    expect(unwrap(await again.engine.sync())).toMatchObject({ saved: 0, unchanged: 3 })
  })

  test('[R36] a row that was edited since is told to equal the customer, not stored twice', async () => {
    const { team, desk, again } = await unsaved()
    again.excel.user.type(again.at('地址', 0), '人民路88号')
    const { board } = unwrap(await again.engine.sync())
    expect(board.known).toMatchObject([{ row: 0, known: { id: idAt(desk, 0) } }])
    expect(team.customers()).toHaveLength(3)
  })

  test('[R36] k equal rows take k ids, also in another order', async () => {
    const team = aTeam()
    const desk = sitAt(team.seat('rep1'), { list: [...leads, huada] })
    unwrap(await desk.engine.bringInList())
    const file = saveFile(desk.excel.workbook)
    const { board } = unwrap(await desk.engine.sync())
    const decisions = board.known.map(({ id }) => ({ id, answer: 'create' as const }))
    unwrap(await desk.engine.sync({ decisions }))
    expect(team.customers()).toHaveLength(4)
    const again = opened(team, file)
    again.excel.user.sort(again.tableName(), '手机')
    unwrap(await again.engine.sync())
    expect(team.customers()).toHaveLength(4)
    expect(idsOf(again).toSorted()).toEqual(idsOf(desk).toSorted())
  })
})

describe('after weeks', () => {
  test('[R22] what was typed offline is merged with what others changed meanwhile', async () => {
    const { team, desk } = await withList()
    const id = idAt(desk, 0)
    desk.excel.user.type(desk.at('地址', 0), '人民路80号')
    for (const city of ['无锡', '常州', '南京']) {
      team.now += 20 * WEEK_MS
      await team.change('manager', id, { city })
    }
    const { board } = unwrap(await reopened(team, desk).sync())
    expect(board.conflicts).toEqual([])
    expect(onFile(team, id)).toMatchObject({ address: '人民路80号', city: '南京' })
    expect(desk.column('城市')[0]).toBe('南京')
  })

  test('[R22] a cursor that is too old is answered by a comparison: nothing is missed, nothing typed is lost', async () => {
    const { team, desk } = await withList()
    const [first = '', second = ''] = idsOf(desk)
    await team.change('manager', first, { city: '无锡' })
    await team.archive(second)
    desk.excel.user.type(desk.at('地址', 2), '解放路33号')
    team.edit = ({ verb }, value) =>
      verb === 'hello' ? { ...value, resets: ['cursor_too_old'] } : value
    const after = unwrap(await desk.engine.sync())
    expect(after).toMatchObject({ saved: 1, held: 0 })
    team.edit = null
    expect(desk.column('城市')[0]).toBe('无锡')
    expect(desk.column('公司')[1]).toBe('')
    expect(team.customer('盛丰物流有限公司').values).toMatchObject({ address: '解放路33号' })
    expect(unwrap(await desk.engine.sync())).toMatchObject({ saved: 0, cellsWritten: 0 })
  })
})

describe('a sheet copied within the workbook', () => {
  test('[R40] is not bound: what is typed in it goes nowhere', async () => {
    const { team, desk } = await withList()
    const pushes = team.pushes().length
    const copy = desk.excel.user.copySheet('Sheet1')
    desk.excel.user.type(`'${copy.name}'!${desk.at('地址', 0)}`, '别处88号')
    desk.excel.workbook.activate(desk.excel.workbook.sheets[0] ?? copy)
    expect(unwrap(await desk.engine.sync())).toMatchObject({ rows: 3, unchanged: 3 })
    expect(team.pushes()).toHaveLength(pushes)
    expect(unwrap(await desk.engine.boundSheets())).toMatchObject([{ sheet: 'Sheet1' }])
    expect(
      copy.grid.values(copy.tables[0]?.rect ?? desk.excel.workbook.selection.rect),
    ).toHaveLength(4)
  })

  test('[R40] cannot be bound beside the first; once that is deleted it is bound as the same rows', async () => {
    const { team, desk } = await withList()
    const ids = idsOf(desk)
    const copy = desk.excel.user.copySheet('Sheet1')
    const options = { sheet: copy.name }
    expect(await desk.engine.bringInList(options)).toMatchObject({
      error: { code: 'bound_already' },
    })
    desk.excel.user.deleteSheet('Sheet1')
    expect(await desk.engine.sync()).toMatchObject({ error: { code: 'table_lost' } })
    unwrap(await desk.engine.bringInList(options))
    expect(unwrap(await desk.engine.sync())).toMatchObject({ saved: 0, unchanged: 3, held: 0 })
    expect(idsOf(desk)).toEqual(ids)
    expect(team.customers()).toHaveLength(3)
  })
})

describe('changed by another program', () => {
  test('[R42] edits, new and deleted rows are found at the next sync', async () => {
    const { team, desk } = await withList()
    const phone = opened(team, saveFile(desk.excel.workbook))
    phone.excel.user.type(phone.at('地址', 0), '人民路80号')
    phone.excel.user.deleteRows(phone.tableName(), 1)
    phone.excel.user.insertRows(phone.tableName(), 2)
    phone.excel.user.paste(phone.at('公司', 2), [['润联塑胶有限公司', '宁波', '', '']])
    const back = opened(team, saveFile(phone.excel.workbook))
    const after = unwrap(await back.engine.sync())
    expect(after).toMatchObject({ saved: 2, unchanged: 1, held: 0 })
    expect(after.board.removed.rows).toMatchObject([{ label: '恒源贸易有限公司' }])
    expect(onFile(team, idAt(back, 0))).toMatchObject({ address: '人民路80号' })
    expect(team.customer('润联塑胶有限公司').id).toBe(idAt(back, rowOf(back, '润联塑胶有限公司')))
  })
})
