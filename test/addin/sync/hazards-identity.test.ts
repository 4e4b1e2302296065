// Whose row is it? What copying, cutting, pasting, typing over and undoing do to identities, with the real services.
import { describe, expect, test } from 'vitest'

import { newStamp, stampToText } from '../../../shared/sync/stamp.ts'
import { aTeam, lost } from '../../support/team.ts'
import { unwrap } from '../support/desk.ts'
import {
  decide,
  header,
  hengyuan,
  huada,
  idAt,
  idsOf,
  onFile,
  revisionsOf,
  reopened,
  rowOf,
  sent,
  shengfeng,
  withList,
  withSheet,
} from '../support/seated.ts'

describe('rows that move', () => {
  test('[R1] sorted, filtered and with rows between them, an edit reaches the customer that was edited', async () => {
    const { team, desk } = await withList()
    const { user } = desk.excel
    const id = idAt(desk, 2)
    user.sort(desk.tableName(), '手机')
    user.insertRows(desk.tableName(), 0, 2)
    user.type(desk.at('地址', rowOf(desk, '盛丰物流有限公司')), '延安路9号')
    user.filter(desk.tableName(), '城市', ['苏州'])
    expect(unwrap(await desk.engine.sync())).toMatchObject({ saved: 1, unchanged: 2, held: 0 })
    expect(onFile(team, id)).toMatchObject({ name: '盛丰物流有限公司', address: '延安路9号' })
  })

  test('[R4] a cut row keeps its identity where it is pasted, and the place that it left is empty', async () => {
    const { team, desk } = await withList()
    const id = idAt(desk, 0)
    const pushes = team.pushes().length
    desk.excel.user.insertRows(desk.tableName(), 3)
    desk.excel.user.cutPasteRow(desk.tableName(), 0, 3)
    const after = unwrap(await desk.engine.sync())
    expect(after).toMatchObject({ rows: 3, unchanged: 3, held: 0 })
    expect(after.board.removed.count).toBe(0)
    expect(idsOf(desk)[3]).toBe(id)
    expect(team.pushes()).toHaveLength(pushes)
  })

  test('[R4] a row typed where one was cut away is another customer', async () => {
    const { team, desk } = await withList()
    const id = idAt(desk, 0)
    desk.excel.user.insertRows(desk.tableName(), 3)
    desk.excel.user.cutPasteRow(desk.tableName(), 0, 3)
    desk.excel.user.type(desk.at('公司', 0), '润联塑胶有限公司')
    expect(unwrap(await desk.engine.sync())).toMatchObject({ saved: 1, unchanged: 3 })
    expect(onFile(team, id)).toMatchObject({ name: '华达机械有限公司' })
    expect(team.customers()).toHaveLength(4)
  })
})

describe('copies', () => {
  test('[R2] a copy waits, and is stored as another customer once its user calls it a row of its own', async () => {
    const { team, desk } = await withList()
    desk.excel.user.duplicateRow(desk.tableName(), 0)
    const copied = unwrap(await desk.engine.sync())
    expect(copied.board.waiting).toMatchObject([{ row: 1, why: 'copy' }])
    expect(team.customers()).toHaveLength(3)
    const after = unwrap(await desk.engine.sync({ decisions: decide(copied.board, 'copy', 'own') }))
    expect(after).toMatchObject({ saved: 1, held: 0 })
    expect(team.customers()).toHaveLength(4)
    expect(new Set(idsOf(desk)).size).toBe(4)
  })

  test('[R2] an edited copy is a new row that names what it was copied from; the original is not touched', async () => {
    const { team, desk } = await withList()
    const id = idAt(desk, 0)
    desk.excel.user.duplicateRow(desk.tableName(), 0)
    desk.excel.user.type(desk.at('公司', 1), '华达机械昆山分公司')
    desk.excel.user.type(desk.at('手机', 1), '13602817394')
    expect(unwrap(await desk.engine.sync())).toMatchObject({ saved: 1, unchanged: 3 })
    const branch = team.customer('华达机械昆山分公司')
    const history = team.state().history.filter(({ row }) => row === branch.id)
    expect(history[0]?.hint).toContain(id)
    expect(team.customer('华达机械有限公司').id).toBe(id)
    expect(revisionsOf(team, id)).toBe(1)
  })

  test('[R2] where all are edited nothing is sent until its user says which is the original', async () => {
    const { team, desk } = await withList()
    const id = idAt(desk, 0)
    desk.excel.user.duplicateRow(desk.tableName(), 0)
    desk.excel.user.type(desk.at('地址', 0), '人民路80号')
    desk.excel.user.type(desk.at('公司', 1), '华达机械昆山分公司')
    desk.excel.user.type(desk.at('手机', 1), '13602817394')
    const pushes = team.pushes().length
    const held = unwrap(await desk.engine.sync())
    expect(held.board.waiting.map(({ why }) => why)).toEqual(['twin', 'twin'])
    expect(team.pushes()).toHaveLength(pushes)
    const [first] = decide(held.board, 'twin', 'original')
    expect(unwrap(await desk.engine.sync({ decisions: first ? [first] : [] }))).toMatchObject({
      saved: 2,
      held: 0,
    })
    expect(onFile(team, id)).toMatchObject({ name: '华达机械有限公司', address: '人民路80号' })
    expect(team.customer('华达机械昆山分公司').id).toBe(idAt(desk, 1))
    expect(idAt(desk, 0)).toBe(id)
  })

  test('[R2] once its user has said which is the original, nobody asks again whether the other is the same', async () => {
    const { team, desk } = await withList()
    desk.excel.user.duplicateRow(desk.tableName(), 0)
    desk.excel.user.duplicateRow(desk.tableName(), 0)
    for (const row of [0, 1, 2]) desk.excel.user.type(desk.at('地址', row), `人民路${row}号`)
    const held = unwrap(await desk.engine.sync())
    const [first] = decide(held.board, 'twin', 'original')
    const after = unwrap(await desk.engine.sync({ decisions: first ? [first] : [] }))
    expect(after).toMatchObject({ saved: 3, held: 0 })
    expect(after.board.known).toEqual([])
    expect(team.customers().filter(({ values }) => values['name'] === huada[0])).toHaveLength(3)
  })

  test('[R2] what a twin has stored unheard is no conflict with the row that its user calls the original', async () => {
    const { team, desk } = await withList()
    const { user } = desk.excel
    const id = idAt(desk, 0)
    const older = String(desk.column('_sync')[0])
    user.type(desk.at('地址', 0), '人民路80号')
    team.after = async ({ verb }) => (verb === 'push' ? lost : null)
    await desk.engine.sync()
    team.after = null
    user.duplicateRow(desk.tableName(), 0)
    user.type(desk.at('_sync', 1), older)
    user.type(desk.at('地址', 0), '人民路88号')
    user.type(desk.at('地址', 1), '人民路90号')
    const held = unwrap(await desk.engine.sync())
    const [, second] = decide(held.board, 'twin', 'original')
    const after = unwrap(await desk.engine.sync({ decisions: second ? [second] : [] }))
    expect(after).toMatchObject({ saved: 2, held: 0 })
    expect(after.board.conflicts).toEqual([])
    expect(onFile(team, id)).toMatchObject({ address: '人民路90号' })
    expect(onFile(team, idAt(desk, 0))).toMatchObject({ address: '人民路88号' })
  })

  test('[R2] news that came while twins waited comes once one of them is the original again', async () => {
    const { team, desk } = await withList()
    const { user } = desk.excel
    user.duplicateRow(desk.tableName(), 0)
    user.type(desk.at('城市', 0), '南京')
    user.type(desk.at('城市', 1), '南通')
    await team.change('manager', idAt(desk, 0), { address: '人民路80号' })
    expect(unwrap(await desk.engine.sync()).board.waiting).toHaveLength(2)
    user.type(desk.at('城市', 0), '苏州')
    unwrap(await desk.engine.sync())
    expect(desk.column('地址')[0]).toBe('人民路80号')
  })

  test('[R2] that the row was handed over while twins waited is told again once one of them is the original', async () => {
    const { team, desk } = await withList()
    const { user } = desk.excel
    user.duplicateRow(desk.tableName(), 0)
    user.type(desk.at('城市', 0), '南京')
    user.type(desk.at('城市', 1), '南通')
    await team.handOver(idAt(desk, 0), 'rep2')
    expect(unwrap(await desk.engine.sync()).board.waiting).toHaveLength(2)
    user.type(desk.at('城市', 0), '苏州')
    unwrap(await desk.engine.sync())
    expect(desk.column('公司')[0]).toBe('')
    expect(desk.column('同步状态')[0]).toBe('不再归您查看')
    expect(desk.column('城市')[1]).toBe('南通')
  })

  test('[R2] a twin that was typed over with another customer on file is asked about all the same', async () => {
    const { team, desk } = await withList()
    await team.create('rep1', { name: '润联塑胶有限公司', city: '无锡' })
    desk.excel.user.duplicateRow(desk.tableName(), 0)
    desk.excel.user.type(desk.at('地址', 0), '人民路80号')
    desk.excel.user.type(desk.at('公司', 1), '润联塑胶有限公司')
    desk.excel.user.type(desk.at('城市', 1), '无锡')
    desk.excel.user.type(desk.at('手机', 1), '')
    const held = unwrap(await desk.engine.sync())
    const [first] = decide(held.board, 'twin', 'original')
    const after = unwrap(await desk.engine.sync({ decisions: first ? [first] : [] }))
    expect(after.board.known).toMatchObject([{ label: '润联塑胶有限公司' }])
  })

  test('[R2] Ctrl+D over whole rows copies an identity: the rows that lost theirs are asked about', async () => {
    const { team, desk } = await withList()
    desk.excel.user.fillDown(`${desk.at('公司', 0)}:${desk.at('_sync', 1)}`)
    const after = unwrap(await desk.engine.sync())
    expect(after.board.waiting).toMatchObject([{ row: 1, why: 'copy' }])
    expect(after.board.removed.rows).toMatchObject([{ label: '恒源贸易有限公司' }])
    expect(team.customers()).toHaveLength(3)
  })
  test('[R2] a row pasted over another takes its place: the one is asked about as a copy, the other as removed', async () => {
    const { team, desk } = await withList()
    const id = idAt(desk, 2)
    desk.excel.user.copy(`${desk.at('公司', 0)}:${desk.at('_sync', 0)}`, desk.at('公司', 2))
    desk.excel.user.type(desk.at('地址', 2), '人民路88号')
    const { board } = unwrap(await desk.engine.sync())
    expect(board.known).toMatchObject([{ row: 2, failure: { kind: 'here', row: 0 } }])
    expect(board.removed.rows).toMatchObject([{ id }])
    expect(onFile(team, idAt(desk, 0))).toMatchObject({ address: '人民路8号' })
    expect(team.customers()).toHaveLength(3)
  })
})

describe('identities that are not ours', () => {
  const strangers = stampToText(
    {
      ...newStamp('1.b9de6b', '01HF7YAT0000000000000000ZZ'),
      rev: 3,
      crev: 1,
      hash: 'a'.repeat(16),
    },
    { org: 'another', table: 'customer' },
  )

  test('[R5] a row of another organisation waits, and is new once its user says so', async () => {
    const { team, desk } = await withList()
    desk.excel.user.insertRows(desk.tableName(), 3)
    desk.excel.user.paste(desk.at('公司', 3), [['润联塑胶有限公司', '宁波', '13586201947', '']])
    desk.excel.user.type(desk.at('_sync', 3), strangers)
    const held = unwrap(await desk.engine.sync())
    expect(held.board.waiting).toMatchObject([{ row: 3, why: 'damaged' }])
    expect(sent(team)).not.toContain('润联')
    const after = unwrap(
      await desk.engine.sync({ decisions: decide(held.board, 'damaged', 'own') }),
    )
    expect(after).toMatchObject({ saved: 1, held: 0 })
    expect(team.customer('润联塑胶有限公司').id).toBe(idAt(desk, 3))
    expect(idAt(desk, 3)).not.toContain('ZZ')
  })

  test('[R5] a contact’s row among customers is no customer, whatever its id', async () => {
    const { team, desk } = await withList()
    const id = idAt(desk, 0)
    const text = stampToText(newStamp('1.355232', id), { org: 'org', table: 'contact' })
    desk.excel.user.type(desk.at('_sync', 0), text)
    const pushes = team.pushes().length
    const { board } = unwrap(await desk.engine.sync())
    expect(board.waiting).toMatchObject([{ row: 0, why: 'damaged' }])
    expect(team.pushes()).toHaveLength(pushes)
  })

  test('[R6] a damaged identity, taken as new, is recognised by its first content', async () => {
    const { team, desk } = await withList()
    const id = idAt(desk, 0)
    desk.excel.user.type(desk.at('_sync', 0), 'oops')
    const held = unwrap(await desk.engine.sync())
    expect(held.board.waiting).toMatchObject([{ row: 0, why: 'damaged' }])
    unwrap(await desk.engine.sync({ decisions: decide(held.board, 'damaged', 'own') }))
    expect(idAt(desk, 0)).toBe(id)
    expect(team.customers()).toHaveLength(3)
  })

  test('[R6] edited since, the server says whom it equals, and linked it is that customer again', async () => {
    const { team, desk } = await withList()
    const id = idAt(desk, 0)
    desk.excel.user.type(desk.at('_sync', 0), 'oops')
    desk.excel.user.type(desk.at('地址', 0), '人民路80号')
    const held = unwrap(await desk.engine.sync())
    const asked = unwrap(
      await desk.engine.sync({ decisions: decide(held.board, 'damaged', 'own') }),
    )
    expect(asked.board.known).toMatchObject([{ row: 0, known: { id } }])
    const own = asked.board.known[0]?.id ?? ''
    unwrap(await desk.engine.sync({ decisions: [{ id: own, answer: 'link' }] }))
    expect(idAt(desk, 0)).toBe(id)
    expect(team.customers()).toHaveLength(3)
  })
})

describe('undone past the identity', () => {
  test('[R35] of k equal rows each gets one of the k ids back', async () => {
    const { team, desk, first } = await withList([header, huada, huada, huada, hengyuan])
    expect(first.board.known).toHaveLength(2)
    const decisions = first.board.known.map(({ id }) => ({ id, answer: 'create' as const }))
    unwrap(await desk.engine.sync({ decisions }))
    expect(team.customers()).toHaveLength(4)
    const before = idsOf(desk).toSorted()
    desk.excel.user.clearCells(`${desk.at('_sync', 0)}:${desk.at('_sync', 3)}`)
    unwrap(await desk.engine.sync())
    expect(idsOf(desk).toSorted()).toEqual(before)
    expect(team.customers()).toHaveLength(4)
  })

  test('[R8] Ctrl+Z through the whole first sync, then sync: nothing is stored twice', async () => {
    const { team, desk } = await withList()
    const ids = idsOf(desk)
    while (desk.excel.workbook.undoStack.depth > 1 && idAt(desk, 0) !== '') desk.excel.user.undo()
    unwrap(await desk.engine.sync())
    expect(idsOf(desk)).toEqual(ids)
    expect(team.customers()).toHaveLength(3)
  })
})

describe('another customer typed over an old one', () => {
  const recycled = async () => {
    const { team, desk } = await withList()
    const id = idAt(desk, 0)
    desk.excel.user.paste(desk.at('公司', 0), [['新源科技有限公司', '苏州', '13329084617', '']])
    const { board } = unwrap(await desk.engine.sync())
    return { team, desk, id, board }
  }

  const recycledCells = [
    { header: '公司', mine: '新源科技有限公司', theirs: '华达机械有限公司' },
    { header: '手机', mine: '13329084617', theirs: '139 1562 8371' },
    { header: '地址', mine: '', theirs: '人民路8号' },
  ]

  test('[R37] nothing is written, and its user is asked, with all that would be replaced', async () => {
    const { team, board, id } = await recycled()
    expect(board.recycled).toMatchObject([
      { id, row: 0, label: '新源科技有限公司', was: '华达机械有限公司', differing: recycledCells },
    ])
    expect(team.customer('华达机械有限公司').id).toBe(id)
    expect(revisionsOf(team, id)).toBe(1)
    expect(team.customers()).toHaveLength(3)
  })

  test('[R37] a pane that was loaded anew asks the server what stands there, and shows it again', async () => {
    const { team, desk, id } = await recycled()
    const { board } = unwrap(await reopened(team, desk).sync())
    expect(board.recycled).toMatchObject([
      { id, was: '华达机械有限公司', differing: recycledCells },
    ])
  })

  test('[R37] renamed, it is the same customer under another name', async () => {
    const { team, desk, id } = await recycled()
    unwrap(await desk.engine.sync({ decisions: [{ id, answer: 'renamed' }] }))
    expect(team.customer('新源科技有限公司').id).toBe(id)
    expect(revisionsOf(team, id)).toBe(2)
    expect(team.customers()).toHaveLength(3)
  })

  test('[R37] another customer, he is new, and the old one is not asked about in a sheet of one’s own rows', async () => {
    const { team, desk, id } = await recycled()
    const { board } = unwrap(await desk.engine.sync({ decisions: [{ id, answer: 'separate' }] }))
    expect(team.customer('新源科技有限公司').id).toBe(idAt(desk, 0))
    expect(team.customer('华达机械有限公司').id).toBe(id)
    expect(revisionsOf(team, id)).toBe(1)
    expect(board.removed.count).toBe(0)
  })

  test('[R37] in a sheet of all that I may see the old one comes back beneath', async () => {
    const team = aTeam()
    for (const [name = '', city = '', mobile = ''] of [huada, shengfeng])
      await team.create('rep1', { name, city, 'contact.mobile': mobile })
    const { desk } = await withSheet(team, 'own')
    const row = rowOf(desk, '华达机械有限公司', '客户名称')
    const id = idAt(desk, row)
    desk.excel.user.type(desk.at('客户名称', row), '新源科技有限公司')
    desk.excel.user.type(desk.at('手机', row), '13329084617')
    unwrap(await desk.engine.sync())
    unwrap(await desk.engine.sync({ decisions: [{ id, answer: 'separate' }] }))
    expect(desk.column('客户名称')).toContain('华达机械有限公司')
    expect(team.customers()).toHaveLength(3)
  })
})
